"""Imports stand at the head of a module; inside functions only what a start, or a run without it, must not pay for."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LIBRARIES = {
    "charset_normalizer", "duckdb", "lxml", "numpy", "olefile", "openpyxl", "pandas", "psycopg", "py4j", "pyarrow", "pyspark",
    "python_calamine", "rich", "sqlglot", "typer", "xlsxwriter", "yaml",
}  # fmt: skip
"""What takes long to load, or need not be installed."""
OWN = {
    "csscore/cli": "`--help`, mistakes and completion load no table of problems, no scheme and no engine",
    "csscore/measure/elements.py": "merging needs pandas, which a run where rows lie does without",
    "csscore/measure/measuring.py": "each engine is loaded when it is the one",
    "csscore/measure/sql/opening.py": "pandas is loaded where a further input is read into memory",
    "csscore/measure/sql/relation.py": "as above",
    "csscore/measure/values": "`csscore schemes show` and `check` load no pandas",
    "csscore/read/inspection.py": "loading inspects, and inspecting loads",
    "csscore/read/tables": "loading opens, and opening loads; DuckDB needs no server's session",
    "csscore/result.py": "a result shows itself in the columns of the csv, which a report makes",
    "csscore/scheme/expression/__init__.py": "the parser makes what this package is",
    "csscore/scheme/kinds.py": "expressions have settings, and settings expressions",
    "csscore/scheme/lookup.py": "a form in Excel is opened where there is one",
    "csscore/scheme/model.py": "a scheme is listed without numbers",
}
"""Where csscore's own modules are loaded late, and why."""


@cache
def late() -> list[tuple[str, str]]:
    """Return what is imported inside functions: the file, and what."""
    return list(_late())


def _late() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "csscore").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import):
                        yield from ((path.relative_to(ROOT).as_posix(), alias.name) for alias in node.names)
                    elif isinstance(node, ast.ImportFrom):
                        yield path.relative_to(ROOT).as_posix(), str(node.module)


def test_own_modules_are_loaded_late_in_few_places() -> None:
    places = {file for file, module in late() if module.partition(".")[0] == "csscore"}
    assert sorted(file for file in places if not any(file.startswith(place) for place in OWN)) == []
    assert sorted(place for place in OWN if not any(file.startswith(place) for file in places)) == []


def test_libraries_are_loaded_late_where_they_are_slow_or_optional() -> None:
    met = {module.partition(".")[0] for _, module in late()} - {"csscore", *sys.stdlib_module_names}
    assert sorted(met - LIBRARIES) == []
