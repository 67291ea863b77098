"""Points are those of exact rational arithmetic, rounded half-up once; and what must hold of every rule whatever the values."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.conftest import examples
from tests.score.people import points, rounded

HUNDRED = Fraction(100)


def decimals(largest: int = 10**12) -> st.SearchStrategy[Decimal]:
    """Numbers of at most 12 significant digits, of very different sizes, many of them near each other."""
    digits = st.integers(-largest + 1, largest - 1)
    wide = st.builds(lambda n, e: Decimal(n).scaleb(e), digits, st.integers(-9, 0))
    near = st.builds(lambda n: Decimal(100000000000 + n), st.integers(0, 5))
    small = st.builds(lambda n: Decimal(n).scaleb(-1), st.integers(-40, 40))
    return st.one_of(wide, near, small)


def floats(values: list[Decimal]) -> list[float]:
    return [float(value) for value in values]


def exactly(values: list[Decimal]) -> list[Fraction]:
    return [Fraction(value) for value in values]


MANY = st.lists(decimals(), min_size=1, max_size=8)
BETTER = st.sampled_from(["higher", "lower"])


@examples(300)
@given(MANY, BETTER)
@example([Decimal(100000000001), Decimal(100000000002), Decimal(100000000005)], "higher")
@example([Decimal("0.1"), Decimal("0.2"), Decimal("0.3")], "lower")
@example([Decimal("-999999999999"), Decimal("999999999999"), Decimal("1e-9")], "higher")
def test_minmax(values: list[Decimal], better: str) -> None:
    exact = exactly(values)
    worst, best = (min(exact), max(exact)) if better == "higher" else (max(exact), min(exact))
    expected = [HUNDRED if worst == best else HUNDRED * (x - worst) / (best - worst) for x in exact]
    assert points("minmax", floats(values), better=better) == [rounded(p) for p in expected]


@examples(200)
@given(MANY, decimals(), decimals())
@example([Decimal(100000000001)], Decimal(100000000000), Decimal(100000000008))
@example([Decimal("0.55")], Decimal("0.5"), Decimal("1.3"))
def test_linear(values: list[Decimal], worst: Decimal, best: Decimal) -> None:
    assume(worst != best)
    expected = [HUNDRED * (x - Fraction(worst)) / (Fraction(best) - Fraction(worst)) for x in exactly(values)]
    assume(all(abs(p) < 10**12 for p in expected))
    rule = f"{{linear: {{worst: {worst:f}, best: {best:f}, clamp: false}}}}"
    assert points(rule, floats(values)) == [rounded(p) for p in expected]
    clamped = [min(max(p, Fraction(0)), HUNDRED) for p in expected]
    assert points(f"{{linear: {{worst: {worst:f}, best: {best:f}}}}}", floats(values)) == [rounded(p) for p in clamped]


@examples(200)
@given(MANY, BETTER, st.integers(0, 6))
def test_places(values: list[Decimal], better: str, digits: int) -> None:
    sign = 1 if better == "higher" else -1
    exact = [sign * x for x in exactly(values)]
    n = len(exact)
    beaten = [sum(other < x for other in exact) for x in exact]
    tied = [sum(other == x for other in exact) - 1 for x in exact]
    rank = [HUNDRED if n == 1 else HUNDRED * (b + Fraction(t, 2)) / (n - 1) for b, t in zip(beaten, tied, strict=True)]
    percentile = [HUNDRED * (b + Fraction(t + 1, 2)) / n for b, t in zip(beaten, tied, strict=True)]
    assert points("rank", floats(values), better=better, digits=digits) == [rounded(p, digits) for p in rank]
    assert points("percentile", floats(values), better=better, digits=digits) == [rounded(p, digits) for p in percentile]


@examples(200)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=9), BETTER)
def test_a_rank_table_pays_out_what_its_places_hold(values: list[int], better: str) -> None:
    worths = [Fraction("100"), Fraction("90.5"), Fraction("90.5"), Fraction("33.3"), *[Fraction(20)] * 9]
    order = sorted(values, reverse=better == "higher")
    expected = []
    for x in values:
        places = [i for i, other in enumerate(order) if other == x]
        expected.append(sum((worths[i] for i in places), Fraction(0)) / len(places))
    rule = "{rank: {1: 100, 2-3: 90.5, 4: 33.3, else: 20}}"
    assert points(rule, values, better=better) == [rounded(p) for p in expected]


@examples(150)
@given(MANY, BETTER)
@example([Decimal(100000000001), Decimal(100000000002), Decimal(100000000004)], "higher")
@example([Decimal(0), Decimal(0), Decimal(0), Decimal(4)], "lower")
@example([Decimal("-1e-9"), Decimal("999999999999")], "higher")
def test_zscore(values: list[Decimal], better: str) -> None:
    exact = exactly(values)
    mean = sum(exact) / len(exact)
    variance = sum((x - mean) ** 2 for x in exact) / len(exact)
    sign = 1 if better == "higher" else -1
    with localcontext() as context:
        context.prec = 90
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        expected = [
            Fraction(60) if not variance else 60 + 15 * sign * Fraction(Decimal((x - mean).numerator) / Decimal((x - mean).denominator) / root)
            for x in exact
        ]  # fmt: skip
    # where the root is rational, ninety digits may fall just beside a half: such scores are settled by hand in test_rules
    assume(all(abs((abs(p) * 10**4) % 1 - Fraction(1, 2)) > Fraction(1, 10**60) for p in expected))
    assert points("{zscore: {centre: 60, spread: 15}}", floats(values), better=better) == [rounded(p) for p in expected]


def test_zscore_on_a_half_by_a_rational_root() -> None:
    # two people: scores are one standard deviation up and down, so 60 ± 0.00005 lies on the half
    assert points("{zscore: {centre: 60, spread: 0.00005}}", [1, 3]) == ["60.0000", "60.0001"]
    assert points("{zscore: {centre: -60, spread: 0.00005}}", [1, 3]) == ["-60.0001", "-60.0000"]


@examples(200)
@given(st.lists(decimals().map(abs), min_size=1, max_size=8), BETTER)
def test_best_share(values: list[Decimal], better: str) -> None:
    exact = exactly(values)
    best = max(exact) if better == "higher" else min(exact)
    if better == "higher":
        expected = [HUNDRED if best == 0 else HUNDRED * x / best for x in exact]
    else:
        expected = [HUNDRED if x == best else HUNDRED * best / x for x in exact]
    assert points("best_share", floats(values), better=better) == [rounded(p) for p in expected]


@examples(200)
@given(MANY, decimals().map(abs), BETTER)
def test_attainment(values: list[Decimal], target: Decimal, better: str) -> None:
    assume(target > Decimal("0.001"))
    if better == "higher":
        expected = [HUNDRED * x / Fraction(target) for x in exactly(values)]
    else:
        expected = [HUNDRED * 120 if x <= 0 else min(HUNDRED * 120, HUNDRED * Fraction(target) / x) for x in exactly(values)]
    expected = [min(p, HUNDRED * 120) for p in expected]
    assume(all(abs(p) < 10**13 for p in expected))
    rule = f"{{attainment: {{target: {target:f}, cap: 12000}}}}"
    assert points(rule, floats(values), better=better) == [rounded(p) for p in expected]


@examples(300)
@given(
    st.lists(st.builds(lambda n: Decimal(n).scaleb(-3), st.integers(-3000, 3000)), min_size=1, max_size=8),
    st.builds(lambda n: Decimal(n).scaleb(-3), st.integers(-2000, 2000)),
    st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal("0.003"), Decimal("0.7")]),
    st.sampled_from(["exact", "up", "down"]),
    BETTER,
)
def test_deduct(values: list[Decimal], target: Decimal, step: Decimal, partial: str, better: str) -> None:
    expected = []
    for x in exactly(values):
        short = Fraction(target) - x if better == "higher" else x - Fraction(target)
        steps = max(short / Fraction(step), Fraction(0))
        steps = {"exact": steps, "up": Fraction(-(-steps // 1)), "down": Fraction(steps // 1)}[partial]
        expected.append(max(Fraction("97.5") - Fraction("1.3") * steps, Fraction("-20.25")))
    rule = f"{{deduct: {{target: {target:f}, step: {step:f}, points: 1.3, full: 97.5, floor: -20.25, partial: {partial}}}}}"
    assert points(rule, floats(values), better=better) == [rounded(p) for p in expected]


@examples(150)
@given(MANY)
def test_curve(values: list[Decimal]) -> None:
    knots = [
        (Fraction("-7.5"), Fraction(3)),
        (Fraction(0), Fraction("40.1")),
        (Fraction("0.3"), Fraction(90)),
        (Fraction(10**11), HUNDRED),
    ]
    expected = []
    for x in exactly(values):
        if x <= knots[0][0]:
            expected.append(knots[0][1])
        elif x >= knots[-1][0]:
            expected.append(knots[-1][1])
        else:
            (x0, y0), (x1, y1) = next(pair for pair in pairwise(knots) if pair[0][0] <= x < pair[1][0])
            expected.append(y0 + (x - x0) * (y1 - y0) / (x1 - x0))
    assert points("{curve: [[-7.5, 3], [0, 40.1], [0.3, 90], [100000000000, 100]]}", floats(values)) == [
        rounded(p) for p in expected
    ]


@examples(150)
@given(MANY, st.sampled_from(["mean", "median", "best"]), st.sampled_from(["ratio", "difference"]), BETTER)
@example([Decimal(100000000001), Decimal(100000000002), Decimal(100000000004)], "mean", "difference", "higher")
@example([Decimal(1), Decimal(1), Decimal(2)], "mean", "ratio", "higher")
def test_compare(values: list[Decimal], to: str, how: str, better: str) -> None:
    exact = sorted(exactly(values))
    n = len(exact)
    base = {
        "mean": sum(exact) / n,
        "median": (exact[(n - 1) // 2] + exact[n // 2]) / 2,
        "best": exact[-1] if better == "higher" else exact[0],
    }[to]
    assume(how == "difference" or base > 0)
    expected = []
    for x in exactly(values):
        y = x / base if how == "ratio" else x - base
        if y:
            exponent = next(e for e in range(-60, 60) if Fraction(10) ** e > abs(y)) - 12
            y = Fraction(rounded(y / Fraction(10) ** exponent, 0)) * Fraction(10) ** exponent
        expected.append(y)
    assume(all(abs(y) < 10**13 for y in expected))
    rule = f"{{as_is: true, compare: {{to: {to}, as: {how}}}}}"
    assert points(rule, floats(values), better=better) == [rounded(y) for y in expected]


MONOTONE = (
    "minmax",
    "rank",
    "{rank: {1: 100, 2: 90, 3: 80, else: 60}}",
    "percentile",
    "{zscore: {centre: 60, spread: 15}}",
    "{zscore: {centre: 60, spread: 15, clip: [40, 80]}}",
    "{deduct: {target: 50, step: 7, points: 3}}",
    "{deduct: {target: 50, step: 7, points: 3, partial: up}}",
    "{attainment: {target: 50, cap: 150}}",
)
PEERS = ("minmax", "{zscore: {centre: 60, spread: 15}}", "rank", "percentile", "{rank: {1: 100, 2: 90, 3: 80, else: 60}}")
FEW = st.lists(st.integers(0, 100), min_size=1, max_size=7)


def worths(rule: str, values: list[float], better: str) -> list[Fraction]:
    return [Fraction(p) for p in points(rule, values, better=better)]


@pytest.mark.parametrize("rule", [*MONOTONE, "best_share"])
@examples(60)
@given(FEW, st.integers(0, 6), st.integers(1, 60), BETTER)
def test_a_better_value_is_never_worth_less(rule: str, values: list[int], who: int, gain: int, better: str) -> None:
    who %= len(values)
    changed = list(values)
    changed[who] = values[who] + gain if better == "higher" else max(values[who] - gain, 0)
    before, after = worths(rule, values, better), worths(rule, changed, better)
    if "zscore" not in rule:  # one value moves mean and deviation for everybody; only the order within a cohort must hold
        assert after[who] >= before[who]
    order = sorted(range(len(changed)), key=lambda i: changed[i], reverse=better == "lower")
    assert [after[i] for i in order] == sorted(after)


@examples(60)
@given(FEW, BETTER)
def test_fixed_standards_keep_the_order(values: list[int], better: str) -> None:
    linear = "{linear: {worst: 10, best: 80}}" if better == "higher" else "{linear: {worst: 80, best: 10}}"
    bands = "{bands: {'>=70': 100, '>=30': 60, else: 0}}" if better == "higher" else "{bands: {'<=30': 100, '<=70': 60, else: 0}}"
    order = sorted(range(len(values)), key=lambda i: values[i], reverse=better == "lower")
    for rule in (linear, bands):
        after = worths(rule, values, better)
        assert [after[i] for i in order] == sorted(after)


@pytest.mark.parametrize("rule", [*MONOTONE, "best_share"])
@examples(40)
@given(FEW, st.randoms(use_true_random=False), BETTER)
def test_order_of_people_means_nothing_and_equals_are_worth_the_same(rule: str, values: list[int], random, better: str) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    before = worths(rule, values, better)
    assert worths(rule, [values[i] for i in order], better) == [before[i] for i in order]
    assert len({(v, p) for v, p in zip(values, before, strict=True)}) == len(set(values))


@pytest.mark.parametrize("rule", PEERS)
@examples(60)
@given(FEW, st.sampled_from([Fraction("0.6"), Fraction(3), Fraction("1.25")]), st.integers(-50, 50), BETTER)
def test_a_common_shock_changes_nothing(rule: str, values: list[int], times: Fraction, plus: int, better: str) -> None:
    shocked = [float(value * times + plus) for value in values]
    assert worths(rule, shocked, better) == worths(rule, values, better)
