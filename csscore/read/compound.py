"""OLE2 compound files (old Office): what they hold, and what calamine does not tell of an .xls; it never decrypts."""

from __future__ import annotations

import re
import struct
from typing import Final, NamedTuple

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFA
"""Sector numbers from here on mark ends and tables, not sectors."""
_BOUNDSHEET: Final = 0x0085
_FORMULA: Final = 0x0006
_BOOLERR: Final = 0x0205
_FILEPASS: Final = 0x002F
_BOF: Final = 0x0809
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_MAY_HOLD_ERRORS: Final = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff", re.DOTALL
)


class Entry(NamedTuple):
    """A directory entry: a stream or a storage."""

    name: str
    start: int
    size: int
    is_stream: bool


class Compound:
    """A compound file, as far as its directory can be followed ([MS-CFB]).

    Raises
    ------
    ValueError
        If the header or the sector chains make no sense.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise ValueError("the header is cut off")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError("the header makes no sense")
        self._data = data
        self._sector = 1 << shift
        directory, cutoff, mini_fat = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        self._cutoff = cutoff
        self._fat = self._allocation()
        self._mini_fat = _numbers(self._chain(mini_fat)) if mini_fat < _END else ()
        self.entries = self._entries(self._chain(directory))
        root = self.entries[0] if self.entries else Entry("", _END, 0, is_stream=False)
        self._mini = self._chain(root.start) if root.start < _END else b""

    def find(self, *names: str) -> Entry | None:
        """Return the first stream or storage of one of these names (any case)."""
        wanted = [name.lower() for name in names]
        return next((entry for entry in self.entries if entry.name.lower() in wanted), None)

    def read(self, entry: Entry) -> bytes:
        """Return a stream's bytes; raises ValueError for a chain that makes no sense."""
        if entry.size >= self._cutoff:
            stream = self._chain(entry.start)[: entry.size]
        else:
            pieces, number = [], entry.start
            while number < _END and len(pieces) * 64 < entry.size:
                pieces.append(self._mini[number * 64 : number * 64 + 64])
                number = self._mini_fat[number] if number < len(self._mini_fat) else _END
            stream = b"".join(pieces)[: entry.size]
        if len(stream) < entry.size:
            raise ValueError("the workbook is cut off")
        return stream

    def _allocation(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        extra, left = struct.unpack_from("<II", self._data, 68)
        while extra < _END and left:
            more = _numbers(self._at(extra))
            sectors += more[:-1]
            extra, left = (more[-1] if more else _END), left - 1
            if len(sectors) * self._sector > len(self._data) + 109 * self._sector:
                raise ValueError("the sector table runs in circles")
        return _numbers(b"".join(self._at(number) for number in sectors if number < _END))

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self._sector
        if begin >= len(self._data):
            raise ValueError("the file is cut off")
        return self._data[begin : begin + self._sector]

    def _chain(self, number: int) -> bytes:
        pieces = []
        while number < _END:
            pieces.append(self._at(number))
            if number >= len(self._fat) or len(pieces) > len(self._fat):
                raise ValueError("a chain of sectors is broken")
            number = self._fat[number]
        return b"".join(pieces)

    def _entries(self, directory: bytes) -> list[Entry]:
        if len(directory) % self._sector:
            raise ValueError("the directory is cut off")
        entries = []
        for at in range(0, len(directory), 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind == 0 or not 2 <= length <= 64:
                continue
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            entries.append(Entry(name, start, size, is_stream=kind == 2))
        return entries


def is_encrypted(stream: bytes) -> bool:
    """Tell whether a workbook stream asks for a password ([MS-XLS] FILEPASS, in the globals before the sheets)."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in {_FILEPASS, _BOUNDSHEET}:
            return kind == _FILEPASS
        at += 4 + size
    return False


def error_cells(stream: bytes) -> list[dict[tuple[int, int], str]]:
    """Return the error values of each sheet of a workbook stream, by (row, column) from 0, in the order of the sheets."""
    starts = []
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _BOUNDSHEET and at + 8 <= len(stream):
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        if kind == 0x000A:
            break
        at += 4 + size
    if not _MAY_HOLD_ERRORS.search(stream):
        return [{} for _ in starts]
    return [_sheet_errors(stream, start) for start in starts]


def _sheet_errors(stream: bytes, at: int) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _BOF:
            depth += 1
        elif kind == 0x000A:
            depth -= 1
            if depth <= 0:
                break
        elif depth != 1 or len(body) < 8:
            continue
        elif kind == _BOOLERR and body[7] == 1:
            found[struct.unpack_from("<HH", body)] = _ERRORS.get(body[6], "#ERROR!")
        elif kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
            found[struct.unpack_from("<HH", body)] = _ERRORS.get(body[8], "#ERROR!")
    return found


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
