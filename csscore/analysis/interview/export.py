"""What an export offers to a scheme: columns that may count, and how several rows of an agent become one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from csscore.draft import DraftMetric
from csscore.measure.requirements import requirements_of
from csscore.problems import Problems
from csscore.read.load import load
from csscore.scheme.dictionary import everything
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.read.table import Table
    from csscore.scheme.headers import HeaderNames
    from csscore.words import Lang

_ADDED: Final = frozenset({"money", "count"})
_MEASURED: Final = frozenset({"money", "count", "percent", "seconds", "points", "number"})
_LOADS: Final = ("receptions", "consults", "enquiries", "tickets", "orders")
"""Columns by which means of several rows are weighted, the best first."""
_RATIOS: Final = {"conversion": ("buyers", "enquiries")}
"""Rates that are better made of counts where the export has them."""
_BAD: Final = (
    "差评",
    "退款",
    "投诉",
    "错",
    "流失",
    "违规",
    "迟到",
    "成本",
    "lost",
    "late",
    "error",
    "complaint",
    "refund",
    "cost",
    "bad ",
)
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Export:
    """What was found in the files.

    Attributes
    ----------
    candidates
        What may count, in the order of the dictionary of headers.
    headers
        Under which header each name stands.
    roles, statuses
        The different texts of these columns; none where there is no such column, or only one text.
    load
        The column that says how much somebody did; empty where there is none.
    """

    files: tuple[str, ...]
    people: int
    rows: int
    candidates: tuple[DraftMetric, ...]
    headers: dict[str, str]
    roles: tuple[str, ...]
    statuses: tuple[str, ...]
    load: str


def read_export(files: Sequence[str], problems: Problems, lang: Lang, *, sheet: Sequence[str] | None = None) -> Export:
    """Read the files by the built-in dictionary of headers, and return what they offer.

    Raises
    ------
    Rejected
        With everything that is wrong with the files.
    """
    dictionary = everything(problems)
    inputs = load(list(files), requirements_of(dictionary), problems, sheet=list(sheet or ()))
    problems.reject()
    table, known = inputs.main, dictionary.columns
    people = len(inputs.people)
    several = len(table) > people
    names = [name for name in known if table.has(name)]
    load_ = next((name for name in _LOADS if name in names), "")
    found = [one for name in names if (one := _candidate(name, known[name], names, several, load_, lang)) is not None]
    headers = {name: column.header for reading in inputs.readings for column in reading.columns for name in column.names}
    roles, statuses = (_words(table, name) if name in names else () for name in ("role", "status"))
    return Export(tuple(files), people, len(table), tuple(found), headers, roles, statuses, load_)


def _candidate(name: str, entry: HeaderNames, there: Sequence[str], several: bool, load_: str, lang: Lang) -> DraftMetric | None:  # noqa: FBT001 - what a row of the form says
    unit = entry.unit or "number"
    if unit not in _MEASURED or entry.per == "agent":
        return None
    title = (entry.title or Words(name, name)).in_(lang)
    if name in _RATIOS and all(part in there for part in _RATIOS[name]):
        value = f"{{ratio: [{', '.join(_RATIOS[name])}]}}"
    elif unit in _ADDED or not several:
        value = name
    else:
        value = f"{{mean: {name}, by: {load_}}}" if load_ else f"{{mean: {name}}}"
    words = " ".join(entry.title or (name,)).lower()
    lower = unit == "seconds" or any(word in words for word in _BAD)
    return DraftMetric(name, title, value, unit, "lower" if lower else "higher")


def _words(table: Table, name: str) -> tuple[str, ...]:
    found = sorted({str(text) for text in table.texts(name).tolist() if text is not None})
    return tuple(found) if 1 < len(found) <= _MOST_WORDS else ()
