"""Warnings that a team knows and accepts: written down with a reason, and void where there are more of them than was said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from csscore.catalogue import CODES
from csscore.problems import Problem
from csscore.scheme.forms import Form, Reader, form, nearest, setting
from csscore.scheme.kinds import Text, Title, Whole
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_NAMING: Final = ("column", "columns", "metric", "name", "names", "item", "header", "absent", "there")
"""The details in which a problem says of what column or metric it speaks."""


@form
class Accept(Form):
    """One kind of warning that is known, and why it is no reason to stop."""

    noun: ClassVar[Words] = Words("“accept”", "accept")
    code: str = setting(Text(), "警告的代码，如 D256", "the code of the warning, such as D256")
    column: str | None = setting(
        Text(), "只限这一列或这个指标", "only where the warning speaks of this column or metric", default=None
    )
    at_most: int | None = setting(
        Whole(least=1), "最多几处；超过就不算接受", "how many there may be; where there are more, none is accepted", default=None
    )
    because: Words = setting(Title(), "为什么可以接受", "why it is accepted")

    def check(self, reader: Reader) -> None:
        """Report a code that there is not (S340), and one that is no warning (S341)."""
        place = self.places.get("code")
        if self.code not in CODES:
            near = nearest(self.code, CODES)
            hint = same("") if near is None else Words(f"；是不是 {near}？", f"; did you mean {near}?")
            raise reader.refuse("S340", place, named=self.code, hint=hint)
        if CODES[self.code].severity != "warning":
            kind = {"error": Words("错误", "an error"), "note": Words("提示", "a note")}[CODES[self.code].severity]
            raise reader.refuse("S341", place, named=self.code, kind=kind)

    def speaks_of(self, problem: Problem) -> bool:
        """Tell whether a problem is of this kind; one that names no column is of any."""
        if problem.code != self.code:
            return False
        named = [problem.details[key] for key in _NAMING if problem.details.get(key)]
        if self.column is None or not named:
            return True
        own = self.column.strip().casefold()
        texts = {text for name in named for text in ((name.zh, name.en) if isinstance(name, Words) else (str(name),))}
        pieces = {piece.strip().casefold() for text in texts for piece in (text, *text.replace("、", ",").split(","))}
        return own in pieces


def accepted(problems: Iterable[Problem], accepts: Sequence[Accept]) -> tuple[Problem, ...]:
    """Return problems with those marked that are accepted; each is looked at by the first entry that speaks of it.

    An entry that allows fewer than there are accepts none, and one that meets nothing is noted (S343, S342). What a scheme
    is warned of by itself is not always looked at together with its data: entries of those codes may meet nothing unsaid.
    """
    found = list(problems)
    whose = [next((one for one in accepts if one.speaks_of(problem)), None) for problem in found]
    notes = []
    for one in accepts:
        count = sum(each is one for each in whose)
        if one.at_most is not None and count > one.at_most:
            details = {"named": one.code, "count": count, "most": one.at_most}
            notes.append(Problem("S343", one.place, one.code, details))
            whose = [None if each is one else each for each in whose]
        elif not count and not one.code.startswith("S"):
            column = same("") if one.column is None else Words(f"（{one.column}）", f" ({one.column})")
            notes.append(Problem("S342", one.place, one.code, {"named": one.code, "column": column}))
    marked = (
        problem if one is None else replace(problem, accepted=one.because) for problem, one in zip(found, whose, strict=True)
    )
    return (*marked, *notes)
