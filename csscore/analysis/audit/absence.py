"""Whose absence reorders others, and which metric could be left out; the engine leaves out everybody and every metric once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.agreement import kendall
from csscore.analysis.audit import said
from csscore.analysis.audit.recompute import recompute
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, half_up, text
from csscore.pay.rules.base import only_by_place
from csscore.scheme.model import Group
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.recompute import Outcome
    from csscore.scheme.model import Metric, Scheme
    from csscore.score.weights import Leaf

say = sentences(__file__)

MOST: Final = 200
"""Larger months are tried without the best and the worst of each metric only: cohort points hang on these."""
_EXTREMES: Final = 5
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Gone:
    """What happens to the others where somebody is not there.

    Attributes
    ----------
    swapped
        Pairs of the others that change order; people who only move up behind her don't count.
    pair
        Two of the others who swap, the one who was ahead first; those nearest the top.
    pay
        The most that one of the others gains or loses by it, against what her old place among them would bring; None where
        pay is more than places.
    """

    agent: int
    swapped: int
    pair: tuple[int, int] | None
    pay: int | None


def absence(asked: Asked) -> Section | None:
    """Leave out everybody in turn, then every metric."""
    start = recompute(asked.run)
    scored = [leaf for leaf in leaves(asked.run.scheme) if leaf.scored]
    ranked = np.flatnonzero(asked.run.scored.ranks != MISSING)
    if start is None or len(ranked) < 3:
        return None
    tried, all_ = _tried(asked, scored)
    gone = [found for agent in tried if (found := _without(asked, agent, start)) is not None]
    dropped = list(_metrics(asked, scored, start)) if len(scored) > 1 else []
    everybody = say("everybody") if all_ else say("at_the_ends", tried=len(tried))
    return Section(
        key="absence",
        question=say("does_one_person_or_one_metric"),
        method=say("one_person_or_one_metric", everybody=everybody),
        findings=(*_people_findings(asked, gone), *_metric_findings(dropped)),
        tables=tuple(_tables(asked, gone, dropped)),
    )


def _tried(asked: Asked, scored: Sequence[Leaf]) -> tuple[list[int], bool]:
    """Return who is left out in turn, and whether that is everybody."""
    count = len(asked.run.measured)
    if count <= MOST:
        return list(range(count)), True
    found: set[int] = set()
    for leaf in scored:
        values = asked.run.measured.values[leaf.name]
        if values.dtype != object:
            order = np.argsort(values, kind="stable")[: int((~np.isnan(values)).sum())]
            found |= {*order[:_EXTREMES].tolist(), *order[-_EXTREMES:].tolist()}
    return sorted(found), False


def _without(asked: Asked, agent: int, start: Outcome) -> Gone | None:
    run = asked.run
    others = np.delete(np.arange(len(run.measured)), agent)
    out = recompute(run, among=others)
    if out is None:
        return None
    codes = run.measured.cohort_codes
    swapped, pair, pay = 0, None, 0
    placed = _by_place(asked)
    for code in np.unique(codes[others]):
        here = (codes[others] == code) & (start.ranks[others] != MISSING) & (out.ranks != MISSING)
        before, after = start.ranks[others][here], out.ranks[here]
        count = kendall(before, after)[1]
        swapped += count
        if count and pair is None:
            pair = _first_swap(others[here], before, after)
        if count and placed:
            pay = max(pay, _greatest_move(before, after, out.pay[here]))
    return Gone(agent, swapped, pair, pay if placed else None)


def _by_place(asked: Asked) -> bool:
    """Return whether pay is nothing but places that are paid a total, so that tied people share what theirs are worth."""
    scheme = asked.run.scheme
    cut = scheme.limits is not None or any(gate.then.pay is not None for gate in scheme.gates)
    plain = all(
        only_by_place(chosen)
        and chosen.rule.total == "reported"
        and {chosen.options.prorate, chosen.options.when, getattr(chosen.options, "among", None)} == {None}
        for chosen in scheme.pay
    )
    return bool(scheme.pay) and plain and not cut and not any(chosen.options.across for chosen in scheme.pay)


def _greatest_move(before: Any, after: Any, pay: Any) -> int:
    """Return the greatest distance of anybody's pay from what her old place among these people would bring."""
    by_place = pay[np.argsort(after, kind="stable")].tolist()
    greatest = 0
    for own, rank in zip(pay.tolist(), before.tolist(), strict=True):
        first, many = int((before < rank).sum()), int((before == rank).sum())
        expected = half_up(Fraction(sum(by_place[first : first + many]), many))
        greatest = max(greatest, abs(own - expected))
    return greatest


def _first_swap(who: Any, before: Any, after: Any) -> tuple[int, int] | None:
    """Return the swapped pair nearest the top."""
    order = np.lexsort((after, before))
    for at, one in enumerate(order.tolist()):
        for other in order[at + 1 :].tolist():
            if before[one] < before[other] and after[one] > after[other]:
                return int(who[one]), int(who[other])
    return None


