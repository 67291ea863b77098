"""What a scheme needs to read: the columns of each input by the names it uses, with the headers they may stand under."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, cast

from csscore.measure.incidents import INCIDENT, SHARE
from csscore.measure.once import AGENT
from csscore.read.columns import known_by
from csscore.read.requirements import Column, Layout, Requirements, Together, Wide
from csscore.scheme.dictionary import agent_headers, agents_together, column_headers, own_agents, roster_headers
from csscore.scheme.expression.tree import Call, Name, walk
from csscore.scheme.headers import COUNTED_IN, HeaderNames
from csscore.scheme.kinds import number
from csscore.scheme.model import FILES, Compare, Group, Metric
from csscore.scheme.names import expressions
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csscore.measure.engine import Source
    from csscore.problems import Place, Problems
    from csscore.read.requirements import Unit
    from csscore.read.roster import People
    from csscore.scheme.headers import Dictionary
    from csscore.scheme.layout import Layout as Declared
    from csscore.scheme.model import Scheme

OF_THE_RUN: Final = frozenset({"score", "rank", "pay", "x"})
"""Names that mean what the run computes, in expressions about agents."""
_TO: Final = frozenset({"mean", "median", "best", "team"})
_DAYS: Final = "day"
"""The dictionary's name for the day of a row."""
_SHOP: Final = "shop"
"""The dictionary's name for the shop of an account."""


@dataclass(slots=True)
class _Names:
    """The names asked of one input; the unit of a name is that of the metric it is, where nothing else declares it."""

    units: dict[str, str | None] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    """Names that something cannot do without."""
    dates: bool = False

    def add(self, names: Iterable[str], unit: str | None = None, *, needed: bool = True) -> None:
        for name in names:
            self.units[name] = self.units.get(name) or unit
            if needed:
                self.needed.add(name)

    def join(self, other: _Names, *, needed: bool) -> None:
        """Ask for what another asks for; ``needed`` says whether that can't be done without."""
        for name, unit in other.units.items():
            self.add([name], unit, needed=needed and name in other.needed)
        self.dates = self.dates or other.dates


def metrics_of(metrics: Mapping[str, Metric | Group]) -> Iterator[tuple[str, Metric]]:
    """Yield the metrics of a scheme, those inside groups included, in its order."""
    for name, item in metrics.items():
        if isinstance(item, Group):
            yield from metrics_of(item.metrics)
        else:
            yield name, item


def in_order(metrics: Mapping[str, Metric], problems: Problems) -> dict[str, Metric]:
    """Return metrics, each behind those that its formula names; formulas that name each other are refused (D333)."""
    found: dict[str, Metric] = {}
    way: list[str] = []

    def visit(name: str) -> None:
        if name in way:
            circle = " → ".join([*way[way.index(name) :], name])
            problems.add("D333", metrics[name].value.rule.place, way=circle)
        elif name not in found:
            way.append(name)
            for other in _named(metrics[name]):
                if other != name and other in metrics:
                    visit(other)
            found[way.pop()] = metrics[name]

    for name in metrics:
        visit(name)
    return found


def _named(metric: Metric) -> Iterator[str]:
    """Yield the names whose values a metric's own is computed from; those of ``team`` are computed from rows."""
    rule = metric.value.rule
    for expression in () if rule.of_rows else expressions(rule):
        of_team = {id(node.arguments[0]) for node in walk(expression.tree) if isinstance(node, Call) and node.name == "team"}
        yield from (node.name for node in walk(expression.tree) if isinstance(node, Name) and id(node) not in of_team)


def items_of(metrics: Mapping[str, Metric | Group]) -> dict[str, Metric | Group]:
    """Return the metrics and groups of a scheme by name, however deep."""
    found: dict[str, Metric | Group] = {}
    for name, item in metrics.items():
        found[name] = item
        if isinstance(item, Group):
            found.update(items_of(item.metrics))
    return found


