"""A `Reconciliation` for programs and spreadsheets: JSON, csv and a workbook of everybody; exact numbers, nobody left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.exact.fixed import fraction_text
from csscore.read.own import GENERATOR
from csscore.report.csv import as_csv, disarmed
from csscore.report.document import document_text, picked
from csscore.report.plain import one_line, width_of
from csscore.report.reconciliation import selected, title
from csscore.report.reconciliation.figures import exact_text, what
from csscore.report.sink import workbook
from csscore.report.workbook import CREATED
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from csscore.reconciliation import Cell, Matched, Person, Reconciliation
    from csscore.words import Lang

say = sentences(__file__)

_FIELDS: Final = ("agent", "name", "what", "header", "there", "here", "difference", "same", "why", "place")
_HEADS: Final = (
    say("agent"), say("name"), say("what"), say("column_there"),
    say("there"), say("here"), say("difference"), say("same"), say("why"),
    say("place_there"),
)  # fmt: skip
_SHEET: Final = say("sheet")
_YES, _NO = say("yes"), say("no")
_NUMBERS: Final = (4, 5, 6)
_WIDEST: Final = 60


@as_csv
def csv_text(said: Reconciliation, lang: Lang, *, over: Fraction | None) -> Iterator[Iterable[object]]:
    """Yield the head and one row a figure of everybody, or of those whose pay differs by more than ``over``."""
    yield _FIELDS
    for row in _rows(said, lang, over):
        yield [disarmed(cell) if isinstance(cell, str) and at not in _NUMBERS else cell for at, cell in enumerate(row)]


def write_book(said: Reconciliation, to: BinaryIO, *, lang: Lang, over: Fraction | None) -> None:
    """Write the same rows as a sheet to filter."""
    heads = [head.in_(lang) for head in _HEADS]
    rows = [(*row[:7], (_YES if row[7] == "true" else _NO).in_(lang), *row[8:]) for row in _rows(said, lang, over)]
    with workbook(to) as book:
        book.set_properties({"title": one_line(title(said, lang)), "created": CREATED, "keywords": GENERATOR})
        sheet = book.add_worksheet(_SHEET.in_(lang))
        bold, plain, number, differs = (
            book.add_format(look)
            for look in ({"bold": True, "bottom": 1}, {}, {"num_format": "#,##0.00####"}, {"bg_color": "#FFE699"})
        )
        for at, head in enumerate(heads):
            widest = max([width_of(head), *(width_of(str(row[at])) for row in rows)])
            sheet.set_column(at, at, min(widest, _WIDEST) + 2)
            sheet.write_string(0, at, head, bold)
        for down, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if at in _NUMBERS and cell:
                    sheet.write_number(down, at, float(cell), number)
                elif cell:
                    sheet.write_string(down, at, cell, differs if at == 7 and cell == _NO.in_(lang) else plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)


def json_text(said: Reconciliation, lang: Lang, *, over: Fraction | None) -> str:
    """Return everything as JSON; exact numbers are texts."""
    document = {
        "csscore": 1,
        **picked(said.side, "scheme", "sets", "data", "period"),
        **picked(said, "currency", "table", "same"),
        "columns": [_column(said, column) for column in said.columns],
        "agents": [_person(person) for person in _shown(said, over)],
        "settings": [{"set": one.sets, "differing": one.left} for one in said.tried],
        "problems": said.problems,
    }
    return document_text(document, lang, indent=2)


def _shown(said: Reconciliation, over: Fraction | None) -> list[Person]:
    return list(said.people) if over is None else selected(said, over=over)


def _rows(said: Reconciliation, lang: Lang, over: Fraction | None) -> Iterator[tuple[str, ...]]:
    for person in _shown(said, over):
        place = "" if person.place is None else str(person.place)
        if person.cause is not None:
            yield person.agent, person.name, "", "", "", "", "", "false", person.cause.words.in_(lang), place
        for cell in person.cells:
            figures = ["" if side is None else _exact(cell.column, side) for side in (cell.theirs, cell.ours, cell.change)]
            why = "; ".join(cause.words.in_(lang) for cause in cell.causes)
            yes = "true" if cell.same else "false"
            yield person.agent, person.name, what(cell.column, lang), cell.column.header, *figures, yes, why, place


def _exact(column: Matched, figure: Fraction) -> str:
    return fraction_text(figure) if column.digits is None else exact_text(column, figure)


def _column(said: Reconciliation, column: Matched) -> dict[str, Any]:
    cells = [cell for person in said.people for cell in person.cells if cell.column is column]
    return {
        "what": column.key,
        **picked(column, "kind", "header", "decides"),
        "same": sum(cell.same for cell in cells),
        "differing": sum(not cell.same for cell in cells),
        "explained": sum(bool(cell.causes) for cell in cells),
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        **picked(person, "agent", "name", "cohort", "place"),
        "missing": None if person.cause is None else person.cause.kind.removeprefix("missing "),
        "same": person.same,
        "figures": [_figure(cell) for cell in person.cells],
    }


def _figure(cell: Cell) -> dict[str, Any]:
    there, here, change = (None if side is None else _exact(cell.column, side) for side in (cell.theirs, cell.ours, cell.change))
    causes = [{"kind": cause.kind, "because": cause.words} for cause in cell.causes]
    names = {"what": cell.column.key, "kind": cell.column.kind}
    return {**names, "there": there, "here": here, "difference": change, "same": cell.same, "causes": causes}
