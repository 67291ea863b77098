"""An `Explanation` as blocks that anybody can follow, section by section; every number in it was found elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.exact.fixed import text
from csscore.problems import SEVERITIES
from csscore.report import apart
from csscore.report.blocks import Heading, Line, Table
from csscore.report.plain import called
from csscore.report.quantities import amount, changed, percent, quantity, signed
from csscore.sentences import sentences
from csscore.words import filled, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.explanation import Contrast, ExplainedCell, ExplainedMetric, Explanation, Step
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_TITLE = say("title")
_RANK = say("rank")
_TIED = say("tied")
_UNRANKED = say("unranked")
_SCORE, _PAY = say("score"), say("pay")
_ADDS = say("adds")
_HEAD = (say("metric"), say("value"), say("points"), say("weight"), say("counts"))
_SUM = say("sum")
_COUNTED = say("counted")
_SOURCES = say("sources")
_MISSING_CELL = say("missing_cell")
_NO_CELLS = say("no_cells")
_NO_ROWS = say("no_rows")
_MORE = say("more")
_MORE_ROWS = say("more_rows")
_COUNTS = {True: say("counts_2"), False: say("does_not_count")}
_TOTAL = say("total")
_TOTAL_SUM = say("total_sum")
_COUNTS_AS = say("counts_as")
_REST = say("rest")
_WORTH = say("worth")
_NO_POINTS = say("no_points")
_GATES = say("gates")
_FIRED = say("fired")
_PASSED = say("passed")
_PAID = say("paid")
_PAID_HEAD = (say("line"), say("amount"), say("because"))
_PAID_SUM, _NO_LINES = say("pay_2"), say("no_pay_lines")
_WHY = say("why")
_FIRST = say("first")
_AGAINST = say("against")
_OTHER = say("other")
_PLACE, _NO_PLACE = say("place"), say("not_ranked")
_VERSUS = (say("metric"), say("own"), say("theirs"), say("own_counts"),
           say("theirs_counts"), say("difference"))  # fmt: skip
_GAP = say("gap")
_STEPS = say("steps")  # fmt: skip
_STEP_HEAD = (
    say("metric"),
    say("now"),
    say("change"),
    say("to"),
    say("brings_2"),
)
_WORK = say("work")
_CANNOT = say("cannot")
_BRINGS = say("brings")
_BRINGS_TIED = say("brings_tied")
_HELD = say("held")
_CHANGED = say("changed")
_THEN = say("then")
_THEN_UNRANKED = say("then_unranked")
_MOVED_HEAD = (say("why_2"), say("then_2"), say("now"), say("difference"))
_VALUE_THEN = say("value_then")
_STRENGTHS = say("strengths")
_SIZE = say("size")
_STRONG = say("strong")
_WEAK = say("weak")
_UP = say("up")
_DOWN = say("down")
_ALIKE = say("alike")
_UNTOLD = say("untold")
_NOTICED = say("noticed")
_GROUP = say("group")


def blocks(said: Explanation, lang: Lang) -> list[Block]:
    """Return the explanation as a document."""
    return [
        *_top(said, lang),
        *score_blocks(said, lang),
        *_gates(said, lang),
        *pay_blocks(said, lang),
        *_above(said, lang),
        *(_contrast(said, said.against, filled(_AGAINST, lang, name=said.against.name), lang) if said.against else ()),
        *change_blocks(said, lang),
        *strength_blocks(said, lang),
        *apart.blocks(said, lang),
        *_sources(said, lang),
        *_noticed(said, lang),
    ]


def calculation(said: Explanation, lang: Lang) -> list[Block]:
    """Return only how score and pay add up, for tests of schemes."""
    return [*_top(said, lang), *score_blocks(said, lang), *_gates(said, lang), *pay_blocks(said, lang)]


def proof(said: Explanation, lang: Lang) -> list[Block]:
    """Return what goes beyond the result: why not one place higher, and where each value comes from."""
    return [*_above(said, lang), *_sources(said, lang)]


def title(said: Explanation, lang: Lang) -> str:
    """Return the document's title."""
    card = said.scheme
    period = f" {said.period}" if said.period else ""
    name = called(said)
    return filled(_TITLE, lang, name=name, title=card.title, scheme=card.name, version=card.version, period=period)


