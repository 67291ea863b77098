"""``bands``: a table of conditions and points, first match wins; whatever the table leaves open is said, never guessed."""

from __future__ import annotations

import bisect
import heapq
import itertools
import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, canonical, fraction_text
from csscore.scheme.forms import Reader, Unreadable, form, found, setting
from csscore.scheme.kinds import Plain, number
from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.scheme.ranges import Range, between
from csscore.score.points.base import Cohort, Points, in_units, reversed_, shown
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Units
    from csscore.problems import Place
    from csscore.scheme.cells import Cells, ValueCells
    from csscore.scheme.forms import Registry

_WIDE: Final = str.maketrans("＜＞＝", "<>=")
_SIGNS: Final = {"≤": "<=", "=<": "<=", "≥": ">=", "=>": ">=", "=": "=="}
_SIGN: Final = re.compile(r"(<=|>=|=<|=>|==|[<>=≤≥])")
_LETTER: Final = re.compile(r"[^\W\d_]+")
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}

Cut = tuple[Any, int]
"""A point between values: (v, 0) lies just below v, (v, 1) just above it."""
MOST_CROSSING: Final = 1_000
"""Pairs of lines that are reported: a table in which everything crosses everything has millions."""
MOST_NESTED: Final = 60
"""Conditions inside each other; Excel takes 64."""
_BOTTOM: Final[Cut] = (float("-inf"), 0)
_TOP: Final[Cut] = (float("inf"), 1)


class Band(NamedTuple):
    """One line of the table: the values from one cut to another, and what they are worth."""

    start: Cut
    end: Cut
    points: Any
    """A number; in a table of grades, the grade."""
    text: str
    place: Place

    @property
    def otherwise(self) -> bool:
        """Return whether this is the line ``else``."""
        return self.start == _BOTTOM and self.end == _TOP

    def holds(self, values: Floats) -> Mask:
        """Return which values lie in the band, compared at 12 significant digits."""
        low, high = (
            canonical(np.array([float(cut[0])]))[0] if abs(cut[0]) != _TOP[0] else cut[0] for cut in (self.start, self.end)
        )
        above = values > low if self.start[1] else values >= low
        below = values <= high if self.end[1] else values < high
        held: Mask = above & below
        return held


class Piece(NamedTuple):
    """A stretch of values that one band decides (None: no band does)."""

    start: Cut
    end: Cut
    band: Band | None

    def words(self, unit: str) -> Words:
        """Return the stretch as people write it."""
        return _stretch(self.start, self.end, unit)


class Table:
    """``{">=55%": 100, "50%<=x<55%": 80, else: 50}``, in written order; ``kind`` is what a band is worth."""

    __slots__ = ("kind",)

    def __init__(self, kind: Any = None) -> None:
        self.kind = kind or Plain()

    def read(self, node: Node, reader: Reader) -> tuple[Band, ...]:
        """Return the bands, or report every line that is not understood."""
        if not isinstance(node, Mapping) or not node.entries:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        bands: list[Band] = []
        sound = True
        for key, value in node:
            try:
                points = self.kind.read(value, reader)
                bands.append(Band(*_cuts(key, reader), points, key.text, key.place))
            except Unreadable:
                sound = False
        if not sound:
            raise Unreadable
        return tuple(bands)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        sign = r"(<=|>=|=<|=>|==|[<>=≤≥＜＞＝])"
        pattern = rf"^\s*else\s*$|{sign}"
        return {
            "type": "object",
            "patternProperties": {pattern: self.kind.schema(rules)},
            "additionalProperties": False,
            "minProperties": 1,
        }

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("条件和得分，例如 {'>=55%': 100, else: 50}", "conditions and points such as {'>=55%': 100, else: 50}")


def edges(bands: Iterable[Band]) -> tuple[Fraction, ...]:
    """Return where bands begin and end."""
    cuts = (cut[0] for band in bands for cut in (band.start, band.end))
    return tuple(cut for cut in cuts if isinstance(cut, Fraction))


