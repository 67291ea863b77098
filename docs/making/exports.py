"""The page of exports: how a file is read in words, then the headers that are known, from the dictionary itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from csscore.words import Words
from docs.making.cases import parsed
from docs.making.platforms import PLATFORMS
from docs.making.session import ROOT, folder, words

if TYPE_CHECKING:
    from docs.making.platforms import Platform
    from docs.making.session import Lang

_UNITS: Final = {
    "money": Words("金额", "money"),
    "percent": Words("百分比", "percentage"),
    "seconds": Words("时长", "duration"),
    "count": Words("数量", "count"),
    "points": Words("分数", "mark"),
    "number": Words("数", "number"),
    "text": Words("文字", "text"),
    "date": Words("日期", "day"),
}


def page(lang: Lang) -> str:
    """Return docs/exports.md or docs/exports.zh-CN.md: the words of `exports.LANG.md`, then the tables."""
    return f"{words('exports', lang)}\n{platforms(lang)}\n{dictionary(lang)}"


def platforms(lang: Lang) -> str:
    """Return what each platform's headers are read as."""
    parts = [Words("## 各平台的导出\n", "## The platforms\n").in_(lang)]
    parts.append(
        Words(
            "左边是导出里的表头，右边是 csscore 给它的名称。没有列出名称的，在方案里可以直接写它的表头。\n",
            "On the left the export's header, on the right the name that csscore has for it. What has no name can be used under its own header.\n",
        ).in_(lang)
    )
    for platform in PLATFORMS:
        parts.append(f"### {platform.title.in_(lang)}\n")
        named, others = _named(platform)
        second, others = _second(others)
        parts.append(Words("| 表头 | 名称 |\n|---|---|", "| header | name |\n|---|---|").in_(lang))
        agent = Words("客服", "the agent").in_(lang)
        parts += [f"| {header} | {agent if name == 'agent' else f'`{name}`'} |" for header, name in named]
        sign = "、" if lang == "zh" else ", "
        if second:
            told = sign.join(f"{header} ({agent if name == 'agent' else f'`{name}`'})" for header, name in second)
            parts.append(
                f"\n{Words('也认得，但这份导出里另一列优先：', 'Known too, but another column of this export comes first: ').in_(lang)}{told}"
            )
        if others:
            parts.append(f"\n{Words('没有名称：', 'Without a name: ').in_(lang)}{sign.join(others)}")
        parts.append("")
    return "\n".join(parts)


def _named(platform: Platform) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the headers that csscore knows with their names, and the others."""
    from csscore.pipeline import inspect

    with folder(samples=False) as here:
        file = here / "export.tsv"
        row = ["-" for _ in platform.headers]
        lines = ["\t".join(platform.headers), "\t".join(["小美", *row[1:]]), "\t".join(["小丹", *row[1:]])]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        (reading,), _ = inspect("export.tsv")
    named, others = [], []
    for column in reading.columns:
        if column.is_agent:
            named.append((column.header, "agent"))
        elif column.names:
            named.append((column.header, column.names[0]))
        else:
            others.append(column.header)
    return named, others


def _second(headers: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Tell headers that fit a name which another column has already from those that fit none."""
    said = _said()
    name_of = {header: name for name, entry in said["columns"].items() for header in entry["headers"]}
    name_of |= dict.fromkeys(said["agent"], "agent")
    return [(text, name_of[text]) for text in headers if text in name_of], [text for text in headers if text not in name_of]


@cache
def _said() -> Any:
    return parsed((ROOT / "schemes" / "columns.yaml").read_text(encoding="utf-8"))


def dictionary(lang: Lang) -> str:
    """Return every name of the dictionary with its unit and headers."""
    said = _said()
    parts = [Words("## 所有名称\n", "## All names\n").in_(lang)]
    parts.append(
        Words(
            "来自 [schemes/columns.yaml](../schemes/columns.yaml)；表头按先后取第一个有的。\n",
            "From [schemes/columns.yaml](../schemes/columns.yaml). Of the headers, the first that a file has is taken.\n",
        ).in_(lang)
    )
    parts.append(f"{Words('**客服列**：', '**The agent**: ').in_(lang)}{_listed(said['agent'], lang)}\n")
    parts.append(_table(said["columns"], lang))
    parts.append(Words("\n### 花名册（--roster）\n", "\n### The roster (--roster)\n").in_(lang))
    parts.append(f"{Words('**账号列**：', '**Accounts**: ').in_(lang)}{_listed(said['roster']['agent'], lang)}\n")
    parts.append(_table(said["roster"]["columns"], lang))
    return "\n".join(parts) + "\n"


def _table(columns: dict[str, Any], lang: Lang) -> str:
    lines = [Words("| 名称 | 是什么 | 单位 | 表头 |", "| name | what it is | unit | headers |").in_(lang), "|---|---|---|---|"]
    for name, entry in columns.items():
        unit = _UNITS[entry["unit"]].in_(lang) if "unit" in entry else ""
        lines.append(f"| `{name}` | {entry['title'][lang]} | {unit} | {_listed(entry['headers'], lang)} |")
    return "\n".join(lines)


def _listed(headers: list[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(str(header).replace("|", "\\|") for header in headers)
