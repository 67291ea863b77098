"""The ranking as a plain workbook to file or to print: numbers are numbers, names are never formulas, two writes are equal bytes.

It carries values only; a workbook that computes is another report.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.read.own import GENERATOR
from csscore.report.plain import one_line, width_of
from csscore.report.sentences import footnotes, heading, incidents, total_line
from csscore.report.sink import workbook
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
    value_column,
)
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.pipeline import Run
    from csscore.result import Result
    from csscore.words import Lang

MOST_AGENTS: Final = 1_048_575
"""Rows of a sheet, less the header."""
_RANKING, _METRICS, _NOTES = Words("排名", "Ranking"), Words("指标", "Metrics"), Words("说明", "Notes")
_SCHEME, _DIGEST, _PERIOD = Words("方案", "Scheme"), Words("方案摘要", "Scheme digest"), Words("考核期", "Period")
_PROBLEMS = Words("读取时的提示", "What was noticed")
_BARS: Final = {"score": "#9DC3E6", "pay": "#A9D18E"}
"""Columns with bars, and their colours."""
CREATED: Final = datetime(2000, 1, 1)
"""Fixed, so that equal results are equal files."""
_WIDEST, _LONGEST = 48, 32_000
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
        _table(book, _RANKING.in_(lang), ranking, result, lang)
        words: list[tuple[str, str]] = []
        if run is not None:
            from csscore.report.live.book import write_live

            words = write_live(book, run._replace(result=result), lang)
        else:
            metrics: list[Column] = []
            for metric in result.metrics:
                metrics += [value_column(metric), points_column(metric, digits=result.point_digits)]
            _table(book, _METRICS.in_(lang), [*standing, *metrics], result, lang)
        _notes(book, result, lang, words)


def _table(book: Any, title: str, columns: Sequence[Column], result: Result, lang: Lang) -> None:
    """Write one sheet, row by row: with constant memory a finished row can't be touched again."""
    sheet = book.add_worksheet(title)
    look = {"bold": True, "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EDF2F7"}
    head = book.add_format(look)
    titles = [column.headed(lang, result.currency) for column in columns]
    for number, (column, text) in enumerate(zip(columns, titles, strict=True)):
        shown = column.shown(0, _MEASURED)
        width = max(width_of(text) + 2, *(width_of(cell) + 1 for cell in shown)) if shown else width_of(text) + 2
        sheet.set_column(number, number, min(width, _WIDEST), _cell_format(book, column, shown))
    sheet.freeze_panes(1, 1 + next(number for number, column in enumerate(columns) if column.key == "agent"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.set_row(0, 30)
    for number, text in enumerate(titles):
        sheet.write_string(0, number, cut(text), head)
    for start in range(0, len(result), _MEASURED):
        block = [column.texts(start, start + _MEASURED) for column in columns]
        for row, cells in enumerate(zip(*block, strict=True), start + 1):
            for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                if cell is None:
                    continue
                if column.kind == "text":
                    sheet.write_string(row, number, cut(cell))
                else:
                    sheet.write_number(row, number, float(cell))
    sheet.autofilter(0, 0, len(result), len(columns) - 1)
    for number, column in enumerate(columns):
        if column.key in _BARS:
            bar = {"type": "data_bar", "bar_color": _BARS[column.key], "min_type": "num", "min_value": 0}
            sheet.conditional_format(1, number, max(len(result), 1), number, bar)


def _notes(book: Any, result: Result, lang: Lang, words: Sequence[tuple[str, str]]) -> None:
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
    look = {"num_format": number_format(column, shown)}
    return book.add_format(look | {"align": "center"} if column.kind == "rank" else look)


def number_format(column: Column, shown: Sequence[str]) -> str:
    """Return how a spreadsheet shows the numbers of a column, given how people are shown some of them."""
    if column.kind in ("text", "rank"):
        return "General"
    decimals = max((len(cell.partition(".")[2]) for cell in shown), default=0)
    whole = "#,##0" if column.kind == "money" else "0"
    return f"{whole}{'.' if decimals else ''}{'0' * decimals}{'%' if column.kind == 'percent' else ''}"


def cut(text: str) -> str:
    """Return a text that fits a cell."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
