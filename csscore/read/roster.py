"""Whose accounts they are: from accounts to persons and what is known of them; it never splits a name that stands as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.patterns import pattern
from csscore.problems import Place
from csscore.read.address import Address
from csscore.read.columns import nearest
from csscore.read.recognising import likely
from csscore.read.requirements import Column, Requirements
from csscore.read.sheets import Asked
from csscore.read.shops import Account
from csscore.read.source import open_sources
from csscore.read.table import Table
from csscore.read.texts import fold
from csscore.read.together import agents_of, column_with, listed_in_yaml
from csscore.read.totals import account_of, accounts_of
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.problems import Problems
    from csscore.read.inspection import Reading
    from csscore.read.part import Part
    from csscore.read.requirements import Unit

_SEVERAL = pattern(r"[;；、,，/|\n]")
_LAST_FIRST = pattern(r"[^;；、,，/|\n]+, [^;；、,，/|\n]+")
"""Either two accounts or a name such as ``Smith, John``."""
_ACCOUNTS = ("账号", "客服账号", "旺旺昵称", "旺旺", "客服", "昵称", "Account", "Agent")
LARGE = 100_000
"""Different accounts above which none is looked for that is written differently."""
_DIGIT = pattern(r"\d")
_MANY = 3
"""People of the roster without data from which on most of it may lack."""
_USUAL = {
    "person": Column("person", ("姓名", "Person", "Name"), "text", needed=False),
    "id": Column("id", ("工号", "Employee ID"), "text", needed=False),
    "joined": Column("joined", ("入职日期", "入职时间", "入职", "Joined"), "date", needed=False),
    "shop": Column("shop", ("店铺", "Shop"), "text", needed=False),
}


def _asked(wanted: Requirements) -> Requirements:
    """Return what is asked of a roster: accounts, person, and any column that the scheme may name."""
    asked = wanted.roster or Requirements(
        (*_ACCOUNTS, *wanted.agent), {}, together=tuple(one._replace(alone=True) for one in wanted.together)
    )
    columns = {**{name: replace(column, needed=False) for name, column in wanted.columns.items()}, **_USUAL, **asked.columns}
    # a name may be somebody else's, too: it is looked up where no account is found
    names = {fold(text) for text in columns["person"].headers}
    agent = tuple(text for text in asked.agent if fold(text) not in names)
    asked = replace(asked, agent=agent, known=wanted.known, kept=wanted.kept, zone=wanted.zone)
    return replace(asked, columns={name: replace(column, needed=False) for name, column in columns.items()})


@dataclass(slots=True)
class _Person:
    """A person while the roster is read."""

    name: str
    number: str | None
    rows: list[int] = field(default_factory=list)


class Roster:
    """Which account is whose.

    Parameters
    ----------
    part
        The roster's rows; its columns are the roster's names and every header of the file.
    wanted
        What was asked of it.
    problems
        Takes D303 (an account of two people), D304 (two people of one name), D305 (one number, two names).
    """

    def __init__(self, part: Part, wanted: Requirements, problems: Problems) -> None:
        self._part = part
        self._wanted = wanted
        self.problems = problems
        self.strangers: dict[str, Place] = {}
        """Accounts of the data that the roster lacks, with the place where each stands first."""
        self._ambiguous: dict[str, list[str]] = {}
        self._alone: set[str] = set()
        """Accounts that the roster lists without a shop."""
        self._taken_for: dict[str, str] = {}
        """Accounts of the data that are written differently here."""
        self._accounts = self._accounts_of_rows(wanted)
        people = self._people()
        part.reading.agents = len(people)
        self.ids = self._named(people)
        """The person id of each person of the roster, in the order of the file."""
        self._person_of = self._keys(people)
        who = np.zeros(len(part), dtype=np.intp)
        for position, person in enumerate(people):
            who[person.rows] = position
        self.names = [person.name for person in people]
        self.table = Table([part], wanted, people=np.array(self.ids, dtype=object), who=who, problems=problems)

    @property
    def file(self) -> str:
        """Return the roster's file."""
        return self._part.grid.file

    @property
    def examples(self) -> list[str]:
        """Return accounts as the roster has them."""
        return list(self._person_of)

    def recognise(self, accounts: Collection[Account]) -> None:
        """Look for accounts of the data that are written a little differently here, and say so (D355, D356)."""
        names = {self._key(account) for account in accounts}
        unknown = names.difference(self._person_of, self._ambiguous)
        if not unknown or len(names) > LARGE:
            return
        found = likely(unknown, names, self._person_of)
        for code, taken in (("D355", found.alike), ("D356", found.shopless)):
            if taken:
                pairs = listed([f"{name} = {key}" for name, key in sorted(taken.items())])
                self.problems.add(code, Place(self.file), pairs=pairs)
            self._taken_for |= taken

    def other_column(self) -> Words:
        """Return the remedy where another column than the one taken has the accounts of the data."""
        header = column_with(self._wanted.known, self._part.grid, self._part.header)
        if header is None:
            return Words("", "")
        setting = f"agent: [{listed_in_yaml(self._wanted.kept, header)}]"
        return Words(
            f"；账号像是在“{header}”列：在方案里写 {setting}",
            f"; they seem to stand in '{header}': write {setting} in the scheme",
        )

    def lacks(self, name: str, shops: Iterable[str]) -> bool:
        """Tell whether the roster leaves open if a name in several shops is one person."""
        return name not in self._alone and not all(f"{shop}:{name}" in self._person_of for shop in shops)

    def _key(self, account: Account) -> str:
        """Return what an account is looked up by: with its shop, where the roster has it so."""
        whole = f"{account.shop}:{account.name}"
        return whole if account.shop is not None and whole in self._person_of else account.name

    def person_of(self, account: str, place: Place, *, shop: str | None = None) -> str:
        """Return the person id of an account, the account itself for a stranger; D307 where the roster leaves it open.

        Where the rows say in which shop an account is, the roster may know it with its shop.
        """
        account = self._key(Account(account, shop))
        account = self._taken_for.get(account, account)
        if account in self._ambiguous:
            self.problems.add("D307", place, group=account, account=account, people=listed(self._ambiguous[account]))
        elif account in self._person_of:
            return self.ids[self._person_of[account]]
        else:
            self.strangers.setdefault(account, place)
        return account

    def accounts(self) -> dict[str, list[str]]:
        """Return the accounts of each person, those of a shop with its name in front; none where her id is her only one."""
        shops, found = self._texts("shop"), dict[str, list[str]]()
        for row, position in enumerate(self.table.who.tolist()):
            shop = shops[row]
            own = (account if shop is None or ":" in account else f"{shop}:{account}" for account in self._accounts[row])
            found.setdefault(self.ids[position], []).extend(own)
        return {person: sorted(set(own)) for person, own in found.items() if own != [person]}

    def _people(self) -> list[_Person]:
        """Tell the persons apart: by number where there is one, else by name, else by account."""
        part = self._part
        names, numbers = self._texts("person"), self._texts("id")
        if "id" in part.columns:
            self.problems.extend(finding.problem for finding in part.texts("id").found)
        numbers_of: dict[str, set[str]] = {}
        for name, number in zip(names, numbers, strict=True):
            if name is not None and number is not None:
                numbers_of.setdefault(name, set()).add(number)
        people: dict[tuple[str, str], _Person] = {}
        for row, (name, own) in enumerate(zip(names, numbers, strict=True)):
            only = numbers_of.get(name or "", set())
            number = next(iter(only)) if own is None and len(only) == 1 else own
            key = ("number", number) if number is not None else ("name", name or part.accounts[row])
            person = people.setdefault(key, _Person(name or next(iter(self._accounts[row]), number or ""), number))
            if name is not None and number is not None and person.name != name:
                self.problems.add("D305", part.place(row, "id"), group=number, number=number, names=listed([person.name, name]))
            person.rows.append(row)
        return list(people.values())

    def _named(self, people: list[_Person]) -> list[str]:
        """Return an id for each person: the name, with the number where two share it."""
        of: dict[str, list[_Person]] = {}
        for person in people:
            of.setdefault(person.name, []).append(person)
        joined = self._texts("joined")
        for name, several in of.items():
            unnumbered = [person for person in several if person.number is None]
            days = {joined[row] for person in unnumbered for row in person.rows} - {None}
            if unnumbered and (len(several) > 1 or len(days) > 1):
                self.problems.add("D304", self._part.place(several[-1].rows[-1], "person"), group=name, name=name)
            # accounts that stand in one row are hers by the roster's own word
            numbers = {min(self._accounts[row]) for person in unnumbered for row in person.rows if self._accounts[row]}
            if len(numbers) > 1 and len({_DIGIT.sub("0", number) for number in numbers}) == 1 and _DIGIT.search(min(numbers)):
                place = self._part.place(unnumbered[-1].rows[-1], "person")
                self.problems.add("D354", place, group=name, name=name, accounts=listed(sorted(numbers)))
        return [p.name if len(of[p.name]) == 1 or p.number is None else f"{p.name}({p.number})" for p in people]

    def _keys(self, people: list[_Person]) -> dict[str, int]:
        """Return the person of every account, and of every name and number that is no account."""
        shops = self._texts("shop")
        whole: dict[str, int] = {}
        loose: dict[str, set[int]] = {}
        for position, person in enumerate(people):
            for row in person.rows:
                for account in self._accounts[row]:
                    shop = shops[row]
                    for piece in account.split(", ") if _LAST_FIRST.fullmatch(account) else ():
                        loose.setdefault(piece, set()).add(position)
                    if shop is None or ":" in account:
                        self._alone.add(account)
                        self._claim(whole, account, position, row)
                    else:
                        self._claim(whole, f"{shop}:{account}", position, row)
                        loose.setdefault(account, set()).add(position)
            for key in (person.name, person.number):
                if key is not None:
                    loose.setdefault(key, set()).add(position)
        for key, positions in loose.items():
            if key in whole:
                continue
            if len(positions) == 1:
                whole[key] = next(iter(positions))
            else:
                self._ambiguous[key] = [self.ids[position] for position in sorted(positions)]
        return whole

    def _claim(self, whole: dict[str, int], account: str, position: int, row: int) -> None:
        owner = whole.setdefault(account, position)
        if owner != position:
            people = listed([self.ids[owner], self.ids[position]])
            self.problems.add("D303", self._part.place(row), group=account, account=account, people=people)

    def _accounts_of_rows(self, wanted: Requirements) -> list[list[str]]:
        """Return the accounts of each row: of every account column, each cell split at its separators.

        A row that has none of them is known by its name or its number alone.
        """
        part = self._part
        found: list[list[str]] = [[] for _ in range(len(part))]
        columns, beside = agents_of(part.header, wanted)
        for column in columns:
            cells = part.cells_at(column)
            self.problems.extend(finding.problem for finding in part.spoilt(column, cells, accounts_of(cells)))
            for row, cell in enumerate(cells.tolist()):
                whole = not isinstance(cell, str) or _LAST_FIRST.fullmatch(cell.strip())
                pieces = [cell] if whole else _SEVERAL.split(cell)
                names = [name for name in map(account_of, pieces) if name is not None]
                found[row] += [self._joined(name, row, beside.get(column, ())) for name in names]
        known = [name in part.columns for name in ("person", "id")]
        return [
            list(dict.fromkeys(names)) or ([] if any(known) else [account])
            for names, account in zip(found, part.accounts.tolist(), strict=True)
        ]

    def _joined(self, name: str, row: int, columns: Sequence[int]) -> str:
        """Return a name with what stands beside it, where columns name somebody together."""
        texts = [account_of(self._part.cells_at(column)[row]) for column in columns]
        return name if None in texts or ":" in name else ":".join([*filter(None, texts), name])

    def _texts(self, name: str) -> list[str | None]:
        if name not in self._part.columns:
            return [None] * len(self._part)
        texts: list[str | None] = self._part.texts(name).values.tolist()
        return texts


