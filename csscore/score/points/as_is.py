"""``as_is``: the value is already points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.exact.fixed import exact, rounded
from csscore.scheme.forms import Reader, form
from csscore.scheme.ranges import Range
from csscore.score.points.base import Cohort, Points
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


@form
class AsIs(Points):
    """The value itself, rounded half-up to the digits of points."""

    key: ClassVar[str] = "as_is"
    about: ClassVar[Words] = Words("值本身就是得分", "the value is already points")
    examples: ClassVar[tuple[str, ...]] = ("as_is",)
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    def lint(self, better: str, unit: str, reader: Reader, owner: Words) -> None:
        """Report a percentage: 95% would be worth 0.95 points."""
        if unit == "percent":
            reader.problems.add("P112", self.place, owner=owner)

    def reach(self, values: Range, better: str) -> Range:
        """Return where the values lie."""
        return values

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the values."""
        return rounded(values, 0.0, lambda i: exact(values[i]), digits=cohort.digits, same=values)

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the value, rounded."""
        return cells.points(cells.value)

    def words(self, unit: str, better: str) -> Words:
        """Return the rule in words."""
        return Words("值就是得分", "the value is the points")
