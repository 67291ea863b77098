"""Does ranking take the season out? Puts everybody's values through one season and lets the engine rank again.

Ranks stay whatever a common increasing change of the values does (Lazear & Rosen 1981; Green & Stokey 1983), but a weighted
score keeps that only where every metric's points do: those that compare people do, those that compare with fixed bounds don't.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.agreement import kendall
from csscore.analysis.audit import said
from csscore.analysis.audit.asked import Shock
from csscore.analysis.audit.recompute import recompute
from csscore.analysis.audit.undeclared import undeclared
from csscore.analysis.reachable import ends
from csscore.auditing import Column, Finding, Grade, Section, Table
from csscore.exact.fixed import MISSING, canonical, exact, fraction_text
from csscore.pay.rules.base import hanging
from csscore.scheme.dictionary import column_headers
from csscore.scheme.names import expressions
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.recompute import Outcome
    from csscore.score.weights import Leaf

say = sentences(__file__)

_ACT: Final = Fraction(1, 4)
"""Where a quarter of the people change places because of the season alone, pay by rank is not to be defended."""
_SLACK: Final = {
    "money": (Fraction(3, 5), Fraction(0)),
    "count": (Fraction(3, 5), Fraction(0)),
    "seconds": (Fraction(1), Fraction(5)),
}
_BUSY: Final = {
    "money": (Fraction(3, 2), Fraction(0)),
    "count": (Fraction(3, 2), Fraction(0)),
    "seconds": (Fraction(13, 10), Fraction(0)),
}
_NAMES: Final = (say("slack_season"), say("busy_season"))
_GIVEN: Final = say("given")
_MOVED: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """What happens to everybody, and what came of it.

    Attributes
    ----------
    moved
        Positions of those whose place changed.
    swapped
        Pairs in the other order; ``merged`` pairs that were apart and are now tied.
    pay
        Change of everybody's pay together, minor units.
    """

    name: Words
    shocks: tuple[Shock, ...]
    outcome: Outcome
    moved: tuple[int, ...]
    swapped: int
    merged: int
    pay: int
    breaking: tuple[Leaf, ...]


def shocks(asked: Asked) -> Section | None:
    """Put the month through a slack and a busy season, or through what was asked for."""
    start = recompute(asked.run)
    given = [(_GIVEN, asked.shocks)] if asked.shocks else list(_usual(asked))
    if start is None or not given:
        return None
    seasons = [found for name, shock in given if (found := _season(asked, name, shock, start)) is not None]
    if not seasons:
        return None
    ranked = int((start.ranks != MISSING).sum())
    return Section(
        key="shocks",
        question=say("does_the_ranking_take_the_season"),
        method=say("everybodys_values_change_together"),
        findings=(*_findings(asked, seasons, ranked), *undeclared(asked, "shocks")),
        tables=(_seasons(asked, seasons), *_movers(asked, seasons, start)),
    )


def _usual(asked: Asked) -> Iterator[tuple[Words, tuple[Shock, ...]]]:
    """Yield a slack and a busy season, as far as the scheme has metrics that they change."""
    units = {leaf.name: _unit(asked, leaf) for leaf in _looked_at(asked)}
    for name, factors in zip(_NAMES, (_SLACK, _BUSY), strict=True):
        found = tuple(Shock(metric, *factors[unit]) for metric, unit in units.items() if unit in factors)
        if found:
            yield name, found


def _unit(asked: Asked, leaf: Leaf) -> str:
    """Return what a season does to a metric, by unit; money against a plan goes with the money."""
    rule = leaf.metric.value.rule
    if leaf.metric.unit == "percent" and rule.over(leaf.metric.value.options) is not None:
        known = column_headers(asked.run.scheme)
        named = [name for expression in expressions(rule) for name in expression.names] or list(rule.names())
        if len(named) > 1 and all(name in known and known[name].unit == "money" for name in named):
            return "money"
    if leaf.metric.unit == "money" and rule.typical:
        return ""  # what one order is worth does not follow how many there are
    return str(leaf.metric.unit)


def _looked_at(asked: Asked) -> list[Leaf]:
    """Return the metrics that score or order, with numbers for values."""
    rank = asked.run.scheme.rank
    gated = {name for gate in asked.run.scheme.gates for name in gate.when.names}
    return [
        leaf
        for leaf in leaves(asked.run.scheme)
        if (leaf.scored or leaf.name in (rank.order, *rank.break_) or leaf.name in gated)
        and asked.run.measured.values[leaf.name].dtype != object
    ]


def shocked(
    values: NDArray[Any], shock: Shock, *, within: tuple[Fraction | None, Fraction | None] = (None, None)
) -> NDArray[Any]:
    """Return everybody's value after a shock, canonical; no value leaves what it can be."""
    least, most = within

    def after(value: Fraction) -> float:
        moved = value * shock.times + shock.plus
        moved = moved if least is None else max(moved, least)
        return float(moved if most is None else min(moved, most))

    changed = [np.nan if np.isnan(value) else after(exact(value)) for value in values]
    return canonical(np.array(changed, dtype=np.float64))


