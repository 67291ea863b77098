"""What may be handed to one agent of a run: her own explanation, from which everybody else was taken out; it computes nothing.

Everybody's points depend on the others, so a slip says how many there are and, where at least `LEAST` people have a value,
what the best and the worst value of the cohort are. It never says whose they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore import pipeline
from csscore.analysis.explain import explained
from csscore.analysis.finding import find
from csscore.analysis.moving import change
from csscore.analysis.strengths import Comparing
from csscore.arguments import checked
from csscore.concealing import Mentions
from csscore.exact.fixed import MISSING, text
from csscore.explanation import ADJUSTMENT
from csscore.measure.requirements import metrics_of
from csscore.sentences import sentences
from csscore.slip import Decided, Slip, Strip
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from csscore.explanation import Change, ExplainedMetric, Explanation
    from csscore.pay.adjustments import Adjustment
    from csscore.pipeline import Run
    from csscore.result import LineColumn
    from csscore.scheme.model import Scheme
    from csscore.traits import Kind

say = sentences(__file__)

LEAST: Final = 3
"""People with a value: of two, the other one's would be plain from the best and the worst."""
_DIGITS: Final = 5
"""Ids of fewer figures are not hidden in sentences: they look like amounts there."""
_SOMEBODY: Final = say("somebody")
_NOTHING: Final = same("")
_ADJUSTED: Final = say("adjusted")


@checked()
def slips(
    data: str | Sequence[str] | pd.DataFrame,
    scheme: Scheme | str,
    *,
    agents: Sequence[str] | None = None,
    advice: bool = True,
    strengths: bool = False,
    **options: Any,
) -> tuple[Slip, ...]:
    """Return the slips of everybody, or of some, in published order.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    agents
        Ids, names, or accounts that the roster knows; None for everybody.
    advice
        Whether to look for the smallest changes that gain a place. It takes some 60 ms an agent.
    strengths
        Whether to say what stands out of each beyond chance.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data, or if there is no such agent.
    """
    run = pipeline.compute(data, scheme, **options)
    making = Slips(run, comparing=Comparing(run) if strengths else None)
    return tuple(making.of(agent, what_if=advice) for agent in making.positions(agents))


