"""OLE2 compound files (old Office) and the streams in them ([MS-CFB]); it believes no number that the file's size contradicts."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from csscore.words import Words

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFA
"""Sector numbers from here on mark ends and tables, not sectors."""


class DamagedError(Exception):
    """A file that contradicts itself; carries the reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = Words(zh, en)
        super().__init__(en)


class Entry(NamedTuple):
    """A directory entry: a stream or a storage."""

    name: str
    start: int
    size: int
    is_stream: bool


class Compound:
    """A compound file, as far as its directory can be followed.

    It is stricter than it need be: calamine allocates what a header claims and follows chains in circles.

    Raises
    ------
    DamagedError
        If the header or the sector chains make no sense.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise DamagedError("文件头不完整", "the header is cut off")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise DamagedError("文件头不合规则", "the header makes no sense")
        self._data = data
        self._sector = 1 << shift
        directory, cutoff, mini_fat = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        counts = struct.unpack_from("<2I", data, 40) + struct.unpack_from("<I", data, 64) + struct.unpack_from("<I", data, 72)
        if any(count * self._sector > len(data) for count in counts):
            raise DamagedError("文件头不合规则", "the header makes no sense")
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
        """Return a stream's bytes; raises `DamagedError` for a chain that makes no sense."""
        if entry.size >= self._cutoff:
            stream = self._chain(entry.start)[: entry.size]
        else:
            pieces: list[bytes] = []
            number = entry.start
            while number < _END and len(pieces) * 64 < entry.size:
                pieces.append(self._mini[number * 64 : number * 64 + 64])
                number = self._mini_fat[number] if number < len(self._mini_fat) else _END
            stream = b"".join(pieces)[: entry.size]
        if len(stream) < entry.size:
            raise DamagedError("工作簿内容不完整（多半是没有下载完）", "the workbook is cut off")
        return stream

    def _allocation(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        extra, left = struct.unpack_from("<II", self._data, 68)
        while extra < _END and left:
            more = _numbers(self._at(extra))
            sectors += more[:-1]
            extra, left = (more[-1] if more else _END), left - 1
            if len(sectors) * self._sector > len(self._data) + 109 * self._sector:
                raise DamagedError("扇区表自相循环", "the sector table runs in circles")
        return _numbers(b"".join(self._at(number) for number in sectors if number < _END))

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self._sector
        if begin >= len(self._data):
            raise DamagedError("文件不完整（多半是没有下载完）", "the file is cut off")
        return self._data[begin : begin + self._sector]

    def _chain(self, number: int) -> bytes:
        pieces = []
        while number < _END:
            pieces.append(self._at(number))
            if number >= len(self._fat) or len(pieces) > len(self._fat):
                raise DamagedError("扇区链断裂", "a chain of sectors is broken")
            number = self._fat[number]
        return b"".join(pieces)

    def _entries(self, directory: bytes) -> list[Entry]:
        if len(directory) % self._sector:
            raise DamagedError("目录不完整", "the directory is cut off")
        entries = []
        for at in range(0, len(directory), 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind == 0 or not 2 <= length <= 64:
                continue
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            start, size, more = struct.unpack_from("<III", directory, at + 116)
            if kind in {2, 5} and (size > len(self._data) or (self._sector > 512 and more)):
                raise DamagedError("内容大小超过文件本身", "a stream is larger than the file")
            entries.append(Entry(name, start, size, is_stream=kind == 2))
        return entries


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
