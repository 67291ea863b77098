"""Adjustments as people wrote them down (``--adjust``): one row a decision, with reason and approver; it applies none of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

import numpy as np

from csscore.exact.fixed import exact, fraction_text
from csscore.measure.requirements import metrics_of
from csscore.pay.kinds import Kind, kind_of, takes_away
from csscore.problems import Place, Problem, Problems
from csscore.read.currencies import common, declared
from csscore.read.load import load
from csscore.read.numbers import numbers
from csscore.read.requirements import Column, Requirements, Together
from csscore.read.texts import fold
from csscore.scheme.dictionary import agent_headers, agents_together
from csscore.scheme.forms import nearest
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from csscore.read.inspection import Reading
    from csscore.read.requirements import Unit
    from csscore.read.roster import People
    from csscore.read.table import Table
    from csscore.scheme.model import Scheme

_MARKS: Final = ("分值", "分数", "分數", "points", "score")
"""Headers of the amount that say that it counts points."""
_OPEN: Final = ("数值", "數值", "值", "value")
"""Headers of the amount that say neither money nor points."""
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("kind", "类型", "類型", "种类", "调整类型", "类别", "調整", "调整", "调整方式", "奖惩类型", "type", "adjustment"),
    "item": ("item", "项目", "項目", "事项", "调整项目"),
    "amount": ("amount", "金额", "金額", "调整金额", "money", *_OPEN, *_MARKS),
    "reason": ("reason", "原因", "理由", "事由", "调整原因"),
    "evidence": ("evidence", "依据", "凭证", "证据"),
    "approved_by": (
        "approved_by",
        "批准人",
        "审批人",
        "核准人",
        "審批人",
        "approver",
        "approved by",
        "authorised by",
        "authorized by",
    ),
}
_NEEDED: Final = {
    "agent": Words("客服", "agent"),
    "kind": Words("类型", "kind"),
    "reason": Words("原因", "reason"),
    "approved_by": Words("批准人", "approved_by"),
}
"""Columns that a file must have, by the header to write."""
_COLUMNS: Final = {name: Column(name, headers, "text", needed=name in _NEEDED) for name, headers in _HEADERS.items()}
_AGENT: Final = ("agent", "客服", "姓名", "账号", "name", "account")
_ONE_OF: Final = frozenset({"D232", "D237"})
"""What is said of headers that fit one name; in a file of adjustments only one may."""
_HIDDEN: Final = Words("人工调整", "adjusted by hand")
_LACKING: Final = {"reason": Words("原因", "reason"), "approved_by": Words("批准人", "approver")}


class Discreet(tuple[str, ...]):
    """Files of adjustments of which nobody is to read reason, approver and evidence: none of them leaves the room."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One decision about one agent.

    Attributes
    ----------
    kind
        ``money``, ``points``, ``exclude`` or ``value``.
    item
        For a value the metric; else what it is for, as it is shown; empty for nothing.
    amount
        Currency units, points, or the value in its base unit (a text where the metric is one); None for ``exclude``.
    """

    agent: str
    kind: str
    item: str
    amount: Fraction | str | None
    written: str
    """The amount as it stands in the file."""
    reason: str
    evidence: str
    approved_by: str
    place: Place
    discreet: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """Return what adjustments are ordered by: what they say, never the row."""
        return self.agent, self.kind, self.item, str(self.amount), self.reason, self.evidence, self.approved_by

    def because(self) -> Words:
        """Return the reason as it is shown: with who approved it, and on what evidence; nothing of it where it is discreet."""
        if self.discreet:
            return _HIDDEN
        zh, en = f"{self.reason}（批准：{self.approved_by}", f"{self.reason} (approved by {self.approved_by}"
        if self.evidence:
            zh, en = f"{zh}；依据：{self.evidence}", f"{en}; evidence: {self.evidence}"
        return Words(f"{zh}）", f"{en})")


def read_adjustments(
    paths: Sequence[str],
    scheme: Scheme,
    problems: Problems,
    *,
    people: People,
    agents: Collection[str],
    encoding: str | None = None,
) -> tuple[tuple[Adjustment, ...], list[Reading]]:
    """Read files of adjustments, in an order that does not depend on rows or files; also return how each was read.

    Parameters
    ----------
    paths
        The files; all rows of all of them count. `Discreet` ones keep their reasons to themselves.
    scheme
        The scheme; values are read in the units of its metrics.
    problems
        Takes what is wrong with the files; every row needs a reason and an approver.
    people
        Whose accounts are whose.
    agents
        Who is in the run; an adjustment for anybody else is refused.
    encoding
        The encoding of text files, where it can't be told.
    """
    found: list[Adjustment] = []
    readings: dict[str, Reading] = {}
    for path in sorted(paths):
        table, reading = _table(path, scheme, problems, encoding=encoding)
        if reading is not None:
            reading.role = "adjust"
            same_file = readings.setdefault(f"{reading.digest}{reading.sheet}" if reading.digest else path, reading)
            if same_file is not reading:
                problems.add("D250", Place(path), other=same_file.file)
        if table is not None and reading is not None:
            found += _Rows(table, _header(reading), scheme, problems, people, set(agents)).rows()
    found.sort(key=lambda row: row.order)
    for one, other in itertools.pairwise(found):
        if one.order == other.order:
            problems.add("P255", other.place, agent=other.agent, reason=other.reason)
    discreet = isinstance(paths, Discreet)
    return tuple(replace(row, discreet=discreet) for row in found), list(readings.values())


def _table(path: str, scheme: Scheme, problems: Problems, *, encoding: str | None) -> tuple[Table | None, Reading | None]:
    """Return a file's rows; None where a column is missing (P262) or two fit one name (P263): a scheme can't name them."""
    own, said = Problems(), Problems()
    together = tuple(Together(headers, alone=True) for headers in agents_together(scheme))
    wanted = Requirements(tuple(dict.fromkeys((*agent_headers(scheme), *_AGENT))), dict(_COLUMNS), together=together)
    inputs = load([path], wanted, own, encoding=encoding, behind=True)
    lacking: list[str] = []
    for problem in own:
        if problem.code == "D230":
            lacking = ["agent"]
        elif problem.code == "D231":
            lacking = [name for name in _NEEDED if name != "agent" and not inputs.main.has(name)]
        elif problem.code == "D249":
            said.add("D248", problem.place)  # a month without adjustments is no mistake
        elif problem.code in _ONE_OF:
            said.add("P263", problem.place, name=problem.details["name"], headers=_both(problem.details))
        else:
            said.extend([problem])
    reading = inputs.readings[0] if inputs.readings else None
    if lacking:
        there = [column.header for column in reading.columns] if reading is not None else []
        place = Place(path) if reading is None else Place(path, reading.sheet)
        names = Words(*("、".join(_NEEDED[name].zh for name in lacking), ", ".join(_NEEDED[name].en for name in lacking)))
        said.add("P262", place, names=names, headers=listed(there, most=40))
    problems.extend(said)
    return None if said.errors else inputs.main, reading


def _both(details: Mapping[str, Any]) -> Words:
    """Return the headers that fit one name."""
    if "headers" in details:
        return cast("Words", details["headers"])
    first, others = details["header"], details["others"]
    return Words(f"{first}、{others.zh}", f"{first}, {others.en}")


def _header(reading: Reading) -> str:
    """Return the header of the amount."""
    return next((column.header for column in reading.columns if "amount" in column.names), "")


class _Refused(Exception):  # noqa: N818 - never shown: the problem is already recorded
    """A row can't be used; the problem has been recorded."""


