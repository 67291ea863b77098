"""Which cells of a column SQL may read by itself, and how; every other cell is odd, and goes through the grammar of files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from csscore.read.tables.origin import Database, Field

DIGITS: Final = 12
"""Significant digits of a number that is plain: none of them is ever lost."""
_TRIED: Final = range(7)
"""Digits after the point that doubles are looked for with."""
_NUMBER: Final = r"-?[0-9]+(\.[0-9]+)?"
_POWER: Final = r"[0-9]([.,][0-9]+)?[eE][+]?[0-9]{1,3}"
"""A long number as spreadsheets show it: an identifier that is spoilt."""
_ERROR: Final = "^#|^([eE][rR]{2}|[fF][eE][hH][lL][eE][rR]|错误):"
"""How the words begin that programs write for an error."""
_STAMP: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?"
_ZONE: Final = r"Z|[+-][0-9]{2}(:?[0-9]{2})?"
_RESPELT: Final = r"-?[0-9]+\.0+|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[0-9]{4}[-/.年].*"
"""Truths, whole numbers, days and times that other programs write in another way."""
_SPELT: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?"
_UNTIDY: Final = (
    r"[\x00-\x1f\x{85}\x{a0}\x{ad}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}\x{2060}\x{3000}\x{feff}]"
    r"|^ | $|  |^'"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """How the plain cells of a column are told, and what each of them is."""

    holds: str
    """SQL of whether a cell is plain; NULL for no cell."""
    value: str
    """SQL of what a plain cell is: whole numbers of its smallest decimal, a text, a day."""
    digits: int = 0
    """Digits after the point that `value` counts."""
    shape: str = "0"
    """SQL of a whole number; cells of one shape are alike in all that a column is judged by but their size."""
    counts: bool = False
    """Whether `value` is a number."""


def number(session: Database, cells: str, field: Field, cell: str) -> Plain:
    """Return how numbers are plain: at most 12 digits, written as programs write them; ``cells`` is SQL of them all."""
    if field.kind == "whole":
        return Plain(f"abs({cell}) < {10**DIGITS}", f"CAST({cell} AS BIGINT)", 0, _sign(cell), counts=True)
    if field.kind == "decimal":
        digits = field.digits
        if digits is None:
            digits = _digits(session, cells, f"scale(trim_scale({cell}))", f"abs({cell}) < {10**DIGITS}")
        bound = f"abs({cell}) < {10 ** max(DIGITS - digits, 0)}"
        holds = bound if field.digits is not None else f"{bound} AND round({cell}, {digits}) = {cell}"
        return Plain(holds, f"CAST({cell} * {10**digits} AS BIGINT)", digits, _sign(cell), counts=True)
    if field.kind == "double":
        digits = _digits_of_doubles(session, cells, cell)
        return Plain(_fits(cell, digits), f"CAST(round({cell} * 1e{digits}) AS BIGINT)", digits, _sign(cell), counts=True)
    if field.kind == "text":
        holds = f"regexp_full_match({cell}, '{_NUMBER}') AND length({cell}) <= {DIGITS}"
        digits = _digits(session, cells, f"length({cell}) - strpos({cell}, '.')", f"strpos({cell}, '.') > 0 AND {holds}")
        value = f"CAST({cell} AS BIGINT)"
        if digits:
            value = f"CAST(CAST({cell} AS DECIMAL({18 if digits < 7 else 38}, {digits})) * {10**digits} AS BIGINT)"
        signs = (
            f"CASE WHEN {cell} LIKE '-%' THEN 4 ELSE 0 END + CASE WHEN ltrim({cell}, '-') LIKE '0%' THEN 2 ELSE 0 END"
            f" + CASE WHEN ltrim({cell}, '-0.') = '' THEN 1 ELSE 0 END"
        )
        return Plain(holds, value, digits, f"length({cell}) * 1000 + strpos({cell}, '.') * 10 + {signs}", counts=True)
    return Plain(f"CASE WHEN {cell} IS NOT NULL THEN FALSE END", "CAST(NULL AS BIGINT)", counts=True)


def text(field: Field, cell: str) -> Plain:
    """Return how texts are plain: as `csscore.read.texts.text_of` would have them."""
    if field.kind == "whole":
        return Plain(f"{cell} IS NOT NULL", f"CAST({cell} AS VARCHAR)")
    if field.kind == "truth":
        return Plain(f"{cell} IS NOT NULL", f"CASE WHEN {cell} THEN 'TRUE' WHEN NOT {cell} THEN 'FALSE' END")
    if field.kind == "day":
        return Plain(f"{cell} IS NOT NULL", f"CAST({cell} AS VARCHAR)")
    if field.kind == "text":
        nothing = ", ".join(f"'{sign}'" for sign in sorted(_nothing()))
        tidy = f"NOT regexp_matches({cell}, '{_UNTIDY.replace(chr(39), chr(39) * 2)}') AND {cell} NOT IN ({nothing})"
        return Plain(f"{tidy} AND NOT regexp_full_match({cell}, '{_POWER}') AND NOT regexp_matches({cell}, '{_ERROR}')", cell)
    return Plain(f"CASE WHEN {cell} IS NOT NULL THEN FALSE END", "CAST(NULL AS VARCHAR)")


def alike(field: Field, cell: str) -> Plain:
    """Return how texts are plain that are to be compared: those of one spelling, see `csscore.read.texts.spelt`."""
    how = text(field, cell)
    if field.kind != "text":
        return how
    usual = f"regexp_full_match({cell}, '{_SPELT}') AND right({cell}, 9) <> ' 00:00:00'"
    return replace(how, holds=f"{how.holds} AND (NOT regexp_full_match({cell}, '{_RESPELT}') OR ({usual}))")


def day(field: Field, cell: str, *, zone: str | None) -> Plain:
    """Return how days are plain: dates and times, and their texts with the year first; a ``zone`` is to be looked at."""
    zoned = "FALSE"
    if field.kind in {"day", "stamp"}:
        found = value = f"CAST({cell} AS DATE)"
    elif field.kind == "text":
        pattern = _STAMP if zone is not None else f"{_STAMP}({_ZONE})?"
        found = f"CASE WHEN regexp_full_match({cell}, '{pattern}') THEN TRY_CAST(left({cell}, 10) AS DATE) END"
        value = f"CAST(left({cell}, 10) AS DATE)"
        zoned = f"regexp_matches({cell}, ':.*{_ZONE}$')"
    else:
        return Plain(f"CASE WHEN {cell} IS NOT NULL THEN FALSE END", "CAST(NULL AS DATE)")
    likely = f"coalesce({found} BETWEEN DATE '1900-01-01' AND DATE '2119-12-31', FALSE)"
    shape = f"2 * date_diff('day', DATE '1900-01-01', {found}) + CASE WHEN {zoned} THEN 1 ELSE 0 END"
    return Plain(f"CASE WHEN {cell} IS NOT NULL THEN {likely} END", value, 0, shape)


def _nothing() -> frozenset[str]:
    from csscore.read.texts import NOTHING

    return NOTHING - {""}


def _sign(cell: str) -> str:
    return f"sign({cell})"


def _fits(cell: str, digits: int) -> str:
    """Return SQL of whether a double is a decimal of so many digits after the point: the one nearest to it, of 12 digits."""
    return f"(abs({cell}) < 1e{DIGITS - digits} AND round({cell} * 1e{digits}) / 1e{digits} = {cell})"


def _digits_of_doubles(session: Database, cells: str, cell: str) -> int:
    """Return with how many digits after the point fewest doubles are odd."""
    counts = ", ".join(f"count(*) FILTER (WHERE NOT {_fits(cell, digits)})" for digits in _TRIED)
    ((*odd,),) = session.rows(f"SELECT {counts} FROM {cells}")
    return min(_TRIED, key=lambda digits: (odd[digits], digits))


def _digits(session: Database, cells: str, digits: str, holds: str) -> int:
    """Return how many digits after the point cells have at most, as far as they are plain."""
    ((most,),) = session.rows(f"SELECT max({digits}) FROM {cells} WHERE {holds}")
    return min(int(most or 0), DIGITS)
