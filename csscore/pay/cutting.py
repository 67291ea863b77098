"""What is taken from or added to sums of pay lines: gates that cut pay, bounds, the budget; each cut is a line of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import MISSING, fraction_text, half_up
from csscore.exact.shares import Exact
from csscore.pay import money
from csscore.result import LineColumn, Sentence
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.pay.money import Coin
    from csscore.problems import Problems
    from csscore.result import GateColumn
    from csscore.scheme.model import Gate, Limits

    Cents = NDArray[np.int64]
    Mask = NDArray[np.bool_]


def gate_lines(
    gates: Sequence[Gate], columns: Sequence[GateColumn], variable: Sequence[LineColumn], coin: Coin
) -> Iterator[LineColumn]:
    """Yield a line for each gate that cuts pay: what it takes from the variable lines, one gate after the other, half-up."""
    if not columns:
        return
    left, _ = sums(variable, len(columns[0].fired))
    for gate, column in zip(gates, columns, strict=True):
        share = gate.then.pay
        if share is None:
            continue
        rest = Exact(left).times(share).rounded(coin.step)
        hit = column.fired & (rest != left)
        details = {
            "because": column.because,
            "amount": left / coin.minor,
            "share": f"{fraction_text(share * 100)}%",
        }
        because = Words(
            f"{{because}}：浮动部分 {{amount:,.{coin.digits}f}} 按 {{share}} 发",
            f"{{because}}: {{share}} of the variable {{amount:,.{coin.digits}f}} is paid",
        )
        yield _line("gate", column.name, np.where(hit, rest - left, 0), because, details)
        left = np.where(hit, rest, left)


def limit_lines(
    limits: Limits | None,
    lines: Sequence[LineColumn],
    variable: Sequence[LineColumn],
    *,
    coin: Coin,
    agents: Texts,
    held: Mask,
    problems: Problems,
) -> list[LineColumn]:
    """Return the lines by which limits change each agent's sum: first its bounds, then everybody's budget.

    Parameters
    ----------
    limits
        What the scheme says; None for nothing.
    lines, variable
        All lines so far, and those that are variable pay; the limits say which of the two they bound.
    coin
        What money is paid in.
    held
        Whom the least holds for: everybody who takes part, ranked or not, with a line or without.
    """
    if limits is None:
        return []
    before, paid = sums(lines if limits.of == "all" else variable, len(agents))
    made = []
    low, high = (None if bound is None else int(bound * coin.minor) for bound in (limits.at_least, limits.at_most))
    if high is not None:
        above = Words("超过上限", "above the most")
        made.append(_bound(before, paid & (before > high), high, coin, Words("封顶", "Cap"), above))
    if low is not None:
        below = Words("低于下限", "below the least")
        rule, title = ("limits", Words("保底", "Floor")) if limits.recover is None else ("draw", Words("保底预支", "Draw"))
        made.append(_bound(before, held & (before < low), low, coin, title, below, rule=rule))
    sum_ = before + sum((np.where(line.amounts == MISSING, 0, line.amounts) for line in made), np.zeros_like(before))
    budget = _budget(limits, sum_, coin, agents, problems)
    if budget is not None:
        made.append(budget)
        left = sum_ + np.where(budget.amounts == MISSING, 0, budget.amounts)
        short = [] if low is None else [str(agents[i]) for i in np.flatnonzero(held & (left < low))]
        if short:
            problems.add("P217", limits.place, agents=listed(short), least=fraction_text(limits.at_least or Fraction(0)))
    return made


def sums(lines: Sequence[LineColumn], count: int) -> tuple[Cents, Mask]:
    """Return each agent's sum of some lines, and who has any of them."""
    total, paid = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_)
    for line in lines:
        there = line.amounts != MISSING
        total = total + np.where(there, line.amounts, 0)
        paid = paid | there
    return total, paid


def unheld(gates: Sequence[Gate], columns: Sequence[GateColumn], count: int) -> Mask:
    """Return whom the least does not hold for: who is excluded, and whose variable pay a gate takes away altogether."""
    out = np.zeros(count, dtype=np.bool_)
    for gate, column in zip(gates, columns, strict=True):
        if gate.excludes or gate.then.pay == 0:
            out |= column.fired
    return out


def _bound(
    before: Cents, hit: Mask, bound: int, coin: Coin, title: Words, relation: Words, *, rule: str = "limits"
) -> LineColumn:
    details = {"amount": before / coin.minor, "relation": relation, "bound": coin.text(bound)}
    amount = f"{{amount:,.{coin.digits}f}}"
    because = Words(f"合计 {amount}，{{relation}} {{bound}}", f"{amount} in all, {{relation}} {{bound}}")
    return _line(rule, title, np.where(hit, bound - before, 0), because, details)


def _budget(limits: Limits, before: Cents, coin: Coin, agents: Texts, problems: Problems) -> LineColumn | None:
    """Scale positive sums down to the budget, exactly; or refuse to pay more than it."""
    total = int(before.astype(object).sum())
    if limits.budget is None or total <= limits.budget * coin.minor:
        return None
    budget = int(limits.budget * coin.minor)
    details = {"total": coin.text(total), "budget": coin.text(budget)}
    if limits.over_budget == "error":
        over = coin.text(half_up(total - limits.budget * coin.minor))
        problems.add("P216", limits.places.get("budget", limits.place), over=over, **details)
        return None
    positive = before > 0
    owed = int(before[~positive].astype(object).sum())
    parts = Exact(before[positive]).times(Fraction(max(budget - owed, 0), (total - owed) * coin.minor))
    after = before.copy()
    after[positive] = money.shared(parts, coin, agents[positive]).cents
    because = Words("合计 {total}，超出预算 {budget}，按比例折减", "{total} in all, above the budget of {budget}: scaled down")
    return _line("limits", Words("预算折减", "Budget"), after - before, because, details)


def _line(rule: str, title: Words, changes: Cents, because: Words, details: Mapping[str, object]) -> LineColumn:
    hit = changes != 0
    sentence = Sentence((because,), np.where(hit, 0, -1).astype(np.int8), details)
    return LineColumn(rule, title, np.where(hit, changes, MISSING), sentence)
