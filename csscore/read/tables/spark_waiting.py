"""Waits for what Spark does: it can be interrupted, says how far it is, and is not for ever."""

from __future__ import annotations

import time
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from csscore.doing import so_far
from csscore.read.tables.spark_faults import Alone
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark import SparkContext

PATIENCE: Final = 300.0
"""Seconds for which a question may find no machine of the cluster at work."""
_STEP: Final = 1.0
_TASKS: Final = Words("集群完成了 {done}/{tasks} 份", "{done} of {tasks} tasks done")
_NOBODY: Final = Words("在等集群给出机器", "waiting for the cluster to give machines")

_T = TypeVar("_T")


def waited(work: Callable[[], _T], *, look: Callable[[], None], kind: type[Thread] = Thread) -> _T:
    """Return what some work returns, which a thread does: whoever waits here hears signals at once, as in py4j he does not.

    Parameters
    ----------
    work
        What is done.
    look
        Called each second meanwhile; what it raises ends the waiting.
    kind
        The class of the thread.
    """
    answer: Future[_T] = Future()

    def done() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits takes it
            answer.set_exception(error)

    kind(target=done, daemon=True).start()
    while True:
        try:
            return answer.result(_STEP)
        except TimeoutError:
            if answer.done():
                raise
            look()


class Watch:
    """The questions of one session: each can be called off, and how far it is can be told."""

    def __init__(self, context: SparkContext, group: str) -> None:
        self._context = context
        self._group = group
        self._here = str(context.master).partition("[")[0] == "local"
        self._since = 0.0

    def answer(self, ask: Callable[[], _T]) -> _T:
        """Return the answer to a question; whatever ends the waiting for it calls it off.

        Raises
        ------
        Alone
            If no machine of the cluster has worked on it for `PATIENCE`.
        """
        from pyspark import InheritableThread

        def asked() -> _T:
            self._context.setJobGroup(self._group, "csscore")
            return ask()

        self._since = time.monotonic()
        try:
            return waited(asked, look=self._look, kind=InheritableThread)
        except Exception as error:
            if isinstance(error, Alone):
                self.call_off()
            raise
        except BaseException:  # somebody wants it to end
            self.call_off()
            raise

    def call_off(self) -> None:
        """Let the cluster stop working on what was asked."""
        with suppress(Exception):  # nobody is there to work on it
            self._context.cancelJobGroup(self._group)

    def _look(self) -> None:
        """Say how far it is."""
        try:
            tracker = self._context.statusTracker()
            active = set(tracker.getActiveJobsIds()) & set(tracker.getJobIdsForGroup(self._group))
            jobs = [job for job in map(tracker.getJobInfo, active) if job is not None]
            stages = [stage for job in jobs for stage in map(tracker.getStageInfo, job.stageIds) if stage is not None]
            alone = not self._here and len(tracker.getExecutorInfos()) < 2  # who asks is one of them
        except Exception:  # noqa: BLE001 - the question itself will fail, and say why
            return
        if not alone:
            self._since = time.monotonic()
        elif time.monotonic() - self._since > PATIENCE:
            raise Alone(PATIENCE)
        if alone:
            so_far(_NOBODY)
        elif stages:
            done, tasks = (sum(getattr(stage, name) for stage in stages) for name in ("numCompletedTasks", "numTasks"))
            so_far(_TASKS, done=done, tasks=tasks)
