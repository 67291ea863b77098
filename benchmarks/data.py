"""Writes the inputs of the benchmarks from a fixed seed: agents with ten metrics, as a workbook or as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20260331
METRICS = [f"m{number:02d}" for number in range(1, 11)]


def draw(agents: int) -> dict[str, Any]:
    """Draw the columns: sales, counts, rates and durations, each with the decimals that an export shows."""
    rng = np.random.default_rng(SEED)
    columns: dict[str, Any] = {"agent": [f"agent{number:07d}" for number in rng.permutation(agents)]}
    for number, name in enumerate(METRICS):
        kind = number % 3
        if kind == 0:  # money
            drawn = np.round(rng.lognormal(11, 0.5, agents), 2)
        elif kind == 1:  # a rate, as a fraction
            drawn = np.round(rng.beta(9, 11, agents), 4)
        else:  # seconds
            drawn = np.round(rng.lognormal(3.4, 0.4, agents), 1)
        columns[name] = drawn
    return columns


_COLUMNS = {
    "en": ["agent", "time", "channel", "result", "seconds", "amount", "rating"],
    "zh": ["客服", "时间", "渠道", "结果", "响应秒数", "金额", "评分"],
}
_WORDS = {
    "en": ("agent{:03}", ["web", "app", "phone"], ["solved", "open", "-"]),
    "zh": ("客服{:03}", ["网页", "手机端", "电话"], ["已解决", "未解决", "-"]),
}
"""Headers, names and words of the same events in two languages."""


def write_events(path: Path, rows: int, lang: str) -> None:
    """Write events of 200 agents as CSV: a stamp, two words, a duration, an amount and a rating that may be missing."""
    import pandas as pd

    rng = np.random.default_rng(SEED)
    agent, channels, results = _WORDS[lang]
    stamps = np.datetime64("2026-03-01T00:00:00") + rng.integers(0, 31 * 86400, rows).astype("timedelta64[s]")
    columns = [
        np.array([agent.format(number) for number in range(200)], dtype=object)[rng.integers(0, 200, rows)],
        np.datetime_as_string(stamps),
        np.array(channels, dtype=object)[rng.integers(0, 3, rows)],
        np.array(results, dtype=object)[rng.choice(3, rows, p=[0.7, 0.2, 0.1])],
        np.round(rng.lognormal(3.4, 0.4, rows), 1),
        np.round(rng.lognormal(5, 0.8, rows), 2),
        np.array(["1", "2", "3", "4", "5", ""], dtype=object)[rng.integers(0, 6, rows)],
    ]
    pd.DataFrame(dict(zip(_COLUMNS[lang], columns, strict=True))).to_csv(path, index=False)


def write_csv(path: Path, agents: int) -> None:
    """Write the agents as CSV, numbers in their shortest form."""
    import pandas as pd

    pd.DataFrame(draw(agents)).to_csv(path, index=False)


def write_xlsx(path: Path, agents: int) -> None:
    """Write the agents on one sheet, header in row 1."""
    import xlsxwriter

    columns = draw(agents)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("data")
    sheet.write_row(0, 0, list(columns))
    for row, cells in enumerate(zip(*(list(values) for values in columns.values()), strict=True), start=1):
        sheet.write_row(row, 0, cells)
    book.close()


def dump_cells(book: Path, target: Path) -> None:
    """Pickle the cells of a workbook, sheet by sheet, as XlsxWriter is given them: formulas with their values."""
    import pickle

    import openpyxl

    formulas, values = (openpyxl.load_workbook(book, data_only=only) for only in (False, True))
    sheets = []
    for sheet in formulas.worksheets:
        rows = []
        for row, shown in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True):
            rows.append(
                [(cell.value, known.value if cell.data_type == "f" else None) for cell, known in zip(row, shown, strict=True)]
            )
        sheets.append((sheet.title, rows))
    with target.open("wb") as out:
        pickle.dump(sheets, out)
