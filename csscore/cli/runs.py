"""``csscore runs``: what is in the books, and what people were paid in a year; the library reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final

import typer

from csscore import books, report
from csscore.books.store import Refused
from csscore.cli import options
from csscore.cli.completion import words_of
from csscore.cli.exit_codes import REFUSED, Stopped
from csscore.cli.language import both
from csscore.cli.output import say, say_json, target
from csscore.cli.run import By, PayrollPath, who
from csscore.report.plain import width_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.books.pruning import Pruned
    from csscore.books.store import Run
    from csscore.books.yearly import Year
    from csscore.cli.console import Console
    from csscore.words import Lang

FORMATS: Final = ("table", "csv", "json")
_OUTPUT = both("输出", "Output")
YearOption = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        rich_help_panel=both("输入", "Input"),
        help=both("这一年每个人每月发了多少", "what each person was paid in that year, by month"),
    ),
]
Prune = Annotated[
    bool,
    typer.Option(
        "--prune",
        rich_help_panel=_OUTPUT,
        help=both(
            "列出过了 keep_years、可以删的；加 --force 才删", "list what keep_years no longer wants kept; --force removes it"
        ),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|csv|json",
        rich_help_panel=_OUTPUT,
        help=both("默认 table", "default: table"),
        autocompletion=words_of(*FORMATS),
    ),
]
_HEAD: Final = (
    Words("考核期", "period"),
    Words("状态", "state"),
    Words("版本", "version"),
    Words("人数", "people"),
    Words("应发", "pay"),
    Words("摘要", "digest"),
)
_STATES: Final = {
    "draft": Words("草稿", "draft"),
    "approved": Words("已批准", "approved"),
    "locked": Words("已锁定", "locked"),
}
_PRUNE_HEAD: Final = (
    Words("考核期", "period"),
    Words("文件夹", "folder"),
    Words("是什么", "what it is"),
    Words("字节", "bytes"),
)
_WHAT: Final = {
    "inputs": Words("输入文件的副本", "copies of inputs"),
    "superseded": Words("旧版本，没有发过", "an old version that was not paid"),
    "draft": Words("从没锁定过的草稿", "a draft that was never locked"),
}
_REMOVABLE: Final = Words(
    "留满 {years} 年、可以删的：{bytes} 字节；什么也没删，加 --force 才删",
    "kept for {years:year|years} and may go: {bytes} bytes; nothing was removed, --force does it",
)
_REMOVED: Final = Words(
    "已删 {bytes} 字节；记录、锁和欠款都还在", "removed {bytes} bytes; records, locks and what is owed are still there"
)
_NOTHING_OLD: Final = Words("没有留满 {years} 年的", "nothing has been kept for {years:year|years}")
_NONE: Final = Words("还没有账", "there are no runs yet")
_PERSON: Final = (Words("工号", "employee no."), Words("姓名", "name"))
_TOTAL: Final = Words("合计", "total")
_CLOSING: Final = {"held": Words("留存余额", "held back"), "advanced": Words("待扣预支", "to recover")}
_BALANCE: Final = (
    *_PERSON, Words("留存和预支", "carried"), Words("年初", "opening"), Words("留存或预支", "held or advanced"),
    Words("发放或扣回", "released or recovered"), Words("不再发", "forfeited"), Words("年末", "closing"),
)  # fmt: skip


def runs(
    payroll: PayrollPath,
    *,
    year: YearOption = None,
    prune: Prune = False,
    by: By = None,
    format_: Format = None,
    output: options.Output = None,
    force: options.Force = False,
    talk: options.Talk,
) -> None:
    """List the runs, or state a year."""
    speaker = talk.begin()
    if prune:
        _prune(payroll, who(by), speaker, as_json=format_ == "json", force=force)
        return
    to = target(output, format_, force=force, inputs=[payroll], formats=FORMATS, piped="table")
    found = books.yearly.runs(payroll)
    data = _listed(found) if year is None else _year(books.yearly.year_of(found, year))
    rows = _run_rows(found, speaker.lang) if year is None else _year_rows(books.yearly.year_of(found, year), speaker.lang)

    def write(out: BinaryIO) -> None:
        if to.format == "json":
            out.write(report.document.document_text(data, speaker.lang, indent=2).encode())
        elif to.format == "csv":
            out.write(_csv(found, year))
        elif len(rows) == 1:
            out.write(f"{speaker.text(_NONE)}\n".encode())
        else:
            carried = [] if year is None else _balance_rows(books.yearly.year_of(found, year), speaker.lang)
            out.write("\n".join(_table(part) for part in (rows, carried) if part).encode())

    to.write(write)


def _prune(payroll: str, by: str, speaker: Console, *, as_json: bool, force: bool) -> None:
    """List what may be removed, or remove it."""
    try:
        pruned = books.pruning.prune(payroll, by=by, force=force)
    except Refused as refused:
        raise Stopped(REFUSED, refused.problem) from None
    if as_json:
        rows = [
            {"period": one.run.period, "folder": str(one.folder), "what": one.what, "bytes": size} for one, size in pruned.found
        ]
        say_json({"csscore": 1, "keep_years": pruned.years, "removed": pruned.done, "found": rows}, speaker.lang)
        return
    lines = (
        [_table([[word.in_(speaker.lang) for word in _PRUNE_HEAD], *_prune_rows(pruned, speaker.lang)])] if pruned.found else []
    )
    last = _REMOVED if pruned.done and pruned.found else _REMOVABLE if pruned.found else _NOTHING_OLD
    told = {"years": pruned.years, "bytes": f"{sum(size for _, size in pruned.found):,}"}
    say("".join(lines) + f"{last.filled(told).in_(speaker.lang)}\n")


def _prune_rows(pruned: Pruned, lang: Lang) -> list[list[str]]:
    return [[one.run.period, str(one.folder), _WHAT[one.what].in_(lang), f"{size:,}"] for one, size in pruned.found]


def _listed(found: Sequence[Run]) -> dict[str, Any]:
    keys = ("period", "state", "version", "digest", "totals")
    return {"csscore": 1, "runs": [{key: run.data()[key] for key in keys} | {"folder": str(run.path)} for run in found]}


def _year(year: Year) -> dict[str, Any]:
    from csscore.exact.fixed import text

    people = [
        {
            "agent": one.agent,
            "name": one.name,
            "employee_id": one.employee_id,
            "paid": {period: text(units, year.digits) for period, units in one.paid.items()},
            "total": text(one.total, year.digits),
            "balances": [
                {"role": balance.role, "rule": balance.rule, "line": list(balance.line)}
                | {key: text(getattr(balance, key), year.digits) for key in books.record.SUMS}
                for _, balance in sorted(one.balances.items())
            ],
        }
        for one in year.people
    ]
    return {"csscore": 1, "periods": list(year.periods), "people": people}


def _run_rows(found: Sequence[Run], lang: Lang) -> list[list[str]]:
    carried = _carried(found)
    rows = [[word.in_(lang) for word in (*_HEAD, *(_CLOSING[key] for key in carried))]]
    for run in found:
        totals, version = run.current["totals"], run.current
        state = _STATES[run.state].in_(lang)
        pay = f"{totals['pay']} {totals['currency']}"
        rows.append([run.period, state, str(version["version"]), str(totals["people"]), pay, version["digest"][:19]])
        rows[-1] += [totals.get(key, "") for key in carried]
    return rows


def _carried(found: Sequence[Run]) -> list[str]:
    """Return which closing balances any run has."""
    return [key for key in _CLOSING if any(key in run.current["totals"] for run in found)]


def _year_rows(year: Year, lang: Lang) -> list[list[str]]:
    from csscore.exact.fixed import text

    rows = [[*(word.in_(lang) for word in _PERSON), *year.periods, _TOTAL.in_(lang)]]
    for one in year.people:
        paid = [text(one.paid[period], year.digits) if period in one.paid else "" for period in year.periods]
        rows.append([one.employee_id, one.name, *paid, text(one.total, year.digits)])
    return rows


def _balance_rows(year: Year, lang: Lang) -> list[list[str]]:
    """Return what was carried over the year, a row a balance; nothing where there was nothing."""
    from csscore.exact.fixed import text
    from csscore.pay.holding import HOLD, held_title

    rows = []
    for one in year.people:
        for _, balance in sorted(one.balances.items()):
            title = held_title(balance.line) if balance.rule == HOLD else balance.line
            sums = [text(getattr(balance, key), year.digits) for key in books.record.SUMS]
            rows.append([one.employee_id, one.name, title.in_(lang), *sums])
    return [[word.in_(lang) for word in _BALANCE], *rows] if rows else []


def _csv(found: Sequence[Run], year: str | None) -> bytes:

    if year is not None:
        return books.yearly.year_csv(books.yearly.year_of(found, year))
    carried = _carried(found)
    lines = [",".join(["period,state,version,people,pay,currency,digest", *carried])]
    for run in found:
        totals, version = run.current["totals"], run.current
        cells = [
            run.period,
            run.state,
            version["version"],
            totals["people"],
            totals["pay"],
            totals["currency"],
            version["digest"],
            *(totals.get(key, "") for key in carried),
        ]
        lines.append(",".join(map(str, cells)))
    return ("\n".join(lines) + "\n").encode()


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(width_of(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)
