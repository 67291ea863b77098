"""Several months side by side: who is where, what adds up, what is worth telling; expected values by hand."""

from __future__ import annotations

import json
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csscore
from csscore.analysis.milestones import milestones
from csscore.analysis.trend import person, trend
from csscore.problems import Rejected
from csscore.trending import Milestone, Standing, Trend
from tests.conftest import ROOT, examples

SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {title: 销售额, value: sales, unit: money, weight: 100, points: {attainment: {target: 10000, cap: 200}}}
pay:
  - {ladder: [300, 200, 100], beyond: zero, title: 名次奖金}
flags:
  - {name: 晋升, when: rank <= 1, months: 3}
  - {name: 淘汰, when: score < 50, months: 2}
"""
MONTHS = {
    "2026-01": "客服,销售额\n小美,9000\n小丹,8000\n阿宁,4000\n白露,3000\n",
    "2026-02": "客服,销售额\n小美,9500\n小丹,7000\n阿宁,5000\n白露,2000\n",
    "2026-03": "客服,销售额\n小美,9900\n阿宁,6000\n新月,7000\n",
    "2026-04": "客服,销售额\n小美,8000\n小丹,8200\n阿宁,9000\n新月,7500\n",
}
HALFYEAR = sorted((ROOT / "samples" / "halfyear").glob("*.csv"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    for month, text in MONTHS.items():
        (tmp_path / f"{month}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def files(*months: str) -> list[str]:
    return [f"{month}.csv" for month in months or MONTHS]


def keep(month: str, **options: object) -> str:
    """Write a month's result as `csscore rank` does."""
    from csscore.report.json import write_json

    with Path(f"{month}.json").open("wb") as out:
        write_json(csscore.rank(f"{month}.csv", "team.yaml", period=month, **options), out, lang="zh")
    return f"{month}.json"


def way(said: Trend, agent: str) -> list[tuple[int | None, int | None, int] | None]:
    one = person(said, agent)
    return [None if each is None else (each.rank, each.score, each.pay) for each in one.standings]


def codes(said: Trend) -> list[str]:
    return sorted(problem.code for problem in said.problems)


def test_four_months_by_hand(here: Path) -> None:
    said = trend(files(), "team.yaml")
    assert [period.text for period in said.periods] == list(MONTHS)
    assert way(said, "小美") == [(1, 9000, 30000), (1, 9500, 30000), (1, 9900, 30000), (3, 8000, 10000)]
    assert way(said, "小丹") == [(2, 8000, 20000), (2, 7000, 20000), None, (2, 8200, 20000)]
    assert way(said, "新月") == [None, None, (2, 7000, 20000), (4, 7500, 0)]
    assert [agent.agent for agent in said.agents] == ["阿宁", "小丹", "小美", "新月", "白露"]
    assert [(period.people, period.ranked, period.score, period.pay) for period in said.periods] == [
        (4, 4, 6000, 60000), (4, 4, 5875, 60000), (3, 3, 7633, 60000), (4, 4, 8175, 60000),
    ]  # fmt: skip
    assert codes(said) == []


def test_where_the_change_of_pay_comes_from(here: Path) -> None:
    """March: 小丹 (200) and 白露 (0) leave, 新月 comes (200), 阿宁 stays and goes from 100 to 100; April as written."""
    steps = trend(files(), "team.yaml").steps
    assert [(step.stayed, step.joined, step.left, step.adjustments) for step in steps] == [
        (0, 0, 0, 0), (0, 20000, -20000, 0), (-20000, 20000, 0, 0),
    ]  # fmt: skip
    assert [(step.newcomers, step.leavers) for step in steps] == [((), ()), (("新月",), ("小丹", "白露")), (("小丹",), ())]
    assert all(step.told and step.same_scheme for step in steps)


