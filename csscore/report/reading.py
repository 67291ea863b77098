"""How a file was read, in words: what `inspect` prints; it decides nothing and reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text
from csscore.report.plain import aligned, one_line
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from csscore.read.inspection import Carried, ColumnReading, Reading, SheetReading
    from csscore.words import Lang

say = sentences(__file__)

_FILE, _SHEET, _OTHER_SHEETS = say("file"), say("sheet"), say("other_sheets")
_HEADER, _ABOVE, _ROWS = say("header"), say("above"), say("rows")
_ENCODING, _DELIMITER, _DATES = (
    say("encoding"),
    say("delimiter"),
    say("dates_in_its_name"),
)
_DIGEST, _COLUMNS, _LEFT_OUT = say("digest"), say("columns"), say("rows_left_out")
_COUNTS = say("counts")
_ELSEWHERE = say("elsewhere")
_ROW_COUNT = say("row_count")
_HEADER_ROWS = say("header_rows")
_SHEET_CARD = say("sheet_card")
_HIDDEN_CARD = say("hidden_card")
_WHO, _UNUSED = say("agent_who"), say("not_used")
_MORE = say("more")
_INCIDENTS, _CARRIES = say("who_carries_which_incident"), say("in_all")
_NOBODYS = say("nobodys")
_MORE_INCIDENTS = say("more_incidents")
_OF_INCIDENTS = say("of_incidents")
_SIGNS: Final = {"\t": say("tab"), " ": say("space")}
_UNITS: Final = {
    "money": say("money"),
    "percent": say("percent"),
    "seconds": say("time"),
    "count": say("count"),
    "points": say("points"),
    "number": say("number"),
    "text": say("text"),
    "date": say("date"),
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
