"""Spark's own process: started in silence, with a folder of its own, and gone with csscore, however that ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from csscore.read.tables import scratch
from csscore.system import reason
from csscore.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark import SparkConf

STARTING: Final = 600.0
"""Seconds in which Spark has to start and to reach its cluster; it gives a standalone master 60 itself."""
_CONNECTING: Final = 10.0
_FAREWELL: Final = 10.0
"""Seconds in which it may sign off from its cluster and clear up."""
_SETTLING: Final = 2.0
"""Seconds after a failure in which a process that is about to end has ended."""
_LIGHT: Final = "-XX:TieredStopAtLevel=1"
"""A compiler that takes little itself: half of what a small input costs, and twice what a row does."""
_RAISED: Final = re.compile(
    r"^(?:Exception in thread \S+ |Caused by: )?(?:[a-z_]\w*\.)+([A-Z]\w*(?:Exception|Error)): (.+)$", re.MULTILINE
)


class SparkProcess:
    """Spark's process, where csscore starts it; under ``spark-submit`` and in notebooks there is one already.

    Parameters
    ----------
    conf
        What it is told.
    light
        Whether it computes little itself.
    """

    def __init__(self, conf: SparkConf, *, light: bool) -> None:
        self._folder = scratch.folder()
        self._conf = conf
        self._process: subprocess.Popen[bytes] | None = None
        self.spoken: Any = None
        """How it is spoken to, once it runs."""
        self._ending = weakref.finalize(self, _end, None, self._folder)
        own = f"-Djava.io.tmpdir={self._folder}"
        conf.set("spark.driver.defaultJavaOptions", f"{own} {_LIGHT}" if light else own)

    def gateway(self) -> Any:
        """Start it and return how it is spoken to; what it prints goes into the folder, and no terminal interrupts it."""
        from pyspark.java_gateway import launch_gateway

        start: Any = launch_gateway  # it says no types

        with self._log.open("wb") as log:
            gateway: Any = start(self._conf, {"stdout": log, "stderr": log, "start_new_session": True})
        if gateway.proc is not None:
            self._process = gateway.proc
            self._ending.detach()
            self._ending = weakref.finalize(self, _end, gateway.proc, self._folder)
        self.spoken = gateway
        return gateway

    def ended(self) -> int | None:
        """Return how it ended, or is just about to; None while it runs."""
        if self._process is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(_SETTLING)
        return None

    def reason(self) -> Words | None:
        """Return what it says of why it did not start, as yet without any question; None if it says nothing that is known."""
        with suppress(OSError):
            found = _RAISED.findall(self._log.read_text(encoding="utf-8", errors="replace"))
            if found:
                name, said = found[-1]
                text = f"{name}: {said}"[:200]
                return Words(f"“{text}”", text)
        return None

    def end(self) -> None:
        """End it, and take its folder away."""
        self._ending()

    @property
    def _log(self) -> Path:
        return self._folder / "log"


def _end(process: subprocess.Popen[bytes] | None, folder: Path) -> None:
    """End a process and those that it started: it ends with its standard input, and is ended where it does not."""
    try:
        if process is not None and process.stdin is not None:
            process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_FAREWELL)
    finally:
        if process is not None and os.name != "nt":  # pyspark sees to it there
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def unreachable(master: str) -> Words | None:
    """Return why none of the machines of ``spark://HOST:PORT,…`` can be reached; Spark itself would take a minute over it."""
    why = None
    for address in master.removeprefix("spark://").split(",") if master.startswith("spark://") else ():
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECTING).close()
        except TimeoutError:
            why = Words("没有回应", "it does not answer")
        except (OSError, OverflowError) as error:
            why = reason(error)
        else:
            return None
    return why
