"""The page without its script: the ranking with its reasons, what was noticed and the scheme, as plain markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.exact.fixed import MISSING, text
from csscore.report.around import footnotes, total_line
from csscore.report.blocks import Heading, Line, Table, html_body
from csscore.report.problems import entries
from csscore.report.view import name_column, named, ranking, reason_columns, thousands
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.report.blocks import Block
    from csscore.result import Result
    from csscore.words import Lang

say = sentences(__file__)

_NOTICE: Final = say("notice")
_RANKING: Final = say("ranking")
_WHY: Final = say("why")
_NOTICED: Final = say("noticed")
_SCHEME: Final = say("scheme")


def still(result: Result, lang: Lang, words: list[dict[str, Any]]) -> str:
    """Return the elements of the page.

    Parameters
    ----------
    result
        As it is shown; it may have been made anonymous.
    lang
        The language that the page opens in.
    words
        The sections of the scheme, as the page's data has them.
    """
    return html_body(list(_blocks(result, lang, words)))


def _blocks(result: Result, lang: Lang, words: list[dict[str, Any]]) -> Iterator[Block]:
    yield Line(_NOTICE.in_(lang))
    for sentence in (total_line(result, lang), *footnotes(result, lang)):
        yield Line(sentence)
    yield Heading(_RANKING.in_(lang))
    columns = ranking(result)
    if named(result):
        columns.insert(2, name_column(result))
    columns += reason_columns(result, lang)
    head = (*(column.headed(lang, result.currency) for column in columns), _WHY.in_(lang))
    why = [_why(result, agent, lang) for agent in range(len(result))]
    rows = tuple(zip(*(column.shown() for column in columns), why, strict=True))
    yield Table(head, rows, (*(column.kind != "text" for column in columns), False))
    told = entries(result.problems, lang, verbosity=1)
    if told:
        yield Heading(_NOTICED.in_(lang))
    for entry in told:
        yield Line(f"{entry.place}{': ' if entry.place else ''}{entry.code} {entry.message}")
    yield Heading(_SCHEME.in_(lang))
    for section in words:
        yield Line(section["title"].in_(lang))
        for _, *said in section["lines"]:
            yield Line(said[0 if lang == "zh" else 1], deep=True)


def _why(result: Result, agent: int, lang: Lang) -> str:
    """Return the gates that caught somebody, and what she is paid for what reason."""
    comma, dash, colon = ("；", "，", "：") if lang == "zh" else ("; ", ", ", ": ")
    gates = [f"{gate.name.in_(lang)}{colon}{gate.effect.in_(lang)}" for gate in result.gates if bool(gate.fired[agent])]
    lines = []
    for line in result.lines:
        amount = int(line.amounts[agent])
        if amount != MISSING:
            because = line.because.at(agent, lang)
            paid = thousands(text(amount, result.money_digits))
            lines.append(f"{line.title.in_(lang)} {paid}{dash if because else ''}{because}")
    return comma.join([*gates, *lines])