def _top(said: Explanation, lang: Lang) -> Iterator[Block]:
    yield Heading(title(said, lang), 1)
    tied = (
        filled(_TIED, lang, names="、".join(said.tied_with) if lang == "zh" else ", ".join(said.tied_with))
        if said.tied_with
        else ""
    )
    if said.rank is None:
        place = filled(_UNRANKED, lang, reason=said.reason)
    else:
        place = filled(_RANK, lang, ranked=said.ranked, rank=said.rank, tied=tied)
    group = " / ".join(said.cohort.values())
    pieces = [
        group,
        place,
        filled(_SCORE, lang, score=_score(said, said.score)),
        filled(_PAY, lang, pay=_money(said, said.pay, lang)),
    ]
    yield Line(("；" if lang == "zh" else "; ").join(filter(None, (*pieces, *said.flags))))


def score_blocks(said: Explanation, lang: Lang) -> Iterator[Block]:
    """Yield how the score adds up."""
    yield Heading(filled(_ADDS, lang))
    amounts = {part.key: part.amount for part in said.parts}
    rows = [_metric_row(said, metric, lang) for metric in said.metrics]
    for group in said.groups:
        counts = amounts.get(f"group {group.name}")
        rows.append((group.title.in_(lang), "", _points(said, group.points), "", _amount(said, counts)))
    for part in said.parts:
        if part.kind not in {"metric", "group", "plus"}:
            rows.append((part.title.in_(lang), "", "", "", signed(part.amount, said.digits)))
    rows.append((filled(_SUM, lang), "", "", "", _score(said, said.score)))
    yield Table(tuple(filled(word, lang) for word in _HEAD), tuple(rows), (False, True, True, True, True), total=True)
    for group in said.groups:
        tail = " · ".join(filter(None, (group.rule.in_(lang), group.used.in_(lang))))
        rule = f"（{tail}）" if tail and lang == "zh" else f" ({tail})" if tail else ""
        yield Line(filled(_GROUP, lang, title=group.title, points=_points(said, group.points), rule=rule), deep=True)


def _metric_row(said: Explanation, metric: ExplainedMetric, lang: Lang) -> tuple[str, ...]:
    weight = "" if metric.weight is None else percent(metric.weight)
    if metric.counted is not None:
        weight = filled(_COUNTED, lang, weight=weight, counted=percent(metric.counted))
    value = quantity(metric.value, metric.unit, lang, said.currency, metric.lines)
    if metric.adjusted is not None and metric.adjusted != metric.value:
        value = filled(_COUNTS_AS, lang, value=value, adjusted=quantity(metric.adjusted, metric.unit, lang, said.currency))
    return metric.title.in_(lang), value, _points(said, metric.points), weight, _amount(said, metric.contribution)


def _gates(said: Explanation, lang: Lang) -> Iterator[Block]:
    if said.gates:
        yield Heading(filled(_GATES, lang))
    for gate in said.gates:
        values = ("、" if lang == "zh" else ", ").join(_stood_for(said, name, value, lang) for name, value in gate.values.items())
        words = _FIRED if gate.fired else _PASSED
        state = filled(words, lang, when=gate.said, values=values, effect=gate.effect, because=gate.because)
        yield Line(f"{gate.name.in_(lang)} {state}".replace("（）", "").replace(" ()", ""))


def _stood_for(said: Explanation, name: str, value: str | None, lang: Lang) -> str:
    """Return what a name of a condition is called, and its value with its unit."""
    metric = next((metric for metric in said.metrics if metric.name == name), None)
    title, unit = (_called(said, name, lang), "number") if metric is None else (metric.title.in_(lang), metric.unit)
    return f"{title} {quantity(_number(value), unit, lang, said.currency)}"


def _called(said: Explanation, name: str, lang: Lang) -> str:
    return said.called[name].in_(lang) if name in said.called else name


def pay_blocks(said: Explanation, lang: Lang) -> Iterator[Block]:
    """Yield how the pay adds up."""
    yield Heading(filled(_PAID, lang))
    if not said.lines:
        yield Line(filled(_NO_LINES, lang))
        return
    rows = [(line.title.in_(lang), _money(said, line.amount, lang), line.because.in_(lang)) for line in said.lines]
    rows.append((filled(_PAID_SUM, lang), _money(said, said.pay, lang), ""))
    yield Table(tuple(filled(word, lang) for word in _PAID_HEAD), tuple(rows), (False, True, False), total=True)


