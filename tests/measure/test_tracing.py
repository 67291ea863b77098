"""From a value back to its cells."""

from __future__ import annotations

from csscore.measure.tracing import cells, traced

SCHEME = """
metrics:
  speed: {value: {mean: seconds, by: n, where: "kind == 'chat'"}, unit: seconds, points: as_is, weight: 50}
  net: {value: {formula: "sales - 2 * back"}, points: as_is, weight: 50}
  sales: {value: sales, unit: money, weight: 0}
  exam: {value: {max: mark, from: exam}, weight: 0}
  many: {value: {count: rows}, weight: 0}
"""
ROWS = "agent,kind,seconds,n,sales,back\nb,chat,1,1,1,1\na,chat,10,2,100,1\na,mail,99,9,50,\na,chat,20,4,-,2\n"


def found(bench, metric):
    outcome = bench.run(SCHEME, ROWS, exam="agent,mark\na,80\na,90\n")
    assert outcome.measured is not None, [problem.message.en for problem in outcome.problems]
    measured = outcome.measured
    return [(str(cell.place).rpartition("/")[2], cell.column, cell.text) for cell in cells(measured.scope.pool, metric, 0)]


def test_the_rows_that_count_with_all_columns_that_matter(bench):
    assert found(bench, "speed") == [
        ("rows0.csv:3", "seconds", "10"),
        ("rows0.csv:3", "kind", "chat"),
        ("rows0.csv:3", "n", "2"),
        ("rows0.csv:5", "seconds", "20"),
        ("rows0.csv:5", "kind", "chat"),
        ("rows0.csv:5", "n", "4"),
    ]


def test_a_formula_leads_to_the_cells_of_its_metrics(bench):
    assert found(bench, "net") == [
        ("rows0.csv:3", "back", "1"),
        ("rows0.csv:4", "back", None),
        ("rows0.csv:5", "back", "2"),
        ("rows0.csv:3", "sales", "100"),
        ("rows0.csv:4", "sales", "50"),
        ("rows0.csv:5", "sales", None),
    ]


def test_cells_of_another_input_and_of_none(bench):
    assert found(bench, "exam") == [("exam.csv:2", "mark", "80"), ("exam.csv:3", "mark", "90")]
    assert found(bench, "many") == [("rows0.csv:3", "", None), ("rows0.csv:4", "", None), ("rows0.csv:5", "", None)]


def test_which_of_the_rows_count_where_only_the_best_do(bench):
    """Of 7 at 9, 7 at 2 and 7 at 4 two count; what is blank does not."""
    scheme = "metrics:\n  m: {value: {mean: v, by: w, best: 2}, points: as_is, weight: 100}\n"
    outcome = bench.run(scheme, "agent,v,w\na,7,2\na,7,9\na,1,1\na,7,4\na,,9\na,9,\n")
    assert outcome.measured is not None, outcome.codes
    told = [(cell.place.line, cell.counts) for cell in cells(outcome.measured.scope.pool, "m", 0) if cell.column == "v"]
    assert told == [(2, False), (3, True), (4, False), (5, True), (6, False), (7, False)]


def test_what_a_value_is_made_of_row_by_row(bench):
    """Products of a's rows are 7 · 2 and 5 · 4; where one is blank nothing is added."""
    metrics = "metrics:\n  m: {value: {sum: v * w}, points: as_is, weight: 100}\n  n: {value: {mean: v, by: w}, weight: 0}\n"
    outcome = bench.run(metrics, "agent,v,w\nb,1,1\na,7,2\na,5,4\na,3,\n")
    pool = outcome.measured.scope.pool
    for name, ingredients in (("m", [{1: 14, 2: 20}]), ("n", [{1: 14, 2: 20}, {1: 2, 2: 4}])):
        about, metric = pool.about(name), pool.given.metrics[name]
        source = traced(about, metric.value.rule, metric.value.rule.asks(about).values(), ["v", "nothing"], 0)
        assert source.columns == ("v",)
        found = [{at: number for at, number in one.numbers.items() if number} for one in source.parts]
        assert found == ingredients
