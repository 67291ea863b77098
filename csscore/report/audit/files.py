"""An `Audit` for programs: JSON with everything, csv with one row a finding; exact numbers are texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.exact.fixed import fraction_text, half_up, text
from csscore.report.audit.cells import exact
from csscore.report.csv import as_csv, disarmed
from csscore.report.document import document_text, known, picked
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csscore.auditing import Audit, Column, Finding, Section, Table
    from csscore.words import Lang

_HEAD: Final = ("section", "grade", "finding", "about", "sentence", "advice", "figures")


def json_text(said: Audit, lang: Lang) -> str:
    """Return the audit as one JSON object, its sentences in one language."""
    found = [finding for section in said.sections for finding in section.findings]
    whole = {
        "csscore": 1,
        "scheme": {**picked(said.scheme, "name", "version", "digest"), "set": said.sets},
        **picked(said, "data", "period", "currency", "agents", "ranked", "seed", "draws"),
        "grades": {grade: sum(finding.grade == grade for finding in found) for grade in ("act", "look", "fine")},
        "sections": [_section(said, section) for section in said.sections],
        "problems": said.problems,
    }
    return document_text(whole, lang, place=known)


@as_csv
def csv_text(said: Audit, lang: Lang) -> Iterator[Iterable[object]]:
    """Yield the head and one row a finding; texts that a spreadsheet would run are disarmed."""
    yield _HEAD
    for section in said.sections:
        for finding in section.findings:
            advice = "" if finding.advice is None else finding.advice.in_(lang)
            figures = "; ".join(f"{key}={value}" for key, value in finding.figures.items())
            cells = (section.key, finding.grade, finding.key, finding.about, finding.sentence.in_(lang), advice, figures)
            yield [disarmed(cell) for cell in cells]


def _section(said: Audit, section: Section) -> dict[str, Any]:
    return {
        "section": section.key,
        **picked(section, "question", "method"),
        "findings": [_finding(finding) for finding in section.findings],
        "tables": [_table(said, table) for table in section.tables],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "finding": finding.key,
        "grade": finding.grade,
        "about": finding.about or None,
        **picked(finding, "sentence", "advice", "figures"),
        "brief": finding.brief or finding.sentence,
        "wrong_pay": finding.wrong_pay,
    }


def _table(said: Audit, table: Table) -> dict[str, Any]:
    return {
        "table": table.key,
        "title": table.title,
        "columns": {column.key: column.title for column in table.columns},
        "rows": [
            {column.key: _cell(said, cell, column) for cell, column in zip(row, table.columns, strict=True)} for row in table.rows
        ],
    }


def _cell(said: Audit, cell: Any, column: Column) -> Words | str | int | None:
    """Return a cell as an exact text: money in currency units, a share as a fraction; whole numbers as numbers."""
    if cell is None or isinstance(cell, str | Words):
        return cell
    if column.kind == "money":
        return text(half_up(exact(cell)), said.money_digits)
    if column.kind == "score":
        return text(half_up(exact(cell)), said.score_digits)
    return int(cell) if hasattr(cell, "__index__") else fraction_text(exact(cell))
