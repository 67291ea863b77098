"""What a payroll file says, as forms like those of schemes; it reads no data and looks for no file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from csscore.problems import Problems
from csscore.scheme.accepting import Accept
from csscore.scheme.forms import Form, Reader, Unreadable, form, setting
from csscore.scheme.kinds import Choice, Flag, FormOf, ListOf, MapOf, Number, Text, Title, Whole
from csscore.scheme.lookup import open_
from csscore.scheme.nodes import compose
from csscore.scheme.schema import DIALECT
from csscore.system import is_there
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

ITEMS: Final = ("inputs", "period", "roster", "totals", "missing", "leavers", "unapproved", "variance", "budget", "disputes")
"""What the close checklist looks at, in its order."""
FIELDS: Final = ("employee_id", "person", "agent", "role", "title", "rule", "because", "amount", "currency", "period")
"""What a column of the payroll export may hold; anything else is a header of the roster."""
POLICIES: Final = ("hold_harmless", "full", "locked_ranks")
WRITES: Final = ("workbook", "page", "slips", "payroll")
NAME: Final = "payroll-v1.schema.json"
_ROLES: Final = Words("岗位", "who is paid, by role")
_LONGEST: Final = 200
"""Bytes of the name of a role: file systems take 255, and an ending follows."""


@form
class Role(Form):
    """One team: what it is paid by, and from which files."""

    noun: ClassVar[Words] = Words("岗位", "the role")
    scheme: str = setting(Text(), "考核方案：名称或文件", "the scheme: a name or a file")
    files: tuple[str, ...] = setting(
        ListOf(Text()),
        "数据文件，可用通配符；{period} 换成考核期，{岗位} 换成那个岗位这个月的结果",
        "its exports, wildcards allowed; {period} is filled in, and {ROLE} stands for that role's result of the month",
    )
    sheet: tuple[str, ...] = setting(ListOf(Text()), "工作表", "the sheets to read", default=())
    with_: dict[str, str] = setting(
        MapOf(Text()), "方案里用到的另一份数据，按名称", "further inputs by name", default={}, key="with"
    )
    roster: str | None = setting(Text(), "花名册", "the roster", default=None)
    adjust: tuple[str, ...] = setting(
        ListOf(Text()), "人工调整的文件；没有就当这个月没有", "files of adjustments; none need be there", default=()
    )
    set: tuple[str, ...] = setting(
        ListOf(Text()), "临时改方案：路径=值", "settings of the scheme to change: PATH=VALUE", default=()
    )
    encoding: str | None = setting(Text(), "文本文件的编码", "encoding of text files", default=None)


@form
class Check(Form):
    """The close checklist."""

    noun: ClassVar[Words] = Words("“check”", "check")
    totals: str | None = setting(
        Text(),
        "平台上抄下来的合计：{岗位: {agents: 人数, 指标: 合计}}",
        "totals typed in from the platform: {ROLE: {agents: N, METRIC: SUM}}",
        default=None,
    )
    variance: Fraction | None = setting(
        Number(least=0),
        "比上月变化超过多少就提醒",
        "tell of people whose pay changed by more than this since last month",
        default=None,
    )
    budget: Fraction | None = setting(Number(least=0), "总额不超过多少", "the most that may be paid in all", default=None)
    block: tuple[str, ...] = setting(
        ListOf(Choice(ITEMS)), "哪些没过就停，其余只提醒", "what stops the run; everything else only warns", default=()
    )


@form
class Log(Form):
    """The log of disputes, and what slips say of how to raise one."""

    noun: ClassVar[Words] = Words("“disputes”", "disputes")
    file: str = setting(
        Text(),
        "异议的表：编号、考核期、客服、项目、异议、依据、决定、金额、决定人",
        "the table of disputes: no, period, agent, line, claim, evidence, decision, amount, decided by",
        default="disputes.csv",
    )
    how: Words | None = setting(
        Title(), "工资条上写：有异议找谁、怎么提", "what slips say: whom to tell of a dispute, and how", default=None
    )
    days: int | None = setting(
        Whole(least=1),
        "考核期结束后几天内提，工资条上写成日期",
        "days after the period until which one may be raised; slips say the date",
        default=None,
    )


@form
class Export(Form):
    """The payroll export."""

    noun: ClassVar[Words] = Words("“payroll”", "payroll")
    rows: str = setting(
        Choice(("lines", "people")),
        "一行一笔（lines）还是一人一行（people）",
        "one row a pay line, or one a person",
        default="lines",
    )
    columns: dict[str, str] = setting(
        MapOf(Text()),
        "表头: 内容；内容是 {}，或花名册的表头".format("、".join(FIELDS)),
        "HEADER: CONTENT; content is one of {}, or a header of the roster".format(", ".join(FIELDS)),
        default={name: name for name in ("employee_id", "person", "title", "amount", "period")},
    )


@form
class Payroll(Form):
    """A payroll file, version 1."""

    noun: ClassVar[Words] = Words("发薪文件", "the payroll file")
    csscore: int = setting(Whole(least=1, most=1), "语言版本，现在是 1", "version of the language, now 1")
    name: str = setting(Text(), "短名", "short name")
    runs: str = setting(Text(), "每月的账放在哪个文件夹", "the folder of the runs", default="runs")
    roles: dict[str, Role] = setting(MapOf(FormOf(Role), each=Words("岗位", "role")), _ROLES.zh, _ROLES.en)
    params: str | None = setting(Text(), "每月变的数（params）", "the file of numbers that change monthly (params)", default=None)
    checks: Check = setting(FormOf(Check), "发薪前的检查", "the close checklist", default=Check(), key="check")
    accept: tuple[Accept, ...] = setting(
        ListOf(FormOf(Accept), each=Words("接受的警告", "accepted warning")),
        "知道并接受的警告，写明理由",
        "warnings that are known and accepted, with the reason",
        default=(),
    )
    disputes: Log | None = setting(FormOf(Log), "工资异议", "disputes of pay", default=None)
    amend: str = setting(
        Choice(POLICIES),
        "锁定以后更正：hold_harmless 别人不少发；full 全组重算；locked_ranks 只动更正的人",
        "corrections after the lock. hold_harmless: nobody else falls; full: all anew; locked_ranks: the corrected person alone",
        default="hold_harmless",
    )
    keep: str = setting(
        Choice(("digests", "inputs")),
        "inputs：连同输入文件存一份",
        "inputs: keep copies of the inputs in the run",
        default="digests",
    )
    keep_years: int | None = setting(
        Whole(least=1),
        "一个月的账留几年；到了年头，csscore runs --prune 可以删掉输入副本、旧版本和草稿",
        "years that a month is kept whole; then csscore runs --prune may remove copies of inputs, old versions and drafts",
        default=None,
    )
    write: tuple[str, ...] = setting(ListOf(Choice(WRITES)), "写出什么", "what is written", default=("payroll",))
    payroll: Export = setting(FormOf(Export), "发薪表的列", "the payroll export", default=Export())
    self_approval: bool = setting(Flag(), "算账的人可以自己批准", "whether who prepared a run may approve it", default=False)

    def check_roles(self, problems: Problems) -> None:
        """Report that there are none (S102), and those that can't be told from the period, or be the name of a file (B103)."""
        if not self.roles and "roles" not in self.broken:
            problems.add("S102", self.places.get("roles"), owner=self.noun, key="roles", about=_ROLES)
        for name, place in getattr(self.roles, "places", {}).items():
            plain = name.replace("-", "").replace("_", "").isalnum() and len(name.encode()) <= _LONGEST
            if name == "period" or not plain:
                problems.add("B103", place, role=name)


