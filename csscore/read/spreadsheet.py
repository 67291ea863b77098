"""Spreadsheets as grids: cells at their true addresses, error values named; it never interprets text."""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_left
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from csscore.problems import Place, Problem, Problems, Rejected
from csscore.read import biff, compound, ods, ooxml, xlsb
from csscore.read.archive import BAD_ZIP, Archive, damage, open_archive
from csscore.read.grid import CellError, Grid, Hidden, letters
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CELLS_BOUND: Final = 20_000_000
"""Cells that one sheet may span, empty ones included."""
SPARSE: Final = 1_000_000
"""Cells from which a sheet's empty rows are left out while it is read."""

_Errors = dict[tuple[int, int], str]
_Answer = TypeVar("_Answer")

_IN_EXCEL: Final = Words("把其中的表格复制到 Excel，另存为 .xlsx", "copy its table to a spreadsheet and save it as .xlsx")
_OTHER_COMPOUNDS: Final = (
    ("WordDocument", Words("Word 文档", "a Word document"), _IN_EXCEL),
    ("PowerPoint Document", Words("PowerPoint 演示文稿", "a PowerPoint presentation"), _IN_EXCEL),
    (
        "__properties_version1.0",
        Words("Outlook 邮件", "an Outlook message"),
        Words("先把附件另存出来", "save its attachment first"),
    ),
)
_UNKNOWN_COMPOUND: Final = (
    Words("旧式 Office 文件，但不是工作簿", "an old Office file that is no workbook"),
    Words("用生成它的程序另存为 .xlsx 或 CSV", "save it as .xlsx or CSV with the program that made it"),
)
_WESTERN_PAIRS: Final = re.compile("[\x80-\xff]{2,}")


def zipped_book(data: bytes, path: str, problems: Problems) -> tuple[str, list[Grid]] | None:
    """Read an xlsx, xlsm, xlsb or ods workbook: its kind and its sheets; None after an error was recorded."""
    archive = open_archive(data, path, problems)
    if archive is None:
        return None
    try:
        if _claims_impossible_strings(archive):
            problems.add("D108", Place(path), reason=Words("字符串表不合规则", "the table of strings makes no sense"))
            return None
        sheets = _xlsx_sheets(archive, path, problems) if archive.kind == "xlsx" else {}
        errors = _survey(archive, sheets, path, problems) if sheets is not None else None
        if sheets is None or errors is None:
            return None
        data = _readable(archive, sheets) or data
    except BAD_ZIP as error:
        problems.add("D108", Place(path), reason=damage(error))
        return None
    grids = _grids(data, path, problems, errors)
    if grids is None:
        return None
    try:
        for grid in grids if archive.kind == "xlsx" else ():
            if grid.height:
                _look_up_lazily(grid, sheets.get(grid.sheet or ""))
    except BAD_ZIP as error:
        problems.add("D108", Place(path), reason=damage(error))
        return None
    _hide(grids, archive)
    return archive.kind, grids


def compound_book(data: bytes, path: str, problems: Problems) -> list[Grid] | None:
    """Read an xls workbook (BIFF5 or BIFF8), or say what else the compound file is; None after an error was recorded."""
    place = Place(path)
    try:
        file = compound.Compound(data)
        entry = file.find("Workbook", "Book")
        stream = file.read(entry) if entry is not None else b""
        encrypted = file.find("EncryptedPackage", "EncryptionInfo") is not None or biff.is_encrypted(stream)
        errors = biff.error_cells(stream) if not encrypted else []
    except compound.DamagedError as error:
        problems.add("D108", place, reason=error.words)
        return None
    except (IndexError, struct.error):
        problems.add("D108", place, reason=Words("记录不完整", "a record is cut off"))
        return None
    if encrypted:
        problems.add("D106", place)
        return None
    if entry is None:
        what, remedy = next((words for name, *words in _OTHER_COMPOUNDS if file.find(name)), _UNKNOWN_COMPOUND)
        problems.add("D107", place, what=what, remedy=remedy)
        return None
    grids = _grids(data, path, problems, dict(enumerate(errors)))
    if grids is not None:
        for grid, hidden in zip(grids, biff.hidden_parts(stream), strict=False):
            grid.hidden_parts = partial(_placed, grid, hidden)
        _report_garbled(grids, place, problems)
    return grids


