"""``growth``: so much for each step above a baseline; less than the baseline costs nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from csscore.exact.shares import decimals
from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Choice, Expression, Number, Plain, decimal_text
from csscore.scheme.nodes import Node, Scalar
from csscore.score.points.base import positive
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.forms import Registry


class Baseline:
    """A column or a number; ``previous`` is what the same metric was the period before."""

    _expression: Final = Expression(gives="number")

    def read(self, node: Node, reader: Reader) -> Expr | None:
        """Return the expression; None for the period before."""
        if isinstance(node, Scalar) and node.text.strip() == "previous":
            return None
        return self._expression.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return self._expression.schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "列、数字，或 previous（上一期的同一指标）", "a column, a number, or previous (the same metric the period before)"
        )


@form
class Growth(PayRule):
    """Steps above the baseline × an amount; for everybody, ranked or not."""

    key: ClassVar[str] = "growth"
    about: ClassVar[Words] = Words("比基数每多一档奖多少", "so much for each step above a baseline")
    line: ClassVar[Words] = Words("增长奖", "Growth reward")
    examples: ClassVar[tuple[str, ...]] = (
        "{growth: {of: sales, over: 10000, step: 2000, amount: 100}}",
        "{growth: {of: sales, over: 上月销售额, step: 2000, amount: 100, partial: exact}}",
        "{growth: {of: sales, over: previous, step: 2000, amount: 100}}",
    )

    of: Expr = setting(Expression(gives="number"), "看什么的增长", "what grows")
    over: Expr | None = setting(
        Baseline(),
        "基数：列、数字，或 previous（--history 里上一期的同一指标）",
        "the baseline: a column, a number, or previous (the same metric in the period before, from --history)",
    )
    step: Fraction = setting(Number(), "每多多少算一档", "the size of a step")
    amount: Fraction = setting(Plain(), "每档的金额", "the amount of each step")
    partial: str = setting(
        Choice(("down", "exact", "up")),
        "不满一档：不算、按比例、算一档",
        "a part of a step counts for nothing, for its part, or as a step",
        default="down",
    )

    def check(self, reader: Reader) -> None:
        """Report a step of nothing."""
        positive(self.step, "step", self, reader)

    def recalled(self) -> tuple[Expr, ...]:
        """Return what grows, where it is compared with the period before."""
        return (self.of,) if self.over is None else ()

    def figures(self) -> tuple[str, ...]:
        """Return what the baseline is made of: of each person one."""
        return self.over.names if self.over is not None else ()

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the amount of the steps above the baseline."""
        values, who = payees.values(self.of, np.ones(len(payees), dtype=np.bool_))
        if self.over is None:
            bases, who = payees.previous(self.of, self.places.get("over"), who)
        else:
            bases, who = payees.values(self.over, who)
        more = decimals(values).minus(decimals(bases))
        steps = more.times(1 / self.step).at_least(Fraction(0))
        if self.partial == "down":
            steps = steps.floor()
        elif self.partial == "up":
            steps = steps.times(Fraction(-1)).floor().times(Fraction(-1))
        of = payees.saying("of", self.of, values)
        details = {**of.details, "period": payees.before(), "over": bases, "more": more.approx(), "steps": steps.approx()}
        which = np.where(who, np.where(more.above(Fraction(0)), 1, 0), -1).astype(np.int8)
        return Amounts(steps.times(self.amount), who, Sentence(self._variants(of.words), which, details))

    def _variants(self, of: Words) -> tuple[Words, Words]:
        step, amount = decimal_text(self.step), decimal_text(self.amount)
        base = Words("基数 {over:n}", "the baseline {over:n}")
        if self.over is None:
            base = Words(" {period} 的 {over:n}", "the {over:n} of {period}")
        return (
            Words(f"{of.zh} 没有超过{base.zh}", f"{of.en} is not above {base.en}"),
            Words(
                f"{of.zh}，比{base.zh} 多 {{more:n}}：{{steps:n}} 个 {step} × {amount}",
                f"{of.en}, {{more:n}} above {base.en}: {{steps:n}} × {step} at {amount}",
            ),
        )

    def hangs_on(self) -> frozenset[str]:
        """Return nothing beside what grows."""
        return frozenset()

    def endless(self) -> bool:
        """Say so: it follows what grows."""
        return True

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the steps above the baseline × the amount; what an earlier period says stands on no sheet."""
        of, over = cells.expression(self.of), None if self.over is None else cells.expression(self.over)
        if of is None or over is None:
            return None
        steps = f"MAX(0,({of}-{over})/{cells.setting('step', self.step)})"
        if self.partial != "exact":
            steps = f"INT(ROUND({steps},9))" if self.partial == "down" else f"(-INT(-ROUND({steps},9)))"
        return Due(None, f"{steps}*{cells.setting('amount', self.amount)}")

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        step, amount = decimal_text(self.step), decimal_text(self.amount)
        partial = {
            "down": Words("不满一档不算", "full steps only"),
            "exact": Words("不满一档按比例", "parts of a step in proportion"),
            "up": Words("不满一档算一档", "a part of a step counts as one"),
        }[self.partial]
        over = Words("上一期", "the period before") if self.over is None else same(self.over.text)
        return Words(
            f"{self.of.text} 比 {over.zh} 每多 {step} 发 {amount}，{partial.zh}",
            f"{amount} for each {step} of {self.of.text} above {over.en}; {partial.en}",
        )
