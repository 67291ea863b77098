"""The value forms on small files, against numbers worked out by hand or published."""

from __future__ import annotations

import pytest

from csscore.measure.values import REGISTRY

DAYS = """agent,date,response,receptions,sales,csat,status,order
甲,2026-03-01,30,10,100.10,5,Closed,A1
甲,2026-03-02,60,30,200.20,,Open,A1
甲,2026-03-03,,0,0.30,3,Closed,A2
乙,2026-03-01,20,5,-50,4,Closed,A1
丙,2026-03-02,-,-,-,-,-,-
"""


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("{sum: sales}", {"甲": 300.6, "乙": -50.0, "丙": None}),
        ("{sum: \"if(sales > 150, sales * 1.5, sales)\"}", {"甲": 400.7, "乙": -50.0, "丙": None}),
        ("{mean: csat}", {"甲": 4.0, "乙": 4.0, "丙": None}),
        ("{mean: response, by: receptions}", {"甲": 52.5, "乙": 20.0, "丙": None}),
        ("{mean: sales}", {"甲": 100.2, "乙": -50.0, "丙": None}),
        ("{min: sales}", {"甲": 0.3, "乙": -50.0, "丙": None}),
        ("{max: sales}", {"甲": 200.2, "乙": -50.0, "丙": None}),
        ("{median: sales}", {"甲": 100.1, "乙": -50.0, "丙": None}),
        ("{median: response}", {"甲": 45.0, "乙": 20.0, "丙": None}),
        ("{ratio: [sales, receptions]}", {"甲": 7.515, "乙": -10.0, "丙": None}),
        ("{ratio: [receptions, csat]}", {"甲": 1.25, "乙": 1.25, "丙": None}),
        ("{sum: sales, best: 2}", {"甲": 300.3, "乙": -50.0, "丙": None}),
        ("{sum: sales, worst: 2}", {"甲": 100.4, "乙": -50.0, "丙": None}),
        ("{sum: sales, best: 9}", {"甲": 300.6, "乙": -50.0, "丙": None}),
        ("{mean: sales, best: 2}", {"甲": 150.15, "乙": -50.0, "丙": None}),
        ("{mean: csat, best: 1}", {"甲": 5.0, "乙": 4.0, "丙": None}),
        ("{mean: response, by: receptions, worst: 1}", {"甲": 30.0, "乙": 20.0, "丙": None}),
        ("{sum: \"sales * 2\", best: 1}", {"甲": 400.4, "乙": -100.0, "丙": None}),
        ("{sum: sales, best: 1, where: \"status == 'Closed'\"}", {"甲": 100.1, "乙": -50.0, "丙": 0.0}),
        ("{count: rows}", {"甲": 3.0, "乙": 1.0, "丙": 1.0}),
        ("{count: \"status == 'Closed'\"}", {"甲": 2.0, "乙": 1.0, "丙": 0.0}),
        ("{count: \"status != 'Closed'\"}", {"甲": 1.0, "乙": 0.0, "丙": 0.0}),
        ("{count: \"missing(csat)\"}", {"甲": 1.0, "乙": 0.0, "丙": 1.0}),
        ("{distinct: order}", {"甲": 2.0, "乙": 1.0, "丙": 0.0}),
        ("{distinct: '`order`'}", {"甲": 2.0, "乙": 1.0, "丙": 0.0}),
        ("{share: \"csat >= 4\", among: \"not missing(csat)\"}", {"甲": 0.5, "乙": 1.0, "丙": None}),
        ("{share: \"csat >= 4\"}", {"甲": 0.5, "乙": 1.0, "丙": None}),
        ("{count: rows, where: \"receptions > 0\"}", {"甲": 2.0, "乙": 1.0, "丙": 0.0}),
        ("{sum: sales, where: \"status == 'Open'\"}", {"甲": 200.2, "乙": 0.0, "丙": 0.0}),
        ("{mean: csat, where: \"date > date('2026-03-01')\"}", {"甲": 3.0, "乙": None, "丙": None}),
        ("{formula: \"sales - 2 * receptions\"}", {"甲": 220.6, "乙": -60.0, "丙": None}),
        ("{formula: \"sales / receptions\", where: \"status == 'Open'\"}", {"甲": 6.67333333333, "乙": None, "丙": None}),
    ],
)  # fmt: skip
def test_forms(bench, form, expected):
    found = bench.value(form, DAYS)
    assert found == {agent: value if value is None else pytest.approx(value, rel=5e-13) for agent, value in expected.items()}


