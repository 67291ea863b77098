"""A slip is one person's: everything of hers adds up, and nothing tells who the others are or what they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import csscore
from csscore import pipeline
from csscore.analysis.slips import Slips, slips
from csscore.report.slips.files import slip_html, slip_markdown
from csscore.report.slips.paper import Papers
from csscore.slip import Slip
from csscore.words import Lang
from tests.analysis.test_explain import adds_up
from tests.schemes.test_shipped import NAMES, ROOT, sample_of

PAY = "pay: [{ladder: [500, 300, 100], beyond: zero, title: 奖金}]\n"
SCHEME = (
    "csscore: 1\nname: team\nmetrics:\n"
    "  sales: {title: 销售额, value: sales, unit: money, weight: 60, points: minmax}\n"
    "  reply: {title: 回复率, value: reply_rate, unit: percent, weight: 40, points: {linear: {worst: 90%, best: 100%}}}\n"
    "gates:\n  - {name: 达标, when: reply < 94%, then: {score: at_most 60}, because: 回复率须达 94%}\n"
) + PAY
TEAM = "客服,销售额,回复率\n甲某,200000,98%\n乙某,150000,93%\n丙某,100000,99%\n丁某,140000,97%\n"
DECIDED = (
    "客服,类型,项目,金额,原因,依据,批准人\n"
    "甲某,money,夜班补贴,200,替丁某值班,,老王\n"
    "乙某,points,表扬,2,和丙某一起处理投诉,群截图,老王\n"
    "丙某,value,sales,110000,漏记一单,,老王\n"
    "丁某,exclude,,,与乙某调岗,,老王\n"
)


def made(folder: Path, table: str = TEAM, scheme: str = SCHEME, decided: str = "", **options: object) -> Slips:
    (folder / "march.csv").write_text(table, encoding="utf-8")
    (folder / "team.yaml").write_text(scheme, encoding="utf-8")
    if decided:
        (folder / "decided.csv").write_text(decided, encoding="utf-8")
        options["adjust"] = str(folder / "decided.csv")
    return Slips(pipeline.compute(str(folder / "march.csv"), str(folder / "team.yaml"), **options))  # type: ignore[arg-type]


def of(making: Slips, agent: str, *, what_if: bool = False) -> Slip:
    return making.of(making.run.measured.agents.tolist().index(agent), what_if=what_if)


def texts(making: Slips, slip: Slip) -> str:
    langs: tuple[Lang, ...] = ("zh", "en")
    papers = [(Papers(making.run, lang).of(slip), lang) for lang in langs]
    return "\n".join(write(paper, lang) for paper, lang in papers for write in (slip_html, slip_markdown))


@pytest.mark.parametrize("name", NAMES)
def test_in_every_sample_slips_add_up_and_name_nobody_else(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    files, options = sample_of(name, tmp_path)
    making = Slips(pipeline.compute(files, name, **options))
    measured = making.run.measured
    people = {str(cell) for column in (measured.agents, measured.names) for cell in column}
    for agent in range(len(measured)):
        slip = making.of(agent, what_if=False)
        adds_up(slip.said)
        own = {str(measured.agents[agent]), str(measured.names[agent])}
        written = texts(making, slip)
        for other in people - own:
            assert other not in written or any(other in name for name in own), (own, other)


def test_whose_the_others_are_changes_nothing(tmp_path: Path) -> None:
    """The others under other names, in another order: the slip is the same, sign by sign."""
    before = made(tmp_path)
    renamed = "客服,销售额,回复率\n己某,140000,97%\n庚某,100000,99%\n辛某,150000,93%\n甲某,200000,98%\n"
    after = made(tmp_path, renamed)
    assert texts(before, of(before, "甲某", what_if=True)) == texts(after, of(after, "甲某", what_if=True))


def test_what_the_others_did_changes_nothing_but_best_worst_and_place(tmp_path: Path) -> None:
    """丁某 stays between the best and the worst, in the same place: nobody's slip but hers knows."""
    before, after = made(tmp_path), made(tmp_path, TEAM.replace("140000", "141234.56"))
    for agent in ("甲某", "乙某", "丙某"):
        assert texts(before, of(before, agent)) == texts(after, of(after, agent))
    assert texts(before, of(before, "丁某")) != texts(after, of(after, "丁某"))


def test_nobody_else_is_in_the_data(tmp_path: Path) -> None:
    said = of(made(tmp_path), "乙某").said
    assert (said.above, said.against, said.tied_with, said.problems) == (None, None, (), ())
    assert [gate.name.zh for gate in said.gates] == ["达标"]
    assert of(made(tmp_path), "甲某").said.gates == ()


