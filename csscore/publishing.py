"""What was measured, scored and paid, put into published order: a Result; it computes nothing but the sum of the lines."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import MISSING, ascending
from csscore.pay.flags import flags
from csscore.result import Result, SchemeCard, Sentence
from csscore.scheme.accepting import accepted
from csscore.scheme.titled import Titles
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.problems import Problem, Problems
    from csscore.read.history import History
    from csscore.result import LineColumn, MetricColumn
    from csscore.scheme.model import Scheme
    from csscore.score.scoring import Scored

    Order = NDArray[np.intp]


def published(
    scheme: Scheme,
    measured: Measured,
    scored: Scored,
    lines: tuple[LineColumn, ...],
    *,
    history: History,
    problems: Problems,
    period: str | None,
    accounts: Mapping[str, Sequence[str]],
) -> Result:
    """Put everything into published order: by rank, then by agent id; the unranked last."""
    titles = Titles(scheme)
    order = ascending(np.where(scored.ranks == MISSING, len(measured.agents) + 1, scored.ranks))
    agents = measured.agents[order]
    total = np.zeros(len(order), dtype=np.int64)
    for line in lines:
        total += np.where(line.amounts == MISSING, 0, line.amounts)
    raised = flags(scheme, measured, scored, total, history=history, problems=problems)
    return Result(
        scheme=SchemeCard(scheme.name, scheme.title or same(scheme.name), scheme.version, scheme.digest),
        period=period,
        currency=scheme.currency,
        score_digits=scheme.score.digits,
        point_digits=scheme.score.point_digits,
        money_digits=scheme.money_digits,
        agents=agents,
        names=agents if measured.names is measured.agents else measured.names[order],
        cohorts={name: labels[order] for name, labels in measured.cohort_labels.items()},
        cohort_titles={name: titles.called(name) for name in measured.cohort_labels},
        status=scored.status[order],
        ranks=scored.ranks[order],
        tied=scored.tied[order],
        scores=scored.scores[order],
        pay=total[order],
        metrics=tuple(_metric(metric, order, titles) for metric in scored.metrics),
        groups=tuple(replace(group, made=_taken(group.made, order)) for group in scored.groups),
        gates=tuple(
            replace(gate, fired=gate.fired[order], because=gate.because if of.because else titles.words(gate.because))
            for gate, of in zip(scored.gates, scheme.gates, strict=True)
        ),
        flags=tuple(replace(flag, raised=flag.raised[order]) for flag in raised),
        lines=tuple(_line(line, order, titles) for line in lines),
        reasons=_sentence(scored.reasons, order),
        counted=None if scored.counted is None else scored.counted[order],
        problems=tuple(sorted(accepted(problems, scheme.accept), key=_by_what_is_said)),
        accounts=accounts,
        broken=scored.broken and replace(scored.broken, made=_taken(scored.broken.made, order)),
    )


def _taken(made: Callable[[], Any], order: Order) -> Callable[[], Any]:
    """Return what makes a column, or several, in published order when somebody looks at it."""

    def take() -> Any:
        columns = made()
        if not isinstance(columns, tuple):
            return columns.take(order)
        return tuple(None if column is None else column.take(order) for column in columns)

    return cache(take)


def _metric(metric: MetricColumn, order: Order, titles: Titles) -> MetricColumn:
    return replace(
        metric,
        values=metric.values.take(order),
        points=metric.points.take(order),
        contributed=metric.contributed and _taken(metric.contributed, order),
        adjusted=None if metric.adjusted is None else metric.adjusted.take(order),
        breakdowns=tuple(replace(one, first=one.first.take(order), last=one.last.take(order)) for one in metric.breakdowns),
        rule=titles.words(metric.rule),
    )


def _line(line: LineColumn, order: Order, titles: Titles) -> LineColumn:
    """Return a line of pay whose sentences have titles for keys; what somebody wrote about an adjustment stays hers."""
    because = line.because if line.rule == "adjustment" else titles.sentence(line.because)
    return replace(line, amounts=line.amounts[order], because=_sentence(because, order))


def _sentence(sentence: Sentence, order: Order) -> Sentence:
    details = {name: column[order] if isinstance(column, np.ndarray) else column for name, column in sentence.details.items()}
    return Sentence(sentence.variants, sentence.which[order], details)


def _by_what_is_said(problem: Problem) -> tuple[str, ...]:
    """Order problems by what they say, not by the row they were met at: rows may be shuffled."""
    return problem.code, problem.group, problem.message.en, str(problem.place or "")
