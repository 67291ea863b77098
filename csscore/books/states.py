"""Draft, approved, locked: who may take a run from one to the next, and what it is bound to; it computes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from csscore.arguments import checked
from csscore.books.record import is_sound
from csscore.books.signing import sign
from csscore.books.store import RUN, Refused, Run, all_runs, at_work, commit, read_run, tampered
from csscore.problems import Place, Problem, Rejected
from csscore.read.spans import parsed
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATES = {"draft": Words("草稿", "a draft"), "approved": Words("已批准", "approved"), "locked": Words("已锁定", "locked")}


@checked()
def approve(path: str, *, by: str, key: str | None = None) -> Run:
    """Approve the draft of a period, and bind the approval to its digest.

    Parameters
    ----------
    path
        The folder of the period.
    by
        Who approves: a claim, unless it is signed.
    key
        A private key to sign with.

    Raises
    ------
    Refused
        If it is no draft (B135), was changed since (B136), or the same person prepared it (B137).
    """
    folder = _folder(path)
    with at_work(folder.parent):
        run = _run(folder)
        _must_be(run, "draft")
        _intact(run)
        _second_person(run, by)
        entry = run.note("approve", by)
        if key is not None:
            signature = sign(run, entry, key)
            run.log.pop()
            run.note("approve", by, at=entry["at"], signature=signature)
        commit(run)
        return run


@checked()
def lock(path: str, *, by: str) -> Run:
    """Lock the approved run of a period, after the month before it.

    Raises
    ------
    Refused
        If it is not approved (B135), was changed since (B136), or an earlier month is not locked (B138).
    """
    folder = _folder(path)
    with at_work(folder.parent):
        run = _run(folder)
        _must_be(run, "approved")
        _intact(run)
        approved: Any = run.last("approve")
        if approved["digest"] != run.current["digest"]:
            raise Refused("B136", Place(str(folder)), files=listed([run.current["folder"]]))
        earlier = _beside(run, later=False)
        open_ = [one.period for one in earlier if one.state != "locked"]
        if open_:
            raise Refused("B138", Place(str(folder)), periods=listed(open_))
        before = None
        if earlier:
            sealed = [entry for entry in earlier[-1].log if entry["act"] in {"lock", "amend"}][-1]
            before = {"period": earlier[-1].period, "seal": sealed["seal"]}
        run.note("lock", by, before=before)
        commit(run)
        return run


@checked()
def reopen(path: str, *, by: str, because: str) -> Run:
    """Take an approval or a lock back, with the reason; a lock only where nothing was built on it.

    Raises
    ------
    Refused
        If it is a draft (B135), the same person prepared it (B137), or it was amended or a later month is locked (B139).
    """
    folder = _folder(path)
    with at_work(folder.parent):
        run = _run(folder)
        _must_be(run, "approved", "locked")
        _second_person(run, by)
        if run.state == "locked":
            since = run.log[max(number for number, entry in enumerate(run.log) if entry["act"] == "lock") :]
            amended = [run.period] if any(entry["act"] == "amend" for entry in since) else []
            later = [one.period for one in _beside(run, later=True) if one.state == "locked"]
            if amended or later:
                raise Refused("B139", Place(str(folder)), period=run.period, periods=listed(amended + later))
        run.note("reopen", by, because=because)
        commit(run)
        return run


def _folder(path: str) -> Path:
    folder = Path(path).parent if Path(path).name == RUN else Path(path)
    _run(folder)  # before anything is made there
    return folder


def _run(folder: Path) -> Run:
    run = read_run(folder)
    if run is None:
        raise Rejected((Problem("B134", Place(str(folder))),))
    return run


def _must_be(run: Run, *states: str) -> None:
    if run.state not in states:
        names = [_STATES[state] for state in states]
        wanted = Words("或".join(name.zh for name in names), " or ".join(name.en for name in names))
        raise Refused("B135", Place(str(run.folder)), period=run.period, state=_STATES[run.state], wanted=wanted)


def _intact(run: Run) -> None:
    changed = tampered(run, run.current)
    if changed:
        names = Words("；".join(one.zh for one in changed[:3]), "; ".join(one.en for one in changed[:3]))
        raise Refused("B136", Place(str(run.folder)), files=names)
    if not is_sound(run, run.current):
        raise Refused("B136", Place(str(run.folder)), files=listed([run.current["folder"]]))


def _second_person(run: Run, by: str) -> None:
    prepared = run.current["prepared_by"]
    if by.strip().casefold() == str(prepared).strip().casefold() and not run.current["self_approval"]:
        raise Refused("B137", Place(str(run.folder)), by=by)


def _beside(run: Run, *, later: bool) -> Sequence[Run]:
    """Return the runs of the periods before this one, or after it."""
    span = parsed(run.period)
    found = []
    for one in all_runs(run.folder.parent):
        other = parsed(one.period)
        if span is None or other is None or one.period == run.period:
            continue
        if (other.first > span.last) if later else (other.last < span.first):
            found.append(one)
    return found
