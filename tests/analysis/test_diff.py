"""Comparisons add up, are empty where nothing differs, and the way back is the same with the other sign."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import csscore
from csscore.analysis.diff import diff, diffs
from csscore.comparison import AgentChange, Comparison, Effects
from csscore.problems import Rejected
from tests.conftest import examples
from tests.schemes.test_shipped import NAMES, ROOT, sample_of

MARCH = "客服,销售额,回复率\n小美,128400,98%\n小丹,96000,96%\n阿宁,90000,97%\n白露,80000,99%\n"
APRIL = "客服,销售额,回复率\n小美,88400,98%\n小丹,99000,96%\n白露,120000,97%\n新月,60000,99%\n"
ADJUST = "客服,类型,项目,金额,原因,批准人\n小美,money,带新人,50,带新人,主管\n"
SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {title: 销售额, value: sales, unit: money, weight: 60, points: minmax}
  reply: {title: 回复率, value: reply_rate, unit: percent, weight: 40, points: {linear: {worst: 90%, best: 100%}}}
gates: [{name: 回复, when: reply < 97%, then: {score: at_most 50}}]
pay:
  - {ladder: {first: 500, last: 100}, title: 名次奖金}
  - {score_share: {of: 100}, title: 绩效}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("march.csv", MARCH), ("april.csv", APRIL), ("adjust.csv", ADJUST), ("team.yaml", SCHEME)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def adds_up(said: Comparison) -> None:
    scale = 10 ** (said.digits - said.score_digits)
    for agent in said.agents:
        if agent.score_change is None:
            assert agent.parts == ()
        else:
            assert sum(part.amount for part in agent.parts) == agent.score_change * scale
        assert sum(line.amount for line in agent.lines) == agent.pay_change
        if agent.effects is not None:
            assert agent.effects.total == agent.pay_change * 10
    whole = said.whole
    assert sum(agent.pay_change for agent in said.agents) == whole.pay[1] - whole.pay[0] == whole.gained + whole.lost
    if said.cohorts:
        assert sum(group.gained for group in said.cohorts) == whole.gained
    if said.effects is not None:
        assert said.effects.total == (whole.pay[1] - whole.pay[0]) * 10
        assert said.effects == sum((agent.effects for agent in said.agents if agent.effects), Effects())


def turned(agent: AgentChange) -> tuple[object, ...]:
    """Return what the way back must say of somebody."""
    parts = {part.key: (part.after, part.before) for part in agent.parts}
    lines = {(line.rule, line.title): (line.after, line.before) for line in agent.lines}
    effects = agent.effects and (
        -agent.effects.data, -agent.effects.scheme, -agent.effects.left, -agent.effects.joined, -agent.effects.adjustments,
    )  # fmt: skip
    through = agent.through and agent.through.key
    return agent.after, agent.before, parts, lines, effects, None if agent.up is None else -agent.up, through


def straight(agent: AgentChange) -> tuple[object, ...]:
    parts = {part.key: (part.before, part.after) for part in agent.parts}
    lines = {(line.rule, line.title): (line.before, line.after) for line in agent.lines}
    effects = agent.effects and (
        agent.effects.data, agent.effects.scheme, agent.effects.joined, agent.effects.left, agent.effects.adjustments,
    )  # fmt: skip
    return agent.before, agent.after, parts, lines, effects, agent.up, agent.through and agent.through.key


def opposite(forth: Comparison, back: Comparison) -> None:
    assert {agent.agent: turned(agent) for agent in forth.agents} == {agent.agent: straight(agent) for agent in back.agents}
    assert (forth.whole.gaining, forth.whole.gained, forth.whole.moving) == (
        back.whole.losing,
        -back.whole.lost,
        back.whole.moving,
    )
    if forth.whole.agreement is not None and back.whole.agreement is not None:
        assert (forth.whole.agreement.kendall, forth.whole.agreement.spearman) == (
            back.whole.agreement.kendall, back.whole.agreement.spearman,
        )  # fmt: skip
    there = {change.path: (change.after, change.before) for change in forth.settings}
    assert there == {change.path: (change.before, change.after) for change in back.settings}
    assert [(change.metric, change.after, change.before) for change in sorted(forth.weights, key=lambda w: w.metric)] == [
        (change.metric, change.before, change.after) for change in sorted(back.weights, key=lambda w: w.metric)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_scheme_against_itself_is_empty(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    files, options = sample_of(name, tmp_path)
    said = diff(files, name, name, **options)
    assert said.same
    assert (said.settings, said.weights, said.effects) == ((), (), None)
    assert not any(agent.pay_change or agent.score_change or agent.up or agent.through for agent in said.agents)
    adds_up(said)


PAIRS = [
    ("march.xlsx", "presale", "presale-rank"), ("march.xlsx", "presale", "presale-closing"), ("kpi-march.csv", "presale-bands", "presale-places"),
    ("aftersale-march.csv", "aftersale", "aftersale-attitude"),
]  # fmt: skip


@pytest.mark.parametrize(("sample", "a", "b"), PAIRS)
def test_schemes_there_and_back(sample: str, a: str, b: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    forth, back = diff(f"samples/{sample}", a, b), diff(f"samples/{sample}", b, a)
    assert forth.settings
    adds_up(forth)
    adds_up(back)
    opposite(forth, back)


@examples(20)
@given(
    st.integers(0, 100), st.sampled_from(["minmax", "rank", "best_share", "zscore"]), st.sampled_from(["minus 5", "at_most 40", "0"]),
    st.sampled_from(["mean", "geometric"]), st.sampled_from([[], ["--adjust"], ["--data"], ["--data", "--adjust"]]),
)  # fmt: skip
def test_any_change_adds_up_and_turns(here: Path, weight: int, points: str, gate: str, method: str, more: list[str]) -> None:
    sets = [f"metrics.sales.weight={weight}", f"metrics.reply.weight={100 - weight}", f"metrics.sales.points={points}"]
    sets += [f"gates[0].then={{score: {gate}}}", f"score.method={method}", "score.floor=10"]
    (here / "other.yaml").write_text(SCHEME, encoding="utf-8")
    data_to = "april.csv" if "--data" in more else None
    changes = {"adjust": "adjust.csv"} if "--adjust" in more else {}
    try:
        before = csscore.load_scheme("team.yaml")
        after = csscore.load_scheme("other.yaml", sets=sets)
        forth = diff("march.csv", before, after, data_to=data_to, options_to=changes)
    except Rejected:
        return  # a geometric mean of nothing
    adds_up(forth)
    if data_to is None:
        back = diff("march.csv", after, before, options_to={"adjust": None} if changes else None, **changes)
    else:
        back = diff(data_to, after, before, data_to="march.csv", **changes)
    adds_up(back)
    opposite(forth, back)


def test_what_moved_her_most(here: Path) -> None:
    """Sales 60 → 40: 小丹 falls below nobody; her sales part is 60 % and then 40 % of (96000 − 80000) / 48400 · 100 = 33.0579."""
    said = diff("march.csv", "team.yaml", sets=["metrics.sales.weight=40", "metrics.reply.weight=60"])
    dan = next(agent for agent in said.agents if agent.agent == "小丹")
    parts = {part.key: (part.before, part.after) for part in dan.parts}
    assert parts["metric sales"] == (198_347, 132_232)
    assert parts["metric reply"] == (240_000, 360_000)
    assert [(change.path, change.before, change.after) for change in said.settings] == [
        ("metrics.sales.weight", ("60", "60"), ("40", "40")), ("metrics.reply.weight", ("40", "40"), ("60", "60")),
    ]  # fmt: skip
    assert [(change.metric, change.before, change.after) for change in said.weights] == [
        ("sales", Fraction(60), Fraction(40)), ("reply", Fraction(40), Fraction(60)),
    ]  # fmt: skip


def test_two_months_by_hand(here: Path) -> None:
    """Only the ladder, four places each month: 500, 366.67, 233.33, 100. 阿宁 (third, 233.33) leaves, 新月 (last, 100) joins."""
    said = diff(
        "march.csv", "team.yaml", data_to="april.csv", options_to={"adjust": "adjust.csv"}, sets=["gates=[]", "pay[1]={fixed: 0}"]
    )
    ladder = diff(
        "march.csv", csscore.load_scheme("team.yaml", sets=["gates=[]", "pay[1]={fixed: 0}"]), data_to="april.csv",
        options_to={"adjust": "adjust.csv"},
    )  # fmt: skip
    adds_up(said)
    # 小美 500 → 283.33 − 50 adjusted, 小丹 366.67 → 366.67, 白露 100 → 500
    assert ladder.effects == Effects(data=133_330, scheme=0, joined=100_000, left=-233_330, adjustments=50_000)
    assert [agent.agent for agent in ladder.agents if agent.before is None] == ["新月"]
    assert [agent.agent for agent in ladder.agents if agent.after is None] == ["阿宁"]


def test_when_a_scheme_cannot_be_used_on_the_other_month(here: Path) -> None:
    (here / "april.csv").write_text(APRIL.replace("回复率", "满意率"), encoding="utf-8")
    other = SCHEME.replace("value: reply_rate", "value: satisfaction")
    (here / "new.yaml").write_text(other, encoding="utf-8")
    said = diff("march.csv", "team.yaml", "new.yaml", data_to="april.csv")
    assert said.order == "together"
    assert said.effects is not None
    assert said.effects.scheme == 0
    adds_up(said)


def test_several_at_once_are_what_each_is_alone(here: Path) -> None:
    sets = [("metrics.sales.weight=50", "metrics.reply.weight=50"), ("metrics.sales.weight=80", "metrics.reply.weight=20")]
    together = diffs("march.csv", "team.yaml", [(None, given) for given in sets])
    assert [said.agents for said in together] == [diff("march.csv", "team.yaml", sets=given).agents for given in sets]


def test_adjustments_stay_with_their_month(here: Path) -> None:
    same_month = diff("march.csv", "team.yaml", sets=["score.digits=1"], adjust="adjust.csv")
    assert all(line.amount == 0 for agent in same_month.agents for line in agent.lines if line.rule == "adjustment")
    next_month = diff("march.csv", "team.yaml", data_to="april.csv", adjust="adjust.csv")
    assert next_month.effects is not None
    assert next_month.effects.adjustments == -50_000


def test_nothing_to_compare_with(here: Path) -> None:
    with pytest.raises(Rejected) as rejected:
        diff("march.csv", "team.yaml")
    assert [problem.code for problem in rejected.value.problems] == ["A120"]


def test_places_in_other_cohorts_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = ["客服,组,销售额,回复率", "小美,甲,4,98%", "小丹,乙,3,98%", "阿宁,甲,2,98%", "白露,乙,1,98%"]
    Path("march.csv").write_text("\n".join(rows), encoding="utf-8")
    Path("team.yaml").write_text(
        SCHEME.replace("gates:", "columns: {group: [组]}\nrank: {within: [group]}\ngates:"), encoding="utf-8"
    )
    split = diff("march.csv", "team.yaml", sets=["rank.within=[]"])
    assert [agent.up for agent in split.agents] == [None] * 4
    assert (split.whole.agreement, split.cohorts) == (None, ())
    adds_up(split)
    inside = diff("march.csv", "team.yaml", sets=["metrics.sales.better=lower"])
    assert [(group.cohort, group.moving) for group in inside.cohorts] == [({"group": "乙"}, 2), ({"group": "甲"}, 2)]
    adds_up(inside)
