"""``commission``: rates on an amount, one for all of it or tier by tier; it never decides what the amount is."""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np

from csscore.exact.shares import decimals, exactly
from csscore.pay.rules.base import Amounts, Payees, PayRule
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Reader, Unreadable, form, found, setting
from csscore.scheme.kinds import Choice, Expression, Number, decimal_text
from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.exact.shares import Exact
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.forms import Registry


_MOST: Final = 100
"""Tiers; each is a sentence of its own."""
_NESTED: Final = 60
"""Conditions inside each other; Excel takes 64."""


class Tier(NamedTuple):
    """From an amount on, a rate."""

    start: Fraction
    rate: Fraction
    text: str
    """The rate as written: 1%, 1.5."""


class TiersKind:
    """``{0: 1%, 10000: 2%, 30000: 3%}``: where each tier starts, and its rate."""

    def read(self, node: Node, reader: Reader) -> tuple[Tier, ...]:
        """Return the tiers, which must rise."""
        if not isinstance(node, Mapping) or not node.entries:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        if len(node.entries) > _MOST:
            raise reader.refuse(
                "S105", node, text=str(len(node.entries)), wanted=Words(f"最多 {_MOST} 档", f"at most {_MOST} tiers")
            )
        tiers: list[Tier] = []
        sound = True
        for key, value in node:
            try:
                tiers.append(self._tier(key, value, tiers, reader))
            except Unreadable:
                sound = False
        if not sound:
            raise Unreadable
        return tuple(tiers)

    @staticmethod
    def _tier(key: Scalar, value: Node, before: list[Tier], reader: Reader) -> Tier:
        start = Number(least=0).read(key, reader)
        if before and start <= before[-1].start:
            raise reader.refuse("P218", key, start=key.text, before=decimal_text(before[-1].start))
        rate = Number().read(value, reader)
        return Tier(start, rate, value.text.strip() if isinstance(value, Scalar) else decimal_text(rate))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        rates = {r"^\d": Number().schema(rules)}
        return {"type": "object", "patternProperties": rates, "additionalProperties": False, "minProperties": 1}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("各档起点和比例，例如 {0: 1%, 10000: 2%}", "where tiers start and their rates, such as {0: 1%, 10000: 2%}")


class RateKind:
    """One rate for everything."""

    def read(self, node: Node, reader: Reader) -> tuple[Tier, ...]:
        """Return it as the only tier."""
        rate = Number().read(node, reader)
        return (Tier(Fraction(0), rate, node.text.strip() if isinstance(node, Scalar) else decimal_text(rate)),)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return Number().schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Number().words()


