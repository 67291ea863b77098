"""Pay rules in their other forms: the formulas of a workbook, worked out, and what a page is given to compute with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formulas import due
from tests.pay.people import chosen


def given(yaml: str, *people: dict[str, Any]) -> str:
    """Return what each is due by the rule's formulas; ``-`` without a line, nothing without a grade."""
    entry = chosen(yaml)
    found = [due(entry.rule, entry.options, cells) for cells in people]
    return " ".join("-" if one == "" else f"{float(one or 0):.4f}".rstrip("0").rstrip(".") for one in found)


def places(*all_: Any, **others: Any) -> list[dict[str, Any]]:
    """Return the rows of people with these places."""
    ranked = [place for place in all_ if place != ""]
    return [{"place": place, "sharing": all_.count(place), "count": len(ranked), **others} for place in all_]


LISTED = "{ladder: {1: 500, 2: 300, 3-4: 100}}"
BY_PLACE = [
    (LISTED, (1, 2, 3, 4, 5, ""), "500 300 100 100 0 -"),
    (LISTED, (1, 2, 2, 4), "500 200 200 100"),  # (300 + 100) ÷ 2
    ("{ladder: {1: 500, 2: 300, 3-4: 100}, ties: each}", (1, 2, 2, 4), "500 300 300 100"),
    ("{ladder: {1: 500, 2: 300, 3-4: 100}, ties: lower}", (1, 2, 2, 4), "500 100 100 100"),
    ("{ladder: {1: 500, 2: 300, 3-4: 100}, beyond: last}", (1, 2, 3, 4, 4, 6), "500 300 100 100 100 100"),
    ("{ladder: {1: 500, 2: 300}, beyond: last}", (1, 2, 2, 2), "500 300 300 300"),
    ("{ladder: {1: 500, 2: 300}}", (1, 2, 2, 2), "500 100 100 100"),  # 300 for three
    # evenly from the first to the last
    ("{ladder: {first: 500, last: 100}}", (1, 2, 3, 4, 5, ""), "500 400 300 200 100 -"),
    ("{ladder: {first: 500, last: 100}}", (1, 2, 2, 4, 5), "500 350 350 200 100"),
    ("{ladder: {first: 500, last: 100}}", (1,), "500"),
    # the second apart: 1000, then evenly from 500 to 200
    ("{ladder: {first: 1000, second: 500, last: 200}}", (1, 2, 3, 4), "1000 500 350 200"),
    ("{ladder: {first: 1000, second: 500, last: 200}}", (1, 1, 3, 4), "750 750 350 200"),
    ("{ladder: {first: 1000, second: 500, last: 200}}", (1, 2, 2, 4), "1000 425 425 200"),
    ("{ladder: {first: 1000, second: 500, last: 200}}", (1, 2), "1000 500"),
    # 500, 350, 200, then the floor
    ("{ladder: {first: 500, step: 150, floor: 100}}", (1, 2, 3, 4, 5), "500 350 200 100 100"),
    ("{ladder: {first: 500, step: 150, floor: 100}}", (1, 2, 3, 3, 5), "500 350 150 150 100"),
    ("{ladder: {first: 500, step: 0, floor: 100}}", (1, 2, 2), "500 500 500"),
    ("{ladder: {first: 400, step: 150, floor: 100}}", (1, 2, 3, 4, 4), "400 250 100 100 100"),
    ("{award: {best: 2, amount: 200}}", (1, 2, 2, 4, ""), "200 200 200 - -"),
    ("{top: {percent: 50%, amount: 300}}", (1, 2, 3, ""), "300 300 - -"),  # 1.5 people are two
    ("{top: {percent: 10%, amount: 300}}", (1, 2, 3, 4), "- - - -"),
    ("{grades: {quota: {A: 20%, B: 70%, C: 10%}, pay: {A: 300, B: 100, C: 0}}}", (1, 2, 3, 4, 4, 6, 7, 8, 9, 10, ""), "300 300 100 100 100 100 100 100 100 0 -"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "people", "expected"), BY_PLACE)
def test_by_place(rule: str, people: tuple[Any, ...], expected: str) -> None:
    assert given(rule, *places(*people)) == expected


def by(name: str, *values: Any, **others: Any) -> list[dict[str, Any]]:
    return [{name: value, "place": 1, **others} for value in values]


