"""Each S0xx, S1xx and S3xx code: what provokes it, and exactly what is then said."""

from __future__ import annotations

from pathlib import Path

import pytest

from csscore.pay.rules import REGISTRY

from .loading import HEAD, SALES, loaded

Case = tuple[str, tuple[str, ...], str]
"""The text of team.yaml, the --set arguments, what is printed."""


def metrics(*lines: str) -> str:
    return HEAD + "metrics:\n" + "".join(f"  {line}\n" for line in lines)


CASES: dict[str, Case] = {
    "S001": (
        HEAD + "metrics: {sales: 1\n",
        (),
        "team.yaml:4:1: error S001: not valid YAML: a mapping lacks a comma or its }\n"
        "  check the indentation, the space after a colon and the quotes",
    ),
    "S002": (
        "# nothing\n",
        (),
        "team.yaml: error S002: the file holds no scheme\n  csscore schemes new writes one to start from",
    ),
    "S003": (
        HEAD + "name: other\n" + SALES,
        (),
        "team.yaml:3:1: error S003: 'name' is given twice (first on line 2)\n  keep one of them",
    ),
    "S004": (
        metrics("sales: &x {value: sales, weight: 100, points: minmax}"),
        (),
        "team.yaml:4:10: error S004: a scheme can't use YAML anchors (&) and aliases (*)\n"
        "  write it out, share a file by include, or quote a text that begins with & or *",
    ),
    "S005": (
        metrics("sales: {value: sales, weight: !!int 100, points: minmax}"),
        (),
        "team.yaml:4:33: error S005: a scheme can't use the YAML tag !!int\n  remove the tag, or quote a text that begins with !",
    ),
    "S006": (
        HEAD + SALES + "? [params]\n: 1\n",
        (),
        "team.yaml:5:3: error S006: the key here is not text\n  write keys as text, such as sales",
    ),
    "S007": (
        HEAD + "metrics: " + "[" * 41 + "]" * 41 + "\n",
        (),
        "team.yaml:3:49: error S007: this is nested too deeply for a scheme\n  look for stray brackets or indentation",
    ),
    "S015": (
        HEAD + "include: [ours.yaml]\n" + SALES,
        (),
        "team.yaml:3:11: error S015: there is no file 'ours.yaml' to include\n"
        "  paths start from this file's folder; ready-made are columns.yaml and the schemes",
    ),
    "S016": (
        HEAD + "include: [team.yaml]\n" + SALES,
        (),
        "team.yaml:3:11: error S016: including 'team.yaml' leads back to itself\n  remove one of the includes",
    ),
    "S017": (
        HEAD + "include: [../ours.yaml]\n" + SALES,
        (),
        "team.yaml:3:11: error S017: '../ours.yaml' lies outside the scheme's folder\n"
        "  copy it beside the scheme and write its bare name",
    ),
    "S020": (
        HEAD + SALES,
        ("weight",),
        "--set weight: error S020: this is not PATH=VALUE\n"
        "  such as --set params.shop_price=190 or --set pay[0].ladder.first=2600",
    ),
    "S021": (
        HEAD + SALES,
        ("metrics.salse.weight=3",),
        "--set metrics.salse.weight=3: error S021: the scheme has no metrics.salse; did you mean metrics.sales.weight?",
    ),
    "S022": (
        HEAD + "params: {a: 1}\nwhere: x > a\n" + SALES,
        ("params.price=3",),
        "--set params.price=3: error S022: the scheme has no params.price\n  it has: params.a",
    ),
    "S023": (
        HEAD + SALES + "pay: [{fixed: 3000}]\n",
        ("pay[1].fixed=4",),
        "--set pay[1].fixed=4: error S023: the scheme has no pay[1]\n  positions count from 0; there are: [0]",
    ),
    "S024": (
        HEAD + SALES,
        ("metrics.sales.points.linear.best=9",),
        "--set metrics.sales.points.linear.best=9: error S024: metrics.sales.points is 'minmax', with nothing inside\n"
        "  set the whole rule, such as --set metrics.sales.points={linear: {worst: 0, best: 9}}",
    ),
    "S025": (
        HEAD + SALES + "pay: [{fixed: 3000}]\n",
        ("pay.fixed=4",),
        "--set pay.fixed=4: error S025: pay is a list: say which entry\n  positions count from 0, such as pay[0].fixed",
    ),
    "S101": (
        metrics("sales: {value: sales, weigth: 100, points: minmax}"),
        (),
        "team.yaml:4:25: error S101: metric 'sales' has no setting 'weigth'; did you mean 'weight'?",
    ),
    "S102": (
        metrics("sales: {weight: 100, points: minmax}"),
        (),
        "team.yaml:4:10: error S102: metric 'sales' needs the setting 'value' (how the agent's rows become one number)\n"
        "  add value",
    ),
    "S103": (
        HEAD + SALES + "rank: {color: red}\n",
        (),
        "team.yaml:5:8: error S103: rank has no setting 'color'\n  it has: within, ties, break, order, min_cohort",
    ),
    "S104": (
        metrics("sales: {value: sales, weight: a lot, points: minmax}"),
        (),
        "team.yaml:4:33: error S104: found 'a lot' where a number of at least 0 should stand",
    ),
    "S105": (
        metrics("sales: {value: sales, weight: -5, points: minmax}"),
        (),
        "team.yaml:4:33: error S105: '-5' is out of range; it should be a number of at least 0",
    ),
    "S106": (
        HEAD + SALES + "rank: {ties: mni}\n",
        (),
        "team.yaml:5:14: error S106: 'mni' is not one of the choices; did you mean 'min'?\n  choose from: min, dense, max",
    ),
    "S107": (
        metrics("sales: {value: sales, weight: 100, points: minmx}"),
        (),
        "team.yaml:4:46: error S107: there is no points rule 'minmx'; did you mean 'minmax'?",
    ),
    "S108": (
        metrics("sales: {value: sales, weight: 100, points: linear}"),
        (),
        "team.yaml:4:46: error S108: the points rule 'linear' needs its settings\n"
        "  for example {linear: {worst: 90%, best: 100%}}",
    ),
    "S109": (
        metrics("sales: {value: {sum: sales, max: sales}, weight: 100, points: minmax}"),
        (),
        "team.yaml:4:31: error S109: one value form may stand here, but there are sum, max\n  write them apart, or keep one",
    ),
    "S110": (
        HEAD + SALES + "pay: [{title: Bonus}]\n",
        (),
        "team.yaml:5:7: error S110: no pay rule stands here\n  there are: {pay}",
    ),
    "S111": (
        HEAD + SALES + "rank: {ties: blue}\n",
        (),
        "team.yaml:5:14: error S111: 'blue' is not one of the choices\n  choose from: min, dense, max",
    ),
    "S112": (
        HEAD + SALES + "pay: [{bonus: 3}]\n",
        (),
        "team.yaml:5:8: error S112: there is no pay rule 'bonus'\n  there are: {pay}",
    ),
    "S113": (
        HEAD + SALES + "gates: [{name: few, when: sales < 9, then: {score: 0, pay: 0}}]\n",
        (),
        "team.yaml:5:55: error S113: a gate has one effect, but there are score, pay\n"
        "  write several gates with the same condition",
    ),
    "S301": (
        metrics("a: {value: x, weight: 25, points: minmax}", "b: {value: y, weight: 20, points: minmax}")
        + "  c: {value: z, weight: 20, points: minmax}\n",
        (),
        "team.yaml:4:3: error S301: the weights of the scheme sum to 65, not 100 (a 25, b 20, c 20)\n"
        "  make them sum to 100, or write weights: relative if only their proportion counts",
    ),
    "S302": (
        metrics("sales: {value: sales, points: minmax}"),
        (),
        "team.yaml:4:3: error S302: metric 'sales' has no weight\n  give it a weight; weight: 0 only shows it",
    ),
    "S303": (
        HEAD + "score: {method: sum}\n" + SALES,
        (),
        "team.yaml:5:33: error S303: metric 'sales' has the weight 100, but under method sum weights don't count\n"
        "  remove it (weight: 0 only shows the metric), or choose another method",
    ),
    "S304": (
        metrics("sales: {value: sales, weight: 100}"),
        (),
        "team.yaml:4:3: error S304: metric 'sales' is scored but has no points\n"
        "  say what it is worth, such as points: minmax; weight: 0 only shows it",
    ),
    "S305": (
        HEAD + SALES + "rank: {break: [salse]}\n",
        (),
        "team.yaml:5:15: error S305: 'salse' in rank.break is not a metric\n  did you mean 'sales'?",
    ),
    "S306": (
        metrics(
            "sales: {value: sales, weight: 50, points: minmax}",
            "group: {weight: 50, metrics: {sales: {value: sales, weight: 100, points: minmax}}}",
        ),
        (),
        "team.yaml:5:33: error S306: the metric 'sales' stands twice (also on line 4)\n"
        "  a metric's name is used once in a scheme, groups included",
    ),
    "S307": (
        metrics("rank: {value: sales, weight: 100, points: minmax}"),
        (),
        "team.yaml:4:3: error S307: 'rank' can't name a metric: a column of the result has this name\n  choose another name",
    ),
    "S308": (
        HEAD + "params: {price: 190}\n" + SALES,
        (),
        "team.yaml:3:10: warning S308: the param 'price' is not used\n"
        "  remove it, or look for a misspelling where it should be used",
    ),
    "S309": (
        HEAD + "params: {sales: 190}\n" + SALES,
        (),
        "team.yaml:3:10: error S309: 'sales' is both a param and a metric\n  give the param another name",
    ),
    "S310": (
        HEAD + "effective: {from: 2026-03-01, to: 2026-02-28}\n" + SALES,
        (),
        "team.yaml:3:35: error S310: the last day 2026-02-28 is before the first day 2026-03-01\n  swap or mend the two dates",
    ),
    "S311": (
        "csscore: 2\nname: team\n" + SALES,
        (),
        "team.yaml:1:10: error S311: the scheme is written in version 2 of the language; this csscore reads version 1\n"
        "  write csscore: 1, or update csscore",
    ),
    "S312": (
        HEAD + "score: {method: sum}\nmetrics:\n  sales: {value: sales, points: as_is, missing: renormalise}\n",
        (),
        "team.yaml:5:49: error S312: metric 'sales' has missing: renormalise, but under method sum there are "
        "no weights to fill up\n"
        "  use unranked, zero, mean or error",
    ),
    "S313": (
        HEAD + SALES + "flags:\n  - {name: up, when: rank == 1}\n  - {name: up, when: rank == 2}\n",
        (),
        "team.yaml:7:12: error S313: the flag 'up' stands twice\n  choose another name, so that results tell them apart",
    ),
    "S314": (
        HEAD
        + SALES
        + "gates:\n  - {name: a, when: sales < 9, then: {score: 0}}\n  - {name: b, when: sales < 9, then: {score: at_most 60}}\n",
        (),
        "team.yaml:7:5: error S314: the gates 'b' and 'a' have one condition but different effects on the same thing\n"
        "  keep one of them, or change a condition",
    ),
    "S315": (
        HEAD + "metrics: {}\n",
        (),
        "team.yaml:3:10: error S315: the scheme has no metrics\n  write at least one metric",
    ),
    "S316": (
        metrics("sales: {value: {sum: salez}, weight: 100, points: minmax}"),
        (),
        "team.yaml:4:24: warning S316: 'salez' is no metric, param or known column; did you mean 'sales'?\n"
        "  if it is a header of the file, list it under columns",
    ),
    "S318": (
        HEAD + SALES + "score: {cap: 50, floor: 60}\n",
        (),
        "team.yaml:5:14: error S318: the cap 50 is below the floor 60\n  mend one of them",
    ),
    "S319": (
        metrics("sales: {value: sales, weight: 100, points: minmax}", "praise: {value: praise, weight: 5, points: as_is}")
        + "score: {plus: [praise]}\n",
        (),
        "team.yaml:5:35: error S319: metric 'praise' is in score.plus and has the weight 5: it would count twice\n"
        "  remove its weight, or take it out of plus",
    ),
    "S320": (
        metrics("sales: {value: sales, weight: 0}"),
        (),
        "team.yaml:4:3: error S320: the weights of the scheme are all 0: there is no score\n"
        "  give the metrics that count a weight",
    ),
    "S321": (
        metrics("mark: {value: attitude, unit: percent, weight: 100, points: {levels: {优秀: 100, 差: 50}}}"),
        (),
        "team.yaml:4:33: error S321: the values of metric 'mark' are words (levels), but its unit is percent\n  remove unit",
    ),
    "S322": (
        HEAD + "columns: {revenue: [营业额]}\n" + SALES,
        (),
        "team.yaml:3:11: warning S322: 'revenue' of columns is not used\n"
        "  remove it, or look for a misspelling where it should be used",
    ),
    "S323": (
        HEAD + "score: {method: geometric}\nmissing: zero\n" + SALES,
        (),
        "team.yaml:4:10: error S323: the scheme has missing: zero, but method geometric has no score for 0 points\n"
        "  use unranked, mean or error, or choose another method",
    ),
    "S330": (
        metrics("sales: {value: sales, weight: 100, points: minmax, optional: true}"),
        (),
        "team.yaml:4:64: error S330: metric 'sales' counts, so it can't be optional: without its columns nobody could be ranked\n"
        "  give it weight: 0, or missing: renormalise (the other weights fill up)",
    ),
    "S331": (
        HEAD + "period: {whole: [exam]}\n" + SALES,
        (),
        "team.yaml:3:17: error S331: period.whole names 'exam', and no metric is from it\n  inputs that metrics are from: none",
    ),
    "S332": (
        HEAD + SALES + "gates: [{name: a, when: rank > 9, then: {score: 0}}]\n",
        (),
        "team.yaml:5:25: error S332: there is no rank yet where gates are judged\n"
        "  rank may be used in pay and flags; to use a column that is called rank, give it another name under columns:",
    ),
    "S335": (
        metrics("m: {value: {last: score}, weight: 100, points: {minmax: true, shrink: true}}"),
        (),
        "team.yaml:4:73: error S335: metric 'm' can't have shrink: the value form last is no rate or mean of a known number of"
        " samples\n  take the value by share, ratio or mean (mean: COLUMN, by: COLUMN OF SAMPLES), or remove shrink",
    ),
    "S336": (
        metrics("m: {value: level, weight: 100, points: {levels: {好: 100}, winsorise: 5%}}"),
        (),
        "team.yaml:4:72: error S336: the values of metric 'm' may be words, which winsorise can't change\n"
        "  remove winsorise, or use a points rule for numbers",
    ),
    "S337": (
        metrics("g: {weight: 100, points: {minmax: true, winsorise: 5%}, metrics: {m: {value: x, weight: 100, points: minmax}}}"),
        (),
        "team.yaml:4:54: error S337: winsorise of group 'g' stands in the points of a group or in a switch; it belongs beside the"
        " points of a metric\n  move it into the points of the metric, beside the rule; a rule that is switched to gets the adjusted"
        " value as well",
    ),
    "S338": (
        metrics("m: {value: {mean: x}, weight: 100, points: {minmax: true, adjust_for: [shift, team]}}")
        + "rank: {within: team}\n",
        (),
        "team.yaml:4:73: warning S338: adjust_for of metric 'm' names team, which makes the cohorts (rank.within): it is the same for"
        " everybody inside and adjusts nothing\n  take it out of adjust_for",
    ),
    "S339": (
        metrics("m: {value: {mean: x}, weight: 100, points: {minmax: true, shrink: {level: 3}}}"),
        (),
        "team.yaml:4:77: error S339: shrink has a level and no strength\n"
        "  add one, such as {strength: 40, level: 92%}, or remove level",
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_says_exactly(code: str, here: Path) -> None:
    text, sets, expected = CASES[code]
    (here / "team.yaml").write_text(text, encoding="utf-8")
    _, english, chinese = loaded("team.yaml", *sets)
    assert english == [expected.replace("{pay}", ", ".join(REGISTRY.keys()))]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in line) for line in chinese)


