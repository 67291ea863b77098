"""Commission: whole and marginal tiers as the sources work them, quotas, and amounts around every edge."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from tests.pay.people import chosen, codes, due, payees, reasons

F = Fraction
MARGINAL = "{commission: {on: sales, tiers: {0: 1%, 10000: 2%, 30000: 3%}}}"
WHOLE = "{commission: {on: sales, tiers: {0: 2%, 10000: 3%, 15000: 5%, 20000: 6%, 25000: 8%}, mode: whole}}"


def paid(written, **columns):
    (amount,) = due(written, payees([1], **columns))
    return amount


@pytest.mark.parametrize(
    ("sales", "amount"), [(0, 0), (9999.99, "99.9999"), (10000, 100), (10000.01, "100.0002"), (30000, 500), (38000, 740)]
)
def test_marginal(sales, amount):
    assert paid(MARGINAL, sales=[sales]) == F(amount)


@pytest.mark.parametrize(
    ("sales", "amount"), [(9999, "199.98"), (10000, 300), (14999, "449.97"), (15000, 750), (25000, 2000), (30000, 2400)]
)
def test_whole_amount_from_each_lower_edge_on(sales, amount):
    """S-22: =IF(B2>=25000,0.08,…) on the whole amount."""
    assert paid(WHOLE, sales=[sales]) == F(amount)


@pytest.mark.parametrize(("orders", "amount"), [(50, 50), (51, "76.5"), (100, 150), (101, 202)])
def test_pieces_by_daily_tier(orders, amount):
    """S-23: up to 50 orders 1 yuan each, 51-100 1.5, above 2."""
    assert paid("{commission: {on: orders, tiers: {0: 1, 51: 1.5, 101: 2}, mode: whole}}", orders=[orders]) == F(amount)


@pytest.mark.parametrize(("sales", "amount"), [(40000, 0), (50000, 0), (60000, 80), (120000, 840), (160000, 1650)])
def test_excess_over_a_quota(sales, amount):
    """S-18: (own sales − quota) × the coefficient of the tier that own sales reach; below the quota nothing."""
    written = "{commission: {on: sales, tiers: {50000: 0.8%, 100000: 1.2%, 150000: 1.5%}, mode: whole, quota: 50000}}"
    assert paid(written, sales=[sales]) == amount


def test_a_marginal_quota_takes_away_its_own_part():
    written = "{commission: {on: sales, tiers: {0: 1%, 10000: 2%, 30000: 3%}, quota: 任务}}"
    assert paid(written, sales=[38000], 任务=[20000]) == 740 - (100 + 200)
    assert paid(written, sales=[38000], 任务=[0]) == 740
    assert paid(written, sales=[38000], 任务=[50000]) == 0


@pytest.mark.parametrize("written", [MARGINAL, WHOLE, "{commission: {on: sales, rate: 5%}}"])
def test_nothing_is_taken_back_for_more_returns_than_sales(written):
    assert paid(written, sales=[-2000]) == 0


def test_nothing_below_the_first_tier():
    written = "{commission: {on: sales, tiers: {50000: 1%}}}"
    assert due(written, payees([1, 2, 3], sales=[49999, 50000, 51000])) == [0, 0, 10]
    assert reasons(written, payees([1], sales=[49999])) == ["sales 49,999 未到 50000，没有提成"]


def test_everybody_ranked_or_not():
    assert due("{commission: {on: sales, rate: 5%}}", payees([1, None], sales=[100, 200])) == [5, 10]


def test_a_missing_amount_or_quota_is_told():
    problems = Problems()
    people = payees([1, 2, 3], problems=problems, sales=[100, float("nan"), 300], quota=[float("nan"), 50, 100])
    assert due("{commission: {on: sales, rate: 5%, quota: quota}}", people) == [None, None, 10]
    assert codes(problems) == ["P213", "P213"]
    assert [problem.details["agent"] for problem in problems] == ["0001", "0000"]


def test_reasons():
    assert reasons(MARGINAL, payees([1, 2, 3], sales=[38000, 10000, 0.5])) == [
        "sales 38,000：1% × 10,000 + 2% × 20,000 + 3% × 8,000",
        "sales 10,000：1% × 10,000 + 2% × 0",
        "sales 0.5：1% × 0.5",
    ]
    assert reasons(WHOLE, payees([1], sales=[15000]), "en") == ["sales 15,000: 5% × 15,000"]
    written = "{commission: {on: sales, rate: 5%, quota: 1000}}"
    assert reasons(written, payees([1, 2], sales=[1500, 800])) == [
        "sales 1,500，任务 1,000：5% × 500", "sales 800 未超过任务 1,000，没有提成",
    ]  # fmt: skip


def test_in_words():
    entry = chosen("{commission: {on: sales - returns, tiers: {0: 1%, 1万: 2%}, quota: 任务}}")
    assert (
        entry.rule.words(entry.options).zh == "sales - returns 按档提成（超额累进）：0 起 1%，10000 起 2%；只算超过 任务 的部分"
    )
    assert entry.rule.words(entry.options).en == "tiers of sales - returns, marginal: 1% from 0, 2% from 10000; only above 任务"


@pytest.mark.parametrize(
    ("written", "code", "at"),
    [
        ("{commission: {on: sales, tiers: {0: 1%, 30000: 3%, 10000: 2%}}}", "P218", "10000"),
        ("{commission: {on: sales, tiers: {0: 1%, 10000: 2%, 1万: 3%}}}", "P218", "1万"),
        ("{commission: {on: sales}}", "P219", "{on"),
        ("{commission: {on: sales, rate: 1%, tiers: {0: 1%}}}", "P219", "{on"),
        ("{commission: {on: sales, tiers: {-1: 1%}}}", "S105", "-1"),
        ("{commission: {on: sales, tiers: {}}}", "S104", "{}"),
        ("{commission: {on: sales > 3, rate: 1%}}", "S217", "sales"),
    ],
)
def test_wrong_rules(written, code, at):
    problems = Problems()
    assert chosen(written, problems) is None
    (problem,) = problems.errors
    assert (problem.code, str(problem.place)) == (code, f"scheme.yaml:1:{written.index(at) + 1}")
    assert problem.hint is not None or code[0] == "S"


def test_too_many_tiers():
    problems = Problems()
    tiers = ", ".join(f"{i}: 1%" for i in range(101))
    assert chosen(f"{{commission: {{on: sales, tiers: {{{tiers}}}}}}}", problems) is None
    assert codes(problems) == ["S105"]


money = st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)
tiers = st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 500)), min_size=1, max_size=5, unique_by=lambda tier: tier[0])


def by_hand(steps, sales, quota, mode):
    """Return the commission as one would count it, yuan by yuan of each tier."""
    if mode == "whole":
        rate = max(((start, rate) for start, rate in steps if sales >= start), default=(0, 0))[1]
        return F(rate, 10000) * max(sales - quota, 0)
    total = F(0)
    for i, (start, rate) in enumerate(steps):
        top = steps[i + 1][0] if i + 1 < len(steps) else max(sales, start)
        total += F(rate, 10000) * max(0, min(sales, top) - max(start, quota))
    return total


@given(tiers.map(sorted), st.lists(st.tuples(money, money), min_size=1, max_size=5), st.sampled_from(["marginal", "whole"]))
def test_as_counted_by_hand(steps, people, mode):
    text = ", ".join(f"{start}: {rate / 100}%" for start, rate in steps)
    sales, quotas = zip(*people, strict=True)
    written = f"{{commission: {{on: sales, tiers: {{{text}}}, mode: {mode}, quota: quota}}}}"
    paid = due(written, payees(range(1, len(people) + 1), sales=sales, quota=quotas))
    exact = [(F(str(s)), max(F(str(q)), F(0))) for s, q in people]
    assert paid == [by_hand(steps, s, q, mode) for s, q in exact]