BY_FIGURES = [
    ("{fixed: 200}", by("x", 0), "200"),
    ("{fixed: {column: base}}", by("base", 3000, 2500.5), "3000 2500.5"),
    ("{formula: {amount: x}}", by("x", 12.5), "12.5"),
    ("{per_unit: {of: praise, amount: 5}}", by("praise", 12, 3, -3), "60 15 0"),
    ("{per_unit: {of: praise, amount: 5, above: 10}}", by("praise", 12, 10, 4), "10 0 0"),
    ("{per_unit: {of: praise, amount: 5, cap: 500}}", by("praise", 99, 100, 101), "495 500 500"),
    ("{per_unit: {of: late, amount: -20, above: 2, cap: 100}}", by("late", 2, 4, 30), "0 -40 -100"),
    ("{growth: {of: sales, over: base, step: 2000, amount: 100}}", by("sales", 12000, 11999.99, 14500, 8000, base=10000), "100 0 200 0"),
    ("{growth: {of: sales, over: base, step: 2000, amount: 100, partial: up}}", by("sales", 12000, 12000.01, 10000, base=10000), "100 200 0"),
    ("{growth: {of: sales, over: base, step: 2000, amount: 100, partial: exact}}", by("sales", 14500, 9000, base=10000), "225 0"),
    # of the whole: 5,000 × 1 %, 10,000 × 2 %, 25,000 × 3 %
    ("{commission: {on: sales, mode: whole, tiers: {0: 1%, 10000: 2%, 20000: 3%}}}", by("sales", 5000, 9999, 10000, 25000), "50 99.99 200 750"),
    # by parts: 10,000 × 1 % + 5,000 × 2 %
    ("{commission: {on: sales, mode: marginal, tiers: {0: 1%, 10000: 2%, 20000: 3%}}}", by("sales", 5000, 15000, 25000), "50 200 450"),
    ("{commission: {on: sales, mode: marginal, tiers: {0: 1%, 10000: 2%}, quota: goal}}", by("sales", 4000, 8000, 15000, goal=5000), "0 30 150"),
    ("{commission: {on: sales, mode: marginal, tiers: {0: 1%, 10000: 2%}, quota: goal}}", by("sales", 15000, goal=12000), "60"),
    ("{commission: {on: sales, mode: whole, tiers: {0: 1%, 10000: 2%}, quota: goal}}", by("sales", 4000, 8000, 15000, goal=5000), "0 30 200"),
    ("{commission: {on: sales, mode: whole, tiers: {0: 1%, 100: 2%}, below_zero: pay}}", by("sales", -100, 50, 200), "-1 0.5 4"),
    ("{commission: {on: sales, mode: marginal, tiers: {0: 1%, 100: 2%}, below_zero: pay}}", by("sales", -100, 50, 200), "-1 0.5 3"),
    ("{score_share: {of: base}}", by("score", 86.3, -3, base=400), "345.2 0"),
    ("{score_share: {of: base, zero_below: 80}}", by("score", 80, 79.9, base=400), "320 0"),
    ("{score_share: {of: base, cap: 100}}", by("score", 108.5, 99, base=400), "400 396"),
    ("{score_share: {of: base, full: 1000}}", by("score", 875, base=2000), "1750"),
    ("{grades: {bands: {'>=90': A, '>=80': B, else: C}, pay: {A: 300, B: 100, C: 0}}}", by("score", 90, 89.9, 80, 3), "300 100 100 0"),
    ("{grades: {bands: {'>=90': A, else: B}, times: {A: 1.2, B: 0.8}, of: base}}", by("score", 90, 10, base=1000), "1200 800"),
    ("{grades: {bands: {'>=90': A, '>=80': B}, by: x, pay: {A: 300, B: 100}}}", by("x", 95, 85, score=0), "300 100"),
    # the place by something else, better ones first
    ("{award: {best: 1, by: sales, amount: 200}}", by("highest_sales", 1, 2, ""), "200 - -"),
    ("{award: {best: 1, by: sales, amount: 200, better: lower}}", by("lowest_sales", 1, 2), "200 -"),
    ("{award: {best: 1, by: waits, amount: 200}}", by("lowest_waits", 1, 2, lower="waits"), "200 -"),
    ("{award: {best: 1, by: waits, amount: 200, better: higher}}", by("highest_waits", 1, 2, lower="waits"), "200 -"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "people", "expected"), BY_FIGURES)
