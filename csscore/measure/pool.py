"""Whose rows go together, and what each metric says of them: every agent's own rows, or all rows of a cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact import grouping
from csscore.exact.real import LARGEST
from csscore.measure import combining, figures
from csscore.measure.rows import Owner, Rows, Value
from csscore.problems import Problems
from csscore.scheme.names import expressions
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Texts
    from csscore.measure.scope import Better, RowScope
    from csscore.read.roster import People
    from csscore.scheme.model import Metric

FILES = ""
"""The name under which the main input is kept beside those of ``--with``."""


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What everything is computed from: the metrics of a scheme and the rows that count."""

    metrics: Mapping[str, Metric]
    inputs: Mapping[str, RowScope]
    """The rows of each input; the FILES under `FILES`."""
    params: Mapping[str, Fraction]
    people: People
    absent: frozenset[str] = frozenset()
    """Optional metrics whose columns are not there: missing for everybody."""


class Pool:
    """Elements (agents, or cohorts) with the rows that belong to each.

    Parameters
    ----------
    sources
        The rows and the metrics.
    element
        The element of each person of ``sources.people``, -1 for a person who is not in the pool. Shape (people,).
    labels
        What messages call each element. Shape (elements,).
    cohorts
        The cohort of each element.
    persons
        The person behind each element; None where an element is a whole cohort.
    problems
        Takes what is found.
    """

    def __init__(
        self,
        sources: Sources,
        *,
        element: NDArray[np.intp],
        labels: Texts,
        cohorts: NDArray[np.intp],
        persons: NDArray[np.intp] | None,
        problems: Problems,
    ) -> None:
        self.labels = labels
        self.cohorts = cohorts
        self.problems = problems
        self.persons = persons
        self.span = sources.inputs[FILES].span
        self._sources = sources
        self._element = element
        self._rows: dict[str, tuple[RowScope, NDArray[np.intp], Floats]] = {}
        self._values: dict[str, Value] = {}
        self._columns: dict[tuple[str, str], NDArray[Any]] = {}
        self._busy: list[str] = []

    def __len__(self) -> int:
        return len(self.labels)

    def has(self, name: str) -> bool:
        """Tell whether a metric, a param, a column or the roster has the name."""
        return name in self._sources.metrics or self._sources.inputs[FILES].has(name)

    def names(self) -> list[str]:
        """Return the names of metrics and params."""
        return [*self._sources.metrics, *self._sources.params]

    def better(self, name: str) -> Better:
        """Tell which values of a metric are better; higher ones of anything else."""
        metric = self._sources.metrics.get(name)
        return "lower" if metric is not None and metric.better == "lower" else "higher"

    # --- metrics

    def value(self, name: str) -> Value:
        """Return a metric's value of each element; computed once, the metrics that its formula uses before it."""
        if name not in self._values:
            if name in self._busy:
                way = " → ".join([*self._busy[self._busy.index(name) :], name])
                self.problems.add("D333", self._sources.metrics[name].value.rule.place, way=way)
                return Value(np.full(len(self), np.nan))
            self._busy.append(name)
            self._values[name] = self._measured(name)
            self._busy.pop()
        return self._values[name]

    def _measured(self, name: str) -> Value:
        rule, options = self._sources.metrics[name].value
        if name in self._sources.absent:
            return Value(np.full(len(self), np.nan))
        rows = self.rows_of(name)
        if options.from_ is not None and rule.nothing is not None:
            self._report_nothing(rows, options.from_)
        value: Value = rule.value(rows.where(options.where), options)
        if value.values.dtype != np.float64:
            return value
        large = (value.values >= LARGEST) | (value.values <= -LARGEST)
        if bool(large.any()):
            self.problems.add("D331", rule.place, expression=name)
            return Value(np.where(large, np.nan, value.values), value.sizes)
        return value

    def supposing(self, values: Mapping[str, NDArray[Any]]) -> Pool:
        """Return the pool with these values of some metrics; formulas that name them are computed from these."""
        other = Pool(
            self._sources,
            element=self._element,
            labels=self.labels,
            cohorts=self.cohorts,
            persons=self.persons,
            problems=Problems(),
        )
        other._values = {name: Value(column) for name, column in values.items()}
        return other

    def metric(self, name: str) -> Metric | None:
        """Return the metric of a name, None where it is none."""
        return self._sources.metrics.get(name)

    def is_absent(self, name: str) -> bool:
        """Tell whether an optional metric has no columns to be measured from."""
        return name in self._sources.absent

    def rows_of(self, name: str) -> Rows:
        """Return the rows of a metric's input, before its ``where``."""
        metric = self._sources.metrics[name]
        rule, options = metric.value
        points = metric.points.rule if metric.points is not None else None
        used = tuple(dict.fromkeys([*rule.names(), *(name for expr in expressions(rule) for name in expr.names)]))
        words = getattr(points, "takes_words", False)
        owner = Owner(name, metric.title or same(name), metric.unit, words, rule.place, columns=used)
        return self.rows(options.from_ or FILES, owner)

    def rows(self, source: str, owner: Owner) -> Rows:
        """Return the rows of an input that belong to the pool."""
        if source not in self._rows:
            scope = self._sources.inputs[source]
            codes = self._element[scope.table.who]
            inside = codes >= 0
            if not bool(inside.all()):
                scope, codes = scope.select(inside), codes[inside]
            self._rows[source] = scope, codes, grouping.counts(codes, len(self)).astype(np.float64)
        scope, codes, sizes = self._rows[source]
        return Rows(scope, codes, self, owner, sizes)

    def _report_nothing(self, rows: Rows, source: str) -> None:
        """Say who has no row in another input, where that counts as 0."""
        without = np.flatnonzero(rows.counts() == 0)
        if len(without):
            rows.report("D330", source=source, agents=listed([str(self.labels[i]) for i in without]))

    # --- what expressions may name

    def numbers(self, name: str, column: Callable[[str], Floats] | None = None) -> Floats:
        """Return a name as numbers.

        Parameters
        ----------
        name
            A metric, a param, a column or a roster column. In the formula of a metric its own name is the column.
        column
            Combines a column's rows; by default the bare-name rule over the FILES.
        """
        if name in self._sources.metrics and self._busy[-1:] != [name]:
            values = self.value(name).values
            if values.dtype == np.float64:
                return values
            self.problems.add("D336", self._sources.metrics[name].value.rule.place, metric=name)
            return np.full(len(self), np.nan)
        if name in self._sources.params:
            return np.full(len(self), float(self._sources.params[name]))
        return (column or self.column)(name)

    def column(self, name: str) -> Floats:
        """Return a column of the FILES by the bare-name rule, else a roster column."""
        return self._kept("numbers", name, self._column)

    def _column(self, name: str) -> Floats:
        rows = self.column_rows(name)
        table = rows.scope.table
        own = table.per(name) == "row" and table.unit(name) in {None, "number"}
        return self.number_of(rows, name, adds=own or table.unit(name) in combining.ADDS)

    def number_of(self, rows: Rows, name: str, *, adds: bool) -> Floats:
        """Return a column of some rows as one number an element; what only the roster has is not a matter of rows."""
        table, people = rows.scope.table, self._sources.people
        if table.per(name) == "agent" and table.has(name):
            return figures.figure(rows, name, unit=table.unit(name), adds=adds)
        if table.has(name):
            return combining.combined(rows, name, unit=table.unit(name), adds=adds)
        if self.persons is not None:
            return people.numbers(name)[self.persons]
        return combining.combined(rows, name, unit=people.unit(name), adds=False)

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a name as texts: a metric of words, else what the roster says, else the one text of all rows."""
        if name in self._sources.metrics:
            values = self.value(name).values
            if values.dtype == object:
                return values
        return self._kept("texts", name, self._text)

    def _text(self, name: str) -> NDArray[np.object_]:
        known = self._roster(name)
        if known is None:
            return combining.one_text(self.column_rows(name), name)
        if self._sources.inputs[FILES].table.has(name) and bool((known == None).any()):  # noqa: E711 - elementwise
            return np.where(known == None, combining.one_text(self.column_rows(name), name), known)  # noqa: E711 - elementwise
        return known

    def written(self, name: str) -> list[NDArray[np.object_]]:
        """Return the texts under a name: those of a metric of words, of the FILES and of the roster, whoever they are of."""
        found = self._sources.inputs[FILES].written(name)
        if name in self._sources.metrics and self.value(name).values.dtype == object:
            found.append(self.value(name).values)
        return found

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a name as days: what the roster says, else the one day of all rows."""
        return self._kept("dates", name, self._day)

    def _day(self, name: str) -> NDArray[np.datetime64]:
        if self.persons is not None and self._sources.people.has(name):
            return self._sources.people.dates(name)[self.persons]
        return combining.one_day(self.column_rows(name), name)

    def missing(self, name: str) -> Mask:
        """Tell for which elements there is nothing under the name."""
        if name in self._sources.metrics:
            values = self.value(name).values
            empty: Mask = np.isnan(values) if values.dtype == np.float64 else values == None  # noqa: E711 - elementwise
            return empty
        if name in self._sources.params:
            return np.zeros(len(self), dtype=np.bool_)
        rows = self.column_rows(name)
        if rows.scope.table.has(name):
            without: Mask = grouping.counts(rows.codes[~rows.scope.missing(name)], len(self)) == 0
            return without
        known = self._roster(name)
        return np.ones(len(self), dtype=np.bool_) if known is None else np.asarray(known == None)  # noqa: E711 - elementwise

    def _roster(self, name: str) -> NDArray[np.object_] | None:
        if self.persons is None or not self._sources.people.has(name):
            return None
        return self._sources.people.texts(name)[self.persons]

    def column_rows(self, name: str) -> Rows:
        """Return the rows of the FILES as those of a column."""
        return self.rows(FILES, Owner(name, same(name), None, takes_words=False, place=None))

    def _kept(self, kind: str, name: str, compute: Callable[[str], NDArray[Any]]) -> NDArray[Any]:
        if (kind, name) not in self._columns:
            self._columns[kind, name] = compute(name)
        return self._columns[kind, name]

    # --- the cohort as one

    def team(self, name: str, *, index: NDArray[np.intp] | None, cohorts: NDArray[np.intp]) -> Floats:
        """Return a metric computed from all rows of each cohort: Σa/Σb, not a mean of rates.

        Parameters
        ----------
        name
            A metric.
        index
            The elements that make up the cohorts; None for all.
        cohorts
            The cohort of each of them, from 0.

        Returns
        -------
        Shape (cohorts,).
        """
        count = int(cohorts.max()) + 1 if len(cohorts) else 0
        if name not in self._sources.metrics or self.persons is None:
            self._no_team(name, Words("它不是指标", "it is no metric"))
            return np.full(count, np.nan)
        persons = self.persons if index is None else self.persons[index]
        element = np.full(len(self._sources.people), -1, dtype=np.intp)
        element[persons] = cohorts
        found = Problems()
        together = Pool(
            self._sources,
            element=element,
            labels=np.array([f"{code + 1}" for code in range(count)], dtype=object),
            cohorts=np.arange(count, dtype=np.intp),
            persons=None,
            problems=found,
        )
        values = together.numbers(name)
        if found.errors:
            why = found.errors[0]
            if why.code == "D334":
                self.problems.extend([why])
            else:
                self._no_team(name, why.message)
        return values

    def _no_team(self, name: str, reason: Words) -> None:
        metric = self._sources.metrics.get(name)
        self.problems.add("D334", metric.value.rule.place if metric is not None else None, group=name, name=name, reason=reason)
