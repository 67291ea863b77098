"""A table of PostgreSQL by a service of libpq (``pg:SERVICE#schema.table``): looked up and opened so that nothing can be written.

Host, user and password are the service file's affair: an address that holds any of them is refused, and no message repeats it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.problems import Place
from csscore.read.address import SERVICE
from csscore.read.columns import nearest
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

    from csscore.problems import Problems

_SERVICE: Final = re.compile(r"[\w.-]+")
_PART: Final = re.compile(r'"((?:[^"]|"")+)"|([^".]+)')
_SECTION: Final = re.compile(r"^\[([^\]]+)\]\s*$", re.MULTILINE)
_SETTINGS: Final = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable read",
    # csscore takes its time between two queries, and over some of them
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    "transaction_timeout": "0",
    # cells as texts have one spelling, whatever the server's own settings
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "lc_monetary": "C",
    # a scan starts where the table starts, not where that of somebody else is just now
    "synchronize_seqscans": "off",
    # a server whose client has died stops working for it
    "client_connection_check_interval": "2s",
    "application_name": "csscore",
}
"""What a session is set to; a server that does not know one of them has its meaning anyway."""
_KINDS: Final = ("r", "p", "v", "m", "f")
"""Tables, partitioned ones, views, materialized views, foreign tables."""


class Table(NamedTuple):
    """A table as an address names it."""

    service: str
    parts: tuple[str, ...]
    """Schema and name, or the name alone; nothing for whatever the database holds."""

    def __str__(self) -> str:
        """Write the address."""
        return f"{SERVICE}{self.service}" + (f"#{dotted(self.parts)}" if self.parts else "")

    @property
    def place(self) -> Place:
        """Return the place that messages name."""
        return Place(str(self))


class Found(NamedTuple):
    """A table that is there and may be read."""

    schema: str
    name: str
    lies: bool
    """Whether its rows lie in one place, by which they are told: those of a view, or of several partitions, don't."""


def table(text: str, problems: Problems) -> Table | None:
    """Return the table of an address; None after D500 where it is none that may be used.

    Examples
    --------
    >>> from csscore.problems import Problems
    >>> table('pg:shop#public."Chat.Events"', Problems())
    Table(service='shop', parts=('public', 'Chat.Events'))
    """
    said = text.removeprefix(SERVICE) if text.startswith(SERVICE) else ""
    service, _, name = said.partition("#")
    parts = parts_of(name)
    if _SERVICE.fullmatch(service) and 0 < len(parts) <= 2:
        return Table(service, parts)
    if not said or re.search(r"[@=:/?]", service):
        reason = Words("里面写了主机、用户或口令这类连接信息", "it holds a host, a user, a password or the like")
    elif not service:
        reason = Words("没有服务名", "it names no service")
    elif not name:
        reason = Words("没有写是哪个表", "it names no table")
    else:
        reason = Words("服务名或表名的写法不对", "service or table are written in a way that can't be read")
    # whatever stands there may be a password: it is not repeated
    problems.add("D500", Place(f"{SERVICE}…"), group=text, reason=reason)
    return None


def dotted(parts: Sequence[str]) -> str:
    """Return a table's name as an address has it."""
    return ".".join(f'"{part.replace(chr(34), chr(34) * 2)}"' if re.search(r'[".#]', part) else part for part in parts)


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a table's name; nothing where it can't be read."""
    parts, at = [], 0
    while found := _PART.match(name, at):
        quoted, plain = found.groups()
        parts.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if at == len(name):
            return tuple(parts)
        if name[at] != ".":
            return ()
        at += 1
    return ()


def connected(asked: Table, problems: Problems) -> Connection | None:
    """Return a connection in a transaction that reads one state of the database and writes nothing; None after a problem."""
    try:
        import psycopg
        import sqlglot  # noqa: F401 - what is asked is written by it
    except ImportError:
        problems.add("D501", asked.place)
        return None
    try:
        connection = psycopg.connect(service=asked.service, client_encoding="UTF8", autocommit=True)
    except psycopg.OperationalError as error:
        _report(asked, error, problems)
        return None
    connection.execute(
        "SELECT set_config(name, said.value, false) FROM unnest(%s::text[], %s::text[]) AS said(name, value)"
        " JOIN pg_settings AS known USING (name)",
        [list(_SETTINGS), list(_SETTINGS.values())],
    )
    connection.autocommit = False
    return connection


def _report(asked: Table, error: Exception, problems: Problems) -> None:
    """Say why there is no connection; what libpq says names hosts and roles, never a password."""
    text = reason_of(error)
    if f'"{asked.service}" not found' in text:
        file = _service_file()
        names = _SECTION.findall(_text_of(file))
        known = listed(names) if names else Words("一个也没有", "none")
        problems.add("D502", asked.place, service=asked.service, file=str(file), known=known)
    else:
        problems.add("D503", asked.place, service=asked.service, reason=quoted(text))


def reason_of(error: Exception) -> str:
    """Return what PostgreSQL or libpq says of an error, on one line, without the query."""
    told = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    line = (told.splitlines() or [type(error).__name__])[0]
    return line.removeprefix("connection failed: ").removeprefix("connection is bad: ")[:200]


def quoted(text: str) -> Words:
    """Return a text of somebody else as messages show it."""
    return Words(f"“{text}”", text)


def _service_file() -> Path:
    """Return where libpq looks for services first."""
    named = os.environ.get("PGSERVICEFILE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "."), "postgresql", ".pg_service.conf")
    return Path("~/.pg_service.conf").expanduser()


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def found(connection: Connection, asked: Table, problems: Problems) -> Found | None:
    """Return the table that is meant; None after D504 (there is none) or D505 (it may not be read)."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT nspname, relname, pg_table_is_visible(c.oid), relrowsecurity AND row_security_active(c.oid),"
        " has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'), relkind IN ('r', 'm'), current_user"
        ' FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = ANY(%s::"char"[])'
        " AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%%' ORDER BY 1, 2",
        [list(_KINDS)],
    ).fetchall()
    for schema, name, visible, filtered, readable, lies, user in rows:
        if (schema, name) == asked.parts or (visible and (name,) == asked.parts):
            if not readable:
                problems.add("D505", asked.place, table=dotted((schema, name)), user=user)
                return None
            if filtered:
                problems.add("D506", asked.place, user=user)
            return Found(schema, name, lies)
    _report_absent(asked, [(row[0], row[1]) for row in rows], problems)
    return None


def _report_absent(asked: Table, tables: Iterable[tuple[str, str]], problems: Problems) -> None:
    names = [dotted(parts) for parts in tables]
    near = nearest([dotted(asked.parts), asked.parts[-1]], names)
    hint = Words(f"是不是 {near[0]}？", f"did you mean {near[0]}? ") if near else same("")
    known = listed(names) if names else Words("一个也没有", "none")
    problems.add("D504", asked.place, table=dotted(asked.parts), service=asked.service, near=hint, known=known)
