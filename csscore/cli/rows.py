"""``csscore explain … --rows METRIC``: the rows that a number is made of, by pages; it computes nothing."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from csscore import analysis, report
from csscore.analysis.finding import find
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.hiding import nameless
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csscore.behind import Behind
    from csscore.cli.output import Target
    from csscore.pipeline import Run
    from csscore.result import Result
    from csscore.words import Lang

FORMATS: Final = ("table", "csv", "json", "md")
SIZE: Final = 50
_NUMBER: Final = Words("1 起的整数", "a whole number from 1")
_OF_ROWS: Final = Words(" --rows 列出的行", "the rows that --rows lists")
_ADD: Final = Words("加 --rows 指标，或去掉 {option}", "add --rows METRIC, or leave {option} out")
_OF_WHOLE: Final = Words("整个解释", "the whole explanation")
_LEAVE: Final = Words("去掉 {option}，或去掉 --rows", "leave {option} out, or leave --rows out")


def check(rows: str | None, *, page: str | None, size: str | None, against: str | None) -> None:
    """Stop where an option is given that means nothing with, or without, ``--rows``."""
    if rows is None:
        given = "--page" if page is not None else "--page-size" if size is not None else None
        if given is not None:
            raise stopped(USAGE, "U144", option=given, what=_OF_ROWS, remedy=_ADD.filled({"option": given}))
    elif against is not None:
        remedy = _LEAVE.filled({"option": "--against"})
        raise stopped(USAGE, "U144", option="--against", what=_OF_WHOLE, remedy=remedy)


def counted(option: str, value: str | None, default: int) -> int:
    """Return a number of rows or pages from 1."""
    if value is None:
        return default
    if not value.isdecimal() or len(value) > 10 or not 1 <= int(value) <= 10**9:
        raise stopped(USAGE, "U104", option=option, value=value, near=same(""), choices=_NUMBER)
    return int(value)


def found(ranked: Callable[[], Run], agent: str, what: str, *, lang: Lang, files: Mapping[str, str] | None) -> Behind:
    """Compute and list; where ``files`` says what stands for files, without names, also in what is wrong with the input."""

    def listed() -> tuple[Result, Behind]:
        run = ranked()
        return run.result, analysis.rows.behind(run, find(run, agent), what)

    return nameless(listed, lang, files, by=itemgetter(0))[1]


def write(said: Behind, to: Target, lang: Lang, *, page: str | None, size: str | None) -> None:
    """Write a page; of csv and JSON all rows unless a page is asked for."""
    many, number = counted("--page-size", size, SIZE), counted("--page", page, 1)
    if number > report.rows.pages(said, many):
        most = Words(f"1 到 {report.rows.pages(said, many)}", f"1 to {report.rows.pages(said, many)}")
        raise stopped(USAGE, "U104", option="--page", value=str(number), near=same(""), choices=most)
    asked = None if page is None and size is None else number
    if to.format == "json":
        to.write_text(report.rows.json_text(said, lang, page=asked, size=many))
    elif to.format == "csv":
        to.write_text(report.rows.csv_text(said, page=asked, size=many))
    else:
        document = report.rows.blocks(said, lang, page=number, size=many)
        to.write_blocks(document, lang, title=report.rows.title(said, lang), width=to.width)
