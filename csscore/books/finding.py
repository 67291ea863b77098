"""From a payroll file and a period to the files of each role; it opens only the file of monthly numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.problems import Place
from csscore.read.address import address
from csscore.scheme.forms import nearest
from csscore.scheme.kinds import number
from csscore.scheme.lookup import open_
from csscore.scheme.nodes import Mapping, Scalar, compose
from csscore.system import is_there
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from csscore.books.payroll import Payroll, Role
    from csscore.problems import Problems

_PERIOD: Final = "{period}"


@dataclass(frozen=True, slots=True)
class RoleFiles:
    """The files of a role in a period; ``{NAME}`` is the result of another role, which is computed first."""

    files: tuple[str, ...]
    inputs: dict[str, str]
    roster: str | None
    adjust: tuple[str, ...]
    after: frozenset[str] = field(default_factory=frozenset)
    """The roles whose results it takes."""


def find_files(name: str, payroll: Payroll, period: str, problems: Problems) -> RoleFiles:
    """Return the files of a role, relative to the current folder.

    What is missing is reported: B104 for files that must be there, B105 for adjustments, which need not.
    """
    role: Role = payroll.roles[name]
    finder = _Finder(name, role, period, set(payroll.roles) - {name}, problems)
    files = tuple(file for text in role.files for file in finder.several(text, "files"))
    inputs = {key: file for key, text in role.with_.items() for file in finder.one(text, "with")}
    roster = next(finder.one(role.roster, "roster"), None) if role.roster else None
    adjust = tuple(file for text in role.adjust for file in finder.several(text, "adjust"))
    return RoleFiles(tuple(dict.fromkeys(files)), inputs, roster, adjust, frozenset(finder.after))


class _Finder:
    def __init__(self, name: str, role: Role, period: str, others: Collection[str], problems: Problems) -> None:
        self._name = name
        self._role = role
        self._period = period
        self._others = others
        self._problems = problems
        self.after: set[str] = set()

    def several(self, text: str, key: str) -> Iterator[str]:
        filled = self._filled(text)
        if self._is_result(filled):
            yield filled
            return
        pattern = address(filled)
        sheets = "".join(f"#{sheet}" for sheet in pattern.sheets)
        if is_there(Path(pattern.file)):
            yield filled
            return
        found = sorted(glob(pattern.file, recursive=True)) if any(sign in pattern.file for sign in "*?[") else []  # noqa: PTH207 - a pattern may be absolute
        yield from (f"{file}{sheets}" for file in found if not file.rpartition("/")[2].startswith("~$"))
        if not found:
            self._problems.add("B105" if key == "adjust" else "B104", self._place(key), role=self._name, file=filled)

    def one(self, text: str, key: str) -> Iterator[str]:
        filled = self._filled(text)
        if self._is_result(filled) or is_there(Path(address(filled).file)):
            yield filled
        else:
            self._problems.add("B104", self._place(key), role=self._name, file=filled)

    def _filled(self, text: str) -> str:
        return text.replace(_PERIOD, self._period)

    def _is_result(self, text: str) -> bool:
        known = text[:1] == "{" and text[-1:] == "}" and text[1:-1] in self._others
        if known:
            self.after.add(text[1:-1])
        return known

    def _place(self, key: str) -> Place | None:
        return self._role.places.get(key)


def in_turn(files: dict[str, RoleFiles], payroll: Payroll, problems: Problems) -> list[str]:
    """Return the roles in the order in which they are computed: whoever takes a result comes after it (B106)."""
    order: list[str] = []
    left = dict(files)
    while left:
        ready = [name for name, found in left.items() if found.after <= set(order)]
        if not ready:
            place = payroll.roles[next(iter(left))].place
            problems.add("B106", place, roles=listed(sorted(left)))
            return order
        order += ready
        left = {name: found for name, found in left.items() if name not in ready}
    return order


def read_params(file: str, known: Collection[str], problems: Problems) -> dict[str, str]:
    """Return the numbers of the month by name, as they are written; B107 for what is no number or of no scheme."""
    source = open_(Path(file), file, problems)
    node = None if source is None else compose(source.text, source.file, problems)
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        problems.add("B107", Place(file), name=same(""), why=Words("要写成 名称: 数", "it should be NAME: NUMBER"))
        return {}
    found = {}
    for key, value in node:
        if key.text not in known:
            near = nearest(key.text, known)
            why = Words("没有方案用它", "no scheme has it")
            hint = same("") if near is None else Words(f"；是不是 {near}？", f"; did you mean {near}?")
            problems.add("B107", key.place, name=key.text, why=Words(why.zh + hint.zh, why.en + hint.en))
        elif not isinstance(value, Scalar) or number(value.text) is None:
            problems.add("B107", value.place, name=key.text, why=Words("要是一个数", "it should be a number"))
        else:
            found[key.text] = value.text
    return found


def own_files(files: RoleFiles) -> Iterator[tuple[str, Path]]:
    """Yield every file of a role with the part that it plays, without the results of other roles."""
    listed_ = [*(("files", file) for file in files.files), *((f"with {name}", file) for name, file in files.inputs.items())]
    listed_ += [("roster", files.roster)] if files.roster else []
    listed_ += [("adjust", file) for file in files.adjust]
    for part, file in listed_:
        if not (file[:1] == "{" and file[-1:] == "}"):
            yield part, Path(address(file).file)