def test_milestones_by_hand(here: Path) -> None:
    said = trend(files(), "team.yaml")
    assert person(said, "阿宁").milestones == (
        Milestone("last", 0, 3), Milestone("low", 0, 4000),
        Milestone("place", 3, 1), Milestone("score", 3, 9000), Milestone("up", 3, 3),
    )  # fmt: skip
    assert person(said, "小丹").milestones == (Milestone("low", 1, 7000), Milestone("back", 3, 1), Milestone("score", 3, 8200))
    assert person(said, "小美").milestones == (
        Milestone("place", 2, 1), Milestone("score", 2, 9900), Milestone("last", 3, 3), Milestone("low", 3, 8000),
    )  # fmt: skip
    assert person(said, "新月").milestones == (Milestone("joined", 2),)  # among three people everybody is among the first three
    assert person(said, "白露").milestones == (Milestone("left", 2),)


def standing(rank: int | None, score: int | None = None, peers: int = 9) -> Standing:
    return Standing({}, rank, 1, peers, score, 0, {}, {})


def test_the_first_time_among_three() -> None:
    follows = [False, True, True, True]

    def tops(*ranks: int | None) -> list[int]:
        return [one.at for one in milestones([rank and standing(rank) for rank in ranks], follows) if one.kind == "top"]

    assert tops(5, 4, 3, 1) == [2]
    assert tops(3, 5, 2, 1) == []  # she was among them in the first month that is known
    assert tops(None, 2, 5, 1) == [1]  # a newcomer
    assert tops(4, 4, 5, 9) == []
    few = [standing(4, peers=4), standing(3, peers=3)]
    assert [one for one in milestones(few, [False, True]) if one.kind == "top"] == []


def test_falls_are_told_as_rises_are() -> None:
    """The same way upside down: what was best is worst, what rose fell, and nothing else changes."""
    turned = {"place": "last", "last": "place", "score": "low", "low": "score", "up": "down", "down": "up"}
    ranks, scores = (2, 5, 4, 3, 1, 2, 6), (50, 10, 20, 30, 60, 55, 5)
    follows = [False, *[True] * 6]
    found = milestones([standing(rank, score) for rank, score in zip(ranks, scores, strict=True)], follows)
    # turned round: place 1 of 9 is place 9, a score of 60 is one of 40
    mirror = milestones([standing(10 - rank, 100 - score) for rank, score in zip(ranks, scores, strict=True)], follows)
    told = {(one.kind, one.at) for one in found if one.kind in turned}
    assert told == {("last", 6), ("place", 4), ("score", 4), ("low", 6), ("up", 4)}
    assert {(turned[one.kind], one.at) for one in mirror if one.kind in turned} == told
    assert [(one.kind, one.at, one.amount) for one in mirror if one.kind == "down"] == [("down", 4, 3)]
    assert [(one.kind, one.at, one.amount) for one in found if one.kind == "out"] == [("out", 1, 5), ("out", 6, 6)]


def test_rises_end_at_a_gap() -> None:
    scores = [standing(1, score) for score in (10, 20, 30, 40, 50, 45, 46)]
    whole = [False, *[True] * 6]
    assert [(one.at, one.amount) for one in milestones(scores, whole) if one.kind == "up"] == [(4, 4)]
    gap = [False, True, False, *[True] * 4]
    assert [one for one in milestones(scores, gap) if one.kind == "up"] == []


def test_flags_as_they_stood_each_month(here: Path) -> None:
    promotion, elimination = trend(files(), "team.yaml").streaks
    assert (promotion.flag, promotion.when, promotion.months) == ("晋升", "rank <= 1", 3)
    assert promotion.runs["小美"] == (1, 2, 3, 0)
    assert promotion.runs["阿宁"] == (0, 0, 0, 1)
    assert elimination.runs["白露"] == (1, 2, None, None)
    assert elimination.runs["阿宁"] == (1, 0, 0, 0)
    assert elimination.runs["新月"] == (None, None, 0, 0)


def test_a_flag_is_raised_when_the_streak_says_so(here: Path) -> None:
    """The pipeline raises the flag by itself, looking back over the results of the months before."""
    earlier = []
    for month in MONTHS:
        result = csscore.rank(f"{month}.csv", "team.yaml", period=month, history=earlier)
        raised = {flag.name: {str(agent) for agent in result.agents[flag.raised]} for flag in result.flags}
        at = list(MONTHS).index(month)
        for streak in trend(files(), "team.yaml").streaks:
            reached = {agent for agent, runs in streak.runs.items() if (runs[at] or 0) >= streak.months}
            assert raised[streak.flag] == reached, (month, streak.flag)
        earlier.append(keep(month, history=list(earlier)))


