"""Results of earlier periods, as csscore wrote them; it computes nothing and changes no period."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.problems import Place
from csscore.read.container import file_bytes
from csscore.read.dates import date_in_name
from csscore.read.spans import Span, parsed, span, span_of
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from csscore.problems import Problems
    from csscore.result import SchemeCard

VERSION: Final = 1
"""Of the JSON that `csscore.report.json` writes."""
MANY: Final = 3
"""People none of whom is known: so many are a mistake, fewer may have left."""
_OWN: Final = ("rank", "score", "pay")
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
"""As a rank, a score or an amount is written."""
_BEGINS: Final = re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*\"csscore\"\s*:")
_TIP: Final = 1 << 10


class EarlierLine(NamedTuple):
    """A pay line as an earlier result says it, in the language that it was written in."""

    rule: str
    title: str
    amount: str
    """Exact text in currency units."""


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """The result of one earlier period.

    Attributes
    ----------
    scheme
        The name of the scheme that it was computed by.
    agents
        The row of each agent.
    columns
        ``rank``, ``score``, ``pay``, each metric and its ``NAME_points``, each cohort column: exact texts in base units, None
        where there is none. One an agent.
    """

    span: Span
    file: str
    scheme: str
    agents: Mapping[str, int]
    columns: Mapping[str, Sequence[str | None]]
    lines: Sequence[tuple[EarlierLine, ...]]
    """The pay lines of each agent."""
    gates: Sequence[tuple[str, ...]]
    """The names of the gates that caught each agent."""
    names: Sequence[str] = ()
    """What each agent is called; none where the result is not kept for people to read."""
    version: str = ""
    digest: str = ""
    currency: str = ""
    breakdowns: Sequence[Mapping[tuple[str, str], Mapping[str, str]]] = ()
    """For each agent what a metric was by the texts of a column, as exact texts; none where the result is of a table."""
    accounts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The accounts of each agent for whom a roster told them."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The results of the periods directly before a period, without a gap.

    Attributes
    ----------
    results
        The latest first.
    gap
        The first period, counted back, of which there is no result; None where the period itself is not known.
    """

    results: tuple[Earlier, ...] = ()
    gap: Span | None = None


NO_HISTORY: Final = History()
"""What there is where no earlier result is given."""


def read_history(paths: Sequence[str], problems: Problems, *, period: str | None, scheme: SchemeCard, currency: str) -> History:
    """Read results of earlier periods and put them in order.

    Parameters
    ----------
    paths
        JSON files that csscore wrote, in any order. Of which period one is stands in it, else in its name.
    problems
        Takes what is no result (D380), has no period (D381) or one that another has (D382), was computed by a scheme of
        another name (D383) or another state of it (D403), or in another currency (D404), is not used (D384), and the period
        that is assumed where none is given (D385).
    period
        The period that is computed now. None: the one after the latest result.
    scheme, currency
        By what it is computed.
    """
    found: dict[tuple[Any, Any], Earlier] = {}
    for path in sorted(paths):
        result = read_result(path, problems)
        if result is None:
            continue
        other = found.setdefault(result.span.days, result)
        if other is not result:
            problems.add("D382", Place(path), other=other.file, period=result.span.text)
        if result.scheme != scheme.name:
            problems.add("D383", Place(path), other=result.scheme, scheme=scheme.name)
        elif result.digest and scheme.digest and result.digest != scheme.digest:
            versions = {"earlier": result.version, "version": scheme.version}
            problems.add("D403", Place(path), scheme=scheme.name, period=result.span.text, **versions)
        if result.currency and result.currency != currency:
            problems.add("D404", Place(path), other=result.currency, currency=currency, period=result.span.text)
    now = span_of(period, problems) if period is not None else _following(found.values(), problems)
    return NO_HISTORY if now is None else _chain(found, now, problems)


def check_people(history: History, agents: Collection[str], problems: Problems) -> None:
    """Refuse earlier results none of whose people is in the run (D389): they are another team's, or have no names."""
    for result in history.results:
        if len(result.agents) >= MANY and len(agents) and not any(agent in result.agents for agent in agents):
            ours, theirs = (listed(sorted(names), most=3) for names in (agents, result.agents))
            problems.add("D389", Place(result.file), agents=theirs, ours=ours)


def _following(results: Iterable[Earlier], problems: Problems) -> Span | None:
    """Return the period after the latest result, and say that it was assumed."""
    latest = max(results, key=lambda result: result.span.last, default=None)
    now = None if latest is None else latest.span.after()
    if latest is not None and now is not None:
        problems.add("D385", None, period=now.text, file=latest.file)
    return now


def _chain(found: Mapping[tuple[Any, Any], Earlier], now: Span, problems: Problems) -> History:
    results: list[Earlier] = []
    before = now.before()
    while before is not None and before.days in found:
        results.append(found[before.days])
        before = before.before()
    unused = sorted(result.file for result in found.values() if result not in results)
    if unused:
        problems.add("D384", None, files=listed(unused), period=now.text)
    return History(tuple(results), before)


def is_kept(path: str) -> bool:
    """Tell a result that csscore wrote as JSON from any other file, by how it begins."""
    try:
        with Path(path).open("rb") as file:
            return _BEGINS.match(file.read(_TIP)) is not None
    except (OSError, ValueError):  # whoever reads it says what is wrong
        return False


