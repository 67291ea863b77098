"""A table that was packed for sending: gzip, or a zip with nothing else in it; it unpacks no more than the bounds allow."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from csscore.problems import Place
from csscore.read.archive import BAD_ZIP, RATIO_BOUND, RATIO_FROM, UNPACKED_BOUND, damage, within_bounds
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.problems import Problems

GZIP: Final = b"\x1f\x8b"
_TABLES: Final = frozenset(
    (".csv", ".tsv", ".txt", ".tab", ".json", ".jsonl", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".htm", ".html")
)
_TAR: Final = Words("tar 压缩包", "a tar archive")
_UNPACK: Final = Words("先解压，再写出其中的表格文件", "unpack it first and name the tables in it")
_PIECE: Final = 1 << 24


def gunzipped(data: bytes, path: str, problems: Problems) -> bytes | None:
    """Return what a gzip file holds; None after D107 (a tar), D108 (damaged) or D109 (too large) was recorded."""
    place, pieces, size = Place(path), [], 0
    bound = min(UNPACKED_BOUND, max(RATIO_FROM, RATIO_BOUND * len(data)))
    try:
        while data.startswith(GZIP):
            stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
            while not stream.eof:
                piece = stream.decompress(data, _PIECE)
                data = stream.unconsumed_tail
                if not piece and not data:
                    break
                size += len(piece)
                pieces.append(piece)
                if size > bound:
                    what = Words(f"解压后超过 {size / 1e9:.1f} GB", f"more than {size / 1e9:.1f} GB unpacked")
                    problems.add("D109", place, what=what, bound=f"{bound / 1e9:.1f} GB")
                    return None
            if not stream.eof:
                problems.add("D108", place, reason=damage(EOFError()))
                return None
            data = stream.unused_data
    except zlib.error as error:
        problems.add("D108", place, reason=damage(error))
        return None
    whole = b"".join(pieces)
    if whole[257:262] == b"ustar":
        problems.add("D107", place, what=_TAR, remedy=_UNPACK)
        return None
    return whole


def only_table(data: bytes) -> str | None:
    """Return the name of the only file in a zip, if it is a table by its ending; None for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX/")]
    except BAD_ZIP:
        return None
    return names[0] if len(names) == 1 and PurePosixPath(names[0]).suffix.lower() in _TABLES else None


def unzipped(data: bytes, name: str, path: str, problems: Problems) -> bytes | None:
    """Return a file in a zip; None after D106 (encrypted), D108 (damaged) or D109 (too large) was recorded."""
    place = Place(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo(name)
            if member.flag_bits & 1:
                problems.add("D106", place)
                return None
            return archive.read(member) if within_bounds([member], place, problems) else None
    except BAD_ZIP as error:
        problems.add("D108", place, reason=damage(error))
        return None
