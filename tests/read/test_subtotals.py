"""Subtotals between the rows: a word and a structure drop a row, one alone tells, and people whose figure is a sum stay."""

from __future__ import annotations

import numpy as np
import pytest

from csscore.problems import Problems
from csscore.read.columns import match
from csscore.read.header import find_header
from csscore.read.requirements import Column, Requirements
from csscore.read.subtotals import without_subtotals
from csscore.read.totals import agent_rows
from tests.read.grids import grid

NORTH, SOUTH = [["Nora", 400], ["Iwan", 250]], [["Pia", 300], ["Udo", 150]]
PEOPLE = ["Nora", "Iwan", "Pia", "Udo"]


def counted(*names):
    return Requirements(("客服",), {name: Column(name, (name,), "money") for name in names})


def found(rows, asked=None, header=("客服", "销售额")):
    asked = asked or counted("销售额")
    sheet = grid([list(header), *rows])
    head = find_header(sheet, asked)
    problems = Problems()
    columns = match(head, asked, problems, sheet)
    kept = without_subtotals(agent_rows(sheet, head, [0]), sheet, head, columns, asked, problems)
    return kept.accounts.tolist(), [problem.code for problem in problems]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "{} Total",
            "Total {}",
            "Total ({})",
            "Subtotal: {}",
            "{} Summe",
            "Zwischensumme {}",
            "{} Ergebnis",
            "Soma {}",
            "Suma {}",
        ),
        *(
            "Sous-total {}",
            "Somme {}",
            "{} Toplamı",
            "{} Toplam",
            "{}合計",
            "{}小計",
            "{} 汇总",
            "{}合计",
            "小计：{}",
            "{}组",
            "{} team",
        ),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_word_and_the_structure_drop_a_row(name, above):
    one, two = [[name.format("North"), 650]], [[name.format("South"), 450]]
    rows = [*one, *NORTH, *two, *SOUTH] if above else [*NORTH, *one, *SOUTH, *two]
    assert found(rows) == (PEOPLE, [])


@pytest.mark.parametrize(
    "name", ["{} Average", "Mittelwert {}", "Média {}", "Promedio {}", "Moyenne {}", "{} Ortalama", "{}平均", "Ø {}"]
)
def test_means(name):
    assert found([*NORTH, [name.format("North"), 325], *SOUTH, [name.format("South"), 225]]) == (PEOPLE, [])


def test_sums_and_means_of_one_block_and_sums_of_sums():
    rows = [*NORTH, ["N Total", 650], ["N Average", 325], *SOUTH, ["S Total", 450], ["S Average", 225], ["East Total", 1100]]
    assert found([*rows, ["Mei", 37], ["West Total", 37], ["World Total", 1137]]) == ([*PEOPLE, "Mei"], [])


def test_rounded_columns_add_up_to_the_unit_shown():
    assert found([["a", 1.13], ["b", 2.26], ["N Total", 3.4], ["c", 40.06], ["d", 5.5], ["S Total", 45.56]])[0] == list("abcd")


def test_every_column_must_agree_and_means_need_not():
    header = ("客服", "销售额", "订单数", "客单价")
    rows = [
        ["a", 200, 3, 67],
        ["b", 300, 4, 75],
        ["N Total", 500, 7, 71],
        ["c", 50, 1, 50],
        ["d", 60, 2, 30],
        ["S Total", 110, 3, 37],
    ]
    asked = counted("销售额", "订单数", "客单价")
    assert found(rows, asked, header) == (list("abcd"), [])
    rows[2][2] = 8
    assert found(rows, asked, header) == (["a", "b", "N Total", "c", "d", "S Total"], ["D267", "D267"])


def test_a_word_alone_is_told():
    assert found([*NORTH, ["N Total", 650], *SOUTH, ["S Total", 451]]) == (
        ["Nora", "Iwan", "N Total", "Pia", "Udo", "S Total"],
        ["D267"] * 2,
    )
    assert found([*NORTH, ["Lea Total", 77], *SOUTH])[1] == ["D267"]


def test_values_few_and_small_prove_nothing():
    assert found([["a", 1], ["b", 1], ["N Total", 2], ["c", 1], ["d", 0], ["S Total", 1]])[1] == ["D267", "D267"]


def test_the_structure_alone_is_told():
    assert found([["North", 650], *NORTH, ["South", 450], *SOUTH]) == (
        ["North", *PEOPLE[:2], "South", *PEOPLE[2:]],
        ["D268", "D268"],
    )


def test_a_person_who_has_what_others_have_together_stays():
    assert found([["a", 200], ["b", 300], ["c", 500], ["d", 70]]) == (list("abcd"), [])
    assert found([["a", 200], ["b", 300], ["旗舰店", 500], ["d", 70]]) == (["a", "b", "旗舰店", "d"], [])
    assert found([["a", 200], ["平均小王", 300], ["c", 500]]) == (["a", "平均小王", "c"], [])


def test_of_two_thousand_months_of_small_counts_nobody_is_dropped():
    """Ordinary names, counts that are sums of each other all the time: none dropped, and hardly one month told."""
    generator = np.random.default_rng(2026)
    told = sums = 0
    for _ in range(2000):
        count, mean = int(generator.integers(3, 13)), float(generator.choice([1, 2, 4, 8, 20]))
        counts = generator.poisson(mean, count)
        sums += any(counts[i] == counts[i - 1] + counts[i - 2] for i in range(2, count))
        names = [f"客服{i}" for i in range(count)]
        kept, codes = found([[name, int(value)] for name, value in zip(names, counts, strict=True)])
        assert kept == names
        told += bool(codes)
    assert sums > 500
    assert told <= 2
