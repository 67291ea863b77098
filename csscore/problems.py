"""What is wrong with an input, as data: code, severity, place and remedy; it never prints and never exits.

A problem's wording lives in `csscore.catalogue`, in both languages, so a code never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from csscore.catalogue import CODES
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Severity = Literal["error", "warning", "note"]
ROW: Final = "row "
"""What stands before the number of a row, where a table has rows and no cells."""
_OF_PERIODS = Words("{said}（{periods}）", "{said} ({periods})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a cell of a sheet, a row of a table, or a line (and column) of a text file; counted from 1."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None

    def after(self, signs: int) -> Place:
        """Return the place so many signs further on in its line."""
        return self if self.column is None else replace(self, column=self.column + signs)

    def __str__(self) -> str:
        """Write the place as editors and spreadsheet users know it."""
        text = self.file or ""
        if self.sheet is not None:
            text += f"[{self.sheet}]"
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        elif self.cell is not None:
            text += f"{':' if self.cell.startswith(ROW) else '!'}{self.cell}"
        return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, doubtful or worth knowing.

    ``group`` folds repeats: problems of one code, file, sheet and group are shown as one line that lists the
    further places.
    """

    code: str
    place: Place | None = None
    group: str = ""
    details: dict[str, object] = field(default_factory=dict)
    accepted: Words | None = None
    """Why the warning is known and accepted."""
    periods: Words | None = None
    """Of which periods it is said, where several are looked at and it is not said of all."""

    @property
    def severity(self) -> Severity:
        """Return how bad it is; fixed by the code, but for a warning that is accepted, which is a note."""
        return CODES[self.code].severity if self.accepted is None else "note"

    @property
    def standing(self) -> str:
        """Return the word under which it is shown: its severity, or that it is accepted."""
        return self.severity if self.accepted is None else "accepted"

    @property
    def message(self) -> Words:
        """Return the sentence that says what is wrong."""
        said = CODES[self.code].message.filled(self.details)
        return said if self.periods is None else _OF_PERIODS.filled({"said": said, "periods": self.periods})

    @property
    def hint(self) -> Words | None:
        """Return the remedy, where there is one."""
        hint = CODES[self.code].hint
        return hint.filled(self.details) if hint is not None else None


class Problems:
    """Collects everything that is found, so that one run shows it all."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Problem] = {}
        self._listener: Problems | None = None

    def add(self, code: str, place: Place | None = None, *, group: str = "", **details: object) -> None:
        """Record a problem; the same problem at the same place is recorded once."""
        self.extend([Problem(code, place, group, details)])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Record problems that were found elsewhere."""
        for problem in problems:
            self._found.setdefault((problem.code, problem.place, problem.group, problem.message), problem)
            if self._listener is not None:
                self._listener.extend([problem])

    def hand_on(self, listener: Problems) -> None:
        """Record what is found from now on in another collection, too, and no longer in the one before."""
        self._listener = listener

    def withdraw(self, unfounded: Callable[[Problem], bool]) -> None:
        """Take back what has turned out to be unfounded."""
        self._found = {key: problem for key, problem in self._found.items() if not unfounded(problem)}

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that forbid a result."""
        return [problem for problem in self if problem.severity == "error"]

    def reject(self) -> None:
        """Raise `Rejected` with everything found so far if any of it is an error, but what speaks of a ranking there is not."""
        if self.errors:
            raise Rejected(tuple(problem for problem in self if not CODES[problem.code].of_outcome))


class Rejected(Exception):  # noqa: N818 - the word of the design: an input is rejected
    """The input can't be used; carries every problem found (exit code 3)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(describe(problem, "en") for problem in problems if problem.severity == "error"))


def describe(problem: Problem, lang: Literal["zh", "en"]) -> str:
    """Return the problem on one line, the hint on the next, without folding."""
    place = f"{problem.place}: " if problem.place is not None and str(problem.place) else ""
    hint = problem.hint
    tail = f"\n  {hint.in_(lang)}" if hint is not None and hint.in_(lang) else ""
    return f"{place}{SEVERITIES[problem.standing].in_(lang)} {problem.code}: {problem.message.in_(lang)}{tail}"


SEVERITIES: dict[str, Words] = {
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "note": Words("提示", "note"),
    "accepted": Words("已接受", "accepted"),
}
"""How problems are shown, by their standing."""
