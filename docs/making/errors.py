"""The errors page: every code with its meaning, an example and what it prints; no output is written down by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from csscore.catalogue import CODES
from csscore.problems import SEVERITIES
from csscore.words import Words
from docs.making.cases import SCHEME, cases, outcome
from docs.making.session import BUG, sound, words

if TYPE_CHECKING:
    from docs.making.cases import Case
    from docs.making.session import Lang

ROOMS: Final = {
    "S0": Words("方案文件和 --set", "Scheme files and --set"),
    "S1": Words("方案里的键和值", "Keys and values of a scheme"),
    "S2": Words("表达式", "Expressions"),
    "S3": Words("整份方案", "A scheme as a whole"),
    "D1": Words("数据文件", "Data files"),
    "D2": Words("工作表、表头、单元格", "Sheets, headers, cells"),
    "D3": Words("人、花名册、考核期、取值", "People, rosters, periods, values"),
    "D4": Words("行里的空白、月份之间、来源", "Blanks in rows, between months, where files come from"),
    "D5": Words("数据库里的行", "Rows in a database"),
    "P1": Words("得分、总分、名次", "Points, scores, ranks"),
    "P2": Words("发放", "Pay"),
    "A": Words("解释和方案的测试", "Explanations and tests of schemes"),
    "B": Words("每月的账", "The monthly books"),
    "U": Words("命令行和输出", "The command line and its output"),
}
_SPOT: Final = re.compile(r"(csscore(?:\.\w+)+):\d+")
_LONG: Final = 14


def page(lang: Lang) -> str:
    """Return docs/errors.md or docs/errors.zh-CN.md."""
    found = cases()
    parts = [words("errors", lang), fenced(SCHEME, "yaml"), contents(found, lang)]
    for prefix, title in ROOMS.items():
        parts.append(f"## {title.in_(lang)}\n")
        parts += [section(case, lang) for code, case in found.items() if code.startswith(prefix)]
    return "\n".join(parts).rstrip() + "\n"


def contents(found: dict[str, Case], lang: Lang) -> str:
    """Return the list of all codes, by room."""
    lines = []
    for prefix, title in ROOMS.items():
        links = [f'[{code}](#{code.lower()} "{CODES[code].title.in_(lang)}")' for code in found if code.startswith(prefix)]
        lines.append(f"- **{title.in_(lang)}**{'：' if lang == 'zh' else ': '}{' '.join(links)}")
    return "\n".join(lines) + "\n"


def section(case: Case, lang: Lang) -> str:
    """Return what the page says of one code."""
    code = CODES[case.code]
    severity = SEVERITIES[code.severity].in_(lang)
    lines = [f'<a id="{case.code.lower()}"></a>', f"### {case.code} {code.title.in_(lang)}\n"]
    lines.append(f"**{severity}**{'。' if lang == 'zh' else '. '}{case.meaning.in_(lang)}\n")
    if not case.run:
        return "\n".join(lines)
    for name, content in case.files.items():
        if not (name == "team.yaml" and content == SCHEME):
            lines.append(shown(name, content, lang))
    ended = outcome(case.code, lang)
    err = _SPOT.sub(r"\1:…", (ended if case.exit == BUG else sound(case.run, ended)).err)
    first = "".join(f"$ {command}\n" for command in case.before)
    lines.append(fenced(f"{first}$ {case.run}\n{err}", "console"))
    if case.remedy is not None:
        lines.append(f"{'怎么办：' if lang == 'zh' else 'What to do: '}{case.remedy.in_(lang)}\n")
    return "\n".join(lines)


def shown(name: str, content: Any, lang: Lang) -> str:
    """Return an input file of an example as the page shows it."""
    if isinstance(content, dict) and "sheets" in content:
        return f"`{name}`{_sheets(content, lang)}"
    told = _told(content)
    if told is not None:
        return f"`{name}`{'：' if lang == 'zh' else ': '}{told.in_(lang)}\n"
    text = content if isinstance(content, str) else str(content["text"]) * content.get("times", 1)
    note = "" if isinstance(content, str) else f" ({content['encoding']})"
    lines = text.splitlines()
    if len(lines) > _LONG:
        lines = [*lines[:4], "…", *lines[-2:]]
    kind = {"yaml": "yaml", "json": "json"}.get(name.rpartition(".")[2], "text")
    return f"`{name}`{note}\n\n{fenced(chr(10).join(lines), kind)}"


def _told(content: Any) -> Words | None:
    """Say what a file is that can't be shown; None for one that can."""
    if content is None:
        return Words("一个文件夹", "a folder")
    if content == "":
        return Words("空文件", "an empty file")
    if isinstance(content, str) or "text" in content:
        return None
    if "form" in content:
        return _form(content)
    if "query" in content:
        table = content.get("table", "events")
        rows = f"`{content['query']}`"
        return Words(f"{rows} 的结果（数据库里叫 {table}）", f"the rows of {rows} (in a database the table {table})")
    if "link" in content:
        return Words("绕回自己的链接", "a link that leads back to itself")
    if "samples" in content:
        name, first = content["samples"], f"{content['first']:,}"
        return Words(f"samples/{name} 的前 {first} 个字节", f"the first {first} bytes of samples/{name}")
    if "packed" in content:
        return Words("一个 xls，里面的中文存成了西文字母", "an xls whose Chinese text is stored as Western letters")
    if "hex" in content:
        return Words(f"这些字节：`{content['hex']}`", f"these bytes: `{content['hex']}`")
    if content.get("encrypted"):
        return Words("有打开密码的工作簿", "a workbook that a password protects")
    if "claims" in content:
        size = f"{content['claims'] / 1e9:.0f} GB"
        return Words(f"声称解压后有 {size} 的压缩包", f"an archive that says to hold {size} unpacked")
    members = "、".join(content["zip"])
    return Words(f"一个压缩包，里面是 {members}", f"a zip archive that holds {members}")


