"""Explanations add up: for everybody of every sample, whatever the scheme does."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import csscore
from csscore import pipeline
from csscore.analysis.explain import explained
from csscore.exact.fixed import MISSING
from csscore.explanation import Explanation
from csscore.problems import Rejected
from tests.schemes.test_shipped import NAMES, ROOT, sample_of

TEAM = """\
客服,销售额,回复率,接待人数
甲,200000,98%,100
乙,150000,94%,100
丙,100000,99%,100
"""
TEAMS = "csscore: 1\nname: team\nmetrics:\n  sales: {value: sales, unit: money, weight: 60, points: minmax}\n"
REPLY = "  reply: {value: reply_rate, unit: percent, weight: 40, points: {linear: {worst: 90%, best: 100%}}}\n"


def run(folder: Path, scheme: str, table: str = TEAM, **options: object) -> pipeline.Run:
    (folder / "march.csv").write_text(table, encoding="utf-8")
    (folder / "team.yaml").write_text(scheme, encoding="utf-8")
    return pipeline.compute(str(folder / "march.csv"), str(folder / "team.yaml"), **options)  # type: ignore[arg-type]


def of(folder: Path, scheme: str, agent: str, table: str = TEAM, **options: object) -> Explanation:
    computed = run(folder, scheme, table, **options)
    return explained(computed, computed.measured.agents.tolist().index(agent))


def adds_up(said: Explanation) -> None:
    scale = 10 ** (said.digits - said.score_digits)
    if said.score is None:
        assert said.parts == ()
    else:
        assert sum(part.amount for part in said.parts) == said.score * scale
    assert sum(line.amount for line in said.lines) == said.pay
    shown = {part.key: part.amount for part in said.parts}
    for metric in said.metrics:
        if metric.contribution is not None and said.score is not None:
            assert metric.contribution in {shown.get(f"metric {metric.name}"), shown.get(f"plus {metric.name}")}
    for other in (said.above, said.against):
        if other is not None and other.gap is not None and other.score is not None and said.score is not None:
            assert sum(part.amount for part in other.parts) == other.gap == (other.score - said.score) * scale


@pytest.mark.parametrize("name", NAMES)
def test_everybody_of_every_sample_adds_up(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    files, options = sample_of(name, tmp_path)
    computed = pipeline.compute(files, name, **options)
    for agent in range(len(computed.measured)):
        said = explained(computed, agent, against=(agent + 7) % len(computed.measured), what_if=False)
        adds_up(said)
        assert all(metric.cells for metric in said.metrics if metric.value)  # 0 may be the count of no rows at all
        for metric in said.metrics:
            if metric.points is not None and metric.value is not None:
                assert metric.rule.zh
                assert metric.rule.en


def test_a_gate_is_a_part(tmp_path: Path) -> None:
    # 乙: 60 % of 50 and 40 % of 40 are 46; the gate leaves 30
    gate = "gates: [{name: 回复率, when: reply < 95%, then: {score: at_most 30}}]\n"
    said = of(tmp_path, TEAMS + REPLY + gate, "乙")
    assert [(part.kind, part.amount) for part in said.parts] == [("metric", 300_000), ("metric", 160_000), ("gate", -160_000)]
    assert said.score == 3000
    assert said.gates[0].fired
    assert said.gates[0].values == {"reply": "0.94"}


def test_cap_plus_and_rounding_are_parts(tmp_path: Path) -> None:
    # 甲: 100 · 60 % + 80 · 40 % = 92, and 10 on top, kept at 100
    more = REPLY + '  bonus: {value: receptions, weight: 0, points: {formula: "x / 10"}}\nscore: {plus: [bonus], cap: 100}\n'
    said = of(tmp_path, TEAMS + more, "甲")
    assert [(part.kind, part.amount) for part in said.parts] == [
        ("metric", 600_000), ("metric", 320_000), ("plus", 100_000), ("cap", -20_000),
    ]  # fmt: skip
    thirds = "  reply: {value: reply_rate, unit: percent, weight: 40, points: {linear: {worst: 95%, best: 98%, clamp: false}}}\n"
    # 乙: (94 - 95) / 3 · 100 = -33.3333, 40 % of it -13.3333; 30 - 13.3333 = 16.6667 is 16.67
    said = of(tmp_path, TEAMS + thirds, "乙")
    assert [(part.kind, part.amount) for part in said.parts] == [("metric", 300_000), ("metric", -133_333), ("rounding", 33)]


def test_weights_that_missing_values_gave_away(tmp_path: Path) -> None:
    table = TEAM.replace("94%", "-")
    said = of(tmp_path, TEAMS + REPLY + "missing: renormalise\n", "乙", table)
    sales, reply = said.metrics
    assert (sales.counted, sales.contribution) == (Fraction(100), 500_000)
    assert (reply.value, reply.points, reply.contribution) == (None, None, None)
    assert reply.used.en == "no value: the other weights of its group fill up"
    adds_up(said)


def test_somebody_without_a_score(tmp_path: Path) -> None:
    said = of(tmp_path, TEAMS + REPLY, "乙", TEAM.replace("94%", "-"))
    assert (said.rank, said.score, said.above, said.steps) == (None, None, None, ())
    assert said.reason.en == "no value for reply"
    adds_up(said)


@pytest.mark.parametrize("method", ["geometric", "harmonic", "sum", "mean"])
def test_every_method_adds_up(method: str, tmp_path: Path) -> None:
    weight = "" if method == "sum" else ", weight: 50"
    scheme = (
        f"csscore: 1\nname: team\nmetrics:\n  sales: {{value: sales{weight}, points: best_share}}\n"
        f"  reply: {{value: reply_rate, unit: percent{weight}, points: {{linear: {{worst: 0%, best: 100%}}}}}}\n"
        f"score: {{method: {method}}}\npay: [{{ladder: {{first: 500, last: 100}}}}]\n"
    )
    computed = run(tmp_path, scheme)
    for agent in range(3):
        said = explained(computed, agent)
        adds_up(said)
        assert (said.parts[0].kind == "combined") == (method in {"geometric", "harmonic"})


def test_groups_with_a_total_of_their_own(tmp_path: Path) -> None:
    scheme = (
        "csscore: 1\nname: team\nmetrics:\n  sales: {value: sales, unit: money, weight: 50, points: minmax}\n"
        "  service:\n    weight: 50\n    method: geometric\n    points: {bands: {'>=80': 100, else: 20}}\n    metrics:\n"
        "      reply: {value: reply_rate, unit: percent, weight: 50, points: {linear: {worst: 90%, best: 100%}}}\n"
        "      receptions: {value: receptions, unit: count, weight: 50, points: best_share}\n"
    )
    # 甲: √(80 · 100) = 89.4427, so the band from 80 on
    said = of(tmp_path, scheme, "甲")
    assert [(group.name, group.points, group.used.en) for group in said.groups] == [
        ("service", 1_000_000, "in the band '≥80': 100")
    ]
    assert [(part.kind, part.amount) for part in said.parts] == [("metric", 500_000), ("group", 500_000)]
    assert [metric.contribution for metric in said.metrics] == [500_000, None, None]


def test_what_decides_equal_scores(tmp_path: Path) -> None:
    table = "客服,销售额,回复率,接待人数\n甲,200000,98%,100\n乙,200000,98%,150\n"
    scheme = TEAMS + REPLY + "  receptions: {value: receptions, unit: count, weight: 0}\nrank: {break: [receptions]}\n"
    said = of(tmp_path, scheme, "甲", table)
    assert said.above is not None
    assert said.above.agent == "乙"
    assert said.above.gap == 0
    assert said.above.because.en == "equal scores, told apart by receptions: 100 against 150"


def test_cells_are_cut_and_summed(tmp_path: Path) -> None:
    days = "".join(f"甲,{100 + day},98%,10\n" for day in range(14)) + "乙,500,97%,10\n"
    scheme = "csscore: 1\nname: team\nmetrics:\n  sales: {value: sales, unit: money, weight: 100, points: minmax}\n"
    said = of(tmp_path, scheme, "甲", "客服,销售额,回复率,接待人数\n" + days)
    (sales,) = said.metrics
    assert (len(sales.cells), sales.more) == (10, 4)
    assert [str(cell.place).rsplit(":", 1)[1] for cell in sales.cells[:2]] == ["2", "3"]
    assert [(total.column, total.cells, total.total) for total in sales.totals] == [("sales", 14, "1491")]
    assert sales.value == 1491.0


def test_agents_by_id_name_account(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("账号,姓名\n甲,王美\n乙,李丹\n丙,张宁\n", encoding="utf-8")
    run(tmp_path, TEAMS + REPLY)
    paths = str(tmp_path / "march.csv"), str(tmp_path / "team.yaml")
    for called in ("王美", "甲"):
        assert csscore.explain(*paths, called, roster=str(roster)).agent == "王美"
    with pytest.raises(Rejected) as refused:
        csscore.explain(*paths, "王妹", roster=str(roster))
    assert [problem.code for problem in refused.value.problems if problem.severity == "error"] == ["A112"]
    assert "王美" in str(refused.value)


def test_points_of_everybody_are_what_the_numbers_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence of minmax is arithmetic that anybody can do: done here, it gives the points."""
    monkeypatch.chdir(ROOT)
    computed = pipeline.compute("samples/march.xlsx", "presale")
    for agent in range(len(computed.measured)):
        for metric in explained(computed, agent, what_if=False).metrics[:2]:
            sum_ = (
                metric.used.en.split(": ")[1]
                .replace("−", "-")
                .replace("÷", "/")
                .replace("×", "*")
                .replace("%", "")
                .replace(",", "")
            )
            top, low, high, times = (Fraction(part.strip(" ()")) for part in _numbers(sum_))
            exactly = (top - low) / (high - low) * times
            assert metric.points == int(exactly * 10_000 + Fraction(1, 2))


def _numbers(text: str) -> tuple[str, str, str, str]:
    first, _, rest = text.partition(" / ")
    second, _, times = rest.partition(" * ")
    own, low = first.split(" - ")
    high, _ = second.split(" - ")
    return own, low, high, times


def test_the_unranked_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    computed = pipeline.compute("samples/aftersale-march.csv", "aftersale")
    for agent in range(len(computed.measured)):
        if computed.scored.ranks[agent] == MISSING:
            assert explained(computed, agent).reason.zh