def read_result(path: str, problems: Problems, *, period: str | None = None) -> Earlier | None:
    """Read one result; None after D380 or D381.

    Parameters
    ----------
    path
        JSON that csscore wrote.
    problems
        Takes what is wrong with it.
    period
        Of which period it is, where neither it nor its name says so.
    """
    import json

    place = Place(path)
    data = file_bytes(path, problems)
    if data is None:
        return None
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        problems.add("D380", place, reason=Words("不是 JSON", "it is no JSON"))
        return None
    try:
        scheme, agents, columns = _content(document)
    except _NotOursError as error:
        problems.add("D380", place, reason=error.reason)
        return None
    when = _period(document.get("period"), path) or (None if period is None else parsed(period))
    if when is None:
        problems.add("D381", place)
        return None
    lines = [_lines(said.get("lines")) for said in document["agents"]]
    gates = [tuple(str(gate.get("name")) for gate in _mappings(said.get("gates"))) for said in document["agents"]]
    card = document["scheme"]
    return Earlier(
        when,
        path,
        scheme,
        agents,
        columns,
        lines,
        gates,
        names=[_text(said.get("name")) or said["agent"] for said in document["agents"]],
        version=_text(card.get("version")),
        digest=_text(card.get("digest")),
        currency=_text(document.get("currency")),
        breakdowns=[_breakdowns(said["metrics"]) if "metrics" in said else {} for said in document["agents"]],
        accounts=_accounts(document.get("accounts")),
    )


def _breakdowns(metrics: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], dict[str, str]]:
    """Return what is broken down by metric and column; what csscore would not have written is left out: nothing is paid by it."""
    found = {}
    for name, metric in metrics.items():
        apart = metric.get("breakdown")
        for column, by in apart.items() if isinstance(apart, dict) else ():
            if isinstance(by, dict):
                found[name, column] = {label: value for label, value in by.items() if isinstance(value, str)}
    return found


def _accounts(said: object) -> dict[str, tuple[str, ...]]:
    """Return the accounts of each agent, as far as a result tells them."""
    if not isinstance(said, dict):
        return {}
    return {agent: tuple(each for each in own if isinstance(each, str)) for agent, own in said.items() if isinstance(own, list)}


def _text(said: object) -> str:
    return said if isinstance(said, str) else ""


def _period(said: object, path: str) -> Span | None:
    """Return of which period a result is: as it says itself, else by its name."""
    if isinstance(said, str):
        return parsed(said)
    named = date_in_name(Path(path).name)
    return None if named is None else span(*named)


class _NotOursError(ValueError):
    """A document is not what csscore writes."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Words(zh, en)


def _content(document: Any) -> tuple[str, dict[str, int], dict[str, list[str | None]]]:
    """Return the scheme's name, the row of each agent, and the columns; refuse what csscore would not have written."""
    if not isinstance(document, dict) or "csscore" not in document or not isinstance(document.get("agents"), list):
        raise _NotOursError("没有 csscore 和 agents", "it has no csscore and agents")
    if document["csscore"] != VERSION:
        raise _NotOursError(f"版本是 {document['csscore']}", f"it is of version {document['csscore']}")
    card = document.get("scheme")
    if not isinstance(card, dict) or not isinstance(card.get("name"), str):
        raise _NotOursError("没有方案的名称", "it does not name its scheme")
    agents: dict[str, int] = {}
    columns: dict[str, list[str | None]] = {name: [] for name in _OWN}
    for row, said in enumerate(document["agents"]):
        cells = _cells(said)
        if cells is None or said["agent"] in agents:
            raise _NotOursError(f"第 {row + 1} 个客服的内容不对", f"agent {row + 1} is not as csscore writes it")
        agents[said["agent"]] = row
        for name in cells.keys() - columns.keys():
            columns[name] = [None] * row
        for name, column in columns.items():
            column.append(cells.get(name))
    return card["name"], agents, columns


def _lines(said: Any) -> tuple[EarlierLine, ...]:
    """Return the pay lines of an agent; what is not one is left out: nothing is paid by it."""
    found = []
    for line in _mappings(said):
        rule, title, amount = (line.get(key) for key in ("rule", "title", "amount"))
        if isinstance(rule, str) and isinstance(title, str) and isinstance(amount, str) and _NUMBER.fullmatch(amount):
            found.append(EarlierLine(rule, title, amount))
    return tuple(found)


def _mappings(said: Any) -> list[dict[str, Any]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _cells(said: Any) -> dict[str, str | None] | None:
    """Return what a result says of one agent, by the names that expressions use; None if it is not one that csscore wrote."""
    if not isinstance(said, dict) or not isinstance(said.get("agent"), str):
        return None
    cohort, metrics = said.get("cohort", {}), said.get("metrics", {})
    if not isinstance(cohort, dict) or not isinstance(metrics, dict):
        return None
    cells: dict[str, Any] = dict(cohort)
    for name, metric in metrics.items():
        if not isinstance(metric, dict):
            return None
        cells[name], cells[f"{name}_points"] = metric.get("value"), metric.get("points")
    for name in _OWN:
        cells[name] = str(said[name]) if isinstance(said.get(name), int) else said.get(name)
    texts = all(cell is None or isinstance(cell, str) for cell in cells.values())
    return cells if texts and all(cells[name] is None or _NUMBER.fullmatch(cells[name]) for name in _OWN) else None
