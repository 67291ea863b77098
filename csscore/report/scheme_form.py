"""A scheme as an Excel form: weights, thresholds, bands and amounts in cells, the YAML on a hidden sheet; it knows no data."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csscore.measure.values.wording import taken
from csscore.report.sink import workbook
from csscore.report.workbook import CREATED
from csscore.scheme.fields import CHOICES, Field, Rows
from csscore.scheme.filled import FIRST_LINE, HEAD, LINE, MARK, SHEET, digest
from csscore.scheme.kinds import number
from csscore.scheme.model import Metric
from csscore.scheme.titled import entries
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.scheme.fields import Item
    from csscore.scheme.model import Scheme
    from csscore.words import Lang

say = sentences(__file__)

_NAME: Final = say("name")
_HOW: Final = say("how")
_HEAD: Final = (
    say("what"), say("value_condition"), say("worth"), say("about"),
    HEAD,
)  # fmt: skip
_SECTIONS: Final = {
    "title": say("scheme"), "version": say("scheme"), "effective": say("scheme"),
    "params": say("numbers_for_everybody"), "metrics": say("metrics"),
    "gates": say("gates"),
    "score": say("score"), "rank": say("ranking"), "money": say("money"),
    "pay": say("pay"),
    "limits": say("limits_and_budget"), "flags": say("flags"),
}  # fmt: skip
_TOTAL: Final = say("total")
_OF_GROUP: Final = say("of_group")
_SPARE: Final = 3
"""Empty lines below every table."""
_WIDTHS: Final = (34, 30, 16, 60, 44)
_PERCENT: Final = "0.0##%"


def write_form(items: Sequence[Item], scheme: Scheme, yaml: str, to: BinaryIO, *, lang: Lang) -> None:
    """Write the form.

    Parameters
    ----------
    items
        What may be filled in.
    scheme
        The scheme itself, for its words.
    yaml
        Its text, which rides along.
    to
        A binary file.
    lang
        The language of everything that people read.
    """
    with workbook(to) as book:
        book.set_properties({"title": (scheme.title or same(scheme.name)).in_(lang), "created": CREATED})
        _Sheet(book, book.add_worksheet(_NAME.in_(lang)), scheme, lang).write(items)
        hidden = book.add_worksheet(SHEET)
        for row, text in enumerate((MARK, digest(yaml), lang)):
            hidden.write_string(row, 0, text)
        for row, line in enumerate(yaml.split("\n"), start=FIRST_LINE - 1):
            hidden.write_string(row, 0, LINE + line)
        hidden.very_hidden()


class _Sheet:
    """The sheet that people fill in, written row by row."""

    def __init__(self, book: Any, sheet: Any, scheme: Scheme, lang: Lang) -> None:
        self._sheet = sheet
        self._lang = lang
        self._row = 0
        self._metrics = dict(entries(scheme.metrics))
        self._sums_to_100 = scheme.weights == "percent" and scheme.score.method != "sum"
        look = {"text_wrap": True, "valign": "top"}
        open_ = {**look, "locked": False, "bg_color": "#FFF9DB", "border": 1, "border_color": "#D0C48A"}
        self._plain = book.add_format(look)
        self._grey = book.add_format({**look, "font_color": "#888888"})
        self._path = book.add_format({"font_color": "#AAAAAA", "font_size": 8, "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._section = book.add_format({"bold": True, "bg_color": "#DDE6F0"})
        self._owner = book.add_format({"bold": True, "top": 1})
        self._cell = book.add_format({**open_, "align": "left"})
        self._shares = book.add_format({**open_, "align": "left", "num_format": _PERCENT})
        self._sum = book.add_format({"bold": True, "align": "left"})
        self._wrong = book.add_format({"bg_color": "#F8B4B4"})
        self._heading = (scheme.title or same(scheme.name)).in_(lang)

    def write(self, items: Sequence[Item]) -> None:
        """Write everything."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._sheet.write_string(0, 0, self._heading, self._title)
        self._sheet.write_string(1, 0, _HOW.in_(self._lang))
        for column, head in enumerate(_HEAD):
            self._sheet.write_string(2, column, head.in_(self._lang), self._section)
        self._row = 3
        for section, members in groupby(items, key=lambda item: _SECTIONS[item.section]):
            self._banner(section)
            self._part(list(members))
        self._sheet.freeze_panes(3, 1)
        self._sheet.protect("", {"format_columns": True, "format_rows": True})
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_landscape()

    def _banner(self, text: Words) -> None:
        self._sheet.write_string(self._row, 0, text.in_(self._lang), self._section)
        for column in range(1, len(_HEAD)):
            self._sheet.write_blank(self._row, column, None, self._section)
        self._row += 1

    def _part(self, items: Sequence[Item]) -> None:
        weights: dict[tuple[str | int, ...], list[tuple[int, str]]] = {}
        for owner, members in groupby(items, key=lambda item: (item.owner, _whose(item))):
            if owner[0].zh:
                about = self._metrics.get(str(owner[1][-1])) if owner[1] else None
                self._sheet.write_string(self._row, 0, owner[0].in_(self._lang), self._owner)
                note = taken(about.value).in_(self._lang) if isinstance(about, Metric) else ""
                self._sheet.write_string(self._row, 3, note, self._grey)
                self._row += 1
            for item in members:
                if isinstance(item, Rows):
                    self._table(item)
                else:
                    if item.section == "metrics" and item.steps[-1] == "weight":
                        weights.setdefault(item.steps[:-2], []).append((self._row + 1, item.text))
                    self._field(item)
        for around, cells in weights.items() if self._sums_to_100 else ():
            self._total(around, cells)

    def _field(self, item: Field) -> None:
        row = self._row
        self._sheet.write_string(row, 0, item.label.in_(self._lang), self._plain)
        words = dict(item.options)
        if item.options:
            self._put(row, 1, words.get(item.text, same(item.text)).in_(self._lang), numeric=False)
            source = [words_.in_(self._lang) for _, words_ in item.options]
            if sum(len(text) + 1 for text in source) < 255:  # Excel takes no longer list
                self._sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source})
        else:
            self._put(row, 1, item.text, numeric=item.numeric)
            self._bounds(item, row)
        self._sheet.write_string(row, 3, item.about.in_(self._lang), self._grey)
        self._sheet.write_string(row, 4, item.path, self._path)
        self._row += 1

    def _bounds(self, item: Field, row: int) -> None:
        """Let the spreadsheet refuse what the scheme would."""
        if _value(item.text) is None or item.least is None:
            return
        rule = {"validate": "decimal", "criteria": ">=", "value": float(item.least)}
        if item.most is not None:
            rule = {"validate": "decimal", "criteria": "between", "minimum": float(item.least), "maximum": float(item.most)}
        self._sheet.data_validation(row, 1, row, 1, rule)

    def _table(self, item: Rows) -> None:
        self._sheet.write_string(self._row, 0, item.label.in_(self._lang), self._plain)
        self._sheet.write_string(self._row, 3, item.about.in_(self._lang), self._grey)
        spare = [("", "")] * (_SPARE if len(item.entries) > 1 else 0)
        for key, value in (*item.entries, *spare):
            self._put(self._row, 1, CHOICES[key].in_(self._lang) if key in CHOICES else key, numeric=True)
            self._put(self._row, 2, value, numeric=True)
            self._sheet.write_string(self._row, 4, item.path, self._path)
            self._row += 1

    def _put(self, row: int, column: int, text: str, *, numeric: bool) -> None:
        """Write a cell to fill in: a number as a number, so that nobody has to know how the scheme writes it."""
        value = _value(text) if numeric else None
        if not text:
            self._sheet.write_blank(row, column, None, self._cell)
        elif value is None:
            self._sheet.write_string(row, column, text, self._cell)
        else:
            self._sheet.write_number(row, column, value, self._shares if "%" in text else self._cell)

    def _total(self, around: tuple[str | int, ...], cells: list[tuple[int, str]]) -> None:
        """Write the sum of the weights of one level, red where it is not 100."""
        group = self._metrics.get(str(around[-2])) if len(around) > 1 else None
        words = _TOTAL
        if group is not None:
            words = _OF_GROUP.filled({"group": group.title or same(str(around[-2]))})
        self._sheet.write_string(self._row, 0, words.in_(self._lang), self._sum)
        total = sum(_value(text) or 0 for _, text in cells)
        self._sheet.write_formula(self._row, 1, f"=SUM({','.join(f'B{row}' for row, _ in cells)})", self._sum, total)
        wrong = {"type": "cell", "criteria": "!=", "value": 100, "format": self._wrong}
        self._sheet.conditional_format(self._row, 1, self._row, 1, wrong)
        self._row += 1


def _whose(item: Item) -> tuple[str | int, ...]:
    """Return the path of the metric, gate or line that a setting belongs to."""
    steps = item.steps
    if item.section == "metrics":
        depth = next((at for at, step in enumerate(steps) if at % 2 == 0 and step != "metrics"), len(steps))
        return steps[:depth]
    return steps[:2] if len(steps) > 1 and isinstance(steps[1], int) else steps[:1]


def _value(text: str) -> float | None:
    """Return a number that a cell may hold as such; None for durations, ten thousands and texts."""
    found = number(text)
    plain = found is not None and not text.strip().lstrip("+-").rstrip("%％").strip("0123456789.")
    return float(found) if found is not None and plain else None
