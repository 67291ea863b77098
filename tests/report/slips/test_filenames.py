"""File names made from names: safe everywhere, nobody lost, and the same whoever else is there in whatever order."""

from __future__ import annotations

import random
from unicodedata import category, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csscore.report.slips.filenames import MOST_BYTES, file_stems

RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))}


def stems(*names: str) -> list[str]:
    return file_stems(names, names)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("小美", "小美"),
        ("Mei Li", "Mei Li"),
        ("一店:小美", "一店_小美"),
        ("../../x", "_.._x"),
        ("..", "_"),
        (" . ", "_"),
        ("a/b\\c", "a_b_c"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("COM¹", "_COM¹"),
        ("Conny", "Conny"),
        ("LPT10", "LPT10"),
        ("dot.", "dot"),
        ("-rf", "_-rf"),
        ("=1+1", "=1+1"),
        ("[red]", "[red]"),
        ("<script>alert(1)</script>", "_script_alert(1)__script_"),
        ("a\x00b\n\u202ec", "a_b__c"),
        ("🌸", "🌸"),
        ("", "_"),
    ],
)
def test_one_name(name: str, stem: str) -> None:
    assert stems(name) == [stem]


def test_an_id_that_tells_more_is_added() -> None:
    assert file_stems(["007", "小丹"], ["小美", "小丹"]) == ["小美-007", "小丹"]


def test_names_that_are_one_file_all_get_a_mark_of_their_id() -> None:
    # printf Mei | sha256sum, printf mei | sha256sum
    assert stems("Mei", "mei", "Dan") == ["Mei~c0e0ee53", "mei~7717a57e", "Dan"]


def test_a_long_name_is_cut_between_signs_and_marked() -> None:
    (stem,) = stems("小" * 200)
    assert stem.startswith("小" * 30)
    assert stem[-9] == "~"
    assert len(stem.encode()) <= MOST_BYTES
    assert len(set(stems("小" * 200, "小" * 201))) == 2


@given(st.lists(st.text(), unique=True, max_size=8), st.randoms(use_true_random=False))
@example(["CON", "con", "Con", "C\u00f3n", "Co\u0301n"], random.Random(0))
@example(["a:", "a?", "a_"], random.Random(0))
def test_whatever_the_names_every_file_is_safe_and_another(names: list[str], chance: random.Random) -> None:
    made = stems(*names)
    assert len({normalize("NFKC", stem).casefold() for stem in made}) == len(names)
    for stem in made:
        assert 0 < len(stem.encode()) <= MOST_BYTES
        assert not set(stem) & set('\\/:*?"<>|')
        assert stem.strip(" .") == stem
        assert stem[0] not in "-~"
        assert stem.lower().partition(".")[0] not in RESERVED
        assert not any(category(sign)[0] == "C" for sign in stem)
    order = list(range(len(names)))
    chance.shuffle(order)
    assert stems(*(names[i] for i in order)) == [made[i] for i in order]
