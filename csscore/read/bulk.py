"""Large regular text files as columns of Arrow text; whatever is not regular is left to `csscore.read.text`.

It must give what `csscore.read.text` gives, only sooner and in less memory: hence no quotes in odd places, no line breaks
inside cells, no lone carriage returns, no ragged rows here.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from csscore.read.encoding import SAMPLE
from csscore.read.grid import Grid
from csscore.read.text_column import TextColumn

if TYPE_CHECKING:
    from csscore.read.text import Dialect

BULK: Final = 20_000_000
"""Bytes from which a text is read here, if it can be."""
_BLOCK: Final = 1 << 22


def utf8_head(data: bytes) -> str | None:
    """Return the beginning of a large text if it is UTF-8 so far; None if the file is small or something else."""
    if len(data) <= BULK:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data[:SAMPLE])
    except UnicodeDecodeError:
        return None


def grid_at_size(data: bytes, path: str, dialect: Dialect) -> Grid | None:
    """Cut a text into columns.

    Parameters
    ----------
    data
        The text as UTF-8, with or without its mark.
    path
        The file as the user named it.
    dialect
        How it is cut.

    Returns
    -------
    Grid or None
        The columns are `TextColumn`s; None where pyarrow is not installed or the text is not regular.
    """
    try:
        import pyarrow as pa
        from pyarrow import csv
    except ImportError:
        return None
    body = memoryview(data)[len(codecs.BOM_UTF8) :] if data.startswith(codecs.BOM_UTF8) else memoryview(data)
    if data.endswith((b"\n\n", b"\r\n\r\n")):
        body = memoryview(bytes(body).rstrip(b"\r\n"))
    if not _is_regular(data, dialect):
        return None
    first = bytes(body[:SAMPLE]).split(b"\n")[dialect.skip_lines]
    names = [str(number) for number in range(_cells_in(first, dialect))]
    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=csv.ReadOptions(column_names=names, skip_rows=dialect.skip_lines, block_size=_BLOCK),
            parse_options=csv.ParseOptions(delimiter=dialect.delimiter, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    begin = 1 + dialect.skip_lines
    numbers = range(begin, begin + table.num_rows) if dialect.skip_lines else None
    return Grid(path, None, [TextColumn(column) for column in table.columns], row_numbers=numbers, is_text=True)


def _is_regular(data: bytes, dialect: Dialect) -> bool:
    """Tell whether every row is a line and every quote opens or closes a cell."""
    if b"\0" in data or not dialect.delimiter.isascii() or dialect.escape or dialect.skip_spaces:
        return False
    if (not data.isascii() and b"\xef\xbf\xbd" in data) or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return False
    if b'"' not in data:
        return True
    mark = re.escape(dialect.delimiter.encode())
    quoted = rb'(?<![^%s\n])"(?:[^"\r\n]++|"")*+"(?=[%s\r\n]|\Z)' % (mark, mark)
    proper = re.compile(rb'[^"]*+(?:%s[^"]*+)*+' % quoted)
    return b'="' not in data and proper.fullmatch(data) is not None


def _cells_in(line: bytes, dialect: Dialect) -> int:
    outside = re.sub(rb'"(?:[^"]|"")*"', b"", line)
    return outside.count(dialect.delimiter.encode()) + 1
