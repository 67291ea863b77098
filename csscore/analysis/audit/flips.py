"""The smallest change of a weight that changes the order: found in fractions, and every one scored anew before it is said."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.weighing import Weighed, weighed
from csscore.auditing import Column, Finding, Section, Table
from csscore.exact.fixed import MISSING, fraction_text
from csscore.score.scoring import replayed
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.auditing import Grade

say = sentences(__file__)

STEP: Final = Fraction(1, 100)
"""The step in which weights are changed, in percentage points."""
_PAIRS: Final = 60
_WORK: Final = 30_000
"""People times pairs that are scored again."""
_TRIED: Final = 4
"""Changes that are tried for one pair before it is given up: a gate may hold an order that weights don't."""
_SMALL, _SOME = Fraction(2), Fraction(5)
_CLOSE: Final = Fraction(1)


class Flip(NamedTuple):
    """A change of one weight, the others filling up to 100, that puts somebody else ahead."""

    ahead: int
    behind: int
    member: int
    before: Fraction
    after: Fraction

    @property
    def size(self) -> Fraction:
        """Return by how many percentage points the weight changes."""
        return abs(self.after - self.before)


def flips(asked: Asked) -> Section | None:
    """Tell which weights decide who stands before whom, and by how little."""
    of = weighed(asked.run)
    if of is None:
        return None
    firsts = list(dethroned(of))
    pairs = _neighbours(of)
    swapped = [flip for flip in (swap(of, one, other) for one, other in pairs) if flip is not None]
    if not pairs:
        return None
    findings = [*(_first(asked, of, first, flip) for first, flip in firsts), _close(asked, of, pairs, swapped)]
    return Section(
        key="flips",
        question=say("would_a_small_change"),
        method=say("one_weight_is_changed"),
        findings=tuple(findings),
        tables=(_table(asked, of, swapped),) if swapped else (),
    )


# --- finding them


def level(of: Weighed, ahead: int, behind: int) -> Iterator[tuple[int, Fraction]]:
    """Yield each member with the weight at which both scores are equal, the smallest change first.

    With D the difference of the scores, d that in the member's points and w its weight (as parts of 1), the others differ by
    R = (D - w·d) / (1 - w); filled up, the difference is w'·d + (1 - w')·R, which is 0 at w' = R / (R - d).

    References
    ----------
    Triantaphyllou & Sánchez 1997, Decision Sciences 28:151; here with the other weights filled up to 100.
    """
    one, other = (of.points[:, i] for i in (ahead, behind))
    if bool(((one == MISSING) | (other == MISSING)).any()):
        return
    apart = [Fraction(int(a) - int(b)) for a, b in zip(one, other, strict=True)]
    shares = [share / 100 for share in of.shares]
    whole = sum((w * d for w, d in zip(shares, apart, strict=True)), Fraction(0))
    found = []
    for k, (w, d) in enumerate(zip(shares, apart, strict=True)):
        rest = (whole - w * d) / (1 - w)
        if rest != d and 0 <= (to := rest / (rest - d)) <= 1:
            found.append((abs(to - w), k, to * 100))
    for _, k, to in sorted(found):
        yield k, to


def swap(of: Weighed, ahead: int, behind: int) -> Flip | None:
    """Return the smallest change of a weight after which the one behind stands ahead."""

    def swapped(ranks: NDArray[np.int64]) -> bool:
        return ranks[ahead] != MISSING and ranks[behind] != MISSING and bool(ranks[behind] < ranks[ahead])

    tried = (_reached(of, k, to, swapped) for k, to in _first_few(level(of, ahead, behind)))
    found = [Flip(ahead, behind, k, of.shares[k], to) for k, to in filter(None, tried)]
    return min(found, key=lambda flip: (flip.size, flip.member), default=None)


def dethroned(of: Weighed) -> Iterator[tuple[int, Flip | None]]:
    """Yield the first of each cohort, if there is one, with the smallest change after which somebody else is first."""
    ranks, codes = of.run.scored.ranks, of.run.measured.cohort_codes
    for code in np.unique(codes)[:_TRIED]:
        members = np.flatnonzero((codes == code) & (ranks != MISSING))
        first = members[ranks[members] == 1]
        if len(first) != 1 or len(members) < 2:
            continue
        top = int(first[0])
        rivals = [
            (abs(to - of.shares[k]), other, k, to) for other in _rivals(of, top, members) for k, to in level(of, top, other)
        ]

        def fallen(ranks: NDArray[np.int64], top: int = top) -> bool:
            return bool(ranks[top] > 1)

        found: Flip | None = None
        for size, _, k, to in sorted(rivals)[: 2 * _TRIED]:
            if found is not None and size >= found.size:
                break
            reached = _reached(of, k, to, fallen)
            if reached is not None and (found is None or abs(reached[1] - of.shares[k]) < found.size):
                after = replayed(of.reweighted(of.with_one(*reached)), of.run.measured).ranks
                winner = int(members[np.argmin(np.where(after[members] == MISSING, len(ranks) + 1, after[members]))])
                found = Flip(top, winner, k, of.shares[k], reached[1])
        yield top, found


def _rivals(of: Weighed, top: int, members: NDArray[np.intp]) -> list[int]:
    """Return who may come first: nobody who is no better in anything, and of many only those near the top."""
    ranks = of.run.scored.ranks
    better: NDArray[np.bool_] = np.any(of.points[:, members] > of.points[:, [top]], axis=0)
    order = np.argsort(ranks[members], kind="stable")
    return [int(members[i]) for i in order if better[i] and members[i] != top][:_PAIRS]


def _first_few(found: Iterable[tuple[int, Fraction]]) -> list[tuple[int, Fraction]]:
    return [each for each, _ in zip(found, range(_TRIED), strict=False)]


