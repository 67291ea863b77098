"""Spark for this process: the session that runs here already, or one that is started in silence and ends with the process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.problems import Place, Problems
from csscore.words import Words

if TYPE_CHECKING:
    from pyspark import SparkConf, SparkContext
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


def is_master(text: str) -> bool:
    """Tell whether a text says where Spark computes.

    Examples
    --------
    >>> [is_master(text) for text in ("local[2]", "spark://host:7077", "yarn", "host")]
    [True, True, True, False]
    """
    return _MASTER.fullmatch(text) is not None


def opened(master: str | None, place: Place, problems: Problems) -> SparkSession | None:
    """Return a session of our own with Spark; None after D531 (an extra), D532 (Java) or D533 (it does not start)."""
    if not all(find_spec(name) is not None for name in _NEEDED):
        problems.add("D531", place)
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark has its opinion on versions of pandas, which it is not used with
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        context = SparkContext._active_spark_context or _started(master, place, problems)
        if context is None:
            return None
        session = SparkSession(context).newSession()
    for name, value in _SESSION.items():
        session.conf.set(name, value)
    return session


def _started(master: str | None, place: Place, problems: Problems) -> SparkContext | None:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    home = os.environ.get("JAVA_HOME")
    if "PYSPARK_GATEWAY_PORT" not in os.environ and shutil.which("java", path=str(Path(home, "bin")) if home else None) is None:
        problems.add("D532", place)
        return None
    asked = _asked(SparkConf(loadDefaults=False), master)
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        gateway = launch_gateway(asked, silent)
        conf = _asked(SparkConf(_jvm=gateway.jvm), master)  # with what the environment and spark-defaults.conf say
        if not conf.contains("spark.master"):
            conf.setMaster(LOCAL)
        if str(conf.get("spark.master")).startswith("local"):
            conf.setIfMissing("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
        return SparkContext(conf=conf, gateway=gateway)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from starting
        problems.add("D533", place, reason=Words(f"“{type(error).__name__}”", type(error).__name__))
        return None


def _asked(conf: SparkConf, master: str | None) -> SparkConf:
    for name, value in _CONTEXT.items():
        conf.set(name, value)
    folder = os.environ.get("SPARK_CONF_DIR") or Path(os.environ.get("SPARK_HOME", "."), "conf")
    if Path(folder, "hive-site.xml").is_file():  # the catalogue that Spark's own programs would see
        conf.setIfMissing("spark.sql.catalogImplementation", "hive")
    if master is not None:
        conf.setMaster(master)
    return conf
