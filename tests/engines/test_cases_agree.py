"""The small inputs of `tests.cases` by DuckDB: what pandas computes, tells and refuses of a csv, DuckDB does, too.

Some of the cases by default, all of them with ``CSSCORE_FROZEN=all``.
"""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'scale' is not installed")

from csscore.read.tables import opening
from docs.making.cases import parsed
from tests.cases.test_cases import CASES, HERE, PROBLEM, SEVERITIES, invoke, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL = os.environ.get("CSSCORE_FROZEN") == "all"
SOME = ["mixed-currencies", "subtotals-inside"]
ABOUT_CELLS = ["decimal-comma-beside-grouping", "error-cell-of-another-program", "mixed-currencies", "net-pay-below-zero"]
"""Cases that are about cells, not about rows beside one another, which nobody looks for in a large table."""
OF_ROWS = {"D256", "D259", "D312", "D522"}


def by(line: str, engine: str, *, places: bool = True) -> tuple[int, set[str], Any]:
    """Return the exit code, what is said (of a refusal, why), and what is computed, with the places of what is said."""
    code, _, told, result = invoke(f"{line} --engine {engine}")
    computed = (
        {key: result[key] for key in ("agents", "totals", "currency", *["problems"] * places)} if result is not None else None
    )
    said = {problem["code"] for problem in (result or {}).get("problems", ())}
    refusals = {"error"} if result is None else {"error", "warning", "note"}
    return (
        code,
        said | {found for severity, found in PROBLEM.findall(told) if SEVERITIES.get(severity, severity) in refusals},
        computed,
    )


def rankings(name: str) -> Iterator[str]:
    """Yield the rankings of a case over nothing but csv, each when its files are written."""
    for step in parsed((HERE / name / "case.yaml").read_text(encoding="utf-8")):
        prepare(step)
        words = shlex.split(step["run"])
        options = [word for word in words if word.startswith("-")]
        files = [word for at, word in enumerate(words[1:]) if not (word.startswith("-") or words[at].startswith("-"))]
        alone = {"--engine", "-o", "--output", "--format", "--sheet"}.isdisjoint(options)
        if words[0] == "rank" and alone and files and all(file.endswith(".csv") for file in files):
            yield step["run"]


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    name: str = request.param
    shutil.copytree(HERE / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return name


@pytest.mark.parametrize("inside", CASES if ALL else SOME, indirect=True)
def test_a_case_by_duckdb(inside: str) -> None:
    for line in rankings(inside):
        found = by(line, "duckdb")
        if "D457" not in found[1]:  # what needs the reader's eye goes to it, as is said
            assert found == by(line, "pandas"), line


@pytest.mark.parametrize("inside", ABOUT_CELLS if ALL else ABOUT_CELLS[:1], indirect=True)
def test_a_case_in_a_table_that_is_too_large_to_be_looked_at(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in rankings(inside):
        exit_code, said, computed = by(line, "pandas", places=False)
        with monkeypatch.context() as large:
            large.setattr(opening, "LARGE", -1)
            code, told, found = by(line, "duckdb", places=False)
        if "D457" not in told:
            assert (code, told - OF_ROWS, found) == (exit_code, said - OF_ROWS, computed), line