def _reached(of: Weighed, member: int, to: Fraction, holds: Callable[[NDArray[np.int64]], bool]) -> tuple[int, Fraction] | None:
    """Return the first weight, in steps beyond the one of equal scores, at which the engine says that the order has changed."""
    before = of.shares[member]
    sign = 1 if to >= before else -1
    room = 100 - before if sign > 0 else before
    most = int(room / STEP) - (1 if sign > 0 else 0)  # a weight of 100 would leave nothing to fill up with

    def changed(steps: int) -> bool:
        shares = of.with_one(member, before + sign * steps * STEP)
        return holds(replayed(of.reweighted(shares), of.run.measured).ranks)

    low = int(abs(to - before) / STEP)
    high, grown = low + 1, 1
    while high <= most and not changed(high):
        low, grown = high, grown * 2
        high = low + grown if low == most else min(low + grown, most)
    if high > most:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if changed(middle) else (middle, high)
    return member, before + sign * high * STEP


def _neighbours(of: Weighed) -> list[tuple[int, int]]:
    """Return neighbours of different places, first places first; of a large company only the top."""
    ranks, codes = of.run.scored.ranks, of.run.measured.cohort_codes
    found = []
    for code in np.unique(codes):
        members = np.flatnonzero((codes == code) & (ranks != MISSING))
        members = members[np.argsort(ranks[members], kind="stable")]
        pairs = zip(members.tolist(), members[1:].tolist(), strict=False)
        found += [(one, other) for one, other in pairs if ranks[one] < ranks[other]]
    found.sort(key=lambda pair: (int(ranks[pair[0]]), pair))
    return found[: max(min(_PAIRS, _WORK // len(of.run.measured)), 5)]


# --- saying them


def _change(of: Weighed, flip: Flip) -> Words:
    title = of.titles[flip.member]
    before, after = (said.number(share, 2) + "%" for share in (flip.before, flip.after))
    return say("moving_the_weight", title=title, before=before, after=after)


def _figures(of: Weighed, flip: Flip) -> dict[str, str]:
    before, after = fraction_text(flip.before), fraction_text(flip.after)
    return {"metric": of.names[flip.member], "before": before, "after": after, "change": fraction_text(flip.size)}


def _first(asked: Asked, of: Weighed, first: int, flip: Flip | None) -> Finding:
    who = asked.called[first]
    if flip is None:
        sentence = say("whatever_a_single_weight_is_changed", who=who)
        return Finding("flips-first", "fine", sentence)
    other, change, size = asked.called[flip.behind], _change(of, flip), said.number(flip.size, 2)
    zh = f"把{change.zh}（{size} 个百分点），第一名就从{who.zh}变成{other.zh}"
    en = f"{change.en} ({size} points) makes {other.en} first instead of {who.en}"
    if flip.size > _SOME:
        zh = f"第一名站得住：最少也要把{change.zh}，{other.zh}才会成为第一"
        en = f"the first place is firm: it takes {change.en} for {other.en} to be first"
        return Finding("flips-first", "fine", Words(zh, en), figures=_figures(of, flip))
    grade: Grade = "act" if flip.size <= _SMALL else "look"
    advice = say("so_small_a_difference_should_not")
    title = of.titles[flip.member]
    brief = say("is_first_if_the_weight", title=title, size=size, other=other)
    return Finding("flips-first", grade, Words(zh, en), advice, figures=_figures(of, flip), brief=brief)


def _close(asked: Asked, of: Weighed, pairs: list[tuple[int, int]], swapped: list[Flip]) -> Finding:
    close = [flip for flip in swapped if flip.size <= _CLOSE]
    figures = {"pairs": str(len(pairs)), "close": str(len(close))}
    if not close:
        zh = f"{len(pairs)} 对相邻的名次，没有一对会因为某项权重动 1 个百分点而换先后"
        en = f"none of {len(pairs)} pairs of neighbours changes order when a weight moves by one point"
        return Finding("flips-close", "fine", Words(zh, en), figures=figures)
    least = min(close, key=lambda flip: flip.size)
    one, other, change = asked.called[least.ahead], asked.called[least.behind], _change(of, least)
    zh = (
        f"{len(pairs)} 对相邻的名次里，{len(close)} 对只要某项权重动 1 个百分点以内就换先后："
        f"把{change.zh}，{other.zh}就排到{one.zh}前面"
    )
    en = (
        f"of {len(pairs)} pairs of neighbours {len(close)} change order when a weight moves by a point or less:"
        f" {change.en} puts {other.en} before {one.en}"
    )
    advice = say("no_weight_is_right")
    many = len(close) * 4 >= len(pairs)
    brief = say("of_pairs_of_neighbours_swap_when", pairs=len(pairs), close=len(close))
    grade: Grade = "look" if many else "fine"
    return Finding("flips-close", grade, Words(zh, en), advice if many else None, figures=figures, brief=brief)


def _table(asked: Asked, of: Weighed, swapped: list[Flip]) -> Table:
    columns = (
        Column("ahead", say("ahead")),
        Column("behind", say("behind")),
        Column("metric", say("weight")),
        Column("before", say("now"), "percent", 2),
        Column("after", say("changed"), "percent", 2),
        Column("change", say("points_moved"), "number", 2),
    )
    rows: list[tuple[Any, ...]] = [
        (
            asked.called[flip.ahead],
            asked.called[flip.behind],
            of.titles[flip.member],
            flip.before / 100,
            flip.after / 100,
            flip.after - flip.before,
        )
        for flip in swapped
    ]
    title = say("smallest_change_of_a_weight")
    return Table("flips", title, columns, tuple(rows))
