"""Where one step of a value costs much: edges of bands, gates and grades, and what the engine says of who stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.recompute import paid, recompute
from csscore.analysis.audit.undeclared import unbanded, undeclared
from csscore.analysis.gaining import RESOLUTION
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, canonical, exact, fraction_text, text
from csscore.scheme.expression.tree import Compare, Name, Number
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.recompute import Outcome
    from csscore.scheme.expression.tree import Node
    from csscore.score.weights import Leaf

say = sentences(__file__)

_NEAR: Final = Fraction(1, 100)
"""Beside an edge: within one step of the unit, or a hundredth of the range that people are in."""
_EACH: Final = 3
"""People tried at each edge, the nearest first."""
_TRIED: Final = 60
_SHOWN: Final = 12
_BUNCH: Final = 3
"""So many just past an edge, and nobody just before it, are worth a look."""
_SMALLEST: Final = Fraction(1, 100)


class Edge(NamedTuple):
    """A value at which something jumps."""

    leaf: Leaf | None
    """The metric; None for the score."""
    below: Fraction
    above: Fraction
    """The last value on the one side and the first on the other, one resolution step apart."""
    points: Fraction | None
    """How many points of the metric lie between the sides, of bands."""
    of: Words
    """What jumps: bands, or a gate's or pay line's name."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody beside an edge, and what the step over it does to her."""

    edge: Edge
    agent: int
    own: Fraction
    over: Fraction
    """The value on the other side."""
    score: int | None
    rank: int | None
    """More is a greater place number: worse."""
    pay: int


def cliffs(asked: Asked) -> Section | None:
    """Find who would win or lose much by one step over an edge."""
    edges = [*_edges(asked), *_grades(asked)]
    unknown = [*unbanded(asked), *undeclared(asked, "cliffs")]
    if not edges and not unknown:
        return None
    tried = list(_cases(asked, edges))
    cases = [case for case in tried if case.pay or case.rank or case.score]
    findings = [*_steepest(asked, cases), *_bunching(asked, edges)]
    if edges and not findings:
        findings = [Finding("cliffs-nobody", "fine", _nobody(edges, len({case.agent for case in tried})))]
    return Section(
        key="cliffs",
        question=say("does_a_hairs_breadth_cost"),
        method=say("every_line_of_bands_gates"),
        findings=(*findings, *unknown),
        tables=tuple(_table(asked, cases)),
    )


# --- edges


def _edges(asked: Asked) -> Iterator[Edge]:
    """Yield the edges of bands, then those of gates that compare a metric with a number."""
    metrics = {leaf.name: leaf for leaf in leaves(asked.run.scheme)}
    for leaf in metrics.values():
        chosen = leaf.metric.points
        if not leaf.scored or chosen is None or leaf.metric.unit == "count":  # one complaint more is no hair's breadth
            continue
        if chosen.options.compare is None:
            yield from _of_bands(leaf, chosen.rule.lines())
    for gate in asked.run.scheme.gates:
        for name, operator, bound in _compared(gate.when.tree):
            measured = name in metrics and asked.run.measured.values[name].dtype != object
            if measured and metrics[name].metric.unit != "count":
                size = _size(metrics[name])
                inside = operator in {"<", ">="}
                below, above = (bound - size, bound) if inside else (bound, bound + size)
                yield Edge(metrics[name], below, above, None, say("gate", name=gate.name))


def _of_bands(leaf: Leaf, bands: Any) -> Iterator[Edge]:
    size = _size(leaf)
    cuts = sorted({cut for band in bands for cut in (band.start, band.end) if isinstance(cut[0], Fraction)})
    for bound, side in cuts:
        below, above = (bound, bound + size) if side else (bound - size, bound)
        low, high = _worth(bands, below), _worth(bands, above)
        if low is not None and high is not None and low != high:
            yield Edge(leaf, below, above, abs(high - low), say("bands"))


def _worth(bands: Any, value: Fraction) -> Fraction | None:
    given = np.array([float(value)])
    return next((band.points for band in bands if bool(band.holds(given)[0])), None)


def _size(leaf: Leaf) -> Fraction:
    return RESOLUTION.get(leaf.metric.unit, _SMALLEST)


def _compared(node: Node) -> Iterator[tuple[str, str, Fraction]]:
    """Yield the comparisons of a name with a number inside an expression, the name on the left."""
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    if isinstance(node, Compare):
        for operator, (left, right) in zip(node.operators, pairwise(node.operands), strict=True):
            if operator in turned and isinstance(left, Name) and isinstance(right, Number):
                yield left.name, operator, right.value
            elif operator in turned and isinstance(left, Number) and isinstance(right, Name):
                yield right.name, turned[operator], left.value
    for part in node.parts:
        yield from _compared(part)


