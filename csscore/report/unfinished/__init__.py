"""A month that is not over, as a document: how everybody stands, what is missing, where it leads; it makes no number."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import MISSING, text
from csscore.on_demand import modules_of
from csscore.report.around import footnotes, heading, incidents, total_line
from csscore.report.blocks import Heading, Line, Table
from csscore.report.quantities import amount, changed, quantity
from csscore.report.view import agent_column, cohort_columns, name_column, named, thousands, unit_text
from csscore.sentences import sentences
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.report.blocks import Block
    from csscore.report.unfinished import files as files
    from csscore.unfinished import Ahead, Mark, Unfinished
    from csscore.words import Lang

say = sentences(__file__)

__all__ = ["blocks", "title"]

_SMALLEST: Final = {"percent": Fraction(1, 10_000), "count": Fraction(1)}
"""To how much a distance is rounded up; a hundredth elsewhere."""
_OTHERWISE: Final = Fraction(1, 100)
_TITLE: Final = say("title")
_PERIOD: Final = say("period")
_UNTIL: Final = say("until")
_BY_ROWS, _BY_ASKING = say("by_the_day_of_the_last"), say("as_as_of_says")
_NOW: Final = say("now")
_NOW_UNTIMED: Final = say("now_untimed")
_STAND: Final = say("stand")
_MARKS: Final = say("marks")
_STEPS: Final = say("steps")
_END: Final = say("end")
_RANK, _SCORE, _PAY = say("place"), say("score"), say("pay")
_GAP: Final = say("gap")
_RANKS, _PAYS = say("places_9_in_10"), say("pay_9_in_10")
_MISSING: Final = say("missing")
_LEFT: Final = say("left")
_USED: Final = say("used")
_OVER: Final = say("over")
_DAILY: Final = say("daily")
_ON_COURSE: Final = Words(" ✓", " ✓")
_DONE: Final = say("done")
_SIGN: Final = say("sign")
_MARKS_HOW: Final = say("marks_how")
_STEPS_HOW: Final = say("steps_how")
_HOW: Final = say("how")
_DRAWN: Final = say("drawn")
_NO_DRAWS: Final = say("no_draws")
_STEADY: Final = say("steady")
_HELD: Final = say("held")
_FIGURES: Final = say("figures")
_SUM: Final = say("sum")
_REFUSED: Final = say("refused")


def title(said: Unfinished, lang: Lang) -> str:
    """Return the document's title: scheme, period, and that the month is not over."""
    head = heading(said.result, lang)
    if said.elapsed is None or said.result.period:
        return _TITLE.filled({"heading": head}).in_(lang)
    return _PERIOD.filled({"heading": head, "period": said.elapsed.period}).in_(lang)


def blocks(said: Unfinished, lang: Lang) -> Iterator[Block]:
    """Yield the document."""
    yield Heading(title(said, lang), 1)
    when = said.elapsed
    if when is not None:
        told = _BY_ROWS if when.by_rows else _BY_ASKING
        details = {"until": str(when.until), "days": when.days, "passed": when.passed, "left": when.left, "told": told}
        yield Line(_UNTIL.filled(details).in_(lang))
    yield Line((_NOW_UNTIMED if when is None else _NOW).in_(lang))
    yield Heading(_STAND.in_(lang))
    yield _standing(said, lang)
    yield Line(total_line(said.result, lang))
    yield from (Line(note) for note in footnotes(said.result, lang))
    for name, entries in incidents(said.result, lang):
        yield Line(name)
        yield from (Line(f"{who}{'：' if lang == 'zh' else ': '}{what}", deep=True) for who, what in entries)
    yield from _marks(said, lang)
    yield from _steps(said, lang)
    yield from _end(said, lang)


def _who(said: Unfinished, lang: Lang) -> tuple[list[str], list[list[str]]]:
    """Return the heads and the cells of the columns that say who it is."""
    result = said.result
    columns = [agent_column(result), *([name_column(result)] if named(result) else []), *cohort_columns(result)]
    return [column.headed(lang, result.currency) for column in columns], [column.shown() for column in columns]


def _standing(said: Unfinished, lang: Lang) -> Table:
    result = said.result
    heads, who = _who(said, lang)
    ranks = [
        "–" if rank == MISSING else f"{rank}{'=' if tied > 1 else ''}"
        for rank, tied in zip(result.ranks, result.tied, strict=True)
    ]
    scores = ["–" if score == MISSING else text(int(score), result.score_digits) for score in result.scores]
    columns = [ranks, *who, scores]
    head = [_RANK.in_(lang), *heads, _SCORE.in_(lang)]
    if result.lines:
        columns.append([thousands(text(int(pay), result.money_digits)) for pay in result.pay])
        head.append(_headed(_PAY, said, lang))
    if any(person.gap is not None for person in said.people):
        columns.append(["–" if one.gap is None else text(one.gap, result.score_digits) for one in said.people])
        head.append(_GAP.in_(lang))
    return Table(
        tuple(head), tuple(zip(*columns, strict=True)), (True, *[False] * len(who), *[True] * (len(head) - 1 - len(who)))
    )


def _headed(words: Words, said: Unfinished, lang: Lang) -> str:
    unit = unit_text("money", lang, said.result.currency)
    return f"{words.in_(lang)}（{unit}）" if lang == "zh" else f"{words.in_(lang)} ({unit})"


# --- what is missing


