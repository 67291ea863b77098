"""What a payroll takes over: the columns of the csv, and the record of inputs, settings and groups in the JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from tests.running import invoke

SCHEME = """csscore: 1
name: s
metrics:
  sales: {value: sales, unit: money, weight: 60, points: minmax}
  service:
    weight: 40
    title: 服务
    metrics:
      rate: {value: rate, unit: percent, weight: 75, points: {linear: {worst: 0%, best: 100%}}}
      care: {value: care, unit: points, weight: 25, points: as_is}
rank: {within: [team]}
pay:
  - {ladder: {first: 500, last: 100}, title: 名次奖金}
  - {per_unit: {of: care, amount: 1}, title: 表扬}
"""
DATA = "agent,team,sales,rate,care\nMei,A,300,90%,80\nDan,A,100,50%,40\n=Ann,B,200,100%,\n"
ADJUST = """agent,kind,item,amount,reason,approved_by
Mei,fine,late,20,a,boss
Mei,fine,late,5,b,boss
Dan,bonus,help,30,c,boss
Dan,money,表扬,-1,d,boss
Dan,penalty points,,2,e,boss
"""


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("s.yaml", SCHEME), ("d.csv", DATA), ("a.csv", ADJUST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path


def rows(*more: str) -> list[dict[str, str]]:
    ended = invoke(["rank", "d.csv", "-s", "s.yaml", "--adjust", "a.csv", "--format", "csv", "-q", *more])
    assert ended.exit_code == 0, ended.stderr
    return list(csv.DictReader(io.StringIO(ended.stdout)))


def data(*more: str) -> dict:
    ended = invoke(["rank", "d.csv", "-s", "s.yaml", "--adjust", "a.csv", "--format", "json", "-q", *more])
    assert ended.exit_code == 0, ended.stderr
    return json.loads(ended.stdout)


def test_the_columns_in_their_order(month: Path) -> None:
    first, second, last = rows()
    assert list(first) == [
        *("rank", "agent", "name", "team", "status", "score", "pay"),
        *("名次奖金", "表扬", "help", "late", "表扬 2", "reason"),
        *("sales", "sales_points", "rate", "rate_points", "care", "care_points", "加减分", "加减分_points"),
    ]
    # Mei: 0.6 * 100 + 0.3 * 90 + 0.1 * 80 = 95; 500 + 80 - 20 - 5
    assert first == {
        "rank": "1", "agent": "Mei", "name": "Mei", "team": "A", "status": "ranked", "score": "95.00", "pay": "555.00",
        "名次奖金": "500.00", "表扬": "80.00", "help": "", "late": "-25.00", "表扬 2": "", "reason": "",
        "sales": "300.00", "sales_points": "100.0000", "rate": "0.9", "rate_points": "90.0000", "care": "80",
        "care_points": "80.0000", "加减分": "0", "加减分_points": "0.0000",
    }  # fmt: skip
    # Dan: 0 + 0.3 * 50 + 0.1 * 40 - 2 = 17; 100 + 40 + 30 - 1
    assert [second[key] for key in ("agent", "score", "pay", "help", "表扬 2")] == ["Dan", "17.00", "169.00", "30.00", "-1.00"]
    assert [last[key] for key in ("rank", "agent", "status", "score", "pay")] == ["", "'=Ann", "unranked", "", "0.00"]
    assert "care" in last["reason"]


def test_chosen_columns(month: Path) -> None:
    first, *_ = rows("--fields", "agent,pay, late ,rank")
    assert list(first.items()) == [("agent", "Mei"), ("pay", "555.00"), ("late", "-25.00"), ("rank", "1")]
    for fields, code in (("agent,wages", "U130"), ("agent,agent", "U127"), (",", "U130")):
        ended = invoke(["rank", "d.csv", "-s", "s.yaml", "--format", "csv", "--fields", fields])
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert f"error {code}" in ended.stderr
    assert invoke(["rank", "d.csv", "-s", "s.yaml", "-o", "x.csv", "--fields", "wages"]).exit_code == 2
    assert not Path("x.csv").exists()


def test_groups(month: Path) -> None:
    first, second, last = data()["agents"]
    # 服务: 0.75 * 90 + 0.25 * 80 = 87.5, which adds 40 % of it
    assert first["groups"] == {"service": {"value": "87.5000", "weight": "40", "contribution": "35.0000"}}
    assert second["groups"]["service"] == {"value": "47.5000", "weight": "40", "contribution": "19.0000"}
    assert last["groups"]["service"]["weight"] == "40"


def test_groups_with_a_method_and_points_of_their_own(month: Path) -> None:
    text = SCHEME.replace("    title: 服务", "    method: min\n    points: {bands: {'>= 60': 100, else: 0}}")
    text = text.replace("weight: 75, ", "").replace("weight: 25, ", "")
    (month / "s.yaml").write_text(text, encoding="utf-8")
    first, second, _ = data()["agents"]
    assert first["groups"] == {"service": {"value": "100.0000", "weight": "40", "contribution": "40.0000"}}
    assert second["groups"] == {"service": {"value": "0.0000", "weight": "40", "contribution": "0.0000"}}


def test_every_file_that_was_read(month: Path) -> None:
    (month / "r.csv").write_text("account,name,team\nMei,Mei,A\nDan,Dan,A\n=Ann,Ann,B\n", encoding="utf-8")
    (month / "base.yaml").write_text("csscore: 1\nparams: {goal: 1}\n", encoding="utf-8")
    (month / "s.yaml").write_text(SCHEME.replace("name: s\n", "name: s\ninclude: [base.yaml, columns.yaml]\n"), encoding="utf-8")
    found = data("--roster", "r.csv", "--set", "params.goal=2", "--set", "pay[0].ladder.first=600")
    assert found["set"] == ["params.goal=2", "pay[0].ladder.first=600"]
    assert [(one["role"], one["file"], one["sheet"], one["rows"]) for one in found["inputs"]] == [
        ("files", "d.csv", None, 3),
        ("roster", "r.csv", None, 3),
        ("adjust", "a.csv", None, 5),
        ("scheme", "s.yaml", None, None),
        ("include", "base.yaml", None, None),
    ]
    for one in found["inputs"]:
        assert one["sha256"] == hashlib.sha256(Path(one["file"]).read_bytes()).hexdigest()


def test_a_large_file_is_told_by_size_and_time(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csscore.report.json._LARGE", 60)
    os.utime("d.csv", (1_772_323_200, 1_772_323_200))
    (one, *_) = data()["inputs"]
    size = (month / "d.csv").stat().st_size
    assert one == {"role": "files", "file": "d.csv", "sheet": None, "size": size, "modified": "2026-03-01T00:00:00Z", "rows": 3}
    assert "sha256" in data("--digest")["inputs"][0]


def test_a_csv_and_a_json_are_read_back_alike(month: Path) -> None:
    leader = """csscore: 1
name: leader
agent: [agent]
metrics:
  rate: {value: {mean: rate, from: month}, unit: percent, weight: 100, points: as_is}
  bonus: {value: {sum: 名次奖金, from: month}, unit: money, weight: 0}
  late: {value: {sum: late, from: month}, unit: money, weight: 0}
"""
    (month / "leader.yaml").write_text(leader, encoding="utf-8")
    for kind in ("csv", "json"):
        ended = invoke(["rank", "d.csv", "-s", "s.yaml", "--adjust", "a.csv", "-o", f"m.{kind}", "-q"])
        assert ended.exit_code == 0, ended.stderr
        ended = invoke(["rank", "d.csv", "-s", "leader.yaml", "--with", f"month=m.{kind}", "--format", "json"])
        assert ended.exit_code == 0, ended.stderr
        values = {
            one["agent"]: {name: metric["value"] for name, metric in one["metrics"].items()}
            for one in json.loads(ended.stdout)["agents"]
        }
        assert values["Mei"] == {"rate": "0.9", "bonus": "500.00", "late": "-25.00"}
        assert values["Dan"] == {"rate": "0.5", "bonus": "100.00", "late": None}
