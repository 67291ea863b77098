"""Matches the names of a scheme with the headers of a file; it never guesses between two that fit equally well."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.read.numbers import numbers
from csscore.read.requirements import DAY
from csscore.read.texts import fold, is_empty, is_label, joined, split_unit, text_of
from csscore.read.units import counted_in
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from csscore.problems import Place, Problems
    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.requirements import Column, Requirements


_OF_A_RUN = frozenset({"score", "rank", "pay"})
"""Names of what a run computes; in a condition on rows they are columns."""


@dataclass(frozen=True, slots=True)
class Found:
    """The column of a file that a name stands for."""

    name: str
    column: int
    """Position in the grid."""
    header: str
    """The header as the file has it."""
    also: tuple[str, ...] = ()
    """Further headers of the file that would fit, had this one not come first."""


def match(header: Header, wanted: Requirements, problems: Problems, grid: Grid) -> dict[str, Found]:
    """Find the column of each wanted name.

    The first header in the name's order of preference wins; the header as written comes before the header without its
    unit, and ``group field`` before the field alone.

    Parameters
    ----------
    header, grid
        The sheet; its cells are looked at only where two columns have the same header.
    wanted
        The names; one that no header fits is left out of the answer.
    problems
        Takes D232 (two headers fit equally well), D233 (one header twice, with different cells) and D237 (which of
        several was taken).
    """
    found = {}
    for column in wanted.columns.values():
        standings = _standings(header, column.headers)
        if not standings:
            continue
        best = min(standings.values())
        first = [position for position, standing in standings.items() if standing == best]
        taken = settle(column.name, first, header, problems, grid)
        others = [position for position in standings if position not in first]
        also = [header.texts[p] for p in others if not _agree(column, taken, p, header, grid)]
        if also:
            place = grid.place(header.rows[-1], taken)
            problems.add("D237", place, group=column.name, name=column.name, header=header.texts[taken], others=listed(also))
        for rival in column.rivals:
            other = next(iter(match_agents(header, rival)), taken)
            if other != taken and not _agree(column, taken, other, header, grid):
                report_rival(column.name, taken, other, header, grid, problems)
        found[column.name] = Found(column.name, taken, header.texts[taken], tuple(also))
    day = _day(header, wanted.usual_dates) if DAY in wanted.columns else None
    return found if day is None else {DAY: day, **found}


def report_rival(name: str, taken: int, other: int, header: Header, grid: Grid, problems: Problems) -> None:
    """Say that only the order of included dictionaries decided which column a name is (D357)."""
    one, two = header.texts[taken], header.texts[other]
    setting = f"agent: [{one}]" if name == "agent" else f"columns: {{{name}: [{one}]}}"
    problems.add("D357", grid.place(header.rows[-1], taken), group=name, name=name, header=one, other=two, setting=setting)


def match_agents(header: Header, headers: Sequence[str]) -> dict[int, int]:
    """Return the columns that may name the agent, the preferred one first, each with its place in ``headers``."""
    standings = _standings(header, headers)
    return {position: standings[position][0] for position in sorted(standings, key=lambda p: (standings[p], p))}


def _standings(header: Header, headers: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return how well each column fits: the position of the preference it fits, and how exactly."""
    standings: dict[int, tuple[int, int]] = {}
    forms = [(fold(text), split_unit(text).base, joined(text)) for text in headers]
    for position, (text, field) in enumerate(zip(header.texts, header.fields, strict=True)):
        if not text:
            continue
        group = joined(text) if len(header.rows) > 1 else None
        own = (fold(text), split_unit(text).base, group, fold(field), split_unit(field).base)
        fits = ((order, _exactness(own, form)) for order, form in enumerate(forms))
        standing = next(((order, how) for order, how in fits if how is not None), None)
        if standing is not None:
            standings[position] = standing
    return standings


def _exactness(own: tuple[str, str, str | None, str, str], form: tuple[str, str, str]) -> int | None:
    text, base, group, field, field_base = own
    tries = (text == form[0], base == form[1], group == form[2], field == form[0], field_base == form[1])
    return next((how for how, fits in enumerate(tries) if fits), None)


def _agree(column: Column, taken: int, other: int, header: Header, grid: Grid) -> bool:
    """Tell whether two columns are one, given in two units (平均响应时间 and 平均响应时间(秒)): equal but for rounding."""
    texts = header.texts[taken], header.texts[other]
    if split_unit(texts[0]).base != split_unit(texts[1]).base:
        return False
    if column.unit in (None, "text", "date"):
        return True
    one, two = (
        numbers(grid.columns[p][header.first_row :], unit=column.unit, header_unit=counted_in(text, column.unit)).values
        for p, text in zip((taken, other), texts, strict=True)
    )
    with np.errstate(invalid="ignore"):
        return not bool((np.abs(one - two) > np.maximum(1, np.abs(one) / 100)).any())


def _day(header: Header, headers: Sequence[str]) -> Found | None:
    """Return the column that dates the rows; None where none does, or several do equally well."""
    standings = _standings(header, headers)
    best = [position for position, standing in standings.items() if standing == min(standings.values())]
    return Found(DAY, best[0], header.texts[best[0]]) if len(best) == 1 else None


