"""The workbook of slips: for each person a header, what is hers, and a line to cut along; it has values and no formulas.

Excel ignores page breaks where it is told to fit a sheet to the width of a page. So the scale that fits is worked out here, and
a new page begins before a person who would not fit whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.exact.fixed import MISSING, text
from csscore.explanation import ADJUSTMENT
from csscore.read.own import GENERATOR
from csscore.report.around import heading
from csscore.report.plain import one_line, width_of
from csscore.report.quantities import signed
from csscore.report.sink import cut, workbook
from csscore.report.slips.columns import Entry, bands, entries
from csscore.report.slips.paper import PAID, UNPAID, decision
from csscore.report.workbook import CREATED
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.explanation import Change
    from csscore.pipeline import Run
    from csscore.result import Result
    from csscore.slip import Strip
    from csscore.words import Lang

say = sentences(__file__)

_MOST_BREAKS: Final = 1_000
"""Excel takes 1,026 page breaks a sheet."""
_MOST_ROWS: Final = 1_000_000
_PAGE_WIDTH, _PAGE_HEIGHT = 11.69 * 72 - 2 * 28, 8.27 * 72 - 36 - 40
"""What of an A4 sheet on its side is printed on, in points: margins of 28 at the sides, 36 above and 40 below."""
_LARGEST: Final = 78
"""Percent: slips are small, and a page should take several."""
_SLACK: Final = 0.97
"""Of the height: programs differ a little."""
_LONG_REASON: Final = 34.0
"""Widest column of a pay line, in figures."""
_SUBSTITUTE: Final = 0.75
"""Of the width: where the workbook's font is missing, columns come out as much as a third wider, and must not be cut."""
_TITLE, _HEAD, _LINE, _CUT = 16.0, 32.0, 17.0, 9.0
"""Heights of rows, in points."""
_HEAD_LINE, _SMALL = 13.5, 11.5
"""Heights of a line of a title and of a line of small print."""
_NOTE = say("note")
_UNRANKED, _GATE = say("not_ranked"), say("joined")
_BECAUSE = say("because")
_SINCE = say("since")


def write_slips(run: Run, strips: Sequence[Strip], to: BinaryIO, *, lang: Lang, note: Words | None = None) -> None:
    """Write the slips of some people, in the order given.

    Parameters
    ----------
    run
        The run; columns are those of its result, for everybody.
    strips
        Whose slips, with what stands beside their numbers.
    to
        A binary file.
    lang
        The language of titles and notes.
    note
        What every slip says of how to dispute it.
    """
    with workbook(to) as book:
        title = f"{_kind(run.result).in_(lang)} · {heading(run.result, lang)}"
        book.set_properties({"title": one_line(title), "created": CREATED, "keywords": GENERATOR})
        _Writer(book, run, title, lang, note).write(strips)


def _kind(result: Result) -> Words:
    return PAID if result.lines else UNPAID


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    head: Any
    small: Any
    label: Any
    note: Any
    cut: Any
    gap: Any


