"""What a scheme needs to read: the columns of each input by the names it uses, with the headers they may stand under."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from csscore.measure.currency import CURRENCIES
from csscore.measure.incidents import INCIDENT, SHARE
from csscore.measure.once import AGENT
from csscore.measure.row_units import unit_headers
from csscore.read.requirements import Column, Layout, Requirements, Together, Wide
from csscore.scheme.dictionary import agent_headers, agents_together, column_headers, own_agents, roster_headers
from csscore.scheme.expression.tree import Call, Name, walk
from csscore.scheme.headers import COUNTED_IN, HeaderNames
from csscore.scheme.kinds import number
from csscore.scheme.model import FILES, Compare, Group, Metric
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csscore.problems import Place
    from csscore.read.requirements import Unit
    from csscore.scheme.expression import Expr
    from csscore.scheme.headers import Dictionary
    from csscore.scheme.layout import Layout as Declared
    from csscore.scheme.model import Scheme

Reading = Literal["number", "text", "date", "missing", "team"]
"""What a name is read as: by itself, as whether anything stands there, or as the metric of all rows of the cohort."""
OF_THE_RUN: Final = frozenset({"score", "rank", "pay", "x"})
"""Names that mean what the run computes, in expressions about agents."""
_TO: Final = frozenset({"mean", "median", "best", "team"})
_DAYS: Final = "day"
"""The dictionary's name for the day of a row."""
_SHOP: Final = "shop"
"""The dictionary's name for the shop of an account."""
_STATUS: Final = "status"
"""The dictionary's name for whether somebody is still there."""
_NUMBER: Final = "id"
"""The dictionary's name for the number of a person."""
_NUMBERS: Final = ("客服ID", "客服编号", "Agent ID", "Agent number", "User ID")
"""What else numbers the people in an export."""


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


def items_of(metrics: Mapping[str, Metric | Group]) -> dict[str, Metric | Group]:
    """Return the metrics and groups of a scheme by name, however deep."""
    found: dict[str, Metric | Group] = {}
    for name, item in metrics.items():
        found[name] = item
        if isinstance(item, Group):
            found.update(items_of(item.metrics))
    return found


def readings(expression: Expr) -> Iterator[tuple[str, Reading]]:
    """Yield each name of an expression with what it is read as."""
    calls = {id(call.arguments[0]): call.name for call in walk(expression.tree) if isinstance(call, Call) and call.arguments}
    for node in walk(expression.tree):
        if isinstance(node, Name):
            inside = calls.get(id(node))
            asked: Any = inside if inside in {"missing", "team"} else expression.kinds.get(node.name) or "number"
            yield node.name, asked


def requirements_of(dictionary: Dictionary) -> Requirements:
    """Return every name of a header dictionary as wanted if present, for reading a file without a scheme."""
    return Requirements(dictionary.agent, {name: _any(name, entry) for name, entry in dictionary.columns.items()})


