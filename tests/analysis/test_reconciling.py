"""A result beside the table that people are paid by today: figures worked by hand, and one cause after the other."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

import csscore
from csscore.reconciliation import Person, Reconciliation

# points are the sales themselves: 90.44, 80.25, 80.25, 60; the bonus is 300, 200, 200, 100 and 50 for the reply rate
SCHEME = """csscore: 1
name: team
metrics:
  sales: {title: 销售额, value: sales, weight: 100, points: {linear: {worst: 0, best: 100}}}
  reply: {title: 回复率, value: reply_rate, unit: percent, weight: 0}
score: {digits: 2}
pay:
  - {ladder: {first: 300, last: 100}, title: 名次奖金}
  - {fixed: {amount: 50}, when: reply >= 95%, title: 回复奖}
"""
MONTH = "客服,销售额,回复率\n小安,90.44,96%\n小贝,80.25,96%\n小晨,80.25,90%\n小冬,60,99%\n"
HEAD = "姓名,名次,总分,应发\n"
SAME = ("小安,1,90.44,350", "小贝,2,80.25,250", "小晨,2,80.25,200", "小冬,4,60,150")


@pytest.fixture(autouse=True)
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    Path("march.csv").write_text(MONTH, encoding="utf-8")


def against(*rows: str, head: str = HEAD, **options: object) -> Reconciliation:
    Path("old.csv").write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return csscore.reconcile("march.csv", "team.yaml", "old.csv", **options)


def person(said: Reconciliation, agent: str) -> Person:
    return next(one for one in said.people if one.agent == agent)


def causes(said: Reconciliation, agent: str) -> dict[str, list[str]]:
    return {cell.column.kind: [cause.kind for cause in cell.causes] for cell in person(said, agent).differing}


def but(agent: str, row: str) -> list[str]:
    return [row if own.startswith(agent) else own for own in SAME]


def test_the_same_table_in_any_order() -> None:
    assert against(*SAME).same
    said = against(*reversed(SAME))
    assert said.same
    assert [one.agent for one in said.people] == ["小安", "小晨", "小贝", "小冬"]


def test_a_csscore_result_is_such_a_table() -> None:
    said = csscore.reconcile("march.csv", "team.yaml", "march.csv", columns={"score": "销售额"})
    assert said.same
    assert [column.kind for column in said.columns if column.decides] == ["score"]


def test_who_is_missing_on_a_side() -> None:
    said = against(*SAME[:3], "小怡,4,50,150")
    assert [(one.agent, one.here, one.cause.kind) for one in said.people if one.cause] == [
        ("小冬", True, "missing there"), ("小怡", False, "missing here"),
    ]  # fmt: skip
    assert not said.same


def test_rounded_there() -> None:
    assert causes(against(*but("小安", "小安,1,90.4,350")), "小安") == {"score": ["rounding"]}
    assert causes(against(*but("小安", "小安,1,90,350")), "小安") == {"score": ["rounding"]}


def test_cut_off_there(tmp_path: Path) -> None:
    """80.255 is 80.26 here (half up); 80.25 there."""
    Path("march.csv").write_text(MONTH.replace("小贝,80.25,", "小贝,80.255,"), encoding="utf-8")
    said = against("小安,1,90.44,350", "小贝,2,80.25,250", "小晨,2,80.25,200", "小冬,4,60,150")
    assert causes(said, "小贝")["score"] == ["rounding"]


def test_another_scale() -> None:
    said = against("小冬,4,0.6,0.015", "小安,1,0.9044,350", "小贝,2,80.25,250", "小晨,2,80.25,200")
    assert causes(said, "小冬") == {"score": ["scale"], "pay": ["scale"]}
    assert causes(said, "小安") == {"score": ["scale"]}


def test_a_tie_that_is_broken_there() -> None:
    said = against(*but("小晨", "小晨,3,80.25,200"))
    assert causes(said, "小晨") == {"rank": ["tie"]}
    (cell,) = person(said, "小晨").differing
    assert cell.causes[0].words.zh == "和小贝同分，那边分了先后"


def test_a_tie_that_is_broken_here() -> None:
    Path("team.yaml").write_text(SCHEME + "rank: {break: [reply]}\n", encoding="utf-8")
    assert causes(against(*SAME), "小晨")["rank"] == ["tie"]


def test_a_place_that_moves_because_of_somebody_missing() -> None:
    said = against("小贝,1,80.25,250", "小晨,1,80.25,200", "小冬,3,60,150")
    assert causes(said, "小冬") == {"rank": ["others"]}


def test_a_place_that_follows_from_the_scores_there() -> None:
    said = against("小安,1,90.44,350", "小贝,2,80.25,250", "小晨,4,55,200", "小冬,3,60,150")
    assert causes(said, "小冬") == {"rank": ["follows"]}


def test_paid_by_another_place() -> None:
    """Place 1 gets 300, place 2 and 3 share 250 + 200 … of which 小贝 has 200 (233.33 + 166.67) / 2."""
    said = against(*but("小冬", "小冬,1,60,350"))
    assert causes(said, "小冬")["pay"] == ["place"]


def test_one_line_more_or_less() -> None:
    assert causes(against(*but("小安", "小安,1,90.44,300")), "小安") == {"pay": ["line"]}
    assert causes(against(*but("小晨", "小晨,2,80.25,250")), "小晨") == {"pay": ["line"]}
    assert causes(against(*but("小晨", "小晨,2,80.25,251")), "小晨") == {"pay": []}


def test_lines_are_compared_by_their_titles() -> None:
    said = against("小安,300,50", "小贝,200,50", "小晨,200,0", "小冬,100,0", head="姓名,名次奖金,回复奖\n")
    assert [(one.agent, [cell.column.key for cell in one.differing]) for one in said.people if not one.same] == [
        ("小冬", ["回复奖"])
    ]


def test_values_are_witnesses_and_not_differences() -> None:
    said = against("小安,1,90.44,90.44", "小贝,2,70,70", "小晨,2,80.25,80.25", "小冬,4,60,61", head="姓名,名次,总分,销售额\n")
    assert [one.agent for one in said.people if not one.same] == ["小贝"]
    assert causes(said, "小贝") == {"score": ["values"]}


def test_more_decimals_are_rounded_first_and_told() -> None:
    said = against(*but("小安", "小安,1,90.4399,350"))
    assert said.same
    assert [problem.code for problem in said.problems] == ["D484"]


def test_nothing_paid_may_be_left_empty_and_a_missing_score_is_nothing() -> None:
    Path("march.csv").write_text(MONTH + "小怡,,99%\n", encoding="utf-8")
    assert against(*SAME, "小怡,,,50").same
    said = against(*SAME, "小怡,,0,50")
    assert causes(said, "小怡") == {"score": ["zero"]}


def test_settings_that_explain_are_found_by_running_them() -> None:
    """Dense numbering (小冬 3rd) and scores of one decimal: two settings, six figures."""
    said = against("小安,1,90.4,350", "小贝,2,80.3,250", "小晨,2,80.3,200", "小冬,3,60,150")
    assert said.differing == 4
    best = said.tried[0]
    assert (set(best.sets), best.left) == ({"score.digits=1", "rank.ties=dense"}, 0)
    assert against("小安,1,90.4,350", "小贝,2,80.3,250", "小晨,2,80.3,200", "小冬,3,60,150", sets=best.sets).same


def test_a_gap_that_counts_as_nothing_there() -> None:
    Path("march.csv").write_text(
        "客服,日期,销售额,回复率\n小安,2026-03-01,90,96%\n小安,2026-03-02,,96%\n小贝,2026-03-01,60,96%\n", encoding="utf-8"
    )
    Path("team.yaml").write_text(
        SCHEME.replace("value: sales", "value: {mean: sales}").replace("value: reply_rate", "value: {mean: reply_rate}"),
        encoding="utf-8",
    )
    said = against("小安,45", "小贝,60", head="姓名,总分\n")
    (best,) = said.tried
    assert best.left == 0
    assert best.sets[0].startswith("columns.sales={headers: [")


def test_places_are_read_as_people_write_them() -> None:
    assert against("小安,第 1 名,90.44,350", "小贝,2=,80.25,250", "小晨,并列2,80.25,200", "小冬,4,60,150").same


def test_a_sheet_behind_the_file_and_headers_that_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "二月"
    book.active.append(["成员", "得"])
    sheet = book.create_sheet("三月")
    for row in (["成员", "得"], ["小安", 90.44], ["小贝", 80.25], ["小晨", 80.25], ["小冬", 60]):
        sheet.append(row)
    book.save("old.xlsx")
    said = csscore.reconcile("march.csv", "team.yaml", "old.xlsx#三月", columns={"agent": "成员", "score": "得"})
    assert said.same
    assert said.columns[0].header == "得"


def test_a_roster_says_whose_an_account_is() -> None:
    Path("roster.csv").write_text("账号,姓名\n小安,安然\n小贝,贝贝\n小晨,晨晨\n小冬,冬冬\n", encoding="utf-8")
    rows = [row.replace("小安", "安然").replace("小贝", "贝贝") for row in SAME]
    said = against(*rows, roster="roster.csv")
    assert said.same
    assert person(said, "安然").pay_change == Fraction(0)


def test_another_denominator_is_found() -> None:
    """The table divides by receptions, the scheme by enquiries: 20/40 and 30/40 against 20/80 and 30/50 (in percent)."""
    Path("march.csv").write_text("客服,付款人数,询单人数,接待人数\n小安,20,40,80\n小贝,30,40,50\n", encoding="utf-8")
    rates = (
        SCHEME.partition("  sales")[0]
        + "  rate: {title: 转化率, value: {ratio: [buyers, enquiries]}, unit: percent, weight: 100, points: {linear: {worst: 0%, best: 100%}}}\n"
    )
    Path("team.yaml").write_text(rates, encoding="utf-8")
    said = against("小安,25,2", "小贝,60,1", head="姓名,总分,名次\n")
    best = said.tried[0]
    assert (best.sets, best.left) == (("metrics.rate.value.ratio[1]=receptions",), 0)


def test_noughts_that_do_not_count_are_found() -> None:
    """90 and 0 make a mean of 45, and of 90 where days of 0 don't count."""
    Path("march.csv").write_text(
        "客服,日期,销售额\n小安,2026-03-01,90\n小安,2026-03-02,0\n小贝,2026-03-01,60\n", encoding="utf-8"
    )
    means = (
        SCHEME.partition("  sales")[0]
        + "  sales: {title: 销售额, value: {mean: sales}, weight: 100, points: {linear: {worst: 0, best: 100}}}\n"
    )
    Path("team.yaml").write_text(means, encoding="utf-8")
    best = against("小安,90", "小贝,60", head="姓名,总分\n").tried[0]
    assert (best.sets, best.left) == (("metrics.sales.value.where=sales != 0",), 0)
