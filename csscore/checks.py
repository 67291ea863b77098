"""The last look at a result before anybody sees it: do the parts make the totals; it repairs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.result import Result

_LARGEST: Final = 2**62


def check_result(result: Result) -> None:
    """Check that every agent's lines and cuts make her pay, that no line pays without a reason, and that all pay adds up.

    Raises
    ------
    AssertionError
        If one of these is not so: a bug of csscore, so nothing may be printed (exit code 70).
    """
    count = len(result.agents)
    amounts = [np.where(line.amounts == MISSING, 0, line.amounts) for line in result.lines]
    wide = sum(_size(column) for column in amounts) * max(count, 1) >= _LARGEST
    parts = sum(
        (column.astype(object) if wide else column for column in amounts), np.zeros(count, dtype=object if wide else np.int64)
    )
    differing = np.flatnonzero(parts != result.pay)
    if len(differing):
        raise AssertionError(f"the lines of {len(differing)} agents do not make their pay, the first of them at {differing[0]}")
    if sum(int(column.astype(object).sum() if wide else column.sum()) for column in amounts) != sum(result.pay.tolist()):
        raise AssertionError("the lines do not make the sum of all pay")
    for line in result.lines:
        if bool(((line.amounts != MISSING) & (line.because.which < 0)).any()):
            raise AssertionError(f"the line {line.title.en} pays without saying why")


def _size(column: NDArray[Any]) -> int:
    return int(np.abs(column).max(initial=0))
