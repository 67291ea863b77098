"""A `Trend` for programs: JSON and csv, exact numbers as texts; it leaves out nobody that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.exact.fixed import text
from csscore.report.csv import as_csv, disarmed
from csscore.report.document import document_text, fixed, picked
from csscore.report.json import problem_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.trending import AgentTrend, Period, Standing, Step, Streak, Trend
    from csscore.words import Lang


def listed(said: Trend, agent: AgentTrend | None) -> Sequence[AgentTrend]:
    """Return whom is written about: everybody, or the one who was asked for."""
    return said.agents if agent is None else (agent,)


@as_csv
def csv_text(said: Trend, *, agent: AgentTrend | None = None) -> Iterator[Iterable[object]]:
    """Yield the head and one row an agent and period: place, score, pay, each metric's value and points; texts are disarmed."""
    metrics = [measure.name for measure in said.metrics]
    yield [
        *("period", "agent", "name", *(disarmed(name) for name in said.within), "rank", "of", "score", "pay"),
        *(disarmed(name) for metric in metrics for name in (metric, f"{metric}_points")),
    ]
    for at, period in enumerate(said.periods):
        for one in listed(said, agent):
            standing = one.standings[at]
            if standing is not None:
                yield [period.text, disarmed(one.agent), disarmed(one.name), *_cells(said, standing, metrics)]


def _cells(said: Trend, standing: Standing, metrics: Sequence[str]) -> Iterator[str]:
    yield from (disarmed(standing.cohort.get(name, "")) for name in said.within)
    yield "" if standing.rank is None else str(standing.rank)
    yield str(standing.peers)
    yield fixed(standing.score, said.score_digits) or ""
    yield text(standing.pay, said.money_digits)
    for metric in metrics:
        yield _plain(standing.values.get(metric))
        yield _plain(standing.points.get(metric))


def _plain(cell: str | None) -> str:
    """Return a value: a number as it is, a word disarmed."""
    if cell is None:
        return ""
    return cell if cell.lstrip("-").replace(".", "", 1).isdecimal() else disarmed(cell)


def json_text(said: Trend, lang: Lang, *, agent: AgentTrend | None = None) -> str:
    """Return the whole as one JSON object, sentences in one language."""
    document = {
        "csscore": 1,
        **picked(said, "scheme", "currency"),
        "trend": {
            "periods": [_period(said, period) for period in said.periods],
            "steps": [_step(said, at) for at in range(len(said.steps))],
            "metrics": said.metrics,
            "agents": [_agent(said, one) for one in listed(said, agent)],
        },
        "problems": [problem_data(problem, lang) for problem in said.problems],
    }
    return document_text(document, lang)


def _period(said: Trend, period: Period) -> dict[str, Any]:
    return {
        "period": period.text,
        **picked(period, "files", "computed", "follows"),
        "scheme": {"name": period.scheme, "version": period.version, "digest": period.digest},
        "agents": period.people,
        "ranked": period.ranked,
        "score": fixed(period.score, said.score_digits),
        "pay": text(period.pay, said.money_digits),
    }


def _step(said: Trend, at: int) -> dict[str, Any]:
    step: Step = said.steps[at]
    amounts = ("total", "stayed", "joined", "left", "adjustments")
    return {
        "from": said.periods[at].text,
        "to": said.periods[at + 1].text,
        "pay": {name: text(getattr(step, name), said.money_digits) for name in amounts},
        "adjustments_told": step.told,
        "same_scheme": step.same_scheme,
        "joined": step.newcomers,
        "left": step.leavers,
    }


def _agent(said: Trend, agent: AgentTrend) -> dict[str, Any]:
    return {
        **picked(agent, "agent", "name"),
        "periods": [
            None if standing is None else _standing(said, period, standing)
            for period, standing in zip(said.periods, agent.standings, strict=True)
        ],
        "milestones": [
            {"kind": one.kind, "period": said.periods[one.at].text, "amount": _amount(said, one.kind, one.amount)}
            for one in agent.milestones
        ],
        "readings": agent.readings,
        "streaks": [_streak(said, streak, agent) for streak in said.streaks],
    }


def _standing(said: Trend, period: Period, standing: Standing) -> dict[str, Any]:
    return {
        "period": period.text,
        **picked(standing, "cohort", "rank", "tied"),
        "of": standing.peers,
        "score": fixed(standing.score, said.score_digits),
        "pay": text(standing.pay, said.money_digits),
        "metrics": {name: {"value": value, "points": standing.points.get(name)} for name, value in standing.values.items()},
    }


def _amount(said: Trend, kind: str, amount: int) -> str | int | None:
    if kind == "score":
        return text(amount, said.score_digits)
    return amount or None


def _streak(said: Trend, streak: Streak, agent: AgentTrend) -> dict[str, Any]:
    runs = streak.runs[agent.agent]
    latest = runs[-1]
    return {
        **picked(streak, "flag", "when", "months"),
        "runs": runs,
        "reached": [period.text for period, run in zip(said.periods, runs, strict=True) if (run or 0) >= streak.months],
        "needed": None if latest is None else max(0, streak.months - latest),
    }