class _Writer:
    """Writes sheet after sheet: a sheet takes only so many page breaks."""

    def __init__(self, book: Any, run: Run, title: str, lang: Lang, note: Words | None) -> None:
        self._book = book
        self._run = run
        self._lang: Lang = lang
        self._noted = [] if note is None else [one_line(note.in_(lang))]
        self._title = cut(one_line(title))
        self._bands = bands(entries(run.result, lang))
        self._across = max(len(band) for band in self._bands)
        self._widths = self._spread([max(self._width(band, at) for band in self._bands) for at in range(self._across)])
        self._formats = _formats(book)
        every = list(self._entries())
        self._numbers = {
            (entry.form, entry.align): book.add_format(_BOX | {"num_format": entry.form, "align": entry.align}) for entry in every
        }
        points = {entry.points_form for entry in every if entry.points_form}
        self._points = {form: book.add_format(_BOX | _FAINT | {"num_format": form, "align": "right"}) for form in points}
        # a column is so many figures wide, of 5.25 points each, and 3.75 points of padding
        whole = sum(5.25 * width + 3.75 for width in self._widths)
        self._scale = max(10, min(_LARGEST, int(100 * _SUBSTITUTE * _PAGE_WIDTH / whole)))
        self._page = _SLACK * _PAGE_HEIGHT * 100 / self._scale
        self._sheets = 0

    def write(self, strips: Sequence[Strip]) -> None:
        """Write everybody's slip, never one across two pages."""
        sheet, row, used = self._sheet(), 0, 0.0
        breaks: list[int] = []
        for strip in strips:
            notes = [*(note for note in _notes(self._run, strip, self._lang) if note), *self._noted]
            heights = list(self._heights(strip, notes))
            if used and used + sum(heights) > self._page:
                if len(breaks) >= _MOST_BREAKS or row > _MOST_ROWS:
                    sheet.set_h_pagebreaks(breaks)
                    sheet, row, breaks = self._sheet(), 0, []
                else:
                    breaks.append(row)
                used = 0.0
            self._slip(sheet, row, strip, notes, heights)
            row += len(heights)
            used += sum(heights)
        sheet.set_h_pagebreaks(breaks)

    @staticmethod
    def _width(band: Sequence[Entry], at: int) -> float:
        return band[at].width if at < len(band) else 0.0

    def _spread(self, widths: list[float]) -> list[float]:
        """Give the room that is left on a page to the columns with reasons."""
        told = [at for at in range(self._across) if any(at < len(band) and band[at].line is not None for band in self._bands)]
        room = 100 / _LARGEST * _SUBSTITUTE * _PAGE_WIDTH / 5.25 - sum(widths) - len(widths)
        more = max(0.0, room / max(1, len(told)))
        return [min(width + more, max(width, _LONG_REASON)) if at in told else width for at, width in enumerate(widths)]

    def _entries(self) -> Iterator[Entry]:
        for band in self._bands:
            yield from band

    def _sheet(self) -> Any:
        self._sheets += 1
        name = _kind(self._run.result).in_(self._lang)
        sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=28 / 72, right=28 / 72, top=36 / 72, bottom=40 / 72)
        sheet.set_print_scale(self._scale)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer("&C&8&P / &N", {"margin": 14 / 72})
        return sheet

    def _heights(self, strip: Strip, notes: Sequence[str]) -> Iterator[float]:
        """Yield the height of each row of a slip."""
        yield _TITLE
        for band in self._bands:
            head = max(_head_lines(entry.title, width) for entry, width in zip(band, self._widths, strict=False))
            yield max(_HEAD, head * _HEAD_LINE + 5)
            yield _LINE
            if any(entry.below is not None or entry.line is not None for entry in band):
                lines = max(_lines(self._reason(strip, entry), width) for entry, width in zip(band, self._widths, strict=False))
                yield max(_LINE, lines * _SMALL + 3)
        whole = sum(self._widths)
        for note in notes:
            yield max(_LINE - 2, _lines(note, whole) * _SMALL + 3)
        yield _CUT
        yield _CUT

    def _reason(self, strip: Strip, entry: Entry) -> str:
        return "" if entry.line is None else one_line(strip.because[entry.line].in_(self._lang))

    def _slip(self, sheet: Any, row: int, strip: Strip, notes: Sequence[str], heights: Sequence[float]) -> None:
        for at, height in enumerate(heights):
            sheet.set_row(row + at, height)
        sheet.write_string(row, 0, self._title, self._formats.title)
        row += 1
        for band in self._bands:
            row = self._band(sheet, row, strip, band)
        for note in notes:
            sheet.merge_range(row, 0, row, self._across - 1, "", self._formats.note)
            sheet.write_string(row, 0, cut(note), self._formats.note)
            row += 1
        for at in range(self._across):
            sheet.write_blank(row, at, None, self._formats.cut)
        sheet.write_blank(row + 1, 0, None, self._formats.gap)  # a row without any cell would not keep its height

    def _band(self, sheet: Any, row: int, strip: Strip, band: Sequence[Entry]) -> int:
        for at, entry in enumerate(band):
            _write(sheet, row, at, entry.title, self._formats.head)
        for at, entry in enumerate(band):
            self._cell(sheet, row + 1, at, entry, entry.cells[strip.row])
        if all(entry.below is None and entry.line is None for entry in band):
            return row + 2
        for at, entry in enumerate(band):
            self._below(sheet, row + 2, at, entry, strip)
        return row + 3

    def _cell(self, sheet: Any, row: int, at: int, entry: Entry, cell: str | None) -> None:
        form = self._numbers[entry.form, entry.align]
        if cell is None:
            _write(sheet, row, at, entry.gap, form)
        elif entry.is_text:
            _write(sheet, row, at, one_line(cell), form)
        else:
            sheet.write_number(row, at, float(cell), form)

    def _below(self, sheet: Any, row: int, at: int, entry: Entry, strip: Strip) -> None:
        """Write the points below a value, or the reason below an amount."""
        if entry.below is None:
            _write(sheet, row, at, self._reason(strip, entry), self._formats.small)
        elif entry.points_form is None:
            _write(sheet, row, at, entry.below[strip.row] or "", self._formats.label)
        else:
            points = entry.below[strip.row]
            form = self._points[entry.points_form]
            if points is None:
                sheet.write_string(row, at, "–", form)
            else:
                sheet.write_number(row, at, float(points), form)


