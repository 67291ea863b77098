"""The table that people are paid by today: which of its columns are what, and what it says of whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import numpy as np

from csscore.exact.fixed import canonical, exact
from csscore.problems import Place, Problems
from csscore.read.load import load
from csscore.read.requirements import Column, Requirements, Together
from csscore.reconciliation import DECIDING, Matched
from csscore.scheme.dictionary import agent_headers, agents_together
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.pipeline import Run
    from csscore.read.requirements import Unit
    from csscore.read.table import Table
    from csscore.reconciliation import Kind

say = sentences(__file__)

AGENT: Final = "agent"
_AGENT: Final = ("agent", "客服", "姓名", "员工", "员工姓名", "账号", "name", "employee", "account")
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "rank": ("rank", "名次", "排名", "最终名次", "最终排名", "总排名", "排位", "place", "ranking", "position"),
    "score": (
        *("score", "总分", "综合得分", "综合分", "最终得分", "考核得分", "绩效得分", "总得分", "得分", "绩效分", "考核分"),
        *("分数", "total score", "final score", "total"),
    ),
    "pay": (
        *("pay", "应发", "应发合计", "应发金额", "应发奖金", "奖金合计", "奖金总额", "奖金", "绩效奖金", "绩效工资"),
        *("实发", "实发奖金", "发放金额", "提成", "金额", "total pay", "bonus", "total bonus", "payout", "incentive", "amount"),
    ),
}  # fmt: skip
_TITLES: Final = {"rank": say("place"), "score": say("score"), "pay": say("pay")}
_POINTS: Final = ("{}得分", "{}分", "{}分数", "{} points", "{} score", "{}_points")
"""How the points of a metric are headed."""
_PLACE: Final = re.compile(r"\d+")
_LINE: Final = "line "
_MARKS: Final = " points"
_OTHERS: Final = frozenset({"D237"})
"""Said of columns that would fit too; the remedy here is another one than a scheme's."""
_TWO: Final = frozenset({"D232", "D233"})
_OWN: Final = frozenset({"D440", "D441"})
"""Said of files that csscore wrote; here they are welcome."""


class Row(NamedTuple):
    """What the table says of somebody; figures by `Sought.name`, None is nothing."""

    place: Place
    figures: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Sought:
    """A figure of the result that may stand in the table.

    Attributes
    ----------
    name
        Under which its column is read.
    """

    name: str
    key: str
    kind: Kind
    title: Words
    headers: tuple[str, ...]
    unit: Unit
    digits: int | None


class Old(NamedTuple):
    """The table as read: which columns are compared, and the rows by person."""

    columns: dict[str, Matched]
    rows: dict[str, Row]


def sought(run: Run) -> list[Sought]:
    """Return everything of a result that a table may have a column of: place, score, pay, pay lines, values and points."""
    result = run.result
    digits = {"rank": 0, "score": result.score_digits, "pay": result.money_digits}
    units: dict[str, Unit] = {"rank": "text", "score": "points", "pay": "money"}
    lines = {(line.title or same(line.rule)): line for line in result.lines}
    taken = {text for title in lines for text in title}
    found = [
        Sought(key, key, cast("Kind", key), _TITLES[key], tuple(h for h in known if h not in taken), units[key], digits[key])
        for key, known in _HEADERS.items()
    ]
    found += [
        Sought(f"{_LINE}{title.en}", title.en, "line", title, tuple(dict.fromkeys(title)), "money", result.money_digits)
        for title in lines
    ]
    for metric in result.metrics:
        names = dict.fromkeys((metric.title.zh, metric.title.en, metric.name))
        marks = tuple(form.format(name) for name in names for form in _POINTS)
        found.append(Sought(metric.name + _MARKS, metric.name, "points", metric.title, marks, "points", result.point_digits))
        if metric.values.dtype.kind != "O":
            unit = cast("Unit", metric.unit)
            found.append(Sought(metric.name, metric.name, "value", metric.title, tuple(names), unit, None))
    return found


