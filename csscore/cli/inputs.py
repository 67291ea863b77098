"""The files of a command line, by role: wildcards written out, nothing given twice; it reads no data."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from os.path import realpath  # unlike Path.resolve, it has an answer for links in a circle
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from csscore.cli import console
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.usage import pairs
from csscore.problems import Problem
from csscore.read.address import STDIN, Address, address, is_elsewhere, matching
from csscore.scheme.include import files_of
from csscore.scheme.lookup import ENDINGS, OWN
from csscore.scheme.overrides import dropped
from csscore.system import is_file, is_folder
from csscore.words import Words, same
from csscore.words import listed as names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.words import Lang

_ROLES = {
    "files": Words("数据", "data"),
    "adjust": Words("人工调整", "adjustments"),
    "history": Words("以前的结果", "earlier result"),
    "others": Words("其他输入", "other input"),
}
"""What stands for a file whose name is hidden."""
_WAITING = Words("从标准输入读 csv，按 Ctrl-D 结束", "reading csv from standard input; Ctrl-D ends it")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command line takes in, by role."""

    files: list[str]
    inputs: dict[str, str]
    adjust: Sequence[str]
    history: list[str]
    sets: list[str]
    schemes: tuple[str, ...]
    others: tuple[str, ...]
    """Further files: rosters, what a second month is read from."""

    def everything(self) -> Iterator[str]:
        """Yield every file that is read, which is never written onto: of the schemes also what they include and their tests."""
        yield from (*self.files, *self.inputs.values(), *self.adjust, *self.history, *self.others)
        for scheme in self.schemes:
            yield from scheme_files(scheme)

    def called(self, lang: Lang) -> dict[str, str]:
        """Return what stands for each file of data where its name is hidden: its role, and a number where several have it."""
        roles: list[tuple[Words, Sequence[str]]] = [
            (_ROLES["files"], self.files),
            *((same(name), [file]) for name, file in self.inputs.items()),
        ]
        roles += [(_ROLES["adjust"], self.adjust), (_ROLES["history"], self.history), (_ROLES["others"], self.others)]
        found: dict[str, str] = {}
        for role, files in roles:
            for number, file in enumerate(files, start=1):
                label = role.in_(lang) if len(files) == 1 else f"{role.in_(lang)} {number}"
                path = address(file).file
                for form in (file, path, Path(path).name):
                    if form != STDIN:
                        found.setdefault(form, label)
        return found


def taken(
    files: Sequence[str],
    *schemes: str,
    with_: Sequence[str] | None = None,
    adjust: Sequence[str] | None = None,
    history: Sequence[str] | None = None,
    sets: Sequence[str] | None = None,
    others: Sequence[str | None] = (),
    writes: Sequence[str | None] = (),
    anonymous: bool = False,
) -> Taken:
    """Return what a command line takes in.

    Parameters
    ----------
    files, with_, adjust, history, sets, others
        As given; of ``others`` None is none.
    schemes
        Names or paths.
    writes
        What the command will write: patterns leave it out.
    anonymous
        Whether adjustments keep their reasons to themselves.
    """
    own = tuple(place for place in writes if place is not None and place != STDIN)
    return Taken(
        expanded(files, writes=own),
        named_inputs(with_),
        discreet(expanded(adjust or (), writes=own), anonymous=anonymous),
        expanded(history or (), writes=own),
        overrides(sets),
        schemes,
        tuple(file for file in others if file is not None),
    )


def discreet(files: Sequence[str], *, anonymous: bool) -> Sequence[str]:
    """Return files of adjustments, those of an anonymous output in such a way that no reason leaves them."""
    if not (anonymous and files):
        return files
    from csscore.pay.adjustments import Discreet

    return Discreet(files)


def expanded(files: Sequence[str], *, writes: Sequence[str] = ()) -> list[str]:
    """Return the files, patterns replaced by what they match (sorted: a shell or Windows may leave them to us).

    A pattern leaves out what this run writes, and says so (U129).

    Raises
    ------
    Stopped
        If a pattern matches nothing or a file (or one sheet of it) is there twice.
    """
    found: list[Address] = []
    for file in map(address, files):
        matches = matching(file)
        if matches is None:
            found.append(file)
            continue
        matches = _without_own(file.file, matches, writes)
        if not matches:
            raise stopped(USAGE, "U111", pattern=file.file)
        found += matches
    seen: set[Address] = set()
    for file in found:
        real = file if file.file == STDIN or is_elsewhere(file.file) else Address(realpath(file.file), file.sheets)
        if real in seen:
            raise stopped(USAGE, "U112", file=str(file))
        seen.add(real)
    return [str(file) for file in found]


def _without_own(pattern: str, matches: list[Address], writes: Sequence[str]) -> list[Address]:
    """Return what a pattern matches without what this run writes."""
    own = [match.file for match in matches if any(_is_or_in(match.file, place) for place in writes)]
    if own:
        details: dict[str, object] = {"pattern": pattern, "files": names_of(own, most=3)}
        console.current().problems([Problem("U129", details=details)])
    return [match for match in matches if match.file not in own]


def _is_or_in(file: str, place: str) -> bool:
    real = Path(realpath(place))
    return is_same(real, Path(file)) or (is_folder(real) and Path(realpath(file)).is_relative_to(real))


def is_same(place: Path, other: Path) -> bool:
    """Tell whether two paths are one file: through links, however they are spelt, also where a system ignores case."""
    try:
        if place.samefile(other):
            return True
    except OSError:  # one of them is not there
        pass
    return _form(realpath(place)) == _form(realpath(other))


def _form(path: str) -> str:
    return normalize("NFC", path).casefold()


def named_inputs(values: Sequence[str] | None) -> dict[str, str]:
    """Return the files of ``--with NAME=FILE`` by name."""
    found: dict[str, str] = {}
    for name, file in pairs("--with", values or (), form="NAME=FILE", example="exam=exam.xlsx"):
        if name in found:
            raise stopped(USAGE, "U108", name=name)
        found[name] = file
    return found


def overrides(values: Sequence[str] | None) -> list[str]:
    """Return ``--set`` as given, having checked its form, and that none drops what another says."""
    named = pairs("--set", values or (), form="PATH=VALUE", example="metrics.sales.weight=50")
    if len(named) > 1:
        lost = dropped(list(values or ()))
        if lost is not None:
            raise stopped(USAGE, "U127", option="--set", name=lost[0], values=names_of(lost[1:]))
    return list(values or ())


def named_once(option: str, values: Sequence[str] | None, *, form: str, example: str) -> dict[str, str]:
    """Return the values of ``NAME=VALUE`` by name; stops where a name is given twice."""
    found: dict[str, str] = {}
    for name, value in pairs(option, values or (), form=form, example=example):
        if name in found:
            raise stopped(
                USAGE, "U127", option=option, name=name, values=names_of([f"{name}={each}" for each in (found[name], value)])
            )
        found[name] = value
    return found


def scheme_files(scheme: str) -> list[str]:
    """Return the files that a scheme's name or path may stand for, among one's own, what they include, and their tests."""
    places = [Path(scheme), *(Path(OWN, scheme + ending) for ending in ENDINGS)]
    found = [place for place in places if is_file(place)]
    tests = [place.with_name(f"{place.stem}.test.yaml") for place in found]
    return [str(place) for place in (*found, *tests, *files_of(scheme))]


def announce_stdin(files: Sequence[str]) -> None:
    """Say that input is awaited, rather than hang silently, where someone sits at a keyboard."""
    if STDIN in files and sys.stdin.isatty():
        console.current().remark(_WAITING)