class People:
    """Everybody who has rows in the FILES, and what the roster knows of them.

    Attributes
    ----------
    ids
        Person ids, ascending by code point; shape (people,).
    names
        The names to show; they differ from the ids only where two people share a name.
    rowless
        Positions of people who are there without having any rows: somebody supposes them.
    """

    def __init__(self, ids: Texts, roster: Roster | None = None) -> None:
        self.ids = ids
        self.names = ids
        self._roster = roster
        self.rowless: tuple[int, ...] = ()
        self._copies: dict[int, int] = {}
        self._listed = np.full(len(ids), -1, dtype=np.intp)
        if roster is not None:
            position = {person: i for i, person in enumerate(roster.ids)}
            self._listed[:] = [position.get(person, -1) for person in ids.tolist()]
            self.names = np.array(
                [roster.names[i] if i >= 0 else own for i, own in zip(self._listed, ids, strict=True)], dtype=object
            )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def roster(self) -> Table | None:
        """Return the roster's own rows; None without one."""
        return self._roster.table if self._roster is not None else None

    @property
    def listed(self) -> tuple[str, ...]:
        """Return the ids of everybody in the roster, with rows or without; nobody without a roster."""
        return () if self._roster is None else tuple(self._roster.ids)

    def plus(self, newcomers: Mapping[str, str | None]) -> People:
        """Return everybody and more: new ids, each with the person whose line in the roster holds for her, or None."""
        named = dict(zip(self.ids.tolist(), self.names.tolist(), strict=True))
        other = People(np.array(sorted([*named, *newcomers]), dtype=object), self._roster)
        position = {person: at for at, person in enumerate(other.ids.tolist())}
        if self.names is not self.ids:
            other.names = np.array([named.get(person, person) for person in other.ids.tolist()], dtype=object)
        other.rowless = tuple(position[name] for name, like in newcomers.items() if like is None)
        other._copies = {position[name]: position[like] for name, like in newcomers.items() if like is not None}
        return other

    def person_of(self, account: str, place: Place) -> str:
        """Return the person id of an account; the account itself without a roster, or where the roster lacks it."""
        return account if self._roster is None else self._roster.person_of(account, place)

    def accounts(self, agents: Iterable[str]) -> dict[str, list[str]]:
        """Return the accounts of some people, where the roster tells them and they are not the ids themselves."""
        told = {} if self._roster is None else self._roster.accounts()
        return {agent: told[agent] for agent in map(str, agents) if agent in told} if told else {}

    def has(self, name: str) -> bool:
        """Tell whether the roster has a column of that name or header."""
        return self._roster is not None and self._roster.table.has(name)

    def unit(self, name: str) -> Unit | None:
        """Return the declared unit of a roster column."""
        return self._roster.table.unit(name) if self._roster is not None else None

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a roster column as texts; None for who is not in the roster. Shape (people,)."""
        return self._one(name, "texts", np.full(len(self), None, dtype=object))

    def numbers(self, name: str, unit: Unit | None = None) -> NDArray[np.float64]:
        """Return a roster column as canonical numbers in base units; NaN for who is not in the roster. Shape (people,)."""
        return self._one(name, "numbers", np.full(len(self), np.nan), unit)

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a roster column as days; NaT for who is not in the roster. Shape (people,)."""
        return self._one(name, "dates", np.full(len(self), np.datetime64("NaT"), dtype="datetime64[D]"))

    def _one(self, name: str, kind: str, values: NDArray[Any], *options: Any) -> NDArray[Any]:
        """Spread the roster's rows over the people; D306 where the rows of one person differ."""
        if self._roster is None or not self.has(name):
            return values
        place_of = {int(person): at for at, person in enumerate(self._listed) if person >= 0}
        table = self._roster.table.select(np.isin(self._roster.table.who, self._listed))
        column = getattr(table, kind)(name, *options)
        for row in np.flatnonzero(~_missing(column)).tolist():
            at = place_of[int(table.who[row])]
            if _missing(values[at : at + 1])[0]:
                values[at] = column[row]
            elif values[at] != column[row]:
                both = listed(
                    [f"{value:.15g}" if column.dtype == np.float64 else str(value) for value in (values[at], column[row])]
                )
                self._roster.problems.add("D306", table.place(row, name), group=name, name=name, person=self.ids[at], values=both)
        for copy, own in self._copies.items():
            values[copy] = values[own]
        return values


