"""The page's own arithmetic against the command line, over every way of combining, ordering and paying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from csscore.rules import RULES
from tests.report.page.reading import enter, sets, standing, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.report.page.browser import Page

METRICS = """
metrics:
  a: {value: a, weight: 50, points: minmax, title: 甲}
  b: {value: b, weight: 30, points: {linear: {worst: 40, best: 100}}, better: higher}
  c: {value: c, weight: 20, points: percentile, better: lower}
"""
GROUPED = """
metrics:
  a: {value: a, weight: 40, points: minmax}
  inner:
    weight: 60
    METHOD
    metrics:
      b: {value: b, weight: 75, points: {linear: {worst: 0, best: 100}}}
      c: {value: c, weight: 25, points: minmax, better: lower}
"""
SCHEMES = {
    "cohorts and breaks": METRICS + "rank: {within: [team], break: [b, c], ties: dense}\npay: [{ladder: {first: 800, last: 200}}]",
    "across cohorts": METRICS + "rank: {within: [team], ties: max}\npay: [{ladder: {first: 900, step: 70, floor: 50}, across: all}]",
    "missing counts zero": METRICS + "missing: zero\npay: [{ladder: [500, 400, 300, 33.33], beyond: last, ties: each}]",
    "missing is filled up": METRICS + "missing: renormalise\npay: [{ladder: {1: 500, 2-3: 333.33, 4-6: 100}, ties: lower}]",
    "missing is the mean": METRICS + "missing: mean\npay: [{ladder: {first: 500, last: 100}, exact_total: true}]\nmoney: {unit: 1}",
    "points added": METRICS.replace("\nmetrics:", "\nscore: {plus: [extra], cap: 95, floor: 20}\nmetrics:\n  extra: {value: d, points: as_is}")
    + "pay: [{ladder: {first: 500, last: 100}}]",
    "harmonic": METRICS.replace("points: minmax", "points: {linear: {worst: -100, best: 900}}").replace("percentile", "{rank: {1: 100, 2: 90, else: 55}}")
    + "score: {method: harmonic, digits: 3}",
    "geometric": METRICS.replace("points: minmax", "points: {linear: {worst: -100, best: 900}}").replace("percentile", "{rank: {1: 100, 2: 90, else: 55}}")
    + "score: {method: geometric, digits: 4, point_digits: 2}",
    "groups": GROUPED.replace("METHOD", "title: 组"),
    "groups with a total": GROUPED.replace("METHOD", "method: mean") + "score: {digits: 1}",
    "the least of a group": GROUPED.replace("METHOD", "method: min").replace("weight: 75, ", "").replace("weight: 25, ", ""),
    "a geometric group": GROUPED.replace("METHOD", "method: geometric").replace("c: {value: c, weight: 25, points: minmax", "c: {value: c, weight: 25, points: best_share"),
    "filled up inside of groups": GROUPED.replace("METHOD", "title: 组")
    + "missing: renormalise\nscore: {digits: 3, point_digits: 1}\npay: [{ladder: {first: 500, last: 100}}]\nlimits: {at_least: 120}",
    "filled up below a total": GROUPED.replace("METHOD", "method: harmonic").replace("worst: 0, best: 100", "worst: -50, best: 100").replace(
        "points: minmax, better: lower", "points: {rank: {1: 100, 2: 90, else: 55}}"
    )
    + "missing: renormalise\nscore: {digits: 4, point_digits: 0}",
    "places without gaps": METRICS
    + "missing: renormalise\nscore: {digits: 0}\nrank: {ties: dense}\nmoney: {unit: 0.05}\npay:\n  - {ladder: {first: 500, last: 100.33}}"
    "\n  - {award: {best: 2, amount: 10}}\n  - {grades: {quota: {A: 40%, B: 60%}, pay: {A: 9, B: 1}}}",
    "a currency without cents": METRICS + "currency: JPY\npay: [{ladder: {first: 5000, last: 1000}, exact_total: true, ties: each}]",
    "a reshaped group": GROUPED.replace("METHOD", 'points: {bands: {">=60": 100, ">=40": 70, else: 10}}'),
    "relative": METRICS.replace("\nmetrics", "\nweights: relative\nmetrics").replace("weight: 50", "weight: 3").replace("weight: 30", "weight: 2.5"),
    "values drawn in": METRICS.replace("points: minmax", "points: {minmax: true, winsorise: 20%}")
    + "pay: [{ladder: {first: 500, last: 100}}]",
    "ordered by a metric": METRICS + "rank: {order: b, break: [a]}\npay: [{ladder: {first: 500, last: 100}}]",
    "gates": METRICS
    + """
