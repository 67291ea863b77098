"""A `Result` as neutral columns (key, title, kind, exact cells) that every report prints; it decides no layout and no number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import chain, count
from math import isnan
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np

from csscore.exact.fixed import MISSING, text, value_text
from csscore.report.digits import fixed_texts, float_texts
from csscore.scheme.currencies import digits_of
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Texts
    from csscore.result import MetricColumn, Result
    from csscore.words import Lang

say = sentences(__file__)

Kind = Literal["text", "rank", "number", "money", "percent", "seconds", "points"]

RANK = say("rank")
AGENT = say("agent")
NAME = say("name")
SCORE = say("score")
PAY = say("pay")
STATUS = say("status")
REASON = say("reason")
COUNTED = say("counted")
POINTS = say("points")

_COUNTED_DIGITS: Final = 4
_FINEST: Final = 15
_SHOWN_DECIMALS: Final[dict[str, int]] = {"percent": 2, "seconds": 2, "number": 4}
"""Decimals a person is shown of a value, money aside; csv and json carry all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column over all agents.

    Attributes
    ----------
    key
        Stable English name, the header in csv.
    cells
        Shape (agents,): texts or None (object), a fixed column (int64 at ``digits``) or canonical floats in the base unit.
    digits
        Decimals of a fixed column.
    least
        Trailing zeros are dropped down to so many decimals; None keeps those of a fixed column.
    """

    key: str
    title: Words
    kind: Kind
    cells: NDArray[Any] | Texts
    digits: int = 0
    least: int | None = None
    lines: tuple[Fraction, ...] = ()
    """Numbers in the base unit that cells are judged by: each is shown with decimals enough to see its side of them."""

    def texts(self, start: int = 0, stop: int | None = None) -> list[str | None]:
        """Return exact texts of the agents from ``start`` to ``stop``; None is missing."""
        return [text or None for text in self.written(start, stop)]

    def written(self, start: int = 0, stop: int | None = None) -> list[str]:
        """Return exact texts of the agents from ``start`` to ``stop``; an empty one is missing."""
        cells: Any = self.cells[start:stop]
        if cells.dtype.kind == "i":
            return cast("list[str]", fixed_texts(cells, self.digits, least=self.least).tolist())
        if cells.dtype.kind == "f":
            return cast("list[str]", float_texts(cells, least=self.least or 0).tolist())
        plain: list[Any] = cells.tolist()
        if set(map(type, plain)) <= {str, type(None)}:
            return [cell or "" for cell in plain]
        return [_exact(cell, self.least or 0) for cell in plain]

    def shown(self, start: int = 0, stop: int | None = None) -> list[str]:
        """Return the texts a person reads: rates times 100, money with thousands, one number of decimals down the column."""
        exact = self.texts(start, stop)
        if self.kind == "text" or self.cells.dtype.kind == "O":
            return [cell or "" for cell in exact]
        if self.kind == "rank":
            return [cell or "–" for cell in exact]
        fixed = self.cells.dtype.kind == "i"
        limit = self.digits if fixed else _SHOWN_DECIMALS.get(self.kind, 4 if self.kind != "money" else self.least or 0)
        plain = [None if cell is None else Decimal(cell) for cell in exact]
        limit = max([limit, *(sided(cell, self.lines, limit, self.kind) for cell in plain if cell is not None)])
        numbers = [None if cell is None else _rounded(cell, self.kind, limit) for cell in plain]
        least = self.digits if fixed and self.least is None else self.least or 0
        decimals = max((_decimals(number) for number in numbers if number is not None), default=0)
        form = f"{',' if self.kind == 'money' else ''}.{max(least, decimals)}f"
        return ["–" if number is None else format(number, form) for number in numbers]

    def headed(self, lang: Lang, currency: str) -> str:
        """Return the title with its unit, where it has one."""
        unit = unit_text(self.kind, lang, currency)
        title = self.title.in_(lang)
        if not unit:
            return title
        return f"{title}（{unit}）" if lang == "zh" else f"{title} ({unit})"


def sided(cell: Decimal, lines: Sequence[Fraction], decimals: int, kind: str) -> int:
    """Return with how many decimals a number of the base unit shows its side of every line, from so many on."""
    exact = Fraction(cell)
    power = 2 if kind == "percent" else 0
    for line in lines:
        while decimals < _FINEST and _side(Fraction(_rounded(cell, kind, decimals)) / 10**power, line) != _side(exact, line):
            decimals += 1
    return decimals


def _side(number: Fraction, line: Fraction) -> int:
    return (number > line) - (number < line)


def unit_text(kind: Kind, lang: Lang, currency: str) -> str:
    """Return the unit as a header shows it; empty for plain numbers and texts."""
    units = {"money": Words("元" if currency == "CNY" else currency, currency), "percent": same("%"), "seconds": say("s")}
    return units[kind].in_(lang) if kind in units else ""


def rank_column(result: Result) -> Column:
    """Return the place; missing for the unranked."""
    return Column("rank", RANK, "rank", result.ranks)


def agent_column(result: Result) -> Column:
    """Return who it is, by identifier."""
    return Column("agent", AGENT, "text", result.agents)


def name_column(result: Result) -> Column:
    """Return who it is, by name."""
    return Column("name", NAME, "text", result.names)


def cohort_columns(result: Result) -> list[Column]:
    """Return the columns that say whom one is ranked with."""
    titles = result.cohort_titles
    return [Column(key, titles.get(key, same(key)), "text", cells) for key, cells in result.cohorts.items()]


def score_column(result: Result) -> Column:
    """Return the score, at the scheme's digits."""
    return Column("score", SCORE, "points", result.scores, digits=result.score_digits)


