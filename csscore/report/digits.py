"""Exact numbers and texts as columns of machine words: a million rows without a loop over cells; it rounds nothing.

A column of a block of rows becomes `Strip`s: in each row one word of bytes, of which the NUL bytes are not written. Strips
side by side, with a comma between columns and a line end, squeezed of their NUL bytes, are the rows of a csv file. Figures
come out of tables, four at a time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, value_text
from csscore.packed import packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Words = NDArray[Any]

_GROUP: Final = 10_000
"""What the figures of one word count up to."""
_CERTAIN: Final = 1e15
"""Below it, a whole number of decimal units and the float nearest to them determine each other."""
_PIECE: Final = 1 << 12
"""Rows that are put together at once: so many fit the processor's cache."""
_GLANCE: Final = 64
"""Rows to try first: most decimals that don't suit all don't suit these."""


class Strip(NamedTuple):
    """A piece of a column: one word in each row, shape (rows,), of which only the first ``width`` bytes may hold anything."""

    words: Words
    width: int


def fixed_strips(units: NDArray[np.int64], digits: int, *, least: int | None = None) -> list[Strip]:
    """Write a fixed column as decimal text; `MISSING` is empty.

    Parameters
    ----------
    units
        Counts of the decimal unit, shape (rows,).
    digits
        Decimals.
    least
        Trailing zeros are dropped down to so many decimals; None keeps them all.
    """
    missing = units == MISSING
    gaps = bool(missing.any())
    size = np.where(missing, 0, units) if gaps else units
    strips = []
    if int(size.min(initial=0)) < 0:
        strips.append(Strip(np.where(size < 0, np.uint8(ord("-")), np.uint8(0)), 1))
        size = np.abs(size)
    whole = size // 10**digits
    strips += _whole(whole)
    if digits:
        strips += _decimals(size - whole * 10**digits, digits, digits if least is None else least)
    return [Strip(np.where(missing, words.dtype.type(0), words), width) for words, width in strips] if gaps else strips


def float_strips(values: NDArray[np.float64], *, least: int = 0) -> list[Strip]:
    """Write a canonical column as plain decimal text, with at least so many decimals; NaN is empty.

    A canonical float is the one nearest to its decimal, so ``units / 10**digits == value`` proves the units. Rows that no
    such proof covers (very large beside very small) are written one by one, in a strip of their own.
    """
    missing = np.isnan(values)
    gaps = bool(missing.any())
    proven, units, digits = _as_fixed(np.where(missing, 0.0, values) if gaps else values, least)
    certain = bool(proven.all())
    if gaps or not certain:
        units = np.where(missing | ~proven, MISSING, units)
    strips = fixed_strips(units, digits, least=least)
    if not certain:
        rest = [b""] * len(values)
        for row in np.flatnonzero(~proven).tolist():
            rest[row] = value_text(float(values[row]), least_digits=least).encode()
        strips.append(text_strip(rest))
    return strips


def _as_fixed(values: NDArray[np.float64], least: int) -> tuple[NDArray[np.bool_], NDArray[np.int64], int]:
    """Return which rows are exact decimals of so many digits, their units, and the digits: the first that suit all, or most."""
    choice = (least, *(more for more in (2, 4, 8, 12, 13) if more > least))
    for digits in choice:
        if bool(_proof(values[:_GLANCE], digits)[0].all()):
            proven, units = _proof(values, digits)
            if bool(proven.all()):
                return proven, units.astype(np.int64), digits
    digits = max(choice, key=lambda digits: int(np.count_nonzero(_proof(values, digits)[0])))
    proven, units = _proof(values, digits)
    return proven, np.where(proven, units, 0.0).astype(np.int64), digits


def _proof(values: NDArray[np.float64], digits: int) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    power = 10.0**digits
    units = np.rint(values * power)
    return (units / power == values) & (np.abs(units) < _CERTAIN), units


def text_strip(cells: Sequence[bytes]) -> Strip:
    """Lay out texts that are ready to be written; they hold no NUL byte."""
    rows = np.array(cells, dtype=np.bytes_)
    return packed_strip(rows.view(np.uint8).reshape(len(cells), rows.itemsize))


def lines_strip(lines: bytes) -> Strip:
    """Lay out texts that are ready to be written, each of them ended by LF; they hold no other LF and no NUL byte."""
    return packed_strip(packed(lines))


def packed_strip(rows: NDArray[np.uint8]) -> Strip:
    """Return texts as `packed` gives them, ready to be written, as a strip; shape (rows, width)."""
    count, width = rows.shape
    return Strip(np.ascontiguousarray(rows).view(f"V{width}").ravel() if width else np.zeros(count, dtype=np.uint8), width)


