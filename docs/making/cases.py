"""The examples of the errors page: what each code means, and a command that brings it about; tests run the same examples.

A case is ``tests/errors/CODE.yaml``:

``meaning``
    One or two sentences in both languages: what has happened, and why csscore does not simply go on.
``remedy``
    Only where the catalogue has none.
``files``
    The files of the example, by name. See `docs.making.inputs.write`. `SCHEME` is added under the name
    ``team.yaml`` where the command uses it and the case has none.
``before``
    Commands that are run first.
``then``
    Files that are changed after that, by pattern.
``held``
    A folder of runs on which another process is at work meanwhile.
``run``
    The command; none for a code that only a later version of a library could bring about.
``expect``
    What the first problem begins with in English: place, severity and code.
``exit``
    The exit code.
``also``
    Other codes that can't be avoided.
``without``
    A package that is not installed, for this example.
``needs``
    Packages that have to be installed for it.
``tables``
    SQL that makes the tables of a database, which the services of `tests.postgres` then name.
``follow``
    What somebody does who follows the remedy: ``replace: {FILE: {OLD: NEW}}``, ``write: {FILE: CONTENT}``, ``remove: [FILE]``,
    ``run`` where the command is another one. Afterwards the code is not printed and the command does its work (exit 0 where
    ``exit`` says nothing else).
``by_hand``
    Instead of ``follow``, where no program can do it: why.
``browser``
    ``none``, or ``broken``: which browser the machine has, whatever it has.
``java``
    ``none``, or ``broken``: which Java the machine has, whatever it has; Spark does not run yet then.
``spark``
    What Spark answers, whatever it is asked: what an error of its says, or the class of one.
``spoken``
    True where sentences are put together in a language while the command runs: it is run in both. Others run once.
``people``
    How many agents the result says to have: a file for millions of them would take its time (and -1 is a bug).
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import re
import sys
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from csscore.problems import SEVERITIES
from csscore.words import Words
from docs.making.inputs import write
from docs.making.session import ROOT, Ended, Lang, folder, run, with_arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = ROOT / "tests" / "errors"
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML's where PyYAML was built with it: six hundred files are read before the first test."""
SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
"""
_PRINTED = re.compile(
    r"^(?:.+?: )??(?:{}) ([A-Z]\d\d\d)[:：]".format("|".join(text for words in SEVERITIES.values() for text in words)),
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One code's example."""

    code: str
    meaning: Words
    remedy: Words | None
    files: dict[str, Any]
    before: tuple[str, ...]
    then: dict[str, str]
    held: str | None
    run: str
    expect: str
    exit: int
    also: frozenset[str]
    without: str | None
    needs: tuple[str, ...]
    tables: str | None
    people: int | None
    browser: str | None
    java: str | None
    spark: str | None
    spoken: bool
    follow: dict[str, Any] | None
    by_hand: str | None


@functools.cache
def cases() -> dict[str, Case]:
    """Return all cases by code, in the order of the codes."""
    return {path.stem: read(path) for path in sorted(CASES.glob("*.yaml"))}


def parsed(text: str) -> Any:
    """Return what a YAML file of our own says."""
    return yaml.load(text, Loader=SAFE)  # noqa: S506 - either is a safe loader


def read(path: Path) -> Case:
    """Return one case."""
    said = parsed(path.read_text(encoding="utf-8"))
    unknown = said.keys() - {
        "meaning",
        "remedy",
        "files",
        "before",
        "then",
        "held",
        "run",
        "expect",
        "exit",
        "also",
        "without",
        "needs",
        "tables",
        "people",
        "browser",
        "java",
        "spark",
        "spoken",
        "follow",
        "by_hand",
    }
    if unknown:
        raise ValueError(f"{path.name}: {', '.join(sorted(unknown))}")
    remedy = said.get("remedy")
    files = dict(said.get("files") or {})
    command = said.get("run", "")
    if "team.yaml" in command and "team.yaml" not in files:
        files["team.yaml"] = SCHEME
    return Case(
        path.stem,
        Words(**said["meaning"]),
        Words(**remedy) if remedy else None,
        files,
        tuple(said.get("before", ())),
        dict(said.get("then", {})),
        said.get("held"),
        command,
        said.get("expect", ""),
        said.get("exit", 0),
        frozenset(said.get("also", ())),
        said.get("without"),
        tuple(said.get("needs", ())),
        said.get("tables"),
        said.get("people"),
        said.get("browser"),
        said.get("java"),
        said.get("spark"),
        said.get("spoken", False),
        said.get("follow"),
        said.get("by_hand"),
    )


@functools.cache
def outcome(code: str, lang: Lang) -> Ended:
    """Return what a case printed in a folder of its own; it is run once a process, and said in both languages."""
    case = cases()[code]
    if lang == "zh" and not case.spoken:
        ended = outcome(code, "en")
        return replace(ended, err=ended.told("zh"))
    with (
        folder(samples=False) as here,
        _without(case.without),
        _people(case.people),
        _browser(case.browser),
        _java(case.java),
        _spark(case.spark),
        with_arrow(there="pyarrow" in case.needs),
        _served(case.tables),
    ):
        _set_up(case, here, lang)
        with _held(case.held):
            return run(case.run, lang)


