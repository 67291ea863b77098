"""``ratio``: a sum over a sum, so that a busy day counts more than a quiet one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.measure.aggregates import Histogram, Sum
from csscore.measure.evidence import Contacts
from csscore.measure.making import Value
from csscore.measure.values.base import Pair, ValueRule
from csscore.measure.values.paired import lacking, tell_lacking
from csscore.scheme.forms import form, setting
from csscore.scheme.ranges import ANY, NOT_BELOW_0, RATE, Range
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.measure.aggregates import Among, Ask
    from csscore.measure.making import About, Making
    from csscore.scheme.expression import Expr


@form
class Ratio(ValueRule):
    """Σa / Σb over the rows that have both."""

    key: ClassVar[str] = "ratio"
    about: ClassVar[Words] = Words("两个合计相除：Σ甲 ÷ Σ乙", "one sum divided by another: Σa / Σb")
    examples: ClassVar[tuple[str, ...]] = ("{ratio: [buyers, enquiries]}",)

    counted: ClassVar[bool] = True
    typical: ClassVar[bool] = True

    of: tuple[Expr, Expr] = setting(Pair(), "分子和分母", "what is divided by what", whole=True)

    def lasting(self) -> tuple[str, ...]:
        """Return what is divided: a time by what is counted is a time."""
        return (self.of[0].name,) if self.of[0].name is not None else ()

    def asks(self, about: About) -> Mapping[str, Ask[Any]]:
        """Return both sums, and the rows that have one without the other."""
        rows = self._both(about)
        above, below = (about.total(of, rows) for of in self.of)
        return {"above": above, "below": below, **lacking(about, *self.of)}

    def value(self, about: Making, found: Mapping[str, Any]) -> Value:
        """Return the ratios; missing where Σb is 0."""
        tell_lacking(about, found, *self.of)
        above, below = found["above"], found["below"]
        return Value((above.real() / below.real()).canonical(), np.nan_to_num(below.canonical()))

    def _both(self, about: About) -> Among:
        return replace(about.rows, present=self.of)

    def reach(self, unit: str, units: Mapping[str, str | None]) -> Range:
        """Return 0% to 100% for a percentage of one known count in another, nothing below 0 for other counts and times."""
        both = {units.get(expr.name or "") for expr in self.of}
        if unit == "percent" and both == {"count"}:
            return RATE
        return NOT_BELOW_0 if both <= {"count", "seconds"} else ANY

    def over(self, options: Any) -> Expr:
        """Return what is divided by."""
        return self.of[1]

    def pace(self, about: About) -> int:
        """Say that it stays; over a figure of the person (a target for the month) it grows."""
        above, below = map(about.of_person, self.of)
        return int(below) - int(above)

    def part(self, options: Any) -> Expr:
        """Return what is divided."""
        return self.of[0]

    def rate(self, options: Any, unit: str) -> bool:
        """Say so of a percentage."""
        return unit == "percent"

    def contacts(self, about: About) -> Contacts | None:
        """Return what is divided, and by what; None where a figure of the person stands for all rows."""
        if any(map(about.of_person, self.of)):
            return None
        rows, (above, below) = self._both(about), self.of
        return Contacts(rows, Sum(rows, above), Sum(rows, below), Histogram(rows, self.of))

    def words(self, options: Any) -> Words:
        """Return the ratio in words."""
        above, below = (expr.text for expr in self.of)
        return Words(f"{above} 合计 ÷ {below} 合计", f"sum of {above} ÷ sum of {below}")
