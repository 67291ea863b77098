"""Rectangles of bytes are sorted like the texts in them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csscore.packed import PackedTexts, order_of, packed

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


def texts_of(texts: list[str]) -> PackedTexts:
    return PackedTexts(packed("".join(f"{text}\n" for text in texts).encode()))


@given(TEXTS, st.data())
def test_packed_texts_are_indexed_like_an_object_array(texts: list[str], data: st.DataObject) -> None:
    packed_texts, plain = texts_of(texts), np.array(texts, dtype=object)
    assert (len(packed_texts), packed_texts.dtype) == (len(plain), plain.dtype)
    assert packed_texts.tolist() == list(packed_texts) == np.asarray(packed_texts).tolist() == texts
    row = data.draw(st.integers(0, len(texts) - 1))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    positions = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=5))
    assert packed_texts[row] == plain[row]
    assert packed_texts[np.int64(row)] == plain[row]
    for at in (slice(row, None), slice(None, row), mask, np.array(positions, dtype=np.intp), positions):
        assert packed_texts[at].tolist() == plain[at].tolist()


@given(TEXTS, st.data())
def test_packed_texts_are_compared_like_an_object_array(texts: list[str], data: st.DataObject) -> None:
    packed_texts, plain = texts_of(texts), np.array(texts, dtype=object)
    others = data.draw(st.permutations(texts))
    for other in (texts[0], f"{texts[0]}x", "", None, np.array(others, dtype=object)):
        assert (packed_texts == other).tolist() == (plain == other).tolist()
        assert (packed_texts != other).tolist() == (plain != other).tolist()
        assert (other in packed_texts) == (other in texts) if isinstance(other, str) else True
    assert (packed_texts == texts_of(others)).tolist() == (plain == np.array(others, dtype=object)).tolist()


def test_packed_texts_of_other_lengths_are_not_taken_for_equal() -> None:
    assert (texts_of(["ab", "a"]) == texts_of(["abc", "a"])).tolist() == [False, True]
    assert (texts_of(["abc", "a"]) == texts_of(["ab", "a"])).tolist() == [False, True]
