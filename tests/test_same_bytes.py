"""One month in five containers: the answer is the same to the byte, but for where a row stood."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.running import invoke

Rows = list[list[Any]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Return the cells of the pre-sale sample, header first, summary rows last."""
    path = Path(__file__).parent.parent / "samples" / "march.xlsx"
    sheet = openpyxl.load_workbook(path).active
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def as_text(rows: Rows, delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def as_html(rows: Rows) -> str:
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border=1>{body}</table></body></html>'


def as_xlsx(rows: Rows, path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "数据信息"
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)


def answer(*files: Path) -> str:
    """Return the JSON, without the places and inputs: they name files, sheets and cells."""
    ended = invoke(["rank", *map(str, files), "--scheme", "presale", "--format", "json", "--lang", "zh"])
    assert ended.exit_code == 0, ended.stderr
    return re.sub(r'"place":\s*\{[^}]*\}|"inputs": \[.*?\n  \]', "", ended.stdout, flags=re.S)


def test_containers_and_encodings(rows: Rows, tmp_path: Path) -> None:
    as_xlsx(rows, tmp_path / "march.xlsx")
    (tmp_path / "march.xls").write_text(as_html(rows), encoding="utf-8")
    (tmp_path / "march.csv").write_bytes(as_text(rows, ",").encode("gb18030"))
    (tmp_path / "march.tsv").write_bytes(as_text(rows, "\t").encode("utf-16"))
    expected = answer(tmp_path / "march.xlsx")
    for name in ("march.xls", "march.csv", "march.tsv"):
        assert answer(tmp_path / name) == expected, name


def test_two_files(rows: Rows, tmp_path: Path) -> None:
    as_xlsx(rows, tmp_path / "march.xlsx")
    (tmp_path / "a.csv").write_text(as_text(rows[:21], ","), encoding="utf-8-sig")
    as_xlsx([rows[0], *rows[21:]], tmp_path / "b.xlsx")
    expected = answer(tmp_path / "march.xlsx")
    assert answer(tmp_path / "a.csv", tmp_path / "b.xlsx") == expected
    assert answer(tmp_path / "b.xlsx", tmp_path / "a.csv") == expected


def test_columns_over_two_files(rows: Rows, tmp_path: Path) -> None:
    """Half of the columns in one file, half in another: they join on the agent."""
    as_xlsx(rows, tmp_path / "march.xlsx")
    (tmp_path / "left.csv").write_text(as_text([row[:4] for row in rows[:44]], ","), encoding="utf-8")
    (tmp_path / "right.csv").write_text(as_text([row[:1] + row[4:] for row in rows], ","), encoding="utf-8")
    assert answer(tmp_path / "left.csv", tmp_path / "right.csv") == answer(tmp_path / "march.xlsx")


def test_shuffled(rows: Rows, tmp_path: Path) -> None:
    """The order of rows and columns changes nothing."""
    chance = random.Random(5)
    order = list(range(len(rows[0])))
    as_xlsx(rows, tmp_path / "march.xlsx")
    expected = answer(tmp_path / "march.xlsx")
    for round_ in range(3):
        body = rows[1:]
        chance.shuffle(body)
        chance.shuffle(order)
        path = tmp_path / f"shuffled-{round_}.csv"
        path.write_text(as_text([[row[i] for i in order] for row in [rows[0], *body]], ","), encoding="utf-8")
        shuffled = answer(path)
        assert shuffled == expected
