"""``curve``: straight lines between given points, flat outside them."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, line
from csscore.scheme.forms import Reader, form, found, setting
from csscore.scheme.kinds import Number, Plain
from csscore.scheme.nodes import Node, Sequence
from csscore.scheme.ranges import Range, between
from csscore.score.points.base import Cohort, Points, in_units, reversed_, shown
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells
    from csscore.scheme.forms import Registry

Knot = tuple[Fraction, Fraction]
_MOST: Final = 60
"""Knots of a formula; Excel takes 64 conditions inside each other."""


class Knots:
    """``[[20, 100], [40, 60], [60, 0]]``: values and what they are worth."""

    def read(self, node: Node, reader: Reader) -> tuple[Knot, ...]:
        """Return the knots, values rising."""
        if not isinstance(node, Sequence) or not all(isinstance(item, Sequence) and len(item.items) == 2 for item in node.items):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        knots = []
        for item in node.items:
            value, points = (kind.read(part, reader) for kind, part in zip((Number(), Plain()), item.items, strict=True))  # type: ignore[union-attr]
            knots.append((value, points))
        values = [value for value, _ in knots]
        if len(knots) < 2 or any(low >= high for low, high in itertools.pairwise(values)):
            raise reader.refuse("P108", node)
        return tuple(knots)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        pair = {"type": "array", "items": Number().schema(rules), "minItems": 2, "maxItems": 2}
        return {"type": "array", "items": pair, "minItems": 2}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("[[值, 得分], …]，例如 [[20, 100], [40, 60]]", "[[value, points], …] such as [[20, 100], [40, 60]]")


@form
class Curve(Points):
    """Points on a broken line."""

    key: ClassVar[str] = "curve"
    about: ClassVar[Words] = Words("折线：给定的点之间按比例，两端不再变", "straight lines between given points, flat outside")
    examples: ClassVar[tuple[str, ...]] = ("{curve: [[20, 100], [40, 60], [60, 0]]}", "{curve: [[85%, 0], [90%, 100]]}")
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    knots: tuple[Knot, ...] = setting(
        Knots(), "折线的点：值和得分，值从小到大", "the points of the line: values, rising, and points", whole=True
    )

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the ends, beyond which nothing changes."""
        return (None, self.knots[0][0]), (None, self.knots[-1][0])

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report a line that runs against the metric's direction."""
        for (low, points), (high, others) in zip(self.knots, self.knots[1:], strict=False):
            if (points > others) if better == "higher" else (points < others):
                reversed_(self, reader, owner, better, lower=(shown(low, unit), points), upper=(shown(high, unit), others))
                break

    def reach(self, values: Range, better: str) -> Range:
        """Return from the least to the most of its points."""
        return between(min(points for _, points in self.knots), max(points for _, points in self.knots))

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points on the line."""
        points = np.full(len(values), MISSING, dtype=np.int64)
        (first, least), (last, most) = self.knots[0], self.knots[-1]
        points[values <= float(first)] = in_units(least, cohort.digits)
        points[values >= float(last)] = in_units(most, cohort.digits)
        for (x0, y0), (x1, y1) in zip(self.knots, self.knots[1:], strict=False):
            here = (values >= float(x0)) & (values < float(x1))
            points[here] = line(values[here], x0=x0, x1=x1, y0=y0, y1=y1, digits=cohort.digits)
        return points

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the stretch of the line that the value lies on."""
        value = exact(values[i])
        for (x0, y0), (x1, y1) in itertools.pairwise(self.knots):
            if x0 <= value < x1:
                own, low, high = (shown(x, cohort.unit) for x in (value, x0, x1))
                start, rise = fraction_text(y0), fraction_text(y1 - y0)
                return Words(
                    *(
                        f"{start} + ({v} − {a}) ÷ ({b} − {a}) × ({rise})"
                        for v, a, b in ((own.zh, low.zh, high.zh), (own.en, low.en, high.en))
                    )
                )
        end, points = self.knots[0] if value < self.knots[0][0] else self.knots[-1]
        at = shown(end, cohort.unit)
        return Words(f"不在 {at.zh} 以内，得 {fraction_text(points)} 分", f"at or beyond {at.en}: {fraction_text(points)}")

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the points on the line, its knots standing in a table."""
        if len(self.knots) > _MOST:
            return None
        rows = cells.table((Words("值", "value"), Words("得分", "points")), [list(knot) for knot in self.knots])
        formula = rows[-1][1]
        for (x0, y0), (x1, y1) in reversed(list(itertools.pairwise(rows))):
            share = f"{cells.minus(cells.value, x0)}*({y1}-{y0})/{cells.minus(x1, x0)}"
            formula = f"IF({cells.value}<{x1},{y0}+{share},{formula})"
        return cells.points(f"IF({cells.value}<={rows[0][0]},{rows[0][1]},{formula})")

    def words(self, unit: str, better: str) -> Words:
        """Return the line in words."""
        knots = [(shown(value, unit), fraction_text(points)) for value, points in self.knots]
        return Words(
            "，".join(f"{value.zh} {points} 分" for value, points in knots) + "，中间按比例，两端不变",
            ", ".join(f"{value.en}: {points}" for value, points in knots) + ", in proportion between, flat outside",
        )
