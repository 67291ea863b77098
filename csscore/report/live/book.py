"""Writes the sheets of a live workbook: values, formulas with what they give, number formats; it decides no formula."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.report.describe import sections
from csscore.report.live.checking import write_check
from csscore.report.live.grid import COHORT, FIRST, LAST, ROW, Column
from csscore.report.live.model import WorkbookModel
from csscore.report.live.paying import Paying
from csscore.report.live.picture import write_picture
from csscore.report.live.ranking import Ranking
from csscore.report.live.scoring import Scoring
from csscore.report.live.worksheet import PlainWorksheet
from csscore.report.plain import width_of
from csscore.report.sink import cut
from csscore.sentences import sentences

if TYPE_CHECKING:
    from csscore.pipeline import Run
    from csscore.report.live.grid import Sheet
    from csscore.words import Lang

say = sentences(__file__)

_WIDEST: Final = 36
_MEASURED: Final = 500
_GIVEN: Final = say("given")
HINT: Final = say("hint")


class Look:
    """The formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **properties: Any) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def head(self) -> Any:
        """Return the format of column titles."""
        return self(bold=True, bottom=1, text_wrap=True, align="center", valign="vcenter", bg_color="#EDF2F7")


def write_live(book: Any, run: Run, lang: Lang) -> list[tuple[str, str]]:
    """Write the sheets inputs, scheme, scores, ranks, pay, cohorts and check, and a chart.

    Returns
    -------
    list of (str, str)
        The scheme in words: headings on the left, lines on the right.
    """
    draft = WorkbookModel(run, lang)
    scoring = Scoring(draft)
    ranking = Ranking(draft, scoring)
    paying = Paying(draft, scoring, ranking) if draft.result.lines else None
    parts = scoring.contributions()
    look = Look(book)
    write_picture(book, draft, parts, scoring.score)
    _columns(book, draft.inputs, draft, look, given=True)
    _settings(book, draft, look)
    _columns(book, draft.scores, draft, look)
    _columns(book, draft.ranks, draft, look)
    if paying is not None:
        _columns(book, draft.pay, draft, look)
    _cohorts(book, draft, look)
    write_check(book, draft, look, scoring.score, ranking.rank, None if paying is None else paying.sum)
    rows = []
    for title, lines in sections(draft.scheme):
        rows.append((draft.shown(title.in_(draft.lang)), ""))
        rows += [("", "　" * depth + draft.shown(line.in_(draft.lang))) for depth, line in lines]
    return rows


def _columns(book: Any, sheet: Sheet, draft: WorkbookModel, look: Look, *, given: bool = False) -> None:
    """Write a sheet with one row an agent; ``given`` is whether all of it is input."""
    target = book.add_worksheet(sheet.name, worksheet_class=PlainWorksheet)
    for number, column in enumerate(sheet.columns):
        title = draft.shown(column.title) + (_GIVEN.in_(draft.lang) if column.given else "")
        properties: dict[str, Any] = {"num_format": number_format(column)}
        if column.given:
            properties["bg_color"] = "#FBE5D6"
        elif given and column.look != "text":
            properties["bg_color"] = "#FFFBE6"
        target.set_column(number, number, _width(column, title), look(**properties))
    _page(target, sheet, draft)
    for number, column in enumerate(sheet.columns):
        title = draft.shown(column.title) + (_GIVEN.in_(draft.lang) if column.given else "")
        target.write_string(0, number, cut(title), look.head())
    target.set_row(0, 48)
    own = f"'{sheet.name}'!"
    for cohort, (first, last) in enumerate(draft.spans):
        pieces = [_pieces(column, own, cohort, first, last) for column in sheet.columns]
        cells = [column.cells for column in sheet.columns]
        for row in range(first, last + 1):
            text = str(row)
            for number, piece in enumerate(pieces):
                value = cells[number][row - 2]
                if piece is not None:
                    target.write_formula(row - 1, number, text.join(piece), None, "" if value is None else value)
                elif value is None:
                    continue
                elif isinstance(value, str):
                    target.write_string(row - 1, number, cut(value))
                else:
                    target.write_number(row - 1, number, value)


def _pieces(column: Column, own: str, cohort: int, first: int, last: int) -> list[str] | None:
    """Return a formula for the rows of a cohort, cut where the number of the row goes."""
    if column.formula is None:
        return None
    formula = column.formula.replace(FIRST, str(first)).replace(LAST, str(last)).replace(COHORT, str(cohort + 3))
    return f"={formula.replace(own, '')}".split(ROW)


