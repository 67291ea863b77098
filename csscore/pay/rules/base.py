"""What every pay rule is: a form that turns a cohort's ranks, scores and columns into exact amounts with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.exact.shares import Exact
from csscore.measure.evaluate import number
from csscore.measure.previous import numbers_of
from csscore.result import Sentence
from csscore.scheme.forms import Rule, form
from csscore.scheme.names import expressions
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.measure.agents import AgentScope
    from csscore.pay.money import Coin
    from csscore.problems import Place, Problems
    from csscore.read.history import History
    from csscore.result import MetricColumn
    from csscore.scheme.cells import Due, PayeeCells
    from csscore.scheme.expression import Expr
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.page import PagePeople
    from csscore.score.points.bands import Band

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Payees:
    """The people a pay rule looks at: one cohort, or everybody under ``across: all``.

    Attributes
    ----------
    among
        Who takes part at all: for whom the option ``among`` holds, everybody without it.
    places
        Counted from 1: one more than how many of those who take part are ranked before; under `rank.ties: dense` one more than
        how many places are before, as they are printed. 0 for the unranked and for those who take no part.
    ends
        The last place that one occupies together with those tied; under ``dense`` the place itself, which any number stand on.
    sharing
        How many share the place, oneself included.
    dense
        Whether places are numbered without gaps.
    scores
        Fixed at ``score_digits``; `MISSING` where there is none.
    params
        Names that stand for one number for all.
    metrics
        What the result says of the metrics, by name: sentences use their titles and units.
    coin
        What money is paid in.
    history
        Results of the periods before.
    title, cohort
        How messages name the line and the cohort (empty where there is one).
    """

    agents: Texts
    among: Mask
    places: NDArray[np.int64]
    ends: NDArray[np.int64]
    sharing: NDArray[np.int64]
    dense: bool
    scores: NDArray[np.int64]
    score_digits: int
    scope: AgentScope
    params: Collection[str]
    metrics: Mapping[str, MetricColumn]
    coin: Coin
    history: History
    title: Words
    cohort: Words
    problems: Problems

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.agents)

    def values(self, expression: Expr, who: Mask) -> tuple[NDArray[np.float64], Mask]:
        """Return what an expression is for each, and for which of ``who`` it is known; the others are reported."""
        values = number(expression, self.scope)
        known = ~np.isnan(values)
        for i in np.flatnonzero(who & ~known & ~self.scope.usual(expression)):
            self.report("P213", expression.place, expression=expression.text, agent=self.agents[i])
        return values, who & known

    def previous(self, expression: Expr, place: Place | None, who: Mask) -> tuple[NDArray[np.float64], Mask]:
        """Return what a metric was for each the period before, and for which of ``who`` it is known; the others are reported.

        ``place`` is where the scheme asks for it.
        """
        if not self.history.results:
            self.report("P232", place, period=self.before())
            return np.full(len(self), np.nan), np.zeros(len(self), dtype=np.bool_)
        result = self.history.results[0]
        then = np.append(numbers_of(result.columns.get(expression.text, [None] * len(result.agents))), np.nan)
        values = then[[result.agents.get(str(agent), -1) for agent in self.agents]]
        known = ~np.isnan(values)
        if bool((who & ~known).any()):
            lacking = listed([str(agent) for agent in self.agents[who & ~known]])
            self.report("P236", place, agents=lacking, metric=expression.text, period=result.span.text)
        return values, who & known

    def before(self) -> Words:
        """Return how sentences call the period before."""
        span = self.history.results[0].span if self.history.results else self.history.gap
        return Words("上一期", "the period before") if span is None else same(span.text)

    def known_scores(self, who: Mask) -> Mask:
        """Return which of ``who`` have a score; the others are reported."""
        known: Mask = self.scores != MISSING
        for i in np.flatnonzero(who & ~known):
            self.report("P213", None, expression="score", agent=self.agents[i])
        return who & known

    def saying(self, key: str, expression: Expr, values: NDArray[np.float64]) -> Saying:
        """Return how a sentence says what an expression is for an agent.

        A number stands alone, a metric after its title and with its unit, anything longer as an equation.
        """
        metric = None if expression.name is None else self.metrics.get(expression.name)
        is_, number = f"{{{key}_is}}", f"{{{key}:n}}"
        if metric is not None and metric.unit == "percent":
            values = values * 100
        end = {"percent": Words("%", "%"), "seconds": Words(" 秒", " s")}.get(
            "" if metric is None else metric.unit, Words("", "")
        )
        if expression.name is None:
            is_ = f"{is_} = " if expression.names or expression.calls else ""
        else:
            is_ += " "
        title = expression.text if metric is None else metric.title
        return Saying(Words(f"{is_}{number}{end.zh}", f"{is_}{number}{end.en}"), {key: values, f"{key}_is": title})

    def shown_scores(self) -> NDArray[np.float64]:
        """Return the scores as numbers, for sentences."""
        return self.scores / 10.0**self.score_digits

    def report(self, code: str, place: Place | None, **details: object) -> None:
        """Record a problem of this line; one line's problems of a code are shown together."""
        self.problems.add(code, place, group=self.title.en, title=self.title, cohort=self.cohort, **details)


