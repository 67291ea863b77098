"""The order in which a scheme's pay entries become pay lines; what a rule is worth is the rule's own business."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.fixed import MISSING, half_up, text
from csscore.measure.evaluate import number, truth
from csscore.pay import money
from csscore.pay.rules.base import Amounts, Payees
from csscore.result import LineColumn, Sentence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.problems import Problems
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Scheme
    from csscore.score.scoring import Scored

    Index = NDArray[np.intp]

_UNITS = {Fraction(1, 100): 1, Fraction(1, 10): 10, Fraction(1): 100, Fraction(10): 1000}


def pay(scheme: Scheme, measured: Measured, scored: Scored, problems: Problems) -> tuple[LineColumn, ...]:
    """Compute all pay lines, in the scheme's order, then what gates take away.

    Parameters
    ----------
    scheme, measured, scored
        What the earlier rooms made; agents in `Measured` order.
    problems
        Where warnings and errors go.

    Returns
    -------
    tuple of LineColumn
        One a pay entry, and one a gate that cuts pay. Amounts in minor units; their sum is the pay.
    """
    unit = _UNITS.get(scheme.money.unit)
    if unit is None:
        problems.add("P212", scheme.money.place, unit=scheme.money.unit)
        return ()
    ranked = scored.ranks != MISSING
    scope = measured.scope.plus(score=scored.scores, score_digits=scheme.score.digits, rank=scored.ranks)
    lines = []
    for chosen in scheme.pay:
        rule, options = chosen.rule, chosen.options
        amounts = np.full(len(measured.agents), MISSING, dtype=np.int64)
        pieces: list[tuple[Index, Sentence]] = []
        for index, name in _groups(measured, options.across == "all"):
            here = scope.only(index)
            among = ranked[index]
            if getattr(options, "among", None) is not None:
                among &= truth(options.among, here).holds
            places, sharing = _places(scored.ranks[index], among)
            payees = Payees(
                measured.agents[index], places, sharing, scored.scores[index], scheme.score.digits, here, unit, name, problems
            )
            amounts[index], because = _line(chosen, payees)
            pieces.append((index, because))
        lines.append(LineColumn(rule.key, options.title or rule.line, amounts, _together(pieces, len(amounts))))
    return (*lines, *_cuts(scheme, scored, lines, unit))


def _line(chosen: Chosen, payees: Payees) -> tuple[NDArray[np.int64], Sentence]:
    rule, options = chosen.rule, chosen.options
    due = rule.amounts(payees, options)
    title = options.title or rule.line
    by = None
    whole = options.when is None and options.prorate is None and options.at_least is None and options.at_most is None
    if options.when is not None:
        due = _without(due, _undecided("P209", options.when, title, payees, due))
    if options.prorate is not None:
        by = number(options.prorate, payees.scope)
        for i in np.flatnonzero(np.isnan(by) & due.due):
            payees.problems.add(
                "P210",
                options.prorate.place,
                group=title.en,
                title=title,
                expression=options.prorate.text,
                agent=payees.agents[i],
            )
        due = _without(due, ~np.isnan(by))
    if whole and getattr(options, "exact_total", False):
        amounts = money.exactly(due, payees.unit, payees.agents)
    else:
        amounts = money.adjusted(due, payees.unit, by=by, least=options.at_least, most=options.at_most)
        if whole and rule.shares_a_total:
            _report_rounding(title, money.total(due), int(amounts[due.due].sum()), payees)
    return np.where(due.due, amounts, MISSING), due.because


def _undecided(code: str, expression: Any, title: Words, payees: Payees, due: Amounts) -> NDArray[np.bool_]:
    """Return for whom a condition holds; where it can't be decided it does not, and that is said."""
    answer = truth(expression, payees.scope)
    for i in np.flatnonzero(~answer.known & due.due):
        payees.problems.add(
            code, expression.place, group=title.en, title=title, expression=expression.text, agent=payees.agents[i]
        )
    return answer.holds


def _without(amounts: Amounts, kept: NDArray[np.bool_]) -> Amounts:
    because = amounts.because
    sentence = Sentence(because.variants, np.where(kept, because.which, -1).astype(np.int8), because.details)
    return Amounts(amounts.numerator, amounts.denominator, amounts.due & kept, sentence)


def _report_rounding(title: Words, exactly: Fraction, paid: int, payees: Payees) -> None:
    difference = paid - exactly
    if difference:
        places = half_up(exactly)
        payees.problems.add(
            "P208",
            title=title,
            paid=text(paid, 2),
            places=text(places, 2),
            difference=text(half_up(difference), 2),
            cohort=payees.cohort,
        )


def _groups(measured: Measured, everybody: bool) -> Iterator[tuple[Index, Words]]:  # noqa: FBT001 - private
    """Yield the members of each cohort, and how messages name it."""
    codes = measured.cohort_codes
    if everybody or not measured.cohort_labels or not len(codes):
        yield np.arange(len(codes), dtype=np.intp), Words("", "")
        return
    order = np.argsort(codes, kind="stable")
    for index in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1):
        label = " / ".join(str(labels[index[0]]) for labels in measured.cohort_labels.values())
        yield index, Words(f"（{label}）", f"({label})")


def _places(ranks: NDArray[np.int64], among: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each one's place among those who take places (1 + how many stand before), and how many share it."""
    places = np.zeros(len(ranks), dtype=np.int64)
    sharing = np.zeros(len(ranks), dtype=np.int64)
    _, code, counts = np.unique(ranks[among], return_inverse=True, return_counts=True)
    before = np.cumsum(counts) - counts
    places[among] = before[code] + 1
    sharing[among] = counts[code]
    return places, sharing


def _together(pieces: list[tuple[Index, Sentence]], count: int) -> Sentence:
    """Join the sentences of the cohorts into one column; they are of one rule, so their variants are alike."""
    if len(pieces) == 1:
        return pieces[0][1]
    variants = pieces[0][1].variants if pieces else ()
    which = np.full(count, -1, dtype=np.int8)
    details: dict[str, Any] = {}
    for index, sentence in pieces:
        which[index] = sentence.which
        for name, column in sentence.details.items():
            if isinstance(column, str | Words):
                details[name] = column
            else:
                details.setdefault(name, np.zeros(count, dtype=np.asarray(column).dtype))[index] = column
    return Sentence(variants, which, details)


def _cuts(scheme: Scheme, scored: Scored, lines: list[LineColumn], unit: int) -> Iterator[LineColumn]:
    """Yield a line for each gate that cuts pay: what it takes from the variable lines, in order, half-up."""
    variable = [line.amounts for line, chosen in zip(lines, scheme.pay, strict=True) if chosen.rule.variable]
    left = sum((np.where(amounts == MISSING, 0, amounts) for amounts in variable), np.zeros(len(scored.ranks), dtype=np.int64))
    for gate, column in zip(scheme.gates, scored.gates, strict=True):
        if gate.then.pay is None:
            continue
        share = gate.then.pay
        cuts = np.full(len(left), MISSING, dtype=np.int64)
        for i in np.flatnonzero(column.fired & (left != 0)):
            cuts[i] = half_up(Fraction(int(left[i])) * share / unit) * unit - left[i]
        left = left + np.where(cuts == MISSING, 0, cuts)
        which = np.where(cuts == MISSING, -1, 0).astype(np.int8)
        yield LineColumn("gate", column.name, cuts, Sentence((column.because,), which))
