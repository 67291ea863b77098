"""The runs of a month on disk: one file says which version holds, and it is replaced as a whole; it computes nothing.

A version is a folder that is complete before `run.json` names it. Whatever happens on the way, `run.json` names the old
version or the new one, and both are whole. One process at a time works on the runs of a payroll.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from csscore.making import file_beside, folder_beside, is_at
from csscore.problems import Place, Problem, Rejected
from csscore.read.spans import parsed
from csscore.system import is_folder, is_there, reason, whole
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

RUN: Final = "run.json"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_LOCK: Final = ".lock"
_SHORT: Final = 12


class Refused(Exception):  # noqa: N818 - the word of the exit code: the books refuse
    """A state forbids what was asked; carries the problem (exit code 4)."""

    def __init__(self, code: str, place: Place | None = None, **details: object) -> None:
        self.problem = Problem(code, place, details=details)
        super().__init__(code)


@dataclass(slots=True)
class Run:
    """What `run.json` of one period says."""

    folder: Path
    name: str
    period: str
    versions: list[dict[str, Any]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return ``draft``, ``approved`` or ``locked``: what the last entry of the log that changes it makes of it."""
        states = {"run": "draft", "approve": "approved", "lock": "locked", "reopen": "draft", "amend": "locked"}
        return next((states[entry["act"]] for entry in reversed(self.log) if entry["act"] in states), "draft")

    @property
    def current(self) -> dict[str, Any]:
        """Return the version that holds."""
        return self.versions[-1]

    @property
    def path(self) -> Path:
        """Return where the version that holds is."""
        return self.folder / str(self.current["folder"])

    def last(self, act: str) -> dict[str, Any] | None:
        """Return the last entry of the log of one kind."""
        return next((entry for entry in reversed(self.log) if entry["act"] == act), None)

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the folders that were removed on purpose."""
        return tuple(f"{path}/" for entry in self.log for path in entry.get("removed", ()))

    def note(self, act: str, by: str, **more: Any) -> dict[str, Any]:
        """Add an entry to the log; each seals the one before it."""
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        entry = {"act": act, "at": at, "by": by, "version": self.current["version"], "digest": self.current["digest"]}
        entry |= {key: value for key, value in more.items() if value is not None}
        entry["after"] = self.log[-1]["seal"] if self.log else None
        entry["seal"] = seal(entry)
        self.log.append(entry)
        return entry

    def data(self) -> dict[str, Any]:
        """Return what is written."""
        current = self.current
        return {
            "csscore": FORMAT,
            "name": self.name,
            "period": self.period,
            "state": self.state,
            "version": current["version"],
            "digest": current["digest"],
            "totals": current["totals"],
            "versions": self.versions,
            "log": self.log,
        }


def seal(entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry of the log, its own seal left out."""
    return hash_of({key: value for key, value in entry.items() if key != "seal"})


def hash_of(data: Any) -> str:
    """Return ``sha256:`` and the hash of plain data, whatever the order of its keys."""
    return f"sha256:{hashlib.sha256(canonical(data)).hexdigest()}"


def canonical(data: Any) -> bytes:
    """Return plain data as the bytes that are hashed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pretty(data: Any) -> bytes:
    """Return plain data as it is kept for people to read."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_run(folder: Path) -> Run | None:
    """Return what is kept of a period; None where nothing is.

    Raises
    ------
    Rejected
        If `run.json` is none that csscore wrote (B130).
    """
    path = folder / RUN
    try:
        said = json.loads(whole(path))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else Words("不是 JSON", "it is no JSON")
        raise Rejected((Problem("B130", Place(str(path)), details={"reason": why}),)) from None
    keys = {"csscore": int, "name": str, "period": str, "versions": list, "log": list}
    if (
        not isinstance(said, dict)
        or any(not isinstance(said.get(key), kind) for key, kind in keys.items())
        or not said["versions"]
    ):
        why = Words("内容不对", "it is not as csscore writes it")
        raise Rejected((Problem("B130", Place(str(path)), details={"reason": why}),))
    if said["csscore"] != FORMAT:
        why = Words(f"格式是 {said['csscore']}", f"it is of format {said['csscore']}")
        raise Rejected((Problem("B130", Place(str(path)), details={"reason": why}),))
    return Run(folder, said["name"], said["period"], said["versions"], said["log"])


