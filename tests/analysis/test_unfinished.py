"""A month that is not over: what stands now is what `rank` says, and a projection is what a month of so many days comes to."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import csscore
from csscore.analysis.audit.chance import Chance
from csscore.problems import Rejected
from csscore.unfinished import Unfinished
from csscore.words import same
from tests.running import invoke

SCHEME = """\
csscore: 1
name: team
columns: {target: {headers: [目标], per: agent}, kept: {headers: [回款], unit: money}, asked: [咨询], bought: [成交]}
period: {date: [日期], except: [2026-03-08]}
params: {goal: 50%}
metrics:
  sales: {title: 销售额, value: sales, unit: money, weight: 40, points: {attainment: {target: target, cap: 120}}}
  conversion: {title: 转化率, value: {ratio: [bought, asked]}, unit: percent, weight: 40, points: {bands: {">=50%": 100, ">=40%": 80, else: 0}}}
  orders: {title: 单数, value: {count: rows}, unit: count, weight: 20, points: minmax}
  each: {title: 客单价, value: {formula: sales / orders}, unit: money, weight: 0}
pay:
  - {ladder: {first: 500, last: 100}}
  - {commission: {on: kept, rate: 1%}, title: 提成}
  - {grades: {by: score, bands: {">=80": A, else: B}, pay: {A: 50, B: 0}}}
