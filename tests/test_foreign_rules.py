"""A pay rule that nothing in the program knows by name: what it declares is followed, what it does not declare is said."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest
from typer.testing import CliRunner

import csscore
from csscore import pipeline
from csscore.cli.app import app
from csscore.exact.shares import Exact
from csscore.pay.rules import REGISTRY
from csscore.pay.rules.base import Amounts, PayRule
from csscore.pay.rules.ladder import Ladder
from csscore.report.page.recompute import model
from csscore.result import Sentence
from csscore.rules import RULES
from csscore.scheme.forms import Registry, form, setting
from csscore.scheme.kinds import Number
from csscore.words import Words

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


@form
class Stairs(Ladder):
    """The ladder under another key."""

    key: ClassVar[str] = "stairs"
    examples: ClassVar[tuple[str, ...]] = ("{stairs: {first: 2500, last: 1500}}",)


@form
class Silent(PayRule):
    """Pays by place and says nothing of it."""

    key: ClassVar[str] = "silent"
    about: ClassVar[Words] = Words("按名次", "by place")
    line: ClassVar[Words] = Words("沉默奖", "Silent bonus")

    amount: Fraction = setting(Number(), "第一名的金额", "the amount of the first")

    def amounts(self, payees: Any, options: Any) -> Amounts:
        first = np.where(payees.places == 1, int(self.amount), 0).astype(np.int64)
        because = Sentence((Words("不说", "untold"),), np.zeros(len(payees), dtype=np.int8))
        return Amounts(Exact(first), payees.places > 0, because)

    def words(self, options: Any) -> Words:
        return Words("第一名", "the first")


@pytest.fixture
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the audit and what a page computes with, of a month paid by an entry."""
    monkeypatch.setitem(RULES, "pay", Registry("pay", (*REGISTRY, Stairs, Silent)))
    (tmp_path / "march.csv").write_text(ROWS, "utf-8")

    def paid(entry: str) -> tuple[Any, Any]:
        (tmp_path / "team.yaml").write_text(SCHEME.replace("{PAY}", entry), "utf-8")
        given = str(tmp_path / "march.csv"), str(tmp_path / "team.yaml")
        return csscore.audit(*given, draws=200), model(pipeline.compute(*given), anonymous=False)

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
        assert (
            CliRunner()
            .invoke(app, ["rank", str(tmp_path / "jan.csv"), "-s", scheme, "--period", "2026-01", "-o", before, "-q"])
            .exit_code
            == 0
        )
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
        ended = CliRunner().invoke(app, ["explain", *given])
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