def read_table(path: str, run: Run, problems: Problems, *, columns: Mapping[str, str], encoding: str | None = None) -> Old | None:
    """Read the table; None after an error.

    Parameters
    ----------
    path
        The file, a sheet behind ``#``.
    run
        What it is compared with: whose accounts are whose, which figures there are.
    problems
        Takes what is wrong with it, as with any file.
    columns
        The header of a figure (``agent``, ``rank``, ``score``, ``pay``, a pay line's title, a metric) where it can't be told.
    encoding
        The encoding of a text file, where it can't be told.
    """
    everything = _chosen(sought(run), columns, problems)
    if everything is None:
        return None
    scheme, own = run.scheme, Problems()
    agents = (columns[AGENT],) if AGENT in columns else tuple(dict.fromkeys((*agent_headers(scheme), *_AGENT)))
    wanted = Requirements(
        agents,
        {one.name: Column(one.name, one.headers, one.unit, needed=False) for one in everything},
        together=() if AGENT in columns else tuple(Together(headers, alone=True) for headers in agents_together(scheme)),
        known=frozenset(str(agent) for agent in run.measured.agents),
    )
    inputs = load([path], wanted, own, encoding=encoding, behind=True)
    reading = inputs.readings[0] if inputs.readings else None
    place = Place(path) if reading is None else Place(path, reading.sheet)
    headers = [] if reading is None else [column.header for column in reading.columns]
    _pass_on(own, problems, headers, place)
    if problems.errors:
        return None
    table = inputs.main
    there = [one for one in everything if table.has(one.name)]
    absent = [key for key in columns if key != AGENT and not any(one.key == key for one in there)]
    for key in absent:
        problems.add("D485", place, name=key, header=columns[key], headers=listed(headers, most=40))
    if not absent and not any(one.kind in DECIDING for one in there):
        problems.add("D481", place, headers=listed(headers, most=40))
    if problems.errors:
        return None
    found = {} if reading is None else {name: column.header for column in reading.columns for name in column.names}
    return _filled(table, there, run, problems, headers=found)


def _chosen(everything: list[Sought], columns: Mapping[str, str], problems: Problems) -> list[Sought] | None:
    """Return what is sought, those that ``--column`` names under the header given; None where it names nothing there is."""
    names = {word: one for one in reversed(everything) for word in (*one.title, one.key) if one.kind != "points"}
    named = {}
    for key, header in columns.items():
        if key != AGENT and key not in names:
            known = listed(list(dict.fromkeys([AGENT, *(one.key for one in everything)])), most=40)
            problems.add("D488", None, name=key, known=known)
        elif key != AGENT:
            named[names[key].name] = header
    if problems.errors:
        return None
    return [replace(one, headers=(named[one.name],)) if one.name in named else one for one in everything]


def _pass_on(own: Problems, problems: Problems, headers: list[str], place: Place) -> None:
    """Hand on what was said of the file, with remedies that speak of ``--column``."""
    for problem in own:
        if problem.code == "D230":
            problems.add("D489", place, headers=listed(headers, most=40))
        elif problem.code in _OTHERS:
            details = problem.details
            problems.add("D480", problem.place, name=details["name"], header=details["header"], others=details["others"])
        elif problem.code in _TWO:
            problems.add("D486", problem.place, name=problem.details["name"])
        elif problem.code not in _OWN:
            problems.extend([problem])


def _filled(table: Table, there: list[Sought], run: Run, problems: Problems, *, headers: Mapping[str, str]) -> Old | None:
    figures = {one.name: _figures(table, one) for one in there}
    if problems.errors:
        return None
    rows: dict[str, Row] = {}
    for at in range(len(table)):
        place = table.place(at)
        agent = run.inputs.people.person_of(str(table.agents[at]), place)
        row = Row(place, {name: cells[at] for name, cells in figures.items()})
        known = rows.setdefault(agent, row)
        if known.figures != row.figures:
            differing = next(name for name in figures if known.figures[name] != row.figures[name])
            details = {"agent": agent, "other": str(known.place.cell or known.place.line or ""), "column": differing}
            problems.add("D482", table.place(at, differing), group=agent, **details)
    if problems.errors:
        return None
    columns = {}
    for one in there:
        finer = sum(_is_finer(row.figures[one.name], one.digits) for row in rows.values())
        header = headers.get(one.name, one.key)
        unit = one.unit if one.kind == "value" else ""
        columns[one.name] = Matched(one.key, one.kind, one.title, header, one.digits, unit, finer)
        if finer and one.kind in DECIDING:
            problems.add("D484", None, header=header, count=finer, digits=one.digits)
    return Old(columns, rows)


def _figures(table: Table, one: Sought) -> list[Fraction | None]:
    if one.kind != "rank":
        read = table.numbers(one.name, one.unit)
        values = canonical(read) if one.kind == "value" else read
        return [None if np.isnan(value) else exact(value) for value in values.tolist()]
    return [_place(cell) for cell in table.texts(one.name).tolist()]


def _place(cell: Any) -> Fraction | None:
    """Return the place that a cell says: ``3``, ``第 3 名``, ``3=``."""
    match = None if cell is None else _PLACE.search(str(cell))
    return None if match is None else Fraction(match[0])


def _is_finer(value: Fraction | None, digits: int | None) -> bool:
    return value is not None and digits is not None and (value * 10**digits).denominator != 1
