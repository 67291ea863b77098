"""``formula``: an amount by an expression, for what no other rule says; it knows nothing of places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.shares import decimals
from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr


@form
class Formula(PayRule):
    """Whatever the expression gives, for everybody, ranked or not; it may be negative."""

    key: ClassVar[str] = "formula"
    about: ClassVar[Words] = Words("按公式计算", "by an expression")
    line: ClassVar[Words] = Words("按公式", "By formula")
    examples: ClassVar[tuple[str, ...]] = (
        '{formula: {amount: "receptions * 1.5"}, title: 基础奖金}',
        '{formula: {amount: "receptions * 1.5 * (conversion - team(conversion)) / team(conversion)"}, at_least: 0}',
    )

    amount: Expr = setting(Expression(gives="number"), "金额的算式", "what gives the amount")

    def figures(self) -> tuple[str, ...]:
        """Return what the amount is made of: of each person one."""
        return self.amount.quantities

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return what the expression gives; where a value is missing there is no line."""
        values, who = payees.values(self.amount, np.ones(len(payees), dtype=np.bool_))
        because = Sentence(
            (Words("{amount_is} = {amount:n}", "{amount_is} = {amount:n}"),),
            np.where(who, 0, -1).astype(np.int8),
            {"amount": values, "amount_is": self.amount.text},
        )
        return Amounts(decimals(values), who, because)

    def hangs_on(self) -> frozenset[str]:
        """Return nothing beside what the expression names."""
        return frozenset()

    def endless(self) -> bool:
        """Say so: expressions follow what they name."""
        return bool(self.amount.names)

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the expression, where spreadsheets can say it."""
        amount = cells.expression(self.amount)
        return None if amount is None else Due(None, amount)

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        return Words(self.amount.text, self.amount.text)
