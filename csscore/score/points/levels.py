"""``levels``: words become points (优秀 100, 良好 80)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from csscore.exact.fixed import MISSING, fraction_text, value_text
from csscore.read.texts import one_spelling
from csscore.scheme.forms import Reader, form, setting
from csscore.scheme.kinds import MapOf, Plain
from csscore.scheme.ranges import Range, between
from csscore.score.points.base import Cohort, Points, in_units
from csscore.words import Words, listed

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from csscore.exact.fixed import Units
    from csscore.scheme.cells import ValueCells


_MOST: Final = 60
"""Words of a formula; Excel takes 64 conditions inside each other."""


@form
class Levels(Points):
    """The points of a word; ``else`` stands for every other word."""

    key: ClassVar[str] = "levels"
    about: ClassVar[Words] = Words("等级换成得分：优秀 100、良好 80…", "words become points")
    examples: ClassVar[tuple[str, ...]] = (
        "{levels: {优秀: 100, 良好: 80, 合格: 70, 差: 50}}",
        "{levels: {A: 100, B: 80, else: 0}}",
    )
    takes_words: ClassVar[bool] = True
    relative: ClassVar[bool | None] = False
    banded: ClassVar[bool | None] = False

    levels: dict[str, Fraction] = setting(MapOf(Plain()), "等级和得分", "words and points", whole=True)

    def check(self, reader: Reader) -> None:
        """Refuse an empty table."""
        if not self.levels:
            raise reader.refuse("P114", self.place, rule=self.key)

    def reach(self, values: Range, better: str) -> Range:
        """Return from the least to the most that a word is worth."""
        return between(min(self.levels.values()), max(self.levels.values()))

    def told_apart(self) -> tuple[str, ...]:
        """Return the words of the table."""
        return tuple(sorted((word for word in self.levels if word != "else"), key=self.levels.__getitem__))

    def points_of(self, values: NDArray[Any], cohort: Cohort) -> Units:
        """Return the points; a word that the table does not have is an error naming agent and word."""
        if values.dtype == object:
            missing = np.array([value is None for value in values], dtype=bool)
            words = values[~missing].astype(str)
        else:
            missing = np.isnan(values)
            words = np.array([value_text(value) for value in values[~missing]], dtype=str)
        points = np.full(len(values), MISSING, dtype=np.int64)
        known, code = np.unique(words, return_inverse=True)
        levels = {one_spelling(level): points for level, points in self.levels.items()}
        worths = [levels.get(one_spelling(str(word)), levels.get("else")) for word in known]
        units = np.array([MISSING if worth is None else in_units(worth, cohort.digits) for worth in worths], dtype=np.int64)
        points[~missing] = units[code]
        unknown = ~missing & (points == MISSING)
        if bool(unknown.any()):
            cohort.report("P121", self.place, cases=cohort.cases(unknown, values), known=listed(list(self.levels)))
        return points

    def to_formula(self, cells: ValueCells) -> str | None:
        """Return the points of the word, the words standing in a table; compared with small and large letters."""
        levels = {one_spelling(level): points for level, points in self.levels.items()}
        words = [level for level in levels if level != "else"]
        if len(words) > _MOST:
            return None
        heads = (Words("等级", "word"), Words("得分", "points"))
        listed_ = [*words, "else"] if "else" in levels else words
        rows = cells.table(heads, [[level, levels[level]] for level in listed_])
        formula = rows[-1][1] if "else" in levels else '""'
        for word, points in reversed(rows[: len(words)]):
            formula = f'IF(EXACT({cells.value}&"",{word}&""),{points},{formula})'
        return cells.points(formula)

    def words(self, unit: str, better: str) -> Words:
        """Return the table in words."""
        rows = [(level, fraction_text(points)) for level, points in self.levels.items()]
        return Words(
            "；".join(f"{'其余' if level == 'else' else level} {points} 分" for level, points in rows),
            "; ".join(f"{level}: {points}" for level, points in rows),
        )
