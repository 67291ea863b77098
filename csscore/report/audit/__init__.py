"""An `Audit` as a document: what to mend first, then each question with its answers and figures; it judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.report.audit.cells import bar, cell_text, is_number
from csscore.report.blocks import Heading, Line, Table
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csscore.auditing import Audit, Finding, Section
    from csscore.auditing import Table as Figures
    from csscore.report.blocks import Block
    from csscore.words import Lang

_TITLE: Final = Words("体检：{title}（{name}，版本 {version}）", "Audit: {title} ({name}, version {version})")
_ABOUT: Final = Words("{data}{period}：{agents} 人，{ranked} 人有名次", "{data}{period}: {agents:agent|agents}, {ranked} ranked")
_TABLE: Final = Words("一张表", "a table")
_BOTH: Final = Words(
    "发钱之前有 {act} 处要改，还有 {look} 处值得看看",
    "{act:thing|things} to mend before anybody is paid, {look} to look at",
)
_ACT: Final = Words("发钱之前有 {act} 处要改", "{act:thing|things} to mend before anybody is paid")
_LOOK: Final = Words(
    "没有发钱之前非改不可的；有 {look} 处值得看看",
    "nothing that has to be mended before anybody is paid; {look:thing|things} to look at",
)
_NOTHING: Final = Words("没有发现要改的地方", "nothing to mend was found")
_GROUPS: Final = {
    "act": Words("先改这些再发钱", "Mend before anybody is paid"),
    "look": Words("值得看看", "Look at"),
}
_EACH: Final = 2
"""So many findings of one question stand in the summary; the others stand with their question."""
_MORE: Final = Words("另有 {more} 条，见下面“{question}”", "{more} more below, under '{question}'")
_SEE: Final = Words("见上面第 {numbers} 条", "see {numbers} above")
_REST: Final = Words("还有 {more} 行，用 -v 看全部", "{more:more row|more rows}; -v shows all")
_HOW: Final = Words("怎么算的：{method}", "How: {method}")
_SEED: Final = Words(
    "凭随机数算的部分：随机种子 {seed}，{draws} 次；同样的种子，同样的结果",
    "what rests on chance: seed {seed}, {draws} draws; the same seed gives the same result",
)


def title(said: Audit, lang: Lang) -> str:
    """Return the heading of the document."""
    card = said.scheme
    return _TITLE.filled({"title": card.title, "name": card.name, "version": card.version}).in_(lang)


def blocks(said: Audit, lang: Lang, *, rows: int | None = None) -> list[Block]:
    """Return the document: the findings that ask for something, numbered, then the questions in order.

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
    return [*_summary(said, numbers, lang), *sections]


def _asking(said: Audit) -> list[Finding]:
    """Return the findings that ask for something, the gravest first, each kind in the order of the questions."""
    found = [finding for section in said.sections for finding in section.findings]
    return [finding for grade in _GROUPS for finding in found if finding.grade == grade]


def _shown(said: Audit) -> list[Finding]:
    """Return the findings of the summary: all that are to be mended, and the first of each question to be looked at."""
    found = [finding for section in said.sections for finding in section.findings if finding.grade == "act"]
    for section in said.sections:
        found += [finding for finding in section.findings if finding.grade == "look"][:_EACH]
    return found


def _summary(said: Audit, numbers: Mapping[int, int], lang: Lang) -> Iterator[Block]:
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
    asking = _asking(said)
    counts = {grade: sum(finding.grade == grade for finding in asking) for grade in _GROUPS}
    words = _BOTH if all(counts.values()) else _ACT if counts["act"] else _LOOK if counts["look"] else _NOTHING
    yield Line(words.filled(dict(counts)).in_(lang))
    for grade, heading in _GROUPS.items():
        if counts[grade]:
            yield Heading(heading.in_(lang))
        for section in said.sections:
            chosen = [finding for finding in section.findings if finding.grade == grade]
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


def _section(said: Audit, section: Section, numbers: Mapping[int, int], lang: Lang, rows: int | None) -> Iterator[Block]:
    yield Heading(section.question.in_(lang))
    above = sorted(numbers[id(finding)] for finding in section.findings if id(finding) in numbers)
    if above:
        yield Line(_SEE.filled({"numbers": ("、" if lang == "zh" else ", ").join(map(str, above))}).in_(lang))
    for finding in section.findings:
        if id(finding) not in numbers:
            yield from _told(finding, lang)
    for figures in section.tables:
        if figures.rows:
            yield Line(f"{figures.title.in_(lang)}{'：' if lang == 'zh' else ':'}")
            yield _table(said, figures, lang, rows)
            if rows is not None and len(figures.rows) > rows:
                yield Line(_REST.filled({"more": len(figures.rows) - rows}).in_(lang), deep=True)
    yield Line(_HOW.filled({"method": section.method}).in_(lang), deep=True)


def _table(said: Audit, figures: Figures, lang: Lang, most: int | None) -> Table:
    shown = figures.rows[:most]
    head = tuple(column.title.in_(lang) for column in figures.columns)
    rows = tuple(
        tuple(cell_text(cell, column, said, lang) for cell, column in zip(row, figures.columns, strict=True)) for row in shown
    )
    shares = tuple(tuple(bar(cell, column) for cell, column in zip(row, figures.columns, strict=True)) for row in shown)
    return Table(head, rows, tuple(is_number(column) for column in figures.columns), shares=shares)
