"""Reads the cells of a column one by one, fast where they are plain numbers; it decides only what the decimal comma needs.

Plain decimals go through a whole-column conversion; of everything else each different cell is read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact import decimals
from csscore.read.amounts import amount, swapped
from csscore.read.grammar import PLAIN, Missing, Number, Refused, is_plain, narrowed, parse
from csscore.read.marks import first_open, stance, stance_at_size, stance_of_plain
from csscore.read.text_column import TextColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.read.currencies import Codes
    from csscore.read.marks import Mark, Stance
    from csscore.read.wanted import Unit

    Reading = Number | Missing | Refused
    Key = tuple[type, Any]
    Distinct = tuple[list[Key], NDArray[np.intp]]

MISSING, BARE, PERCENT, DURATION, CLOCK, REFUSED, NOT_YET = range(7)
_KINDS: Final = {"plain": BARE, "percent": PERCENT, "duration": DURATION, "clock": CLOCK}
_LONGEST: Final = 15
"""Characters up to which a text can't hold more than 15 digits."""
_NO_DIGITS: Final = dict.fromkeys(map(ord, "0123456789., "))
_PLAIN_LINES: Final = re.compile(rf"(?:{PLAIN}\n)*+", re.ASCII)


class Cells(NamedTuple):
    """The cells of a column, each read by itself."""

    values: NDArray[np.float64]
    """Canonical; NaN where there is none."""
    kinds: NDArray[np.int8]
    """`MISSING`, `BARE` … for each cell."""
    refused: dict[int, Refused]
    """Refused cells by position."""
    decimal_comma: int | None = None
    """The first cell that is read with a decimal comma, where the whole column is written that way."""
    open_mark: int | None = None
    """The first cell that may be two numbers (1.000: one or a thousand), where no cell of the column tells which."""
    currencies: tuple[tuple[int, Codes], ...] = ()
    """The different signs of currencies that cells bear: the first cell with it, and what it may stand for."""


class _Plain(NamedTuple):
    """What the plain decimals of a column prove about its decimal mark, and the first of them that is open."""

    stance: Stance | None
    first: Callable[[], int]


def read_cells(cells: Any, unit: Unit | None, mark: Mark | None = None) -> Cells:
    """Read each cell of a column (numpy object array, or `TextColumn`).

    Parameters
    ----------
    cells, unit
        The column and what its numbers are.
    mark
        The decimal mark of its texts, where something beside the column tells it.
    """
    if isinstance(cells, TextColumn):
        return _read_texts(cells, unit, mark)
    given: list[Any] = cells.tolist()
    types = set(map(type, given)) - {type(None)}
    whole = _numbers(given) if types <= {float, int} else _plain_texts(given) if types == {str} else None
    if whole is not None and (types != {str} or mark == "point"):
        return _all_plain(whole)
    decimals_ = [(i, cell) for i, cell in enumerate(given) if type(cell) is str and (whole is not None or is_plain(cell))]
    own, first = stance_of_plain(cell for _, cell in decimals_)
    if whole is not None and (mark is None or own is None):
        return _all_plain(whole, decimals_[first][0] if own == "either" else None)
    plain = np.fromiter((type(cell) is str and is_plain(cell) for cell in given), dtype=np.bool_, count=len(given))
    values = np.full(len(given), np.nan)
    values[plain] = [float(given[i]) for i in np.flatnonzero(plain).tolist()]
    places = [i for i, cell in enumerate(given) if type(cell) is float or type(cell) is int]
    numbers = _numbers([given[i] for i in places]) if places else None
    if numbers is not None:
        values[places] = numbers
        plain[places] = True
    kinds = np.where(plain, BARE, MISSING).astype(np.int8)
    return _completed(
        values,
        kinds,
        np.flatnonzero(~plain),
        lambda rest: _distinct([given[i] for i in rest.tolist()]),
        unit,
        mark,
        _Plain(own, lambda: decimals_[first][0]),
    )


