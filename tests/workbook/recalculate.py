"""Random schemes as workbooks, recomputed by LibreOffice: every score, rank, line and amount must be the engine's.

``python -m tests.workbook.recalculate [COUNT [FIRST]]`` does 200 of them (some minutes); the suite does a few.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import openpyxl

from csscore.exact.fixed import MISSING
from csscore.pipeline import Run
from csscore.report.workbook import write_workbook
from tests.workbook.office import recomputed
from tests.workbook.samples import computed, refused, scheme_and_rows


class Made(NamedTuple):
    """A workbook, and the run that it shows."""

    seed: int
    scheme: dict[str, Any]
    run: Run
    path: Path


def made(seeds: Any, folder: Path, count: int) -> list[Made]:
    """Write workbooks for the first so many seeds that the engine accepts."""
    found: list[Made] = []
    for seed in seeds:
        scheme, rows = scheme_and_rows(seed)
        run = computed(scheme, rows)
        if run is None:
            continue
        path = folder / f"{seed}.xlsx"
        with path.open("wb") as out:
            write_workbook(run.result, out, lang="en", run=run)
        found.append(Made(seed, scheme, run, path))
        if len(found) == count:
            break
    return found


def table(book: Any, name: str) -> dict[str, list[Any]]:
    """Return a sheet's columns by title (a title met again gets a number)."""
    head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    columns: dict[str, list[Any]] = {}
    for number, title in enumerate(head):
        key = title if title not in columns else f"{title}#{number}"
        columns[key] = [row[number] for row in rows]
    return columns


def _differences(what: str, expected: Any, digits: int, cells: list[Any]) -> list[str]:
    found = []
    for row, (units, cell) in enumerate(zip(expected.tolist(), cells, strict=False)):
        wanted = "" if units == MISSING else round(units / 10**digits, digits)
        if (wanted == "") != (cell == "") or (
            wanted != "" and (isinstance(cell, str) or abs(wanted - cell) > 1e-9 * max(1, abs(wanted)))
        ):
            found.append(f"{what} of row {row + 2}: {cell!r}, not {wanted!r}")
    return found


def disagreements(run: Run, book: Any) -> list[str]:
    """Return where a recomputed workbook differs from the engine: points, scores, ranks, lines, pay, and the verdict."""
    result, found = run.result, []
    codes = run.measured.cohort_codes
    ranks = run.scored.ranks
    published = np.lexsort((np.arange(len(ranks)), np.where(ranks == MISSING, np.iinfo(np.int64).max, ranks)))
    order = np.argsort(codes[published], kind="stable")
    scores, places = table(book, "Scores"), table(book, "Ranks")
    for metric in result.metrics:
        key = f"{metric.title.en} points"
        if key in scores:
            found += _differences(key, metric.points[order], result.point_digits, scores[key])
    found += _differences("score", result.scores[order], result.score_digits, scores["score"])
    found += _differences("rank", result.ranks[order], 0, places["rank"])
    if result.lines:
        pay = table(book, "Pay")
        for line in result.lines:
            columns = [key for key in pay if key.removesuffix(" (value)").partition("#")[0] == line.title.en]
            some = [_differences(line.title.en, line.amounts[order], result.money_digits, pay[key]) for key in columns]
            found += min(some, key=len) if some else [f"{line.title.en} is not on the sheet"]
        found += _differences("pay", result.pay[order], result.money_digits, pay["pay"])
    verdict = book.get_sheet_by_name("Check").to_python(skip_empty_area=False)[0][1]
    if len(result) and verdict != "all agree":
        found.append(f"verdict: {verdict}")
    return found


def stale(path: Path, book: Any) -> list[str]:
    """Return the formulas of a workbook whose cached value is not what LibreOffice makes of them, in all digits that are shown."""
    shown, plain = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    found = []
    for sheet in plain:
        cells = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            cached = shown[sheet.title].cell(cell.row, cell.column).value
            got, wanted = cells[cell.row - 1][cell.column - 1], "" if cached is None else cached
            both = isinstance(got, int | float) and isinstance(wanted, int | float)
            if abs(got - wanted) > 1e-9 * max(1, abs(wanted)) if both else got != wanted:
                found.append(f"{sheet.title}!{cell.coordinate}: {wanted!r} is shown, {got!r} computed")
    return found


def values_of(book: Any) -> list[str]:
    """Return the titles of the columns that have no formula."""
    sheets = [name for name in ("Scores", "Ranks", "Pay") if name in book.sheet_names]
    return [title for name in sheets for title in table(book, name) if "(value)" in title]


def main() -> int:
    """Recompute, and print what differs."""
    count, first = (int(argument) for argument in (*sys.argv[1:], *("200", "0")[len(sys.argv) - 1 :]))
    wrong = 0
    without: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="csscore-recalculate-") as folder:
        books = made(range(first, first + 10 * count), Path(folder), count)
        for one, book in zip(books, recomputed([one.path for one in books], Path(folder)), strict=True):
            found = [*disagreements(one.run, book), *stale(one.path, book)]
            wrong += bool(found)
            for line in found[:3]:
                print(f"seed {one.seed}: {line}")
            without.update(values_of(book))
            rules.update(line.rule for line in one.run.result.lines)
    print(f"{len(books)} workbooks, {wrong} differ; refused meanwhile for {dict(Counter(refused).most_common(8))}")
    print(f"lines: {dict(rules)}")
    print(f"columns without a formula: {dict(without.most_common(40))}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
