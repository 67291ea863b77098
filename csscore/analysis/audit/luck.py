"""How much of a ranking is luck: what is said of it and what to do; the drawing is done elsewhere."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.drawn import draw, reliability
from csscore.analysis.audit.luck_tables import Pair, agents, metrics, neighbours
from csscore.analysis.audit.sources import grounds
from csscore.analysis.audit.undeclared import undeclared
from csscore.auditing import Finding, Section, Table
from csscore.exact.fixed import MISSING
from csscore.pay.rules.base import hanging
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.analysis.audit.drawn import Drawn
    from csscore.analysis.audit.sources import Grounds, Held
    from csscore.auditing import Grade
    from csscore.pipeline import Run

say = sentences(__file__)

_CLEAR: Final = 0.75
"""From here on the order of two neighbours is taken as settled."""
_TOSS: Final = 0.6
_GOOD: Final = 0.7
"""The rankability that is asked for."""
_SHOWN: Final = 3
_FAR: Final = 0.15
"""Part of the cohort by which a place may be off before somebody is named."""
_STEEP: Final = 0.05
"""A step between neighbours that matters, as a share of the mean prize."""
_COHORTS: Final = 5


def luck(asked: Asked) -> Section | None:
    """Tell from how many contacts the values come, and what the ranks would be without the luck in them."""
    ranked = np.flatnonzero(asked.run.scored.ranks != MISSING)
    if len(ranked) < 2 or not any(leaf.scored for leaf in leaves(asked.run.scheme)):
        return None
    known = grounds(asked)
    held = [each for each in known.held if each.leaf.scored]
    if not known.chances:
        return _section(asked, [_nothing(held), *_unknown(held)], (), draws=0)
    drawn = draw(asked, known)
    pairs = list(_pairs(asked.run, drawn))
    findings = [
        *_firsts(asked, drawn),
        _ability(asked, drawn),
        *_misplaced(asked, known, drawn),
        *_stakes(asked, pairs),
        *undeclared(asked, "luck"),
        *_unknown(held),
    ]
    tables = (agents(asked, drawn), neighbours(asked, pairs), metrics(asked, known))
    return _section(asked, findings, tables, draws=drawn.draws)


def _section(asked: Asked, findings: Sequence[Finding], tables: tuple[Table, ...], *, draws: int) -> Section:
    return Section(
        key="luck",
        question=say("how_much_of_this_ranking"),
        method=say("every_value_rests_on_so_many", draws=format(draws, ","), seed=asked.seed),
        findings=tuple(findings),
        tables=tables,
    )


def _nothing(held: Sequence[Held]) -> Finding:
    return Finding(
        "luck-untold",
        "look",
        say("no_metric_says_on_how_many"),
        say("add_the_counts_as_said_below") if held else None,
    )


def _unknown(held: Sequence[Held]) -> Iterator[Finding]:
    """Name the metrics of which nothing is known, those with the same reason together."""
    alike: dict[Words, list[Held]] = {}
    for each in held:
        alike.setdefault(each.why, []).append(each)
    for why, those in alike.items():
        title = said.listed([each.leaf.title for each in those], most=3)
        sentence = say("luck_in_cant_be_told", title=title, why=why)
        figures = {"metrics": ",".join(each.leaf.name for each in those)}
        about = those[0].leaf.name if len(those) == 1 else ""
        few = said.listed([each.leaf.title for each in those], most=2)
        brief = say("luck_in_cant_be_told_2", few=few)
        yield Finding("luck-unknown", "look", sentence, those[0].advice, about=about, figures=figures, brief=brief)


# --- the first


def _firsts(asked: Asked, drawn: Drawn) -> Iterator[Finding]:
    """Say of the first of each cohort, the least certain ones where there are many, how likely she is truly first."""
    run, found = asked.run, []
    for code in np.unique(run.measured.cohort_codes):
        members = np.flatnonzero((run.measured.cohort_codes == code) & (run.scored.ranks != MISSING))
        top = members[run.scored.ranks[members] == run.scored.ranks[members].min()] if len(members) > 1 else members[:0]
        if len(top) == 1:
            found.append((float((drawn.true[:, top[0]] == 1).mean()), int(top[0]), len(members)))
    for likely, agent, size in sorted(found)[:_COHORTS]:
        yield _first(asked, drawn, agent, likely=likely, size=size)


def _first(asked: Asked, drawn: Drawn, agent: int, *, likely: float, size: int) -> Finding:
    who, share = asked.called[agent], said.percent(likely)
    once_more = float((drawn.again[:, agent] == 1).mean())
    low, high = int(drawn.low[agent]), int(drawn.high[agent])
    placed = say("first") if who.zh != who.en else say("is_first", who=who)
    zh = f"{placed.zh}真的是 {size} 人里最好的把握是 {share}；同样的水平再来一个月，{said.percent(once_more)} 还是第一"
    en = (
        f"{placed.en} is truly the best of {size} with a probability of {share}; another month at the same level would"
        f" bring first place again in {said.percent(once_more)}"
    )
    advice = say("dont_let_the_first_place_carry", low=low, high=high)
    grade: Grade = "fine" if likely >= _CLEAR else "look" if likely >= _CLEAR - 0.25 else "act"
    figures = {"true": f"{likely:.4f}", "again": f"{once_more:.4f}", "low": str(low), "high": str(high)}
    about = str(asked.run.measured.agents[agent]) if who.zh == who.en else ""
    brief = say("is_truly_the_best", placed=placed, share=share)
    advised = None if grade == "fine" else advice
    return Finding("luck-first", grade, Words(zh, en), advised, about=about, figures=figures, brief=brief)


# --- ability and luck


def _ability(asked: Asked, drawn: Drawn) -> Finding:
    between, noise = reliability(asked.run, drawn.noise)
    whole = between + noise
    share = between / whole if whole else 1.0
    figures = {"rankability": f"{share:.4f}", "between": f"{between:.6g}", "noise": f"{noise:.6g}"}
    if not between:
        sentence = say("scores_differ_no_more_than_luck")
        advice = say("dont_pay_by_place_on_this")
        return Finding("luck-share", "act", sentence, advice, figures=figures)
    sentence = say(
        "of_the_differences_in_score_some",
        share=said.percent(share),
        percent=said.percent(1 - share),
        share_2=format(share, ".2f"),
    )
    if share >= _GOOD:
        return Finding("luck-share", "fine", sentence, figures=figures)
    times = ceil(noise / between * _GOOD / (1 - _GOOD))
    figures["times"] = str(times)
    advice = say("for_seven_tenths_to_be_true", times=times, longer=_longer(times))
    brief = say("of_the_differences_in_score_some_2", share=said.percent(share), percent=said.percent(1 - share))
    return Finding("luck-share", "look" if share >= 0.5 else "act", sentence, advice, figures=figures, brief=brief)


def _longer(times: int) -> Words:
    if times <= 12:
        return say("rank_months_together", times=times)
    return say("year_is_not_enough_so_find")


# --- people whose place is far from where they truly stand


def _misplaced(asked: Asked, known: Grounds, drawn: Drawn) -> Iterator[Finding]:
    """Name those whom few contacts have carried far from where they are likely to stand."""
    ranks, codes = asked.run.scored.ranks, asked.run.measured.cohort_codes
    expected = drawn.true.mean(axis=0)
    who = np.flatnonzero(ranks != MISSING)
    sizes = np.bincount(codes[who], minlength=int(codes.max()) + 1)[codes]
    away = np.where(ranks != MISSING, expected - ranks, 0.0)
    far = np.flatnonzero(np.abs(away) >= np.maximum(_FAR * sizes, 2.0))
    for i in far[np.argsort(-np.abs(away[far]), kind="stable")][:_SHOWN].tolist():
        few = _fewest(asked, known, i)
        place, true, name = int(ranks[i]), said.number(float(expected[i]), 0), asked.called[i]
        placed = name if name.zh != name.en else say("is_placed_but", name=name, place=place)
        zh, en = f"{placed.zh}真实的位置更像第 {true}", f"{placed.en} truly stands more like {true}"
        if few is not None:
            zh, en = f"{zh}：{few.zh}", f"{en}: {few.en}"
        advice = say("set_a_least_number_of_contacts")
        figures = {"rank": str(place), "expected": f"{expected[i]:.2f}"}
        about = str(asked.run.measured.agents[i]) if name.zh == name.en else ""
        short = _placed_briefly(placed, true, few)
        yield Finding("luck-few", "look", Words(zh, en), advice, about=about, figures=figures, brief=short)


def _placed_briefly(placed: Words, true: str, few: Words | None) -> Words:
    zh, en = f"{placed.zh}真实的位置更像第 {true}", f"{placed.en} truly stands more like {true}"
    return Words(zh, en) if few is None else say("it_rests_on_too_few_contacts", zh=zh, en=en)


def _fewest(asked: Asked, known: Grounds, agent: int) -> Words | None:
    """Say on how few contacts somebody's value rests, where that is far fewer than the others'."""
    named = {leaf.name: leaf.title for leaf in leaves(asked.run.scheme) if leaf.scored}
    found: list[tuple[float, float, str]] = []
    for chance in known.chances:
        if chance.sizes is None or chance.name not in named or np.isnan(chance.values[agent]):
            continue
        usual = float(np.median(chance.sizes[chance.sizes > 0]))
        if chance.sizes[agent] * 2 < usual:
            found.append((float(chance.sizes[agent]), usual, chance.name))
    if not found:
        return None
    size, usual, name = min(found, key=lambda each: each[0] / each[1])
    own, others, title = said.number(size, 0), said.number(usual, 0), named[name]
    return say("rests_on_contacts_only_where_others", title=title, own=own, others=others)


# --- neighbours


def _pairs(run: Run, drawn: Drawn) -> Iterator[Pair]:
    """Yield neighbours of different places, cohort by cohort, first places first."""
    ranks, by_place = run.scored.ranks, _by_place(run)
    for code in np.unique(run.measured.cohort_codes):
        members = np.flatnonzero((run.measured.cohort_codes == code) & (ranks != MISSING))
        members = members[np.argsort(ranks[members], kind="stable")]
        for one, other in zip(members.tolist(), members[1:].tolist(), strict=False):
            if ranks[one] < ranks[other]:
                yield Pair(one, other, drawn.above(one, other), int(by_place[one] - by_place[other]))


def _by_place(run: Run) -> NDArray[np.int64]:
    """Return what everybody is paid by place or score, minor units; in `Measured` order."""
    position = {str(agent): i for i, agent in enumerate(run.measured.agents)}
    order = np.array([position[str(agent)] for agent in run.result.agents], dtype=np.intp)
    paid = np.zeros(len(order), dtype=np.int64)
    for line, chosen in zip(run.result.lines, run.scheme.pay, strict=False):  # entries come first
        if hanging(chosen):
            paid[order] += np.where(line.amounts == MISSING, 0, line.amounts)
    return paid


def _mean_prize(run: Run) -> float:
    paid = _by_place(run)[run.scored.ranks != MISSING]
    return float(paid.mean())


def _stakes(asked: Asked, pairs: Sequence[Pair]) -> Iterator[Finding]:
    unsure = [pair for pair in pairs if pair.likely < _CLEAR]
    if not pairs:
        return
    costly = sorted((pair for pair in unsure if pair.stake > 0), key=lambda pair: (-pair.stake, pair.likely))
    total = said.money(sum(pair.stake for pair in costly), asked.run.scheme)
    figures = {"pairs": str(len(pairs)), "unsure": str(len(unsure)), "stake": str(sum(pair.stake for pair in costly))}
    zh = f"{len(pairs)} 对相邻的名次里，{len(unsure)} 对谁先谁后说不准（把握不到 75%）"
    en = f"of {len(pairs)} pairs of neighbours the order of {len(unsure)} is unsure (below 75%)"
    steep = bool(costly) and costly[0].stake >= _STEEP * _mean_prize(asked.run)
    many = len(unsure) * 2 > len(pairs)
    grade: Grade = "act" if steep else "look" if costly or many else "fine"
    if costly:
        zh, en = f"{zh}，奖金却一共差 {total.zh}", f"{en}, yet {total.en} lies between them"
    advice = say("put_people_who_cant_be_told")
    if not steep:
        advice = say("steps_are_small_so_little_hangs")
    if not costly:
        advice = say("look_at_the_places_but_dont")
    between = say("with_between_them", total=total) if costly else Words("", "")
    brief = say("order_of_of_neighbours_is_unsure", pairs=len(pairs), unsure=len(unsure), between=between)
    yield Finding("luck-order", grade, Words(zh, en), None if grade == "fine" else advice, figures=figures, brief=brief)
    for pair in costly[:_SHOWN]:
        yield _pair(asked, pair)


def _pair(asked: Asked, pair: Pair) -> Finding:
    run = asked.run
    (one, other), places = (asked.called[i] for i in pair[:2]), [int(run.scored.ranks[i]) for i in pair[:2]]
    stake, share = said.money(pair.stake, run.scheme), said.percent(pair.likely)
    named = _named(one, other, places)
    if pair.likely < 1 - _TOSS:
        share = said.percent(1 - pair.likely)
        zh = f"{named.zh}，真的更好的多半是后一位（{share}），却少拿 {stake.zh}"
        en = f"{named.en}: the one behind is more likely the better ({share}), yet is paid {stake.en} less"
    else:
        toss = pair.likely < _TOSS
        zh = f"{named.zh}谁先谁后{'几乎是抛硬币' if toss else '说不准'}（{share}），却差 {stake.zh}"
        en = f"{named.en}: the order is {'nearly a coin toss' if toss else 'unsure'} ({share}), yet {stake.en} lies between them"
    figures = {"above": f"{pair.likely:.4f}", "stake": str(pair.stake)}
    return Finding("luck-pair", "look", Words(zh, en), figures=figures)


def _named(one: Words, other: Words, places: Sequence[int]) -> Words:
    """Name two people with their places; a place may be their name already."""
    if one.zh != one.en:
        return say("and", one=one, other=other)
    zh = f"第 {places[0]} 名{one.zh}和第 {places[1]} 名{other.zh}"
    return Words(zh, f"places {places[0]} and {places[1]} ({one.en}, {other.en})")
