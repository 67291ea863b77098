"""The tables of how much of a ranking is luck: people, neighbours, metrics; they judge nothing."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.auditing import Column, Table
from csscore.exact.fixed import MISSING
from csscore.score.weights import leaves
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.chance import Chance
    from csscore.analysis.audit.drawn import Drawn
    from csscore.analysis.audit.sources import Grounds

_ROWS: Final = 200


class Pair(NamedTuple):
    """Two neighbours of the ranking: positions, how likely the first is truly better, what lies between them in pay."""

    one: int
    other: int
    likely: float
    stake: int


def agents(asked: Asked, drawn: Drawn) -> Table:
    """Say of everybody between which places she truly stands, and what another month would bring."""
    run = asked.run
    order = np.lexsort((np.arange(len(run.measured)), run.scored.ranks, run.measured.cohort_codes))
    order = order[run.scored.ranks[order] != MISSING][:_ROWS]
    expected = drawn.true.mean(axis=0)
    columns = [
        Column("agent", Words("客服", "agent")),
        Column("rank", Words("名次", "rank"), "rank"),
        Column("expected", Words("真实名次的期望", "expected true rank"), "number", 1),
        Column("low", Words("九成在第", "90% from"), "rank"),
        Column("high", Words("到第", "to"), "rank"),
        Column("again", Words("再来一月还是这个名次", "same place if played again"), "percent", 0),
    ]
    if drawn.pay is not None:
        columns += [
            Column("pay", Words("再来一月的奖金期望", "expected pay if played again"), "money"),
            Column("pay_error", Words("上下浮动", "give or take"), "money"),
        ]
    rows: list[tuple[Any, ...]] = []
    for i in order.tolist():
        same = float((drawn.again[:, i] == run.scored.ranks[i]).mean())
        place, low, high = int(run.scored.ranks[i]), int(drawn.low[i]), int(drawn.high[i])
        row: tuple[Any, ...] = (asked.called[i], place, float(expected[i]), low, high, same)
        if drawn.pay is not None and drawn.pay_error is not None:
            row += (round(float(drawn.pay[i])), round(float(drawn.pay_error[i])))
        rows.append(row)
    return Table("luck-agents", Words("每个人真实的位置", "Where everybody truly stands"), tuple(columns), tuple(rows))


def neighbours(asked: Asked, pairs: Sequence[Pair]) -> Table:
    """Say of neighbours how likely the one ahead is truly better."""
    columns = (
        Column("one", Words("排前的", "ahead")),
        Column("other", Words("排后的", "behind")),
        Column("rank", Words("名次", "rank"), "rank"),
        Column("likely", Words("真的更好", "truly better"), "percent", 0),
        Column("stake", Words("奖金差", "pay between them"), "money"),
    )
    rows = tuple(
        (asked.called[pair.one], asked.called[pair.other], int(asked.run.scored.ranks[pair.one]), pair.likely, pair.stake)
        for pair in pairs[:_ROWS]
    )
    return Table("luck-neighbours", Words("相邻两人的顺序有多可靠", "How sure the order of neighbours is"), columns, rows)


def metrics(asked: Asked, known: Grounds) -> Table:
    """Say of each metric how it was drawn, how much of its differences is true, and how many contacts would make it so."""
    columns = (
        Column("metric", Words("指标", "metric")),
        Column("known", Words("误差从哪来", "where its error is known from")),
        Column("contacts", Words("每人次数（中位）", "contacts each (median)"), "number", 0),
        Column("true", Words("真实的占比", "part that is true"), "percent", 0),
        Column("needed", Words("要七成真实，每人要多少次", "contacts each for 70% true"), "number", 0),
    )
    named = {leaf.name: leaf.title for leaf in leaves(asked.run.scheme)}
    rows: list[tuple[Any, ...]] = [(named[chance.name], chance.known, *_true(asked, chance)) for chance in known.chances]
    computed = Words("由别的指标算出，跟着一起抽", "computed from other metrics, drawn with them")
    rows += [(leaf.title, computed, None, None, None) for leaf in known.formulas]
    rows += [
        (each.leaf.title, Words("不知道，当作没有误差", "not known, taken as none"), None, None, None) for each in known.held
    ]
    return Table("luck-metrics", Words("每项指标里的运气", "The luck in each metric"), columns, tuple(rows))


def _true(asked: Asked, chance: Chance) -> tuple[float | None, float | None, float | None]:
    between, noise = chance.spread(asked.run.measured.cohort_codes)
    share = between / (between + noise) if between + noise else None
    contacts = None
    if chance.sizes is not None and bool((chance.sizes > 0).any()):
        contacts = float(np.median(chance.sizes[chance.sizes > 0]))
    needed = None
    if contacts is not None and between and noise:
        needed = float(ceil(Fraction(contacts) * Fraction(noise / between) * Fraction(7, 3)))
    return contacts, share, needed
