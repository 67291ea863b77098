"""What a version of a month is made of: records that are hashed, and files for people that follow from them; it writes none.

Records are text, sorted, in no language and without anything that differs from machine to machine: paths, clock, host, the
version of csscore. Their hash, with those of the inputs, of the schemes and of what was decided, is the digest of the run.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.books.disputes import ENDING
from csscore.books.finding import own_files
from csscore.books.fingerprint import fingerprint, fingerprint_of
from csscore.books.people import Parcel, PayLine, Person, scaled
from csscore.books.store import MANIFEST, canonical, hash_of, pretty
from csscore.exact.fixed import MISSING, text
from csscore.pay.holding import DRAW, HOLD
from csscore.result import metric_text
from csscore.scheme.resolved import resolved
from csscore.system import is_file
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from csscore.books.computing import Month, RoleRun
    from csscore.books.store import Run
    from csscore.result import Result

PEOPLE: Final = "records/people.jsonl"
BALANCES: Final = "records/balances.jsonl"
CLOSING: Final = {HOLD: "held", DRAW: "advanced"}
"""Under which name a total says what is held back, and what is still to be recovered."""
SUMS: Final = ("opening", "added", "settled", "forfeited", "closing")
"""What is said of a balance."""


class Balance(NamedTuple):
    """What one run moves in one balance of a person; amounts in minor units.

    Attributes
    ----------
    rule
        `HOLD` (what is held back for her) or `DRAW` (what was advanced to her).
    line
        The line that it is held back of, or the advance.
    opening, closing
        Before the run and after it: opening + added - settled - forfeited = closing.
    added
        What is held back or advanced, corrections of earlier months included.
    settled
        What is released or recovered.
    """

    agent: str
    name: str
    employee_id: str
    role: str
    rule: str
    line: Words
    opening: int
    added: int
    settled: int
    forfeited: int
    closing: int

    def scaled(self, digits: int, wanted: int) -> Balance:
        """Return it in minor units at another number of decimals."""
        return Balance._make((*self[:6], *(scaled(units, digits, wanted) for units in self[6:])))


def records(month: Month, people: Sequence[Person], balances: Sequence[Balance] = ()) -> dict[str, bytes]:
    """Return the records by path: one of each role's result, of everybody's pay lines, and of balances where there are any."""
    found = {f"records/{role.name}.jsonl": result_record(role.result) for role in month.roles}
    found[PEOPLE] = _lines(_person(person, month.digits) for person in people)
    if balances:
        found[BALANCES] = _lines(_balance(balance, month.digits) for balance in balances)
    return found


def _balance(balance: Balance, digits: int) -> dict[str, Any]:
    said = balance._asdict()
    del said["agent"]
    sums = {key: text(said[key], digits) for key in SUMS}
    return {**said, "person": balance.agent, "line": list(balance.line), **sums}


def read_balances(folder: Path) -> tuple[list[Balance], int]:
    """Return the balances of a version, and the decimals of amounts; none where nothing is carried."""
    path = folder / BALANCES
    if not is_file(path):
        return [], 0
    found, digits = [], 0
    for row in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(row)
        digits = len(said["opening"].partition(".")[2])
        sums = [_units(said[key]) for key in SUMS]
        who = [said[key] for key in ("person", "name", "employee_id", "role", "rule")]
        found.append(Balance._make((*who, Words(*said["line"]), *sums)))
    return found, digits


def result_record(result: Result) -> bytes:
    """Return a result, one agent a line by id: what was measured, what it is worth, what is paid."""
    order = sorted(range(len(result)), key=lambda at: str(result.agents[at]))
    return _lines(_agent(result, at) for at in order)


def _agent(result: Result, at: int) -> dict[str, Any]:
    def fixed(units: Any, digits: int) -> str | None:
        return None if units[at] == MISSING else text(int(units[at]), digits)

    return {
        "agent": str(result.agents[at]),
        "cohort": {name: str(labels[at]) for name, labels in result.cohorts.items()},
        "flags": [flag.name for flag in result.flags if flag.raised[at]],
        "gates": [[gate.name.zh, gate.name.en] for gate in result.gates if gate.fired[at]],
        "lines": [
            [line.rule, line.title.zh, line.title.en, fixed(line.amounts, result.money_digits)]
            for line in result.lines
            if line.amounts[at] != MISSING
        ],
        "metrics": {one.name: [metric_text(result, one, at), fixed(one.points, result.point_digits)] for one in result.metrics},
        "pay": fixed(result.pay, result.money_digits),
        "rank": None if result.ranks[at] == MISSING else int(result.ranks[at]),
        "score": fixed(result.scores, result.score_digits),
        "status": str(result.status[at]),
    }


def _person(person: Person, digits: int) -> dict[str, Any]:
    return {
        "person": person.agent,
        "name": person.name,
        "employee_id": person.employee_id,
        "more": dict(person.more),
        "pay": text(person.pay, digits),
        "roles": {name: list(place) for name, place in person.roles.items()},
        "lines": [_line(line, digits) for line in person.lines],
    }


def _line(line: PayLine, digits: int) -> dict[str, Any]:
    said: dict[str, Any] = {"role": line.role, "rule": line.rule, "title": list(line.title), "amount": text(line.amount, digits)}
    if line.source:
        said |= {"from": line.source, "version": line.version, "because": list(line.because)}
    if line.parcel is not None:
        parcel = line.parcel
        moved = text(parcel.amount, digits)
        said["parcel"] = {"line": list(parcel.line), "amount": moved, "due": parcel.due, "leaver": parcel.leaver}
    return said


def read_people(path: Path) -> tuple[list[Person], int]:
    """Return everybody of a record of pay lines, and the decimals of amounts."""
    people, digits = [], 0
    for row in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(row)
        digits = len(said["pay"].partition(".")[2])
        lines = tuple(
            PayLine(
                line["role"],
                line["rule"],
                Words(*line["title"]),
                _units(line["amount"]),
                Words(*line.get("because", ("", ""))),
                line.get("from", ""),
                line.get("version", 0),
                _parcel(line.get("parcel")),
            )
            for line in said["lines"]
        )
        roles = {name: (place[0], place[1], place[2]) for name, place in said["roles"].items()}
        people.append(Person(said["person"], said["name"], said["employee_id"], roles, lines, said["more"]))
    return people, digits


def _parcel(said: Mapping[str, Any] | None) -> Parcel | None:
    return None if said is None else Parcel(Words(*said["line"]), _units(said["amount"]), said["due"], said["leaver"])


def _units(written: str) -> int:
    return int(written.replace(".", ""))


def manifest(month: Month, recorded: Mapping[str, bytes], decided: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the digest is the hash of.

    ``decided`` is what was decided beside the schemes: warnings that are accepted, and how a correction is paid.
    """
    disputes = [said for role in month.roles if role.decisions is not None for said in role.decisions.said]
    return {
        "csscore": 1,
        "name": month.payroll.name,
        "period": month.period,
        "roles": {role.name: _role(role) for role in month.roles},
        "decided": {
            "params": dict(month.params),
            "accept": [[one.code, one.column, one.at_most, *one.because] for one in month.payroll.accept],
            **({"disputes": disputes} if disputes else {}),
            **decided,
        },
        "records": {path: hashlib.sha256(data).hexdigest() for path, data in sorted(recorded.items())},
    }


def _role(role: RoleRun) -> dict[str, Any]:
    inputs = [[part, fingerprint(path)] for part, path in own_files(role.files)]
    if role.decisions is not None:
        inputs.append(["adjust", fingerprint_of(role.decisions.data)])
    return {
        "scheme": role.run.declared.digest,
        "set": sorted(role.sets),
        "sheet": list(role.role.sheet),
        "inputs": sorted(inputs),
        "results": sorted(role.files.after),
        "history": sorted(role.history.values()),
    }


def version_files(month: Month, recorded: Mapping[str, bytes], said: Mapping[str, Any]) -> dict[str, bytes]:
    """Return what every version holds: records, their manifest, results as JSON and the schemes as they held."""
    files = {**recorded, MANIFEST: pretty(dict(said))}
    for role in month.roles:
        files[f"{role.name}.json"] = role.document
        files[f"schemes/{role.name}.yaml"] = resolved(role.run.declared).encode()
        if role.decisions is not None:
            files[f"disputes/{role.name}{ENDING}"] = role.decisions.data
    return files


def kept_inputs(month: Month) -> dict[str, bytes]:
    """Return copies of all inputs, by role and part."""
    found: dict[str, bytes] = {}
    for role in month.roles:
        for part, path in own_files(role.files):
            found[f"inputs/{role.name}/{part.replace(' ', '-')}/{path.name}"] = path.read_bytes()
    return found


def totals_of(month: Month, people: Sequence[Person], balances: Sequence[Balance] = ()) -> dict[str, Any]:
    """Return what `run.json` says of a version at a glance."""
    closing: dict[str, int] = {}
    for balance in balances:
        closing[balance.rule] = closing.get(balance.rule, 0) + balance.closing
    return {
        "people": len(people),
        "pay": text(sum(person.pay for person in people), month.digits),
        "currency": month.currency,
        "roles": {role.name: len(role.result) for role in month.roles},
        **{CLOSING[rule]: text(units, month.digits) for rule, units in sorted(closing.items())},
    }


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the digest of a version."""
    return hash_of(dict(said))


def is_sound(run: Run, version: Mapping[str, Any]) -> bool:
    """Tell whether a version's manifest has its digest, and its records are those of the manifest."""
    folder = run.folder / version["folder"]
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        if hash_of(said) != version["digest"]:
            return False
        there = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in said["records"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(there == said["records"])


def _lines(rows: Iterator[dict[str, Any]]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)