def _season(asked: Asked, name: Words, given: Sequence[Shock], start: Outcome) -> Season | None:
    by_name = {leaf.name: leaf for leaf in leaves(asked.run.scheme)}
    columns = {}
    for shock in given:
        values = asked.run.measured.values[shock.metric]
        within = ends(asked.run.scheme, by_name[shock.metric], values)
        columns[shock.metric] = shocked(values, shock, within=within)
    out = recompute(asked.run, values=columns)
    if out is None:
        return None
    both = (start.ranks != MISSING) & (out.ranks != MISSING)
    moved = np.flatnonzero((start.ranks != out.ranks) & ((start.ranks != MISSING) | (out.ranks != MISSING)))
    swapped, merged = _pairs(asked, start.ranks, out.ranks, both)
    return Season(
        name=name,
        shocks=tuple(given),
        outcome=out,
        moved=tuple(moved.tolist()),
        swapped=swapped,
        merged=merged,
        pay=int(out.pay.sum() - start.pay.sum()),
        breaking=tuple(_breaking(asked, columns, start)),
    )


def _pairs(asked: Asked, before: Any, after: Any, both: Any) -> tuple[int, int]:
    """Return how many pairs of a cohort swap, and how many that were apart are tied."""
    swapped = merged = 0
    codes = asked.run.measured.cohort_codes
    for code in np.unique(codes[both]):
        a, b = before[both & (codes == code)], after[both & (codes == code)]
        swapped += kendall(a, b)[1]
        tied_before, tied_after = (_tied(ranks) for ranks in (a, b))
        merged += max(tied_after - tied_before, 0)
    return swapped, merged


