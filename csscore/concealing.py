"""What stands for cohorts that tell who somebody is, because she is the only one in them; it names no people itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
