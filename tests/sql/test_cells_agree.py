"""What SQL reads of a column is what the reader of files reads of it, cell by cell, with what it says of it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'scale' is not installed")

from csscore.measure.sql.relation import PART, Relation
from csscore.problems import Problems
from csscore.read.load import load
from csscore.read.requirements import Column, Requirements
from csscore.read.tables import opening
from csscore.read.tables.opening import Tables
from tests.sql.events import CHANNELS, NAMES, NUMBERS, STAMPS, typed, write

if TYPE_CHECKING:
    from pathlib import Path

UNITS = ("money", "percent", "seconds", "count", "number", None)
ROWS = 60


@pytest.fixture(autouse=True)
def of_any_size(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Read every other table as one that is too large to be looked at row by row."""
    if len(request.node.name) % 2:
        monkeypatch.setattr(opening, "LARGE", -1)


def both(path: Path, wanted: Requirements, name: str, kind: str) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """Return a column as files and as tables are read, each with what was said."""
    asked = {"number": "numbers", "text": "texts", "day": "dates"}[kind]
    said, told = Problems(), Problems()
    table = load([str(path)], wanted, said).main
    own = getattr(table, asked)(name)
    tables = Tables(threads=2)
    if tables:
        read = load([str(path)], wanted, told, tables=tables)
        relation = Relation(tables.session, read.main, people=read.people, params={}, problems=told)
        column = relation.column(name, kind)  # type: ignore[arg-type]
        rows = dict(tables.session.rows(f"SELECT pos, {column.sql} FROM ({relation.rows([column])})"))
        whose = dict(tables.session.rows(f"SELECT pos, who FROM ({relation.rows([])})"))
        assert read.people.ids.tolist() == table.agents[np.unique(table.who, return_index=True)[1]].tolist()
        refused = [one.problem for part in range(1) for one in relation.refused(part, name, kind)]  # type: ignore[arg-type]
    assert [whose[position] for position in sorted(whose)] == table.who.tolist()
    found = [rows[position] for position in sorted(rows)]
    assert all(position < PART for position in rows)
    if kind == "number":
        found = [np.nan if cell is None else int(cell) / 10**column.digits for cell in found]
    elif kind == "day":
        found = [np.datetime64(cell, "D") if cell is not None else np.datetime64("NaT") for cell in found]
    return own.tolist(), np.array([*found, None], dtype=own.dtype)[:-1].tolist(), _codes(said), _codes(told, refused)


def _codes(problems: Problems, more: Any = ()) -> list[Any]:
    """Return what is said, without where: of cells once each text; D578 is of every cell, and no large table is looked at for it."""
    return sorted(
        {
            (
                p.code,
                *sorted(
                    (name, str(value)) for name, value in p.details.items() if name not in {"agent", "count"} or p.code == "D210"
                ),
            )
            for p in (*problems, *more)
            if p.code != "D578"
        }
    )


def _columns(random: Random, cells: list[Any]) -> dict[str, list[Any]]:
    return {"客服": [random.choice(NAMES) for _ in cells], "列": cells}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("kind", sorted(NUMBERS))
def test_texts_become_the_same_numbers(tmp_path: Path, kind: str, unit: Any) -> None:
    random = Random(f"{kind}{unit}")
    cells = [random.choice(NUMBERS[kind]) for _ in range(ROWS)]
    write(tmp_path / "events.parquet", _columns(random, cells))
    wanted = Requirements(("客服",), {"x": Column("x", ("列",), unit)})
    own, found, said, told = both(tmp_path / "events.parquet", wanted, "x", "number")
    assert np.array_equal(own, found, equal_nan=True)
    assert said == told


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("kind", ["whole", "decimal", "double", "quotient", "day", "stamp", "truth"])
def test_typed_cells_become_the_same_numbers(tmp_path: Path, kind: str, unit: Any) -> None:
    random = Random(f"{kind}{unit}")
    write(tmp_path / "events.parquet", _columns(random, typed(kind, random, ROWS)))
    wanted = Requirements(("客服",), {"x": Column("x", ("列",), unit)})
    own, found, said, told = both(tmp_path / "events.parquet", wanted, "x", "number")
    assert np.array_equal(own, found, equal_nan=True)
    assert said == told


@pytest.mark.parametrize("kind", [*sorted(NUMBERS), "channel", "whole", "decimal", "double", "day", "stamp", "truth"])
def test_cells_become_the_same_texts(tmp_path: Path, kind: str) -> None:
    random = Random(kind)
    texts = {**NUMBERS, "channel": CHANNELS}
    cells = [random.choice(texts[kind]) for _ in range(ROWS)] if kind in texts else typed(kind, random, ROWS)
    write(tmp_path / "events.parquet", _columns(random, cells))
    own, found, said, told = both(
        tmp_path / "events.parquet", Requirements(("客服",), {"x": Column("x", ("列",), "text")}), "x", "text"
    )
    assert own == found
    assert said == told


@pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
@pytest.mark.parametrize("kind", ["texts", "iso", "day", "stamp", "whole"])
def test_cells_become_the_same_days(tmp_path: Path, kind: str, zone: str | None) -> None:
    random = Random(kind)
    texts = {"texts": STAMPS, "iso": STAMPS[:2]}
    cells = [random.choice(texts[kind]) for _ in range(ROWS)] if kind in texts else typed(kind, random, ROWS)
    write(tmp_path / "events.parquet", _columns(random, cells))
    wanted = Requirements(("客服",), {"x": Column("x", ("列",), "date")}, zone=zone)
    own, found, said, told = both(tmp_path / "events.parquet", wanted, "x", "day")
    assert own == found
    assert said == told
