"""``csscore run``: one month for all roles, from a payroll file to the run folder; the library does the work."""

from __future__ import annotations

import getpass
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from csscore import books, report
from csscore.books.payroll import NAME, json_schema
from csscore.books.store import Refused
from csscore.cli import options
from csscore.cli.completion import complete_files, words_of
from csscore.cli.exit_codes import REFUSED, REJECTED, USAGE, Stopped, stopped
from csscore.cli.language import both
from csscore.cli.output import free, say, say_json, write_text
from csscore.cli.usage import choice, listed
from csscore.cli.waiting import waiting
from csscore.problems import Rejected
from csscore.system import is_file
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.books.running import Made
    from csscore.cli.console import Console
    from csscore.problems import Problem
    from csscore.words import Lang

FORMATS: Final = ("table", "json")
_INPUT = both("输入", "Input")
_OUTPUT = both("输出", "Output")
PayrollPath = Annotated[
    str,
    typer.Argument(metavar="PAYROLL.yaml", help=both("发薪文件", "the payroll file"), autocompletion=complete_files),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        rich_help_panel=_INPUT,
        help=both("谁在做；不写就是登录的用户", "who does it; default: the user who is logged in"),
    ),
]
MaybePayroll = Annotated[
    str | None,
    typer.Argument(
        metavar="PAYROLL.yaml", help=both("发薪文件", "the payroll file"), show_default=False, autocompletion=complete_files
    ),
]
MaybePeriod = Annotated[
    str | None,
    typer.Option("--period", metavar="PERIOD", rich_help_panel=_INPUT, help=both("哪个月：2026-03", "the month: 2026-03")),
]
Init = Annotated[
    bool,
    typer.Option(
        "--init",
        rich_help_panel=_OUTPUT,
        help=both("按这里的文件写一份带注释的 payroll.yaml", "write a commented payroll.yaml for the files that are here"),
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", rich_help_panel=_OUTPUT, help=both("只检查，什么也不写", "check only, write nothing")),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|json",
        rich_help_panel=_OUTPUT,
        help=both("默认 table，给人看", "default: table, for people"),
        autocompletion=words_of(*FORMATS),
    ),
]
ITEMS: Final = {
    "inputs": Words("输入文件", "inputs"),
    "period": Words("是这个月的", "of this period"),
    "roster": Words("花名册对得上", "roster"),
    "totals": Words("合计对得上", "totals"),
    "missing": Words("没有缺数据", "missing values"),
    "leavers": Words("没有发给离职的人", "leavers"),
    "unapproved": Words("调整都批准过", "unapproved adjustments"),
    "variance": Words("比上月变化不大", "change since last month"),
    "budget": Words("在预算内", "budget"),
    "disputes": Words("异议都已了结", "disputes"),
}
_STATES: Final = {
    "ok": Words("通过", "ok"),
    "open": Words("看一下（{told} 处）", "look at it ({told})"),
    "stops": Words("停（{told} 处）", "stops the run ({told})"),
    "none": Words("没有可比的", "nothing to compare with"),
}
_OUTCOMES: Final = {
    "new": Words("已写好 {folder}：草稿，第 {version} 版", "wrote {folder}: a draft, version {version}"),
    "replaced": Words(
        "已写好 {folder}：草稿，第 {version} 版，替换了原来的草稿",
        "wrote {folder}: a draft, version {version}, replacing the one before",
    ),
    "voided": Words(
        "已写好 {folder}：草稿，第 {version} 版；原来的批准作废了",
        "wrote {folder}: a draft, version {version}; the approval of the one before is void",
    ),
    "same": Words("{folder} 没有变化：第 {version} 版", "{folder} is as it was: version {version}"),
    "dry": Words("只检查了，什么也没写", "checked only, nothing was written"),
}
_TOTAL: Final = Words("{period}：{people} 人，共 {pay} {currency}", "{period}: {people:person|people}, {pay} {currency} in all")
_CARRIED: Final = {
    "held": Words("  留存余额 {amount}", "  held back after it: {amount}"),
    "advanced": Words("  待扣预支 {amount}", "  advanced and to be recovered: {amount}"),
}
_ROLE: Final = Words("  {role}：{count} 人", "  {role}: {count:agent|agents}")
_STARTED: Final = Words(
    "已写好 {file}；先看一遍，改成自己的。旁边的 {log} 是异议的表，{schema} 供编辑器检查和补全",
    "wrote {file}; read it through and make it yours. {log} beside it is for disputes, by {schema} editors check and complete it",
)
_DIGEST: Final = Words("摘要 {digest}", "digest {digest}")


