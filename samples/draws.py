"""Draws numbers and writes them as exports show them; the same on every machine and with every version of a library."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

Row = list[Any]  # cells: text, numbers, None for an empty one


def names(text: str) -> list[str]:
    """Write many names without the quotes."""
    return text.split()


def normal(rng: random.Random) -> float:
    """Draw from (nearly) the standard normal: twelve uniform draws, the same on every platform."""
    return sum(rng.random() for _ in range(12)) - 6


def lognormal(rng: random.Random, *, median: float, spread: float) -> float:
    """Draw a value that is never negative and now and then large, as sales are."""
    return median * math.exp(spread * normal(rng))


def between(rng: random.Random, *, low: float, high: float) -> float:
    """Draw a value around the middle of the range, never outside it."""
    return min(high, max(low, (low + high) / 2 + (high - low) / 5 * normal(rng)))


def percent(part: float, whole: float = 1) -> str:
    """Write a rate as the platforms show it: ``45.23%``."""
    return f"{part / whole * 100:.2f}%"


def yuan(amount: float) -> str:
    """Write money as a till does: ``¥1,234.50``."""
    return f"¥{amount:,.2f}"


def clock(seconds: float) -> str:
    """Write a duration as the platforms show it: ``38.5秒``, ``1分20秒``."""
    if seconds < 60:
        return f"{seconds:.1f}秒"
    return f"{int(seconds) // 60}分{int(seconds) % 60}秒"
