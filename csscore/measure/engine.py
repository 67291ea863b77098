"""What an engine is: it answers aggregates over the rows that count, and lists rows; where they lie is its own affair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from csscore.exact.fixed import Mask
    from csscore.measure.aggregates import Among, Ask, Codes
    from csscore.problems import Place
    from csscore.read.requirements import Unit
    from csscore.scheme.expression import Expr


class Listing(Protocol):
    """Some rows of an input, for messages and for whoever wants to see what a number is made of; ``at`` counts from 0."""

    @property
    def positions(self) -> Sequence[int]:
        """Return the positions of the rows in their input, ascending unless they were given in another order."""
        ...

    def __len__(self) -> int:
        """Return how many rows there are."""
        ...

    def agent(self, at: int) -> str:
        """Return the id of a row's person."""
        ...

    def place(self, at: int, column: str | None = None) -> Place:
        """Return where a cell is; without a column, or where its file lacks it, the cell that names the agent."""
        ...

    def header(self, at: int) -> str:
        """Return the header of the column that names a row's agent."""
        ...

    def texts(self, column: str) -> NDArray[np.object_]:
        """Return what a column says; None for nothing. Shape (rows,)."""
        ...

    def days(self, column: str) -> NDArray[np.object_]:
        """Return the days of a column as ISO texts; None for nothing. Shape (rows,)."""
        ...

    def numbers(self, of: Expr) -> list[Fraction | None]:
        """Return an expression's exact numbers; None where it has none."""
        ...

    def holds(self, condition: Expr) -> Mask:
        """Tell for which rows a condition is known to hold. Shape (rows,)."""
        ...


class Source(Protocol):
    """What is known of an input before its rows are looked at."""

    def has(self, name: str) -> bool:
        """Tell whether the input itself has a column for the name."""
        ...

    def unit(self, name: str) -> Unit | None:
        """Return the unit that the scheme or the dictionary declares for the name."""
        ...

    def per(self, name: str) -> str | None:
        """Return whether it is a figure of the ``agent`` or of each ``row``, as far as that is declared."""
        ...

    def blank(self, name: str) -> str | None:
        """Return what an empty cell means (``0``, or ``leave_out``), as far as that is declared."""
        ...


class Engine(Protocol):
    """Answers aggregates over the rows that count, exactly."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the inputs by name; the FILES under `aggregates.FILES`."""
        ...

    def answer(self, asks: Iterable[Ask[Any]], elements: Codes, size: int) -> Mapping[Ask[Any], Any]:
        """Answer aggregates, all in as few scans as can be.

        Parameters
        ----------
        asks
            The aggregates.
        elements
            The element (an agent, a cohort, a person) of each person, -1 for a person whose rows are left out. Shape (people,).
        size
            How many elements there are; some may have no person and no rows.
        """
        ...

    def listing(self, rows: Among, elements: Codes, element: int, *, start: int = 0, most: int | None = None) -> Listing:
        """Return an element's rows among these in their order, from the ``start``-th on, at most ``most``."""
        ...

    def at(self, source: str, positions: Sequence[int]) -> Listing:
        """Return rows that `aggregates.First` or `aggregates.Unknown` has named, in the order given."""
        ...
