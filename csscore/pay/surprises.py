"""Sums that nobody may have meant: less than nothing, something for people who have left; it says so and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.patterns import pattern
from csscore.pay.cutting import sums
from csscore.pay.money import coin_of
from csscore.read.texts import fold
from csscore.scheme.dictionary import column_headers
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.problems import Problems
    from csscore.read.load import Inputs
    from csscore.read.roster import People
    from csscore.result import LineColumn
    from csscore.scheme.model import Scheme

    Mask = NDArray[np.bool_]

_LEFT: Final = pattern(
    r"(?:已|主动|被动|自动)?(?:离职|離職|离岗|离司|辞职|辭職|辞退|解聘|解雇|开除|退职|退職|退休)(?:了|済|人员|员工)?"
    r"|非在[职岗]|不在[职岗]|(?:已|被)?(?:停用|禁用|冻结|封停|封禁|注销|失效|锁定|销号|删除)(?:账号|帐号|人员|员工)?|[账帐]号?(?:已|被)?(?:停用|禁用|冻结|注销|失效|锁定)"
    r"|非活跃|不活跃|无效|無効|停止|利用停止|(?:사용)?(?:중지|정지)|비활성(?:화)?|정지됨|(?:account|user)?(?:disabled|deactivated|suspended|deleted|locked|blocked|archived)"
    r"|notactive|nonactive|deactivate|disable|deaktiviert|gesperrt|inaktiv|inactivo|inativo|desactivado|desativado|suspendido|suspenso|désactivé|suspendu|pasif"
    r"|left|leaver|inactive|resigned|quit|departed|terminated|dismissed|retired|former(?:employee|staff)?|exemployee|formeremployee"
    r"|ausgeschieden|gekündigt|baja|desligad[oa]|demitid[oa]|cesad[oa]|parti(?:e)?|ayrıldı|(?:퇴사|퇴직)자?|退社済?|separated|offboarded|exited"
)
_DATED: Final = pattern(r"[\d年月日号./()-]*")
"""A day beside the word: 离职（3月15日）."""
"""What is said of people who are gone, as headers are compared; 未离职, 待离职 are none of these."""


_ROSTER: Final = Words("花名册", "the roster")
_COLUMN: Final = Words("“{column}”列", "column {column}")


class _Gone(NamedTuple):
    """Who has left: what says so of each, where it stands, and the condition that leaves such people out."""

    said: dict[str, str]
    source: Words
    condition: str


def report_surprises(lines: Sequence[LineColumn], measured: Measured, found: Inputs, scheme: Scheme, problems: Problems) -> None:
    """Tell of people whose pay is below 0 (P178), and of people who are paid though they are said to have left (P179).

    Parameters
    ----------
    lines
        All lines, adjustments too.
    measured, found
        Who they are, and what the roster, or else a column of the data, says of them.
    scheme
        What they are paid by.
    problems
        Takes what is found.
    """
    pay, _ = sums(lines, len(measured))
    coin = coin_of(scheme)
    owing = np.flatnonzero(pay < 0)
    if len(owing):
        cases = listed([f"{measured.agents[i]} ({coin.text(int(pay[i]))})" for i in owing])
        problems.add("P178", None, agents=cases)
    gone = list(_gone(measured, found, scheme))
    leavers = {agent for one in gone for agent in one.said}
    paid = (
        {agent: coin.text(int(pay[i])) for i in np.flatnonzero(pay) if (agent := str(measured.agents[i])) in leavers}
        if leavers
        else {}
    )
    gone = [one for one in gone if not paid.keys().isdisjoint(one.said)]
    conditions = (
        [one.condition for one in gone] if scheme.where is None else [scheme.where.text, *(one.condition for one in gone)]
    )
    condition = " and ".join(f"({one})" if len(conditions) > 1 else one for one in conditions)
    for one in gone:
        for why in sorted(set(one.said.values())):
            agents = [f"{agent} ({paid[agent]})" for agent, said in sorted(one.said.items()) if said == why and agent in paid]
            if agents:
                details = {"source": one.source, "text": why, "condition": condition}
                problems.add("P179", None, group=why, agents=listed(agents), **details)


def _gone(measured: Measured, found: Inputs, scheme: Scheme) -> Iterator[_Gone]:
    """Yield who has left: by the status in the roster, or else in the data, and by a last day before the period."""
    people = found.people
    said: dict[str, str] = {}
    if people.has("status"):
        texts = people.texts("status").tolist()
        said = {str(agent): text for agent, text in zip(people.ids, texts, strict=True) if _says_left(text)}
        yield _Gone(said, _ROSTER, _other_than(said, blank=None in texts))
    else:
        known = column_headers(scheme).get("status")
        for header, texts_of in found.main.beside(known.headers if known is not None else ()):
            of: dict[str, set[str | None]] = {}
            for agent, text in texts_of:
                of.setdefault(agent, set()).add(text)
            said = {agent: str(min(map(str, texts))) for agent, texts in of.items() if all(map(_says_left, texts))}
            blank = any(text is None for _, text in texts_of)
            yield _Gone(said, _COLUMN.filled({"column": header}), _other_than(said, blank=blank))
    if people.has("left") and measured.scope.span is not None:
        days, first = people.dates("left"), np.datetime64(measured.scope.span.first)
        said = {str(people.ids[i]): str(days[i]) for i in np.flatnonzero(days < first) if str(people.ids[i]) not in said}
        yield _Gone(said, _ROSTER, "missing(left) or left >= period_start()")


def leavers(people: People, first: date | None) -> dict[str, bool]:
    """Return of everybody in a roster, with rows or without, whether it says that she has left: by status, or a day before.

    ``first`` is the first day of the period.
    """
    roster = people.roster
    if roster is None:
        return {}
    gone = np.zeros(len(people.listed), dtype=np.bool_)
    if roster.has("status"):
        np.logical_or.at(gone, roster.who, [_says_left(text) for text in roster.texts("status").tolist()])
    if roster.has("left") and first is not None:
        np.logical_or.at(gone, roster.who, roster.dates("left") < np.datetime64(first))
    return dict(zip(people.listed, gone.tolist(), strict=True))


def _says_left(text: str | None) -> bool:
    return text is not None and _LEFT.fullmatch(_DATED.sub("", fold(str(text)))) is not None


def _other_than(said: Mapping[str, str], *, blank: bool) -> str:
    """Return the condition that the status is none of those."""
    words = sorted(set(said.values()))
    condition = " and ".join(f"status != '{text}'" for text in words)
    return f"missing(status) or {f'({condition})' if len(words) > 1 else condition}" if blank else condition