gates:
  - {name: g1, when: b < 60, then: {score: at_most 55}}
  - {name: g2, when: score < 45, then: {score: minus 5}}
  - {name: g3, when: score < 25 and a > 0, then: unranked}
  - {name: g4, when: c > 40, then: {rank: last}}
  - {name: g5, when: not (score >= 50 or d > 3), then: {pay: 50%}}
pay:
  - {fixed: 1000}
  - {ladder: {first: 500, last: 101}, among: d >= 1}
  - {score_share: {of: a * 2, zero_below: 40, cap: 80}, when: rank <= 9, at_most: 900, at_least: 15}
limits: {of: variable, at_most: 1200, at_least: 20}
""",
    "grades by score": METRICS
    + """
pay:
  - {grades: {bands: {">=70": A, ">=50": B, else: C}, times: {A: 1.2, B: 1, C: 0.35}, of: d * 100}}
  - {award: {best: 2, amount: 88.8}}
""",
    "grades by quota": METRICS + "pay: [{grades: {quota: {A: 15%, B: 45%, C: 40%}, pay: {A: 500, B: 300, C: 0}}}, {top: {percent: 20%, amount: 66}}]",
    "a scaled budget": METRICS + "pay: [{ladder: {first: 900, last: 100}, prorate: d / 7}]\nlimits: {budget: 2500, over_budget: scale}",
    "held back, and an advance": METRICS
    + """
gates: [{name: g, when: d < 3, then: {pay: 50%}}]
pay:
  - {fixed: 300}
  - {ladder: {first: 500, last: 101}, hold: {part: 33%, months: 2}}
  - {score_share: {of: 400}, hold: {part: 7.5%, until: 1, leaver: forfeit}}
limits: {at_least: 520, recover: 50%}
""",
    "eligible only": METRICS + "reference: eligible\ngates: [{name: g, when: b < 50, then: unranked}]\npay: [{ladder: {first: 900, last: 100}}]",
}  # fmt: skip
ROWS = """客服,a,b,c,d,team
A1,120,90,12,5,x
A2,80,71.5,30,2,x
A3,80,71.5,30,2,y
A4,300,44,8,7,y
A5,10,99.9,55,0,y
A6,215,60,41,3,x
A7,,65,22,4,x
A8,150,,19,1,y
A9,77,58,,6,y
B1,64,83,35,3,x
B2,,,,4,x
B3,199.99,61.25,27,6,y
"""
COLUMNS = "\ncolumns: {a: [a], b: [b], c: [c], d: [d], team: [team]}\n"
EVERY = """
pay:
  - {ladder: {first: 800, last: 200}}
  - {fixed: {amount: 300}}
  - {score_share: {of: 1000, zero_below: 30}}
  - {grades: {bands: {">=60": A, ">=40": B, else: C}, pay: {A: 500, B: 300, C: 0}}}
  - {pool: {amount: 1000, split: equal}}
  - {per_unit: {of: d, amount: 5, above: 2}}
  - {commission: {on: a, tiers: {0: 1%, 100: 2%}}}
  - {growth: {of: a, over: 50, step: 20, amount: 10}}
  - {award: {best: 2, amount: 88.8}}
  - {top: {percent: 20%, amount: 66}}
  - {team: {when: total(a) >= 1000, amount: 2000}}
  - {formula: {amount: d * 1.5}}
