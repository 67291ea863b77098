"""Yule-Simpson: rates and means that are better in every kind of work and worse in all; it says where the mix misleads."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit.shuffling import simpson
from csscore.auditing import Finding
from csscore.exact import grouping
from csscore.score.weights import leaves
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.groups import Groups
    from csscore.measure.evidence import Contacts
    from csscore.score.weights import Leaf

_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of work: a column that tells rows apart, not people."""

    key: str
    title: Words


def kinds_of(asked: Asked, name: str) -> Kinds | None:
    """Return the kinds of work of a column; None where it makes no two for any metric, or too many."""
    found = (_of_rows(contacts, name) for _, contacts in _counted(asked))
    return Kinds(name, same(name)) if any(1 < len(strata[1]) <= _MOST for strata in found if strata is not None) else None


def reversals(asked: Asked, found: Sequence[Groups], kinds: Sequence[Kinds]) -> Iterator[Finding]:
    """Yield the first metric in which one group is better in every stratum and worse in all; strata are kinds, or groups."""
    counted = list(_counted(asked)) if len(found) + len(kinds) > 1 else []
    for one in found:
        others: list[Groups | Kinds] = [*kinds, *(by for by in found if by is not one)]
        for other, (leaf, contacts) in product(others, counted):
            strata = _of_rows(contacts, other.key) if isinstance(other, Kinds) else _of_people(contacts, other)
            if strata is None or not 1 < len(strata[1]) <= _MOST:
                continue
            cells = _cells(contacts, _of_people(contacts, one)[0], strata[0], (len(one.labels), len(strata[1])))
            for pair in combinations(range(len(one.labels)), 2):
                reversed_ = simpson([cells[group] for group in pair], higher=leaf.metric.better == "higher")
                if reversed_ is not None:
                    better, worse = (one.labels[pair[i]] for i in reversed_)
                    yield _finding(leaf, one, other, better, worse)
                    return


def _counted(asked: Asked) -> Iterator[tuple[Leaf, Contacts]]:
    """Yield the metrics that rest on a known number of contacts, with these."""
    pool = asked.run.measured.scope.pool
    for leaf in leaves(asked.run.scheme):
        rule, options = leaf.metric.value
        if not rule.counted or pool.is_absent(leaf.name) or asked.run.measured.values[leaf.name].dtype == object:
            continue
        contacts = rule.contacts(pool.rows_of(leaf.name).where(options.where), options)
        if contacts is not None:
            yield leaf, contacts


def _of_rows(contacts: Contacts, name: str) -> tuple[NDArray[np.intp], list[str]] | None:
    """Return the kind of each row, -1 for none, and the kinds; None where the rows have no such column."""
    if not contacts.rows.scope.table.has(name):
        return None
    texts = [None if text is None else str(text) for text in contacts.rows.scope.texts(name).tolist()]
    labels = sorted({text for text in texts if text is not None})
    number = {label: code for code, label in enumerate(labels)}
    return np.array([-1 if text is None else number[text] for text in texts], dtype=np.intp), labels


def _of_people(contacts: Contacts, by: Groups) -> tuple[NDArray[np.intp], list[str]]:
    """Return the group of each row's agent, -1 for none, and the groups."""
    codes = np.full(contacts.rows.size, -1, dtype=np.intp)
    codes[by.who] = by.codes
    return codes[contacts.rows.codes], [label.en for label in by.labels]


def _cells(
    contacts: Contacts, groups: NDArray[np.intp], strata: NDArray[np.intp], shape: tuple[int, int]
) -> list[list[tuple[Fraction, Fraction]]]:
    """Return for each group and each stratum what was reached and of how many, exactly."""
    known = (strata >= 0) & (groups >= 0) & ~np.isnan(contacts.above) & ~np.isnan(contacts.below)
    size = shape[0] * shape[1]
    codes, above, below = (groups * shape[1] + strata)[known], contacts.above[known], contacts.below[known]
    reached = grouping.product_sums(above, below, codes, size) if contacts.weighed else grouping.sums(above, codes, size)
    many, held = grouping.sums(below, codes, size), grouping.counts(codes, size)
    flat = [(reached.at(i), many.at(i)) if held[i] else (Fraction(0), Fraction(0)) for i in range(size)]
    return [flat[start : start + shape[1]] for start in range(0, size, shape[1])]


def _finding(leaf: Leaf, one: Groups, other: Groups | Kinds, better: Words, worse: Words) -> Finding:
    return Finding(
        "groups-reversal",
        "look",
        Words(
            f"{leaf.title.zh}：{better.zh}在每个{other.title.zh}里都比{worse.zh}好，合起来却比{worse.zh}差",
            f"{leaf.title.en}: {better.en} is better than {worse.en} in every {other.title.en}, and worse in all",
        ),
        _advice(other),
        about=f"{leaf.name}, {one.key}, {other.key}",
    )


def _advice(other: Groups | Kinds) -> Words:
    if isinstance(other, Kinds):
        return Words(
            f"差的是{other.title.zh}的构成，不是人：用 adjust_for: [{other.key}]，或每种各算一项",
            f"it is the mix of {other.title.en} that differs, not the people: use adjust_for: [{other.key}], or score each apart",
        )
    return Words(
        f"差的是{other.title.zh}的构成，不是人：按{other.title.zh}分开排名，或用 adjust_for: [{other.key}]",
        f"it is the mix of {other.title.en} that differs, not the people: rank within it, or use adjust_for: [{other.key}]",
    )