PRODUCTS = """agent,date,sales,receptions,csat
甲,2026-03-01,1234567.89,1000.01,1
甲,2026-03-02,-1234580235.67,1,1
乙,2026-03-01,1234567.89,1000.01,1
"""


@pytest.mark.parametrize(
    ("form", "expected"),
    [  # 1234567.89 × 1000.01 = 1234580235.6789, at 12 digits 1234580235.68
        ('{sum: "sales * receptions"}', 0.0089),
        ('{sum: "if(csat > 0, sales * receptions, 0)"}', 0.0089),
        ('{sum: "-max(sales * receptions, -9000000000)"}', -0.0089),
        ('{sum: "sales * receptions / 8"}', 0.0011125),
        ('{mean: "sales * receptions"}', 0.00445),
        ('{median: "sales * receptions"}', 0.00445),
        ('{mean: "sales * receptions", by: csat}', 0.00445),
        ('{sum: "sales * receptions", best: 2}', 0.0089),
        ('{sum: "sales * receptions * 1.0000001"}', 0.00890000089),
        ('{sum: "sales * receptions / csat"}', 0.01),  # a quotient may never end: rounded in its row
        ('{max: "sales * receptions"}', 1234580235.68),
    ],
)
def test_products_of_a_row_are_added_up_with_all_their_digits(bench, form, expected):
    found = bench.value(form, PRODUCTS)
    assert found["甲"] == pytest.approx(expected, rel=5e-13)
    assert bench.value('{sum: "sales * receptions"}', PRODUCTS)["乙"] == 1234580235.68  # one row is a value: 12 digits


def test_last_is_by_the_date_not_by_the_row(bench):
    scheme = "period: {date: [date]}\nmetrics:\n  m: {value: {last: csat}, points: as_is, weight: 100}\n"
    lines = DAYS.strip().splitlines()
    for rows in (lines, [lines[0], *reversed(lines[1:])]):
        assert bench.run(scheme, "\n".join(rows)).value("m") == {"甲": 3.0, "乙": 4.0, "丙": None}


def test_last_uses_the_dictionarys_day_column_where_the_scheme_names_none(bench):
    rows = "客服,日期,等级分\n甲,2026-03-02,2\n甲,2026-03-01,1\n"
    assert bench.run("csscore: 1\nname: t\nmetrics:\n  m: {value: {last: 等级分}, points: as_is, weight: 100}\n", rows).value(
        "m"
    ) == {"甲": 2.0}


def test_last_of_single_rows_needs_no_date(bench):
    assert bench.value("{last: v}", "agent,v\na,1\nb,2\n") == {"a": 1.0, "b": 2.0}


LAST = "period: {date: [date]}\nmetrics:\n  m: {value: {last: v}, points: as_is, weight: 100}\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("agent,v\na,1\na,2\n", "D326"),
        ("agent,v,date\na,1,2026-03-01\na,2,2026-03-01\n", "D327"),
        ("agent,v,date\na,1,2026-03-01\na,2,\n", "D328"),
    ],
)
def test_last_that_can_not_be_told(bench, rows, code):
    scheme = LAST if code != "D328" else LAST.replace("period: {date: [date]}\n", "columns: {day: [date]}\n")
    assert code in bench.run(scheme, rows).codes