def _grades(asked: Asked) -> Iterator[Edge]:
    """Yield the edges between grades by score."""
    step = Fraction(1, 10**asked.run.scheme.score.digits)
    for chosen in asked.run.scheme.pay:
        of, bands = chosen.rule.lines()
        if of is not None:
            continue
        for bound, side in sorted({cut for band in bands for cut in (band.start, band.end) if isinstance(cut[0], Fraction)}):
            below, above = (bound, bound + step) if side else (bound - step, bound)
            yield Edge(None, below, above, None, chosen.options.title or chosen.rule.line)


# --- who stands beside them


def _cases(asked: Asked, edges: Sequence[Edge]) -> Iterator[Case]:
    """Yield everybody beside an edge, with what the step over it does."""
    start = recompute(asked.run)
    if start is None:
        return
    tried = 0
    for edge in edges:
        values, who = _values(asked, edge)
        for agent in _beside(edge, values, who)[:_EACH]:
            if tried == _TRIED:
                return
            tried += 1
            own = exact(values[agent])
            over = edge.above if own <= edge.below else edge.below
            case = _stepped(asked, edge, agent, over, start)
            if case is not None:
                yield case


def _values(asked: Asked, edge: Edge) -> tuple[Any, Any]:
    """Return what is compared with an edge, and who of the people count."""
    scored = asked.run.scored
    ranked = scored.ranks != MISSING
    if edge.leaf is None:
        digits = asked.run.scheme.score.digits
        return np.where(scored.scores == MISSING, np.nan, scored.scores / 10.0**digits), ranked
    values = asked.run.measured.values[edge.leaf.name]
    return values, ~np.isnan(values) & (scored.scores != MISSING)


def _window(edge: Edge, values: Any, who: Any) -> Fraction:
    known = values[who]
    spread = exact(known.max()) - exact(known.min()) if len(known) else Fraction(0)
    return max(edge.above - edge.below, spread * _NEAR)


def _beside(edge: Edge, values: Any, who: Any) -> list[int]:
    """Return who stands beside an edge, the nearest first."""
    near = _window(edge, values, who)
    found = []
    for agent in np.flatnonzero(who).tolist():
        own = exact(values[agent])
        distance = edge.below - own if own <= edge.below else own - edge.above
        if distance < near:
            found.append((distance, agent))
    return [agent for _, agent in sorted(found)]


def _stepped(asked: Asked, edge: Edge, agent: int, over: Fraction, start: Outcome) -> Case | None:
    run, value = asked.run, float(canonical(np.array([float(over)]))[0])
    if edge.leaf is None:
        scores = run.scored.scores.copy()
        own = Fraction(int(scores[agent]), 10**run.scheme.score.digits)
        scores[agent] = int(over * 10**run.scheme.score.digits)
        after = paid(run, run.measured, replace(run.scored, scores=scores))
        return None if after is None else Case(edge, agent, own, over, None, None, int(after[agent] - start.pay[agent]))
    column = run.measured.values[edge.leaf.name].copy()
    own = exact(column[agent])
    column[agent] = value
    out = recompute(run, values={edge.leaf.name: column})
    if out is None:
        return None
    ranks = int(start.ranks[agent]), int(out.ranks[agent])
    return Case(
        edge=edge,
        agent=agent,
        own=own,
        over=over,
        score=None if out.scores[agent] == MISSING else int(out.scores[agent] - start.scores[agent]),
        rank=None if MISSING in ranks else ranks[1] - ranks[0],
        pay=int(out.pay[agent] - start.pay[agent]),
    )


# --- as it is said