def _read_texts(cells: TextColumn, unit: Unit | None, mark: Mark | None) -> Cells:
    """Read a column of texts: at once where all are numbers that a float holds, else the others one by one."""
    values = cells.floats(longest=_LONGEST)
    own = stance_at_size(cells) if values is not None and mark != "point" else None
    if values is not None and (mark is None or own is None):
        return _all_plain(values, first_open(cells) if own == "either" else None)
    missing, marked = cells.sizes == 0, cells.ending("%")
    kinds = np.where(missing, np.int8(MISSING), np.where(marked, np.int8(PERCENT), np.int8(BARE)))
    bodies = cells.shortened(marked) if bool(marked.any()) else cells
    values = bodies.floats(longest=_LONGEST)
    if values is not None and bool((np.isnan(values) == missing).all()) and mark != "comma":
        own = stance_at_size(bodies) if mark is None else None
        return Cells(_unmarked(values, kinds), kinds, {}, open_mark=first_open(bodies) if own == "either" else None)
    plain = np.flatnonzero(bodies.matching(PLAIN) & (bodies.sizes <= _LONGEST))
    values = np.full(len(cells), np.nan)
    values[plain] = bodies[plain].floats(longest=_LONGEST)
    rest = np.flatnonzero(np.isnan(values) & ~missing)
    kinds[rest] = MISSING

    def distinct(rest: NDArray[np.intp]) -> Distinct:
        texts, codes = cells[rest].distinct()
        return [(str, text) for text in texts], codes

    decimals_ = bodies[plain]
    known = _Plain(stance_at_size(decimals_), lambda: int(plain[first_open(decimals_)]))
    return _completed(_unmarked(values, kinds), kinds, rest, distinct, unit, mark, known)