def test_a_condition_that_is_asked_for(here: Path) -> None:
    said = trend(files(), "team.yaml", streaks=[("sales >= 7000 and rank <= 3", 2)])
    asked = said.streaks[-1]
    assert (asked.flag, asked.months) == (None, 2)
    assert asked.runs["小丹"] == (1, 2, None, 1)
    with pytest.raises(Rejected, match="S324"):
        trend(files(), "team.yaml", streaks=[("orders > 3", 2)])


def test_results_data_and_both_say_the_same(here: Path) -> None:
    computed = trend(files(), "team.yaml")
    results = [keep(month) for month in MONTHS]
    for asked in (results, [*results[:2], *files()[2:]], [*files()[:1], *results[1:]]):
        said = trend(asked, "team.yaml")
        assert said.agents == computed.agents
        assert said.streaks == computed.streaks
        assert [step.total for step in said.steps] == [step.total for step in computed.steps]
        assert [(period.pay, period.score, period.people) for period in said.periods] == [
            (period.pay, period.score, period.people) for period in computed.periods
        ]
        assert codes(said) == []


def test_the_order_of_files_does_not_matter(here: Path) -> None:
    said = trend(files(), "team.yaml")
    for seed in range(4):
        shuffled = files()
        random.Random(seed).shuffle(shuffled)
        assert trend(shuffled, "team.yaml") == said


def test_one_table_is_cut_by_its_dates(here: Path) -> None:
    rows = ["日期,客服,销售额"]
    for month, text in MONTHS.items():
        rows += [f"{month}-{10 + at},{row}" for at, row in enumerate(text.splitlines()[1:])]
    Path("year.csv").write_text("\n".join(rows), encoding="utf-8")
    said = trend("year.csv", "team.yaml", periods="2026-01..2026-04")
    whole = trend(files(), "team.yaml")
    assert said.agents == whole.agents
    assert said.steps == whole.steps
    assert codes(said) == []
    part = trend("year.csv", "team.yaml", periods="2026-02..2026-03")
    (outside,) = part.problems
    assert (outside.code, outside.details["count"]) == ("D342", 8)
    listed = trend("year.csv", "team.yaml", periods="2026-01, 2026-03..2026-04")
    assert [period.text for period in listed.periods] == ["2026-01", "2026-03", "2026-04"]
    assert [period.follows for period in listed.periods] == [False, False, True]


def test_frames_by_period(here: Path) -> None:
    import pandas as pd

    frames = {month: pd.read_csv(f"{month}.csv") for month in MONTHS}
    said = csscore.trend(frames, "team.yaml")
    assert said.agents == trend(files(), "team.yaml").agents
    assert [period.files for period in said.periods] == [()] * 4


def test_one_frame_is_cut_by_its_dates(here: Path) -> None:
    import pandas as pd

    frames = [pd.read_csv(f"{month}.csv").assign(日期=f"{month}-09") for month in MONTHS]
    said = trend(pd.concat(frames), "team.yaml", periods="2026-01..2026-04")
    assert said.agents == trend(files(), "team.yaml").agents
    with pytest.raises(Rejected, match="A167"):
        trend(pd.concat(frames).drop(columns="日期"), "team.yaml", periods="2026-01..2026-04")
    with pytest.raises(Rejected, match="D347"):  # no row is of May
        trend(pd.concat(frames), "team.yaml", periods="2026-01..2026-05")


