"""What the names of an expression stand for where it speaks of agents: in gates, points, pay, `team`; it combines no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from csscore.exact.fixed import MISSING, canonical
from csscore.exact.real import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats, Mask
    from csscore.measure.elements import Elements
    from csscore.problems import Problems
    from csscore.read.spans import Span
    from csscore.scheme.expression import Expr

Better = Literal["higher", "lower"]


class Scope(Protocol):
    """The names that an expression may use, as columns over its elements (rows, or agents)."""

    problems: Problems

    @property
    def span(self) -> Span | None:
        """Return the period that was asked for."""
        ...

    def __len__(self) -> int:
        """Return the number of elements."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether the name stands for anything."""
        ...

    def names(self) -> Iterable[str]:
        """Return the names there are, to suggest one for a name that there is not."""
        ...

    def numbers(self, name: str) -> Floats:
        """Return a name as canonical numbers; NaN is missing."""
        ...

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a name as texts; None is missing."""
        ...

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a name as days (datetime64[D]); NaT is missing."""
        ...

    def missing(self, name: str) -> Mask:
        """Tell where a name is missing, whatever it is."""
        ...

    @property
    def cohorts(self) -> NDArray[np.intp]:
        """Return the number of each element's cohort, from 0."""
        ...

    def better(self, name: str) -> Better:
        """Tell which values of a name are better; ``higher`` for anything but a metric that says otherwise."""
        ...

    def team(self, name: str) -> Floats:
        """Return a metric computed from all rows of each element's cohort."""
        ...


class AgentScope:
    """Agents: metrics, params, columns combined by the bare-name rule, what the roster knows, and what was added.

    Parameters
    ----------
    pool
        Whose rows go together: each agent's own, or those of a whole cohort.
    index
        Which elements of the pool these are, in order; None for all.
    cohorts
        The cohort of each of these elements.
    added
        Columns that later rooms know: ``score``, ``rank``, ``NAME_points``, ``x``, each with the decimal digits that it has
        if it is a fixed one. Shape (elements,).
    better
        Which values of an added column are better, where lower ones are.
    column
        Combines the rows of a column; by default the bare-name rule over the FILES.
    """

    def __init__(
        self,
        pool: Elements,
        *,
        index: NDArray[np.intp] | None = None,
        cohorts: NDArray[np.intp],
        added: Mapping[str, tuple[NDArray[Any], int]] | None = None,
        better: Mapping[str, Better] | None = None,
        column: Callable[[str], Floats] | None = None,
    ) -> None:
        self.problems = pool.problems
        self._column = column
        self.pool = pool
        self._index = index
        self._cohorts = cohorts
        self._added = dict(added or {})
        self._better = dict(better or {})

    @property
    def span(self) -> Span | None:
        """Return the period that was asked for."""
        return self.pool.span

    def __len__(self) -> int:
        return len(self._cohorts)

    def plus(
        self, *, score_digits: int = 2, point_digits: int = 4, better: Mapping[str, Better] | None = None, **columns: NDArray[Any]
    ) -> AgentScope:
        """Return the scope with more names.

        Parameters
        ----------
        score_digits, point_digits
            Decimal digits of ``score`` and of ``NAME_points``, if these are fixed columns.
        better
            Which values of an added column are better, for `best` and `worst`; higher ones if nothing is said.
        columns
            Canonical floats as they are; fixed columns (int64, `MISSING` for none) as numbers: ``pay`` in minor units
            (分) becomes currency units, ``rank`` and others are whole numbers.
        """
        added = dict(self._added)
        for name, column in columns.items():
            digits = {"score": score_digits, "pay": 2}.get(name, point_digits if name.endswith("_points") else 0)
            added[name] = column, digits
        merged = {**self._better, **(better or {})}
        return AgentScope(self.pool, index=self._index, cohorts=self._cohorts, added=added, better=merged, column=self._column)

    def only(self, index: NDArray[Any], *, cohorts: NDArray[np.intp] | None = None) -> AgentScope:
        """Return some of the people (positions, or a mask), as one cohort of their own or in the cohorts given."""
        chosen = np.flatnonzero(index) if index.dtype == bool else index
        added = {name: (column[chosen], digits) for name, (column, digits) in self._added.items()}
        inner = chosen if self._index is None else self._index[chosen]
        codes = np.zeros(len(chosen), dtype=np.intp) if cohorts is None else cohorts
        return AgentScope(self.pool, index=inner, cohorts=codes, added=added, better=self._better, column=self._column)

    def has(self, name: str) -> bool:
        """Tell whether the name stands for anything."""
        return name in self._added or self.pool.has(name)

    def names(self) -> Iterable[str]:
        """Return the names of metrics, params and what was added."""
        return [*self._added, *self.pool.names()]

    def numbers(self, name: str) -> Floats:
        """Return what was added, a metric, a param, a column combined by the bare-name rule, or a roster column."""
        if name in self._added:
            return _numbers(*self._added[name])
        return self._mine(self.pool.numbers(name, self._column))

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return an attribute: of the roster, else the one text that all rows of the agent have."""
        return self._mine(self.pool.texts(name))

    def dates(self, name: str) -> NDArray[np.datetime64]:
        """Return a day: of the roster, else the one day that all rows of the agent have."""
        return self._mine(self.pool.dates(name))

    def usual(self, expression: Expr) -> Mask:
        """Tell for whom an expression is unknown for a gap that is normal (``blank: leave_out``), and for nothing else."""
        found, other = np.zeros(len(self), dtype=np.bool_), np.zeros(len(self), dtype=np.bool_)
        if any(name not in self._added and self.pool.usual(name) for name in expression.names):
            for name in (name for name in expression.names if self.has(name)):
                kind = expression.kinds.get(name)
                if kind == "text":
                    gap = np.asarray(self.texts(name) == None, dtype=np.bool_)  # noqa: E711 - elementwise
                else:
                    gap = np.isnat(self.dates(name)) if kind == "date" else np.isnan(self.numbers(name))
                which = found if name not in self._added and self.pool.usual(name) else other
                which |= gap
        return found & ~other

    def missing(self, name: str) -> Mask:
        """Tell for whom there is nothing under the name."""
        if name in self._added:
            return np.isnan(self.numbers(name))
        return self._mine(self.pool.missing(name))

    @property
    def cohorts(self) -> NDArray[np.intp]:
        """Return each agent's cohort."""
        return self._cohorts

    def better(self, name: str) -> Better:
        """Tell which values of a metric are better."""
        return self._better[name] if name in self._better else self.pool.better(name)

    def team(self, name: str) -> Floats:
        """Return a metric computed from all rows of these people, by cohort."""
        return self.pool.team(name, index=self._index, cohorts=self._cohorts)[self._cohorts]

    def _mine(self, values: NDArray[Any]) -> NDArray[Any]:
        return values if self._index is None else values[self._index]


def _numbers(column: NDArray[Any], digits: int) -> Floats:
    """Return a fixed column as canonical floats; floats as they are."""
    if column.dtype == np.float64:
        return column
    numbers = np.where(column == MISSING, np.nan, column / 10.0**digits)
    return canonical(numbers) if bool((np.abs(numbers[~np.isnan(numbers)]) >= LARGEST).any()) else numbers
