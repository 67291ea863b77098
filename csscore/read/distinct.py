"""Reads the cells of a column one by one, fast where they are plain numbers; it decides only what the decimal comma needs.

Plain decimals go through a whole-column conversion; of everything else each different cell is read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.read import decimals
from csscore.read.grammar import PLAIN, Missing, Number, Refused, is_plain, parse, swapped
from csscore.read.text_column import TextColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.read.wanted import Unit

    Reading = Number | Missing | Refused
    Key = tuple[type, Any]
    Distinct = tuple[list[Key], NDArray[np.intp]]

MISSING, BARE, PERCENT, DURATION, CLOCK, REFUSED, NOT_YET = range(7)
_KINDS: Final = {"plain": BARE, "percent": PERCENT, "duration": DURATION, "clock": CLOCK}
_LONGEST: Final = 15
"""Characters up to which a text can't hold more than 15 digits."""
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
    """The first cell that makes sense with a decimal comma only, where the whole column is written that way."""


def read_cells(cells: Any, unit: Unit | None) -> Cells:
    """Read each cell of a column (numpy object array, or `TextColumn`)."""
    if isinstance(cells, TextColumn):
        return _read_texts(cells, unit)
    given: list[Any] = cells.tolist()
    types = set(map(type, given)) - {type(None)}
    whole = _numbers(given) if types <= {float, int} else _plain_texts(given) if types == {str} else None
    if whole is not None:
        return _all_plain(whole)
    plain = np.fromiter((type(cell) is str and is_plain(cell) for cell in given), dtype=np.bool_, count=len(given))
    values = np.full(len(given), np.nan)
    values[plain] = [float(given[i]) for i in np.flatnonzero(plain).tolist()]
    places = [i for i, cell in enumerate(given) if type(cell) is float or type(cell) is int]
    numbers = _numbers([given[i] for i in places]) if places else None
    if numbers is not None:
        values[places] = numbers
        plain[places] = True
    kinds = np.where(plain, BARE, MISSING).astype(np.int8)
    return _completed(values, kinds, np.flatnonzero(~plain), lambda rest: _distinct([given[i] for i in rest.tolist()]), unit)


def _read_texts(cells: TextColumn, unit: Unit | None) -> Cells:
    """Read a column of texts: at once where all are numbers that a float holds, else the others one by one."""
    values = cells.floats(longest=_LONGEST)
    if values is not None:
        return _all_plain(values)
    missing, marked = cells.sizes == 0, cells.ending("%")
    kinds = np.where(missing, np.int8(MISSING), np.where(marked, np.int8(PERCENT), np.int8(BARE)))
    bodies = cells.shortened(marked) if bool(marked.any()) else cells
    values = bodies.floats(longest=_LONGEST)
    if values is not None and bool((np.isnan(values) == missing).all()):
        return Cells(_unmarked(values, kinds), kinds, {})
    plain = np.flatnonzero(bodies.matching(PLAIN) & (bodies.sizes <= _LONGEST))
    values = np.full(len(cells), np.nan)
    values[plain] = bodies[plain].floats(longest=_LONGEST)
    rest = np.flatnonzero(np.isnan(values) & ~missing)
    kinds[rest] = MISSING

    def distinct(rest: NDArray[np.intp]) -> Distinct:
        texts, codes = cells[rest].distinct()
        return [(str, text) for text in texts], codes

    return _completed(_unmarked(values, kinds), kinds, rest, distinct, unit)


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


def _all_plain(values: NDArray[np.float64]) -> Cells:
    return Cells(values, np.where(np.isnan(values), MISSING, BARE).astype(np.int8), {})


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
) -> Cells:
    """Read the cells at the positions ``rest``, which are open yet: each different one once."""
    keys, codes = distinct(rest)
    readings = [parse(cell, unit) for _, cell in keys]
    proof = next((i for i, reading in enumerate(readings) if _needs_comma(keys[i], reading, unit)), None)
    if proof is not None:
        all_rest = np.sort(np.concatenate([rest, np.flatnonzero(kinds != MISSING)]))
        all_keys, all_codes = distinct(all_rest)
        with_comma = [_read_with_comma(key, unit) for key in all_keys]
        if all(_agrees(key, reading, unit) for key, reading in zip(all_keys, with_comma, strict=True)):
            proof = all_keys.index(keys[proof])
            rest, codes, readings = all_rest, all_codes, with_comma
        else:
            proof = None
    kinds[rest] = np.array([_kind(reading) for reading in readings], dtype=np.int8)[codes]
    values[rest] = np.array([float(r.value) if isinstance(r, Number) else np.nan for r in readings], dtype=np.float64)[codes]
    refused = {
        int(rest[i]): reading
        for i in np.flatnonzero(kinds[rest] == REFUSED).tolist()
        if isinstance(reading := readings[codes[i]], Refused)
    }
    first = int(rest[np.flatnonzero(codes == proof)[0]]) if proof is not None else None
    return Cells(values + 0.0, kinds, refused, first)


def _kind(reading: Reading) -> int:
    if isinstance(reading, Number):
        return _KINDS[reading.kind]
    return REFUSED if isinstance(reading, Refused) else NOT_YET if reading is Missing.NOT_YET else MISSING


def _needs_comma(key: Key, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a text is a number only if its comma is a decimal one (1,7 or 200.000.000)."""
    kind, cell = key
    if kind is not str or not isinstance(reading, Refused):
        return False
    other = swapped(cell)
    return other != cell and isinstance(parse(other, unit), Number)


def _read_with_comma(key: Key, unit: Unit | None) -> Reading:
    kind, cell = key
    reading = parse(swapped(cell) if kind is str else cell, unit)
    return parse(cell, unit) if isinstance(reading, Refused) else reading


def _agrees(key: Key, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a cell does not contradict the decimal comma: it is a number with it, or none without it either."""
    kind, cell = key
    return kind is not str or not isinstance(reading, Number) or isinstance(parse(swapped(cell), unit), Number)