def _survey(archive: Archive, sheets: dict[str, ooxml.Sheet], path: str, problems: Problems) -> dict[Any, _Errors] | None:
    """Look for error values and for cells so far away that calamine would fill the memory with the empty ones between."""
    if archive.kind == "xlsb":
        found = xlsb.survey(archive)
        near = [_near(path, name, sheet.rows, sheet.columns, problems=problems) for name, sheet in found.items()]
        return {name: sheet.errors for name, sheet in found.items()} if all(near) else None
    if archive.kind == "ods":
        content = archive.read("content.xml")
        near = [_near(path, sheet, *extent, problems=problems) for sheet, extent in ods.extents(content).items()]
        return dict(ods.error_cells(content)) if all(near) else None
    return {name: sheet.errors for name, sheet in sheets.items()}


def _xlsx_sheets(archive: Archive, path: str, problems: Problems) -> dict[str, ooxml.Sheet] | None:
    """Return the sheets by their names; None where one reaches too far, be it one that no list names: calamine may find it."""
    members, styles = ooxml.sheet_members(archive), ooxml.telling_styles(archive)
    unlisted = {name: name for name in sorted(archive.names.keys() - members.values()) if name.startswith("xl/worksheets/sheet")}
    sheets, all_near = {}, True
    for name, member in {**unlisted, **members}.items():
        sheet = ooxml.Sheet(archive, member, styles)
        rows, columns = sheet.rows, sheet.columns
        if rows * columns > CELLS_BOUND:
            # styles alone may claim the whole sheet; what counts is the last cell that holds something
            rows, columns = (last + 1 for last in sheet.farthest)
        all_near = _near(path, name, rows, columns, problems=problems) and all_near
        if name in members:
            sheets[name] = sheet
    return sheets if all_near else None


def _claims_impossible_strings(archive: Archive) -> bool:
    if archive.kind == "xlsb":
        return xlsb.claims_impossible_strings(archive)
    return archive.kind == "xlsx" and ooxml.claims_impossible_strings(archive)


def _readable(archive: Archive, sheets: dict[str, ooxml.Sheet]) -> bytes | None:
    """Return the book without the error values of other programs, which calamine refuses; None where there are none."""
    if archive.kind == "xlsb":
        return xlsb.with_usual_errors(archive, xlsb.survey(archive))
    odd = [sheet.member for sheet in sheets.values() if not ooxml.USUAL_ERRORS.issuperset(sheet.errors.values())]
    changed = {member: ooxml.with_usual_errors(archive.read(member)) for member in odd}
    return archive.replaced(changed) if changed else None


def _near(path: str, sheet: str, rows: int, columns: int, *, problems: Problems) -> bool:
    if rows * columns <= CELLS_BOUND:
        return True
    cell = f"{letters(columns - 1)}{rows}"
    problems.add("D110", Place(path, sheet, cell), cell=cell, area=rows * columns, bound=CELLS_BOUND)
    return False


