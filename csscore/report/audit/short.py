"""An `Audit` on one screen: what must be mended, what to look at, a line each with a line of what to do; it names no method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.report.audit.todo import TODO
from csscore.report.blocks import Heading, Line
from csscore.report.plain import width_of
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.auditing import Audit, Finding
    from csscore.report.blocks import Block
    from csscore.words import Lang

_MOST: Final = 11
"""So many findings fit a screen of 40 lines, with what to do and what is fine."""
_LINES: Final = 28
"""Of a screen of 40, what is left between its head and its foot."""
_WIDE: Final = 96
_FINE: Final = Words("没有问题", "Nothing to mend")
_MORE: Final = Words("另有 {more} 条，用 --full 看", "{more} more; see --full")
_ALSO: Final = Words("也没有问题：{names}", "nothing either: {names}")
_SEE: Final = Words("数字、算法和出处：--full", "figures, methods, sources: --full")
_SUGGEST: Final = Words("；想让各项实际占的和写的一样：--suggest", "; weights that count for what they say: --suggest")

NAMES: Final = {
    "weights": Words("权重", "weights"),
    "points": Words("得分的高低", "points"),
    "cliffs": Words("分数线", "lines"),
    "price": Words("多努力的回报", "reward of effort"),
    "luck": Words("运气", "luck"),
    "flips": Words("权重动一点", "a weight moved"),
    "noise": Words("权重拿不准", "weights in doubt"),
    "shocks": Words("淡季旺季", "seasons"),
    "absence": Words("少一个人", "absence"),
    "groups": Words("各组待遇", "groups"),
    "budget": Words("花多少钱", "cost"),
    "shape": Words("方案本身", "the scheme itself"),
    "sobol": Words("计分方法", "how points are made"),
}
"""The questions, named in a word."""


def short(said: Audit, groups: Mapping[str, Sequence[Finding]], headings: Mapping[str, Words], lang: Lang) -> list[Block]:
    """Return the findings of each group, as many as fit a screen, then what is fine and where more is."""
    chosen = _chosen(said, groups)
    written: list[Block] = []
    number = 0
    for key, heading in headings.items():
        shown = [finding for finding in groups[key] if id(finding) in chosen]
        if shown:
            written.append(Heading(heading.in_(lang)))
        for i, finding in enumerate(shown):
            number += 1
            written.append(Line(f"{number}. {_briefly(finding, lang)}"))
            last = i + 1 == len(shown) or shown[i + 1].key != finding.key
            todo = TODO.get(finding.key, finding.advice)
            if last and todo is not None:
                written.append(Line(f"→ {todo.in_(lang)}", deep=True))
    more = sum(len(group) for group in groups.values()) - len(chosen)
    if more:
        written.append(Line(_MORE.filled({"more": more}).in_(lang)))
    suggested = any(section.key == "suggest" for section in said.sections)
    fine = _fine(said, lang, room=_LINES - len(written))
    foot = Line(_SEE.in_(lang) + ("" if suggested else _SUGGEST.in_(lang)))
    return [*written, *([Heading(_FINE.in_(lang))] if fine else []), *fine, foot]


def _briefly(finding: Finding, lang: Lang) -> str:
    return (finding.brief or finding.sentence).in_(lang)


def _fine(said: Audit, lang: Lang, *, room: int) -> list[Block]:
    """Return the questions that ask for nothing: a line each with its answer, while there is room, the others by name."""
    lines: list[Block] = []
    names: list[str] = []
    for section in said.sections:
        if section.key not in NAMES or any(finding.grade != "fine" for finding in section.findings):
            continue
        name = NAMES[section.key].in_(lang)
        line = "".join(f"{name}{'：' if lang == 'zh' else ': '}{_briefly(finding, lang)}" for finding in section.findings[:1])
        if line and len(lines) < room and width_of(line) <= _WIDE:
            lines.append(Line(line))
        else:
            names.append(name)
    if names:
        lines.append(Line(_ALSO.filled({"names": listed(names, most=len(names))}).in_(lang)))
    return lines


def _chosen(said: Audit, groups: Mapping[str, Sequence[Finding]]) -> set[int]:
    """Return what is shown: what must be mended, then the first of each question to be looked at, then the second."""
    found = [finding for key, group in groups.items() if key != "look" for finding in group]
    for place in range(2):
        for section in said.sections:
            looked = [finding for finding in section.findings if finding.grade == "look" and _asks(finding)]
            found += looked[place : place + 1]
    return {id(finding) for finding in found[:_MOST]}


def _asks(finding: Finding) -> bool:
    """Tell whether there is something to do; what only adds to another finding stands with the figures."""
    return finding.advice is not None or finding.key in TODO
