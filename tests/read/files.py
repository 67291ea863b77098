"""Makes the files that tests of reading need: workbooks part by part, compound files, hostile ones."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from csscore.problems import Problems
from csscore.read.container import open_book

if TYPE_CHECKING:
    from csscore.read.grid import Book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def opened(path: Path, encoding: str | None = None) -> tuple[Book | None, Problems]:
    problems = Problems()
    return open_book(str(path), problems, encoding=encoding), problems


def codes(problems: Problems) -> list[str]:
    return [problem.code for problem in problems]


def rows(book: Book, sheet: int = 0) -> list[list[object]]:
    grid = book.sheets[sheet]
    return [grid.row(number) for number in range(grid.height)]


def write(path: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def xlsx(path: Path, *sheets: str, styles: str = "", more: dict[str, str] | None = None) -> Path:
    """Write a workbook whose sheets have this XML inside <worksheet>."""
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}">{xml}</worksheet>' for n, xml in enumerate(sheets, 1)},
        **({"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'} if styles else {}),
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def ods(path: Path, table_rows: str) -> Path:
    """Write an OpenDocument sheet whose table has these rows."""
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<office:document-content{names} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="表">{table_rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def xlsb(path: Path, sheet: bytes) -> Path:
    """Write a binary workbook with one sheet of these records."""

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("B")
    workbook = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    targets = f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", workbook)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>'
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of a binary workbook ([MS-XLSB] 2.1.4)."""
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + body


def compound(path: Path, *streams: tuple[str, bytes]) -> Path:
    """Write an OLE2 compound file with these streams ([MS-CFB]), each of at least 4096 bytes."""
    bodies = [body.ljust(4096, b"\0") for _, body in streams]
    sectors: list[bytes] = []
    fat: list[int] = []
    starts = []
    for body in bodies:
        starts.append(len(sectors))
        pieces = [body[at : at + 512].ljust(512, b"\0") for at in range(0, len(body), 512)]
        fat += [len(sectors) + n + 1 for n in range(len(pieces))]
        fat[-1] = 0xFFFFFFFE
        sectors += pieces
    directory = len(sectors)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [_entry(name, 2, start, len(body)) for (name, _), start, body in zip(streams, starts, bodies, strict=True)]
    table = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    pieces = [table[at : at + 512] for at in range(0, len(table), 512)]
    fat += [len(sectors) + n + 1 for n in range(len(pieces))]
    fat[-1] = 0xFFFFFFFE
    sectors += pieces
    fat_start = len(sectors)
    fat_sectors = -(-(len(fat) + 2) // 128)
    fat += [0xFFFFFFFD] * fat_sectors
    fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))
    packed = struct.pack(f"<{len(fat)}I", *fat)
    difat = [fat_start + n for n in range(fat_sectors)] + [0xFFFFFFFF] * (109 - fat_sectors)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *difat)
    path.write_bytes(header + b"".join(sectors) + packed)
    return path


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", *[0xFFFFFFFF] * 3)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def biff8(
    *cells: bytes, strings: int = 0, dimensions: tuple[int, int, int, int] = (0, 10, 0, 10), globals_: bytes = b""
) -> bytes:
    """Return a workbook stream with one sheet of these cell records ([MS-XLS])."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sst = biff(0x00FC, struct.pack("<ii", strings, strings))
    name = b"S1"
    before = biff(0x0809, bof) + biff(0x0042, struct.pack("<H", 1200)) + globals_ + sst
    sheet_at = len(before) + 4 + 8 + len(name) + 4
    bound = biff(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name)
    sheet = biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += biff(0x0200, struct.pack("<IIHHH", *dimensions, 0)) + b"".join(cells) + biff(0x000A)
    return before + bound + biff(0x000A) + sheet


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
