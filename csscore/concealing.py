"""What of a result tells who somebody is: fields that say so of themselves, and cohorts of one; it names no people itself.

A field of a result says by its metadata what it holds; `csscore.report.anonymous` hides it by that and by nothing else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

CONCEALS: Final = "conceals"
"""The key of the metadata."""
PERSON: Final = {CONCEALS: "person"}
"""An agent's id, some of them, a column of them, or a mapping by them."""
NAME: Final = {CONCEALS: "name"}
"""What the person is called whom the field of a `PERSON` beside it means."""
COHORT: Final = {CONCEALS: "cohort"}
"""Labels of a cohort, or columns of them, by what they are labels of."""
TEXT: Final = {CONCEALS: "text"}
"""Texts in which a person, an account or a file may be named: a reason, a condition, a cell of an input."""
VALUE: Final = {CONCEALS: "value"}
"""Values by metric, as texts: words may name a person, numbers do not."""
TEMPLATE: Final = {CONCEALS: "template"}
"""Texts with ``{places}``, which name nobody themselves."""
WITHHELD: Final = {CONCEALS: "withheld"}
"""What is not told at all."""

RANKED: Final = Words("第 {rank} 名", "#{rank}")
UNRANKED: Final = Words("未排名 {number}", "unranked {number}")
MASK: Final = "***"
BETWEEN: Final = " / "
"""Between the labels of a cohort of several columns, as texts say it."""
_NOTHING: Final = ("", "–")
"""No label: not a word that could be hidden in a text."""


def concealed(*months: Iterable[tuple[Mapping[str, str], bool]]) -> dict[str, str]:
    """Return what stands for the labels of cohorts of one person, and of those in which one alone is ranked.

    A cohort's label is no name while it says a group of people. Of several columns the cohort as a whole may be one person's
    (``North / night``) where the label of each is not.

    Parameters
    ----------
    months
        Everybody of each result: her cohort, and whether she is ranked.
    """
    alone: dict[str, None] = {}
    for month in months:
        everybody: Counter[str] = Counter()
        ranked: Counter[str] = Counter()
        for cohort, is_ranked in month:
            labels = {*cohort.values(), BETWEEN.join(cohort.values())}.difference(_NOTHING)
            everybody.update(labels)
            if is_ranked:
                ranked.update(labels)
        alone.update((label, None) for label in sorted(everybody) if 1 in (everybody[label], ranked[label]))
    return {label: MASK if len(alone) == 1 else f"{MASK}-{number}" for number, label in enumerate(alone, 1)}


def labels(places: Sequence[tuple[Words, int]]) -> Iterator[Words]:
    """Yield one label a person, all different: where a place is shared a number stands behind it, ``#3-1``.

    Parameters
    ----------
    places
        Of each person the words for her, which may have ``{rank}`` and ``{number}``, and the rank.
    """
    shared, met = Counter(places), Counter[tuple[Words, int]]()
    for place in places:
        met[place] += 1
        words, rank = place
        behind = f"-{met[place]}" if shared[place] > 1 and "{number}" not in words.en else ""
        label = words.filled({"rank": rank, "number": met[place]})
        yield Words(label.zh + behind, label.en + behind)


class Mentions:
    """Finds names in texts, the longest first; of letters or figures only whole words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._sizes = sorted({len(name) for name in self._names}, reverse=True)

    def replaced(self, text: str, instead: Callable[[str], str]) -> str:
        """Return a text with every name in it replaced."""
        written: list[str] = []
        start = 0
        while start < len(text):
            name = self._at(text, start)
            written.append(text[start] if name is None else instead(name))
            start += 1 if name is None else len(name)
        return "".join(written)

    def _at(self, text: str, start: int) -> str | None:
        for size in self._sizes:
            name = text[start : start + size]
            if len(name) == size and name in self._names and not _inside_word(text, start, start + size):
                return name
        return None


def _inside_word(text: str, start: int, stop: int) -> bool:
    """Say whether a match is only a part of a longer word or number of western letters and figures."""
    before = start > 0 and _is_word(text[start - 1]) and _is_word(text[start])
    return before or (stop < len(text) and _is_word(text[stop - 1]) and _is_word(text[stop]))


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")
