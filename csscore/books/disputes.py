"""The log of disputes, a table that people keep: who disputes which line of which month, what was decided; it pays nothing."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.exact.fixed import exact
from csscore.problems import Place, Problem, Problems
from csscore.read.address import address
from csscore.read.load import load
from csscore.read.numbers import numbers
from csscore.read.requirements import Column, Requirements
from csscore.read.spans import parsed
from csscore.read.texts import fold
from csscore.report.csv import BOM
from csscore.system import is_file
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from csscore.books.payroll import Log, PayrollFile
    from csscore.read.table import Table
    from csscore.words import Lang

UPHELD, REJECTED = "upheld", "rejected"
LOG: Final = "disputes.csv"
"""The log that is begun beside a new payroll file."""
ENDING: Final = "-disputes.csv"
"""What the decided disputes of a role are called, behind its name, where a run keeps them as adjustments."""
_HEADERS: Final = {
    "no": Words("编号", "no"),
    "period": Words("考核期", "period"),
    "role": Words("岗位", "role"),
    "agent": Words("客服", "agent"),
    "line": Words("项目", "line"),
    "claim": Words("异议", "claim"),
    "evidence": Words("依据", "evidence"),
    "until": Words("答复期限", "answer by"),
    "decision": Words("决定", "decision"),
    "amount": Words("金额", "amount"),
    "by": Words("决定人", "decided by"),
}
"""The columns, in their order, by the headers that are written."""
_MORE: Final = {
    "no": ("id", "number", "no.", "序号"),
    "period": ("month", "月份"),
    "role": ("team",),
    "agent": ("姓名", "name", "工号", "employee number"),
    "line": ("item", "工资项目"),
    "claim": ("dispute", "异议内容", "诉求"),
    "evidence": ("证据", "凭证"),
    "until": ("until", "due", "期限", "截止日期"),
    "decision": ("result", "结果", "处理结果"),
    "amount": ("调整金额", "补扣金额"),
    "by": ("decided_by", "approved_by", "批准人", "处理人"),
}
"""Further headers that are understood."""
_NEEDED: Final = ("no", "period", "agent", "line", "claim", "decision", "amount", "by")
_FILLED: Final = ("no", "period", "line", "claim")
_DECISIONS: Final = {
    **dict.fromkeys(("成立", "支持", "同意", "通过", "upheld", "accepted", "granted", "yes"), UPHELD),
    **dict.fromkeys(("不成立", "驳回", "不支持", "不同意", "rejected", "denied", "dismissed", "no"), REJECTED),
    **dict.fromkeys(("", "待定", "处理中", "未决", "open", "pending"), ""),
}
_MONTH: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:月|[-/.]0?1(?: 00:00:00)?|月0?1日)?")
"""A month, also as spreadsheets make a day of it."""
_UNTIL: Final = Words("对这张单子有异议，最迟 {day} 提出。", "Dispute this slip until {day}.")
_HOW_UNTIL: Final = Words("{how}（最迟 {day}）", "{how} (until {day})")
_NO_AMOUNT: Final = Words("成立了，却没有金额", "it was upheld, and there is no amount")
_NO_DECISION: Final = Words("有金额，却没有决定成立", "there is an amount, and nothing was upheld")


@dataclass(frozen=True, slots=True)
class Dispute:
    """One row: what somebody disputes, and what was decided.

    Attributes
    ----------
    period, role
        As written; the role may be empty where it is clear.
    decision
        ``upheld``, ``rejected``, or empty while it is open.
    amount
        What is paid for it, in currency units: more where it is positive, less where it is negative; 0 without a decision.
    table, row
        Where it stands.
    """

    no: str
    period: str
    role: str
    agent: str
    line: str
    claim: str
    evidence: str
    until: date | None
    decision: str
    amount: Fraction
    by: str
    table: Table
    row: int

    def place(self, column: str | None = None) -> Place:
        """Return where it stands."""
        return self.table.place(self.row, column)

    @property
    def lang(self) -> Lang:
        """Return the language that the log is kept in."""
        return "en" if all(header.isascii() for _, header in self.table.source_of("no")) else "zh"


def disputes_csv(lang: Lang) -> str:
    """Return a log without rows, for people to fill in."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow([header.in_(lang) for header in _HEADERS.values()])
    return BOM.decode() + out.getvalue()


def how_to_raise(log: Log, period: str | None) -> Words | None:
    """Return what a slip says of how to dispute it, and until which day; None where the payroll file says nothing."""
    span = None if period is None else parsed(period)
    day = "" if span is None or log.days is None else (span.last + timedelta(log.days)).isoformat()
    if log.how is None:
        return _UNTIL.filled({"day": day}) if day else None
    return _HOW_UNTIL.filled({"how": log.how, "day": day}) if day else log.how


