"""A `Reconciliation` for whoever decides whether to change over: what is equal, who differs and why; it makes no number."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.exact.fixed import half_up
from csscore.on_demand import modules_of
from csscore.report.blocks import Heading, Line, Table
from csscore.report.difference.settings import setting_lines
from csscore.report.plain import called
from csscore.report.quantities import amount
from csscore.report.reconciliation.figures import change_text, figure_text, what
from csscore.sentences import sentences
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.reconciliation import Cell, Matched, Person, Reconciliation
    from csscore.report.blocks import Block
    from csscore.report.reconciliation import files as files
    from csscore.words import Lang

say = sentences(__file__)

__all__ = ["blocks", "selected", "title"]

_TITLE = say("title")
_SAME = say("same")
_BOTH = say("both")
_ONLY_HERE = say("only_here")
_ONLY_THERE = say("only_there")
_COLUMNS = say("columns")
_COLUMN_HEAD = (
    say("what"), say("column_there"), say("equal"), say("different"),
    say("of_them_explained"), say("total_there"), say("total_here"),
)  # fmt: skip
_WITNESSES = say("witnesses")
_DIFFERENT, _OVER = say("what_differs"), say("whose_pay_differs_by_more_than")
_HEAD = (
    say("agent"), say("what_2"), say("there"), say("here"), say("difference"),
    say("why"),
)  # fmt: skip
_NOBODY = say("nobody")
_UNTOLD = say("untold")
_REST = say("rest")
_LESS = say("less")
_ROUNDED = say("rounded")
_TRIED = say("tried")
_WITH = say("with")
_NO_SETTING = say("no_setting")
_TOO_MANY = say("too_many")


def title(said: Reconciliation, lang: Lang) -> str:
    """Return the document's title."""
    card = said.side.scheme
    return _TITLE.filled({"title": card.title, "name": card.name, "version": card.version, "table": said.table}).in_(lang)


def selected(said: Reconciliation, *, over: Fraction | None) -> list[Person]:
    """Return who is listed: whoever differs, or whose pay differs by more than ``over`` currency units."""
    differing = [person for person in said.people if not person.same]
    return differing if over is None else [person for person in differing if abs(person.pay_change) > over]


def blocks(said: Reconciliation, lang: Lang, *, over: Fraction | None = None, everybody: bool = False) -> list[Block]:
    """Return the document.

    Parameters
    ----------
    said
        The parallel run.
    lang
        Its language.
    over
        List only people whose pay differs by more than this, in currency units.
    everybody
        List the figures that agree as well.
    """
    return list(_blocks(said, lang, over=over, everybody=everybody))


def _blocks(said: Reconciliation, lang: Lang, *, over: Fraction | None, everybody: bool) -> Iterator[Block]:
    yield Heading(title(said, lang), 1)
    compared = [column for column in said.columns if column.decides]
    both = [person for person in said.people if person.cause is None]
    if said.same:
        columns = listed([what(column, lang) for column in compared])
        yield Line(_SAME.filled({"count": len(both), "columns": columns}).in_(lang))
    else:
        yield Line(_BOTH.filled({"count": len(both)}).in_(lang))
        for words, here in ((_ONLY_HERE, True), (_ONLY_THERE, False)):
            names = [person.name for person in said.people if person.cause is not None and person.here is here]
            if names:
                yield Line(words.filled({"count": len(names), "agents": listed(names)}).in_(lang))
    yield Heading(_COLUMNS.in_(lang))
    rows = tuple(_column(said, column, both, lang) for column in compared)
    yield Table(tuple(word.in_(lang) for word in _COLUMN_HEAD), rows, (False, False, *[True] * 5))
    witnesses = [column.header for column in said.columns if not column.decides]
    if witnesses:
        yield Line(_WITNESSES.filled({"columns": listed(witnesses)}).in_(lang))
    if not said.same or everybody:
        yield from _people(said, lang, over=over, everybody=everybody)
    if said.differing:
        yield from _settings(said, lang)


def _column(said: Reconciliation, column: Matched, both: Sequence[Person], lang: Lang) -> tuple[str, ...]:
    cells = [cell for person in both for cell in person.cells if cell.column is column]
    differing = [cell for cell in cells if not cell.same]
    totals = ["", ""]
    if column.kind in {"pay", "line"}:
        sides = [cell.theirs for cell in cells], [cell.ours for cell in cells]
        totals = [figure_text(said, column, sum(filter(None, side), Fraction()), lang) for side in sides]
    counts = (len(cells) - len(differing), len(differing), sum(bool(cell.causes) for cell in differing))
    return what(column, lang), column.header, *map(str, counts), *totals


def _people(said: Reconciliation, lang: Lang, *, over: Fraction | None, everybody: bool) -> Iterator[Block]:
    shown = selected(said, over=over)
    if over is None:
        yield Heading(_DIFFERENT.in_(lang))
    else:
        units = half_up(over * 10**said.money_digits)
        yield Heading(_OVER.filled({"over": amount(units, said.money_digits, lang, said.currency)}).in_(lang))
    rounded = [] if everybody else [person for person in shown if _only_rounded(person)]
    told = [person for person in said.people if everybody or (person in shown and person not in rounded)]
    rows = [row for person in told for row in _rows(said, person, lang, everybody=everybody)]
    if rows:
        yield Table(tuple(word.in_(lang) for word in _HEAD), tuple(rows), (False, False, True, True, True, False))
    elif not rounded:
        yield Line(_NOBODY.in_(lang))
    if rounded:
        yield Line(_ROUNDED.filled({"count": len(rounded)}).in_(lang))
    differing = sum(not person.same for person in said.people)
    if differing > len(shown):
        yield Line(_LESS.filled({"count": differing - len(shown)}).in_(lang))
    if len(said.people) > differing and not everybody:
        yield Line(_REST.filled({"count": len(said.people) - differing}).in_(lang))


def _only_rounded(person: Person) -> bool:
    kinds = {cause.kind for cell in person.differing for cause in cell.causes}
    return person.cause is None and kinds == {"rounding"} and all(cell.causes for cell in person.differing)


def _rows(said: Reconciliation, person: Person, lang: Lang, *, everybody: bool) -> Iterator[tuple[str, ...]]:
    name = called(person)
    if person.cause is not None:
        yield name, "", "", "", "", person.cause.words.in_(lang)
        return
    cells = [cell for cell in person.cells if cell.column.decides and (everybody or not cell.same)]
    for number, cell in enumerate(cells):
        figures = [figure_text(said, cell.column, side, lang) for side in (cell.theirs, cell.ours)]
        why = _why(cell, lang)
        yield name if number == 0 else "", what(cell.column, lang), *figures, change_text(said, cell, lang), why


def _why(cell: Cell, lang: Lang) -> str:
    if cell.same:
        return ""
    return ("；" if lang == "zh" else "; ").join(cause.words.in_(lang) for cause in cell.causes) or _UNTOLD.in_(lang)


def _settings(said: Reconciliation, lang: Lang) -> Iterator[Block]:
    yield Heading(_TRIED.in_(lang))
    if not said.searched:
        yield Line(_TOO_MANY.in_(lang))
    elif not said.tried:
        yield Line(_NO_SETTING.in_(lang))
    for one in said.tried:
        sets = " ".join(f"--set '{text}'" if set(text) & set("[]{}' ") else f"--set {text}" for text in one.sets)
        yield Line(_WITH.filled({"sets": same(sets), "now": said.differing, "left": one.left}).in_(lang))
        for change in one.changes:
            yield from (Line(line.text, deep=True) for line in setting_lines(change, lang))


__getattr__ = modules_of(__name__)
