"""What calamine does not tell of an xlsx sheet: error values, number formats, formulas without a value, stray cells.

It scans the sheet's XML as bytes, so it also works on workbooks that make stricter readers give up; it never reads values.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.read.currencies import in_format
from csscore.read.formats import BUILT_IN, LOCAL_MONEY, shows_percent, shows_time
from csscore.read.grid import Hidden, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.read.archive import Archive

_TAG: Final = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*?)(/?)>")
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_STYLE: Final = re.compile(rb"""\ss=["'](\d+)["']""")
_TYPE: Final = re.compile(rb"""\st=["'](\w+)["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<")
_ERROR_CELL: Final = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\bt=["']e["'][^<>]*(?<!/)>.*?</(?:\w+:)?c>""", re.DOTALL)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LINES: Final = re.compile(rb"<(?:\w+:)?(row|col)\s[^<>]*>")
_MOST_COLUMNS: Final = 16384
_NUMBER: Final = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_FILLED: Final = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s/>]")
_FAR: Final = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]{2,})(\d+)|[A-Za-z]?(\d{5,}))["']""")
_STRINGS: Final = "xl/sharedStrings.xml"
_CLAIM: Final = re.compile(rb"""<(?:\w+:)?sst\s[^<>]*?\suniqueCount\s*=\s*["'](\d+)""")
_DIGITS: Final = 12
"""Digits and letters of a reference that are looked at: with so many it lies outside any sheet."""
_ATTRIBUTE: Final = re.compile(r'(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')


USUAL_ERRORS: Final = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
"""The words of error cells that every program knows."""


class Cell(NamedTuple):
    """A cell, as it stands in the XML."""

    row: int
    column: int
    attributes: bytes
    body: bytes
    """What stands between this tag and the next cell's or row's."""


class Extent(NamedTuple):
    """How far a sheet reaches, counted from 1, and whether it holds error values."""

    rows: int
    columns: int
    errors: bool


def sheet_members(archive: Archive) -> dict[str, str]:
    """Return the archive member of each sheet, by the sheet's name."""
    targets = {}
    for relation in re.findall(r"<(?:\w+:)?Relationship\s[^<>]*>", _text(archive.read("xl/_rels/workbook.xml.rels"))):
        attributes = _attributes(relation)
        target = attributes.get("Target", "").replace("\\", "/")
        targets[attributes.get("Id")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    members = {}
    for sheet in re.findall(r"<(?:\w+:)?sheet\s[^<>]*>", _text(archive.read("xl/workbook.xml"))):
        attributes = _attributes(sheet)
        relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        member = targets.get(relation_id, "")
        if member.lower() in archive.names:
            members[unescape(attributes.get("name", ""))] = member
    return members


def claims_impossible_strings(archive: Archive) -> bool:
    """Tell whether the table of strings claims more of them than it has bytes: calamine would make room for all."""
    size = archive.size(_STRINGS)
    claim = _CLAIM.search(next(archive.chunks(_STRINGS), b"")) if size else None
    return claim is not None and int(claim[1][:_DIGITS]) > size


def extent(archive: Archive, member: str) -> Extent:
    """Return how far the sheet's cells claim to reach, reading the member once in bounded memory."""
    rows, columns, errors, rest = 1, 26, False, b""
    for piece in archive.chunks(member):
        text = rest + piece
        errors = errors or b't="e"' in text or b"t='e'" in text
        for match in _FAR.finditer(text):
            column, beside, digits = match.groups()
            rows = max(rows, _row_number(digits or beside) + 1)
            if column:
                columns = max(columns, column_number(column) + 1)
        rest = text[-64:]
    return Extent(max(rows, 9999), columns, errors)


def farthest(xml: bytes) -> tuple[int, int]:
    """Return the last row and column (from 0) that hold anything but a style."""
    last_row = last_column = 0
    for cell in cells(xml):
        if _FILLED.search(cell.body):
            last_row, last_column = max(last_row, cell.row), max(last_column, cell.column)
    return last_row, last_column


def cells(xml: bytes) -> Iterator[Cell]:
    """Yield the cells of a sheet; a cell without a reference follows the one before it."""
    row = column = -1
    following = chain(_TAG.finditer(xml), (None,))
    match = next(following)
    while match is not None:
        after = next(following)
        kind, attributes, closed = match.groups()
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row, column = (_row_number(reference[2]) if reference else row + 1), -1
        else:
            column += 1
            if reference is not None and reference[1]:
                row, column = _row_number(reference[2]), column_number(reference[1])
            end = after.start() if after is not None else len(xml)
            yield Cell(row, column, attributes, b"" if closed else xml[match.end() : end])
        match = after


def error_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """Return the cells that hold an error value, with its name (#DIV/0!)."""
    found = {}
    for cell in cells(xml):
        if _is(cell, b"e"):
            value = _VALUE.search(cell.body)
            text = unescape(value[1].decode("utf-8", "replace")) if value else ""
            found[cell.row, cell.column] = text.strip() or "#ERROR!"
    return found


def with_usual_errors(xml: bytes) -> bytes:
    """Return a sheet whose error cells all say one of Excel's first seven words: calamine refuses a book for any other."""

    def usual(cell: re.Match[bytes]) -> bytes:
        value = _VALUE.search(cell[0])
        if value is None or value[1].decode("utf-8", "replace") in USUAL_ERRORS:
            return cell[0]
        return cell[0][: value.start(1)] + b"#N/A" + cell[0][value.end(1) :]

    return _ERROR_CELL.sub(usual, xml)


def hidden_parts(xml: bytes) -> Hidden:
    """Return the rows and columns that a sheet does not show, from 0."""
    if b"hidden" not in xml:
        return Hidden(frozenset(), frozenset())
    rows: set[int] = set()
    columns: set[int] = set()
    row = -1
    for tag in _LINES.finditer(xml):
        attributes = _attributes(tag[0].decode("ascii", "replace"))
        hidden = attributes.get("hidden", "0").lower() in {"1", "true"}
        if tag[1] == b"row":
            row = int(attributes["r"]) - 1 if _NUMBER.fullmatch(attributes.get("r", "")) else row + 1
            rows.update([row] if hidden else [])
        elif hidden and all(_NUMBER.fullmatch(attributes.get(end, "")) for end in ("min", "max")):
            columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), _MOST_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def formulas_without_value(xml: bytes) -> frozenset[tuple[int, int]]:
    """Return the cells that hold a formula but no value; a formula that gives an empty text has a value."""
    if not _FORMULA.search(xml):
        return frozenset()
    return frozenset((cell.row, cell.column) for cell in cells(xml) if _FORMULA.search(cell.body) and not _has_value(cell))


