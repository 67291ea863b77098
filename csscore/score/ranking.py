"""Places within cohorts; equal scores are told apart only by what the scheme names, and shared otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.fixed import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.fixed import Mask, Units

    Codes = NDArray[np.int64]


class Places(NamedTuple):
    """Everybody's place and how many share it; `MISSING` and 0 for those who are not ranked. Shape (agents,)."""

    ranks: Units
    tied: Units


def ranked(keys: Sequence[NDArray[np.float64] | Units], who: Mask, cohorts: NDArray[np.intp], *, last: Mask, ties: str) -> Places:
    """Rank agents within their cohorts.

    Parameters
    ----------
    keys
        What orders them, the first first and each next only among those equal so far; higher is better. Floats may be
        missing (NaN): such agents stand after the others of their tie.
    who
        Who is ranked.
    cohorts
        A code for each agent's cohort.
    last
        Who stands after everybody else of the cohort, whatever the keys say.
    ties
        ``min`` (1-2-2-4), ``dense`` (1-2-2-3) or ``max`` (1-3-3-4).
    """
    index = np.flatnonzero(who)
    ranks = np.full(len(who), MISSING, dtype=np.int64)
    tied = np.zeros(len(who), dtype=np.int64)
    if not len(index):
        return Places(ranks, tied)
    order, code = _dense(cohorts[index].astype(np.int64) * 2 + last[index], -keys[0][index])
    for key in keys[1:]:
        shared = np.flatnonzero(np.bincount(code)[code] > 1)
        if not len(shared):
            break
        order, code = _split(code, shared, -key[index][shared])
    ranks[index], tied[index] = _numbered(order, code, cohorts[index], ties)
    return Places(ranks, tied)


def _dense(code: Codes, key: NDArray[np.float64] | Units) -> tuple[Codes, Codes]:
    """Order by code and then key, missing keys last; number the different pairs from 0 in that order."""
    order = np.lexsort((key, code)) if bool((code != code[0]).any()) else np.argsort(key)
    sorted_code, sorted_key = code[order], key[order]
    new = np.ones(len(order), dtype=bool)
    same_key = sorted_key[1:] == sorted_key[:-1]
    if key.dtype.kind == "f":
        same_key |= np.isnan(sorted_key[1:]) & np.isnan(sorted_key[:-1])
    new[1:] = (sorted_code[1:] != sorted_code[:-1]) | ~same_key
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return order, numbers


def _split(code: Codes, shared: NDArray[np.intp], key: NDArray[np.float64] | Units) -> tuple[Codes, Codes]:
    """Tell apart by a further key those who share a code; the others keep their place in the order."""
    finer = np.zeros(len(code), dtype=np.int64)
    finer[shared] = _dense(np.zeros(len(shared), dtype=np.int64), key)[1]
    return _dense(code, finer)


def _numbered(order: NDArray[np.intp], code: Codes, cohorts: NDArray[np.intp], ties: str) -> tuple[Codes, Codes]:
    """Turn codes that count through all cohorts into places within each."""
    sizes = np.bincount(code)
    sorted_cohorts = cohorts[order]
    begins = np.flatnonzero(np.concatenate(([True], sorted_cohorts[1:] != sorted_cohorts[:-1])))
    lengths = np.diff(np.append(begins, len(order)))
    before = np.cumsum(sizes) - sizes
    begin_of = np.empty(len(order), dtype=np.int64)
    begin_of[order] = np.repeat(begins, lengths)
    if ties == "dense":
        first_code = np.empty(len(order), dtype=np.int64)
        first_code[order] = np.repeat(code[order][begins], lengths)
        return code - first_code + 1, sizes[code]
    places = before[code] - begin_of + 1
    return (places + sizes[code] - 1 if ties == "max" else places), sizes[code]
