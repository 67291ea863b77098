"""Which weights would make every metric count for what the scheme says? Solved for, written with few digits, and tried.

What is offered has been scored, ranked and paid by the engine under exactly the weights that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.recompute import recompute
from csscore.analysis.audit.solving import balanced, toward, written
from csscore.analysis.audit.weighing import weighed
from csscore.analysis.audit.weights import effective
from csscore.analysis.settings import step
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, fraction_text, text
from csscore.scheme.model import Group
from csscore.score.weights import members
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.recompute import Outcome
    from csscore.analysis.audit.weighing import Weighed
    from csscore.pipeline import Run
    from csscore.scheme.model import Metric, Scheme

say = sentences(__file__)

_DIGITS: Final = (0, 1)
"""Whole percents where they do, else one decimal: nobody remembers more."""
_ENOUGH: Final = Fraction(1, 100)
"""A share within one percentage point of what is said is what is said."""
_AT_MOST: Final = Fraction(3, 100)
"""Further off is not what is said: then no weights are offered."""
_TRIES: Final = 20
_FINE: Final = 6
_MOVERS: Final = 5

Weights = dict[tuple[str, ...], Fraction]


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """Weights that were tried.

    Attributes
    ----------
    weights
        As they are written, by the names on the way to each.
    shares
        What each member then counts for, of what all members count for.
    """

    weights: Weights
    scheme: Scheme
    outcome: Outcome
    shares: tuple[Fraction, ...]


def suggest(asked: Asked) -> Section | None:
    """Offer weights under which every metric counts for what it says, with who would gain and lose."""
    if not asked.suggest:
        return None
    of = weighed(asked.run)
    start = recompute(asked.run)
    now = None if of is None else _shares(asked.run, of)
    if of is None or start is None or now is None:
        return _section((_impossible(_NO_MEAN, _NO_MEAN_ADVICE),))
    said_ = tuple(share / 100 for share in of.shares)
    if _furthest(said_, now) <= _ENOUGH:
        return _section((Finding("suggest-already", "fine", _ALREADY),), (_table(of, said_, now, None),))
    covariance = _covariance(asked.run, of)
    idle = [title for title, row, i in zip(of.titles, covariance, range(len(covariance)), strict=True) if row[i] <= 0]
    if idle:
        titles = said.listed(idle)
        return _section((_impossible(_IDLE.filled({"titles": titles}), _IDLE_ADVICE.filled({"titles": titles})),))
    offer = _solved(asked.run, of, covariance, said_)
    if offer is None or _furthest(said_, offer.shares) > _AT_MOST:
        return _section((_impossible(_NONE, _NONE_ADVICE),))
    findings = (_offered(asked.run, of, said_, offer), *_difference(asked, start, offer))
    return _section(findings, (_table(of, said_, now, offer), *_movers(asked, start, offer)))


# --- solving


def _covariance(run: Run, of: Weighed) -> list[list[float]]:
    """Return the covariance of the members' points among the ranked who have them all, within cohorts, in points²."""
    who = np.flatnonzero((run.scored.ranks != MISSING) & (of.points != MISSING).all(axis=0))
    codes, count = run.measured.cohort_codes[who], len(of.points)
    cohorts = [who[codes == code].tolist() for code in np.unique(codes)]
    columns = [column.tolist() for column in of.points]
    scale = 10 ** (2 * run.scheme.score.point_digits)

    def together(one: list[int], other: list[int]) -> float:
        total = Fraction(0)
        for inside in cohorts:
            sums = sum(one[i] for i in inside) * sum(other[i] for i in inside)
            total += sum(one[i] * other[i] for i in inside) - Fraction(sums, len(inside))
        return float(total / scale)

    found = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i + 1):
            found[i][j] = found[j][i] = together(columns[i], columns[j])
    return found