def pay_column(result: Result) -> Column:
    """Return the sum of the pay lines."""
    return Column("pay", PAY, "money", result.pay, digits=result.money_digits)


def value_column(metric: MetricColumn, currency: str) -> Column:
    """Return what was measured, in its base unit; money with the decimals of its currency at least."""
    kinds: dict[str, Kind] = {"money": "money", "percent": "percent", "seconds": "seconds"}
    kind: Kind = "text" if metric.values.dtype.kind == "O" else kinds.get(metric.unit, "number")
    least = digits_of(currency) if metric.unit == "money" else 0
    return Column(metric.name, metric.title, kind, metric.values, least=least, lines=metric.lines)


def points_column(metric: MetricColumn, *, digits: int) -> Column:
    """Return what the value is worth."""
    title = POINTS.filled({"title": metric.title})
    return Column(f"{metric.name}_points", title, "points", metric.points, digits=digits)


def counted_columns(result: Result) -> list[Column]:
    """Return how much of the weight was counted, in percent; nothing where no missing value was made up for."""
    if result.counted is None:
        return []
    return [Column("counted", COUNTED, "points", result.counted, digits=_COUNTED_DIGITS, least=0)]


def reason_columns(result: Result, lang: Lang) -> list[Column]:
    """Return why agents are not ranked; nothing where all are."""
    return [reason_column(result, lang)] if (result.ranks == MISSING).any() else []


def reason_column(result: Result, lang: Lang) -> Column:
    """Return why agents are not ranked; missing for those who are."""
    cells = np.full(len(result), None, dtype=object)
    for agent in np.flatnonzero(result.ranks == MISSING).tolist():
        cells[agent] = result.reasons.at(agent, lang)
    return Column("reason", REASON, "text", cells)


def line_columns(result: Result) -> list[Column]:
    """Return the pay lines, one column each."""
    return [
        Column(f"pay_{number}", line.title, "money", line.amounts, digits=result.money_digits)
        for number, line in enumerate(result.lines, 1)
    ]


