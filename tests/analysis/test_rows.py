"""The rows behind a number: listed rows make the value again, exactly, whatever the form; pages, formats, names."""

from __future__ import annotations

import csv
import io
import json
import statistics
import tempfile
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given

from csscore import pipeline
from csscore.analysis.rows import behind, rows
from csscore.behind import Section
from csscore.problems import Rejected
from tests.conftest import examples
from tests.oracle.exact import to_significant
from tests.running import invoke
from tests.test_events_agree import Month, months


def again(section: Section, form: str, of: object = None) -> Fraction | None:
    """Make a value of the rows that are listed, in a few lines of its own."""
    given_ = [[None if cell is None else Fraction(cell) for cell in row.adds] for row in section.rows]
    columns = [[cell for cell in column if cell is not None] for column in zip(*given_, strict=True)]
    if form in {"count", "share", "distinct"} and not columns:
        columns = [[] for _ in section.parts]
    match form, columns:
        case "sum", [numbers]:
            return sum(numbers) if numbers else None
        case "mean", [numbers]:
            return sum(numbers) / len(numbers) if numbers else None
        case (("mean" | "ratio"), [above, below]):
            return sum(above) / sum(below) if sum(below) else None
        case "count", [matching]:
            return Fraction(len(matching))
        case "share", [matching, among]:
            return Fraction(len(matching), len(among)) if among else None
        case "distinct", [_]:
            column = section.columns.index(str(of))
            return Fraction(len({row.texts[column] for row in section.rows if row.adds[0]}))
        case "max", [numbers]:
            return max(numbers, default=None)
        case "min", [numbers]:
            return min(numbers, default=None)
        case "median", [numbers]:
            return statistics.median(numbers) if numbers else None
    return None