def test_last_twice_the_same_on_one_day(bench):
    assert bench.run(LAST, "agent,v,date\na,1,2026-03-01\na,1,2026-03-01\n").value("m") == {"a": 1.0}


# --- published vectors


def test_t05_mean_of_a_rate_is_weighted(bench):
    rows = "agent,rate,n\nx,0.80,10\nx,1.00,1\n"
    assert bench.value("{mean: rate, by: n}", rows) == {"x": pytest.approx(9 / 11, abs=1e-12)}
    assert bench.value("{mean: rate, by: n}", "agent,rate,n\nx,0.80,0\n") == {"x": None}


def test_t05b_ratio_of_reviews(bench):
    rows = "agent,good,bad\njd_001,1,1\njd_001,1,0\nnobody,0,0\n"
    assert bench.value('{ratio: [good, "good + bad"]}', rows) == {"jd_001": pytest.approx(2 / 3, abs=1e-12), "nobody": None}


def test_t12_parts_from_a_rate(bench):
    assert bench.value('{sum: "rate * n"}', "agent,rate,n\nx,0.875,200\n") == {"x": 175.0}
    assert bench.value('{sum: "rate * n"}', "agent,rate,n\nx,0.875,-\n") == {"x": None}


def test_t17_conversion(bench):
    assert bench.value("{ratio: [inquiries, consultations]}", "agent,inquiries,consultations\nx,1298,5833\n") == {
        "x": pytest.approx(1298 / 5833, abs=1e-12)
    }


# --- exactness


def test_sums_are_exact_and_do_not_depend_on_order(bench):
    values = ["0.1"] * 10 + ["99999999.99", "-99999999.99"]
    for ordered in (values, values[::-1]):
        assert bench.value("{sum: v}", "agent,v\n" + "".join(f"a,{v}\n" for v in ordered)) == {"a": 1.0}


def test_mean_at_twelve_digits_half_up(bench):
    assert bench.value("{mean: v}", "agent,v\na,1\na,1\na,0\n") == {"a": 0.666666666667}
    assert bench.value("{ratio: [v, w]}", "agent,v,w\na,200000000001,2000000000000\n") == {"a": 0.100000000001}


def test_very_long_decimals(bench):
    assert bench.value("{sum: v}", "agent,v\na,0.000000000000123\na,100000000000000\n") == {"a": 1e14}
    assert bench.value("{sum: v}", "agent,v\na,0.000000000000123\na,0.000000000000001\n") == {"a": 1.24e-13}


# --- the bare name


def test_money_and_counts_are_summed(bench):
    for unit in ("money", "count"):
        assert bench.value("v", "agent,v\na,1.5\na,2\nb,1\n", unit=unit) == {"a": 3.5, "b": 1.0}


def test_a_declared_unit_wins_over_the_metrics(bench):
    scheme = "columns: {v: {headers: [v], unit: count}}\nmetrics:\n  m: {value: v, unit: points, points: as_is, weight: 100}\n"
    assert bench.run(scheme, "agent,v\na,1.5\na,2\n").value("m") == {"a": 3.5}


def test_a_header_of_the_dictionary_has_its_unit(bench):
    rows = "客服,销售额,平均响应时间\n甲,100,30\n甲,50.5,30\n"
    outcome = bench.run("csscore: 1\nname: t\nmetrics:\n  m: {value: 销售额, points: as_is, weight: 100}\n", rows)
    assert outcome.value("m") == {"甲": 150.5}