def test_cohorts_are_ranked_apart(here: Path) -> None:
    Path("team.yaml").write_text(SCHEME.replace("pay:", "rank: {within: [team]}\npay:"), encoding="utf-8")
    for month, moves in (("2026-01", "b"), ("2026-02", "a")):
        rows = f"客服,team,销售额\n小美,a,9000\n小丹,b,8000\n阿宁,a,4000\n白露,{moves},3000\n新月,b,1000\n"
        Path(f"{month}.csv").write_text(rows, encoding="utf-8")
    said = trend(files("2026-01", "2026-02"), "team.yaml")
    assert [(agent.agent, dict(agent.cohort)) for agent in said.agents] == [
        ("小美", {"team": "a"}), ("阿宁", {"team": "a"}), ("白露", {"team": "a"}), ("小丹", {"team": "b"}), ("新月", {"team": "b"}),
    ]  # fmt: skip
    peers = {agent.agent: [one and one.peers for one in agent.standings] for agent in said.agents}
    assert peers == {"小美": [2, 3], "阿宁": [2, 3], "白露": [3, 3], "小丹": [3, 2], "新月": [3, 2]}
    from csscore.report.trend.series import Series

    rank = Series(said, "rank", "zh")
    assert rank.change(person(said, "新月"), 1) == "▲1"
    assert rank.change(person(said, "白露"), 1) == ""  # ranked with others than before


def test_a_gap_ends_what_counts_months_in_a_row(here: Path) -> None:
    said = trend(files("2026-01", "2026-02", "2026-04"), "team.yaml", streaks=[("rank <= 3", 2)])
    assert codes(said) == ["A164"]
    assert said.streaks[-1].runs["小美"] == (1, 2, 1)
    assert said.streaks[-1].runs["阿宁"] == (1, 2, 1)


def test_adjustments_are_of_their_month(here: Path) -> None:
    Path("adjust.csv").write_text("客服,类型,项目,金额,原因,批准人\n小美,money,带新人,50,带新人,主管\n", encoding="utf-8")
    said = trend(files(), "team.yaml", months={"2026-02": {"adjust": "adjust.csv"}})
    assert [(step.stayed, step.adjustments) for step in said.steps] == [(0, 5000), (0, -5000), (-20000, 0)]
    with pytest.raises(Rejected, match="A168"):
        trend(files(), "team.yaml", months={"2026-05": {"adjust": "adjust.csv"}})


def test_growth_looks_at_the_month_before(here: Path) -> None:
    """小美 sells 9000, 9500, 9900, 8000: 500 and 400 more, in steps of 100 at 10 yuan each."""
    scheme = SCHEME.replace("flags:", "  - {growth: {of: sales, over: previous, step: 100, amount: 10}, title: 增长}\nflags:")
    Path("team.yaml").write_text(scheme, encoding="utf-8")
    said = trend(files(), "team.yaml")
    assert [each and each[2] for each in way(said, "小美")] == [30000, 35000, 34000, 10000]
    assert codes(said) == ["P232", "P236", "P236"]  # nothing before January; who was not there the month before
    kept: list[str] = []
    for month in MONTHS:
        kept.append(keep(month, history=list(kept)))
    assert trend(kept, "team.yaml").agents == said.agents


def test_several_files_of_a_month_have_to_be_said(here: Path) -> None:
    Path("2026-05-a.csv").write_text("客服,销售额\n小美,4000\n", encoding="utf-8")
    Path("2026-05-b.csv").write_text("客服,销售额\n小美,5000\n小丹,100\n", encoding="utf-8")
    with pytest.raises(Rejected, match="A162"):
        trend([*files(), "2026-05-a.csv", "2026-05-b.csv"], "team.yaml")
    said = trend([*files(), "2026-05=2026-05-a.csv", "2026-05=2026-05-b.csv"], "team.yaml")
    assert way(said, "小美")[-1] == (1, 9000, 30000)


def test_a_result_of_another_scheme_is_said(here: Path) -> None:
    kept = keep("2026-01")
    Path("team.yaml").write_text(SCHEME.replace("cap: 200", "cap: 150"), encoding="utf-8")
    said = trend([kept, *files()[1:]], "team.yaml")
    assert codes(said) == ["A166"]
    assert [step.same_scheme for step in said.steps] == [False, True, True]
    document = json.loads(Path(kept).read_text("utf-8"))
    Path("2026-01.json").write_text(json.dumps({**document, "currency": "USD"}), encoding="utf-8")
    with pytest.raises(Rejected, match="A121"):
        trend([kept, *files()[1:]], "team.yaml")


