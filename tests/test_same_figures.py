"""Every figure of a month is the same wherever it stands: json, csv, page, workbook, slips; over every ready-made scheme's sample.

A month is computed once and written in all forms; each is read as its reader would, by its titles, and compared with the json. What
``csscore open`` shows is what these commands write (tests/cli/test_open_driven.py).
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import python_calamine

from csscore import pipeline
from csscore.analysis.slips import Slips
from csscore.explanation import ADJUSTMENT
from csscore.pipeline import Run
from csscore.report.csv import write_csv
from csscore.report.json import write_json
from csscore.report.page import write_page
from csscore.report.slips.book import write_slips
from csscore.report.slips.files import slip_html
from csscore.report.slips.paper import Papers
from csscore.report.workbook import write_workbook
from tests.schemes.test_shipped import NAMES, ROOT, sample_of

FURTHER: dict[str, tuple[str, list[str], dict[str, Any]]] = {
    "presale with adjustments": ("presale", ["samples/march.xlsx"], {"adjust": "samples/adjust-march.csv"}),
    "two shops and a roster": (
        "presale",
        ["samples/shops-march/shop-1.xlsx", "samples/shops-march/shop-2.xlsx"],
        {"roster": "samples/roster.csv"},
    ),
    "aftersale with a roster": ("aftersale", ["samples/aftersale-march.csv"], {"roster": "samples/aftersale-roster.csv"}),
}
Cell = Decimal | str | None


class Person(NamedTuple):
    """What is said of one agent, by the titles that stand over it."""

    main: dict[str, Cell]
    """Place, score, pay and each line of it."""
    values: dict[str, Cell]
    points: dict[str, Cell]


def number(cell: Any) -> Cell:
    """Return a cell as an exact number, None where there is none, and words as they are."""
    text = str(cell).replace(",", "").removesuffix("=").strip() if cell is not None else ""
    if text in {"", "–", "-"}:
        return None
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) else text


def written(write: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("members")


@pytest.mark.parametrize("name", [*NAMES, *FURTHER])
def test_every_figure_is_the_same_everywhere(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    scheme, files, options = FURTHER[name] if name in FURTHER else (name, *sample_of(name, folder))
    run = pipeline.compute(files, scheme, **options)
    told = json.loads(written(lambda out: write_json(run.result, out, lang="zh")))
    for form in (of_csv, of_page, of_workbook, of_slips):
        found = form(run)
        people = {agent["agent"]: expected(agent, run, adjusted=form is of_slips) for agent in told["agents"]}
        assert sorted(found) == sorted(people), form
        for agent, person in people.items():
            for part in Person._fields:
                shown, known = getattr(found[agent], part), getattr(person, part)
                assert {key: as_shown(known[key], shown[key]) for key in shown} == shown, (form, agent, part)
            unpaid = set() if run.result.lines else {"应发"}
            assert found[agent].main.keys() | unpaid == person.main.keys(), (form, agent)
            assert found[agent].values.keys() == person.values.keys(), (form, agent)
    check_papers(run, people)


def expected(agent: dict[str, Any], run: Run, *, adjusted: bool) -> Person:
    """Return what the json says; ``adjusted`` takes what was decided by hand together, as slips do."""
    titles = {metric.name: metric.title.zh for metric in run.result.metrics}
    words = {metric.name for metric in run.result.metrics if metric.values.dtype == object}
    called = {line.title.zh: "调整" if adjusted and line.rule == ADJUSTMENT else line.title.zh for line in run.result.lines}
    amounts: dict[str, Any] = dict.fromkeys(called.values())
    for line in agent["lines"]:
        title = called[line["title"]]
        amounts[title] = (amounts[title] or 0) + Decimal(line["amount"])
    return Person(
        {"名次": number(agent["rank"]), "总分": number(agent["score"]), "应发": number(agent["pay"]), **amounts},
        {titles[key]: number(one["value"]) for key, one in agent["metrics"].items() if key not in words},
        {titles[key]: number(one["points"]) for key, one in agent["metrics"].items()},
    )


def as_shown(known: Cell, shown: Cell) -> Cell:
    """Return a number with as many digits as are shown of it."""
    if not isinstance(known, Decimal) or not isinstance(shown, Decimal):
        return known
    return known.quantize(shown, rounding=ROUND_HALF_UP)


def of_csv(run: Run) -> dict[str, Person]:
    rows = csv.DictReader(io.StringIO(written(lambda out: write_csv(run.result, out, lang="zh")).decode()))
    metrics = {metric.name: metric for metric in run.result.metrics}
    values = {name: name for name, metric in metrics.items() if metric.values.dtype != object}
    lines = {line.title.zh: line.title.zh for line in run.result.lines}
    main = {"名次": "rank", "总分": "score", "应发": "pay", **lines}
    return {
        row["agent"]: Person(
            {key: number(row[column]) for key, column in main.items()},
            {metrics[name].title.zh: number(row[f"{name}.value"] if f"{name}.value" in row else row[name]) for name in values},
            {metric.title.zh: number(row[f"{name}_points"]) for name, metric in metrics.items()},
        )
        for row in rows
    }


def of_page(run: Run) -> dict[str, Person]:
    """Read the page's data; its numbers are whole ones of the smallest digit, its values texts of what is shown."""
    page = written(lambda out: write_page(run, out, lang="zh", explained=None)).decode()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])
    digits = data["digits"]

    def exact(column: list[Any], kind: str, at: int) -> Cell:
        return None if column[at] is None else Decimal(int(column[at])).scaleb(-digits[kind])

    def value(metric: dict[str, Any], at: int) -> Cell:
        shown = number(metric["values"][at])
        return shown.scaleb(-2) if isinstance(shown, Decimal) and metric["unit"][0] == "%" else shown

    return {
        agent: Person(
            {
                "名次": None if data["ranks"][at] is None else Decimal(data["ranks"][at]),
                "总分": exact(data["scores"], "score", at),
                "应发": exact(data["pay"], "money", at),
                **{line["title"][0]: exact(line["amounts"], "money", at) for line in data["lines"]},
            },
            {metric["title"][0]: value(metric, at) for metric in data["metrics"] if metric["numeric"]},
            {metric["title"][0]: exact(metric["points"], "points", at) for metric in data["metrics"]},
        )
        for at, agent in enumerate(data["agents"])
    }


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def of_workbook(run: Run) -> dict[str, Person]:
    """Read what the cells show until they are computed again (tests/workbook computes them again)."""
    book = sheets(written(lambda out: write_workbook(run.result, out, lang="zh", run=run)))
    ids = {str(name): str(agent) for agent, name in zip(run.result.agents, run.result.names, strict=True)}
    first = next(at for at, row in enumerate(book["排名"]) if row[0] == "名次")
    head = [re.sub(r"（[^（）]*）$", "", str(cell)) for cell in book["排名"][first]]
    main = [dict(zip(head, row, strict=True)) for row in book["排名"][first + 1 : first + 1 + len(run.result)]]
    values, points = ([dict(zip(book[name][0], row, strict=True)) for row in book[name][1:]] for name in ("明细", "得分"))
    titles = [metric.title.zh for metric in run.result.metrics if metric.values.dtype != object]
    lines = [line.title.zh for line in run.result.lines]
    rows = [{who(row, ids): row for row in table if who(row, ids)} for table in (main, values, points)]
    return {
        agent: Person(
            {key: number(rows[0][agent][key]) for key in ("名次", "总分", "应发", *lines) if key in rows[0][agent]},
            {key: number(rows[1][agent][key]) for key in titles},
            {key: number(rows[2][agent][f"{key}得分"]) for key in titles if f"{key}得分" in rows[2][agent]},
        )
        for agent in rows[0]
    }


