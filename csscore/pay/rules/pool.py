"""``pool``: a sum that is split among people, to the last cent; it never pays more or less than the sum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import exact
from csscore.exact.shares import decimals
from csscore.measure.evaluate import number
from csscore.pay.rules.base import Amounts, Payees, PayRule, nothing
from csscore.pay.rules.commission import RateKind
from csscore.pay.rules.places import PlaceOptions
from csscore.pay.rules.shares import percent
from csscore.pay.rules.split import Split, SplitKind, divided
from csscore.scheme.expression.functions import COHORT
from csscore.scheme.expression.tree import Call, Name
from csscore.scheme.forms import Form, Reader, form, setting
from csscore.scheme.kinds import Expression
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.pay.rules.commission import Tier
    from csscore.scheme.expression import Expr
    from csscore.scheme.expression.tree import Node


@form
class Pool(PayRule):
    """A sum, or a rate of something, split among the people of the cohort."""

    key: ClassVar[str] = "pool"
    about: ClassVar[Words] = Words("奖池：一笔钱分给大家，分毫不差", "a sum split among people, exact to the cent")
    line: ClassVar[Words] = Words("奖池", "Pool")
    total: ClassVar[str] = "exact"
    options: ClassVar[type[Form] | None] = PlaceOptions
    examples: ClassVar[tuple[str, ...]] = (
        "{pool: {amount: 3000, split: equal}}",
        "{pool: {rate: 0.6%, of: silent_sales, split: [40%, 30%, rest]}, title: 静默单提成}",
        '{pool: {amount: "300 * 50% * people()", split: score}}',
        "{pool: {amount: 3000, split: {column: hours}}, among: \"status == '正式'\"}",
    )

    amount: Expr | None = setting(Expression(gives="number"), "多少钱", "the sum", default=None)
    rate: tuple[Tier, ...] | None = setting(RateKind(), "按比例提取", "a rate of something", default=None)
    of: Expr | None = setting(
        Expression(gives="number"), "从什么里提取；各人的数先合计", "of what; numbers of each agent are summed", default=None
    )
    split: Split = setting(SplitKind(), "怎么分", "how it is split")

    def check(self, reader: Reader) -> None:
        """Either an amount, or a rate of something."""
        rated = self.rate is not None and self.of is not None
        if (self.amount is not None) == rated or (self.rate is None) != (self.of is None):
            raise reader.refuse("P224", self.place)

    def rates(self) -> tuple[tuple[Fraction, Expr, str], ...]:
        """Return the rate, where there is one."""
        return () if self.rate is None or self.of is None else ((self.rate[0].rate, self.of, self.rate[0].text),)

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return everybody's part; nobody has one where the sum is unknown."""
        expression = self.amount or self.of
        whole = None if expression is None else summed(expression, payees)
        if whole is None:
            return nothing(payees)
        return divided(whole * (1 if self.rate is None else self.rate[0].rate), self.split, payees, self.place)

    def hangs_on(self) -> frozenset[str]:
        """Return what the split follows."""
        return self.split.hangs_on()

    def endless(self) -> bool:
        """Say whether the sum follows figures; a plain number does not."""
        return any(expression is not None and expression.names for expression in (self.amount, self.of))

    def names(self) -> tuple[str, ...]:
        """Return the column it splits by."""
        return () if self.split.column is None else (self.split.column,)

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        split = self.split.words()
        if self.amount is not None:
            return Words(f"{self.amount.text}，{split.zh}", f"{self.amount.text}, {split.en}")
        rate, of = percent(self.rate[0].rate if self.rate else Fraction(0)), "" if self.of is None else self.of.text
        return Words(f"{of} 的 {rate}，{split.zh}", f"{rate} of {of}, {split.en}")


def summed(expression: Expr, payees: Payees) -> Fraction | None:
    """Return the sum that is to be split; None, and reported, where it can't be computed.

    A number that is the same for all (of params, of functions over the cohort) is that number; numbers that agents have
    each for themselves are added up over the whole cohort, ranked or not, whoever takes part.
    """
    if not len(payees):
        return Fraction(0)
    values = number(expression, payees.scope)
    missing = np.isnan(values)
    own = [name for name in _outside(expression.tree) if name not in payees.params]
    if bool(missing.all()):
        payees.report("P234", expression.place, expression=expression.text)
        return None
    if not own:
        return exact(values[0])
    for i in np.flatnonzero(missing):
        payees.report("P229", expression.place, expression=expression.text, agent=payees.agents[i])
    return decimals(values).total()


def _outside(node: Node) -> Iterator[str]:
    """Yield the names that are not inside a function over the cohort."""
    if isinstance(node, Name):
        yield node.name
    elif not (isinstance(node, Call) and node.name in COHORT):
        for part in node.parts:
            yield from _outside(part)
