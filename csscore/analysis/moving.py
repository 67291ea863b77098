"""Why somebody's pay is not what it was the period before, amount by amount; amounts are looked up, none is computed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.explanation import Change, Moved
from csscore.pay.rules.base import only_by_place
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.pipeline import Run
    from csscore.read.history import Earlier, EarlierLine
    from csscore.result import LineColumn
    from csscore.scheme.kinds import Chosen

say = sentences(__file__)

_BY_PLACE = say("by_place")
_LADDER = say("ladder")
_OTHER = say("other")
_NEW_GATE = say("new_gate")
_OLD_GATE = say("old_gate")


def change(run: Run, agent: int) -> Change | None:
    """Return what moved since the period directly before; None where its result is not known or lacks the agent.

    What goes by place alone is split in two: what this period pays at the place held then, against what was paid then (the
    amounts and the head count), and what it pays at the place held now (the move). What a place is paid is looked up at
    whoever holds it; where nobody does, the line is one amount.
    """
    name = str(run.measured.agents[agent])
    earlier = next(iter(run.history.results), None)
    if earlier is None or name not in earlier.agents:
        return None
    row = earlier.agents[name]
    rank, pay = (earlier.columns[key][row] for key in ("rank", "pay"))
    ranked = _ranked(run, earlier, row)
    lines = list(_lines(run, agent, earlier, row, then=ranked))
    paid = _units(run, pay or "0")
    now = int(run.result.pay[run.result.agents == name][0])
    rest = now - paid - sum(line.amount for line in lines)
    if rest:
        lines.append(Moved(_OTHER, 0, rest))
    return Change(
        period=earlier.span.text,
        file=earlier.file,
        rank=None if rank is None else int(rank),
        ranked=ranked,
        score=earlier.columns["score"][row],
        pay=paid,
        lines=tuple(lines),
        gates=tuple(_gates(run, agent, earlier.gates[row])),
        values={metric: earlier.columns[metric][row] for metric in run.measured.values if metric in earlier.columns},
    )


def _ranked(run: Run, earlier: Earlier, row: int) -> int:
    """Return how many were ranked in the cohort that the agent belonged to then."""
    own = [earlier.columns[name] for name in run.measured.cohort_labels if name in earlier.columns]
    ranks = earlier.columns["rank"]
    return sum(
        ranks[other] is not None and all(column[other] == column[row] for column in own) for other in earlier.agents.values()
    )


def _lines(run: Run, agent: int, earlier: Earlier, row: int, *, then: int) -> Iterator[Moved]:
    left = list(earlier.lines[row])
    position = int(np.flatnonzero(run.result.agents == run.measured.agents[agent])[0])
    place = earlier.columns["rank"][row]
    entries = dict(zip((id(line) for line in run.result.lines), run.scheme.pay, strict=False))  # entries come first
    for line in run.result.lines:
        old = next((each for each in left if _is(each, line)), None)
        if old is not None:
            left.remove(old)
        before, now = 0 if old is None else _units(run, old.amount), int(line.amounts[position])
        now = 0 if now == MISSING else now
        if before == now == 0:
            continue
        at = None if place is None or old is None or not _placed(entries.get(id(line))) else _at(run, line, agent, int(place))
        rank = int(run.scored.ranks[agent])
        if at is None or rank == MISSING:
            yield Moved(line.title, before, now)
            continue
        peers = run.measured.cohort_codes == run.measured.cohort_codes[agent]
        ranked = int((peers & (run.scored.ranks != MISSING)).sum())
        details: dict[str, object] = {"title": line.title, "before": int(place or 0), "now": rank, "then": then, "ranked": ranked}
        yield Moved(_BY_PLACE.filled(details), at, now)
        yield Moved(_LADDER.filled(details), before, at)
    for gone in left:
        yield Moved(same(gone.title), _units(run, gone.amount), 0)


def _placed(chosen: Chosen | None) -> bool:
    return chosen is not None and only_by_place(chosen)


def _at(run: Run, line: LineColumn, agent: int, place: int) -> int | None:
    """Return what a line pays now to whoever of the agent's cohort holds a place."""
    scored, measured = run.scored, run.measured
    there = (measured.cohort_codes == measured.cohort_codes[agent]) & (scored.ranks == place)
    amounts = line.amounts[np.isin(run.result.agents, measured.agents[there])]
    amounts = amounts[amounts != MISSING]
    return int(amounts[0]) if len(set(amounts.tolist())) == 1 else None


def _gates(run: Run, agent: int, before: tuple[str, ...]) -> Iterator[Words]:
    for gate in run.scored.gates:
        fired, fired_then = bool(gate.fired[agent]), bool({gate.name.zh, gate.name.en} & set(before))
        if fired != fired_then:
            yield (_NEW_GATE if fired else _OLD_GATE).filled({"name": gate.name})


def _is(old: EarlierLine, line: LineColumn) -> bool:
    return old.rule == line.rule and old.title in line.title


def _units(run: Run, amount: str) -> int:
    return int(Decimal(amount).scaleb(run.result.money_digits))
