"""Where the rows of one table lie and what its columns are in SQL; it reads no cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from csscore.problems import ROW, Place
from csscore.read.grid import letters
from csscore.read.tables import quoting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from csscore.read.grid import Grid
    from csscore.read.tables.session import Session

Kind = Literal["whole", "decimal", "double", "text", "day", "stamp", "truth"]
"""How the cells of a column are kept; what is anything else is read as the text it is shown as."""

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "hugeint"), "whole"),
    **dict.fromkeys(("utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"), "whole"),
    **dict.fromkeys(("float", "double"), "double"),
    **dict.fromkeys(("timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"), "stamp"),
    "decimal": "decimal",
    "varchar": "text",
    "date": "day",
    "boolean": "truth",
}


FILE_ROW: Final = "(file_row_number + 1)"
"""The number of a row in a file that DuckDB reads."""


class Database(Protocol):
    """What is asked where rows lie, in the SQL of DuckDB."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as Python's own values."""
        ...

    def columns(self, sql: str) -> list[Any]:
        """Return the columns of a query as numpy arrays; nothing of it may be missing."""
        ...

    def counts(self, sql: str) -> list[Any]:
        """Return the columns of a query that only counts the rows of each combination, of which there are many."""
        ...

    def do(self, sql: str) -> None:
        """Keep the rows of a query as a table (``CREATE OR REPLACE TEMP TABLE``)."""
        ...

    def kept(self, columns: Mapping[str, tuple[str, Any]]) -> str:
        """Keep columns, each with its type, as a table and return its name."""
        ...

    def close(self) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table."""

    header: str
    cell: str
    """SQL of a cell, of a type that fits `kind`; nothing is NULL."""
    kind: Kind
    type: str
    """The type of `cell` in SQL."""
    digits: int | None = 0
    """Digits after the point, of a decimal column; None where it may have any."""
    is_kept: bool = True
    """Whether its cells are there at all: of a large csv, a column that nobody looks at is not."""


class Text(NamedTuple):
    """How a file of text was cut."""

    encoding: str
    delimiter: str
    beginning: Grid
    """Its first rows, with all their cells."""
    is_whole: bool
    """Whether these are all its rows."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A table as SQL can reach it."""

    file: str
    """What messages call it."""
    relation: str
    """SQL that may stand behind FROM."""
    row: str
    """SQL of a row's number, from 1: no other row has it."""
    fields: tuple[Field, ...]
    container: str
    named: str = "TRUE"
    """SQL of whether a row names an agent."""
    placed: Callable[[int], Place] | None = None
    """Where a row is, by its number; None where that is all to be said."""
    is_ordered: bool = True
    """Whether its rows stand one below the other as somebody wrote them, so that what stands above or below tells something."""
    lines: Sequence[int] = ()
    """The lines of a file of text in which its header and each row begin, where they are known."""
    text: Text | None = None
    """How a file of text was cut; None of what keeps its cells typed."""

    def among(self, rows: Iterable[int]) -> str:
        """Return SQL of whether a row is one of some: DuckDB leaves out whole blocks of a file by a plain number only."""
        name, shift = ("file_row_number", 1) if self.row == FILE_ROW else (self.row, 0)
        return f"{name} IN ({', '.join(str(row - shift) for row in sorted(set(rows)))})"

    def place(self, row: int, column: int = 0) -> Place:
        """Return the place of a row, in a file of text that of its cell; of the table, where nothing tells its rows."""
        if self.lines:
            return Place(self.file, cell=f"{letters(column)}{self.lines[row]}", line=self.lines[row])
        if row and self.placed is not None:
            return self.placed(row)
        return Place(self.file, cell=f"{ROW}{row}" if row else None)


def origin(session: Session, file: str, relation: str, *, row: str, container: str) -> Origin:
    """Return a table with its columns; a column of columns is taken apart, each named after it (``reply.seconds``)."""
    fields = [
        field for name, kind in session.types(relation) for field in _fields(name, quoting.name(name), kind) if not _is_own(name)
    ]
    return Origin(file, relation, row, tuple(fields), container)


def _fields(header: str, cell: str, kind: Any) -> Iterator[Field]:
    if kind.id == "struct":
        for name, inner in kind.children:
            yield from _fields(f"{header}.{name}", f"{cell}.{quoting.name(name)}", inner)
        return
    own = _KINDS.get(kind.id)
    digits = dict(kind.children)["scale"] if own == "decimal" else 0
    type_ = "VARCHAR" if own in {"text", None} else "DOUBLE" if own == "double" else str(kind)
    yield Field(header, _cell(cell, kind.id, own), own or "text", type_, digits)


def _cell(cell: str, type_: str, kind: Kind | None) -> str:
    """Return SQL of a cell in which nothing is NULL: an empty text, what is no number."""
    if kind == "text":
        return f"nullif({cell}, '')"
    if type_ == "float":  # the shortest decimal: 4.2 was written, not 4.199999809
        return f"CASE WHEN isnan({cell}) THEN NULL ELSE CAST(CAST({cell} AS VARCHAR) AS DOUBLE) END"
    if kind == "double":
        return f"CASE WHEN isnan({cell}) THEN NULL ELSE {cell} END"
    if type_ == "blob":
        return f"nullif(try(decode({cell})), '')"
    return f"nullif(CAST({cell} AS VARCHAR), '')" if kind is None else cell


def _is_own(name: str) -> bool:
    """Tell whether a column was asked for by `origin`'s caller, for the number of the row."""
    return name in {"file_row_number", "rowid"}
