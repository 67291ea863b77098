"""``award`` and ``top``: recognition for the best few; people who are tied are never told apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import half_up
from csscore.exact.shares import same
from csscore.pay.rules.base import PLACE, Amounts, Payees, PayRule, Saying
from csscore.pay.rules.places import PlaceOptions, Places, lowest_first
from csscore.pay.rules.shares import Share, percent
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Form, form, setting
from csscore.scheme.kinds import Choice, Expression, Plain, Whole, decimal_text
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.pay.rules.base import Mask
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.page import PagePeople


@form
class Recognition(PayRule):
    """The same amount for each of the best; a rule says how many those are."""

    options: ClassVar[type[Form] | None] = PlaceOptions

    amount: Fraction = setting(Plain(), "每人的金额", "the amount for each")
    by: Expr | None = setting(
        Expression(gives="number"), "看什么；不写则按名次", "what is looked at; the rank if it is left out", default=None
    )
    better: str | None = setting(
        Choice(("higher", "lower")),
        "越高还是越低越好；指标自己说过的不用写",
        "whether higher or lower is better; a metric has said it already",
        default=None,
    )

    def seats(self, people: int) -> int:
        """Return how many are to be paid among so many people."""
        raise NotImplementedError

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the amount for those on the first places, and no line for the others.

        Places are counted among the ranked who take part and have the value; people tied at the edge are all paid.
        """
        standing, by = Places(payees.places, payees.ends, payees.sharing), Saying(Words("", ""), {})
        if self.by is not None:
            values, who = payees.values(self.by, payees.places > 0)
            standing = lowest_first(values if self._lower(payees) else -values, who, dense=payees.dense)
            by = payees.saying("by", self.by, values)
        places, sharing = standing.places, standing.sharing
        seats = self.seats(int((places > 0).sum()))
        won = (places > 0) & (places <= seats)
        self._tell(payees, won, seats, int((places > 0).sum()))
        details = {**by.details, "place": places, "others": sharing - 1}
        which = np.where(won, np.where(sharing > 1, 1, 0), -1).astype(np.int8)
        return Amounts(same(self.amount, len(payees)), won, Sentence(_variants(by.words), which, details))

    def hangs_on(self) -> frozenset[str]:
        """Return the place, unless something else says who is best."""
        return frozenset({PLACE}) if self.by is None else frozenset()

    def endless(self) -> bool:
        """Return False: the amount is written."""
        return False

    def in_page(self, people: PagePeople, options: Any) -> dict[str, Any] | None:
        """Return the amount and who is paid it by place; a page can't tell who is best by something else."""
        if self.by is not None:
            return None
        return {"kind": "best", "amount": str(self.amount), **self.seats_in_page()}

    def seats_in_page(self) -> dict[str, Any]:
        """Return how many are to be paid: ``seats``, or ``percent`` of those with a place."""
        raise NotImplementedError

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the amount for those on the first places."""
        amount, place = cells.setting("amount", self.amount), cells.place
        if self.by is not None:
            by = cells.standing(self.by, lower=(self.better or cells.better(self.by)) == "lower")
            if by is None:
                return None
            place = by
        return Due(f"AND(ISNUMBER({place}),N({place})<={self.seats_in(cells, place)})", amount)

    def seats_in(self, cells: PayeeCells, place: str) -> str:
        """Return how many are to be paid among those with a place, as a formula."""
        raise NotImplementedError

    def _lower(self, payees: Payees) -> bool:
        if self.better is not None or self.by is None:
            return self.better == "lower"
        return self.by.name is not None and payees.scope.better(self.by.name) == "lower"

    def _tell(self, payees: Payees, won: Mask, seats: int, people: int) -> None:
        """Say where ties make more winners than seats, and where there is no seat at all."""
        winners = int(won.sum())
        if winners > seats:
            payees.report("P230", self.place, winners=winners, seats=seats, what=Words("", ""))
        if people and not seats:
            payees.report("P231", self.place, people=people)

    def _among(self) -> Words:
        if self.by is None:
            return Words("按名次", "by rank")
        return Words(f"按 {self.by.text} ", f"by {self.by.text}")


@form
class Award(Recognition):
    """An amount for each of the best N."""

    key: ClassVar[str] = "award"
    about: ClassVar[Words] = Words("奖给最好的几位，并列都有", "an amount for each of the best; people tied are all paid")
    line: ClassVar[Words] = Words("单项奖", "Award")
    examples: ClassVar[tuple[str, ...]] = (
        "{award: {best: 1, by: sales, amount: 200}, title: 金牌销售}",
        '{award: {best: 2, by: satisfaction, amount: 200}, among: "attendance >= 95%", title: 优秀员工}',
        "{award: {best: 1, amount: 100}, title: 全能冠军}",
    )

    best: int = setting(Whole(least=1), "前几名", "how many places", default=1)

    def seats(self, people: int) -> int:
        """Return the number of places."""
        return self.best

    def seats_in_page(self) -> dict[str, Any]:
        """Return the number of places."""
        return {"seats": self.best, "percent": None}

    def seats_in(self, cells: PayeeCells, place: str) -> str:
        """Return the number of places."""
        return cells.setting("best", Fraction(self.best))

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        among, amount = self._among(), decimal_text(self.amount)
        if self.best == 1:
            return Words(f"{among.zh}第 1 名 {amount}", f"{amount} for the best {among.en}")
        return Words(f"{among.zh}前 {self.best} 名每人 {amount}", f"{amount} for each of the best {self.best} {among.en}")


@form
class Top(Recognition):
    """An amount for each of the best so many percent."""

    key: ClassVar[str] = "top"
    about: ClassVar[Words] = Words("奖给前百分之几，并列都有", "an amount for each of the best percent; people tied are all paid")
    line: ClassVar[Words] = Words("优秀奖", "Top reward")
    examples: ClassVar[tuple[str, ...]] = ("{top: {percent: 10, amount: 300}}", "{top: {percent: 10%, by: sales, amount: 300}}")

    percent: Fraction = setting(Share(), "前百分之几，人数四舍五入", "the best so many percent; heads are rounded half-up")

    def seats(self, people: int) -> int:
        """Return the head count of the percentage, half-up: of 7 people 10% is one, of 4 nobody."""
        return half_up(self.percent * people)

    def seats_in_page(self) -> dict[str, Any]:
        """Return the percentage."""
        return {"seats": None, "percent": str(self.percent)}

    def seats_in(self, cells: PayeeCells, place: str) -> str:
        """Return the head count of the percentage, half-up."""
        return f"ROUND(ROUND({cells.setting('percent', self.percent)}*{cells.count_of(place)},9),0)"

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        among, amount, share = self._among(), decimal_text(self.amount), percent(self.percent)
        return Words(f"{among.zh}前 {share} 每人 {amount}", f"{amount} for each of the best {share} {among.en}")


def _variants(by: Words) -> tuple[Words, Words]:
    zh, en = f"{by.zh}{'，' if by.zh else ''}第 {{place}} 名", f"{by.en}{', ' if by.en else ''}place {{place}}"
    return Words(zh, en), Words(f"{zh}，与 {{others}} 人并列", f"{en}, tied with {{others}}")
