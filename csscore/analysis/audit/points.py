"""Do the points tell people apart? Looks at what everybody's values became; it makes no points itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import isqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.agreement import spearman
from csscore.analysis.audit import said
from csscore.auditing import Column, Finding, Section, Table
from csscore.comparison import DIGITS
from csscore.exact.fixed import MISSING, exact, fraction_text, text
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.exact.fixed import Units
    from csscore.score.weights import Leaf

say = sentences(__file__)

HALF: Final = Fraction(1, 2)
ALIKE: Final = Fraction(4, 5)
_WORTH_SHOWING: Final = Fraction(1, 2)
_FEWEST: Final = 6
"""Correlations of fewer people say nothing."""
_PAIRS: Final = 6
_MANY: Final = 3
_FEW: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How the points of one metric lie, among the ranked who have any."""

    leaf: Leaf
    people: int
    different: int
    least: int
    most: int
    at_least: int
    """How many have the least points."""
    at_most: int
    middle: Fraction | None
    """The median value; None where values are words."""


def points(asked: Asked) -> Section | None:
    """Find metrics that most people have full (or no) points for, and metrics that say the same."""
    who = np.flatnonzero(asked.run.scored.ranks != MISSING)
    scored = [leaf for leaf in leaves(asked.run.scheme) if leaf.scored]
    columns = {leaf.name: asked.run.scored.pointed.points[leaf.name][who] for leaf in scored}
    spreads = [_spread(asked, leaf, columns[leaf.name], who) for leaf in scored]
    alike = list(_correlated(scored, columns)) if len(who) >= _FEWEST else []
    digits = asked.run.scheme.score.point_digits
    crowded = sorted(spreads, key=lambda spread: -Fraction(max(spread.at_least, spread.at_most), max(spread.people, 1)))
    saturated = [found for spread in crowded for found in _saturated(asked, spread, digits)]
    findings = [*_redundant(alike), *_together(saturated, crowded)]
    if not findings:
        findings = [Finding("points-fine", "fine", say("every_metrics_points_tell_people"))]
    return Section(
        key="points",
        question=say("do_the_points_tell_people_apart"),
        method=say("among_the_ranked_half_of_them"),
        findings=tuple(findings),
        tables=tuple(_tables(spreads, alike, digits)),
    )