def _missing(column: NDArray[Any]) -> NDArray[np.bool_]:
    missing: NDArray[np.bool_] = column == None if column.dtype == object else np.isnan(column)  # noqa: E711 - elementwise
    return missing


def read_roster(
    path: str, wanted: Requirements, problems: Problems, readings: list[Reading], *, encoding: str | None
) -> Roster | None:
    """Read a roster file; None after an error was recorded. Names of the scheme may stand in it as columns."""
    asked = _asked(wanted)
    # of several sheets, the roster is the one that says who people are
    columns = {name: replace(column, needed=name in _USUAL) for name, column in asked.columns.items()}
    accounts = replace(asked, agent=(*asked.agent, *asked.columns["person"].headers), columns=columns)
    sources = open_sources(path, accounts, problems, readings, asked=Asked(by_option=False), encoding=encoding)
    if len(sources) > 1:
        names = [source.grid.sheet or "" for source in sources]
        place, one = Place(sources[0].grid.file), str(Address(sources[0].grid.file, (names[0],)))
        problems.add("D284", place, sheets=listed(names), one=f"'{one}'")
    if len(sources) != 1:
        return None
    source = sources[0]
    asked = _with_every_header(asked, source.header.texts)
    return Roster(source.part(asked, problems), asked, problems)