class _Rows:
    """The rows of a file of adjustments on their way to becoming adjustments."""

    def __init__(self, table: Table, header: str, scheme: Scheme, problems: Problems, people: People, known: set[str]) -> None:
        self._table = table
        self._header = header
        self._metrics = dict(metrics_of(scheme.metrics))
        self._currency = scheme.currency
        self._unit = scheme.money_unit
        self._problems = problems
        self._people = people
        self._known = known
        self._texts = {name: table.texts(name) for name in _COLUMNS}

    def rows(self) -> Iterator[Adjustment]:
        """Yield the adjustments that are sound; the others are reported."""
        for row in range(len(self._table)):
            try:
                yield self._row(row)
            except _Refused:
                continue

    def _row(self, row: int) -> Adjustment:
        cell = {name: "" if texts[row] is None else str(texts[row]).strip() for name, texts in self._texts.items()}
        agent = self._agent(row)
        for name, what in _LACKING.items():
            if not cell[name]:
                self._refuse("P250", row, name, agent=agent, what=what)
        says = self._kind(row, cell["kind"])
        kind = says.changes
        if kind == "value" and cell["item"] not in self._metrics:
            self._refuse("P253", row, "item", item=cell["item"], known=listed(list(self._metrics), most=40))
        if kind == "points" and cell["item"] in self._metrics:
            self._refuse("P257", row, "item", item=cell["item"])
        if kind == "exclude" and cell["amount"].strip("-—–/0. "):
            self._problems.add("P265", self._table.place(row, "amount"), agent=agent, amount=cell["amount"])
        amount = None if kind == "exclude" else self._amount(row, says, cell)
        written = "" if amount is None else cell["amount"]
        return Adjustment(
            agent=agent,
            kind=kind,
            item=cell["item"],
            amount=amount,
            written=f"-{written}" if says.direction < 0 and amount else written,
            reason=cell["reason"],
            evidence=cell["evidence"],
            approved_by=cell["approved_by"],
            place=self._table.place(row),
        )

    def _kind(self, row: int, word: str) -> Kind:
        """Return what the column of kinds says; a word that may mean money or points is decided by the header of the amount."""
        says = kind_of(word)
        if says is None:
            self._refuse("P251", row, "kind", kind=word)
        counts_points = fold(self._header) in _MARKS
        if (counts_points and says.changes == "money") or (not says.changes and fold(self._header) in _OPEN):
            self._refuse("P264", row, "kind", kind=word, header=self._header)
        return says if says.changes else says._replace(changes="points" if counts_points else "money")

    def _amount(self, row: int, says: Kind, cell: dict[str, str]) -> Fraction | str:
        if not cell["amount"]:
            self._refuse("P254", row, "amount")
        metric = self._metrics.get(cell["item"]) if says.changes == "value" else None
        if metric is not None and metric.points is not None and metric.points.rule.takes_words:
            return cell["amount"]
        number = self._number(row, cell["amount"], cast("Unit", says.changes if metric is None else metric.unit))
        amount = exact(number)
        if says.changes == "money" and amount % self._unit:
            self._refuse("P258", row, "amount", amount=cell["amount"], unit=fraction_text(self._unit))
        if says.direction and (amount < 0 or (says.direction < 0 and cell["amount"][:1] in "+＋")):
            self._refuse("P260", row, "amount", kind=cell["kind"], amount=cell["amount"])
        if says.changes in {"money", "points"} and not says.direction and amount > 0:
            for name in ("item", "reason"):
                if takes_away(cell[name]):
                    details = {"kind": cell["kind"], "amount": cell["amount"], "text": cell[name]}
                    self._problems.add("P261", self._table.place(row, name), **details)
                    break
        return -amount if says.direction < 0 else amount

    def _number(self, row: int, written: str, unit: Unit) -> float:
        """Read a number by itself: the column holds money, percentages and seconds, so it can't decide how to read them."""
        read = numbers(np.array([written], dtype=object), unit=unit)
        place = self._table.place(row, "amount")
        own = {"agent": str(self._table.agents[row]), "column": "amount"}
        found: list[Any] = [*read.refused, *read.remarks]
        self._problems.extend(Problem(one.code, place, "", {**own, **one.details}) for one in found)
        if read.refused:
            raise _Refused
        if np.isnan(read.values[0]):
            self._refuse("P254", row, "amount")
        if unit == "money" and read.open_mark is not None and "." in written:
            self._refuse("D274", row, "amount", text=written, less=written, more=written.replace(".", ""))
        for _, codes in read.currencies:
            if unit == "money" and not common(declared(self._currency), codes):
                self._refuse("D275", row, "amount", text=written, currency=codes[0], declared=self._currency)
        return float(read.values[0])

    def _agent(self, row: int) -> str:
        place = self._table.place(row)
        agent = self._people.person_of(str(self._table.agents[row]), place)
        if agent not in self._known:
            near = nearest(agent, self._known)
            hint = same("") if near is None else Words(f"；是不是“{near}”？", f"; did you mean '{near}'?")
            self._refuse("P252", row, None, agent=agent, near=hint)
        return agent

    def _refuse(self, code: str, row: int, name: str | None, **details: Any) -> NoReturn:
        self._problems.add(code, self._table.place(row, name), **details)
        raise _Refused
