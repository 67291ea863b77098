"""A result as the page has it: columns over agents in published order, exact numbers as whole ones; it computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore import __version__
from csscore.exact.fixed import fraction_text
from csscore.report.around import footnotes, heading, total_line
from csscore.report.blocks import Block, Heading, Line, Table
from csscore.report.describe import Section, sections
from csscore.report.explanation import proof
from csscore.report.page.conditions import places
from csscore.report.page.recompute import model, published, whole
from csscore.report.page.wording import UI
from csscore.report.problems import entries
from csscore.report.view import named, unit_text, value_column
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.report.names import Names
    from csscore.report.problems import Entry
    from csscore.result import MetricColumn, Result, Sentence
    from csscore.words import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")


def page_data(
    run: Run, *, lang: Lang, names: Names | None = None, explained: Callable[[int], Explanation] | None = None
) -> dict[str, Any]:
    """Return everything that the page shows and computes with.

    Parameters
    ----------
    run
        The run; its result may have been made anonymous.
    lang
        The language that the page opens in.
    names
        The names that must not stand anywhere, where the result is anonymous.
    explained
        Explains a measured agent; None where agents are shown by the result alone.
    """
    result = run.result
    return {
        "csscore": __version__,
        "lang": lang,
        "scheme": {"name": result.scheme.name, "version": result.scheme.version, "digest": result.scheme.digest},
        "heading": _both(lambda lang: heading(result, lang)),
        "totals": _both(lambda lang: ("。" if lang == "zh" else "; ").join([total_line(result, lang), *footnotes(result, lang)])),
        "period": result.period,
        "currency": _both(lambda lang: unit_text("money", lang, result.currency)),
        "digits": {"score": result.score_digits, "points": result.point_digits, "money": result.money_digits},
        "paid": bool(result.lines),
        **_columns(result),
        "metrics": [_metric(metric, result) for metric in result.metrics],
        "gates": [
            {"name": gate.name, "effect": gate.effect, "because": gate.because, "fired": places(gate.fired)}
            for gate in result.gates
        ],
        "flags": [{"name": flag.name, "raised": places(flag.raised)} for flag in result.flags],
        "lines": [
            {"rule": line.rule, "title": line.title, "amounts": whole(line.amounts), "because": _said(line.because, len(result))}
            for line in result.lines
        ],
        "reasons": _said(result.reasons, len(result)),
        "problems": [[_entry(entry) for entry in entries(result.problems, lang, verbosity=1)] for lang in LANGS],
        "words": [_section(section, names) for section in sections(run.scheme)],
        **({} if explained is None else _proofs(explained(agent) for agent in published(run).tolist())),
        "again": _unnamed(model(run, anonymous=names is not None), names),
        "ui": UI,
    }


def _columns(result: Result) -> dict[str, Any]:
    return {
        "agents": [str(agent) for agent in result.agents.tolist()],
        "names": [str(name) for name in result.names.tolist()] if named(result) else None,
        "cohorts": [
            {"title": result.cohort_titles.get(key, same(key)), "cells": [_text(cell) for cell in cells.tolist()]}
            for key, cells in result.cohorts.items()
        ],
        "ranks": whole(result.ranks),
        "tied": result.tied.tolist(),
        "scores": whole(result.scores),
        "pay": whole(result.pay),
        "counted": None if result.counted is None else whole(result.counted),
    }


def _metric(metric: MetricColumn, result: Result) -> dict[str, Any]:
    column = value_column(metric, result.currency)
    return {
        "name": metric.name,
        "title": metric.title,
        "unit": _both(lambda lang: unit_text(column.kind, lang, result.currency)),
        "numeric": column.kind != "text",
        "better": metric.better,
        "weight": None if metric.weight is None else fraction_text(metric.weight),
        "values": column.shown(),
        "points": whole(metric.points),
        "contributions": None if metric.contributions is None else whole(metric.contributions),
        "rule": metric.rule,
        "groups": metric.groups,
    }


def _said(sentence: Sentence, count: int) -> dict[str, Any]:
    """Return a sentence an agent: the different ones in both languages, and which each agent has (null: none)."""
    known: dict[tuple[str, str], int] = {}
    which: list[int | None] = []
    for agent in range(count):
        said = (sentence.at(agent, "zh"), sentence.at(agent, "en"))
        which.append(known.setdefault(said, len(known)) if said != ("", "") else None)
    return {"texts": list(known), "which": which}


def _section(section: Section, names: Names | None) -> dict[str, Any]:
    def clean(words: Words) -> Words:
        return words if names is None else names.words(words)

    return {"title": clean(section.title), "lines": [[depth, *clean(words)] for depth, words in section.lines]}


def _unnamed(part: Any, names: Names | None) -> Any:
    """Return what the page computes with without names; they may stand only where it speaks."""
    if names is None:
        return part
    if isinstance(part, Words):
        return names.words(part)
    if isinstance(part, dict):
        return {key: _unnamed(value, names) for key, value in part.items()}
    return [_unnamed(item, names) for item in part] if isinstance(part, list) else part


def _proofs(explanations: Iterable[Explanation]) -> dict[str, Any]:
    """Return explanations as blocks of texts, which are numbers of a list in which each text stands once.

    A block is ``[kind, text]`` or ``[head, rows, right, total]``; a text that differs by language stands there as a pair.
    """
    known: dict[str | Words, int] = {}

    def text(zh: str, en: str) -> int:
        return known.setdefault(zh if zh == en else Words(zh, en), len(known))

    def block(zh: Block, en: Block) -> list[Any]:
        if isinstance(zh, Table) and isinstance(en, Table):
            rows = [list(map(text, *cells)) for cells in zip(zh.rows, en.rows, strict=True)]
            return [list(map(text, zh.head, en.head)), rows, list(map(int, zh.right)), int(zh.total)]
        if isinstance(zh, Heading) and isinstance(en, Heading):
            return ["h", text(zh.text, en.text)]
        if isinstance(zh, Line) and isinstance(en, Line):
            return ["deep" if zh.deep else "line", text(zh.text, en.text)]
        raise AssertionError("a document differs between the languages")

    found = []
    for said in explanations:
        documents = [proof(said, lang) for lang in LANGS]
        found.append([block(*blocks) for blocks in zip(*documents, strict=True)])
    return {"proofs": found, "texts": list(known)}


def _entry(entry: Entry) -> dict[str, str]:
    return {
        "severity": entry.severity,
        "place": entry.place,
        "code": entry.code,
        "message": entry.message,
        "below": entry.below,
    }


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _both(say: Callable[[Lang], str]) -> Words:
    return Words(*(say(lang) for lang in LANGS))
