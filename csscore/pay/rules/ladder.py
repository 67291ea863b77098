"""``ladder``: pay by place, for any head count; tied people share the places they occupy.

Everything is exact until the one rounding in `csscore.pay.money`: a place's amount may be a fraction of a cent, and the
average of the places that tied people occupy is rounded once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.pay.rules.base import PLACE, Amounts, Payees, PayRule
from csscore.pay.rules.ladder_cells import listed, spread
from csscore.pay.rules.places import PlaceOptions, Run, mean_of_places, sum_of_places
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Form, Reader, form, found, setting
from csscore.scheme.kinds import Choice, Flag, Number, Plain, decimal_text
from csscore.scheme.nodes import Mapping, Node, Sequence
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.forms import Registry
    from csscore.scheme.page import PagePeople


@form
class LadderOptions(PlaceOptions):
    """What may stand beside a ladder."""

    ties: str = setting(
        Choice(("share", "each", "lower")),
        "并列：share 平分所占名次的奖金；each 各拿最前一名的；lower 各拿最后一名的",
        "ties: share the average of the places they occupy; each the first of them; lower the last of them",
        default="share",
    )
    beyond: str | None = setting(
        Choice(("last", "zero", "error")),
        "名次超出所列时：last 按最后一名，zero 没有，error 报错（列表默认报错，按名次列出的默认没有）",
        "places beyond those listed: as the last, nothing, or an error (a list: error; places by number: nothing)",
        default=None,
    )
    exact_total: bool = setting(Flag(), "用最大余数法使合计分毫不差", "make the total exact by largest remainder", default=False)

    def check(self, reader: Reader) -> None:
        """Report an exact total that would be cut afterwards."""
        super().check(reader)
        for key in ("when", "prorate", "at_most", "at_least"):
            if self.exact_total and getattr(self, key) is not None:
                raise reader.refuse("P206", self.places.get(key), key=key)


@form
class Spread(Form):
    """A ladder that fits any head count."""

    first: Fraction = setting(Plain(), "第 1 名", "place 1")
    second: Fraction | None = setting(Plain(), "第 2 名", "place 2", default=None)
    last: Fraction | None = setting(Plain(), "最后一名", "the last place", default=None)
    step: Fraction | None = setting(Plain(least=0), "每名递减", "less for each further place", default=None)
    floor: Fraction = setting(Plain(), "递减到此为止", "but not below", default=Fraction(0))

    def check(self, reader: Reader) -> None:
        """Either ``last`` (with or without ``second``), or ``step``."""
        if (self.last is None) == (self.step is None) or (self.step is not None and self.second is not None):
            raise reader.refuse("P203", self.place)
        amounts = [
            amount for amount in (self.first, self.second, self.last, self.floor if self.step else None) if amount is not None
        ]
        if amounts != sorted(amounts, reverse=True):
            reader.problems.add("P204", self.place, amounts=_falling(amounts))

    def words(self) -> Words:
        """Return the ladder in a sentence."""
        first, second, last, step, floor = (
            None if amount is None else decimal_text(amount)
            for amount in (self.first, self.second, self.last, self.step, self.floor)
        )
        if step is not None:
            return Words(
                f"第 1 名 {first}，每名递减 {step}，不低于 {floor}",
                f"place 1 {first}, {step} less for each place, not below {floor}",
            )
        if second is None:
            return Words(
                f"第 1 名 {first}，等差递减到最后一名 {last}", f"place 1 {first}, in equal steps down to {last} for the last"
            )
        return Words(
            f"第 1 名 {first}，第 2 名 {second}，等差递减到最后一名 {last}",
            f"place 1 {first}, place 2 {second}, in equal steps down to {last} for the last",
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """Amounts place by place, or by ranges of places."""

    steps: tuple[tuple[int, int, Fraction], ...]
    """(from place, to place, amount), without gaps from place 1."""
    by_place: bool
    """True where the places were written: then further places get nothing unless ``beyond`` says otherwise."""


class StepsKind:
    """``{first, last}`` and its kin, a list of amounts, or amounts by place (``{1: 500, 2-3: 300}``)."""

    def read(self, node: Node, reader: Reader) -> Spread | Listed:
        """Read whichever of the three it is."""
        if isinstance(node, Sequence) and node.items:
            amounts = [Plain().read(item, reader) for item in node.items]
            _must_fall(amounts, node, reader)
            return Listed(tuple((place, place, amount) for place, amount in enumerate(amounts, 1)), by_place=False)
        if not isinstance(node, Mapping) or not node.entries:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        if any(key.text[:1].isdigit() for key, _ in node):
            return self._by_place(node, reader)
        return Spread.read(node, reader)

    @staticmethod
    def _by_place(node: Mapping, reader: Reader) -> Listed:
        steps: list[tuple[int, int, Fraction]] = []
        for key, value in node:
            match = re.fullmatch(r"(\d{1,12})(?:\s*[-–~]\s*(\d{1,12}))?", key.text)
            expected = steps[-1][1] + 1 if steps else 1
            if match is None or int(match[1]) != expected or int(match[2] or match[1]) < expected:
                raise reader.refuse("P205", key, key=key.text, expected=expected)
            steps.append((expected, int(match[2] or match[1]), Plain().read(value, reader)))
        _must_fall([amount for _, _, amount in steps], node, reader)
        return Listed(tuple(steps), by_place=True)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of the three ways."""
        number = Number().schema(rules)
        places = {"type": "object", "patternProperties": {r"^\d+(\s*[-–~]\s*\d+)?$": number}, "additionalProperties": False}
        return {
            "anyOf": [Spread.schema(rules), {"type": "array", "items": number, "minItems": 1}, {**places, "minProperties": 1}]
        }

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "{first, last}、金额列表，或按名次的金额 {1: 500, 2-3: 300}",
            "{first, last}, a list of amounts, or amounts by place {1: 500, 2-3: 300}",
        )


