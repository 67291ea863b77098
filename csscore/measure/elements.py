"""Agents, or whole cohorts, with the rows that belong to each: what is asked of an engine for them, once, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from csscore.exact.real import LARGEST
from csscore.measure.aggregates import FILES, Among, Count, Unknown
from csscore.measure.bare import Bare, one_day, one_text
from csscore.measure.blanks import tell_unknown
from csscore.measure.figures import ADDS, OfPeople, of_people
from csscore.measure.making import About, Value
from csscore.measure.matching import tell_unmatched
from csscore.problems import Problems
from csscore.scheme.names import expressions
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Texts
    from csscore.measure.agents import Better
    from csscore.measure.aggregates import Ask, Codes
    from csscore.measure.engine import Engine, Listing
    from csscore.read.roster import People
    from csscore.read.spans import Span
    from csscore.scheme.model import Metric


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What everything is computed from: the metrics of a scheme, and the rows that count."""

    metrics: Mapping[str, Metric]
    """In the order in which they can be computed: formulas after what they name."""
    engine: Engine
    params: Mapping[str, Fraction]
    people: People
    span: Span | None = None
    absent: frozenset[str] = frozenset()
    """Optional metrics whose columns are not there: missing for everybody."""


class Elements:
    """Elements (agents, or cohorts) with the rows that belong to each.

    Parameters
    ----------
    given
        The rows and the metrics.
    of
        The element of each person, -1 for a person who is left out. Shape (people,).
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
        given: Given,
        *,
        of: Codes,
        labels: Texts,
        cohorts: Codes,
        persons: Codes | None,
        problems: Problems,
    ) -> None:
        self.given = given
        self.of = of
        self.labels = labels
        self.cohorts = cohorts
        self.persons = persons
        self.problems = problems
        self._answers: dict[Ask[Any], Any] = {}
        self._of_people: dict[Ask[Any], Any] = {} if persons is None else self._answers
        self._values: dict[str, Value] = {}
        self._columns: dict[tuple[str, str], NDArray[Any]] = {}
        self._at_work: list[str] = []

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def span(self) -> Span | None:
        """Return the period that was asked for."""
        return self.given.span

    # --- asking the engine

    def answers(self, asks: Iterable[Ask[Any]]) -> Mapping[Ask[Any], Any]:
        """Return what an engine answers, all that is not known yet in one go."""
        new = dict.fromkeys(ask for ask in asks if ask not in self._answers)
        if new:
            self._answers.update(self.given.engine.answer(new, self.of, len(self)))
        return self._answers

    def found(self, about: About, asks: Mapping[str, Ask[Any]]) -> dict[str, Any]:
        """Return the answers under their names, and tell what is doubtful about the rows."""
        of_rows = {name: ask for name, ask in asks.items() if not isinstance(ask, OfPeople)}
        doubts = list(dict.fromkeys(doubt for ask in asks.values() for doubt in _doubts(ask, about)))
        answers = self.answers([*of_rows.values(), *doubts])
        for doubt in doubts:
            tell_unknown(doubt, answers[doubt], self.given.engine, self.problems, about.report)
            tell_unmatched(doubt.of, partial(self._texts, about.rows.source), about.report)
        found = {name: answers[ask] for name, ask in of_rows.items()}
        for name, ask in asks.items():
            if isinstance(ask, OfPeople):
                found[name] = self._figures(ask, about)
        return found

    def _figures(self, ask: OfPeople, about: About) -> Any:
        """Return what people have together, each of whom has one figure; her rows are those of an element of her own."""
        if self.persons is not None:
            answers, mine = self.answers(ask.extremes()), np.arange(len(self), dtype=np.intp)
        else:
            new = [one for one in ask.extremes() if one not in self._of_people]
            self._of_people.update(self.given.engine.answer(new, self._each, len(self.of)))
            answers, mine = self._of_people, self.of
        low, high = ask.extremes()
        return of_people(ask, answers[low], answers[high], about, mine, len(self))

    @property
    def _each(self) -> Codes:
        return np.where(self.of >= 0, np.arange(len(self.of), dtype=np.intp), -1)

    def rows_of_person(self, rows: Among, person: int) -> Listing:
        """Return the rows of one of those whose figures are taken once."""
        return self.given.engine.listing(rows, self.of if self.persons is not None else self._each, person)

    def _texts(self, source: str, name: str) -> Sequence[str]:
        return self.given.engine.texts(source, name)

    # --- metrics

    def metric(self, name: str) -> Metric | None:
        """Return the metric of a name, None where it is none."""
        return self.given.metrics.get(name)

    def is_absent(self, name: str) -> bool:
        """Tell whether an optional metric has no columns to be measured from."""
        return name in self.given.absent

    def about(self, name: str) -> About:
        """Return what a metric's value is made of."""
        metric = self.given.metrics[name]
        rule, options = metric.value
        points = metric.points.rule if metric.points is not None else None
        where = () if options.where is None else (options.where,)
        return About(
            self,
            name,
            metric.title or same(name),
            Among(options.from_ or FILES, where),
            options=options,
            unit=metric.unit,
            higher=metric.better != "lower",
            takes_words=getattr(points, "takes_words", False),
            place=rule.place,
            columns=tuple(dict.fromkeys([*rule.names(), *(used for expr in expressions(rule) for used in expr.names)])),
        )

    def prepare(self) -> None:
        """Ask for everything that the metrics are made of, in one go."""
        asks: list[Ask[Any]] = []
        for name, metric in self.given.metrics.items():
            if not self.is_absent(name):
                about = self.about(name)
                for ask in metric.value.rule.asks(about).values():
                    asks += [*(ask.extremes() if isinstance(ask, OfPeople) else (ask,)), *_doubts(ask, about)]
        self.answers(asks)

    def value(self, name: str) -> Value:
        """Return a metric's value of each element; computed once."""
        if name in self._at_work:  # formulas that name each other: refused when the scheme was compiled
            return Value(np.full(len(self), np.nan))
        if name not in self._values:
            self._at_work.append(name)
            self._values[name] = self._measured(name)
            self._at_work.pop()
        return self._values[name]

    def _measured(self, name: str) -> Value:
        if self.is_absent(name):
            return Value(np.full(len(self), np.nan))
        rule, options = self.given.metrics[name].value
        about = self.about(name)
        if options.from_ is not None and rule.nothing is not None:
            self._report_nothing(about, options.from_)
        value: Value = rule.value(about, self.found(about, rule.asks(about)))
        if value.values.dtype != np.float64:
            return value
        large = (value.values >= LARGEST) | (value.values <= -LARGEST)
        if bool(large.any()):
            self.problems.add("D331", rule.place, expression=name)
            return Value(np.where(large, np.nan, value.values), value.sizes)
        return value

    def _report_nothing(self, about: About, source: str) -> None:
        """Say who has no row in another input, where that counts as 0."""
        every = Count(Among(source))
        without = np.flatnonzero(self.answers([every])[every] == 0)
        if len(without):
            about.report("D330", source=source, agents=listed([str(self.labels[i]) for i in without]))

    def supposing(self, values: Mapping[str, NDArray[Any]]) -> Elements:
        """Return the elements with these values of some metrics; formulas that name them are computed from these."""
        other = self._like(of=self.of, labels=self.labels, cohorts=self.cohorts, persons=self.persons)
        other._answers, other._of_people = self._answers, self._of_people
        other._values = {name: Value(column) for name, column in values.items()}
        return other

    def _like(self, **columns: Any) -> Self:
        return type(self)(self.given, problems=Problems(), **columns)

    # --- what expressions may name

    def has(self, name: str) -> bool:
        """Tell whether a metric, a param, a column or the roster has the name."""
        given = self.given
        return name in given.metrics or name in given.params or given.engine.sources[FILES].has(name) or given.people.has(name)

    def names(self) -> list[str]:
        """Return the names of metrics and params."""
        return [*self.given.metrics, *self.given.params]

    def better(self, name: str) -> Better:
        """Tell which values of a metric are better; higher ones of anything else."""
        metric = self.given.metrics.get(name)
        return "lower" if metric is not None and metric.better == "lower" else "higher"

    def numbers(self, name: str, column: Callable[[str], Floats] | None = None) -> Floats:
        """Return a name as numbers.

        Parameters
        ----------
        name
            A metric, a param, a column or a roster column. In the formula of a metric its own name is the column.
        column
            Combines a column's rows; by default the bare-name rule over the FILES.
        """
        if name in self.given.metrics and self._at_work[-1:] != [name]:
            values = self.value(name).values
            if values.dtype == np.float64:
                return values
            self.problems.add("D336", self.given.metrics[name].value.rule.place, metric=name)
            return np.full(len(self), np.nan)
        if name in self.given.params:
            return np.full(len(self), float(self.given.params[name]))
        return (column or self.column)(name)

    def about_column(self, name: str) -> About:
        """Return what a column's value is made of."""
        return About(self, name, same(name), Among(FILES))

    def column(self, name: str) -> Floats:
        """Return a column of the FILES by the bare-name rule, else a roster column."""

        def made(name: str) -> Floats:
            about = self.about_column(name)
            unit = about.source.unit(name)
            own = about.source.per(name) == "row" and unit in {None, "number"}
            return Bare(about, name, own or unit in ADDS).made()

        return self._kept("numbers", name, made)

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a name as texts: a metric of words, else what the roster says, else the one text of all rows."""
        if name in self.given.metrics:
            values = self.value(name).values
            if values.dtype == object:
                return values
        return self._kept("texts", name, self._text)

    def _text(self, name: str) -> NDArray[np.object_]:
        known = self._roster(name)
        if known is None:
            return one_text(self.about_column(name), name)
        nothing = known == None  # noqa: E711 - elementwise
        if self.given.engine.sources[FILES].has(name) and bool(nothing.any()):
            return np.where(nothing, one_text(self.about_column(name), name), known)
        return known

    def said(self, name: str) -> Sequence[str]:
        """Return the texts under a name: those of a metric of words, of the FILES and of the roster, whoever they are of."""
        found = list(self._texts(FILES, name))
        if name in self.given.metrics and self.value(name).values.dtype == object:
            found += [text for text in self.value(name).values.tolist() if text is not None]
        return found

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a name as days: what the roster says, else the one day of all rows."""
        return self._kept("dates", name, self._day)

    def _day(self, name: str) -> NDArray[np.datetime64]:
        if self.persons is not None and self.given.people.has(name):
            return self.given.people.dates(name)[self.persons]
        return one_day(self.about_column(name), name)

    def missing(self, name: str) -> Mask:
        """Tell for which elements there is nothing under the name."""
        if name in self.given.metrics:
            values = self.value(name).values
            empty: Mask = np.isnan(values) if values.dtype == np.float64 else values == None  # noqa: E711 - elementwise
            return empty
        if name in self.given.params:
            return np.zeros(len(self), dtype=np.bool_)
        if self.given.engine.sources[FILES].has(name):
            filled = Count(Among(FILES, filled=(name,)))
            without: Mask = self.answers([filled])[filled] == 0
            return without
        known = self._roster(name)
        return np.ones(len(self), dtype=np.bool_) if known is None else np.asarray(known == None)  # noqa: E711 - elementwise

    def _roster(self, name: str) -> NDArray[np.object_] | None:
        if self.persons is None or not self.given.people.has(name):
            return None
        return self.given.people.texts(name)[self.persons]

    def _kept(self, kind: str, name: str, compute: Callable[[str], NDArray[Any]]) -> NDArray[Any]:
        if (kind, name) not in self._columns:
            self._columns[kind, name] = compute(name)
        return self._columns[kind, name]

    # --- the cohort as one

    def team(self, name: str, *, index: Codes | None, cohorts: Codes) -> Floats:
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
        count = int(cohorts.max(initial=-1)) + 1
        if name not in self.given.metrics or self.persons is None:
            self._no_team(name, Words("它不是指标", "it is no metric"))
            return np.full(count, np.nan)
        of = np.full(len(self.of), -1, dtype=np.intp)
        of[self.persons if index is None else self.persons[index]] = cohorts
        labels = np.array([f"{code + 1}" for code in range(count)], dtype=object)
        together = self._like(of=of, labels=labels, cohorts=np.arange(count, dtype=np.intp), persons=None)
        values = together.numbers(name)
        errors = together.problems.errors
        if errors and errors[0].code == "D334":
            self.problems.extend(errors[:1])
        elif errors:
            self._no_team(name, errors[0].message)
        return values

    def _no_team(self, name: str, reason: Words) -> None:
        metric = self.given.metrics.get(name)
        self.problems.add("D334", metric.value.rule.place if metric is not None else None, group=name, name=name, reason=reason)


def _doubts(ask: Ask[Any], about: About) -> Iterator[Unknown]:
    """Yield what has to be asked beside an aggregate: in which rows its conditions and expressions are unknown.

    A column's own gaps are no doubt.
    """
    rows = ask.counted()
    for at, condition in enumerate(rows.where):
        yield Unknown(Among(rows.source, rows.where[:at]), condition, about.columns)
    for at, condition in enumerate(rows.known):
        yield Unknown(Among(rows.source, rows.where, rows.known[:at]), condition, about.columns)
    for of in (*rows.present, *rows.absent):
        if of.name is None or not about.has(of.name):
            yield Unknown(Among(rows.source, rows.where, rows.known), of)
