"""What Spark reads: parquet and csv on any path of its cluster, and tables of its catalogue."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from csscore.problems import ROW, Place, Rejected
from csscore.read.address import TABLE
from csscore.read.columns import nearest
from csscore.read.encoding import SAMPLE
from csscore.read.tables import quoting
from csscore.read.tables.csvs import UNEVEN, UTF8, Csv, looked_at
from csscore.read.tables.origin import Field, Origin
from csscore.read.tables.service import dotted, parts_of
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType, StructType

    from csscore.problems import Problems
    from csscore.read.requirements import Requirements
    from csscore.read.tables.spark import ClusterSession

_ROW: Final = "csscore row"
_FILE: Final = "csscore file"
_PLACES: Final = (f"_metadata.row_index AS `{_ROW}`", f"_metadata.file_path AS `{_FILE}`")
"""Where a row lies, as Spark tells it of parquet."""
_CSV: Final = {
    "header": "true",
    "quote": '"',
    "escape": '"',
    "mode": "FAILFAST",
    "multiLine": "true",
    "columnPruning": "false",
    "nullValue": "",
    "emptyValue": "",
    "maxCharsPerColumn": "-1",
    "unescapedQuoteHandling": "RAISE_ERROR",
}
"""How Spark cuts a csv: a row that has other cells than the header ends it."""
_PATTERN: Final = re.compile(r"([\\{}\[\]*?,])")
_FEW: Final = 16
"""Files whose first rows are written out; of more they are looked up."""
_BUCKETS: Final = 1024
_IN_BUCKET: Final = 2**30
_DEEPEST: Final = 18
"""Digits after the point of decimals that are read as numbers; those of more are texts."""


def parquet_origin(session: ClusterSession, address: str, problems: Problems) -> Origin | None:
    """Return the parquet files that an address names as one table; None after D535.

    Folders of a partitioned data set are not columns, as they are none for the other engines.
    """
    from pyspark.errors import AnalysisException

    reader = session.spark.read.options(recursiveFileLookup=True, mergeSchema=True)
    if Path(address).is_dir():
        reader = reader.option("pathGlobFilter", "*.parquet")
    try:
        with session.asked(Place(address)):
            rows = reader.parquet(_path(address))
    except AnalysisException as error:
        problems.add("D535", Place(address), reason=_condition(error))
        return None
    return _in_files(session, address, rows, "parquet")


def table_origin(session: ClusterSession, address: str, problems: Problems) -> Origin | None:
    """Return a table of the catalogue; None after D534."""
    from pyspark.errors import AnalysisException

    parts = parts_of(address.removeprefix(TABLE))
    name = ".".join(_quoted(part) for part in parts)
    try:
        with session.asked(Place(address)):
            rows = session.spark.table(name)
    except AnalysisException:
        _report_absent(session, address, parts, problems)
        return None
    try:
        rows.select("_metadata.row_index", "_metadata.file_path")
    except AnalysisException:
        return _by_content(session, address, rows, tuple(_fields_of(rows.schema)))
    return _in_files(session, address, rows, "spark")


def csv_origin(
    session: ClusterSession, address: str, wanted: Requirements, encoding: str | None, problems: Problems
) -> Origin | None:
    """Return a csv whose rows and header are plain to see; None after D457, or D535 where it can't be opened.

    A row may hold line breaks, so that one task reads a file; where a row lies in it, nothing tells.
    """
    seen = _looked_at(session, address, wanted, encoding, problems)
    if isinstance(seen, Csv) and seen.text.encoding.lower() not in UTF8:
        seen = Words("编码不是 UTF-8", "it is not in UTF-8")
    if isinstance(seen, Words):
        problems.add("D457", Place(address), reason=seen)
    if not isinstance(seen, Csv):
        return None
    names = ", ".join(f"c{at} STRING" for at in range(len(seen.headers)))
    with session.asked(Place(address)):
        rows = session.spark.read.options(**_CSV).option("sep", seen.text.delimiter).schema(names).csv(_path(address))
    found = replace(_by_content(session, address, rows, seen.fields("nullif(c{}, '')"), "csv"), text=seen.text)
    broken = " OR ".join(f"contains({name}, '\ufffd')" for name in [f"c{at}" for at in sorted(seen.used)] or ["c0"])
    reason = _read_through(session, f"SELECT count(*) FROM {found.relation} WHERE {broken}")
    if reason is not None:
        problems.add("D457", Place(address), reason=reason)
        return None
    return found


def _looked_at(
    session: ClusterSession, address: str, wanted: Requirements, encoding: str | None, problems: Problems
) -> Csv | Words | None:
    """Return how a csv is cut by its beginning, or why it is left to the reader; None after D535."""
    if Path(address).is_file():
        return looked_at(address, wanted, encoding)
    if address.lower().endswith(".gz"):
        return Words("压缩的 csv 要先取到本机", "a packed csv has to be fetched first")
    from py4j.protocol import Py4JJavaError

    jvm: Any = session.spark.sparkContext._jvm
    with session.asked(Place(address)):
        try:
            path = jvm.org.apache.hadoop.fs.Path(address)
            stream = path.getFileSystem(session.spark.sparkContext._jsc.hadoopConfiguration()).open(path)
            head = bytes(stream.readNBytes(SAMPLE))
            stream.close()
        except Py4JJavaError as error:  # whatever the store says
            name = str(error.java_exception.getClass().getSimpleName())
            problems.add("D535", Place(address), reason=Words(f"“{name}”", name))
            return None
    with TemporaryDirectory(prefix="csscore-head-") as folder:
        beginning = Path(folder, Path(address).name)
        beginning.write_bytes(head)
        return looked_at(str(beginning), wanted, encoding)


def _read_through(session: ClusterSession, sql: str) -> Words | None:
    """Return why rows are none as the beginning of their file promised; None where they are."""
    try:
        ((undecoded,),) = session.rows(sql)
    except Rejected as rejected:
        if {problem.code for problem in rejected.problems} <= {"D530", "D544"}:  # a row, or the file, can't be read
            return UNEVEN
        raise
    return Words("有的字节不是 UTF-8", "some bytes of it are not UTF-8") if undecoded else None


def _path(address: str) -> str:
    """Return a path as Spark takes it: what is here is here, whatever the cluster's own file system; nothing of it a pattern."""
    if not Path(address).exists():
        return address
    return "file://" + _PATTERN.sub(r"\\\1", str(Path(address).resolve()))