@form
class Ladder(PayRule):
    """Pay by place in the cohort."""

    key: ClassVar[str] = "ladder"
    about: ClassVar[Words] = Words("按名次发放", "pay by place")
    line: ClassVar[Words] = Words("名次奖金", "Rank bonus")
    total: ClassVar[str] = "reported"
    options: ClassVar[type[Form]] = LadderOptions
    examples: ClassVar[tuple[str, ...]] = (
        "{ladder: {first: 2500, last: 1500}}",
        "{ladder: {first: 2500, second: 2300, last: 1500}}",
        "{ladder: {first: 1000, step: 100, floor: 300}}",
        "{ladder: [850, 800], beyond: zero, title: 名次奖金}",
        "{ladder: {1: 500, 2-3: 300, 4-6: 100}}",
    )

    steps: Spread | Listed = setting(StepsKind(), "各名次的金额", "the amount of each place", whole=True)

    def amounts(self, payees: Payees, options: LadderOptions) -> Amounts:
        """Return the average of the places that each occupies (or one of them, by ``ties``); no place, no line."""
        taking = payees.places > 0
        count = int(payees.ends.max(initial=0))
        if isinstance(self.steps, Spread) and options.beyond is not None:
            payees.report("P240", options.places.get("beyond"))
        runs = (
            _spread_runs(self.steps, count)
            if isinstance(self.steps, Spread)
            else self._listed_runs(self.steps, count, payees, options)
        )
        if options.ties == "share":
            exact = mean_of_places(runs, payees)
        else:
            place = np.where(taking, payees.ends if options.ties == "lower" else payees.places, 1)
            exact = sum_of_places(runs, place, place)
        if payees.dense and int(taking.sum()) > count:
            self._tell_total(payees, exact.only(taking).total(), runs, count)
        return Amounts(exact, taking, _because(payees, options))

    def total_of(self, options: LadderOptions) -> str:
        """Return that it is exact where the option says so."""
        return "exact" if options.exact_total else self.total

    def hangs_on(self) -> frozenset[str]:
        """Return the place."""
        return frozenset({PLACE})

    def unheard(self, options: LadderOptions, *, ties: str) -> tuple[str, ...]:
        """Return ``ties`` under ``dense``, where each is paid the place that is printed; ``each`` says just that."""
        return ("ties",) if ties == "dense" and "ties" in options.places and options.ties != "each" else ()

    def endless(self) -> bool:
        """Return False: places are worth what is written."""
        return False

    def in_page(self, people: PagePeople, options: LadderOptions) -> dict[str, Any]:
        """Return the ladder's amounts."""
        steps = self.steps
        if isinstance(steps, Spread):
            parts = {key: None if (amount := getattr(steps, key)) is None else str(amount) for key in steps.settings()}
            return {"kind": "ladder", "ties": options.ties, "spread": parts}
        listed = [[start, end, str(amount)] for start, end, amount in steps.steps]
        return {"kind": "ladder", "ties": options.ties, "listed": listed, "beyond": self._beyond(options)}

    def _beyond(self, options: LadderOptions) -> str:
        by_place = isinstance(self.steps, Listed) and self.steps.by_place
        return options.beyond or ("zero" if by_place else "error")

    def _listed_runs(self, listed: Listed, count: int, payees: Payees, options: LadderOptions) -> list[Run]:
        runs = [Run(start, end, amount, Fraction(0)) for start, end, amount in listed.steps]
        end = listed.steps[-1][1]
        beyond = self._beyond(options)
        if count > end:
            if beyond == "error":
                payees.report("P207", self.place, listed=end, count=count)
            runs.append(Run(end + 1, count, runs[-1].amount if beyond == "last" else Fraction(0), Fraction(0)))
        return runs

    def _tell_total(self, payees: Payees, total: Fraction, runs: list[Run], count: int) -> None:
        """Say what people on one place cost together where each is paid the amount of the place."""
        once = sum_of_places(runs, np.array([1]), np.array([count])).total()
        if total != once:
            people, coin = int((payees.places > 0).sum()), payees.coin
            payees.report(
                "P172",
                self.place,
                people=people,
                places=count,
                total=coin.text(coin.units(total)),
                once=coin.text(coin.units(once)),
            )

    def to_formula(self, cells: PayeeCells, options: LadderOptions) -> Due | None:
        """Return the average of the places that each occupies; nothing for a total that is kept to the cent."""
        if options.exact_total:
            return None
        first, sharing = cells.place, cells.sharing
        if options.ties != "share":
            first, sharing = (f"({first}+{sharing}-1)" if options.ties == "lower" else first), "1"
        if isinstance(self.steps, Spread):
            return Due(cells.placed(), spread(self.steps, cells, first, sharing))
        kept = self._beyond(options) == "last"
        amount = listed(self.steps.steps, cells, first, sharing, kept=kept)
        return None if amount is None else Due(cells.placed(), amount)

    def words(self, options: LadderOptions) -> Words:
        """Return the rule in a sentence."""
        ties = {
            "share": Words("并列者平分所占名次的奖金", "tied people share the places they occupy"),
            "each": Words("并列者各拿最前一名的奖金", "tied people each get the first of their places"),
            "lower": Words("并列者各拿最后一名的奖金", "tied people each get the last of their places"),
        }[options.ties]
        steps = self.steps.words() if isinstance(self.steps, Spread) else _listed_words(self.steps)
        return Words(f"{steps.zh}；{ties.zh}", f"{steps.en}; {ties.en}")


