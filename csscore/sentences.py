"""Sentences that analyses and reports say: a table a folder, both languages beside one another, read when the first is said."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: Final = "sentences.toml"


def sentences(module: str) -> Callable[..., Words]:
    """Return what says the sentences of a module.

    Parameters
    ----------
    module
        Its ``__file__``: the table of its folder has a part of its name, or of the folder's.

    Returns
    -------
    A function of a sentence's key and of what it is filled with (`csscore.words.Words.filled`). A key that the table lacks
    is a `KeyError`; ``tests/test_sentences.py`` finds them all.
    """
    path = Path(module)
    room = path.parent.name if path.stem == "__init__" else path.stem

    def say(key: str, /, **details: object) -> Words:
        words = Words(**_read(path.with_name(TABLE))[room][key])
        return words.filled(details) if details else words

    return say


@cache
def _read(table: Path) -> dict[str, Any]:
    return tomllib.loads(table.read_text(encoding="utf-8"))
