"""Runs csscore and its rivals by turns and prints what each costs; it must never compare two things of different runs.

``python benchmarks/run.py`` runs every row, ``python benchmarks/run.py start month`` only those. See README.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import data
import draws
import events as rows_of_events

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PYTHON = sys.executable
CSSCORE = str(Path(sys.executable).with_name("csscore"))
PANDAS = str(HERE / "rivals" / "pandas_script.py")
BARE = str(HERE / "rivals" / "bare_workbook.py")
POLARS = str(HERE / "rivals" / "polars_script.py")
MONTH, SCALE = str(HERE / "schemes" / "month.yaml"), str(HERE / "schemes" / "scale.yaml")
LANGUAGES, LANGUAGES_PANDAS = str(HERE / "schemes" / "languages.yaml"), str(HERE / "rivals" / "languages_pandas.py")
PAY = str(HERE / "schemes" / "pay.yaml")
EVENTS = str(HERE / "schemes" / "events.yaml")
QUERY = str(HERE / "events.py")
TEN_MILLION = 10_000_000
AS_GOOD_AS_NONE = 2_000
"""Events that take no time: what is left is what an engine costs in any case."""
STARTING = 0.6
"""Seconds of processor that csscore may take to start beside a bare query."""


@dataclass(frozen=True, slots=True)
class Took:
    """One process, from start to end: seconds on the clock, seconds of processor, megabytes at the peak."""

    clock: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Bar:
    """How many times what a rival takes csscore may take (and how many megabytes, if that is limited)."""

    rival: str
    times: float
    peak: float | None = None
    plus: float = 0.0
    """Seconds that csscore may take on top."""


@dataclass(frozen=True, slots=True)
class Race:
    """Commands that are run by turns; the first ``ours`` of them are csscore's and each must keep every bar."""

    commands: dict[str, list[str]]
    ours: tuple[str, ...]
    bars: tuple[Bar, ...]
    rounds: int
    practice: bool = True
    """Whether all are run once before it counts."""
    by: Literal["processor", "clock"] = "processor"
    """What is compared: seconds of processor, which other work on the machine hardly changes; the clock's for a server."""


