"""A value rule with its options, in words; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.kinds import Chosen


def taken(value: Chosen) -> Words:
    """Return how an agent's rows become one number."""
    text: Words = value.rule.words(value.options)
    if value.options.where is not None:
        where = value.options.where.text
        text = Words(f"{text.zh}，只算 {where} 的行", f"{text.en}, only rows with {where}")
    if value.options.from_ is not None:
        from_ = value.options.from_
        text = Words(f"{text.zh}，取自另给的“{from_}”文件", f"{text.en}, from the file given as '{from_}'")
    return text