def test_by_figures(rule: str, people: list[dict[str, Any]], expected: str) -> None:
    assert given(rule, *people) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "{fixed: {column: base}}", "{formula: {amount: x}}", "{per_unit: {of: x, amount: 5}}", "{growth: {of: sales, over: last, step: 1, amount: 1}}",
        "{growth: {of: x, over: sales, step: 1, amount: 1}}", "{commission: {on: x, tiers: {0: 1%}}}",
        "{commission: {on: sales, tiers: {0: 1%}, quota: x}}", "{score_share: {of: x}}", "{award: {best: 1, by: x, amount: 1}}",
        "{grades: {bands: {else: A}, times: {A: 1}, of: x}}", "{grades: {bands: {else: A}, pay: {A: 1}, by: x}}",
    ],
)  # fmt: skip
def test_what_a_sheet_can_not_say_is_no_formula(rule: str) -> None:
    entry = chosen(rule)
    assert due(entry.rule, entry.options, {"sales": 1, "place": 1}) is None


@pytest.mark.parametrize(
    ("most", "rule"),
    [
        (60, "{commission: {on: x, mode: whole, tiers: {…}}}"),
        (60, "{grades: {bands: {'>=…'}, pay: {…}}}"),
        (400, "{ladder: {1-…: 5}}"),
    ],
)
def test_what_is_too_long_for_a_cell_is_no_formula(most: int, rule: str) -> None:
    for count in (most, most + 1):
        tiers, bands = (", ".join(line.format(i) for i in range(count)) for line in ("{0}: {0}.5%", "'=={0}': g{0}"))
        worth = ", ".join(f"g{i}: {i}" for i in range(count))
        filled = (
            rule.replace("tiers: {…}", f"tiers: {{{tiers}}}").replace("'>=…'", bands).replace("pay: {…}", f"pay: {{{worth}}}")
        )
        entry = chosen(filled.replace("…", str(count)))
        assert (due(entry.rule, entry.options, {"x": 0, "score": 0, "place": 1}) is None) == (count > most)


class Page:
    """Two people, as the page lists them."""

    def numbers(self, expr: Any) -> list[str | None]:
        return [f"{expr.text}1", None]

    def condition(self, expr: Any) -> Any:
        return None if expr is None else expr.text


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{award: {best: 2, amount: 200}}", {"kind": "best", "amount": "200", "seats": 2, "percent": None}),
        ("{top: {percent: 15%, amount: 300}}", {"kind": "best", "amount": "300", "seats": None, "percent": "3/20"}),
        ("{award: {best: 2, by: x, amount: 200}}", None),
        ("{score_share: {of: base}}", {"kind": "share", "of": ["base1", None], "low": None, "cap": None, "full": "100"}),
        (
            "{score_share: {of: base, zero_below: 60, cap: 120.5}}",
            {"kind": "share", "of": ["base1", None], "low": "60", "cap": "241/2", "full": "100"},
        ),
        (
            "{ladder: {1: 500, 2-3: 300}}",
            {"kind": "ladder", "ties": "share", "listed": [[1, 1, "500"], [2, 3, "300"]], "beyond": "zero"},
        ),
        (
            "{ladder: {first: 500, last: 100}, ties: lower}",
            {"kind": "ladder", "ties": "lower", "spread": {"first": "500", "second": None, "last": "100", "step": None, "floor": "0"}},
        ),
        (
            "{grades: {quota: {A: 20%, B: 80%}, pay: {A: 300, B: 0}}}",
            {"kind": "grades", "of": None, "worth": ["300", "0"], "quota": ["1/5", "4/5"], "bands": None},
        ),
        (
            "{grades: {bands: {'>89.5': A, else: B}, times: {A: 1.5, B: 0}, of: base}}",
            {
                "kind": "grades", "of": ["base1", None], "worth": ["3/2", "0"], "quota": None,
                "bands": [["89.5", 1, None, 1, 0], [None, 0, None, 1, 1]],
            },
        ),
        ("{grades: {bands: {else: A}, by: x, pay: {A: 1}}}", None),
        ("{fixed: 100}", None),
    ],
)  # fmt: skip
def test_what_a_page_is_given(rule: str, expected: Any) -> None:
    entry = chosen(rule)
    assert entry.rule.in_page(Page(), entry.options) == expected
