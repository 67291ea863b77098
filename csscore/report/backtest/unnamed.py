"""A `Backtest` without names: people become numbers in the order in which they are listed; it changes no amount."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from csscore.concealing import concealed
from csscore.report.anonymous import Names, unnamed
from csscore.report.difference.unnamed import covered, standings
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.backtesting import Backtest, Month, Through
    from csscore.comparison import AgentChange
    from csscore.words import Lang

_LABEL: Final = Words("{number} 号", "agent {number}")


def anonymous(said: Backtest, lang: Lang, *, files: Mapping[str, str]) -> Backtest:
    """Return the backtest with labels such as ``3 号`` or ``agent 3`` for agents; ``files`` has what stands for each file."""
    labels = {agent.agent: _LABEL.filled({"number": at}).in_(lang) for at, agent in enumerate(said.agents, 1)}
    names = Names(
        labels.items(),
        ((change.name, labels[agent.agent]) for agent in said.agents for change in agent.changes if change is not None),
        files.items(),
        cohorts=concealed(*(side for month in said.months for side in standings(month.compared))),
    )
    months = tuple(_month(month, labels, names) for month in said.months)
    rows = [{change.agent: change for change in month.compared.agents} for month in months]
    return replace(
        said,
        months=months,
        agents=tuple(_through(agent, labels[agent.agent], rows) for agent in said.agents),
        problems=tuple(unnamed(said.problems, names)),
    )


def _month(month: Month, labels: Mapping[str, str], names: Names) -> Month:
    files = tuple(names.text(file) for file in month.files)
    compared = covered(month.compared, [labels[change.agent] for change in month.compared.agents], names)
    return replace(month, files=files, compared=compared)


def _through(agent: Through, label: str, rows: Sequence[Mapping[str, AgentChange]]) -> Through:
    return replace(agent, agent=label, name=label, changes=tuple(row.get(label) for row in rows))
