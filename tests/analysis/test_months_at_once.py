"""Several months of the same rows: read once, each month as `rank` of that month alone has it, each doubt told once."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csscore
from csscore.analysis.trend import trend
from csscore.exact.fixed import MISSING, text
from csscore.problems import Rejected
from csscore.read import cache
from csscore.result import metric_text
from tests.conftest import examples
from tests.running import invoke
from tests.test_events_agree import Month, months

PERIODS = ["2026-01", "2026-02", "2026-03"]
SCHEME = """\
csscore: 1
name: orders
columns: {amount: {headers: [amount], unit: money}, kind: [kind]}
period: {date: [day]}
metrics:
  sold: {value: {sum: amount, where: kind == 'web'}, unit: money, weight: 100, points: minmax}
pay: [{ladder: {first: 500, last: 100}}]
"""


def alone(data: Any, scheme: str, period: str) -> dict[str, Any] | set[str]:
    """Return what one month comes to, or the codes by which it is refused."""
    try:
        result = csscore.rank(data, scheme, period=period)
    except Rejected as rejected:
        return {problem.code for problem in rejected.problems if problem.severity == "error"}
    return {
        str(agent): (
            None if result.ranks[at] == MISSING else int(result.ranks[at]),
            None if result.scores[at] == MISSING else text(result.scores[at], result.score_digits),
            int(result.pay[at]),
            {metric.name: metric_text(result, metric, at) for metric in result.metrics},
            {m.name: None if m.points[at] == MISSING else text(m.points[at], result.point_digits) for m in result.metrics},
        )
        for at, agent in enumerate(result.agents.tolist())
    }


@given(months(), st.randoms(use_true_random=False))
@examples(60)
def test_each_month_is_as_that_month_alone(month: Month, dice: Any) -> None:
    rows, scheme = month
    scheme = {**scheme, "pay": scheme["pay"][:1], "period": {"date": ["day"]}}  # growth would need the month before
    data = pd.DataFrame([{**row, "day": f"{dice.choice(PERIODS)}-{dice.randint(1, 28):02}"} for row in rows], dtype=object)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.yaml")
        path.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
        expected = [alone(data, str(path), period) for period in PERIODS]
        try:
            said = trend(data, str(path), periods="2026-01..2026-03")
        except Rejected as rejected:
            refused = {problem.code for problem in rejected.problems if problem.severity == "error"}
            assert refused == set().union(*(one for one in expected if isinstance(one, set)))
            return
    found: list[dict[str, Any]] = [{}, {}, {}]
    for agent in said.agents:
        for at, one in enumerate(agent.standings):
            if one is not None:
                score = None if one.score is None else text(one.score, said.score_digits)
                found[at][agent.agent] = (one.rank, score, one.pay, dict(one.values), dict(one.points))
    assert found == expected


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("orders.yaml").write_text(SCHEME, encoding="utf-8")
    Path("orders.csv").write_text(
        "agent,day,kind,amount\n"
        "Ann,2026-01-03,web,100\nBo,2026-01-04,web,50\nBo,2026-01-05,,70\n"
        "Ann,2026-02-03,web,10\nBo,2026-02-04,web,50\nAnn,2026-02-05,,70\nBo,2026-02-06,,70\n"
        "Ann,2026-03-03,web,100\nBo,2026-03-04,web,50\nBo,2026-03-05,shop,70\nBo,2025-03-05,shop,70\n",
        encoding="utf-8",
    )
    return tmp_path


def count_reading(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    read: list[Any] = []
    load = cache.load

    def counted(files: Any, *rest: Any, **options: Any) -> Any:
        read.append(list(files))
        return load(files, *rest, **options)

    monkeypatch.setattr(cache, "load", counted)
    return read


def test_one_table_is_read_once_for_all_months(orders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reading(monkeypatch)
    adjust = Path("adjust.csv")
    adjust.write_text("agent,kind,item,amount,reason,evidence,approved_by\nAnn,money,bonus,5,help,mail,Lea\n", encoding="utf-8")
    said = trend("orders.csv", "orders.yaml", periods="2026-01..2026-03", months={"2026-02": {"adjust": "adjust.csv"}})
    assert [period.pay for period in said.periods] == [60000, 60500, 60000]
    assert read == [["orders.csv"]]


def test_two_schemes_that_ask_the_same_read_once(orders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reading(monkeypatch)
    csscore.diff("orders.csv", "orders.yaml", sets=["pay.0.ladder.first=700"], period="2026-01")
    assert read == [["orders.csv"]]
    csscore.diff("orders.csv", "orders.yaml", period="2026-01", options_to={"period": "2026-02"})
    assert len(read) == 2


def test_a_doubt_is_told_once_with_its_months(orders: Path) -> None:
    said = trend("orders.csv", "orders.yaml", periods="2026-01..2026-03")
    unknown = [problem for problem in said.problems if problem.code == "D399"]
    alone_ = [one for one in csscore.rank("orders.csv", "orders.yaml", period="2026-01").problems if one.code == "D399"]
    assert [problem.message.en for problem in unknown] == [f"{alone_[0].message.en} (2026-01; likewise in 2026-02)"]
    ended = invoke(["trend", "orders.csv", "-s", "orders.yaml", "--periods", "2026-01..2026-03", "--lang", "zh"])
    assert ended.exit_code == 0
    assert ended.stderr.count("2026-01；2026-02 也有") == 1
    assert ended.stderr.count("D342") == 1  # the row of 2025 is of none of the months


def test_a_cell_is_refused_in_its_month_and_in_no_other(orders: Path) -> None:
    text_ = Path("orders.csv").read_text(encoding="utf-8")
    Path("bad.csv").write_text(
        text_.replace("Bo,2026-02-04,web,50", "Bo,2026-02-04,web,many").replace("Ann,2026-03-03,web,100", "Ann,2026-03-03,web,x")
    )
    with pytest.raises(Rejected) as rejected:
        trend("bad.csv", "orders.yaml", periods="2026-01..2026-03")
    told = {one.place.line: one.message.en[-10:] for one in rejected.value.problems if one.code == "D204" and one.place}
    assert told == {6: " (2026-02)", 9: " (2026-03)"}
