"""A PostgreSQL server of the tests' own: its data folder, its port, its end; it touches no other server and no settings of anybody.

Processes that run tests side by side share one: whoever comes first starts it, and stops it when the others are done.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sharing import once

try:
    import pwd
except ImportError:  # Windows
    pwd = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICE = "shop"
"""The service that may read everything."""
VISITOR = "visitor"
"""A service, and the role it logs in as, that may read what it is let."""
OWNER = "postgres"
"""The role that owns the tables."""
_SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "40", "shared_buffers": "64MB",
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "logging_collector": "off",
}  # fmt: skip
_PATIENCE = 60


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs: of the path, else of the newest that Debian's packages have put aside."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    kept = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(kept, key=lambda path: int(re.sub(r"\D.*", "", path.parent.name) or 0), default=None)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    folder: Path
    """Holds the data, the log and the service file."""

    @property
    def service_file(self) -> Path:
        """Return the file that names its services, for ``PGSERVICEFILE``."""
        return self.folder / "pg_service.conf"

    def told(self) -> str:
        """Return what other processes find it by."""
        return f"{self.port}\n{self.folder}"

    @property
    def pid(self) -> int:
        """Return the process that all others of the server come from."""
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])

    def services(self, database: str) -> str:
        """Return a service file by which a database is found."""
        about = f"host=127.0.0.1\nport={self.port}\ndbname={database}\nsslmode=disable\n"
        return "\n".join(f"[{name}]\n{about}user={user}\n" for name, user in ((SERVICE, OWNER), (VISITOR, VISITOR)))

    def connect(self, **options: Any) -> Any:
        """Open a connection as the owner, which writes."""
        import psycopg

        about = {"host": "127.0.0.1", "port": self.port, "user": OWNER, "dbname": "postgres", "autocommit": True}
        about["options"] = "-c lock_timeout=60s"  # a session that was left open is told, not waited for
        return psycopg.connect(**{**about, **options})

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        import psycopg

        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, *statements: str) -> None:
        """Run statements as the owner."""
        with self.connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def fill(self, table: str, columns: dict[str, str], rows: list[dict[str, Any]] | list[tuple[Any, ...]]) -> str:
        """Make a table anew with these rows; return its address.

        Parameters
        ----------
        table
            Its name, perhaps with a schema, as it stands in an address.
        columns
            Column names with their types.
        rows
            The cells, by name or in the order of the columns; None for NULL.
        """
        from psycopg import sql

        parts = table.split(".")
        name = sql.Identifier(*parts)
        made = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns.items()
        )
        with self.connect() as connection, connection.cursor() as cursor:
            if len(parts) > 1:
                cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(parts[0])))
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
            cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(name, made))
            cells = [tuple(row[column] for column in columns) if isinstance(row, dict) else row for row in rows]
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
                for row in cells:
                    copy.write_row(row)
        return f"pg:{SERVICE}#{table}"


_open = contextlib.ExitStack()
_here: list[Server] = []


def at_hand() -> Server:
    """Return the server that runs for this process; where there is none, one that does from now on until it ends."""
    if not _here:
        atexit.register(_open.close)
        _open.enter_context(running())
    return _here[-1]


@contextlib.contextmanager
def running(shared: Path | None = None) -> Iterator[Server]:
    """Give a server that is stopped and removed in the end.

    Parameters
    ----------
    shared
        A folder by which processes that share the server find it; None for a server of one's own.
    """
    with once(shared, "postgres", start=_started, find=_found) as server:
        _here.append(server)
        try:
            yield server
        finally:
            _here.remove(server)


def _found(told: str) -> Server | None:
    """Return the server that another process has started and that is still there."""
    port, folder = told.split("\n")
    server = Server(int(port), Path(folder))
    return server if server.answers() else None


@contextlib.contextmanager
def _started() -> Iterator[Server]:
    """Start a server in a new folder and wait until it answers."""
    home = programs()
    assert home is not None
    folder = Path(tempfile.mkdtemp(prefix="csscore-postgres-"))
    process = None
    try:
        who = _user()
        if who is not None:  # the server refuses to run as root
            os.chown(folder, who.pw_uid, who.pw_gid)
        data = folder / "data"
        made = [str(home / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*_as(who), *made], check=True, capture_output=True, cwd=folder)
        server = Server(_free_port(), folder)
        settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        command = [*_as(who), str(home / "postgres"), "-D", str(data), "-p", str(server.port), *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        _wait(server, process)
        server.run(f"CREATE ROLE {VISITOR} LOGIN")
        server.service_file.write_text(server.services("postgres"), encoding="utf-8")
        server.service_file.chmod(0o644)
        yield server
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # ends what still runs, then itself
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> pwd.struct_passwd | None:
    """Return as whom the server runs if not as whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _as(who: pwd.struct_passwd | None) -> list[str]:
    """Return the words before a command: as somebody else, and not longer than whoever starts it."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return [] if who is None else ["su", "-s", "/bin/sh", who.pw_name, "-c", 'exec "$0" "$@"', "--"]
    words = [setpriv, "--pdeathsig=INT"]
    return words if who is None else [*words, f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; what it wrote is the reason why not."""
    end = time.monotonic() + _PATIENCE
    while not server.answers():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError((server.folder / "log").read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.05)
