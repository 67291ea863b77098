"""On what each metric's value rests: contacts that were counted, rows that vary, what the supervisor says; it draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.analysis.audit.chance import Chance
from csscore.exact import grouping
from csscore.measure.evaluate import number
from csscore.read.wanted import DAY
from csscore.score.weights import leaves
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked
    from csscore.exact.fixed import Floats
    from csscore.measure.rows import Rows
    from csscore.score.weights import Leaf

BUYERS: Final = ("buyers", "orders", "paid_orders")
"""Columns that count what a sum of money was made of, where there is one row an agent."""
_PER_ROW: Final = 2
_SEVERAL: Final = 5
"""Contacts from which a mean is said to rest on so many."""
_SUM: Final = Words("只有合计，不知道由多少笔组成", "it is a sum, and it is not known of how many orders")
_OF_SUMS: Final = Words(
    "是两个合计相除，不知道由多少笔组成", "it is one sum over another, and it is not known of how many orders"
)
_ORDERS: Final = Words(
    "用一单一行的明细，或导出里带上成交人数（buyers）并在方案里用到它",
    "use a file with a row for each order, or have the number of buyers in the export and in the scheme (buyers)",
)
_FEW: Final = Words("没有写清楚来自多少次接待", "it is not said on how many contacts it rests")


class Held(NamedTuple):
    """A metric whose noise can't be known: it is held as it is."""

    leaf: Leaf
    why: Words
    advice: Words


class Grounds(NamedTuple):
    """What is left to chance, what is computed from that, and what is held."""

    chances: tuple[Chance, ...]
    formulas: tuple[Leaf, ...]
    held: tuple[Held, ...]


def grounds(asked: Asked) -> Grounds:
    """Return for every metric with numbers what its noise is, in the scheme's order."""
    chances: list[Chance] = []
    formulas: list[Leaf] = []
    held: list[Held] = []
    for leaf in leaves(asked.run.scheme):
        values = asked.run.measured.values[leaf.name]
        if values.dtype == object or bool(np.isnan(values).all()):
            continue
        if asked.run.measured.scope.pool.metric(leaf.name) is None:  # points given by hand are no matter of chance
            continue
        if leaf.metric.value.rule.key == "formula" and _recomputable(asked, leaf, values):
            formulas.append(leaf)
            continue
        found = _chance(asked, leaf, values)
        if isinstance(found, Held):
            held.append(found)
        else:
            chances.append(found)
    return Grounds(tuple(chances), tuple(formulas), tuple(held))


def _recomputable(asked: Asked, leaf: Leaf, values: Floats) -> bool:
    """Tell whether a formula gives what was measured when the metrics that it names are put in."""
    formula = leaf.metric.value.rule.formula
    if leaf.name in formula.names:
        return False
    return bool(np.array_equal(number(formula, asked.run.measured.scope), values, equal_nan=True))


