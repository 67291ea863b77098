"""What expressions may name of an earlier result: what it says of its people; it computes no result again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import canonical
from csscore.exact.real import LARGEST
from csscore.measure.cohorts import NONE, codes_of
from csscore.measure.requirements import metrics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.agents import Better
    from csscore.problems import Problems
    from csscore.read.history import Earlier
    from csscore.scheme.model import Scheme


class PreviousScope:
    """The people of an earlier result: rank, score, pay, metrics, points, cohort columns; and the scheme's params of today.

    What the result does not have is missing: the scheme may have been another one then.
    """

    def __init__(self, result: Earlier, scheme: Scheme, problems: Problems) -> None:
        self.problems = problems
        self.span = result.span
        self._result = result
        self._params = scheme.params
        self._better = {name: metric.better for name, metric in metrics_of(scheme.metrics)}
        labels = {name: self.texts(name) for name in scheme.rank.within}
        filled = {name: np.where(_nothing(column), NONE, column) for name, column in labels.items()}
        self._cohorts = codes_of(filled, len(self))

    def __len__(self) -> int:
        return len(self._result.agents)

    def has(self, name: str) -> bool:
        """Say yes: which names a condition over several periods may use was checked with the scheme."""
        return True

    def names(self) -> Iterable[str]:
        """Return what the result has, and the params."""
        return [*self._result.columns, *self._params]

    def numbers(self, name: str) -> Floats:
        """Return a param or a column of the result as canonical numbers; NaN where it is missing, or no number."""
        if name in self._params:
            return np.full(len(self), float(self._params[name]))
        return numbers_of(self._column(name))

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a column of the result as texts."""
        return np.array([*self._column(name), None], dtype=object)[:-1]

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return days; a result has none."""
        return np.full(len(self), np.datetime64("NaT", "D"))

    def missing(self, name: str) -> Mask:
        """Tell for whom the result says nothing."""
        if name in self._params:
            return np.zeros(len(self), dtype=np.bool_)
        return _nothing(self.texts(name))

    @property
    def cohorts(self) -> NDArray[np.intp]:
        """Return each one's cohort at the time."""
        return self._cohorts

    def better(self, name: str) -> Better:
        """Tell which values of a metric are better."""
        return "lower" if self._better.get(name) == "lower" else "higher"

    def team(self, name: str) -> Floats:
        """Rows are not kept in results: the scheme is refused before anybody asks."""
        raise TypeError("a result has no rows")

    def _column(self, name: str) -> Sequence[str | None]:
        return self._result.columns.get(name) or [None] * len(self)


def numbers_of(texts: Sequence[str | None]) -> Floats:
    """Return exact texts as canonical numbers; NaN where there is none, a word, or more than csscore computes with."""
    return canonical(np.fromiter((_number(text) for text in texts), dtype=np.float64, count=len(texts)))


def _number(text: str | None) -> float:
    try:
        number = np.nan if text is None else float(text)
    except ValueError:
        return np.nan
    return number if abs(number) < LARGEST else np.nan


def _nothing(texts: NDArray[np.object_]) -> Mask:
    empty: Mask = np.asarray(texts == None, dtype=np.bool_)  # noqa: E711 - elementwise
    return empty
