"""Any result without names: people become labels, wherever a name may stand; it changes no number.

Names leave the result itself, so every report of it is anonymous without knowing. What a class conceals its fields say
(`csscore.concealing`). What a problem says of people that are not in the result (accounts, rows that were dropped) is masked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numpy as np

from csscore.concealing import CONCEALS, MASK
from csscore.problems import Place, Problem
from csscore.report.names import column_of, names_of
from csscore.result import InputFile
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.report.names import Names
    from csscore.words import Lang

T = TypeVar("T")
_NONE: Final[Mapping[str, str]] = {}
_PLACES: Final = re.compile(r"(\{[^{}]*\})")
_QUOTED: Final = re.compile("(?<=[“'（(]).+(?=[”'）)])")
"""A cohort's label in the words for it."""


def anonymous(said: T, lang: Lang, *, files: Mapping[str, str] = _NONE) -> T:
    """Return a result of any family, or each of several, with labels for people (see `csscore.report.names.names_of`).

    ``files`` has what stands for each file that was read; of the inputs themselves only role and digest are left.
    """
    if isinstance(said, tuple):
        return cast("T", tuple(anonymous(one, lang, files=files) for one in said))
    return hidden(said, names_of(said, lang, files=files))


def hidden(said: T, names: Names) -> T:
    """Return anything that is said of a result with labels for these names."""
    found: T = _hidden(said, names)
    return found


def _hidden(part: Any, names: Names) -> Any:
    """Return a part as it may be shown; the same object where nothing in it is hidden."""
    if isinstance(part, Problem):
        return _problem(part, names)
    if isinstance(part, Place):
        return _place(part, names)
    if isinstance(part, InputFile):
        return replace(part, file=None, sheet=None, rows=None, nameless=True)
    if isinstance(part, tuple) and not isinstance(part, Words):
        items = tuple(_hidden(item, names) for item in part)
        return part if all(now is item for now, item in zip(items, part, strict=True)) else items
    if is_dataclass(part):
        changed = {field: now for field, now in _fields(part, names) if now is not getattr(part, field)}
        return replace(cast("Any", part), **changed) if changed else part
    return part


def _fields(part: Any, names: Names) -> list[tuple[str, Any]]:
    return [(field, hide(getattr(part, of), names)) for field, of, hide in _ways(part.__class__)]


@cache
def _ways(kind: Any) -> list[tuple[str, str, Callable[[Any, Names], Any]]]:
    """Return how each field of a class is hidden, and by which field: a name goes by the person."""
    marks = {field.name: field.metadata.get(CONCEALS) for field in fields(kind)}
    person = next((field for field, mark in marks.items() if mark == "person"), "")
    return [(field, person if mark == "name" else field, _HIDING[mark]) for field, mark in marks.items()]


def _person(agents: Any, names: Names) -> Any:
    if isinstance(agents, Mapping):
        return {names.person(agent): what for agent, what in agents.items()}
    if isinstance(agents, tuple):
        return tuple(names.person(agent) for agent in agents)
    if isinstance(agents, np.ndarray):
        return column_of([names.person(str(agent)) for agent in agents.tolist()])
    return None if agents is None else names.person(agents)


