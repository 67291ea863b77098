"""From files to tables: reads every input and joins rows by person; it combines no values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from csscore.problems import Place
from csscore.read.columns import report_absent, settle
from csscore.read.complete import incomplete
from csscore.read.distinct import Distinct, stacked
from csscore.read.lookalikes import report_alike, report_remarked
from csscore.read.own import is_own, may_be_own, seems_own
from csscore.read.requirements import DAY, Column, Requirements
from csscore.read.roster import People, read_roster, report_strangers
from csscore.read.several import report_several
from csscore.read.sheets import Asked
from csscore.read.shops import Account, report_shops, whole_accounts
from csscore.read.source import open_sources
from csscore.read.table import Table
from csscore.read.tables.loading import unfolded
from csscore.read.together import headers_of
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.problems import Problems
    from csscore.read.header import Header
    from csscore.read.inspection import Reading
    from csscore.read.part import Part
    from csscore.read.roster import Roster
    from csscore.read.source import Source
    from csscore.read.tables.agents import TableSource
    from csscore.read.tables.opening import Tables

LARGE = 100_000
"""People above which lookalike names are not searched for."""
_BEHIND = Asked(by_option=False)
"""Sheets of a file that ``--sheet`` does not speak of are named behind it."""
MANY = 3
"""People of a further input none of whom is in the FILES: so many are a mistake, fewer may be strangers."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a run reads, ready to be measured."""

    main: Table
    """The FILES."""
    extra: dict[str, Table]
    """The further inputs by name; only rows of people who are in the FILES."""
    people: People
    """Everybody in the FILES."""
    readings: list[Reading]
    """How each file was read: the FILES by name, the further inputs, the roster."""
    tables: Tables | None = None
    """Where the rows of the FILES lie; None where they have been read."""

    @property
    def parts(self) -> list[Table]:
        """Everything that was read: the FILES, the further inputs, the roster."""
        roster = self.people.roster
        return [self.main, *self.extra.values(), *(() if roster is None else (roster,))]

    def has(self, name: str) -> bool:
        """Tell whether anything that was read has a column for the name."""
        return self.people.has(name) or any(table.has(name) for table in (self.main, *self.extra.values()))


def load(
    files: Sequence[str | pd.DataFrame],
    wanted: Requirements,
    problems: Problems,
    *,
    sheet: str | Sequence[str] | None = None,
    roster: str | None = None,
    extra: Mapping[str, tuple[str, Requirements]] | None = None,
    encoding: str | None = None,
    behind: bool = False,
    tables: Tables | None = None,
) -> Inputs:
    """Read all inputs of a run.

    Parameters
    ----------
    files
        Paths or frames; their order does not matter.
    wanted
        What is asked of them. A needed column may be in any of them, or in the roster.
    problems
        Takes everything that is wrong or worth knowing; the answer is of use only where none of it is an error.
    sheet
        The sheets of the FILES, by name, by number from 1, or by a pattern: ``*`` for all that have the columns.
    roster
        A file that says which accounts are one person.
    extra
        Further inputs: for each name the path (``FILE#SHEET`` for one of several sheets) and what is asked of it.
    encoding
        The encoding of text files, where it can't be told.
    behind
        Whether sheets are named behind the files only, as remedies then say: ``--sheet`` speaks of other files.
    tables
        Opens the FILES where they lie; None where they are read.
    """
    readings: list[Reading] = []
    wanted = _with_day(wanted)
    sheets = _BEHIND if behind else Asked((sheet,) if isinstance(sheet, str) else tuple(sheet or ()))
    parts = _read_parts(files, wanted, problems, readings, asked=sheets, encoding=encoding, main=True, tables=tables)
    if sheets.sheets and parts and all(reading.sheet is None for reading in readings):
        problems.add("U235", None, sheets=listed(list(sheets.sheets)))
    further = _read_further(extra or {}, parts, problems, readings, encoding=encoding)
    before = len(readings)
    register = read_roster(roster, _knowing(wanted, parts), problems, readings, encoding=encoding) if roster is not None else None
    for reading in readings[before:]:
        reading.role = "roster"
    for asked, others in [(wanted, parts), *further.values()]:
        _check_columns(others, asked, problems, register)
    everywhere = [*parts, *(part for _, others in further.values() for part in others)]
    if register is not None:
        register.recognise(set().union(*(whole_accounts(part).present for part in everywhere)))
    persons = _persons(parts, register)
    report_shops(parts, everywhere, register, problems)
    ids, who = _numbered(persons)
    main = Table(parts, wanted, people=ids, who=who, problems=problems)
    if register is not None:
        report_strangers(register, persons.present, problems)
    extra_tables, strangers = _tables_of(further, main, ids, register, problems)
    if len(ids) <= LARGE:
        names = sorted(strangers.union(ids.tolist()))
        report_alike(names, problems)
        if register is None:
            report_remarked(names, problems)
        report_several(ids.tolist(), main, problems)
    files_people = main.people_by_file()
    for part, people in files_people:
        part.reading.agents = len(people)
    _report_disjoint(files_people, problems)
    _report_lacking(parts, wanted, problems)
    return Inputs(main, extra_tables, People(ids, register), readings, tables)