def requirements(
    scheme: Scheme, *, inputs: tuple[str, ...], roster: bool, problems: Problems, also: Sequence[str] = ()
) -> tuple[Requirements, dict[str, Requirements]]:
    """Return what is asked of the FILES, and of each further input that the scheme uses.

    Parameters
    ----------
    scheme
        The scheme. A name it uses stands under the headers that it or its dictionary gives the name, else under the
        name itself.
    inputs
        The names of the inputs that are there.
    roster
        Whether there is a roster; columns that it has need not be in the FILES.
    problems
        Takes inputs that are needed and absent (D370), and those that the scheme does not use (D371).
    also
        Columns of the FILES or the roster that are wanted beside what the scheme uses, as texts.
    """
    asking = _Walk(scheme)
    asking.inputs[""].add(also, "text")
    further = {name: asked for name, asked in asking.inputs.items() if name}
    for name, metric in asking.first_use.items():
        if name not in inputs:
            problems.add("D370", metric.value.options.places.get("from", metric.value.options.place), name=name)
    for name in inputs:
        if name not in further:
            problems.add("D371", None, name=name, used=listed(sorted(further)) if further else "-")
    return asking.of_files(roster=roster), {name: asking.of_input(name, asked) for name, asked in further.items()}


def absent_metrics(scheme: Scheme, tables: Mapping[str, Source], people: People) -> dict[str, tuple[str, ...]]:
    """Return the optional metrics that can't be measured, each with the columns that neither its input nor the roster has.

    A column is named with some headers that it would be known by.

    Parameters
    ----------
    scheme
        The scheme.
    tables
        What was read of each input; the FILES under the empty name.
    people
        What the roster says of everybody.
    """
    optional = {name: metric for name, metric in metrics_of(scheme.metrics) if metric.optional}
    found: dict[str, tuple[str, ...]] = {}
    if not optional:
        return found
    asking = _Walk(scheme)
    for name, metric in optional.items():
        table, asked = tables.get(metric.value.options.from_ or ""), asking.of_metric[name]
        absent = [one for one in sorted(asked.needed) if table is None or not (table.has(one) or people.has(one))]
        if absent or table is None:
            found[name] = tuple(known_by(asking.column(one, asked.units[one])) for one in absent) if table is not None else ()
    return found


def asked_of_a_person(scheme: Scheme) -> dict[str, Place | None]:
    """Return the columns that must be figures of a person where pay and points name them, each with where the scheme does."""
    known = {*dict(metrics_of(scheme.metrics)), *scheme.params, *OF_THE_RUN}
    named: dict[str, Place | None] = {}
    points = (item.points for item in items_of(scheme.metrics).values())
    things = [*scheme.pay, *(chosen for chosen in points if chosen is not None)]
    for thing in things:
        for rule in _rules(thing):
            named.update((name, rule.place) for name in rule.figures() if name not in known and name not in named)
        options = getattr(thing, "options", None)
        prorate, compare = getattr(options, "prorate", None), getattr(options, "compare", None)
        names = prorate.quantities if prorate is not None else ()
        if compare is not None and _is_name(compare.to):
            names = (*names, compare.to)
        named.update((name, thing.rule.place) for name in names if name not in known and name not in named)
    return named


def requirements_of(dictionary: Dictionary) -> Requirements:
    """Return every name of a header dictionary as wanted if present, for reading a file without a scheme."""
    return Requirements(dictionary.agent, {name: _any(name, entry) for name, entry in dictionary.columns.items()})


