"""``growth``: so much for each step above a baseline; less than the baseline costs nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Choice, Expression, Number, decimal_text
from csscore.score.points.base import positive
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.expression import Expr


@form
class Growth(PayRule):
    """Steps above the baseline × an amount; for everybody, ranked or not."""

    key: ClassVar[str] = "growth"
    about: ClassVar[Words] = Words("比基数每多一档奖多少", "so much for each step above a baseline")
    line: ClassVar[Words] = Words("增长奖", "Growth reward")
    examples: ClassVar[tuple[str, ...]] = (
        "{growth: {of: sales, over: 10000, step: 2000, amount: 100}}",
        "{growth: {of: sales, over: 上月销售额, step: 2000, amount: 100, partial: exact}}",
    )

    of: Expr = setting(Expression(gives="number"), "看什么的增长", "what grows")
    over: Expr = setting(Expression(gives="number"), "基数：列或数字", "the baseline: a column or a number")
    step: Fraction = setting(Number(), "每多多少算一档", "the size of a step")
    amount: Fraction = setting(Number(), "每档的金额", "the amount of each step")
    partial: str = setting(
        Choice(("down", "exact", "up")),
        "不满一档：不算、按比例、算一档",
        "a part of a step counts for nothing, for its part, or as a step",
        default="down",
    )

    def check(self, reader: Reader) -> None:
        """Report a step of nothing, and a baseline that needs earlier months."""
        positive(self.step, "step", self, reader)
        if self.over.name == "previous":
            raise reader.refuse("P232", self.places["over"])

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the amount of the steps above the baseline."""
        import numpy as np

        from csscore.pay.exact import decimals
        from csscore.result import Sentence

        values, who = payees.values(self.of, np.ones(len(payees), dtype=np.bool_))
        bases, who = payees.values(self.over, who)
        more = decimals(values).minus(decimals(bases))
        steps = more.times(1 / self.step).at_least(Fraction(0))
        if self.partial == "down":
            steps = steps.floor()
        elif self.partial == "up":
            steps = steps.times(Fraction(-1)).floor().times(Fraction(-1))
        of = payees.saying("of", self.of, values)
        details = {**of.details, "over": bases, "more": more.approx(), "steps": steps.approx()}
        which = np.where(who, np.where(more.above(Fraction(0)), 1, 0), -1).astype(np.int8)
        return Amounts(steps.times(self.amount), who, Sentence(self._variants(of.words), which, details))

    def _variants(self, of: Words) -> tuple[Words, Words]:
        step, amount = decimal_text(self.step), decimal_text(self.amount)
        return (
            Words(f"{of.zh} 没有超过基数 {{over:.12g}}", f"{of.en} is not above the baseline {{over:.12g}}"),
            Words(
                f"{of.zh}，比基数 {{over:.12g}} 多 {{more:.12g}}：{{steps:.12g}} 个 {step} × {amount}",
                f"{of.en}, {{more:.12g}} above the baseline {{over:.12g}}: {{steps:.12g}} × {step} at {amount}",
            ),
        )

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        step, amount = decimal_text(self.step), decimal_text(self.amount)
        partial = {
            "down": Words("不满一档不算", "full steps only"),
            "exact": Words("不满一档按比例", "parts of a step in proportion"),
            "up": Words("不满一档算一档", "a part of a step counts as one"),
        }[self.partial]
        return Words(
            f"{self.of.text} 比 {self.over.text} 每多 {step} 发 {amount}，{partial.zh}",
            f"{amount} for each {step} of {self.of.text} above {self.over.text}; {partial.en}",
        )
