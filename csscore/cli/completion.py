"""What the shell completes: scheme names and files, by their names; it reads no scheme and no data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def complete_schemes(incomplete: str) -> list[str]:
    """Return the names of schemes here and built in, and paths of YAML files, that begin so."""
    from csscore.scheme.lookup import ENDINGS, cards

    paths = [name for name in complete_files(incomplete) if name.endswith(("/", *ENDINGS))]
    return [card.name for card in cards() if card.name.startswith(incomplete)] + paths


def complete_files(incomplete: str) -> list[str]:
    """Return files and folders that begin so."""
    given = incomplete.rpartition("=")
    start = given[2]
    folder, _, _ = start.rpartition("/")
    inside = Path(folder or ("/" if start.startswith("/") else "."))
    lead = given[0] + given[1] + (f"{folder}/" if "/" in start else "")
    try:
        found = sorted(os.scandir(inside), key=lambda entry: entry.name)
    except OSError:
        return []
    names = [f"{lead}{entry.name}{'/' if entry.is_dir() else ''}" for entry in found if not entry.name.startswith(".")]
    return [name for name in names if name.startswith(incomplete)]


def words_of(*words: str) -> Callable[[str], list[str]]:
    """Return a completion that offers these words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete
