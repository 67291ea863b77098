"""Makes the run of a month: computes, checks, writes a version, and names it as the one that holds; it decides nothing."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from csscore import __version__
from csscore.analysis.explain import explained
from csscore.arguments import checked
from csscore.books.balances import Carried, carry
from csscore.books.checklist import Before, Checked, checklist
from csscore.books.computing import Month, compute_month
from csscore.books.export import CSV, TOTAL, control_total, headers_of, payroll_csv
from csscore.books.ledger import owed, with_owed
from csscore.books.payroll import FIELDS, PayrollFile, read_payroll
from csscore.books.people import people_of
from csscore.books.record import (
    PEOPLE,
    digest_of,
    kept_inputs,
    manifest,
    read_people,
    records,
    totals_of,
    version_files,
)
from csscore.books.settling import decisions, settled, told_of
from csscore.books.statements import statements
from csscore.books.store import (
    Refused,
    Run,
    all_runs,
    at_work,
    commit,
    digests,
    made,
    pretty,
    read_run,
    sweep,
    tampered,
    write_version,
)
from csscore.problems import Place, Problem, Problems, Rejected
from csscore.read.spans import Span, span_of
from csscore.report.page import write_page
from csscore.report.workbook import write_workbook
from csscore.scheme.forms import nearest
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csscore.books.people import Person
    from csscore.books.record import Balance
    from csscore.words import Lang


class Made(NamedTuple):
    """What came of a run."""

    month: Month
    people: list[Person]
    checked: Checked
    run: Run | None
    """What is kept now; None where nothing was written."""
    balances: list[Balance]
    """What is carried on: held back, or advanced."""
    outcome: str
    """``new``, ``replaced`` (a draft), ``voided`` (what was approved), ``same`` (it is there already), ``dry``,
    ``stopped`` (by the checklist) or ``strict``."""


class Prepared(NamedTuple):
    """A month that is computed and checked, before anything is written."""

    file: PayrollFile
    month: Month
    people: list[Person]
    balances: list[Balance]
    checked: Checked


@checked()
def run(path: str, period: str, *, by: str, lang: Lang = "zh", dry: bool = False, strict: bool = False) -> Made:
    """Make the run of a month from a payroll file, as ``csscore run`` does.

    Parameters
    ----------
    path
        The payroll file.
    period
        The month.
    by
        Who prepares it.
    lang
        The language of what people read.
    dry
        Compute and check, write nothing.
    strict
        Write nothing where there are warnings.

    Raises
    ------
    Rejected
        With everything that is wrong with the payroll file, a scheme or the data.
    Refused
        If the period is locked, another run is at work, or the folder can't be written.
    """
    file = read_payroll(path)
    span = _span(period)
    if dry:
        prepared = prepare(file, span, lang=lang)
        return _made(prepared, None, "dry")
    with at_work(file.runs):
        folder = file.runs / span.text
        before = read_run(folder)
        if before is not None and before.state == "locked":
            raise Refused("B133", Place(str(folder)), period=span.text)
        prepared = prepare(file, span, lang=lang)
        if prepared.checked.stops:
            return _made(prepared, None, "stopped")
        if strict and any(problem.severity == "warning" for problem in prepared.checked.problems):
            return _made(prepared, None, "strict")
        return _made(prepared, *_write(prepared, folder, before, by=by, lang=lang))


def _made(prepared: Prepared, run: Run | None, outcome: str) -> Made:
    return Made(prepared.month, prepared.people, prepared.checked, run, prepared.balances, outcome)


def prepare(file: PayrollFile, span: Span, *, lang: Lang) -> Prepared:
    """Compute and check a month."""
    earlier = [run for run in all_runs(file.runs) if (other := _span(run.period)).last < span.first or other.days == span.days]
    before = [run for run in earlier if run.period != span.text]
    history: dict[str, dict[str, str]] = {}
    for run in before:
        if run.state == "locked":
            for role in run.current["totals"]["roles"]:
                result = os.path.relpath(run.path / f"{role}.json", file.folder)
                history.setdefault(role, {})[result] = run.current["digest"]
    runs = all_runs(file.runs)
    month = compute_month(file, span.text, lang=lang, history=history)
    _check_columns(file, month)
    carried = _everybody(file, month, runs)
    found = Problems()
    disputes = settled(file, runs, found, fresh=(span.text, carried.people))
    found.reject()
    decided = decisions(one for one in disputes if one.is_upheld and one.period == span.text)
    if decided:
        month = compute_month(file, span.text, lang=lang, history=history, decided=decided)
        carried = _everybody(file, month, runs)
    found.extend(told_of(disputes, runs, span.text))
    people = carried.people
    told = (*month.problems, *carried.problems, *found)
    checked = checklist(file, replace(month, problems=told), people, _before(before))
    checked = checked._replace(problems=(*checked.problems, *_more(file, before, people)))
    return Prepared(file, month, people, carried.balances, checked)


def _everybody(file: PayrollFile, month: Month, runs: Sequence[Run]) -> Carried:
    """Return who is paid, with what earlier months owe, release and recover."""
    people = people_of(month, headers_of(file.payroll.payroll))
    return carry(runs, month, with_owed(people, owed(runs, month.period, month.digits)))


def version_of(prepared: Prepared, lang: Lang, decided: Mapping[str, Any]) -> tuple[str, dict[str, bytes]]:
    """Return the digest of a version and everything that it holds."""
    file, month, people, balances, _ = prepared
    payroll = file.payroll
    with contextlib.chdir(file.folder):
        recorded = records(month, people, balances)
        said = manifest(month, recorded, {"amend": payroll.amend, **decided})
        files = version_files(month, recorded, said)
        if payroll.keep == "inputs":
            files |= kept_inputs(month)
        for role in month.roles:
            if "workbook" in payroll.write:
                files[f"{role.name}.xlsx"] = _workbook(role.run, lang)
            if "page" in payroll.write:
                files[f"{role.name}.html"] = _page(role.run, lang)
    if "slips" in payroll.write:
        files |= {f"slips/{name}": data for name, data in statements(month, people, balances, lang)}
    if "payroll" in payroll.write:
        told: dict[str, Any] = {"period": month.period, "currency": month.currency, "digits": month.digits}
        files[CSV] = payroll_csv(payroll.payroll, people, lang=lang, **told)
        files[TOTAL] = pretty(control_total(payroll.payroll, people, **told))
    return digest_of(said), files


def entry_of(
    prepared: Prepared, number: int, digest: str, name: str, files: Mapping[str, bytes], *, lang: Lang, **more: Any
) -> dict[str, Any]:
    """Return what `run.json` says of a version."""
    file, month, people, balances, _ = prepared
    export = file.payroll.payroll
    folder = file.runs / month.period / name
    return {
        "version": number,
        "digest": digest,
        "folder": name,
        "csscore": __version__,
        "payroll": os.path.relpath(file.path, folder),
        "encodings": {role.name: role.role.encoding for role in month.roles if role.role.encoding},
        "self_approval": file.payroll.self_approval,
        "export": {"rows": export.rows, "columns": dict(export.columns), "lang": lang},
        "totals": totals_of(month, people, balances),
        "files": digests(files),
        **more,
    }


def _write(prepared: Prepared, folder: Path, before: Run | None, *, by: str, lang: Lang) -> tuple[Run, str]:
    sweep(folder)
    digest, files = version_of(prepared, lang, {})
    unchanged = before is not None and before.current["digest"] == digest and before.current["files"] == digests(files)
    if before is not None and unchanged and not tampered(before, before.current):
        return before, "same"
    run = before or Run(folder, prepared.file.payroll.name, prepared.month.period)
    # a version that was locked once stays, whatever becomes of the lock
    locked = {entry["version"] for entry in run.log if entry["act"] == "lock"}
    replaced, approved = None, run.state == "approved"
    if run.versions and run.current["version"] not in locked:
        replaced = run.versions.pop()
    number = max((version["version"] for version in run.versions), default=0) + 1
    with made(folder):
        name = write_version(folder, number, digest, files)
        run.versions.append(entry_of(prepared, number, digest, name, files, lang=lang, prepared_by=by))
        run.note("run", by)
        commit(run)
    sweep(folder)
    return run, "voided" if approved else "new" if replaced is None else "replaced"


def _span(period: str) -> Span:
    problems = Problems()
    span = span_of(period, problems)
    problems.reject()
    assert span is not None  # noqa: S101 - otherwise it was reported
    return span


def _before(earlier: Sequence[Run]) -> Before | None:
    if not earlier:
        return None
    people, digits = read_people(earlier[-1].path / PEOPLE)
    return Before(earlier[-1].period, {person.agent: Fraction(person.pay, 10**digits) for person in people})


def _more(file: PayrollFile, before: Sequence[Run], people: Sequence[Person]) -> list[Problem]:
    """Return what is told beside the checklist: months that are not locked, people without the number that is exported."""
    found = Problems()
    open_ = [run.period for run in before if run.state != "locked"]
    if open_:
        found.add("B117", None, periods=listed(open_))
    export = file.payroll.payroll
    if "payroll" in file.payroll.write and "employee_id" in export.columns.values():
        nameless = [person.agent for person in people if not person.employee_id and person.lines]
        if nameless:
            found.add("B115", None, agents=listed(nameless))
    return list(found)


def _check_columns(file: PayrollFile, month: Month) -> None:
    """Refuse a column of the export that is no field and no header of any roster (B116)."""
    problems = Problems()
    for content in headers_of(file.payroll.payroll):
        if not any(role.run.inputs.people.has(content) for role in month.roles):
            near = nearest(content, FIELDS)
            hint = same("") if near is None else Words(f"；是不是 {near}？", f"; did you mean {near}?")
            problems.add("B116", file.payroll.payroll.places.get("columns"), content=content, hint=hint)
    if problems.errors:
        raise Rejected(tuple(problems))


def _workbook(run: Any, lang: Lang) -> bytes:
    out = BytesIO()
    write_workbook(run.result, out, lang=lang, run=run)
    return out.getvalue()


def _page(run: Any, lang: Lang) -> bytes:
    out = BytesIO()
    alone = len(run.result) > 300
    write_page(run, out, lang=lang, explained=None if alone else lambda agent: explained(run, agent, what_if=False))
    return out.getvalue()