def _page(target: Any, sheet: Sheet, draft: WorkbookModel) -> None:
    target.freeze_panes(1, 1 + len(draft.result.cohorts))
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(0)
    target.set_footer("&L&A&R&P / &N")
    target.autofilter(0, 0, max(len(draft), 1), len(sheet.columns) - 1)


def _settings(book: Any, draft: WorkbookModel, look: Look) -> None:
    """Write the sheet of the scheme."""
    target = book.add_worksheet(draft.settings.name)
    for column, width in enumerate((24, 30, 14, 16, 12, 14, 60)):
        target.set_column(column, column, width)
    changed = {"bg_color": "#FFF2A8", "font_color": "#1F3FBF", "border": 1, "border_color": "#D9C86A"}
    forms = {
        "percent": "0.00%",
        "money": f"#,##0.{'0' * draft.result.money_digits}".rstrip("."),
        "share": "0.00",
        "weight": "General",
    }
    for row, cells in enumerate(draft.settings.rows):
        for column, cell in enumerate(cells):
            if cell.value is None and cell.formula is None:
                continue
            if cell.look in {"head", "label", "wide"}:
                form = look.head() if cell.look == "head" else look(text_wrap=True, valign="top", align="left", indent=1)
                target.write_string(row, column, cut(draft.shown(str(cell.value))), form)
            elif cell.formula is not None:
                form = look(num_format=forms.get(cell.look, "General"))
                target.write_formula(row, column, f"={_near(cell.formula, draft)}", form, cell.value)
            elif isinstance(cell.value, str):
                target.write_string(row, column, cut(draft.shown(cell.value)), look(**changed))
            else:
                form = look(num_format=forms.get(cell.look, "General"), **({} if cell.look == "off" else changed))
                target.write_number(row, column, float(cell.value or Fraction(0)), form)
    target.write_string(len(draft.settings.rows) + 1, 0, HINT.in_(draft.lang))
    target.freeze_panes(1, 0)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.set_footer("&L&A&R&P / &N")


def _near(formula: str, draft: WorkbookModel) -> str:
    return formula.replace(f"'{draft.settings.name}'!", "")


def _cohorts(book: Any, draft: WorkbookModel, look: Look) -> None:
    """Write the sheet of cohorts."""
    table = draft.cohorts
    target = book.add_worksheet(table.name)
    target.set_column(0, 0, 18)
    target.write_string(0, 0, draft.say(say("cohort")), look.head())
    for number, entry in enumerate(table.entries, 1):
        form = "General" if entry.like is None else number_format(entry.like)
        target.set_column(number, number, max(width_of(entry.title) / 2 + 4, 13), look(num_format=form))
        target.write_string(0, number, cut(draft.shown(entry.title)), look.head())
    target.set_row(0, 48)
    for row, label in enumerate(table.labels, 1):
        target.write_string(row, 0, cut(label))
        for number, entry in enumerate(table.entries, 1):
            formula, value = entry.formulas[row - 1], entry.cells[row - 1]
            if formula is not None:
                target.write_formula(row, number, f"={formula}", None, "" if value is None else value)
            elif value is not None:
                form = "General" if entry.like is None else number_format(entry.like)
                target.write_number(row, number, value, look(bg_color="#FBE5D6", num_format=form))
    target.freeze_panes(1, 1)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.set_footer("&L&A&R&P / &N")


def number_format(column: Column) -> str:
    """Return how the numbers of a column are shown."""
    decimals = "." + "0" * column.decimals if column.decimals else ""
    forms = {
        "text": "@", "rank": "0", "flag": "0", "number": "General", "day": "yyyy-mm-dd", "percent": f"0{decimals}%",
        "money": f"#,##0{decimals}", "seconds": f"0{decimals}", "points": f"0{decimals}",
    }  # fmt: skip
    return forms[column.look]


def _width(column: Column, title: str) -> float:
    """Return a width that shows the numbers and a title of two lines."""
    shown = [cell for cell in list(column.cells[:_MEASURED]) if cell is not None]
    if column.look == "text":
        widest = max((width_of(str(cell)) for cell in shown), default=0) + 2
    else:
        widest = max((len(f"{cell:,.{column.decimals}f}") for cell in shown), default=0) + 2
    return min(max(widest, width_of(title) / 2 + 3, 9), _WIDEST)
