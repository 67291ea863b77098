"""``per_unit``: so much for each one counted: a praise, an order, a day; it never turns round what it counts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.shares import decimals
from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression, Number, decimal_text
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr


@form
class PerUnit(PayRule):
    """Units above a number × an amount, up to a cap; for everybody, ranked or not."""

    key: ClassVar[str] = "per_unit"
    about: ClassVar[Words] = Words("按件计：每个好评、每单多少钱", "so much for each: a praise, an order")
    line: ClassVar[Words] = Words("计件奖励", "Per-unit reward")
    examples: ClassVar[tuple[str, ...]] = (
        "{per_unit: {of: praise, amount: 5}}",
        "{per_unit: {of: praise, amount: 5, above: 10, cap: 500}, title: 好评奖}",
        "{per_unit: {of: late, amount: -20, above: 2}, title: 迟到扣款}",
    )

    of: Expr = setting(Expression(gives="number"), "数什么", "what is counted")
    amount: Fraction = setting(Number(), "每个的金额；负数是扣款", "the amount of each; a negative one is deducted")
    above: Fraction = setting(Number(), "超过多少才开始算", "only those above this number", default=Fraction(0))
    cap: Fraction | None = setting(
        Number(least=0), "金额最多（扣款也一样）", "at most this amount, paid or deducted", default=None
    )

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the amount of the units above the number; fewer units pay nothing."""
        values, who = payees.values(self.of, np.ones(len(payees), dtype=np.bool_))
        counted = decimals(values).minus(self.above).at_least(Fraction(0))
        exact = counted.times(self.amount)
        beyond = np.zeros(len(payees), dtype=np.bool_)
        if self.cap is not None:
            beyond = counted.times(abs(self.amount)).above(self.cap)
            exact = exact.where(~beyond, self.cap if self.amount > 0 else -self.cap)
        of = payees.saying("of", self.of, values)
        which = np.where(who, np.where(beyond, 1, 0), -1).astype(np.int8)
        details = {**of.details, "counted": counted.approx()}
        return Amounts(exact, who, Sentence(self._variants(of.words), which, details))

    def _variants(self, of: Words) -> tuple[Words, Words]:
        amount, above = decimal_text(self.amount), decimal_text(self.above)
        zh = f"{of.zh}，超过 {above} 的 {{counted:n}} × {amount}" if self.above else f"{of.zh} × {amount}"
        en = f"{of.en}, {{counted:n}} above {above} × {amount}" if self.above else f"{of.en} × {amount}"
        cap = decimal_text(self.cap or Fraction(0))
        return Words(zh, en), Words(f"{zh}，最多 {cap}", f"{en}, at most {cap}")

    def hangs_on(self) -> frozenset[str]:
        """Return nothing beside what it counts."""
        return frozenset()

    def endless(self) -> bool:
        """Say so: it follows what is counted, unless there is a cap."""
        return self.cap is None

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the units above the number × the amount, up to the cap."""
        of = cells.expression(self.of)
        if of is None:
            return None
        amount = f"MAX(0,{of}-{cells.setting('above', self.above)})*{cells.setting('amount', self.amount)}"
        if self.cap is not None:
            cap = cells.setting("cap", self.cap)
            amount = f"MAX(-{cap},MIN({cap},{amount}))"
        return Due(None, amount)

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        amount = decimal_text(self.amount)
        zh, en = f"{self.of.text} 每个 {amount}", f"{amount} for each {self.of.text}"
        if self.above:
            above = decimal_text(self.above)
            zh, en = f"{zh}，超过 {above} 的才算", f"{en} above {above}"
        if self.cap is not None:
            cap = decimal_text(self.cap)
            zh, en = f"{zh}，最多 {cap}", f"{en}, at most {cap}"
        return Words(zh, en)