def _form(content: dict[str, Any]) -> Words:
    """Say what was changed in a form to fill in."""
    zh, en = ["由方案导出的表格"], ["the form that a scheme is exported as"]
    for cell, value in content.get("put", {}).items():
        zh.append(f"{cell} 填了 {value}")
        en.append(f"{value} in {cell}")
    for row in content.get("drop", ()):
        zh.append(f"第 {row} 行删掉了")
        en.append(f"without row {row}")
    for cell, line in content.get("inside", {}).items():
        zh.append(f"藏起来的 {cell} 写着 `{line}`")
        en.append(f"`{line}` in the hidden {cell}")
    return Words("，".join(zh), ", ".join(en))


def _sheets(content: dict[str, Any], lang: Lang) -> str:
    """Return the sheets of a workbook as tables with row numbers and column letters."""
    parts = []
    for name, rows in content["sheets"].items():
        hidden = Words("（隐藏）", " (hidden)").in_(lang) if name in content.get("hidden", ()) else ""
        title = Words(f"工作表“{name}”{hidden}", f"sheet '{name}'{hidden}").in_(lang)
        if not rows:
            parts.append(f"{title}{Words('：空', ': empty').in_(lang)}\n")
            continue
        letters = [chr(ord("A") + i) for i in range(len(rows[0]))]
        lines = [f"{title}\n", f"| | {' | '.join(letters)} |", f"|---|{'---|' * len(letters)}"]
        for number, row in enumerate(rows, 1):
            cells = ["" if cell is None else f"`{cell}`" if str(cell)[:1] in "=#" else str(cell) for cell in row]
            lines.append(f"| {number} | {' | '.join(cells)} |")
        parts.append("\n".join(lines) + "\n")
    if content.get("merged"):
        cells = ", ".join(content["merged"])
        parts.append(Words(f"{cells} 是合并单元格。\n", f"{cells} is merged.\n").in_(lang))
    if content.get("unshown"):
        rows = ", ".join(map(str, content["unshown"]))
        parts.append(Words(f"第 {rows} 行是隐藏的。\n", f"Row {rows} is hidden.\n").in_(lang))
    if content.get("stray"):
        parts.append(Words(f"{content['stray']} 里有一个 x。\n", f"There is an x in {content['stray']}.\n").in_(lang))
    return (Words("，", ", ").in_(lang)) + "\n".join(parts)


def fenced(text: str, kind: str) -> str:
    """Return text as a block of code."""
    return f"```{kind}\n{text.rstrip()}\n```\n"
