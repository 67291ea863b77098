"""What of old months the payroll file lets go, and its removal; records, locks and what is owed stay, each removal is logged."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from csscore.arguments import checked
from csscore.books.ledger import paid_version
from csscore.books.payroll import read_payroll
from csscore.books.people import RECOVERED
from csscore.books.record import PEOPLE, read_people
from csscore.books.store import RUN, Refused, Run, all_runs, at_work, commit, tampered
from csscore.problems import Place, Problem, Rejected
from csscore.read.spans import parsed
from csscore.system import is_folder, reason
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from csscore.books.payroll import PayrollFile

INPUTS, SUPERSEDED, DRAFT = "inputs", "superseded", "draft"


class Removable(NamedTuple):
    """Something that may be removed: a folder of a month, ``path`` within it, or the whole month where that is empty."""

    run: Run
    path: str
    what: str
    """``inputs`` (copies), ``superseded`` (a version that neither holds nor was paid), ``draft`` (a month never locked)."""

    @property
    def folder(self) -> Path:
        """Return what is removed."""
        return self.run.folder / self.path if self.path else self.run.folder

    @property
    def size(self) -> int:
        """Return how many bytes that frees."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


class Pruned(NamedTuple):
    """What may be removed, with its bytes, and whether it was."""

    years: int
    found: tuple[tuple[Removable, int], ...]
    done: bool


@checked()
def prune(path: str, *, by: str, force: bool = False, today: date | None = None) -> Pruned:
    """List what a payroll file no longer wants kept, or remove it.

    Parameters
    ----------
    path
        The payroll file; its ``keep_years`` counts from the last day of each month.
    by
        Who removes it.
    force
        Remove it; otherwise it is only listed.
    today
        From when to count back; today where it is not given.

    Raises
    ------
    Rejected
        If the payroll file says nothing of how long months are kept (B190).
    Refused
        If something was changed after it was written (B136), another run is at work, or the disk refuses.
    """
    file = read_payroll(path)
    years = file.payroll.keep_years
    if years is None:
        raise Rejected((Problem("B190", Place(path)),))
    today = today or datetime.now().astimezone().date()
    if not force or not is_folder(file.runs):
        return Pruned(years, tuple((one, one.size) for one in _removable(file, years, today)), done=False)
    with at_work(file.runs):
        found = tuple((one, one.size) for one in _removable(file, years, today))
        _intact(found)
        for run in {one.run.period: one.run for one, _ in found}.values():
            _remove(run, [one for one, _ in found if one.run is run], by)
        return Pruned(years, found, done=True)


def _removable(file: PayrollFile, years: int, today: date) -> Iterator[Removable]:
    for run in all_runs(file.runs) if is_folder(file.runs) else ():
        span = parsed(run.period)
        if span is None or (span.last.year + years, span.last.month, span.last.day) >= (today.year, today.month, today.day):
            continue
        if run.last("lock") is None:
            if not _carries(run):
                yield Removable(run, "", DRAFT)
            continue
        needed = {run.current["folder"], paid_version(run)["folder"]}
        for version in run.versions:
            name = str(version["folder"])
            if name not in needed and is_folder(run.folder / name):
                yield Removable(run, name, SUPERSEDED)
            elif is_folder(run.folder / name / "inputs"):
                yield Removable(run, f"{name}/inputs", INPUTS)


def _carries(run: Run) -> bool:
    """Tell whether a month has lines of another: what is owed would be worked out otherwise without it."""
    people, _ = read_people(run.path / PEOPLE)
    return any(line.source or line.rule == RECOVERED for person in people for line in person.lines)


def _intact(found: Sequence[tuple[Removable, int]]) -> None:
    """Refuse to remove what may prove that something was changed."""
    for run in {one.run.period: one.run for one, _ in found}.values():
        for version in run.versions:
            changed = tampered(run, version)
            if changed:
                raise Refused("B136", Place(str(run.folder)), files=changed[0])


def _remove(run: Run, several: Sequence[Removable], by: str) -> None:
    """Say so in the log, then remove: what a crash leaves there is listed again."""
    try:
        if any(one.what == DRAFT for one in several):
            (run.folder / RUN).unlink()
            shutil.rmtree(run.folder)
            return
        run.note("prune", by, removed=[one.path for one in several])
        commit(run)
        for one in several:
            shutil.rmtree(one.folder)
    except OSError as error:
        raise Refused("B132", file=str(run.folder), reason=reason(error)) from error


def removed_words(run: Run) -> list[Words]:
    """Return what was removed on purpose, when and by whom."""
    return [
        Words(f"{path}（{entry['by']}，{entry['at'][:10]}）", f"{path} ({entry['by']}, {entry['at'][:10]})")
        for entry in run.log
        for path in entry.get("removed", ())
    ]