def telling_formats(archive: Archive, xml: bytes) -> dict[bytes, str]:
    """Return the number format of each cell whose format tells of its number (percent, time, currency), by reference (B2)."""
    codes = _cell_formats(_text(archive.read("xl/styles.xml")))
    wanted = {
        str(index).encode(): code
        for index, code in enumerate(codes)
        if shows_percent(code) or shows_time(code) or in_format(code)
    }
    if not wanted:
        return {}
    usual = re.findall(rb'<(?:\w+:)?c r="([A-Z]+\d+)" s="(%s)"' % b"|".join(wanted), xml)
    if len(usual) == sum(xml.count(b' s="%s"' % style) for style in wanted) and b" s='" not in xml:
        return {reference: wanted[style] for reference, style in usual}
    styles = ((cell, _STYLE.search(cell.attributes)) for cell in cells(xml))
    return {
        f"{letters(cell.column)}{cell.row + 1}".encode(): wanted[style[1]]
        for cell, style in styles
        if style is not None and style[1] in wanted
    }


@lru_cache(maxsize=1024)
def column_number(text: bytes) -> int:
    """Return a column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in text.upper()[:_DIGITS]:
        number = number * 26 + letter - 64
    return number - 1


def _row_number(text: bytes) -> int:
    """Return a row's number from 0: 1 is 0."""
    return int(text.lstrip(b"0")[:_DIGITS] or b"0") - 1


def _cell_formats(styles: str) -> list[str]:
    """Return the number format code of each cell style, '' for the formats that only decorate."""
    own = {}
    for tag in re.findall(r"<(?:\w+:)?numFmt\s[^<>]*>", styles):
        attributes = _attributes(tag)
        own[attributes.get("numFmtId")] = unescape(attributes.get("formatCode", ""))
    block = re.search(r"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    codes = []
    for tag in re.findall(r"<(?:\w+:)?xf\s[^<>]*>", block[1] if block else ""):
        number = _attributes(tag).get("numFmtId", "0")
        index = int(number) if number.isdecimal() else 0
        codes.append("" if index in LOCAL_MONEY else own.get(number) or BUILT_IN.get(index, ""))
    return codes


def _has_value(cell: Cell) -> bool:
    value = _VALUE.search(cell.body)
    return value is not None and (bool(value[1]) or _is(cell, b"str"))


def _is(cell: Cell, kind: bytes) -> bool:
    found = _TYPE.search(cell.attributes)
    return found is not None and found[1] == kind


def _attributes(tag: str) -> dict[str, str]:
    return {key: double or single for key, double, single in _ATTRIBUTE.findall(tag)}


def _text(xml: bytes) -> str:
    return xml.decode("utf-16" if xml[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