def _in_files(session: ClusterSession, address: str, rows: DataFrame, container: str) -> Origin:
    """Return rows that lie in files: each has a number, in the order of the files' names and of the rows in each."""
    from pyspark.sql import functions

    fields = tuple(_fields_of(rows.schema))
    with session.asked(Place(address)):
        placed = rows.selectExpr("*", *_PLACES)
        counted = session.answer(placed.groupBy(_FILE).agg(functions.count("*")).collect)
        files = sorted((unquote(str(file)), str(file), int(many)) for file, many in counted)
        starts = [0, *accumulate(many for *_, many in files)]
        relation = session.view(placed)
    row, file, names = quoting.name(_ROW), quoting.name(_FILE), [file for _, file, _ in files]
    if len(files) > _FEW:
        before = session.kept({"file": ("VARCHAR", names), "start": ("BIGINT", starts[:-1])})
        relation = session.query(
            f"SELECT s.*, s.{row} + f.start AS r_ FROM {relation} AS s JOIN {before} AS f ON s.{file} = f.file"
        )
    else:
        cases = " ".join(f"WHEN {quoting.literal(name)} THEN {start}" for name, start in zip(names, starts, strict=False))
        start = f"CASE {file} {cases} END" if len(files) > 1 else "0"
        relation = session.query(f"SELECT *, {row} + {start} AS r_ FROM {relation}")

    def placed_at(row: int) -> Place:
        at = min(bisect_right(starts, row - 1), len(files)) - 1
        within = len(files) > 1 or Path(address).is_dir()
        file = _shown(address, files[at][0]) if within and container == "parquet" else address
        return Place(file, cell=f"{ROW}{row - starts[at]}" if container == "parquet" else None)

    return Origin(address, relation, "(r_ + 1)", fields, container, placed=placed_at)