def _above(said: Explanation, lang: Lang) -> Iterator[Block]:
    above = said.above
    if said.rank is None:
        return
    if above is None:
        yield Heading(filled(_FIRST, lang))
        return
    yield from _contrast(said, above, filled(_WHY, lang, rank=above.rank), lang)
    if said.steps:
        yield Heading(filled(_STEPS, lang))
        rows = tuple(_step_row(said, step, lang) for step in said.steps)
        yield Table(tuple(filled(word, lang) for word in _STEP_HEAD), rows, (False, True, True, True, False))
        for step in said.steps:
            if step.held:
                held = listed([words.in_(lang) for words in step.held])
                yield Line(filled(_HELD, lang, title=step.title, held=held), deep=True)


def _step_row(said: Explanation, step: Step, lang: Lang) -> tuple[str, ...]:
    now = quantity(step.value, step.unit, lang, said.currency)
    if step.to is None or step.score is None:
        return step.title.in_(lang), now, "–", "–", filled(_CANNOT, lang)
    words = _BRINGS_TIED if step.tied > 1 else _BRINGS
    brings = filled(words, lang, rank=step.rank, tied=step.tied, score=_score(said, step.score))
    return step.title.in_(lang), now, step_change(said, step, lang), quantity(step.to, step.unit, lang, said.currency), brings


def step_change(said: Explanation, step: Step, lang: Lang) -> str:
    """Return by how much a value is to change, and what a person does for it where that can be counted."""
    if step.change is None:
        return ""
    change = changed(step.change, step.unit, lang, said.currency)
    if step.work is None:
        return change
    what, more = step.work
    return filled(_WORK, lang, change=change, what=what, more=f"{'+' if more > 0 else '−'}{abs(more):,}")


def _contrast(said: Explanation, other: Contrast, heading: str, lang: Lang) -> Iterator[Block]:
    yield Heading(heading)
    place = filled(_NO_PLACE, lang) if other.rank is None else filled(_PLACE, lang, rank=other.rank)
    yield Line(
        filled(_OTHER, lang, name=other.name, place=place, score=_score(said, other.score), pay=_money(said, other.pay, lang))
    )
    if other.because.in_(lang):
        yield Line(other.because.in_(lang))
    if other.gap is None:
        return
    values = {f"{kind} {metric.name}": metric for metric in said.metrics for kind in ("metric", "plus")}
    rows = []
    for part in other.parts:
        metric = values.get(part.key)
        shown = ("", "")
        if metric is not None:
            mine, theirs = metric.value, other.values.get(metric.name)
            shown = quantity(mine, metric.unit, lang, said.currency), quantity(theirs, metric.unit, lang, said.currency)
        amounts = _amount(said, part.own), _amount(said, part.others), signed(part.amount, said.digits)
        rows.append((part.title.in_(lang), *shown, *amounts))
    rows.append((filled(_GAP, lang), "", "", "", "", signed(other.gap, said.digits)))
    yield Table(tuple(filled(word, lang) for word in _VERSUS), tuple(rows), (False, *[True] * 5), total=True)


def change_blocks(said: Explanation, lang: Lang) -> Iterator[Block]:
    """Yield what moved since the period before; nothing where that is not known."""
    change = said.change
    if change is None:
        return
    yield Heading(filled(_CHANGED, lang, period=change.period))
    paid = _money(said, change.pay, lang)
    words = _THEN_UNRANKED if change.rank is None else _THEN
    yield Line(filled(words, lang, ranked=change.ranked, rank=change.rank, score=change.score or "–", pay=paid))
    rows = [(line.title.in_(lang), line.before, line.now, line.amount) for line in change.lines]
    rows.append((filled(_PAID_SUM, lang), change.pay, said.pay, said.pay - change.pay))
    written = tuple(
        (why, *(text(units, said.money_digits) for units in two), signed(by, said.money_digits)) for why, *two, by in rows
    )
    yield Table(tuple(filled(word, lang) for word in _MOVED_HEAD), written, (False, True, True, True), total=True)
    for gate in change.gates:
        yield Line(gate.in_(lang))
    for metric in said.metrics:
        if metric.name not in change.values:
            continue
        shown = [
            quantity(value, metric.unit, lang, said.currency) for value in (_number(change.values[metric.name]), metric.value)
        ]
        yield Line(filled(_VALUE_THEN, lang, title=metric.title, before=shown[0], now=shown[1]))