class Saying(NamedTuple):
    """A piece of a sentence: a template, and the columns and texts that it names."""

    words: Words
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Exact amounts in currency units, who gets one at all, and why."""

    exact: Exact
    due: Mask
    because: Sentence


def nothing(payees: Payees) -> Amounts:
    """Return no line for anybody."""
    count = len(payees)
    because = Sentence((), np.full(count, -1, dtype=np.int8))
    return Amounts(Exact(np.zeros(count, dtype=np.int64)), np.zeros(count, dtype=np.bool_), because)


PLACE: Final = "place"
SCORE: Final = "score"
_STANDING: Final = {"rank": PLACE, "score": SCORE}
"""The names by which expressions look at what moves when weights do."""


@form
class PayRule(Rule):
    """A rule of the family ``pay``.

    What a rule does not declare here is not known of it: nobody may take it for independent of places and scores, for
    bounded, or for something that a page can compute again; whoever would need it says so.
    """

    line: ClassVar[Words] = Words("", "")
    """The title of its lines where the scheme gives none."""
    variable: ClassVar[bool] = True
    """Whether a gate's ``{pay: 50%}`` cuts it; base pay and allowances are not variable."""
    total: ClassVar[str] = "free"
    """``free``: the amounts make no fixed total; ``reported``: they do, and what rounding adds or takes is reported;
    ``exact``: they do, and are rounded so that they sum to it."""

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return what each of the payees is due, before ``when``, ``prorate``, bounds and rounding."""
        raise NotImplementedError

    def total_of(self, options: Any) -> str:
        """Return what total the amounts make, as `total` says it, under the options beside it."""
        return self.total

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        raise NotImplementedError

    def to_formula(self, cells: PayeeCells, options: Any) -> Due | None:
        """Return the rule as spreadsheet formulas, before options and rounding; None where no formula says the same."""
        return None

    def hangs_on(self) -> frozenset[str] | None:
        """Return which of `PLACE` and `SCORE` the amounts follow beside what its expressions name; None: not declared."""
        return None

    def endless(self) -> bool | None:
        """Return whether the amounts follow figures that nothing in the rule bounds; None: not declared."""
        return None

    def lines(self) -> tuple[Expr | None, tuple[Band, ...]]:
        """Return the bands that it tells apart, and of what: an expression, or None for the score."""
        return None, ()

    def turns(self) -> tuple[Fraction, ...] | None:
        """Return the scores between which amounts are a straight line of the score; None: not declared."""
        return None

    def in_page(self, people: PagePeople, options: Any) -> dict[str, Any] | None:
        """Return what a page needs to compute the amounts again when places and scores move; None where it can't."""
        return None

    def names(self) -> tuple[str, ...]:
        """Return the columns that it reads beside those of its expressions."""
        return ()

    def figures(self) -> tuple[str, ...]:
        """Return the names among these that are figures of a person (base pay, a quota), not amounts of rows."""
        return ()

    def rates(self) -> tuple[tuple[Fraction, Expr, str], ...]:
        """Return the shares that it pays: each with what it is a share of, and as written where that is known."""
        return ()

    def unheard(self, options: Any, *, ties: str) -> tuple[str, ...]:
        """Return the settings written beside it that change nothing under how `rank.ties` numbers places."""
        return ()

    def recalled(self) -> tuple[Expr, ...]:
        """Return what it looks up in results of earlier periods: each must be a metric."""
        return ()

    def place_of(self, key: str) -> Place | None:
        """Return where a setting stands in the scheme."""
        return self.places.get(key, self.place)


def hanging(chosen: Chosen) -> frozenset[str] | None:
    """Return which of `PLACE` and `SCORE` a pay entry follows, by its rule and by what it names; None: not declared."""
    own = chosen.rule.hangs_on()
    if own is None:
        return None
    named = {name for expression in (*expressions(chosen.rule), *expressions(chosen.options)) for name in expression.names}
    return frozenset(own | {_STANDING[name] for name in named if name in _STANDING})


def only_by_place(chosen: Chosen) -> bool:
    """Say whether an entry pays by place and by nothing else, so that who holds a place makes no difference."""
    named = any(expression.names for expression in (*expressions(chosen.rule), *expressions(chosen.options)))
    return hanging(chosen) == frozenset({PLACE}) and not named and not chosen.rule.names()
