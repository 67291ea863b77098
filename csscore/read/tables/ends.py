"""The smallest and the largest cell of columns that hold nothing but numbers or days: often known without a look at a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csscore.read.tables.origin import Database, Field, Origin

_FEW: Final = 4
"""Digits after the point up to which numbers are judged by the largest of them alone."""


class Ends(NamedTuple):
    """What the cells of a column lie between."""

    low: Any
    high: Any
    blank: bool
    """Whether a cell is empty."""


def ends_of(session: Database, origin: Origin, positions: Iterable[int]) -> Mapping[int, Ends]:
    """Return what the cells of columns lie between, of those that hold nothing but numbers or days, and any (``NaN`` is none).

    One question for all of them: files say it of their own blocks, and a server looks at each row once.
    """
    fields = {at: origin.fields[at] for at in positions if _is_judged_by_ends(origin.fields[at])}
    if not fields:
        return {}
    rows = f"FROM {origin.relation} WHERE {origin.named}"
    wanted = ", ".join(f"min({field.cell}), max({field.cell})" for field in fields.values())
    empty = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 {rows} AND {field.cell} IS NULL LIMIT 1) AS e)" for field in fields.values()
    )
    (found,), (blank,) = session.rows(f"SELECT {wanted} {rows}"), session.rows(f"SELECT {empty}")
    made = {at: Ends(found[2 * i], found[2 * i + 1], bool(blank[i])) for i, at in enumerate(fields)}
    return {at: ends for at, ends in made.items() if all(isinstance(end, (int, Decimal, date)) for end in ends[:2])}


def _is_judged_by_ends(field: Field) -> bool:
    return field.kind in {"whole", "day"} or (field.kind == "decimal" and field.digits is not None and field.digits <= _FEW)
