"""Yule-Simpson: rates and means that are better in every kind of work and worse in all; it says where the mix misleads."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.analysis.audit.shuffling import simpson
from csscore.auditing import Finding
from csscore.measure.cohorts import NONE
from csscore.measure.evidence import cells_of
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.groups import Groups
    from csscore.measure.evidence import Cells, Contacts
    from csscore.measure.making import Making
    from csscore.score.weights import Leaf

say = sentences(__file__)

_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of work: a column that tells rows apart, not people."""

    key: str
    title: Words


def kinds_of(asked: Asked, name: str) -> Kinds | None:
    """Return the kinds of work of a column; None where it makes no two for any metric, or too many."""
    found = (_by_kind(one, name) for one in _counted(asked))
    return Kinds(name, same(name)) if any(1 < len(work.labels) <= _MOST for work in found if work is not None) else None


def reversals(asked: Asked, found: Sequence[Groups], kinds: Sequence[Kinds]) -> Iterator[Finding]:
    """Yield the first metric in which one group is better in every stratum and worse in all; strata are kinds, or groups."""
    counted = list(_counted(asked)) if len(found) + len(kinds) > 1 else []
    for one in found:
        others: list[Groups | Kinds] = [*kinds, *(by for by in found if by is not one)]
        for other, metric in product(others, counted):
            work = _by_kind(metric, other.key) if isinstance(other, Kinds) else _by_people(metric, other)
            if work is None or not 1 < len(work.labels) <= _MOST:
                continue
            cells = _reached(work, one)
            for pair in combinations(range(len(one.labels)), 2):
                reversed_ = simpson([cells[group] for group in pair], higher=metric.leaf.metric.better == "higher")
                if reversed_ is not None:
                    better, worse = (one.labels[pair[i]] for i in reversed_)
                    yield _finding(metric.leaf, one, other, better, worse)
                    return


class _Counted(NamedTuple):
    """A metric that rests on a known number of contacts."""

    leaf: Leaf
    about: Making
    contacts: Contacts


class _Work(NamedTuple):
    """What was reached and of how many, by agent and stratum."""

    cells: Cells
    stratum: NDArray[np.intp]
    """The stratum of each entry of the cells, -1 for none."""
    labels: Sequence[str]


def _counted(asked: Asked) -> Iterator[_Counted]:
    """Yield the metrics that rest on a known number of contacts."""
    people = asked.run.measured.scope.pool
    for leaf in leaves(asked.run.scheme):
        rule = leaf.metric.value.rule
        if not rule.counted or people.is_absent(leaf.name) or asked.run.measured.values[leaf.name].dtype == object:
            continue
        about = people.about(leaf.name)
        contacts = rule.contacts(about)
        if contacts is not None:
            yield _Counted(leaf, about, contacts)


def _by_kind(metric: _Counted, name: str) -> _Work | None:
    """Return the work by the texts of a column; None where the rows have no such column."""
    if not metric.about.source.has(name):
        return None
    cells = cells_of(metric.about, metric.contacts, (name,))
    labels = sorted(text for (text,) in cells.labels if text != NONE)
    number = np.array([labels.index(text) if text != NONE else -1 for (text,) in cells.labels], dtype=np.intp)
    return _Work(cells, number[cells.cell], labels)


def _by_people(metric: _Counted, by: Groups) -> _Work:
    """Return the work by the groups of the agents."""
    cells = cells_of(metric.about, metric.contacts, ())
    return _Work(cells, _group(by, cells), [label.en for label in by.labels])


def _group(by: Groups, cells: Cells) -> NDArray[np.intp]:
    """Return the group of each entry's agent, -1 for none."""
    codes = np.full(int(max(cells.whose.max(initial=-1), by.who.max(initial=-1))) + 1, -1, dtype=np.intp)
    codes[by.who] = by.codes
    return codes[cells.whose]


def _reached(work: _Work, by: Groups) -> list[list[tuple[Fraction, Fraction]]]:
    """Return for each group and each stratum what was reached and of how many, exactly."""
    groups, cells = _group(by, work.cells), work.cells
    found = [[(Fraction(0), Fraction(0)) for _ in work.labels] for _ in by.labels]
    for entry in np.flatnonzero((groups >= 0) & (work.stratum >= 0)).tolist():
        group, stratum = int(groups[entry]), int(work.stratum[entry])
        above, below = found[group][stratum]
        found[group][stratum] = above + cells.above.at(entry), below + cells.below.at(entry)
    return found


def _finding(leaf: Leaf, one: Groups, other: Groups | Kinds, better: Words, worse: Words) -> Finding:
    return Finding(
        "groups-reversal",
        "look",
        say("is_better_than_in_every", title=leaf.title, better=better, title_2=other.title, worse=worse),
        _advice(other),
        about=f"{leaf.name}, {one.key}, {other.key}",
    )


def _advice(other: Groups | Kinds) -> Words:
    if isinstance(other, Kinds):
        return say("it_is_the_mix_2", title=other.title, key_=other.key)
    return say("it_is_the_mix", title=other.title, key_=other.key)
