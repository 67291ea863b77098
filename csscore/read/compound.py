"""OLE2 compound files (old Office): olefile takes them apart; here is only what calamine would believe without a look."""

from __future__ import annotations

import io
import struct
from typing import Any, Final

from csscore.words import Words

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFA
"""Sector numbers from here on mark ends and tables, not sectors."""
_SECTOR: Final = 512
_ENTRY: Final = 128
_STREAMS: Final = frozenset((2, 5))
"""Kinds of entries that hold bytes: streams, and the root, which holds the small ones."""


class DamagedError(Exception):
    """A file that contradicts itself; carries the reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = Words(zh, en)
        super().__init__(en)


class Compound:
    """A compound file, as far as its directory can be followed; the tree of its storages does not matter.

    Raises
    ------
    DamagedError
        If the header or the sector chains make no sense: calamine allocates what a header claims and follows chains in circles.
    """

    def __init__(self, data: bytes) -> None:
        _check_header(data)
        from olefile.olefile import OleDirectoryEntry, OleFileIO

        try:
            self._file = OleFileIO(io.BytesIO(data + b"\xff" * (-len(data) % _SECTOR)))  # the last sector may be a short one
            if self._file.first_mini_fat_sector < _END:
                self._file.loadminifat()
            directory = self._file.directory_fp.getvalue()
            starts = range(0, len(directory) - len(directory) % _ENTRY, _ENTRY)
            entries = [OleDirectoryEntry(directory[at : at + _ENTRY], at // _ENTRY, self._file) for at in starts]
        except Exception as error:  # noqa: BLE001 - olefile believes a header: it divides by what stands there and counts on it
            raise _damaged(error) from None
        self._entries = [entry for entry in entries if entry.entry_type and entry.namelength >= 2]
        if any(entry.entry_type in _STREAMS and entry.size > len(data) for entry in self._entries):
            raise DamagedError("内容大小超过文件本身", "a stream is larger than the file")
        for sector in (self._file.first_dir_sector, self._file.root.isectStart, self._file.first_mini_fat_sector):
            self._follow(sector, self._file.fat)
        self._check_directory(len(data))

    def _check_directory(self, size: int) -> None:
        """Look whether the file ends inside an entry of the directory: calamine takes entries for whole ones."""
        sector = self._file.first_dir_sector
        while sector < _END:
            there = size - (sector + 1) * self._file.sectorsize
            if there < self._file.sectorsize and there % _ENTRY:
                raise DamagedError("工作簿内容不完整（多半是没有下载完）", "the workbook is cut off")
            sector = self._file.fat[sector]

    def find(self, *names: str) -> Any:
        """Return olefile's entry of the first stream or storage of one of these names (any case), None where there is none."""
        wanted = [name.lower() for name in names]
        return next((entry for entry in self._entries if entry.name.lower() in wanted), None)

    def read(self, entry: Any) -> bytes:
        """Return a stream's bytes; raises `DamagedError` for a chain that makes no sense."""
        self._follow(entry.isectStart, self._file.minifat if entry.is_minifat else self._file.fat)
        try:
            # by its entry, not by its name: olefile finds names in the tree only, which careless programs leave out
            stream: bytes = self._file._open(entry.isectStart, entry.size).read()
        except Exception as error:  # noqa: BLE001 - as above
            raise _damaged(error) from None
        if len(stream) < entry.size:
            raise DamagedError("工作簿内容不完整（多半是没有下载完）", "the workbook is cut off")
        return stream

    def _follow(self, sector: int, table: Any) -> None:
        for _ in range(len(table or ()) + 1):
            if sector >= _END:
                return
            if sector >= len(table or ()):
                break
            sector = table[sector]
        raise DamagedError("扇区链断裂", "a chain of sectors is broken")


def _check_header(data: bytes) -> None:
    """Look at what olefile and calamine count on: sizes of sectors, and tables no larger than the file."""
    if len(data) < _SECTOR:
        raise DamagedError("文件头不完整", "the header is cut off")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    counts = struct.unpack_from("<2I", data, 40) + struct.unpack_from("<I", data, 64) + struct.unpack_from("<I", data, 72)
    if shift not in {9, 12} or mini_shift != 6 or any(count << shift > len(data) for count in counts):
        raise DamagedError("文件头不合规则", "the header makes no sense")


def _damaged(error: Exception) -> DamagedError:
    text = str(error) or type(error).__name__
    if "incomplete" in text or "out of range" in text:
        return DamagedError("文件不完整（多半是没有下载完）", "the file is cut off")
    return DamagedError(f"结构不合规则（{text}）", text)
