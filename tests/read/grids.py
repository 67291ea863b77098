"""Grids and dictionaries made by hand, for tests of reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from csscore.problems import Problems
from csscore.read.grid import Book, Grid
from csscore.read.requirements import Column, Requirements
from docs.making.cases import parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

DICTIONARY = Path(__file__).parents[2] / "schemes" / "columns.yaml"


def grid(rows: Sequence[Sequence[Any]], *, file: str = "march.xlsx", sheet: str | None = "Sheet1", **options: Any) -> Grid:
    """Return rows as a grid; short rows are filled up with empty cells."""
    width = max(map(len, rows), default=0)
    columns = []
    for column in range(width):
        cells = np.empty(len(rows), dtype=object)
        cells[:] = [row[column] if column < len(row) else None for row in rows]
        columns.append(cells)
    return Grid(file, sheet, columns, **options)


def at_size(cells: Sequence[str | None]) -> Any:
    """Return texts (None for an empty cell) as a large text file holds them: as pandas' Arrow strings, here in two pieces."""
    pyarrow = pytest.importorskip("pyarrow", reason="large files are cut by pyarrow only")
    filled, half = [cell or None for cell in cells], len(cells) // 2
    pieces = pyarrow.chunked_array([filled[:half], filled[half:]], type=pyarrow.large_string())
    return pd.StringDtype("pyarrow", na_value=np.nan).__from_arrow__(pieces)


def book(*grids: Grid, digest: str = "") -> Book:
    """Return grids as the sheets of one book."""
    return Book(grids[0].file, "xlsx", list(grids), digest=digest)


def wanted(
    *names: str, agent: Sequence[str] = ("客服", "旺旺昵称"), needed: bool = True, **headers: str | Sequence[str]
) -> Requirements:
    """Return what is wanted: plain headers as names of their own, or ``name=headers``."""
    columns = {name: Column(name, (name,), needed=needed) for name in names}
    for name, texts in headers.items():
        columns[name] = Column(name, (texts,) if isinstance(texts, str) else tuple(texts), needed=needed)
    return Requirements(tuple(agent), columns)


@cache
def dictionary() -> Requirements:
    """Return the whole shipped dictionary as what is wanted; nothing in it is needed."""
    given = parsed(DICTIONARY.read_text("utf-8"))
    roster = Requirements(tuple(given["roster"]["agent"]), _columns(given["roster"]["columns"]))
    return Requirements(tuple(given["agent"]), _columns(given["columns"]), dates=("日期", "统计日期"), roster=roster)


def asked(*names: str) -> Requirements:
    """Return what a scheme that uses these names of the dictionary wants."""
    whole = dictionary()
    return Requirements(whole.agent, {name: whole.columns[name] for name in names}, roster=whole.roster)


def _columns(given: dict[str, Any]) -> dict[str, Column]:
    return {name: Column(name, tuple(entry["headers"]), entry.get("unit"), needed=False) for name, entry in given.items()}


def codes(problems: Problems) -> list[str]:
    """Return the codes of what was found, sorted."""
    return sorted(problem.code for problem in problems)


def texts(problems: Problems, code: str, lang: str = "zh") -> list[str]:
    """Return the messages of one code."""
    return [problem.message.in_(lang) for problem in problems if problem.code == code]


def hints(problems: Problems, code: str, lang: str = "zh") -> list[str]:
    """Return the remedies of one code."""
    return [problem.hint.in_(lang) for problem in problems if problem.code == code and problem.hint is not None]
