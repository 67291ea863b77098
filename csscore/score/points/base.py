"""What every points rule is: a form that says what values are worth within a cohort; it knows no weights and no ranks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, half_up
from csscore.scheme.forms import Reader, Registry, Rule, form, found
from csscore.scheme.kinds import Text, number
from csscore.scheme.ranges import ANY, Range
from csscore.score.segments import Segments
from csscore.words import Words, figure, listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Texts, Units
    from csscore.measure.agents import AgentScope
    from csscore.problems import Place, Problems
    from csscore.scheme.cells import ValueCells
    from csscore.scheme.nodes import Node

FULL = Fraction(100)

_DECIMALS: Final = 15
"""Of values in sentences: all that a value has, so that whoever does the sum again gets the points."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """The people whose values of one metric are looked at, cohort by cohort, and what a rule may know of them and the metric."""

    name: str
    title: Words
    unit: str
    better: str
    """``higher`` or ``lower``."""
    digits: int
    """Decimal digits of the points."""
    agents: Texts
    """Identifiers of everybody, for messages."""
    reference: Mask
    """Who the best, the worst, the mean and the places look at. Shape (n,)."""
    segments: Segments
    """Who is compared with whom."""
    scope: AgentScope
    """What expressions and columns say of these people."""
    problems: Problems
    place: Place | None = None
    """Where the metric stands in the scheme."""
    index: NDArray[np.intp] | None = None
    """Which of ``agents`` these people are; None for all."""

    @property
    def higher(self) -> bool:
        """Return whether higher values are better."""
        return self.better == "higher"

    def only(self, index: NDArray[np.intp]) -> Cohort:
        """Return some of these people as one cohort of their own."""
        alone = Segments.one(len(index))
        return replace(self, index=index, reference=self.reference[index], segments=alone, scope=self.scope.only(index))

    def reference_of(self, values: Floats) -> Mask:
        """Return who among the reference has the value; everybody of a cohort who has it, where nobody of its reference does."""
        present: Mask = ~np.isnan(values)
        if bool(self.reference.all()):
            return present
        chosen: Mask = present & self.reference
        lacking = self.segments.counts(chosen) == 0
        return chosen | (present & self.segments.spread(lacking)) if bool(lacking.any()) else chosen

    def ends(self, values: Floats) -> tuple[Fraction | Floats, Fraction | Floats] | None:
        """Return the worst and the best value of each one's reference, None where nobody at all has one.

        One number each where there is one cohort, else canonical columns: NaN in a cohort where nobody has the value.
        """
        chosen = self.reference_of(values)
        if not bool(chosen.any()):
            return None
        low, high = (self.segments.anchor(end(values, chosen)) for end in (self.segments.least, self.segments.greatest))
        return (low, high) if self.higher else (high, low)

    def at_least(self, values: Floats, bar: Fraction | Floats) -> Mask:
        """Return whose values are as good as a bar or better."""
        level: Any = bar if not isinstance(bar, Fraction) else float(bar)
        held: Mask = values >= level if self.higher else values <= level
        return held

    def named(self, who: Mask) -> Words:
        """Return some of these people as a message names them."""
        return listed([str(agent) for agent in self._those(who)])

    def cases(self, who: Mask, values: NDArray[Any]) -> Words:
        """Return some of these people with their values, as a message names them."""
        texts = [shown(value, self.unit) for value in values[who]]
        pairs = list(zip(self._those(who), texts, strict=True))
        return Words(
            listed([f"{agent}（{text.zh}）" for agent, text in pairs]).zh,
            listed([f"{agent} ({text.en})" for agent, text in pairs]).en,
        )

    def _those(self, who: Mask) -> Texts:
        those: Texts = self.agents[who if self.index is None else self.index[who]]
        return those

    def report(self, code: str, place: Place | None, **details: object) -> None:
        """Record a problem of this metric, at a rule's place in the scheme."""
        self.problems.add(code, place or self.place, group=self.name, metric=self.title, **details)


