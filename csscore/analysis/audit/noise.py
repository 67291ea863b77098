"""How often each place holds when nobody is quite sure of the weights; frequencies only, in floating point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.weighing import Weighed, places, weighed
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.auditing import Grade
    from csscore.exact.fixed import Floats

say = sentences(__file__)

CONCENTRATION: Final = 99
"""Of the Dirichlet noise: a weight of 50% then varies by 5 percentage points (standard deviation)."""
LOCAL: Final = 5.0
"""Percentage points by which each weight moves at most in the local noise."""
_KEPT: Final = 2_000_000
_COHORTS: Final = 5
_ROWS: Final = 200


def noise(asked: Asked) -> Section | None:
    """Tell how often ranks hold when the weights vary."""
    of = weighed(asked.run)
    if of is None or int((asked.run.scored.ranks != MISSING).sum()) < 2:
        return None
    draws = max(min(asked.draws, _KEPT // len(asked.run.measured)), 20)
    around, near = (places(of, weights) for weights in (dirichlet(of, draws, asked.seed), local(of, draws, asked.seed)))
    return Section(
        key="noise",
        question=say("do_places_hold_when_the_weights"),
        method=say(
            "weights_are_varied_times_points",
            draws=format(draws, ","),
            concentration=CONCENTRATION,
            local=format(LOCAL, "g"),
            seed=asked.seed,
        ),
        findings=(*_firsts(asked, around, near), _holding(asked, around)),
        tables=(_table(asked, around, near),),
    )


def dirichlet(of: Weighed, draws: int, seed: int) -> Floats:
    """Draw weights around those of the scheme. Shape (draws, members)."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 1])))
    return rng.dirichlet(CONCENTRATION * np.array([float(share) / 100 for share in of.shares]), draws)


def local(of: Weighed, draws: int, seed: int) -> Floats:
    """Draw weights that are each a little off. Shape (draws, members)."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 2])))
    shares = np.array([float(share) for share in of.shares])
    moved = np.maximum(shares + rng.uniform(-LOCAL, LOCAL, (draws, len(shares))), 0.0)
    scaled: Floats = moved / moved.sum(axis=1, keepdims=True)
    return scaled


def _firsts(asked: Asked, around: NDArray[np.int64], near: NDArray[np.int64]) -> Iterator[Finding]:
    ranks, codes = asked.run.scored.ranks, asked.run.measured.cohort_codes
    for code in np.unique(codes)[:_COHORTS]:
        first = np.flatnonzero((codes == code) & (ranks == 1))
        if len(first) != 1 or int(((codes == code) & (ranks != MISSING)).sum()) < 2:
            continue
        i = int(first[0])
        held, close = float((around[:, i] == 1).mean()), float((near[:, i] == 1).mean())
        who = asked.called[i]
        zh = f"权重上下浮动时，{who.zh}有 {_often(held)} 的情形还是第一（每项只动 ±5 个百分点：{_often(close)}）"
        en = f"when the weights vary, {who.en} stays first in {_often(held)} of cases ({_often(close)} within ±5 points)"
        grade: Grade = "fine" if held >= 0.9 else "look" if held >= 0.6 else "act"
        rivals = (around == 1).mean(axis=0)
        rivals[i] = -1.0
        rivals[codes != code] = -1.0
        other = asked.called[int(rivals.argmax())]
        advice = say("who_is_first_hangs", other=other)
        figures = {"dirichlet": f"{held:.4f}", "local": f"{close:.4f}"}
        brief = say("as_the_weights_vary_a_little_2", who=who, held=_often(held))
        advised = None if grade == "fine" else advice
        yield Finding("noise-first", grade, Words(zh, en), advised, figures=figures, brief=brief)


def _often(share: float) -> str:
    """Write a frequency: what is not always is never said to be 100%."""
    return said.percent(share, 1 if 0.99 < share < 1 else 0)


def _holding(asked: Asked, around: NDArray[np.int64]) -> Finding:
    ranks = asked.run.scored.ranks
    who = np.flatnonzero(ranks != MISSING)
    held = (around[:, who] == ranks[who]).mean(axis=0)
    moved = np.abs(around[:, who] - ranks[who]).mean(axis=0)
    far = who[np.argsort(-moved, kind="stable")[:3]]
    mean, size = float(held.mean()), float(moved.mean())
    names = said.people(asked, far.tolist())
    zh = f"权重上下浮动时，平均每人 {said.percent(mean)} 的情形名次不变，平均挪 {said.number(size, 1)} 名；挪得最多的是{names.zh}"
    en = (
        f"when the weights vary, people keep their place in {said.percent(mean)} of cases on average and move by"
        f" {said.number(size, 1)} places; most of all {names.en}"
    )
    wide = size > max(1.0, 0.05 * len(who))
    advice = say("places_hang_mostly_on_how")
    figures = {"held": f"{mean:.4f}", "moved": f"{size:.4f}"}
    brief = say("as_the_weights_vary_a_little", size=said.number(size, 1))
    grade: Grade = "look" if wide else "fine"
    return Finding("noise-places", grade, Words(zh, en), advice if wide else None, figures=figures, brief=brief)


def _table(asked: Asked, around: NDArray[np.int64], near: NDArray[np.int64]) -> Table:
    ranks = asked.run.scored.ranks
    order = np.lexsort((np.arange(len(ranks)), ranks, asked.run.measured.cohort_codes))
    order = order[ranks[order] != MISSING][:_ROWS]
    low, high = np.quantile(around, [0.05, 0.95], axis=0, method="inverted_cdf")
    columns = (
        Column("agent", say("agent")),
        Column("rank", say("rank"), "rank"),
        Column("dirichlet", say("place_holds"), "percent", 0),
        Column("local", say("holds_within_5_points"), "percent", 0),
        Column("low", say("n90"), "rank"),
        Column("high", say("to"), "rank"),
    )
    rows: list[tuple[Any, ...]] = []
    for i in order.tolist():
        held, close = (float((drawn[:, i] == ranks[i]).mean()) for drawn in (around, near))
        rows.append((asked.called[i], int(ranks[i]), held, close, int(low[i]), int(high[i])))
    return Table("noise", say("everybodys_place_when_the_weights"), columns, tuple(rows))