def _tied(ranks: Any) -> int:
    counts = np.unique(ranks, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _breaking(asked: Asked, columns: Mapping[str, Any], start: Outcome) -> Iterator[Leaf]:
    """Yield the metrics that change places by themselves, and gates' metrics likewise."""
    by_name = {leaf.name: leaf for leaf in leaves(asked.run.scheme)}
    for name, column in columns.items():
        out = recompute(asked.run, values={name: column})
        if out is not None and bool((out.ranks != start.ranks).any()):
            yield by_name[name]


def _told(asked: Asked, season: Season) -> Words:
    """Say what happens: 销售额 ×0.6，平均响应时间 +5 秒."""
    by_name = {leaf.name: leaf for leaf in leaves(asked.run.scheme)}
    parts = []
    for shock in season.shocks:
        leaf = by_name[shock.metric]
        times = "" if shock.times == 1 else f" ×{said.number(shock.times, 4)}"
        plus = Words("", "")
        if shock.plus:
            amount = said.quantity(abs(shock.plus), leaf.metric.unit, asked.run.scheme.currency)
            sign = "+" if shock.plus > 0 else "−"
            plus = Words(f" {sign}{amount.zh}", f" {sign}{amount.en}")
        parts.append(Words(f"{leaf.title.zh}{times}{plus.zh}", f"{leaf.title.en}{times}{plus.en}"))
    return said.listed(parts, most=4)


def _findings(asked: Asked, seasons: Sequence[Season], ranked: int) -> tuple[Finding, ...]:
    """Return one finding where every season moves somebody, or none does; else one a season."""
    if len(seasons) > 1 and len({bool(season.moved) for season in seasons}) == 1:
        worst = max(seasons, key=lambda season: (len(season.moved), season.swapped))
        others = [season for season in seasons if season is not worst]
        return (_finding(asked, worst, ranked, others=others),)
    return tuple(_finding(asked, season, ranked) for season in seasons)


def _also(asked: Asked, others: Sequence[Season]) -> Words:
    """Say what the other seasons do."""
    zh, en = "", ""
    for season in others:
        what, moved = _told(asked, season), len(season.moved)
        zh += f"；{season.name.zh}（{what.zh}）{f'是 {moved} 人' if moved else '也一样'}"
        en += f"; {season.name.en} ({what.en}) {f'moves {moved}' if moved else 'likewise'}"
    return Words(zh, en)


def _finding(asked: Asked, season: Season, ranked: int, *, others: Sequence[Season] = ()) -> Finding:
    what, moved, also = _told(asked, season), len(season.moved), _also(asked, others)
    figures = {
        "moved": str(moved),
        "swapped": str(season.swapped),
        "merged": str(season.merged),
        **{f"{shock.metric}_times": fraction_text(shock.times) for shock in season.shocks},
        **{f"{shock.metric}_plus": fraction_text(shock.plus) for shock in season.shocks if shock.plus},
    }
    if not moved:
        return Finding(
            "season-neutral",
            "fine",
            say("nobodys_place_changes_of_people", name=season.name, what=what, ranked=ranked, also=also),
            figures=figures,
            brief=say("nobodys_place_changes_of_people_2", ranked=ranked),
        )
    # what does not say what it hangs on may hang on places
    by_place = any(hanging(chosen) != frozenset() for chosen in asked.run.scheme.pay)
    grade: Grade = "act" if Fraction(moved, max(ranked, 1)) >= _ACT and by_place else "look"
    tied = say("and_become_tied", merged=season.merged) if season.merged else Words("", "")
    return Finding(
        "season-moves",
        grade,
        say(
            "alone_changes_the_places",
            name=season.name,
            what=what,
            ranked=ranked,
            moved=moved,
            swapped=season.swapped,
            tied=tied,
            also=also,
        ),
        _advice(season),
        about=", ".join(leaf.name for leaf in season.breaking),
        figures=figures,
        brief=say("alone_changes_the_places_2", name=season.name, ranked=ranked, moved=moved),
    )


def _advice(season: Season) -> Words:
    if not season.breaking:
        return say("only_all_of_it_together_does")
    titles = said.listed([leaf.title for leaf in season.breaking])
    return say("it_comes_through_score_it_against", titles=titles)


def _seasons(asked: Asked, seasons: Sequence[Season]) -> Table:
    paid = bool(asked.run.scheme.pay)
    columns = (
        Column("season", say("season")),
        Column("moved", say("places_change"), "number"),
        Column("swapped", say("pairs_swap"), "number"),
        Column("merged", say("pairs_tie"), "number"),
        *((Column("pay", say("total_pay"), "money"),) if paid else ()),
        Column("through", say("through")),
    )
    rows = tuple(
        (
            season.name,
            len(season.moved),
            season.swapped,
            season.merged,
            *((season.pay,) if paid else ()),
            said.listed([leaf.title for leaf in season.breaking], most=3) if season.breaking else None,
        )
        for season in seasons
    )
    return Table("seasons", say("what_a_season_changes"), columns, rows)


def _movers(asked: Asked, seasons: Sequence[Season], start: Outcome) -> Iterator[Table]:
    """Yield who moves most."""
    for season in seasons:
        if not season.moved:
            continue
        pairs = [(i, int(start.ranks[i]), int(season.outcome.ranks[i])) for i in season.moved]
        known = [pair for pair in pairs if MISSING not in pair[1:]]
        worst = sorted(known, key=lambda pair: (-abs(pair[2] - pair[1]), pair[1]))[:_MOVED]
        columns = (
            Column("agent", say("agent")),
            Column("before", say("place_now"), "rank"),
            Column("after", say("place_then"), "rank"),
            *((Column("pay", say("pay_changes"), "money"),) if asked.run.scheme.pay else ()),
        )
        pays = season.outcome.pay - start.pay
        rows = tuple((asked.called[i], a, b, *((int(pays[i]),) if asked.run.scheme.pay else ())) for i, a, b in worst)
        title = say("who_moves_most", name=season.name)
        yield Table(f"movers_{season.name.en.replace(' ', '_')}", title, columns, rows)
