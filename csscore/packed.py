"""Texts as rectangles of bytes, one row a text: a million are laid out and sorted without a loop; it changes none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_END = ord("\n")


def packed(lines: bytes) -> NDArray[np.uint8]:
    """Return texts, each of them ended by LF, as rows of bytes filled up with NUL; shape (texts, longest text)."""
    raw = np.frombuffer(lines, dtype=np.uint8)
    sizes = np.diff(np.flatnonzero(raw == _END), prepend=-1) - 1
    width = int(sizes.max(initial=0))
    if int(sizes.min(initial=width)) == width:
        return raw.reshape(len(sizes), width + 1)[:, :width]
    rows = np.zeros((len(sizes), width), dtype=np.uint8)
    rows[np.arange(width) < sizes[:, None]] = raw[raw != _END]
    return rows


def order_of(rows: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the order of rows of bytes, and which of the ordered rows differ from the one before.

    Bytes that all rows have in common are left out; the others are sorted by twos, as numbers.
    """
    columns = [column for column in rows.T if bool((column != column[0]).any())]
    while not columns or len(columns) % 2:
        columns.append(np.zeros(len(rows), dtype=np.uint8))
    numbers = [high.astype(np.uint16) << 8 | low for high, low in zip(columns[::2], columns[1::2], strict=True)]
    order = np.lexsort(numbers[::-1])
    new = np.ones(len(rows), dtype=np.bool_)
    new[1:] = False
    for column in numbers:
        ordered = column[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    return order, new
