"""The live workbook in LibreOffice: it arrives at the engine's numbers, and follows when the scheme's cells are changed."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd
import pytest

from csscore import pipeline
from csscore.pipeline import Run
from csscore.report.anonymous import anonymous
from csscore.report.workbook import write_workbook
from tests.conftest import ROOT
from tests.workbook.office import SOFFICE, recomputed
from tests.workbook.recalculate import disagreements, made, stale, table
from tests.workbook.test_fairness import RULES
from tests.workbook.test_fairness import made as fair

HOSTILE = [
    "<script>alert(1)</script>", "=1+1", "+1", "-1", "@SUM(A1)", "../../x", "[red]", "长" * 200, "🙂", "{=1}", "007", "'quoted'",
    'a"b', "http://example.com", "a\ue000b",
]  # fmt: skip


def written(run: Run, **options) -> bytes:
    out = io.BytesIO()
    write_workbook(run.result, out, lang=options.pop("lang", "en"), run=run)
    return out.getvalue()


def march(**options) -> Run:
    return pipeline.compute(str(ROOT / "samples" / "march.xlsx"), "presale", **options)


WEIGHTS = {"sales": 10, "conversion": 20, "response": 70}
SAMPLES = {"presale": "march.xlsx", "aftersale": "aftersale-march.csv"}


class Book(NamedTuple):
    """A workbook, the run that it was written of, and what LibreOffice makes of it."""

    run: Run
    path: Path
    found: Any


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """Return all that is recomputed, by what it is: LibreOffice takes longer to start than to compute them."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not here to recompute workbooks")
    folder = tmp_path_factory.mktemp("books")
    with warnings.catch_warnings(action="ignore"):
        runs = {f"seed{one.seed}": one.run for one in made(range(1000, 1100), folder, 6)}
        runs |= {scheme: pipeline.compute(str(ROOT / "samples" / sample), scheme) for scheme, sample in SAMPLES.items()}
        runs |= {f"fair{number}": fair(rule, folder) for number, rule in enumerate(RULES)}
        runs["hostile"] = hostile(folder)
        paths = {name: folder / f"{name}.xlsx" for name in (*runs, "changed")}
        for name, run in runs.items():
            paths[name].write_bytes(written(run))
        runs["changed"] = march()
        change_weights(runs["changed"], paths["changed"])
        found = recomputed(list(paths.values()), folder)
    return {name: Book(runs[name], path, book) for (name, path), book in zip(paths.items(), found, strict=True)}


def hostile(folder: Path) -> Run:
    rows = [{"agent": name, "team": name[:5], "sales": str(100 + i)} for i, name in enumerate(HOSTILE)]
    path = folder / "s.yaml"
    path.write_text(
        "csscore: 1\nname: s\nagent: [agent]\ncolumns: {sales: [sales], team: [team]}\n"
        "metrics: {sales: {value: sales, weight: 100, unit: money, points: minmax}}\n"
        "gates: [{name: '=1+1', when: \"team == '=1+1'\", then: {score: minus 1}}]\n"
        "pay: [{ladder: {first: 100, last: 10}, title: '=2+2'}]\n",
        encoding="utf-8",
    )
    return pipeline.compute(pd.DataFrame(rows, dtype=object), str(path))


def change_weights(run: Run, to: Path) -> None:
    """Do in the workbook what somebody does who tries other weights."""
    book = openpyxl.load_workbook(io.BytesIO(written(run)))
    for row, weight in enumerate(WEIGHTS.values(), 2):
        assert isinstance(book["Scheme"].cell(row, 3).value, int | float)
        book["Scheme"].cell(row, 3).value = weight
    book.save(to)


def test_what_is_shown_until_it_is_recomputed_is_what_the_formulas_give(books: dict[str, Book]) -> None:
    """Of random schemes and of samples: LibreOffice arrives at the engine's numbers, and at those written beside the formulas."""
    looked_at = [name for name in books if name.startswith("seed") or name in SAMPLES]
    assert len(looked_at) == 8
    for name in looked_at:
        run, path, found = books[name]
        assert disagreements(run, found) == [], name
        assert stale(path, found) == [], name


