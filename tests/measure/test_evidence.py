"""What fairness options need of the rows: of the rows that count, of the metric's own input, by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from csscore import pipeline
from csscore.measure.evidence import Evidence
from csscore.pipeline import Run

CALLS = """客服,日期,班次,评分,时长
a,2026-03-01,夜,5,10
a,2026-03-02,夜,1,30
a,2026-03-03,白,5,20
b,2026-03-01,白,5,20
b,2026-03-02,夜,5,40
b,2026-03-03,夜,1,50
c,2026-03-01,白,1,35
c,2026-03-02,,5,15
"""
HEAD = "csscore: 1\nname: t\ncolumns: {rating: [评分], minutes: [时长], shift: [班次], sales: {headers: [销售额], unit: money}}\nmetrics:\n"


def computed(folder: Path, metric: str, **options: object) -> Run:
    (folder / "calls.csv").write_text(CALLS, encoding="utf-8")
    (folder / "team.csv").write_text("客服,销售额\na,1\nb,2\nc,3\nd,4\n", encoding="utf-8")
    (folder / "t.yaml").write_text(HEAD + metric, encoding="utf-8")
    files = str(folder / ("team.csv" if options else "calls.csv"))
    return pipeline.compute(files, str(folder / "t.yaml"), **options)  # type: ignore[arg-type]


def of(run: Run, name: str) -> Evidence:
    return run.measured.evidence[name]


def test_a_share_is_a_rate_of_the_rows_among(tmp_path: Path) -> None:
    """b by day has nobody but a and c beside her: 1 of 2; at night a: 0 of 1 above 20 minutes."""
    metric = (
        '  m: {value: {share: "rating >= 4", among: "minutes > 15"}, weight: 100, points: {minmax: true, adjust_for: shift}}\n'
    )
    found = of(computed(tmp_path, metric), "m")
    assert found.rate
    assert found.squares is None
    assert found.expected is not None
    assert found.overall is not None
    # b: one row by day (a 1 of 1, c 0 of 1), two at night (a 0 of 1): (1·1/2 + 2·0) / 3; of all six
    # three are by day: (3·1/2 + 3·0) / 6
    assert found.expected[1] == 0.166666666667
    assert found.overall[1] == 0.25


def test_only_rows_that_count_are_looked_at(tmp_path: Path) -> None:
    metric = "  m: {value: {mean: minutes, where: \"shift == '夜'\"}, weight: 100, points: {minmax: true, shrink: true}}\n"
    run = computed(tmp_path, metric)
    found = of(run, "m")
    assert not found.rate
    assert found.squares is not None
    assert found.freedom is not None
    assert found.squares.tolist() == [200.0, 50.0, 0.0]  # 10 30 around 20; 40 50 around 45
    assert found.freedom.tolist() == [1.0, 1.0, 0.0]


def test_rows_without_a_kind_are_a_kind_of_their_own(tmp_path: Path) -> None:
    metric = "  m: {value: {mean: minutes}, weight: 100, points: {minmax: true, adjust_for: shift}}\n"
    run = computed(tmp_path, metric)
    alone = of(run, "m").alone
    assert alone is not None
    assert alone.tolist() == [0.0, 0.0, 0.5]
    assert {problem.code for problem in run.result.problems} >= {"P166", "P169"}


def test_the_rows_may_be_those_of_another_input(tmp_path: Path) -> None:
    """d has no calls: nothing is known of her, and she is missing the metric as before."""
    metric = "  sales: {value: sales, unit: money, weight: 50, points: minmax}\n"
    metric += "  m: {value: {mean: minutes, from: calls}, weight: 50, points: {minmax: true, adjust_for: shift, shrink: {strength: 3}}}\n"
    run = computed(tmp_path, metric, inputs={"calls": str(tmp_path / "calls.csv")})
    found = of(run, "m")
    assert found.expected is not None
    assert np.isnan(found.expected[3])
    # a: two nights (b 45) and a day (b 20, c 35): (2·45 + 27.5) / 3
    assert found.expected[0] == float(f"{float(Fraction(235, 6)):.12g}")
    adjusted = run.scored.metrics[1].adjusted
    assert adjusted is not None
    assert np.isnan(adjusted[3])


def test_evidence_of_some_people(tmp_path: Path) -> None:
    metric = "  m: {value: {mean: minutes}, weight: 100, points: {minmax: true, adjust_for: shift, shrink: true}}\n"
    found = of(computed(tmp_path, metric), "m")
    twice = found.only(np.array([2, 0, 2]))
    assert found.squares is not None
    assert twice.squares is not None
    assert twice.squares.tolist() == found.squares[[2, 0, 2]].tolist()
