"""Results of earlier periods: put in order, gaps seen, strangers refused."""

from __future__ import annotations

import json

import pytest

from csscore.problems import Problems
from csscore.read.history import NO_HISTORY, check_people, is_kept, read_history, read_result
from csscore.result import SchemeCard
from csscore.words import same


def agent(name: str, *, rank: int | None = 1, score: str | None = "80.00", **metrics: str) -> dict:
    said = {
        key: {"value": value, "points": "50.0000", "weight": "100", "contribution": "50.0000"} for key, value in metrics.items()
    }
    return {"agent": name, "cohort": {"team": "一组"}, "rank": rank, "score": score, "pay": "100.00", "metrics": said}


def result(folder, name: str, *agents: dict, period: str | None = None, scheme: str = "team") -> str:
    document = {"csscore": 1, "scheme": {"name": scheme}, "period": period, "agents": list(agents)}
    (folder / name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return str(folder / name)


def read(paths, *, period: str | None = "2026-04", scheme: str = "team"):
    problems = Problems()
    card = SchemeCard(scheme, same(scheme), "1", "")
    history = read_history(paths, problems, period=period, scheme=card, currency="CNY")
    return history, [problem.code for problem in problems]


def test_periods_directly_before_the_latest_first(tmp_path):
    paths = [result(tmp_path, f"{month}.json", agent("小美"), period=f"2026-{month}") for month in ("02", "03", "01")]
    history, codes = read(paths)
    assert [earlier.span.text for earlier in history.results] == ["2026-03", "2026-02", "2026-01"]
    assert (history.gap.text, codes) == ("2025-12", [])


def test_a_missing_month_ends_the_chain(tmp_path):
    paths = [result(tmp_path, f"{month}.json", agent("小美"), period=f"2026-{month}") for month in ("01", "03", "05")]
    history, codes = read(paths)
    assert [earlier.span.text for earlier in history.results] == ["2026-03"]
    assert (history.gap.text, codes) == ("2026-02", ["D384"])


def test_the_month_stands_in_the_name_where_the_result_has_none(tmp_path):
    history, codes = read([result(tmp_path, "售前 2026-03.json", agent("小美"))])
    assert [earlier.span.text for earlier in history.results] == ["2026-03"]
    assert codes == []


def test_a_period_of_its_own_wins_over_the_name(tmp_path):
    history, _ = read([result(tmp_path, "2026-02.json", agent("小美"), period="2026-03")])
    assert [earlier.span.text for earlier in history.results] == ["2026-03"]


def test_weeks_follow_weeks_and_not_months(tmp_path):
    week = result(tmp_path, "week.json", agent("小美"), period="2026-03-02..2026-03-08")
    month = result(tmp_path, "month.json", agent("小美"), period="2026-02")
    history, codes = read([week, month], period="2026-03-09..2026-03-15")
    assert [earlier.file for earlier in history.results] == [week]
    assert codes == ["D384"]


def test_without_a_period_it_is_the_one_after_the_latest(tmp_path):
    history, codes = read([result(tmp_path, "a.json", agent("小美"), period="2025-12")], period=None)
    assert [earlier.span.text for earlier in history.results] == ["2025-12"]
    assert codes == ["D385"]


def test_nothing_given(tmp_path):
    assert read([], period=None) == (NO_HISTORY, [])
    history, codes = read([])
    assert (history.results, history.gap.text, codes) == ((), "2026-03", [])


def test_columns_have_what_expressions_name(tmp_path):
    people = [agent("小美", conversion="0.4523"), agent("小丹", rank=None, score=None, level="优秀")]
    (earlier,) = read([result(tmp_path, "a.json", *people, period="2026-03")])[0].results
    assert earlier.agents == {"小美": 0, "小丹": 1}
    assert {name: list(column) for name, column in earlier.columns.items()} == {
        "rank": ["1", None],
        "score": ["80.00", None],
        "pay": ["100.00", "100.00"],
        "team": ["一组", "一组"],
        "conversion": ["0.4523", None],
        "conversion_points": ["50.0000", None],
        "level": [None, "优秀"],
        "level_points": [None, "50.0000"],
    }


def test_the_order_of_the_files_means_nothing(tmp_path):
    paths = [result(tmp_path, f"{month}.json", agent("小美"), period=f"2026-{month}") for month in ("01", "02", "03")]
    assert [e.file for e in read(paths)[0].results] == [e.file for e in read(paths[::-1])[0].results]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "客服,销售额\n小美,1\n",
        "[]",
        "{}",
        '{"csscore": 1, "agents": []}',
        '{"csscore": 2, "scheme": {"name": "x"}, "agents": []}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [1]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"name": "小美"}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美", "metrics": []}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美", "metrics": {"a": 1}}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美", "score": [1]}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美", "pay": "#N/A.00"}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美", "rank": true}]}',
        '{"csscore": 1, "scheme": {"name": "x"}, "agents": [{"agent": "小美"}, {"agent": "小美"}]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(tmp_path, text):
    path = tmp_path / "2026-03.json"
    path.write_text(text, encoding="utf-8")
    history, codes = read([str(path)])
    assert history.results == ()
    assert codes in (["D380"], ["D104"])


def test_two_results_of_the_same_days(tmp_path):
    paths = [
        result(tmp_path, "a.json", agent("小美"), period="2026-03"),
        result(tmp_path, "b.json", agent("小美"), period="2026-03-01..2026-03-31"),
    ]
    assert read(paths)[1] == ["D382"]


def test_other_people(tmp_path):
    history, _ = read([result(tmp_path, "a.json", *map(agent, ("甲", "乙", "丙")), period="2026-03")])
    problems = Problems()
    check_people(history, ["小美", "甲"], problems)
    assert len(problems) == 0
    check_people(history, ["小美", "小丹"], problems)
    assert [problem.code for problem in problems] == ["D389"]


def test_a_result_is_told_by_how_it_begins(tmp_path):
    assert is_kept(result(tmp_path, "any.name", agent("小美")))
    for number, text in enumerate(('[{"csscore": 1}]', "csscore,agent", "", '{"agents": []}')):
        (tmp_path / f"{number}.json").write_text(text, encoding="utf-8")
        assert not is_kept(str(tmp_path / f"{number}.json"))
    assert not is_kept(str(tmp_path / "none.json"))
    assert not is_kept(str(tmp_path))


def test_one_result_with_what_it_says_of_its_scheme(tmp_path):
    problems = Problems()
    path = result(tmp_path, "r.json", {**agent("007"), "name": "小美"}, agent("008"))
    document = json.loads((tmp_path / "r.json").read_text("utf-8"))
    document |= {"currency": "USD", "scheme": {"name": "team", "version": "3", "digest": "sha256:0"}}
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    assert read_result(path, problems) is None
    assert [problem.code for problem in problems] == ["D381"]
    found = read_result(path, problems, period="2026-03")
    assert found is not None
    assert (found.span.text, found.names, found.version, found.digest, found.currency) == (
        "2026-03", ["小美", "008"], "3", "sha256:0", "USD",
    )  # fmt: skip
