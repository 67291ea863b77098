"""The ranking on a terminal or in a pipe, line by line; user text is never markup, colour never the only sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from csscore.exact.fixed import MISSING
from csscore.report.around import footnotes, heading, incidents, total_line
from csscore.report.plain import one_line
from csscore.report.view import (
    agent_column,
    cohort_columns,
    counted_columns,
    name_column,
    named,
    pay_column,
    points_column,
    rank_column,
    score_column,
    value_column,
)
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.report.view import Column
    from csscore.result import Result
    from csscore.words import Lang

say = sentences(__file__)

LONGEST: Final = 10_000
"""Agents that are listed; whoever has more wants a file."""
_GAP: Final = 2
_MENTIONED: Final = 20
_TIES: Final = say("ties")
_HIDDEN: Final = say("hidden")
_CUT: Final = say("cut")
_MORE: Final = say("more")
_TOP, _BOTTOM = "green", "bright_black"


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A column ready to be printed: header, cells and the width both need."""

    title: str
    cells: Sequence[str]
    width: int
    to_the_left: bool
    shaded: bool = False


def lines(result: Result, lang: Lang, *, width: int | None, points: bool) -> Iterator[Text]:
    """Return the lines of the table and what is said below it.

    Parameters
    ----------
    width
        Columns of the terminal; metrics that don't fit are left out, from the right. None: everything, whatever its width.
    points
        Show what each value is worth beside it.
    """
    count = min(len(result), LONGEST)
    base, metrics = _columns(result, lang, count, width, points=points)
    shown, hidden = _fitting(base, metrics, width)
    yield Text(one_line(heading(result, lang)), style="bold")
    yield Text()
    yield line_of(shown, [column.title for column in shown], "bold")
    yield Text("─" * (sum(column.width for column in shown) + _GAP * (len(shown) - 1)), style=_BOTTOM)
    for row, shade in enumerate(_shades(result, count)):
        yield line_of(shown, [column.cells[row] for column in shown], "", shade)
    yield Text()
    yield from (Text(note) for note in _notes(result, lang, hidden))
    yield from events(result, lang)


def events(result: Result, lang: Lang) -> Iterator[Text]:
    """Return what happened to single agents: who is not ranked, gates, flags."""
    for title, entries in incidents(result, lang):
        yield Text()
        yield Text(title, style="bold")
        yield from (Text(f"  {one_line(who)}  {one_line(what)}") for who, what in entries[:_MENTIONED])
        if len(entries) > _MENTIONED:
            yield Text(f"  {_MORE.filled({'count': len(entries) - _MENTIONED}).in_(lang)}")


def _notes(result: Result, lang: Lang, hidden: Sequence[Printed]) -> Iterator[str]:
    if len(result) > LONGEST:
        yield _CUT.filled({"shown": LONGEST}).in_(lang)
    if hidden:
        titles = ("、" if lang == "zh" else ", ").join(column.title for column in hidden)
        yield _HIDDEN.filled({"count": len(hidden), "titles": titles}).in_(lang)
    yield from sums(result, lang)
    yield from footnotes(result, lang)


def sums(result: Result, lang: Lang) -> Iterator[str]:
    """Return the totals, and what the sign of shared places means where there is one."""
    yield total_line(result, lang)
    if bool((result.tied > 1).any()):
        yield _TIES.in_(lang)


def _columns(result: Result, lang: Lang, count: int, width: int | None, *, points: bool) -> tuple[list[Printed], list[Printed]]:
    """Return the columns that are always shown and those of the metrics."""

    def printed(column: Column, *, shaded: bool = False) -> Printed:
        return made(column.headed(lang, result.currency), column.shown(0, count), width, column, shaded=shaded)

    people = [agent_column(result), name_column(result)] if named(result) else [agent_column(result)]
    base = [places(result, lang, count), *(printed(column) for column in (*people, *cohort_columns(result)))]
    base.append(printed(score_column(result), shaded=True))
    if result.lines:
        base.append(printed(pay_column(result), shaded=True))
    base += [printed(column) for column in counted_columns(result)]
    metrics = []
    for metric in result.metrics:
        metrics.append(printed(value_column(metric, result.currency)))
        if points:
            metrics.append(printed(points_column(metric, digits=result.point_digits)))
    return base, metrics


def places(result: Result, lang: Lang, count: int) -> Printed:
    """Return the places, shared ones marked, figures still below each other."""
    shown = rank_column(result).shown(0, count)
    tied = result.tied[:count].tolist()
    if any(shared > 1 for shared in tied):
        shown = [place + ("=" if shared > 1 else " ") for place, shared in zip(shown, tied, strict=True)]
    return made(rank_column(result).headed(lang, result.currency), shown, None, rank_column(result))


def made(title: str, cells: Sequence[str], width: int | None, column: Column, *, shaded: bool = False) -> Printed:
    """Return a column ready to be printed; on a terminal of some width its texts take a quarter of it at most."""
    title, to_the_left = one_line(title), column.kind == "text"
    if to_the_left:
        cells = [one_line(cell) for cell in cells]
    needed = max((cell_len(cell) for cell in cells), default=0)
    if to_the_left and width is not None:
        needed = min(needed, max(16, width // 4))
    return Printed(title, cells, max(needed, cell_len(title)), to_the_left, shaded)


def _fitting(base: list[Printed], metrics: list[Printed], width: int | None) -> tuple[list[Printed], list[Printed]]:
    """Return what fits beside each other, and what has to go: from the right, never one of the base."""
    shown = [*base]
    used = sum(column.width + _GAP for column in base) - _GAP
    for number, column in enumerate(metrics):
        used += _GAP + column.width
        if width is not None and used > width:
            return shown, metrics[number:]
        shown.append(column)
    return shown, []


def line_of(columns: Sequence[Printed], cells: Sequence[str], style: str, shade: str = "") -> Text:
    """Return one line of the table; a cell that is too wide is cut."""
    line = Text(style=style)
    for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        gap = " " * _GAP if number else ""
        size = cell_len(cell)
        if size > column.width:
            cell = set_cell_size(cell, column.width - 1).rstrip() + "…"  # noqa: PLW2901
            size = cell_len(cell)
        space = " " * (column.width - size)
        line.append(gap + (cell + space if column.to_the_left else space + cell), shade if column.shaded else None)
    line.rstrip()
    return line


def _shades(result: Result, count: int) -> Iterator[str]:
    """Return a shade an agent: the upper third of the cohort, the middle, the lower third."""
    cohorts = list(zip(*(cells.tolist() for cells in result.cohorts.values()), strict=True)) or [()] * len(result)
    sizes: dict[tuple[object, ...], int] = {}
    ranks = result.ranks.tolist()
    for cohort, rank in zip(cohorts, ranks, strict=True):
        sizes[cohort] = sizes.get(cohort, 0) + (rank != MISSING)
    for cohort, rank in zip(cohorts[:count], ranks[:count], strict=True):
        size = sizes[cohort]
        if rank == MISSING or 3 * rank > 2 * size:
            yield _BOTTOM
        else:
            yield _TOP if 3 * rank <= size else ""
