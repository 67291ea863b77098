"""``rank``: points by place in the cohort; tied people get the average of the places they occupy."""

from __future__ import annotations

import itertools
import re
from math import lcm
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, divide, fraction_text
from csscore.scheme.forms import Reader, Unreadable, form, found, setting
from csscore.scheme.kinds import Number, Plain
from csscore.scheme.nodes import Mapping, Node
from csscore.scheme.ranges import MARKS, Range, between
from csscore.score.points.base import Cohort, Points
from csscore.score.points.places import Standing, place_words, ratio, standing
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.problems import Place
    from csscore.scheme.cells import ValueCells
    from csscore.scheme.forms import Registry


_MOST: Final = 40
"""Rows of a table that a formula still names one by one."""


class Places(NamedTuple):
    """Some places, first to last (None: all that follow), and what each of them is worth."""

    first: int
    last: int | None
    points: Fraction
    place: Place

    def text(self) -> str:
        """Return the places as written."""
        if self.last is None:
            return "else"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class PlaceTable:
    """``{1: 100, 2: 90, 4-6: 70, else: 60}``."""

    def read(self, node: Node, reader: Reader) -> tuple[Places, ...]:
        """Return the places in order, without gaps."""
        if not isinstance(node, Mapping) or not node.entries:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        rows, otherwise, sound = [], None, True
        for key, value in node:
            try:
                points = Plain().read(value, reader)
                match = re.fullmatch(r"([1-9]\d{0,8})(?:\s*[-~–]\s*([1-9]\d{0,8}))?", key.text.strip(), re.ASCII)
                if key.text.strip() == "else":
                    otherwise = (points, key.place)
                elif match is None or (match[2] is not None and int(match[2]) < int(match[1])):
                    raise reader.refuse("P109", key, text=key.text)
                else:
                    rows.append(Places(int(match[1]), int(match[2] or match[1]), points, key.place))
            except Unreadable:
                sound = False
        if not sound:
            raise Unreadable
        return self._joined(sorted(rows, key=lambda row: row.first), otherwise, node, reader)

    @staticmethod
    def _joined(rows: list[Places], otherwise: tuple[Fraction, Place] | None, node: Node, reader: Reader) -> tuple[Places, ...]:
        following = 1
        joined: list[Places] = []
        for row in rows:
            if row.first < following:
                raise reader.refuse("P116", row.place, text=row.text(), nth=row.first)
            if row.first > following and otherwise is not None:
                joined.append(Places(following, row.first - 1, otherwise[0], otherwise[1]))
            elif row.first > following:
                raise reader.refuse("P110", node, nth=following)
            joined.append(row)
            following = (row.last or row.first) + 1
        if otherwise is None:
            raise reader.refuse("P110", node, nth=following)
        return (*joined, Places(following, None, *otherwise))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        patterns = {r"^([1-9]\d*(\s*[-~–]\s*[1-9]\d*)?|else)$": Number().schema(rules)}
        return {"type": "object", "patternProperties": patterns, "additionalProperties": False, "required": ["else"]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("名次和得分，例如 {1: 100, 2-3: 90, else: 60}", "places and points such as {1: 100, 2-3: 90, else: 60}")


@form
class Rank(Points):
    """Points by place: from a table, or evenly from 100 down to 0."""

    key: ClassVar[str] = "rank"
    about: ClassVar[Words] = Words(
        "按同组名次得分；不写表则从 100 到 0 均匀分布；并列取所占名次的平均",
        "points by place in the cohort; without a table evenly from 100 to 0; ties get the average of their places",
    )
    examples: ClassVar[tuple[str, ...]] = (
        "rank",
        "{rank: {1: 100, 2: 90, 3: 80, else: 60}}",
        "{rank: {1: 100, 2-3: 90, 4-6: 70, else: 50}}",
    )
    relative: ClassVar[bool | None] = True
    banded: ClassVar[bool | None] = False

    table: tuple[Places, ...] | None = setting(PlaceTable(), "名次和得分", "places and points", default=None, whole=True)

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report a later place that is worth more."""
        table = self.table or ()
        for one, other in itertools.pairwise(table):
            if other.points > one.points:
                reader.problems.add("P117", other.place, owner=owner, nth=other.first, earlier=one.first)
                break

    def reach(self, values: Range, better: str) -> Range:
        """Return 0 to 100, or from the least to the most of its table."""
        if not self.table:
            return MARKS
        return between(min(row.points for row in self.table), max(row.points for row in self.table))

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points of everybody's place."""
        stand = standing(values, cohort)
        if self.table is None:
            alone = stand.others == 0
            points = ratio(
                np.where(alone, 1, 2 * stand.beaten + stand.tied),
                np.where(alone, 1, 2 * stand.others),
                times=100,
                digits=cohort.digits,
            )
        else:
            points = self._average(stand, cohort.digits)
        return np.where(stand.present, points, MISSING).astype(np.int64)

    def _average(self, stand: Standing, digits: int) -> Units:
        """Return the mean of what the places are worth that each one and those tied with it occupy."""
        table = self.table or ()
        first = stand.others - stand.beaten - stand.tied + 1
        share = stand.tied + 1
        common = lcm(*(row.points.denominator for row in table))
        size = int((first + share).max(initial=1))
        worths = np.zeros(size + 1, dtype=object)
        for row in table:
            worths[row.first : size + 1 if row.last is None else row.last + 1] = int(row.points * common * 10**digits)
        upto = np.cumsum(worths)
        if max(abs(int(upto.max())), abs(int(upto.min()))) < 2**60:
            upto = upto.astype(np.int64)
        return divide(upto[first + share - 1] - upto[first - 1], share * common)

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the place by this value."""
        return place_words(i, values, cohort)

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the points of the place, those tied averaged; a table stands on the sheet of the scheme."""
        if self.table is not None and len(self.table) > _MOST:
            return None
        better, tied, others = cells.standing()
        if self.table is None:
            return f"IF({others}=0,100,{cells.points(f'100*(2*({others}-{better}-{tied})+{tied})/(2*{others})')})"
        heads = (Words("从第几名", "from place"), Words("到第几名", "to place"), Words("得分", "points"))
        rows = cells.table(heads, [[row.first, row.last, row.points] for row in self.table])
        parts = []
        for row, (first, last, points) in zip(self.table, rows, strict=True):
            end = f"{better}+1+{tied}" if row.last is None else f"MIN({last},{better}+1+{tied})"
            parts.append(f"{points}*MAX(0,{end}-MAX({first},{better}+1)+1)")
        return cells.points(f"({'+'.join(parts)})/({tied}+1)")

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        order = Words("从高到低", "highest first") if better == "higher" else Words("从低到高", "lowest first")
        if self.table is None:
            return Words(
                f"按名次（{order.zh}）从 100 到 0 均匀分布，并列取平均",
                f"by place ({order.en}), evenly from 100 to 0, ties averaged",
            )
        rows = [(row, fraction_text(row.points)) for row in self.table]
        return Words(
            f"按名次（{order.zh}）："
            + "；".join(f"{'其余' if row.last is None else f'第 {row.text()} 名'} {points} 分" for row, points in rows),
            f"by place ({order.en}): " + "; ".join(f"{row.text()}: {points}" for row, points in rows) + "; ties averaged",
        )