def _marks(said: Unfinished, lang: Lang) -> Iterator[Block]:
    titles = {mark.metric: mark.title for person in said.people for mark in person.marks}
    if not titles:
        return
    order = [metric.name for metric in said.result.metrics if metric.name in titles]
    order += [name for name in titles if name not in order]
    yield Heading(_MARKS.in_(lang))
    heads, who = _who(said, lang)
    rows = []
    for row, person in enumerate(said.people):
        marks = {mark.metric: mark for mark in person.marks}
        cells = ["–" if name not in marks else _mark(marks[name], said, lang) for name in order]
        rows.append((*(column[row] for column in who), *cells))
    right = (*[False] * len(who), *[True] * len(order))
    yield Table((*heads, *(titles[name].in_(lang) for name in order)), tuple(rows), right)
    yield Line(_MARKS_HOW.in_(lang), deep=True)
    if any(mark.on_course for person in said.people for mark in person.marks):
        yield Line(_SIGN.in_(lang), deep=True)


def _mark(mark: Mark, said: Unfinished, lang: Lang) -> str:
    if mark.line is None or mark.missing is None:
        return (_OVER if mark.bound else _DONE).in_(lang)
    currency = said.result.currency
    line = quantity(float(mark.line), mark.unit, lang, currency)
    if mark.bound:
        left = quantity(float(mark.missing), mark.unit, lang, currency)
        shown = (_LEFT if mark.missing else _USED).filled({"line": line, "left": left}).in_(lang)
        return shown + (_ON_COURSE.in_(lang) if mark.on_course else "")
    shown = _MISSING.filled({"line": line, "missing": _apart(mark.missing, mark.unit, lang, currency)}).in_(lang)
    if mark.daily is not None and not mark.on_course:
        shown += _DAILY.filled({"daily": _apart(mark.daily, mark.unit, lang, currency)}).in_(lang)
    return shown + (_ON_COURSE.in_(lang) if mark.on_course else "")


def _apart(by: Fraction, unit: str, lang: Lang, currency: str) -> str:
    """Return a distance without its sign; rounded up, so that it is enough."""
    size = _SMALLEST.get(unit, _OTHERWISE)
    return changed(-(-by // size) * size, unit, lang, currency).removeprefix("+")


def _steps(said: Unfinished, lang: Lang) -> Iterator[Block]:
    titles = {step.metric: step.title for person in said.people for step in person.steps or ()}
    if not titles:
        return
    order = [metric.name for metric in said.result.metrics if metric.name in titles]
    yield Heading(_STEPS.in_(lang))
    heads, who = _who(said, lang)
    rows = []
    for row, person in enumerate(said.people):
        found = {step.metric: step for step in person.steps or ()}
        cells = []
        for name in order:
            step = found.get(name)
            if step is None or step.to is None:
                cells.append("–")
            elif step.change is None:
                cells.append(quantity(step.to, step.unit, lang, said.result.currency))
            else:
                cells.append(changed(step.change, step.unit, lang, said.result.currency))
        rows.append((*(column[row] for column in who), *cells))
    right = (*[False] * len(who), *[True] * len(order))
    yield Table((*heads, *(titles[name].in_(lang) for name in order)), tuple(rows), right)
    yield Line(_STEPS_HOW.in_(lang), deep=True)


# --- where it leads


def _end(said: Unfinished, lang: Lang) -> Iterator[Block]:
    if said.refused is not None:
        yield Heading(_END.in_(lang))
        yield Line(_REFUSED.filled({"reason": said.refused}).in_(lang))
        return
    result, when = said.result, said.elapsed
    assert when is not None  # noqa: S101 - otherwise it is refused
    yield Heading(_END.in_(lang))
    heads, who = _who(said, lang)
    head = [*heads, _RANK.in_(lang), *_ranged(_RANKS, said, lang), _SCORE.in_(lang)]
    if result.lines:
        head += [_headed(_PAY, said, lang), *_ranged(_PAYS, said, lang)]
    rows = []
    for row, person in enumerate(said.people):
        rows.append((*(column[row] for column in who), *([] if person.ahead is None else _ahead(said, person.ahead))))
    yield Table(tuple(head), tuple(rows), (*[False] * len(who), *[True] * (len(head) - len(who))))
    if result.lines:
        pay = sum(person.ahead.pay for person in said.people if person.ahead is not None)
        yield Line(_SUM.filled({"pay": amount(pay, result.money_digits, lang, result.currency)}).in_(lang))
    yield Line(_HOW.filled({"days": when.days, "passed": when.passed}).in_(lang))
    yield Line((_DRAWN.filled({"draws": said.draws}) if said.draws else _NO_DRAWS).in_(lang))
    for words, titles in ((_STEADY, said.steady if said.draws else ()), (_HELD, said.held), (_FIGURES, said.figures)):
        if titles:
            yield Line(words.filled({"titles": listed([one.in_(lang) for one in titles])}).in_(lang))


def _ranged(words: Words, said: Unfinished, lang: Lang) -> list[str]:
    return [words.in_(lang)] if said.draws else []


def _ahead(said: Unfinished, ahead: Ahead) -> list[str]:
    result = said.result

    def between(ends: tuple[int, int] | None, shown: Sequence[str]) -> list[str]:
        if not said.draws:
            return []
        return ["–" if ends is None else shown[0] if ends[0] == ends[1] else f"{shown[0]} – {shown[1]}"]

    def money(units: int) -> str:
        return thousands(text(units, result.money_digits))

    cells = ["–" if ahead.rank is None else str(ahead.rank), *between(ahead.ranks, [str(rank) for rank in ahead.ranks or ()])]
    cells.append("–" if ahead.score is None else text(ahead.score, result.score_digits))
    if result.lines:
        cells += [money(ahead.pay), *between(ahead.pays, [money(pay) for pay in ahead.pays or ()])]
    return cells


__getattr__ = modules_of(__name__)
