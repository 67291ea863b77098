"""The one place where text becomes a number; it never guesses a cell by itself where the column has to decide.

`csscore.read.grammar` says what a single cell may mean; here the column decides what it does mean: the scale of a
percentage, the unit of a duration, the decimal comma.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from csscore.exact import decimals, precision
from csscore.read.cells import BARE, CLOCK, DURATION, NOT_YET, PERCENT, REFUSED, Cells, read_cells
from csscore.read.dayparts import DAY, judge, seconds
from csscore.read.formats import shows_percent, shows_time
from csscore.read.grammar import Refused, parse, shown
from csscore.read.units import FACTORS, PARTS, SCALES, TIMES
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.read.currencies import Codes
    from csscore.read.marks import Mark
    from csscore.read.requirements import Unit
    from csscore.read.units import HeaderUnit

__all__ = ["Numbers", "Refusal", "Remark", "Scale", "damaged", "numbers", "parse"]

Scale = Literal["fraction", "percent"]
Decider = Literal["scheme", "header", "cells", "format", "values"]
NumberFormat = Callable[[int], str | None]

MOST_REFUSED: Final = 1000
"""Refused cells that are named; a column with more is the wrong column."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that says no number (or no date), with the code and the words of its problem.

    ``problems.add(refusal.code, grid.place(first + refusal.position, column), group=header, agent=…, column=…,
    **refusal.details)`` reports it; every code used here takes ``text``, ``agent``, ``column``, ``reason``, ``remedy``.
    """

    position: int
    """Position in the cells handed in, from 0."""
    text: str
    """The cell as it stands, shortened."""
    reason: Words
    remedy: Words
    code: str = "D204"

    @property
    def details(self) -> dict[str, object]:
        """Return what the problem's wording needs besides the agent and the column."""
        return {"text": self.text, "reason": self.reason, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to report about the column as a whole: what was decided, or why nothing could be.

    ``problems.add(remark.code, place, group=header, column=header, **remark.details)``; the place is the cell at
    ``position``, or the header's where it is None.
    """

    code: str
    position: int | None
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column as numbers, in base units: currency units, fractions, seconds."""

    values: NDArray[np.float64]
    """Canonical float64 (the double nearest to a decimal of <= 15 significant digits); NaN is missing or refused."""
    refused: tuple[Refusal, ...] = ()
    """At most `MOST_REFUSED`, in the order of the rows."""
    remarks: tuple[Remark, ...] = ()
    kind: Literal["plain", "percent", "duration"] = "plain"
    """What the cells turned out to be."""
    scale: Scale | None = None
    """How the numbers of a percent column were read; None where no number needed it."""
    decided_by: Decider | None = None
    """What decided the scale."""
    open_mark: int | None = None
    """The first cell that may be two numbers (1.000: one or a thousand), where no cell of the column tells which."""
    currencies: tuple[tuple[int, Codes], ...] = ()
    """The different signs of currencies that cells bear: the first cell with it, and what it may stand for."""
    counted: HeaderUnit | None = None
    """What the bare numbers count: by the header or a declaration, or days as they turned out to be."""


_SURELY_PERCENT: Final = 20
"""Per cents that all others reach, so that one of at most 1 is hardly one of them."""
_OWN_UNIT: Final = re.compile(r"[千万亿元圆]|CNY|RMB|\d\s*(?:k|mn?|bn?|mio|mrd|tsd)\b", re.IGNORECASE)
"""What a cell says of its own size: under 销售额（万元）, 1.2万 and 12000元 are 12 000."""


def numbers(
    cells: Any,
    *,
    unit: Unit | None = None,
    scale: Scale | None = None,
    header_unit: HeaderUnit | None = None,
    mark: Mark | None = None,
    number_format: NumberFormat | None = None,
) -> Numbers:
    """Read a column of cells as numbers.

    Parameters
    ----------
    cells
        Shape (n,): a numpy object array or pandas' own array of strings, as `Grid` holds it.
    unit
        What is counted. ``seconds`` takes every form of a duration, ``percent`` decides the scale of bare numbers;
        None and ``number`` take the cells as they come.
    scale
        The declared scale of the bare numbers of a percent column.
    header_unit
        The header's unit, see `csscore.read.units`; it holds for bare numbers only.
    mark
        The decimal mark of texts, where something beside the column tells it.
    number_format
        The number format of the cell at a position; asked only where a decision needs it.

    Returns
    -------
    Numbers
        In base units. A percentage is a fraction, a duration is in seconds, money is in currency units.
    """
    found = read_cells(cells, unit, mark)
    column = _Column(cells, found, unit, header_unit)
    if unit == "seconds" or (unit in (None, "number") and bool(((found.kinds == DURATION) | (found.kinds == CLOCK)).any())):
        column.read_durations(number_format)
    elif unit == "percent" or (
        unit in (None, "number") and (header_unit in ("percent", "permille") or bool((found.kinds == PERCENT).any()))
    ):
        column.read_percentages(scale, number_format)
    else:
        column.read_amounts()
    return column.result()


class _Column:
    """A column while it is decided upon."""

    def __init__(self, cells: Any, found: Cells, unit: Unit | None, header_unit: HeaderUnit | None) -> None:
        self._cells = cells
        self._values = found.values
        self._kinds = found.kinds
        self._unit = unit
        self._header_unit = header_unit
        self._refused = found.refused
        self._found = found
        self._remarks: list[Remark] = []
        self._kind: Literal["plain", "percent", "duration"] = "plain"
        self._scale: Scale | None = None
        self._decided_by: Decider | None = None
        self._counted: HeaderUnit | None = header_unit
        self._long = np.array([], dtype=np.intp)
        if found.decimal_comma is not None:
            self._remark(
                "D209", found.decimal_comma, text=self._text(found.decimal_comma), value=self._value(found.decimal_comma)
            )
        if found.unlike is not None:
            one, other = found.unlike
            self._remark("D574", other, text=self._text(other), other=self._text(one))
        not_yet = np.flatnonzero(found.kinds == NOT_YET)
        if len(not_yet):
            first = int(not_yet[0])
            self._remark("D210", first, text=self._text(first), count=len(not_yet))

    def result(self) -> Numbers:
        """Return what was read and decided; numbers with more digits than are kept are refused, not rounded."""
        long = np.union1d(self._long, precision.lost(self._values))
        if len(long):
            self._values[long] = np.nan
            self._refused |= dict.fromkeys(long[:MOST_REFUSED].tolist(), _LONG)
        refused = tuple(
            Refusal(position, self._text(position), refused.reason, refused.remedy, refused.code)
            for position, refused in sorted(self._refused.items())[:MOST_REFUSED]
        )
        return Numbers(
            self._values,
            refused,
            tuple(self._remarks),
            self._kind,
            self._scale,
            self._decided_by,
            self._found.open_mark,
            self._found.currencies,
            self._counted,
        )

    def read_amounts(self) -> None:
        """Read money, counts, marks and plain numbers."""
        self._refuse(PERCENT, _UNEXPECTED_PERCENT)
        for kind in (DURATION, CLOCK):
            self._refuse(kind, _UNEXPECTED_DURATION)
        if self._header_unit in SCALES:
            bare = np.flatnonzero(self._kinds == BARE)
            own = [position for position in bare.tolist() if _OWN_UNIT.search(self._text(position))]
            kept = self._values[own]
            self._multiply(*FACTORS[self._header_unit])
            self._values[own] = kept

    def read_durations(self, number_format: NumberFormat | None) -> None:
        """Read seconds: bare numbers in the header's unit, two parts of a clock as minutes and seconds."""
        self._refuse(PERCENT, _UNEXPECTED_PERCENT)
        self._kind = "duration"
        if self._unit != "seconds":
            first = int(np.flatnonzero(np.isin(self._kinds, (DURATION, CLOCK)))[0])
            self._remark("D213", first, text=self._text(first), value=self._value(first))
        days = self._formatted(number_format, shows_time)
        self._values[days] = seconds(self._values[days], DAY)
        self._kinds[days] = DURATION
        clocks = np.flatnonzero(self._kinds == CLOCK)
        hours = self._header_unit == "h"
        if len(clocks):
            if hours:
                self._values[clocks] = decimals.times(self._values[clocks], 60, 0)
            first = int(clocks[0])
            self._remark("D211", first, text=self._text(first), parts=_HOURS if hours else _MINUTES, value=self._value(first))
        self._doubt_whole_minutes()
        if self._header_unit in PARTS:
            self._multiply_parts(FACTORS[self._header_unit][0])
        elif self._header_unit in FACTORS and self._header_unit in TIMES:
            self._multiply(*FACTORS[self._header_unit])
        else:
            self._judge_days()

    def _judge_days(self) -> None:
        """Read parts of days as such; say so, and where it is only likely, say that."""
        bare = np.flatnonzero((self._kinds == BARE) & (self._values != 0))
        judged = judge(self._values[bare]) if len(bare) else None
        if judged is None:
            return
        first, below = int(bare[0]), bool((np.abs(self._values[bare]) < 1).all())
        code = "D260" if judged == "days" else "D212" if below else "D272"
        value = seconds(self._values[first : first + 1], DAY)[0]
        self._remark(code, first, text=self._text(first), value=f"{np.rint(value) if judged == 'days' else value:.15g}")
        if judged == "days":
            self._multiply(DAY, 0)
            self._values[bare] = np.rint(self._values[bare])  # whole seconds they are, but for the digits that were cut off
            self._counted = "d"
        else:
            self._multiply_parts(1)

    def _doubt_whole_minutes(self) -> None:
        """Say how a spreadsheet's times are read if none has seconds: 1:25 typed for 1 min 25 s is stored as 1 h 25 min."""
        if self._unit != "seconds" or not isinstance(self._cells, np.ndarray):
            return
        times = [i for i, cell in enumerate(self._cells) if isinstance(cell, dt.time) and cell != dt.time()]
        if times and not any(self._cells[i].second or self._cells[i].microsecond for i in times):
            text = f"{self._cells[times[0]]:%H:%M}"
            self._remark("D211", times[0], text=text, parts=_HOURS, value=self._value(times[0]))

    def read_percentages(self, scale: Scale | None, number_format: NumberFormat | None) -> None:
        """Read percentages as fractions, deciding by the whole column what its bare numbers mean."""
        for kind in (DURATION, CLOCK):
            self._refuse(kind, _UNEXPECTED_DURATION)
        self._kind = "percent"
        formatted = self._formatted(number_format, shows_percent)
        self._kinds[formatted] = PERCENT
        marked = np.flatnonzero(self._kinds == PERCENT)
        bare = np.flatnonzero((self._kinds == BARE) & (self._values != 0))
        if not len(bare):
            if len(marked):
                self._scale, self._decided_by = (
                    "fraction" if len(formatted) else "percent",
                    "format" if len(formatted) else "cells",
                )
            return
        self._decide(bare, marked, scale)
        if self._scale is None:
            self._values[bare] = np.nan
        elif self._scale == "percent":
            self._multiply(1, -3 if self._header_unit == "permille" and scale is None else -2)

    def _decide(self, bare: NDArray[np.intp], marked: NDArray[np.intp], declared: Scale | None) -> None:
        """Decide the scale of bare numbers: declared, header, other cells, values; leave it open where nothing tells."""
        first, largest = int(bare[0]), int(bare[np.argmax(np.abs(self._values[bare]))])
        most = abs(float(self._values[largest]))
        if declared is not None:
            self._scale, self._decided_by = declared, "scheme"
        elif self._header_unit in ("percent", "permille"):
            self._scale, self._decided_by = "percent", "header"
            if self._header_unit == "percent" and most <= 1 and not len(marked):
                self._remark("D208", largest, text=self._text(largest), times_100=self._value(largest, 1, 2))
            self._doubt_fractions(bare)
        elif len(marked):
            self._remark("D205", first, text=self._text(first), marked=self._marked(int(marked[0])))
        elif most <= 1 or most > 2:
            self._scale, self._decided_by = ("fraction" if most <= 1 else "percent"), "values"
            percent = self._value(largest, 1, 2 if most <= 1 else 0)
            self._remark("D207", largest, text=self._text(largest), percent=percent)
            if self._scale == "percent":
                self._doubt_fractions(bare)
        else:
            self._remark("D206", largest, text=self._text(largest), times_100=self._value(largest, 1, 2))

    def _doubt_fractions(self, bare: NDArray[np.intp]) -> None:
        """Say that a number of at most 1 stands beside much larger ones only: 0.95 among 93 and 98 is hardly 0.95 %."""
        sizes = np.abs(self._values[bare])
        small = sizes <= 1
        if small.any() and not small.all() and sizes[~small].min() >= _SURELY_PERCENT:
            first, other = int(bare[small][0]), int(bare[~small][0])
            times_100 = self._value(first, 1, 2)
            self._remark("D578", first, text=self._text(first), times_100=times_100, other=self._text(other))

    def _formatted(self, number_format: NumberFormat | None, test: Callable[[str], bool]) -> NDArray[np.intp]:
        """Return the positions of numbers (not texts) whose number format passes the test."""
        if number_format is None or not isinstance(self._cells, np.ndarray):
            return np.array([], dtype=np.intp)
        bare = np.flatnonzero(self._kinds == BARE).tolist()
        found = [i for i in bare if isinstance(self._cells[i], (int, float)) and test(number_format(i) or "")]
        return np.array(found, dtype=np.intp)

    def _multiply(self, factor: int, power: int) -> None:
        bare = self._kinds == BARE
        self._values[bare] = decimals.times(self._values[bare], factor, power)

    def _multiply_parts(self, factor: int) -> None:
        """Turn parts of a day, an hour or a minute into seconds; those digits that were counted are not dropped."""
        bare = np.flatnonzero(self._kinds == BARE)
        long = bare[precision.lost_of_parts(self._values[bare])]
        self._values[bare] = seconds(self._values[bare], factor)
        self._long = np.union1d(self._long, long)

    def _refuse(self, kind: int, refused: Refused) -> None:
        positions = np.flatnonzero(self._kinds == kind)
        self._values[positions] = np.nan
        self._kinds[positions] = REFUSED
        self._refused |= dict.fromkeys(positions[:MOST_REFUSED].tolist(), refused)

    def _remark(self, code: str, position: int | None, **details: object) -> None:
        self._remarks.append(Remark(code, position, details))

    def _value(self, position: int, factor: int = 1, power: int = 0) -> str:
        """Return a value, multiplied, as a message shows it."""
        return f"{decimals.times(self._values[position : position + 1], factor, power)[0]:.15g}"

    def _marked(self, position: int) -> str:
        """Return a percentage as its cell shows it."""
        text = self._text(position)
        return text if any(sign in text for sign in "%％‰") else f"{self._value(position, 1, 2)}%"

    def _text(self, position: int) -> str:
        return shown(self._cells[position])


def damaged(cell: object) -> bool:
    """Tell whether an identifier has lost digits in a spreadsheet (2.02408E+19, or a number of more than 15 digits)."""
    if isinstance(cell, float):
        return abs(cell) >= 1e15
    return isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip()) is not None


_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}", re.ASCII)
_LONG: Final = Refused(
    Words("超过 12 位有效数字", "more than 12 significant digits"),
    Words("在表格里四舍五入到 12 位以内，如 =ROUND(B2, 2)", "round it to at most 12 digits in the sheet, such as =ROUND(B2, 2)"),
    "P280",
)
_UNEXPECTED_PERCENT: Final = Refused(
    Words("这一列不是百分数", "the column holds no percentages"),
    Words("若这一列是百分数，在方案里写 unit: percent", "if the column holds percentages, say unit: percent in the scheme"),
)
_UNEXPECTED_DURATION: Final = Refused(
    Words("这一列不是时长", "the column holds no durations"),
    Words("若这一列是时长，在方案里写 unit: seconds", "if the column holds durations, say unit: seconds in the scheme"),
)
_MINUTES: Final = Words("分:秒", "minutes:seconds")
_HOURS: Final = Words("时:分", "hours:minutes")