def _unmarked(values: NDArray[np.float64], kinds: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return percentages as fractions."""
    marked = kinds == PERCENT
    if marked.any():
        values[marked] = decimals.times(values[marked], 1, -2)
    return values


def _numbers(given: list[Any]) -> NDArray[np.float64] | None:
    """Convert cells that are numbers or empty; None if one of them is beyond what a quantity is."""
    try:
        values = np.array(given, dtype=np.float64)  # None becomes NaN
    except OverflowError:
        return None
    present = values[~np.isnan(values)]
    if len(present) + given.count(None) != len(given):
        return None  # a NaN in the file is refused, it does not say missing
    return decimals.as_shown(values) if decimals.usual(present) else None


def _plain_texts(given: list[Any]) -> NDArray[np.float64] | None:
    """Convert texts that are plain decimals, or nothing; None if one of them is anything else."""
    texts = [cell for cell in given if cell is not None]
    lines = "\n".join([*texts, ""])
    if max(map(len, texts)) > _LONGEST or lines.count("\n") != len(texts) or _PLAIN_LINES.fullmatch(lines) is None:
        return None
    values = np.full(len(given), np.nan)
    values[[cell is not None for cell in given]] = np.fromiter(map(float, texts), dtype=np.float64, count=len(texts))
    return values + 0.0


def _all_plain(values: NDArray[np.float64], open_mark: int | None = None) -> Cells:
    return Cells(values, np.where(np.isnan(values), MISSING, BARE).astype(np.int8), {}, open_mark=open_mark)


def distinct_cells(cells: Any) -> tuple[list[Any], NDArray[np.intp]]:
    """Return the different cells of a column and for each row which it is."""
    if isinstance(cells, TextColumn):
        return cells.distinct()
    keys, codes = _distinct(cells.tolist())
    return [cell for _, cell in keys], codes


def _distinct(cells: list[Any]) -> Distinct:
    """Return the different cells and for each cell which it is; 1 == 1.0 == True, so the type belongs to the cell."""
    known: dict[Key, int] = {}
    codes = np.fromiter((known.setdefault((type(cell), cell), len(known)) for cell in cells), dtype=np.intp, count=len(cells))
    return list(known), codes


def _completed(
    values: NDArray[np.float64],
    kinds: NDArray[np.int8],
    rest: NDArray[np.intp],
    distinct: Callable[[NDArray[np.intp]], Distinct],
    unit: Unit | None,
    mark: Mark | None,
    plain: _Plain,
) -> Cells:
    """Read the cells at the positions ``rest``, which are open yet: each different one once."""
    keys, codes = distinct(rest)
    readings = [parse(cell, unit) for _, cell in keys]
    comma, at = None, None
    if mark == "comma" or (mark is None and any(_needs_comma(*pair, unit) for pair in zip(keys, readings, strict=True))):
        all_rest = np.sort(np.concatenate([rest, np.flatnonzero(kinds != MISSING)]))
        all_keys, all_codes = distinct(all_rest)
        with_comma = [_read_with_comma(key, unit) for key in all_keys]
        if mark == "comma" or all(_agrees(key, reading, unit) for key, reading in zip(all_keys, with_comma, strict=True)):
            rest, keys, codes, readings = all_rest, all_keys, all_codes, with_comma
            comma = next((i for i, (kind, cell) in enumerate(keys) if kind is str and _takes_comma(cell, unit)), None)
    elif mark is None and plain.stance != "point":
        at = _open_mark(keys, codes, rest, plain, unit)
    kinds[rest] = np.array([_kind(reading) for reading in readings], dtype=np.int8)[codes]
    values[rest] = np.array([float(r.value) if isinstance(r, Number) else np.nan for r in readings], dtype=np.float64)[codes]
    refused = {
        int(rest[i]): reading
        for i in np.flatnonzero(kinds[rest] == REFUSED).tolist()
        if isinstance(reading := readings[codes[i]], Refused)
    }
    first = int(rest[np.flatnonzero(codes == comma)[0]]) if comma is not None else None
    signs = _currencies(keys, readings)
    return Cells(values + 0.0, kinds, refused, first, at, tuple((int(rest[np.argmax(codes == i)]), sign) for i, sign in signs))


def _open_mark(keys: list[Key], codes: NDArray[np.intp], rest: NDArray[np.intp], plain: _Plain, unit: Unit | None) -> int | None:
    """Return the first cell that may be two numbers; None where a cell proves the decimal point."""
    either = None
    for i, (kind, cell) in enumerate(keys):
        own = stance(cell, unit) if kind is str else None
        if own == "point":
            return None
        either = i if own == "either" and either is None else either
    if either is not None:
        return int(rest[np.argmax(codes == either)])
    return plain.first() if plain.stance == "either" else None


def _currencies(keys: list[Key], readings: list[Reading]) -> list[tuple[int, Codes]]:
    """Return the different signs of currencies among cells, each with the first that bears it."""
    found: dict[Codes, int] = {}
    seen: set[str] = set()
    for i, ((kind, cell), reading) in enumerate(zip(keys, readings, strict=True)):
        if kind is str and isinstance(reading, Number) and reading.kind == "plain":
            around = cell.translate(_NO_DIGITS)
            if around in seen:
                continue
            seen.add(around)
            taken = amount(narrowed(cell)) or amount(swapped(narrowed(cell)))
            if taken is not None and taken.currency:
                found.setdefault(taken.currency, i)
    return [(i, sign) for sign, i in found.items()]


def _kind(reading: Reading) -> int:
    if isinstance(reading, Number):
        return _KINDS[reading.kind]
    return REFUSED if isinstance(reading, Refused) else NOT_YET if reading is Missing.NOT_YET else MISSING


def _needs_comma(key: Key, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a text is a number only if its comma is a decimal one (1,7 or 200.000.000)."""
    kind, cell = key
    return kind is str and isinstance(reading, Refused) and _takes_comma(cell, unit)


def _takes_comma(text: str, unit: Unit | None) -> bool:
    """Tell whether a text has a mark and is a number with a decimal comma."""
    other = swapped(text)
    return other != text and isinstance(parse(other, unit), Number)


def _read_with_comma(key: Key, unit: Unit | None) -> Reading:
    kind, cell = key
    return parse(swapped(cell) if kind is str else cell, unit)


def _agrees(key: Key, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a cell does not contradict the decimal comma: it is a number with it, or none without it either."""
    kind, cell = key
    return kind is not str or isinstance(reading, Number) or not isinstance(parse(cell, unit), Number)
