"""A standalone cluster of Spark on this machine: a master and two workers, each a process; and months that go through it.

``python -m tests.cluster.standalone --count 5`` compares so many drawn months on it with pandas, and kills an executor meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = 2
_PATIENCE = 600
_EXECUTOR = b"org.apache.spark.executor.CoarseGrainedExecutorBackend"


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Give the address of a cluster that ends with whoever asked for it."""
    folder = Path(tempfile.mkdtemp(prefix="csscore-standalone-"))
    with contextlib.ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        _start(ending, folder, "master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        master = _said(folder / "master.log", r"Starting Spark master at (spark://\S+)")
        for number in range(WORKERS):
            own = folder / f"worker{number}"
            words = ("--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(own), master)
            _start(ending, folder, f"worker{number}", *words)
        for number in range(WORKERS):
            _said(folder / f"worker{number}.log", "(Successfully registered with master)")
        yield master


def _start(ending: contextlib.ExitStack, folder: Path, name: str, *words: str) -> None:
    """Start the master or a worker, in a group of its own: what a worker starts ends with it."""
    import pyspark

    home = Path(pyspark.__file__).parent
    kind = name.rstrip("0123456789")
    java = [_java(), "-Xmx256m", "-XX:+UseSerialGC", "-cp", f"{home}/jars/*", f"org.apache.spark.deploy.{kind}.{kind.title()}"]
    scala = next(home.glob("jars/spark-core_*.jar")).name.split("_")[1].split("-")[0]  # what a worker asks for, who starts others
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_DIRS": str(folder), "SPARK_SCALA_VERSION": scala}
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen([*java, *words], cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)

    def end() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    ending.callback(end)


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else shutil.which("java") or "java"


def _said(log: Path, pattern: str) -> str:
    """Wait until a log says something, and return it."""
    end = time.monotonic() + _PATIENCE
    while not (found := re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))):
        if time.monotonic() > end:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.1)
    return found[1]


def executors() -> list[int]:
    """Return the processes of this machine that compute for the Spark of this process."""
    found, url = [], f"spark://CoarseGrainedScheduler@{_driver()}".encode()
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = place.read_bytes().split(b"\0")
            if _EXECUTOR in words and url in words:
                found.append(int(place.parent.name))
    return sorted(found)


def _driver() -> str:
    """Return where the driver listens."""
    from pyspark import SparkContext

    conf = SparkContext._active_spark_context.getConf()  # type: ignore[union-attr]
    return f"{conf.get('spark.driver.host')}:{conf.get('spark.driver.port')}"


class Killer(threading.Thread):
    """Ends the first process that computes, as soon as a job is at work."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.killed: int | None = None
        self.start()

    def run(self) -> None:
        from pyspark import SparkContext

        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            tracker = SparkContext._active_spark_context.statusTracker()  # type: ignore[union-attr]
            at_work = executors() if tracker.getActiveStageIds() else []
            if at_work:
                os.kill(at_work[0], signal.SIGKILL)
                self.killed = at_work[0]
                return
            time.sleep(0.1)


def main() -> int:
    """Compare drawn months; 1 if any differs."""
    import argparse

    from tests import spark
    from tests.engines.agreeing import try_month

    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--count", type=int, default=5)
    given = asked.parse_args()
    failed = []
    with running() as master, spark.running(master=master), tempfile.TemporaryDirectory() as folder:
        killer = Killer()
        for seed in range(given.count):
            try:
                try_month(seed, Path(folder), spark=True)
            except AssertionError as error:
                failed.append(seed)
                print(f"month {seed}: {error}"[:500], file=sys.stderr)
    print(f"{given.count} months on {master}, {len(failed)} differ; executor killed: {killer.killed}")
    return 1 if failed or killer.killed is None else 0


if __name__ == "__main__":
    sys.exit(main())
