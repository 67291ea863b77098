"""Rectangles of bytes are sorted like the texts in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csscore.packed import order_of, packed

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n"), max_size=8), min_size=1, max_size=30
)


@given(TEXTS)
def test_rows_hold_the_texts(texts: list[str]) -> None:
    rows = packed("".join(f"{text}\n" for text in texts).encode())
    assert [bytes(row).rstrip(b"\0").decode() for row in rows] == texts


@given(TEXTS)
def test_the_order_is_that_of_code_points(texts: list[str]) -> None:
    order, new = order_of(packed("".join(f"{text}\n" for text in texts).encode()))
    assert [texts[i] for i in order] == sorted(texts)
    assert [texts[i] for i in order[new]] == sorted(set(texts))


def test_one_text_is_in_order() -> None:
    order, new = order_of(packed(b"a\n"))
    assert (order.tolist(), new.tolist()) == ([0], [True])
