"""The live workbook in LibreOffice: it arrives at the engine's numbers, and follows when the scheme's cells are changed."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
import python_calamine

from csscore import pipeline
from csscore.pipeline import Run
from csscore.report.anonymous import anonymous
from csscore.report.workbook import write_workbook
from tests.conftest import ROOT
from tests.workbook.office import SOFFICE, converted, recomputed
from tests.workbook.recalculate import disagreements, made, stale, table

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not here to recompute workbooks")
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


SAMPLES = {"presale": "march.xlsx", "aftersale": "aftersale-march.csv"}


@needs_office
@pytest.mark.filterwarnings("ignore")
def test_what_is_shown_until_it_is_recomputed_is_what_the_formulas_give(tmp_path) -> None:
    """Of random schemes and of samples: LibreOffice arrives at the engine's numbers, and at those written beside the formulas."""
    books = {str(one.seed): (one.run, one.path) for one in made(range(1000, 1100), tmp_path, 6)}
    assert len(books) == 6
    for scheme, sample in SAMPLES.items():
        run = pipeline.compute(str(ROOT / "samples" / sample), scheme)
        books[scheme] = run, tmp_path / f"{scheme}.xlsx"
        books[scheme][1].write_bytes(written(run))
    for (name, (run, path)), book in zip(books.items(), recomputed([path for _, path in books.values()], tmp_path), strict=True):
        assert disagreements(run, book) == [], name
        assert stale(path, book) == [], name


@needs_office
def test_changed_weights_rank_as_set_does(tmp_path) -> None:
    sets = ["metrics.sales.weight=10", "metrics.conversion.weight=20", "metrics.response.weight=70"]
    wanted = march(sets=sets)
    book = openpyxl.load_workbook(io.BytesIO(written(march())))
    for row, weight in ((2, 10), (3, 20), (4, 70)):
        assert isinstance(book["Scheme"].cell(row, 3).value, int | float)
        book["Scheme"].cell(row, 3).value = weight
    book.save(tmp_path / "changed.xlsx")
    (tmp_path / "done").mkdir()
    (path,) = converted([tmp_path / "changed.xlsx"], tmp_path / "done")
    found = python_calamine.CalamineWorkbook.from_path(str(path))
    ranks, scores, pay = (table(found, name) for name in ("Ranks", "Scores", "Pay"))
    seen = {
        agent: (score, rank, amount)
        for agent, score, rank, amount in zip(ranks["agent"], scores["score"], ranks["rank"], pay["pay"], strict=True)
    }
    result = wanted.result
    expected = {
        str(agent): (score / 100, float(rank), amount / 100)
        for agent, score, rank, amount in zip(
            result.agents, result.scores.tolist(), result.ranks.tolist(), result.pay.tolist(), strict=True
        )
    }
    assert seen == expected
    assert [str(agent) for agent in march().result.agents] != [str(agent) for agent in result.agents]
    verdict = found.get_sheet_by_name("Check").to_python(skip_empty_area=False)[0][1]
    assert "differ" in verdict


@needs_office
def test_hostile_names_stay_text_through_a_recomputation(tmp_path) -> None:
    rows = [{"agent": name, "team": name[:5], "sales": str(100 + i)} for i, name in enumerate(HOSTILE)]
    path = tmp_path / "s.yaml"
    path.write_text(
        "csscore: 1\nname: s\nagent: [agent]\ncolumns: {sales: [sales], team: [team]}\n"
        "metrics: {sales: {value: sales, weight: 100, unit: money, points: minmax}}\n"
        "gates: [{name: '=1+1', when: \"team == '=1+1'\", then: {score: minus 1}}]\n"
        "pay: [{ladder: {first: 100, last: 10}, title: '=2+2'}]\n",
        encoding="utf-8",
    )
    run = pipeline.compute(pd.DataFrame(rows, dtype=object), str(path))
    source = tmp_path / "hostile.xlsx"
    source.write_bytes(written(run))
    plain = openpyxl.load_workbook(source)
    for name in ("Ranking", "Inputs", "Scores", "Ranks", "Pay", "Check"):
        column = 2 if name == "Ranking" else 1
        cells = [plain[name].cell(row, column) for row in range(1, plain[name].max_row + 1)]
        names = {cell.value for cell in cells if cell.data_type != "f"}
        assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in cells), name
        assert set(HOSTILE) <= names, name
    (book,) = recomputed([source], tmp_path)
    assert disagreements(run, book) == []
    assert set(HOSTILE) <= set(table(book, "Scores")["agent"])


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
