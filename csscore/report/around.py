"""What is said around a table: heading, totals, who is not ranked, what gates did; it counts, and computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import MISSING
from csscore.report.view import pay_total, ranked_count, thousands
from csscore.sentences import sentences
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.result import Result
    from csscore.words import Lang

say = sentences(__file__)

UNRANKED = say("unranked")
GATES = say("gates")
FLAGS = say("flags")
_HEADING = say("heading")
_UNVERSIONED = say("unversioned")
_TOTALS = say("totals")
_TOTALS_UNPAID = say("totals_unpaid")
_ADJUSTED = say("adjusted")
_EQUAL = say("equal")
_GATE = say("gate")
_GATE_BARE = say("gate_bare")

_TIES_LISTED: Final = 3
_PEOPLE_LISTED: Final = 4

Section = tuple[str, "list[tuple[str, str]]"]


def heading(result: Result, lang: Lang) -> str:
    """Return the scheme's title, name and version, and the period."""
    card = result.scheme
    words = _HEADING if card.version else _UNVERSIONED
    text = words.filled({"title": card.title, "name": card.name, "version": card.version}).in_(lang)
    return f"{text} {result.period}" if result.period else text


def total_line(result: Result, lang: Lang) -> str:
    """Return how many agents, how many ranked and, where the scheme pays, what they are paid together."""
    details = {
        "agents": len(result),
        "ranked": ranked_count(result),
        "pay": thousands(pay_total(result)),
        "currency": Words("元" if result.currency == "CNY" else result.currency, result.currency),
    }
    return (_TOTALS if result.lines else _TOTALS_UNPAID).filled(dict(details)).in_(lang)


def footnotes(result: Result, lang: Lang) -> Iterator[str]:
    """Return what ordered equal scores, and which values are shown as measured although points were made of others."""
    yield from equal_scores(result, lang)
    titles = [metric.title.in_(lang) for metric in result.metrics if metric.adjusted is not None]
    if titles:
        yield _ADJUSTED.filled({"titles": listed(titles)}).in_(lang)


def equal_scores(result: Result, lang: Lang) -> Iterator[str]:
    """Return whom something else than the score told apart, and what."""
    if result.broken is None:
        return
    told = result.broken.made()
    rows = (told >= 0).nonzero()[0].tolist()
    if not rows:
        return
    together: dict[tuple[object, ...], list[str]] = {}
    for row in rows:
        cohort = (cells[row] for cells in result.cohorts.values())
        together.setdefault((int(result.scores[row]), *cohort), []).append(str(result.names[row]))
    metrics = [result.broken.by[key].in_(lang) for key in sorted({int(told[row]) for row in rows})]
    people = [listed(names, most=_PEOPLE_LISTED).in_(lang) for names in together.values()]
    shown = people[:_TIES_LISTED] + ["…"] * (len(people) > _TIES_LISTED)
    zh = lang == "zh"
    details = {"metrics": ("、" if zh else ", then ").join(metrics), "people": ("；" if zh else "; ").join(shown)}
    yield _EQUAL.filled(dict(details)).in_(lang)


def incidents(result: Result, lang: Lang) -> Iterator[Section]:
    """Return what happened to single agents, by kind: not ranked and why, gates that fired, flags raised."""
    names = result.names
    unranked = [(str(names[row]), result.reasons.at(row, lang)) for row in (result.ranks == MISSING).nonzero()[0].tolist()]
    gates = [
        (
            row,
            (_GATE if gate.because.in_(lang) else _GATE_BARE)
            .filled({"gate": gate.name, "effect": gate.effect, "because": gate.because})
            .in_(lang),
        )
        for gate in result.gates
        for row in gate.fired.nonzero()[0].tolist()
    ]
    flags = [(row, flag.name) for flag in result.flags for row in flag.raised.nonzero()[0].tolist()]
    if unranked:
        yield UNRANKED.in_(lang), unranked
    for title, entries in ((GATES, gates), (FLAGS, flags)):
        if entries:
            yield title.in_(lang), [(str(names[row]), text) for row, text in sorted(entries, key=lambda entry: entry[0])]
