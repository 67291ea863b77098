"""Names of a scheme's language as people call what they stand for: titles for keys in Chinese sentences; it changes no number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from csscore.scheme.dictionary import column_headers
from csscore.scheme.model import Group
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csscore.scheme.model import Metric, Scheme

_OF_A_RUN: Final = {
    "score": "总分", "rank": "名次", "pay": "应发", "and": "且", "or": "或", "not": "非", "agent": "客服",
}  # fmt: skip
_TOKEN: Final = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w.\-])[A-Za-z_]\w*(?![\w(])""")
"""A quoted text, which is nobody's key, or a word that calls no function."""


class Titles:
    """What the keys of a scheme are called in Chinese; English sentences keep the keys, which are English words."""

    def __init__(self, scheme: Scheme) -> None:
        columns = {name: entry.title.zh for name, entry in column_headers(scheme).items() if entry is not None and entry.title}
        metrics = {name: entry.title.zh for name, entry in _named(scheme.metrics) if entry.title is not None}
        points = {f"{name}_points": f"{title}得分" for name, title in metrics.items()}
        self._titles: dict[str, str] = {**_OF_A_RUN, **columns, **points, **metrics}

    def words(self, words: Words) -> Words:
        """Return a sentence with titles for keys."""
        return Words(_TOKEN.sub(lambda match: self._titles.get(match[0], match[0]), words.zh), words.en)


def _named(metrics: Mapping[str, Metric | Group]) -> Iterator[tuple[str, Metric | Group]]:
    for name, entry in metrics.items():
        yield name, entry
        if isinstance(entry, Group):
            yield from _named(entry.metrics)
