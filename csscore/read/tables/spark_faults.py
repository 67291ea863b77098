"""Why Spark did not answer, as one problem; what it prints of that shows questions and rows, and is not repeated."""

from __future__ import annotations

import errno
import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.problems import Problem
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csscore.problems import Place


class Alone(Exception):  # noqa: N818 - it is no mistake of anybody's
    """No machine of the cluster has worked on a question for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(seconds)


OUT_OF_MEMORY: Final = 52
"""What Spark's own process ends with when its memory is used up."""
_LOGGERS: Final = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""Where PySpark writes every question that fails."""
_CONDITION: Final = re.compile(r"\[([A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)*)\]")
_CLASS: Final = re.compile(r"\b(?:[a-z_]\w*\.)+([A-Z]\w*(?:Exception|Error|Failure))\b")
_MISUSED: Final = (TypeError, ValueError, AttributeError, LookupError, AssertionError, NotImplementedError)
"""What PySpark's own mistakes are besides, where a program asks it for what it does not take."""
_CLOSED: Final = frozenset({errno.EBADF, errno.ENOTCONN, errno.ENOTSOCK, errno.ESHUTDOWN})
"""What a socket says that is no longer connected; other failures of the system are nothing of Spark's."""
_FILE: Final = re.compile(r"while reading file (?:file://)?(.+?)\.\s")


class _Sign(NamedTuple):
    """What an error says when it means a problem."""

    code: str
    said: re.Pattern[str]


_SIGNS: Final = (
    _Sign(
        "D542",
        re.compile(
            r"OutOfMemoryError|UNABLE_TO_ACQUIRE_MEMORY|maxResultSize|OOMKilled"
            r"|exceeding .*memory limits|exit (?:code|status):? 137"
        ),
    ),
    _Sign("D543", re.compile(r"No space left on device|Disk quota exceeded")),
    _Sign("D544", re.compile(r"FAILED_READ_FILE|FileNotFoundException")),
    _Sign(
        "D541",
        re.compile(
            r"ExecutorLostFailure|FetchFailed|MetadataFetchFailed|Master removed our application|masters are unresponsive"
            r"|SparkContext (?:was shut down|has been shutdown)|stopped SparkContext|Could not find CoarseGrainedScheduler"
        ),
    ),
)
"""The first that fits is meant: an executor that is lost for want of memory wants memory."""


def is_sparks(error: Exception, *, ended: Callable[[], int | None]) -> bool:
    """Tell whether an error is what Spark says, or that nobody answers any more; anything else is a mistake of csscore's own."""
    from py4j.protocol import Py4JError
    from pyarrow import ArrowException
    from pyspark.errors import PySparkException

    if isinstance(error, PySparkException) and isinstance(error, _MISUSED):
        return False
    answers = (PySparkException, Py4JError, ArrowException, ConnectionError, TimeoutError, EOFError, Alone)
    lost = isinstance(error, OSError) and error.errno in _CLOSED
    return isinstance(error, answers) or lost or ended() is not None  # py4j says a dead process in many ways


def of(error: Exception, place: Place, *, ended: Callable[[], int | None]) -> Problem:
    """Return what an error of Spark's means.

    Parameters
    ----------
    error
        What PySpark or py4j raised.
    place
        What was read.
    ended
        Tells how Spark's own process ended; None while it runs, or where it is none of ours.
    """
    if isinstance(error, Alone):
        return Problem("D546", place, details={"minutes": int(error.seconds // 60)})
    text = _text(error)
    code = "D540" if text is None else next((sign.code for sign in _SIGNS if sign.said.search(text)), "D530")
    if code in {"D540", "D541"}:  # Spark's own process ends as well where it computes by itself
        how = ended()
        code = "D542" if how == OUT_OF_MEMORY else code if how is None else "D540"
    if text is None:
        return Problem(code, place)
    file = _FILE.search(text)
    if code == "D544":
        return Problem(code, place, details={"file": file[1] if file else str(place.file)})
    return Problem(code, place, details={"reason": _named(error, text)} if code == "D530" else {})


def _text(error: Exception) -> str | None:
    """Return all that Spark says of an error; None where nobody answers any more."""
    from py4j.protocol import Py4JError, Py4JJavaError

    if isinstance(error, OSError | EOFError) or (isinstance(error, Py4JError) and not isinstance(error, Py4JJavaError)):
        return None
    try:
        return str(error)  # py4j asks Spark for it
    except Exception:  # noqa: BLE001 - nor for this any more
        return None


def _named(error: Exception, text: str) -> Words:
    """Return what Spark calls an error: its condition, or the class of what was raised."""
    condition = _CONDITION.search(text)
    raised = _CLASS.findall(text)
    name = condition[1] if condition else raised[0] if raised else type(error).__name__
    return Words(f"“{name}”", name)


@contextmanager
def unsaid() -> Iterator[None]:
    """Keep to themselves what PySpark and py4j write to standard error when a question fails or is interrupted."""
    from pyspark.logger import PySparkLogger

    loggers = [PySparkLogger.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    root, nobody = logging.getLogger(), logging.NullHandler()
    root.addFilter(_is_of_others)
    root.addHandler(nobody)  # where there is none, py4j would make one that writes
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        root.removeHandler(nobody)
        root.removeFilter(_is_of_others)
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def _is_of_others(record: Any) -> bool:
    """Tell whether a record is not py4j's, which writes to the root of all loggers."""
    return "py4j" not in record.pathname
