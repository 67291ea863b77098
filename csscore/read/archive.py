"""Zip archives and what they are: workbooks, documents, bombs; it never unpacks more than the bounds allow."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.problems import Place, Problems
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNPACKED_BOUND: Final = 2_000_000_000
"""Bytes that the members of a workbook may hold unpacked."""
RATIO_BOUND: Final = 400
"""How many times its packed size a large member may hold: a sheet of equal cells reaches some 100."""
RATIO_FROM: Final = 50_000_000
"""Unpacked bytes from which the ratio counts."""
MEMBERS_BOUND: Final = 10_000

BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    OSError,
    ValueError,
    SyntaxError,
)
"""What the standard library raises for a damaged archive, and lxml for the XML in it."""


class Archive(NamedTuple):
    """An opened archive and what it is."""

    kind: str
    """xlsx, xlsb or ods."""
    file: zipfile.ZipFile
    names: dict[str, str]
    """Member names in lower case with plain slashes → as stored."""

    def read(self, name: str) -> bytes:
        """Return a member, empty if it is not there; raises one of `BAD_ZIP`."""
        stored = self.names.get(name.lower().lstrip("/"))
        return self.file.read(stored) if stored is not None else b""

    def size(self, name: str) -> int:
        """Return how many bytes a member says to hold unpacked, 0 if it is not there."""
        stored = self.names.get(name.lower().lstrip("/"))
        return self.file.getinfo(stored).file_size if stored is not None else 0

    def chunks(self, name: str, size: int = 1 << 20) -> Iterator[bytes]:
        """Yield a member piece by piece; raises one of `BAD_ZIP`."""
        with self.file.open(self.names[name.lower().lstrip("/")]) as stream:
            while piece := stream.read(size):
                yield piece

    def replaced(self, members: Mapping[str, bytes]) -> bytes:
        """Return the archive with other contents in some members, unpacked; raises one of `BAD_ZIP`."""
        changed = {self.names[name.lower().lstrip("/")]: content for name, content in members.items()}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for stored in self.names.values():
                archive.writestr(stored, changed[stored] if stored in changed else self.file.read(stored))
        return target.getvalue()


_OTHER_KINDS: Final = (
    (
        "word/",
        Words("Word 文档", "a Word document"),
        Words("把其中的表格复制到 Excel，另存为 .xlsx", "copy its table to a spreadsheet"),
    ),
    (
        "ppt/",
        Words("PowerPoint 演示文稿", "a PowerPoint presentation"),
        Words("把其中的表格复制到 Excel", "copy its table to a spreadsheet"),
    ),
    (
        "index/",
        Words("苹果 Numbers 或 Pages 文件", "an Apple iWork file"),
        Words("在 Numbers 中导出为 Excel（.xlsx）", "export it to Excel (.xlsx)"),
    ),
)
_PLAIN_ZIP: Final = (
    Words("压缩包", "a zip archive"),
    Words("先解压，再写出其中的表格文件", "unpack it first and name the tables in it"),
)


def open_archive(data: bytes, path: str, problems: Problems) -> Archive | None:
    """Open a zip archive that holds a workbook; None after an error was recorded."""
    place = Place(path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP as error:
        problems.add("D108", place, reason=damage(error))
        return None
    members = archive.infolist()
    if len(members) > MEMBERS_BOUND:
        problems.add(
            "D109",
            place,
            what=Words(f"压缩包内有 {len(members)} 个文件", f"{len(members)} files in the archive"),
            bound=MEMBERS_BOUND,
        )
        return None
    names = {member.filename.replace("\\", "/").lower().lstrip("/"): member.filename for member in members}
    kind = _kind(archive, names)
    if any(member.flag_bits & 1 for member in members):
        problems.add("D106", place)
        return None
    if kind is None:
        what, remedy = next((words for prefix, *words in _OTHER_KINDS if any(n.startswith(prefix) for n in names)), _PLAIN_ZIP)
        problems.add("D107", place, what=what, remedy=remedy)
        return None
    if not within_bounds(members, place, problems):
        return None
    return Archive(kind, archive, names)


def _kind(archive: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    if "xl/workbook.xml" in names or "workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "mimetype" in names and "content.xml" in names:
        try:
            mimetype = archive.read(names["mimetype"])
        except BAD_ZIP:
            return "ods"
        return "ods" if b"spreadsheet" in mimetype else None
    return None


def within_bounds(members: list[zipfile.ZipInfo], place: Place, problems: Problems) -> bool:
    """Tell whether members of an archive unpack to no more than can be read; D109 where they don't."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_BOUND:
        what = Words(f"解压后有 {unpacked / 1e9:.1f} GB", f"{unpacked / 1e9:.1f} GB unpacked")
        problems.add("D109", place, what=what, bound=f"{UNPACKED_BOUND / 1e9:.0f} GB")
        return False
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > RATIO_BOUND * max(member.compress_size, 1):
            ratio = member.file_size // max(member.compress_size, 1)
            what = Words(f"{member.filename} 解压后是压缩时的 {ratio} 倍", f"{member.filename} unpacks to {ratio} times its size")
            problems.add("D109", place, what=what, bound=RATIO_BOUND)
            return False
    return True


def damage(error: Exception) -> Words:
    """Say in both languages what is wrong with an archive, by what reading it raised."""
    text = str(error)
    if "not a zip file" in text or "central directory" in text or isinstance(error, EOFError):
        return Words("压缩包不完整（多半是没有下载完）", "the archive is cut off (the download probably stopped)")
    if "CRC" in text:
        return Words("校验和不符", "a checksum does not match")
    if isinstance(error, zlib.error):
        return Words("有一部分解压不了", "a part of it can't be unpacked")
    if isinstance(error, UnicodeError):
        return Words("里面的文字解不开", "its text can't be decoded")
    text = text or type(error).__name__
    return Words(f"XML 有误（{text}）" if isinstance(error, SyntaxError) else f"解压时出错（{text}）", text)
