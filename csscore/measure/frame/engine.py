"""Answers aggregates over the rows of files, which are in memory; it knows no metric and no problem but unreadable cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure import aggregates
from csscore.measure.frame.blank import unknowns
from csscore.measure.frame.groups import Groups
from csscore.measure.frame.some import Some
from csscore.read.requirements import DAY
from csscore.read.texts import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    import pandas as pd
    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.exact.whole import Whole
    from csscore.measure.aggregates import Among, Ask, Codes, Counts
    from csscore.measure.engine import Source
    from csscore.measure.frame.rows import RowScope
    from csscore.problems import Place
    from csscore.scheme.expression import Expr


class FrameEngine:
    """The engine for files (`csscore.measure.engine.Engine`).

    Parameters
    ----------
    rows
        The rows of each input that count; the FILES under `aggregates.FILES`.
    """

    def __init__(self, rows: Mapping[str, RowScope]) -> None:
        self._rows = rows

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the inputs by name."""
        return {name: rows.table for name, rows in self._rows.items()}

    def answer(self, asks: Iterable[Ask[Any]], elements: Codes, size: int) -> Mapping[Ask[Any], Any]:
        """Answer aggregates; rows that several of them look at are found once."""
        scan = _Scan(self._rows, elements)
        return {ask: scan.answer(ask, size) for ask in asks}

    def listing(self, rows: Among, elements: Codes, element: int, *, start: int = 0, most: int | None = None) -> Listing:
        """Return an element's rows among these in their order, from the ``start``-th on, at most ``most``."""
        own = _Scan(self._rows, np.where(elements == element, 0, -1)).rows(rows)
        chosen = own.positions[start : None if most is None else start + most]
        return self.at(rows.source, chosen.tolist())

    def at(self, source: str, positions: Sequence[int]) -> Listing:
        """Return rows by position, in the order given."""
        chosen = np.array(positions, dtype=np.intp)
        return Listing(self._rows[source].select(chosen), chosen)


class Listing:
    """Some rows of an input (`csscore.measure.engine.Listing`)."""

    def __init__(self, scope: RowScope, positions: Codes) -> None:
        self._some = Some(scope, positions, np.zeros(len(positions), dtype=np.intp))

    def __len__(self) -> int:
        return len(self._some)

    @property
    def positions(self) -> list[int]:
        """Return where the rows are in their input."""
        positions: list[int] = self._some.positions.tolist()
        return positions

    def agent(self, at: int) -> str:
        """Return the id of a row's person."""
        return str(self._some.scope.table.agents[at])

    def place(self, at: int, column: str | None = None) -> Place:
        """Return where a cell is."""
        return self._some.scope.table.place(at, column)

    def header(self, at: int) -> str:
        """Return the header of the column that names a row's agent."""
        return self._some.scope.table.agent_header(at)

    def texts(self, column: str) -> NDArray[np.object_]:
        """Return what a column says."""
        return self._some.scope.texts(column)

    def days(self, column: str) -> NDArray[np.object_]:
        """Return the days of a column as ISO texts."""
        days = self._some.scope.dates(column)
        texts: NDArray[np.object_] = days.astype(str).astype(object)
        texts[np.isnat(days)] = None
        return texts

    def numbers(self, of: Expr) -> list[Fraction | None]:
        """Return an expression's numbers."""
        found = zip(self._some.units(of).fractions(), self._some.present(of).tolist(), strict=True)
        return [number if there else None for number, there in found]

    def holds(self, condition: Expr) -> Mask:
        """Tell where a condition holds."""
        return self._some.truth(condition).holds


class _Scan:
    """The rows that one round of aggregates looks at."""

    def __init__(self, inputs: Mapping[str, RowScope], elements: Codes) -> None:
        self._inputs = inputs
        self._elements = elements
        self._found: dict[Among, Some] = {}

    def rows(self, among: Among) -> Some:
        """Return the rows among these; a condition is computed only where those before it hold."""
        if among not in self._found:
            self._found[among] = self._rows(among)
        return self._found[among]

    def _rows(self, among: Among) -> Some:
        if among.latest:
            return _latest(self.rows(replace(among, latest=False)))
        counted = aggregates.Among(among.source, among.where, among.known)
        if among != counted:
            rows = self.rows(counted)
            return rows.within(np.logical_and.reduce([np.ones(len(rows), dtype=np.bool_), *_masks(among, rows)]))
        if among.known:
            rows = self.rows(replace(among, known=among.known[:-1]))
            return rows.only(rows.truth(among.known[-1]).known)
        if among.where:
            rows = self.rows(replace(among, where=among.where[:-1]))
            return rows.only(rows.truth(among.where[-1]).holds)
        scope = self._inputs[among.source]
        codes = self._elements[scope.table.who]
        return Some(scope, np.arange(len(scope), dtype=np.intp), codes).only(codes >= 0)

    def answer(self, ask: Ask[Any], size: int) -> Any:
        """Return what an aggregate comes to."""
        if isinstance(ask, aggregates.Unknown):
            return unknowns(self.rows(ask.rows), ask.of, ask.beside)
        if isinstance(ask, aggregates.Vocabulary):
            return self._inputs[ask.rows.source].different(ask.column)
        if not isinstance(ask, aggregates.Split):
            rows = self.rows(ask.counted())
            return _answered(ask, rows, Groups(rows.codes, size))
        rows = self.rows(ask.of.counted())
        texts = [_filled(alike(rows.scope.texts(name))) for name in ask.columns]
        groups = Groups(rows.codes, size)
        found, codes = groups.different(texts), groups.which(texts)
        labels = [_emptied(found[str(at)]) for at in range(len(texts))]
        answer = _answered(ask.of, rows, Groups(codes, len(found)))
        return aggregates.Parts(found["element"].to_numpy(dtype=np.intp), tuple(labels), answer)


