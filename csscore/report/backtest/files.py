"""A `Backtest` for programs: JSON (``backtest-v1.schema.json``) and csv, exact numbers as texts; it leaves out nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.exact.fixed import text
from csscore.report.backtest import selected
from csscore.report.csv import as_csv, disarmed
from csscore.report.difference.files import amounts_json, side_json, sides_json
from csscore.report.difference.labels import label
from csscore.report.document import document_text, fixed, picked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.backtesting import Backtest, Month, Through
    from csscore.comparison import AgentChange
    from csscore.words import Lang

_HEAD = (
    "to", "period", "agent", "name", "rank_before", "rank_after", "up", "score_before", "score_after", "score_change",
    "pay_before", "pay_after", "pay_change",
)  # fmt: skip


@as_csv
def csv_text(found: Sequence[Backtest], lang: Lang, *, over: int | None = None) -> Iterator[Iterable[object]]:
    """Yield the head, one row an agent and period, one of all periods together (``2026-01..2026-06``) without place and score."""
    yield _HEAD
    for said in found:
        to = disarmed(label(said.latest, lang))
        whole = f"{said.months[0].text}..{said.months[-1].text}"
        for agent in selected(said, over=over, everybody=True):
            who = (disarmed(agent.agent), disarmed(agent.name))
            for month, change in zip(said.months, agent.changes, strict=True):
                if change is not None:
                    yield [to, month.text, *who, *_cells(month, change)]
            amounts = (*agent.pay, agent.change)
            yield [to, whole, *who, *[""] * 6, *(text(units, said.latest.money_digits) for units in amounts)]


def _cells(month: Month, change: AgentChange) -> list[object]:
    said, sides = month.compared, (change.before, change.after)
    return [
        *("" if side is None or side.rank is None else side.rank for side in sides),
        "" if change.up is None else change.up,
        *("" if side is None else fixed(side.score, said.score_digits) or "" for side in sides),
        fixed(change.score_change, said.score_digits) or "",
        *("" if side is None else text(side.pay, said.money_digits) for side in sides),
        text(change.pay_change, said.money_digits),
    ]


def json_text(found: Sequence[Backtest], lang: Lang, *, over: int | None = None) -> str:
    """Return the backtests as one JSON object, sentences in one language."""
    document = {
        "csscore": 1,
        "currency": found[0].latest.currency,
        "periods": [month.text for month in found[0].months],
        "backtests": [_backtest(said, lang, over) for said in found],
    }
    return document_text(document, lang)


def _backtest(said: Backtest, lang: Lang, over: int | None) -> dict[str, Any]:
    amounts = amounts_json(said.pay, said.gaining, said.losing, said.latest.money_digits)
    return {
        "to": label(said.latest, lang),
        "same": said.same,
        "months": [_month(month) for month in said.months],
        "totals": {"agents": len(said.agents), **amounts},
        "agents": [_agent(said, agent) for agent in selected(said, over=over, everybody=True)],
        "problems": said.problems,
    }


def _month(month: Month) -> dict[str, Any]:
    said, whole = month.compared, month.compared.whole
    return {
        "period": month.text,
        "before": side_json(said, said.before),
        "after": side_json(said, said.after),
        "agents": len(said.agents),
        "ranked": whole.ranked,
        **amounts_json(whole.pay, (whole.gaining, whole.gained), (whole.losing, whole.lost), said.money_digits),
        "beyond_budget": text(month.beyond, said.money_digits),
        "changing_place": whole.moving,
    }


def _agent(said: Backtest, agent: Through) -> dict[str, Any]:
    digits = said.latest.money_digits
    return {
        **picked(agent, "agent", "name"),
        "periods": agent.there,
        "pay": [text(units, digits) for units in agent.pay],
        "pay_change": text(agent.change, digits),
        "places": {"better": agent.moves[0], "worse": agent.moves[1]},
        "months": [
            None if change is None else {"period": month.text, "cohort": change.cohort, **sides_json(month.compared, change)}
            for month, change in zip(said.months, agent.changes, strict=True)
        ],
    }
