"""Tells columns that merely number the rows (序号, No., a database's id) from numbers that say what a row is; it drops none."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from csscore.patterns import pattern
from csscore.read.texts import fold, text_of

_COUNTERS: Final = pattern(
    r"(?:序号?|顺序号?|行[号次序]|编次|#|№|n[o°r]\.?|num\.?|s\.?l?\.?no\.?|sl#?|sr\.?(?:no\.?)?|s/n|serial(?:no\.?|number)?"
    r"|index|idx|(?:row|line|record|seq(?:uence)?)(?:no\.?|number|id|#)?|lfd\.?(?:nr\.?)?|unnamed:\d+|)"
)
"""Folded headers under which rows are numbered; a column without a header is one of them."""
_NUMBERED: Final = pattern(
    r"单|工单|会话|交易|流水|发票|评价|投诉|事故|账号|工号|电话|手机"
    r"|order|ticket|case|issue|call|chat|conversation|session|transaction|invoice|message|review|incident|contact|account|phone"
)
"""Folded headers of numbers that belong to what the row is about: two numbers are two orders."""
_IDENTIFIES: Final = pattern(
    r"(?:订单|訂單|工单|工單|会话|會話|通话|交易|流水|发票|评价|投诉|事故|单|單|注文|問い?合わ?せ|주문|티켓|상담)(?:编号|編號|号码?|號|id|番号|no\.?|번호)"
    r"|(?:order|ticket|case|issue|call|chat|conversation|session|transaction|invoice|message|review|incident|bestell|auftrags?|pedido"
    r"|commande|ordine|sipariş)-?(?:id|uid|key|ref|reference|no\.?|nr\.?|nº|num\.?|number|nummer|#|code)"
    r"|(?:id|n[ouº°r]\.?|num[eé]ro|número|numero)-?(?:de|del|do|di)?-?(?:order|ticket|pedido|commande|ordine)"
)
"""Folded headers, as a whole, of the number of one order, ticket or call; 订单数 counts them."""
_OF_THE_EXPORT: Final = pattern(
    r"(?:数据)?(?:导出|下载|抓取|采集|取数|爬取|出力|ダウンロード).*|(?:data)?(?:export|download|extract|fetch|scrap|crawl)(?:ed|ion|ing)?-?"
    r"(?:at|on|by|date|time|timestamp|day|id|batch|user|file)*|(?:source|file)-?(?:file|name)+|(?:来源)?文件名?|来源文件|ファイル名?"
)
"""Folded headers of what is said of the export, not of the row: when it was made, by whom, into which file."""
_CALENDAR: Final = pattern(r"[年月周日天时]|date|day|week|month|year|hour|time|shift")
_LETTERED: Final = pattern(r"(\D*)(\d+)(\D*)")
"""A number with letters before or behind it."""
_MANY: Final = 10
"""Rows from which on numbers that only rise are no accident."""


def is_own_number(header: str) -> bool:
    """Tell whether a header is that of a number that an order, a ticket or a call has for itself."""
    return _NUMBERED.search(fold(header)) is not None


def identifies(header: str) -> bool:
    """Tell whether a header is that of the number of one order, ticket or call: no two rows are the same one."""
    return _IDENTIFIES.fullmatch(fold(header)) is not None


def is_counter(header: str, cells: Any) -> bool:
    """Tell whether a column numbers the rows, or says of the export, and nothing about what a row is.

    Parameters
    ----------
    header
        Its header.
    cells
        Its cells in the rows of agents, in the order of the file.
    """
    name = fold(header)
    if _OF_THE_EXPORT.fullmatch(name):
        return True
    if _NUMBERED.search(name) or _CALENDAR.search(name):
        return False
    named = _COUNTERS.fullmatch(name) is not None
    numbers = _whole(cells, lettered=named)
    if numbers is None or len(numbers) < 2:
        return False
    steps = np.diff(numbers)
    if named:
        # below a second export that was pasted under the first it begins anew
        return bool(((steps > 0) | (numbers[1:] == numbers[0])).all() or (steps < 0).all())
    consecutive = len(numbers) > 2 and bool((steps == 1).all() or (steps == -1).all())
    return consecutive or (len(numbers) >= _MANY and bool((steps > 0).all()))


def _whole(cells: Any, *, lettered: bool) -> Any:
    """Return the cells as whole numbers, if ``lettered`` with letters around them (R1, 第1行); None where one is anything else.

    Neither are days that are written as 20260301.
    """
    texts = [text_of(cell) for cell in cells.tolist()]
    if lettered:
        parts = [_LETTERED.fullmatch(text) for text in texts]
        if len({part and part.group(1, 3) for part in parts}) == 1:
            texts = [part[2] if part else "" for part in parts]
    if not all(text.isascii() and text.isdigit() and len(text) <= 15 for text in texts):
        return None
    numbers = np.array([int(text) for text in texts], dtype=np.int64)
    return None if bool(((numbers >= 19000101) & (numbers <= 21191231)).all()) else numbers