def _spread(asked: Asked, leaf: Leaf, column: Units, who: Any) -> Spread:
    known = column[column != MISSING]
    values = asked.run.measured.values[leaf.name][who]
    middle = None
    if values.dtype != object and not bool(np.isnan(values).all()):
        ordered = np.sort(values[~np.isnan(values)])
        middle = (exact(ordered[(len(ordered) - 1) // 2]) + exact(ordered[len(ordered) // 2])) / 2
    least, most = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    return Spread(
        leaf=leaf,
        people=len(known),
        different=len(np.unique(known)),
        least=least,
        most=most,
        at_least=int((known == least).sum()),
        at_most=int((known == most).sum()),
        middle=middle,
    )


def _saturated(asked: Asked, spread: Spread, digits: int) -> Iterator[Finding]:
    """Yield where half of the people or more have the most or the least points; a constant metric is a matter of weights."""
    if spread.different < 2 or spread.people < _FEW:
        return
    leaf, many = spread.leaf, spread.people
    value = None if spread.middle is None else said.quantity(spread.middle, leaf.metric.unit, asked.run.scheme.currency)
    centre = Words("", "") if value is None else say("median", value=value)
    for key, count, units, zh, en in (
        ("points-top", spread.at_most, spread.most, "最高", "most"),
        ("points-bottom", spread.at_least, spread.least, "最低", "least"),
    ):
        if Fraction(count, many) < HALF:
            continue
        shown = said.number(Fraction(units, 10**digits), 2)
        top = key == "points-top"
        yield Finding(
            key,
            "look",
            say("of_people_have_the_points", title=leaf.title, many=many, count=count, zh=zh, shown=shown, en=en),
            Words(
                f"把标准移到大家所在的地方{centre.zh}；如果{'达标就行' if top else '只为奖励少数人'}，就照现在这样",
                f"move its bounds to where people are{centre.en}; leave it if"
                f" {'reaching the bar is all that is wanted' if top else 'it is meant for a few'}",
            ),
            about=leaf.name,
            figures={"people": str(count), "of": str(many), "points": text(units, digits)},
        )


def _together(saturated: Sequence[Finding], spreads: Sequence[Spread]) -> Iterator[Finding]:
    """Yield the findings, those of one kind as one where there are many: the reader would lose count."""
    titles = {spread.leaf.name: spread.leaf.title for spread in spreads}
    for key, zh, en in (("points-top", "最高分", "the most"), ("points-bottom", "最低分", "the least")):
        chosen = [finding for finding in saturated if finding.key == key]
        if len(chosen) < _MANY:
            yield from chosen
            continue
        named = said.listed([titles[finding.about] for finding in chosen], most=3)
        yield Finding(
            key,
            "look",
            say("in_of_metrics_half", spreads=len(spreads), chosen=len(chosen), zh=zh, named=named, en=en),
            say("where_reaching_the_bar_is_all"),
            about=", ".join(finding.about for finding in chosen),
            figures={"metrics": str(len(chosen)), "of": str(len(spreads))},
            brief=say("in_of_metrics_half_2", spreads=len(spreads), chosen=len(chosen), zh=zh, en=en),
        )


def _correlated(scored: Sequence[Leaf], columns: dict[str, Units]) -> Iterator[tuple[Leaf, Leaf, Fraction, Fraction]]:
    """Yield pairs of metrics with Pearson's and Spearman's correlation of their points, both at `DIGITS` decimals."""
    for one, other in combinations(scored, 2):
        both = (columns[one.name] != MISSING) & (columns[other.name] != MISSING)
        if int(both.sum()) < _FEWEST:
            continue
        a, b = columns[one.name][both], columns[other.name][both]
        straight, ordered = pearson(a, b), spearman(a, b)
        if straight is not None and ordered is not None:
            yield one, other, straight, Fraction(ordered, 10**DIGITS)


def pearson(a: Units, b: Units) -> Fraction | None:
    """Return Pearson's correlation at `DIGITS` decimals, counted in whole numbers; None where a column is constant."""
    left, right = [int(x) for x in a], [int(x) for x in b]
    count = len(left)
    over = count * sum(x * y for x, y in zip(left, right, strict=True)) - sum(left) * sum(right)
    under = [count * sum(x * x for x in side) - sum(side) ** 2 for side in (left, right)]
    if not under[0] * under[1]:
        return None
    size = isqrt((over * 10 ** (DIGITS + 1)) ** 2 // (under[0] * under[1]))
    return Fraction(-size if over < 0 else size, 10 ** (DIGITS + 1))


def _redundant(alike: Sequence[tuple[Leaf, Leaf, Fraction, Fraction]]) -> Iterator[Finding]:
    for one, other, straight, ordered in alike:
        if min(abs(straight), abs(ordered)) < ALIKE or straight * ordered < 0:
            continue
        figures = {"pearson": fraction_text(straight), "spearman": fraction_text(ordered)}
        about, shown = f"{one.name}, {other.name}", said.number(straight, 2)
        if straight > 0:
            yield Finding(
                "points-redundant",
                "look",
                say("and_nearly_say_the_same_their", title=one.title, title_2=other.title, shown=shown),
                say("one_of_them_will_do"),
                about=about,
                figures=figures,
                brief=say("and_nearly_say_the_same_one", title=one.title, title_2=other.title),
            )
        else:
            yield Finding(
                "points-opposed",
                "look",
                say("and_pull_against_each_other_their", title=one.title, title_2=other.title, shown=shown),
                say("say_which_comes_first_where_nobody"),
                about=about,
                figures=figures,
                brief=say("and_pull_against_each_other", title=one.title, title_2=other.title),
            )


def _tables(spreads: Sequence[Spread], alike: Sequence[tuple[Leaf, Leaf, Fraction, Fraction]], digits: int) -> Iterator[Table]:
    unit = 10**digits
    rows = [
        (
            spread.leaf.title,
            Fraction(spread.least, unit),
            Fraction(spread.most, unit),
            spread.different,
            Fraction(spread.at_most, spread.people) if spread.people else None,
            Fraction(spread.at_least, spread.people) if spread.people else None,
        )
        for spread in spreads
    ]
    columns = (
        Column("metric", say("metric")),
        Column("least", say("least"), "number", 2),
        Column("most", say("most"), "number", 2),
        Column("different", say("different"), "number"),
        Column("at_most", say("at_the_most"), "percent", 0),
        Column("at_least", say("at_the_least"), "percent", 0),
    )
    yield Table("points", say("how_the_points_lie"), columns, tuple(rows))
    shown = sorted((pair for pair in alike if abs(pair[2]) >= _WORTH_SHOWING), key=lambda pair: -abs(pair[2]))[:_PAIRS]
    if shown:
        head = (
            Column("one", say("one")),
            Column("other", say("other")),
            Column("pearson", same("Pearson"), "number", 2),
            Column("spearman", same("Spearman"), "number", 2),
        )
        pairs = tuple((one.title, other.title, straight, ordered) for one, other, straight, ordered in shown)
        yield Table("correlations", say("metrics_whose_points_go_together"), head, pairs)