def took(command: list[str], stdout: Path) -> Took:
    """Run a command to its end, as a whole process, on a disk that has nothing left to write of the one before."""
    os.sync()
    with stdout.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env={**os.environ, "COLUMNS": "120"})
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{complaint.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes on macOS, in kilobytes on Linux
    return Took(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def apart(work: Callable[..., None], *arguments: object) -> None:
    """Run something in a process of its own: what this one holds counts to the peak of each that it starts afterwards."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{work.__name__} ended with {process.exitcode}")


def race(name: str, entry: Race, folder: Path) -> bool:
    """Run every command by turns, the first time for practice; print the medians and the ratios."""
    times: dict[str, list[Took]] = {label: [] for label in entry.commands}
    for turn in range(entry.rounds + entry.practice):
        for label, command in entry.commands.items():
            measured = took(command, folder / "stdout")
            if turn >= entry.practice:
                times[label].append(measured)
    middle = {label: statistics.median(getattr(one, entry.by) for one in taken) for label, taken in times.items()}
    print(f"\n{name} ({entry.rounds} rounds by turns, medians)")
    for label, taken in times.items():
        low, high = (some(getattr(one, entry.by) for one in taken) for some in (min, max))
        clock, peak = statistics.median(one.clock for one in taken), max(one.peak for one in taken)
        spread = f"{low:.3f}–{high:.3f}"
        print(f"  {label:32} {middle[label]:8.3f} s of {entry.by} ({spread}; clock {clock:.3f} s, peak {peak:.0f} MB)")
    kept = True
    for label in entry.ours:
        for bar in entry.bars:
            ratio = max(middle[label] - bar.plus, 0) / middle[bar.rival]
            verdict = "kept" if ratio <= bar.times else "MISSED"
            kept &= ratio <= bar.times
            apart = f", but for {bar.plus} s of start" if bar.plus else ""
            print(f"  {label} / {bar.rival}{apart}: {ratio:.2f} (bar {bar.times}) {verdict}")
            if bar.peak is not None:
                peak = max(one.peak for one in times[label])
                kept &= peak <= bar.peak
                print(f"  {label} peak: {peak:.0f} MB (bar {bar.peak:.0f}) {'kept' if peak <= bar.peak else 'MISSED'}")
    return kept


def ranks(path: Path) -> dict[str, int]:
    """Read who has which rank; ours and the rivals' files name these columns alike."""
    import csv

    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["agent"]: int(row["rank"]) for row in csv.DictReader(lines)}


def agree(*paths: Path) -> None:
    """Stop unless all files give every agent the same rank: a race between different answers means nothing."""
    first = ranks(paths[0])
    for other in paths[1:]:
        second = ranks(other)
        differ = [agent for agent in first.keys() | second.keys() if first.get(agent) != second.get(agent)]
        if differ:
            raise SystemExit(
                f"{paths[0].name} and {other.name} differ on the rank of {len(differ)} agents, such as {min(differ)}"
            )
    print(f"\n{', '.join(path.name for path in paths)}: the same ranks for {len(first)} agents")


def ranked(source: Path | str, scheme: str, target: Path) -> list[str]:
    """Rank a file into a file with csscore."""
    return [CSSCORE, "rank", str(source), "--scheme", scheme, "-o", str(target), "--force"]


def start(folder: Path) -> bool:
    """Time commands that compute nothing against a Typer program that does nothing."""
    rival = [PYTHON, str(HERE / "rivals" / "typer_program.py"), "--help"]
    commands = {"an empty Typer program": rival}
    ours = {f"csscore {asked}": [CSSCORE, asked] for asked in ("--help", "--version", "schemes")}
    return race("start", Race(commands | ours, tuple(ours), (Bar("an empty Typer program", 1.0),), 11), folder)


def month(folder: Path) -> bool:
    """Rank 61 agents of a workbook onto the terminal."""
    source = folder / "month.xlsx"
    apart(data.write_xlsx, source, 61)
    ours, theirs = folder / "month-csscore.csv", folder / "month-pandas.csv"
    took(ranked(source, MONTH, ours), folder / "stdout")
    took([PYTHON, PANDAS, str(source), "2", str(theirs)], folder / "stdout")
    agree(ours, theirs)
    commands = {
        "pandas script": [PYTHON, PANDAS, str(source), "2"],
        "csscore rank": [CSSCORE, "rank", str(source), "--scheme", MONTH, "--format", "table"],
    }
    return race("month: 61 agents, xlsx to terminal", Race(commands, ("csscore rank",), (Bar("pandas script", 1.15),), 9), folder)


def sheet(folder: Path) -> bool:
    """Rank 10,000 agents of a workbook into a CSV file."""
    source, ours, theirs = folder / "sheet.xlsx", folder / "sheet-csscore.csv", folder / "sheet-pandas.csv"
    apart(data.write_xlsx, source, 10_000)
    commands = {
        "pandas script": [PYTHON, PANDAS, str(source), "6", str(theirs)],
        "csscore rank": ranked(source, SCALE, ours),
    }
    entry = Race(commands, ("csscore rank",), (Bar("pandas script", 0.5),), 5)
    kept = race("sheet: 10,000 agents x 10 metrics, xlsx to csv", entry, folder)
    agree(ours, theirs)
    return kept


def million(folder: Path) -> bool:
    """Rank 1,000,000 agents of a CSV file into a CSV file (needs the extra scale, and polars)."""
    source = folder / "million.csv"
    apart(data.write_csv, source, 1_000_000)
    made = {name: folder / f"million-{name}.csv" for name in ("csscore", "pandas", "polars")}
    commands = {
        "pandas script": [PYTHON, PANDAS, str(source), "6", str(made["pandas"])],
        "polars script": [PYTHON, POLARS, str(source), "6", str(made["polars"])],
        "csscore rank": ranked(source, SCALE, made["csscore"]),
    }
    bars = (Bar("pandas script", 0.6, peak=1500), Bar("polars script", 2.0))
    kept = race("million: 1,000,000 agents x 10 metrics, csv to csv", Race(commands, ("csscore rank",), bars, 3), folder)
    agree(*made.values())
    return kept


def languages(folder: Path) -> bool:
    """Rank 200 agents by 1,000,000 events of a CSV file in English, and of the same file in Chinese."""
    pairs: dict[str, dict[str, list[str]]] = {}
    for lang in ("en", "zh"):
        source, ours, theirs = (folder / f"languages-{lang}{name}.csv" for name in ("", "-csscore", "-pandas"))
        apart(data.write_events, source, 1_000_000, lang)
        pairs[lang] = {
            f"pandas script, {lang}": [PYTHON, LANGUAGES_PANDAS, str(source), lang, str(theirs)],
            f"csscore rank, {lang}": [*ranked(source, LANGUAGES, ours), "-q"],
        }
    english, chinese = Bar("pandas script, en", 1.5), (Bar("pandas script, zh", 1.5), Bar("csscore rank, en", 1.1))
    name = "languages: 1,000,000 events, csv to csv"
    kept = race(f"{name}, English", Race(pairs["en"], ("csscore rank, en",), (english,), 3), folder)
    kept &= race(f"{name}, Chinese", Race({**pairs["en"], **pairs["zh"]}, ("csscore rank, zh",), chinese, 3), folder)
    for lang in pairs:
        agree(*(folder / f"languages-{lang}-{name}.csv" for name in ("csscore", "pandas")))
    return kept


def workbook(folder: Path) -> bool:
    """Rank 10,000 agents into a workbook that recomputes itself; the rival writes the same cells and nothing else."""
    source, ours, theirs = folder / "book.xlsx", folder / "live.xlsx", folder / "bare.xlsx"
    apart(data.write_xlsx, source, 10_000)
    took(ranked(source, SCALE, ours), folder / "stdout")
    cells = folder / "cells.pickle"
    apart(data.dump_cells, ours, cells)
    commands = {
        "XlsxWriter, the same cells": [PYTHON, BARE, str(cells), str(theirs)],
        "csscore rank": ranked(source, SCALE, ours),
    }
    entry = Race(commands, ("csscore rank",), (Bar("XlsxWriter, the same cells", 3.0),), 3)
    return race("workbook: 10,000 agents x 10 metrics, xlsx to a live workbook", entry, folder)


def pay(folder: Path) -> bool:
    """Pay 1,000,000 agents by a ladder, a commission and a pool, against ranking them alone."""
    source = folder / "pay.csv"
    apart(data.write_csv, source, 1_000_000)
    commands = {name: ranked(source, scheme, folder / f"{name}.csv") for name, scheme in (("ranked", SCALE), ("paid", PAY))}
    kept = race("pay: 1,000,000 agents x 10 metrics and 3 pay rules", Race(commands, ("paid",), (Bar("ranked", 2.0),), 3), folder)
    agree(folder / "ranked.csv", folder / "paid.csv")
    return kept


def sampling(folder: Path) -> bool:
    """Play a month of 100 agents 10,000 times, all draws at once against one by one."""
    return draws.sampling(folder, SCALE)


def events(folder: Path) -> bool:
    """Rank 200 agents by 10,000,000 events, which DuckDB reads where they lie (needs the extra scale)."""
    kept = True
    for ending, times in ((".parquet", 1.5), (".csv", 2.0), (".csv.gz", 2.0)):
        source = folder / f"events{ending}"
        apart(rows_of_events.write, source, TEN_MILLION)
        kept &= _beside_the_query(folder, source, ending, Bar("bare query", times, peak=600, plus=STARTING))
        source.unlink()
    return kept


def hundred(folder: Path) -> bool:
    """Rank 200 agents by 100,000,000 events in parquet (needs the extra scale)."""
    source = folder / "events.parquet"
    apart(rows_of_events.write, source, 10 * TEN_MILLION)
    return _beside_the_query(
        folder, source, "100,000,000 rows, .parquet", Bar("bare query", 1.5, peak=600, plus=STARTING), practice=False
    )


def _beside_the_query(folder: Path, source: Path, name: str, bar: Bar, *, practice: bool = True) -> bool:
    ours, theirs = folder / "events-csscore.csv", folder / "events-bare.csv"
    commands = {
        "bare query": [PYTHON, QUERY, "duckdb", str(source), str(theirs)],
        "csscore rank": [*ranked(source, EVENTS, ours), "-q", "--engine", "duckdb"],
    }
    kept = race(f"events: {name}", Race(commands, ("csscore rank",), (bar,), 1, practice), folder)
    rows_of_events.agree(ours, theirs)
    return kept


def postgres(folder: Path) -> bool:
    """Rank 200 agents by 10,000,000 events in a table of PostgreSQL (needs both extras, and a server to start)."""
    sys.path.insert(0, str(HERE.parent))
    from tests import postgres as servers

    source, ours, theirs = folder / "events.csv", folder / "events-csscore.csv", folder / "events-bare.csv"
    apart(rows_of_events.write, source, TEN_MILLION)
    with servers.running() as server:
        os.environ["PGSERVICEFILE"] = str(server.service_file)
        rows_of_events.fill(server, source)
        commands = {
            "bare query": [PYTHON, QUERY, "postgres", servers.SERVICE, str(theirs)],
            "csscore rank": [*ranked(f"pg:{servers.SERVICE}#public.events", EVENTS, ours), "-q"],
        }
        watch = rows_of_events.Watch(server.pid)
        bar = Bar("bare query", 8.0, peak=300)
        kept = race("postgres: a table", Race(commands, ("csscore rank",), (bar,), 1, by="clock"), folder)
        print(f"  the server's processes, together at most: {watch.stopped():.0f} MB")
        rows_of_events.agree(ours, theirs)
    return kept


def spark(folder: Path) -> bool:
    """Rank 200 agents by few events and by 10,000,000, by Spark on two cores (needs the extras scale and spark, and Java)."""
    for rows in (AS_GOOD_AS_NONE, TEN_MILLION):
        source, theirs = folder / "events.parquet", folder / "events-bare.csv"
        apart(rows_of_events.write, source, rows)
        ours = {engine: folder / f"events-{engine}.csv" for engine in ("duckdb", "spark")}
        here = ["--spark-master", "local[2]"]
        commands = {
            "bare query of Spark": [PYTHON, QUERY, "spark", str(source), str(theirs)],
            "csscore rank, DuckDB": [*ranked(source, EVENTS, ours["duckdb"]), "-q", "--engine", "duckdb"],
            "csscore rank, Spark": [*ranked(source, EVENTS, ours["spark"]), "-q", "--engine", "spark", *here],
        }
        race(f"spark: {rows:,} rows", Race(commands, ("csscore rank, Spark",), (), 1, practice=False), folder)
        if ours["duckdb"].read_bytes() != ours["spark"].read_bytes():
            raise SystemExit("DuckDB and Spark differ")
        rows_of_events.agree(ours["spark"], theirs)
    return True


ROWS = {
    "start": start,
    "month": month,
    "sheet": sheet,
    "million": million,
    "languages": languages,
    "pay": pay,
    "workbook": workbook,
    "sampling": sampling,
    "events": events,
    "hundred": hundred,
    "postgres": postgres,
    "spark": spark,
}


def main() -> int:
    """Run the rows that are asked for; 1 when a bar is missed."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("rows", nargs="*", metavar="row", help=f"{', '.join(ROWS)} (default: all)")
    names = asked.parse_args().rows or list(ROWS)
    if unknown := [name for name in names if name not in ROWS]:
        asked.error(f"no row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    with tempfile.TemporaryDirectory(prefix="csscore-benchmark-") as folder:
        kept = [ROWS[name](Path(folder)) for name in names]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