def settle(name: str, first: list[int], header: Header, problems: Problems, grid: Grid) -> int:
    """Choose among columns that fit a name equally well; D232 or D233 unless they are one column twice.

    Under the name ``agent`` they are the columns that name the agent.
    """
    if len(first) == 1:
        return first[0]
    if _under_labels(header, first):
        rows, field = len(header.rows), header.fields[first[0]]
        problems.add("D291", grid.place(header.rows[-1], first[1]), group=name, name=name, header=field, rows=rows)
        return first[0]
    if len({fold(header.texts[position]) for position in first}) > 1:
        headers = listed([header.texts[position] for position in first])
        choice = f"[{header.texts[first[0]]}]"
        setting = f"agent: {choice}" if name == "agent" else f"columns: {{{name}: {choice}}}"
        problems.add("D232", grid.place(header.rows[-1], first[1]), group=name, name=name, headers=headers, setting=setting)
        return first[0]
    filled = [p for p in first if any(not is_empty(cell) for cell in _cells(grid, p, header))] or first
    if any(_cells(grid, position, header) != _cells(grid, filled[0], header) for position in filled[1:]):
        place, other = grid.place(header.rows[-1], filled[1]), grid.name_of(filled[0])
        problems.add(
            "D233", place, group=name, name=name, header=header.texts[filled[0]], other=other, layout=_rows_above(grid, header)
        )
    return filled[0]


def _under_labels(header: Header, positions: list[int]) -> bool:
    """Tell whether a field stands under several headings that are days, months and the like."""
    fields = {fold(header.fields[position]) for position in positions}
    headings = [header.texts[position].removesuffix(header.fields[position]).strip() for position in positions]
    return len(header.rows) > 1 and len(fields) == 1 and len(set(headings)) > 1 and all(map(is_label, headings))


def _rows_above(grid: Grid, header: Header) -> Words:
    """Return the remedy that takes the row above into the header, where it says more than one thing."""
    above = grid.row(header.rows[0] - 1) if header.rows[0] else []
    if len({text_of(cell) for cell in above if not is_empty(cell)}) < 2:
        return Words("", "")
    rows = len(header.rows) + 1
    zh = f"；上面一行也是表头的话，在方案里写 layout: {{header_rows: {rows}}}"
    return Words(zh, f"; if the row above is of the header, too, say so in the scheme: layout: {{header_rows: {rows}}}")


def _cells(grid: Grid, position: int, header: Header) -> list[Any]:
    cells = grid.columns[position].tolist()[header.first_row :]
    return [None if is_empty(cell) else cell for cell in cells]


def known_by(column: Column) -> str:
    """Return a name with the first headers that stand for it, as messages write it."""
    return column.name if column.headers == (column.name,) else f"{column.name} ({' / '.join(column.headers[:4])})"


def report_absent(
    names: Iterable[str],
    wanted: Requirements,
    headers: Sequence[str],
    problems: Problems,
    place: Place,
    *,
    taken: Collection[str],
) -> None:
    """Report needed names that no file of an input has a column for, once, with the headers there are.

    A header that is taken for another name is not offered: a ratio of a column with itself is no remedy.
    """
    absent = [wanted.columns[name] for name in names]
    if not absent:
        return
    free = [text for text in headers if text not in taken]
    near = [text for column in absent for text in nearest(column.headers, free)]
    shown = [text for text in headers if text]
    like = listed(list(dict.fromkeys(near))[:6])
    close = Words(f"最接近的是 {like.zh}", f"nearest: {like.en}") if near else Words("没有相近的", "none is like it")
    zh, en = (", ".join(f"{column.name}: [{header}]" for column in absent) for header in ("表头", "header"))
    setting = Words(f"columns: {{{zh}}}", f"columns: {{{en}}}")
    later = [column.name for column in absent if column.name in _OF_A_RUN and column.headers == (column.name,)]
    if later:
        names = listed(later)
        setting = Words(
            f"{setting.zh}；要说的是算出来的 {names.zh}，它只能用在 pay 和 flags 里（score 还能用在 gates 里），不能用来挑行",
            f"{setting.en}; if the {names.en} that is computed is meant: it may be used in pay and flags (score in gates, too),"
            " not to choose rows",
        )
    months = [text for text in headers if text and is_label(text)]
    if len(months) > 1 and len(absent) == 1:
        zh, en = (f"layout: {{wide: {{names: {name}, values: {absent[0].name}}}}}" for name in ("月份", "month"))
        setting = Words(
            f"{setting.zh}；{months[0]}、{months[1]}……各列都是它，就写 {zh}",
            f"{setting.en}; where {months[0]}, {months[1]} … are all of it: {en}",
        )
    what = listed([known_by(column) for column in absent], most=40)
    problems.add("D231", place, names=what, setting=setting, nearest=close, headers=listed(shown, most=40))


def nearest(sought: Sequence[str], headers: Sequence[str], *, alike: float = 0.5) -> list[str]:
    """Return up to three headers that look most like one of the sought ones, ``alike`` (0 to 1) at least, or hold it."""
    folded = {fold(text): text for text in headers if text}
    found: dict[str, float] = {}
    for form in (fold(text) for text in sought):
        for other in difflib.get_close_matches(form, folded, n=3, cutoff=alike):
            ratio = difflib.SequenceMatcher(None, form, other).ratio()
            found[other] = max(ratio, found.get(other, 0.0))
        for other in folded:
            if len(form) > 2 and form in other:
                found[other] = max(alike, found.get(other, 0.0))
    return [folded[form] for form in sorted(found, key=lambda form: (-found[form], form))[:3]]
