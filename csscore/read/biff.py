"""What calamine does not tell of an .xls stream: passwords, error values, impossible sizes ([MS-XLS]); it reads nothing else."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from csscore.read.compound import DamagedError
from csscore.read.grid import Hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDSHEET: Final = 0x0085
_SST: Final = 0x00FC
_FORMULA: Final = 0x0006
_BOOLERR: Final = 0x0205
_CELLS: Final = frozenset((0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E, _FORMULA, _BOOLERR))
"""Records of cells that hold something; their row can't lie outside."""
_ROW: Final = 0x0208
_COLINFO: Final = 0x007D
_DIMENSIONS: Final = 0x0200
_FILEPASS: Final = 0x002F
_BOF: Final = 0x0809
_EOF: Final = 0x000A
_ROWS: Final = 65536
_COLUMNS: Final = 256
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_RECORD: Final = struct.Struct("<HH")


def is_encrypted(stream: bytes) -> bool:
    """Tell whether a workbook stream asks for a password."""
    return any(kind == _FILEPASS for kind, _, _ in _globals(stream))


def error_cells(stream: bytes) -> list[dict[tuple[int, int], str]]:
    """Return the error values of each sheet, by (row, column) from 0, in the order of the sheets.

    Raises
    ------
    DamagedError
        If the stream claims sizes that can't be: calamine would allocate them.
    """
    starts = []
    for kind, at, size in _globals(stream):
        if kind == _BOUNDSHEET and size >= 4:
            starts.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _SST and (size < 8 or struct.unpack_from("<i", stream, at + 4)[0] not in range(len(stream))):
            raise DamagedError("字符串表不合规则", "the table of strings makes no sense")
    if any(start >= len(stream) for start in starts):
        raise DamagedError("工作表的位置超出文件", "a sheet lies outside the file")
    return [_sheet_errors(stream, start) for start in starts]


def hidden_parts(stream: bytes) -> list[Hidden]:
    """Return the rows and columns that each sheet does not show, from 0, in the order of the sheets."""
    starts = [struct.unpack_from("<I", stream, at)[0] for kind, at, size in _globals(stream) if kind == _BOUNDSHEET and size >= 4]
    return [_hidden(stream, start) for start in starts]


def _hidden(stream: bytes, start: int) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    for number, (kind, at, size) in enumerate(_records(stream, start)):
        if kind == _EOF or (kind == _BOF and number):
            break  # charts inside a sheet come behind its rows
        if kind == _ROW and size >= 16 and stream[at + 12] & 0x20:
            rows.add(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLINFO and size >= 10 and stream[at + 8] & 1:
            first, last = struct.unpack_from("<HH", stream, at)
            columns.update(range(first, min(last, _COLUMNS) + 1))
    return Hidden(frozenset(rows), frozenset(columns))


def _globals(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the records of the workbook itself, before the sheets."""
    for kind, at, size in _records(stream, 0):
        if kind == _EOF:
            return
        yield kind, at, size


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, position and size of the records from a position on."""
    unpack, end = _RECORD.unpack_from, len(stream) - 4
    while at <= end:
        kind, size = unpack(stream, at)
        yield kind, at + 4, size
        at += 4 + size


def _sheet_errors(stream: bytes, start: int) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    depth = 0
    for kind, at, size in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _DIMENSIONS:
            _check_dimensions(stream[at : at + size])
        elif kind in _CELLS and size >= 4 and struct.unpack_from("<H", stream, at + 2)[0] >= _COLUMNS:
            raise DamagedError("单元格在工作表之外", "a cell lies outside any sheet")
        elif kind == _BOOLERR and size >= 8 and stream[at + 7] == 1:
            found[struct.unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 6], "#ERROR!")
        elif kind == _FORMULA and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
            found[struct.unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 8], "#ERROR!")
    return found


def _check_dimensions(body: bytes) -> None:
    layout = {10: "<4H", 14: "<2I2H"}.get(len(body))
    if layout is None:
        return  # calamine refuses it
    top, bottom, left, right = struct.unpack_from(layout, body)
    if not (top <= bottom <= _ROWS and left <= right <= _COLUMNS):
        raise DamagedError("工作表声称的行列数不可能存在", "a sheet claims more rows or columns than there can be")
