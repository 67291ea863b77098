"""Shares of the spread of the scores: by hand, and always summing to one."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from csscore import pipeline
from csscore.analysis.audit.weights import effective
from tests.analysis.audit.asking import audited, finding, keys, rows, table, table_of
from tests.conftest import examples

FLIP = """\
metrics:
  sales: {value: sales, unit: money, weight: 60, points: minmax}
  response: {value: response_seconds, unit: seconds, better: lower, weight: 40, points: minmax}
"""
HEADERS = ("销售额", "平均响应时长")


def test_shares_by_hand(tmp_path: Path) -> None:
    """Contributions 60, 52.5, 0 and 0, 40, 0: n·var = 12156.25 − 152.5²/3, n·cov = 3600 + 4856.25 − 112.5 · 152.5/3."""
    said = audited(tmp_path, FLIP, table_of({"A": (100, 20), "B": (90, 10), "C": (20, 20)}, *HEADERS))
    variance = Fraction("12156.25") - Fraction("152.5") ** 2 / 3
    sales = Fraction("8456.25") - Fraction("112.5") * Fraction("152.5") / 3
    found = {row["part"].en: row for row in rows(table(said, "weights", "weights"))}
    assert found["sales"]["share"] == sales / variance == Fraction(657, 1057)
    assert found["response"]["share"] == 1 - sales / variance
    assert (found["sales"]["weight"], found["response"]["weight"]) == (Fraction(3, 5), Fraction(2, 5))


def test_a_weight_that_decides_nothing_is_to_be_mended(tmp_path: Path) -> None:
    said = audited(tmp_path, FLIP, table_of({"A": (100, 20), "B": (90, 20), "C": (20, 20)}, *HEADERS))
    found = finding(said, "weight-unused")
    assert (found.grade, found.about, found.figures["share"]) == ("act", "response", "0")
    more = finding(said, "weight-more")
    assert (more.about, more.figures["share"]) == ("sales", "1")


def test_equal_weights_that_count_unequally(tmp_path: Path) -> None:
    """Points 100, 0, 0, 0 of the one and 100, 0, 100, 0 of the other: 50 % each, but the second spreads people more."""
    scheme = FLIP.replace("60", "50").replace("40", "50")
    said = audited(tmp_path, scheme, table_of({"A": (8, 1), "B": (0, 9), "C": (0, 1), "D": (0, 9)}, *HEADERS))
    # contributions 50, 0, 0, 0 and 50, 0, 50, 0; S = 100, 0, 50, 0: n·cov with S is 5000 − 50·150/4 and 7500 − 100·150/4
    shares = [row["share"] for row in rows(table(said, "weights", "weights"))]
    assert shares == [Fraction(3125, 6875), Fraction(3750, 6875)]
    assert keys(said, "weights") == ["weights-hold"]


def test_gates_and_groups_are_parts(tmp_path: Path) -> None:
    scheme = """\
metrics:
  work: {weight: 70, method: geometric, metrics: {a: {value: a, weight: 50, points: as_is}, b: {value: b, weight: 50, points: as_is}}}
  c: {value: c, weight: 30, points: as_is}
gates: [{name: low, when: c < 20, then: {score: at_most 30}}]
"""
    agents = {"A": (90, 80, 10), "B": (70, 60, 50), "C": (20, 90, 70), "D": (55, 45, 90)}
    said = audited(tmp_path, scheme, table_of(agents, "a", "b", "c"))
    found = rows(table(said, "weights", "weights"))
    assert {row["part"].en for row in found} >= {"work", "c", "gates"}
    assert sum((row["share"] for row in found), Fraction(0)) == 1


CELLS = st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from("甲乙"))


@examples(40)
@given(st.lists(CELLS, min_size=2, max_size=8))
def test_shares_sum_to_one_exactly(cells: list[tuple[int, int, str]]) -> None:
    """Also within each cohort, whatever gates and rounding add."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        scheme = FLIP + "gates: [{name: slow, when: response > 30, then: {score: minus 7}}]\nrank: {within: [小组]}\n"
        (here / "team.yaml").write_text(f"csscore: 1\nname: team\n{scheme}", encoding="utf-8")
        agents = {f"a{number}": (a / 100, b / 100, team) for number, (a, b, team) in enumerate(cells)}
        (here / "march.csv").write_text(table_of(agents, *HEADERS, "小组"), encoding="utf-8")
        run = pipeline.compute(str(here / "march.csv"), str(here / "team.yaml"))
    shares = effective(run)
    if shares:
        assert sum((part.share for part in shares), Fraction(0)) == 1
        for cohort in range(len(shares[0].by_cohort)):
            within = [part.by_cohort[cohort] for part in shares]
            assert all(share is None for share in within) or sum((share or Fraction(0) for share in within), Fraction(0)) == 1
    else:
        for code in set(run.measured.cohort_codes.tolist()):
            assert len(set(run.scored.scores[run.measured.cohort_codes == code].tolist())) == 1
