"""Tells rows of agents from summary rows, footnotes and empty rows; whatever it drops, it hands back with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.patterns import pattern
from csscore.read.grammar import Number, parse
from csscore.read.grid import is_error
from csscore.read.imprint import imprints, is_imprint, titles
from csscore.read.sumwords import SIMPLER, says_sum
from csscore.read.texts import fold, fold_all, fold_block, is_nothing, is_words, said_in, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from csscore.read.distinct import Distinct
    from csscore.read.grid import Grid
    from csscore.read.header import Header

_WORDS = pattern(
    "汇总值?|总值|总?平均[值数分]?|人均值?|均值|[合总]计数?|小计|共计|累计|总和|总合计|总数|中位数|标准差|最[大小高低][值分]"
    "|[及合]格率|优秀率|全店(?:数据)?|店铺数据|本店|全部|全体|整体(?:数据)?|目标值?|考核标准|标准值|达标[值线]|参考值|同比|环比|[去上]年同期"
    "|总合计|总计|ø|gesamtergebnis|gesamtsumme|zwischensumme|teilsumme|gesamt|insgesamt|summe|mittelwert|durchschnitt|subtotales?"
    "|totalgeral|totalgeneral|totalgénéral|sous-?total|sub-total|somme|genel?toplam|aratoplam|toplam|ortalama|promedio|moyenne|média"
    "|(?:총|소|합|누)계|전체|(?:전체)?(?:합계|평균)|총합|(?:ال)?إجمالي|(?:ال)?مجموع|(?:ال)?متوسط|tổng(?:cộng)?|รวม(?:ทั้งหมด)?"
    "|totale|общийитог|итого|всего|среднее"
    "|(?:grand|sub|all|over)?(?:totals?|all)|(?:grand)?averages?|avg|sum|summary|mean|median|all(?:agents|teammates|users|operators)"
)
_SCOPED = pattern(
    r"(?:[本当上]月|本周|本年|全[年月]|月度|季度|年度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"|全店|店铺|本店|同行|同层|行业|团队|部门|小组|本组|全组|各组|客服|所有|全部|全体|整体|售前|售后|.{1,6}组|.{1,6}部|team|group|shop|queue)+的?"
    r"(?:汇总值?|总值|平均值?|平均数|均值|合计|总计|小计|共计|总和|中位数|totals?|average|avg|summary)"
    r"|(?:同行|同层|行业)+(?:优秀|优秀值|优秀均值|水平)"
)
_OF_AN_AGENT = pattern(r"(.+?)(?:汇总值?|合计|小计|总计|平均值?|计数|totals?|average|count)")
_NOBODY = pattern(
    r"未分配|无客服|无人接待|unassigned|\(?(?:noagent|noassignee)\)?"
    r"|\((?:blank|empty|空白?|leer|vide|enblanco|vacío|vazio|vuoto|空欄|비어있음)\)"
)
"""Folded names of rows that belong to nobody."""
_MARKS = (
    *(
        "汇",
        "总",
        "均",
        "计",
        "全",
        "整体",
        "优秀",
        "水平",
        "中位数",
        "店铺数据",
        "最",
        "率",
        "标",
        "准",
        "值",
        "比",
        "同期",
        "本店",
    ),
    *(
        "gesamt",
        "summe",
        "mittelwert",
        "durchschnitt",
        "toplam",
        "ortalama",
        "promedio",
        "moyenne",
        "média",
        "somme",
        "итог",
        "всего",
        "средн",
        "계",
        "전체",
        "평균",
        "총합",
        "إجمالي",
        "مجموع",
        "متوسط",
        "tổng",
        "รวม",
    ),
    *(
        "total",
        "average",
        "avg",
        "sum",
        "all",
        "mean",
        "median",
        "count",
        "未分配",
        "无客服",
        "无人接待",
        "unassigned",
        "no",
        "(",
    ),
)
"""A folded name without any of these is no summary."""
_NOTE = pattern(
    r"[*※#]|(?:注|注意|备注|说明|附注|提示|数据来源|来源|数据说明|统计口径|统计时间|导出时间|下载时间|制表人?|审核人?|审批人?|复核人?|负责人|签字"
    r"|notes?|source|generated|exported|prepared|approved)(?:[:：,，]|$|\d|by\b)",
    re.IGNORECASE,
)
_MANY = 10_000
"""Rows of agents above which a row without a name above or below them is taken for a summary at once."""
_TAIL = 200
"""How far up from the last row footnotes are looked for."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is no agent's row."""

    row: int
    """Position in the grid."""
    text: str
    """What stands in its name cell, or the first words of the row."""
    code: str
    """D240 summary, D241 no name, D242 footnote, D243 header again, D245 or D246 unreadable name."""


