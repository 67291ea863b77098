"""The payroll export: what the HR system takes in, and the control total beside it; it pays nothing that is not recorded."""

from __future__ import annotations

import csv
import hashlib
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from csscore.books.payroll import FIELDS
from csscore.exact.fixed import text
from csscore.report.csv import BOM, disarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.books.payroll import Export
    from csscore.books.people import PayLine, Person
    from csscore.words import Lang

CSV: Final = "payroll.csv"
TOTAL: Final = "payroll.total.json"


def headers_of(export: Export) -> list[str]:
    """Return the headers of the roster that the export asks for."""
    return [content for content in export.columns.values() if content not in FIELDS]


def payroll_csv(export: Export, people: Sequence[Person], *, period: str, currency: str, digits: int, lang: Lang) -> bytes:
    """Return the export: UTF-8 for Excel, one row a pay line or one a person, by person."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([disarmed(header) for header in export.columns])
    for person, line, amount in _rows(export, people):
        told = _told(person, line, text(amount, digits), lang) | {"period": period, "currency": currency}
        cells = [told[content] if content in FIELDS else person.more.get(content, "") for content in export.columns.values()]
        amounts = [content == "amount" for content in export.columns.values()]
        writer.writerow([cell if is_amount else disarmed(cell) for cell, is_amount in zip(cells, amounts, strict=True)])
    return BOM + out.getvalue().encode()


def control_total(export: Export, people: Sequence[Person], *, period: str, currency: str, digits: int) -> dict[str, Any]:
    """Return what the export must come to: rows, people, the sum, and a hash of who is in it."""
    rows = list(_rows(export, people))
    paid = sorted({person.employee_id or person.agent for person, _, _ in rows})
    return {
        "period": period,
        "rows": len(rows),
        "people": len({person.agent for person, _, _ in rows}),
        "amount": text(sum(amount for _, _, amount in rows), digits),
        "currency": currency,
        "ids": hashlib.sha256("\n".join(paid).encode()).hexdigest(),
    }


def _rows(export: Export, people: Sequence[Person]) -> Iterator[tuple[Person, PayLine | None, int]]:
    """Yield what is paid; who is paid nothing has no row."""
    for person in people:
        if export.rows == "people":
            if person.lines:
                yield person, None, person.pay
        else:
            yield from ((person, line, line.amount) for line in person.lines if line.amount)


def _told(person: Person, line: PayLine | None, amount: str, lang: Lang) -> dict[str, str]:
    roles = dict.fromkeys(one.role for one in person.lines if one.role)
    return {
        "employee_id": person.employee_id,
        "person": person.name,
        "agent": person.agent,
        "role": "+".join(roles) if line is None else line.role,
        "title": "" if line is None else line.title.in_(lang),
        "rule": "" if line is None else line.rule,
        "because": "" if line is None else line.because.in_(lang),
        "amount": amount,
    }
