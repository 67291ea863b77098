"""Computes a result again from the files that it names, and says whether it is the same; it writes nothing."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore import __version__, pipeline
from csscore.books.differing import Difference, differences
from csscore.books.fingerprint import fingerprint
from csscore.problems import Place, Problem, Problems, Rejected
from csscore.read.address import SIGN
from csscore.report.json import write_json
from csscore.system import is_file, reason, whole
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from csscore.result import Result

_KEYS: Final = ("csscore", "agents", "scheme", "totals")
CHANGED: Final = Words("{file} 与当时不同（{role}）", "{file} is not as it was ({role})")
_OTHER_SCHEME: Final = Words("方案“{name}”与当时不同", "scheme '{name}' is not as it was")
_OTHER_VERSION: Final = Words(
    "当时是 csscore {before}，现在是 {after}", "it was computed by csscore {before}, and this is {after}"
)
EDITED: Final = Words("{file} 写好以后被改过", "{file} itself was changed after it was written")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a result is the same when it is computed again, and why not."""

    file: str
    agents: int
    causes: tuple[Words, ...] = ()
    """What is not as it was."""
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What forbids to compute it again, where one of the causes is to blame."""
    removed: tuple[Words, ...] = ()
    """What of a run was removed on purpose."""

    @property
    def same(self) -> bool:
        """Return whether nothing differs."""
        return not (self.causes or self.differences)


@dataclass(slots=True)
class Found:
    """The files of a result by role, where they are now; ``changed`` says which are not as they were."""

    files: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    roster: str | None = None
    adjust: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    scheme: str | None = None
    changed: list[Words] = field(default_factory=list)


def verify_result(path: str, *, folder: str | None = None, scheme: str | None = None, encoding: str | None = None) -> Verdict:
    """Compute a result again and compare.

    Parameters
    ----------
    path
        JSON that csscore wrote.
    folder
        Where its files are now; without it, where they were, or beside the result.
    scheme
        The scheme, where it is another than the result names.
    encoding
        The encoding of text files, where it can't be told.

    Raises
    ------
    Rejected
        If it is no result (B100), doesn't name its files (B102), a file is not found (B101), or what is unchanged can't be
        computed.
    """
    places = (Path(), Path(path).parent) if folder is None else (Path(folder),)
    verdict, _ = again(path, places, search=folder is not None, scheme=scheme, encoding=encoding)
    return verdict


def again(
    path: str,
    places: Sequence[Path],
    *,
    search: bool,
    scheme: str | None = None,
    encoding: str | None = None,
    alike: Collection[str] = (),
) -> tuple[Verdict, Result | None]:
    """Compute a result again; also return what came of it, None where nothing can be computed any more.

    Parameters
    ----------
    path, scheme, encoding
        As of `verify_result`.
    places
        Folders in which its files may be.
    search
        Whether files may have other names there.
    alike
        Fingerprints of files that count as unchanged. With them, only the scheme that is given counts.
    """
    document, found = found_files(path, places, search=search, alike=alike)
    card, count = document["scheme"], len(document["agents"])
    try:
        run = pipeline.compute(
            found.files,
            scheme or found.scheme or card["name"],
            inputs=found.inputs,
            roster=found.roster,
            adjust=found.adjust,
            history=found.history,
            period=document.get("period"),
            sets=() if alike else document.get("set", ()),
            encoding=encoding,
        )
    except Rejected as rejected:
        if not found.changed:
            raise
        return Verdict(path, count, tuple(found.changed), problems=rejected.problems), None
    causes = list(found.changed)
    if run.result.scheme.digest != card.get("digest"):
        causes.append(_OTHER_SCHEME.filled({"name": card["name"]}))
    differing = _differences(document, run.result)
    if differing and document.get("version") != __version__:
        causes.append(_OTHER_VERSION.filled({"before": document.get("version"), "after": __version__}))
    if differing and not causes:
        causes.append(EDITED.filled({"file": Path(path).name}))
    return Verdict(path, count, tuple(causes), tuple(differing)), run.result


def found_files(path: str, places: Sequence[Path], *, search: bool, alike: Collection[str] = ()) -> tuple[dict[str, Any], Found]:
    """Return what a result says, and its files where they are now; parameters and problems as of `again`."""
    problems = Problems()
    document = _document(path, problems)
    found = _find(document, path, places, problems, search=search, alike=alike)
    problems.reject()
    return document, found


def document_of(result: Result, lang: Any) -> dict[str, Any]:
    """Return a result as its JSON says it."""
    out = io.BytesIO()
    write_json(result, out, lang=lang)
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def _differences(document: Mapping[str, Any], result: Result) -> list[Difference]:
    """Compare in the language that the result was written in: the one in which less differs."""
    return min((differences(document, document_of(result, lang)) for lang in ("zh", "en")), key=len)


def _document(path: str, problems: Problems) -> dict[str, Any]:
    try:
        document = json.loads(whole(Path(path)))
    except (OSError, ValueError, RecursionError) as error:
        why = reason(error) if isinstance(error, OSError) else Words("不是 JSON", "it is no JSON")
        problems.add("B100", Place(path), reason=why)
        problems.reject()
        raise
    sound = isinstance(document, dict) and all(key in document for key in _KEYS) and isinstance(document["agents"], list)
    if not (sound and isinstance(document["scheme"], dict) and all(_is_agent(agent) for agent in document["agents"])):
        problems.add("B100", Place(path), reason=Words("没有 csscore 和 agents", "it has no csscore and agents"))
        problems.reject()
    inputs = document.get("inputs")
    if not (isinstance(inputs, list) and inputs and all(map(_is_input, inputs))):
        problems.add("B102", Place(path))
        problems.reject()
    return dict(document)


def _is_input(said: object) -> bool:
    return isinstance(said, dict) and bool(said.get("file")) and bool(said.get("role"))


def _is_agent(said: object) -> bool:
    return isinstance(said, dict) and isinstance(said.get("agent"), str) and isinstance(said.get("lines", []), list)


def _find(
    document: Mapping[str, Any],
    path: str,
    places: Sequence[Path],
    problems: Problems,
    *,
    search: bool,
    alike: Collection[str],
) -> Found:
    found = Found()
    told: set[str] = set()
    for one in document["inputs"]:
        role, file = str(one["role"]), str(one["file"])
        if alike and role in {"scheme", "include"}:
            continue  # the scheme is kept as it held
        place = _place(file, one.get("sha256"), places, search=search)
        if place is None:
            problems.add("B101", Place(path), file=file, role=role)
            continue
        if _differs(place, one) and file not in told and not (alike and fingerprint(Path(place)) in alike):
            found.changed.append(CHANGED.filled({"file": file, "role": same(role)}))
        told.add(file)
        _take(found, role, place if one.get("sheet") is None else f"{place}{SIGN}{one['sheet']}")
    return found


def _take(found: Found, role: str, place: str) -> None:
    kind, _, name = role.partition(" ")
    if kind == "with":
        found.inputs[name] = place
    elif kind in {"roster", "scheme"}:
        setattr(found, kind, place)
    elif kind in {"files", "adjust", "history"}:
        getattr(found, kind).append(place)


def _place(file: str, digest: str | None, places: Sequence[Path], *, search: bool) -> str | None:
    """Return where a file is now: of several places one where it has the same bytes, if need be under another name."""
    named = [str(folder / name) for folder in places for name in dict.fromkeys((file, Path(file).name))]
    there = [place for place in named if is_file(Path(place))]
    others = (str(path) for folder in places for path in sorted(folder.glob(f"*{Path(file).suffix}"))) if search else ()
    for place in there:
        if digest is None or digest_of(place) == digest:
            return place
    return next((place for place in others if digest is not None and digest_of(place) == digest), next(iter(there), None))


def digest_of(path: str) -> str | None:
    """Return the hash of a file's bytes; None where it can't be read."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _differs(place: str, one: Mapping[str, Any]) -> bool:
    if one.get("sha256"):
        return bool(digest_of(place) != one["sha256"])
    return one.get("size") not in (None, Path(place).stat().st_size)