def _solved(run: Run, of: Weighed, covariance: Sequence[Sequence[float]], wanted: Sequence[Fraction]) -> Offer | None:
    """Return the weights that come nearest, with as few digits as do; gates and missing values are met by aiming anew."""
    ways = [tuple(step.name for step in member.steps) for member in members(run.scheme, run.scheme.metrics, "mean")]
    aim = [float(share) for share in wanted]
    best: tuple[Fraction, list[Fraction]] | None = None
    for _ in range(_TRIES):
        found = [Fraction(weight) for weight in balanced(covariance, aim)]
        tried = _tried(run, of, written(ways, found, digits=_FINE))
        if tried is None:
            break
        off = _furthest(wanted, tried.shares)
        if best is None or off < best[0]:
            best = off, found
        if off <= _ENOUGH / 5:
            break
        aim = toward(wanted, tried.shares, aim)
    if best is None:
        return None
    offers = (_tried(run, of, written(ways, best[1], digits=digits)) for digits in _DIGITS)
    tried_ = [offer for offer in offers if offer is not None]
    enough = (offer for offer in tried_ if _furthest(wanted, offer.shares) <= _ENOUGH)
    return next(enough, min(tried_, key=lambda offer: _furthest(wanted, offer.shares), default=None))


def _tried(run: Run, of: Weighed, weights: Weights) -> Offer | None:
    scheme: Scheme = run.scheme.but(metrics=_reweighed(run.scheme.metrics, weights, ()))
    outcome = recompute(run, scheme=scheme)
    shares = None if outcome is None else _shares(run._replace(scheme=scheme, scored=outcome.scored), of)
    return None if outcome is None or shares is None else Offer(weights, scheme, outcome, shares)


def _reweighed(metrics: Mapping[str, Metric | Group], weights: Weights, above: tuple[str, ...]) -> dict[str, Metric | Group]:
    found: dict[str, Metric | Group] = {}
    for name, entry in metrics.items():
        weight = weights.get((*above, name), entry.weight)
        inner = {"metrics": _reweighed(entry.metrics, weights, (*above, name))} if isinstance(entry, Group) else {}
        found[name] = entry.but(weight=weight, **inner)
    return found


def _shares(run: Run, of: Weighed) -> tuple[Fraction, ...] | None:
    """Return what each member counts for, of what the members count for together; None where that is nothing."""
    parts = {part.key: part.share for part in effective(run) if part.kind in {"metric", "group"}}
    shares = [parts.get(name, Fraction(0)) for name in of.names]
    whole = sum(shares, Fraction(0))
    return tuple(share / whole for share in shares) if whole > 0 else None


def _furthest(wanted: Sequence[Fraction], reached: Sequence[Fraction]) -> Fraction:
    return max(abs(got - want) for want, got in zip(wanted, reached, strict=True))


# --- as it is said

_QUESTION: Final = say("question")
_METHOD: Final = say("method")
_ALREADY: Final = say("already")
_NO_MEAN: Final = say("no_mean")
_NO_MEAN_ADVICE: Final = say("no_mean_advice")
_IDLE: Final = say("idle")
_IDLE_ADVICE: Final = say("idle_advice")
_NONE: Final = say("none")
_NONE_ADVICE: Final = say("none_advice")

_LINES: Final = say("lines")


def _section(findings: Sequence[Finding], tables: Sequence[Table] = ()) -> Section:
    return Section("suggest", _QUESTION, _METHOD, tuple(findings), tuple(tables))


def _impossible(sentence: Words, advice: Words) -> Finding:
    return Finding("suggest-none", "fine", sentence, advice)


def _offered(run: Run, of: Weighed, wanted: Sequence[Fraction], offer: Offer) -> Finding:
    off = said.number(_furthest(wanted, offer.shares) * 100, 1)
    sets = " ".join(f"--set {_path(way)}={fraction_text(weight)}" for way, weight in _changed(run, offer))
    return Finding(
        "suggest-weights",
        "fine",
        say("with_the_weights_below_every_metric", off=off),
        say("copy_this_line_to_the_end"),
        about=", ".join(of.names),
        figures={"set": sets, "off": fraction_text(_furthest(wanted, offer.shares))},
    )