@dataclass(frozen=True, slots=True)
class AgentRows:
    """The rows that count and whose they are."""

    rows: NDArray[np.intp]
    """Positions in the grid, ascending."""
    accounts: Distinct
    """The account or name in each row, tidied; never empty."""
    dropped: tuple[Dropped, ...]
    from_others: int = 0
    """Rows whose name came from a further agent column, because the first was empty."""

    def called(self, accounts: Distinct) -> AgentRows:
        """Return the rows under other names."""
        return AgentRows(self.rows, accounts, self.dropped, self.from_others)

    def above(self, row: int) -> AgentRows:
        """Return those above a row of the grid."""
        here = self.rows < row
        dropped = tuple(drop for drop in self.dropped if drop.row < row)
        return AgentRows(self.rows[here], self.accounts[here], dropped, self.from_others)


def accounts_of(cells: Any) -> Distinct:
    """Return the names in a column: tidied, ``：`` as ``:``, None for nothing or an error value."""
    names = said_in(cells)
    block = "\n".join([name or "" for name in names.cells])
    if not any(sign in block for sign in "#:："):  # what every error value has, too
        return names
    return names.saying([None if name is None or is_error(name) else name.replace("：", ":") for name in names.cells])


def account_of(cell: Any) -> str | None:
    """Return the name in a cell."""
    name: str | None = accounts_of(np.array([cell], dtype=object))[0]
    return name


def is_summary(folded: str, others: frozenset[str] | set[str] = frozenset()) -> bool:
    """Tell whether a folded name is that of a summary row; ``others`` are the folded names beside it.

    A name is judged as a whole, so ``平均小王`` is a person; ``小美汇总`` is a subtotal only where ``小美`` is there too.
    """
    text = re.sub(r"(?:\([^()]*\)|共?\d+人)$", "", folded.translate(SIMPLER)).strip("[]()*:=-")
    if _WORDS.fullmatch(text) is not None or _SCOPED.fullmatch(text) is not None:
        return True
    part = _OF_AN_AGENT.fullmatch(text)
    return part is not None and part[1] in others


def agent_rows(grid: Grid, header: Header, agents: Sequence[int]) -> AgentRows:
    """Return the rows of agents below the header.

    Parameters
    ----------
    grid, header
        The sheet and its header.
    agents
        Columns that may name the agent, the preferred one first; a further one fills in where it is empty.
    """
    first = header.first_row
    columns = [names_in(grid, column, first) for column in agents]
    names = columns[0]
    for other in columns[1:]:
        names = names.filled_from(other)
    dropped = {row: Dropped(row + first, text, code) for names_ in columns for row, text, code in summaries(names_)}
    again = _headers_again(grid, header, agents[0], names)
    named = names.there
    filled = _filled(grid, first, np.setdiff1d(np.flatnonzero(~named), list(again)).astype(np.intp))
    dropped |= again | _nameless(grid, first, agents[0], filled, named)
    dropped |= _sections(grid, first, agents[0], names) | _imprints(grid, first, names, filled)
    dropped |= _notes(grid, first, names, dropped)
    keep = named.copy()
    keep[[row for row in dropped if keep[row]]] = False
    rows = np.flatnonzero(keep)
    from_others = int(np.count_nonzero(~columns[0][rows].there)) if len(columns) > 1 else 0
    return AgentRows(rows + first, names[rows], tuple(dropped[row] for row in sorted(dropped)), from_others)


