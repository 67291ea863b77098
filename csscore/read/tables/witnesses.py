"""The cells of a column that stand for all of them: every odd one, and of the plain ones those that decide how it is read.

They are put into a grid with the rows they were met in, and read by the very code that reads files: what is decided, refused
and remarked is the same by construction. What each odd cell is goes back as a table that SQL joins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import exact
from csscore.problems import Place, Problem, Problems
from csscore.read.distinct import Distinct, distinct
from csscore.read.frames import plain_cell
from csscore.read.grammar import Missing, parse
from csscore.read.grid import Grid
from csscore.read.identifiers import KEPT, are_rounded
from csscore.read.part import Part
from csscore.read.tables import plain
from csscore.read.texts import alike
from csscore.read.units import counted_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.read.marks import Mark
    from csscore.read.part import Values
    from csscore.read.requirements import Column, Unit
    from csscore.read.tables.ends import Ends
    from csscore.read.tables.origin import Database, Field, Origin
    from csscore.read.tables.part import TablePart
    from csscore.read.tables.plain import Plain

MOST: Final = 1_000_000
"""Different odd cells of a column that are read; more are refused (D456)."""
_JUDGED: Final = 2000
"""Different numbers by which parts of a day are told."""
_FEW: Final = 4
"""Digits after the point up to which no number is a part of a day."""
WIDEST: Final = 38
"""Digits of a whole number of SQL."""
_DAYS_FROM: Final = date(1900, 1, 1)
_DAYS_TO: Final = date(2119, 12, 31)
_NONE: Final = plain.Plain("CASE WHEN cell_ IS NOT NULL THEN FALSE END", "CAST(NULL AS BIGINT)", counts=True)
"""Nothing is plain: each different cell is read by itself."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Witnesses(Part):
    """The cells that stand for all of a column, as a file of their own."""

    of: TablePart

    def mark(self) -> Mark | None:
        """Return the decimal mark that the whole table proves."""
        return self.of.mark()