def _changed(run: Run, offer: Offer) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Yield the weights that are others; all of them where only their proportion is written."""

    def level(metrics: Mapping[str, Metric | Group], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Fraction]]:
        for name, entry in metrics.items():
            weight = offer.weights.get((*above, name))
            if weight is not None and (weight != entry.weight or run.scheme.weights == "relative"):
                yield (*above, name), weight
            if isinstance(entry, Group):
                yield from level(entry.metrics, (*above, name))

    yield from level(run.scheme.metrics, ())


def _path(way: Sequence[str]) -> str:
    """Return the path of a weight as a shell takes it."""
    steps = [step(name) for name in way]
    return quote(f"metrics.{steps[-1]}.weight" if len(way) == 1 else f"metrics.{'.metrics.'.join(steps)}.weight")


def _difference(asked: Asked, start: Outcome, offer: Offer) -> Iterator[Finding]:
    """Yield what it would change: places, who gains and loses, the budget."""
    before, after, scheme = start.pay, offer.outcome.pay, asked.run.scheme
    moved = int((start.ranks != offer.outcome.ranks).sum())
    figures, advice = {"moved": str(moved)}, None
    zh, en = f"照这样，{moved} 人换名次", f"so {said.count(moved, 'person changes', 'people change')} place"
    if scheme.pay:
        change = (after - before).tolist()
        gains, losses = [each for each in change if each > 0], [-each for each in change if each < 0]
        gained, lost = (said.money(sum(side), scheme) for side in (gains, losses))
        before_, after_ = sum(before.tolist()), sum(after.tolist())
        totals = [said.money(total, scheme) for total in (before_, after_)]
        zh += f"；{len(gains)} 人多拿共 {gained.zh}，{len(losses)} 人少拿共 {lost.zh}；总额 {totals[0].zh} → {totals[1].zh}"
        en += f"; {len(gains)} gain {gained.en}, {len(losses)} lose {lost.en}; total {totals[0].en} → {totals[1].en}"
        advice = _LINES if abs(after_ - before_) * 100 > before_ else None
        digits = scheme.money_digits
        figures |= {
            "gaining": str(len(gains)),
            "gained": text(sum(gains), digits),
            "losing": str(len(losses)),
            "lost": text(sum(losses), digits),
            "before": text(before_, digits),
            "after": text(after_, digits),
        }
    yield Finding("suggest-difference", "fine", Words(zh, en), advice, figures=figures)


def _table(of: Weighed, wanted: Sequence[Fraction], now: Sequence[Fraction], offer: Offer | None) -> Table:
    new = () if offer is None else (Column("weight", say("change"), "percent", 1),)
    then = () if offer is None else (Column("then", say("would_count"), "percent", 1),)
    columns = (
        Column("part", say("part")),
        Column("says", say("weight"), "percent", 1),
        Column("share", say("counts"), "percent", 1),
        *new,
        *then,
    )
    rows: list[tuple[Any, ...]] = []
    for k, title in enumerate(of.titles):
        offered = () if offer is None else (_weight(offer, of.names[k]), offer.shares[k])
        rows.append((title, wanted[k], now[k], *offered))
    return Table("suggest", say("weights_and_what_they_count"), columns, tuple(rows))


def _weight(offer: Offer, name: str) -> Fraction:
    """Return the effective weight of a member, a fraction of 1."""
    found = Fraction(1)
    way = next(way for way in offer.weights if way[-1] == name)
    for depth in range(len(way)):
        found *= offer.weights[way[: depth + 1]] / 100
    return found


def _movers(asked: Asked, start: Outcome, offer: Offer) -> Iterator[Table]:
    """Yield who gains and loses most: by pay, or by place where nothing is paid."""
    paid = bool(asked.run.scheme.pay)
    change = (offer.outcome.pay - start.pay) if paid else (start.ranks - offer.outcome.ranks)
    ranked = (start.ranks != MISSING) & (offer.outcome.ranks != MISSING)
    order = [i for i in np.lexsort((start.ranks, -change)).tolist() if ranked[i] and change[i]]
    chosen = order if len(order) <= 2 * _MOVERS else [*order[:_MOVERS], *order[-_MOVERS:]]
    if not chosen:
        return
    columns = (
        Column("agent", say("agent")),
        Column("before", say("place_now"), "rank"),
        Column("after", say("place_then"), "rank"),
        *((Column("pay", say("pay_changes"), "money"),) if paid else ()),
    )
    rows = tuple(
        (asked.called[i], int(start.ranks[i]), int(offer.outcome.ranks[i]), *((int(change[i]),) if paid else ())) for i in chosen
    )
    yield Table("suggest_movers", say("who_gains_and_who_loses_most"), columns, rows)
