"""The cells of a column of a large text file, kept as Arrow text; it is indexed like the object arrays of smaller files.

Arrow's own conversions to numpy and from Python load pandas, so its buffers are looked at directly, piece by piece.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.cores import side_by_side
from csscore.exact import decimals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray


class _Piece(NamedTuple):
    """Some cells one after the other: where each begins and the last ends in their bytes of UTF-8."""

    array: Any
    offsets: NDArray[np.int64]
    data: NDArray[np.uint8]

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Tell which cells are empty."""
        return np.asarray(self.offsets[1:] == self.offsets[:-1])


class TextColumn:
    """A column of texts; an empty cell is None where cells are handed out.

    Parameters
    ----------
    chunks
        A chunked pyarrow array of ``large_string`` without nulls; no cell holds a line break.
    """

    def __init__(self, chunks: Any) -> None:
        self._chunks = chunks

    def __len__(self) -> int:
        return len(self._chunks)

    def __getitem__(self, rows: Any) -> Any:
        """Return one cell for an int, a column for a slice or an array of positions."""
        if isinstance(rows, slice):
            start, stop, _ = rows.indices(len(self))
            return TextColumn(self._chunks.slice(start, stop - start))
        if np.ndim(rows) == 0:
            return self._chunks[int(rows)].as_py() or None
        return TextColumn(self._chunks.take(_whole_numbers(np.asarray(rows, dtype=np.int64))))

    def tolist(self) -> list[str | None]:
        """Return the cells."""
        return [cell or None for cell in self._chunks.to_pylist()]

    def lines(self) -> bytes:
        """Return the cells in one, each of them ended by LF, as UTF-8."""
        return b"".join(_lines(piece).data for piece in self._pieces)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """Return how many bytes of UTF-8 each cell has."""
        return self._each(lambda piece: np.diff(piece.offsets), np.int64)

    def has(self, sign: str) -> bool:
        """Tell whether an ASCII sign is in any cell."""
        begins_ends = (
            (piece.data, int(piece.offsets[0]), int(piece.offsets[-1])) for piece in self._pieces if len(piece.offsets)
        )
        return any(bool((data[begin:end] == ord(sign)).any()) for data, begin, end in begins_ends)

    def ending(self, sign: str) -> NDArray[np.bool_]:
        """Tell which cells end in an ASCII sign."""

        def look(piece: _Piece) -> NDArray[np.bool_]:
            if not len(piece.data):
                return np.zeros(len(piece.array), dtype=np.bool_)
            last = piece.data[piece.offsets[1:] - 1]  # of an empty cell it is that of the cell before
            return np.asarray((last == ord(sign)) & ~piece.missing)

        return self._each(look, np.bool_)

    def among(self, texts: Collection[str]) -> NDArray[np.intp]:
        """Return the positions of the cells that are one of some texts."""
        encoded = [text.encode() for text in texts if text]
        begins = np.array([text[0] for text in encoded], dtype=np.uint8)
        sizes = [len(text) for text in encoded]

        def look(piece: _Piece) -> NDArray[np.bool_]:
            alike = np.isin(np.diff(piece.offsets), sizes)
            some = np.flatnonzero(alike)
            alike[some] = np.isin(piece.data[piece.offsets[some]], begins)
            return alike

        alike = np.flatnonzero(self._each(look, np.bool_))
        return np.array([row for row in alike.tolist() if self[row] in texts], dtype=np.intp)

    def matching(self, pattern: str) -> NDArray[np.bool_]:
        """Tell which cells a regular expression (RE2) fits as a whole."""
        from pyarrow import compute

        def look(piece: _Piece) -> NDArray[np.bool_]:
            found = compute.match_substring_regex(piece.array, f"^(?:{pattern})$")
            bits = np.unpackbits(np.frombuffer(found.buffers()[1], dtype=np.uint8), bitorder="little")
            return bits[found.offset : found.offset + len(found)].astype(np.bool_)

        return self._each(look, np.bool_)

    def floats(self, *, longest: int) -> NDArray[np.float64] | None:
        """Return the numbers that all cells are, NaN for an empty one.

        None where a cell is no number, has more than ``longest`` bytes or is beyond what a quantity is (`decimals.usual`).
        """
        found = np.empty(len(self))
        at = 0
        for values in side_by_side(lambda piece: _floats(piece, longest), self._pieces, rows=len(self)):
            if values is None:
                return None
            found[at : at + len(values)] = values
            at += len(values)
        return found

    def shortened(self, rows: NDArray[np.bool_]) -> TextColumn:
        """Return the column without the last sign of some cells, an ASCII one."""
        import pyarrow as pa

        pieces, at = [], 0
        for piece in self._pieces:
            here = rows[at : at + len(piece.array)]
            at += len(here)
            begin, end = piece.offsets[0], piece.offsets[-1]
            kept = np.ones(end - begin, dtype=np.bool_)
            kept[piece.offsets[1:][here] - 1 - begin] = False
            offsets = np.concatenate([[0], np.cumsum(np.diff(piece.offsets) - here)])
            pieces.append(_texts(offsets, piece.data[begin:end][kept]))
        return TextColumn(pa.chunked_array(pieces, type=pa.large_string()))

    def distinct(self) -> tuple[list[str | None], NDArray[np.intp]]:
        """Return the different cells in order of appearance, and for each cell which it is."""
        encoded = self._chunks.combine_chunks().dictionary_encode()
        codes = np.frombuffer(encoded.indices.buffers()[1], dtype=np.int32)[encoded.offset : encoded.offset + len(encoded)]
        return [text or None for text in encoded.dictionary.to_pylist()], codes.astype(np.intp)

    @cached_property
    def _pieces(self) -> list[_Piece]:
        pieces = []
        for array in self._chunks.chunks:
            _, offsets, data = array.buffers()
            numbers = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
            pieces.append(_Piece(array, numbers, np.frombuffer(data or b"", dtype=np.uint8)))
        return pieces

    def _each(self, look: Callable[[_Piece], NDArray[Any]], kind: Any) -> NDArray[Any]:
        """Return what is found in each piece, in one array; pieces fit the processor's cache."""
        found = np.empty(len(self), dtype=kind)
        at = 0
        for piece in self._pieces:
            found[at : at + len(piece.array)] = look(piece)
            at += len(piece.array)
        return found