def _cohort(cohort: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return labels, or columns of them, which make a cohort together."""
    if not any(isinstance(cells, np.ndarray) for cells in cohort.values()):
        return names.cohort(cohort)
    rows = list(zip(*(cells.tolist() for cells in cohort.values()), strict=True))
    known = {labels: names.cohort(dict(zip(cohort, map(str, labels), strict=True))) for labels in set(rows)}
    return {key: column_of([known[labels][key] for labels in rows]) for key in cohort}


def _text(part: Any, names: Names) -> Any:
    """Return texts of any form without names: one, some, a column, a mapping to them; numbers stay."""
    if isinstance(part, str):
        return names.text(part)
    if isinstance(part, Words):
        return names.words(part)
    if isinstance(part, tuple):
        return tuple(_text(item, names) for item in part)
    if isinstance(part, Mapping):
        return {key: _text(item, names) for key, item in part.items()}
    return names.column(part) if isinstance(part, np.ndarray) and part.dtype.kind == "O" else part


def _values(values: Mapping[str, str | None], names: Names) -> dict[str, str | None]:
    return {key: cell if cell is None or _is_number(cell) else names.text(cell) for key, cell in values.items()}


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdecimal()


def _templates(variants: tuple[Words, ...], names: Names) -> tuple[Words, ...]:
    """Return templates without names, their ``{places}`` untouched."""

    def clean(text: str) -> str:
        return "".join(part if part.startswith("{") else names.text(part) for part in _PLACES.split(text))

    return tuple(Words(clean(words.zh), clean(words.en)) for words in variants)


def _withheld(part: Any, _: Names) -> Any:
    return {} if isinstance(part, Mapping) else None


_HIDING: Final[dict[str | None, Callable[[Any, Names], Any]]] = {
    None: _hidden,
    "person": _person,
    "name": _person,
    "cohort": _cohort,
    "text": _text,
    "value": _values,
    "template": _templates,
    "withheld": _withheld,
}


def _problem(problem: Problem, names: Names) -> Problem:
    """Return a problem that names nobody."""
    details = {key: _detail(problem.code, key, value, names) for key, value in problem.details.items()}
    accepted = None if problem.accepted is None else names.words(problem.accepted)
    return replace(
        problem, details=details, group=names.text(problem.group), place=_hidden(problem.place, names), accepted=accepted
    )


def _place(place: Place, names: Names) -> Place:
    """Return a place by the role of its file, without the name of the sheet."""
    return replace(place, file=None if place.file is None else names.text(place.file), sheet=None)


def _detail(code: str, key: str, value: object, names: Names) -> object:
    if key == "cohort" and not names.knows_cohorts and isinstance(value, Words):
        return Words(_QUOTED.sub(MASK, value.zh), _QUOTED.sub(MASK, value.en))
    personal = key not in _NEUTRAL or key in PERSONAL.get(code, ())
    hidden = names.masked if personal else names.text
    if isinstance(value, Words):
        return Words(hidden(value.zh), hidden(value.en))
    return hidden(value) if isinstance(value, str) else value


_NEUTRAL: Final = frozenset(
    """about absent amounts apart area at best better both bound bounds budget by cap cases cell cells choices cohort column
    columns command condition count currency day days difference digits draws earlier effect encoding ending engine error
    example expected expression family file files first flag floor folder form format formula found gap gate given
    header headers high hint how incident incidents instead key keys known label last least limit line listed low marked
    meant method metric metrics months most name names near nearest normal nth number one option options other others over owner
    month paid part parts path pattern percent period places plain points quote range reason remedy rival rule scheme second seed
    sheet sheets shock sign source spot spread sum tag taken takes target text there ties times_100 title to total two unit
    usage used value values version wanted way weight what where whole width""".split()  # noqa: SIM905 - a list would be a page
)
"""Details of problems that speak of columns, settings and numbers; every other one is taken to name people."""
PERSONAL: Final[dict[str, frozenset[str]]] = {
    "A112": frozenset({"near"}),
    "D234": frozenset({"how", "sheet", "sheets"}),
    "D235": frozenset({"all", "one", "sheets"}),
    "D236": frozenset({"remedy"}),
    "D238": frozenset({"how"}),
    "D280": frozenset({"sheets"}),
    "D281": frozenset({"all", "one", "others"}),
    "D282": frozenset({"rest", "sheets"}),
    "D283": frozenset({"sheets"}),
    "D284": frozenset({"one", "sheets"}),
    "P252": frozenset({"near"}),
    "P255": frozenset({"reason"}),
    "D241": frozenset({"text"}),
    "D258": frozenset({"text"}),
    "D300": frozenset({"nearest"}),
    "U235": frozenset({"sheets"}),
    "U274": frozenset({"sheet"}),
    "D302": frozenset({"data", "roster"}),
    "D304": frozenset({"name"}),
    "D305": frozenset({"names"}),
    "D306": frozenset({"values"}),
    "D308": frozenset({"names"}),
    "D247": frozenset({"text"}),
    "D314": frozenset({"one", "two"}),
    "D316": frozenset({"whole"}),
    "D354": frozenset({"name"}),
}
"""By code, details that name people although their word is neutral elsewhere."""
