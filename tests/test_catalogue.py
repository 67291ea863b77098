"""The catalogue of problems: both languages say the same of the same things."""

from __future__ import annotations

import string
from typing import get_args, get_type_hints

import pytest

from csscore.catalogue import CODES, Code

SEVERITIES = get_args(get_type_hints(Code)["severity"])


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("part", ["title", "message", "hint"])
def test_both_languages_name_the_same(part: str) -> None:
    said = {code: getattr(means, part) for code, means in CODES.items()}
    assert [code for code, words in said.items() if words is not None and named(words.zh) != named(words.en)] == []


def test_every_code_is_whole() -> None:
    assert [code for code, means in CODES.items() if means.severity not in SEVERITIES] == []
    assert [
        code for code, means in CODES.items() for words in means[1:4] if words is not None and not (words.zh and words.en)
    ] == []


def test_a_code_that_is_none_is_not_found() -> None:
    assert "X999" not in CODES
    assert "../" not in CODES
