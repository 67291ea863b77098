"""Looks whether the run of a month is what was written, approved and locked, and still what its inputs make; it mends nothing."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.arguments import PATH, checked
from csscore.books.export import CSV, TOTAL, control_total, unlike_csv, unlike_total
from csscore.books.fingerprint import fingerprint
from csscore.books.payroll import Export
from csscore.books.pruning import removed_words
from csscore.books.record import PEOPLE, is_sound, read_people, result_record
from csscore.books.signing import check_signature
from csscore.books.store import MANIFEST, RUN, Run, read_run, seal, tampered
from csscore.books.verify import CHANGED, Verdict, again, digest_of, verify_result
from csscore.exact.fixed import text
from csscore.problems import Place, Problem, Rejected
from csscore.system import is_folder, whole
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOG: Final = Words("run.json 的第 {number} 条记录（{act}）被改过", "entry {number} of the log in run.json ({act}) was changed")
_STATED: Final = Words("run.json 里的 {key} 被改过：记录说的是 {right}", "{key} in run.json was changed: the log says {right}")
_UNKNOWN: Final = Words("{folder} 不在 run.json 的记录里", "the log in run.json does not know {folder}")
_RECORDS: Final = Words("{folder} 的内容和摘要不符", "what is in {folder} does not make its digest")
_RECORD: Final = Words("{file} 和重算的结果不符", "{file} is not what is computed again")
_SUMS: Final = Words("{folder} 的应发加起来不是 {total}", "pay in {folder} does not sum to {total}")
_CHAIN: Final = Words("{period} 的锁和它前面 {before} 的锁接不上", "the lock of {period} does not follow that of {before}")
_SIGNED: Final = Words("{by} 的签名不对：{why}", "the signature of {by} does not hold: {why}")


@checked(scheme=PATH)
def verify(
    path: str,
    *,
    folder: str | None = None,
    scheme: str | None = None,
    encoding: str | None = None,
    signers: str | None = None,
) -> Verdict:
    """Verify a result or the run of a month: it is what was written, and its inputs still make it.

    Parameters
    ----------
    path
        JSON that csscore wrote, the folder of a month, or its `run.json`.
    folder
        Where inputs are now, where they have moved.
    scheme, encoding
        Of a result: another scheme than it names, the encoding of text files.
    signers
        Of a month: the file of allowed signers.

    Raises
    ------
    Rejected
        As `verify_run` and `verify_result` do.
    """
    if is_folder(Path(path)) or Path(path).name == RUN:
        return verify_run(path, signers=signers, places=() if folder is None else (folder,))
    return verify_result(path, folder=folder, scheme=scheme, encoding=encoding)


def verify_run(path: str, *, signers: str | None = None, places: tuple[str, ...] = ()) -> Verdict:
    """Verify the run of a period: nothing was changed since, and its inputs still make it.

    Parameters
    ----------
    path
        The folder of the period, or its `run.json`.
    signers
        The file of allowed signers, as OpenSSH has it: then signatures must be of these keys.
    places
        Folders in which inputs may be, beside those where they were.

    Raises
    ------
    Rejected
        If there is no run (B134) or its `run.json` can't be read (B130), or an input is gone (B101).
    """
    folder = Path(path).parent if Path(path).name == RUN else Path(path)
    run = read_run(folder)
    if run is None:
        raise Rejected((Problem("B134", Place(str(folder))),))
    causes = [*_log(run), *_stated(run), *_versions(run), *_locks(run), *_signatures(run, signers), *_originals(run)]
    differing: list[Any] = []
    problems: list[Problem] = []
    count = sum(run.current["totals"]["roles"].values())
    for role in sorted(run.current["totals"]["roles"]):
        try:
            verdict, result = _role(run, role, places)
        except (Rejected, OSError, ValueError, KeyError) as error:
            if not causes and not _is_pruned(run, error):
                raise
            count -= run.current["totals"]["roles"][role]
            continue  # what was changed, or removed on purpose, is named already
        causes += verdict.causes
        differing += verdict.differences
        problems += verdict.problems
        record = f"records/{role}.jsonl"
        if result is not None and verdict.same and not causes and result_record(result) != whole(run.path / record):
            causes.append(_RECORD.filled({"file": f"{run.current['folder']}/{record}"}))
    return Verdict(path, count, tuple(dict.fromkeys(causes)), tuple(differing), tuple(problems), tuple(removed_words(run)))


def _is_pruned(run: Run, error: Exception) -> bool:
    """Tell whether all that is in the way are inputs whose copies were removed on purpose."""
    pruned = any(folder.endswith("/inputs/") for folder in run.removed)
    return pruned and isinstance(error, Rejected) and all(problem.code == "B101" for problem in error.problems)


def _role(run: Run, role: str, more: tuple[str, ...]) -> tuple[Verdict, Any]:
    return again(
        str(run.path / f"{role}.json"),
        [*places_of(run), *map(Path, more)],
        search=True,
        scheme=str(run.path / "schemes" / f"{role}.yaml"),
        encoding=run.current["encodings"].get(role),
        alike=fingerprints(run, role),
    )


def _originals(run: Run) -> Iterator[Words]:
    """Yield files of this very month that were changed since, whether or not copies of them are kept.

    What has no month in its path, such as a roster, is expected to change.
    """
    base = places_of(run)[0]
    for role in sorted(run.current["totals"]["roles"]):
        try:
            inputs = json.loads(whole(run.path / f"{role}.json"))["inputs"]
            alike = fingerprints(run, role)
        except (OSError, ValueError, KeyError):  # what was changed is named already
            continue
        for one in inputs:
            path = base / str(one.get("file"))
            if one["role"] in {"scheme", "include", "history"} or run.period not in str(one.get("file")) or not path.is_file():
                continue
            if digest_of(str(path)) != one.get("sha256") and fingerprint(path) not in alike:
                yield CHANGED.filled({"file": one["file"], "role": one["role"]})


def places_of(run: Run) -> list[Path]:
    """Return the folders in which the inputs of the version that holds may be."""
    base = Path(os.path.normpath(run.path / run.current["payroll"])).parent
    folders = [run.folder / version["folder"] for version in reversed(run.versions)]  # a correction has no copies of its own
    kept = [path for one in folders for name in ("inputs", "disputes", "amendments") for path in sorted(one.glob(f"{name}/**/"))]
    return [base, run.path, *kept]


def fingerprints(run: Run, role: str) -> list[str]:
    """Return those of the inputs of a role, at least one."""
    said = json.loads(whole(run.path / MANIFEST))["roles"][role]
    return [fingerprint for _, fingerprint in said["inputs"]] or [""]


def _log(run: Run) -> Iterator[Words]:
    before = None
    for number, entry in enumerate(run.log, 1):
        if entry.get("seal") != seal(entry) or entry.get("after") != before:
            yield _LOG.filled({"number": number, "act": str(entry.get("act"))})
        before = entry.get("seal")


def _stated(run: Run) -> Iterator[Words]:
    written = json.loads(whole(run.folder / RUN))
    for key, right in run.data().items():
        if written.get(key) != right:
            yield _STATED.filled({"key": key, "right": str(right)})


def _versions(run: Run) -> Iterator[Words]:
    known = {(entry["version"], entry["digest"]) for entry in run.log if entry["act"] in {"run", "amend"}}
    for version in run.versions:
        told: dict[str, object] = {"folder": version["folder"]}
        if (version["version"], version["digest"]) not in known:
            yield _UNKNOWN.filled(told)
        if f"{version['folder']}/" in run.removed:
            continue
        yield from tampered(run, version)
        if not is_sound(run, version):
            yield _RECORDS.filled(told)
        else:
            yield from _sums(run, version)


def _sums(run: Run, version: Mapping[str, Any]) -> Iterator[Words]:
    """Yield what does not follow from the records: the sum of a version, lines of its export, the control total."""
    folder, totals, export = run.folder / version["folder"], version["totals"], version.get("export")
    people, digits = read_people(folder / PEOPLE)
    if text(sum(person.pay for person in people), digits) != totals["pay"]:
        yield _SUMS.filled({"folder": version["folder"], "total": totals["pay"]})
    if export is None or CSV not in version["files"]:  # a version of an earlier csscore, or one that exports nothing
        return
    form = Export(rows=export["rows"], columns=export["columns"])
    told: dict[str, Any] = {"period": run.period, "currency": totals["currency"], "digits": digits}
    with suppress(OSError, ValueError):  # a file that is gone, or none at all, was named by then
        yield from unlike_csv((folder / CSV).read_bytes(), form, people, **told, lang=export["lang"])
        yield from unlike_total(json.loads((folder / TOTAL).read_bytes()), control_total(form, people, **told))


def _locks(run: Run) -> Iterator[Words]:
    """Yield locks that don't follow a lock of the month that they name."""
    for entry in run.log:
        before = entry.get("before")
        if entry["act"] != "lock" or before is None:
            continue
        other = read_run(run.folder.parent / before["period"])
        seals = set() if other is None else {one.get("seal") for one in other.log if one["act"] in {"lock", "amend"}}
        if before["seal"] not in seals or (other is not None and list(_log(other))):
            yield _CHAIN.filled({"period": run.period, "before": before["period"]})


def _signatures(run: Run, signers: str | None) -> Iterator[Words]:
    for entry in run.log:
        if "signature" in entry:
            why = check_signature(run, entry, signers)
            if why is not None:
                yield _SIGNED.filled({"by": entry["by"], "why": why})