class Slips:
    """A run, ready to say of each agent what is hers. Positions are those of `Measured.agents`."""

    def __init__(self, run: Run, *, comparing: Comparing | None = None) -> None:
        self.run = run
        self._comparing = comparing
        self._rows = {str(agent): row for row, agent in enumerate(run.result.agents)}
        self._colleagues = _Colleagues(run.measured.agents, run.measured.names)
        self._decided: dict[str, list[Adjustment]] = {}
        for row in run.adjustments:
            self._decided.setdefault(row.agent, []).append(row)
        self._titles = {name: metric.title or same(name) for name, metric in metrics_of(run.declared.metrics)}
        self._known = {name: _known(run, name) for name in run.measured.values}

    def positions(self, agents: Sequence[str] | None = None) -> list[int]:
        """Return whom the slips are for, in published order, nobody twice.

        Raises
        ------
        Rejected
            If there is no such agent.
        """
        ids = self.run.measured.agents
        chosen = range(len(ids)) if agents is None else {find(self.run, agent) for agent in agents}
        return sorted(chosen, key=lambda agent: self._rows[str(ids[agent])])

    def of(self, agent: int, *, what_if: bool = True) -> Slip:
        """Return an agent's slip."""
        said = explained(self.run, agent, what_if=what_if, others=False, comparing=self._comparing)
        decided = self.decided(agent)
        return Slip(self._alone(said, agent, decided), int(self.run.scored.tied[agent]), decided)

    def strip(self, agent: int) -> Strip:
        """Return what stands beside an agent's numbers in a workbook."""
        result, decided = self.run.result, self.decided(agent)
        row = self._rows[str(self.run.measured.agents[agent])]
        reason = Words(result.reasons.at(row, "zh"), result.reasons.at(row, "en"))
        gates = result.gates[: len(self.run.declared.gates)]
        return Strip(
            row=row,
            reason=self._hidden(reason, agent) if decided else reason,
            because=tuple(self._told(line, row, agent) for line in result.lines),
            gates=tuple((gate.name, gate.effect, gate.because) for gate in gates if gate.fired[row]),
            decided=decided,
            change=self._changed(change(self.run, agent), agent),
        )

    def _told(self, line: LineColumn, row: int, agent: int) -> Words:
        """Say why a line pays her what it does; one of adjustments is called by its name, which stands in no head."""
        if line.amounts[row] == MISSING:
            return _NOTHING
        because = Words(line.because.at(row, "zh"), line.because.at(row, "en"))
        if line.rule != ADJUSTMENT:
            return because
        amount = text(int(line.amounts[row]), self.run.result.money_digits)
        return self._hidden(_ADJUSTED.filled({"title": line.title, "amount": amount, "because": because}), agent)

    def decided(self, agent: int) -> tuple[Decided, ...]:
        """Return what was decided about an agent by hand, money apart."""
        return tuple(
            Decided(
                row.kind,
                self._titles[row.item] if row.kind == "value" else self._hidden(same(row.item), agent),
                row.written,
                self._hidden(row.because(), agent),
            )
            for row in self._decided.get(str(self.run.measured.agents[agent]), ())
            if row.kind != "money"
        )

    def _alone(self, said: Explanation, agent: int, decided: tuple[Decided, ...]) -> Explanation:
        """Take out what is of others, and what adjustments of others left behind."""
        pointed = any(row.kind == "points" for row in decided)
        metrics = [metric for metric in said.metrics if pointed or metric.name in self._titles]
        names = {metric.name for metric in metrics}
        own = len(self.run.declared.gates)
        return replace(
            said,
            reason=self._hidden(said.reason, agent) if decided else said.reason,
            metrics=tuple(self._metric(metric, agent) for metric in metrics),
            groups=tuple(replace(group, used=_NOTHING) if said.people < LEAST else group for group in said.groups),
            parts=tuple(part for part in said.parts if part.kind != "plus" or part.key.removeprefix("plus ") in names),
            gates=tuple(gate for gate in said.gates[:own] if gate.fired),
            lines=tuple(
                replace(
                    line, because=self._of_line(line.rule, line.because, agent), title=self._of_line(line.rule, line.title, agent)
                )
                for line in said.lines
            ),
            steps=None if said.steps is None else tuple(step for step in said.steps if step.metric in self._titles),
            change=self._changed(said.change, agent),
            problems=(),
            apart=tuple(replace(one, kinds=tuple(self._kind(kind, agent) for kind in one.kinds)) for one in said.apart),
        )

    def _metric(self, metric: ExplainedMetric, agent: int) -> ExplainedMetric:
        cohort = self.run.measured.cohort_codes == self.run.measured.cohort_codes[agent]
        few = int((cohort & self._known[metric.name]).sum()) < LEAST
        return replace(metric, used=_NOTHING) if few and metric.value is not None else metric

    def _kind(self, kind: Kind, agent: int) -> Kind:
        return replace(kind, label=self._hidden(same(kind.label), agent).zh)

    def _of_line(self, rule: str, words: Words, agent: int) -> Words:
        return self._hidden(words, agent) if rule == ADJUSTMENT else words

    def _changed(self, moved: Change | None, agent: int) -> Change | None:
        if moved is None:
            return None
        return replace(moved, lines=tuple(replace(line, title=self._hidden(line.title, agent)) for line in moved.lines))

    def _hidden(self, words: Words, agent: int) -> Words:
        measured = self.run.measured
        return self._colleagues.hidden(words, {str(measured.agents[agent]), str(measured.names[agent])})


def _known(run: Run, name: str) -> Any:
    """Return who has a value."""
    column = run.measured.values[name]
    if column.dtype == object:
        return np.array([cell is not None for cell in column], dtype=bool)
    return ~np.isnan(column)


class _Colleagues:
    """Everybody's ids and names, to be hidden in what people wrote about somebody else."""

    def __init__(self, *columns: Any) -> None:
        self._mentions = Mentions(str(name) for column in columns for name in column if _is_name(str(name)))

    def hidden(self, words: Words, own: set[str]) -> Words:
        """Return both texts with everybody's name but one's own replaced."""
        return Words(self._text(words.zh, own, _SOMEBODY.zh), self._text(words.en, own, _SOMEBODY.en))

    def _text(self, text: str, own: set[str], instead: str) -> str:
        return self._mentions.replaced(text, lambda name: name if name in own else instead)


def _is_name(text: str) -> bool:
    return bool(text) and not (text.isdecimal() and len(text) < _DIGITS)