@form
class Bands(Points):
    """The points of the first band that holds."""

    key: ClassVar[str] = "bands"
    about: ClassVar[Words] = Words(
        "分档：从上往下，第一个满足的条件得分", "a table of conditions; the first that holds says the points"
    )
    examples: ClassVar[tuple[str, ...]] = (
        '{bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}',
        '{bands: {"T<=25": 100, "25<T<=30": 80, "30<T<=40": 60, "T>40": 50}}',
    )
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = True

    bands: tuple[Band, ...] = setting(
        Table(), "条件和得分，第一个满足的算数", "conditions and points; the first that holds counts", whole=True
    )

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the edges of the bands."""
        return tuple((None, edge) for edge in edges(self.bands))

    def check(self, reader: Reader) -> None:
        """Report conditions that can't hold, lines that are never reached, and overlaps that look unintended."""
        contradictions(self.bands, reader)

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report gaps, and points that run against the metric's direction."""
        pieces = [piece for piece in _pieces(self.bands, self._bottom()) if unit != "count" or _has_whole(piece)]
        for piece in pieces:
            if piece.band is None:
                reader.problems.add("P104", self.place, owner=owner, gap=piece.words(unit))
        decided = [(piece, piece.band.points) for piece in pieces if piece.band is not None]
        for (one, points), (other, others) in itertools.pairwise(decided):
            if (points > others) if better == "higher" else (points < others):
                reversed_(self, reader, owner, better, lower=(one.words(unit), points), upper=(other.words(unit), others))
                break

    def reach(self, values: Range, better: str) -> Range:
        """Return from the least to the most that a band is worth."""
        return between(min(band.points for band in self.bands), max(band.points for band in self.bands))

    def lines(self) -> tuple[Band, ...]:
        """Return the bands."""
        return self.bands

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points; a value that no band holds is an error naming agent and value."""
        points = np.full(len(values), MISSING, dtype=np.int64)
        open_ = ~np.isnan(values)
        for band in self.bands:
            here = open_ & band.holds(values)
            points[here] = in_units(band.points, cohort.digits)
            open_ &= ~here
        if bool(open_.any()):
            cohort.report("P120", self.place, cases=cohort.cases(open_, values))
        return points

    def used(self, i: int, values: NDArray[Any], cohort: Cohort) -> Words:
        """Return the band that holds the value."""
        for band in self.bands:
            if bool(band.holds(values[i : i + 1])[0]):
                row = Words("其余", "else") if band.otherwise else _stretch(band.start, band.end, cohort.unit)
                points = fraction_text(band.points)
                return Words(f"落在“{row.zh}”一档：{points} 分", f"in the band '{row.en}': {points}")
        return Words("", "")

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the points of the first line that holds, the lines standing in a table."""
        return None if len(self.bands) > MOST_NESTED else cells.points(chosen_of(self.bands, cells, cells.value))

    def words(self, unit: str, better: str) -> Words:
        """Return the table in words."""
        rows = [
            (Words("其余", "else") if band.otherwise else _stretch(band.start, band.end, unit), fraction_text(band.points))
            for band in self.bands
        ]
        return Words(
            "；".join(f"{row.zh} {points} 分" for row, points in rows), "; ".join(f"{row.en}: {points}" for row, points in rows)
        )

    def _bottom(self) -> Cut:
        """Return where values begin: a table without a negative bound speaks of values from 0 on."""
        bounds = [cut[0] for band in self.bands for cut in (band.start, band.end) if abs(cut[0]) != _TOP[0]]
        return (Fraction(0), 0) if all(bound >= 0 for bound in bounds) else _BOTTOM


def chosen_of(bands: Sequence[Band], cells: Cells, value: str) -> str:
    """Return a formula for what the first band that holds a value is worth; an empty text where none does."""
    heads = (Words("从", "from"), Words("到", "to"), Words("得", "worth"))
    bounds = [[_bound(band.start), _bound(band.end), band.points] for band in bands]
    formula = '""'
    rows = list(zip(bands, cells.table(heads, bounds), strict=True))
    for band, (low, high, worth) in reversed(rows):
        sides = [] if band.start == _BOTTOM else [f"{value}{'>' if band.start[1] else '>='}{low}"]
        if band.end != _TOP:
            sides.append(f"{value}{'<=' if band.end[1] else '<'}{high}")
        holds = f"AND({','.join(sides)})" if len(sides) > 1 else "".join(sides) or "TRUE"
        formula = f"IF({holds},{worth},{formula})"
    return formula


def _bound(cut: Cut) -> Fraction | None:
    """Return the number of a cut as a cell shows it; None where there is no bound."""
    return None if abs(cut[0]) == _TOP[0] else cut[0]


def contradictions(bands: Sequence[Band], reader: Reader) -> None:
    """Report conditions that can't hold, lines that are never reached, and overlaps that look unintended."""
    possible = []
    for band in bands:
        if band.start >= band.end:
            reader.problems.add("P102", band.place, text=band.text)
        else:
            possible.append(band)
    deciding = {piece.band for piece in _pieces(possible, _BOTTOM)}
    crossing = _crossing(possible)
    for i, band in enumerate(possible):
        if band not in deciding:
            if not band.otherwise:
                reader.problems.add("P103", band.place, text=band.text)
            continue
        for earlier in (possible[j] for j in crossing.get(i, ())):
            both = _stretch(max(earlier.start, band.start), min(earlier.end, band.end), "number")
            reader.problems.add("P105", band.place, text=band.text, earlier=earlier.text, both=both)


