"""A `Reconciliation` without names: people become the places they have here; it changes no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from csscore.concealing import concealed
from csscore.report.anonymous import Names, unnamed
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.reconciliation import Person, Reconciliation
    from csscore.words import Lang

_ONE: Final = Words("第 {number} 人", "agent {number}")
_THERE: Final = Words("那边的第 {number} 人", "agent {number} there")


def anonymous(said: Reconciliation, lang: Lang, *, files: Mapping[str, str]) -> Reconciliation:
    """Return it with labels for people, in the order of the result; ``files`` has what stands for each file."""
    counts = {True: 0, False: 0}
    labels = []
    for person in said.people:
        counts[person.here] += 1
        labels.append((_ONE if person.here else _THERE).filled({"number": counts[person.here]}).in_(lang))
    pairs = [(person, label) for person, label in zip(said.people, labels, strict=True)]
    names = Names(
        ((person.agent, label) for person, label in pairs),
        ((person.name, label) for person, label in pairs),
        files.items(),
        cohorts=concealed((person.cohort, True) for person in said.people if person.here),
    )
    sets, data = (tuple(names.text(text) for text in given) for given in (said.side.sets, said.side.data))
    return replace(
        said,
        side=replace(said.side, sets=sets, data=data),
        table=names.text(said.table),
        people=tuple(_person(person, label, names) for person, label in pairs),
        problems=tuple(unnamed(said.problems, names)),
    )


def _person(person: Person, label: str, names: Names) -> Person:
    return replace(
        person,
        agent=label,
        name=label,
        cohort=names.cohort(person.cohort),
        place=None,
        cells=tuple(
            replace(cell, causes=tuple(cause._replace(words=names.words(cause.words)) for cause in cell.causes))
            for cell in person.cells
        ),
        cause=person.cause,
    )
