"""``team``: a sum for everybody if a condition holds for all of them, split among them; one who fails it fails all."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.shares import same
from csscore.measure.evaluate import truth
from csscore.pay.rules.base import Amounts, Payees, PayRule, nothing
from csscore.pay.rules.places import PlaceOptions
from csscore.pay.rules.pool import summed
from csscore.pay.rules.split import Split, SplitKind, divided
from csscore.result import Sentence
from csscore.scheme.forms import Form, form, setting
from csscore.scheme.kinds import Expression
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.expression import Expr


@form
class Team(PayRule):
    """A sum that the team gets together, or not at all."""

    key: ClassVar[str] = "team"
    about: ClassVar[Words] = Words("团队奖：全组达到条件才有", "a sum for the team if a condition holds for all of it")
    line: ClassVar[Words] = Words("团队奖", "Team bonus")
    total: ClassVar[str] = "exact"
    options: ClassVar[type[Form] | None] = PlaceOptions
    examples: ClassVar[tuple[str, ...]] = (
        '{team: {when: every(score >= 80), amount: "(total(sales) - 100000) * 2%", split: score}}',
        "{team: {when: total(sales) >= 1000000, amount: 2000}}",
    )

    when: Expr = setting(Expression(gives="truth"), "全组都要满足的条件", "what must hold for all of them")
    amount: Expr = setting(Expression(gives="number"), "全组共多少钱", "the sum for all of them")
    split: Split = setting(SplitKind(), "怎么分", "how it is split", default=Split("equal"))

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return everybody's part; nothing, with the reason, where the condition does not hold.

        The condition is that of the people who take part (option ``among``); the sum is counted over the whole cohort.
        """
        if not payees.among.any():
            return nothing(payees)
        answer = truth(self.when, payees.scope.only(np.flatnonzero(payees.among)))
        if bool(answer.holds.all()):
            whole = summed(self.amount, payees)
            return nothing(payees) if whole is None else divided(whole, self.split, payees, self.place)
        if not bool((answer.known & ~answer.holds).any()):
            payees.report("P234", self.when.place, expression=self.when.text)
            return nothing(payees)
        because = Sentence(
            (Words("没有达到 {when}", "{when} does not hold"),),
            np.where(payees.among, 0, -1).astype(np.int8),
            {"when": self.when.text},
        )
        return Amounts(same(Fraction(0), len(payees)), payees.among, because)

    def hangs_on(self) -> frozenset[str]:
        """Return what the split follows."""
        return self.split.hangs_on()

    def endless(self) -> bool:
        """Say whether the sum follows figures; a plain number does not."""
        return bool(self.amount.names)

    def names(self) -> tuple[str, ...]:
        """Return the column it splits by."""
        return () if self.split.column is None else (self.split.column,)

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        split = self.split.words()
        return Words(
            f"全组达到 {self.when.text} 时共 {self.amount.text}，{split.zh}",
            f"{self.amount.text} for the team if {self.when.text}, {split.en}",
        )