def rows_of(columns: Sequence[Sequence[Strip]]) -> list[memoryview]:
    """Return the bytes of the rows, commas between the columns and LF at the end, in pieces that a binary file writes.

    A column is one strip, or several side by side.
    """
    placed: list[tuple[int, Words]] = []
    ends = []
    at = stride = 0
    for strips in columns:
        for strip in strips:
            placed.append((at, strip.words))
            stride = max(stride, at + strip.words.itemsize)
            at += strip.width
        ends.append(at)
        at += 1
    stride = max(stride, at)
    height = len(placed[0][1])
    written = np.empty(min(height, _PIECE) * stride, dtype=np.uint8)
    pieces = []
    for top in range(0, height, _PIECE):
        count = min(_PIECE, height - top)
        written[:] = 0
        # from left to right, each strip lies over the bytes that the one before it does not need
        for start, words in placed:
            np.ndarray(count, words.dtype, written, start, (stride,))[:] = words[top : top + count]
        for end in ends[:-1]:
            written[end::stride] = ord(",")
        written[ends[-1] :: stride] = ord("\n")
        rows = written[: count * stride]
        pieces.append(rows[rows != 0].data)
    return pieces


def row_texts(strips: Sequence[Strip]) -> list[str | None]:
    """Return the rows as texts; None where nothing is written."""
    return [row or None for row in b"".join(rows_of([strips])).decode().split("\n")[:-1]]


def _whole(size: NDArray[np.int64]) -> list[Strip]:
    """Write whole numbers that are not negative, without leading zeros."""
    strips: list[Strip] = []
    largest = int(size.max(initial=0))
    table = _leading(least=1)
    while largest >= _GROUP:
        higher = size // _GROUP
        strips.append(Strip(table[size - higher * _GROUP + _GROUP * (higher > 0)], 4))
        size, largest, table = higher, largest // _GROUP, _leading(least=0)
    strips.append(Strip(table[size], len(str(largest))))
    return strips[::-1]


def _decimals(rest: NDArray[np.int64], digits: int, least: int) -> list[Strip]:
    """Write a point and ``digits`` decimals, of which trailing zeros are dropped down to ``least``."""
    strips: list[Strip] = []
    more: NDArray[np.bool_] | None = None  # whether anything but zeros follows
    for at in range((digits - 1) // 4 * 4, -1, -4):
        count = min(4, digits - at)
        higher = rest // 10**count
        group = rest - higher * 10**count
        table = _trailing(count, min(count, max(0, least - at)), point=at == 0)
        strips.append(Strip(table[group if more is None else group + 10**count * more], count + (at == 0)))
        more = group > 0 if more is None else more | (group > 0)
        rest = higher
    return strips[::-1]


@cache
def _leading(*, least: int) -> Words:
    """Return the texts of 0 to 9999 without leading zeros but ``least`` figures, and then those with all four figures."""
    full, numbers = _figures(4), np.arange(_GROUP)
    short = np.zeros_like(full)
    for count in range(least, 5):  # figures
        who = (numbers < 10**count) & (numbers >= (10 ** (count - 1) if count > least else 0))
        short[who, :count] = full[who, 4 - count :]
    return np.concatenate([_packed(short), _packed(full)])


@cache
def _trailing(count: int, least: int, *, point: bool) -> Words:
    """Return texts of ``count`` decimals without trailing zeros beyond ``least``, and then those with all of them.

    With a point in front, unless nothing stands behind it.
    """
    full, numbers = _figures(count), np.arange(10**count)
    short = full.copy()
    for place in range(least, count):
        short[numbers % 10 ** (count - place) == 0, place] = 0
    if point:
        dots = np.full((len(full), 1), ord("."), dtype=np.uint8)
        short = np.concatenate([np.where(short[:, :1] == 0, np.uint8(0), dots), short], axis=1)
        full = np.concatenate([dots, full], axis=1)
    return np.concatenate([_packed(short), _packed(full)])


def _figures(count: int) -> NDArray[np.uint8]:
    """Return the figures of all numbers of so many figures, with leading zeros; shape (10^count, count)."""
    numbers = np.arange(10**count)
    places = [numbers // 10**place % 10 + ord("0") for place in range(count - 1, -1, -1)]
    return np.stack(places, axis=1).astype(np.uint8)


def _packed(texts: NDArray[np.uint8]) -> Words:
    """Return texts of up to eight bytes as machine words."""
    rows, width = texts.shape
    size = 4 if width <= 4 else 8
    words = np.zeros((rows, size), dtype=np.uint8)
    words[:, :width] = texts
    return words.view(f"u{size}").ravel()
