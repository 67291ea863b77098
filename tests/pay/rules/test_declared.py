"""What pay rules declare of themselves: what they follow, whether anything bounds them, where they bend, what they read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csscore.pay.rules.base import PayRule, hanging, only_by_place
from csscore.scheme.kinds import Chosen
from tests.pay.people import chosen

DECLARED = [  # follows (p: place, s: score), pays by place alone, has no end
    ("{fixed: 100}", "", False, False), ("{fixed: {column: base}}", "", False, False),
    ("{ladder: [5, 3]}", "p", True, False), ("{ladder: {first: 500, last: 100}}", "p", True, False),
    ("{ladder: [5, 3], when: score > 60}", "ps", False, False), ("{ladder: [5, 3], when: sales > 60}", "p", False, False),
    ("{award: {best: 1, amount: 5}}", "p", True, False), ("{award: {best: 1, by: sales, amount: 5}}", "", False, False),
    ("{award: {best: 1, by: score, amount: 5}}", "s", False, False), ("{top: {percent: 10%, amount: 5}}", "p", True, False),
    ("{grades: {quota: {A: 20%, B: 80%}, pay: {A: 3, B: 0}}}", "p", True, False),
    ("{grades: {bands: {'>=90': A, else: B}, pay: {A: 3, B: 0}}}", "s", False, False),
    ("{grades: {bands: {'>=90': A, else: B}, by: sales, pay: {A: 3, B: 0}}}", "", False, False),
    ("{score_share: {of: 400}}", "s", False, False), ("{score_share: {of: base * rank}}", "ps", False, False),
    ("{per_unit: {of: praise, amount: 5}}", "", False, True), ("{per_unit: {of: praise, amount: 5, cap: 50}}", "", False, False),
    ("{growth: {of: sales, over: 5, step: 10, amount: 1}}", "", False, True),
    ("{commission: {on: sales, tiers: {0: 1%, 100: 2%}}}", "", False, True),
    ("{pool: {amount: 3000, split: equal}}", "", False, False), ("{pool: {amount: 3000, split: score}}", "s", False, False),
    ("{pool: {rate: 1%, of: sales, split: [40%, rest]}}", "p", False, True), ("{pool: {amount: 300 * people(), split: {column: hours}}}", "", False, False),
    ("{pool: {amount: total(sales), split: equal}}", "", False, True),
    ("{formula: {amount: score * 2 + rank}}", "ps", False, True), ("{formula: {amount: sales}}", "", False, True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "follows", "by_place", "endless"), DECLARED)
def test_what_a_line_follows(rule: str, follows: str, by_place: bool, endless: bool) -> None:
    entry = chosen(rule)
    assert "".join(sorted(name[0] for name in hanging(entry))) == follows
    assert only_by_place(entry) is by_place
    assert entry.rule.endless() is endless


def test_a_rule_that_declares_nothing_is_unknown() -> None:
    entry = Chosen(PayRule(), chosen("{fixed: 1}").options)
    assert hanging(entry) is None
    assert not only_by_place(entry)
    assert (entry.rule.endless(), entry.rule.turns(), entry.rule.lines()) == (None, None, (None, ()))


def test_where_amounts_bend_with_the_score() -> None:
    bands = chosen("{grades: {bands: {'>=90.5': A, '80<=x<90': C, else: B}, pay: {A: 3, B: 0, C: 1}}}").rule
    assert sorted(bands.turns()) == [80, 90, Fraction("90.5")]
    assert sorted(chosen("{score_share: {of: base, zero_below: 60, cap: 120}}").rule.turns()) == [0, 60, 120]
    assert chosen("{score_share: {of: base}}").rule.turns() == (0,)
    assert chosen("{grades: {bands: {'>=90': A, else: B}, by: sales, pay: {A: 3, B: 0}}}").rule.turns() == ()
    assert len(chosen("{score_share: {of: base, zero_below: 60}}").rule.lines()[1]) == 1
    assert len(bands.lines()[1]) == 3
    assert chosen("{ladder: [5]}").rule.turns() is None


def test_what_is_read_and_looked_up() -> None:
    fixed = chosen("{fixed: {column: base}}").rule
    assert (fixed.names(), fixed.figures()) == (("base",), ("base",))
    assert chosen("{score_share: {of: base}}").rule.figures() == ("base",)
    assert [of.text for of in chosen("{growth: {of: sales, over: previous, step: 10, amount: 1}}").rule.recalled()] == ["sales"]
    assert chosen("{growth: {of: sales, over: 5, step: 10, amount: 1}}").rule.recalled() == ()
    rates = chosen("{commission: {on: sales, tiers: {0: 1%, 100: 2%}}}").rule.rates()
    assert [(share, of.text, written) for share, of, written in rates] == [
        (Fraction(1, 100), "sales", "1%"), (Fraction(1, 50), "sales", "2%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{fixed: 100}", "100 each"), ("{fixed: {column: base}}", "each agent's base"),
        ("{ladder: [500, 300]}", "place 1 500, place 2 300; tied people share the places they occupy"),
        ("{ladder: {1: 500, 2-3: 300}, ties: lower, beyond: last}", "place 1 500, place 2–3 300; tied people each get the last of their places"),
        ("{ladder: {first: 500, last: 100}, ties: each}", "place 1 500, in equal steps down to 100 for the last; tied people each get the first of their places"),
        ("{ladder: {first: 1000, second: 500, last: 200}}", "place 1 1000, place 2 500, in equal steps down to 200 for the last; tied people share the places they occupy"),
        ("{ladder: {first: 500, step: 150, floor: 100}}", "place 1 500, 150 less for each place, not below 100; tied people share the places they occupy"),
        ("{award: {best: 1, amount: 5}}", "5 for the best by rank"), ("{award: {best: 3, by: sales, amount: 5}}", "5 for each of the best 3 by sales"),
        ("{top: {percent: 10%, amount: 300}}", "300 for each of the best 10% by rank"),
        ("{grades: {quota: {A: 20%, B: 80%}, pay: {A: 300, B: 0}}}", "by rank, forced distribution: A 20%, B 80%; paid A 300, B 0"),
        ("{grades: {bands: {'>=90': A, else: B}, by: sales, times: {A: 1.2, B: 0}, of: base}}", "grades by sales: >=90 A, else B; base × A 1.2, B 0"),
        ("{score_share: {of: base, zero_below: 60, cap: 120}}", "base × score / 100, the score counting up to 120, nothing below 60"),
        ("{per_unit: {of: praise, amount: 5, above: 10, cap: 50}}", "5 for each praise above 10, at most 50"),
        ("{growth: {of: sales, over: previous, step: 10, amount: 1}}", "1 for each 10 of sales above the period before; full steps only"),
        ("{commission: {on: sales, tiers: {0: 1%, 100: 2%}, quota: goal}}", "tiers of sales, marginal: 1% from 0, 2% from 100; only above goal"),
        ("{commission: {on: sales, rate: 2%, below_zero: pay}}", "2% of sales; below 0 taken back at 2%"),
        ("{pool: {amount: 3000, split: equal}}", "3000, split equally"),
        ("{pool: {rate: 1%, of: sales, split: [40%, rest]}}", "1% of sales, split by place: 40%, the others sharing the rest equally"),
        ("{team: {when: total(sales) >= 10, amount: 2000}}", "2000 for the team if total(sales) >= 10, split equally"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, words: str) -> None:
    entry = chosen(rule)
    assert entry.rule.words(entry.options).en == words