class Uses:
    """Goes through a scheme once and notes which names it uses of which input, and as what.

    Attributes
    ----------
    inputs
        The names asked of each input; of the FILES under the empty name.
    of_metric
        Those that each metric asks of its own.
    first_use
        The first metric that can't do without an input.
    named
        What is looked at of agents, beside metrics and what the run computes, each with what it is read as.
    teams
        Metrics that are also computed from all rows of a cohort.
    figures
        Columns that must be figures of a person where pay and points name them, each with where the scheme does.
    """

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
        self.named: dict[tuple[str, Reading], None] = {}
        self.teams: dict[str, None] = {}
        self.figures: dict[str, Place | None] = {}
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
        asked.add(metric.breakdown, "text")
        for expression in expressions(rule):
            names = [name for name in expression.names if name not in self._scheme.params]
            asked.add(name for name in names if rule.of_rows or name == own or name not in self._known)
            if not rule.of_rows:  # what its numbers are made of, it asks for itself
                self._note((name, reading) for name, reading in readings(expression) if reading != "number")
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
        for thing in (*scheme.gates, *scheme.flags, *scheme.pay):
            self._of_agents(thing)
        for name, item in items_of(scheme.metrics).items():
            if item.points is not None:
                self._of_agents(item.points, name)
        if scheme.where is not None:
            main.add(name for name in scheme.where.names if name not in scheme.params)
        main.add(scheme.rank.within, "text")
        self._note((name, "text") for name in scheme.rank.within)
        for name, columns in scheme.unique.items():
            asked = main if name == FILES and FILES not in self.inputs else self.inputs.get(name, _Names())
            asked.add((column for column in columns if column != AGENT), "text")

    def _of_agents(self, thing: Any, owner: str = "") -> None:
        """Note what a gate, a flag, a pay line, or the points of a metric or group (``owner``) look at."""
        options = getattr(thing, "options", None)
        prorate, compare = getattr(options, "prorate", None), getattr(options, "compare", None)
        other = [compare.to] if isinstance(compare, Compare) and _is_name(compare.to) else []
        hooked = [*other, *(name for rule in _rules(thing) for name in rule.names())]
        read = [one for expression in expressions(thing) for one in readings(expression)]
        self._note(read)
        self._note((name, "number") for name in hooked)
        if compare is not None and compare.to == "team":
            self.teams[owner] = None
        self.inputs[""].add(name for name in (*hooked, *(name for name, _ in read)) if name not in self._known)
        for rule in _rules(thing):
            self._figure(rule.figures(), rule.place)
        self._figure((*(prorate.quantities if prorate is not None else ()), *other), getattr(thing, "rule", thing).place)

    def _figure(self, names: Iterable[str], place: Place | None) -> None:
        for name in names:
            if name not in self._known:
                self.figures.setdefault(name, place)

    def _note(self, read: Iterable[tuple[str, Reading]]) -> None:
        for name, reading in read:
            if reading == "team":
                self.teams[name] = None
            elif reading == "date" or name not in self._known:
                self.named[name, reading] = None

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
        of_files = self._columns(asked)
        found = Requirements(agent_headers(self._scheme), of_files, dates, usual, layout=layout, roster=register)
        units = unit_headers(header for column in of_files.values() for header in column.headers)
        rivals = () if self._scheme.agent else self._rivals("agent")
        return replace(
            found,
            together=self._together(needed=True),
            shop=self._headed(_SHOP),
            rivals=rivals,
            zone=self._zone,
            number=self._headed(_NUMBER, _NUMBERS),
            beside=self._headed(_STATUS, (*CURRENCIES, *units)),
        )

    def of_input(self, name: str, asked: _Names) -> Requirements:
        """Return what is asked of a further input, whose agents may stand under any header of the dictionary."""
        scheme = self._scheme
        usual = scheme.dictionary.agent if scheme.dictionary is not None else ()
        columns = self._columns(asked)
        if SHARE in columns:  # shares of incidents must sum to 1: the reader needs to know of which
            columns.setdefault(INCIDENT, _any(INCIDENT, self._headers.get(INCIDENT)))
        layout = _layout(scheme.layout.inputs.get(name) if scheme.layout is not None else None)
        found = Requirements(tuple(dict.fromkeys((*own_agents(scheme), *usual))), columns, *self._dates(asked), layout=layout)
        return replace(found, together=self._together(needed=False), shop=self._headed(_SHOP), zone=self._zone)

    @property
    def _zone(self) -> str | None:
        return None if self._scheme.period is None else self._scheme.period.zone

    def _together(self, *, needed: bool) -> tuple[Together, ...]:
        """Return the headers that name somebody together; ``needed`` says whether a part of them names nobody."""
        alone = {entry for entry in self._scheme.agent if isinstance(entry, str)}
        return tuple(Together(entry, not needed or entry[-1] in alone) for entry in agents_together(self._scheme))

    def _rivals(self, name: str) -> tuple[tuple[str, ...], ...]:
        return self._scheme.dictionary.rivals.get(name, ()) if self._scheme.dictionary is not None else ()

    def _headed(self, name: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the headers that a name has among the columns or in a roster."""
        entries = (names.get(name) for names in (self._headers, self._roster.columns))
        return tuple(dict.fromkeys((*(text for entry in entries if entry is not None for text in entry.headers), *more)))

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


def _is_name(text: str) -> bool:
    return text not in _TO and number(text) is None
