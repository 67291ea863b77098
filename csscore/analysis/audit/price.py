"""What one unit more is worth: everybody's value one unit better, one person at a time, scored, ranked and paid by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.recompute import recompute
from csscore.analysis.reachable import ends
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, canonical, exact, fraction_text, half_up
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.recompute import Outcome
    from csscore.score.weights import Leaf

say = sentences(__file__)

MOST: Final = 60
"""So many people at most are tried for each metric, evenly by place: the price is a middle and a range, not everybody's."""
_IN_ALL: Final = 200
"""…and fewer where there are many metrics: so many steps are scored in all."""
_UNIT: Final = {"percent": Fraction(1, 100), "seconds": Fraction(1), "count": Fraction(1)}


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of a metric is worth to those who were tried.

    Attributes
    ----------
    step
        The unit: a percentage point, a second, one; for money and plain numbers a round number near a tenth of the median.
    scores
        Change of the score, fixed; ascending.
    pays
        Change of pay, minor units; ascending.
    """

    leaf: Leaf
    step: Fraction
    scores: tuple[int, ...]
    pays: tuple[int, ...]


def price(asked: Asked) -> Section | None:
    """Say what a second, a percentage point or a thousand of sales is worth."""
    start = recompute(asked.run)
    if start is None:
        return None
    scored = [leaf for leaf in leaves(asked.run.scheme) if leaf.scored]
    most = min(MOST, _IN_ALL // max(len(scored), 1))
    prices = [found for leaf in scored if (found := _price(asked, leaf, start, most)) is not None]
    if not prices:
        return None
    paid = bool(asked.run.scheme.pay)
    findings = list(_findings(asked, prices, paid=paid))
    tried = max(len(found.scores) for found in prices)
    ranked = int((asked.run.scored.ranks != MISSING).sum())
    few = tried < ranked
    return Section(
        key="price",
        question=say("what_is_one_unit_more_worth"),
        method=Words(
            "每次只把一个人的一项变好一个单位，其他人不变，重新打分、排名、发钱；"
            f"{f'按名次均匀取 {tried} 人' if few else '人人都试'}。",
            "One person's value one unit better at a time, all others as they are; scored, ranked and paid again for"
            f" {f'{tried} people evenly by place' if few else 'everybody'}.",
        ),
        findings=tuple(findings),
        tables=(_table(asked, prices, paid=paid),),
    )


def unit_of(leaf: Leaf, values: Any) -> Fraction:
    """Return the unit in which a metric's price is told."""
    if leaf.metric.unit in _UNIT:
        return _UNIT[leaf.metric.unit]
    known = np.abs(values[~np.isnan(values)])
    middle = exact(np.sort(known)[len(known) // 2]) / 10 if len(known) else Fraction(1)
    if not middle:
        return Fraction(1)
    step = Fraction(1)
    while step > middle:
        step /= 10
    while step * 10 <= middle:
        step *= 10
    return next(step * factor for factor in (5, 2, 1) if step * factor <= middle)


def _price(asked: Asked, leaf: Leaf, start: Outcome, many: int) -> Price | None:
    values = asked.run.measured.values[leaf.name]
    if values.dtype == object:
        return None
    who = np.flatnonzero((asked.run.scored.ranks != MISSING) & ~np.isnan(values))
    if not len(who):
        return None
    ordered = who[np.argsort(asked.run.scored.ranks[who], kind="stable")]
    chosen = ordered if len(ordered) <= many else ordered[np.linspace(0, len(ordered) - 1, many).astype(np.intp)]
    step = unit_of(leaf, values)
    least, most = ends(asked.run.scheme, leaf, values)
    sign = 1 if leaf.metric.better == "higher" else -1
    scores, pays = [], []
    for agent in chosen.tolist():
        better = exact(values[agent]) + sign * step
        if (least is not None and better < least) or (most is not None and better > most):
            continue
        column = values.copy()
        column[agent] = float(canonical(np.array([float(better)]))[0])
        out = recompute(asked.run, values={leaf.name: column})
        if out is None or out.scores[agent] == MISSING:
            continue
        scores.append(int(out.scores[agent] - start.scores[agent]))
        pays.append(int(out.pay[agent] - start.pay[agent]))
    return Price(leaf, step, tuple(sorted(scores)), tuple(sorted(pays))) if scores else None


def _middle(numbers: Sequence[int]) -> Fraction:
    count = len(numbers)
    return Fraction(numbers[(count - 1) // 2] + numbers[count // 2], 2)


def _mean(numbers: Sequence[int]) -> Fraction:
    return Fraction(sum(numbers), len(numbers))


def _step_words(asked: Asked, found: Price) -> Words:
    unit = found.leaf.metric.unit
    if unit == "percent":
        return say("n1_percentage_point")
    return said.quantity(found.step, unit, asked.run.scheme.currency)


def _findings(asked: Asked, prices: Sequence[Price], *, paid: bool) -> Iterator[Finding]:
    for found in prices:
        worth = found.pays if paid else found.scores
        if not any(worth) and not any(found.scores):
            step, title = _step_words(asked, found), found.leaf.title
            yield Finding(
                "price-nothing",
                "look",
                say("better_brings_nobody_a_point_effort", title=title, step=step),
                say("its_steps_are_too_wide"),
                about=found.leaf.name,
                figures={"step": fraction_text(found.step)},
            )
    told = [found for found in prices if any(found.pays if paid else found.scores)]
    if told:
        parts = [_worth(asked, found, paid=paid) for found in told]
        yield Finding(
            "price",
            "fine",
            Words(
                f"多做一点，平均每人的回报：{'；'.join(part.zh for part in parts)}",
                f"what a little more brings, on average: {'; '.join(part.en for part in parts)}",
            ),
            figures={found.leaf.name: _exact(asked, found, paid=paid) for found in told},
        )


def _worth(asked: Asked, found: Price, *, paid: bool) -> Words:
    step, title = _step_words(asked, found), found.leaf.title
    if paid:
        amount = said.money(half_up(_mean(found.pays)), asked.run.scheme)
        return Words(f"{title.zh} {step.zh} = {amount.zh}", f"{title.en}, {step.en} = {amount.en}")
    points = said.number(_mean(found.scores) / 10**asked.run.scheme.score.digits, 2)
    return say("points", title=title, step=step, points=points)


def _exact(asked: Asked, found: Price, *, paid: bool) -> str:
    if paid:
        return fraction_text(_mean(found.pays) / 10**asked.run.scheme.money_digits)
    return fraction_text(_mean(found.scores) / 10**asked.run.scheme.score.digits)


def _table(asked: Asked, prices: Sequence[Price], *, paid: bool) -> Table:
    columns = (
        Column("metric", say("metric")),
        Column("unit", say("one_unit_better")),
        Column("score", say("score"), "score"),
        *(
            (
                Column("pay_mean", say("pay_mean"), "money"),
                Column("pay", say("median"), "money"),
                Column("pay_least", say("least"), "money"),
                Column("pay_most", say("most"), "money"),
            )
            if paid
            else ()
        ),
    )
    rows = []
    for found in prices:
        money = (_mean(found.pays), _middle(found.pays), found.pays[0], found.pays[-1]) if paid else ()
        row = (found.leaf.title, _step_words(asked, found), _mean(found.scores), *money)
        rows.append(row)
    return Table("price", say("price_of_a_unit"), columns, tuple(rows))
