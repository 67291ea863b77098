"""A `Result` as a pandas frame: the columns of the csv, every number exact; it computes none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from csscore.arguments import checked
from csscore.report.view import payroll

if TYPE_CHECKING:
    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang


@checked()
def frame(result: Result, *, lang: Lang = "zh") -> pd.DataFrame:
    """Return one row an agent, with pay lines and reasons in a language."""
    return pd.DataFrame({column.key: _cells(column) for column in payroll(result, lang)})


def _cells(column: Column) -> Any:
    texts = column.texts()
    if column.kind == "rank":
        return pd.array([None if text is None else int(text) for text in texts], dtype="Int64")
    numbers = column.kind != "text" and column.cells.dtype.kind != "O"
    return pd.Series([None if text is None else Decimal(text) if numbers else text for text in texts], dtype=object)