def _cuts(key: Scalar, reader: Reader) -> tuple[Cut, Cut]:
    """Read a condition: ``>=55%``, ``X<=25``, ``25<x<=30``, ``==0`` or ``else``."""
    text = key.text.strip().translate(_WIDE)
    if text == "else":
        return _BOTTOM, _TOP
    parts = [part.strip() for part in _SIGN.split(text)]
    signs = [_SIGNS.get(sign, sign) for sign in parts[1::2]]
    terms = [number(part) if not _named(part) else None for part in parts[::2]]
    named = [_named(part) for part in parts[::2]]
    if named == [True, False] and terms[1] is not None:
        return _side(signs[0], terms[1])
    if named == [False, True] and terms[0] is not None:
        return _side(_TURNED[signs[0]], terms[0])
    if named == [False, True, False] and terms[0] is not None and terms[2] is not None:
        first, second = _side(_TURNED[signs[0]], terms[0]), _side(signs[1], terms[2])
        if signs[0][0] == signs[1][0] != "=":
            return max(first[0], second[0]), min(first[1], second[1])
    raise reader.refuse("P101", key, text=key.text)


def _named(part: str) -> bool:
    """Return whether a part stands for the value: nothing, or a letter or word (x, X, T, 响应时间)."""
    return not part or (_LETTER.fullmatch(part) is not None)


def _side(sign: str, bound: Fraction) -> tuple[Cut, Cut]:
    if sign == "==":
        return (bound, 0), (bound, 1)
    if sign[0] == "<":
        return _BOTTOM, (bound, 1 if sign == "<=" else 0)
    return (bound, 0 if sign == ">=" else 1), _TOP


def _pieces(bands: Any, bottom: Cut) -> list[Piece]:
    """Cut the values from a bottom on into stretches, each with the first band that holds; neighbours of one band are joined."""
    cuts = sorted({bottom, _TOP, *(cut for band in bands for cut in (band.start, band.end) if cut > bottom)}, key=_order)
    rank = {cut: place for place, cut in enumerate(cuts)}
    spans = [(rank.get(band.start, 0), rank.get(band.end, 0)) for band in bands]
    beginning = sorted(range(len(spans)), key=lambda i: spans[i][0], reverse=True)
    open_: list[int] = []  # the bands that have begun, first written first
    pieces: list[Piece] = []
    for place, (start, end) in enumerate(itertools.pairwise(cuts)):
        while beginning and spans[beginning[-1]][0] <= place:
            heapq.heappush(open_, beginning.pop())
        while open_ and spans[open_[0]][1] <= place:
            heapq.heappop(open_)
        band = bands[open_[0]] if open_ else None
        if pieces and pieces[-1].band is band:
            pieces[-1] = Piece(pieces[-1].start, end, band)
        else:
            pieces.append(Piece(start, end, band))
    return pieces


def _crossing(bands: Sequence[Band]) -> dict[int, list[int]]:
    """Return by band which earlier ones share values with it without one holding the other, `MOST_CROSSING` pairs at most."""
    cuts = {cut for band in bands for cut in (band.start, band.end)}
    rank = {cut: place for place, cut in enumerate(sorted(cuts, key=_order))}
    spans = sorted((rank[band.start], -rank[band.end], i) for i, band in enumerate(bands))
    ends: list[tuple[int, int]] = []  # of the bands that have begun, those of one start from the widest on
    found: dict[int, list[int]] = {}
    left = MOST_CROSSING
    for start, end, i in spans:
        first, last = bisect.bisect_right(ends, (start, len(bands))), bisect.bisect_left(ends, (-end, -1))
        for _, other in ends[first : min(last, first + left)]:
            found.setdefault(max(i, other), []).append(min(i, other))
            left -= 1
        bisect.insort(ends, (-end, i))
    return {later: sorted(earlier) for later, earlier in found.items()}


def _order(cut: Cut) -> tuple[float, Any, int]:
    """Return what sorts cuts: binary numbers are compared first, which is quicker, and in the same order."""
    try:
        return float(cut[0]), cut[0], cut[1]
    except OverflowError:
        return math.copysign(math.inf, cut[0]), cut[0], cut[1]


def _has_whole(piece: Piece) -> bool:
    """Return whether a stretch holds a whole number."""
    low, above = piece.start
    if abs(low) == _TOP[0] or abs(piece.end[0]) == _TOP[0]:
        return True
    whole = -(-low.numerator // low.denominator)
    if above and whole == low:
        whole += 1
    return (whole, 1) <= piece.end


def _stretch(start: Cut, end: Cut, unit: str) -> Words:
    """Return a stretch of values as people write it: ≥55%, 25<x≤30."""
    if start == _BOTTOM and end == _TOP:
        return Words("任何值", "any value")
    bottom, top = (Words("", "") if abs(cut[0]) == _TOP[0] else shown(cut[0], unit) for cut in (start, end))
    if start[0] == end[0]:
        return bottom
    if start == _BOTTOM:
        sign = "≤" if end[1] else "<"
        return Words(f"{sign}{top.zh}", f"{sign}{top.en}")
    if end == _TOP:
        sign = ">" if start[1] else "≥"
        return Words(f"{sign}{bottom.zh}", f"{sign}{bottom.en}")
    signs = "<" if start[1] else "≤", "≤" if end[1] else "<"
    return Words(f"{bottom.zh}{signs[0]}x{signs[1]}{top.zh}", f"{bottom.en}{signs[0]}x{signs[1]}{top.en}")