@form
class Points(Rule):
    """A rule of the family ``points``.

    What a rule does not declare here is not known of it: nobody may take its points for independent of the others, or for
    free of bands; whoever would need it says so.
    """

    relative: ClassVar[bool | None] = None
    """Whether the points depend on the others of the cohort, beside what its expressions name; None: not declared."""
    banded: ClassVar[bool | None] = None
    """Whether bands of the value decide the points (`lines` says which); None: not declared."""
    takes_words: ClassVar[bool] = False
    """Whether values may be words (优、良) as well as numbers."""

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points, fixed at ``cohort.digits``; `MISSING` where the value is missing.

        Parameters
        ----------
        values
            Canonical floats (NaN is missing), or texts (None is missing) where `takes_words`. Shape (n,).
        cohort
            The people, of any number of cohorts.

        Raises
        ------
        OverflowError
            If a value or its points are too large to be exact.
        """
        raise NotImplementedError

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words, for a metric of a unit and a direction."""
        raise NotImplementedError

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the points as a spreadsheet formula, for an agent who has a value; None where no formula says the same.

        At the latest here the points are rounded (`ValueCells.points`), an empty text being none.
        """
        return None

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the numbers that made the points of person ``i``, who has a value; arguments as of `worth`."""
        return Words("", "")

    def reach(self, values: Range, better: str) -> Range:
        """Return between which points it gives for values of a range; anything, where the rule does not say."""
        return ANY

    def lines(self) -> tuple[Any, ...]:
        """Return the bands of the value that the rule tells apart, as `csscore.score.points.bands.Band`."""
        return ()

    def told_apart(self) -> tuple[str, ...] | None:
        """Return the words that it gives points, least points first; None: not declared."""
        return None

    def names(self) -> tuple[str, ...]:
        """Return the columns, metrics and params that the rule reads beside its value and its expressions."""
        return ()

    def figures(self) -> tuple[str, ...]:
        """Return the names among these that are figures of a person (a target), not amounts of rows."""
        return ()

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report what is doubtful about the rule for a metric of this direction and unit; nothing by default."""


class Target:
    """A number, or the name of a column or param that holds it."""

    def read(self, node: Node, reader: Reader) -> Fraction | str:
        """Return the number, or the name."""
        text = Text().read(node, reader)
        value = number(text)
        if value is None and text[:1] in "+-.0123456789":
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return text if value is None else value

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: a number, or text."""
        return {"type": ["number", "string"]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("数字，或列名、参数名", "a number, or the name of a column or param")


def target_of(target: Fraction | str, cohort: Cohort) -> Fraction | Floats:
    """Return the number of a target, or its column over the cohort (canonical, NaN is missing)."""
    if isinstance(target, Fraction):
        return target
    column: Floats = cohort.scope.numbers(target)
    return column


def in_units(points: Fraction, digits: int) -> int:
    """Return points as a fixed number, half-up."""
    return half_up(points * 10**digits)


def one_cohort(ends: tuple[Fraction | Floats, Fraction | Floats] | None) -> tuple[Fraction, Fraction]:
    """Return the worst and the best value of people who are one cohort; zeros where nobody has one."""
    worst, best = ends or (Fraction(0), Fraction(0))
    if not isinstance(worst, Fraction) or not isinstance(best, Fraction):
        raise TypeError("the ends of several cohorts are columns")
    return worst, best


def bounded(units: Units, least: Fraction | None, most: Fraction | None, digits: int) -> Units:
    """Return a fixed column kept within bounds; `MISSING` stays."""
    kept = units
    if least is not None:
        kept = np.where(units == MISSING, units, np.maximum(kept, in_units(least, digits)))
    if most is not None:
        kept = np.minimum(kept, in_units(most, digits))
    return kept


def shown(value: Any, unit: str) -> Words:
    """Return a value or a bound as people write it: 0.55 of unit percent is 55%."""
    if isinstance(value, str):
        return Words(value, value)
    number_ = value if isinstance(value, Fraction) else exact(value)
    if unit == "percent":
        text = figure(Decimal(fraction_text(number_ * 100)), _DECIMALS) + "%"
        return Words(text, text)
    text = figure(Decimal(fraction_text(number_)), _DECIMALS)
    return Words(f"{text} 秒", f"{text} s") if unit == "seconds" else Words(text, text)


def step_shown(step: Fraction, unit: str) -> Words:
    """Return a difference of values as people write it: 0.01 of unit percent is one percentage point."""
    if unit != "percent":
        return shown(step, unit)
    text = figure(Decimal(fraction_text(step * 100)), _DECIMALS)
    return Words(f"{text} 个百分点", f"{text} percentage point{'' if step * 100 == 1 else 's'}")


def on_line(value: Any, worst: Fraction, best: Fraction, unit: str, *, clamped: bool) -> Words:
    """Return how a value lies between what is worth 0 and what is worth 100."""
    share = (exact(value) - worst) / (best - worst)
    own, low, high = shown(value, unit), shown(worst, unit), shown(best, unit)
    if clamped and not 0 <= share <= 1:
        passed, end = (high, 100) if share > 1 else (low, 0)
        return Words(f"越过了 {passed.zh}，得 {end} 分", f"beyond {passed.en}: {end}")
    return Words(*(f"({v} − {w}) ÷ ({b} − {w}) × 100" for v, w, b in ((own.zh, low.zh, high.zh), (own.en, low.en, high.en))))


def target_shown(target: Fraction | str, unit: str) -> Words:
    """Return a target as people write it: a number with its unit, or the name."""
    return Words(f"“{target}”", f"'{target}'") if isinstance(target, str) else shown(target, unit)


def reversed_(
    rule: Rule, reader: Reader, owner: Words, better: str, *, lower: tuple[Words, Fraction], upper: tuple[Words, Fraction]
) -> None:
    """Report points that run against the metric's direction between a lower value and a higher one."""
    direction = Words("越高越好", "higher is better") if better == "higher" else Words("越低越好", "lower is better")
    (one, points), (other, others) = lower, upper
    reader.problems.add(
        "P106",
        rule.place,
        owner=owner,
        better=direction,
        one=one,
        points=fraction_text(points),
        other=other,
        others=fraction_text(others),
    )


def positive(amount: Fraction, key: str, rule: Rule, reader: Reader) -> None:
    """Report a setting that must be above zero."""
    if amount <= 0:
        reader.problems.add("P111", rule.places.get(key, rule.place), key=key, rule=rule.key)
