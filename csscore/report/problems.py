"""Problems as people read them: sorted by weight, repeats folded into one line with their places; it judges nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from csscore.problems import SEVERITIES
from csscore.report.plain import one_line
from csscore.sentences import sentences
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csscore.problems import Place, Problem
    from csscore.words import Lang

say = sentences(__file__)

LISTED: Final = 10
"""Further places that a folded line lists."""
_ORDER: Final[dict[str, int]] = {"error": 0, "warning": 1, "note": 2}
_BECAUSE = say("because")
_IN_COLUMN = say("in_column")
_ELSEWHERE = say("elsewhere")
_IN_LINE = say("in_line")
_IN_LINES = say("in_lines")
_ALIKE = say("alike")


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed problem: what stands on its line, and the indented line below it (empty: none)."""

    severity: str
    """Its standing: error, warning, note, or accepted."""
    place: str
    code: str
    message: str
    below: str

    def text(self, lang: Lang) -> str:
        """Return the problem as ``place: error CODE: message`` and, indented, its remedy and further places."""
        head = f"{self.place}: " if self.place else ""
        tail = f"\n  {self.below}" if self.below else ""
        return f"{head}{SEVERITIES[self.severity].in_(lang)} {self.code}: {self.message}{tail}"


def entries(problems: Iterable[Problem], lang: Lang, *, verbosity: int = 0) -> Iterator[Entry]:
    """Return what is printed of the problems, errors first, each kind in the order it was found.

    Parameters
    ----------
    verbosity
        Below 0: errors only. 0: all, notes without their hint. Above 0: every hint and every place.
    """
    heard = (problem for problem in problems if verbosity >= 0 or problem.severity == "error")
    limit = LISTED if verbosity <= 0 else None
    for fold in _folded(sorted(heard, key=lambda problem: _ORDER[problem.severity])):
        if _is_one(fold):
            yield _entry(
                fold[0],
                lang,
                verbosity,
                _further([problem.place for problem in fold if problem.place], lang, limit, column=bool(fold[0].group)),
            )
            continue
        shown = fold if limit is None else fold[:limit]
        for number, problem in enumerate(shown, 1):
            left = len(fold) - len(shown) if number == len(shown) else 0
            yield _entry(problem, lang, verbosity, _ALIKE.filled({"count": left}).in_(lang) if left else "")


def _is_one(fold: Sequence[Problem]) -> bool:
    """Tell whether the first problem and the places of the others say it all.

    Cells differ in what stands in them. In a scheme (places with a column) other words are another mistake.
    """
    places = [problem.place for problem in fold if problem.place is not None and (problem.place.cell or problem.place.line)]
    in_scheme = any(place.column for place in places)
    return len(places) == len(fold) and not (in_scheme and len({problem.message for problem in fold}) > 1)


def _folded(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Group problems of one code, file, sheet and group, where the first of them stands."""
    folds: dict[tuple[str | None, ...], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        key = (problem.code, place.file if place else None, place.sheet if place else None, problem.group, problem.standing)
        folds.setdefault(key, []).append(problem)
    for fold in folds.values():
        yield sorted(_together(fold), key=_position)


def _together(fold: Sequence[Problem]) -> Iterator[Problem]:
    """Say once what is said of several agents at one place of a scheme, naming them all."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in fold:
        rest = tuple(sorted((key, str(value)) for key, value in problem.details.items() if key != "agent"))
        named = "agent" in problem.details and (problem.place is None or problem.place.column is not None)
        alike.setdefault((problem.place, rest) if named else (id(problem),), []).append(problem)
    for same_ in alike.values():
        agents = listed([str(problem.details.get("agent")) for problem in same_])
        yield replace(same_[0], details={**same_[0].details, "agent": agents}) if len(same_) > 1 else same_[0]


def _position(problem: Problem) -> tuple[int, int, str]:
    """Return where a problem stands in its sheet, down the rows; those without a place stay as they are."""
    place = problem.place
    if place is None or not (place.line or place.cell):
        return (0, 0, "")
    letters = (place.cell or "").rstrip("0123456789")
    return (place.line or int((place.cell or "")[len(letters) :] or 0), len(letters), letters)


def _entry(problem: Problem, lang: Lang, verbosity: int, further: str) -> Entry:
    hint = problem.hint
    remedy = "" if hint is None or (problem.severity == "note" and verbosity <= 0) else hint.in_(lang)
    if problem.accepted is not None:
        remedy = _BECAUSE.filled({"because": problem.accepted}).in_(lang)
    below = ("；" if lang == "zh" else "; ").join(part for part in (remedy, further) if part)
    place = one_line(str(problem.place)) if problem.place is not None else ""
    return Entry(problem.standing, place, problem.code, one_line(problem.message.in_(lang)), one_line(below))


def _further(places: Sequence[Place], lang: Lang, limit: int | None, *, column: bool) -> str:
    """Return the places after the first; ``column`` says that they are cells of one column rather than rows."""
    rest = places[1:]
    if not rest:
        return ""
    shown = rest if limit is None else rest[:limit]
    if any(place.line for place in places):
        words, names = _IN_LINE if len(rest) == 1 else _IN_LINES, [str(place.line) for place in shown]
    else:
        columns = {(place.cell or "").rstrip("0123456789") for place in places}
        in_column = len(columns) == 1 and column
        words, names = _IN_COLUMN if in_column else _ELSEWHERE, [place.cell or "" for place in shown]
    if len(shown) < len(rest):
        names.append("…")
    listed = ("、" if lang == "zh" else ", ").join(names)
    return words.filled({"count": len(rest), "places": listed}).in_(lang)
