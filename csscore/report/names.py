"""Who is in a result of any family, and what stands for each of them where nobody is named; it hides nothing itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.auditing import Audit
from csscore.backtesting import Backtest
from csscore.comparison import Comparison
from csscore.concealing import BETWEEN, MASK, RANKED, UNRANKED, Mentions, concealed, labels
from csscore.exact.fixed import MISSING
from csscore.reconciliation import Reconciliation
from csscore.result import Result
from csscore.trending import Trend
from csscore.unfinished import Unfinished
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csscore.words import Lang

_HAD: Final = Words("原第 {rank} 名", "was #{rank}")
_NEW: Final = Words("新来 {number}", "new {number}")
_GONE: Final = Words("已离开 {number}", "left {number}")
_HERE: Final = Words("第 {number} 人", "agent {number}")
_THERE: Final = Words("那边的第 {number} 人", "agent {number} there")
_LISTED: Final = Words("{number} 号", "agent {number}")
_NONE: Final[Mapping[str, str]] = {}
_BETWEEN: Final = re.compile("(、|, )")
_LIST_TAIL: Final = re.compile(r"( 等 \d+ 个| and \d+ more)$")
"""How `csscore.words.listed` cuts a long list."""
_FIGURE: Final = re.compile(r" \([-−+]?[\d.,]+%?\)$", re.ASCII)
"""What stands behind a name in a list of people and figures."""


class Names:
    """The names to be hidden and what stands for each.

    Parameters
    ----------
    people
        Ids of agents, each with her label.
    more
        What else may be written of people and files, with what stands for each.
    cohorts
        The labels of cohorts that are one person (see `csscore.concealing`); where nobody knows how large the cohorts are,
        because nothing was computed, none is named.
    """

    def __init__(
        self,
        people: Iterable[tuple[object, str]] = (),
        *more: Iterable[tuple[object, str]],
        cohorts: Mapping[str, str] | None = None,
    ) -> None:
        self.knows_cohorts = cohorts is not None
        self._people = {str(agent): label for agent, label in people}
        self._labels = dict(cohorts or {})
        self._labels |= {str(name): label for given in (self._people.items(), *more) for name, label in given if str(name)}
        self._mentions = Mentions(self._labels)

    def person(self, agent: str) -> str:
        """Return what stands for an agent's id, whoever else is called by it."""
        return self._people[agent] if agent in self._people else self.text(agent)

    def text(self, text: str) -> str:
        """Return a text with every name in it replaced."""
        if text in self._labels:
            return self._labels[text]
        return self._mentions.replaced(text, self._labels.__getitem__)

    def masked(self, text: str) -> str:
        """Return what may be said where people are named: their labels, or a mask; ``text`` may be a list of names."""
        if text in self._labels:
            return self._labels[text]
        tail = _LIST_TAIL.search(text)
        people = _BETWEEN.split(text[: tail.start()] if tail else text)
        hidden = [part if _BETWEEN.fullmatch(part) else self._one(part) for part in people]
        return "".join(hidden) + (tail[0] if tail else "")

    def _one(self, person: str) -> str:
        """Return what stands for one of a list; a number behind her name says nothing of who she is."""
        figure = _FIGURE.search(person)
        name = person[: figure.start()] if figure is not None and person not in self._labels else person
        label = self._labels.get(name)
        return MASK if label is None else label + person[len(name) :]

    def words(self, words: Words) -> Words:
        """Return both texts without names."""
        return Words(self.text(words.zh), self.text(words.en))

    def cohort(self, cohort: Mapping[str, str]) -> dict[str, str]:
        """Return the labels of a cohort; all of them hidden where together they are one person's."""
        whole = self._labels.get(BETWEEN.join(cohort.values()))
        return {key: self.text(label) if whole is None else whole for key, label in cohort.items()}

    def column(self, cells: Any) -> Any:
        """Return a column of texts without names."""
        clean = {cell: self._cell(cell) for cell in set(cells.tolist())}
        return column_of([clean[cell] for cell in cells.tolist()])

    def _cell(self, cell: object) -> object:
        if isinstance(cell, Words):
            return self.words(cell)
        return self.text(cell) if isinstance(cell, str) else cell


