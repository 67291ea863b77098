"""A csv as a table: only one whose rows and header are plain to see; what needs the reader's eye is left to the reader."""

from __future__ import annotations

import codecs
import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from csscore.problems import Place, Problems, Rejected
from csscore.read.columns import match, match_agents
from csscore.read.encoding import SAMPLE, handler, read_text
from csscore.read.header import find_header
from csscore.read.markup import is_markup
from csscore.read.objects import is_json
from csscore.read.table import LARGE
from csscore.read.tables import quoting
from csscore.read.tables.origin import FILE_ROW, Field, Origin, Text
from csscore.read.text import grid_of_text, sniff
from csscore.read.together import agents_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.read.grid import Grid
    from csscore.read.requirements import Requirements
    from csscore.read.tables.session import Session

_BLOCK: Final = 1 << 20
_BUFFER: Final = 32_000_000
"""Bytes that DuckDB reads ahead a thread: by itself it takes sixteen times the longest line, which is more than its memory."""
_LINE: Final = re.compile(r"CSV Error on Line: (\d+)")
UNEVEN: Final = Words("往下有的行单元格数不一样，或者没法切开", "further down a row has other cells, or can't be cut")
NOT_PLAIN: Final = Words("不是一人一行的表", "it is not one row an agent")
UTF8: Final = frozenset({"utf-8", "utf-8-sig", "ascii"})


class Csv(NamedTuple):
    """How a csv is cut, and which of its columns are looked at."""

    text: Text
    headers: tuple[str, ...]
    used: frozenset[int]

    def fields(self, cell: str) -> tuple[Field, ...]:
        """Return its columns; ``cell`` is SQL of one that is looked at, ``{}`` its position."""
        fields = [Field(header, cell.format(at), "text", "VARCHAR") for at, header in enumerate(self.headers)]
        gone = "CAST(NULL AS VARCHAR)"
        return tuple(field if at in self.used else replace(field, cell=gone, is_kept=False) for at, field in enumerate(fields))


def looked_at(file: str, wanted: Requirements, encoding: str | None = None) -> Csv | Words:
    """Return how a csv is cut, or why it is left to the reader."""
    if not wanted.layout.is_plain:
        return NOT_PLAIN
    with _opened(file) as data:
        head = data.read(SAMPLE)
    said = Problems()
    decoded = read_text(_whole_lines(head), encoding, Place(file), said)
    if decoded is None or said.errors:
        return Words("编码看不出来", "its encoding can't be told")
    text, name = decoded
    if is_markup(text) or is_json(text, file):
        return Words("内容不是 csv", "it holds no csv")
    dialect = sniff(text)
    if dialect.skip_lines or dialect.skip_spaces or dialect.escape or '="' in text:
        return Words("写法特别", "it is written in a way of its own")
    cut = grid_of_text(text, file, said)
    if cut is None or said.errors:
        return Words("各行的单元格数不一样", "its rows differ in their cells")
    grid = cut[0]
    header = find_header(grid, wanted)
    if header is None or header.rows != (0,):
        return Words("表头不在第一行", "its header is not the first row")
    found = agents_of(header, wanted)
    used = {column.column for column in match(header, wanted, Problems(), grid).values()}
    used |= {*found.columns, *(position for several in found.beside.values() for position in several)}
    used |= {*match_agents(header, (*wanted.shop, *wanted.number, *wanted.beside))}
    if len(head) < SAMPLE or _rows_at_most(file, len(head) / grid.height) <= 2 * LARGE:
        used = set(range(len(header.texts)))  # its rows may be few enough to be looked at one by one
    return Csv(Text(name, cut[1], grid, is_whole=len(head) < SAMPLE), header.texts, frozenset(used))


def _rows_at_most(file: str, length: float) -> float:
    """Return how many rows a file has, if they are all as long as its first ones; packed, they are ten times shorter."""
    size = Path(file).stat().st_size
    return size * (10 if file.lower().endswith(".gz") else 1) / length


def csv_origin(session: Session, file: str, seen: Csv, problems: Problems) -> Origin | None:
    """Keep the columns of a csv that are looked at as texts in a parquet file, in the order of its rows; None after an error.

    As a table they would be several times as large, and read from the disk again for each question.
    """
    encoding = seen.text.encoding
    source = file if encoding.lower() in UTF8 else _as_utf8(session, file, encoding, problems)
    if source is None:
        return None
    names = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(seen.headers)))
    kept = ", ".join(f"c{at}" for at in sorted(seen.used)) or "c0"  # an empty cell is read as none, in quotes, too
    target = quoting.literal(str(session.folder / f"{session.named('csv')}.parquet"))
    packed = "gzip" if source.lower().endswith(".gz") else "none"
    path = quoting.literal(quoting.escaped(source))
    copied = _copied(
        session,
        file,
        problems,
        f"COPY (SELECT {kept} FROM read_csv({path}, columns = {{{names}}},"
        f" auto_detect = false, header = true, delim = {quoting.literal(seen.text.delimiter)}, quote = '\"', escape = '\"',"
        f" compression = '{packed}', strict_mode = true, max_line_size = 10000000, buffer_size = {_BUFFER}, encoding = 'utf-8'))"
        f" TO {target} (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION uncompressed)",
    )
    if not copied:
        return None
    relation = f"read_parquet({target}, file_row_number = true)"
    lines = _lines(seen.text.beginning, session.rows(f"SELECT count(*) FROM {relation}")[0][0]) if seen.text.is_whole else ()
    return Origin(file, relation, FILE_ROW, seen.fields("c{}"), "csv", lines=lines, text=seen.text)


def _lines(grid: Grid, rows: int) -> Sequence[int]:
    """Return the lines in which the rows of a file begin; none where the reader cuts it into others."""
    return (grid.row_numbers or range(1, grid.height + 1)) if grid.height == rows + 1 else ()


def _copied(session: Session, file: str, problems: Problems, sql: str) -> bool:
    """Copy what is used of a csv; False where its rows are none as its beginning promised (D457)."""
    import duckdb

    try:
        session.do(sql)
    except Rejected as rejected:
        error = rejected.__context__
        if not isinstance(error, duckdb.InvalidInputException):
            raise
        line = _LINE.search(str(error))
        place = Place(file, line=None if line is None else int(line[1]))
        problems.add("D457", place, reason=UNEVEN)
        return False
    return True


def _opened(file: str) -> BinaryIO:
    return cast("BinaryIO", gzip.open(file, "rb")) if file.lower().endswith(".gz") else Path(file).open("rb")


def _whole_lines(head: bytes) -> bytes:
    """Return the lines of a beginning that are there to their end."""
    if len(head) < SAMPLE or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2] if len(head) == SAMPLE else head
    return head[: head.rfind(b"\n") + 1] or head


def _as_utf8(session: Session, file: str, encoding: str, problems: Problems) -> str | None:
    """Write a file as UTF-8 into the folder of the session, block by block; None where it does not decode (D113)."""
    target = session.folder / f"{session.named('text')}.csv"
    decoder = codecs.getincrementaldecoder(encoding)(handler(encoding))
    block, line = b" ", 1
    with _opened(file) as data, target.open("w", encoding="utf-8", newline="") as out:
        while block:
            block = data.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeError as error:  # UTF-16 without its mark is of no line
                line += error.object.count(b"\n", 0, error.start) if isinstance(error, UnicodeDecodeError) else 0
                problems.add("D113", Place(file, line=line), line=line, encoding=encoding)
                return None
            out.write(text)
            line += text.count("\n")
    return str(target)
