"""Whether a file is all there is: a page of an API that says there is more, rows that stop where a format or an export stops."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.patterns import pattern
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Paging(NamedTuple):
    """What a document says of itself as a page of a longer answer."""

    more: str
    """What says that there is more, as it stands there; empty where nothing does."""
    ends: bool
    """Whether it says that it is the last."""
    total: int | None
    """How many records there are in all, where it says so."""
    records: int
    """How many it holds."""


_DEEPEST: Final = 3


def _keys(*lines: str) -> frozenset[str]:
    return frozenset(key for line in lines for key in line.split())


_CONTINUES: Final = _keys(
    "hasmore hasnext hasnextpage hasmoreresults hasmoreitems more morepages moreresults moreavailable hasmorepages",
    "incomplete incompleteresults truncated istruncated partial",
)
"""Keys whose truth says that there is more."""
_ENDS: Final = _keys("endofstream endofresults isend islast islastpage last lastpage finished complete done")
"""Keys whose truth says that there is no more."""
_NEXT: Final = _keys(
    "next nextpage nexturl nexturi nextlink nextpageurl nextpagelink nextpagetoken nexttoken nexthref nextcursor nextoffset",
    "aftercursor afterurl odatanextlink continuationtoken scrollid nextrecordsurl lastevaluatedkey nextmarker",
    "nextpagestart nextstart nextcontinuationtoken continuation nextpageid 下一页 下页 次ページ 次のページ",
)
"""Keys of where it goes on."""
_TOTALS: Final = _keys(
    "total totalcount totalresults totalresult totalrecords totalrecord totalitems totalelements totalrows totalnum totalnumber",
    "totalhits recordstotal recordsfiltered numfound totalrecordcount",
    "总数 总条数 总记录数 总计 记录总数 总行数 総件数 全件数",
)
_COUNTS: Final = _keys("itemscount rowcount recordcount resultcount count 件数 条数")
"""Keys of how many there are in all, or on this page."""
_REST: Final = _keys("remaining remainingcount remainingrecords remainingitems left 剩余 剩余条数")
_LIMITS: Final = _keys(
    "limit perpage pagesize pagelimit maxresults itemsperpage take top rowsperpage resultsperpage 每页条数 每页"
)
_PAGES: Final = _keys("totalpages totalpage pagecount pagestotal pages numpages lastpage 总页数 総ページ数")
_PAGE: Final = _keys("page current currentpage pageno pagenum pagenumber pageindex 页码 当前页")

_SHEETS: Final = (65_536, 1_048_576)
"""Rows that sheets can hold; whatever file may have been cut by the program that it went through."""
_EXPORTS: Final = frozenset({5_000, 10_000, 50_000, 100_000})
"""Records at which the exports of many systems stop without a word."""
_WHOLE: Final = "frame"
"""What a program hands over, and no export cuts."""
_CAP: Final = pattern(
    r"(?:最多|至多|上限|不超过|超过|仅|只|前|top|first|up to|limit(?:ed)?(?: to| of)?|max(?:imum)?\.?(?: of)?|at most|only)"
    r"[^\d\n]{0,16}?(\d[\d,]{0,14})\s*(万|k\b|千)?\s*(?:条|行|笔|单|个|row|record|line|entr|item|result|order)",
    re.IGNORECASE,
)
_TIMES: Final = {"万": 10_000, "千": 1_000, "k": 1_000, "K": 1_000}


def paging(document: Any, rows: Sequence[Sequence[Any]]) -> Paging | None:
    """Return what a JSON document says of itself; None where it says nothing of pages.

    Parameters
    ----------
    document
        As it was parsed; the list of records inside it is not looked into.
    rows
        The records that it holds.
    """
    records = len(rows)
    if not isinstance(document, dict):
        return None
    said = [(path, _plain(path.rpartition(".")[2]), value) for path, value in _members(document, "", 0)]
    numbers = [(path, key, number) for path, key, value in said if (number := _whole(value)) is not None]
    flags = {path: value == (key in _CONTINUES) for path, key, value in said
             if isinstance(value, bool) and key in _CONTINUES | _ENDS}  # fmt: skip
    onward = {path: bool(value) for path, key, value in said if key in _NEXT and not isinstance(value, bool)}
    stated = flags or onward  # a flag decides: a link to what comes next may stand on the last page, too
    more = next((path for path, continues in stated.items() if continues), "")
    ends = bool(stated) and not more
    totals = [(path, number) for path, key, number in numbers if (key in _TOTALS and number >= records)
              or (key in _COUNTS and (number > records or not more))]  # fmt: skip
    total = max((number for _, number in totals if number >= records), default=None)
    limits = {path: number for path, key, number in numbers if key in _LIMITS}
    page = max((number for _, key, number in numbers if key in _PAGE), default=0)
    if not more and not ends:
        more = next((path for path, key, number in numbers if key in _PAGES and number > max(page, 1)), "")
        more = more or next((path for path, key, number in numbers if key in _REST and number), "")
    if not more and total is not None and total > records and (limits or page or not _adds_up(total, rows)):
        more = next(path for path, number in totals if number == total)
    if not more and not ends and total is None:
        more = next((path for path, number in limits.items() if number == records), "")
    return Paging(more, ends, total, records) if more or ends or total is not None else None


def _adds_up(total: int, rows: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a total is what a column adds up to, and no number of records."""
    columns = zip(*rows, strict=True)
    return any(total == sum(_decimals(column)) for column in columns)