@given(months())
@examples(60)
def test_the_rows_make_the_value_again(month: Month) -> None:
    rows_, scheme = month
    scheme = {**scheme, "pay": [], "gates": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.yaml")
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        try:
            run = pipeline.compute(pd.DataFrame(rows_, dtype=object), str(path))
        except Rejected:
            assume(False)
    for agent in range(len(run.measured.agents)):
        for name, metric in scheme["metrics"].items():
            section = next(one for one in behind(run, agent, name).sections if one.name == name)
            form = next(iter(metric["value"]))
            if form == "formula":
                continue
            value = again(section, form, metric["value"][form])
            if form == "sum" and value is None:
                assert section.value in {"0", None}, section  # 0 where no row is among it; missing where all of them are blank
                continue
            made = None if section.value is None else Fraction(section.value)
            assert made == (None if value is None else to_significant(value)), (metric, section)
            listed = {row.place for row in section.rows}
            assert len(listed) == len(section.rows)
            for part, column in zip(section.parts, zip(*(row.adds for row in section.rows), strict=True), strict=False):
                assert part.rows == sum(cell is not None for cell in column)


SCHEME = """\
csscore: 1
name: team
unique: [order]
period: {date: [day]}
columns: {base: {headers: [base], unit: money, per: agent}, amount: {headers: [amount], unit: money}}
metrics:
  trade:
    title: Trade
    weight: 60
    metrics:
      sold: {title: Sold, value: {sum: amount, where: kind == 'web'}, unit: money, weight: 50, points: minmax}
      rate: {value: {ratio: [good, asked]}, unit: percent, weight: 50, points: minmax}
  per: {value: {formula: sold / orders}, unit: money, weight: 40, points: minmax}
  orders: {value: {count: kind == 'web'}, unit: count, weight: 0}
pay:
  - {ladder: [300, 100], beyond: zero}
  - {per_unit: {of: orders, amount: 5}, title: Per order}
  - {fixed: {column: base}}
"""
ORDERS = """\
agent,order,day,kind,amount,good,asked,base
Ann,o1,2026-03-01,web,10.50,1,2,1000
Ann,o2,2026-03-02,shop,70,1,1,1000
Ann,o3,2026-03-03,web,0.25,0,1,1000
Bo,o4,2026-03-03,web,5,1,3,900
Ann,o5,2026-04-01,web,99,1,1,1000
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("orders.csv").write_text(ORDERS, encoding="utf-8")
    return tmp_path


LINE = ["explain", "orders.csv", "-s", "team.yaml", "-a", "Ann", "--period", "2026-03", "--lang", "en"]


def test_one_metric_by_hand(here: Path) -> None:
    (sold,) = rows("orders.csv", "team.yaml", "Ann", "sold", period="2026-03").sections
    assert (sold.value, sold.columns, [(part.title, part.rows, part.total) for part in sold.parts]) == (
        "10.75", ("order", "amount", "kind"), [("amount", 2, "10.75")],
    )  # fmt: skip
    assert [(row.place.line, row.day, row.texts, row.counts, row.adds) for row in sold.rows] == [
        (2, "2026-03-01", ("o1", "10.50", "web"), True, ("10.5",)),
        (3, "2026-03-02", ("o2", "70", "shop"), False, (None,)),
        (4, "2026-03-03", ("o3", "0.25", "web"), True, ("0.25",)),
    ]


def test_groups_formulas_and_pay_lines(here: Path) -> None:
    def named(what: str) -> list[str]:
        return [one.name for one in rows("orders.csv", "team.yaml", "Ann", what, period="2026-03").sections]

    assert named("trade") == named("Trade") == ["sold", "rate"]
    assert named("per") == ["per", "sold", "orders"]
    assert named("Per order") == ["orders"]
    assert named("ladder") == ["sold", "rate", "per", "orders"]
    said = rows("orders.csv", "team.yaml", "Ann", "fixed", period="2026-03")
    (base,) = said.sections
    assert (base.value, base.parts[0].total, len(base.rows)) == ("1000", "1000", 3)  # a figure of hers counts once


def test_the_best_of_several_are_those_that_count(here: Path) -> None:
    Path("best.yaml").write_text(
        "csscore: 1\nname: best\nmetrics: {top: {value: {sum: amount, best: 2}, unit: money, weight: 100, points: minmax}}\n"
    )
    (top,) = rows("orders.csv", "best.yaml", "Ann", "top").sections
    assert (top.value, top.parts[0].total) == ("169", "169")
    assert [row.counts for row in top.rows] == [False, True, False, True]


def test_who_or_what_is_not_there(here: Path) -> None:
    for agent, what, code in (("Anna", "sold", "A112"), ("Ann", "solt", "D431")):
        with pytest.raises(Rejected) as rejected:
            rows("orders.csv", "team.yaml", agent, what, period="2026-03")
        (problem,) = [one for one in rejected.value.problems if one.severity == "error"]
        assert problem.code == code
        assert "Ann" in problem.hint.en if code == "A112" else "did you mean sold" in problem.hint.en  # type: ignore[union-attr]


def test_pages_and_formats(here: Path) -> None:
    first = invoke([*LINE, "--rows", "sold", "--page-size", "2"])
    assert first.exit_code == 0, first.stderr
    assert all(
        piece in first.stdout for piece in ("3 rows, of which 2 count", "page 1 of 2 (rows 1–2); --page 2", "orders.csv:2")
    )
    assert "orders.csv:4" not in first.stdout
    second = invoke([*LINE, "--rows", "sold", "--page-size", "2", "--page", "2", "--format", "md"])
    assert "orders.csv:4" in second.stdout
    assert "orders.csv:2" not in second.stdout
    told = json.loads(invoke([*LINE, "--rows", "sold", "--format", "json"]).stdout)["sections"][0]
    assert (told["count"], told["counted"], len(told["rows"]), told["parts"][0]["total"]) == (3, 2, 3, "10.75")
    table = list(csv.DictReader(io.StringIO(invoke([*LINE, "--rows", "sold", "--format", "csv"]).stdout)))
    assert [(row["line"], row["day"], row["amount"], row["counts"], row["adds_1"]) for row in table] == [
        ("2", "2026-03-01", "10.50", "true", "10.5"), ("3", "2026-03-02", "70", "false", ""), ("4", "2026-03-03", "0.25", "true", "0.25"),
    ]  # fmt: skip
    assert (
        len(list(csv.DictReader(io.StringIO(invoke([*LINE, "--rows", "sold", "--format", "csv", "--page-size", "2"]).stdout))))
        == 2
    )
    assert "共 3 行，其中 2 行计入" in invoke([*LINE[:-1], "zh", "--rows", "sold"]).stdout
    for more in (
        ["--page", "2"],
        ["--rows", "sold", "--against", "Bo"],
        ["--rows", "sold", "--page", "9"],
        ["--rows", "sold", "--page", "x"],
        ["--rows", "sold", "--page", "9" * 5000],
    ):
        assert invoke([*LINE, *more]).exit_code == 2


def test_without_names(here: Path) -> None:
    for form in ("table", "csv", "json", "md"):
        shown = invoke([*LINE, "--rows", "sold", "--anonymous", "--format", form])
        assert shown.exit_code == 0, shown.stderr
        assert "Ann" not in shown.stdout
        assert "orders.csv" not in shown.stdout
