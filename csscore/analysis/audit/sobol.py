"""Which choice in a scheme the ranking hangs on: each weight, and how values become points; frequencies in floating point."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.indices import Indices, indices
from csscore.analysis.audit.weighing import Weighed, places, weighed, weighed_points
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING
from csscore.problems import Problems
from csscore.scheme.kinds import Chosen
from csscore.scheme.model import Metric, PointsOptions
from csscore.score.pointing import Pointing
from csscore.score.points.minmax import Minmax
from csscore.score.points.rank import Rank
from csscore.score.points.zscore import Zscore
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.analysis.audit.asked import Asked
    from csscore.exact.fixed import Floats, Units
    from csscore.score.points.base import Points

say = sentences(__file__)

WIDTH: Final = 0.25
"""How far each weight varies, as a share of itself, before all are filled up to 100."""
BASE: Final = 2048
_KEPT: Final = 1_000_000
RULES: Final[tuple[Points, ...]] = (Minmax(), Zscore(centre=Fraction(50), spread=Fraction(25)), Rank())
"""The ways of making points that are tried."""
_METHOD: Final = "points"


def sobol(asked: Asked) -> Section | None:
    """Tell how much of the average shift in rank each weight and the way of making points bring about."""
    of = weighed(asked.run) if asked.sobol else None
    if of is None:
        return None
    columns = [points_by(of, rule) for rule in RULES]
    base = max(min(BASE, _KEPT // len(asked.run.measured)), 32)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([asked.seed, 3])))
    found = indices(_shift(of, columns), len(of.names) + 1, base=base, rng=rng)
    return Section(
        key="sobol",
        question=say("which_decision_in_the_scheme_does"),
        method=say(
            "each_weight_varies_by_of_itself",
            width=format(WIDTH, ".0%"),
            base=format(base * (len(of.names) + 3), ","),
            seed=asked.seed,
        ),
        findings=(_finding(of, found),),
        tables=(_table(of, found),),
    )


def points_by(of: Weighed, rule: Points) -> Units:
    """Return the members' points if every number became points by one rule; words and groups with a total keep theirs."""
    metrics: dict[str, Any] = {
        name: entry.but(points=Chosen(rule, PointsOptions())) if _is_number(of, name, entry) else entry
        for name, entry in of.scheme.metrics.items()
    }
    scheme = of.scheme.but(metrics=metrics)
    everybody = np.ones(len(of.run.measured), dtype=np.bool_)
    return weighed_points(Pointing(scheme, of.run.measured, leaves(scheme)).pointed(everybody, Problems()).parts)


def _is_number(of: Weighed, name: str, entry: Any) -> bool:
    return isinstance(entry, Metric) and name in of.names and of.run.measured.values[name].dtype != object


def _shift(of: Weighed, columns: list[Units]) -> Callable[[Floats], Floats]:
    """Return the average shift in rank against the run, as a function of the weights and the rule.

    References
    ----------
    Saisana, Saltelli & Tarantola 2005, JRSS-A 168:307.
    """
    shares = np.array([float(share) for share in of.shares])
    ranks = of.run.scored.ranks
    who = ranks != MISSING

    def shift(points: Floats) -> Floats:
        weights = shares * (1 - WIDTH + 2 * WIDTH * points[:, :-1])
        rule = np.minimum((points[:, -1] * len(columns)).astype(np.intp), len(columns) - 1)
        found = np.zeros(len(points))
        for k, column in enumerate(columns):
            here = np.flatnonzero(rule == k)
            if len(here):
                found[here] = np.abs(places(of, weights[here], column)[:, who] - ranks[who]).mean(axis=1)
        return found

    return shift


def _named(of: Weighed) -> list[tuple[str, Words]]:
    weights = [(name, say("weight", title=title)) for name, title in zip(of.names, of.titles, strict=True)]
    return [*weights, (_METHOD, say("how_points_are_made"))]


def _finding(of: Weighed, found: Indices) -> Finding:
    names = _named(of)
    most = int(found.total.argmax())
    key, title = names[most]
    shift, share = said.number(found.mean, 1), said.percent(min(float(found.total[most]), 1.0))
    figures = {"shift": f"{found.mean:.4f}", "total": f"{found.total[most]:.4f}"}
    if not found.variance:
        sentence = say("whatever_these_decisions")
        return Finding("sobol-most", "fine", sentence, figures=figures)
    zh = f"这些决定都在合理范围里变时，名次平均挪 {shift} 名；最要紧的是{title.zh}（占变化的 {share}）"
    moved = f"as these decisions vary within reason, people move by {shift} places on average"
    en = f"{moved}; most hangs on the {title.en} ({share})"
    advice = say("settle_the_first_and_say_why", title=title)
    if key == _METHOD:
        en = f"{moved}; most hangs on {title.en} ({share})"
        advice = say("settle_how_points_are_made_best")
    brief = say("places_hang_most", title=title, share=share)
    return Finding("sobol-most", "look", Words(zh, en), advice, about=key, figures=figures, brief=brief)


def _table(of: Weighed, found: Indices) -> Table:
    columns = (
        Column("decision", say("decision")),
        Column("first", say("by_itself_first_order"), "percent", 0),
        Column("total", say("with_others_total"), "percent", 0),
    )
    rows = tuple(
        (title, float(first), float(total)) for (_, title), first, total in zip(_named(of), found.first, found.total, strict=True)
    )
    return Table("sobol", say("where_the_shift_in_rank_comes"), columns, rows)
