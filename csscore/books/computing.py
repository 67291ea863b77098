"""Computes all roles of a month together; it checks nothing and writes nothing that stays."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from csscore import pipeline
from csscore.books.disputes import ENDING
from csscore.books.finding import RoleFiles, find_files, in_turn, read_params
from csscore.problems import Problems, Rejected
from csscore.report.json import write_json
from csscore.rules import load_scheme
from csscore.scheme.names import looks_back
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.books.payroll import Payroll, PayrollFile, Role
    from csscore.books.settling import Decisions
    from csscore.problems import Problem
    from csscore.result import Result
    from csscore.words import Lang


@dataclass(frozen=True, slots=True, eq=False)
class RoleRun:
    """One role of a month, computed."""

    name: str
    role: Role
    files: RoleFiles
    sets: tuple[str, ...]
    history: Mapping[str, str]
    """The earlier results that were looked at, each with the digest of its run."""
    run: pipeline.Run
    document: bytes
    """The result as JSON."""
    decisions: Decisions | None = None
    """The decided disputes that it pays."""

    @property
    def result(self) -> Result:
        """Return its result."""
        return self.run.result


@dataclass(frozen=True, slots=True, eq=False)
class Month:
    """All roles of a month."""

    payroll: Payroll
    period: str
    roles: tuple[RoleRun, ...]
    params: Mapping[str, str]
    problems: tuple[Problem, ...]
    """What was found on the way: of the payroll file, then role by role."""

    @property
    def currency(self) -> str:
        """Return what all are paid in."""
        return self.roles[0].result.currency

    @property
    def digits(self) -> int:
        """Return the decimals of all amounts."""
        return max(role.result.money_digits for role in self.roles)


def compute_month(
    file: PayrollFile,
    period: str,
    *,
    lang: Lang,
    history: Mapping[str, Mapping[str, str]],
    decided: Mapping[str, Decisions] | None = None,
) -> Month:
    """Compute every role, those that take another's result after it.

    Paths are relative to the folder of the payroll file, which is the current folder meanwhile.

    Parameters
    ----------
    file, period
        What is paid, and for when.
    lang
        The language of the results.
    history
        By role, the results of earlier periods, each with the digest of its run.
    decided
        By role, the decided disputes that it pays.

    Raises
    ------
    Rejected
        With everything that is wrong in any role.
    """
    with contextlib.chdir(file.folder), tempfile.TemporaryDirectory() as folder:
        return _Computing(file.payroll, period, lang, history, decided or {}, Path(folder)).month()


class _Computing:
    def __init__(
        self,
        payroll: Payroll,
        period: str,
        lang: Lang,
        history: Mapping[str, Mapping[str, str]],
        decided: Mapping[str, Decisions],
        folder: Path,
    ) -> None:
        self._payroll = payroll
        self._period = period
        self._lang: Lang = lang
        self._history = history
        self._decided = decided
        self._folder = folder
        self._problems = Problems()

    def month(self) -> Month:
        problems = self._problems
        files = {name: find_files(name, self._payroll, self._period, problems) for name in self._payroll.roles}
        order = in_turn(files, self._payroll, problems)
        params, known = self._params()
        problems.reject()
        done: list[RoleRun] = []
        for name in order:
            sets = tuple(f"params.{key}={value}" for key, value in params.items() if key in known[name])
            with contextlib.suppress(Rejected):
                done.append(self._role(name, files[name], sets))
            if problems.errors and any(name in found.after for found in files.values()):
                break  # whoever takes its result can't be computed
        problems.reject()
        currencies = {role.result.currency for role in done}
        if len(currencies) > 1:
            problems.add("B108", None, currencies=listed(sorted(currencies)))
            problems.reject()
        return Month(self._payroll, self._period, tuple(sorted(done, key=lambda role: role.name)), params, tuple(problems))

    def _params(self) -> tuple[dict[str, str], dict[str, set[str]]]:
        """Return the numbers of the month, and by role those that its scheme has."""
        if self._payroll.params is None:
            return {}, {name: set() for name in self._payroll.roles}
        known: dict[str, set[str]] = {}
        for name, role in self._payroll.roles.items():
            known[name] = set()
            try:
                scheme = load_scheme(role.scheme, sets=role.set)
            except Rejected as rejected:
                self._problems.extend(rejected.problems)
                continue
            known[name] = {param for one in (scheme, *scheme.versions) for param in one.params}
        file = self._payroll.params.replace("{period}", self._period)
        return read_params(file, sorted(set().union(*known.values())), self._problems), known

    def _role(self, name: str, files: RoleFiles, sets: Sequence[str]) -> RoleRun:
        role: Role = self._payroll.roles[name]
        sets = (*role.set, *sets)
        decisions = self._decided.get(name)
        if decisions is not None:
            (self._folder / f"{name}{ENDING}").write_bytes(decisions.data)
        try:
            scheme = load_scheme(role.scheme, sets=sets)
            past = self._history.get(name, {}) if any(looks_back(one) for one in (scheme, *scheme.versions)) else {}
            run = pipeline.compute(
                [self._here(file) for file in files.files],
                role.scheme,
                sheet=list(role.sheet) or None,
                inputs={key: self._here(file) for key, file in files.inputs.items()},
                roster=files.roster,
                adjust=[*files.adjust, *([] if decisions is None else [str(self._folder / f"{name}{ENDING}")])],
                history=list(past),
                period=self._period,
                sets=sets,
                encoding=role.encoding,
            )
        except Rejected as rejected:
            self._problems.extend(self._named(rejected.problems, decisions))
            raise
        result = replace(
            run.result,
            sets=tuple(sets),
            inputs=tuple(
                replace(one, file=Path(one.file).name) if one.file is not None and self._is_ours(one.file) else one
                for one in run.result.inputs
            ),
            problems=tuple(self._named(run.result.problems, decisions)),
        )
        self._problems.extend(result.problems)
        out = BytesIO()
        write_json(result, out, lang=self._lang, digest=True)
        (self._folder / f"{name}.json").write_bytes(out.getvalue())
        return RoleRun(name, role, files, tuple(sets), past, run._replace(result=result), out.getvalue(), decisions)

    def _here(self, file: str) -> str:
        """Return where a file is; ``{presale}`` is that role's result."""
        return str(self._folder / f"{file[1:-1]}.json") if file[:1] == "{" and file[-1:] == "}" else file

    def _is_ours(self, file: str) -> bool:
        return Path(file).parent == self._folder

    def _named(self, problems: Sequence[Problem], decisions: Decisions | None) -> list[Problem]:
        """Return problems with results of this month under their bare names, those of decided disputes with their rows."""
        found = []
        for one in problems:
            if one.place is None or one.place.file is None or not self._is_ours(one.place.file):
                found.append(one)
            elif decisions is not None and one.place.file.endswith(ENDING):
                found.append(decisions.named(one))
            else:
                found.append(replace(one, place=replace(one.place, file=Path(one.place.file).name)))
        return found