def names_in(grid: Grid, column: int, first: int) -> Distinct:
    """Return the names in a column of data; a merged cell names all its rows."""
    names = accounts_of(grid.columns[column][first:])
    for top, left, bottom, right in grid.merged:
        if left <= column <= right and top >= first:
            names.codes[top - first : bottom + 1 - first] = names.codes[top - first]
    return names


def summaries(names: Distinct) -> list[tuple[int, str, str]]:
    """Return the rows of summaries and of nobody: position, name, code."""
    block = fold_block("\n".join([name or "" for name in names.cells])).translate(SIMPLER)
    # a search for one sign is many times faster than a pattern, and settles nearly all
    marks = [mark for mark in _MARKS if all(sign in block for sign in mark) and mark in block]
    if not marks:
        return []
    folded = [text.rstrip(":") for text in block.split("\n")]
    others = set(folded)
    codes = {
        name: "D240" if is_summary(text, others) else "D241" if _NOBODY.fullmatch(text) else ""
        for name, text in zip(names.cells, folded, strict=True)
        if text and any(mark in text for mark in marks)
    }
    return [(row, name, codes[name]) for row in names.rows(lambda name: bool(codes.get(name))).tolist() if (name := names[row])]


def _headers_again(grid: Grid, header: Header, agent: int, names: Distinct) -> dict[int, Dropped]:
    """Find rows that repeat the header, as when exports were pasted one below the other; under two rows, both of them."""
    own, called = header.fields[agent].replace("：", ":"), fold(header.fields[agent].replace("：", ":"))
    written = [[fold(text_of(cell)) for cell in grid.row(row)] for row in header.rows]
    found: dict[int, Dropped] = {}
    few = len(names.cells) <= _MANY  # of more, only those in the very letters
    folded = fold_all([name or "" for name in names.cells]) if few else ()
    alike = np.array([text == called for text in folded], dtype=np.bool_)[names.codes] if few else names.having(own)
    for row in np.flatnonzero(alike).tolist():
        for position in range(len(written)):
            rows = [row - position + other + header.first_row for other in range(len(written))]
            if rows[0] < header.first_row or rows[-1] >= grid.height:
                continue
            if all(_repeats(grid.row(at), cells) for at, cells in zip(rows, written, strict=True)):
                found |= {at - header.first_row: Dropped(at, own, "D243") for at in rows}
    return found


def _repeats(cells: list[Any], written: list[str]) -> bool:
    """Tell whether most cells of a row say what a row of the header says."""
    texts = [fold(text_of(cell)) for cell in cells]
    same = sum(1 for text, own in zip(texts, written, strict=True) if text and text == own)
    return same * 2 > sum(1 for text in texts if text)