@pytest.mark.parametrize("unit", ["percent", "seconds", "points", "number"])
def test_rates_of_several_rows_are_never_averaged_silently(bench, unit):
    scheme = f"metrics:\n  m: {{value: v, unit: {unit}, points: as_is, weight: 100}}\n"
    cells = ("97.1%", "96.3%") if unit == "percent" else ("97.1", "96.3")
    outcome = bench.run(scheme, f"agent,v\nb,50{cells[0][4:]}\na,{cells[0]}\na,{cells[1]}\nc,{cells[0]}\nc,{cells[1]}\n")
    problem = outcome.one("D321")
    assert problem.place.line == 4
    assert problem.message.en.startswith("a has rows with different v: " + cells[0] + " at ")
    assert "rows0.csv:3" in problem.message.en
    assert f"{cells[1]} here (1 more" in problem.message.en
    for way in ("{mean: v, by:", "{ratio: [", "{last: v}"):
        assert way in problem.hint.en
        assert way in problem.hint.zh


def test_equal_repeated_values_are_taken_once(bench):
    outcome = bench.run(
        "metrics:\n  m: {value: v, unit: percent, points: as_is, weight: 100}\n", "agent,v\na,97%\na,97%\na,\nb,5%\n"
    )
    assert outcome.value("m") == {"a": 0.97, "b": 0.05}
    assert outcome.one("D322").severity == "note"


def test_words(bench):
    scheme = "metrics:\n  m: {value: grade, points: {levels: {优: 100, 良: 80}}, weight: 100}\n"
    assert bench.run(scheme, "agent,grade\na,优\nb,良\nb,良\nc,\n").value("m") == {"a": "优", "b": "良", "c": None}
    outcome = bench.run(scheme, "agent,grade\na,优\na,良\nb,优\nb,良\n")
    assert outcome.one("D323").place.line == 3
    assert "1 more" in outcome.one("D323").message.en


# --- what is said


def test_rows_that_lack_one_of_two_are_reported(bench):
    scheme = "metrics:\n  m: {value: {mean: v, by: w}, points: as_is, weight: 100}\n"
    outcome = bench.run(scheme, "agent,v,w\na,1,1\na,,5\na,3,\na,,0\nb,,5\n")
    assert outcome.value("m") == {"a": 1.0, "b": None}
    problem = outcome.one("D325")
    assert problem.details["count"] == 2
    assert problem.place.line == 3


def test_negative_weights_are_refused(bench):
    outcome = bench.run("metrics:\n  m: {value: {mean: v, by: w}, points: as_is, weight: 100}\n", "agent,v,w\na,1,1\na,2,-1\n")
    assert outcome.one("D324").place.line == 3


def test_shares_say_how_many_rows_were_unknown(bench):
    scheme = "metrics:\n  m: {value: {share: \"ok == 'Y'\"}, points: as_is, weight: 100}\n"
    outcome = bench.run(scheme, "agent,ok\na,Y\na,\na,N\na,Y\n")
    assert outcome.value("m") == {"a": 0.666666666667}  # 2 of the 3 for which it is known
    assert outcome.one("D399").details["count"] == 1
    assert "missing(ok) or (ok == 'Y')" in outcome.one("D399").hint.en


def test_sizes_say_on_how_much_a_rate_rests(bench):
    scheme = """metrics:
  ratio: {value: {ratio: [v, w]}, points: as_is, weight: 25}
  by: {value: {mean: v, by: w}, points: as_is, weight: 25}
  mean: {value: {mean: v}, points: as_is, weight: 25}
  share: {value: {share: "v > 1", among: "w > 1"}, points: as_is, weight: 25}
  sum: {value: {sum: v}, points: as_is, weight: 0}
"""
    outcome = bench.run(scheme, "agent,v,w\na,1,2\na,3,5\nb,,\n")
    sizes = {name: column.tolist() for name, column in outcome.measured.sizes.items()}
    assert sizes == {"ratio": [7, 0], "by": [7, 0], "mean": [2, 0], "share": [2, 0]}


# --- formulas of metrics


FORMULA = """
columns: {sales: {headers: [sales], unit: money}, returns: {headers: [returns], unit: money}, rate: {headers: [rate], unit: percent}}
params: {price: 2.5}
metrics:
  net: {value: {formula: "sales - 2 * returns"}, points: as_is, weight: 50}
  per: {value: {formula: "net / orders * price"}, points: as_is, weight: 50}
  orders: {value: orders, unit: count, weight: 0}
  sales: {value: {formula: "sales * 2"}, weight: 0}
"""


