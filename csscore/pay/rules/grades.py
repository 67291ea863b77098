"""``grades``: a grade by bands of the score, or by forced distribution, and what each grade is paid; ties are never split."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from math import isinf
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from csscore.exact.fixed import canonical, fraction_text, share, value_text
from csscore.exact.shares import decimals, exactly
from csscore.pay.rules.base import PLACE, SCORE, Amounts, Payees, PayRule, Saying
from csscore.pay.rules.places import PlaceOptions
from csscore.pay.rules.shares import Share, must_sum, percent
from csscore.result import Sentence
from csscore.scheme.cells import Due
from csscore.scheme.forms import Form, Reader, form, setting
from csscore.scheme.kinds import Expression, MapOf, Number, Plain, Text, decimal_text
from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.score.points.bands import MOST_NESTED, Band, Table, chosen_of, contradictions, edges
from csscore.words import Words, listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.pay.rules.base import Mask
    from csscore.scheme.cells import PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.forms import Registry
    from csscore.scheme.page import PagePeople

_FACTOR: Final = 10
"""From here on a factor is hardly meant: 110 is 110 times the amount."""
_RANGE: Final = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)\s*[-–~～]\s*(\d{1,15}(?:\.\d{1,15})?)", re.ASCII)


class GradeTable:
    """``{">=90": A, ">=80": B, else: C}``, or in ranges ``{91-100: A, 86-90: B}``.

    A range means "from its lower edge up to the next range": 90.5 has not reached 91, so it is a B; 100.5 is an A.
    """

    _table: Final = Table(Text())

    def read(self, node: Node, reader: Reader) -> tuple[Band, ...]:
        """Return the bands, worth their grades, best first as far as that is known."""
        if isinstance(node, Mapping) and any(_RANGE.fullmatch(key.text.strip()) for key, _ in node):
            return self._ranges(node, reader)
        bands = self._table.read(node, reader)
        contradictions(bands, reader)
        return bands

    @staticmethod
    def _ranges(node: Mapping, reader: Reader) -> tuple[Band, ...]:
        rows: list[tuple[Fraction, Fraction, str, Scalar]] = []
        otherwise = []
        for key, value in node:
            grade = Text().read(value, reader)
            match = _RANGE.fullmatch(key.text.strip())
            if match is not None and Fraction(match[1]) <= Fraction(match[2]):
                rows.append((Fraction(match[1]), Fraction(match[2]), grade, key))
            elif key.text.strip() == "else":
                otherwise.append(Band((float("-inf"), 0), (float("inf"), 1), grade, key.text, key.place))
            else:
                raise reader.refuse("P101", key, text=key.text)
        rows.sort(key=lambda row: row[0], reverse=True)
        top: tuple[Any, int] = (float("inf"), 1)
        bands = []
        for i, (low, high, grade, key) in enumerate(rows):
            if i and high > rows[i - 1][0]:
                raise reader.refuse("P233", key, text=key.text, other=rows[i - 1][3].text)
            bands.append(Band((low, 0), top, grade, key.text, key.place))
            top = (low, 0)
        for upper, lower in itertools.pairwise(rows):
            if upper[0] - lower[1] > 1:
                between = {"low": decimal_text(lower[1]), "high": decimal_text(upper[0])}
                reader.problems.add("P238", lower[3].place, grade=lower[2], **between)
        return (*bands, *otherwise)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "object", "additionalProperties": Text().schema(rules), "minProperties": 1}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("条件和等级，例如 {'>=90': A, else: B}", "conditions and grades such as {'>=90': A, else: B}")


class QuotaTable:
    """``{A: 15%, B: 45%, C: 30%, D: 10%}``, best first, 100% in all."""

    def read(self, node: Node, reader: Reader) -> dict[str, Fraction]:
        """Return the shares by grade."""
        shares: dict[str, Fraction] = MapOf(Share()).read(node, reader)
        must_sum(shares.values(), node, reader, rest=False)
        return shares

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return MapOf(Share()).schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("各等级的比例，从好到差，共 100%", "the share of each grade, best first, 100% in all")


@form
class Grades(PayRule):
    """An amount by grade; the grade by bands, or by rank and quota."""

    key: ClassVar[str] = "grades"
    about: ClassVar[Words] = Words(
        "按等级发放：按分数段评级，或按名次强制分布", "pay by grade: by score bands, or by forced distribution"
    )
    line: ClassVar[Words] = Words("等级奖金", "Grade pay")
    options: ClassVar[type[Form] | None] = PlaceOptions
    examples: ClassVar[tuple[str, ...]] = (
        '{grades: {bands: {">=90": A, ">=80": B, else: C}, pay: {A: 500, B: 300, C: 0}}}',
        "{grades: {bands: {91-100: A, 86-90: B, 76-85: C, else: D}, times: {A: 100%, B: 80%, C: 60%, D: 0}, of: 绩效工资}}",
        "{grades: {quota: {A: 15%, B: 45%, C: 30%, D: 10%}, times: {A: 1.1, B: 1, C: 0.8, D: 0.5}, of: 绩效工资}}",
        '{grades: {by: team(satisfaction), bands: {">=95%": 满额, else: 无}, times: {满额: 12%, 无: 0}, of: 底薪}}',
    )

    by: Expr | None = setting(
        Expression(gives="number"), "按什么评级；默认总分", "what the bands look at; by default the score", default=None
    )
    bands: tuple[Band, ...] | None = setting(GradeTable(), "分数段和等级", "bands and grades", default=None)
    quota: dict[str, Fraction] | None = setting(
        QuotaTable(), "各等级的人数比例，从好到差", "the share of people of each grade, best first", default=None
    )
    pay: dict[str, Fraction] | None = setting(MapOf(Plain()), "各等级的金额", "the amount of each grade", default=None)
    times: dict[str, Fraction] | None = setting(MapOf(Number()), "各等级的系数", "the factor of each grade", default=None)
    of: Expr | None = setting(Expression(gives="number"), "系数乘什么", "what the factor multiplies", default=None)

    def check(self, reader: Reader) -> None:
        """Exactly one way to grade and one way to pay; each grade is paid something, if only 0."""
        if (self.bands is None) == (self.quota is None) or (self.quota is not None and self.by is not None):
            raise reader.refuse("P221", self.place)
        if (self.pay is None) == (self.times is None) or (self.times is None) != (self.of is None):
            raise reader.refuse("P235", self.place)
        grades = dict.fromkeys(self.grades)
        missing = [grade for grade in grades if grade not in self.worth]
        unknown = [grade for grade in self.worth if grade not in grades]
        if missing or unknown:
            place = self.places["times" if self.pay is None else "pay"]
            details = {"missing": listed(missing or ["-"]), "unknown": listed(unknown or ["-"])}
            raise reader.refuse("P222", place, **details)
        for grade, factor in (self.times or {}).items():
            if factor >= _FACTOR:
                reader.problems.add("P183", self.places["times"], group="", grade=grade, factor=fraction_text(factor))

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the grades, as written."""
        return tuple(self.quota or dict.fromkeys(band.points for band in self.bands or ()))

    @property
    def worth(self) -> dict[str, Fraction]:
        """Return the amount or factor of each grade."""
        return self.pay or self.times or {}

    def figures(self) -> tuple[str, ...]:
        """Return what the factor multiplies: of each person one."""
        return self.of.names if self.of is not None else ()

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the edges of the bands, if what they judge has a name."""
        name = "score" if self.by is None else self.by.name
        return () if name is None else tuple((name, edge) for edge in edges(self.bands or ()))

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return what each one's grade is paid; no line for people without a grade."""
        grade, who, by = self._by_rank(payees) if self.quota is not None else self._by_bands(payees)
        base, of = np.ones(len(payees)), Saying(Words("", ""), {})
        if self.of is not None:
            base, who = payees.values(self.of, who)
            of = payees.saying("of", self.of, base)
        exact = decimals(base).times(exactly([*(self.worth[name] for name in self.grades), Fraction(0)]).only(grade))
        details = {
            **by.details,
            **of.details,
            "place": payees.places,
            "others": payees.sharing - 1,
            "grade": np.array([*self.grades, ""], dtype=object)[grade],
            "factor": np.array([*(decimal_text(self.worth[name]) for name in self.grades), ""], dtype=object)[grade],
        }
        tied = (payees.sharing > 1) if self.quota is not None else np.zeros(len(payees), dtype=np.bool_)
        which = np.where(who, np.where(tied, 1, 0), -1).astype(np.int8)
        return Amounts(exact, who, Sentence(self._variants(by.words, of.words), which, details))

    def _by_bands(self, payees: Payees) -> tuple[NDArray[Any], Mask, Saying]:
        """Return each one's grade by the first band that holds, and report values that none holds."""
        if self.by is None:
            values, who = payees.shown_scores(), payees.known_scores(payees.places > 0)
            score = f"{{by:.{payees.score_digits}f}}"
            by = Saying(Words(f"总分 {score}", f"score {score}"), {"by": values})
        else:
            values, who = payees.values(self.by, payees.among)
            by = payees.saying("by", self.by, values)
        number = {name: i for i, name in enumerate(self.grades)}
        grade = np.full(len(payees), -1, dtype=np.intp)
        for band in self.bands or ():
            here = who & (grade < 0) & band.holds(values)
            grade[here] = number[band.points]
        without = np.flatnonzero(who & (grade < 0))
        if len(without):
            cases = [f"{payees.agents[i]} ({values[i]:.12g})" for i in without]
            payees.report("P223", self.places.get("bands"), agents=listed(cases))
        return grade, who & (grade >= 0), by

    def _by_rank(self, payees: Payees) -> tuple[NDArray[Any], Mask, Saying]:
        """Return each one's grade by place: head counts by largest remainder, people tied across an edge get the better."""
        who = payees.places > 0
        quota = self.quota or {}
        heads = share(int(who.sum()), list(quota.values()), [f"{i:04}" for i in range(len(quota))])
        edges = np.cumsum(heads)
        grade = np.where(who, np.searchsorted(edges, payees.places), -1)
        for i, planned in enumerate(heads):
            if (winners := int((grade == i).sum())) > planned:
                payees.report("P230", self.places.get("quota"), winners=winners, seats=planned, what=self._called(i))
        return grade, who, Saying(Words("第 {place} 名", "place {place}"), {})

    def _called(self, grade: int) -> Words:
        return Words(f"（{self.grades[grade]}）", f" ({self.grades[grade]})")

    def _variants(self, by: Words, of: Words) -> tuple[Words, Words]:
        paid = Words("", "") if self.of is None else Words(f"，{of.zh} × {{factor}}", f", {of.en} × {{factor}}")
        return (
            Words(f"{by.zh}，评为 {{grade}}{paid.zh}", f"{by.en}: {{grade}}{paid.en}"),
            Words(
                f"{by.zh}，与 {{others}} 人并列，评为 {{grade}}{paid.zh}", f"{by.en}, tied with {{others}}: {{grade}}{paid.en}"
            ),
        )

    def hangs_on(self) -> frozenset[str]:
        """Return the place for a quota, the score for bands of it."""
        if self.quota is not None:
            return frozenset({PLACE})
        return frozenset({SCORE}) if self.by is None else frozenset()

    def endless(self) -> bool:
        """Return False: the worth of each grade is written, and what it multiplies is a person's own."""
        return False

    def lines(self) -> tuple[Expr | None, tuple[Band, ...]]:
        """Return the bands of the grades."""
        return self.by, self.bands or ()

    def turns(self) -> tuple[Fraction, ...]:
        """Return the ends of the bands of the score."""
        cuts = (cut for band in self.bands or () for cut in (band.start, band.end))
        return tuple(Fraction(value) for value, _ in cuts if not isinf(value)) if self.by is None else ()

    def in_page(self, people: PagePeople, options: Any) -> dict[str, Any] | None:
        """Return the bands or the quota with the worth of each grade; grades by something else are not computed again."""
        if self.by is not None:
            return None
        return {
            "kind": "grades",
            "of": None if self.of is None else people.numbers(self.of),
            "worth": [str(self.worth[grade]) for grade in self.grades],
            "quota": None if self.quota is None else [str(part) for part in self.quota.values()],
            "bands": None if self.bands is None else [_in_page(band, self.grades) for band in self.bands],
        }

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the worth of the grade; the heads of a quota are numbers, for no formula of a cell gives them."""
        of = "1" if self.of is None else cells.expression(self.of)
        if of is None or len(self.bands or self.quota or ()) > MOST_NESTED:
            return None
        if self.quota is not None:
            return Due(cells.placed(), f"{of}*{self._by_rank_in(cells, self.quota)}")
        by = cells.score if self.by is None else cells.expression(self.by)
        if by is None:
            return None
        worths = [Band(*band[:2], self.worth[band.points], *band[3:]) for band in self.bands or ()]
        return Due(cells.placed() if self.by is None else cells.taking(), f"{of}*{chosen_of(worths, cells, by)}")

    def _by_rank_in(self, cells: PayeeCells, quota: dict[str, Fraction]) -> str:
        """Return the worth of the grade by place, as a formula."""
        edges = []
        for people in cells.heads():
            heads = share(people, list(quota.values()), [f"{i:04}" for i in range(len(quota))])
            edges.append(list(itertools.accumulate(heads)))
        tops = cells.fixed(Words("名次到", "places up to"), edges)
        rows = cells.table((Words("等级", "grade"), Words("值", "worth")), [[grade, self.worth[grade]] for grade in quota])
        formula = '""'
        for top, (_, worth) in reversed(list(zip(tops, rows, strict=True))):
            formula = f"IF({cells.place}<={top},{worth},{formula})"
        return formula

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        if self.quota is not None:
            how = "、".join(f"{grade} {percent(part)}" for grade, part in self.quota.items())
            zh, en = f"按名次强制分布：{how}", f"by rank, forced distribution: {how.replace('、', ', ')}"
        else:
            by = Words("总分", "the score") if self.by is None else Words(f" {self.by.text} ", self.by.text)
            bands = [(band.text.replace("else", "其余"), band.text, band.points) for band in self.bands or ()]
            zh = f"按{by.zh}评级：{'、'.join(f'{text} {grade}' for text, _, grade in bands)}"
            en = f"grades by {by.en}: {', '.join(f'{text} {grade}' for _, text, grade in bands)}"
        amounts = [f"{grade} {decimal_text(amount)}" for grade, amount in self.worth.items()]
        of = Words("发放", "paid") if self.of is None else Words(f"{self.of.text} ×", f"{self.of.text} ×")
        return Words(f"{zh}；{of.zh} {'、'.join(amounts)}", f"{en}; {of.en} {', '.join(amounts)}")


def _in_page(band: Band, grades: tuple[str, ...]) -> list[Any]:
    """Return where a band starts and ends (None: nowhere), after or with its start, with or before its end, and its grade."""

    def cut(value: Fraction | float) -> str | None:
        number = float(value)
        return None if np.isinf(number) else value_text(canonical(np.array([number]))[0])

    return [cut(band.start[0]), band.start[1], cut(band.end[0]), band.end[1], grades.index(band.points)]
