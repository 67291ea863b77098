"""Gates: whom each of them catches, and what that does to scores and places; pay is another room's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING, fraction_text, half_up
from csscore.measure.evaluate import truth
from csscore.measure.requirements import readings
from csscore.result import GateColumn
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.exact.fixed import Mask, Texts, Units
    from csscore.measure.agents import AgentScope
    from csscore.measure.requirements import Reading
    from csscore.problems import Problems
    from csscore.scheme.model import Effect, Gate


def judged(gates: Sequence[Gate], scope: AgentScope, agents: Texts, problems: Problems, *, among: Mask) -> list[Mask]:
    """Return for each gate whom it catches; where a missing value leaves it open it does not fire.

    That is said of the agents in ``among`` only: the others are not ranked anyway. A gate that is open for everybody is said
    to be so (P142); else the agents are named (P140).
    """
    fired = []
    for gate in gates:
        answer = truth(gate.when, scope)
        open_ = ~answer.known & among & ~scope.usual(gate.when)
        if bool(open_.any()):
            names = listed(_absent(gate, scope, open_))
            everybody = np.count_nonzero(open_) > 1 and bool(open_[among].all())
            problems.add(
                "P142" if everybody else "P140",
                gate.when.place,
                group=gate.name.en,
                gate=gate.name,
                effect=effect_words(gate.then),
                names=names,
                agents=listed([str(agent) for agent in agents[open_]]),
            )
        fired.append(answer.holds)
    return fired


def _absent(gate: Gate, scope: AgentScope, open_: Mask) -> list[str]:
    """Return the names in a gate's condition that are missing for some of these agents; all of them, if none is by itself."""
    read = (one for one in readings(gate.when) if scope.has(one[0]))
    names = dict.fromkeys(name for name, reading in read if bool(_nothing(name, reading, scope)[open_].any()))
    return list(names) or list(gate.when.names)


def _nothing(name: str, reading: Reading, scope: AgentScope) -> Mask:
    """Tell for whom there is nothing under a name as a condition reads it."""
    if reading == "text":
        return np.asarray(scope.texts(name) == None, dtype=np.bool_)  # noqa: E711 - elementwise
    if reading == "date":
        return np.isnat(scope.dates(name))
    return scope.missing(name) if reading in {"missing", "team"} else np.isnan(scope.numbers(name))


def columns(gates: Sequence[Gate], fired: Sequence[Mask]) -> tuple[GateColumn, ...]:
    """Return what a result says of the gates."""
    return tuple(
        GateColumn(gate.name, who, effect_words(gate.then), gate.because or same(gate.when.text))
        for gate, who in zip(gates, fired, strict=True)
    )


def kept_out(gates: Sequence[Gate], fired: Sequence[Mask], count: int) -> Mask:
    """Return who is not ranked because of a gate."""
    out = np.zeros(count, dtype=bool)
    for gate, who in zip(gates, fired, strict=True):
        if gate.then.unranked:
            out |= who
    return out


def put_last(gates: Sequence[Gate], fired: Sequence[Mask], count: int) -> Mask:
    """Return who stands after everybody else."""
    last = np.zeros(count, dtype=bool)
    for gate, who in zip(gates, fired, strict=True):
        if gate.then.rank == "last":
            last |= who
    return last


def rescored(gates: Sequence[Gate], fired: Sequence[Mask], scores: Units, *, digits: int) -> Units:
    """Return scores after the gates that change them, in the scheme's order."""
    changed = scores
    for gate, who in zip(gates, fired, strict=True):
        if gate.then.score is None:
            continue
        verb, amount = gate.then.score
        units = half_up(amount * 10**digits)
        to = {"set": np.full_like(changed, units), "at_most": np.minimum(changed, units), "minus": changed - units}[verb]
        changed = np.where(who & (changed != MISSING), to, changed)
    return changed


def effect_words(effect: Effect) -> Words:
    """Return what a gate does, in words."""
    if effect.unranked:
        return Words("不参加排名", "not ranked")
    if effect.score is not None:
        amount = fraction_text(effect.score.amount)
        return {
            "set": Words(f"总分记 {amount}", f"score {amount}"),
            "at_most": Words(f"总分最多 {amount}", f"score at most {amount}"),
            "minus": Words(f"总分减 {amount}", f"score less {amount}"),
        }[effect.score.verb]
    if effect.rank is not None:
        return Words("排到最后", "ranked last")
    if effect.pay is not None:
        share = fraction_text(effect.pay * 100)
        return (
            Words(f"浮动部分发 {share}%", f"{share}% of variable pay") if effect.pay else Words("没有浮动部分", "no variable pay")
        )
    return Words(f"标记：{effect.flag}", f"flag: {effect.flag}")
