"""The payroll export: what the HR system takes in, and the control total beside it; it pays nothing that is not recorded."""

from __future__ import annotations

import csv
import hashlib
from io import StringIO
from itertools import compress, zip_longest
from typing import TYPE_CHECKING, Any, Final

from csscore.books.payroll import FIELDS
from csscore.exact.fixed import text
from csscore.report.csv import BOM, disarmed
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.books.payroll import Export
    from csscore.books.people import PayLine, Person
    from csscore.words import Lang

CSV: Final = "payroll.csv"
TOTAL: Final = "payroll.total.json"
_NO_LINE: Final = Words("没有这一行", "no such line")
_UNLIKE: Final = Words(
    "{file} 第 {number} 行是“{there}”，按记录应是“{right}”",
    "line {number} of {file} is '{there}', and the records make it '{right}'",
)
_UNLIKE_TOTAL: Final = Words(
    "{file} 的 {key} 是 {there}，按记录应是 {right}", "{key} in {file} is {there}, and the records come to {right}"
)


def headers_of(export: Export) -> list[str]:
    """Return the headers of the roster that the export asks for."""
    return [content for content in export.columns.values() if content not in FIELDS]


def payroll_csv(export: Export, people: Sequence[Person], *, period: str, currency: str, digits: int, lang: Lang) -> bytes:
    """Return the export: UTF-8 for Excel, one row a pay line or one a person, by person."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(_table(export, people, period=period, currency=currency, digits=digits, lang=lang))
    return BOM + out.getvalue().encode()


def unlike_csv(
    data: bytes, export: Export, people: Sequence[Person], *, period: str, currency: str, digits: int, lang: Lang
) -> Iterator[Words]:
    """Yield the lines of an export that people's records don't make; reasons are not compared, as records have none."""
    told = [content != "because" for content in export.columns.values()]
    right = _table(export, people, period=period, currency=currency, digits=digits, lang=lang)
    there = csv.reader(StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    for number, (one, other) in enumerate(zip_longest(there, right), 1):
        if one is None or other is None or len(one) != len(other) or list(compress(one, told)) != list(compress(other, told)):
            sides = [_NO_LINE if row is None else same(",".join(row)) for row in (one, other)]
            yield _UNLIKE.filled({"file": CSV, "number": number, "there": sides[0], "right": sides[1]})


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


def unlike_total(said: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Words]:
    """Yield the entries of a control total that are not what it should say."""
    for key in dict.fromkeys((*right, *said)):
        if said.get(key) != right.get(key):
            told = {"key": key, "there": str(said.get(key)), "right": str(right.get(key))}
            yield _UNLIKE_TOTAL.filled({"file": TOTAL, **told})


def _table(
    export: Export, people: Sequence[Person], *, period: str, currency: str, digits: int, lang: Lang
) -> Iterator[list[str]]:
    yield [disarmed(header) for header in export.columns]
    for person, line, amount in _rows(export, people):
        told = _told(person, line, text(amount, digits), lang) | {"period": period, "currency": currency}
        cells = {content: told.get(content, person.more.get(content, "")) for content in export.columns.values()}
        yield [cells[content] if content == "amount" else disarmed(cells[content]) for content in export.columns.values()]


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
