"""What another scheme would have paid: by hand, month by month as `diff` has it, and the sums exact."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csscore
from csscore.analysis.backtest import backtest
from csscore.backtesting import Backtest, Through
from csscore.problems import Rejected
from csscore.read import cache
from tests.conftest import ROOT, examples
from tests.running import invoke

SCHEMA = json.loads(files("csscore.report.backtest").joinpath("backtest-v1.schema.json").read_text("utf-8"))
SCHEME = """\
csscore: 1
name: team
currency: CNY
period: {date: [day]}
metrics:
  sales: {value: {sum: sales}, unit: money, weight: 50, points: minmax}
  calls: {value: {sum: calls}, unit: count, weight: 50, points: minmax}
pay: [{ladder: [300, 200, 100], beyond: zero}]
limits: {budget: 600}
"""
ROWS = """\
agent,day,sales,calls
Ann,2026-01-05,100,1
Bo,2026-01-06,50,4
Cy,2026-01-07,0,0
Ann,2026-02-05,100,1
Bo,2026-02-06,50,4
Ann,2026-03-05,10,9
Cy,2026-03-06,20,1
Di,2026-03-07,15,2
"""
SET = ["metrics.sales.weight=90", "metrics.calls.weight=10"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def of(said: Backtest, name: str) -> Through:
    return next(agent for agent in said.agents if agent.agent == name)


def test_by_hand(here: Path) -> None:
    """January at 50/50: Ann 50 + 12.5, Bo 25 + 50, Cy 0; at 90/10: Ann 90 + 2.5, Bo 45 + 10, Cy 0.

    February: Ann and Bo 50 each share 300 and 200; at 90/10 Ann is first. March at 50/50: Ann 0 + 50, Cy 50 + 0, Di 25 + 6.25;
    at 90/10: Ann 10, Cy 90, Di 46.25.
    """
    said = backtest("rows.csv", "team.yaml", periods="2026-01..2026-03", sets=SET)
    assert [(month.text, month.compared.whole.pay) for month in said.months] == [
        ("2026-01", (60000, 60000)), ("2026-02", (50000, 50000)), ("2026-03", (60000, 60000)),
    ]  # fmt: skip
    assert [(agent.agent, agent.there, agent.pay, agent.change, agent.moves) for agent in said.agents] == [
        ("Di", 1, (10000, 20000), 10000, (1, 0)),
        ("Cy", 2, (35000, 40000), 5000, (0, 0)),
        ("Ann", 3, (70000, 70000), 0, (1, 1)),
        ("Bo", 2, (55000, 40000), -15000, (0, 2)),
    ]
    assert (said.pay, said.gaining, said.losing) == ((170000, 170000), (2, 15000), (1, -15000))
    assert [change is None for change in of(said, "Bo").changes] == [False, False, True]


def test_each_month_is_what_diff_says_of_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    load = cache.load
    monkeypatch.setattr(cache, "load", lambda *given, **options: [read.append(given[0]), load(*given, **options)][1])
    said = backtest("rows.csv", "team.yaml", periods="2026-01..2026-03", sets=SET)
    assert len(read) == 1
    for month in said.months:
        alone = csscore.diff("rows.csv", "team.yaml", sets=SET, period=month.text)
        assert (month.compared.agents, month.compared.whole) == (alone.agents, alone.whole)


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["Ann", "Bo", "Cy", "Di"]), st.integers(1, 4), st.integers(0, 99), st.integers(0, 9)]),
        min_size=4,
    )
)
@examples(40)
def test_sums_are_exact(rows: list[tuple[str, int, int, int]]) -> None:
    data = pd.DataFrame(
        [
            {"agent": who, "day": f"2026-{month:02}-01", "sales": str(sales), "calls": str(calls)}
            for who, month, sales, calls in rows
        ],
        dtype=object,
    )
    path = Path(ROOT / "tests" / "analysis" / "backtest.yaml")
    months = sorted({month for _, month, _, _ in rows})
    if len(months) < 2:
        return
    said = backtest(data, str(path), periods=",".join(f"2026-{month:02}" for month in months), sets=SET)
    for at in (0, 1):
        assert said.pay[at] == sum(agent.pay[at] for agent in said.agents)
        assert said.pay[at] == sum(month.compared.whole.pay[at] for month in said.months)
    assert said.gaining[1] + said.losing[1] == said.pay[1] - said.pay[0]
    for agent in said.agents:
        assert agent.change == sum(change.pay_change for change in agent.changes if change is not None)


def test_what_is_paid_beyond_the_budget_is_said(here: Path) -> None:
    sets = ["pay.0.ladder=[400, 200, 100]", "limits.budget=650", "limits.over_budget=scale"]
    ended = invoke(
        [
            "diff",
            "rows.csv",
            "-s",
            "team.yaml",
            "--periods",
            "2026-01..2026-02",
            "--lang",
            "en",
            *(word for one in sets for word in ("--set", one)),
        ]
    )
    assert ended.exit_code == 0, ended.stderr
    assert "650.00" in ended.stdout


def test_each_scheme_looks_back_on_its_own_results(here: Path) -> None:
    """Growth over the month before, 1 for every 10: 100 to 160 is paid 6.00; where sales count twice, 200 to 320 is paid 12.00."""
    growth = "pay: [{growth: {of: sales, over: previous, step: 10, amount: 1}}]"
    scheme = SCHEME.replace("limits: {budget: 600}\n", "").replace("pay: [{ladder: [300, 200, 100], beyond: zero}]", growth)
    Path("growth.yaml").write_text(scheme, encoding="utf-8")
    rows = "Ann,2026-01-05,100,1\nAnn,2026-02-05,160,3\nBo,2026-01-05,1,1\nBo,2026-02-05,1,1\n"
    Path("two.csv").write_text(f"agent,day,sales,calls\n{rows}", encoding="utf-8")
    said = backtest("two.csv", "growth.yaml", periods="2026-01..2026-02", sets=["metrics.sales.value.sum=sales * 2"])
    assert [(agent.agent, agent.pay) for agent in said.agents] == [("Ann", (600, 1200)), ("Bo", (0, 0))]


def test_every_format_says_the_same(here: Path) -> None:
    line = [
        "diff",
        "rows.csv",
        "-s",
        "team.yaml",
        "--periods",
        "2026-01..2026-03",
        "--set",
        SET[0],
        "--set",
        SET[1],
        "--lang",
        "en",
    ]
    told = json.loads(invoke([*line, "--format", "json"]).stdout)
    jsonschema.validate(told, SCHEMA)
    (one,) = told["backtests"]
    assert one["totals"]["pay"] == ["1700.00", "1700.00"]
    assert [agent["pay_change"] for agent in one["agents"]] == ["100.00", "50.00", "0.00", "-150.00"]
    assert one["agents"][3]["months"][2] is None
    rows = list(csv.DictReader(io.StringIO(invoke([*line, "--format", "csv"]).stdout)))
    sums = {row["agent"]: row["pay_change"] for row in rows if row["period"] == "2026-01..2026-03"}
    assert sums == {"Di": "100.00", "Cy": "50.00", "Ann": "0.00", "Bo": "-150.00"}
    assert len(rows) == 8 + 4
    for name in ("table", "md", "html"):
        shown = invoke([*line, "--format", name]).stdout
        assert all(piece in shown for piece in ("1,700.00", "+100.00", "−150.00", "who gains most: Di")), name
    hidden = [invoke([*line, "--anonymous", "--format", name]).stdout for name in ("table", "csv", "json", "md", "html")]
    assert not [name for text in hidden for name in ("Ann", "Bo,", "Cy", "Di,", "rows.csv") if name in text]
    assert invoke([*line, "--exit-code"]).exit_code == 1
    chinese = invoke([*line[:-1], "zh"]).stdout
    assert "增加最多：Di，100.00 元" in chinese


def test_all_that_is_wrong_is_said_with_its_month(here: Path) -> None:
    Path("bad.csv").write_text(
        ROWS.replace("Bo,2026-02-06,50", "Bo,2026-02-06,many").replace("Cy,2026-03-06,20", "Cy,2026-03-06,x")
    )
    with pytest.raises(Rejected) as rejected:
        backtest("bad.csv", "team.yaml", periods="2026-01..2026-03", sets=SET)
    assert {(problem.code, problem.place and problem.place.line) for problem in rejected.value.problems} >= {
        ("D204", 6),
        ("D204", 8),
    }


def test_the_same_scheme_is_no_other(here: Path) -> None:
    with pytest.raises(Rejected) as rejected:
        backtest("rows.csv", "team.yaml", periods="2026-01..2026-03")
    assert [problem.code for problem in rejected.value.problems] == ["A120"]
