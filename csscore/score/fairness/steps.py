"""What the fairness options share: the people they look at, and what an option leaves behind; it adjusts nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import exact, fraction_text
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.evidence import Evidence
    from csscore.score.points.base import Cohort

NAMED: Final = 8
"""People whose values moved that a note names."""
_SHOWN_DIGITS: Final = 6
_NOTED_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Everybody, as the options of one metric see them.

    Attributes
    ----------
    people
        The metric, whom the cohort's level looks at, and where problems go.
    sizes
        On how many contacts each value rests; None where that is not known. Shape (people,).
    evidence
        What else the rows say; None where no option needs it.
    raw
        The values as they were measured. Shape (people,).
    labels
        What the cohorts are called: `Measured.cohort_labels`.
    """

    people: Cohort
    sizes: Floats | None
    evidence: Evidence | None
    raw: Floats
    labels: Mapping[str, NDArray[np.object_]]

    @property
    def codes(self) -> NDArray[np.intp]:
        """Return the cohort of each person, from 0. Shape (people,)."""
        return self.people.segments.codes

    @property
    def cohorts(self) -> int:
        """Return the number of cohorts."""
        return len(self.people.segments)

    def cohort(self, code: int) -> Words:
        """Return how a message names a cohort."""
        if not self.labels:
            return Words("全组", "the team")
        first = int(self.people.segments.members(code)[0])
        label = " / ".join(str(labels[first]) for labels in self.labels.values())
        return Words(f"“{label}”", f"'{label}'")

    def shown(self, value: float | Fraction, digits: int = _SHOWN_DIGITS) -> Words:
        """Return a value as people read it, to a few digits."""
        number = value if isinstance(value, Fraction) else exact(value)
        if self.people.unit == "percent":
            return same(fraction_text(number * 100, digits) + "%")
        text = fraction_text(number, digits)
        return Words(f"{text} 秒", f"{text} s") if self.people.unit == "seconds" else same(text)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one option made of a metric's values.

    Attributes
    ----------
    key
        The option.
    values
        The values afterwards. Shape (people,).
    say
        Says of one person how her value came about; empty where the option did nothing to it.
    """

    key: str
    values: Floats
    say: Callable[[int], tuple[Words, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Fair:
    """A metric's values with everything that was done to them."""

    values: Floats
    steps: tuple[Step, ...] = field(default=())

    def said(self, i: int) -> tuple[Words, ...]:
        """Return how one person's value came about, option by option."""
        return tuple(words for step in self.steps for words in step.say(i))


def moved(setting: Setting, before: Floats, after: Floats) -> Words:
    """Return whose values an option moved, the most first, as a note names them; empty where it moved nobody's."""
    away = np.nan_to_num(np.abs(after - before))
    count = int((away > 0).sum())
    first = np.argsort(-away, kind="stable")[: min(count, NAMED)].tolist()
    cases = [_case(setting, i, before, after) for i in first]
    return _cut("、".join(case.zh for case in cases), ", ".join(case.en for case in cases), count)


def _case(setting: Setting, i: int, before: Floats, after: Floats) -> Words:
    agent, was, now = setting.people.agents[i], setting.shown(before[i], _NOTED_DIGITS), setting.shown(after[i], _NOTED_DIGITS)
    return Words(f"{agent} {was.zh} → {now.zh}", f"{agent} {was.en} → {now.en}")


def named(setting: Setting, who: Mask, say: Callable[[int], str] = lambda _: "") -> Words:
    """Return some people as a message names them, each with what is said of her."""
    found = np.flatnonzero(who)
    texts = [f"{setting.people.agents[i]}{say(i)}" for i in found[:NAMED].tolist()]
    return _cut("、".join(texts), ", ".join(texts), len(found))


def _cut(zh: str, en: str, count: int) -> Words:
    """Return a list of the first people in both languages, with how many there are."""
    if count <= NAMED:
        return Words(zh, en)
    return Words(f"{zh} 等 {count} 人", f"{en} and {count - NAMED} more")
