"""An `Explanation` without names: people become their places, wherever a name may stand; it changes no number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csscore.report.anonymous import covered, unnamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.explanation import Change, Contrast, ExplainedCell, ExplainedMetric, Explanation, Step
    from csscore.report.anonymous import Names


def anonymous(said: Explanation, names: Names) -> Explanation:
    """Return the explanation with the labels that stand for the names of its run."""
    return replace(
        said,
        agent=names.text(said.agent),
        name=names.text(said.name),
        cohort=names.cohort(said.cohort),
        tied_with=tuple(names.text(name) for name in said.tied_with),
        reason=names.words(said.reason),
        flags=tuple(names.text(flag) for flag in said.flags),
        metrics=tuple(_metric(metric, names) for metric in said.metrics),
        gates=tuple(
            replace(
                gate,
                name=names.words(gate.name),
                when=names.text(gate.when),
                values=tuple((name, None if value is None else names.text(value)) for name, value in gate.values),
                because=names.words(gate.because),
            )
            for gate in said.gates
        ),
        lines=tuple(replace(line, title=names.words(line.title), because=names.words(line.because)) for line in said.lines),
        above=None if said.above is None else _contrast(said.above, names),
        against=None if said.against is None else _contrast(said.against, names),
        steps=None if said.steps is None else tuple(_step(step, names) for step in said.steps),
        change=None if said.change is None else _change(said.change, names),
        problems=tuple(unnamed(said.problems, names)),
        apart=tuple(
            replace(one, kinds=tuple(replace(kind, label=names.text(kind.label)) for kind in one.kinds)) for one in said.apart
        ),
    )


def _metric(metric: ExplainedMetric, names: Names) -> ExplainedMetric:
    return replace(
        metric,
        value=None if metric.value is None else _value(metric.value, names),
        cells=tuple(_cell(cell, names) for cell in metric.cells),
        taken=names.words(metric.taken),
        rule=names.words(metric.rule),
        used=names.words(metric.used),
        fair=tuple(map(names.words, metric.fair)),
    )


def _cell(cell: ExplainedCell, names: Names) -> ExplainedCell:
    return replace(cell, place=covered(cell.place, names), text=None if cell.text is None else names.text(cell.text))


def _step(step: Step, names: Names) -> Step:
    return replace(
        step,
        value=_value(step.value, names),
        to=None if step.to is None else _value(step.to, names),
        held=tuple(map(names.words, step.held)),
        work=None if step.work is None else (names.words(step.work[0]), step.work[1]),
    )


def _contrast(other: Contrast, names: Names) -> Contrast:
    values: Mapping[str, float | str | None] = {
        key: None if value is None else _value(value, names) for key, value in other.values.items()
    }
    return replace(
        other, agent=names.text(other.agent), name=names.text(other.name), values=values, because=names.words(other.because)
    )


def _change(change: Change, names: Names) -> Change:
    return replace(
        change,
        file=names.text(change.file),
        lines=tuple(replace(line, title=names.words(line.title)) for line in change.lines),
        gates=tuple(names.words(gate) for gate in change.gates),
        values={key: None if value is None else names.text(value) for key, value in change.values.items()},
    )


def _value(value: float | str, names: Names) -> float | str:
    return names.text(value) if isinstance(value, str) else value