def test_of_two_people_the_best_and_the_worst_are_not_said(tmp_path: Path) -> None:
    table = "客服,销售额,回复率\n甲某,200000,98%\n乙某,150000,95%\n"
    two = made(tmp_path, table)
    assert of(two, "甲某").said.metrics[0].used.zh == ""
    assert "150000" not in texts(two, of(two, "甲某")).replace(",", "")
    three = made(tmp_path, table + "丙某,100000,96%\n")
    assert of(three, "甲某").said.metrics[0].used.zh.startswith("同组最好 200,000，最差 100,000")


def test_ties_are_counted_not_named(tmp_path: Path) -> None:
    tied = made(tmp_path, "客服,销售额,回复率\n甲某,200000,98%\n乙某,200000,98%\n丙某,100000,96%\n")
    slip = of(tied, "甲某")
    assert slip.tied == 2
    assert "2 人并列" in texts(tied, slip)
    assert "乙某" not in texts(tied, slip)


def test_decisions_are_on_the_slip_of_whom_they_are_about_and_name_no_colleague(tmp_path: Path) -> None:
    making = made(tmp_path, decided=DECIDED)
    first, second, third, fourth = (of(making, agent) for agent in ("甲某", "乙某", "丙某", "丁某"))
    assert [(line.title.zh, line.amount, line.because.zh) for line in first.said.lines if line.rule == "adjustment"] == [
        ("夜班补贴", 20000, "替同事值班（批准：老王）")
    ]
    assert first.decided == ()
    assert [metric.title.zh for metric in first.said.metrics] == ["销售额", "回复率"]
    assert [(row.kind, row.written, row.because.en) for row in second.decided] == [
        ("points", "2", "和a colleague一起处理投诉 (approved by 老王; evidence: 群截图)")
    ]
    assert [metric.title.zh for metric in second.said.metrics] == ["销售额", "回复率", "加减分"]
    assert [(row.kind, row.title.zh, row.written) for row in third.decided] == [("value", "销售额", "110000")]
    assert (fourth.said.rank, fourth.said.reason.zh) == (None, "未达门槛：与同事调岗（批准：老王）")
    assert [row.kind for row in fourth.decided] == ["exclude"]
    for slip in (first, second, third, fourth):
        adds_up(slip.said)
        written = texts(making, slip)
        assert not [name for name in ("甲某", "乙某", "丙某", "丁某") if name in written and name != slip.said.agent]
    assert "调岗" not in texts(making, first)


def test_short_numbers_in_reasons_are_no_ids(tmp_path: Path) -> None:
    table = "客服,销售额,回复率\n100,200000,98%\n20001,150000,95%\n丙某,100000,96%\n"
    decided = "客服,类型,项目,金额,原因,批准人\n丙某,money,罚,-100,因 20001 投诉扣 100 元,老王\n"
    making = made(tmp_path, table, decided=decided)
    assert [line.because.zh for line in of(making, "丙某").said.lines if line.rule == "adjustment"] == [
        "因 同事 投诉扣 100 元（批准：老王）"
    ]


def test_a_scheme_that_names_people_names_none_on_a_slip(tmp_path: Path) -> None:
    scheme = SCHEME.replace("title: 奖金", "title: 奖金, when: \"客服 != '乙某'\"")
    making = made(tmp_path, scheme=scheme)
    assert "&#x27;***&#x27;" in texts(making, of(making, "甲某"))
    assert "乙某" not in texts(making, of(making, "甲某"))


def test_the_advice_does_not_say_what_the_one_above_has(tmp_path: Path) -> None:
    """乙某 is capped at 60 and 甲某 has 92: drawing level would say so."""
    making = made(tmp_path)
    slip = of(making, "丁某", what_if=True)
    assert slip.said.steps
    assert slip.said.score is not None
    shown = texts(making, slip)
    scores = {making.run.result.scores[row] for row in range(4)} - {slip.said.score}
    assert not [score for score in scores if f"{int(score) / 100:.2f}" in shown]


def test_the_library_returns_what_the_command_writes(tmp_path: Path) -> None:
    made(tmp_path)
    found = csscore.slips(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"), advice=False)
    assert [slip.said.agent for slip in found] == ["甲某", "丁某", "乙某", "丙某"]
    one = slips(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"), agents=["丁某", "丁某"])
    assert [slip.said.agent for slip in one] == ["丁某"]
    assert replace(one[0].said, steps=None) == found[1].said