@pytest.mark.parametrize("cell", ["abc", "NaN", "1e999", ""])
def test_a_result_with_odd_numbers_is_refused(here: Path, cell: str) -> None:
    kept = keep("2026-01")
    document = json.loads(Path(kept).read_text("utf-8"))
    document["agents"][0]["score"] = cell
    Path(kept).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Rejected, match="D380"):
        trend([kept, *files()[1:]], "team.yaml")


def test_who_is_meant(here: Path) -> None:
    said = trend(files(), "team.yaml")
    with pytest.raises(Rejected, match="A112"):
        person(said, "小梅")
    with pytest.raises(Rejected, match="A110"):
        person(said, "Zoe")


def test_the_half_year_says_what_was_planted() -> None:
    said = trend([str(path) for path in HALFYEAR], str(ROOT / "schemes" / "presale.yaml"), streaks=[("rank <= 3", 3)])
    ranks = {agent.agent: [None if one is None else one.rank for one in agent.standings] for agent in said.agents}
    assert ranks["豆芽"] == [7, 7, 7, 7, 2, 2]
    assert ranks["圆圆"][:3] == [None, None, 5]
    assert ranks["小陶"][2] is None
    assert ranks["阿果"][4:] == [None, None]
    (streak,) = said.streaks
    assert [agent for agent, runs in streak.runs.items() if runs[-1] == 6] == ["小松", "小荷"]
    assert person(said, "豆芽").readings["score"].sign == "above"


@examples(25)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.integers(0, 20000), min_size=1),
        min_size=2,
        max_size=5,
    )
)
def test_every_decomposition_sums(months: list[dict[str, int]]) -> None:
    import pandas as pd

    frames = {
        f"2026-{at:02}": pd.DataFrame({"客服": list(month), "销售额": list(month.values())}) for at, month in enumerate(months, 1)
    }
    said = trend(frames, _scheme())
    for (before, after), step in zip(pairwise(said.periods), said.steps, strict=True):
        assert step.total == after.pay - before.pay
    for at, period in enumerate(said.periods):
        assert period.pay == sum(one.pay for agent in said.agents if (one := agent.standings[at]) is not None)
        assert period.people == sum(agent.standings[at] is not None for agent in said.agents)


def _scheme():
    from csscore.problems import Problems
    from csscore.rules import RULES
    from csscore.scheme.load import load

    path = ROOT / "schemes" / "presale.yaml"
    loaded = load(
        str(path),
        RULES,
        Problems(),
        sets=[
            "metrics={sales: {value: sales, unit: money, weight: 100, points: minmax}}",
            "gates=[]",
            "pay=[{ladder: {first: 333, last: 100}}]",
        ],
    )
    assert loaded is not None
    return loaded


def test_24_months_of_1000_agents_take_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """4.5 s of processor time on the machine where it was written; a loop over agents for each month would take minutes."""
    monkeypatch.chdir(tmp_path)
    rng = random.Random(1)
    for at in range(24):
        rows = [f"a{agent:04},{rng.randint(1000, 9999)},{rng.random():.4f}" for agent in range(1000)]
        Path(f"{2024 + at // 12}-{at % 12 + 1:02}.csv").write_text("\n".join(["agent,sales,quality", *rows]), encoding="utf-8")
    Path("big.yaml").write_text(
        "csscore: 1\nname: big\nmetrics:\n  sales: {value: sales, weight: 50, points: minmax}\n"
        "  quality: {value: quality, weight: 50, points: minmax}\npay: [{ladder: {first: 2500, last: 100}}]\n"
        "flags: [{name: top, when: rank <= 100, months: 3}]\n",
        encoding="utf-8",
    )
    start = time.process_time()
    said = trend(sorted(str(path) for path in Path().glob("*.csv")), "big.yaml")
    assert time.process_time() - start < 20
    assert (len(said.periods), len(said.agents)) == (24, 1000)
