"""``fixed``: the same amount for everybody, or each agent's own from a column; it knows nothing of ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.shares import decimals, same
from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Number, Plain, Text, decimal_text, scalar
from csscore.scheme.nodes import Node, Scalar
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction
    from typing import Self

    from csscore.scheme.cells import PayeeCells


@form
class Fixed(PayRule):
    """Base salary, seniority, allowance: an amount, or a column of amounts."""

    key: ClassVar[str] = "fixed"
    about: ClassVar[Words] = Words("固定金额：底薪、工龄、补贴", "a fixed amount: base pay, seniority, allowance")
    line: ClassVar[Words] = Words("固定工资", "Fixed pay")
    variable: ClassVar[bool] = False
    examples: ClassVar[tuple[str, ...]] = (
        "{fixed: 3000}",
        "{fixed: {amount: 300}, title: 住房补贴}",
        "{fixed: {column: 底薪}, title: 底薪}",
    )

    amount: Fraction | None = setting(Plain(), "每人的金额", "the amount for everybody", default=None)
    column: str | None = setting(Text(), "每人金额所在的列", "the column of each agent's amount", default=None)

    @classmethod
    def read(cls, node: Node, reader: Reader) -> Self:
        """Read the form; a bare number is the amount."""
        if isinstance(node, Scalar):
            amount = Plain().read(scalar(node, reader, cls.wanted()), reader)
            return cls(amount=amount, place=node.place, places={"amount": node.place})
        return super().read(node, reader)

    @classmethod
    def bare(cls) -> bool:
        """Return False: an amount or a column must be given."""
        return False

    @classmethod
    def schema(cls, rules: Any) -> dict[str, Any]:
        """Return the JSON Schema: a number, or the mapping."""
        return {"anyOf": [Number().schema(rules), super().schema(rules)]}

    def check(self, reader: Reader) -> None:
        """Exactly one of amount and column."""
        if (self.amount is None) == (self.column is None):
            raise reader.refuse("P201", self.place)

    def names(self) -> tuple[str, ...]:
        """Return the column it reads."""
        return () if self.column is None else (self.column,)

    def figures(self) -> tuple[str, ...]:
        """Return the column it reads: of each person one."""
        return self.names()

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the amount for everybody; an agent without a value in the column gets no line, with a warning."""
        count = len(payees)
        if self.amount is not None:
            because = Sentence((Words("固定", "fixed"),), np.zeros(count, dtype=np.int8))
            return Amounts(same(self.amount, count), np.ones(count, dtype=np.bool_), because)
        values = payees.scope.numbers(self.column or "")
        due = ~np.isnan(values)
        for i in np.flatnonzero(~due):
            payees.report("P202", self.place_of("column"), agent=payees.agents[i], column=self.column)
        own = f"{{column}} {{own:,.{payees.coin.digits}f}}"
        details = {"column": self.column, "own": values}
        because = Sentence((Words(own, own),), np.where(due, 0, -1).astype(np.int8), details)
        return Amounts(decimals(values), due, because)

    def hangs_on(self) -> frozenset[str]:
        """Return nothing: it is the same whatever the ranking."""
        return frozenset()

    def endless(self) -> bool:
        """Say so: amounts are written, or a person's own."""
        return False

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the amount, or the cell of each agent's own."""
        amount = cells.number(self.column or "") if self.amount is None else cells.setting("amount", self.amount)
        return None if amount is None else Due(None, amount)

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        if self.amount is not None:
            text = decimal_text(self.amount)
            return Words(f"每人 {text}", f"{text} each")
        return Words(f"每人各自的 {self.column}", f"each agent's {self.column}")