def titled_columns(result: Result, lang: Lang) -> list[Column]:
    """Return a column for each pay line and for each kind of adjustment, under its title; together they are the pay.

    Adjustments of one kind stand in one column, however many of them an agent has.
    """
    columns: list[Column] = []
    adjusted: dict[Words, list[Any]] = {}
    for line in result.lines:
        if line.rule == "adjustment":
            adjusted.setdefault(line.title, []).append(line.amounts)
        else:
            columns.append(Column(line.title.in_(lang), line.title, "money", line.amounts, digits=result.money_digits))
    for title, several in adjusted.items():
        here = np.logical_or.reduce([amounts != MISSING for amounts in several])
        total = sum((np.where(amounts == MISSING, 0, amounts) for amounts in several), np.zeros(len(here), dtype=np.int64))
        columns.append(Column(title.in_(lang), title, "money", np.where(here, total, MISSING), digits=result.money_digits))
    return columns


def payroll(result: Result, lang: Lang) -> list[Column]:
    """Return the columns of the csv: who, cohort, status, score, pay and its parts, reason, each metric; no two keys alike.

    Value and points of a metric stand side by side under its name and ``NAME_points``. Where missing values are renormalised,
    how much of the weight was counted stands last.
    """
    status = Column("status", STATUS, "text", result.status)
    who = [rank_column(result), agent_column(result), name_column(result)]
    what = [status, score_column(result), pay_column(result)]
    reason = reason_column(result, lang)
    taken = {column.key for column in (*who, *what, reason)}
    metrics: list[Column] = []
    for metric in result.metrics:
        value = value_column(metric, result.currency)
        own = replace(value, key=f"{value.key}.value") if value.key in taken else value
        metrics += [own, points_column(metric, digits=result.point_digits)]
    metrics += counted_columns(result)
    taken |= {column.key for column in metrics}
    cohorts = [_free(column, taken) for column in cohort_columns(result)]
    lines = [_free(column, taken) for column in titled_columns(result, lang)]
    return [*who, *cohorts, *what, *lines, reason, *metrics]


def _free(column: Column, taken: set[str]) -> Column:
    """Return a column under a key that is not taken, and take it: its own, or that with a number behind."""
    keys = chain([column.key], (f"{column.key} {number}" for number in count(2)))
    key = next(each for each in keys if each not in taken)
    taken.add(key)
    return column if key == column.key else replace(column, key=key)


def ranking(result: Result) -> list[Column]:
    """Return the columns of the machine-readable table: rank, agent, cohort, score, pay, value and points of each metric.

    Where missing values are renormalised, how much of the weight was counted stands last.
    """
    columns = [rank_column(result), agent_column(result), *cohort_columns(result), score_column(result), pay_column(result)]
    for metric in result.metrics:
        columns += [value_column(metric, result.currency), points_column(metric, digits=result.point_digits)]
    return columns + counted_columns(result)


def named(result: Result) -> bool:
    """Say whether names tell more than the identifiers do."""
    return bool((result.names != result.agents).any())


def ranked_count(result: Result) -> int:
    """Return how many agents have a place."""
    return int((result.ranks != MISSING).sum())


def pay_total(result: Result) -> str:
    """Return the sum of all pay as exact text."""
    return text(sum(units for units in result.pay.tolist() if units != MISSING), result.money_digits)


def thousands(amount: str) -> str:
    """Return exact decimal text with thousands separated, for people."""
    return format(Decimal(amount), ",f")


def _exact(cell: object, least: int) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, float):
        return "" if isnan(cell) else value_text(cell, least_digits=least)
    return str(cell)


def _rounded(number: Decimal, kind: str, limit: int) -> Decimal:
    if kind == "percent":
        number *= 100
    return number if _decimals(number) <= limit else number.quantize(Decimal(1).scaleb(-limit), ROUND_HALF_UP)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def totals(result: Result) -> Sequence[tuple[str, str | int]]:
    """Return the totals of the run: agents, ranked, pay."""
    return (("agents", len(result)), ("ranked", ranked_count(result)), ("pay", pay_total(result)))