def _by_content(
    session: ClusterSession, address: str, rows: DataFrame, fields: Sequence[Field], container: str = "spark"
) -> Origin:
    """Return rows that lie nowhere, put in order by what they hold: equal rows may change places, nothing tells them apart."""
    cells = ", ".join(f"CAST({field.cell} AS VARCHAR)" for field in fields)
    relation = session.view(rows)
    hashed = f"SELECT *, xxhash64({cells}) AS hash_ FROM {relation}"
    bucket = f"abs(hash_ % {_BUCKETS})"
    numbered = f"row_number() OVER (PARTITION BY {bucket} ORDER BY hash_, {cells})"
    relation = session.query(f"SELECT *, {bucket} * {_IN_BUCKET} + {numbered} AS r_ FROM ({hashed})", cached=True)
    return Origin(address, relation, "r_", tuple(fields), container, placed=lambda _: Place(address), is_ordered=False)


def _shown(address: str, file: str) -> str:
    """Return a file of a folder as it would be named beside it."""
    inside = file.removeprefix("file:").lstrip("/")
    folder = str(Path(address).resolve()).lstrip("/")
    return str(Path(address, inside.removeprefix(f"{folder}/"))) if inside.startswith(f"{folder}/") else file


def _fields_of(schema: StructType) -> Iterator[Field]:
    for field in schema.fields:
        yield from _fields(field.name, quoting.name(field.name), field.dataType)


def _fields(header: str, cell: str, type_: DataType) -> Iterator[Field]:
    """Yield a column; one of columns is taken apart, each named after it (``reply.seconds``)."""
    from pyspark.sql import types

    if isinstance(type_, types.StructType):
        for field in type_.fields:
            yield from _fields(f"{header}.{field.name}", f"{cell}.{quoting.name(field.name)}", field.dataType)
        return
    match type_:
        case types.ByteType() | types.ShortType() | types.IntegerType() | types.LongType():
            yield Field(header, f"CAST({cell} AS BIGINT)", "whole", "BIGINT")
        case types.DecimalType() if type_.scale <= _DEEPEST:
            yield Field(header, cell, "decimal", f"DECIMAL({type_.precision},{type_.scale})", type_.scale)
        case types.DoubleType():
            yield Field(header, f"CASE WHEN isnan({cell}) THEN NULL ELSE {cell} END", "double", "DOUBLE")
        case types.FloatType():  # the shortest decimal: 4.2 was written, not 4.199999809
            shortest = f"CAST(CAST({cell} AS VARCHAR) AS DOUBLE)"
            yield Field(header, f"CASE WHEN isnan({cell}) THEN NULL ELSE {shortest} END", "double", "DOUBLE")
        case types.DateType():
            yield Field(header, cell, "day", "DATE")
        case types.TimestampNTZType():
            yield Field(header, cell, "stamp", "TIMESTAMP")
        case types.BooleanType():
            yield Field(header, cell, "truth", "BOOLEAN")
        case _:
            yield Field(header, f"nullif({_as_text(cell, type_)}, '')", "text", "VARCHAR")


def _as_text(cell: str, type_: DataType) -> str:
    """Return SQL of a cell as the text that it is shown as."""
    from pyspark.sql import types

    if isinstance(type_, types.StringType):
        return cell
    shown = f"CAST({cell} AS VARCHAR)"
    if isinstance(type_, types.TimestampType):  # shown in UTC, which is said as the other engines say it
        return f"{shown} || '+00'"
    return f"try_validate_utf8({shown})" if isinstance(type_, types.BinaryType) else shown


def _quoted(part: str) -> str:
    return "`" + part.replace("`", "``") + "`"


def _condition(error: Any) -> Words:
    """Return what Spark calls an error; its message may show what was asked."""
    text = str(error.getCondition() or type(error).__name__)
    return Words(f"“{text}”", text)


def _report_absent(session: ClusterSession, address: str, parts: Sequence[str], problems: Problems) -> None:
    from pyspark.errors import AnalysisException

    where = ".".join(_quoted(part) for part in parts[:-1])
    try:
        with session.asked(Place(address)):
            found = session.spark.sql(f"SHOW TABLES{f' IN {where}' if where else ''}").collect()
    except AnalysisException:  # nor is there such a schema
        found = []
    names = sorted(dotted((*parts[:-1], row["tableName"])) for row in found if not row["isTemporary"])
    near = nearest([dotted(parts)], names)
    hint = Words(f"是不是 {near[0]}？", f"did you mean {near[0]}? ") if near else same("")
    known = listed(names, most=20) if names else Words("一个也没有", "none")
    problems.add("D534", Place(address), table=dotted(parts), near=hint, known=known)