def strength_blocks(said: Explanation, lang: Lang) -> Iterator[Block]:
    """Yield what stands out beyond chance; nothing where that was not asked for."""
    found = said.strengths
    if found is None or not (found.compared or found.traits):
        return
    yield Heading(filled(_STRENGTHS, lang))
    for trait in found.traits:
        value = quantity(trait.value, trait.unit, lang, said.currency)
        if trait.size is not None:
            size = format(trait.size, ",d")
            value += filled(_SIZE, lang, size=size)
        others = quantity(trait.others, trait.unit, lang, said.currency)
        words = (_STRONG if trait.better else _WEAK) if trait.people else (_UP if trait.better else _DOWN)
        people, months = trait.people, trait.months
        yield Line(filled(words, lang, title=trait.title, value=value, others=others, people=people, months=months))
    if found.compared and not any(trait.people for trait in found.traits):
        yield Line(filled(_ALIKE, lang, compared=found.compared))
    if found.untold:
        yield Line(filled(_UNTOLD, lang, titles=listed([title.in_(lang) for title in found.untold])), deep=True)


def _number(written: str | None) -> float | str | None:
    """Return a value of an earlier result: a number, or a word."""
    try:
        return None if written is None else float(written)
    except ValueError:
        return written


def _sources(said: Explanation, lang: Lang) -> Iterator[Block]:
    yield Heading(filled(_SOURCES, lang))
    for metric in said.metrics:
        value = quantity(metric.value, metric.unit, lang, said.currency, metric.lines)
        rest = f"（{filled(_REST, lang, size=metric.size)}）" if metric.size and lang == "zh" else ""
        rest = f" ({filled(_REST, lang, size=metric.size)})" if metric.size and lang == "en" else rest
        colon = "：" if lang == "zh" else ": "
        yield Line(f"{metric.title.in_(lang)} {value}{rest}{colon}{metric.taken.in_(lang)}")
        for cell in metric.cells:
            yield Line(f"{cell.place} {_stands(said, cell, lang)}", deep=True)
        if not metric.cells:
            yield Line(filled(_NO_CELLS if metric.value is None else _NO_ROWS, lang), deep=True)
        if metric.more:
            words = _MORE if metric.cells[0].column else _MORE_ROWS
            yield Line(filled(words, lang, count=metric.more), deep=True)
        if len(metric.cells) > len(metric.totals):
            for total in metric.totals:
                words = _TOTAL if total.total is None else _TOTAL_SUM
                column = _called(said, total.column, lang)
                yield Line(filled(words, lang, column=column, cells=total.cells, total=total.total), deep=True)
        for words in metric.fair:
            yield Line(words.in_(lang), deep=True)
        said_ = (" · " if lang == "en" else "。").join(filter(None, (metric.rule.in_(lang), metric.used.in_(lang))))
        if metric.points is not None:
            yield Line(filled(_WORTH, lang, points=_points(said, metric.points), rule=said_), deep=True)
        elif metric.used.in_(lang):
            yield Line(filled(_NO_POINTS, lang, rule=metric.used), deep=True)


def _stands(said: Explanation, cell: ExplainedCell, lang: Lang) -> str:
    """Return what stands in a cell, and whether its row counts."""
    counts = "" if cell.counts is None else filled(_COUNTS[cell.counts], lang)
    if not cell.column:
        return counts
    stands = f"{_called(said, cell.column, lang)} {filled(_MISSING_CELL, lang) if cell.text is None else cell.text}"
    if not counts:
        return stands
    return f"{stands}（{counts}）" if lang == "zh" else f"{stands} ({counts})"


def _noticed(said: Explanation, lang: Lang) -> Iterator[Block]:
    if said.problems:
        yield Heading(filled(_NOTICED, lang))
    for problem in said.problems:
        place = f"{problem.place}: " if problem.place is not None and str(problem.place) else ""
        yield Line(f"{place}{SEVERITIES[problem.standing].in_(lang)} {problem.code}: {problem.message.in_(lang)}")


def _points(said: Explanation, points: int | None) -> str:
    return "–" if points is None else text(points, said.point_digits)


def _amount(said: Explanation, units: int | None) -> str:
    return "" if units is None else text(units, said.digits).replace("-", "−")


def _score(said: Explanation, score: int | None) -> str:
    return "–" if score is None else text(score, said.score_digits)


def _money(said: Explanation, units: int, lang: Lang) -> str:
    return amount(units, said.money_digits, lang, said.currency)