def _lines(piece: _Piece) -> NDArray[np.uint8]:
    begin, ends = piece.offsets[0], piece.offsets[1:]
    text = np.ones(piece.offsets[-1] - begin + len(ends), dtype=np.bool_)
    text[ends - begin + np.arange(len(ends))] = False
    lines = np.full(len(text), ord("\n"), dtype=np.uint8)
    lines[text] = piece.data[begin : piece.offsets[-1]]
    return lines


def _floats(piece: _Piece, longest: int) -> NDArray[np.float64] | None:
    import pyarrow as pa

    sizes, array = np.diff(piece.offsets), piece.array
    if int(sizes.max(initial=0)) > longest:
        return None
    missing = sizes == 0
    gaps = bool(missing.any())
    if gaps:
        array = _texts(piece.offsets, piece.data, ~missing)
    try:
        cast = array.cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    values = np.frombuffer(cast.buffers()[1], dtype=np.float64)[cast.offset : cast.offset + len(cast)] + 0.0
    if gaps:
        values[missing] = 0.0
    if not decimals.usual(values):
        return None
    if gaps:
        values[missing] = np.nan
    return values


def _whole_numbers(values: NDArray[np.int64]) -> Any:
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def _texts(offsets: NDArray[np.int64], data: NDArray[np.uint8], present: NDArray[np.bool_] | None = None) -> Any:
    import pyarrow as pa

    bits = None if present is None else pa.py_buffer(np.packbits(present, bitorder="little"))
    return pa.Array.from_buffers(pa.large_string(), len(offsets) - 1, [bits, pa.py_buffer(offsets), pa.py_buffer(data)])
