"""An `Audit` as a document, whole or on one screen: what to mend first, then each question with figures; it judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.on_demand import modules_of
from csscore.report.audit.cells import bar, cell_text, is_number
from csscore.report.audit.short import short
from csscore.report.blocks import Heading, Line, Table
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csscore.auditing import Audit, Finding, Section
    from csscore.auditing import Table as Figures
    from csscore.report.audit import files as files
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_TITLE: Final = say("title")
_ABOUT: Final = say("about")
_TABLE: Final = say("table")
_COUNTS: Final = {
    "wrong": say("to_mend_before_paying"),
    "act": say("to_mend"),
    "look": say("to_look"),
}
_PAYABLE: Final = say("payable")
_NOTHING: Final = say("nothing")
_GROUPS: Final = {
    "wrong": say("mend_before_paying"),
    "act": say("mend"),
    "look": say("look"),
}
_EACH: Final = 2
"""So many findings of one question stand in the summary; the others stand with their question."""
_MORE: Final = say("more")
_SEE: Final = say("see")
_REST: Final = say("rest")
_HOW: Final = say("how")
_SEED: Final = say("seed")


def title(said: Audit, lang: Lang) -> str:
    """Return the heading of the document."""
    card = said.scheme
    return _TITLE.filled({"title": card.title, "name": card.name, "version": card.version}).in_(lang)


def blocks(said: Audit, lang: Lang, *, rows: int | None = None) -> list[Block]:
    """Return the whole document: the findings that ask for something, numbered, then the questions in order.

    Parameters
    ----------
    said
        The audit.
    lang
        The language.
    rows
        How many rows of a table are written; None for all.
    """
    numbers = {id(finding): number for number, finding in enumerate(_shown(said), 1)}
    sections = (block for section in said.sections for block in _section(said, section, numbers, lang, rows))
    return [*_head(said, lang), *_summary(said, numbers, lang), *sections]


def screen(said: Audit, lang: Lang) -> list[Block]:
    """Return what fits a screen: what asks for something, a line each; weights that are suggested follow with their figures."""
    suggested = (block for section in said.sections if section.key == "suggest" for block in _offered(said, section, lang))
    return [*_head(said, lang), *short(said, _grouped(said), _GROUPS, lang), *suggested]


def _grouped(said: Audit) -> dict[str, list[Finding]]:
    """Return the findings that ask for something, the gravest first, each kind in the order of the questions."""
    found: dict[str, list[Finding]] = {key: [] for key in _GROUPS}
    for section in said.sections:
        for finding in section.findings:
            if finding.grade != "fine":
                found["wrong" if finding.wrong_pay else finding.grade].append(finding)
    return found


def _shown(said: Audit) -> list[Finding]:
    """Return the findings of the summary: all that are to be mended, and the first of each question to be looked at."""
    groups = _grouped(said)
    found = [*groups["wrong"], *groups["act"]]
    for section in said.sections:
        found += [finding for finding in section.findings if finding.grade == "look"][:_EACH]
    return found


def _head(said: Audit, lang: Lang) -> Iterator[Block]:
    yield Heading(title(said, lang), 1)
    data = "、".join(said.data) if lang == "zh" else ", ".join(said.data)
    about = {
        "data": data or _TABLE.in_(lang),
        "period": f" {said.period}" if said.period else "",
        "agents": said.agents,
        "ranked": said.ranked,
    }
    yield Line(_ABOUT.filled(about).in_(lang))
    if said.sets:
        yield Line(" ".join(said.sets), deep=True)
    groups = _grouped(said)
    counts = [_COUNTS[key].filled({"count": len(group)}).in_(lang) for key, group in groups.items() if group]
    first = [] if groups["wrong"] or not counts else [_PAYABLE.in_(lang)]
    yield Line(("；" if lang == "zh" else "; ").join([*first, *counts] or [_NOTHING.in_(lang)]))


def _summary(said: Audit, numbers: Mapping[int, int], lang: Lang) -> Iterator[Block]:
    groups = _grouped(said)
    for key, heading in _GROUPS.items():
        if groups[key]:
            yield Heading(heading.in_(lang))
        for section in said.sections:
            chosen = [finding for finding in section.findings if any(finding is one for one in groups[key])]
            for finding in chosen:
                if id(finding) in numbers:
                    yield from _told(finding, lang, number=numbers[id(finding)])
            more = sum(id(finding) not in numbers for finding in chosen)
            if more:
                yield Line(_MORE.filled({"more": more, "question": section.question}).in_(lang), deep=True)


def _told(finding: Finding, lang: Lang, *, number: int | None = None) -> Iterator[Block]:
    yield Line(f"{'' if number is None else f'{number}. '}{finding.sentence.in_(lang)}")
    if finding.advice is not None:
        yield Line(f"→ {finding.advice.in_(lang)}", deep=True)
    if "set" in finding.figures:
        yield Line(finding.figures["set"], deep=True, whole=True)


def _section(said: Audit, section: Section, numbers: Mapping[int, int], lang: Lang, rows: int | None) -> Iterator[Block]:
    yield Heading(section.question.in_(lang))
    above = sorted(numbers[id(finding)] for finding in section.findings if id(finding) in numbers)
    if above:
        yield Line(_SEE.filled({"numbers": ("、" if lang == "zh" else ", ").join(map(str, above))}).in_(lang))
    for finding in section.findings:
        if id(finding) not in numbers:
            yield from _told(finding, lang)
    yield from _tables(said, section, lang, rows)
    yield Line(_HOW.filled({"method": section.method}).in_(lang), deep=True)


def _offered(said: Audit, section: Section, lang: Lang) -> Iterator[Block]:
    yield Heading(section.question.in_(lang))
    for finding in section.findings:
        yield from _told(finding, lang)
    yield from _tables(said, section, lang, None)


def _tables(said: Audit, section: Section, lang: Lang, rows: int | None) -> Iterator[Block]:
    for figures in section.tables:
        if figures.rows:
            yield Line(f"{figures.title.in_(lang)}{'：' if lang == 'zh' else ':'}")
            yield _table(said, figures, lang, rows)
            if rows is not None and len(figures.rows) > rows:
                yield Line(_REST.filled({"more": len(figures.rows) - rows}).in_(lang), deep=True)


def _table(said: Audit, figures: Figures, lang: Lang, most: int | None) -> Table:
    shown = figures.rows[:most]
    head = tuple(column.title.in_(lang) for column in figures.columns)
    rows = tuple(
        tuple(cell_text(cell, column, said, lang) for cell, column in zip(row, figures.columns, strict=True)) for row in shown
    )
    shares = tuple(tuple(bar(cell, column) for cell, column in zip(row, figures.columns, strict=True)) for row in shown)
    return Table(head, rows, tuple(is_number(column) for column in figures.columns), shares=shares)


__getattr__ = modules_of(__name__)
