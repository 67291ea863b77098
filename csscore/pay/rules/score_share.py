"""``score_share``: an amount times the score; it never pays below zero."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.exact.shares import Exact, decimals
from csscore.pay.rules.base import SCORE, Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Expression, Plain, decimal_text
from csscore.score.points.bands import Band
from csscore.score.points.base import positive
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.page import PagePeople


@form
class ScoreShare(PayRule):
    """Amount × score / 100, by the score as it is printed; nothing below a floor."""

    key: ClassVar[str] = "score_share"
    about: ClassVar[Words] = Words("按总分折算：金额 × 总分 ÷ 100", "an amount times score / 100")
    line: ClassVar[Words] = Words("绩效工资", "Performance pay")
    examples: ClassVar[tuple[str, ...]] = (
        "{score_share: {of: 绩效工资}}",
        '{score_share: {of: "底薪 * 10%", zero_below: 80, cap: 100}}',
        "{score_share: {of: 1000, full: 1000}}",
    )

    of: Expr = setting(Expression(gives="number"), "满分时的金额", "the amount at full marks")
    zero_below: Fraction | None = setting(Plain(), "总分低于此不发", "nothing below this score", default=None)
    cap: Fraction | None = setting(Plain(), "总分最多按此计", "the score counts up to this", default=None)
    full: Fraction = setting(Plain(), "满分", "full marks", default=Fraction(100))

    def check(self, reader: Reader) -> None:
        """Report a cap that nobody who is paid stays under, and full marks of nothing."""
        positive(self.full, "full", self, reader)
        if self.zero_below is not None and self.cap is not None and self.zero_below > self.cap:
            keys = {"low": "zero_below", "high": "cap"}
            raise reader.refuse(
                "P211", self.places["cap"], **keys, least=decimal_text(self.zero_below), most=decimal_text(self.cap)
            )

    def figures(self) -> tuple[str, ...]:
        """Return what its amount is made of: of each person one."""
        return self.of.names

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the share of each ranked agent; a score below zero counts as zero."""
        who = payees.known_scores(payees.places > 0)
        base, who = payees.values(self.of, who)
        scores = Exact(np.where(payees.scores == MISSING, 0, payees.scores), 10**payees.score_digits)
        capped, none = _hit(scores, self.cap, self.zero_below)
        counted = scores.at_least(Fraction(0)).where(~capped, self.cap or Fraction(0)).where(~none, Fraction(0))
        exact = decimals(base).times(counted).times(1 / self.full)
        of = payees.saying("of", self.of, base)
        which = np.where(who, np.where(none, 2, np.where(capped, 1, 0)), -1).astype(np.int8)
        details = {**of.details, "score": payees.shown_scores()}
        return Amounts(exact, who, Sentence(self._variants(of.words, payees.score_digits), which, details))

    def _variants(self, of: Words, digits: int) -> tuple[Words, ...]:
        score, full = f"{{score:.{digits}f}}", decimal_text(self.full)
        cap, low = (decimal_text(bound or Fraction(0)) for bound in (self.cap, self.zero_below))
        return (
            Words(f"{of.zh} × 总分 {score} ÷ {full}", f"{of.en} × score {score} / {full}"),
            Words(f"{of.zh} × {cap} ÷ {full}（总分 {score}，最多按 {cap} 计）", f"{of.en} × {cap} / {full} (score {score})"),
            Words(f"总分 {score} 低于 {low}，不发", f"score {score} is below {low}: nothing"),
        )

    def hangs_on(self) -> frozenset[str]:
        """Return the score."""
        return frozenset({SCORE})

    def endless(self) -> bool:
        """Return False: an amount at full marks is a person's own."""
        return False

    def lines(self) -> tuple[Expr | None, tuple[Band, ...]]:
        """Return the scores that are paid at all, where some are not."""
        if self.zero_below is None:
            return None, ()
        text = f">={decimal_text(self.zero_below)}"
        return None, (Band((self.zero_below, 0), (float("inf"), 1), None, text, self.places["zero_below"]),)

    def turns(self) -> tuple[Fraction, ...]:
        """Return the bounds of what counts."""
        return tuple(bound for bound in (Fraction(0), self.zero_below, self.cap) if bound is not None)

    def in_page(self, people: PagePeople, options: Any) -> dict[str, Any]:
        """Return everybody's amount at full marks, and the bounds."""
        low, cap = (None if bound is None else str(bound) for bound in (self.zero_below, self.cap))
        return {"kind": "share", "of": people.numbers(self.of), "low": low, "cap": cap, "full": str(self.full)}

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the amount × the score that counts ÷ full marks."""
        of = cells.expression(self.of)
        if of is None:
            return None
        counted = f"MAX(0,{cells.score})"
        if self.cap is not None:
            counted = f"MIN({cells.setting('cap', self.cap)},{counted})"
        if self.zero_below is not None:
            counted = f"IF({cells.score}<{cells.setting('zero_below', self.zero_below)},0,{counted})"
        return Due(cells.placed(), f"{of}*{counted}/{cells.setting('full', self.full)}")

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        full = decimal_text(self.full)
        zh, en = f"{self.of.text} × 总分 ÷ {full}", f"{self.of.text} × score / {full}"
        if self.cap is not None:
            cap = decimal_text(self.cap)
            zh, en = f"{zh}，总分最多按 {cap} 计", f"{en}, the score counting up to {cap}"
        if self.zero_below is not None:
            low = decimal_text(self.zero_below)
            zh, en = f"{zh}，低于 {low} 分不发", f"{en}, nothing below {low}"
        return Words(zh, en)


def _hit(scores: Exact, cap: Fraction | None, low: Fraction | None) -> tuple[Any, Any]:
    """Return whose score counts as the cap, and whose counts as nothing."""
    nobody = np.zeros(len(scores), dtype=np.bool_)
    return nobody if cap is None else scores.above(cap), nobody if low is None else scores.below(low)