class _Walk:
    """Goes through a scheme once and notes which names it uses of which input."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._headers = column_headers(scheme)
        self._roster = roster_headers(scheme)
        # a scheme may use a header where it could use the name that the dictionary gives it
        self._entries = {header: entry for entry in reversed(self._headers.values()) for header in entry.headers}
        self._metrics = dict(metrics_of(scheme.metrics))
        self._known = {*self._metrics, *scheme.params, *OF_THE_RUN, *(f"{name}_points" for name in items_of(scheme.metrics))}
        self.inputs: dict[str, _Names] = {"": _Names()}
        self.of_metric: dict[str, _Names] = {}
        self.first_use: dict[str, Metric] = {}
        for name, metric in self._metrics.items():
            self._value(name, metric)
        self._rest()

    def _value(self, own: str, metric: Metric) -> None:
        rule, options = metric.value
        asked = _Names(dates=rule.dated)
        unit = metric.counted_in or (metric.unit if metric.unit != "number" else None)
        words = rule.worded and getattr(metric.points and metric.points.rule, "takes_words", False)
        asked.add(rule.measured(), "text" if words else unit)
        if metric.unit == "seconds":
            asked.add(rule.lasting(), unit)
        asked.add(rule.names())
        asked.add(metric.points.options.adjust_for if metric.points is not None else (), "text")
        for expression in expressions(rule):
            names = [name for name in expression.names if name not in self._scheme.params]
            asked.add(name for name in names if rule.of_rows or name == own or name not in self._known)
        for expression in expressions(options):
            names = [name for name in expression.names if name not in self._scheme.params]
            asked.add(name for name in names if name not in options.spare())
            asked.add((name for name in names if name in options.spare()), needed=False)
        self.of_metric[own] = asked
        self.inputs.setdefault(options.from_ or "", _Names()).join(asked, needed=not metric.optional)
        if options.from_ is not None and not metric.optional:
            self.first_use.setdefault(options.from_, metric)

    def _rest(self) -> None:
        """Note what everything about agents and the rows of the FILES uses."""
        scheme, main = self._scheme, self.inputs[""]
        about_agents: list[Any] = [*scheme.gates, *scheme.flags, *scheme.pay]
        for item in items_of(scheme.metrics).values():
            about_agents.append(item.points)
            compare = item.points.options.compare if item.points is not None else None
            main.add(self._unknown([compare.to] if isinstance(compare, Compare) and _is_name(compare.to) else []))
        for thing in about_agents:
            for expression in expressions(thing):
                main.add(self._unknown(expression.names))
            for rule in _rules(thing):
                main.add(self._unknown(_hooked(rule)))
        if scheme.where is not None:
            main.add(name for name in scheme.where.names if name not in scheme.params)
        main.add(scheme.rank.within, "text")
        for name, columns in scheme.unique.items():
            asked = main if name == FILES and FILES not in self.inputs else self.inputs.get(name, _Names())
            asked.add((column for column in columns if column != AGENT), "text")

    def _unknown(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name not in self._known]

    # --- as asked of the reader

    def of_files(self, *, roster: bool) -> Requirements:
        """Return what is asked of the FILES."""
        own = tuple(dict.fromkeys((*self._roster.agent, *own_agents(self._scheme))))
        columns = {name: _any(name, entry) for name, entry in self._roster.columns.items()}
        people = Requirements(own, columns, together=self._together(needed=False), zone=self._zone)
        asked = self.inputs[""]
        dates, usual = self._dates(asked)
        layout = _layout(self._scheme.layout)
        register = people if roster else None
        found = Requirements(agent_headers(self._scheme), self._columns(asked), dates, usual, layout=layout, roster=register)
        rivals = () if self._scheme.agent else self._rivals("agent")
        return replace(found, together=self._together(needed=True), shop=self._shop(), rivals=rivals, zone=self._zone)

    def of_input(self, name: str, asked: _Names) -> Requirements:
        """Return what is asked of a further input, whose agents may stand under any header of the dictionary."""
        scheme = self._scheme
        usual = scheme.dictionary.agent if scheme.dictionary is not None else ()
        columns = self._columns(asked)
        if SHARE in columns:  # shares of incidents must sum to 1: the reader needs to know of which
            columns.setdefault(INCIDENT, _any(INCIDENT, self._headers.get(INCIDENT)))
        layout = _layout(scheme.layout.inputs.get(name) if scheme.layout is not None else None)
        found = Requirements(tuple(dict.fromkeys((*own_agents(scheme), *usual))), columns, *self._dates(asked), layout=layout)
        return replace(found, together=self._together(needed=False), shop=self._shop(), zone=self._zone)

    @property
    def _zone(self) -> str | None:
        return None if self._scheme.period is None else self._scheme.period.zone

    def _together(self, *, needed: bool) -> tuple[Together, ...]:
        """Return the headers that name somebody together; ``needed`` says whether a part of them names nobody."""
        alone = {entry for entry in self._scheme.agent if isinstance(entry, str)}
        return tuple(Together(entry, not needed or entry[-1] in alone) for entry in agents_together(self._scheme))

    def _rivals(self, name: str) -> tuple[tuple[str, ...], ...]:
        return self._scheme.dictionary.rivals.get(name, ()) if self._scheme.dictionary is not None else ()

    def _shop(self) -> tuple[str, ...]:
        entries = (names.get(_SHOP) for names in (self._headers, self._roster.columns))
        return tuple(dict.fromkeys(text for entry in entries if entry is not None for text in entry.headers))

    def _columns(self, asked: _Names) -> dict[str, Column]:
        return {name: self.column(name, unit, needed=name in asked.needed) for name, unit in asked.units.items()}

    def column(self, name: str, unit: str | None, *, needed: bool = True) -> Column:
        """Return where a name may stand, and what its numbers are."""
        entry = self._headers.get(name) or self._roster.columns.get(name)
        if entry is not None:
            headers = tuple(dict.fromkeys((*entry.headers, name)))  # a file may use the scheme's own word
            rivals = () if name in self._scheme.columns else self._rivals(name)
            return replace(_column(name, entry, headers, unit, needed=needed), rivals=rivals)
        return _column(name, self._entries.get(name), (name,), unit, needed=needed)

    def _dates(self, asked: _Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the headers of the day that are asked for, and those that date rows where a file has them.

        The scheme's are asked for; the dictionary's only where `last` needs them. A file of several months has to be
        noticed even if the scheme says nothing about days.
        """
        day = self._headers.get(_DAYS)
        usual = day.headers if day is not None else ()
        if self._scheme.period is not None and self._scheme.period.date:
            given = self._scheme.period.date
            headers = (h for name in given for h in (self._headers[name].headers if name in self._headers else (name,)))
            return tuple(dict.fromkeys(headers)), ()
        return (usual, ()) if asked.dates else ((), usual)