def _filled(grid: Grid, first: int, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return those of the rows that hold anything at all."""
    if not len(rows):
        return rows
    filled = np.zeros(len(rows), dtype=bool)
    for column in grid.columns:
        filled |= np.fromiter((not is_nothing(cell) for cell in column[rows + first].tolist()), dtype=bool, count=len(rows))
    return rows[filled]


def _nameless(grid: Grid, first: int, agent: int, filled: NDArray[np.intp], named: NDArray[np.bool_]) -> dict[int, Dropped]:
    """Drop rows with data and no name: summaries at the head or tail, else rows that nobody can be credited with."""
    inside = np.flatnonzero(named)
    edges = len(filled) <= 3 and len(inside) > 0 and all(row < inside[0] or row > inside[-1] for row in filled)
    without_value = grid.formulas_without_value() if len(filled) else frozenset()
    found = {}
    for row in filled.tolist():
        cell = grid.columns[agent][row + first]
        cells = grid.row(row + first) if len(filled) <= _TAIL else []
        text = next((text_of(cell) for cell in cells if is_words(cell)), "")
        says_so = is_summary(fold(text)) or says_sum(text)
        code = "D240" if says_so or (edges and _sums_up(grid, row + first, inside + first)) else "D241"
        if is_error(cell):
            code, text = "D246", str(cell)
        elif (row + first, agent) in without_value:
            code = "D245"
        elif code == "D241" and not text:  # a number by which the row can be found
            text = next((text_of(cell) for cell in cells if not is_nothing(cell)), "")
        found[row] = Dropped(row + first, text, code)
    return found


def _sums_up(grid: Grid, row: int, others: NDArray[np.intp]) -> bool:
    """Tell whether a row without a name may be a summary: it has a sum or a mean of the others, or no number at all."""
    if len(others) > _MANY:
        return True
    some = False
    for column in grid.columns:
        own = parse(column[row])
        if not isinstance(own, Number):
            continue
        some = True
        readings = [parse(cell) for cell in column[others].tolist()]
        values = [float(reading.value) for reading in readings if isinstance(reading, Number)]
        total, slack = sum(values), 0.005 * max(1.0, abs(float(own.value)))
        if values and min(abs(float(own.value) - total), abs(float(own.value) - total / len(values))) <= slack:
            return True
    return not some


def _sections(grid: Grid, first: int, agent: int, names: Distinct) -> dict[int, Dropped]:
    """Find titles inside the table: one cell merged over the agent column and others."""
    rows = (top - first for top, left, bottom, right in grid.merged if top == bottom and left <= agent <= right and left < right)
    return {row: Dropped(row + first, names[row] or "", "D242") for row in rows if row >= 0 and names[row] is not None}


def _imprints(grid: Grid, first: int, names: Distinct, filled: NDArray[np.intp]) -> dict[int, Dropped]:
    """Find rows that hold only what a print says of itself (打印时间：…, Page 1 of 7), or the title of a group (A组)."""
    found = {}
    of_groups = titles(names)
    for row in {*imprints(names), *of_groups, *(filled.tolist() if len(filled) <= _TAIL else ())}:
        cells = grid.row(row + first)
        if is_imprint(cells) or (row in of_groups and sum(not is_nothing(cell) for cell in cells) == 1):
            text = next(text_of(cell) for cell in cells if not is_nothing(cell))
            found[row] = Dropped(row + first, text, "D242")
    return found


def _notes(grid: Grid, first: int, names: Distinct, dropped: dict[int, Dropped]) -> dict[int, Dropped]:
    """Find footnotes: below the last row of data, rows of a few words and no number."""
    found: dict[int, Dropped] = {}
    for row in range(len(names) - 1, max(len(names) - 1 - _TAIL, -1), -1):
        cells = [cell for cell in grid.row(row + first) if not is_nothing(cell)]
        told = dropped[row].code if row in dropped else ""
        if not cells or told == "D242" or (told == "D240" and not all(map(is_words, cells))):
            continue
        text = text_of(cells[0])
        few = all(map(is_words, cells)) and len(cells) <= max(2, grid.width // 3)
        labelled = _NOTE.match(text)
        if labelled is not None and names[row] is not None and labelled[0][-1] not in ":：" and _measures(cells[1:]):
            break  # somebody is called *小雷 or #12
        lone = len(cells) == 1 and few
        if not ((few and names[row] is None) or labelled or (lone and (_is_sentence(text) or row + 1 in found))):
            break
        found[row] = Dropped(row + first, text, "D242")
    return found


def _measures(cells: list[Any]) -> bool:
    """Tell whether there is a number among cells."""
    return any(isinstance(parse(cell), Number) for cell in cells)


def _is_sentence(text: str) -> bool:
    return len(text) >= 30 or any(sign in text for sign in "。，；！") or len(text.split()) >= 5