@form
class Commission(PayRule):
    """A rate, or rates by tier, on what an agent sold; above a quota only, if there is one."""

    key: ClassVar[str] = "commission"
    about: ClassVar[Words] = Words("提成：按比例，超额累进或全额累进", "commission: a rate, or rates by tier, marginal or whole")
    line: ClassVar[Words] = Words("提成", "Commission")
    examples: ClassVar[tuple[str, ...]] = (
        "{commission: {on: sales, rate: 5%}}",
        "{commission: {on: sales - 2 * returns, tiers: {0: 1%, 10000: 2%, 30000: 3%}}}",
        "{commission: {on: sales, tiers: {0: 2%, 1万: 3%, 1.5万: 5%}, mode: whole}}",
        "{commission: {on: sales, tiers: {50000: 0.8%, 100000: 1.2%, 150000: 1.5%}, mode: whole, quota: 50000}}",
    )

    on: Expr = setting(
        Expression(gives="number"), "提成的基数，例如 sales - returns", "what it is paid on, such as sales - returns"
    )
    rate: tuple[Tier, ...] | None = setting(RateKind(), "不分档的比例", "one rate for everything", default=None)
    tiers: tuple[Tier, ...] | None = setting(
        TiersKind(), "各档从多少起、按什么比例", "where each tier starts, and its rate", default=None
    )
    mode: str = setting(
        Choice(("marginal", "whole")),
        "marginal 超额累进：每一段按自己的比例；whole 全额累进：全部按所到那一档的比例",
        "marginal: each part at its own rate; whole: everything at the rate of the tier it reaches",
        default="marginal",
    )
    quota: Expr | None = setting(
        Expression(gives="number"), "基本任务，只有超出的部分提成", "only what is above it is paid on", default=None
    )
    below_zero: str = setting(
        Choice(("nothing", "pay")),
        "基数小于 0 时：nothing 没有提成；pay 按第一档的比例扣回",
        "where the amount is below 0: nothing is paid, or the commission is taken back at the first tier's rate",
        default="nothing",
    )

    def check(self, reader: Reader) -> None:
        """Exactly one of rate and tiers."""
        if (self.rate is None) == (self.tiers is None):
            raise reader.refuse("P219", self.place)

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return where tiers start, if what is paid on has a name."""
        return () if self.on.name is None else tuple((self.on.name, tier.start) for tier in self.steps)

    def rates(self) -> tuple[tuple[Fraction, Expr, str], ...]:
        """Return the rates of the tiers."""
        return tuple((tier.rate, self.on, tier.text) for tier in self.steps)

    @property
    def steps(self) -> tuple[Tier, ...]:
        """Return the tiers, lowest first."""
        return self.tiers or self.rate or ()

    def figures(self) -> tuple[str, ...]:
        """Return what the quota is made of: of each person one."""
        return self.quota.names if self.quota is not None else ()

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return the commission of everybody, ranked or not; on less than nothing there is none, or it is taken back.

        Tiers are read on the whole amount, and a quota takes away its part of it: marginally that leaves the commission
        on the amount less that on the quota, by whole amounts the rate reached × (amount − quota).
        """
        values, who = payees.values(self.on, np.ones(len(payees), dtype=np.bool_))
        quotas = np.zeros(len(payees))
        if self.quota is not None:
            quotas, who = payees.values(self.quota, who)
        sold, quota = decimals(values), decimals(quotas).at_least(Fraction(0))
        counted = sold.minus(quota).at_least(Fraction(0))
        reached = sum((~sold.below(tier.start) for tier in self.steps), np.full(len(payees), -1))
        if self.mode == "whole":
            parts = [counted]
            exact = counted.times(exactly([*(tier.rate for tier in self.steps), Fraction(0)]).only(reached))
        else:
            parts = self._parts(sold, quota)
            paid = (part.times(tier.rate) for part, tier in zip(parts, self.steps, strict=True))
            exact = functools.reduce(lambda one, more: one.plus(more), paid)
        taken = np.zeros(len(payees), dtype=np.bool_)
        if self.below_zero == "pay":
            taken = sold.below(Fraction(0))
            exact = exact.where(~taken, sold.times(self.steps[0].rate))
        none = np.where(reached < 0, 0, 1) if self.quota is not None else 0
        paid_on = (reached >= 0) & (counted.above(Fraction(0)) if self.quota is not None else True)
        which = np.where(taken, len(self.steps) + 2, np.where(paid_on, reached + 2, none))
        which = np.where(who, which, -1).astype(np.int8)
        on = payees.saying("on", self.on, values)
        details = {**on.details, "quota": quotas, **{f"part{i}": part.approx() for i, part in enumerate(parts)}}
        return Amounts(exact, who, Sentence(self._variants(on.words), which, details))

    def _parts(self, sold: Exact, quota: Exact) -> list[Exact]:
        """Return what of the amount above the quota lies in each tier."""
        parts = []
        for i, tier in enumerate(self.steps):
            top = sold if i + 1 == len(self.steps) else sold.at_most(self.steps[i + 1].start)
            parts.append(top.minus(quota.at_least(tier.start)).at_least(Fraction(0)))
        return parts

    def _variants(self, on: Words) -> tuple[Words, ...]:
        first = decimal_text(self.steps[0].start)
        quota = Words("", "") if self.quota is None else Words("，任务 {quota:n}", ", quota {quota:n}")
        none = (
            Words(f"{on.zh} 未到 {first}，没有提成", f"{on.en} is below {first}: no commission"),
            Words(f"{on.zh} 未超过任务 {{quota:n}}，没有提成", f"{on.en} is not above the quota {{quota:n}}: no commission"),
        )
        made = []
        for i, tier in enumerate(self.steps):
            terms = [f"{tier.text} × {{part0:n}}"]
            if self.mode == "marginal":
                terms = [f"{step.text} × {{part{k}:n}}" for k, step in enumerate(self.steps[: i + 1])]
            sum_ = " + ".join(terms)
            made.append(Words(f"{on.zh}{quota.zh}：{sum_}", f"{on.en}{quota.en}: {sum_}"))
        rate = self.steps[0].text
        back = Words(f"{on.zh} 小于 0：按 {rate} 扣回", f"{on.en} is below 0: taken back at {rate}")
        return (*none, *made, back)

    def hangs_on(self) -> frozenset[str]:
        """Return nothing beside what it is paid on."""
        return frozenset()

    def endless(self) -> bool:
        """Return True: it follows what is sold."""
        return True

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the commission, tiers standing in a table."""
        on, quota = cells.expression(self.on), "0" if self.quota is None else cells.expression(self.quota)
        if on is None or quota is None:
            return None
        quota = "0" if self.quota is None else f"MAX(0,{quota})"
        heads = (Words("从", "from"), Words("比例", "rate"))
        rows = cells.table(heads, [[tier.start, tier.rate] for tier in self.steps])
        if self.mode == "whole":
            if len(rows) > _NESTED:
                return None
            rate = "0"
            for start, own in rows:
                rate = f"IF({on}>={start},{own},{rate})"
            return Due(None, f"MAX(0,{on}-{quota})*{rate}{self._back_in(on, rows[0][1])}")
        parts = []
        for (start, rate), following in itertools.zip_longest(rows, rows[1:]):
            top = on if following is None else f"MIN({on},{following[0]})"
            bottom = start if self.quota is None else f"MAX({quota},{start})"
            parts.append(f"{rate}*MAX(0,{top}-{bottom})")
        return Due(None, "+".join(parts) + self._back_in(on, rows[0][1]))

    def _back_in(self, on: str, rate: str) -> str:
        """Return what is taken back where the amount is below 0, as the end of a formula."""
        return f"+{rate}*MIN(0,{on})" if self.below_zero == "pay" else ""

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        if self.rate is not None:
            zh, en = f"{self.on.text} × {self.rate[0].text}", f"{self.rate[0].text} of {self.on.text}"
        else:
            mode = Words("超额累进", "marginal") if self.mode == "marginal" else Words("全额累进", "on the whole amount")
            tiers = [(decimal_text(tier.start), tier.text) for tier in self.steps]
            zh = f"{self.on.text} 按档提成（{mode.zh}）：" + "，".join(f"{start} 起 {rate}" for start, rate in tiers)
            en = f"tiers of {self.on.text}, {mode.en}: " + ", ".join(f"{rate} from {start}" for start, rate in tiers)
        if self.quota is not None:
            zh, en = f"{zh}；只算超过 {self.quota.text} 的部分", f"{en}; only above {self.quota.text}"
        if self.below_zero == "pay":
            zh, en = f"{zh}；小于 0 的按 {self.steps[0].text} 扣回", f"{en}; below 0 taken back at {self.steps[0].text}"
        return Words(zh, en)