def test_formulas_use_metrics_params_and_summed_columns(bench):
    outcome = bench.run(FORMULA, "agent,sales,returns,orders\na,100,10,4\na,50,5,1\nb,1,,0\n")
    # `sales` in net is the metric, which is twice the column; in its own formula it is the column
    assert outcome.value("sales") == {"a": 300.0, "b": 2.0}
    assert outcome.value("net") == {"a": 270.0, "b": None}
    assert outcome.value("per") == {"a": 135.0, "b": None}


def test_a_rate_in_a_formula_must_agree_in_all_rows(bench):
    scheme = FORMULA.replace("net / orders * price", "rate * price")
    rows = "agent,sales,returns,orders,rate\na,1,1,1,50%\na,1,1,1,60%\n"
    assert "D321" in bench.run(scheme, rows).codes
    assert bench.run(scheme, rows.replace("60%", "50%")).value("per") == {"a": 1.25}


def test_a_column_of_unknown_unit_in_a_formula_is_summed(bench):
    assert bench.value('{formula: "v + 1"}', "agent,v\na,1\na,1\nb,2\n") == {"a": 3.0, "b": 3.0}


def test_metrics_that_need_each_other(bench):
    scheme = """metrics:
  a: {value: {formula: "b + 1"}, points: as_is, weight: 50}
  b: {value: {formula: "c * a"}, points: as_is, weight: 50}
"""
    problem = bench.run(scheme, "agent,c\nx,1\n").one("D333")
    assert "a → b → a" in problem.message.en


def test_a_formula_of_the_cohort(bench):
    scheme = """rank: {within: [team]}
metrics:
  v: {value: v, unit: count, weight: 0}
  m: {value: {formula: "v / total(v)"}, points: as_is, weight: 100}
"""
    rows = "agent,team,v\na,x,1\nb,x,3\nc,y,5\n"
    assert bench.run(scheme, rows).value("m") == {"a": 0.25, "b": 0.75, "c": 1.0}


def test_words_are_no_numbers(bench):
    scheme = """metrics:
  grade: {value: grade, points: {levels: {优: 100, 良: 80}}, weight: 50}
  m: {value: {formula: "grade + 1"}, points: as_is, weight: 50}
"""
    assert "D336" in bench.run(scheme, "agent,grade\na,优\n").codes


def test_too_large(bench):
    scheme = 'metrics:\n  m: {value: {formula: "v * v"}, points: as_is, weight: 100}\n'
    assert "D331" in bench.run(scheme, "agent,v\na,99999999999\n").codes
    assert bench.run(scheme, "agent,v\na,9999999\n").value("m") == {"a": 99999980000000.0}  # 12 digits


# --- other inputs


def test_rows_of_another_input(bench):
    scheme = """metrics:
  exam: {value: {mean: score, from: exam}, points: as_is, weight: 50}
  papers: {value: {count: rows, from: exam}, points: as_is, weight: 50}
  hours: {value: {sum: score, from: exam, where: "paper == '口试'"}, weight: 0}
"""
    exam = "agent,paper,score\na,笔试,80\na,口试,90\nb,笔试,-\nz,笔试,1\n"
    outcome = bench.run(scheme, "agent,v\na,1\nb,1\nc,1\n", exam=exam)
    assert outcome.value("exam") == {"a": 85.0, "b": None, "c": None}
    assert outcome.value("papers") == {"a": 2.0, "b": 1.0, "c": 0.0}
    assert outcome.value("hours") == {"a": 90.0, "b": 0.0, "c": 0.0}
    said = [problem for problem in outcome.problems if problem.code == "D330"]
    assert len(said) == 2
    assert said[0].details["agents"].en == "c"