def read_disputes(file: PayrollFile, problems: Problems) -> list[Dispute]:
    """Return the rows of the log of a payroll file, by number; what contradicts itself is reported.

    The current folder is that of the payroll file. Without a log there are none; one that is named and not there is noted (B170).
    """
    said = file.payroll.disputes
    if said is None:
        return []
    if not is_file(Path(address(said.file).file)):
        headers = Words(*(",".join(texts) for texts in zip(*_HEADERS.values(), strict=True)))
        problems.add("B170", said.places.get("file"), file=said.file, headers=headers)
        return []
    table = _table(said.file, problems)
    if table is None:
        return []
    rows = _Rows(table, problems)
    found = [row for at in range(len(table)) if (row := rows.row(at)) is not None]
    first: dict[str, Dispute] = {}
    for one in found:
        other = first.setdefault(fold(one.no), one)
        if other is not one:
            problems.add("B173", one.place("no"), no=one.no, other=other.no, at=str(other.place("no")))
    return found


def _table(path: str, problems: Problems) -> Table | None:
    """Return the rows; None where they can't be read, or a column is missing (B171)."""
    own = Problems()
    columns = {
        name: Column(name, (*header, *_MORE[name]), "date" if name == "until" else "text", needed=name in _NEEDED)
        for name, header in _HEADERS.items()
        if name != "agent"
    }
    inputs = load([path], Requirements((*_HEADERS["agent"], *_MORE["agent"]), columns), own, behind=True)
    inputs.main.dates("until")  # what is no day is told along with the rest
    lacking: list[str] = []
    for problem in own:
        if problem.code == "D230":
            lacking.append("agent")
        elif problem.code == "D231":
            lacking += [name for name in _NEEDED if name != "agent" and not inputs.main.has(name)]
        elif problem.code != "D249":  # a log without rows is no mistake
            problems.extend([problem])
    if lacking:
        there = [column.header for reading in inputs.readings for column in reading.columns]
        names = [_HEADERS[name] for name in dict.fromkeys(lacking)]
        words = Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        problems.add("B171", Place(path), names=words, headers=listed(there, most=20))
    return None if lacking or any(problem.severity == "error" for problem in own) else inputs.main


class _Rows:
    """The rows of a log on their way to becoming disputes."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._texts = {name: table.texts(name) for name in _HEADERS if name not in {"agent", "until"}}
        self._days = table.dates("until")

    def row(self, row: int) -> Dispute | None:
        """Return a row; None where it was reported."""
        cell = {name: "" if texts[row] is None else str(texts[row]).strip() for name, texts in self._texts.items()}
        for name in _FILLED:
            if not cell[name]:
                self._problems.add("B172", self._table.place(row, name), column=_HEADERS[name])
                return None
        decision = _DECISIONS.get(cell["decision"].strip(" -—–").casefold())
        if decision is None:
            self._problems.add("B174", self._table.place(row, "decision"), text=cell["decision"])
            return None
        amount = self._amount(row, cell["amount"])
        if amount is None:
            return None
        if decision and not cell["by"]:
            self._problems.add("B175", self._table.place(row, "by"), no=cell["no"])
            return None
        why = _NO_AMOUNT if decision == UPHELD and not amount else _NO_DECISION if amount and decision != UPHELD else None
        if why is not None:
            self._problems.add("B176", self._table.place(row, "amount"), no=cell["no"], why=why)
            return None
        day = self._days[row]
        return Dispute(
            no=cell["no"],
            period=cell["period"],
            role=cell["role"],
            agent=str(self._table.agents[row]),
            line=cell["line"],
            claim=cell["claim"],
            evidence=cell["evidence"],
            until=None if np.isnat(day) else day.item(),
            decision=decision,
            amount=amount,
            by=cell["by"],
            table=self._table,
            row=row,
        )

    def _amount(self, row: int, written: str) -> Fraction | None:
        """Return an amount, 0 for nothing; None where it was reported."""
        read = numbers(np.array([written or None], dtype=object), unit="money")
        place = self._table.place(row, "amount")
        own = {"agent": str(self._table.agents[row]), "column": "amount"}
        self._problems.extend(Problem(one.code, place, "", {**own, **one.details}) for one in read.refused)
        if read.refused:
            return None
        return Fraction(0) if np.isnan(read.values[0]) else exact(float(read.values[0]))


def month_of(text: str, among: Collection[str]) -> str | None:
    """Return which of several periods a text means, also as a spreadsheet writes a month; None for none of them."""
    match = _MONTH.fullmatch(text)
    forms = (text, "" if match is None else f"{match[1]}-{int(match[2]):02}")
    return next((form for form in forms if form in among), None)
