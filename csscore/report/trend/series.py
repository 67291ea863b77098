"""One series of every agent (place, score, pay or a metric) as a person reads it, and as a sparkline; it computes nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text, text
from csscore.report.quantities import quantity
from csscore.report.view import PAY, RANK, SCORE, thousands, unit_text
from csscore.scheme.currencies import digits_of
from csscore.sentences import sentences
from csscore.trending import number_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.trending import AgentTrend, Measure, Reading, Standing, Trend
    from csscore.words import Lang

say = sentences(__file__)

OWN: Final = {"rank": RANK, "score": SCORE, "pay": PAY}
MINUS: Final = "−"
NOTHING: Final = "–"
_BARS: Final = "▁▂▃▄▅▆▇"
_ABSENT: Final = "·"
_DECIMALS: Final = {"score": 2, "percent": 4, "seconds": 2}
_MOST: Final = 4
_LARGE: Final = 1000
"""Amounts of a metric from which nobody looks at cents; files carry them."""


def keys(said: Trend) -> list[str]:
    """Return the names of all series."""
    return [*OWN, *(measure.name for measure in said.metrics)]


class Series:
    """One series: its title, its numbers and their texts.

    Attributes
    ----------
    key
        ``rank``, ``score``, ``pay`` or the name of a metric.
    reads
        Whose reading tells whether it moved: a place and pay follow from the score.
    """

    def __init__(self, said: Trend, key: str, lang: Lang) -> None:
        self.key = key
        self.reads = "score" if key in OWN else key
        self._said = said
        self._lang: Lang = lang
        self._measure: Measure | None = next((one for one in said.metrics if one.name == key), None)
        numbers = [number for agent in said.agents for number in self.numbers(agent) if number is not None]
        self.least, self.most = (min(numbers), max(numbers)) if numbers else (Fraction(0), Fraction(0))
        if key == "rank":
            self.least = Fraction(1)
        self._digits = self._decimals()

    @property
    def downwards(self) -> bool:
        """Say whether small numbers are the better ones, and so are drawn high."""
        return self.key == "rank" or (self._measure is not None and self._measure.better == "lower")

    @property
    def title(self) -> str:
        """Return its title."""
        return (self._measure.title if self._measure is not None else OWN[self.key]).in_(self._lang)

    @property
    def headed(self) -> str:
        """Return its title with its unit."""
        unit = ""
        if self.key == "pay":
            unit = unit_text("money", self._lang, self._said.currency)
        elif self._measure is not None and self._measure.unit in {"money", "seconds"}:
            unit = unit_text("money" if self._measure.unit == "money" else "seconds", self._lang, self._said.currency)
        return f"{self.title}{Words(f'（{unit}）', f' ({unit})').in_(self._lang)}" if unit else self.title

    def number(self, standing: Standing | None) -> Fraction | None:
        """Return what it is in one period; None where there is nothing, or a word."""
        if standing is None:
            return None
        if self.key == "rank":
            return None if standing.rank is None else Fraction(standing.rank)
        if self.key == "score":
            return None if standing.score is None else Fraction(standing.score, 10**self._said.score_digits)
        if self.key == "pay":
            return Fraction(standing.pay, 10**self._said.money_digits)
        return number_of(standing.values.get(self.key))

    def numbers(self, agent: AgentTrend) -> list[Fraction | None]:
        """Return what it is in each period."""
        return [self.number(standing) for standing in agent.standings]

    def cell(self, standing: Standing | None) -> str:
        """Return what it is in one period, as text; a dash where there is nothing."""
        if standing is None:
            return NOTHING
        if self.key == "rank":
            return NOTHING if standing.rank is None else f"{standing.rank}{'=' if standing.tied > 1 else ''}"
        if self.key == "score":
            return NOTHING if standing.score is None else text(standing.score, self._said.score_digits).replace("-", MINUS)
        if self.key == "pay":
            return thousands(text(standing.pay, self._said.money_digits)).replace("-", MINUS)
        number = number_of(standing.values.get(self.key))
        return standing.values.get(self.key) or NOTHING if number is None else self.shown(number)

    def shown(self, number: Fraction) -> str:
        """Return a number of the series, rounded to what is shown."""
        unit = self._measure.unit if self._measure is not None else "number"
        if self.key == "rank":
            return fraction_text(number, 3)
        money = self.key == "pay" or unit == "money"
        most = digits_of(self._said.currency) if money else _DECIMALS.get("score" if self._measure is None else unit, _MOST)
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        rounded = exact.quantize(Decimal(1).scaleb(-min(most, self._digits)), ROUND_HALF_UP)
        if unit == "percent":
            return quantity(float(rounded), "percent", self._lang, "").replace("-", MINUS)
        return format(rounded, ",f").replace("-", MINUS)

    def usual(self, reading: Reading) -> tuple[Fraction, Fraction]:
        """Return the ends of the usual range, cut where no value can be: below 0, above 100 %."""
        low = max(reading.low, Fraction(0)) if self.least >= 0 else reading.low
        percent = self._measure is not None and self._measure.unit == "percent"
        return low, min(reading.high, Fraction(1)) if percent and self.most <= 1 else reading.high

    def change(self, agent: AgentTrend, at: int) -> str:
        """Return what changed in a period since the one directly before; empty where there is nothing to compare with."""
        before, now = (self.number(standing) for standing in (agent.standings[at - 1], agent.standings[at]))
        if before is None or now is None or at == 0 or not self._said.periods[at].follows:
            return ""
        if self.key == "rank":
            return _places(agent, at)
        more = now - before
        percent = self._measure is not None and self._measure.unit == "percent"
        size = self.shown(abs(more)).removesuffix("%")
        if not any(sign in "123456789" for sign in size):
            return ""
        return f"{'+' if more > 0 else MINUS}{size}{say('pp').in_(self._lang) if percent else ''}"

    def spark(self, agent: AgentTrend) -> str:
        """Return the series as bars, the better the higher, on one scale for everybody; a space is a gap between periods."""
        bars = (_ABSENT if number is None else self._bar(number) for number in self.numbers(agent))
        gaps = (" " if at and not period.follows else "" for at, period in enumerate(self._said.periods))
        return "".join(gap + bar for gap, bar in zip(gaps, bars, strict=True))

    def _bar(self, number: Fraction) -> str:
        span = self.most - self.least
        share = (number - self.least) / span if span else Fraction(1, 2)
        share = 1 - share if self.downwards else share
        return _BARS[min(len(_BARS) - 1, int(share * len(_BARS)))]

    def _decimals(self) -> int:
        """Return how many decimals its numbers need."""
        if self.key in OWN:
            return _MOST
        if self._measure is not None and self._measure.unit == "money" and self.most >= _LARGE:
            return 0
        found = 0
        for agent in self._said.agents:
            for standing in agent.standings:
                cell = standing.values.get(self.key) if standing is not None else None
                found = max(found, len(cell.partition(".")[2]) if cell is not None and number_of(cell) is not None else 0)
        return found


def _places(agent: AgentTrend, at: int) -> str:
    """Return how many places she gained or lost; empty where she is ranked with others than before."""
    before, now = agent.standings[at - 1], agent.standings[at]
    if before is None or now is None or before.rank is None or now.rank is None or before.cohort != now.cohort:
        return ""
    up = before.rank - now.rank
    return "" if not up else f"▲{up}" if up > 0 else f"▼{-up}"


def labels(periods: Sequence[str]) -> list[str]:
    """Return the names of periods as column heads: of months of the year before, only the month."""
    found = []
    for before, name in zip(["", *periods], periods, strict=False):
        month = len(name) == 7 and len(before) == 7 and name[:5] == before[:5] and name[5:].isdigit() and before[5:].isdigit()
        found.append(name[5:] if month else name)
    return found
