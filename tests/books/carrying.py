"""Months in memory for what is carried from run to run: people who earn, part held back, a minimum that is an advance.

The rules are those of a scheme with ``hold: {part: 25%, months: 2, leaver: forfeit}`` and ``limits: {at_least: 100, recover:
100%}``, worked out here by themselves; states change as the books let them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from csscore.books import balances
from csscore.books.ledger import owed, paid_version, with_owed
from csscore.books.people import FORFEITED, RECOVERED, RELEASED, Parcel, PayLine, Person
from csscore.books.policies import due, sums_of
from csscore.books.record import records
from csscore.books.store import Run
from csscore.words import Words

LINE, DRAW, WHY = Words("提成", "Commission"), Words("保底预支", "Draw"), Words("", "")
PEOPLE = ("A", "B")
LEAST, LASTS = 10000, 2
"""The minimum in minor units, and for how many months a quarter is held back."""


def month_of(at: int) -> str:
    return f"2026-{at + 1:02}"


def parts(earned: int) -> tuple[int, int]:
    """Return what is held back of what somebody has earned, and what is advanced to her."""
    if earned < LEAST:
        return 0, LEAST - earned
    return min((earned * 25 + 50) // 100, earned - LEAST), 0


def person(name: str, at: int, earned: int) -> Person:
    held, drawn = parts(earned)
    lines = [PayLine("sales", "formula", LINE, earned, WHY)]
    if held:
        parcel = Parcel(LINE, held, month_of(at + LASTS), "forfeit")
        lines.append(PayLine("sales", "hold", Words("留存：提成", "Held back: Commission"), -held, WHY, parcel=parcel))
    if drawn:
        lines.append(PayLine("sales", "draw", DRAW, drawn, WHY, parcel=Parcel(DRAW, drawn)))
    return Person(name, name, "", {"sales": ("1", None, name)}, tuple(lines))


class Shop:
    """The books of a shop; ``due`` is what everybody has earned by the newest word on each month, by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs: list[Run] = []
        self.results: dict[int, dict[str, int]] = {}
        self.due: dict[int, dict[str, int]] = {}
        self.written: dict[Path, list[Person]] = {}
        self.balances: dict[Path, list[Any]] = {}
        self.left: dict[str, int] = {}

    def find(self, at: int) -> Run | None:
        return next((run for run in self.runs if run.period == month_of(at)), None)

    def state(self, at: int) -> str:
        run = self.find(at)
        return "none" if run is None else run.state

    def run(self, at: int, earned: dict[str, int]) -> None:
        if self.state(at) == "locked":
            return
        earned = {name: cents for name, cents in earned.items() if self.left.get(name, 99) > at}
        people = [person(name, at, cents) for name, cents in earned.items()]
        month: Any = SimpleNamespace(period=month_of(at), digits=2, roles=())
        balances._gone = lambda month: {name for name, since in self.left.items() if since <= at}
        rooms = {("sales", name): max(cents - parts(cents)[0] - LEAST, 0) for name, cents in earned.items()}
        balances.rooms_of = lambda month: rooms
        self.runs.sort(key=lambda run: run.period)
        carried = balances.carry(self.runs, month, with_owed(people, owed(self.runs, month.period, 2)))
        for one in carried.people:
            taken = sum(-line.amount for line in one.lines if line.rule == RECOVERED)
            assert taken <= rooms.get(("sales", one.agent), 0)
        for one in carried.balances:
            assert one.opening + one.added - one.settled - one.forfeited == one.closing >= 0
        run = self.find(at)
        if run is None:
            run = Run(self.folder / month.period, "shop", month.period)
            self.runs.append(run)
        elif run.state == "draft" and not any(e["act"] == "lock" and e["version"] == run.current["version"] for e in run.log):
            run.versions.pop()
        self._write(run, "run", carried.people, carried.balances)
        self.results[at], self.due[at] = dict(earned), dict(earned)

    def lock(self, at: int) -> None:
        if self.state(at) == "draft" and all(self.state(before) == "locked" for before in range(at)):
            self.find(at).note("lock", "Li")

    def reopen(self, at: int) -> None:
        run = self.find(at)
        later = any(self.state(other) == "locked" for other in self.results if other > at)
        amended = run is not None and any(entry["act"] == "amend" for entry in run.log)
        if run is not None and run.state == "locked" and not (later or amended):
            run.note("reopen", "Li", because="x")

    def amend(self, at: int, who: str, change: int, bystander: int, policy: str) -> None:
        """Correct what one person has earned; what the other has earned changes by it, too."""
        run = self.find(at)
        if run is None or run.state != "locked" or who not in self.results[at]:
            return
        results = self.results[at]
        now = {name: max(cents + (change if name == who else bystander), 0) for name, cents in results.items()}
        rooms = {("sales", name): max(cents - parts(cents)[0] - LEAST, 0) for name, cents in now.items()}
        old = {one.agent: one for one in self.written[run.path]}
        found = [one for name, one in old.items() if name not in now]
        for name, cents in now.items():
            new, alone = person(name, at, cents), sums_of(person(name, at, results[name]))
            found.append(due(old.get(name), new, alone, policy=policy, corrected=name == who, rooms=rooms))
            before = self.due[at][name]
            hers = before + cents - results[name] if name == who else max(before, cents)
            self.due[at][name] = cents if policy == "full" else hers
        for one in found if policy == "full" else ():
            taken = sum(-line.amount for line in one.lines if line.rule == RECOVERED)
            assert taken <= rooms.get(("sales", one.agent), taken)
        self.results[at] = now
        self._write(run, "amend", found, [])

    def drop(self, at: int) -> None:
        run = self.find(at)
        if run is not None and run.state == "draft" and not any(entry["act"] == "lock" for entry in run.log):
            self.runs.remove(run)
            shutil.rmtree(run.folder)
            del self.results[at], self.due[at]

    def leave(self, at: int, who: str) -> None:
        if all(self.state(month) != "locked" for month in range(at, 12)):
            self.left.setdefault(who, at)

    def _write(self, run: Run, act: str, people: list[Person], found: list[Any]) -> None:
        number = max((version["version"] for version in run.versions), default=0) + 1
        name = f"v{number}-{len(run.log)}"
        month: Any = SimpleNamespace(period=run.period, digits=2, roles=())
        for path, data in records(month, people, found).items():
            (run.folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (run.folder / name / path).write_bytes(data)
        run.versions.append({"version": number, "folder": name, "digest": name})
        run.note(act, "Zhao")
        self.written[run.folder / name], self.balances[run.folder / name] = people, found

    # --- what came of it

    def paid(self) -> Counter[str]:
        """Return what everybody was paid in all: by the versions that were locked."""
        found: Counter[str] = Counter()
        for run in self.runs:
            for one in self.written[run.folder / paid_version(run)["folder"]]:
                found[one.agent] += one.pay
        return found

    def moved(self, rule: str) -> Counter[str]:
        """Return how much lines of a rule have moved, by the newest versions."""
        found: Counter[str] = Counter()
        for run in self.runs:
            for one in self.written[run.path]:
                found[one.agent] += sum(line.parcel.amount for line in one.lines if line.rule == rule)
        return found

    def settle(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Return what was held back, what of it was released, what was forfeited, and check that the records are chained."""
        before: dict[Any, int] = {}
        for run in sorted(self.runs, key=lambda run: run.period):
            here = {one[:6]: one for one in self.balances[run.folder / paid_version(run)["folder"]]}
            assert {key: one.opening for key, one in here.items() if one.opening} == before
            before = {key: one.closing for key, one in here.items() if one.closing}
        return self.moved("hold"), self.moved(RELEASED), self.moved(FORFEITED)
