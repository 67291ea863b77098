"""Units that a column says row by row: nothing is converted by them, so rows in two units are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.read.columns import match_agents
from csscore.read.currencies import codes
from csscore.read.texts import split_unit
from csscore.read.units import unit_in_header
from csscore.scheme.expression.tokens import as_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csscore.problems import Place, Problems
    from csscore.read.part import Part
    from csscore.read.table import Table

UNITS: Final = (
    *(
        "单位",
        "計量單位",
        "计量单位",
        "單位",
        "单位名称",
        "时长单位",
        "时间单位",
        "计时单位",
        "金额单位",
        "货币单位",
        "数量单位",
        "数值单位",
        "指标单位",
    ),
    *(
        "数据单位",
        "统计单位",
        "時長單位",
        "時間單位",
        "金額單位",
        "単位",
        "時間単位",
        "時間の単位",
        "金額単位",
        "数量単位",
        "단위",
        "시간단위",
        "금액단위",
    ),
    *(
        "Unit",
        "Units",
        "Unit name",
        "Unit of measure",
        "UoM",
        "Measurement unit",
        "Metric unit",
        "Value unit",
        "Time unit",
        "Unit of time",
    ),
    *("Duration unit", "Amount unit", "Currency unit", "Money unit", "Unit of currency"),
    *("Einheit", "Zeiteinheit", "Maßeinheit", "Unidad", "Unidad de medida", "Unidad de tiempo", "Unidade", "Unidade de medida"),
    *("Unidade de tempo", "Unité", "Unité de mesure", "Unité de temps", "Birim", "Unità"),
)
"""Headers of a column that says in which unit a row is."""
_OF_ONE: Final = ("{}单位", "{}单位名称", "{}單位", "{}の単位", "{}単位", "{} 단위", "{} unit", "{} units", "unit of {}")
"""Headers of one that says it of another column."""
_ONE: Final = frozenset(("元", "圆", "円", "원", "个", "次", "单", "件", "1", "one", "ones"))
"""Words for the unit itself, where other rows have thousands of it."""


class Stated(NamedTuple):
    """What a column says of its rows, at the first that it says it of."""

    text: str
    place: Place
    header: str

    @property
    def condition(self) -> str:
        """Return the condition that a row says this, as a scheme's ``where`` has it."""
        name = as_name(self.header)
        condition = f"{name} == '{self.text}'"
        return condition if name == self.header else f'"{condition}"'


def stated(part: Part, headers: tuple[str, ...]) -> Iterator[Stated]:
    """Yield the different texts of columns with such headers that the scheme does not look at."""
    used = {one.column for one in part.columns.values()}
    for position in match_agents(part.header, headers):
        for text, place in part.different(position) if position not in used else ():
            yield Stated(text, place, part.header.texts[position])


def unit_headers(headers: Iterable[str]) -> tuple[str, ...]:
    """Return the headers of columns that say in which unit a row is, of columns under some headers: 响应时长单位, AHT unit."""
    return (*UNITS, *(form.format(split_unit(header).base) for header in headers for form in _OF_ONE))


def check_units(tables: Iterable[Table], problems: Problems) -> None:
    """Tell rows in two units (D560), unless the scheme looks at the column that says so itself.

    Parameters
    ----------
    tables
        What was read.
    problems
        Takes D560, at the first row whose unit is another than the first one's.
    """
    for part in (part for table in tables for part in table.parts):
        headers = unit_headers(found.header for found in part.columns.values())
        first: dict[str, tuple[Stated, str]] = {}
        told: set[str] = set()
        for one in stated(part, headers):
            unit = _unit(one.text)
            if unit is None or one.header in told:
                continue
            other, known = first.setdefault(one.header, (one, unit))
            if unit != known:
                told.add(one.header)
                problems.add("D560", one.place, column=one.header, text=one.text, other=other.text, where=other.condition)


def _unit(text: str) -> str | None:
    """Return which unit a text is; of amounts the unit itself is one, too: 元 beside 万元."""
    return unit_in_header(f"({text})") or ("one" if text.strip().lower() in _ONE or codes(text) else None)