def _layout(declared: Declared | None) -> Layout:
    """Return a layout as the reader knows it."""
    if declared is None:
        return Layout()
    said = declared.wide
    wide = Wide(said.names, said.values, said.columns) if said is not None else None
    return Layout(declared.header_rows, wide, declared.agents == "columns", declared.agents == "files")


def _any(name: str, entry: HeaderNames | None) -> Column:
    """Return a name that is read where it is there."""
    headers = (name,) if entry is None else entry.headers or (name,)
    return _column(name, entry, headers, None, needed=False)


def _column(name: str, entry: HeaderNames | None, headers: tuple[str, ...], unit: str | None, *, needed: bool) -> Column:
    """Return a column as an entry, or a metric of this unit, declares it: minutes are seconds of bare numbers in minutes."""
    said = entry or HeaderNames()
    declared = said.unit or unit
    if declared == "seconds" and unit in COUNTED_IN:
        declared = unit
    return Column(
        name,
        headers,
        cast("Unit | None", "seconds" if declared in COUNTED_IN else declared),
        cast("Any", said.scale),
        decimal=cast("Any", said.decimal),
        counted_in=cast("Any", COUNTED_IN.get(declared or "")),
        needed=needed,
        per=cast("Any", said.per),
        blank=cast("Any", said.blank),
    )


def _rules(thing: Any) -> Iterator[Any]:
    """Yield the rules inside a chosen rule: itself, and the one that it switches to."""
    rule = getattr(thing, "rule", None)
    if rule is None:
        return
    yield rule
    switch = getattr(thing.options, "switch", None)
    if switch is not None:
        yield from _rules(switch.points)


def _hooked(rule: Any) -> Iterable[str]:
    """Return the names that a rule mentions outside of expressions."""
    hook = getattr(rule, "names", None) or getattr(rule, "columns", None)
    return hook() if callable(hook) else ()


def _is_name(text: str) -> bool:
    return text not in _TO and number(text) is None