class _Everybody(NamedTuple):
    """The people of a result, in its order.

    Attributes
    ----------
    agents
        Their ids.
    places
        What each is called by: a label and the rank in it.
    called
        Ids and names; one may have several.
    months
        Of each result in it everybody's cohort, and whether she is ranked.
    """

    agents: Sequence[str]
    places: Sequence[tuple[Words, int]]
    called: Iterable[tuple[str, str]]
    months: Iterable[Iterable[tuple[Mapping[str, str], bool]]]


def names_of(said: object, lang: Lang, *, files: Mapping[str, str] = _NONE) -> Names:
    """Return the names in a result of any family, each with a label such as ``第 3 名`` or ``#3``; all labels differ.

    ``files`` has what stands for each file that was read.
    """
    if isinstance(said, Audit):
        return Names((), ((name, label.in_(lang)) for name, label in said.names.items()), files.items(), cohorts=_NONE)
    everybody = _everybody(said)
    if everybody is None:
        return Names((), files.items())
    called_by = (label.in_(lang) for label in labels(everybody.places))
    people = dict(zip(everybody.agents, called_by, strict=True))
    called = ((name, people[agent]) for agent, name in everybody.called)
    return Names(people.items(), called, files.items(), cohorts=concealed(*everybody.months))


def _everybody(said: object) -> _Everybody | None:
    match said:
        case Result():
            return _of_result(said)
        case Unfinished():
            return _of_result(said.result)
        case Comparison():
            return _of_comparison(said)
        case Trend():
            return _of_trend(said)
        case Backtest():
            return _of_backtest(said)
        case Reconciliation():
            return _of_reconciliation(said)
    return None


def _of_result(said: Result) -> _Everybody:
    agents, ranks = list(map(str, said.agents.tolist())), said.ranks.tolist()
    places = [_at(RANKED, None if rank == MISSING else rank) for rank in ranks]
    columns = zip(*(column.tolist() for column in said.cohorts.values()), strict=True)
    cohorts = (dict(zip(said.cohorts, map(str, cells), strict=True)) for cells in columns)
    month = zip(cohorts, (rank != MISSING for rank in ranks), strict=True) if said.cohorts else ()
    return _Everybody(agents, places, zip(agents, said.names.tolist(), strict=True), [month])


def _of_comparison(said: Comparison) -> _Everybody:
    places = [(_NEW, 0) if one.before is None else _at(_HAD, one.before.rank) for one in said.agents]
    return _Everybody([one.agent for one in said.agents], places, _called(said.agents), _sides(said))


def _sides(said: Comparison) -> Iterator[Iterator[tuple[Mapping[str, str], bool]]]:
    yield ((one.cohort, one.before.rank is not None) for one in said.agents if one.before is not None)
    yield ((one.cohort, one.after.rank is not None) for one in said.agents if one.after is not None)


def _of_trend(said: Trend) -> _Everybody:
    """Call everybody by the place in the latest period."""
    places = [(_GONE, 0) if latest is None else _at(RANKED, latest.rank) for latest in (one.standings[-1] for one in said.agents)]
    periods = zip(*(one.standings for one in said.agents), strict=True)
    months = ([(one.cohort, one.rank is not None) for one in period if one is not None] for period in periods)
    return _Everybody([one.agent for one in said.agents], places, _called(said.agents), months)


def _of_backtest(said: Backtest) -> _Everybody:
    called = ((one.agent, change.name) for one in said.agents for change in one.changes if change is not None)
    months = (side for month in said.months for side in _sides(month.compared))
    return _Everybody([one.agent for one in said.agents], [(_LISTED, 0)] * len(said.agents), called, months)


def _of_reconciliation(said: Reconciliation) -> _Everybody:
    places = [(_HERE if one.here else _THERE, 0) for one in said.people]
    month = ((one.cohort, True) for one in said.people if one.here)
    return _Everybody([one.agent for one in said.people], places, _called(said.people), [month])


def _at(words: Words, rank: int | None) -> tuple[Words, int]:
    return (UNRANKED, 0) if rank is None else (words, rank)


def _called(people: Iterable[Any]) -> Iterator[tuple[str, str]]:
    return ((one.agent, one.name) for one in people)


def column_of(cells: list[Any]) -> Any:
    """Return a column of texts."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array