def _chance(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    rule, unit = leaf.metric.value.rule, leaf.metric.unit
    sizes = asked.run.measured.sizes.get(leaf.name)
    known = values[~np.isnan(values)]
    weighed = rule.key in {"ratio", "share"} or (rule.key == "mean" and leaf.metric.value.options.by is not None)
    rate = unit == "percent" and weighed and bool(((known >= 0) & (known <= 1)).all())
    if rate and sizes is not None and _counted(asked, leaf):
        said = Words("二项分布：每个人分母的个数", "binomial: how many each rate is taken over")
        return Chance(leaf.name, "rate", values, sizes, None, said)
    whole = unit == "count" and bool(((known >= 0) & (known == np.rint(known))).all())
    if whole and rule.key in {"sum", "column", "count", "distinct"}:
        return Chance(leaf.name, "count", values, None, None, Words("泊松分布：次数本身", "Poisson: the count itself"))
    if rule.key in {"mean", "ratio"} and sizes is not None:
        return _mean(asked, leaf, values, sizes) if _counted(asked, leaf) else Held(leaf, _OF_SUMS, _ORDERS)
    if rule.key in {"sum", "column"} and unit in {"money", "count", "points", "number"}:
        return _sum(asked, leaf, values)
    return _unknown(leaf)


def _counted(asked: Asked, leaf: Leaf) -> bool:
    """Tell whether a rate is taken over things that can be counted, not over money or time."""
    rows = asked.run.measured.scope.pool.rows_of(leaf.name)
    over = leaf.metric.value.options.by if leaf.metric.value.rule.key == "mean" else getattr(leaf.metric.value.rule, "of", None)
    over = over[1] if isinstance(over, tuple) else over
    name = getattr(over, "name", None)
    return name is None or not rows.scope.table.has(name) or rows.scope.table.unit(name) not in {"money", "seconds", "percent"}


def _mean(asked: Asked, leaf: Leaf, values: Floats, sizes: Floats) -> Chance | Held:
    """Return the noise of a mean: the spread of one contact, by √n."""
    given = asked.spreads.get(leaf.name)
    if given is not None:
        single = float(given)
        known = Words(f"均值：单次标准差 {single:g}（--spread）", f"a mean: one contact has sd {single:g} (--spread)")
    else:
        found = _single(asked, leaf)
        if found is None:
            return _unknown(leaf, sizes)
        single = found
        known = Words(f"均值：各行算出单次标准差 {single:.3g}", f"a mean: the rows say that one contact has sd {single:.3g}")
    noise = single / np.sqrt(np.maximum(sizes, 1.0))
    return Chance(leaf.name, "amount", values, sizes, noise, known)


def _single(asked: Asked, leaf: Leaf) -> float | None:
    """Return the standard deviation of one contact from how an agent's rows differ: √(Σw(x - x̄)² / Σ(rows - 1)).

    A row that is the mean of w contacts differs from the agent's mean by the spread of one contact, by √w.
    """
    rule, options = leaf.metric.value
    rows = asked.run.measured.scope.pool.rows_of(leaf.name).where(options.where)
    if rule.key == "ratio":
        above, weights = (rows.numbers(expr) for expr in rule.of)
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.where(weights > 0, above / weights, np.nan)
    else:
        values = rows.numbers(rule.of)
        by = options.by if options.by is not None and all(rows.scope.has(name) for name in options.by.names) else None
        weights = np.ones(len(values)) if by is None else rows.numbers(by)
    there = ~np.isnan(values) & (weights > 0)
    codes, values, weights = _in_order(rows.codes[there], values[there], weights[there])
    size = rows.size
    many = np.bincount(codes, minlength=size)
    over = int(np.maximum(many - 1, 0).sum())
    if over < max(int((many > 0).sum()), 1):  # hardly anybody has several rows
        return None
    whole = np.bincount(codes, weights, minlength=size)
    mean = np.bincount(codes, values * weights, minlength=size) / np.where(whole > 0, whole, 1.0)
    return float(np.sqrt((weights * (values - mean[codes]) ** 2).sum() / over))


def _sum(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    """Return the noise of a sum: from its rows, else at least from how many made it."""
    rows = asked.run.measured.scope.pool.rows_of(leaf.name).where(leaf.metric.value.options.where)
    amounts = _amounts(rows, leaf)
    if amounts is not None:
        codes, numbers = amounts
        many = np.bincount(codes, minlength=rows.size)
        if int((many >= _PER_ROW).sum()) * 2 > int((many > 0).sum()):
            if _daily(rows):
                mean = np.bincount(codes, numbers, minlength=rows.size) / np.maximum(many, 1)
                square = np.bincount(codes, (numbers - mean[codes]) ** 2, minlength=rows.size)
                variance: Floats = many * square / np.maximum(many - 1, 1)
                known = Words("合计：各天之间的差别", "a sum: how the days differ")
            else:
                variance = np.bincount(codes, numbers**2, minlength=rows.size).astype(np.float64)
                known = Words("合计：复合泊松，按各笔的金额", "a sum: compound Poisson, from the amount of each row")
            return Chance(leaf.name, "amount", values, None, np.sqrt(variance), known)
    return _bought(asked, leaf, values)


def _bought(asked: Asked, leaf: Leaf, values: Floats) -> Chance | Held:
    """Return the noise of money of which only the number of buyers is known: √n · √(m² + s²), m the mean and s the sd of one."""
    scope, given = asked.run.measured.scope, asked.spreads.get(leaf.name)
    name = next((name for name in BUYERS if scope.pool.has(name) and scope.pool.metric(name) is None), None)
    counts = scope.pool.column(name) if name is not None and leaf.metric.unit == "money" else None
    if name is None or counts is None or bool((np.isnan(counts) & ~np.isnan(values)).any()):
        return _unknown(leaf)
    single = 0.0 if given is None else float(given)
    each = values / np.maximum(counts, 1.0)
    noise = np.sqrt(counts * (each**2 + single**2))
    if given is None:
        known = Words(
            f"合计：成交人数（{name}）的随机，每人买多少不变，所以是下限",
            f"a sum: chance in the number of buyers ({name}), what each spends held, so at least this",
        )
    else:
        known = Words(
            f"合计：复合泊松，人数 {name}，单笔标准差 {single:g}（--spread）",
            f"a sum: compound Poisson, {name} of them, one has sd {single:g} (--spread)",
        )
    return Chance(leaf.name, "amount", values, None, noise, known)


def _amounts(rows: Rows, leaf: Leaf) -> tuple[NDArray[np.intp], Floats] | None:
    rule = leaf.metric.value.rule
    if rule.key == "sum":
        numbers = rows.numbers(rule.of)
    elif rows.scope.table.has(rule.column):
        numbers = rows.scope.numbers(rule.column)
    else:
        return None
    there = ~np.isnan(numbers)
    codes, found, _ = _in_order(rows.codes[there], numbers[there], numbers[there])
    return codes, found


def _in_order(codes: NDArray[np.intp], values: Floats, weights: Floats) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Return rows in an order that is their own: sums in floating point must not depend on how a file is sorted."""
    order = np.lexsort((weights, values, codes))
    return codes[order], values[order], weights[order]


def _daily(rows: Rows) -> bool:
    """Tell whether rows are days: each agent has one a day."""
    if not rows.scope.table.has(DAY):
        return False
    dates = rows.scope.table.dates(DAY)
    if bool(np.isnat(dates).any()):  # a row without a day, or with one that can't be read
        return False
    days = dates.astype(np.int64)
    pairs = grouping.distinct((days - days.min(initial=0)).astype(np.intp), rows.codes, rows.size)
    return int(pairs.sum()) == len(rows)


def _unknown(leaf: Leaf, sizes: Floats | None = None) -> Held:
    name, unit = leaf.name, leaf.metric.unit
    if sizes is not None and float(np.median(sizes)) >= _SEVERAL:
        contacts = int(np.median(sizes[sizes > 0]))
        return Held(
            leaf,
            Words(
                f"知道每人约 {contacts} 次，但不知道单次之间差多少",
                f"each mean is known to rest on some {contacts} contacts, but not how far single contacts lie apart",
            ),
            Words(
                f"给出单次的标准差，如 --spread {name}={_example(unit)}；或用一次一行的明细",
                f"say the standard deviation of one contact, such as --spread {name}={_example(unit)}, or use a file with a row"
                " for each contact",
            ),
        )
    if unit == "money":
        return Held(leaf, _SUM, _ORDERS)
    by = "ratings" if unit in {"percent", "points", "number"} else "receptions"
    advice = Words(
        f"方案里写明来自多少次，如 {{mean: {name}, by: {by}}} 或 {{ratio: [甲, 乙]}}",
        f"say in the scheme on how many it rests, such as {{mean: {name}, by: {by}}} or {{ratio: [a, b]}}",
    )
    return Held(leaf, _FEW, advice)


def _example(unit: str) -> str:
    return {"seconds": "20", "percent": "30%", "money": "100"}.get(unit, "10")