"""
"""Each rule, in a way that the page follows."""
MOVES = ((0, "10"), (1, "57.5"), (0, "0"), (1, "100"))


def complete(rows: str) -> str:
    """Return the rows of those of whom everything is known."""
    return "".join(row for row in rows.splitlines(keepends=True) if ",," not in row)


def moved(page: Page, given: list[str], ranked: Callable[..., Any]) -> list[dict[str, tuple[str, ...]]]:
    """Try weights, and return what the page makes of each: what the command line makes of the line that the page offers."""
    assert page.run("document.body.dataset.again") == "same"
    assert page.run("document.getElementById('kept').textContent") == ""
    tables = []
    for number, weight in MOVES:
        page.run("document.getElementById('reset').click()")
        enter(page, number, weight)
        if page.run("document.getElementById('outcome').className") == "bad":  # nothing is left that weighs anything
            continue
        tables.append(table(page, "new_rank", "new_score", "new_pay"))
        assert tables[-1] == standing(ranked(*given, *sets(page)), "rank", "score", "pay"), (number, weight, sets(page))
    return tables


@pytest.mark.parametrize("name", SCHEMES)
def test_what_is_tried_is_rank_with_set(
    name: str, tmp_path: Path, shown: Callable[..., Page], ranked: Callable[..., Any]
) -> None:
    (tmp_path / "march.csv").write_text(complete(ROWS) if "geometric" in name or "harmonic" in name else ROWS, "utf-8")
    (tmp_path / "scheme.yaml").write_text(f"csscore: 1\nname: x{COLUMNS}{SCHEMES[name]}\n", "utf-8")
    given = [str(tmp_path / "march.csv"), "--scheme", str(tmp_path / "scheme.yaml")]
    assert moved(shown(*given), given, ranked)


def test_every_pay_rule_after_moved_weights(tmp_path: Path, shown: Callable[..., Page], ranked: Callable[..., Any]) -> None:
    assert {next(iter(entry)) for entry in yaml.safe_load(EVERY)["pay"]} == {rule.key for rule in RULES["pay"]}
    (tmp_path / "march.csv").write_text(complete(ROWS), "utf-8")
    (tmp_path / "scheme.yaml").write_text(f"csscore: 1\nname: x{COLUMNS}{METRICS}{EVERY}", "utf-8")
    given = [str(tmp_path / "march.csv"), "--scheme", str(tmp_path / "scheme.yaml")]
    page = shown(*given)
    tables = [*moved(page, given, ranked), table(page, "rank", "score", "pay")]
    paid = {tuple(sorted((agent, amount) for agent, (*_, amount) in one.items())) for one in tables}
    assert len(paid) == len(tables) == len(MOVES) + 1  # each weight pays otherwise


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ("{pool: {amount: 3000, split: score}}", "奖池"),
        ("{fixed: 200, when: rank <= 3}", "固定工资"),
        ('{formula: {amount: "score * 2"}}', ""),
    ],
)
def test_what_is_not_followed_is_named_and_stays(
    pay: str, said: str, tmp_path: Path, shown: Callable[..., Page], ranked: Callable[..., Any]
) -> None:
    (tmp_path / "march.csv").write_text(ROWS, "utf-8")
    (tmp_path / "scheme.yaml").write_text(f"csscore: 1\nname: x{COLUMNS}{METRICS}\npay: [{pay}]\n", "utf-8")
    given = [str(tmp_path / "march.csv"), "--scheme", str(tmp_path / "scheme.yaml")]
    page = shown(*given, "--lang", "zh")
    assert page.run("document.body.dataset.again") == "same"
    assert said in page.run("document.querySelector('#kept li').textContent")
    enter(page, 0, "10")
    assert table(page, "new_pay") == table(page, "pay")
    assert table(page, "new_rank", "new_score") == standing(ranked(*given, *sets(page)), "rank", "score")
