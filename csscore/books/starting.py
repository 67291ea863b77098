"""A commented payroll file for the files that are there; it guesses, and what it guesses is there to be read."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore import pipeline
from csscore.books.payroll import NAME
from csscore.measure.requirements import metrics_of
from csscore.problems import Rejected
from csscore.rules import load_scheme
from csscore.scheme.lookup import ENDINGS, cards
from csscore.scheme.nodes import as_key
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from csscore.words import Lang

_TABLES: Final = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods"})
_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_ROSTER: Final = re.compile(r"roster|staff|花名册|员工|人员", re.IGNORECASE)
_ADJUST: Final = re.compile(r"adjust|correction|调整|奖惩", re.IGNORECASE)
_LOG: Final = re.compile(r"dispute|异议", re.IGNORECASE)
_MOST: Final = 60
_DEEPEST: Final = 4

_HEAD: Final = Words(
    "# 发薪文件：谁按哪个方案、用哪些文件发钱，发之前检查什么。路径从这个文件夹算起，{period} 换成考核期。\n"
    "# 先看一遍：csscore run {file} --period 2026-03 --dry-run\n",
    "# A payroll file: who is paid by which scheme from which files, and what is checked before. Paths begin at this folder;\n"
    "# {period} is filled in. Have a look first: csscore run {file} --period 2026-03 --dry-run\n",
)
_NO_FILES: Final = Words("  # 没有找到这个方案能用的文件：", "  # no file was found that this scheme fits:")
_UNUSED: Final = Words("没有用上的表：{files}", "tables that no role reads: {files}")
_OTHERS: Final = Words("也能用：{schemes}；说明见 csscore schemes", "others fit: {schemes}; csscore schemes tells of them")
_TAIL: Final = Words(
    """\
# params: "data/{{period}}/params.yaml"          # 每月变的数：名称: 数
check:
  # totals: "data/{{period}}/totals.yaml"        # 平台上抄下来的合计：岗位: {{指标: 合计}}
  variance: 30%                               # 比上月变化超过多少就提醒
  # budget: 200000                            # 总额不超过多少
  block: [inputs, period, roster, totals, leavers, unapproved, budget]   # 这些没过就停，其余只提醒
disputes:                                     # 工资异议：记在这个表里，决定了就自动补、扣
  file: disputes.csv
  days: 10                                    # 考核期结束后几天内提，工资条上写成日期
  how: 找人事，写明哪一项、为什么               # 工资条上写：有异议找谁、怎么提
amend: hold_harmless                          # 锁定以后更正，别人不少发；或 full、locked_ranks
keep: inputs                                  # 连同输入文件存一份；或 digests
write: [workbook, slips, payroll]             # 还可以加 page
payroll:
  rows: lines                                 # 一行一笔；或 people，一人一行
  columns: {{工号: employee_id, 姓名: person, 项目: title, 金额: amount, 月份: period}}
""",
    """\
# params: "data/{{period}}/params.yaml"          # numbers that change monthly, NAME: NUMBER
check:
  # totals: "data/{{period}}/totals.yaml"        # totals typed in from the platform, ROLE: {{METRIC: SUM}}
  variance: 30%                               # tell of people whose pay changed by more
  # budget: 200000                            # the most that may be paid in all
  block: [inputs, period, roster, totals, leavers, unapproved, budget]   # these stop the run, the rest warns
disputes:                                     # disputes of pay stand in this table; decided ones are paid by themselves
  file: disputes.csv
  days: 10                                    # days after the month until which one may be raised; slips say the date
  how: tell HR which line is wrong and why    # slips say whom to tell, and how
amend: hold_harmless                          # corrections after the lock: nobody else falls; or full, locked_ranks
keep: inputs                                  # copies of the inputs in the run; or digests
write: [workbook, slips, payroll]             # page is a further one
payroll:
  rows: lines                                 # one row a pay line; or people, one a person
  columns: {{No: employee_id, Name: person, Item: title, Amount: amount, Month: period}}
""",
)


class _Role(NamedTuple):
    name: str
    scheme: str
    files: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Further ready-made schemes that its files fit."""