def who(row: dict[str, Any], ids: dict[str, str]) -> str:
    """Return whose row it is: her id, or that of her name."""
    said = str(row.get("客服", ""))
    return said if said in ids.values() else ids.get(said, "")


def of_slips(run: Run) -> dict[str, Person]:
    """Read the strips: headings in bands, below each the number, and below that the points."""
    making = Slips(run)
    strips = [making.strip(agent) for agent in making.positions(None)]
    ids = {str(name): str(agent) for agent, name in zip(run.result.agents, run.result.names, strict=True)}
    rows = [row for sheet in sheets(written(lambda out: write_slips(run, strips, out, lang="zh"))).values() for row in sheet]
    metrics = {metric.title.zh: metric.values.dtype != object for metric in run.result.metrics}
    main = {"名次", "总分", "应发", "调整", *(line.title.zh for line in run.result.lines)}
    people: dict[str, Person] = {}
    person = Person({}, {}, {})
    for at, row in enumerate(rows[:-1]):
        heads = [str(cell).rpartition("\n")[0] or str(cell) for cell in row]
        if "名次" in heads:
            person = people.setdefault(who({"客服": rows[at + 1][heads.index("客服")]}, ids), Person({}, {}, {}))
        if not {"名次", *metrics, *main}.intersection(heads):
            continue
        for column, head in enumerate(heads):
            if head in metrics and head not in person.points:
                if metrics[head]:
                    person.values[head] = number(rows[at + 1][column])
                person.points[head] = number(rows[at + 2][column])
            elif head in main and head not in person.main:  # a line may be called as a metric is
                person.main[head] = number(rows[at + 1][column])
    return people


def check_papers(run: Run, people: dict[str, Person]) -> None:
    """Look for score, pay and every amount in the slip of the first and the last."""
    making, papers = Slips(run), Papers(run, "zh")
    for agent in (0, len(run.measured) - 1):
        slip = html.unescape(slip_html(papers.of(making.of(agent, what_if=False)), "zh"))
        shown = {number(text) for text in re.findall(r"-?[\d,]+(?:\.\d+)?", slip)}
        main = people[str(run.measured.agents[agent])].main
        assert {value for key, value in main.items() if value is not None and (run.result.lines or key != "应发")} <= shown
