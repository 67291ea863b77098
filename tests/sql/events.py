"""Random tables of events as people export them: Chinese texts, odd numbers, blanks, duplicates, days in several spellings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

NAMES = ("小美", "小丹", "阿 Ken", "客服003", "王：五", "  李四 ", "7", "ｱｲ", "Zoë")
CHANNELS = ("旺旺", "抖音", "电话", " 电话", "微信　", None, "-", "TRUE", "7.0")
NUMBERS: dict[str, tuple[Any, ...]] = {
    "plain": ("0", "1", "12.5", "3.25", "100", "-4", "0.125", "7", "1200", "45.5"),
    "odd": ("1,234.50", "¥99", "1.2万", " 8 ", "１２", "(1,200)", "5", "0.5", "-", "", None, "暂无数据", "¥1,234.50元"),
    "percent": ("45.23%", "50%", "3％", "0%", "100%", "-", None),
    "bare rate": ("0.45", "0.5", "1", "0", "0.125", None),
    "hundreds": ("45", "50.5", "99", "0", "3", None),
    "time": ("1分20秒", "00:01:20", "38.5秒", "90", "0", None, "--", "7小时41分52秒"),
    "wrong": ("九十五", "1_000", "12", "NaN", "3.5", None),
    "later": ("延迟统计", "12", "3.5", None, "统计中"),
    "comma": ("1.234,50", "12,5", "3", "1.000,00"),
    "open": ("1.000", "2.500", "3", "4"),
    "days": ("0.000868055555555556", "0.00104166666666667", "0.00208333333333333"),
    "long": ("123456789012345", "1234567890123", "12"),
}
STAMPS = (
    *(
        "2026-03-01",
        "2026-03-02 08:30:00",
        "2026/3/3",
        "20260304",
        "2026年3月5日",
        "2026-03-06T23:59:59Z",
        "3月7日",
        None,
        "-",
        "",
    ),
    *("2026-02-28", "2026-04-01", "2026-03-31 12:00", "08/03/2026"),
)


def typed(kind: str, random: Random, rows: int) -> list[Any]:
    """Return cells of a column that is no text."""
    if kind == "whole":
        return [random.choice((None, 0, 1, 7, -3, 120, 10**11, random.randrange(1000))) for _ in range(rows)]
    if kind == "decimal":
        return [random.choice((None, Decimal(random.randrange(-999999, 9999999)) / 100, Decimal("0.10"))) for _ in range(rows)]
    if kind == "double":
        return [random.choice((None, 0.1, 1.005, 2.5, random.randrange(10**6) / 100, 0.1 + 0.2, 1e-3, -0.0)) for _ in range(rows)]
    if kind == "quotient":
        return [random.choice((None, random.randrange(1, 500) / 7, 12.0)) for _ in range(rows)]
    if kind == "day":
        return [random.choice((None, dt.date(2026, 3, random.randrange(1, 32)), dt.date(2026, 2, 28))) for _ in range(rows)]
    if kind == "stamp":
        return [
            random.choice((None, dt.datetime(2026, 3, random.randrange(1, 32), 8, 30), dt.datetime(2026, 3, 1)))
            for _ in range(rows)
        ]
    return [random.choice((True, False, None)) for _ in range(rows)]


def write(path: Path, columns: dict[str, list[Any]], *, types: dict[str, Any] | None = None) -> None:
    """Write columns as parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    arrays = {name: pa.array(cells, type=(types or {}).get(name)) for name, cells in columns.items()}
    parquet.write_table(pa.table(arrays), path)


def table_of(random: Random, *, rows: int, clean: bool) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Return a random table of events with the types of some of its columns; ``clean``: nothing in it is refused."""
    import pyarrow as pa

    def drawn(*kinds: str) -> list[Any]:
        kind = random.choice(kinds)
        if kind in NUMBERS:
            return [random.choice(NUMBERS[kind]) for _ in range(rows)]
        return typed(kind, random, rows)

    numbers = ("plain", "odd", "decimal", "double", "whole")
    days = random.choice(
        (typed("day", random, rows), typed("stamp", random, rows), [random.choice(STAMPS[:5]) for _ in range(rows)])
    )
    ids = [f"A{row}" for row in range(rows)] if clean else [f"A{random.randrange(10 * rows)}" for _ in range(rows)]
    columns = {
        "客服": [random.choice((*NAMES, *(("合计", None) if not clean else ()))) for _ in range(rows)],
        "日期": days,
        "渠道": [random.choice(CHANNELS) for _ in range(rows)],
        "销售额": drawn(*numbers, *(() if clean else ("wrong", "later"))),
        "响应": drawn("time", "plain", "double", *(() if clean else ("wrong",))),
        "订单数": [random.choice((0, 1, 2, 3, 5, None)) for _ in range(rows)],
        "满意率": drawn("percent", "bare rate", "hundreds"),
        "解决": [random.choice(("是", "否", None)) for _ in range(rows)],
        "会员": typed("truth", random, rows),
        "订单号": ids,
    }
    for name, cells in columns.items():  # rows that are given twice
        columns[name] = [*cells, *cells[: rows // 10]]
    return columns, {"渠道": pa.string(), "客服": pa.string()}
