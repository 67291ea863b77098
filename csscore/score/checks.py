"""Says where a ranking means little: a metric that decides nothing, a cohort that is too small. It changes nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING, fraction_text
from csscore.score.segments import Segments
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask, Texts, Units
    from csscore.measure.measured import Measured
    from csscore.problems import Problems
    from csscore.result import Sentence, TieBreak
    from csscore.scheme.model import Scheme
    from csscore.score.weights import Leaf
    from csscore.words import Lang


_FILLED = {"zero": Words("0 分", "0 points"), "mean": Words("别人得分的平均", "the mean of the others' points")}
"""What a missing value is worth by policies that give points for it."""
_NAMED = 5
"""People without a rank who are named with the reason."""
_QUOTES: tuple[tuple[Lang, str, str], ...] = (("zh", "（", "）"), ("en", " (", ")"))
_GLANCE = 50
"""People to look at first: where these differ, the whole column needn't be read."""


def report(
    scheme: Scheme, measured: Measured, metrics: Sequence[Leaf], points: Mapping[str, Units], who: Mask, problems: Problems
) -> None:
    """Record what is doubtful about the ranked agents' cohorts."""
    segments = Segments.of(measured.cohort_codes)
    for index in map(segments.members, range(len(segments))):
        ranked = np.flatnonzero(who) if len(index) == len(who) else index[who[index]]
        if not len(ranked):
            continue
        name = _name(measured, ranked)
        least = scheme.rank.min_cohort
        if least is not None and len(ranked) < least:
            problems.add("P150", scheme.rank.places.get("min_cohort"), group="", cohort=name, count=len(ranked), least=least)
        elif len(ranked) == 1:
            problems.add("P151", scheme.rank.place, group="", cohort=name, agent=measured.agents[ranked[0]])
        _constant(scheme, metrics, points, ranked, name, problems)


def report_unbroken(
    scheme: Scheme, agents: Texts, broken: TieBreak, keys: Sequence[NDArray[np.float64] | Units], problems: Problems
) -> None:
    """Say who stands behind those with the same score for want of the metric that tells them apart (P190)."""
    told = broken.made()
    for number, (title, key) in enumerate(zip(broken.by, keys, strict=True)):
        behind = np.flatnonzero((told == number) & np.isnan(key)) if key.dtype.kind == "f" else ()
        if len(behind):
            people = listed(agents[behind].tolist(), most=_NAMED)
            problems.add("P190", scheme.rank.places.get("break"), group="", metric=title, agents=people)


def report_unranked(agents: Texts, ranked: Mask, reasons: Sentence, problems: Problems) -> None:
    """Say who has no rank and why (P154), or that nobody has one (P155)."""
    out = np.flatnonzero(~ranked)
    if not len(out):
        return
    first = [
        Words(*(f"{agents[i]}{left}{reasons.at(i, lang)}{right}" for lang, left, right in _QUOTES)) for i in out[:_NAMED].tolist()
    ]
    if len(out) > len(first):
        first.append(Words("……", "…"))
    named = Words("、".join(words.zh for words in first), ", ".join(words.en for words in first))
    problems.add("P154" if len(out) < len(ranked) else "P155", None, count=len(out), agents=named)


def report_filled(
    scheme: Scheme, agents: Texts, metrics: Sequence[Leaf], absent: Mapping[str, Mask], scored: Mask, problems: Problems
) -> None:
    """Say who lacks which value and has points for it all the same, by what the scheme says under missing (D575), once."""
    for policy, points in _FILLED.items():
        lacking = [
            (leaf.title, listed([str(agent) for agent in agents[who]], most=_NAMED))
            for leaf in metrics
            if leaf.scored and (leaf.metric.missing or scheme.missing) == policy and (who := absent[leaf.name] & scored).any()
        ]
        if lacking:
            zh, en = (
                "、".join(f"{title.zh}（{who.zh}）" for title, who in lacking),
                ", ".join(f"{title.en} ({who.en})" for title, who in lacking),
            )
            problems.add("D575", None, group=policy, policy=policy, points=points, metrics=Words(zh, en))


def _constant(
    scheme: Scheme,
    metrics: Sequence[Leaf],
    points: Mapping[str, Units],
    ranked: NDArray[np.intp],
    cohort: Words,
    problems: Problems,
) -> None:
    """Report metrics whose points are the same for everybody."""
    for leaf in metrics:
        if leaf.weight is None or not leaf.scored:
            continue
        if _differ(points[leaf.name][ranked[:_GLANCE]]):
            continue
        here = points[leaf.name][ranked]
        here = here[here != MISSING]
        if len(here) > 1 and here.min() == here.max():
            problems.add(
                "P152",
                leaf.metric.place,
                group=leaf.name,
                metric=leaf.title,
                weight=fraction_text(leaf.weight) + "%",
                points=fraction_text(Fraction(int(here[0]), 10**scheme.score.point_digits)),
                cohort=cohort,
            )


def _differ(units: Units) -> bool:
    known = units[units != MISSING]
    return bool((known != known[:1]).any())


def _name(measured: Measured, index: NDArray[np.intp]) -> Words:
    """Return how messages name a cohort."""
    if not measured.cohort_labels:
        return Words("全部客服", "the whole list")
    label = " / ".join(str(labels[index[0]]) for labels in measured.cohort_labels.values())
    return Words(f"“{label}”", f"'{label}'")
