"""Rules that nothing in the program knows by name: what they declare is followed, what they do not declare is said."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import csscore
from csscore import pipeline
from csscore.analysis.gaining import steps
from csscore.pay.rules import REGISTRY
from csscore.pay.rules.base import PayRule
from csscore.report.page.recompute import model
from csscore.rules import RULES
from csscore.score.points.base import Points
from docs import make
from tests import foreign
from tests.running import invoke

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = """csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 45, points: minmax}
  conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 45, points: minmax}
  response: {value: response_seconds, unit: seconds, better: lower, weight: 10, points: {linear: {worst: 60, best: 20}}}
pay:
  - {PAY}
"""
ROWS = """客服,销售额,询单人数,付款人数,平均响应时间
小鱼,128400,1320,668,31
麦子,127900,1250,661,35
阿青,90500,1190,540,28
星星,89900,1105,561,44
豆豆,60100,980,431,39
土豆,58800,1021,402,52
"""


WALKED = """csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 40, points: {bands: {">=90000": 100, ">=60000": 80, else: 50}}}
  conversion: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 30, points: minmax}
  response: {value: {mean: response_seconds}, unit: seconds, better: lower, weight: 30, points: {linear: {worst: 60, best: 20}}}
pay:
  - {ladder: {first: 600, last: 100}}
"""
SILENT = """csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 60, points: {mute: {at: 90000}}}
  gap: {value: {gap: response_seconds}, unit: seconds, better: lower, weight: 40, points: {linear: {worst: 20, best: 0}}}
pay:
  - {silent: {amount: 500}}
"""
DAYS = """客服,日期,销售额,询单人数,付款人数,平均响应时间
小鱼,2026-03-01,128000,1000,500,31
小鱼,2026-03-02,400,320,168,25
麦子,2026-03-01,127900,1000,500,35
麦子,2026-03-02,0,250,161,21
阿青,2026-03-01,90000,1000,440,38
阿青,2026-03-02,500,190,100,18
星星,2026-03-01,89900,1000,500,41
星星,2026-03-02,0,105,61,40
豆豆,2026-03-01,60000,900,400,39
豆豆,2026-03-02,100,80,31,29
土豆,2026-03-01,58800,1000,400,52
土豆,2026-03-02,0,21,2,34
"""
COMMANDS = {
    "table": ("rank", "--format", "table"),
    "csv": ("rank", "--format", "csv"),
    "json": ("rank", "--format", "json"),
    "explain": ("explain", "--agent", "星星"),
    "audit": ("audit", "--full", "--draws", "100"),
    "so far": ("rank", "--so-far", "--as-of", "2026-03-02", "--format", "md"),
    "book": ("rank", "-o", "rank.xlsx"),
    "page": ("rank", "-o", "rank.html"),
    "slips": ("slips", "--format", "md", "-o", "slips"),
}


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the audit and what a page computes with, of a month paid by an entry."""
    foreign.register(monkeypatch)
    (tmp_path / "march.csv").write_text(ROWS, "utf-8")

    def paid(entry: str) -> tuple[Any, Any]:
        (tmp_path / "team.yaml").write_text(SCHEME.replace("{PAY}", entry), "utf-8")
        given = str(tmp_path / "march.csv"), str(tmp_path / "team.yaml")
        return csscore.audit(*given, draws=100), model(pipeline.compute(*given), anonymous=False)

    return paid


@pytest.mark.parametrize(
    "steps",
    [
        "{first: 2500, last: 1500}",
        "{first: 900, second: 500, last: 100}, ties: each",
        "[600, 500, 400, 300, 200, 100], ties: lower",
        "{1: 500, 2-3: 300}, across: all",
    ],
)
def test_a_ladder_under_another_key_is_told_as_a_ladder_is(month: Any, steps: str) -> None:
    ladder, stairs = month(f"{{ladder: {steps}}}"), month(f"{{stairs: {steps}}}")
    assert stairs[0].sections == ladder[0].sections
    assert stairs[1] == ladder[1]
    assert stairs[1]["pay"][0]["kind"] == "ladder"


