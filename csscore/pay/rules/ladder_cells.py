"""Ladders as spreadsheet formulas: what the places from one to another are worth on average; nothing is rounded here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.pay.rules.ladder import Spread
    from csscore.scheme.cells import PayeeCells

_MOST: Final = 400
"""Places of a list that stand in a table of their own."""


def spread(steps: Spread, cells: PayeeCells, place: str, sharing: str) -> str:
    """Return the average of ``sharing`` places from ``place`` on, of a ladder that fits any head count.

    Amounts that fall evenly have the average of their first and their last.
    """
    first = cells.setting("first", steps.first)
    if steps.step is not None:
        step, floor = cells.setting("step", steps.step), cells.setting("floor", steps.floor)
        # places before the floor; none of them, where there is no step, is below it
        until = f"IF({step}=0,1E+9,MAX(0,INT(ROUND(({first}-{floor})/IF({step}=0,1,{step}),9))+1))"
        falling = f"MAX(0,MIN({place}+{sharing}-1,{until})-{place}+1)"
        middle = f"({place}+MIN({place}+{sharing}-1,{until}))/2-1"
        return f"({falling}*({first}-{step}*({middle}))+({sharing}-{falling})*{floor})/{sharing}"
    second = None if steps.second is None else cells.setting("second", steps.second)
    last = cells.setting("last", steps.first if steps.last is None else steps.last)
    if second is None:
        gap = f"IF({cells.count}>1,({last}-{first})/({cells.count}-1),0)"
        return f"{first}+{gap}*({place}+({sharing}-1)/2-1)"
    gap = f"IF({cells.count}>2,({last}-{second})/({cells.count}-2),0)"
    others = f"({sharing}-({place}=1))"
    middle = f"(MAX({place},2)+{place}+{sharing}-1)/2-2"
    return f"(({place}=1)*{first}+{others}*({second}+{gap}*({middle})))/{sharing}"


def listed(steps: Sequence[tuple[int, int, Fraction]], cells: PayeeCells, place: str, sharing: str, *, kept: bool) -> str | None:
    """Return the average of listed places, each a row of a table; further ones are worth the last, or nothing.

    ``kept`` is whether they are worth the last. None where the list is too long to be shown place by place.
    """
    most = steps[-1][1]
    if most > _MOST:
        return None
    rows: list[list[Fraction | int | str | None]] = []
    for start, end, amount in steps:
        rows += [[number, amount] for number in range(start, end + 1)]
    heads = (Words("名次", "place"), Words("金额", "amount"))
    table = cells.table(heads, rows)
    places, amounts = (_range(table[0][column], table[-1][column]) for column in (0, 1))
    last = f"({place}+{sharing}-1)"
    inside = f'SUMIFS({amounts},{places},">="&{place},{places},"<="&{last})'
    beyond = f"+{table[-1][1]}*MAX(0,{last}-MAX({place}-1,{table[-1][0]}))" if kept else ""
    return f"({inside}{beyond})/{sharing}"


def _range(first: str, last: str) -> str:
    return f"{first}:{last.rpartition('!')[2]}"
