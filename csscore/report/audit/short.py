"""An `Audit` on one screen: what must be mended, what to look at, a line each with a line of what to do; it names no method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.report.audit.todo import TODO
from csscore.report.blocks import Heading, Line
from csscore.report.plain import width_of
from csscore.sentences import sentences
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.auditing import Audit, Finding
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_MOST: Final = 11
"""So many findings fit a screen of 40 lines, with what to do and what is fine."""
_LINES: Final = 28
"""Of a screen of 40, what is left between its head and its foot."""
_WIDE: Final = 96
_FINE: Final = say("fine")
_MORE: Final = say("more")
_ALSO: Final = say("also")
_SEE: Final = say("see")
_SUGGEST: Final = say("suggest")

NAMES: Final = {
    "weights": say("weights"),
    "points": say("points"),
    "cliffs": say("lines"),
    "price": say("reward_of_effort"),
    "luck": say("luck"),
    "flips": say("weight_moved"),
    "noise": say("weights_in_doubt"),
    "shocks": say("seasons"),
    "absence": say("absence"),
    "groups": say("groups"),
    "budget": say("cost"),
    "shape": say("scheme_itself"),
    "sobol": say("how_points_are_made"),
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