def _read_further(
    extra: Mapping[str, tuple[str, Requirements]],
    parts: Sequence[Part],
    problems: Problems,
    readings: list[Reading],
    *,
    encoding: str | None,
) -> dict[str, tuple[Requirements, list[Part]]]:
    """Read the further inputs; return by name what is asked of each, and its parts."""
    further = {}
    for name, (path, own) in sorted(extra.items()):
        asked = _knowing(_with_day(own), parts)
        before = len(readings)
        further[name] = (asked, _read_parts([path], asked, problems, readings, encoding=encoding))
        for reading in readings[before:]:
            reading.role = f"with {name}"
    return further


def _tables_of(
    further: Mapping[str, tuple[Requirements, list[Part]]],
    main: Table,
    ids: Texts,
    register: Roster | None,
    problems: Problems,
) -> tuple[dict[str, Table], set[str]]:
    """Return the further inputs as tables of the people of the FILES, and everybody whom they name."""
    tables: dict[str, Table] = {}
    named: set[str] = set()
    position = {person: i for i, person in enumerate(ids.tolist())} if further else {}
    for name, (asked, others) in further.items():
        theirs = _persons(others, register)
        named.update(theirs.present)
        for part in others:
            part.reading.agents = len(theirs.present)
        table = Table(others, asked, people=ids, who=_positions(theirs, position), problems=problems)
        tables[name] = _known_only(table, theirs, main, problems)
    return tables, named


def _knowing(wanted: Requirements, parts: Sequence[Part]) -> Requirements:
    """Return what is asked of another file than the FILES, with the accounts that these have."""
    known: frozenset[str] = frozenset()
    if sum(map(len, parts)) <= LARGE:
        known = known.union(*(part.accounts.present for part in parts))
    return replace(wanted, known=known, kept=tuple(dict.fromkeys(headers_of(part) for part in parts)))


def _with_day(wanted: Requirements) -> Requirements:
    """Return what is wanted with the column that dates a row as one more column; usual headers don't ask for it."""
    if not wanted.dates and not wanted.usual_dates:
        return wanted
    return replace(wanted, columns={**wanted.columns, DAY: Column(DAY, wanted.dates, "date", needed=False)})


