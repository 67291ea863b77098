"""Frames and parquet files as grids whose first row is the header; it never changes a value, only its Python type."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact import decimals
from csscore.problems import ROW, Place, Problems
from csscore.read.grid import Grid
from csscore.words import Words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def grid_of_frame(frame: pd.DataFrame, name: str) -> Grid:
    """Return a frame as a grid.

    Parameters
    ----------
    frame
        Any frame; levels of the index that have a name become columns, before the others.
    name
        What the frame is called in messages.

    Returns
    -------
    Grid
        Row 0 is the header. NaN, NA, NaT, None and '' become None; numbers, booleans, dates and times become Python's own.
    """
    levels = [(number, level) for number, level in enumerate(frame.index.names) if level is not None]
    columns = [_column(level, frame.index.get_level_values(number).to_series()) for number, level in levels]
    columns += [_column(label, frame.iloc[:, position]) for position, label in enumerate(frame.columns)]
    return Grid(name, None, columns)


def parquet_grid(data: bytes, path: str, problems: Problems) -> Grid | None:
    """Read a parquet file; None after an error was recorded (pyarrow is missing, the file is damaged)."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        problems.add("D121", Place(path))
        return None
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError) as error:
        text = str(error).splitlines()[0][:200]
        problems.add("D108", Place(path), reason=Words(f"解析时出错（“{text}”）", text))
        return None
    while any(pa.types.is_struct(kind) for kind in table.schema.types):
        table = table.flatten()  # a field is named after its struct: reply.seconds
    grid = grid_of_frame(table.to_pandas(integer_object_nulls=True, ignore_metadata=_has_no_index(table)), path)
    grid.placed = lambda row, _: Place(path, cell=f"{ROW}{row}" if row else None)  # as wherever rows lie in tables
    return grid


def _has_no_index(table: Any) -> bool:
    """Tell whether pandas has nothing to say about the columns of a file: a flattened one has others than it was told."""
    return not table.schema.pandas_metadata


def _column(label: object, cells: pd.Series[Any]) -> Any:
    """Return one column with its label on top, as Python objects."""
    column = np.empty(len(cells) + 1, dtype=object)
    column[0] = " ".join(map(str, label)) if isinstance(label, tuple) else label if isinstance(label, (str, int)) else str(label)
    if cells.dtype in (np.float32, np.float16):
        column[1:] = _shortest(cells.to_numpy())
    else:
        column[1:] = cells.astype(object).to_numpy()
    column[1:][cells.isna().to_numpy()] = None
    if cells.dtype.kind not in "iufb":
        column[1:] = [plain_cell(cell) for cell in column[1:]]
    return column


def _shortest(cells: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return floats of 32 or 16 bits as the shortest decimals that denote them: 4.2 was written, not 4.199999809."""
    return cells.astype(str).astype(np.float64)


def plain_cell(cell: object) -> object:
    """Return a cell as a grid holds it: Python's own types, an empty text as None, a decimal too long for a float as text."""
    if isinstance(cell, str):
        return str(cell) or None
    if isinstance(cell, Decimal):
        return float(cell) if len(cell.as_tuple().digits) <= decimals.DIGITS else format(cell, "f")
    if isinstance(cell, np.generic):
        return cell.item()
    if isinstance(cell, dt.datetime) and hasattr(cell, "to_pydatetime"):
        return cell.to_pydatetime(warn=False)
    if isinstance(cell, dt.timedelta) and hasattr(cell, "to_pytimedelta"):
        return cell.to_pytimedelta()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace") or None
    if cell is None or isinstance(cell, (bool, int, float, dt.date, dt.time, dt.timedelta)):
        return cell
    return str(cell)
