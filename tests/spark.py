"""Spark for the tests: one JVM for all processes that run them side by side, in which each has sessions of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.sharing import once

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    # a few rows a query: what makes large ones fast costs more than they do
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "3",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # of clusters on this machine
    "spark.driver.host": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def lacking() -> str | None:
    """Return what is absent here."""
    if find_spec("pyspark") is None:
        return "the extra 'spark' is not installed"
    return None if shutil.which("java") else "there is no Java here to run Spark"


@dataclass
class Gateway:
    """A JVM with Spark in it, which this process speaks to."""

    port: int
    secret: str
    context: Any

    def told(self) -> str:
        return f"{self.port} {self.secret}"


@contextlib.contextmanager
def running(shared: Path | None = None, *, master: str = "local[2]") -> Iterator[Gateway]:
    """Let csscore find a session with Spark in this process (`tests.sharing.once`); a ``master`` of one's own is not shared."""
    from pyspark import SparkContext

    before = SparkContext._active_spark_context
    if before is not None:
        yield Gateway(0, "", before)
        return
    with once(shared, "spark", start=lambda: _started(master), find=_found) as gateway:
        try:
            yield gateway
        finally:
            SparkContext._active_spark_context = SparkContext._gateway = SparkContext._jvm = None


@contextlib.contextmanager
def _started(master: str) -> Iterator[Gateway]:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    with tempfile.TemporaryDirectory(prefix="csscore-spark-", ignore_cleanup_errors=True) as folder:
        conf = SparkConf(loadDefaults=False).setMaster(master).setAppName("csscore-tests")
        own = {"spark.local.dir": folder, "spark.sql.warehouse.dir": str(Path(folder, "warehouse"))}
        for name, value in (_SETTINGS | own).items():
            conf.set(name, value)
        gateway = launch_gateway(conf, {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pyspark has its opinion on versions of pandas
            context = SparkContext(conf=conf, gateway=gateway)
        parameters = gateway.java_parameters
        yield Gateway(parameters.port, parameters.auth_token, context)
        context.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)


def _found(told: str) -> Gateway | None:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    port, secret = told.split(" ")
    os.environ |= {"PYSPARK_GATEWAY_PORT": port, "PYSPARK_GATEWAY_SECRET": secret}
    try:
        gateway = launch_gateway()
        spark = gateway.jvm.org.apache.spark.SparkContext.getOrCreate()
        conf = SparkConf(_jvm=gateway.jvm).setMaster("local[2]").setAppName("csscore-tests")
        context = SparkContext(conf=conf, gateway=gateway, jsc=gateway.jvm.JavaSparkContext.fromSparkContext(spark))
    except Exception:  # noqa: BLE001 - it has ended without a word
        return None
    finally:
        del os.environ["PYSPARK_GATEWAY_PORT"], os.environ["PYSPARK_GATEWAY_SECRET"]
    return Gateway(int(port), secret, context)