def test_an_input_that_is_absent_or_not_used(bench):
    scheme = "metrics:\n  m: {value: {mean: score, from: exam}, points: as_is, weight: 100}\n"
    problem = bench.run(scheme, "agent,v\na,1\n").one("D370")
    assert (problem.place.line, "--with exam=FILE" in problem.hint.en) == (5, True)
    rows = "agent,score\na,1\n"
    assert bench.run(scheme, rows, exam=rows, other=rows).one("D371").details["name"] == "other"


INCIDENTS = "metrics:\n  m: {value: {sum: share, from: incidents}, better: lower, points: as_is, weight: 100}\n"


def test_shares_of_incidents(bench):
    good = "agent,incident,share\na,1,0.5\nb,1,0.5\na,2,1\noutside,3,0.25\nb,3,0.75\n"
    outcome = bench.run(INCIDENTS, "agent,v\na,1\nb,1\nc,1\n", incidents=good)
    assert outcome.value("m") == {"a": 1.5, "b": 1.25, "c": 0.0}


def test_shares_that_do_not_sum_to_one(bench):
    bad = "agent,incident,share\na,N1,0.5\nb,N1,0.4\na,N2,1\nb,N3,\n"
    outcome = bench.run(INCIDENTS, "agent,v\na,1\nb,1\n", incidents=bad)
    found = {problem.details["incident"]: problem.details["sum"] for problem in outcome.problems if problem.code == "D372"}
    assert found == {"N1": "0.9", "N3": "0"}


# --- only the best rows, or the worst

WEEKS = "agent,points,weight\na,5,1\na,7,2\na,7,9\na,7,4\na,1,1\na,,50\nb,3,1\n"


def test_the_best_rows_are_those_of_the_direction_of_the_metric(bench):
    scheme = """metrics:
  high: {value: {sum: points, best: 2}, points: as_is, weight: 50}
  low: {value: {sum: points, best: 2}, better: lower, points: as_is, weight: 50}
  least: {value: {mean: points, worst: 2}, weight: 0}
  slow: {value: {mean: points, worst: 3}, better: lower, weight: 0}
"""
    outcome = bench.run(scheme, WEEKS)
    assert outcome.value("high") == {"a": 14.0, "b": 3.0}
    assert outcome.value("low") == {"a": 6.0, "b": 3.0}
    assert outcome.value("least") == {"a": 3.0, "b": 3.0}
    assert outcome.value("slow") == {"a": 7.0, "b": 3.0}
    assert outcome.measured.sizes["slow"].tolist() == [3.0, 1.0]


def test_of_equal_rows_those_that_weigh_most_count(bench):
    """The best two are 7 at 9 and 7 at 4; the worst two 1 at 1 and 5 at 1; the worst three have one 7, at 9."""
    scheme = """metrics:
  best: {value: {mean: points, by: weight, best: 2}, points: as_is, weight: 100}
  two: {value: {mean: points, by: weight, worst: 2}, weight: 0}
  three: {value: {mean: points, by: weight, worst: 3}, weight: 0}
"""
    lines = WEEKS.splitlines()
    for rows in (lines, [lines[0], *reversed(lines[1:])]):
        outcome = bench.run(scheme, "\n".join(rows) + "\n")
        assert outcome.value("best") == {"a": 7.0, "b": 3.0}
        assert outcome.value("two") == {"a": 3.0, "b": 3.0}
        assert outcome.value("three") == {"a": 6.27272727273, "b": 3.0}  # (1 + 5 + 7 · 9) / 11
        assert outcome.measured.sizes["best"].tolist() == [13.0, 1.0]


