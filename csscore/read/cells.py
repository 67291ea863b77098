"""Reads the cells of a column one by one; it decides only what the decimal comma needs.

Plain decimals are recognised and converted all at once; of everything else each different cell is read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact import decimals
from csscore.patterns import pattern
from csscore.read.amounts import amount, counted, swapped
from csscore.read.distinct import Distinct, are_texts, distinct
from csscore.read.grammar import Missing, Number, Refused, narrowed, parse
from csscore.read.marks import stance, stance_of_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.read.currencies import Codes
    from csscore.read.marks import Mark, Stance
    from csscore.read.requirements import Unit

    Reading = Number | Missing | Refused

MISSING, BARE, PERCENT, DURATION, CLOCK, REFUSED, NOT_YET = range(7)
_KINDS: Final = {"plain": BARE, "percent": PERCENT, "duration": DURATION, "clock": CLOCK}
_PLAIN_TEXT: Final = pattern(r"-?(?:[0-9]{1,15}|[0-9]{1,11}\.[0-9]{1,4}|[0-9]{1,3}\.[0-9]{1,12})")
"""Decimals of at most 15 digits, as nearly all are; others are numbers, too, and read one by one."""
_HEAD: Final = 1000
"""Cells that are looked at first: nearly always they prove the decimal mark."""
_NO_DIGITS: Final = dict.fromkeys(map(ord, "0123456789., "))


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
    unlike: tuple[int, int] | None = None
    """The first cell that counts one thing (3人), and the first that counts another (12次)."""


class _Plain(NamedTuple):
    """The plain numbers of a column."""

    values: NDArray[np.float64]
    """NaN where a cell is anything else."""
    stance: Stance | None
    """What those that are texts prove about the decimal mark."""
    open_mark: int
    """The first of them that is open, if all that have a mark are."""


def read_cells(cells: Any, unit: Unit | None, mark: Mark | None = None) -> Cells:
    """Read each cell of a column.

    Parameters
    ----------
    cells, unit
        The column, as `csscore.read.grid.Grid` holds it, and what its numbers are.
    mark
        The decimal mark of its texts, where something beside the column tells it.
    """
    plain = _plain(cells)
    values, kinds = plain.values, np.where(np.isnan(plain.values), MISSING, BARE).astype(np.int8)
    rest = np.flatnonzero(kinds == MISSING)
    known = distinct(cells[rest])
    readings = [parse(cell, unit) for cell in known.cells]
    comma, open_mark = None, None
    if mark == "comma" or (mark is None and any(_needs_comma(*pair, unit) for pair in zip(known.cells, readings, strict=True))):
        whole = known if plain.stance is None else distinct(cells)
        with_comma = [parse(swapped(cell) if type(cell) is str else cell, unit) for cell in whole.cells]
        if mark == "comma" or all(_agrees(cell, reading, unit) for cell, reading in zip(whole.cells, with_comma, strict=True)):
            rest = rest if whole is known else np.arange(len(values))
            known, readings = whole, with_comma
            comma = next((i for i, cell in enumerate(known.cells) if type(cell) is str and _takes_comma(cell, unit)), None)
    elif mark is None and plain.stance != "point":
        open_mark = _open_mark(known, rest, plain, unit)
    kinds[rest] = np.array([_kind(reading) for reading in readings], dtype=np.int8)[known.codes]
    values[rest] = np.array([float(r.value) if isinstance(r, Number) else np.nan for r in readings], dtype=np.float64)[
        known.codes
    ]
    refused = {
        int(rest[i]): reading
        for i in np.flatnonzero(kinds[rest] == REFUSED).tolist()
        if isinstance(reading := readings[known.codes[i]], Refused)
    }
    signs, things = _borne(known.cells, readings)

    def at(i: int) -> int:
        return int(rest[known.first(i)])

    borne = tuple((at(i), sign) for sign, i in signs.items())
    places = sorted(at(i) for i in things.values())
    unlike = (places[0], places[1]) if len(places) > 1 else None
    return Cells(values + 0.0, kinds, refused, None if comma is None else at(comma), open_mark, borne, unlike)


def _plain(cells: Any) -> _Plain:
    """Convert the cells that are numbers, or texts that are plain decimals of at most 15 digits."""
    values = np.full(len(cells), np.nan)
    texts, kind = np.arange(len(cells)), np.float64 if isinstance(cells, np.ndarray) else "double[pyarrow]"
    if not are_texts(cells):
        types = [type(cell) for cell in cells.tolist()]
        if set(types) <= {float, int}:
            return _Plain(_numbers(cells.tolist()), None, -1)
        texts = np.array([i for i, kind in enumerate(types) if kind is str], dtype=np.intp)
        typed = np.array([i for i, kind in enumerate(types) if kind is float or kind is int], dtype=np.intp)
        values[typed] = _numbers(cells[typed].tolist())
    if not len(texts):
        return _Plain(values, None, -1)
    written = cells if len(texts) == len(cells) else cells[texts]
    plain = _are_plain(written)
    found, texts = (written, texts) if bool(plain.all()) else (written[plain], texts[plain])
    values[texts] = np.asarray(found.astype(kind))
    own, first = stance_of_plain(found[:_HEAD].tolist())
    if own != "point" and len(texts) > _HEAD:
        different = distinct(found)
        own, first = stance_of_plain(different.cells)
        first = different.first(first)
    return _Plain(values, own, int(texts[first]) if own == "either" else -1)


def _are_plain(texts: Any) -> NDArray[np.bool_]:
    """Tell which texts are plain decimals."""
    if isinstance(texts, np.ndarray):  # pandas looks at Python's texts one by one, too, and takes three times as long
        return np.array([text is not None and _PLAIN_TEXT.fullmatch(text) is not None for text in texts.tolist()], dtype=np.bool_)
    import pandas as pd

    plain: NDArray[np.bool_] = pd.Series(texts, dtype=texts.dtype).str.fullmatch(_PLAIN_TEXT.pattern, na=False).to_numpy(np.bool_)
    return plain


def _numbers(given: list[float | int]) -> NDArray[np.float64]:
    """Convert numbers at the digits that spreadsheets show; all NaN if one of them is beyond what a quantity is."""
    try:
        values = np.array(given, dtype=np.float64)
    except OverflowError:
        return np.full(len(given), np.nan)
    return decimals.as_shown(values) if decimals.usual(values) else np.full(len(given), np.nan)


def _open_mark(known: Distinct, rest: NDArray[np.intp], plain: _Plain, unit: Unit | None) -> int | None:
    """Return the first cell that may be two numbers; None where a cell proves the decimal point."""
    stances = [stance(cell, unit) if type(cell) is str else None for cell in known.cells]
    if "point" in stances:
        return None
    if "either" in stances:
        return int(rest[known.first(stances.index("either"))])
    return plain.open_mark if plain.stance == "either" else None


def _borne(cells: Sequence[Any], readings: Sequence[Reading]) -> tuple[dict[Codes, int], dict[str, int]]:
    """Return the different signs of currencies among cells, and what they say that they count, each with the first that bears it.

    An amount of money counts another thing than 12次 does.
    """
    found: dict[Codes, int] = {}
    things: dict[str, int] = {}
    seen: set[str] = set()
    for i, (cell, reading) in enumerate(zip(cells, readings, strict=True)):
        if type(cell) is str and isinstance(reading, Number) and reading.kind == "plain":
            around = cell.translate(_NO_DIGITS)
            if around in seen:
                continue
            seen.add(around)
            taken = amount(narrowed(cell)) or amount(swapped(narrowed(cell)))
            if taken is not None and taken.currency:
                found.setdefault(taken.currency, i)
            thing = "money" if taken is not None and taken.currency else counted(taken.unit) if taken is not None else ""
            if thing:
                things.setdefault(thing, i)
    return found, things


def _kind(reading: Reading) -> int:
    if isinstance(reading, Number):
        return _KINDS[reading.kind]
    return REFUSED if isinstance(reading, Refused) else NOT_YET if reading is Missing.NOT_YET else MISSING


def _needs_comma(cell: Any, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a text is a number only if its comma is a decimal one (1,7 or 200.000.000)."""
    return type(cell) is str and isinstance(reading, Refused) and _takes_comma(cell, unit)


def _takes_comma(text: str, unit: Unit | None) -> bool:
    """Tell whether a text has a mark and is a number with a decimal comma."""
    other = swapped(text)
    return other != text and isinstance(parse(other, unit), Number)


def _agrees(cell: Any, reading: Reading, unit: Unit | None) -> bool:
    """Tell whether a cell does not contradict the decimal comma: it is a number with it, or none without it either."""
    return type(cell) is not str or isinstance(reading, Number) or not isinstance(parse(cell, unit), Number)