def _grids(data: bytes, path: str, problems: Problems, errors: dict[Any, _Errors]) -> list[Grid] | None:
    """Let calamine read every sheet; ``errors`` by sheet name or position."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    grids: list[Grid] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for position, about in enumerate(book.sheets_metadata):
            hidden = about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet
            grid = Grid(path, about.name, [], hidden=hidden)
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(position)
                rows, columns = sheet.end or (-1, -1)
                if not _near(path, about.name, rows + 1, columns + 1, problems=problems):
                    return None
                _fill(grid, sheet, errors.get(about.name, errors.get(position, {})))
            grids.append(grid)
    except PasswordError:
        problems.add("D106", Place(path))
        return None
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        problems.add("D108", Place(path), reason=_reason(error))
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's own assertions, which are no Exception
            raise
        problems.add("D108", Place(path), reason=_reason(error))
        return None
    return grids


def _fill(grid: Grid, sheet: Any, errors: _Errors) -> None:
    """Take over the cells, the error values (calamine leaves them empty or, in ods, 0) and the merged ranges."""
    places: Sequence[int]
    if sheet.total_height * sheet.total_width > SPARSE:
        rows, places = _filled_rows(sheet)
        grid.row_numbers = [place + 1 for place in places]
    else:
        rows = sheet.to_python(skip_empty_area=False)
        places = range(len(rows))
    grid.columns = _columns(rows)
    found = {place: row for row, place in enumerate(places)} if grid.row_numbers is not None else None
    for (place, column), text in errors.items():
        row = found.get(place, -1) if found is not None else place
        if 0 <= row < grid.height and column < grid.width:
            grid.columns[column][row] = CellError(text)
    grid.merged = _merged(sheet, grid, places)


def _filled_rows(sheet: Any) -> tuple[list[list[Any]], list[int]]:
    """Return the rows of a large sheet that hold anything, and where they are: most of it may be empty."""
    blank, indent = [""] * sheet.width, [""] * sheet.start[1]
    rows, places, count = [], [], 0
    for row in sheet.iter_rows():
        if row != blank:
            rows.append(indent + row)
            places.append(count)
        count += 1
    above = sheet.end[0] + 1 - count  # whether the rows above the first cell are among them is calamine's affair
    return rows, [place + above for place in places]


def _columns(rows: list[list[Any]]) -> list[Any]:
    columns = []
    for cells in zip(*rows, strict=True):
        column = np.empty(len(rows), dtype=object)
        column[:] = cells
        column[column == ""] = None
        columns.append(column)
    return columns


def _merged(sheet: Any, grid: Grid, places: Sequence[int]) -> tuple[tuple[int, int, int, int], ...]:
    """Return the merged ranges that touch the grid, cut to it; calamine knows them for xlsx and xls only."""
    right = grid.width - 1
    merged = []
    for (top, left), (bottom, last) in sheet.merged_cell_ranges or ():
        first, end = bisect_left(places, top), bisect_left(places, bottom + 1)
        if first < end and left <= right:
            merged.append((first, left, end - 1, min(last, right)))
    return tuple(merged)


def _look_up_lazily(grid: Grid, sheet: ooxml.Sheet | None) -> None:
    """Let the grid answer about formats, formulas and what is hidden, walking over the sheet when it is first asked.

    What calamine read and lxml could not make out is refused: nothing would be known of it.
    """
    if sheet is None:
        raise SyntaxError(f"workbook.xml: {grid.sheet}")

    numbers = grid.row_numbers
    sheet.confirm(numbers[-1] - 1 if numbers is not None else grid.height - 1)

    def told(question: Callable[[], _Answer]) -> _Answer:
        try:
            return question()
        except BAD_ZIP as error:
            raise Rejected((Problem("D108", Place(grid.file, grid.sheet), details={"reason": damage(error)}),)) from None

    @cache
    def formulas() -> frozenset[tuple[int, int]]:
        found = told(lambda: sheet.formulas)
        if numbers is None or not found:
            return found
        rows = {number - 1: row for row, number in enumerate(numbers)}
        return frozenset((rows[row], column) for row, column in found if row in rows)

    def number_format(row: int, column: int) -> str | None:
        return told(lambda: sheet.format(numbers[row] - 1 if numbers is not None else row, column))

    grid.number_format = number_format
    grid.formulas_without_value = formulas
    grid.hidden_parts = cache(lambda: _placed(grid, told(lambda: sheet.hidden)))


def _hide(grids: list[Grid], archive: Archive) -> None:
    """Let grids of an ods or xlsb workbook answer what they hide."""
    if archive.kind == "ods":
        parts = ods.hidden_parts(archive.read("content.xml"))
    elif archive.kind == "xlsb":
        parts = {name: sheet.hidden for name, sheet in xlsb.survey(archive).items()}
    else:
        return
    for grid in grids:
        if grid.sheet in parts:
            grid.hidden_parts = partial(_placed, grid, parts[grid.sheet])


def _placed(grid: Grid, hidden: Hidden) -> Hidden:
    """Return what is hidden in positions of the grid, which may lack empty rows."""
    if grid.row_numbers is None or not hidden.rows:
        return hidden
    return Hidden(frozenset(row for row, number in enumerate(grid.row_numbers) if number - 1 in hidden.rows), hidden.columns)


def _report_garbled(grids: list[Grid], place: Place, problems: Problems) -> None:
    """Warn where Chinese text was stored as Western letters: exporters that name the wrong code page do that."""
    for grid in grids:
        for column in grid.columns:
            for cell in column[:50]:
                if not isinstance(cell, str) or not _WESTERN_PAIRS.fullmatch(cell):
                    continue
                repaired = cell.encode("latin-1").decode("gb18030", "ignore")
                if repaired and all("\u4e00" <= letter <= "\u9fff" for letter in repaired):
                    problems.add("D126", place, sample=cell[:20], repaired=repaired[:20])
                    return


def _reason(error: BaseException) -> Words:
    text = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
    return Words(f"解析时出错（{text}）", text)