@dataclass(frozen=True, slots=True)
class PayrollFile:
    """A payroll file as read, with the folder that its paths are relative to."""

    payroll: Payroll
    path: Path

    @property
    def folder(self) -> Path:
        """Return the folder that it is in."""
        return self.path.parent

    @property
    def runs(self) -> Path:
        """Return the folder of the runs."""
        return self.folder / self.payroll.runs


def read_payroll(path: str) -> PayrollFile:
    """Read a payroll file.

    Raises
    ------
    Rejected
        With every mistake in it.
    """
    problems = Problems()
    if not is_there(Path(path)):
        problems.add("U271", None, file=path)
        problems.reject()
    source = open_(Path(path), path, problems)
    problems.reject()
    assert source is not None  # noqa: S101 - otherwise it was reported
    reader = Reader(problems, {})
    node = compose(source.text, source.file, problems)
    found = None
    if node is not None:
        try:
            found = Payroll.read(node, reader)
            found.check_roles(problems)
        except Unreadable:
            pass
    problems.reject()
    if found is None:
        raise AssertionError("a payroll file that could not be read left no error")
    return PayrollFile(found, Path(path))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of payroll files; descriptions are Chinese · English."""
    return {"$schema": DIALECT, "$id": NAME, "title": "csscore 发薪文件 · csscore payroll file", **Payroll.schema({})}
