"""``csscore amend``: a correction of a locked month; the library computes what it does to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from csscore import books
from csscore.books.store import Refused
from csscore.cli import options
from csscore.cli.completion import complete_files, words_of
from csscore.cli.exit_codes import REFUSED, USAGE, Stopped, stopped
from csscore.cli.inputs import expanded
from csscore.cli.language import both
from csscore.cli.output import say, say_json
from csscore.cli.run import FORMATS, By, Format, who
from csscore.cli.states import Folder
from csscore.cli.usage import choice
from csscore.cli.waiting import waiting
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.books.amending import Amended, Change

_INPUT = both("输入", "Input")
POLICIES: Final = ("hold_harmless", "full", "locked_ranks")
Adjust = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust",
        metavar="FILE",
        rich_help_panel=_INPUT,
        help=both("更正：和人工调整一样的文件；可写多次", "the correction: a file of adjustments; repeatable"),
        autocompletion=complete_files,
    ),
]
Disputes = Annotated[
    bool,
    typer.Option(
        "--disputes",
        rich_help_panel=_INPUT,
        help=both("更正：异议表里已经决定、这个月还没补的", "the correction: disputes that were decided and this month lacks"),
    ),
]
Role = Annotated[
    str | None,
    typer.Option("--role", metavar="NAME", rich_help_panel=_INPUT, help=both("更正的是哪个岗位", "the role that it is about")),
]
Policy = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        rich_help_panel=_INPUT,
        help=both(
            "别人怎么办：hold_harmless、full 或 locked_ranks；默认按发薪文件",
            "what happens to everybody else: hold_harmless, full or locked_ranks; default: as the payroll file says",
        ),
        autocompletion=words_of(*POLICIES),
    ),
]
Preview = Annotated[
    bool,
    typer.Option(
        "--preview",
        rich_help_panel=both("输出", "Output"),
        help=both("只看影响多少人、多少钱，什么也不写", "show whom it reaches and what it costs, write nothing"),
    ),
]
_NAMES: Final = {
    "hold_harmless": Words("hold_harmless（别人不少发）", "hold_harmless (nobody else falls)"),
    "full": Words("full（全组重算）", "full (everybody anew)"),
    "locked_ranks": Words("locked_ranks（只动更正的人）", "locked_ranks (the corrected people alone)"),
}
_POLICY: Final = Words(
    "{mark} {name}：{people} 人，一共 {sum} {currency}", "{mark} {name}: {people:person|people}, {sum} {currency} in all"
)
_PERSON: Final = Words("    {agent}：{before} → {after}（{owed}）", "    {agent}: {before} → {after} ({owed})")
_HELD: Final = Words("，留存 {held}", ", held back {held}")
_CORRECTED: Final = Words("  * {agent}：{before} → {after}（{owed}）", "  * {agent}: {before} → {after} ({owed})")
_WRITTEN: Final = Words(
    "{period} 第 {version} 版；欠的和多发的由下一次 run 自己带上",
    "version {version} of {period}; the next run takes what is owed by itself",
)
_EITHER: Final = Words("--adjust 和 --disputes 不能一起用", "--adjust and --disputes don't go together")
_USAGE: Final = "csscore amend runs/2026-03 --adjust FILE | --disputes"
_PREVIEWED: Final = Words("只看了看，什么也没写", "looked at only, nothing was written")


def amend(
    run: Folder,
    *,
    adjust: Adjust = None,
    disputes: Disputes = False,
    role: Role = None,
    policy: Policy = None,
    by: By = None,
    preview: Preview = False,
    format_: Format = None,
    talk: options.Talk,
) -> None:
    """Correct a locked month, or show what that would do."""
    speaker = talk.begin()
    for option, value, allowed in (("--format", format_, FORMATS), ("--policy", policy, POLICIES)):
        if value is not None:
            choice(option, value, allowed)
    if not adjust and not disputes:
        raise stopped(USAGE, "U103", command="csscore amend", name="--adjust FILE", usage=_USAGE)
    if adjust and disputes:
        raise stopped(USAGE, "U106", command="csscore amend", reason=_EITHER, usage=_USAGE)
    with waiting(speaker):
        try:
            amended = books.amending.amend(
                run,
                expanded(adjust or ()),
                by=who(by),
                lang=speaker.lang,
                role=role,
                policy=policy,
                preview=preview,
                disputes=disputes,
            )
        except Refused as refused:
            raise Stopped(REFUSED, refused.problem) from None
    if format_ == "json":
        say_json(_data(amended), speaker.lang)
    else:
        say("".join(f"{line.in_(speaker.lang)}\n" for line in _lines(amended, preview=preview)))
    speaker.problems(amended.problems)


def _lines(amended: Amended, *, preview: bool) -> Iterator[Words]:
    for policy in POLICIES if preview else (amended.policy,):
        changes = amended.changes[policy]
        told = {"mark": "→" if policy == amended.policy else " ", "name": _NAMES[policy], "people": len(changes)}
        yield _POLICY.filled({**told, "sum": _amounts(amended, changes)["owed"], "currency": amended.currency})
        for one in changes:
            shape, amounts = _CORRECTED if one.corrected else _PERSON, _amounts(amended, (one,))
            line = shape.filled({"agent": one.agent, **amounts})
            more = _HELD.filled(dict(amounts)) if one.held else Words("", "")
            yield Words(line.zh + more.zh, line.en + more.en)
    if preview:
        yield _PREVIEWED
    else:
        yield _WRITTEN.filled({"period": amended.run.period, "version": amended.run.current["version"]})


def _amounts(amended: Amended, changes: tuple[Change, ...]) -> dict[str, str]:
    from csscore.exact.fixed import text

    before, after = sum(one.before for one in changes), sum(one.after for one in changes)
    found = {"before": text(before, amended.digits), "after": text(after, amended.digits)}
    for key, units in (("owed", after - before), ("held", sum(one.held for one in changes))):
        said = text(units, amended.digits)
        if units or key == "owed":
            found[key] = said if said.startswith("-") else f"+{said}"
    return found


def _data(amended: Amended) -> dict[str, Any]:
    return {
        "csscore": 1,
        "period": amended.run.period,
        "version": amended.run.current["version"],
        "policy": amended.policy,
        "currency": amended.currency,
        "policies": {
            policy: {
                **_amounts(amended, changes),
                "agents": [{"agent": one.agent, "corrected": one.corrected, **_amounts(amended, (one,))} for one in changes],
            }
            for policy, changes in amended.changes.items()
        },
    }
