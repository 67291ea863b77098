"""The different cells of a column: each is read once, however many rows have it, and every row takes what hers says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_MANY: Final = 10_000
"""Cells from which pandas finds the different ones: of fewer Python does, before pandas would be loaded."""


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """A column as its different cells and, for each row, which of them it has."""

    cells: Sequence[Any]
    """In the order of appearance; None for an empty one. Some may be in no row, after rows were taken out."""
    codes: NDArray[np.intp]
    """Positions in ``cells``; shape (rows,)."""

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, rows: Any) -> Any:
        """Return the cell of one row for an int; the column of some rows for a slice, a mask or positions."""
        codes = self.codes[rows]
        return self.cells[codes] if np.ndim(codes) == 0 else Distinct(self.cells, codes)

    def tolist(self) -> list[Any]:
        """Return the cell of each row."""
        cells: list[Any] = self.spread(self.cells).tolist()
        return cells

    def spread(self, values: Sequence[Any]) -> NDArray[np.object_]:
        """Return for each row what a sequence beside ``cells`` has for hers."""
        return np.fromiter(values, dtype=object, count=len(values))[self.codes]

    def rows(self, test: Callable[[Any], bool]) -> NDArray[np.intp]:
        """Return the rows whose cells pass a test."""
        return np.flatnonzero(self.mask(test))

    def mask(self, test: Callable[[Any], bool]) -> NDArray[np.bool_]:
        """Tell which rows have cells that pass a test."""
        passed: NDArray[np.bool_] = np.fromiter(map(test, self.cells), dtype=np.bool_, count=len(self.cells))[self.codes]
        return passed

    def having(self, cell: Any) -> NDArray[np.bool_]:
        """Tell which rows have a cell, or one that equals it."""
        return np.array([own == cell for own in self.cells], dtype=np.bool_)[self.codes]

    @property
    def used(self) -> NDArray[np.intp]:
        """Return the positions in ``cells`` of those that some row has."""
        return np.flatnonzero(np.bincount(self.codes, minlength=len(self.cells)))

    @property
    def present(self) -> set[Any]:
        """Return the different cells that rows have, but for None."""
        return {self.cells[i] for i in self.used.tolist()} - {None}

    @property
    def there(self) -> NDArray[np.bool_]:
        """Tell which rows have anything."""
        return np.array([cell is not None for cell in self.cells], dtype=np.bool_)[self.codes]

    def firsts(self) -> list[tuple[int, Any]]:
        """Return the different cells that rows have, each behind the first row that has it, in their order."""
        codes, rows = np.unique(self.codes, return_index=True)
        return sorted(zip(rows.tolist(), (self.cells[code] for code in codes.tolist()), strict=True), key=lambda pair: pair[0])

    def first(self, cell: int) -> int:
        """Return the first row that has a cell, by its position in ``cells``."""
        return int(np.argmax(self.codes == cell))

    def saying(self, values: Sequence[Any]) -> Distinct:
        """Return the column with other cells in place of these; equal ones become one."""
        return self if values == self.cells else _merged(values, self.codes)

    def filled_from(self, other: Distinct) -> Distinct:
        """Return the column with the cells of another one where it has none."""
        return _merged([*self.cells, *other.cells], np.where(self.there, self.codes, other.codes + len(self.cells)))

    def paired(self, other: Distinct, make: Callable[[Any, Any], Any]) -> Distinct:
        """Return the column of what is made of the cells of this one and of another, pair by pair."""
        import pandas as pd

        codes, pairs = pd.factorize(self.codes * len(other.cells) + other.codes)
        own, others = np.divmod(pairs, len(other.cells))
        return Distinct([make(self.cells[i], other.cells[j]) for i, j in zip(own.tolist(), others.tolist(), strict=True)], codes)


def stacked(columns: Sequence[Distinct]) -> Distinct:
    """Return columns one below the other."""
    if len(columns) == 1:
        return columns[0]
    cells: list[Any] = []
    codes = [np.array([], dtype=np.intp)]
    for column in columns:
        codes.append(column.codes + len(cells))
        cells += column.cells
    return _merged(cells, np.concatenate(codes))


def _merged(cells: Sequence[Any], codes: NDArray[np.intp]) -> Distinct:
    known: dict[Any, int] = {}
    own = np.fromiter((known.setdefault(cell, len(known)) for cell in cells), dtype=np.intp, count=len(cells))
    return Distinct(cells, codes) if len(known) == len(cells) else Distinct(list(known), own[codes])


def are_texts(cells: Any) -> bool:
    """Tell whether a column (a numpy object array, or pandas' own array of strings) has texts and empty cells only."""
    return not isinstance(cells, np.ndarray) or set(map(type, cells.tolist())) <= {str, type(None)}


def distinct(cells: Any) -> Distinct:
    """Return the different cells of a column (a numpy object array, or pandas' own array of strings) in order of appearance.

    A text and an error value of the same letters are two cells, and so are 1, 1.0 and True.
    """
    if not isinstance(cells, np.ndarray) or (len(cells) > _MANY and are_texts(cells)):
        import pandas as pd

        codes, found = pd.factorize(cells, use_na_sentinel=False)
        return Distinct([cell if isinstance(cell, str) else None for cell in found.tolist()], codes)
    known: dict[tuple[type, Any], int] = {}
    codes = np.fromiter(
        (known.setdefault((type(cell), cell), len(known)) for cell in cells.tolist()), dtype=np.intp, count=len(cells)
    )
    return Distinct([cell for _, cell in known], codes)
