"""Exact numbers and texts as rectangles of bytes: a million rows without a loop over cells; it rounds nothing.

Each column of a block of rows becomes a `Strip`: a rectangle of bytes and a mask of those that are written. Strips side by
side, flattened row by row and masked, are the rows of a csv file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.fixed import MISSING, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FOURS: Final = np.frombuffer(b"".join(b"%04d" % number for number in range(10_000)), dtype=np.uint32)
"""The four digits of 0 to 9999, as one word each."""
_POWERS: Final = 10 ** np.arange(19, dtype=np.int64)
_CERTAIN: Final = 1e15
"""Below it, a whole number of decimal units and the float nearest to them determine each other."""


class Strip(NamedTuple):
    """One column of a block: bytes of shape (rows, width) and which of them are written."""

    bytes: NDArray[np.uint8]
    keep: NDArray[np.bool_]


def fixed_strip(units: NDArray[np.int64], digits: int, *, least: int | None = None) -> Strip:
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
    size = np.abs(np.where(missing, 0, units))
    width = max(len(str(int(size.max(initial=0)))), digits + 1)
    whole = width - digits
    written = np.empty((len(units), 2 + width if digits else 1 + width), dtype=np.uint8)
    keep = np.ones(written.shape, dtype=np.bool_)
    figures = _figures(size, width)
    written[:, 0] = ord("-")
    keep[:, 0] = units < 0
    written[:, 1 : 1 + whole] = figures[:, :whole]
    for place in range(whole - 1):
        np.greater_equal(size, _POWERS[width - 1 - place], out=keep[:, 1 + place])
    if digits:
        written[:, 1 + whole] = ord(".")
        written[:, 2 + whole :] = figures[:, whole:]
        if least is not None:
            _drop_zeros(keep[:, 1 + whole :], size, digits, least)
    if bool(missing.any()):
        keep[missing] = False
    return Strip(written, keep)


def float_strips(values: NDArray[np.float64], *, least: int = 0) -> list[Strip]:
    """Write a canonical column as plain decimal text, with at least so many decimals; NaN is empty.

    A canonical float is the one nearest to its decimal, so ``units / 10**digits == value`` proves the units. Rows that no
    such proof covers (very large beside very small) are written one by one, in a strip of their own.
    """
    missing = np.isnan(values)
    plain = np.where(missing, 0.0, values)
    proven, units, digits = _as_fixed(plain, least)
    strips = [fixed_strip(np.where(missing | ~proven, MISSING, units), digits, least=least)]
    if not proven.all():
        rest = [b""] * len(values)
        for row in np.flatnonzero(~proven).tolist():
            rest[row] = value_text(float(values[row]), least_digits=least).encode()
        strips.append(text_strip(rest))
    return strips


def _as_fixed(values: NDArray[np.float64], least: int) -> tuple[NDArray[np.bool_], NDArray[np.int64], int]:
    """Return which rows are exact decimals of so many digits, their units, and the digits: the first that suit all, or most."""
    best: tuple[int, NDArray[np.bool_], NDArray[np.int64], int] | None = None
    for digits in (least, *(more for more in (2, 4, 8, 12, 13) if more > least)):
        units = np.rint(values * 10.0**digits)
        proven = (np.abs(units) < _CERTAIN) & (units / 10.0**digits == values)
        count = int(np.count_nonzero(proven))
        if best is None or count > best[0]:
            best = count, proven, np.where(proven, units, 0.0).astype(np.int64), digits
        if count == len(values):
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    return best[1], best[2], best[3]


def text_strip(cells: Sequence[bytes]) -> Strip:
    """Lay out texts that are ready to be written; they hold no NUL byte."""
    packed = np.array(cells, dtype=np.bytes_)
    written = packed.view(np.uint8).reshape(len(packed), packed.dtype.itemsize) if len(packed) else np.empty((0, 0), np.uint8)
    return Strip(written, written != 0)


def rows_of(columns: Sequence[Sequence[Strip]]) -> Any:
    """Return the bytes of the rows, commas between the columns and LF at the end, as something a binary file writes.

    A column is one strip, or several of which each row keeps bytes of one.
    """
    height = len(columns[0][0].bytes)
    width = sum(strip.bytes.shape[1] for strips in columns for strip in strips) + len(columns)
    written = np.empty((height, width), dtype=np.uint8)
    keep = np.ones((height, width), dtype=np.bool_)
    ends = []
    at = 0
    for strips in columns:
        for strip in strips:
            after = at + strip.bytes.shape[1]
            written[:, at:after] = strip.bytes
            keep[:, at:after] = strip.keep
            at = after
        ends.append(at)
        at += 1
    written[:, ends[:-1]] = ord(",")
    written[:, -1] = ord("\n")
    return np.compress(keep.ravel(), written.ravel()).data


def row_texts(strips: Sequence[Strip]) -> list[str | None]:
    """Return the rows as texts; None where nothing is written."""
    return [row or None for row in bytes(rows_of([strips])).decode().split("\n")[:-1]]


def _figures(size: NDArray[np.int64], width: int) -> NDArray[np.uint8]:
    """Return the decimal figures of whole numbers, shape (rows, width), with leading zeros."""
    groups = -(-width // 4)
    words = np.empty((len(size), groups), dtype=np.uint32)
    rest = size
    for group in range(groups - 1, 0, -1):
        higher = rest // 10_000
        words[:, group] = _FOURS[rest - higher * 10_000]
        rest = higher
    words[:, 0] = _FOURS[rest]
    return words.view(np.uint8).reshape(len(size), 4 * groups)[:, 4 * groups - width :]


def _drop_zeros(keep: NDArray[np.bool_], size: NDArray[np.int64], digits: int, least: int) -> None:
    """Unmark trailing zeros; ``keep`` covers the point and the decimals."""
    for place in range(least, digits):
        np.not_equal(size % _POWERS[digits - place], 0, out=keep[:, 1 + place])
    if least == 0:
        keep[:, 0] = keep[:, 1]