class Refused(NamedTuple):
    """A cell of which each row that counts is a problem."""

    cell: Any
    problem: Problem


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A column of one table as SQL reads it."""

    value: str
    """SQL over ``cell_``, a cell, and ``odd_``, the row of `odd` for it: whole numbers of a decimal, a text, or a day."""
    odd: str | None
    """The kept table of what odd cells are (``cell``, ``value``); None where none is odd."""
    digits: int = 0
    bound: int = 0
    """The largest whole number, without its sign."""
    problems: tuple[Problem, ...] = ()
    """What is said of the column as a whole."""
    refused: tuple[Refused, ...] = ()
    values: Values | None = None
    """The cells that stand for all, as read."""
    full: bool = False
    """Whether no cell is read as nothing."""
    signed: bool = True
    """Whether a number is below 0."""


class _Met(NamedTuple):
    """A cell that stands for others."""

    cell: Any
    row: int
    rows: int
    size: int | None
    """What SQL reads it as; None for an odd one."""


_OF_ALL: Final = frozenset({"D261", "D316"})
"""Problems that are told at a cell, and are of the column."""
_NOTHING: Final = _Met(None, 0, 1, None)


def read_number(
    session: Database, part: TablePart, name: str, unit: Unit, column: Column | None, ends: Ends | None = None
) -> Typed:
    """Read a column as numbers; where nothing is to be said of its ``ends``, they stand for all."""
    origin, field = _where(part, name)
    is_rate = unit == "percent" or counted_in(field.header, unit) in {"percent", "permille"}
    if ends is not None and field.kind != "day" and not is_rate:
        how = plain.number(session, "", field, "cell_")
        sizes = [int(Decimal(cell).scaleb(how.digits)) for cell in dict.fromkeys((ends.low, ends.high))]
        met = [_Met(_cell(field, size, how.digits), 0, 1, size) for size in sizes] + [_NOTHING] * ends.blank
        found, values = _read(session, part, name, met, lambda part, who: part.numbers(name, unit, column, who))
        factor = _factor(how, found, values)
        if not values.found and factor is not None and max(map(abs, sizes)) < 10**plain.DIGITS:
            return _typed_number(session, origin.file, field, how, factor, found, values)
    cells = _Cells.of(session, origin, field)
    how = plain.number(session, cells.relation, field, "cell_")
    found = _met(session, origin, field, cells, how)
    if unit in {"seconds", "number"} and how.digits > _FEW:
        found += _least(session, cells, field, how)
    if is_rate or _has_percent(found):
        found = _with_rows(session, cells, field, how, found)
    found, values = _read(session, part, name, found, lambda part, who: part.numbers(name, unit, column, who))
    factor = _factor(how, found, values)
    if factor is None:
        how = _NONE
        found = _met(session, origin, field, cells, how)
        found, values = _read(session, part, name, found, lambda part, who: part.numbers(name, unit, column, who))
        factor = Fraction(1)
    return _typed_number(session, origin.file, field, how, factor, found, values)


def read_text(session: Database, part: TablePart, name: str) -> Typed:
    """Read a column as texts."""
    found, values, how, field = _texts(session, part, name, plain.text)
    return _typed(session, field, how, "VARCHAR", found, values, values.values.tolist())


def read_alike(session: Database, part: TablePart, name: str) -> Typed:
    """Read a column as texts in the one spelling that they are compared by."""
    found, values, how, field = _texts(session, part, name, plain.alike)
    return _typed(session, field, how, "VARCHAR", found, values, alike(values.values).tolist())


def _texts(
    session: Database, part: TablePart, name: str, plainly: Callable[[Field, str], Plain]
) -> tuple[list[_Met], Values, Plain, Field]:
    origin, field = _where(part, name)
    how = plainly(field, "cell_")
    cells = _Cells.of(session, origin, field)
    met = _met(session, origin, field, cells, how)
    met += _identifiers(session) if field.kind == "text" else []
    return *_read(session, part, name, met, lambda part, _: part.texts(name)), how, field


def read_day(
    session: Database, part: TablePart, name: str, zone: str | None, span: tuple[date, date] | None, ends: Ends | None = None
) -> Typed:
    """Read a column as days; where nothing is to be said of its ``ends``, they stand for all."""
    origin, field = _where(part, name)
    how = plain.day(field, "cell_", zone=zone)
    plainly = ends is not None and field.kind == "day" and _DAYS_FROM <= ends.low <= ends.high <= _DAYS_TO
    met = [_Met(day, 0, 1, 0) for day in (ends.low, ends.high)] + [_NOTHING] * ends.blank if ends is not None and plainly else []
    found, values = _read(session, part, name, met, lambda part, _: part.days(name, zone, span))
    if not plainly or values.found:
        met = _met(session, origin, field, _Cells.of(session, origin, field), how)
        found, values = _read(session, part, name, met, lambda part, _: part.days(name, zone, span))
    days = [None if np.isnat(day) else day.item() for day in values.values]
    return _typed(session, field, how, "DATE", found, values, days)


def _where(part: TablePart, name: str) -> tuple[Origin, Field]:
    return part.origin, part.origin.fields[part.columns[name].column]


class _Cells(NamedTuple):
    """The cells (``cell_``) of a column with their rows, texts each once: whatever is asked of a text is slow."""

    relation: str
    """SQL that may stand behind FROM."""
    row: str = "min(r)"
    """The first row of some cells."""
    many: str = "count(*)"
    """How many rows some cells have."""
    first: str = "NULL"
    """The first of some texts."""

    @classmethod
    def of(cls, session: Database, origin: Origin, field: Field) -> _Cells:
        """Return the cells of a column."""
        cells = f"(SELECT {field.cell} AS cell_, {origin.row} AS r FROM {origin.relation} WHERE {origin.named})"
        if field.kind != "text":
            return cls(cells)
        of_each = f"SELECT cell_, min(r) AS first_, count(*) AS many_ FROM {cells} GROUP BY cell_"
        session.do(f"CREATE OR REPLACE TEMP TABLE cells_ AS {of_each}")
        return cls("cells_", "min(first_)", "CAST(sum(many_) AS BIGINT)", "arg_min(cell_, first_)")


def _met(session: Database, origin: Origin, field: Field, cells: _Cells, how: Plain) -> list[_Met]:
    """Return each odd cell, nothing among them, and the first, the smallest and the largest plain one of each shape."""
    sizes = f"min({how.value}), max({how.value})" if how.counts else "NULL, NULL"
    texts = [cells.first] if field.kind == "text" else []
    texts += [f"arg_min(cell_, {how.value})", f"arg_max(cell_, {how.value})"] if texts and how.counts else []
    wanted = ", ".join([how.shape, "count(*)", cells.many, cells.row, sizes, *texts])
    total = f"(SELECT count(*) FROM {cells.relation})"
    found = session.rows(f"SELECT {total}, {wanted} FROM {cells.relation} WHERE {how.holds} GROUP BY 2")
    met = []
    for _, shape, _, count, row, low, high, *shown in found:
        if not how.counts:  # a text, or a day
            met.append(_Met(shown[0] if shown else _DAYS_FROM + timedelta(days=int(shape) // 2), row, count, 0))
        elif shown:
            met += [_Met(text, row, count, int(Decimal(text).scaleb(how.digits))) for text in dict.fromkeys(shown)]
        else:
            met += [_Met(_cell(field, size, how.digits), row, count, size) for size in dict.fromkeys((low, high))]
    if found and sum(of_shape for _, _, of_shape, *_ in found) == found[0][0]:
        return met
    odd = session.rows(
        f"SELECT cell_, {cells.many}, {cells.row} FROM {cells.relation} WHERE ({how.holds}) IS DISTINCT FROM TRUE"
        f" GROUP BY 1 LIMIT {MOST + 1}"
    )
    if len(odd) > MOST:
        problems = Problems()
        problems.add("D456", Place(origin.file), column=field.header, most=MOST)
        problems.reject()
    return [*met, *(_Met(cell, row, count, None) for cell, count, row in odd)]


def _identifiers(session: Database) -> list[_Met]:
    """Return, of the different texts, the numbers by which `csscore.read.identifiers` tells that some have lost digits."""
    digits = "regexp_full_match(cell_, '[0-9]+')"
    found = session.rows(f"SELECT length(cell_) AS n, cell_ LIKE '0%' AS zero, count(*) FROM cells_ WHERE {digits} GROUP BY 1, 2")
    widths = {length for length, zero, _ in found if zero and length > 1}
    wanted = []
    if widths == {max((length for length, *_ in found), default=0)}:
        width = widths.pop()
        wanted.append(
            f"length(cell_) < {width} OR cell_ = (SELECT min(cell_) FROM cells_ WHERE {digits} AND cell_ LIKE '0%'"
            f" AND length(cell_) = {width})"
        )
    met = [_Met(cell, row, many, 0) for where in wanted for cell, row, many in _those(session, f"{digits} AND ({where})")]
    long = [(length, count) for length, _, count in found if length > KEPT]
    if long:
        zeros = f"{digits} AND length(cell_) > {KEPT} AND rtrim(substr(cell_, {KEPT + 1}), '0') = ''"
        rounded = _those(session, zeros)
        if are_rounded([cell for cell, *_ in rounded], long):
            met += [_Met(cell, row, many, None) for cell, row, many in rounded]
    return met


def _those(session: Database, where: str) -> list[tuple[Any, ...]]:
    return session.rows(f"SELECT cell_, first_, many_ FROM cells_ WHERE {where} LIMIT {MOST}")


def _cell(field: Field, size: int, digits: int) -> Any:
    """Return a plain cell as its column holds it."""
    return size if field.kind == "whole" else float(Decimal(size).scaleb(-digits))


def _least(session: Database, cells: _Cells, field: Field, how: Plain) -> list[_Met]:
    """Return the smallest different numbers, by which parts of a day are told."""
    found = session.rows(
        f"SELECT abs({how.value}) AS size, {cells.many}, {cells.row}, {cells.first} FROM {cells.relation} WHERE {how.holds}"
        f" GROUP BY 1 HAVING size > 0 ORDER BY 1 LIMIT {_JUDGED}"
    )
    return [_Met(_cell(field, size, how.digits) if text is None else text, row, count, size) for size, count, row, text in found]


def _with_rows(session: Database, cells: _Cells, field: Field, how: Plain, found: list[_Met]) -> list[_Met]:
    """Return the cells with the first row of the smallest and of the largest, which may be named."""
    sizes = [one.size for one in found if one.size is not None]
    if not sizes:
        return found
    ends = {min(sizes), max(sizes)}
    rows = session.rows(
        f"SELECT {how.value} AS size, {cells.many}, {cells.row}, {cells.first} FROM {cells.relation}"
        f" WHERE {how.holds} AND {how.value} IN ({', '.join(map(str, ends))}) GROUP BY 1"
    )
    own = [_Met(_cell(field, size, how.digits) if text is None else text, row, count, size) for size, count, row, text in rows]
    return [*own, *(one for one in found if one.size not in ends)]


def _has_percent(found: Sequence[_Met]) -> bool:
    return any(one.size is None and isinstance(one.cell, str) and any(sign in one.cell for sign in "%％‰") for one in found)


def _read(
    session: Database, part: TablePart, name: str, found: list[_Met], read: Callable[[Part, Any], Values]
) -> tuple[list[_Met], Values]:
    """Read cells in the order of their rows; whose they are is looked up only where something is to be said."""
    found = sorted(found, key=lambda one: one.row)
    mini = _standing(part, name, found, Distinct([""], np.zeros(len(found), dtype=np.intp)))
    values = read(mini, np.zeros(len(found), dtype=np.intp))
    if any(finding.row is not None for finding in values.found):
        rows = [found[finding.row].row for finding in values.found if finding.row is not None]
        names = names_in_rows(session, part, rows)
        mini = replace(mini, accounts=distinct(np.array([names.get(one.row, "") for one in found], dtype=object)))
        values = read(mini, np.zeros(len(found), dtype=np.intp))
    return found, values


def _standing(part: TablePart, name: str, found: Sequence[_Met], accounts: Distinct) -> Part:
    """Return cells as a file of their own: the header, and below it a row for each of them."""
    position = part.columns[name].column
    empty = np.full(len(found) + 1, None, dtype=object)
    columns = [empty] * len(part.origin.fields)
    columns[position] = np.array([part.origin.fields[position].header, *(plain_cell(one.cell) for one in found)], dtype=object)
    numbers = [0, *(one.row for one in found)]
    is_text = part.origin.text is not None
    grid = Grid(part.origin.file, None, columns, is_text=is_text, placed=lambda row, at: part.origin.place(numbers[row], at or 0))
    rows = np.arange(1, len(found) + 1, dtype=np.intp)
    return _Witnesses(grid, part.header, part.agent, part.columns, rows, accounts, part.reading, of=part)


def names_in_rows(session: Database, part: TablePart, rows: Sequence[int]) -> dict[int, str]:
    """Return who is named in some rows."""
    named = ", ".join(f"CAST({part.origin.fields[key].cell} AS VARCHAR)" for key in (*part.beside, part.agent))
    among = part.origin.among(sorted(set(rows))[:_JUDGED])
    found = session.rows(f"SELECT {part.origin.row} AS r, {named} FROM {part.origin.relation} WHERE {among}")
    return {row: ":".join(text or "" for text in texts) for row, *texts in found}


def _factor(how: Plain, found: Sequence[_Met], values: Values) -> Fraction | None:
    """Return by what plain numbers are multiplied; None where it is not one number for all, or makes too many digits."""
    sizes = [(Fraction(one.size, 10**how.digits), value) for one, value in zip(found, _numbers(values), strict=True) if one.size]
    factors = {exact(value) / size for size, value in sizes if value is not None}
    if len(factors) > 1 or (factors and any(value is None for _, value in sizes)):
        return None
    factor = next(iter(factors), Fraction(1))
    largest = max((abs(one.size) for one in found if one.size is not None), default=0)
    whole = abs(factor.numerator)
    if whole % 10 == 0 or whole == 1 or largest * whole < 10**plain.DIGITS:
        return factor
    return None


def _numbers(values: Values) -> list[float | None]:
    return [None if isnan(value) else value for value in values.values.tolist()]


def _typed_number(
    session: Database, file: str, field: Field, how: Plain, factor: Fraction, found: Sequence[_Met], values: Values
) -> Typed:
    """Return numbers as SQL: the plain ones multiplied, the odd ones looked up."""
    power = next(power for power in range(40) if 10**power % factor.denominator == 0)
    numbers = [None if value is None else Decimal(repr(value)) for value in _numbers(values)]
    odd = [number for one, number in zip(found, numbers, strict=True) if one.size is None and number is not None]
    digits = max([how.digits + power, *(-int(number.as_tuple().exponent) for number in odd)])
    times = factor.numerator * 10 ** (digits - how.digits) // factor.denominator
    sizes = [None if number is None else int(number.scaleb(digits)) for number in numbers]
    bound = max((abs(size) for size in sizes if size is not None), default=0)
    if bound >= 10**WIDEST:
        problems = Problems()
        problems.add("D455", Place(file), column=field.header)
        problems.reject()
    wide = "HUGEINT" if bound >= 2**62 else "BIGINT"
    value = how.value if times == 1 else f"CAST({how.value} AS {wide}) * {times}"
    if all(number is None for one, number in zip(found, numbers, strict=True) if one.size):  # nothing tells what they are
        value = how.value if not any(one.size for one in found) else f"CAST(NULL AS {wide})"
    made = _typed(session, field, replace(how, value=value), wide, found, values, sizes)
    return replace(made, digits=digits, bound=bound, signed=any(size is not None and size < 0 for size in sizes))


def _typed(
    session: Database, field: Field, how: Plain, type_: str, found: Sequence[_Met], values: Values, given: Sequence[Any]
) -> Typed:
    """Return a column as SQL: plain cells as they are, odd ones as they were read."""
    whole, refused = _told(found, values)
    spoilt = {one.cell for one in refused}
    given = [None if one.cell in spoilt else value for one, value in zip(found, given, strict=True)]
    odd = [(one.cell, value) for one, value in zip(found, given, strict=True) if one.size is None and one.cell is not None]
    nothing = next((value for one, value in zip(found, given, strict=True) if one.cell is None), None)
    value, table = f"CAST({how.value} AS {type_})", None
    if odd:
        cells, read = zip(*odd, strict=True)
        shown = [str(cell) for cell in cells] if field.kind in {"whole", "decimal"} else list(cells)
        made = [None if one is None else str(one) for one in read]
        table = session.kept({"cell": (field.type, shown), "value": (type_, made)})
        value = f"CASE WHEN odd_.cell IS NOT NULL THEN odd_.value WHEN cell_ IS NOT NULL THEN {value} END"
    if nothing is not None:
        value = f"CASE WHEN cell_ IS NULL THEN CAST({nothing} AS {type_}) ELSE {value} END"
    return Typed(value, table, problems=whole, refused=refused, values=values, full=all(one is not None for one in given))


def _told(found: Sequence[_Met], values: Values) -> tuple[tuple[Problem, ...], tuple[Refused, ...]]:
    """Return what is said of the column as a whole, and of cells wherever they are."""
    whole, refused = [], []
    for finding in values.found:
        problem = finding.problem
        if finding.row is not None and problem.code not in _OF_ALL:
            refused.append(Refused(found[finding.row].cell, problem))
        elif problem.code == "D210":  # so many rows say that they are not known yet
            count = sum(one.rows for one in found if isinstance(one.cell, str) and parse(one.cell) is Missing.NOT_YET)
            whole.append(replace(problem, details={**problem.details, "count": count}))
        elif problem.code != "D578":  # cells that stand for others don't tell what lies between them
            whole.append(problem)
    return tuple(whole), tuple(refused)