def _read_parts(
    files: Sequence[str | pd.DataFrame],
    wanted: Requirements,
    problems: Problems,
    readings: list[Reading],
    *,
    asked: Asked = _BEHIND,
    encoding: str | None = None,
    main: bool = False,
    tables: Tables | None = None,
) -> list[Part]:
    """Read the files of one input, by name; the agent header that all of them have is preferred.

    The FILES (``main``) are refused where none has a row of an agent; a list of incidents may well be empty.
    """
    files = [one for file in files for one in (unfolded(file) if tables is None else [file])]
    paths: list[str | pd.DataFrame] = sorted(file for file in files if isinstance(file, str))
    sources: dict[tuple[str, str | None], Source | TableSource] = {}
    for number, file in enumerate([*paths, *(file for file in files if not isinstance(file, str))]):
        opened: Sequence[Source | TableSource]
        if tables is not None and isinstance(file, str):
            opened = tables.open(file, wanted, problems, readings)
        else:
            among = main and len(files) > 1
            opened = open_sources(file, wanted, problems, readings, asked=asked, encoding=encoding, among=among)
        for source in opened:
            same = sources.setdefault((source.digest or f"{number} {source.grid.file}", source.grid.sheet), source)
            if same is not source:
                problems.add("D250", Place(source.grid.file, source.grid.sheet), other=same.grid.file)
    if main:
        _report_own(list(sources.values()), problems)
    for file, page in incomplete((source.grid.file, source.grid.paging) for source in sources.values() if source.grid.paging):
        problems.add("D442", Place(file), more=page.more, count=page.records)
    parts = [source.part(wanted, problems, prefer=order) for source, order in _agent_columns(list(sources.values()), problems)]
    for index, part in enumerate(parts):
        problems.extend(found.problem for found in part.spoilt_names())
        if part.reading.named_elsewhere:
            header = part.header.texts[part.agent]
            problems.add(
                "D252", part.grid.place(part.header.rows[-1], part.agent), header=header, count=part.reading.named_elsewhere
            )
        same_part = next((other for other in parts[:index] if len(part) and _same_content(other, part)), None)
        if same_part is not None:
            other = str(Place(same_part.grid.file, same_part.grid.sheet))
            problems.add("D251", Place(part.grid.file, part.grid.sheet), other=other)
    empty = [part for part in parts if not len(part)]
    if main and empty and len(empty) == len(parts):
        problems.add("D249", Place(parts[0].grid.file), files=listed([part.grid.file for part in parts]))
        return parts
    for part in empty:
        problems.add("D248", Place(part.grid.file, part.grid.sheet))
    return parts


def _report_own(sources: list[Source | TableSource], problems: Problems) -> None:
    """Refuse what csscore wrote itself among exports (D440): people count twice; tell what may be so (D573), a report (D441)."""
    own = [source for source in sources if is_own(source.header.texts)]
    for source in own if len(own) < len(sources) else ():
        problems.add("D440", Place(source.grid.file, source.grid.sheet))
    cut = [source for source in sources if source not in own and seems_own(source.header.texts)]
    for source in cut if len(cut) < len(sources) else ():
        problems.add("D573", Place(source.grid.file, source.grid.sheet), headers=_headers(source.header))
    for source in sources:
        if source.is_report:
            problems.add("D441", Place(source.grid.file, source.grid.sheet))


def _headers(header: Header) -> Words:
    return listed([text for text in header.texts if text], most=12)


def _agent_columns(sources: list[Source | TableSource], problems: Problems) -> list[tuple[Source | TableSource, int]]:
    """Return each file with the place of the agent header to use: the first that all files have, else its own first."""
    common = set.intersection(*(set(source.agents.values()) for source in sources)) if sources else set()
    chosen = [(source, min(common or source.agents.values())) for source in sources]
    for source, order in chosen:
        settle("agent", [c for c, own in source.agents.items() if own == order], source.header, problems, source.grid)
    return chosen


def _same_content(one: Part, other: Part) -> bool:
    """Tell whether two files say the same about the same agents in every column that is used."""
    if not one.is_here:
        return False
    if one.columns.keys() != other.columns.keys() or len(one) != len(other) or one.accounts.tolist() != other.accounts.tolist():
        return False
    return all(np.array_equal(one.texts(name).values, other.texts(name).values) for name in one.columns)


def _check_columns(parts: list[Part], wanted: Requirements, problems: Problems, register: Roster | None) -> None:
    """Report needed columns that neither a file nor the roster has."""
    if not parts:
        return
    there = {name for part in parts for name in part.columns}
    absent = [name for name, column in wanted.columns.items() if column.needed and name not in there]
    absent = [name for name in absent if register is None or not register.table.has(name)]
    headers = list(dict.fromkeys(text for part in parts for text in part.header.texts))
    taken = {text for part in parts for text in (part.header.texts[part.agent], *(f.header for f in part.columns.values()))}
    report_absent(absent, wanted, headers, problems, Place(parts[0].grid.file, parts[0].grid.sheet), taken=taken)