_BOX: Final[dict[str, Any]] = {"border": 1, "border_color": "#9AA5B1", "valign": "vcenter"}
_FAINT: Final[dict[str, Any]] = {"font_color": "#52606D", "font_size": 9}


def _formats(book: Any) -> _Formats:
    head = {"bold": True, "text_wrap": True, "align": "center", "bg_color": "#EDF2F7", "font_size": 10}
    small = _FAINT | {"text_wrap": True, "font_size": 8}
    return _Formats(
        title=book.add_format({"font_color": "#52606D", "font_size": 9, "valign": "vcenter"}),
        head=book.add_format(_BOX | head),
        small=book.add_format(_BOX | small),
        label=book.add_format(_BOX | _FAINT | {"align": "center"}),
        note=book.add_format(_BOX | small | {"align": "left"}),
        cut=book.add_format({"bottom": 3, "bottom_color": "#7B8794"}),
        gap=book.add_format(),
    )


def _write(sheet: Any, row: int, at: int, words: str, form: Any) -> None:
    """Write a text as a text, whatever it begins with."""
    if words:
        sheet.write_string(row, at, cut(words), form)
    else:
        sheet.write_blank(row, at, None, form)


def _head_lines(title: str, width: float) -> int:
    """Return how many lines a title takes, its unit on one of its own."""
    return sum(ceil(width_of(part) * 1.05 / width) for part in title.split("\n") if part)


def _lines(words: str, width: float) -> int:
    """Return how many lines of small print a text takes in so wide a column."""
    return max(1, ceil(width_of(words) * 0.75 / max(width, 1)))


def _notes(run: Run, strip: Strip, lang: Lang) -> Iterator[str]:
    """Yield what is to be said below the numbers: why not ranked, gates, decisions, and what changed."""
    if strip.reason.in_(lang):
        yield one_line(_NOTE.filled({"title": _UNRANKED, "text": strip.reason}).in_(lang))
    for name, effect, because in strip.gates:
        fired = _GATE.filled({"name": name, "effect": effect})
        yield one_line((_BECAUSE.filled({"said": fired, "because": because}) if because.in_(lang) else fired).in_(lang))
    for line, said in zip(run.result.lines, strip.because, strict=True):
        if line.rule == ADJUSTMENT and said.in_(lang):
            yield one_line(said.in_(lang))
    for row in strip.decided:
        if row.kind == "exclude" and row.because.in_(lang) in strip.reason.in_(lang):
            continue
        yield one_line(decision(row).in_(lang))
    if strip.change is not None:
        yield one_line(_since(run.result, strip.row, strip.change, lang))


def _since(result: Result, row: int, change: Change, lang: Lang) -> str:
    """Say what moved since the period before: place, score, and the reasons that sum to the change of pay."""
    pay = int(result.pay[row])
    parts = [f"{line.title.in_(lang)} {signed(line.amount, result.money_digits)}" for line in change.lines if line.amount]
    by = signed(pay - change.pay, result.money_digits)
    if len(parts) > 1:
        colon, between = ("：", "；") if lang == "zh" else (": ", "; ")
        by += f"{colon}{between.join(parts)}"
    elif parts:
        by = parts[0]
    details: dict[str, object] = {
        "period": change.period,
        "then": change.rank or "–",
        "now": "–" if result.ranks[row] == MISSING else int(result.ranks[row]),
        "before": change.score or "–",
        "score": "–" if result.scores[row] == MISSING else text(int(result.scores[row]), result.score_digits),
        "paid": text(change.pay, result.money_digits),
        "pay": text(pay, result.money_digits),
        "by": by,
    }
    return _SINCE.filled(details).in_(lang)
