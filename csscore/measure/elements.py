"""Agents, or whole cohorts, with the rows that belong to each: what is asked of an engine for them, once, and what it says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.real import LARGEST
from csscore.measure.aggregates import FILES, Among, Count, Vocabulary
from csscore.measure.bare import column_of, one_day, one_text
from csscore.measure.blanks import doubts, tell_unknown
from csscore.measure.figures import OfPeople, of_people
from csscore.measure.making import Making, Value
from csscore.measure.matching import compared, tell_unmatched
from csscore.problems import Problems
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask, Texts
    from csscore.measure.agents import Better
    from csscore.measure.aggregates import Ask, Codes
    from csscore.measure.engine import Engine, Listing
    from csscore.measure.making import About, Given
    from csscore.read.roster import People
    from csscore.read.spans import Span
    from csscore.scheme.model import Metric


class Elements:
    """Elements (agents, or cohorts) with the rows that belong to each.

    Parameters
    ----------
    given
        The metrics, and the columns that there are.
    engine
        Answers for the rows.
    span
        The period that was asked for.
    of
        The element of each person, -1 for a person who is left out. Shape (people,).
    labels
        What messages call each element. Shape (elements,).
    cohorts
        The cohort of each element.
    problems
        Takes what is found.
    agents, codes
        For whole cohorts: the agents, and the cohort of each of them, -1 for those who are left out.
    """

    def __init__(
        self,
        given: Given,
        engine: Engine,
        span: Span | None,
        *,
        of: Codes,
        labels: Texts,
        cohorts: Codes,
        problems: Problems,
        agents: Elements | None = None,
        codes: Codes | None = None,
    ) -> None:
        self.given = given
        self.engine = engine
        self.span = span
        self.of = of
        self.labels = labels
        self.cohorts = cohorts
        self.problems = problems
        self._made_of = agents
        self._codes = np.arange(len(labels), dtype=np.intp) if codes is None else codes
        self._answers: dict[Ask[Any], Any] = {}
        self._values: dict[str, Value] = {}
        self._columns: dict[tuple[str, str], NDArray[Any]] = {}
        self._at_work: list[str] = []

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def together(self) -> bool:
        """Tell whether each element is a whole cohort, and not one person."""
        return self._made_of is not None

    @property
    def _agents(self) -> Elements:
        # never kept: it would be a circle, and the connection to a database would outlive the run
        return self if self._made_of is None else self._made_of

    @property
    def persons(self) -> Codes:
        """Return the person behind each agent."""
        return np.flatnonzero(self._agents.of >= 0)

    # --- what the engine answered

    def answers(self, asks: Iterable[Ask[Any]]) -> Mapping[Ask[Any], Any]:
        """Return the answers to what is asked; a cohort's are put together from those of its agents, where that can be.

        All that a plan holds is asked for in one go. What is not known then is for the engine once more: of cohorts that come
        about only later, different texts and latest days.
        """
        new = list(dict.fromkeys(ask for ask in asks if ask not in self._answers))
        if self.together:
            from csscore.measure.merging import adds_up, summed_up  # loads pandas, which rows that lie elsewhere do without

            apart = [ask for ask in new if adds_up(ask)]
            known = self._agents.answers(apart)
            self._answers.update({ask: summed_up(ask, known[ask], self._codes, len(self)) for ask in apart})
            new = [ask for ask in new if ask not in self._answers]
        if new:
            self._answers.update(self.engine.answer(new, self.of, len(self)))
        return self._answers

    def found(self, about: About, asks: Mapping[str, Ask[Any]]) -> dict[str, Any]:
        """Return the answers under their names, and tell what is doubtful about the rows of agents."""
        making = Making.of(about, self)
        answers = self.answers(ask for ask in asks.values() if not isinstance(ask, OfPeople))
        for doubt in () if self.together else dict.fromkeys(doubt for ask in asks.values() for doubt in doubts(ask, about)):
            answers = self.answers([doubt, *(Vocabulary(Among(doubt.rows.source), name) for name, _ in compared(doubt.of))])
            tell_unknown(doubt, answers[doubt], self.engine, self.problems, making.report)
            tell_unmatched(doubt.of, partial(self._texts, about.rows.source), making.report)
        return {name: self._figures(ask, making) if isinstance(ask, OfPeople) else answers[ask] for name, ask in asks.items()}

    def _figures(self, ask: OfPeople, about: Making) -> Any:
        """Return what people have together, each of whom has one figure."""
        answers = self._agents.answers(ask.extremes())
        low, high = ask.extremes()
        return of_people(ask, answers[low], answers[high], about, self._codes, len(self))

    def rows_of_person(self, rows: Among, agent: int) -> Listing:
        """Return the rows of one of those whose figures are taken once."""
        return self.engine.listing(rows, self._agents.of, agent)

    def _texts(self, source: str, name: str) -> Sequence[str]:
        ask = Vocabulary(Among(source), name)
        texts: Sequence[str] = self._agents.answers([ask])[ask]
        return texts

    # --- metrics

    def metric(self, name: str) -> Metric | None:
        """Return the metric of a name, None where it is none."""
        return self.given.metrics.get(name)

    def is_absent(self, name: str) -> bool:
        """Tell whether an optional metric has no columns to be measured from."""
        return name in self.given.absent

    def about(self, name: str) -> Making:
        """Return what a metric's value is made of."""
        return Making.metric(self.given, name, together=self.together, elements=self)

    def about_column(self, name: str) -> Making:
        """Return what a column's value is made of."""
        return Making.column(self.given, name, together=self.together, elements=self)

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

    def _report_nothing(self, about: Making, source: str) -> None:
        """Say who has no row in another input, where that counts as 0."""
        every = Count(Among(source))
        without = np.flatnonzero(self.answers([every])[every] == 0)
        if len(without):
            about.report("D330", source=source, agents=listed([str(self.labels[i]) for i in without]))

    def supposing(self, values: Mapping[str, NDArray[Any]]) -> Elements:
        """Return the agents with these values of some metrics; formulas that name them are computed from these."""
        other = Elements(
            *(self.given, self.engine, self.span), of=self.of, labels=self.labels, cohorts=self.cohorts, problems=Problems()
        )
        other._answers = self._answers
        other._values = {name: Value(column) for name, column in values.items()}
        return other

    # --- what expressions may name

    def has(self, name: str) -> bool:
        """Tell whether a metric, a param, a column or the roster has the name."""
        given = self.given
        return name in given.metrics or name in given.params or given.sources[FILES].has(name) or given.listed(name)

    def usual(self, name: str) -> bool:
        """Tell whether a gap is normal in a column."""
        source = self.given.sources[FILES]
        return name not in self.given.metrics and source.has(name) and source.blank(name) == "leave_out"

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

    def column(self, name: str) -> Floats:
        """Return a column of the FILES by the bare-name rule, else, and where that is blank, a roster column."""
        return self._kept("numbers", name, self._number)

    def _number(self, name: str) -> Floats:
        about = self.about_column(name)
        values = column_of(about).made(about)
        nothing = np.isnan(values)
        if self.together or not (about.source.has(name) and self.given.listed(name) and bool(nothing.any())):
            return values
        return np.where(nothing, self.by_roster(name), values)

    def by_roster(self, name: str) -> Floats:
        """Return the roster's numbers of each agent."""
        return self._roster.numbers(name)[self.persons]

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a name as texts: a metric of words, else what the roster says, else the one text of all rows."""
        if name in self.given.metrics:
            values = self.value(name).values
            if values.dtype == object:
                return values
        return self._kept("texts", name, self._text)

    def _text(self, name: str) -> NDArray[np.object_]:
        known = self._said(name)
        if known is None:
            return one_text(self.about_column(name), name)
        nothing = known == None  # noqa: E711 - elementwise
        if self.given.sources[FILES].has(name) and bool(nothing.any()):
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
        if not self.together and self.given.listed(name):
            return self._roster.dates(name)[self.persons]
        return one_day(self.about_column(name), name)

    def missing(self, name: str) -> Mask:
        """Tell for which elements there is nothing under the name."""
        if name in self.given.metrics:
            values = self.value(name).values
            empty: Mask = np.isnan(values) if values.dtype == np.float64 else values == None  # noqa: E711 - elementwise
            return empty
        if name in self.given.params:
            return np.zeros(len(self), dtype=np.bool_)
        known = self._said(name)
        without = np.ones(len(self), dtype=np.bool_) if known is None else np.asarray(known == None)  # noqa: E711 - elementwise
        if self.given.sources[FILES].has(name):
            filled = Count(Among(FILES, filled=(name,)))
            without &= self.answers([filled])[filled] == 0
        return without

    @property
    def _roster(self) -> People:
        people = self.given.people
        assert people is not None  # noqa: S101 - there are no elements before anybody was read
        return people

    def _said(self, name: str) -> NDArray[np.object_] | None:
        """Return the roster's texts of each agent; None where it has no such column."""
        if self.together or not self.given.listed(name):
            return None
        return self._roster.texts(name)[self.persons]

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
        if name not in self.given.metrics or self.together:
            self._no_team(name, Words("它不是指标", "it is no metric"))
            return np.full(count, np.nan)
        codes = np.full(len(self), -1, dtype=np.intp)
        codes[slice(None) if index is None else index] = cohorts
        of = np.append(codes, -1)[self.of]
        labels = np.array([f"{code + 1}" for code in range(count)], dtype=object)
        numbers = np.arange(count, dtype=np.intp)
        rows = (self.given, self.engine, self.span)
        together = Elements(*rows, of=of, labels=labels, cohorts=numbers, problems=Problems(), agents=self, codes=codes)
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