def _decimals(column: Iterable[Any]) -> Iterator[Decimal]:
    for cell in column:
        if not isinstance(cell, bool) and re.fullmatch(r"-?\d{1,30}(?:\.\d{1,30})?", text := str(cell), re.ASCII):
            yield Decimal(text)


def incomplete(pages: Iterable[tuple[str, Paging]]) -> Iterator[tuple[str, Paging]]:
    """Yield the files that are pages of something longer, the rest of which is not among the files of a run."""
    known = list(pages)
    held = sum(page.records for _, page in known)
    last = any(page.ends for _, page in known)
    for file, page in known:
        if not page.more or (page.total is not None and held >= page.total):
            continue
        if page.total is None and last and len(known) > 1:
            continue
        yield file, page


def cut_off(container: str, height: int, rows: int, texts: Iterable[str]) -> Words | None:
    """Return at which limit the rows of a file stop; None where they don't stop at one.

    Parameters
    ----------
    container
        What the file is.
    height, rows
        Rows of the sheet, and those of agents among them.
    texts
        What stands around the rows: banners above, notes below.
    """
    if container != _WHOLE:
        for most in _SHEETS:
            if most in {height, rows} or most == rows + 1:
                return Words(f"一张表最多的 {most:,} 行", f"the {most:,} rows that a sheet can hold")
        if rows in _EXPORTS:
            return Words(
                f" {rows:,} 行（很多系统一次最多导出这么多）", f"{rows:,} rows, the most that many systems export at once"
            )
    for text in texts:
        for found in _CAP.finditer(text):
            most = int(found[1].replace(",", "")) * _TIMES.get(found[2] or "", 1)
            if most and rows in {most, most - 1}:
                return Words(
                    f"文件自己说的上限 {most:,}（“{text[:40]}”）", f"the limit of {most:,} that the file states ('{text[:40]}')"
                )
    return None


def _members(value: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, inner in value.items():
        here = f"{path}.{key}" if path else key
        yield here, inner
        if isinstance(inner, dict) and depth < _DEEPEST:
            yield from _members(inner, here, depth + 1)


def _plain(key: str) -> str:
    """Return a key without what conventions differ in: next_page, nextPage and next-page are one."""
    return re.sub(r"[\W_]", "", key).lower()


def _whole(value: Any) -> int | None:
    if isinstance(value, dict):  # {"value": 250, "relation": "eq"}
        value = value.get("value")
    if isinstance(value, str) and value.isdecimal():
        return int(value[:18])
    return value if isinstance(value, int) and not isinstance(value, bool) else None
