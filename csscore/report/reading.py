"""How a file was read, in words: what `inspect` prints; it decides nothing and reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text
from csscore.report.plain import aligned, one_line
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from csscore.read.inspection import Carried, ColumnReading, Reading, SheetReading
    from csscore.words import Lang

_FILE, _SHEET, _OTHER_SHEETS = Words("文件", "file"), Words("工作表", "sheet"), Words("其他工作表", "other sheets")
_HEADER, _ABOVE, _ROWS = Words("表头", "header"), Words("表头以上", "above it"), Words("行数", "rows")
_ENCODING, _DELIMITER, _DATES = (
    Words("编码", "encoding"),
    Words("分隔符", "delimiter"),
    Words("文件名里的日期", "dates in its name"),
)
_DIGEST, _COLUMNS, _LEFT_OUT = Words("摘要", "digest"), Words("列", "columns"), Words("去掉的行", "rows left out")
_COUNTS = Words("{rows} 行，{agents} 名客服；去掉 {left_out} 行", "{rows} of {agents} agents; {left_out} left out")
_ELSEWHERE = Words("客服在另一列的行", "named in another column")
_ROW_COUNT = Words("{count} 行", "{count} rows")
_HEADER_ROWS = Words("第 {rows} 行", "row {rows}")
_SHEET_CARD = Words("{name}（{rows} 行）", "{name} ({rows} rows)")
_HIDDEN_CARD = Words("{name}（{rows} 行，隐藏）", "{name} ({rows} rows, hidden)")
_WHO, _UNUSED = Words("客服（谁）", "agent (who)"), Words("没有用到", "not used")
_MORE = Words("还有 {count} 行", "{count} more")
_INCIDENTS, _CARRIES = Words("谁承担哪一起", "who carries which incident"), Words("各人合计", "in all")
_NOBODYS = Words("没有人承担", "carried by nobody")
_MORE_INCIDENTS = Words("还有 {count} 起", "{count} more")
_OF_INCIDENTS = Words("{count} 起", "{count:incident|incidents}")
_SIGNS: Final = {"\t": Words("制表符", "tab"), " ": Words("空格", "space")}
_UNITS: Final = {
    "money": Words("金额", "money"),
    "percent": Words("百分比", "percent"),
    "seconds": Words("时长", "time"),
    "count": Words("数量", "count"),
    "points": Words("分数", "points"),
    "number": Words("数字", "number"),
    "text": Words("文字", "text"),
    "date": Words("日期", "date"),
}
_LISTED: Final = 20


def lines(reading: Reading, lang: Lang, *, keys: bool = False) -> Iterator[str]:
    """Return the page line by line: the file, its columns, the rows that were left out; ``keys`` are names as YAML has them."""
    facts = [(name.in_(lang), one_line(text)) for name, text in _facts(reading, lang)]
    yield from aligned(facts)
    yield ""
    yield _COLUMNS.in_(lang)
    yield from (f"  {line}" for line in aligned([_column(column, lang, keys=keys) for column in reading.columns]))
    if reading.carried is not None:
        yield from _carried(reading.carried, lang)
    if reading.left_out:
        yield ""
        yield _LEFT_OUT.in_(lang)
        shown = reading.left_out[:_LISTED]
        rows = [(_spot(str(row.place), reading.file), one_line(row.text), row.why.in_(lang)) for row in shown]
        yield from (f"  {line}" for line in aligned(rows))
        if len(reading.left_out) > len(shown):
            yield "  " + _MORE.filled({"count": len(reading.left_out) - len(shown)}).in_(lang)


def _facts(reading: Reading, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Return what is to be said of the file and the sheet; what does not apply is left out."""
    yield _FILE, f"{reading.file} ({reading.container})"
    if reading.encoding is not None:
        yield _ENCODING, reading.encoding
    if reading.delimiter is not None:
        yield _DELIMITER, _SIGNS.get(reading.delimiter, same(reading.delimiter)).in_(lang)
    if reading.sheet is not None:
        yield _SHEET, _because(reading.sheet, reading.why_sheet, lang)
    others = [_sheet(sheet, lang) for sheet in reading.sheets if not sheet.taken]
    if others:
        yield _OTHER_SHEETS, ("、" if lang == "zh" else ", ").join(others)
    if reading.above:
        yield _ABOVE, " / ".join(reading.above)
    rows = "–".join(str(row) for row in dict.fromkeys((reading.header_rows or [0])[:: max(1, len(reading.header_rows) - 1)]))
    if reading.header_rows:
        yield _HEADER, _because(_HEADER_ROWS.filled({"rows": rows}).in_(lang), reading.why_header, lang)
    counts = {"rows": reading.rows, "agents": reading.agents, "left_out": len(reading.left_out)}
    yield _ROWS, _COUNTS.filled(dict(counts)).in_(lang)
    if reading.named_elsewhere:
        yield _ELSEWHERE, _ROW_COUNT.filled({"count": reading.named_elsewhere}).in_(lang)
    if reading.date_in_name is not None:
        first, last = reading.date_in_name
        yield _DATES, first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
    yield _DIGEST, f"sha256:{reading.digest}"


def _carried(carried: Carried, lang: Lang) -> Iterator[str]:
    """Return who carries which incident, what that makes for each, and what nobody carries."""
    comma = "、" if lang == "zh" else ", "
    shown = carried.incidents[:_LISTED]
    yield ""
    yield _INCIDENTS.in_(lang)
    rows = [(one_line(incident.name), comma.join(_share(*share) for share in incident.shares)) for incident in shown]
    yield from (f"  {line}" for line in aligned(rows))
    if len(carried.incidents) > len(shown):
        yield "  " + _MORE_INCIDENTS.filled({"count": len(carried.incidents) - len(shown)}).in_(lang)
    yield ""
    yield _CARRIES.in_(lang)
    sums = [
        (one_line(agent), fraction_text(total), _OF_INCIDENTS.filled({"count": count}).in_(lang))
        for agent, total, count in carried.sums()
    ]
    yield from (f"  {line}" for line in aligned(sums))
    if carried.unassigned:
        yield ""
        yield _NOBODYS.in_(lang)
        yield "  " + comma.join(one_line(name) for name in carried.unassigned)


def _share(agent: str, share: Fraction | None) -> str:
    return one_line(agent) if share is None else f"{one_line(agent)} {fraction_text(share * 100)}%"


def _because(text: str, why: Words | None, lang: Lang) -> str:
    if why is None:
        return text
    return f"{text}（{why.in_(lang)}）" if lang == "zh" else f"{text} ({why.in_(lang)})"


def _sheet(sheet: SheetReading, lang: Lang) -> str:
    words = _HIDDEN_CARD if sheet.hidden else _SHEET_CARD
    return words.filled({"name": sheet.name or "", "rows": sheet.rows}).in_(lang)


def _column(column: ColumnReading, lang: Lang, *, keys: bool) -> tuple[str, ...]:
    names = (
        ", ".join(column.names)
        if keys
        else ("、" if lang == "zh" else ", ").join(title.in_(lang) for title in (column.titles or map(same, column.names)))
    )
    use = _WHO.in_(lang) if column.is_agent else names or _UNUSED.in_(lang)
    decided = ("；" if lang == "zh" else "; ").join(words.in_(lang) for words in column.decided)
    return column.letters, one_line(column.header), use, _UNITS[column.unit].in_(lang) if names and column.unit else "", decided


def _spot(place: str, file: str) -> str:
    """Return a place without the file that the page is about."""
    return place.removeprefix(file).lstrip(":")
