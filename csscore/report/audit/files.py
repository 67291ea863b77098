"""An `Audit` for programs: JSON with everything, csv with one row a finding; exact numbers are texts."""

from __future__ import annotations

import csv
import io
from json import dumps
from typing import TYPE_CHECKING, Any, Final

from csscore.exact.fixed import fraction_text, half_up, text
from csscore.report.audit.cells import exact
from csscore.report.csv import disarmed
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.auditing import Audit, Column, Finding, Section, Table
    from csscore.problems import Problem
    from csscore.words import Lang

_HEAD: Final = ("section", "grade", "finding", "about", "sentence", "advice", "figures")


def json_text(said: Audit, lang: Lang) -> str:
    """Return the audit as one JSON object, its sentences in one language."""
    card = said.scheme
    found = [finding for section in said.sections for finding in section.findings]
    whole = {
        "csscore": 1,
        "scheme": {"name": card.name, "version": card.version, "digest": card.digest, "set": list(said.sets)},
        "data": list(said.data),
        "period": said.period,
        "currency": said.currency,
        "agents": said.agents,
        "ranked": said.ranked,
        "seed": said.seed,
        "draws": said.draws,
        "grades": {grade: sum(finding.grade == grade for finding in found) for grade in ("act", "look", "fine")},
        "sections": [_section(said, section, lang) for section in said.sections],
        "problems": [_problem(problem, lang) for problem in said.problems],
    }
    return dumps(whole, ensure_ascii=False, indent=1) + "\n"


def csv_text(said: Audit, lang: Lang) -> str:
    """Return one row a finding; texts that a spreadsheet would run are disarmed."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_HEAD)
    for section in said.sections:
        for finding in section.findings:
            advice = "" if finding.advice is None else finding.advice.in_(lang)
            figures = "; ".join(f"{key}={value}" for key, value in finding.figures.items())
            cells = (section.key, finding.grade, finding.key, finding.about, finding.sentence.in_(lang), advice, figures)
            writer.writerow([disarmed(cell) for cell in cells])
    return written.getvalue()


def _section(said: Audit, section: Section, lang: Lang) -> dict[str, Any]:
    return {
        "section": section.key,
        "question": section.question.in_(lang),
        "method": section.method.in_(lang),
        "findings": [_finding(finding, lang) for finding in section.findings],
        "tables": [_table(said, table, lang) for table in section.tables],
    }


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "finding": finding.key,
        "grade": finding.grade,
        "about": finding.about or None,
        "sentence": finding.sentence.in_(lang),
        "advice": None if finding.advice is None else finding.advice.in_(lang),
        "figures": dict(finding.figures),
        "brief": (finding.brief or finding.sentence).in_(lang),
        "wrong_pay": finding.wrong_pay,
    }


def _table(said: Audit, table: Table, lang: Lang) -> dict[str, Any]:
    return {
        "table": table.key,
        "title": table.title.in_(lang),
        "columns": {column.key: column.title.in_(lang) for column in table.columns},
        "rows": [
            {column.key: _cell(said, cell, column, lang) for cell, column in zip(row, table.columns, strict=True)}
            for row in table.rows
        ],
    }


def _cell(said: Audit, cell: Any, column: Column, lang: Lang) -> str | int | None:
    """Return a cell as an exact text: money in currency units, a share as a fraction; whole numbers as numbers."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, Words):
        return cell.in_(lang)
    if column.kind == "money":
        return text(half_up(exact(cell)), said.money_digits)
    if column.kind == "score":
        return text(half_up(exact(cell)), said.score_digits)
    return int(cell) if hasattr(cell, "__index__") else fraction_text(exact(cell))


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    place = problem.place
    parts = {} if place is None else {key: getattr(place, key) for key in ("file", "sheet", "cell", "line", "column")}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message.in_(lang),
        "place": {key: value for key, value in parts.items() if value is not None} or None,
    }
