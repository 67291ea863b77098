"""Does every weight count for what it says? Splits the spread of the scores among the metrics, exactly.

The variance of a sum S = Σ c_j is Σ_j cov(c_j, S); so metric j brings about cov(c_j, S) / var(S) of the spread of the scores,
and these shares sum to 1 whatever the metrics' correlations (Paruolo, Saisana & Saltelli 2013, *Ratings and rankings: voodoo or
science?*, JRSS-A 176:609-634, on why they differ from nominal weights).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.adding import Adding
from csscore.analysis.audit import said
from csscore.auditing import Column, Finding, Section, Table
from csscore.concealing import BETWEEN
from csscore.exact.fixed import MISSING, fraction_text
from csscore.score.points_of import looks_at_others
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.pipeline import Run

say = sentences(__file__)

LESS: Final = Fraction(1, 2)
MORE: Final = Fraction(3, 2)
"""A weight that counts for less than half, or more than one and a half, of what it says is reported."""
_APART: Final = Fraction(3, 100)
"""…if it is off by three percentage points of the score's spread at least: 1 % that counts for 2 % is nothing to look at."""
_AGAINST: Final = Fraction(1, 100)
_SAME: Final = Fraction(1, 5)
"""Equal weights that count for twice each other are reported if they are a fifth of the spread apart."""
_COHORTS: Final = 4
_OTHERS: Final = {
    "combined": say("way_points_are_combined"),
    "gate": say("gates"),
    "cap": say("scores_cap"),
    "floor": say("scores_floor"),
    "rounding": say("rounding"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A part of the scores, and how much of their spread it brings about.

    Attributes
    ----------
    share
        Of the variance of the scores; all shares sum to 1.
    by_cohort
        The same within each cohort; None where everybody there has the same score.
    spread
        Standard deviation of what it adds to the score, in points.
    """

    key: str
    kind: str
    title: Words
    nominal: Fraction | None
    share: Fraction
    by_cohort: tuple[Fraction | None, ...]
    spread: float
    constant: bool


def weights(asked: Asked) -> Section | None:
    """Set the share of the scores' spread that each metric brings about beside the weight that it says."""
    shares = effective(asked.run)
    if not shares:
        return None
    labels = _labels(asked)
    furthest = sorted(shares, key=lambda part: -abs(part.share - (part.nominal or 0)))
    among = {leaf.name for leaf in leaves(asked.run.scheme) if leaf.metric.points and looks_at_others(leaf.metric.points)}
    findings = [found for part in furthest if (found := _finding(part, relative=part.key in among)) is not None]
    findings = findings or list(_uneven(shares))
    if not findings:
        findings = [Finding("weights-hold", "fine", say("every_weight_counts_for_about_what"))]
    return Section(
        key="weights",
        question=say("does_every_weight_count_for_what"),
        method=say("how_much_of_the_scores_spread"),
        findings=tuple(findings),
        tables=(_table(shares, labels),),
    )


def effective(run: Run) -> tuple[Share, ...]:
    """Return the parts of the scores with their shares of the variance, among the ranked; empty where all scores are equal.

    Gates, caps and rounding are parts like any other, so the shares of what is there sum to 1 exactly.
    """
    who = np.flatnonzero(run.scored.ranks != MISSING)
    columns, kinds, titles = _columns(run, who)
    codes = run.measured.cohort_codes[who]
    scores = [sum(column[i] for column in columns.values()) for i in range(len(who))]
    cohorts = [np.flatnonzero(codes == code).tolist() for code in np.unique(codes)]
    within = [_moments(columns, scores, members) for members in cohorts]
    variance = sum((moment[0] for moment in within), Fraction(0))
    if not variance:
        return ()
    nominal, digits = _nominal(run), max(run.scheme.score.point_digits, run.scheme.score.digits)
    found = []
    for key, column in columns.items():
        of_each = [(moment[1][key], moment[0]) for moment in within]
        found.append(
            Share(
                key=key,
                kind=kinds[key],
                title=titles[key],
                nominal=nominal.get(key),
                share=sum((part for part, _ in of_each), Fraction(0)) / variance,
                by_cohort=tuple(part / whole if whole else None for part, whole in of_each),
                spread=_deviation(column, cohorts) / 10**digits,
                constant=all(len({column[i] for i in members}) == 1 for members in cohorts),
            )
        )
    return tuple(found)


def _columns(run: Run, who: NDArray[np.intp]) -> tuple[dict[str, list[int]], dict[str, str], dict[str, Words]]:
    """Return what each part adds to each score; gates are one part, and so is rounding."""
    adding = Adding(run)
    columns: dict[str, list[int]] = {}
    kinds: dict[str, str] = {}
    titles: dict[str, Words] = {}
    for i, agent in enumerate(who.tolist()):
        for part in adding.parts(agent):
            key = part.kind if part.kind in _OTHERS else part.key.split(" ", 1)[1]
            columns.setdefault(key, [0] * len(who))[i] += part.amount
            kinds[key], titles[key] = part.kind, _OTHERS.get(part.kind, part.title)
    return columns, kinds, titles


def _moments(
    columns: Mapping[str, Sequence[int]], scores: Sequence[int], members: Sequence[int]
) -> tuple[Fraction, dict[str, Fraction]]:
    """Return n · variance of the scores of some people, and n · covariance of each part with them."""
    count = len(members)
    total = sum(scores[i] for i in members)

    def covariance(column: Sequence[int]) -> Fraction:
        own = sum(column[i] for i in members)
        return Fraction(count * sum(column[i] * scores[i] for i in members) - own * total, count)

    return covariance(scores), {key: covariance(column) for key, column in columns.items()}


def _deviation(column: Sequence[int], cohorts: Sequence[Sequence[int]]) -> float:
    """Return the standard deviation within cohorts."""
    total, count = Fraction(0), 0
    for members in cohorts:
        mean = Fraction(sum(column[i] for i in members), len(members))
        total += sum(((column[i] - mean) ** 2 for i in members), Fraction(0))
        count += len(members)
    return sqrt(total / count)


def _nominal(run: Run) -> dict[str, Fraction]:
    """Return the weight that the scheme says, as a share of the score, by metric and by group."""
    found: dict[str, Fraction] = {}
    groups: dict[str, Fraction] = {}
    for leaf in leaves(run.scheme):
        if leaf.weight is None or not leaf.scored:
            continue
        found[leaf.name] = leaf.weight / 100
        for group in leaf.groups:
            groups[group] = groups.get(group, Fraction(0)) + leaf.weight / 100
    return {**found, **groups}


def _labels(asked: Asked) -> list[str]:
    """Return how each cohort is called; nothing where all are ranked together."""
    run = asked.run
    codes = run.measured.cohort_codes[run.scored.ranks != MISSING]
    known = [np.flatnonzero(run.measured.cohort_codes == code)[0] for code in np.unique(codes)]
    called = [BETWEEN.join(str(labels[i]) for labels in run.measured.cohort_labels.values()) for i in known]
    return [asked.concealed.get(label, label) for label in called] if len(called) > 1 else []


def _finding(part: Share, *, relative: bool) -> Finding | None:
    """Judge one part: only what has a weight can be judged by it; ``relative`` points compare people, or may."""
    figures = {"share": fraction_text(part.share)}
    if part.kind == "gate" and part.share >= Fraction(1, 5):
        now = said.percent(part.share)
        return Finding(
            "weight-gates",
            "look",
            say("of_the_scores_spread_comes", now=now),
            say("see_whether_the_gates_catch_those"),
            figures=figures,
        )
    if part.nominal is None or not part.nominal:
        return None
    figures["weight"] = fraction_text(part.nominal)
    weight, now, title = said.percent(part.nominal, 1), said.percent(part.share), part.title
    if part.constant:
        return Finding(
            "weight-unused",
            "act" if part.nominal >= Fraction(1, 20) else "look",
            say("weight_is_and_it_decides_nothing", title=title, weight=weight),
            say("give_it_a_rule_that_tells", weight=weight),
            about=part.key,
            figures=figures,
        )
    if abs(part.share - part.nominal) < _APART or LESS * part.nominal <= part.share <= MORE * part.nominal:
        return None
    return _off(part, weight, now, figures, relative=relative)


def _off(part: Share, weight: str, now: str, figures: dict[str, str], *, relative: bool) -> Finding:
    """Judge a part that counts for something else than its weight."""
    if part.share < -_AGAINST:
        return _against(part, weight, now, figures)
    less = part.nominal is not None and part.share < part.nominal
    return (_less if less else _more)(part, weight, now, figures, relative=relative)


def _against(part: Share, weight: str, now: str, figures: dict[str, str]) -> Finding:
    title = part.title
    return Finding(
        "weight-against",
        "look",
        say("weight_is_and_it_works_against", title=title, weight=weight, now=now),
        say("say_openly_that_it_trades_off"),
        about=part.key,
        figures=figures,
        brief=say("weight_counts_who_does_well", title=title, weight=weight, now=now),
    )


def _less(part: Share, weight: str, now: str, figures: dict[str, str], *, relative: bool) -> Finding:
    title = part.title
    return Finding(
        "weight-less",
        "look",
        say("weight_is_but_it_counts", title=title, weight=weight, now=now),
        say("to_make_it_count_score") if relative else say("to_make_it_count_narrow_its"),
        about=part.key,
        figures=figures,
        brief=say("weight_counts_for_only", title=title, weight=weight, now=now),
    )


def _more(part: Share, weight: str, now: str, figures: dict[str, str], *, relative: bool) -> Finding:
    title = part.title
    return Finding(
        "weight-more",
        "look",
        say("weight_is_but_it_counts_2", title=title, weight=weight, now=now),
        say("to_hold_it_to_what") if relative else say("to_hold_it_to_what_2"),
        about=part.key,
        figures=figures,
        brief=say("weight_counts", title=title, weight=weight, now=now),
    )


def _uneven(shares: Sequence[Share]) -> Iterator[Finding]:
    """Yield the two furthest apart among parts of one weight, where one counts for twice the other."""
    for weight in sorted({part.nominal for part in shares if part.nominal}, reverse=True):
        alike = sorted((part for part in shares if part.nominal == weight), key=lambda part: part.share)
        low, high = alike[0], alike[-1]
        if high.share - low.share >= _SAME and high.share >= 2 * low.share:
            says, less, more = said.percent(weight, 1), said.percent(low.share), said.percent(high.share)
            yield Finding(
                "weights-uneven",
                "look",
                say("and_both_have_a_weight", title=high.title, title_2=low.title, says=says, more=more, less=less),
                say("if_both_are_to_matter_alike", title=high.title, title_2=low.title),
                about=f"{high.key}, {low.key}",
                figures={
                    "weight": fraction_text(weight),
                    high.key: fraction_text(high.share),
                    low.key: fraction_text(low.share),
                },
                brief=say("and_weight_each_they_count", title=high.title, title_2=low.title, says=says, more=more, less=less),
            )
            return


def _table(shares: Sequence[Share], labels: Sequence[str]) -> Table:
    shown = list(labels) if 1 < len(labels) <= _COHORTS else []
    columns = (
        Column("part", say("part")),
        Column("weight", say("weight"), "percent", 1),
        Column("share", say("counts"), "percent", 1),
        Column("spread", say("sd_of_its_points"), "number", 2),
        *(Column(f"share_{label}", same(label), "percent", 1) for label in shown),
    )
    rows: list[tuple[Any, ...]] = []
    for part in shares:
        cohorts = part.by_cohort if shown else ()
        rows.append((part.title, part.nominal, part.share, part.spread, *cohorts))
    return Table("weights", say("weights_as_written_and_as_they"), columns, tuple(rows))
