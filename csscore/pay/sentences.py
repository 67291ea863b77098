"""Put the sentences of a pay line together: cohort by cohort, and with what was done to the amount afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.result import Sentence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Index = NDArray[np.intp]
    Mask = NDArray[np.bool_]


def kept(sentence: Sentence, who: Mask) -> Sentence:
    """Return the sentences of some; the others have none."""
    return Sentence(sentence.variants, np.where(who, sentence.which, -1).astype(np.int8), sentence.details)


def followed(sentence: Sentence, additions: Sequence[tuple[Mask, Words]], details: Mapping[str, Any]) -> Sentence:
    """Add to each sentence those of the additions that hold, in order; only combinations that occur become variants."""
    code = np.zeros(len(sentence.which), dtype=np.int64)
    for bit, (holds, _) in enumerate(additions):
        code |= holds.astype(np.int64) << bit
    spoken = sentence.which >= 0
    if not bool(code[spoken].any()):
        return sentence
    pairs, position = np.unique((sentence.which.astype(np.int64) << len(additions)) + code, return_inverse=True)
    variants: list[Words] = []
    variant_of = np.full(len(pairs), -1, dtype=np.int8)
    for at, pair in enumerate(pairs):
        base, added = divmod(int(pair), 1 << len(additions))
        if base >= 0:
            parts = [sentence.variants[base], *(words for bit, (_, words) in enumerate(additions) if added >> bit & 1)]
            variant_of[at] = len(variants)
            variants.append(Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts)))
    return Sentence(tuple(variants), variant_of[position], {**sentence.details, **details})


def together(pieces: Sequence[tuple[Index, Sentence]], count: int) -> Sentence:
    """Join the sentences of several cohorts into one column."""
    variants: dict[Words, int] = {}
    which = np.full(count, -1, dtype=np.int8)
    details: dict[str, Any] = {}
    for index, sentence in pieces:
        numbers = [variants.setdefault(words, len(variants)) for words in sentence.variants]
        which[index] = np.append(np.array(numbers, dtype=np.int8), np.int8(-1))[sentence.which]
    for name in dict.fromkeys(name for _, sentence in pieces for name in sentence.details):
        details[name] = _column([(index, sentence.details.get(name, "")) for index, sentence in pieces], count)
    return Sentence(tuple(variants), which, details)


def _column(parts: list[tuple[Index, Any]], count: int) -> Any:
    """Join one detail of several cohorts: one text for all where they agree, else a column."""
    first = parts[0][1]
    if isinstance(first, str | Words) and all(isinstance(value, str | Words) and value == first for _, value in parts):
        return first
    plain = all(isinstance(value, np.ndarray) and value.dtype != object for _, value in parts)
    column = np.zeros(count, dtype=np.result_type(*(value for _, value in parts)) if plain else object)
    for index, value in parts:
        if isinstance(value, np.ndarray):
            column[index] = value
        else:
            for i in index:  # a text, or words in both languages: numpy would take the pair for a column
                column[i] = value
    return column
