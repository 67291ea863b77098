"""How often each place holds when nobody is quite sure of the weights; frequencies only, in floating point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.weighing import Weighed, places, weighed
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.auditing import Grade
    from csscore.exact.fixed import Floats

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
        question=Words("权重拿不太准时，名次还站得住吗？", "Do places hold when the weights are not quite certain?"),
        method=Words(
            f"权重随机变 {draws:,} 次，重新加权、过门槛、排名：一种以写的权重为中心（狄利克雷分布，集中度 {CONCENTRATION}，"
            f"50% 的权重大约上下 5 个百分点），一种每项在 ±{LOCAL:g} 个百分点内均匀变、再补足 100。"
            f"只用来数次数，按浮点数加权；种子 {asked.seed}。",
            f"The weights are varied {draws:,} times, points weighed, gates applied and ranked: once around the weights as"
            f" written (Dirichlet, concentration {CONCENTRATION}: a weight of 50% varies by some 5 points), once each by up to"
            f" ±{LOCAL:g} points, filled up to 100. Weighed in floating point, as only frequencies are counted; seed"
            f" {asked.seed}.",
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
        advice = Words(
            f"第一名取决于权重的松紧，常被{other.zh}取代：两人的奖金拉近一些，权重在看数据之前定",
            f"who is first hangs on the weights, most often it is {other.en} instead: keep their prizes close, and settle the"
            " weights before the figures are known",
        )
        figures = {"dirichlet": f"{held:.4f}", "local": f"{close:.4f}"}
        brief = Words(
            f"权重稍有浮动，{who.zh}有 {_often(held)} 的情形还是第一",
            f"as the weights vary a little, {who.en} stays first in {_often(held)} of cases",
        )
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
    advice = Words(
        "名次主要由权重怎么定说了算：权重要有理由、事先公布，奖金台阶放缓",
        "places hang mostly on how the weights were set: give reasons for them, publish them in advance, flatten the prizes",
    )
    figures = {"held": f"{mean:.4f}", "moved": f"{size:.4f}"}
    brief = Words(
        f"权重稍有浮动，平均每人挪 {said.number(size, 1)} 名",
        f"as the weights vary a little, people move by {said.number(size, 1)} places on average",
    )
    grade: Grade = "look" if wide else "fine"
    return Finding("noise-places", grade, Words(zh, en), advice if wide else None, figures=figures, brief=brief)


def _table(asked: Asked, around: NDArray[np.int64], near: NDArray[np.int64]) -> Table:
    ranks = asked.run.scored.ranks
    order = np.lexsort((np.arange(len(ranks)), ranks, asked.run.measured.cohort_codes))
    order = order[ranks[order] != MISSING][:_ROWS]
    low, high = np.quantile(around, [0.05, 0.95], axis=0, method="inverted_cdf")
    columns = (
        Column("agent", Words("客服", "agent")),
        Column("rank", Words("名次", "rank"), "rank"),
        Column("dirichlet", Words("名次不变", "place holds"), "percent", 0),
        Column("local", Words("每项 ±5 点时不变", "holds within ±5 points"), "percent", 0),
        Column("low", Words("九成在第", "90% from"), "rank"),
        Column("high", Words("到第", "to"), "rank"),
    )
    rows: list[tuple[Any, ...]] = []
    for i in order.tolist():
        held, close = (float((drawn[:, i] == ranks[i]).mean()) for drawn in (around, near))
        rows.append((asked.called[i], int(ranks[i]), held, close, int(low[i]), int(high[i])))
    return Table("noise", Words("权重浮动时每个人的名次", "Everybody's place when the weights vary"), columns, tuple(rows))
