"""Corrections of a locked month: the next version beside the one that was paid, and what follows for everybody's money.

What is owed is not written down here: `csscore.books.ledger` works it out from the versions when the next run is made.
"""

from __future__ import annotations

import csv
import functools
import json
import os
import tempfile
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore import __version__, pipeline
from csscore.arguments import checked
from csscore.books.balances import rooms_of
from csscore.books.computing import Month, RoleRun
from csscore.books.disputes import ENDING
from csscore.books.export import headers_of
from csscore.books.finding import RoleFiles
from csscore.books.fingerprint import fingerprint
from csscore.books.payroll import POLICIES, Payroll, PayrollFile, read_payroll
from csscore.books.people import Person, people_of
from csscore.books.policies import Sums, brought, due, recorded_sums, sums_of
from csscore.books.record import PEOPLE, digest_of, read_people, records, totals_of, version_files
from csscore.books.settling import Decisions, decisions, settled, unpaid
from csscore.books.store import MANIFEST, Refused, Run, all_runs, at_work, commit, digests, read_run, tampered, write_version
from csscore.books.verify import found_files
from csscore.books.verifying import fingerprints, places_of
from csscore.exact.fixed import text
from csscore.pay.holding import HOLD
from csscore.problems import Place, Problem, Problems, Rejected
from csscore.report.csv import BOM, disarmed
from csscore.report.json import write_json
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.words import Lang

CHANGES: Final = "amendment.csv"


class Change(NamedTuple):
    """What one person was due before a correction and after it, in minor units; ``corrected`` whether it is about her.

    ``held`` is how much more is held back for her by it.
    """

    agent: str
    before: int
    after: int
    corrected: bool
    held: int = 0


@dataclass(frozen=True, slots=True)
class Amended:
    """A correction, computed."""

    run: Run
    policy: str
    digits: int
    currency: str
    changes: Mapping[str, tuple[Change, ...]]
    """By policy, whose pay changes."""
    problems: tuple[Problem, ...]


@checked()
def amend(
    path: str,
    adjust: Sequence[str] = (),
    *,
    by: str,
    lang: Lang = "zh",
    role: str | None = None,
    policy: str | None = None,
    preview: bool = False,
    disputes: bool = False,
) -> Amended:
    """Correct a locked month.

    Parameters
    ----------
    path
        The folder of the period.
    adjust
        Files of adjustments, as for ``csscore rank``; those of earlier corrections still hold.
    by
        Who corrects.
    lang
        The language of the results.
    role
        Whose role it is about, where several have the people.
    policy
        How bystanders are treated; by default as the payroll file says.
    preview
        Write nothing.
    disputes
        Correct it by the decided disputes that it does not pay yet, in all roles, instead of by files.

    Raises
    ------
    Rejected
        If there is no run, the adjustments or the log of disputes are wrong, or no dispute waits (B186).
    Refused
        If the month is not locked (B135), its inputs or version were changed (B136), or several roles have the people (B141).
    """
    folder = Path(path).parent if Path(path).name == "run.json" else Path(path)
    run = read_run(folder)
    if run is None:
        raise Rejected((Problem("B134", Place(str(folder))),))
    with tempfile.TemporaryDirectory() as place:
        if preview:
            return _Correction(run, adjust, lang, role, policy, Path(place) if disputes else None).amended()
        with at_work(folder.parent):
            run = read_run(folder) or run
            correction = _Correction(run, adjust, lang, role, policy, Path(place) if disputes else None)
            amended = correction.amended()
            correction.write(by)
            return amended


