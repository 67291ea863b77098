"""What is carried from run to run is paid once, whatever is amended, reopened, run again or thrown away meanwhile."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csscore.books import balances
from tests.books.carrying import PEOPLE, Shop
from tests.conftest import examples

EARNED = st.integers(0, 60000)
CHANGE = st.integers(-30000, 30000)
WHO = st.sampled_from(PEOPLE)
MONTH = st.integers(0, 4)
MONTHS = tuple(("close", at, {"A": 40000}) for at in range(3))
ACT = st.one_of(
    st.tuples(st.just("run"), MONTH, st.fixed_dictionaries({}, optional=dict.fromkeys(PEOPLE, EARNED))),
    st.tuples(st.just("close"), MONTH, st.fixed_dictionaries({}, optional=dict.fromkeys(PEOPLE, EARNED))),
    st.tuples(st.just("amend"), MONTH, WHO, CHANGE, CHANGE, st.sampled_from(["full", "hold_harmless"])),
    st.tuples(st.just("reopen"), MONTH),
    st.tuples(st.just("drop"), MONTH),
    st.tuples(st.just("leave"), st.integers(1, 6), WHO),
)


@pytest.fixture(autouse=True)
def _as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the shop say who has left and what may be recovered."""
    for name in ("_gone", "rooms_of"):
        monkeypatch.setattr(balances, name, getattr(balances, name))


@examples(100)
@given(acts=st.lists(ACT, max_size=14))
@example(acts=[*MONTHS, ("amend", 0, "A", -10000, 0, "full")])  # what was released is corrected
@example(
    acts=[("close", 0, {"A": 5000}), ("close", 1, {"A": 18000}), ("amend", 0, "A", 4000, 0, "full")]
)  # too much was recovered
@example(
    acts=[("close", 0, {"A": 5000}), ("close", 1, {"A": 18000}), ("amend", 1, "A", -6000, 0, "full")]
)  # less can be recovered
@example(acts=[("close", 0, {"A": 40000}), ("leave", 1, "A"), ("close", 1, {}), ("amend", 0, "A", 4000, 0, "full")])
@example(
    acts=[("close", 0, {"A": 40000, "B": 50000}), ("amend", 0, "A", 3000, -20000, "hold_harmless")]
)  # a bystander keeps hers
def test_nothing_held_back_is_paid_twice_or_lost(acts: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        for act, *rest in acts:
            if act == "close":
                at, earned = rest
                for month in range(at + 1):
                    shop.run(month, earned)
                    shop.lock(month)
            else:
                getattr(shop, act)(*rest)
        for month in range(9):  # then every month is closed; the last ones earn enough for whatever is still to recover
            shop.run(month, shop.results.get(month) or dict.fromkeys(PEOPLE, 1000000 if month > 4 else 10000))
            shop.lock(month)
        held, released, forfeited = shop.settle()
        advanced, recovered = shop.moved("draw"), shop.moved("recovered")
        for who in PEOPLE:
            earned = sum(month.get(who, 0) for month in shop.due.values())
            left = who in shop.left
            assert recovered[who] == advanced[who] or (left and recovered[who] <= advanced[who])
            if left:
                assert held[who] == released[who] + forfeited[who]
                assert shop.paid()[who] == earned - forfeited[who] + advanced[who] - recovered[who]
            else:
                assert forfeited[who] == 0
                # the last two months are held back still: a quarter of 10000 each
                assert held[who] - released[who] == 2 * 250000
                assert shop.paid()[who] == earned - 2 * 250000
