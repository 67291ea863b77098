"""The ranking as a plain workbook to file or to print: numbers are numbers, names are never formulas, two writes are equal bytes.

It carries values only; a workbook that computes is another report.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.exact.fixed import MISSING
from csscore.exact.fixed import text as fixed
from csscore.read.own import GENERATOR
from csscore.report.around import footnotes, heading, incidents, total_line
from csscore.report.live.book import HINT, write_live
from csscore.report.plain import one_line, width_of
from csscore.report.sink import cut, workbook
from csscore.report.view import (
    Column,
    agent_column,
    cohort_columns,
    counted_columns,
    line_columns,
    name_column,
    named,
    pay_column,
    points_column,
    rank_column,
    reason_columns,
    score_column,
    thousands,
    value_column,
)
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.pipeline import Run
    from csscore.result import Result
    from csscore.words import Lang

say = sentences(__file__)

MOST_AGENTS: Final = 1_048_570
"""Rows of a sheet, less title, totals, header, sum and signatures."""
_RANKING, _METRICS, _NOTES = say("ranking"), say("metrics"), say("notes")
_SCHEME, _DIGEST, _PERIOD = say("scheme"), say("scheme_digest"), say("period")
_PROBLEMS = say("problems")
_TITLE: Final = Words("{title} {period}", "{title} {period}")
_SUM: Final = say("sum")
_SIGNED: Final = (say("prepared"), say("checked"), say("approved"))
"""Who signs below the ranking."""
_LINE: Final = "＿" * 7
_COLOURS: Final = say("colours")
_BARS_MEAN: Final = say("bars_mean")
_BARS: Final = {"score": "#9DC3E6", "pay": "#A9D18E"}
"""Columns with bars, and their colours."""
CREATED: Final = datetime(2000, 1, 1)
"""Fixed, so that equal results are equal files."""
_WIDEST = 48
_DEFAULT_WIDTH: Final = 8
"""Figures that a column holds whose width nobody set."""
_UPRIGHT: Final = 100
"""Figures that fit beside each other on an upright sheet, a little shrunk."""
_MEASURED: Final = 2_000
"""Rows whose text decides the width of a column."""


def write_workbook(result: Result, to: BinaryIO, *, lang: Lang, run: Run | None = None) -> None:
    """Write the ranking, everything that recomputes it, and notes; the agents must be no more than `MOST_AGENTS`.

    Parameters
    ----------
    result
        What is shown; people may go by other names in it than in the run.
    to
        A binary file.
    lang
        The language of titles and notes.
    run
        How the result came about. Without it there are no formulas, only the values of the metrics.
    """
    with workbook(to) as book:
        book.set_properties({"title": one_line(heading(result, lang)), "created": CREATED, "keywords": GENERATOR})
        who = [agent_column(result), *([name_column(result)] if named(result) else [])]
        standing = [rank_column(result), *who]
        paid = [score_column(result), *line_columns(result), *([pay_column(result)] if result.lines else [])]
        ranking = [*standing, *cohort_columns(result), *paid, *counted_columns(result), *reason_columns(result, lang)]
        _table(book, _RANKING.in_(lang), ranking, result, lang, paper=_Paper(result, ranking, lang))
        words: list[tuple[str, str]] = []
        hints: list[str] = []
        if run is not None:
            hints.append(HINT.in_(lang))
            words = write_live(book, run._replace(result=result), lang)
        else:
            metrics: list[Column] = []
            for metric in result.metrics:
                metrics += [value_column(metric, result.currency), points_column(metric, digits=result.point_digits)]
            _table(book, _METRICS.in_(lang), [*standing, *metrics], result, lang)
        _notes(book, result, lang, words, hints)


class _Paper:
    """What makes a sheet something to sign and hand on: title and totals above the table, sum and signatures below."""

    above: Final = 2

    def __init__(self, result: Result, columns: Sequence[Column], lang: Lang) -> None:
        title = result.scheme.title.in_(lang)
        self.title = title if result.period is None else _TITLE.filled({"title": title, "period": result.period}).in_(lang)
        self.said = f"{heading(result, lang)}{'；' if lang == 'zh' else '; '}{total_line(result, lang)}"
        self.sums = [_sum(column) for column in columns]
        self.signed = "    ".join(f"{words.in_(lang)}{'：' if lang == 'zh' else ': '}{_LINE}" for words in _SIGNED)
        self.label = _SUM.in_(lang)

    def head(self, book: Any, sheet: Any) -> None:
        """Write what stands above the header."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, cut(one_line(self.title)), book.add_format({"bold": True, "font_size": 16, "align": "left"}))
        sheet.write_string(1, 0, cut(one_line(self.said)), book.add_format({"font_color": "#595959", "align": "left"}))

    def foot(self, book: Any, sheet: Any, row: int, columns: Sequence[Column]) -> int:
        """Write sum and signatures from a row on; return the last row."""
        where = next(number for number, column in enumerate(columns) if column.key == "agent")
        if any(total is not None for total in self.sums):
            for number, (column, total) in enumerate(zip(columns, self.sums, strict=True)):
                look = {"bold": True, "top": 1}
                if total is not None:
                    form = book.add_format(look | {"num_format": number_format(column, [total])})
                    sheet.write_number(row, number, float(total), form)
                else:
                    sheet.write(row, number, self.label if number == where else None, book.add_format(look))
            row += 1
        sheet.set_row(row + 1, 24)
        sheet.write_string(row + 1, 0, self.signed, book.add_format({"align": "left", "valign": "bottom"}))
        return row + 1

    def across(self, widths: Sequence[int]) -> int:
        """Return the last column that is printed: texts above and below may be wider than the table."""
        over = max(width_of(self.said), width_of(self.signed)) - sum(widths)
        return len(widths) - 1 + max(ceil(over / _DEFAULT_WIDTH), 0)


