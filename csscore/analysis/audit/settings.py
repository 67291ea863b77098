"""What a supervisor writes beside an audit, read against the scheme: shocks and spreads; it guesses no metric."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csscore.analysis.audit.asked import Shock
from csscore.exact.fixed import fraction_text
from csscore.measure.requirements import metrics_of
from csscore.scheme.kinds import number
from csscore.sentences import sentences
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csscore.problems import Problems
    from csscore.scheme.model import Metric, Scheme

say = sentences(__file__)

_SHOCK: Final = re.compile(r"([*×+\-−])\s*(\S+)")
_BETWEEN: Final = re.compile(r"[,，;；]")


def shocks_of(texts: Iterable[str], scheme: Scheme, problems: Problems) -> tuple[Shock, ...]:
    """Read ``sales=*0.6,response=+5``; several shocks of one metric follow each other.

    Parameters
    ----------
    problems
        Takes A130 (not understood), A131 (no such metric), A132 (a percentage of what is no rate).
    """
    found: dict[str, Shock] = {}
    for text in (part.strip() for whole in texts for part in _BETWEEN.split(whole)):
        if not text:
            continue
        name, _, change = text.partition("=")
        metric = _metric(name.strip(), scheme, problems)
        sign = _SHOCK.fullmatch(change.strip())
        amount = number(sign[2]) if sign is not None else None
        if sign is None or amount is None or (sign[1] in "*×" and amount <= 0):
            problems.add("A130", None, shock=text)
        elif metric is not None:
            own, of = metric
            before = found.get(own, Shock(own, Fraction(1), Fraction(0)))
            if sign[1] in "*×":
                found[own] = Shock(own, before.times * amount, before.plus * amount)
            elif sign[2].endswith("%") and of.unit != "percent":
                times = decimal(1 + amount if sign[1] == "+" else 1 - amount)
                problems.add("A132", None, shock=text, metric=own, title=of.title or same(own), times=times)
            else:
                found[own] = Shock(own, before.times, before.plus + (amount if sign[1] == "+" else -amount))
    return tuple(found.values())


def spreads_of(given: Mapping[str, str], scheme: Scheme, problems: Problems) -> dict[str, Fraction]:
    """Read the standard deviation of one contact by metric; A131 or A133 where that can't be."""
    found = {}
    for name, text in given.items():
        metric = _metric(name.strip(), scheme, problems)
        spread = number(text)
        if spread is None or spread <= 0:
            problems.add("A133", None, spread=f"{name}={text}", metric=name)
        elif metric is not None:
            found[metric[0]] = spread
    return found


def decimal(value: Fraction) -> str:
    """Write a number that ends as decimal text."""
    return fraction_text(value)


def _metric(name: str, scheme: Scheme, problems: Problems) -> tuple[str, Metric] | None:
    """Return the metric of a name or title."""
    metrics = dict(metrics_of(scheme.metrics))
    for own, metric in metrics.items():
        if name == own or (metric.title is not None and name in metric.title):
            return own, metric
    close = get_close_matches(name, metrics, n=1)
    near = say("did_you_mean", close=close[0]) if close else same("")
    problems.add("A131", None, name=name, near=near, metrics=listed(list(metrics), most=20))
    return None
