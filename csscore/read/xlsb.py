"""What calamine does not tell of an xlsb sheet: error values and how far it reaches; it reads no other record ([MS-XLSB])."""

from __future__ import annotations

import posixpath
import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.read.grid import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.read.archive import Archive

_ROW: Final = 0
_COLUMN: Final = 60
_MOST_COLUMNS: Final = 16383
_ERROR: Final = 3
_FORMULA_ERROR: Final = 11
_CELLS: Final = range(2, 12)
"""Records of cells that hold something."""
_SHEET: Final = 156
_STRINGS: Final = 159
_NOT_AVAILABLE: Final = 0x2A
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


class Sheet(NamedTuple):
    """How far a sheet reaches, counted from 1, and its error values by (row, column) from 0."""

    rows: int
    columns: int
    errors: dict[tuple[int, int], str]
    odd: tuple[int, ...] = ()
    """Where in the member the codes of errors stand that Excel did not have at first: calamine refuses a book for them."""
    member: str = ""
    hidden: Hidden = Hidden(frozenset(), frozenset())


def survey(archive: Archive) -> dict[str, Sheet]:
    """Return how far each sheet reaches and which cells hold an error value; raises one of `BAD_ZIP`."""
    relations = archive.read("xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    tags = re.findall(r"<Relationship\s[^<>]*>", relations)
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in tags}
    found = {}
    for kind, _, body in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET and len(body) > 12:
            relation_id, rest = _wide_text(body[8:])
            name, _ = _wide_text(rest)
            target = targets.get(relation_id, "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[name] = _survey(archive.read(member))._replace(member=member)
    return found


def claims_impossible_strings(archive: Archive) -> bool:
    """Tell whether the table of strings claims more of them than it has bytes: calamine would make room for all."""
    table = archive.read("xl/sharedStrings.bin")
    kind, _, body = next(_records(table), (0, 0, b""))
    return kind == _STRINGS and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > len(table)


def with_usual_errors(archive: Archive, sheets: dict[str, Sheet]) -> bytes | None:
    """Return the archive with #N/A for errors that calamine does not know, None where there are none; raises one of `BAD_ZIP`."""
    changed = {}
    for sheet in sheets.values():
        if sheet.odd:
            content = bytearray(archive.read(sheet.member))
            for at in sheet.odd:
                content[at] = _NOT_AVAILABLE
            changed[sheet.member] = bytes(content)
    return archive.replaced(changed) if changed else None


def _survey(sheet: bytes) -> Sheet:
    errors, odd, row, rows, columns = {}, [], 0, 0, 0
    hidden: tuple[set[int], set[int]] = set(), set()
    for kind, at, body in _records(sheet):
        if kind == _ROW and len(body) >= 4:
            row = struct.unpack_from("<I", body)[0]
            hidden[0].update([row] if len(body) >= 12 and body[11] & 0x10 else [])
        elif kind == _COLUMN and len(body) >= 18 and body[16] & 1:
            first, last = struct.unpack_from("<II", body)
            hidden[1].update(range(first, min(last, _MOST_COLUMNS) + 1))
        elif kind in _CELLS and len(body) >= 8:
            column = struct.unpack_from("<I", body)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind in {_ERROR, _FORMULA_ERROR} and len(body) >= 9:
                errors[row, column] = _ERRORS.get(body[8], "#ERROR!")
                odd += [at + 8] if body[8] not in _ERRORS else []
    return Sheet(rows, columns, errors, tuple(odd), hidden=Hidden(frozenset(hidden[0]), frozenset(hidden[1])))


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the kind, the position and the body of each record."""
    at, end = 0, len(data)
    while at < end:
        kind, at = data[at], at + 1
        if kind & 0x80 and at < end:
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while at < end:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, at, data[at : at + size]
        at += size


def _wide_text(body: bytes) -> tuple[str, bytes]:
    if len(body) < 4:
        return "", b""
    length = struct.unpack_from("<I", body)[0]
    if length == 0xFFFFFFFF:
        return "", body[4:]
    return body[4 : 4 + 2 * length].decode("utf-16-le", "replace"), body[4 + 2 * length :]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=[\"']([^\"']*)[\"']", tag)
    return found[1] if found else ""