def test_why_pay_moved_is_told_of_any_rule_by_place(month: Any, tmp_path: Path) -> None:
    told = []
    for key in ("ladder", "stairs"):
        month(f"{{{key}: {{first: 600, last: 100}}}}")
        for name, rows in (("jan", ROWS), ("feb", ROWS.replace("128400", "20000"))):
            (tmp_path / f"{name}.csv").write_text(rows, "utf-8")
        scheme = str(tmp_path / "team.yaml")
        before = str(tmp_path / f"{key}.json")
        assert invoke(["rank", str(tmp_path / "jan.csv"), "-s", scheme, "--period", "2026-01", "-o", before, "-q"]).exit_code == 0
        given = [
            str(tmp_path / "feb.csv"),
            "-s",
            scheme,
            "--period",
            "2026-02",
            "--history",
            before,
            "--agent",
            "小鱼",
            "--format",
            "json",
            "--lang",
            "en",
        ]
        ended = invoke(["explain", *given])
        assert ended.exit_code == 0, ended.output
        told.append(json.loads(ended.stdout)["change"]["lines"])
    assert told[0] == told[1]
    assert len(told[0]) == 2  # the move, and the ladder


def test_of_a_rule_that_declares_nothing_it_is_said_that_nothing_is_known(month: Any) -> None:
    said, page = month("{silent: {amount: 500}}")
    assert page["pay"][0]["kind"] == "official"
    assert [kept.en for kept in page["kept"]] == ["the amounts of 'Silent bonus'"]
    unknown = {
        section.key: [finding for finding in section.findings if finding.key.endswith("-pay-unknown")]
        for section in said.sections
    }
    assert {key for key, found in unknown.items() if found} >= {"luck", "shape", "budget", "shocks"}
    for found in unknown.values():
        assert all("沉默奖" in finding.sentence.zh and finding.grade == "look" for finding in found)


