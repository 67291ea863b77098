"""Accounts and the shops they are in: who stands under one name in several shops is said; it splits and joins nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    """Warn of one name in several shops that nothing says is one person (D353), and of files that name people differently (D319).

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
    shops: dict[str, set[str]] = {}
    places: dict[str, tuple[Part, int]] = {}
    for part in (part for part in parts if part.shop is not None):
        for row, account in whole_accounts(part).firsts():
            if account.shop is not None:
                shops.setdefault(account.name, set()).add(account.shop)
                places.setdefault(account.name, (part, row))
    for name, several in sorted(shops.items()):
        if len(several) > 1 and (register is None or register.lacks(name, several)):
            part, row = places[name]
            column, header = (part.header.texts[position] for position in (part.shop or 0, part.agent))
            details = {"agent": name, "column": column, "header": header, "shops": listed(sorted(several))}
            problems.add("D353", part.place(row), group=column, **details)


def _report_ways(parts: Sequence[Part], problems: Problems) -> None:
    """Warn of files of which some name people by a shop and a name, others by the name alone (D319)."""
    ways = [" + ".join(part.header.texts[column] for column in (*part.beside, part.agent)) for part in parts]
    most = max(parts, key=lambda part: len(part.beside), default=None)
    for part, way in zip(parts, ways, strict=True):
        if most is not None and len(part.beside) < len(most.beside):
            others = ways[parts.index(most)]
            problems.add("D319", Place(part.grid.file, part.grid.sheet), own=way, other=most.grid.file, others=others)
            return
