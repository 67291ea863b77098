"""Accounts and the shops they are in: one name in several shops, or with several numbers, is said; it splits and joins nobody."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.patterns import pattern
from csscore.problems import Place
from csscore.read.totals import accounts_of
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.problems import Problems
    from csscore.read.distinct import Distinct
    from csscore.read.part import Part
    from csscore.read.roster import Roster

LARGE = 1_000_000
"""Rows above which names are not compared across shops."""
_NAMES_A_SHOP: Final = pattern(
    r"店|商城|专营|매장|지점|ショップ|(?<![a-z])(?:shop|store|boutique|magasin|tienda|loja|filiale|mağaza)(?![a-z])",
    re.IGNORECASE,
)
"""What files and sheets are called that are a shop's."""


class Account(NamedTuple):
    """The name in a row, and the shop that the row gives; None where no column says it, or the name has it already."""

    name: str
    shop: str | None = None


def whole_accounts(part: Part) -> Distinct:
    """Return the account of each row."""
    names = part.accounts
    if part.shop is None or part.shop in (part.agent, *part.beside):
        return names.saying([Account(name) for name in names.cells])
    return names.paired(accounts_of(part.cells_at(part.shop)), Account)


def report_shops(parts: Sequence[Part], everywhere: Sequence[Part], register: Roster | None, problems: Problems) -> None:
    """Warn of one name in several shops or with several numbers that nothing says is one person, and of files that disagree.

    D353 where a column gives the shop or the number, D520 where the names of files or sheets do; D319 where one file names
    people by their shop, and another doesn't.

    Parameters
    ----------
    parts
        The FILES.
    everywhere
        These and the files of all further inputs.
    register
        The roster; whoever it lists under the name alone is one person.
    problems
        Takes the warnings.
    """
    if register is None:
        _report_ways(everywhere, problems)
    if sum(len(part) for part in parts) > LARGE:
        return
    for code, where in (("D353", _in_columns(parts)), ("D520", _in_files(parts))):
        for name, found in sorted(where.items()):
            several = {one.text for one in found}
            if len(several) > 1 and (register is None or register.lacks(name, several)):
                column, header, place = found[0].column, found[0].header, found[0].place
                details = {"agent": name, "column": column, "header": header, "shops": listed(sorted(several))}
                problems.add(code, place, group=column, **details)


class _Stand(NamedTuple):
    """Where a name stands: the shop or the number, what says it, the header of the name, the place."""

    text: str
    column: str
    header: str
    place: Place


def _in_columns(parts: Sequence[Part]) -> dict[str, list[_Stand]]:
    """Return for each name in which shops, or else with which numbers, it stands by the columns that say so."""
    shops = _standing(parts, [part.shop for part in parts])
    numbers = _standing(parts, [part.number for part in parts])
    return numbers | {name: found for name, found in shops.items() if len({one.text for one in found}) > 1}


def _standing(parts: Sequence[Part], columns: Sequence[int | None]) -> dict[str, list[_Stand]]:
    found: dict[str, list[_Stand]] = {}
    for part, column in zip(parts, columns, strict=True):
        if column is None or column in (part.agent, *part.beside):
            continue
        said, header = part.header.texts[column], part.header.texts[part.agent]
        pairs = part.accounts.paired(accounts_of(part.cells_at(column)), lambda name, text: (name, text))
        for row, (name, text) in pairs.firsts():
            if text is not None:
                found.setdefault(name, []).append(_Stand(text, said, header, part.place(row)))
    return found


def _in_files(parts: Sequence[Part]) -> dict[str, list[_Stand]]:
    """Return for each name in which files or sheets it stands, of those that have the same columns and are called by a shop."""
    found: dict[str, list[_Stand]] = {}
    for part in parts:
        called = part.grid.sheet if any(other.grid.file == part.grid.file for other in parts if other is not part) else None
        called = called or PurePath(part.grid.file).name
        alike = [other for other in parts if other is not part and other.columns.keys() == part.columns.keys()]
        if not alike or part.shop is not None or part.number is not None or not _NAMES_A_SHOP.search(called):
            continue
        header = part.header.texts[part.agent]
        for row, name in part.accounts.firsts():
            found.setdefault(str(name), []).append(_Stand(called, called, header, part.place(row)))
    return found


def _report_ways(parts: Sequence[Part], problems: Problems) -> None:
    """Warn of files of which some name people by a shop and a name, others by the name alone (D319)."""
    ways = [" + ".join(part.header.texts[column] for column in (*part.beside, part.agent)) for part in parts]
    most = max(parts, key=lambda part: len(part.beside), default=None)
    for part, way in zip(parts, ways, strict=True):
        if most is not None and len(part.beside) < len(most.beside):
            others = ways[parts.index(most)]
            problems.add("D319", Place(part.grid.file, part.grid.sheet), own=way, other=most.grid.file, others=others)
            return
