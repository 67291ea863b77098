"""Rows that say of themselves in another column than the agent's that they sum up others: told; it takes none of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.patterns import pattern
from csscore.read.grammar import Number, parse
from csscore.read.requirements import DAY
from csscore.read.table import LARGE
from csscore.read.texts import fold, said_in
from csscore.scheme.expression.tokens import as_name
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from csscore.problems import Problems
    from csscore.read.part import Part
    from csscore.read.table import Table

_SUM: Final = pattern(
    r"[总總総合小共累][计計]|汇总值?|彙總|平均值?|均值|全部|全体|整体|(?:grand|sub)?totals?|(?:grand)?averages?|avg|overall|gesamt|summe|durchschnitt"
    r"|total(?:general|geral|e)|promedio|média|sous-?total|moyenne|итого|всего|toplam|합계|총계|전체|평균"
    r"|全[天日]|整[天日]|全时段|[全所]有?(?:渠道|平台)|(?:all|whole|full)(?:days?|channels?|hours|periods?|queues?)?|終日|종일|todos|todas"
)
"""What a row says that sums up others, or stands for all days, hours or channels; folded."""


def tell_own_sums(tables: Iterable[Table], problems: Problems) -> None:
    """Say that rows call themselves sums in another column than the agent's, and count beside what they sum up (D576).

    Parameters
    ----------
    tables
        What was read; of larger ones than those in which repeated rows are looked for, nothing is said.
    problems
        Takes one warning a column, at the first such row.
    """
    for table in tables:
        start = 0
        for part, end in zip(table.parts, table.ends.tolist(), strict=True):
            who, start = table.placed[start:end], end
            if part.is_here and len(table) <= LARGE:
                _tell(part, who, problems)


def _tell(part: Part, who: NDArray[np.intp], problems: Problems) -> None:
    used = {found.column for name, found in part.columns.items() if name != DAY}
    for position, header in enumerate(part.header.texts):
        if position in used or position in {part.agent, *part.beside, part.shop, part.number} or not header:
            continue
        texts = said_in(part.cells_at(position))
        sums = texts.mask(_says_sum) & (who >= 0)
        if not sums.any() or sums.all():
            continue
        others = texts.there & ~sums & (who >= 0)
        odd = all(isinstance(parse(text), Number) for text in texts[others].present)
        beside = sums & np.isin(who, who[others])
        found = np.flatnonzero(sums if odd and others.any() else beside)
        if len(found):
            text, agents = str(texts[found[0]]), list(dict.fromkeys(str(part.accounts[row]) for row in found.tolist()))
            place = part.grid.place(int(part.rows[found[0]]), position)
            name = as_name(header)
            where = f"missing({name}) or {name} != '{text}'" if not texts.there.all() else f"{name} != '{text}'"
            setting = where if name == header else f'"{where}"'
            details = {"column": header, "text": text, "agents": listed(agents), "where": setting}
            problems.add("D576", place, group=header, **details)


def _says_sum(text: str | None) -> bool:
    return text is not None and _SUM.fullmatch(fold(text)) is not None
