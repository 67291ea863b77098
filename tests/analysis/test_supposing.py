"""What is supposed of people gives what edited files give; what is not possible is refused; sums are exact."""

from __future__ import annotations

from pathlib import Path

import pytest

import csscore
from csscore.analysis.diff import diff
from csscore.comparison import Comparison, Newcomer, Standing
from csscore.problems import Rejected
from tests.analysis.test_diff import adds_up
from tests.schemes.test_shipped import NAMES, ROOT, sample_of

HEADER = "客服,日期,组,销售额,退款,人数,成交,出勤\n"
ROWS = [
    "小美,2026-03-01,甲,60000,500,100,52,20", "小美,2026-03-02,甲,30000,0,50,20,20",
    "小丹,2026-03-01,甲,70000,900,120,50,21", "小丹,2026-03-02,乙,9000,100,30,12,21",
    "阿宁,2026-03-01,甲,50000,50,80,44,19", "白露,2026-03-02,甲,95000,5000,160,70,22",
    "初一,2026-03-01,甲,20000,0,40,25,10",
]  # fmt: skip
SCHEME = """\
csscore: 1
name: team
columns: {sales: [销售额], refunds: [退款], asked: [人数], bought: [成交], attended: [出勤]}
metrics:
  sales: {title: 销售额, value: {sum: sales}, unit: money, weight: 30, points: minmax}
  refunds: {title: 退款, value: {sum: refunds}, unit: money, weight: 0, better: lower}
  net: {title: 净销售额, value: {formula: sales - 2 * refunds}, unit: money, weight: 30, points: rank}
  conversion: {title: 转化率, value: {ratio: [bought, asked]}, unit: percent, weight: 40, points: {linear: {worst: 30%, best: 60%}}}
gates: [{name: 退款, when: refunds > 4000, then: {score: at_most 60}}]
pay:
  - {ladder: {first: 500, last: 100}}
  - {fixed: 1000, prorate: attended / 22}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("march.csv", ROWS)
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def write(name: str, rows: list[str]) -> str:
    Path(name).write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return name


def after(said: Comparison) -> dict[str, Standing]:
    adds_up(said)
    return {agent.agent: agent.after for agent in said.agents if agent.after is not None}


def as_ranked(file: str, **options: object) -> dict[str, Standing]:
    """Return what the month comes to if the file says so itself."""
    return after(diff("march.csv", "team.yaml", data_to=file, **options))  # type: ignore[arg-type]


def swapped(old: str, new: str) -> list[str]:
    assert sum(old in row for row in ROWS) == 1
    return [row.replace(old, new) for row in ROWS]


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ("agent=阿宁,sales=+2500.5", swapped("阿宁,2026-03-01,甲,50000,", "阿宁,2026-03-01,甲,52500.5,")),
        ("agent=阿宁,sales=-2500,refunds=+1950", swapped("阿宁,2026-03-01,甲,50000,50", "阿宁,2026-03-01,甲,47500,2000")),
        ("agent=小美,销售额=*1.1", swapped("小美,2026-03-02,甲,30000,", "小美,2026-03-02,甲,39000,")),
        ("agent=白露,conversion=+1.25%", swapped("160,70,22", "160,72,22")),
        ("agent=白露，转化率＝45%", swapped("160,70,22", "160,72,22")),
        ("agent=白露,refunds==4000", swapped(",5000,160", ",4000,160")),
        ("agent=白露,refunds=-1e3".replace("1e3", "1000"), swapped(",5000,160", ",4000,160")),
        ("agent=初一,sales=1.5万", swapped("甲,20000,0", "甲,15000,0")),
    ],
)
def test_a_changed_value_is_what_the_changed_file_gives(here: Path, change: str, rows: list[str]) -> None:
    """Formulas that name the metric, cohort effects and gates follow."""
    said = diff("march.csv", "team.yaml", changes=[change.replace("＝", "=")])
    assert after(said) == as_ranked(write("other.csv", rows))
    assert said.settings == ()
    assert said.effects is not None
    assert said.effects.data == (said.whole.pay[1] - said.whole.pay[0]) * 10


def test_who_leaves_is_as_if_never_there(here: Path) -> None:
    said = diff("march.csv", "team.yaml", without=["白露"])
    assert after(said) == as_ranked(write("other.csv", [row for row in ROWS if not row.startswith("白露")]))
    assert said.supposed is not None
    assert said.supposed.without == ("白露",)


def test_who_joins_like_another_has_copies_of_her_rows(here: Path) -> None:
    copies = [row.replace("小丹", "新人") for row in ROWS if row.startswith("小丹")]
    said = diff("march.csv", "team.yaml", join=["agent=新人,like=小丹"])
    assert after(said) == as_ranked(write("other.csv", [*ROWS, *copies]))
    assert said.supposed is not None
    assert said.supposed.joining == (Newcomer("新人", "小丹"),)
    assert said.supposed.values == ()


def test_who_joins_like_another_may_differ(here: Path) -> None:
    copy = "新人,2026-03-01,甲,52000,50,80,44,19"
    said = diff("march.csv", "team.yaml", join=["agent=新人,like=阿宁,sales=+2000"])
    assert after(said) == as_ranked(write("other.csv", [*ROWS, copy]))


def test_who_joins_with_values_alone_has_no_others(here: Path) -> None:
    Path("plain.yaml").write_text(SCHEME.replace("  - {fixed: 1000, prorate: attended / 22}\n", ""), encoding="utf-8")
    said = diff("march.csv", "plain.yaml", join=["agent=新人,sales=65000,refunds=100,conversion=50%"])
    other = write("other.csv", [*ROWS, "新人,2026-03-01,甲,65000,100,100,50,1"])
    assert after(said) == after(diff("march.csv", "plain.yaml", data_to=other))
    assert said.supposed is not None
    assert {value.metric: value.after for value in said.supposed.values} == {
        "sales": 65000.0, "refunds": 100.0, "net": 64800.0, "conversion": 0.5,
    }  # fmt: skip
    without = diff("march.csv", "plain.yaml", join=["agent=新人,sales=65000"])
    assert after(without)["新人"].rank is None


def test_everything_at_once_with_another_scheme_and_adjustments(here: Path) -> None:
    Path("adjust.csv").write_text(
        "客服,类型,项目,金额,原因,批准人\n白露,money,带新人,50,带新人,主管\n阿宁,更正,sales,51000,漏计,主管\n", encoding="utf-8"
    )
    said = diff(
        "march.csv", "team.yaml", sets=["metrics.sales.weight=20", "metrics.conversion.weight=50"], adjust="adjust.csv",
        changes=["agent=阿宁,sales=+500"], without=["白露"], join=["agent=A,like=小美"],
    )  # fmt: skip
    rows = [row for row in ROWS if not row.startswith("白露")]
    rows = [row.replace("阿宁,2026-03-01,甲,50000", "阿宁,2026-03-01,甲,51500") for row in rows]
    rows += [row.replace("小美", "A") for row in ROWS if row.startswith("小美")]
    other = diff("march.csv", "team.yaml", sets=said.after.sets, data_to=write("other.csv", rows))
    mine, theirs = after(said), after(other)
    assert {agent: one.rank for agent, one in mine.items()} != {}
    assert {agent: one.score for agent, one in mine.items() if agent != "阿宁"} == {
        agent: one.score for agent, one in theirs.items() if agent != "阿宁"
    }  # a corrected value does not reach formulas, so hers is not the file's
    assert said.effects is not None
    assert {said.effects.joined > 0, said.effects.left < 0} == {True}


def test_the_same_supposed_is_no_change(here: Path) -> None:
    said = diff("march.csv", "team.yaml", changes=["agent=小美,sales=+0"])
    assert not any(agent.changed for agent in said.agents)


def test_rosters_cohorts_and_incidents_follow_who_joins(here: Path) -> None:
    Path("roster.csv").write_text(
        "账号,姓名,班\n小美,王美,早\n小丹,丁丹,早\n阿宁,宁宁,晚\n白露,白露,晚\n初一,初一,晚\n", encoding="utf-8"
    )
    Path("bad.csv").write_text("客服,share\n小丹,1\n小丹,1\n阿宁,1\n", encoding="utf-8")
    Path("shifts.yaml").write_text(
        SCHEME.replace("gates:", "  bad: {title: 差评, value: {sum: share, from: bad}, unit: count, weight: 0, better: lower}\n"
        "rank: {within: [班]}\ngates:").replace("columns: {", "columns: {share: [share], "), encoding="utf-8"
    )  # fmt: skip
    options = {"roster": "roster.csv", "inputs": {"bad": "bad.csv"}}
    said = diff("march.csv", "shifts.yaml", join=["agent=新人,like=丁丹", "agent=又一个,like=小美"], without=["宁宁"], **options)
    found = {agent.agent: agent for agent in said.agents}
    assert found["新人"].cohort == {"班": "早"}
    assert found["新人"].after.score == found["丁丹"].after.score  # type: ignore[union-attr]
    assert {agent.cohort["班"] for agent in said.agents} == {"早", "晚"}
    assert found["宁宁"].after is None
    adds_up(said)


def refused(**supposed: list[str]) -> list[str]:
    with pytest.raises(Rejected) as caught:
        diff("march.csv", "team.yaml", **supposed)  # type: ignore[arg-type]
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("supposed", "codes"),
    [
        ({"changes": ["sales=+5"]}, ["A124"]),
        ({"changes": ["agent=小美"]}, ["A124"]),
        ({"changes": ["agent=小美,sales"]}, ["A124"]),
        ({"changes": ["agent=小美,sales=1,sales=2"]}, ["A124"]),
        ({"changes": ["agent=小美,like=小丹,sales=1"]}, ["A124"]),
        ({"changes": ["agent=小妹,sales=+5"]}, ["A112"]),
        ({"changes": ["agent=小美,sale=+5", "agent=小丹,profit=1"]}, ["A125", "A125"]),
        ({"changes": ["agent=小美,sales=abc"]}, ["A126"]),
        ({"changes": ["agent=小美,sales="]}, ["A126"]),
        ({"changes": ["agent=小美,conversion=+2"]}, ["A126"]),
        ({"changes": ["agent=小美,conversion=-90%"]}, ["A126"]),
        ({"changes": ["agent=小美,sales=1000000万"]}, []),
        ({"changes": ["agent=小美,sales=1000000000000000000000"]}, ["A126"]),
        ({"join": ["agent=小丹,like=小美"]}, ["A127"]),
        ({"join": ["agent=新,like=小美", "agent=新,like=小丹"]}, ["A127"]),
        ({"join": ["agent=新,sales=+5"]}, ["A126"]),
        ({"without": ["小美", "小美"]}, ["A128"]),
        ({"without": ["小美"], "changes": ["agent=小美,sales=+5"]}, ["A128"]),
        ({"changes": ["agent=小美,sales=+5", "agent=小美,sales=+6"]}, ["A128"]),
        ({"without": ["小美", "小丹", "阿宁", "白露", "初一"]}, ["A128"]),
    ],
)
def test_what_can_not_be_is_refused(here: Path, supposed: dict[str, list[str]], codes: list[str]) -> None:
    if codes:
        assert refused(**supposed) == codes
    else:
        diff("march.csv", "team.yaml", **supposed)  # type: ignore[arg-type]


def test_names_may_have_commas(here: Path) -> None:
    write("comma.csv", [row.replace("小美", '"Smith, John"') for row in ROWS])
    said = csscore.diff("comma.csv", "team.yaml", changes=["agent=Smith, John,sales=+5000"])
    assert [(value.agent, value.metric) for value in said.supposed.values] == [("Smith, John", "sales"), ("Smith, John", "net")]


def test_a_metric_of_words_becomes_another_word(here: Path) -> None:
    Path("marks.csv").write_text("客服,评价\n小美,好\n小丹,差\n", encoding="utf-8")
    Path("marks.yaml").write_text(
        "csscore: 1\nname: m\ncolumns: {mark: [评价]}\nmetrics: {mark: {value: mark, weight: 100, points: {levels: {好: 100, 中: 70, 差: 20}}}}\n",
        encoding="utf-8",
    )
    said = diff("marks.csv", "marks.yaml", changes=["agent=小丹,mark=中"])
    assert {agent: one.score for agent, one in after(said).items()} == {"小美": 10_000, "小丹": 7000}
    with pytest.raises(Rejected):
        diff("marks.csv", "marks.yaml", changes=["agent=小丹,mark=+1"])


@pytest.mark.parametrize("name", NAMES)
def test_one_leaves_and_her_like_joins_is_the_same_month_in_every_shipped_scheme(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rows, roster, further inputs and cohorts go along: nobody's place, score or pay differs, only the name does."""
    monkeypatch.chdir(ROOT)
    files, options = sample_of(name, tmp_path)
    month = csscore.rank(files, name, **options)
    agent = str(month.agents[len(month) // 3])
    said = diff(files, name, without=[agent], join=[f"agent={agent}A,like={agent}"], **options)
    adds_up(said)
    found = {one.agent: one for one in said.agents}
    before, after_ = found.pop(agent).before, found.pop(f"{agent}A").after
    assert before is not None
    assert after_ is not None
    assert (before.rank, before.score) == (after_.rank, after_.score)
    assert all((one.before.rank, one.before.score) == (one.after.rank, one.after.score) for one in found.values())
    assert sum(one.pay_change for one in found.values()) + after_.pay - before.pay == 0
