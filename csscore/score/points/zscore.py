"""``zscore``: how many standard deviations from the cohort's mean; exact in spite of the square root."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import isqrt
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from csscore.exact.fixed import MISSING, exact, fraction_text, rounded, total
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import Number, Plain, found
from csscore.scheme.nodes import Node, Sequence
from csscore.scheme.ranges import ANY, Range, between
from csscore.score.points.base import Cohort, Points, bounded, in_units, positive, shown
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Units
    from csscore.scheme.cells import ValueCells
    from csscore.scheme.forms import Registry

_EPS = 2.0**-52
_ROOT_DIGITS = 120
"""Decimals of a square root where rounding hangs on it; an irrational root never comes that near to a half."""


class Limits:
    """``[0, 100]``: the least and the most."""

    def read(self, node: Node, reader: Reader) -> tuple[Fraction, Fraction]:
        """Return the two limits."""
        if not isinstance(node, Sequence) or len(node.items) != 2:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        least, most = (Plain().read(item, reader) for item in node.items)
        if least >= most:
            raise reader.refuse("P113", node, least=shown(least, "number"), most=shown(most, "number"))
        return least, most

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "array", "items": Number().schema(rules), "minItems": 2, "maxItems": 2}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("[最低, 最高]，例如 [0, 100]", "[least, most] such as [0, 100]")


@form
class Zscore(Points):
    """centre + spread · (value - mean) / standard deviation, the sign turned where lower is better.

    The standard deviation is the population's (÷ n). Everyone gets the centre where all are equal.
    """

    key: ClassVar[str] = "zscore"
    about: ClassVar[Words] = Words(
        "标准分：中心 + 幅度 ×（值 - 同组平均）÷ 标准差", "standard score: centre + spread × (value - mean) ÷ standard deviation"
    )
    examples: ClassVar[tuple[str, ...]] = (
        "{zscore: {centre: 60, spread: 15, clip: [0, 100]}}",
        "{zscore: {centre: 50, spread: 10}}",
    )
    relative: ClassVar[bool | None] = True
    banded: ClassVar[bool | None] = False

    centre: Fraction = setting(Plain(), "平均水平得多少分", "what the mean is worth")
    spread: Fraction = setting(Plain(), "一个标准差多少分", "what a standard deviation is worth")
    clip: tuple[Fraction, Fraction] | None = setting(
        Limits(), "得分的上下限", "the least and the most it can be worth", default=None
    )

    def check(self, reader: Reader) -> None:
        """Refuse a spread of nothing."""
        positive(self.spread, "spread", self, reader)

    def reach(self, values: Range, better: str) -> Range:
        """Return what it is clipped to; it is open without."""
        return ANY if self.clip is None else between(*self.clip)

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the standard scores."""
        chosen, segments = cohort.reference_of(values), cohort.segments
        least, most = self.clip or (None, None)
        if not bool(chosen.any()):
            return np.full(len(values), MISSING, dtype=np.int64)
        count = np.maximum(segments.counts(chosen), 1)
        mean = segments.sums(values, chosen) / count
        away = values - segments.spread(mean)
        sigma = np.sqrt(segments.sums(away**2, chosen) / count)
        alike = segments.least(values, chosen) == segments.greatest(values, chosen)
        present = ~np.isnan(values)
        largest = segments.greatest(np.abs(values), present)
        # the mean and every difference are off by some 32 ulps of the largest value; where that is much against the
        # standard deviation, everything is computed exactly
        with np.errstate(divide="ignore", invalid="ignore"):
            lost = np.where(sigma > 1e-8 * largest, 128 * _EPS * (largest / sigma + 1), np.inf)
            scores = np.where(segments.spread(sigma > 0), away / segments.spread(sigma), 0.0)
        sign = 1 if cohort.higher else -1
        centre, spread = float(self.centre), float(self.spread)
        usual = present & ~segments.spread(alike)
        approx = np.where(usual, centre + spread * sign * scores, np.nan)
        error = spread * segments.spread(lost) * (1 + np.abs(scores)) + 8 * _EPS * (abs(centre) + np.abs(approx))
        same = values if len(segments) == 1 else None
        points = rounded(approx, error, self._exactly(values, chosen, cohort), digits=cohort.digits, same=same)
        points[present & ~usual] = in_units(self.centre, cohort.digits)
        return bounded(points, least, most, cohort.digits)

    def _exactly(self, values: Floats, chosen: Mask, cohort: Cohort) -> Callable[[int], Fraction]:
        """Return the score of one element, close enough to be rounded as the true one."""
        sign = 1 if cohort.higher else -1

        @cache
        def moments(segment: int) -> tuple[Fraction, Fraction]:
            members = cohort.segments.members(segment)
            different, counts = np.unique(values[members][chosen[members]], return_counts=True)
            exactly = [(exact(value), int(count)) for value, count in zip(different, counts, strict=True)]
            size = int(counts.sum())
            mean = sum((value * count for value, count in exactly), Fraction(0)) / size
            squares = sum((value**2 * count for value, count in exactly), Fraction(0)) / size
            return mean, squares - mean**2

        @cache
        def score(value: float, segment: int) -> Fraction:
            mean, variance = moments(segment)
            away = exact(value) - mean
            root = _root(self.spread**2 * away**2 / variance)
            return self.centre + (root if away * sign > 0 else -root)

        return lambda i: score(float(values[i]), int(cohort.segments.codes[i]))

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return mean and standard deviation, to six digits."""
        chosen = values[cohort.reference_of(values)]
        mean = total(chosen) / len(chosen)
        if chosen.min() == chosen.max():
            at = shown(mean, cohort.unit)
            return Words(f"同组都是 {at.zh}", f"everybody has {at.en}")
        variance = sum(((exact(value) - mean) ** 2 for value in chosen), Fraction(0)) / len(chosen)
        sigma = _root(variance)
        own, centre, spread = shown(values[i], cohort.unit), fraction_text(self.centre), fraction_text(self.spread)
        sign = "+" if cohort.higher else "−"
        short = [shown(exact(float(fraction_text(number, 6))), cohort.unit) for number in (mean, sigma)]
        return Words(
            f"同组平均约 {short[0].zh}，标准差约 {short[1].zh}：{centre} {sign} {spread} × ({own.zh} − 平均) ÷ 标准差",
            f"mean about {short[0].en}, standard deviation about {short[1].en}: "
            f"{centre} {sign} {spread} × ({own.en} − mean) ÷ standard deviation",
        )

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the standard score by the cohort's mean and (population) standard deviation."""
        mean, deviation = cells.cohort("AVERAGE"), cells.cohort("STDEVP")
        centre, spread = cells.setting("centre", self.centre), cells.setting("spread", self.spread)
        away = f"({cells.value}-{mean})" if cells.higher else f"({mean}-{cells.value})"
        level = f"{cells.cohort('MAX')}={cells.cohort('MIN')}"
        points = f"IF({level},{centre},{centre}+{spread}*{away}/{deviation})"
        if self.clip is not None:
            least = cells.setting("clip", self.clip[0], Words("最低", "least"))
            most = cells.setting("clip", self.clip[1], Words("最高", "most"))
            points = f"MAX({least},MIN({most},{points}))"
        return cells.points(points)

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        centre, spread = fraction_text(self.centre), fraction_text(self.spread)
        side = Words("高", "above") if better == "higher" else Words("低", "below")
        limits = [fraction_text(limit) for limit in self.clip or ()]
        tail = Words(f"，限制在 {limits[0]} 到 {limits[1]} 分", f", from {limits[0]} to {limits[1]}") if limits else Words("", "")
        return Words(
            f"同组平均 {centre} 分，每{side.zh}一个标准差加 {spread} 分{tail.zh}",
            f"the cohort's mean is worth {centre}, each standard deviation {side.en} it {spread} more{tail.en}",
        )


def _root(square: Fraction) -> Fraction:
    """Return a square root: exact where it is rational, else cut after many decimals."""
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    if above**2 == square.numerator and below**2 == square.denominator:
        return Fraction(above, below)
    scale = 10**_ROOT_DIGITS
    return Fraction(isqrt(square.numerator * square.denominator * scale**2), square.denominator * scale)
