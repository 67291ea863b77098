"""What the answers of several agents come to together, so that no cohort is asked for by itself; it looks at no row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from csscore.exact.grouping import whole_sums
from csscore.measure.aggregates import (
    Count,
    Days,
    Exact,
    First,
    Greatest,
    Histogram,
    Least,
    Products,
    Said,
    Scaled,
    Sum,
    Texts,
    Values,
)
from csscore.measure.frame.groups import Groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.measure.aggregates import Ask, Codes

_ADDS_UP = (Count, First, Sum, Products, Least, Greatest, Histogram, Said, Days)


def adds_up(ask: Ask[Any]) -> bool:
    """Tell whether a cohort's answer follows from those of its agents; not how many different texts, nor the latest day."""
    return isinstance(ask, _ADDS_UP) and not ask.rows.latest


def summed_up(ask: Ask[Any], answer: Any, codes: Codes, size: int) -> Any:
    """Return the answer of each cohort.

    Parameters
    ----------
    ask
        An aggregate that `adds_up`.
    answer
        What it is of each agent.
    codes
        The cohort of each agent, -1 for those who are left out.
    size
        How many cohorts there are.
    """
    if isinstance(answer, Values | Texts):
        return _entries(answer, codes[answer.element])
    inside = codes >= 0
    if isinstance(ask, Count):
        return whole_sums(answer[inside], codes[inside], size)
    if isinstance(ask, First):
        inside &= answer >= 0
        return Groups(codes[inside], size).first(answer[inside])
    inside &= answer.rows > 0
    groups, units = Groups(codes[inside], size), answer.sums.units[inside]
    made = groups.least if isinstance(ask, Least) else groups.greatest if isinstance(ask, Greatest) else groups.sums
    return Exact(Scaled(made(units), answer.sums.digits), whole_sums(answer.rows[inside], groups.codes, size))


def _entries(answer: Values | Texts, element: Codes) -> Values | Texts:
    """Return different numbers or texts of cohorts, with how often each is met."""
    columns: Sequence[NDArray[Any]]
    columns = [answer.texts] if isinstance(answer, Texts) else [numbers.units for numbers in answer.numbers]
    several = {str(at): pd.Series(column, dtype=column.dtype) for at, column in enumerate(columns)}
    frame = pd.DataFrame({"element": element, **several, "count": answer.counts})[element >= 0]
    found = frame.groupby(["element", *several], sort=True)["count"].sum().reset_index()
    codes, counts = found["element"].to_numpy(dtype=np.intp), found["count"].to_numpy(dtype=np.int64)
    if isinstance(answer, Texts):
        return Texts(codes, found["0"].to_numpy(dtype=object), counts)
    numbers = (Scaled(found[str(at)].to_numpy(), one.digits) for at, one in enumerate(answer.numbers))
    return Values(codes, tuple(numbers), counts)