class _Correction:
    def __init__(
        self, run: Run, adjust: Sequence[str], lang: Lang, role: str | None, policy: str | None, disputes: Path | None
    ) -> None:
        if run.state != "locked":
            wanted = Words("已锁定", "locked")
            state = Words("还没锁定", "not locked")
            raise Refused("B135", Place(str(run.folder)), period=run.period, state=state, wanted=wanted)
        changed = tampered(run, run.current)
        if changed:
            raise Refused("B136", Place(str(run.folder)), files=changed[0])
        file = read_payroll(os.path.normpath(run.path / run.current["payroll"]))
        self._payroll: Payroll = file.payroll
        self._run = run
        self._decided = {} if disputes is None else _waiting(file, run)
        self._files: dict[str, list[str]] = {}
        for name, one in self._decided.items():
            assert disputes is not None  # noqa: S101 - only then there are some
            (disputes / f"{name}{ENDING}").write_bytes(one.data)
            self._files[name] = [str(disputes / f"{name}{ENDING}")]
        self._adjust = [*(str(Path(one)) for one in adjust), *(path for several in self._files.values() for path in several)]
        self._lang: Lang = lang
        self.policy = policy or self._payroll.amend
        self._said: dict[str, Any] = json.loads((run.path / MANIFEST).read_bytes())
        self._before, self._digits = read_people(run.path / PEOPLE)
        self._alone = self._recomputed()
        self._month = self._computed(role)
        self._people = people_of(self._month, headers_of(self._payroll.payroll))
        new = {(each.name, one.agent) for each in self._month.roles for one in self._new(each)}
        self._corrected = {
            person.agent for person in self._people if any((name, own[2]) in new for name, own in person.roles.items())
        }

    def amended(self) -> Amended:
        changes = {policy: tuple(self._changes(self._due(policy))) for policy in POLICIES}
        month = self._month
        return Amended(self._run, self.policy, month.digits, month.currency, changes, month.problems)

    def write(self, by: str) -> None:
        run, month = self._run, self._month
        people = self._due(self.policy)
        recorded = records(month, people)
        earlier = (path for name in ("disputes", "amendments") for path in sorted(run.path.glob(f"{name}/**/*.*")))
        kept = {path.relative_to(run.path).as_posix(): path.read_bytes() for path in earlier}
        number = run.current["version"] + 1
        kept |= {f"amendments/v{number}/{Path(one).name}": Path(one).read_bytes() for one in self._adjust}
        said = {**self._said, "records": digests(recorded)}
        said["decided"] = {
            **self._said["decided"],
            "amend": self.policy,
            "amends": run.current["digest"],
            "amendments": sorted(fingerprint(Path(one)) for one in self._adjust),
        }
        if self._decided:
            new = [said for one in self._decided.values() for said in one.said]
            said["decided"]["disputes"] = [*self._said["decided"].get("disputes", []), *new]
        for each in month.roles:
            more = [["adjust", fingerprint(Path(one))] for one in each.files.adjust]
            role = self._said["roles"][each.name]
            inputs = [one for one in role["inputs"] if one[0] != "adjust"]
            said["roles"] = {**said["roles"], each.name: {**role, "inputs": sorted([*inputs, *more])}}
        files = {**version_files(month, recorded, said), **kept, CHANGES: self._table(people)}
        digest = digest_of(said)
        name = write_version(run.folder, number, digest, files)
        reasons = sorted({one.reason for each in month.roles for one in self._new(each)})
        run.versions.append(
            {
                **run.current,
                "version": number,
                "digest": digest,
                "folder": name,
                "csscore": __version__,
                "payroll": os.path.relpath(os.path.normpath(run.path / run.current["payroll"]), run.folder / name),
                # balances are moved by the run that takes the correction
                "totals": {**run.current["totals"], **totals_of(month, people)},
                "files": digests(files),
                "prepared_by": by,
                "because": "; ".join(reasons),
                "policy": self.policy,
            }
        )
        run.note("amend", by, because="; ".join(reasons))
        commit(run)

    def _new(self, each: RoleRun) -> list[Any]:
        """Return the adjustments of this correction."""
        return [one for one in each.run.adjustments if one.place.file in self._adjust]

    def _computed(self, role: str | None) -> Month:
        """Compute all roles again, one of them with the new adjustments, or each with its decided disputes."""
        if self._files:
            return self._month_with(self._files)
        names = sorted(self._said["roles"])
        if role is not None and role not in names:
            raise Refused("B141", Place(str(self._run.folder)), roles=listed(names))
        fitting, refused = [], []
        for name in names if role is None else [role]:
            try:
                fitting.append(self._month_with({name: self._adjust}))
            except Rejected as rejected:
                refused.append(rejected)
        if len(fitting) > 1:
            raise Refused("B141", Place(str(self._run.folder)), roles=listed(names))
        if not fitting:
            raise min(refused, key=lambda one: len(one.problems))
        return fitting[0]

    def _month_with(self, corrected: Mapping[str, Sequence[str]]) -> Month:
        done: dict[str, RoleRun] = {}
        with tempfile.TemporaryDirectory() as folder:
            left = dict(self._said["roles"])
            while left:
                name = next(name for name, said in left.items() if set(said["results"]) <= set(done))
                done[name] = self._role(name, corrected.get(name, ()), Path(folder), done)
                del left[name]
        roles = tuple(done[name] for name in sorted(done))
        problems = tuple(problem for each in roles for problem in each.result.problems)
        return Month(self._payroll, self._run.period, roles, self._said["decided"]["params"], problems)

    def _role(self, name: str, adjust: Sequence[str], folder: Path, done: Mapping[str, RoleRun]) -> RoleRun:
        run = self._run
        document, found = found_files(str(run.path / f"{name}.json"), places_of(run), search=True, alike=fingerprints(run, name))
        if found.changed:
            raise Refused("B136", Place(str(run.folder)), files=found.changed[0])
        for one in done:
            (folder / f"{one}.json").write_bytes(done[one].document)
        of_month = {str(run.path / f"{one}.json"): str(folder / f"{one}.json") for one in done}
        files = [of_month.get(file, file) for file in found.files]
        inputs = {key: of_month.get(file, file) for key, file in found.inputs.items()}
        computed = pipeline.compute(
            files,
            str(run.path / "schemes" / f"{name}.yaml"),
            inputs=inputs,
            roster=found.roster,
            adjust=[*found.adjust, *adjust],
            history=found.history,
            period=run.period,
            encoding=run.current["encodings"].get(name),
        )
        told = tuple(self._named(one, folder) for one in computed.result.inputs if one.role not in {"scheme", "include"})
        decided, own = self._decided.get(name), self._files.get(name, ())
        problems = [
            decided.named(one) if decided is not None and one.place is not None and one.place.file in own else one
            for one in computed.result.problems
        ]
        result = replace(computed.result, sets=tuple(document.get("set", ())), inputs=told, problems=tuple(problems))
        out = BytesIO()
        write_json(result, out, lang=self._lang, digest=True)
        role = self._payroll.roles.get(name) or next(iter(self._payroll.roles.values()))
        taken = RoleFiles(tuple(files), inputs, found.roster, (*found.adjust, *adjust))
        return RoleRun(name, role, taken, result.sets, {}, computed._replace(result=result), out.getvalue())

    def _named(self, one: Any, folder: Path) -> Any:
        """Return an input under the name by which it is found again: beside the result, or from the payroll file's folder."""
        if one.file is None:
            return one
        if Path(one.file).parent == folder or any(one.file in several for several in self._files.values()):
            return replace(one, file=Path(one.file).name)
        base = places_of(self._run)[0]
        return replace(one, file=os.path.relpath(one.file, base))

    def _due(self, policy: str) -> list[Person]:
        """Return what everybody is due under a policy, with what the month had carried from others."""
        before = {person.agent: person for person in self._before}
        after = {person.agent: person for person in self._people}
        rooms = rooms_of(self._month)
        found = []
        for agent in sorted({*before, *after}):
            old, new = before.get(agent), after.get(agent)
            is_hers = agent in self._corrected
            if old is not None and (new is None or (policy == "locked_ranks" and not is_hers)):
                found.append(old if policy == "locked_ranks" or not is_hers else replace(old, lines=brought(old)))
                continue
            assert new is not None  # noqa: S101 - one of the two is there
            alone = self._alone.get(agent, Sums())
            found.append(due(old, new, alone, policy=policy, corrected=is_hers, rooms=rooms))
        return found

    def _recomputed(self) -> dict[str, Sums]:
        """Return what everybody's results in the version that holds come to, whatever its policy left as it was."""
        known: dict[tuple[str, str], Sums] = {}
        for role in self._said["roles"]:
            for row in (self._run.path / f"records/{role}.jsonl").read_text(encoding="utf-8").splitlines():
                said = json.loads(row)
                known[role, said["agent"]] = recorded_sums(said, role, lambda text: int(Decimal(text).scaleb(self._digits)))
        return {
            person.agent: functools.reduce(Sums.plus, (known[name, own[2]] for name, own in person.roles.items()), Sums())
            for person in self._before
        }

    def _changes(self, people: Sequence[Person]) -> list[Change]:
        before, after = ({person.agent: person for person in some} for some in (self._before, people))
        found = []
        for agent in sorted({*before, *after}):
            (was, held), (now, holds) = (_due_and_held(some.get(agent)) for some in (before, after))
            if was != now or held != holds:
                found.append(Change(agent, was, now, agent in self._corrected, holds - held))
        return found

    def _table(self, people: Sequence[Person]) -> bytes:
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        changes = self._changes(people)
        holds = any(one.held for one in changes)
        writer.writerow(["agent", "before", "after", "owed", *(["held"] if holds else [])])
        for one in changes:
            sums = (one.before, one.after, one.after - one.before, *((one.held,) if holds else ()))
            amounts = [text(units, self._digits) for units in sums]
            writer.writerow([disarmed(one.agent), *amounts])
        return BOM + out.getvalue().encode()


def _due_and_held(person: Person | None) -> tuple[int, int]:
    """Return what a month owes somebody, and what it holds back for her."""
    if person is None:
        return 0, 0
    return person.own, sum(amount for key, amount in sums_of(person).moved.items() if key.rule == HOLD)


def _waiting(file: PayrollFile, run: Run) -> dict[str, Decisions]:
    """Return by role the decided disputes of a month that it does not pay yet.

    Raises
    ------
    Rejected
        If the log is wrong, or none waits (B186).
    """
    problems = Problems()
    disputes = settled(file, all_runs(run.folder.parent), problems)
    problems.reject()
    found = decisions(unpaid(disputes, run))
    if not found:
        raise Rejected((Problem("B186", Place(str(run.folder)), details={"period": run.period}),))
    return found