def payroll_starter(folder: Path, file: str, lang: Lang) -> str:
    """Return a payroll file for what is in a folder: its own schemes, or ready-made ones that its tables fit.

    Paths in which a month stands get ``{period}`` for it; of several months the last is looked at.
    """
    tables = sorted(_tables(folder))[:_MOST]
    months = sorted({month for path in tables for month in _MONTH.findall(path.as_posix())})
    if months:
        tables = [path for path in tables if months[-1] in path.as_posix() or not _MONTH.search(path.as_posix())]
    roster = next((path for path in tables if _ROSTER.search(path.stem)), None)
    adjust = next((path for path in tables if _ADJUST.search(path.stem)), None)
    data = [path for path in tables if path not in {roster, adjust}]
    lines = [f"# yaml-language-server: $schema={NAME}", _HEAD.in_(lang).replace("{file}", file), "csscore: 1"]
    name = re.sub(r"[^\w-]+", "-", folder.resolve().name).strip("-") or "shop"
    lines += [f"name: {as_key(name)}", "runs: runs", "roles:"]
    roles = _roles(folder, data)
    for role in sorted(roles, key=lambda role: not role.files):
        files = ", ".join(f'"{_monthly(path)}"' for path in role.files) or '"data/{period}/*.xlsx"'
        others = listed(role.others).in_(lang)
        remark = f"  # {_OTHERS.filled({'schemes': others}).in_(lang)}" if others else ""
        entry = [f"  {as_key(role.name)}:", f"    scheme: {as_key(role.scheme)}{remark}", f"    files: [{files}]"]
        if roster is not None and (not role.files or _is_sound(role.scheme, role.files, roster.as_posix())):
            entry.append(f"    roster: {as_key(_monthly(roster.as_posix()))}")
        entry += [] if adjust is None else [f'    adjust: "{_monthly(adjust.as_posix())}"']
        if not role.files:
            lines.append(_NO_FILES.in_(lang))
            entry = [f"  #{line[1:]}" for line in entry] if any(one.files for one in roles) else entry
        lines += entry
    used = {file for role in roles for file in role.files}
    unused = [path.as_posix() for path in data if path.as_posix() not in used]
    lines += [f"  # {_UNUSED.filled({'files': listed(unused, most=20)}).in_(lang)}"] if unused else []
    return "\n".join(lines) + "\n" + _TAIL.filled({}).in_(lang)


def _tables(folder: Path) -> Iterator[Path]:
    for path in chain.from_iterable(folder.glob("/".join("*" * depth)) for depth in range(1, _DEEPEST + 1)):
        inner = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) or part == "runs" for part in inner.parts) or _LOG.search(path.stem)
        if path.suffix.lower() in _TABLES and not hidden and path.is_file():
            yield inner


def _roles(folder: Path, data: Sequence[Path]) -> list[_Role]:
    """Return a role for each scheme of one's own, else for each ready-made one that some table fits."""
    own = {card.name: card.name for card in cards() if not card.ready_made}
    for path in sorted(folder.glob("*")):
        if path.suffix in ENDINGS and re.search(r"^metrics:", path.read_text("utf-8", "replace"), re.MULTILINE):
            own[path.stem] = path.name
    ready_made = {card.name: card.name for card in cards() if card.ready_made}
    found = [_Role(name, scheme, tuple(_fitting(scheme, data))) for name, scheme in (own or ready_made).items()]
    return found if own else list(_shared_out(found, data)) or [_Role("presale", "presale", ())]


def _shared_out(fitting: Sequence[_Role], data: Sequence[Path]) -> Iterator[_Role]:
    """Yield roles until each table that any scheme fits has one: the scheme that measures most; the supervisor chose none yet."""
    left = {path.as_posix() for path in data}
    for role in sorted(fitting, key=lambda role: -_measured(role.scheme)):
        files = tuple(file for file in role.files if file in left)
        if files:
            left -= set(files)
            others = (other.scheme for other in fitting if other is not role and set(files) <= set(other.files))
            yield role._replace(files=files, others=tuple(others))


def _measured(scheme: str) -> int:
    return sum(1 for _ in metrics_of(load_scheme(scheme).metrics))


def _fitting(scheme: str, data: Sequence[Path]) -> Iterator[str]:
    """Yield the tables that a scheme can be computed from."""
    return (path.as_posix() for path in data if _is_sound(scheme, [path.as_posix()]))


def _is_sound(scheme: str, files: Sequence[str], roster: str | None = None) -> bool:
    """Tell whether a scheme can be computed from tables, and whether a roster knows their people."""
    try:
        problems = pipeline.check(scheme, files, roster=roster)
    except Rejected:
        return False
    return not any(problem.severity == "error" for problem in problems)


def _monthly(path: str) -> str:
    return _MONTH.sub("{period}", path)
