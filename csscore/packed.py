"""Texts as rectangles of bytes, one row a text: a million are laid out and sorted without a loop; it changes none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROOM: Final = 1 << 28
"""Bytes that packed texts may take: one very long text among a million short ones would fill the memory."""
_END: Final = ord("\n")


class Texts(Protocol):  # noqa: PLW1641 - arrays have no hash either
    """A column of texts: an object array, or `PackedTexts`."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def __getitem__(self, at: Any, /) -> Any:
        """Return one text for an int; a column for a slice, a mask or positions."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Yield the texts."""
        ...

    def __contains__(self, text: Any, /) -> bool:
        """Tell whether a text is among them."""
        ...

    def __array__(self) -> NDArray[Any]:
        """Return an object array."""
        ...

    def __eq__(self, other: object, /) -> Any:
        """Compare one by one, with one text or with as many."""
        ...

    def __ne__(self, other: object, /) -> Any:
        """Compare one by one."""
        ...

    @property
    def dtype(self) -> np.dtype[Any]:
        """Return the type of the object array that this is or becomes."""
        ...

    def tolist(self) -> Any:
        """Return the texts."""
        ...


class PackedTexts:  # noqa: PLW1641 - arrays have no hash either
    """A million texts without a million objects: it is indexed like an object array and becomes one only where it must.

    Parameters
    ----------
    rows
        The texts as `packed` gives them: UTF-8, filled up with NUL. Shape (texts, longest text).
    """

    dtype = np.dtype(object)

    def __init__(self, rows: NDArray[np.uint8]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: Any) -> Any:
        """Return one text for an int; a column for a slice, a mask or positions."""
        if isinstance(at, slice):
            return PackedTexts(self.rows[at])
        if np.ndim(at) == 0:
            return bytes(self.rows[at]).rstrip(b"\0").decode("utf-8", "surrogatepass")
        chosen = np.asarray(at)
        positions = np.flatnonzero(chosen) if chosen.dtype == bool else chosen.astype(np.intp)
        return PackedTexts(self.rows.take(positions, axis=0))

    def __iter__(self) -> Iterator[str]:
        return iter(self.tolist())

    def __contains__(self, text: Any) -> bool:
        return bool((self == text).any())

    def __array__(self, dtype: Any = None, *, copy: bool | None = None) -> NDArray[Any]:
        """Return an object array."""
        return np.array(self.tolist(), dtype=object)

    def __eq__(self, other: object) -> Any:
        """Compare one by one, with one text or with as many."""
        if other is None:
            return np.zeros(len(self), dtype=np.bool_)
        if isinstance(other, PackedTexts):
            rows = other.rows
        elif isinstance(other, str):
            rows = np.frombuffer(other.encode("utf-8", "surrogatepass"), dtype=np.uint8)[None]
        else:
            return np.asarray(self) == other
        both = min(rows.shape[1], self.rows.shape[1])
        rests = ((some[:, both:] == 0).all(axis=1) for some in (self.rows, rows))
        return np.logical_and.reduce([(self.rows[:, :both] == rows[:, :both]).all(axis=1), *np.broadcast_arrays(*rests)])

    def __ne__(self, other: object) -> Any:
        """Compare one by one."""
        return ~(self == other)

    def tolist(self) -> list[str]:
        """Return the texts."""
        return self.lines().split("\n")[:-1]

    def lines(self) -> str:
        """Return the texts in one, each of them ended by LF."""
        count, width = self.rows.shape
        ended = np.empty((count, width + 1), dtype=np.uint8)
        ended[:, :width] = self.rows
        ended[:, width] = _END
        return bytes(ended[ended != 0]).decode("utf-8", "surrogatepass")


def fits(count: int, longest: int) -> bool:
    """Tell whether so many texts of so many bytes are worth packing."""
    return count * longest <= ROOM


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
