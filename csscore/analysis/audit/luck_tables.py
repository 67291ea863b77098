"""The tables of how much of a ranking is luck: people, neighbours, metrics; they judge nothing."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.auditing import Column, Table
from csscore.exact.fixed import MISSING
from csscore.score.weights import leaves
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.chance import Chance
    from csscore.analysis.audit.drawn import Drawn
    from csscore.analysis.audit.sources import Grounds

say = sentences(__file__)

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
        Column("agent", say("agent")),
        Column("rank", say("rank"), "rank"),
        Column("expected", say("expected_true_rank"), "number", 1),
        Column("low", say("n90"), "rank"),
        Column("high", say("to"), "rank"),
        Column("again", say("same_place_if_played_again"), "percent", 0),
    ]
    if drawn.pay is not None:
        columns += [
            Column("pay", say("expected_pay_if_played_again"), "money"),
            Column("pay_error", say("give_or_take"), "money"),
        ]
    rows: list[tuple[Any, ...]] = []
    for i in order.tolist():
        same = float((drawn.again[:, i] == run.scored.ranks[i]).mean())
        place, low, high = int(run.scored.ranks[i]), int(drawn.low[i]), int(drawn.high[i])
        row: tuple[Any, ...] = (asked.called[i], place, float(expected[i]), low, high, same)
        if drawn.pay is not None and drawn.pay_error is not None:
            row += (round(float(drawn.pay[i])), round(float(drawn.pay_error[i])))
        rows.append(row)
    return Table("luck-agents", say("where_everybody_truly_stands"), tuple(columns), tuple(rows))


def neighbours(asked: Asked, pairs: Sequence[Pair]) -> Table:
    """Say of neighbours how likely the one ahead is truly better."""
    columns = (
        Column("one", say("ahead")),
        Column("other", say("behind")),
        Column("rank", say("rank"), "rank"),
        Column("likely", say("truly_better"), "percent", 0),
        Column("stake", say("pay_between_them"), "money"),
    )
    rows = tuple(
        (asked.called[pair.one], asked.called[pair.other], int(asked.run.scored.ranks[pair.one]), pair.likely, pair.stake)
        for pair in pairs[:_ROWS]
    )
    return Table("luck-neighbours", say("how_sure_the_order_of_neighbours"), columns, rows)


def metrics(asked: Asked, known: Grounds) -> Table:
    """Say of each metric how it was drawn, how much of its differences is true, and how many contacts would make it so."""
    columns = (
        Column("metric", say("metric")),
        Column("known", say("where_its_error_is_known")),
        Column("contacts", say("contacts_each_median"), "number", 0),
        Column("true", say("part_that_is_true"), "percent", 0),
        Column("needed", say("contacts_each_for_70_true"), "number", 0),
    )
    named = {leaf.name: leaf.title for leaf in leaves(asked.run.scheme)}
    rows: list[tuple[Any, ...]] = [(named[chance.name], chance.known, *_true(asked, chance)) for chance in known.chances]
    computed = say("computed_from_other_metrics_drawn")
    rows += [(leaf.title, computed, None, None, None) for leaf in known.formulas]
    rows += [(each.leaf.title, say("not_known_taken_as_none"), None, None, None) for each in known.held]
    return Table("luck-metrics", say("luck_in_each_metric"), columns, tuple(rows))


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