def all_runs(runs: Path) -> list[Run]:
    """Return every period that is kept, in the order of their days."""
    found = [run for folder in sorted(runs.glob("*")) if is_folder(folder) and (run := read_run(folder)) is not None]
    return sorted(found, key=lambda run: (span.last.isoformat() if (span := parsed(run.period)) else "", run.period))


@contextlib.contextmanager
def at_work(runs: Path) -> Iterator[None]:
    """Hold the runs of a payroll for this process alone; where nothing was written, nothing is left.

    Raises
    ------
    Refused
        If another process has them (B131), or the folder can't be written (B132).
    """
    lock = runs / _LOCK
    with made(runs):
        try:
            file = lock.open("ab")
        except OSError as error:
            raise Refused("B132", file=str(runs), reason=reason(error)) from error
        with file:
            if not (_taken(file.fileno()) and is_at(lock, file.fileno())):
                raise Refused("B131", folder=str(runs))
            try:
                yield
            finally:
                if os.name == "nt":  # which removes nothing that is open
                    file.close()
                with contextlib.suppress(OSError):
                    lock.unlink()


@contextlib.contextmanager
def made(folder: Path) -> Iterator[None]:
    """Make a folder and those above it; what is new and stays empty is gone afterwards.

    Raises
    ------
    Refused
        If the disk or the file system refuses (B132).
    """
    new = [one for one in (folder, *folder.parents) if not is_there(one)]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused("B132", file=str(folder), reason=reason(error)) from error
        yield
    finally:
        with contextlib.suppress(OSError):
            for one in new:
                one.rmdir()


def _taken(number: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def commit(run: Run) -> None:
    """Write `run.json`, whole or not at all.

    Raises
    ------
    Refused
        If the disk or the file system refuses (B132).
    """
    path = run.folder / RUN
    try:
        with file_beside(path) as (part, file):
            file.write(pretty(run.data()))
            file.flush()
            os.fsync(file.fileno())
            if os.name == "nt":
                file.close()
            part.replace(path)
        _settle(run.folder)
    except OSError as error:
        sweep(run.folder)  # the version that is named nowhere
        raise Refused("B132", file=str(path), reason=reason(error)) from error


def write_version(folder: Path, number: int, digest: str, files: Mapping[str, bytes]) -> str:
    """Write the folder of a version and return its name.

    Raises
    ------
    Refused
        If the disk or the file system refuses (B132); then nothing is left behind.
    """
    stem = f"v{number}-{digest.removeprefix('sha256:')[:_SHORT]}"
    try:
        name = next(
            name for count in range(1, 1 << 16) if not (folder / (name := stem if count == 1 else f"{stem}.{count}")).exists()
        )
        with folder_beside(folder / name) as part:
            for path, data in sorted(files.items()):
                (part / path).parent.mkdir(parents=True, exist_ok=True)
                with (part / path).open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            part.rename(folder / name)
        _settle(folder)
    except OSError as error:
        raise Refused("B132", file=str(folder), reason=reason(error)) from error
    return name


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left, and versions that were replaced: `run.json` names none of it."""
    run = read_run(folder)
    named = set() if run is None else {version["folder"] for version in run.versions}
    for left in (*folder.glob("v*-*"), *folder.glob(".v*-*.part")):
        if is_folder(left) and left.name not in named:
            shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Let the names in a folder be on the disk, too."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError:  # some file systems can't; the files themselves are there
        pass
    finally:
        os.close(number)


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hash of each file of a version."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}


def tampered(run: Run, version: Mapping[str, Any]) -> list[Words]:
    """Return what of a version is not as it was written: a file that is gone, new or changed."""
    folder = run.folder / version["folder"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    told: Sequence[str] = sorted(path for path in version["files"] if not f"{version['folder']}/{path}".startswith(run.removed))
    found = [_GONE.filled({"file": f"{version['folder']}/{path}"}) for path in told if path not in there]
    found += [_NEW.filled({"file": f"{version['folder']}/{path}"}) for path in sorted(there - set(version["files"]))]
    for path in told:
        if path in there and hashlib.sha256(whole(folder / path)).hexdigest() != version["files"][path]:
            found.append(_OTHER.filled({"file": f"{version['folder']}/{path}"}))
    return found


_GONE: Final = Words("{file} 不见了", "{file} is gone")
_NEW: Final = Words("{file} 是后来放进去的", "{file} was put in afterwards")
_OTHER: Final = Words("{file} 被改过", "{file} was changed")
