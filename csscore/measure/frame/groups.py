"""Rows by element, with pandas: how many, which first, sums, extremes, what is different; exact, whatever their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from csscore.exact.grouping import whole_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pandas.core.groupby import DataFrameGroupBy

    from csscore.measure.aggregates import Codes, Counts


class Groups:
    """Rows by element.

    Parameters
    ----------
    codes
        The element of each row, from 0. Shape (rows,).
    size
        How many elements there are.
    """

    def __init__(self, codes: Codes, size: int) -> None:
        self.codes = codes
        self.size = size

    def counts(self) -> Counts:
        """Return how many rows each element has."""
        return np.bincount(self.codes, minlength=self.size).astype(np.int64, copy=False)

    def first(self, positions: Codes) -> Counts:
        """Return the first of the positions of each element's rows; -1 without one."""
        return self._all(pd.Series(positions).groupby(self.codes).min(), -1)

    def sums(self, units: NDArray[Any]) -> NDArray[Any]:
        """Return the sums of whole numbers; pandas would wrap silently, so there is a proven bound, else Python integers."""
        return whole_sums(units, self.codes, self.size)

    def least(self, units: NDArray[Any]) -> NDArray[Any]:
        """Return the smallest whole number of each element; 0 without a row."""
        return self._all(pd.Series(units).groupby(self.codes).min(), 0)

    def greatest(self, units: NDArray[Any]) -> NDArray[Any]:
        """Return the largest whole number of each element; 0 without a row."""
        return self._all(pd.Series(units).groupby(self.codes).max(), 0)

    def different(self, columns: Sequence[NDArray[Any]]) -> pd.DataFrame:
        """Return the different combinations of columns of each element; rows without one are passed over.

        Returns
        -------
        ``element``, ``0``, ``1`` … for the columns, and ``count``, ordered by all of them.
        """
        return self._by(columns).size().rename("count").reset_index()

    def distinct(self, texts: NDArray[np.object_]) -> Counts:
        """Return how many different texts each element has; nothing is none of them."""
        keys, _ = pd.factorize(texts)
        pairs = pd.DataFrame({"element": self.codes, "key": keys})[keys >= 0].drop_duplicates()
        return Groups(pairs["element"].to_numpy(), self.size).counts()

    def which(self, columns: Sequence[NDArray[Any]]) -> Codes:
        """Return which of the `different` combinations each row is; none of the columns may lack anything. Shape (rows,)."""
        which: Codes = self._by(columns).ngroup().to_numpy().astype(np.intp)
        return which

    def _by(self, columns: Sequence[NDArray[Any]]) -> DataFrameGroupBy[Any, Any]:
        several = {str(at): pd.Series(column, dtype=column.dtype) for at, column in enumerate(columns)}
        frame = pd.DataFrame({"element": self.codes, **several})
        return frame.groupby(list(frame.columns), sort=True)

    def _all(self, found: pd.Series[Any], nothing: int) -> NDArray[Any]:
        """Return a column over all elements, from one over those that have rows."""
        values = found.to_numpy()
        column = np.full(self.size, nothing, dtype=values.dtype)
        column[found.index.to_numpy()] = values
        return column