def test_shipped_rules_declare_what_they_hang_on() -> None:
    for rule in REGISTRY:
        assert rule.hangs_on is not PayRule.hangs_on, rule.key
        assert rule.endless is not PayRule.endless, rule.key
    for rule in RULES["points"]:
        assert rule.relative is not None, rule.key
        assert rule.banded is (rule.lines is not Points.lines), rule.key
        assert rule.takes_words is (rule.told_apart is not Points.told_apart), rule.key


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what every command gives of a scheme, with a setting of it changed."""
    foreign.register(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "march.csv").write_text(DAYS, "utf-8")

    def walk(scheme: str, changed: str) -> dict[str, str]:
        (tmp_path / "team.yaml").write_text(scheme, "utf-8")
        commands = COMMANDS | {"diff": ("diff", "--set", changed, "--format", "md")}
        said = {}
        for name, (command, *options) in commands.items():
            written = ["--force"] if "-o" in options else []
            ended = invoke([command, "march.csv", "-s", "team.yaml", *options, *written, "--lang", "en"])
            assert ended.exit_code == 0, (name, ended.output, ended.exception)
            said[name] = ended.stdout + ended.stderr
        ended = invoke(["check", "team.yaml", "march.csv", "--lang", "en"])
        said["check"] = ended.stdout + ended.stderr
        said["show"] = invoke(["schemes", "show", "team.yaml", "--lang", "en"]).stdout
        said["page"] = (tmp_path / "rank.html").read_text("utf-8")
        said["slips"] = "".join(file.read_text("utf-8") for file in sorted((tmp_path / "slips").rglob("*.md")))
        book = openpyxl.load_workbook(tmp_path / "rank.xlsx")
        said["book"] = "\n".join(
            f"{sheet.title}!{cell.coordinate} {cell.value}" for sheet in book for row in sheet for cell in row if cell.value
        )
        return said

    return walk


def test_shipped_rules_under_other_keys_are_told_as_shipped_ones_are(walked: Any) -> None:
    shipped = walked(WALKED, "metrics.sales.points.bands={else: 70}")
    others = {"bands": "asbands", "ratio": "asratio", "ladder": "stairs"}
    scheme = WALKED
    for ours, theirs in others.items():
        scheme = scheme.replace(f"{{{ours}:", f"{{{theirs}:")
    alike = walked(scheme, "metrics.sales.points.asbands={else: 70}")
    for name, text in shipped.items():
        assert _comparable(alike[name], others) == _comparable(text, {}), name
    assert "Scores!B2 =" in alike["book"]
    assert "Check!B3 none" in alike["book"]  # columns without a formula


def _comparable(text: str, keys: dict[str, str]) -> str:
    """Return a text without digests, and foreign keys as the shipped ones."""
    for ours, theirs in keys.items():
        text = re.sub(rf"(?<![\w-]){theirs}(?![\w-])", ours, text)
    return re.sub(r"\b[0-9a-f]{64}\b", "", text)


def test_of_rules_that_declare_nothing_all_is_computed_and_what_is_unknown_is_said(walked: Any) -> None:
    said = walked(SILENT, "metrics.sales.points.mute.at=89000")
    # 60 % of 100 or 40 points, and 40 % of 100 - 5 points a second between the two days
    assert said["csv"].splitlines()[1:7] == [
        "1,小鱼,小鱼,ranked,88.00,500.00,500.00,,128400.00,100.0000,6,70.0000",
        "2,麦子,麦子,ranked,72.00,0.00,0.00,,127900.00,100.0000,14,30.0000",
        "3,星星,星星,ranked,62.00,0.00,0.00,,89900.00,40.0000,1,95.0000",
        "4,阿青,阿青,ranked,60.00,0.00,0.00,,90500.00,100.0000,20,0.0000",
        "5,豆豆,豆豆,ranked,44.00,0.00,0.00,,60100.00,40.0000,10,50.0000",
        "6,土豆,土豆,ranked,28.00,0.00,0.00,,58800.00,40.0000,18,10.0000",
    ]
    assert [agent["score"] for agent in json.loads(said["json"])["agents"]] == [
        "88.00",
        "72.00",
        "62.00",
        "60.00",
        "44.00",
        "28.00",
    ]
    assert "500.00" in said["table"]
    explained = said["explain"]
    assert "sales   89,900.00 CNY  +100.00 CNY  90,000.00 CNY  place 1, score 98.00" in explained
    assert "points 40.0000: full marks at the line" in explained
    assert "gap 1 s: the range" in explained
    assert "march.csv:9 Average response time 40" in explained
    assert "gap: not known on how many contacts they rest" in explained
    audited = " ".join(said["audit"].split())
    assert "the points rule of sales does not say whether it has bands: where it has, they are not looked at here" in audited
    assert "the luck in gap can't be told" in audited
    assert audited.count("the rule of Silent bonus does not say whether its amounts follow places or scores") == 5
    assert "how gap goes on is not known: taken as it is now" in said["so far"]
    assert "| 星星 | 3 → 1 | ▲2 | 62.00 → 98.00 | 0.00 → 500.00 | +500.00 |" in said["diff"]
    assert "Scores!B1 sales points (value)" in said["book"]
    assert "Pay!B1 Silent bonus (value)" in said["book"]
    assert "2: sales points, Silent bonus" in said["book"]
    assert "Scores!D2 =" in said["book"]
    assert "the amounts of 'Silent bonus'" in said["page"]
    assert "- gap 6 s: the range;" in said["slips"]
    assert "| Silent bonus | 500.00 CNY | untold |" in said["slips"]
    assert "points: full marks at the line" in said["show"]
    assert "Silent bonus: the first" in said["show"]
    assert "errors: 0, warnings: 0" in said["check"]


def test_words_of_a_rule_that_does_not_say_which_it_tells_apart_are_those_of_the_team(month: Any, tmp_path: Path) -> None:
    month("{silent: {amount: 500}}")
    (tmp_path / "march.csv").write_text("客服,服务态度\n小鱼,好\n麦子,一般\n阿青,差\n", "utf-8")
    scheme = "csscore: 1\nname: team\nmetrics: {attitude: {value: 服务态度, weight: 100, points: called}}\n"
    (tmp_path / "team.yaml").write_text(scheme, "utf-8")
    run = pipeline.compute(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    agents = run.measured.agents.tolist()
    assert [(step.to, step.rank, step.tied) for step in steps(run, agents.index("麦子"))] == [("好", 1, 2)]


def test_the_reference_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign.register(monkeypatch)
    text = make.reference()
    for rule in (foreign.Mute, foreign.Gap, foreign.Silent, foreign.Steps):
        assert f"`{rule.key}`" in text
        assert rule.examples[0] in text