def followed(case: Case) -> Ended:
    """Run a case once more after its remedy was followed."""
    steps = case.follow or {}
    with (
        folder(samples=False) as here,
        _without(case.without),
        _people(case.people),
        _browser(case.browser),
        _java(case.java),
        _spark(case.spark),
        with_arrow(there="pyarrow" in case.needs),
        _served(case.tables),
    ):
        _set_up(case, here, "en")
        for name in steps.get("remove", ()):
            (here / name).unlink()
        for name, content in (steps.get("write") or {}).items():
            write(here / name, content)
        for name, changes in (steps.get("replace") or {}).items():
            text = (here / name).read_text(encoding="utf-8")
            for old, new in changes.items():
                if old not in text:
                    raise ValueError(f"{case.code}: {name} has no {old!r}")
                text = text.replace(old, new)
            (here / name).write_text(text, encoding="utf-8", newline="")
        return run(steps.get("run", case.run), "en")


def _set_up(case: Case, here: Path, lang: Lang) -> None:
    for name, content in case.files.items():
        write(here / name, content)
    for command in case.before:
        ended = run(command, lang)
        if ended.code:
            raise ValueError(f"{case.code}: {command}\n{ended.shown}")
    for pattern, text in case.then.items():
        next(here.glob(pattern)).write_text(text, encoding="utf-8")


def codes_printed(text: str) -> list[str]:
    """Return the codes of the problems that were printed."""
    return _PRINTED.findall(text)


@contextlib.contextmanager
def _held(runs: str | None) -> Iterator[None]:
    """Let another process be at work on runs."""
    if runs is None:
        yield
        return
    from pathlib import Path

    from csscore.books.store import at_work

    with at_work(Path(runs)):
        yield


@contextlib.contextmanager
def _without(package: str | None) -> Iterator[None]:
    """Let a package be not installed."""
    kept = sys.modules.get(package or "")
    if package is not None:
        sys.modules[package] = None  # type: ignore[assignment]  # what Python itself documents for this
    try:
        yield
    finally:
        if kept is not None and package is not None:
            sys.modules[package] = kept
        elif package is not None:
            del sys.modules[package]


@contextlib.contextmanager
def _people(count: int | None) -> Iterator[None]:
    """Let every result say that it has so many agents."""
    from csscore.result import Result

    real = Result.__len__
    if count is not None:
        Result.__len__ = lambda _: count  # type: ignore[method-assign]
    try:
        yield
    finally:
        Result.__len__ = real  # type: ignore[method-assign]


@contextlib.contextmanager
def _browser(which: str | None) -> Iterator[None]:
    """Let the machine have no browser, or one that does nothing."""
    from csscore.report import printing

    real = printing.browser
    if which is not None:
        printing.browser = lambda: None if which == "none" else "/no/such/browser"
    try:
        yield
    finally:
        printing.browser = real


@contextlib.contextmanager
def _java(which: str | None) -> Iterator[None]:
    """Let the machine have no Java, or one that does nothing."""
    if which is None:
        yield
        return
    from pyspark import SparkContext

    running, SparkContext._active_spark_context = SparkContext._active_spark_context, None
    home = Path("java")
    (home / "bin").mkdir(parents=True)
    if which == "broken":
        (home / "bin" / "java").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (home / "bin" / "java").chmod(0o755)
    before = os.environ.get("JAVA_HOME")
    os.environ["JAVA_HOME"] = str(home.resolve())
    try:
        yield
    finally:
        SparkContext._active_spark_context = running
        with warnings.catch_warnings():  # pyspark leaves the pipe to a process that did not start to whoever sweeps
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        os.environ.pop("JAVA_HOME")
        if before is not None:
            os.environ["JAVA_HOME"] = before


@contextlib.contextmanager
def _spark(says: str | None) -> Iterator[None]:
    """Let Spark answer with an error."""
    if says is None:
        yield
        return
    from pyspark.errors import PySparkException

    from csscore.read.tables.spark_faults import Alone
    from csscore.read.tables.spark_waiting import PATIENCE, Watch

    errors = {"ConnectionRefusedError": ConnectionRefusedError(), "Alone": Alone(PATIENCE)}

    def answer(*_: object) -> None:
        raise errors.get(says) or PySparkException(says)

    real, Watch.answer = Watch.answer, answer
    try:
        yield
    finally:
        Watch.answer = real


@contextlib.contextmanager
def _served(statements: str | None) -> Iterator[None]:
    """Let the services name a database with these tables."""
    if statements is None:
        yield
        return
    from tests import postgres

    server, name = postgres.at_hand(), f"cases_{os.getpid()}"
    server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    with server.connect(dbname=name) as connection:
        connection.execute(statements)
    Path("pg_service.conf").write_text(server.services(name), encoding="utf-8")
    yield


def lacking(case: Case) -> str | None:
    """Return what is absent here that a case needs."""
    from importlib.util import find_spec

    from tests import postgres

    for name in case.needs:
        if find_spec(name) is None:
            return f"{name} is not installed"
    return "PostgreSQL's programs are not here" if case.tables is not None and postgres.programs() is None else None