def _masks(among: Among, rows: Some) -> Iterator[Mask]:
    """Yield what is asked of the rows beside conditions."""
    yield from (rows.present(of) for of in among.present)
    yield from (~rows.present(of) for of in among.absent)
    yield from (rows.present(of) & (rows.units(of).units != 0).astype(np.bool_) for of in among.nonzero)
    yield from (rows.present(of) & (rows.units(of).units < 0).astype(np.bool_) for of in among.negative)
    yield from (~rows.scope.missing(name) for name in among.filled)
    if among.dated is not None:
        yield np.isnat(_days(rows)) != among.dated


def _latest(rows: Some) -> Some:
    """Return the rows of each element's latest day; those without a day are before any."""
    days = _days(rows).astype(np.int64)
    groups = Groups(rows.codes, int(rows.codes.max(initial=-1)) + 1)
    return rows.within(days == groups.greatest(days)[rows.codes])


def _days(rows: Some) -> NDArray[np.datetime64]:
    if rows.scope.table.has(DAY):
        return rows.scope.table.dates(DAY)
    return np.full(len(rows), np.datetime64("NaT", "D"))


def _answered(ask: Ask[Any], rows: Some, groups: Groups) -> Any:
    """Return an aggregate over rows that have everything that it asks for."""
    match ask:
        case aggregates.Count():
            return groups.counts()
        case aggregates.First():
            return groups.first(rows.positions)
        case aggregates.Sum(of=of):
            return _exact(groups.sums, rows.units(of), groups)
        case aggregates.Products(of=of, by=by):
            return _exact(groups.sums, rows.units(of) * rows.units(by), groups)
        case aggregates.Least(of=of):
            return _exact(groups.least, rows.units(of), groups)
        case aggregates.Greatest(of=of):
            return _exact(groups.greatest, rows.units(of), groups)
        case aggregates.Histogram(of=several):
            columns = [rows.units(of) for of in several]
            found = groups.different([column.units for column in columns])
            numbers = [aggregates.Scaled(found[str(at)].to_numpy(), column.digits) for at, column in enumerate(columns)]
            return aggregates.Values(_codes(found), tuple(numbers), _counts(found))
        case aggregates.Distinct(column=name):
            return groups.distinct(alike(rows.scope.texts(name)))
        case aggregates.Said(column=name):
            found = groups.different([alike(rows.scope.texts(name))])
            return aggregates.Texts(_codes(found), found["0"].to_numpy(dtype=object), _counts(found))
        case aggregates.Days(column=name):
            found = groups.different([rows.scope.dates(name).astype("datetime64[s]")])
            return aggregates.Texts(_codes(found), found["0"].dt.strftime("%Y-%m-%d").to_numpy(dtype=object), _counts(found))
    raise TypeError(f"{ask} is no aggregate of rows")


def _exact(combine: Callable[[NDArray[Any]], NDArray[Any]], numbers: Whole, groups: Groups) -> aggregates.Exact:
    return aggregates.Exact(aggregates.Scaled(combine(numbers.units), numbers.digits), groups.counts())


def _codes(found: pd.DataFrame) -> Codes:
    return found["element"].to_numpy(dtype=np.intp)


def _counts(found: pd.DataFrame) -> Counts:
    return found["count"].to_numpy(dtype=np.int64)


def _filled(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return texts with the empty one, which no cell is, for nothing: it stands before any other."""
    return np.where(texts == None, "", texts)  # noqa: E711 - elementwise


def _emptied(texts: pd.Series[Any]) -> NDArray[np.object_]:
    """Return texts with nothing for the empty one."""
    column: NDArray[np.object_] = texts.to_numpy(dtype=object).copy()
    column[column == ""] = None
    return column
