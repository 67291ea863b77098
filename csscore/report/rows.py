"""A `Behind` for people and programs: tables by pages, csv and JSON with all rows; it adds up nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.report.blocks import Heading, Line, Table
from csscore.report.csv import as_csv, disarmed
from csscore.report.document import document_text, picked
from csscore.report.quantities import quantity
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.behind import Behind, Part, Row, Section
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_TITLE = say("title")
_VALUE = say("value")
_PLAIN = Words("{title} = {value}", "{title} = {value}")
_USED = say("used")
_NONE = say("none")
_ROWS = say("rows")
_PAGE = say("page")
_LAST = say("last")
_PLACE, _DAY, _COUNTS = say("place"), say("day"), say("counts")
_YES, _NO = say("yes"), say("no")
_ADDS, _ONE = Words("→ {title}", "→ {title}"), say("rows_2")
_ALL = say("all")
_INPUT = say("input")


def title(said: Behind, lang: Lang) -> str:
    """Return the document's title."""
    return _TITLE.filled({"name": said.name, "asked": said.asked}).in_(lang)


def blocks(said: Behind, lang: Lang, *, page: int = 1, size: int = 50) -> Iterator[Block]:
    """Yield the document, of each section the rows of one page."""
    yield Heading(title(said, lang), 1)
    for section in said.sections:
        yield from _section(section, lang, said.currency, page, size)


def pages(said: Behind, size: int) -> int:
    """Return how many pages there are."""
    return max([1, *(-(-len(section.rows) // size) for section in said.sections)])


def _section(section: Section, lang: Lang, currency: str, page: int, size: int) -> Iterator[Block]:
    value = _NONE.in_(lang) if section.value is None else _quantity(section, section.value, lang, currency)
    words = _VALUE if section.taken.in_(lang) else _PLAIN
    yield Heading(words.filled({"title": section.title, "value": value, "taken": section.taken}).in_(lang))
    if section.source:
        yield Line(_INPUT.filled({"source": section.source}).in_(lang))
    if section.used is not None:
        yield Line(_USED.filled({"value": _quantity(section, section.used, lang, currency)}).in_(lang))
    counted = sum(row.counts for row in section.rows)
    yield Line(_ROWS.filled({"count": len(section.rows), "counted": counted}).in_(lang))
    shown = section.rows[(page - 1) * size : page * size]
    if not shown:
        return
    heads = [_PLACE.in_(lang), *([_DAY.in_(lang)] if section.dated else []), *section.columns, _COUNTS.in_(lang)]
    heads += [_head(part, lang) for part in section.parts]
    body = [_cells(section, row, lang) for row in shown]
    blank = len(heads) - 1 - len(section.parts)
    total = (_ALL.in_(lang), *[""] * (blank - 1), str(counted), *(_sum(part) for part in section.parts))
    right = (*[False] * (blank + 1), *[True] * len(section.parts))
    yield Table(tuple(heads), (*body, total), right, total=True)
    count = -(-len(section.rows) // size)
    if count > 1:
        first = (page - 1) * size + 1
        details = {"page": page, "pages": count, "first": first, "last": first + len(shown) - 1, "next": page + 1}
        yield Line((_PAGE if page < count else _LAST).filled(dict(details)).in_(lang))


def _quantity(section: Section, value: str, lang: Lang, currency: str) -> str:
    try:
        return quantity(float(value), section.unit or "number", lang, currency)
    except ValueError:
        return value


def _head(part: Part, lang: Lang) -> str:
    return _ADDS.filled({"title": part.title}).in_(lang) if part.title else _ONE.in_(lang)


def _sum(part: Part) -> str:
    return str(part.rows) if part.total is None else part.total


def _cells(section: Section, row: Row, lang: Lang) -> tuple[str, ...]:
    day = [row.day or ""] if section.dated else []
    texts = ["" if text is None else text for text in row.texts]
    adds = ["" if number is None else number for number in row.adds]
    return (str(row.place), *day, *texts, (_YES if row.counts else _NO).in_(lang), *adds)


@as_csv
def csv_text(said: Behind, *, page: int | None = None, size: int = 50) -> Iterator[Iterable[object]]:
    """Yield the head and one row a row of the input: metric, place, day, the columns, whether it counts and what it adds."""
    columns = list(dict.fromkeys(name for section in said.sections for name in section.columns))
    parts = max((len(section.parts) for section in said.sections), default=0)
    own = ("metric", "file", "sheet", "cell", "line", "day")
    yield [*own, *map(disarmed, columns), "counts", *(f"{name}_{at}" for at in range(1, parts + 1) for name in ("of", "adds"))]
    for section in said.sections:
        at = {name: number for number, name in enumerate(section.columns)}
        for row in _paged(section.rows, page, size):
            place = ("" if one is None else one for one in (row.place.file, row.place.sheet, row.place.cell, row.place.line))
            texts = (row.texts[at[name]] if name in at else None for name in columns)
            adds = (
                cell
                for part, number in zip(section.parts, row.adds, strict=True)
                for cell in (disarmed(part.title), number or "")
            )
            head = (section.name, *place, row.day or "")
            yield [*head, *(disarmed(text or "") for text in texts), "true" if row.counts else "false", *adds]


def json_text(said: Behind, lang: Lang, *, page: int | None = None, size: int = 50) -> str:
    """Return everything as one JSON object, all rows unless a page is asked for; exact numbers are texts."""
    document = {
        "csscore": 1,
        **picked(said, "scheme", "period", "agent", "name", "asked"),
        "sections": [_json(section, page, size) for section in said.sections],
        "problems": said.problems,
    }
    return document_text(document, lang)


def _json(section: Section, page: int | None, size: int) -> dict[str, Any]:
    return {
        "metric": section.name,
        **picked(section, "title", "unit"),
        "input": section.source or None,
        "value": section.value,
        "used": section.value if section.used is None else section.used,
        "count": len(section.rows),
        "counted": sum(row.counts for row in section.rows),
        "parts": [{"of": part.title or None, **picked(part, "rows", "total")} for part in section.parts],
        "rows": [
            {
                "place": picked(row.place, "file", "sheet", "cell", "line"),
                "day": row.day,
                "columns": dict(zip(section.columns, row.texts, strict=True)),
                **picked(row, "counts", "adds"),
            }
            for row in _paged(section.rows, page, size)
        ],
    }


def _paged(rows: Sequence[Row], page: int | None, size: int) -> Sequence[Row]:
    return rows if page is None else rows[(page - 1) * size : page * size]
