"""Adjustments as people wrote them down (``--adjust``): one row a decision, with reason and approver; it applies none of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

import numpy as np

from csscore.fixed import exact, fraction_text
from csscore.measure.asking import metrics_of
from csscore.problems import Problem
from csscore.read.load import load
from csscore.read.numbers import numbers
from csscore.read.wanted import Column, Wanted
from csscore.scheme.dictionary import agent_headers
from csscore.scheme.forms import nearest
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from csscore.problems import Place, Problems
    from csscore.read.roster import People
    from csscore.read.table import Table
    from csscore.read.wanted import Unit
    from csscore.scheme.model import Scheme

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "money": ("money", "金额", "奖惩", "奖励", "扣款", "补发"),
    "points": ("points", "加减分", "加分", "扣分"),
    "exclude": ("exclude", "不参评", "不参加"),
    "value": ("value", "更正", "改值"),
}
"""What may stand in the column of kinds; ``扣款`` and ``扣分`` say what the sign of the amount says anyway."""
_COLUMNS: Final = {
    "kind": Column("kind", ("kind", "类型", "种类", "调整类型"), "text"),
    "item": Column("item", ("item", "项目", "事项"), "text", needed=False),
    "amount": Column("amount", ("amount", "金额", "数值", "值"), "text", needed=False),
    "reason": Column("reason", ("reason", "原因", "理由"), "text"),
    "evidence": Column("evidence", ("evidence", "依据", "凭证", "证据"), "text", needed=False),
    "approved_by": Column("approved_by", ("approved_by", "approved by", "批准人", "审批人"), "text"),
}
_AGENT: Final = ("agent", "客服", "姓名", "账号")
_LACKING: Final = {"reason": Words("原因", "reason"), "approved_by": Words("批准人", "approver")}


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

    @property
    def order(self) -> tuple[str, ...]:
        """Return what adjustments are ordered by: what they say, never the row."""
        return self.agent, self.kind, self.item, str(self.amount), self.reason, self.evidence, self.approved_by

    def because(self) -> Words:
        """Return the reason as it is shown: with who approved it, and on what evidence."""
        zh, en = f"{self.reason}（批准：{self.approved_by}", f"{self.reason} (approved by {self.approved_by}"
        if self.evidence:
            zh, en = f"{zh}；依据：{self.evidence}", f"{en}; evidence: {self.evidence}"
        return Words(f"{zh}）", f"{en})")


def read_adjustments(
    path: str, scheme: Scheme, problems: Problems, *, people: People, agents: Collection[str], encoding: str | None = None
) -> tuple[Adjustment, ...]:
    """Read a file of adjustments, in an order that does not depend on its rows.

    Parameters
    ----------
    path
        The file.
    scheme
        The scheme; values are read in the units of its metrics.
    problems
        Takes what is wrong with the file; every row needs a reason and an approver.
    people
        Whose accounts are whose.
    agents
        Who is in the run; an adjustment for anybody else is refused.
    encoding
        The encoding of a text file, where it can't be told.
    """
    headers = tuple(dict.fromkeys((*agent_headers(scheme), *_AGENT)))
    table = load([path], Wanted(headers, dict(_COLUMNS)), problems, encoding=encoding, behind=True).main
    if problems.errors:
        return ()
    reader = _Rows(table, scheme, problems, people, set(agents))
    found = sorted(reader.rows(), key=lambda row: row.order)
    for one, other in itertools.pairwise(found):
        if one.order == other.order:
            problems.add("P255", other.place, agent=other.agent, reason=other.reason)
    return tuple(found)


class _Refused(Exception):  # noqa: N818 - never shown: the problem is already recorded
    """A row can't be used; the problem has been recorded."""


class _Rows:
    """The rows of a file of adjustments on their way to becoming adjustments."""

    def __init__(self, table: Table, scheme: Scheme, problems: Problems, people: People, known: set[str]) -> None:
        self._table = table
        self._metrics = dict(metrics_of(scheme.metrics))
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
        kind = next((kind for kind, words in KINDS.items() if cell["kind"].lower() in words), None)
        if kind is None:
            self._refuse("P251", row, "kind", kind=cell["kind"], known="、".join(words[0] for words in KINDS.values()))
        if kind == "value" and cell["item"] not in self._metrics:
            self._refuse("P253", row, "item", item=cell["item"], known="、".join(self._metrics))
        if kind == "points" and cell["item"] in self._metrics:
            self._refuse("P257", row, "item", item=cell["item"])
        amount = None if kind == "exclude" else self._amount(row, kind, cell)
        return Adjustment(
            agent=agent,
            kind=kind,
            item=cell["item"],
            amount=amount,
            written="" if amount is None else cell["amount"],
            reason=cell["reason"],
            evidence=cell["evidence"],
            approved_by=cell["approved_by"],
            place=self._table.place(row),
        )

    def _amount(self, row: int, kind: str, cell: dict[str, str]) -> Fraction | str:
        if not cell["amount"]:
            self._refuse("P254", row, "amount")
        metric = self._metrics.get(cell["item"]) if kind == "value" else None
        if metric is not None and metric.points is not None and metric.points.rule.takes_words:
            return cell["amount"]
        number = self._number(row, cell["amount"], cast("Unit", kind if metric is None else metric.unit))
        amount = exact(number)
        if kind == "money" and amount % self._unit:
            self._refuse("P258", row, "amount", amount=cell["amount"], unit=fraction_text(self._unit))
        return amount

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
