"""Places within cohorts; equal scores are told apart only by what the scheme names, and shared otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING, ascending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask, Units

    Codes = NDArray[np.int64]

_LARGEST = 2**62


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
    index: Any = slice(None) if bool(who.all()) else np.flatnonzero(who)
    ranks = np.full(len(who), MISSING, dtype=np.int64)
    tied = np.zeros(len(who), dtype=np.int64)
    groups = cohorts[index].astype(np.int64)
    if not len(groups):
        return Places(ranks, tied)
    order, code = _dense(_joined(groups * 2 + last[index], _falling(keys[0][index])))
    for key in keys[1:]:
        shared = np.flatnonzero(np.bincount(code)[code] > 1)
        if not len(shared):
            break
        finer = np.zeros(len(groups), dtype=np.int64)
        finer[shared] = _falling(key[index][shared])
        order, code = _dense(_joined(code, finer))
    ranks[index], tied[index] = _numbered(order, code, groups, ties)
    return Places(ranks, tied)


def told_apart(
    scores: Units, keys: Sequence[NDArray[np.float64] | Units], who: Mask, cohorts: NDArray[np.intp], *, last: Mask, ranks: Units
) -> NDArray[np.int16]:
    """Return for each agent which key told her from those of her cohort who have the same score; -1 where none did.

    Parameters
    ----------
    scores
        What is printed, fixed.
    keys, who, cohorts, last
        As for `ranked`.
    ranks
        The places that `ranked` gave.
    """
    told = np.full(len(who), -1, dtype=np.int16)
    index = np.flatnonzero(who)
    if not len(index):
        return told
    index = index[np.lexsort((ranks[index], scores[index], last[index], cohorts[index]))]

    def alike(column: NDArray[Any]) -> Mask:
        here = column[index]
        same: Mask = here[1:] == here[:-1]
        return same | (np.isnan(here[1:]) & np.isnan(here[:-1])) if here.dtype.kind == "f" else same

    equal = alike(scores) & alike(last) & alike(cohorts)
    apart = equal & ~alike(ranks)
    own = np.full(len(index), len(keys), dtype=np.int64)
    for number in reversed(range(len(keys))):
        own[1:][apart & ~alike(keys[number])] = number
    group = np.concatenate(([0], np.cumsum(~equal)))
    first = np.full(int(group[-1]) + 1, len(keys), dtype=np.int64)
    np.minimum.at(first, group, own)
    own = np.where(own == len(keys), first[group], own)  # the first of a group, and those who share a place with another
    told[index] = np.where(own == len(keys), -1, own)
    return told


def _falling(key: NDArray[np.float64] | Units) -> Codes:
    """Return whole numbers from 0 that rise where a key falls; missing keys come last."""
    if key.dtype.kind == "f":
        return np.unique(-key, return_inverse=True)[1].astype(np.int64)
    rising: Codes = key.max() - key
    return rising if int(rising.max()) < _LARGEST else np.unique(rising, return_inverse=True)[1].astype(np.int64)


def _joined(code: Codes, finer: Codes) -> Codes:
    """Return one number for two, ordered by the first and then the second."""
    span = int(finer.max()) + 1
    if (int(code.max()) + 1) * span >= _LARGEST:
        code, finer = (np.unique(numbers, return_inverse=True)[1].astype(np.int64) for numbers in (code, finer))
        span = int(finer.max()) + 1
    return code * span + finer


def _dense(code: Codes) -> tuple[NDArray[np.intp], Codes]:
    """Return the order of codes, and the same codes without gaps from 0."""
    order = ascending(code)
    ordered = code[order]
    new = np.zeros(len(order), dtype=np.int64)
    new[1:] = ordered[1:] != ordered[:-1]
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(new)
    return order, numbers


def _numbered(order: NDArray[np.intp], code: Codes, cohorts: Codes, ties: str) -> tuple[Codes, Codes]:
    """Turn codes that count through all cohorts into places within each."""
    sizes = np.bincount(code)
    tied = sizes[code]
    places = code if ties == "dense" else (np.cumsum(sizes) - (1 if ties == "max" else sizes))[code]
    if bool(cohorts.any()):  # not one cohort alone: places begin anew in each
        ordered = cohorts[order]
        begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        first = np.empty(len(order), dtype=np.int64)
        first[order] = np.repeat(code[order[begins]] if ties == "dense" else begins, np.diff(np.append(begins, len(order))))
        places = places - first
    return places + 1, tied