def _steepest(asked: Asked, cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield the dearest step over an edge, and how many others stand beside one."""
    worth = [case for case in cases if case.pay or case.rank]
    if not worth:
        return
    case = max(worth, key=lambda case: (abs(case.pay), abs(case.rank or 0), abs(case.score or 0), -case.agent))
    others = len({other.agent for other in worth}) - 1
    more = say("beside_a_line_as_well", others=others) if others else Words("", "")
    moved = _moved(asked, case)
    own, over = _shown(asked, case)
    title = say("score") if case.edge.leaf is None else case.edge.leaf.title
    who = asked.called[case.agent]
    yield Finding(
        "cliff",
        "look",
        say("has_in_beside_a_line", who=who, title=title, own=own, of=case.edge.of, over=over, moved=moved, more=more),
        Words(
            "先公布取几位小数；台阶太高就改成斜线，让差一点点只差一点点"
            if case.edge.points is not None
            else "先公布取几位小数、线上算哪边；发之前把线附近的数再核一遍",
            "say beforehand how values are rounded; turn steps into a slope (curve or linear), so that a little costs a little"
            if case.edge.points is not None
            else "say beforehand how values are rounded and on which side the line counts; check the figures beside it again",
        ),
        about=case.edge.of.en if case.edge.leaf is None else case.edge.leaf.name,
        figures={
            "value": fraction_text(case.own),
            "other": fraction_text(case.over),
            "pay": text(case.pay, asked.run.scheme.money_digits),
            "rank": "" if case.rank is None else str(case.rank),
        },
        brief=_at_once(asked, case),
    )


def _at_once(asked: Asked, case: Case) -> Words:
    """Say in a line that somebody stands beside an edge, with what weighs most of what a step does."""
    most = _moved(asked, replace(case, score=None, rank=None) if case.pay else replace(case, score=None) if case.rank else case)
    (own, over), who = _shown(asked, case), asked.called[case.agent]
    title = say("score") if case.edge.leaf is None else case.edge.leaf.title
    return say("is_beside_a_line", who=who, title=title, own=own, over=over, most=most)


def _moved(asked: Asked, case: Case) -> Words:
    """Say what a step does: score, place, pay."""
    run, zh, en = asked.run, [], []
    if case.score:
        points = said.number(Fraction(abs(case.score), 10**run.scheme.score.digits), 2)
        zh.append(f"总分{'多' if case.score > 0 else '少'} {points}")
        en.append(f"the score is {points} {'more' if case.score > 0 else 'less'}")
    if case.rank:
        places = abs(case.rank)
        zh.append(f"{'升' if case.rank < 0 else '降'} {places} 名")
        en.append(f"she stands {said.count(places, 'place', 'places')} {'higher' if case.rank < 0 else 'lower'}")
    if case.pay:
        amount = said.money(abs(case.pay), run.scheme)
        zh.append(f"{'多' if case.pay > 0 else '少'}拿 {amount.zh}")
        en.append(f"pay {amount.en} {'more' if case.pay > 0 else 'less'}")
    return Words("、".join(zh), ", ".join(en))


def _shown(asked: Asked, case: Case) -> tuple[Words, Words]:
    unit = "points" if case.edge.leaf is None else case.edge.leaf.metric.unit
    return said.quantity(case.own, unit, asked.run.scheme.currency), said.quantity(case.over, unit, asked.run.scheme.currency)


def _bunching(asked: Asked, edges: Sequence[Edge]) -> Iterator[Finding]:
    """Yield edges that people stand just past and nobody just before."""
    for edge in edges:
        if edge.leaf is None:
            continue
        values, who = _values(asked, edge)
        near = 2 * _window(edge, values, who)
        above = [i for i in np.flatnonzero(who).tolist() if edge.above <= exact(values[i]) < edge.above + near]
        below = [i for i in np.flatnonzero(who).tolist() if edge.below - near < exact(values[i]) <= edge.below]
        good, bad = (above, below) if edge.leaf.metric.better == "higher" else (below, above)
        if len(good) < _BUNCH or bad or len(good) * 2 > int(who.sum()):
            continue
        line = said.quantity(
            edge.above if edge.leaf.metric.better == "higher" else edge.below, edge.leaf.metric.unit, asked.run.scheme.currency
        )
        names = said.people(asked, good)
        yield Finding(
            "bunching",
            "look",
            say("people_stand_just_past_and_nobody", title=edge.leaf.title, good=len(good), names=names, line=line),
            say("see_whether_figures_were_made"),
            about=edge.leaf.name,
            figures={"past": str(len(good)), "before": "0"},
            brief=say("people_stand_just_past_nobody_just", title=edge.leaf.title, good=len(good), line=line),
        )


def _nobody(edges: Sequence[Edge], beside: int) -> Words:
    count = len(edges)
    if beside:
        return say("beside_one_of_a_step_over", count=count, beside=beside)
    return say("nobody_stands_beside_any", count=count)


def _table(asked: Asked, cases: Sequence[Case]) -> Iterator[Table]:
    if not cases:
        return
    worst = sorted(cases, key=lambda case: (-abs(case.pay), -abs(case.rank or 0), -abs(case.score or 0), case.agent))[:_SHOWN]
    columns = (
        Column("agent", say("agent")),
        Column("line", say("line")),
        Column("value", say("now"), "text"),
        Column("other", say("over"), "text"),
        Column("score", say("score"), "score"),
        Column("rank", say("places"), "number", 0),
        *((Column("pay", say("pay"), "money"),) if asked.run.scheme.pay else ()),
    )
    rows = []
    for case in worst:
        own, over = _shown(asked, case)
        title = say("score") if case.edge.leaf is None else case.edge.leaf.title
        line = (
            title if case.edge.points is not None else Words(f"{title.zh}，{case.edge.of.zh}", f"{title.en}, {case.edge.of.en}")
        )
        places = None if case.rank is None else -case.rank
        pay = (case.pay,) if asked.run.scheme.pay else ()
        rows.append((asked.called[case.agent], line, own, over, case.score, places, *pay))
    yield Table("cliffs", say("what_the_step_over_the_line"), columns, tuple(rows))
