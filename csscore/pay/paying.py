"""The order in which a scheme's pay entries become pay lines; what a rule is worth is the rule's own business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.measure.evaluate import number, truth
from csscore.pay import money, totals
from csscore.pay.cutting import gate_lines, limit_lines, unheld
from csscore.pay.holding import hold_lines
from csscore.pay.people import scope_of
from csscore.pay.rules.base import Payees, Saying
from csscore.pay.rules.places import lowest_first
from csscore.pay.sentences import followed, kept, together
from csscore.read.history import NO_HISTORY
from csscore.result import LineColumn, Sentence
from csscore.scheme.expression.tree import Arithmetic, Name
from csscore.scheme.kinds import decimal_text
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.measure.measured import Measured
    from csscore.problems import Problems
    from csscore.read.history import History
    from csscore.scheme.expression import Expr
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Scheme
    from csscore.score.scoring import Scored

    Index = NDArray[np.intp]
    Mask = NDArray[np.bool_]
    Cents = NDArray[np.int64]


def pay(
    scheme: Scheme, measured: Measured, scored: Scored, problems: Problems, *, history: History = NO_HISTORY
) -> tuple[LineColumn, ...]:
    """Compute all pay lines: the scheme's entries in order, what gates take away, what limits do to the sum, what is held back.

    Parameters
    ----------
    scheme, measured, scored
        What the earlier rooms made; agents in `Measured` order.
    problems
        Where warnings and errors go.
    history
        Results of the periods before, for growth over the previous one.

    Returns
    -------
    tuple of LineColumn
        One a pay entry, one a gate that cuts pay, one a limit that changed a sum, one an entry that is held back in part.
        Amounts in minor units; their sum is the pay.
    """
    coin = money.coin_of(scheme)
    _check_bounds(scheme, problems)
    everybody = _Everybody(scheme, measured, scored, coin=coin, history=history, problems=problems)
    lines = [everybody.line(chosen) for chosen in scheme.pay]
    if problems.errors:
        return tuple(lines)
    variable = [line for line, chosen in zip(lines, scheme.pay, strict=True) if chosen.rule.variable]
    cuts = list(gate_lines(scheme.gates, scored.gates, variable, coin))
    limits = limit_lines(
        scheme.limits, [*lines, *cuts], [*variable, *cuts], coin=coin, agents=measured.agents,
        held=~unheld(scheme.gates, scored.gates, len(measured)), problems=problems,
    )  # fmt: skip
    paid = [*lines, *cuts, *limits]
    return (*paid, *hold_lines(scheme, paid, scored.gates, coin))


def _check_bounds(scheme: Scheme, problems: Problems) -> None:
    """Report bounds that rounding could step over, because they are finer than the unit of money."""
    for bounds in (*(chosen.options for chosen in scheme.pay), scheme.limits):
        for key in ("at_least", "at_most", "budget"):
            bound = getattr(bounds, key, None)
            if bound is not None and bound % scheme.money_unit:
                unit = decimal_text(scheme.money_unit)
                problems.add("P239", bounds.places.get(key), key=key, bound=decimal_text(bound), unit=unit)


class _Everybody:
    """All agents with what pay looks at, ready to be paid by one entry after the other."""

    def __init__(
        self, scheme: Scheme, measured: Measured, scored: Scored, *, coin: money.Coin, history: History, problems: Problems
    ) -> None:
        self.measured = measured
        self.scored = scored
        self.score_digits = scheme.score.digits
        self.dense = scheme.rank.ties == "dense"
        self.params = scheme.params.keys()
        self.metrics = {metric.name: metric for metric in scored.metrics}
        self.scope = scope_of(scheme, measured, scored, scheme.pay)
        self.history = history
        self.coin = coin
        self.problems = problems

    def line(self, chosen: Chosen) -> LineColumn:
        """Return the line of one entry, computed cohort by cohort."""
        amounts = np.full(len(self.measured.agents), MISSING, dtype=np.int64)
        pieces: list[tuple[Index, Sentence]] = []
        title = chosen.options.title or chosen.rule.line
        for index, cohort in _groups(self.measured, chosen.options.across):
            payees = self.payees(index, cohort, chosen.options, title)
            try:
                amounts[index], because = _paid(chosen, payees)
            except OverflowError:
                payees.report("P214", chosen.rule.place)
                continue
            pieces.append((index, because))
        return LineColumn(chosen.rule.key, title, amounts, together(pieces, len(amounts)))

    def payees(self, index: Index, cohort: Words, options: Any, title: Words) -> Payees:
        """Return the people of one cohort as an entry sees them."""
        whole = len(index) == len(self.measured.agents) and not self.measured.cohort_codes.any()
        scope = self.scope if whole else self.scope.only(index)
        among = np.ones(len(index), dtype=np.bool_)
        if getattr(options, "among", None) is not None:
            among, known = truth(options.among, scope)
            self._tell_unknown(options.among, title, self.measured.agents[index][~(known | scope.usual(options.among))])
        ranks = (self.scored.ranks if options.across is None else self.scored.overall)[index]
        standing = lowest_first(ranks, among & (ranks != MISSING), dense=self.dense)
        return Payees(
            agents=self.measured.agents[index],
            among=among,
            places=standing.places,
            ends=standing.ends,
            sharing=standing.sharing,
            dense=self.dense,
            scores=self.scored.scores[index],
            score_digits=self.score_digits,
            scope=scope,
            params=self.params,
            metrics=self.metrics,
            coin=self.coin,
            history=self.history,
            title=title,
            cohort=cohort,
            problems=self.problems,
        )

    def _tell_unknown(self, among: Expr, title: Words, agents: Texts) -> None:
        """Tell for whom it is unknown whether they take part."""
        if len(agents):
            named = listed([str(agent) for agent in agents])
            self.problems.add("D400", among.place, group=title.en, what=title, condition=among.text, agents=named)


def _paid(chosen: Chosen, payees: Payees) -> tuple[Cents, Sentence]:
    """Return what a rule pays, with its options: ``when``, then ``prorate``, then bounds, then rounding."""
    rule, options = chosen.rule, chosen.options
    amounts = rule.amounts(payees, options)
    exact, who, additions = amounts.exact, amounts.due, []
    details: dict[str, Any] = {}
    if options.when is not None:
        who = _holding(options.when, payees, who)
    if options.prorate is not None:
        share = number(options.prorate, payees.scope)
        who = _known(options.prorate, share, payees, who)
        _tell_shares(options.prorate, share, payees, who)
        exact = money.prorated(exact, share).where(share != 1, exact)
        said = _prorated(options.prorate, share, payees)
        additions.append((share != 1, said.words))
        details = said.details
    exact, raised, lowered = money.bounded(exact, least=options.at_least, most=options.at_most)
    for held, words, bound in (
        (raised, Words("最少 {at_least}", "at least {at_least}"), options.at_least),
        (lowered, Words("最多 {at_most}", "at most {at_most}"), options.at_most),
    ):
        if bound is not None:
            additions.append((held, words))
    details |= {key: decimal_text(bound) for key in ("at_least", "at_most") if (bound := getattr(options, key)) is not None}
    if rule.total_of(options) == "exact":
        cents = totals.kept(payees, rule.place, split=amounts.exact, owed=amounts.due, exact=exact, paid=who)
    else:
        cents = money.rounded(exact, payees.coin)
        if rule.total_of(options) == "reported" and _whole(options):
            totals.tell_rounding(payees, amounts.exact.only(who), cents[who])
    cents = np.where(who, cents, MISSING)
    return cents, followed(kept(amounts.because, who), additions, details)


def _prorated(expression: Expr, share: NDArray[np.float64], payees: Payees) -> Saying:
    """Return how a share is said: 19/22 of what two names are, else what the expression comes to."""
    tree = expression.tree
    if isinstance(tree, Arithmetic) and tree.operator == "/" and isinstance(tree.left, Name) and isinstance(tree.right, Name):
        part, whole = (payees.scope.numbers(side.name) for side in (tree.left, tree.right))
        words = Words("按{prorate} {part:n}/{whole:n} 折算", "times {prorate} {part:n}/{whole:n}")
        return Saying(words, {"prorate": tree.left.name, "part": part, "whole": whole})
    words = Words("按{prorate} = {prorated:n} 折算", "times {prorate} = {prorated:n}")
    return Saying(words, {"prorate": expression.text, "prorated": share})


def _whole(options: Any) -> bool:
    """Return whether no option cuts or lifts anything."""
    return options.when is None and options.prorate is None and options.at_least is None and options.at_most is None


def _holding(expression: Any, payees: Payees, who: Mask) -> Mask:
    """Return for whom a condition holds; where it can't be decided it does not, and that is said."""
    answer = truth(expression, payees.scope)
    for i in np.flatnonzero(~answer.known & who & ~payees.scope.usual(expression)):
        payees.report("P209", expression.place, expression=expression.text, agent=payees.agents[i])
    held: Mask = who & answer.holds
    return held


