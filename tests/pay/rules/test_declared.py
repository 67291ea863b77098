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