def _persons(parts: list[Part], register: Roster | None) -> Distinct:
    """Return the person id of every row: the account itself where no roster says otherwise."""
    if register is None:
        return stacked([part.accounts for part in parts])
    persons: dict[Account, str] = {}
    found = []
    for part in parts:
        accounts = whole_accounts(part)
        for row, account in accounts.firsts():
            if account not in persons:
                persons[account] = register.person_of(account.name, part.place(row), shop=account.shop)
        found.append(accounts.saying([persons.get(account) for account in accounts.cells]))
    return stacked(found)


def _numbered(persons: Distinct) -> tuple[Texts, NDArray[np.intp]]:
    """Return the different persons by code point, and the position of each row's person among them."""
    used = np.array(sorted(persons.used.tolist(), key=persons.cells.__getitem__), dtype=np.intp)
    position = np.full(len(persons.cells), -1, dtype=np.intp)
    position[used] = np.arange(len(used))
    return np.fromiter(persons.cells, dtype=object, count=len(persons.cells))[used], position[persons.codes]


def _positions(persons: Distinct, position: dict[str, int]) -> NDArray[np.intp]:
    own = np.array([*(position.get(person, -1) for person in persons.cells), -1], dtype=np.intp)
    return own[persons.codes]


def _known_only(table: Table, persons: Distinct, main: Table, problems: Problems) -> Table:
    """Leave out rows of people who are not in the FILES, and say so."""
    outside = np.flatnonzero(table.who < 0)
    if not len(outside) or not len(main):
        return table
    names = sorted({persons[row] for row in outside.tolist()})
    place = table.place(int(outside[0]))
    if len(outside) == len(table) and len(names) >= MANY:
        ours = sorted(set(main.agents.tolist()))
        problems.add("D311", place, agents=listed(names, most=3), ours=listed(ours, most=3))
    else:
        problems.add("D309", place, agents=listed(names), count=len(outside))
    return table.select(table.who >= 0)


def _report_disjoint(files: list[tuple[Part, NDArray[np.intp]]], problems: Problems) -> None:
    """Warn of files that are to complete each other and have no agent in common."""
    names = sorted({name for part, _ in files for name in part.columns} - {DAY})
    for part, people in files:
        lacking = [name for name in names if name not in part.columns]
        others = [(other, theirs) for other, theirs in files if any(name in other.columns for name in lacking)]
        if others and len(people) and not any(np.isin(theirs, people).any() for _, theirs in others):
            them = listed([other.grid.file for other, _ in others])
            problems.add("D310", Place(part.grid.file, part.grid.sheet), names=listed(lacking), others=them)


def _report_lacking(parts: Sequence[Part], wanted: Requirements, problems: Problems) -> None:
    """Warn of a file below others that lacks what they have (D521): a week's export that calls a column otherwise.

    That is one with none of the columns, or with numbers that another has, too, and without more of that other's. Files that
    complete each other have no number in common.
    """
    numbers = {name for name, column in wanted.columns.items() if column.unit not in {"text", "date"} and column.per != "agent"}
    for part in (part for part in parts if len(part) and not seems_own(part.header.texts)):
        own = part.columns.keys() - {DAY}
        for other in parts:
            theirs = other.columns.keys() & numbers
            lacking = sorted(name for name in theirs - own if wanted.columns[name].needed)
            if other is not part and lacking and (not own or own & theirs):
                headers, here = _headers(part.header), Place(part.grid.file, part.grid.sheet)
                if may_be_own(part.header.texts):
                    problems.add("D573", here, headers=headers)
                    break
                where = str(Place(other.grid.file, other.grid.sheet))
                names = listed([other.columns[name].header for name in lacking])
                first = {"name": lacking[0], "header": other.columns[lacking[0]].header}
                problems.add("D521", here, names=names, other=where, headers=headers, **first)
                break