def _sum(column: Column) -> str | None:
    """Return the exact sum of a column of money; None of any other."""
    if column.kind != "money" or column.cells.dtype.kind != "i":
        return None
    return fixed(sum(int(units) for units in column.cells if units != MISSING), column.digits)


def _table(book: Any, title: str, columns: Sequence[Column], result: Result, lang: Lang, *, paper: _Paper | None = None) -> None:
    """Write one sheet, row by row: with constant memory a finished row can't be touched again."""
    sheet = book.add_worksheet(title)
    top = 0 if paper is None else paper.above
    look = {"bold": True, "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EDF2F7"}
    head = book.add_format(look)
    titles = [column.headed(lang, result.currency) for column in columns]
    widths = []
    for number, (column, text) in enumerate(zip(columns, titles, strict=True)):
        shown = column.shown(0, _MEASURED)
        sums = [] if paper is None else [thousands(total) + "  " for total in (paper.sums[number],) if total is not None]
        widths.append(min(max(width_of(text) + 2, *(width_of(cell) + 1 for cell in ("", *shown, *sums))), _WIDEST))
        sheet.set_column(number, number, widths[-1], _cell_format(book, column, shown))
    sheet.freeze_panes(top + 1, 1 + next(number for number, column in enumerate(columns) if column.key == "agent"))
    if paper is None or sum(widths) > _UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_footer("&L&A&R&P / &N")
    if paper is not None:
        paper.head(book, sheet)
    sheet.set_row(top, 30)
    for number, text in enumerate(titles):
        sheet.write_string(top, number, cut(text), head)
    for start in range(0, len(result), _MEASURED):
        block = [column.texts(start, start + _MEASURED) for column in columns]
        for row, cells in enumerate(zip(*block, strict=True), start + top + 1):
            for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                if cell is None:
                    continue
                if column.kind == "text":
                    sheet.write_string(row, number, cut(cell))
                else:
                    sheet.write_number(row, number, float(cell))
    last = top + len(result)
    sheet.autofilter(top, 0, last, len(columns) - 1)
    for number, column in enumerate(columns):
        if column.key in _BARS:
            bar = {"type": "data_bar", "bar_color": _BARS[column.key], "min_type": "num", "min_value": 0}
            sheet.conditional_format(top + 1, number, max(last, top + 1), number, bar)
    if paper is not None:
        sheet.print_area(0, 0, paper.foot(book, sheet, last + 1, columns), paper.across(widths))


def _notes(book: Any, result: Result, lang: Lang, words: Sequence[tuple[str, str]], hints: Sequence[str]) -> None:
    """Write which scheme it was, the totals, what happened to single agents and what was noticed on the way."""
    sheet = book.add_worksheet(_NOTES.in_(lang))
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 96)
    rows: list[tuple[str, str]] = [(_SCHEME.in_(lang), heading(result, lang)), (_DIGEST.in_(lang), result.scheme.digest)]
    if result.period:
        rows.append((_PERIOD.in_(lang), result.period))
    rows += [("", said) for said in (total_line(result, lang), *footnotes(result, lang))]
    for title, entries in incidents(result, lang):
        rows += [(title, ""), *entries]
    rows += [(_COLOURS.in_(lang), _BARS_MEAN.filled({"sheet": _RANKING}).in_(lang)), *(("", line) for line in hints)]
    if result.problems:
        rows.append((_PROBLEMS.in_(lang), ""))
    rows += [(f"{problem.code} {problem.place or ''}".strip(), problem.message.in_(lang)) for problem in result.problems]
    rows += [("", ""), *words] if words else []
    for row, (left, right) in enumerate(rows[: MOST_AGENTS + 1]):
        sheet.write_string(row, 0, cut(left), bold)
        sheet.write_string(row, 1, cut(right), wrapped)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _cell_format(book: Any, column: Column, shown: Sequence[str]) -> Any:
    """Return how the cells of a column look: places in the middle, apart from the names beside them."""
    look: dict[str, Any] = {"num_format": number_format(column, shown)}
    if column.key == "reason":  # it stands right of an amount
        look["indent"] = 1
    return book.add_format(look | {"align": "center"} if column.kind == "rank" else look)


def number_format(column: Column, shown: Sequence[str]) -> str:
    """Return how a spreadsheet shows the numbers of a column, given how people are shown some of them."""
    if column.kind in ("text", "rank"):
        return "General"
    decimals = max((len(cell.partition(".")[2]) for cell in shown), default=0)
    whole = "#,##0" if column.kind == "money" else "0"
    return f"{whole}{'.' if decimals else ''}{'0' * decimals}{'%' if column.kind == 'percent' else ''}"