def _spread_runs(spread: Spread, count: int) -> list[Run]:
    """Return the places 1..count of a ladder that fits any head count; one agent is first, two are first and second."""
    if spread.step is not None:
        until = max(int((spread.first - spread.floor) // spread.step) + 1, 0) if spread.step else count
        return [Run(1, until, spread.first, -spread.step), Run(until + 1, count, spread.floor, Fraction(0))]
    last = spread.last if spread.last is not None else spread.first
    start, top = (1, spread.first) if spread.second is None else (2, spread.second)
    gap = (last - top) / (count - start) if count > start else Fraction(0)
    return [Run(1, 1, spread.first, Fraction(0)), Run(2, count, top + gap * (2 - start), gap)]


def _because(payees: Payees, options: LadderOptions) -> Sentence:
    tied = {
        "share": Words(
            "第 {place} 名，与 {others} 人并列，平分第 {place}–{end} 名奖金",
            "place {place}, tied with {others}, sharing places {place}–{end}",
        ),
        "each": Words(
            "第 {place} 名，与 {others} 人并列，各拿第 {place} 名奖金",
            "place {place}, tied with {others}, each paid place {place}",
        ),
        "lower": Words(
            "第 {place} 名，与 {others} 人并列，各拿第 {end} 名奖金", "place {place}, tied with {others}, each paid place {end}"
        ),
    }["each" if payees.dense else options.ties]
    which = np.where(payees.places == 0, -1, np.where(payees.sharing > 1, 1, 0)).astype(np.int8)
    details = {"place": payees.places, "others": payees.sharing - 1, "end": payees.ends}
    return Sentence((Words("第 {place} 名", "place {place}"), tied), which, details)


def _must_fall(amounts: list[Fraction], node: Node, reader: Reader) -> None:
    if amounts != sorted(amounts, reverse=True):
        reader.problems.add("P204", node.place, amounts=_falling(amounts))


def _falling(amounts: list[Fraction]) -> str:
    return " → ".join(decimal_text(amount) for amount in amounts)


def _listed_words(listed: Listed) -> Words:
    parts = [(f"{start}" if start == end else f"{start}–{end}", decimal_text(amount)) for start, end, amount in listed.steps]
    return Words(
        "，".join(f"第 {places} 名 {amount}" for places, amount in parts),
        ", ".join(f"place {places} {amount}" for places, amount in parts),
    )