"""
ROWS = """\
日期,客服,销售额,回款,咨询,成交,目标
2026-03-01,小美,100,90,100,45,600
2026-03-04,小美,150,150,100,47,600
2026-03-10,小丹,500,400,10,5,600
2026-03-02,小丹,20,0,10,6,600
2026-03-03,小丹,20,20,10,1,600
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("march.csv").write_text(ROWS, encoding="utf-8")
    Path("team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Unfinished:
    """Return what is said of the month as it is; nobody changes it."""
    folder = tmp_path_factory.mktemp("month")
    (folder / "march.csv").write_text(ROWS, encoding="utf-8")
    (folder / "team.yaml").write_text(SCHEME, encoding="utf-8")
    return csscore.so_far(str(folder / "march.csv"), str(folder / "team.yaml"))


def run(*arguments: str) -> str:
    ended = invoke(["rank", *arguments])
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def ends(said: Unfinished, agent: str) -> dict[str, Fraction | None]:
    person = said.people[said.result.agents.tolist().index(agent)]
    return {mark.metric: mark.expected for mark in person.marks}


def test_sums_and_counts_go_on_by_the_days_and_rates_stay(here: Path, said: Unfinished) -> None:
    """Nine of thirty days have passed by the 10th: the 8th does not count. Everything is three and a third times as much."""
    when = said.elapsed
    assert when is not None
    assert (when.period, str(when.until), when.passed, when.days, when.by_rows) == ("2026-03", "2026-03-10", 9, 30, True)
    assert said.result.agents.tolist() == ["小丹", "小美"]
    assert said.result.to_frame()["rank"].tolist() == csscore.rank("march.csv", "team.yaml").to_frame()["rank"].tolist()
    # 小美 has 250 of 600, so 41.6667 points, 92/200 = 46%: 80 points, 2 rows to 3: 0 points; 16.67 + 32 = 48.67
    # 小丹 has 540 of 600, so 90 points; 12/30 = 40%: 80 points; 100 points; 36 + 32 + 20 = 88
    assert said.result.scores.tolist() == [8800, 4867]
    # at the end 2500/3 = 833.33 and 1800 are 120 points (the cap) both: 48 + 32 + 20 = 100 and 48 + 32 + 0 = 80
    assert [person.ahead.score for person in said.people if person.ahead] == [10000, 8000]
    assert ends(said, "小美") == {"sales": Fraction("833.333333333"), "conversion": Fraction("0.46"), "score": Fraction(80)}
    # 500 + 1% of 420 × 10/3 = 1400 + grade A; 100 + 1% of 240 × 10/3 = 800 + grade A
    assert [person.ahead.pay for person in said.people if person.ahead] == [50000 + 1400 + 5000, 10000 + 800 + 5000]
    assert said.result.pay.tolist() == [50000 + 420 + 5000, 10000 + 240]
    assert [words.zh for words in said.figures] == ["目标"]


def test_what_is_missing_to_the_next_line_target_and_place(said: Unfinished) -> None:
    marks = {mark.metric: mark for mark in said.people[1].marks}
    assert (marks["sales"].line, marks["sales"].missing) == (Fraction(600), Fraction(350))
    assert marks["sales"].daily == Fraction(350, 21)
    assert marks["sales"].on_course is True
    assert (marks["conversion"].line, marks["conversion"].missing) == (Fraction(1, 2), Fraction(4, 100))
    assert marks["conversion"].on_course is False
    assert (marks["score"].line, marks["score"].missing) == (Fraction(80), Fraction("31.33"))
    assert said.people[0].marks[0].line == 600  # 540 of them
    assert said.people[0].marks[-1].line is None  # 88 is above every grade
    steps = {step.metric: step for step in said.people[1].steps or ()}
    assert steps["sales"].to is None  # the cap of 120 is 48 points: 80 of 88
    assert steps["orders"].to == 4  # her 4 rows to 3 turn the 20 points round: 48.67 + 20 and 68, more than they
    assert said.people[0].steps == ()


def test_what_only_grows_and_had_better_not_has_a_bound(here: Path) -> None:
    """Two rows of at most 2 are used up, three of at most 5 leave 2; by the 30th they are seven and ten."""
    bands = 'better: lower, weight: 20, points: {bands: {"<=2": 100, "<=5": 50, else: 0}}'
    Path("team.yaml").write_text(SCHEME.replace("weight: 20, points: minmax", bands), encoding="utf-8")
    said = csscore.so_far("march.csv", "team.yaml")
    found = [(mark.missing, mark.line, mark.on_course) for person in said.people for mark in person.marks if mark.bound]
    assert found == [(Fraction(2), Fraction(5), False), (Fraction(0), Fraction(2), False)]


def test_the_range_holds_the_projection_and_is_always_the_same(here: Path, said: Unfinished) -> None:
    again = csscore.so_far("march.csv", "team.yaml")
    assert said.draws == again.draws == 200
    assert said.people == again.people
    for person in said.people:
        assert person.ahead is not None
        assert person.ahead.pays is not None
        assert person.ahead.pays[0] <= person.ahead.pay <= person.ahead.pays[1]
        assert person.ahead.pays[0] < person.ahead.pays[1]


@pytest.mark.parametrize(
    ("chance", "mean", "sd"),
    [
        # Poisson: 16 so far, as much again: mean 16 + 16.5, variance of Gamma(16.5) + Poisson
        (Chance("x", "count", np.array([16.0]), None, None, same("")), 32.5, (16.5 + 16.5) ** 0.5),
        # 30 of 100 so far, 100 more: (30 + 100 p) / 200 with p of Beta(30.5, 70.5)
        (Chance("x", "rate", np.array([0.3]), np.array([100.0]), None, same("")), 0.30099, 0.0322),
        # a sum of 50 ± 4, as much again: 100 ± 4 √2
        (Chance("x", "amount", np.array([50.0]), None, np.array([4.0]), same("")), 100.0, 4 * 2**0.5),
        # a mean of 50 ± 4: at the end 50 ± 4 / √2
        (Chance("x", "amount", np.array([50.0]), np.array([9.0]), np.array([4.0]), same("")), 50.0, 4 / 2**0.5),
    ],
)
def test_what_is_drawn_has_the_spread_of_so_few_contacts(chance: Chance, mean: float, sd: float) -> None:
    drawn = chance.finished(1.0, 40_000, np.random.Generator(np.random.PCG64(1)))
    assert drawn.mean() == pytest.approx(mean, rel=0.01)
    assert drawn.std() == pytest.approx(sd, rel=0.03)


def test_without_days_nothing_is_said_of_the_end_but_what_stands_is(here: Path) -> None:
    Path("undated.csv").write_text("".join(line.partition(",")[2] + "\n" for line in ROWS.splitlines()), encoding="utf-8")
    Path("plain.yaml").write_text(SCHEME.replace("date: [日期], ", ""), encoding="utf-8")
    said = csscore.so_far("undated.csv", "plain.yaml")
    assert said.elapsed is None
    assert said.refused is not None
    assert said.result.scores.tolist() == [8800, 4867]
    assert [person.ahead for person in said.people] == [None, None]
    assert said.people[1].marks[0].missing == 350
    asked = csscore.so_far("undated.csv", "plain.yaml", as_of="2026-03-10")
    assert asked.elapsed is not None
    assert not asked.elapsed.by_rows
    assert [person.ahead.score for person in asked.people if person.ahead] == [10000, 8000]
    over = csscore.so_far("undated.csv", "plain.yaml", as_of="2026-03-31")
    assert over.refused is not None
    assert "2026-03-31" in over.refused.en


def test_files_tell_what_stands_from_what_may_come(here: Path) -> None:
    run("march.csv", "-s", "team.yaml", "--so-far", "-o", "now.json", "--lang", "en")
    document = json.loads(Path("now.json").read_text("utf-8"))
    assert [agent["pay"] for agent in document["now"]["agents"]] == ["554.20", "102.40"]
    assert [one["projected"]["pay"] for one in document["so_far"]["people"]] == ["564.00", "158.00"]
    with pytest.raises(Rejected) as refused:  # it is no result of a month
        csscore.rank("march.csv", "team.yaml", history=["now.json"])
    assert "D380" in {problem.code for problem in refused.value.problems}
    ended = run("march.csv", "-s", "team.yaml", "--so-far", "--format", "csv", "--fields", "so_far,agent,pay,projected_pay")
    assert ended.splitlines()[1:] == ["2026-03-10,小丹,554.20,564.00", "2026-03-10,小美,102.40,158.00"]


def test_the_page_says_that_the_month_is_not_over_and_names_nobody_if_asked(here: Path) -> None:
    shown = run("march.csv", "-s", "team.yaml", "--so-far", "--format", "table", "--lang", "zh")
    assert "未完月份" in shown
    assert "30 天里过了 9 天，还剩 21 天" in shown
    assert "差 350.00 元 → 600.00 元" in shown
    assert "这不是工资" in shown
    page = run("march.csv", "-s", "team.yaml", "--so-far", "--format", "html", "--lang", "en", "--anonymous")
    assert "month to date" in page
    assert "a projection, no pay" in page
    assert "小美" not in page


def test_columns_that_pay_counts_are_drawn_too(here: Path) -> None:
    """Five yuan a praise: 6 of them in nine of thirty days are 20 at the end, 100.00; nobody knows how many there will be."""
    Path("team.yaml").write_text(
        "csscore: 1\nname: team\nperiod: {date: [日期]}\ncolumns: {praise: {headers: [点名], unit: count}}\n"
        "metrics: {mark: {value: {last: 得分}, weight: 100, points: as_is}}\npay:\n  - {per_unit: {of: praise, amount: 5}}\n",
        encoding="utf-8",
    )
    Path("march.csv").write_text("日期,客服,点名,得分\n2026-03-02,小美,4,80\n2026-03-09,小美,2,80\n", encoding="utf-8")
    said = csscore.so_far("march.csv", "team.yaml", as_of="2026-03-09")
    (person,) = said.people
    assert said.draws == 200
    assert person.ahead is not None
    assert person.ahead.pays is not None
    assert person.ahead.pay == 10_333  # 6 × 31 ÷ 9 = 20.6667
    low, high = person.ahead.pays
    # 6 and Poisson of 22/9 × Gamma(6.5): 21.9 ± 7.4; nine in ten lie between 11 and 35, at 5 each
    assert 5_000 <= low <= 7_000
    assert 15_500 <= high <= 19_500


def test_many_people_see_how_far_the_next_score_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csscore.analysis.unfinished.run.MOST", 1)
    said = csscore.so_far("march.csv", "team.yaml")
    assert [person.gap for person in said.people] == [None, 8800 - 4867]
    assert run("march.csv", "-s", "team.yaml", "--so-far", "--format", "md", "--lang", "zh").count("离更高的总分") == 1
    document = json.loads(run("march.csv", "-s", "team.yaml", "--so-far", "--format", "json"))
    assert "39.33" in json.dumps(document)