def run(
    payroll: MaybePayroll = None,
    *,
    period: MaybePeriod = None,
    by: By = None,
    dry_run: DryRun = False,
    init: Init = False,
    format_: Format = None,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Compute, check, write, then say what was noticed."""
    speaker = talk.begin()
    if format_ is not None:
        choice("--format", format_, FORMATS)
    if init:
        _start(payroll or "payroll.yaml", speaker)
        return
    if payroll is None or period is None:
        name = "PAYROLL.yaml" if payroll is None else "--period PERIOD"
        raise stopped(USAGE, "U103", command="csscore run", name=name, usage="csscore run PAYROLL.yaml --period PERIOD")
    as_json = format_ == "json"
    try:
        with waiting(speaker):
            made = books.running.run(payroll, period, by=who(by), lang=speaker.lang, dry=dry_run, strict=strict)
    except Refused as refused:
        raise Stopped(REFUSED, refused.problem) from None
    except Rejected as rejected:
        if not as_json:
            raise
        say_json(_refused(rejected.problems, speaker.lang), speaker.lang)
        raise typer.Exit(REJECTED) from None
    if as_json:  # what is told of people stands there alone: standard error goes to logs
        say_json(_data(made, speaker.lang), speaker.lang)
    else:
        say("".join(f"{line.in_(speaker.lang)}\n" for line in _lines(made)))
        speaker.problems(made.checked.problems)
    warnings = sum(problem.severity == "warning" for problem in made.checked.problems)
    if made.outcome == "strict":
        raise stopped(REJECTED, "U301", count=warnings)
    stops = [item.name for item in made.checked.items if item.state == "stops"]
    if stops:
        raise stopped(REJECTED, "B120", items=listed(stops))


def _refused(problems: Sequence[Problem], lang: Lang) -> dict[str, Any]:

    return {"csscore": 1, "outcome": "refused", "problems": [report.json.problem_data(problem, lang) for problem in problems]}


def _start(file: str, speaker: Console) -> None:
    """Write a payroll file for what is in its folder, the schema that its first line names, and a log of disputes."""
    if is_file(Path(file)):
        raise stopped(REFUSED, "U272", file=file)
    place = free(file, force=False)
    write_text(place, books.starting.payroll_starter(Path(), file, speaker.lang), force=False)
    speaker.remark(_STARTED, file=file, log=books.disputes.LOG, schema=NAME)
    schema = dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    for name, text in ((NAME, schema), (books.disputes.LOG, books.disputes.disputes_csv(speaker.lang))):
        if not place.with_name(name).exists():
            write_text(place.with_name(name), text, force=False)


def who(by: str | None) -> str:
    """Return who does something: as it is said, else the user who is logged in."""
    if by is not None and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a machine that knows no users
        return "?"


def _lines(made: Made) -> Iterator[Words]:
    for item in made.checked.items:
        state = _STATES[item.state].filled({"told": item.told})
        name = ITEMS[item.name]
        yield Words(f"  {name.zh}：{state.zh}", f"  {name.en}: {state.en}")
    yield _TOTAL.filled(_totals(made))
    for role in made.month.roles:
        yield _ROLE.filled({"role": role.name, "count": len(role.result)})
    totals = _totals(made)
    for key, words in _CARRIED.items():
        if key in totals:
            yield words.filled({"amount": totals[key]})
    if made.run is not None:
        version = made.run.current
        yield _OUTCOMES[made.outcome].filled({"folder": str(made.run.path), "version": version["version"]})
        yield _DIGEST.filled({"digest": version["digest"]})
    elif made.outcome == "dry":
        yield _OUTCOMES["dry"]


def _totals(made: Made) -> dict[str, Any]:

    totals = books.record.totals_of(made.month, made.people, made.balances)
    return {"period": made.month.period, **{key: value for key, value in totals.items() if key != "roles"}}


def _data(made: Made, lang: Lang) -> dict[str, Any]:

    kept = made.run
    return {
        "csscore": 1,
        **_totals(made),
        "outcome": made.outcome,
        "state": None if kept is None else kept.state,
        "version": None if kept is None else kept.current["version"],
        "digest": None if kept is None else kept.current["digest"],
        "folder": None if kept is None else str(kept.path),
        "checklist": {item.name: item.state for item in made.checked.items},
        "problems": [report.json.problem_data(problem, lang) for problem in made.checked.problems],
    }
