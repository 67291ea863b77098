"""The sheet of the scheme: every number that may be changed, each in a cell of its own; formulas point here."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.read.grid import letters
from csscore.scheme.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.words import Lang

Value = Fraction | int | float | str | None


class Cell(NamedTuple):
    """One cell: a text, a number that may be changed, or a formula with what it gives."""

    value: Value
    look: str = "number"
    formula: str | None = None


class Settings:
    """Rows of the sheet, in the order in which they are asked for."""

    HEAD: Final = "head"
    LABEL: Final = "label"

    def __init__(self, name: str, lang: Lang) -> None:
        self.name = name
        self.lang: Lang = lang
        self.rows: list[list[Cell]] = []
        self._owner = ""

    def row(self, cells: Sequence[Cell]) -> int:
        """Add a row; return its number."""
        self.rows.append(list(cells))
        return len(self.rows)

    def gap(self) -> None:
        """Leave a row empty."""
        self.row([])

    def section(self, *titles: str) -> None:
        """Add a row of titles after an empty row."""
        if self.rows:
            self.gap()
        self._owner = ""
        self.row([Cell(title, self.HEAD) for title in titles])

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell; rows from 1, columns from 0."""
        return f"'{self.name}'!${letters(column)}${row}"

    def number(self, owner: str, what: str, value: Fraction | float, look: str = "number") -> str:
        """Add a number that may be changed, with whose it is and what it is; return its address."""
        row = self.row([Cell(self._whose(owner), self.LABEL), Cell(what, self.LABEL), Cell(value, look)])
        return self.address(row, 2)

    def table(self, owner: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], looks: Sequence[str]) -> list[list[str]]:
        """Add a table; return the addresses of its cells."""
        self.row([Cell(self._whose(owner), self.LABEL), *(Cell(head, self.HEAD) for head in heads)])
        addresses = []
        for row in rows:
            number = self.row([Cell(None, self.LABEL), *(_cell(value, look) for value, look in zip(row, looks, strict=True))])
            addresses.append([self.address(number, column) for column in range(1, len(row) + 1)])
        return addresses

    def _whose(self, owner: str) -> str | None:
        """Say whose the numbers are once, not on every row."""
        shown = None if owner == self._owner else owner
        self._owner = owner
        return shown


def _cell(value: Value, look: str) -> Cell:
    """Return a cell of a table; whole numbers are places, whatever stands beside them."""
    return Cell(value, "number" if isinstance(value, int) else look)


def label_of(rule: Any, key: str, lang: Lang) -> str:
    """Return what a setting of a rule is for, as its form says it; the key itself where no form does."""
    forms = [rule, *(getattr(rule, declared.name, None) for declared in rule.settings().values())]
    for form in forms:
        if isinstance(form, Form) and key in form.settings():
            return form.settings()[key].about.in_(lang)
    return key