@pytest.mark.parametrize("number", range(len(RULES)))
def test_adjusted_values_arrive_at_the_same_numbers(number: int, books: dict[str, Book]) -> None:
    run, _, found = books[f"fair{number}"]
    assert disagreements(run, found) == [], RULES[number]


def test_changed_weights_rank_as_set_does(books: dict[str, Book]) -> None:
    before, _, found = books["changed"]
    ranks, scores, pay = (table(found, name) for name in ("Ranks", "Scores", "Pay"))
    seen = {
        agent: (score, rank, amount)
        for agent, score, rank, amount in zip(ranks["agent"], scores["score"], ranks["rank"], pay["pay"], strict=True)
    }
    result = march(sets=[f"metrics.{metric}.weight={weight}" for metric, weight in WEIGHTS.items()]).result
    expected = {
        str(agent): (score / 100, float(rank), amount / 100)
        for agent, score, rank, amount in zip(
            result.agents, result.scores.tolist(), result.ranks.tolist(), result.pay.tolist(), strict=True
        )
    }
    assert seen == expected
    assert [str(agent) for agent in before.result.agents] != [str(agent) for agent in result.agents]
    verdict = found.get_sheet_by_name("Check").to_python(skip_empty_area=False)[0][1]
    assert "differ" in verdict


def test_hostile_names_stay_text_through_a_recomputation(books: dict[str, Book]) -> None:
    run, path, found = books["hostile"]
    plain = openpyxl.load_workbook(path)
    for name in ("Ranking", "Inputs", "Scores", "Ranks", "Pay", "Check"):
        column = 2 if name == "Ranking" else 1
        cells = [plain[name].cell(row, column) for row in range(1, plain[name].max_row + 1)]
        names = {cell.value for cell in cells if cell.data_type != "f"}
        assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in cells), name
        assert set(HOSTILE) <= names, name
    assert disagreements(run, found) == []
    assert set(HOSTILE) <= set(table(found, "Scores")["agent"])


def test_cached_values_are_the_engine_s(tmp_path) -> None:
    run = march()
    book = openpyxl.load_workbook(io.BytesIO(written(run)), data_only=True)
    assert book.sheetnames == ["Ranking", "Chart", "Inputs", "Scheme", "Scores", "Ranks", "Pay", "Cohorts", "Check", "Notes"]
    score = next(cell.column for cell in book["Scores"][1] if cell.value == "score")
    cached = [book["Scores"].cell(row, score).value for row in range(2, 45)]
    assert cached == [units / 100 for units in run.result.scores.tolist()]
    assert book["Check"]["B1"].value == "all agree"


def test_two_writes_are_the_same_bytes() -> None:
    assert written(march()) == written(march())


def test_an_anonymous_workbook_names_nobody() -> None:
    run = march()
    hidden = run._replace(result=anonymous(run.result, "zh"))
    with zipfile.ZipFile(io.BytesIO(written(hidden, lang="zh"))) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    # a name that is a usual word may stand in a title
    assert [str(name) for name in run.result.agents if str(name) in text] == []


def test_what_has_no_formula_is_marked(tmp_path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "csscore: 1\nname: s\nagent: [agent]\ncolumns: {sales: [sales]}\n"
        "metrics: {sales: {value: sales, weight: 100, unit: money, points: minmax}}\n"
        "pay: [{pool: {amount: 100, split: equal}, title: pot}, {fixed: 5}]\n",
        encoding="utf-8",
    )
    rows = [{"agent": name, "sales": str(sales)} for name, sales in (("a", 3), ("b", 5), ("c", 4))]
    run = pipeline.compute(pd.DataFrame(rows, dtype=object), str(path))
    book = openpyxl.load_workbook(io.BytesIO(written(run)))
    titles = [cell.value for cell in book["Pay"][1]]
    assert titles == ["agent", "pot (value)", "Fixed pay", "pay"]
    assert [book["Pay"].cell(row, 2).value for row in (2, 3, 4)] == [33.33, 33.33, 33.34]  # the odd cent: a, of the smallest id
    assert book["Check"]["B3"].value == "1: pot"
