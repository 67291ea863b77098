"""Spark for this process: the session that runs here already, or one that is started in silence and ends with the process."""

from __future__ import annotations

import os
import re
import shutil
import time
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.problems import Place, Problems
from csscore.read.tables.spark_faults import is_sparks, unsaid
from csscore.read.tables.spark_process import STARTING, SparkProcess, unreachable
from csscore.read.tables.spark_waiting import waited
from csscore.words import Words

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

_NEEDED: Final = ("pyspark", "pyarrow", "sqlglot")
_MASTER: Final = re.compile(
    r"local(\[(\d+|\*)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|spark://[^\s,/]+:\d+(,[^\s,/]+:\d+)*|yarn|k8s://\S+"
)
LOCAL: Final = "local[*]"
"""Where Spark computes if nothing says it."""
_CONTEXT: Final = {
    "spark.app.name": "csscore",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
}
_SESSION: Final = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
"""What a session of csscore is set to, whatever the cluster's own settings: what is asked means the same everywhere."""
_LATE: Final = Words("{seconds} 秒没有启动起来", "it did not start within {seconds} seconds")
_SMALL: Final = 50_000_000
"""Bytes up to which an input is computed before a compiler that takes its time has paid (some 7,000,000 rows of parquet)."""
_own: Final[list[SparkProcess]] = []
"""The process that csscore has started, of which there is one at most, as PySpark has it."""


class _Late(Exception):  # noqa: N818 - nobody but `_started` sees it
    """Starting takes too long."""


def is_master(text: str) -> bool:
    """Tell whether a text says where Spark computes.

    Examples
    --------
    >>> [is_master(text) for text in ("local[2]", "spark://host:7077", "yarn", "host")]
    [True, True, True, False]
    """
    return _MASTER.fullmatch(text) is not None


def opened(master: str | None, place: Place, problems: Problems) -> SparkSession | None:
    """Return a session of our own with Spark; None after D531 (an extra), D532 (Java), D533 or D545 (it does not start)."""
    if not all(find_spec(name) is not None for name in _NEEDED):
        problems.add("D531", place)
        return None
    with warnings.catch_warnings(), unsaid():
        warnings.simplefilter("ignore")  # pyspark has its opinion on versions of pandas, which it is not used with
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        context = SparkContext._active_spark_context
        running = _started(master, place, problems) if context is None else SparkSession(context)
        if running is None:
            return None
        session = running.newSession()
    for name, value in _SESSION.items():
        session.conf.set(name, value)
    return session


def ended() -> int | None:
    """Return how Spark's process ended, where it is ours; None while it runs."""
    return _own[0].ended() if _own else None


def forget_dead() -> None:
    """Forget a Spark of ours that does not answer any more: whoever asks next starts another."""
    from pyspark import SparkContext

    if not _own:
        return
    try:
        dead = SparkContext._active_spark_context._jsc.sc().isStopped()  # type: ignore[union-attr]
    except Exception:  # noqa: BLE001 - whoever can't say is dead
        dead = True
    if dead:
        _over()


def _over() -> None:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    process = _own.pop()
    if SparkContext._gateway is process.spoken:
        SparkContext._active_spark_context = SparkContext._gateway = SparkContext._jvm = None
        SparkSession._instantiatedSession = None
    process.end()


def _started(master: str | None, place: Place, problems: Problems) -> SparkSession | None:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    home = os.environ.get("JAVA_HOME")
    if "PYSPARK_GATEWAY_PORT" not in os.environ and shutil.which("java", path=str(Path(home, "bin")) if home else None) is None:
        problems.add("D532", place)
        return None
    if not _is_reachable(master or "", place, problems):
        return None
    process = SparkProcess(_asked(SparkConf(loadDefaults=False), master), light=_is_light(master, place))
    _own.append(process)
    meant = []
    end = time.monotonic() + STARTING

    def start() -> SparkSession:
        gateway = process.gateway()
        conf = _asked(SparkConf(_jvm=gateway.jvm), master)  # with what the environment and spark-defaults.conf say
        if not conf.contains("spark.master"):
            conf.setMaster(LOCAL)
        meant.append(str(conf.get("spark.master")))
        if meant[0].startswith("local"):
            conf.setIfMissing("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
        return SparkSession(SparkContext(conf=conf, gateway=gateway))

    def look() -> None:
        if time.monotonic() > end:
            raise _Late

    try:
        return waited(start, look=look)
    except Exception as error:  # in as many ways may it fail to start; what is none of Spark's is raised again
        master = meant[0] if meant else master
        if not isinstance(error, _Late) and not is_sparks(error, ended=process.ended):
            _over()
            raise
        if isinstance(error, _Late):
            problems.add("D545", place, master=master or LOCAL, reason=_LATE.filled({"seconds": int(STARTING)}))
        elif _is_reachable(master or "", place, problems):
            name = type(error).__name__
            problems.add("D533", place, reason=process.reason() or Words(f"“{name}”", name))
        _over()
        return None
    except BaseException:
        _over()
        raise


def _is_light(master: str | None, place: Place) -> bool:
    """Tell whether Spark's own process computes little: what is here is small, or a cluster computes."""
    if master is not None and not re.match(r"local(\[|$)", master):
        return True
    path = Path(str(place.file))
    files = path.rglob("*.parquet") if path.is_dir() else [path] if path.is_file() else []
    size = sum(file.stat().st_size for file in files)
    return 0 < size < _SMALL


def _is_reachable(master: str, place: Place, problems: Problems) -> bool:
    """Tell whether a standalone cluster can be reached, as far as is known; D545 where it can't."""
    why = unreachable(master)
    if why is not None:
        problems.add("D545", place, master=master, reason=why)
    return why is None


def _asked(conf: SparkConf, master: str | None) -> SparkConf:
    for name, value in _CONTEXT.items():
        conf.set(name, value)
    folder = os.environ.get("SPARK_CONF_DIR") or Path(os.environ.get("SPARK_HOME", "."), "conf")
    if Path(folder, "hive-site.xml").is_file():  # the catalogue that Spark's own programs would see
        conf.setIfMissing("spark.sql.catalogImplementation", "hive")
    if master is not None:
        conf.setMaster(master)
    return conf
