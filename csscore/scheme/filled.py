"""A scheme filled in as an Excel form: the YAML that rides along, and the cells that differ from it as ``--set`` paths."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.problems import Place, Problem, Problems
from csscore.scheme.fields import CHOICES, Field, Rows, as_text
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.scheme.fields import Entry, Item
    from csscore.words import Lang

SHEET: Final = "csscore"
"""The hidden sheet that carries the YAML."""
MARK: Final = "csscore scheme form 1"
LINE: Final = "|"
"""Before every line of YAML: no program takes it for anything but text."""
FIRST_LINE: Final = 5
"""Row of the first line of YAML, from 1: the mark, its digest and the language stand above."""
HEAD: Final = Words("--set 的路径", "Path for --set")
"""Stands above the paths."""
PATH, KEY, VALUE = 5, 2, 3
"""Columns of a form, from 1: the path, the value (or condition), what a condition is worth."""
_LARGEST: Final = 50_000_000
_ROWS: Final = 20_000


class Row(NamedTuple):
    """A row of the form that has a path."""

    path: str
    sheet: str
    number: int
    key: Any
    value: Any

    def place(self, file: str, column: int = KEY) -> Place:
        """Return where one of its cells is."""
        return Place(file, self.sheet, f"{chr(ord('A') + column - 1)}{self.number}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as read.

    Attributes
    ----------
    yaml
        The scheme that it was made from.
    lang
        The language of its words.
    rows
        The rows with a path, from top to bottom.
    """

    file: str
    yaml: str
    lang: Lang
    rows: tuple[Row, ...]


def digest(text: str) -> str:
    """Return what tells whether the YAML of a form is still the one it was made from."""
    return sha256(text.encode()).hexdigest()


def read_form(data: bytes, file: str, problems: Problems) -> Filled | None:
    """Read a form; None after S380 (no form) or S381 (its YAML was changed)."""
    book = _book(data)
    sheet = None if book is None or SHEET not in book.sheetnames else book[SHEET]
    if book is None or sheet is None or sheet["A1"].value != MARK:
        problems.add("S380", Place(file))
        return None
    lines = []
    for (cell,) in sheet.iter_rows(min_row=FIRST_LINE, max_col=1, max_row=min(sheet.max_row, _ROWS), values_only=True):
        lines.append(str(cell)[len(LINE) :] if str(cell or "").startswith(LINE) else "")
    yaml = "\n".join(lines)
    if digest(yaml) != sheet["A2"].value:
        problems.add("S381", Place(file, SHEET))
        return None
    rows = tuple(row for other in book.worksheets if other.title != SHEET for row in _rows(other))
    return Filled(file, yaml, "en" if sheet["A3"].value == "en" else "zh", rows)


def _rows(sheet: Any) -> Iterator[Row]:
    """Yield the rows with a path below the head of a form; a sheet without that head is somebody's own."""
    below = False
    for number, row in enumerate(sheet.iter_rows(max_col=PATH, max_row=min(sheet.max_row, _ROWS), values_only=True), start=1):
        path = row[PATH - 1] if len(row) >= PATH else None
        if below and str(path or "").strip():
            yield Row(str(path).strip(), sheet.title, number, row[KEY - 1], row[VALUE - 1])
        below = below or path in HEAD


def _book(data: bytes) -> Any:
    """Return the workbook; None where it is none, or grows beyond all forms."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                return None
        return load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes of the library, it is no form
        return None


def settings(filled: Filled, items: Sequence[Item], problems: Problems) -> dict[str, Place]:
    """Return what the cells change as ``PATH=VALUE``, each with its cell.

    Parameters
    ----------
    filled
        The form.
    items
        What may be filled in of its scheme.
    problems
        Takes rows that are gone (S382), cells that are empty (S383), rows of nothing there is or twice (S384), half lines (S385).
    """
    by_path: dict[str, list[Row]] = {}
    for row in filled.rows:
        by_path.setdefault(row.path, []).append(row)
    known = {item.path for item in items}
    for path, rows in by_path.items():
        if path not in known:
            problems.add("S384", rows[0].place(filled.file, PATH), path=path)
    gone = [item for item in items if item.path not in by_path]
    if gone:
        sheet = filled.rows[0].sheet if filled.rows else None
        problems.add("S382", Place(filled.file, sheet), paths=listed([item.path for item in gone]))
    found: dict[str, Place] = {}
    for item in items:
        rows = by_path.get(item.path, [])
        if isinstance(item, Rows):
            entries = tuple(sorted(_entries(item, rows, filled, problems), key=_is_otherwise))
            text = item.setting(entries) if rows else None
        else:
            text = _single(item, rows, filled, problems) if rows else None
        if text is not None:
            found[text] = rows[0].place(filled.file)
    return found


def _single(item: Field, rows: Sequence[Row], filled: Filled, problems: Problems) -> str | None:
    if len(rows) > 1:
        problems.add("S384", rows[1].place(filled.file, PATH), path=item.path)
        return None
    words = {words.in_(filled.lang): word for word, words in item.options}
    said = as_text(rows[0].key)
    text = words.get(said, said)
    if not text and item.text:
        problems.add("S383", rows[0].place(filled.file), path=item.path, text=item.text)
        return None
    return item.setting(text) if text or item.text else None


def _entries(item: Rows, rows: Sequence[Row], filled: Filled, problems: Problems) -> Iterator[Entry]:
    known = {CHOICES[key].in_(filled.lang): key for key, _ in item.entries if key in CHOICES}
    for row in rows:
        key, value = as_text(row.key), as_text(row.value)
        if bool(key) != bool(value):
            empty = KEY if not key else VALUE
            problems.add("S385", row.place(filled.file, empty), path=item.path)
        elif key:
            yield known.get(key, key), value


def _is_otherwise(entry: Entry) -> bool:
    """Say whether a line holds for the rest: further lines go before it, wherever there was room to write them."""
    return entry[0] == "else"


def to_formula(found: Problems, changes: Mapping[str, Place], items: Sequence[Item], filled: Filled) -> Iterator[Problem]:
    """Yield what is wrong with the scheme where one can mend it: at the cell that says so, or at the row of that line of YAML."""
    by_set = {f"--set {text}": place for text, place in changes.items()}
    rows = {row.path: row for row in reversed(filled.rows)}
    by_line = {item.place.line: rows[item.path] for item in reversed(items) if item.place is not None and item.path in rows}
    for problem in found:
        place = problem.place
        if place is None or place.file is None:
            yield problem
        elif place.file in by_set:
            yield replace(problem, place=by_set[place.file])
        elif place.file == filled.file and place.line is not None:
            nearest = max((line for line in by_line if line is not None and line <= place.line), default=None)
            row = by_line.get(place.line) or by_line.get(nearest)
            yield problem if row is None else replace(problem, place=row.place(filled.file))
        else:
            yield problem
