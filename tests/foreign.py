"""Rules that nothing in the program knows by name: of each family one that declares all, and one that declares nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.exact.shares import Exact
from csscore.measure.aggregates import Greatest, Least
from csscore.measure.making import Value
from csscore.measure.values.base import NUMBER, ValueRule
from csscore.measure.values.ratio import Ratio
from csscore.pay.rules.base import Amounts, PayRule
from csscore.pay.rules.ladder import Ladder
from csscore.result import Sentence
from csscore.rules import RULES
from csscore.scheme.forms import Registry, form, setting
from csscore.scheme.kinds import Number
from csscore.score.points.bands import Bands
from csscore.score.points.base import Points, in_units
from csscore.words import Words

if TYPE_CHECKING:
    import pytest

    from csscore.scheme.expression import Expr


@form
class Steps(Bands):
    """The bands under another key."""

    key: ClassVar[str] = "asbands"
    examples: ClassVar[tuple[str, ...]] = ('{asbands: {">=55%": 100, else: 50}}',)


@form
class Quotient(Ratio):
    """The ratio under another key."""

    key: ClassVar[str] = "asratio"
    examples: ClassVar[tuple[str, ...]] = ("{asratio: [buyers, enquiries]}",)


@form
class Stairs(Ladder):
    """The ladder under another key."""

    key: ClassVar[str] = "stairs"
    examples: ClassVar[tuple[str, ...]] = ("{stairs: {first: 2500, last: 1500}}",)


@form
class Mute(Points):
    """100 at a line and 40 below it, and nothing is said of that."""

    key: ClassVar[str] = "mute"
    about: ClassVar[Words] = Words("到线满分", "full marks at a line")
    examples: ClassVar[tuple[str, ...]] = ("{mute: {at: 90000}}",)

    at: Fraction = setting(Number(), "线", "the line")

    def points_of(self, values: Any, cohort: Any) -> Any:
        """Return 100 or 40."""
        points = np.where(values >= float(self.at), *(in_units(Fraction(points), cohort.digits) for points in (100, 40)))
        return np.where(np.isnan(values), MISSING, points).astype(np.int64)

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        return Words("到线满分", "full marks at the line")


@form
class Called(Points):
    """100 for 好, 40 for any other word, and nothing is said of that."""

    key: ClassVar[str] = "called"
    about: ClassVar[Words] = Words("好就满分", "full marks for good")
    examples: ClassVar[tuple[str, ...]] = ("called",)
    takes_words: ClassVar[bool] = True

    def points_of(self, values: Any, cohort: Any) -> Any:
        """Return 100 or 40."""
        worths = {None: MISSING, "好": in_units(Fraction(100), cohort.digits)}
        return np.array([worths.get(value, in_units(Fraction(40), cohort.digits)) for value in values], dtype=np.int64)

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        return Words("好就满分", "full marks for good")


@form
class Gap(ValueRule):
    """The greatest less the least, and nothing is said of that."""

    key: ClassVar[str] = "gap"
    about: ClassVar[Words] = Words("极差", "the range")
    examples: ClassVar[tuple[str, ...]] = ("{gap: response_seconds}",)

    of: Expr = setting(NUMBER, "列", "the column", whole=True)

    def asks(self, about: Any) -> Any:
        """Return both ends."""
        return {"high": Greatest(about.rows, self.of), "low": Least(about.rows, self.of)}

    def value(self, about: Any, found: Any) -> Value:
        """Return the difference."""
        return Value((found["high"].real() - found["low"].real()).canonical())

    def words(self, options: Any) -> Words:
        """Return the rule in words."""
        return Words("极差", "the range")


@form
class Silent(PayRule):
    """Pays by place and says nothing of it."""

    key: ClassVar[str] = "silent"
    about: ClassVar[Words] = Words("按名次", "by place")
    line: ClassVar[Words] = Words("沉默奖", "Silent bonus")
    examples: ClassVar[tuple[str, ...]] = ("{silent: {amount: 500}}",)

    amount: Fraction = setting(Number(), "第一名的金额", "the amount of the first")

    def amounts(self, payees: Any, options: Any) -> Amounts:
        """Return the amount for the first."""
        first = np.where(payees.places == 1, int(self.amount), 0).astype(np.int64)
        because = Sentence((Words("不说", "untold"),), np.zeros(len(payees), dtype=np.int8))
        return Amounts(Exact(first), payees.places > 0, because)

    def words(self, options: Any) -> Words:
        """Return the rule in words."""
        return Words("第一名", "the first")


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the rules into the registries."""
    for family, foreign in (("points", (Steps, Mute, Called)), ("value", (Quotient, Gap)), ("pay", (Stairs, Silent))):
        monkeypatch.setitem(RULES, family, Registry(family, (*RULES[family], *foreign)))
