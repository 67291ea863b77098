"""Which engine computes: pandas in memory for files, DuckDB or Spark where rows lie; the choice never shows in a result."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.problems import Place
from csscore.read.address import is_of_cluster, is_of_database
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.problems import Problems

DUCKDB: Final = "duckdb:"
ENGINES: Final = ("auto", "pandas", "duckdb", "spark")
"""What may be asked for."""
SQLITE: Final = "sqlite:"
PARQUET: Final = ".parquet"
LARGE: Final = 50_000_000
"""Bytes of a single parquet file from which on it is read where it lies; a smaller one is a file like any other."""
TEXTS: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
LARGE_TEXT: Final = 200_000_000
"""Bytes of a csv from which on it is read where it lies, if its rows and its header are plain to see."""
PACKED: Final = 30_000_000
"""The same for a csv that is packed."""
MOST_INSIDE: Final = 100_000
"""Files and folders without any parquet up to which a folder is looked through: of a whole disk, files are to be named."""
_NEEDED: Final = ("duckdb", "sqlglot")


class Choice(NamedTuple):
    """An engine, and why."""

    engine: str
    why: Words


_ASKED: Final = Words("命令行指定", "as asked for")
_FILES: Final = Words("文件不大，读进内存", "files that fit into memory")
_TABLES: Final = Words("有文件夹、数据库的表", "there are folders, or tables of a database")
_CLUSTER: Final = Words("数据在集群上", "the rows are on a cluster")
_SERVER: Final = Words("表在数据库服务器上", "the tables are on a server")
_TEXT: Final = Words("csv 文件大", "a large csv file")
_EYE: Final = Words("csv 文件大，但要逐行细看", "a large csv file, which needs a closer look")
_SIZE: Final = Words("parquet 文件大", "a large parquet file")


def choose(
    files: Sequence[object], engine: str, problems: Problems, *, is_plain: Callable[[str], bool] = lambda _: True
) -> Choice:
    """Choose the engine for the FILES.

    Parameters
    ----------
    files
        Paths or frames.
    engine
        ``auto``, or the one that is asked for.
    is_plain
        Tells whether a large csv can be read where it lies; one that needs the reader's eye is not.
    problems
        Takes U132 where the engine that is asked for does not read a file, and D460 where the one needed is not installed.
    """
    paths = [file for file in files if isinstance(file, str)]
    others = [str(file) if isinstance(file, str) else "<data>" for file in files if not (isinstance(file, str) and may_lie(file))]
    if paths and engine == "auto" and all(is_of_database(path) for path in paths) and len(files) == len(paths):
        return Choice("postgres", _SERVER)
    if engine == "spark" or (engine == "auto" and any(map(is_of_cluster, paths))):
        unread = [name for name in others if not is_of_cluster(name)]
        unread += [path for path in paths if is_database(path) or is_of_database(path)]
        if unread:
            problems.add("U262", None, files=listed(unread))
        return Choice("spark", _ASKED if engine == "spark" else _CLUSTER)
    if engine == "duckdb" and others:
        problems.add("U132", None, files=listed(others))
        return Choice("pandas", _ASKED)
    if engine == "duckdb":
        choice = Choice("duckdb", _ASKED)
    elif engine == "pandas" or others:
        choice = Choice("pandas", _ASKED if engine == "pandas" else _FILES)
    else:
        choice = _by_size(paths, is_plain)
    if choice.engine == "duckdb" and not is_installed():
        problems.add("D460", Place(paths[0]))
    return choice


def _by_size(paths: Sequence[str], is_plain: Callable[[str], bool]) -> Choice:
    if any(is_table(path) for path in paths):
        return Choice("duckdb", _TABLES)
    if any(_size(path) >= LARGE for path in paths if path.lower().endswith(PARQUET)):
        return Choice("duckdb", _SIZE)
    texts = [path for path in paths if path.lower().endswith(TEXTS)]
    if any(_size(path) >= (PACKED if path.lower().endswith(".gz") else LARGE_TEXT) for path in texts):
        return Choice("duckdb", _TEXT) if is_installed() and all(map(is_plain, texts)) else Choice("pandas", _EYE)
    return Choice("pandas", _FILES)


def is_table(address: str) -> bool:
    """Tell whether an address is one of rows that are no single file: a folder, a table of a database."""
    return address.startswith(DUCKDB) or is_folder(address)


def is_database(address: str) -> bool:
    """Tell whether an address is a table of a database that is a file."""
    return address.startswith((DUCKDB, SQLITE))


def located(address: str) -> tuple[str, str]:
    """Return the file and the table of ``duckdb:FILE#TABLE``; of anything else what it is, and no table."""
    if not is_database(address):
        return address, ""
    file, _, table = address.partition(":")[2].rpartition("#")
    return (file, table) if file else (table, "")


def may_lie(address: str) -> bool:
    """Tell whether DuckDB can read what an address names where it lies."""
    return is_table(address) or address.lower().endswith((PARQUET, *TEXTS))


def is_installed() -> bool:
    """Tell whether DuckDB and what it is asked with are there."""
    return all(find_spec(name) is not None for name in _NEEDED)


def is_folder(address: str) -> bool:
    """Tell whether an address is a folder that holds parquet files."""
    return bool(parquet_files(address))


def parquet_files(folder: str) -> list[str]:
    """Return the parquet files of a folder and of those in it, in order; none where `MOST_INSIDE` other things come first."""
    found, seen = [], 0
    for inner, folders, files in os.walk(folder):  # nothing, of what is no folder or may not be read
        found += [os.path.join(inner, file) for file in files if file.endswith(PARQUET)]  # noqa: PTH118 - a Path each is slow
        seen += len(files) + len(folders)
        if seen > MOST_INSIDE and not found:
            return []
    return sorted(found)


def _size(address: str) -> int:
    try:
        return Path(address).stat().st_size
    except (OSError, ValueError):  # whoever opens it says what is wrong
        return 0