def report_strangers(roster: Roster, persons: Iterable[str], problems: Problems) -> None:
    """Report who is only in the data (D300), only in the roster (D301; most of it, D394), and where nobody is in both (D302).

    Parameters
    ----------
    roster
        The roster, after every account of the data was looked up.
    persons
        Person ids in the data.
    problems
        Takes what is found.
    """
    strangers = sorted(roster.strangers)
    absent = sorted(set(roster.ids).difference(persons))
    if strangers and len(absent) == len(set(roster.ids)):
        data, there = listed(strangers, most=3), listed(roster.examples, most=3)
        problems.add("D302", Place(roster.file), data=data, roster=there, column=roster.other_column())
        return
    if strangers:
        close = nearest(strangers[:50], roster.examples, alike=0.6) if len(roster.examples) <= 10_000 else []
        place = roster.strangers[strangers[0]]
        problems.add(
            "D300", place, agents=listed(strangers), file=roster.file, nearest=listed(close) if close else Words("没有", "none")
        )
    if absent:
        many = len(absent) >= _MANY and len(absent) * 2 > len(set(roster.ids))
        problems.add("D394" if many else "D301", Place(roster.file), people=listed(absent), count=len(absent))


def _with_every_header(wanted: Requirements, texts: Sequence[str]) -> Requirements:
    """Return what is asked of a roster, with each header of its file as a name of its own."""
    own = {text: Column(text, (text,), needed=False) for text in texts if text and texts.count(text) == 1}
    return replace(wanted, columns={**own, **wanted.columns})