def _people_findings(asked: Asked, gone: Sequence[Gone]) -> Iterator[Finding]:
    swapping = sorted((found for found in gone if found.swapped), key=lambda found: (-found.swapped, found.agent))
    if not swapping:
        yield Finding(
            "absence-fine",
            "fine",
            say("whoever_is_away_the_order"),
        )
        return
    worst = swapping[0]
    who = asked.called[worst.agent]
    one, other = (asked.called[i] for i in worst.pair or (worst.agent, worst.agent))
    amount = None if not worst.pay else said.money(worst.pay, asked.run.scheme)
    paid = Words("", "") if amount is None else say("worth_up_to_to_one", amount=amount)
    yield Finding(
        "absence-reorders",
        "look",
        say(
            "without_of_the_others_would_change",
            who=who,
            swapped=worst.swapped,
            one=one,
            other=other,
            paid=paid,
            swapping=len(swapping),
        ),
        say("dispute_about_one_persons_figures"),
        about=asked.called[worst.agent].en,
        figures={
            "swapped": str(worst.swapped),
            "people": str(len(swapping)),
            **({} if worst.pay is None else {"pay": text(worst.pay, asked.run.scheme.money_digits)}),
        },
        brief=say("without_of_the_others_swap", who=who, swapped=worst.swapped, paid=paid),
    )


# --- metrics


def _metrics(asked: Asked, scored: Sequence[Leaf], start: Outcome) -> Iterator[tuple[Leaf, int, int, int]]:
    """Yield each metric with what leaving it out does: pairs that swap, pairs in all, the greatest move."""
    for leaf in scored:
        out = recompute(asked.run, scheme=without(asked.run.scheme, leaf.name))
        if out is None:
            continue
        swapped = pairs = most = 0
        codes = asked.run.measured.cohort_codes
        both = (start.ranks != MISSING) & (out.ranks != MISSING)
        for code in np.unique(codes[both]):
            here = both & (codes == code)
            counted = kendall(start.ranks[here], out.ranks[here])
            pairs, swapped = pairs + counted[0], swapped + counted[1]
            most = max(most, int(np.abs(start.ranks[here] - out.ranks[here]).max()))
        yield leaf, swapped, pairs, most


def without(scheme: Scheme, name: str) -> Scheme:
    """Return the scheme with one metric worth nothing, the other weights in proportion."""

    def kept(of: Metric | Group) -> Metric | Group:
        if not isinstance(of, Group):
            return of.but(weight=Fraction(0))
        inner = {
            key: kept(each) if key == name or (isinstance(each, Group) and _holds(each, name)) else each
            for key, each in of.metrics.items()
        }
        alone = all(each.weight == 0 for each in inner.values())
        return of.but(metrics=inner, weight=Fraction(0)) if alone else of.but(metrics=inner)

    metrics = {
        key: kept(of) if key == name or (isinstance(of, Group) and _holds(of, name)) else of for key, of in scheme.metrics.items()
    }
    weighted = scheme.score.method != "sum"
    plus = tuple(other for other in scheme.score.plus if other != name)
    changed: Scheme = scheme.but(
        metrics=metrics, weights="relative" if weighted else scheme.weights, score=scheme.score.but(plus=plus)
    )
    return changed


def _holds(group: Group, name: str) -> bool:
    return any(key == name or (isinstance(of, Group) and _holds(of, name)) for key, of in group.metrics.items())


def _metric_findings(dropped: Sequence[tuple[Leaf, int, int, int]]) -> Iterator[Finding]:
    idle = [leaf for leaf, swapped, _, most in dropped if not swapped and not most]
    if idle:
        titles = said.listed([leaf.title for leaf in idle])
        yield Finding(
            "metric-idle",
            "look",
            say("without_nobodys_place_would_change", titles=titles),
            say("make_it_count_its_rule"),
            about=", ".join(leaf.name for leaf in idle),
        )


def _tables(asked: Asked, gone: Sequence[Gone], dropped: Sequence[tuple[Leaf, int, int, int]]) -> Iterator[Table]:
    swapping = sorted((found for found in gone if found.swapped), key=lambda found: (-found.swapped, found.agent))[:_SHOWN]
    placed = _by_place(asked)
    if swapping:
        columns: tuple[Column, ...] = (
            Column("agent", say("without")),
            Column("swapped", say("pairs_that_swap"), "number"),
            Column("ahead", say("for_one_ahead_now")),
            Column("behind", say("and_behind_now")),
            *((Column("pay", say("pay_at_most"), "money"),) if placed else ()),
        )
        rows: list[tuple[Any, ...]] = []
        for found in swapping:
            pair = (None, None) if found.pair is None else tuple(asked.called[i] for i in found.pair)
            rows.append((asked.called[found.agent], found.swapped, *pair, *((found.pay,) if placed else ())))
        yield Table("absence", say("whose_absence_reorders_others"), columns, tuple(rows))
    if dropped:
        columns = (
            Column("metric", say("without_2")),
            Column("swapped", say("pairs_that_swap"), "number"),
            Column("share", say("of_all_pairs"), "percent", 1),
            Column("most", say("greatest_move"), "number"),
        )
        yield Table(
            "without",
            say("what_leaving_out_a_metric_does"),
            columns,
            tuple((leaf.title, swapped, Fraction(swapped, max(pairs, 1)), most) for leaf, swapped, pairs, most in dropped),
        )