def test_the_published_example(here: Path) -> None:
    (here / "schemes").mkdir()
    (here / "schemes" / "客服.yaml").write_text(
        "csscore: 1\nname: 客服\ntitle: 客服绩效\n\n\nmetrics:\n    all:\n        weight: 100\n        metrics:\n"
        "            sales: {value: sales, weight: 100, points: minmax}\n    sales:\n        weigth: 40\n        value: sales\n",
        encoding="utf-8",
    )
    _, english, chinese = loaded("schemes/客服.yaml")
    assert "schemes/客服.yaml:12:9: error S101: metric 'sales' has no setting 'weigth'; did you mean 'weight'?" in english
    assert "schemes/客服.yaml:12:9: 错误 S101: 指标“sales”没有设置“weigth”；是不是“weight”？" in chinese
    assert loaded("客服")[1] == english


def test_everything_is_said_in_one_run(here: Path) -> None:
    (here / "team.yaml").write_text(
        HEAD
        + "metrics:\n  a: {value: x, weight: 60, points: minmx}\n  b: {value: y, weight: 30, points: minmax}\n"
        + "  c: {value: x, weight: 5, points: {linear: {wrost: 3, best: 3}}}\n"
        + "gates: [{name: few, when: x <, then: unranked}, {name: low, when: x < 3, then: {score: lots}}]\n"
        + "rank: {break: [d], tise: min}\npay: [{laddr: 3}, {ladder: {first: 5, last: 3}, titel: x}]\n",
        encoding="utf-8",
    )
    _, english, _ = loaded("team.yaml")
    codes = sorted(line.split(": ")[1].split()[-1] for line in english)
    assert codes == ["S101", "S101", "S101", "S104", "S107", "S107", "S202", "S301", "S305"]


def test_a_metric_whose_weight_is_unreadable_leaves_the_sum_alone(here: Path) -> None:
    (here / "team.yaml").write_text(metrics("a: {value: x, weight: many, points: minmax}"), encoding="utf-8")
    _, english, _ = loaded("team.yaml")
    assert [line.split(": ")[1] for line in english] == ["error S104"]
