"""A change of a weight that is said to swap two people swaps them when the scheme is loaded with it; one step less does not."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.flips import STEP, Flip, dethroned, flips, level, swap
from csscore.analysis.audit.weighing import weighed
from csscore.exact.fixed import MISSING
from csscore.pipeline import Run, compute
from csscore.rules import load_scheme
from csscore.words import same
from tests.conftest import examples

NAMES = ("质检得分", "服务态度", "知识考试")


def run_of(tmp_path: Path, rows: list[tuple[int, ...]], weights: tuple[int, ...], more: str = "") -> Run:
    metrics = "".join(f"  m{i}: {{value: {NAMES[i]}, weight: {weight}, points: as_is}}\n" for i, weight in enumerate(weights))
    (tmp_path / "team.yaml").write_text(f"csscore: 1\nname: team\n{more}metrics:\n{metrics}", encoding="utf-8")
    frame = pd.DataFrame(
        {"客服": [f"a{i}" for i in range(len(rows))], **{NAMES[i]: [row[i] for row in rows] for i in range(len(weights))}}
    )
    return compute(frame, load_scheme(str(tmp_path / "team.yaml")))


def ranks_with(tmp_path: Path, run: Run, member: int, share: Fraction) -> list[int]:
    """Return the ranks when the scheme is loaded anew with one weight changed and the others in their proportion."""
    of = weighed(run)
    assert of is not None
    before = of.shares[member]
    whole = [share * (100 - before) if k == member else other * (100 - share) for k, other in enumerate(of.shares)]
    sets = ["weights=relative", *(f"metrics.m{k}.weight={float(weight * 100):.0f}" for k, weight in enumerate(whole))]
    assert all((weight * 100).denominator == 1 for weight in whole)
    scheme = load_scheme(str(tmp_path / "team.yaml"), sets=sets)
    frame = pd.DataFrame({"客服": run.measured.agents, **{NAMES[k]: run.measured.values[f"m{k}"] for k in range(len(whole))}})
    found = compute(frame, scheme)
    return found.scored.ranks.tolist()


def test_by_hand(tmp_path: Path) -> None:
    """60 · (100, 0) + 40 · (0, 100): level at 50/50, so at 49.99 the other is ahead; both weights say the same."""
    run = run_of(tmp_path, [(100, 0), (0, 100)], (60, 40))
    of = weighed(run)
    assert of is not None
    assert list(level(of, 0, 1)) == [(0, Fraction(50)), (1, Fraction(50))]
    assert swap(of, 0, 1) == Flip(0, 1, 0, Fraction(60), Fraction("49.99"))
    section = flips(Asked(run=run, called=(same("A"), same("B"))))
    assert section is not None
    first = section.findings[0]
    assert (first.key, first.grade) == ("flips-first", "fine")
    assert first.figures == {"metric": "m0", "before": "60", "after": "49.99", "change": "10.01"}


def test_triantaphyllous_change_is_the_one_before_filling_up(tmp_path: Path) -> None:
    """w - (S_i - S_j) / (s_ik - s_jk) makes two sums equal while the others stay; scaled to 100 it is the weight found here."""
    run = run_of(tmp_path, [(90, 40, 70), (60, 80, 50)], (50, 30, 20))
    of = weighed(run)
    assert of is not None
    scores = [50 * 90 + 30 * 40 + 20 * 70, 50 * 60 + 30 * 80 + 20 * 50]
    for member, to in level(of, 0, 1):
        apart = (90 - 60, 40 - 80, 70 - 50)[member]
        weight = (50, 30, 20)[member]
        alone = weight - Fraction(scores[0] - scores[1], apart)
        assert to == alone * 100 / (alone + 100 - weight)


POINTS = st.tuples(*[st.integers(0, 100)] * 3)


@examples(25)
@given(rows=st.lists(POINTS, min_size=3, max_size=5), weights=st.sampled_from([(50, 30, 20), (45, 45, 10), (34, 33, 33)]))
def test_the_swap_happens_there_and_not_one_step_before(
    rows: list[tuple[int, ...]], weights: tuple[int, ...], tmp_path: Path
) -> None:
    run = run_of(tmp_path, rows, weights)
    of = weighed(run)
    assert of is not None
    ranks = run.scored.ranks.tolist()
    pairs = [(i, j) for i in range(len(rows)) for j in range(len(rows)) if ranks[i] < ranks[j]]
    assume(pairs)
    ahead, behind = pairs[0]
    flip = swap(of, ahead, behind)
    if flip is None:
        assert not [to for _, to in level(of, ahead, behind) if 1 < to < 99]
        return
    assert (flip.size / STEP).denominator == 1
    after = ranks_with(tmp_path, run, flip.member, flip.after)
    assert after[behind] < after[ahead]
    less = flip.after - STEP if flip.after > flip.before else flip.after + STEP
    before = ranks_with(tmp_path, run, flip.member, less)
    assert not before[behind] < before[ahead]
    for k, share in enumerate(of.shares):  # no smaller change of any other weight does it
        for moved in (share - flip.size + STEP, share + flip.size - STEP):
            if k != flip.member and 0 < moved < 100:
                other = ranks_with(tmp_path, run, k, moved)
                assert not other[behind] < other[ahead]


def test_the_first_falls_where_it_is_said(tmp_path: Path) -> None:
    run = run_of(tmp_path, [(95, 60, 70), (70, 90, 80), (60, 61, 99), (10, 10, 10)], (50, 30, 20))
    of = weighed(run)
    assert of is not None
    ((first, flip),) = dethroned(of)
    assert run.scored.ranks[first] == 1
    assert flip is not None
    after = ranks_with(tmp_path, run, flip.member, flip.after)
    assert after[first] > 1
    assert after[flip.behind] == 1


def test_who_is_best_in_everything_stays_first(tmp_path: Path) -> None:
    run = run_of(tmp_path, [(90, 90, 90), (80, 89, 10), (10, 20, 90)], (50, 30, 20))
    section = flips(Asked(run=run, called=tuple(map(same, "ABC"))))
    assert section is not None
    assert section.findings[0].sentence.zh == "无论哪一项的权重怎么改，第一都是A"
    assert section.findings[0].sentence.en == "whatever a single weight is changed to, A stays first"


def test_a_gate_that_holds_the_order_is_not_passed_over(tmp_path: Path) -> None:
    """B is put last by a gate: no weight brings her ahead, and none is named."""
    more = "gates: [{name: g, when: m0 < 50, then: {rank: last}}]\n"
    run = run_of(tmp_path, [(60, 10, 10), (40, 100, 100)], (50, 30, 20), more)
    of = weighed(run)
    assert of is not None
    assert run.scored.ranks.tolist() == [1, 2]
    assert swap(of, 0, 1) is None


@pytest.mark.parametrize("more", ["score: {method: geometric}\n", "rank: {order: m0}\n"])
def test_where_weights_do_not_add_up_it_is_not_asked(tmp_path: Path, more: str) -> None:
    run = run_of(tmp_path, [(60, 10, 10), (40, 100, 100)], (50, 30, 20), more)
    assert flips(Asked(run=run, called=(same("A"), same("B")))) is None


def test_groups_are_laid_flat(tmp_path: Path) -> None:
    """A metric of a group weighs what the product along the way says; a group with a total of its own is one member."""
    yaml = """\
csscore: 1
name: team
metrics:
  a: {value: 质检得分, weight: 40, points: as_is}
  g:
    weight: 60
    metrics:
      b: {value: 服务态度, weight: 50, points: as_is}
      c: {value: 知识考试, weight: 50, points: as_is}
  h: {value: 质检得分, weight: 0}
"""
    (tmp_path / "team.yaml").write_text(yaml, encoding="utf-8")
    frame = pd.DataFrame({"客服": ["x", "y"], NAMES[0]: [90, 80], NAMES[1]: [50, 60], NAMES[2]: [70, 75]})
    of = weighed(compute(frame, load_scheme(str(tmp_path / "team.yaml"))))
    assert of is not None
    assert (of.names, of.shares) == (("a", "b", "c"), (Fraction(40), Fraction(30), Fraction(30)))
    (tmp_path / "team.yaml").write_text(yaml.replace("weight: 60\n", "weight: 60\n    method: harmonic\n"), encoding="utf-8")
    of = weighed(compute(frame, load_scheme(str(tmp_path / "team.yaml"))))
    assert of is not None
    assert (of.names, of.shares) == (("a", "g"), (Fraction(40), Fraction(60)))
    assert (of.points != MISSING).all()