def test_the_best_rows_of_another_input_and_of_the_team(bench):
    scheme = """metrics:
  weeks: {value: {sum: points, best: 2, from: weeks}, points: as_is, weight: 100}
gates:
  - {name: team, when: team(weeks) > 14, then: unranked, because: never}
"""
    outcome = bench.run(scheme, "agent,v\na,1\nb,1\nc,1\n", weeks=WEEKS)
    assert outcome.value("weeks") == {"a": 14.0, "b": 3.0, "c": 0.0}
    assert outcome.measured.scope.team("weeks").tolist() == [14.0, 14.0, 14.0]


@pytest.mark.parametrize(
    ("option", "code"),
    [("best: 0", "S105"), ("worst: -1", "S105"), ("best: 1.5", "S104"), ("best: many", "S104"), ("best: 2, worst: 1", "S366")],
)
def test_how_many_rows_must_be_a_number_of_rows(bench, option, code):
    outcome = bench.run(f"metrics:\n  m: {{value: {{sum: points, {option}}}, points: as_is, weight: 100}}\n", WEEKS)
    assert outcome.codes == [code]


def test_only_sums_and_means_have_best_rows(bench):
    outcome = bench.run("metrics:\n  m: {value: {max: points, best: 2}, points: as_is, weight: 100}\n", WEEKS)
    assert outcome.codes == ["S103"]


# --- every form


@pytest.mark.parametrize("example", [example for rule in REGISTRY for example in rule.examples])
def test_examples_load_and_say_themselves_in_words(bench, example):
    scheme = bench.scheme(f"metrics:\n  m:\n    value: {example}\n    points: as_is\n    weight: 100\n")
    rule, options = scheme.metrics["m"].value
    words = rule.words(options)
    assert words.zh
    assert words.en


def test_words_of_the_forms(bench):
    scheme = bench.scheme(
        "metrics:\n  m: {value: {mean: v, by: w}, points: as_is, weight: 50}\n  k: {value: {ratio: [a, b]}, points: as_is, weight: 50}\n"
    )
    said = {name: metric.value.rule.words(metric.value.options) for name, metric in scheme.metrics.items()}
    assert said["m"].en == "mean of v weighted by w"
    assert said["k"].zh == "a 合计 ÷ b 合计"
    weeks = bench.scheme("metrics:\n  m: {value: {mean: v, by: w, best: 13}, points: as_is, weight: 100}\n").metrics["m"].value
    assert weeks.rule.words(weeks.options).en == "mean of v of the 13 best rows weighted by w"
    assert weeks.rule.words(weeks.options).zh == "最好的 13 行 v 按 w 加权平均"


@pytest.mark.parametrize(
    "form",
    [
        "{ratio: [a]}",
        "{ratio: a}",
        "{mean: v, weight: w}",
        "{sum: \"v > 1\"}",
        "{count: v}",
        "{share: v}",
        "{sum: total(v)}",
        "{sum: v, where: \"v > best(v)\"}",
        "{sum: 3分钟回复率}",
        "{formula: \"v > 1\"}",
        "{sum: v, mean: v}",
        "{summ: v}",
    ],
)  # fmt: skip
def test_forms_that_say_nothing_are_refused(bench, form):
    outcome = bench.run(f"metrics:\n  m: {{value: {form}, points: as_is, weight: 100}}\n", "agent,v\na,1\n")
    assert outcome.measured is None
    assert outcome.problems[0].place.line == 5


def test_levels_written_as_numbers_or_declared_otherwise(bench):
    scheme = "columns: {grade: {headers: [grade], unit: points}}\nmetrics:\n  m: {value: grade, points: {levels: {5: 100, 优: 90}}, weight: 100}\n"
    assert bench.run(scheme, "agent,grade\na,5\nb,优\n").value("m") == {"a": "5", "b": "优"}


def test_a_column_declared_as_text_can_be_compared_with_a_number(bench):
    scheme = "columns: {level: {headers: [level], unit: text}}\nwhere: level >= 3\nmetrics:\n  m: {value: {count: rows}, points: as_is, weight: 100}\n"
    assert bench.run(scheme, "agent,level\na,3\nb,2\n").value("m") == {"a": 1.0}