def _known(expression: Any, share: NDArray[np.float64], payees: Payees, who: Mask) -> Mask:
    """Return for whom a share is known; it is said who gets nothing because it is not."""
    known = ~np.isnan(share)
    for i in np.flatnonzero(~known & who & ~payees.scope.usual(expression)):
        payees.report("P210", expression.place, expression=expression.text, agent=payees.agents[i])
    held: Mask = who & known
    return held


def _tell_shares(expression: Any, share: NDArray[np.float64], payees: Payees, who: Mask) -> None:
    """Say whose share is no share: above the whole, or below nothing."""
    odd = who & ((share > 1) | (share < 0))
    if bool(odd.any()):
        cases = listed([f"{payees.agents[i]} ({share[i]:.12g})" for i in np.flatnonzero(odd)])
        payees.report("P177", expression.place, expression=expression.text, agents=cases)


def _groups(measured: Measured, across: str | None) -> Iterator[tuple[Index, Words]]:
    """Yield the members of each cohort, and how messages name it."""
    codes = measured.cohort_codes
    if across is not None or not measured.cohort_labels or not len(codes):
        yield np.arange(len(codes), dtype=np.intp), Words("", "")
        return
    order = np.argsort(codes, kind="stable")
    for index in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1):
        label = " / ".join(str(labels[index[0]]) for labels in measured.cohort_labels.values())
        yield index, Words(f"（{label}）", f" ({label})")
