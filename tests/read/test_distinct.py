"""Columns as their different cells: what each row has is what the column had, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.read.distinct import Distinct, distinct, stacked
from csscore.read.grid import CellError
from csscore.read.sumwords import candidates
from tests.read.grids import at_size


def column(*cells) -> np.ndarray:
    return np.array([*cells, None], dtype=object)[:-1]


CELLS = st.one_of(st.none(), st.sampled_from(["小美", "小丹", "1", "\ud800"]), st.sampled_from([1, 1.0, True, 0.5]))


@given(st.lists(CELLS, max_size=12), st.lists(CELLS, max_size=6))
def test_a_column_is_what_it_was(one: list, two: list) -> None:
    known = distinct(column(*one))
    assert [(type(cell), cell) for cell in known.tolist()] == [(type(cell), cell) for cell in one]
    assert len({(type(cell), cell) for cell in known.cells}) == len(known.cells)
    assert known.there.tolist() == [cell is not None for cell in one]
    assert known.firsts() == [
        (row, cell) for row, cell in enumerate(one) if (type(cell), cell) not in [(type(c), c) for c in one[:row]]
    ]
    assert stacked([known, distinct(column(*two))]).tolist() == [*one, *two]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=12))
def test_two_columns(pairs: list) -> None:
    one, two = (distinct(column(*cells)) for cells in ([a for a, _ in pairs], [b for _, b in pairs]))
    assert one.filled_from(two).tolist() == [b if a is None else a for a, b in pairs]
    assert one.paired(two, lambda a, b: (a, b)).tolist() == pairs


def test_what_looks_alike_is_not_the_same() -> None:
    assert distinct(column("#N/A", CellError("#N/A"), 1, 1.0, True, 1)).codes.tolist() == [0, 1, 2, 3, 4, 2]


def test_strings_of_a_large_file() -> None:
    known = distinct(at_size(["b", None, "a", "b"]))
    assert (known.cells, known.codes.tolist()) == (["b", None, "a"], [0, 1, 2, 0])


def test_other_cells_in_place_of_these_become_one() -> None:
    known = distinct(column("小美 ", "小丹", "小美")).saying(["小美", "小丹", "小美"])
    assert (known.cells, known.tolist()) == (["小美", "小丹"], ["小美", "小丹", "小美"])
    assert known[np.array([1])].present == {"小丹"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [("North Total", True), ("小计：甲组", True), ("甲组", False), ("平均小王1", False), ("Anna 12", None), ("1", None)],
)
def test_words_for_sums_beside_many_names_that_differ_in_figures(name: str, plain: bool | None) -> None:
    names = [f"agent{number:04}" for number in range(1000)]
    found = candidates(distinct(column(*names, name, name)))
    assert {row: one.plain for row, one in found.items()} == ({} if plain is None else {1000: plain, 1001: plain})


def test_nothing_at_all() -> None:
    assert (len(distinct(column())), distinct(column()).tolist(), stacked([]).tolist()) == (0, [], [])
    assert isinstance(distinct(column())[0:0], Distinct)
