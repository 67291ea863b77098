"""What a slip says, section by section, whatever it is written as; every number in it was found elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from csscore.concealing import MASK
from csscore.exact.fixed import text, value_text
from csscore.report import apart
from csscore.report.around import FLAGS, GATES, heading
from csscore.report.blocks import Heading, Line, Table
from csscore.report.describe import rules
from csscore.report.explanation import change_blocks, pay_blocks, score_blocks, step_change, strength_blocks
from csscore.report.quantities import amount, quantity
from csscore.sentences import sentences
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.explanation import ExplainedGate, ExplainedMetric, Explanation, Step
    from csscore.pipeline import Run
    from csscore.report.blocks import Block
    from csscore.slip import Decided, Slip
    from csscore.words import Lang

say = sentences(__file__)

PAID, UNPAID = say("pay_slip"), say("score_slip")
_CALLED = say("called")
_PAY, _RANK, _SCORE = say("pay"), say("place"), say("score")
_PLACE, _TIED = say("of"), say("shared")
_NOT_RANKED = say("not_ranked")
_REASON = say("reason")
_FIRED = say("fired")
_CONDITION = say("condition")
DECIDED = say("decided")
_DECISIONS: Final = {
    "points": say("points"),
    "value": say("corrected"),
    "exclude": say("not_ranked_2"),
}
_STEPS = say("steps")
_STEPS_HOW = say("steps_how")
_STEP_HEAD = (say("metric"), say("change"), say("to"), say("place_2"))
_CANNOT = say("cannot")
_HELD = say("held")
_WORTH = say("worth")
_VALUE = say("value")
_ABOUT = say("about")
_OWN = say("own")
_CARD = say("card")
_RAISE: Final = say("raise")
_QUOTED: Final = re.compile(r"(?<=')[^']+(?=')|(?<=“)[^”]+(?=”)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the numbers at the top; ``below`` says more of it in small."""

    title: str
    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip in one language.

    Attributes
    ----------
    kind, scheme
        What it is, and of which scheme and period.
    name, group
        Whose it is, and with whom she is ranked; the group may be empty.
    facts
        Pay, place and score.
    body
        What everybody wants to know.
    small
        How each number came about, and the rules.
    """

    kind: str
    scheme: str
    name: str
    group: str
    facts: tuple[Fact, ...]
    body: tuple[Block, ...]
    small: tuple[Block, ...]


class Papers:
    """A run, ready to write out the slips of its people in one language."""

    def __init__(self, run: Run, lang: Lang, *, note: Words | None = None) -> None:
        self._lang: Lang = lang
        self._note = note
        self._scheme = heading(run.result, lang)
        self._pays = bool(run.result.lines)
        self._rules = tuple(_rules(run, lang))

    def of(self, slip: Slip) -> Paper:
        """Return a slip as it is written."""
        said, lang = slip.said, self._lang
        return Paper(
            kind=(PAID if self._pays else UNPAID).in_(lang),
            scheme=self._scheme,
            name=_name(said, lang),
            group=" / ".join(said.cohort.values()),
            facts=tuple(self._facts(slip)),
            body=(*self._body(slip), *raising(self._note, lang)),
            small=(*_worth(said, lang), *self._rules),
        )

    def _facts(self, slip: Slip) -> Iterator[Fact]:
        said, lang = slip.said, self._lang
        if self._pays:
            yield Fact(_PAY.in_(lang), amount(said.pay, said.money_digits, lang, said.currency))
        if said.rank is None:
            yield Fact(_RANK.in_(lang), _NOT_RANKED.in_(lang))
        else:
            place = _PLACE.filled({"rank": said.rank, "ranked": said.ranked}).in_(lang)
            yield Fact(_RANK.in_(lang), place, _TIED.filled({"tied": slip.tied}).in_(lang) if slip.tied > 1 else "")
        yield Fact(_SCORE.in_(lang), "–" if said.score is None else text(said.score, said.score_digits))

    def _body(self, slip: Slip) -> Iterator[Block]:
        said, lang = slip.said, self._lang
        if said.rank is None:
            yield Line(_REASON.filled({"reason": said.reason}).in_(lang))
        if said.flags:
            yield Line(f"{FLAGS.in_(lang)}{'：' if lang == 'zh' else ': '}{listed(said.flags).in_(lang)}")
        yield from score_blocks(said, lang)
        if said.gates:
            yield Heading(GATES.in_(lang))
            yield from (Line(_gate(gate, said, lang)) for gate in said.gates)
        if slip.decided:
            yield Heading(DECIDED.in_(lang))
            yield from (Line(decision(row).in_(lang)) for row in slip.decided)
        if self._pays:
            yield from pay_blocks(said, lang)
        yield from (_differences(block) for block in change_blocks(_moved(said), lang))
        yield from strength_blocks(said, lang)
        yield from apart.blocks(said, lang)
        yield from _advice(said, lang)


def raising(note: Words | None, lang: Lang) -> tuple[Block, ...]:
    """Return what a slip says of how to dispute it; ``note`` is what the payroll file says."""
    return () if note is None else (Heading(_RAISE.in_(lang)), Line(note.in_(lang)))


def decision(row: Decided) -> Words:
    """Return an adjustment by hand as a sentence."""
    filled = _DECISIONS[row.kind].filled({"written": row.written, "title": row.title, "because": row.because})
    return Words(*(re.sub(r" +(?=[：:])| (?= )", "", words) for words in filled))


def _name(said: Explanation, lang: Lang) -> str:
    return said.name if said.name == said.agent else _CALLED.filled({"name": said.name, "agent": said.agent}).in_(lang)


def _gate(gate: ExplainedGate, said: Explanation, lang: Lang) -> str:
    """Say what a gate did, why, and what it looked at, in the words of the metrics."""
    metrics = {metric.name: metric for metric in said.metrics}
    looked = [
        f"{metrics[name].title.in_(lang)} {quantity(metrics[name].value, metrics[name].unit, lang, said.currency)}"
        if name in metrics
        else f"{said.called[name].in_(lang) if name in said.called else name} {value or '–'}"
        for name, value in gate.values.items()
    ]
    condition = _CONDITION.filled({"when": gate.said}).in_(lang)
    reasons = [gate.because.in_(lang), *looked, condition]
    pieces = ("，" if lang == "zh" else ", ").join(filter(None, reasons))
    fired = _FIRED.filled({"name": gate.name, "effect": gate.effect}).in_(lang)
    return f"{fired}（{pieces}）" if lang == "zh" else f"{fired} ({pieces})"


def _moved(said: Explanation) -> Explanation:
    """Leave out of what moved what stayed as it was."""
    if said.change is None:
        return said
    now = {metric.name: metric.value for metric in said.metrics}
    values = {name: value for name, value in said.change.values.items() if name in now and not _is(value, now[name])}
    change = replace(said.change, lines=tuple(line for line in said.change.lines if line.amount), values=values)
    return replace(said, change=change)


def _differences(block: Block) -> Block:
    """Return a table of then, now and difference with the differences alone, which add up: a ladder's line stands there twice."""
    if not isinstance(block, Table):
        return block
    rows = tuple((row[0], row[-1]) for row in (block.head, *block.rows))
    return Table(rows[0], rows[1:], (False, True), total=True)


def _is(before: str | None, now: float | str | None) -> bool:
    """Say whether an exact text of an earlier result is the value of today."""
    return before == now or (before is not None and isinstance(now, float) and Decimal(before) == Decimal(value_text(now)))


def _advice(said: Explanation, lang: Lang) -> Iterator[Block]:
    if not said.steps:
        return
    yield Heading(_STEPS.in_(lang))
    rows = tuple(_step(said, step, lang) for step in said.steps)
    yield Table(tuple(word.in_(lang) for word in _STEP_HEAD), rows, (False, True, True, True))
    yield Line(_STEPS_HOW.in_(lang), deep=True)
    for step in said.steps:
        if step.held:
            held = listed([words.in_(lang) for words in step.held])
            yield Line(_HELD.filled({"title": step.title, "held": held}).in_(lang), deep=True)


def _step(said: Explanation, step: Step, lang: Lang) -> tuple[str, ...]:
    """Return a row of what would gain a place; the score that it brings is not shown: it may be that of the one above."""
    title = step.title.in_(lang)
    if step.to is None or step.rank is None:
        return title, _CANNOT.in_(lang), "–", "–"
    return title, step_change(said, step, lang), quantity(step.to, step.unit, lang, said.currency), str(step.rank)


def _worth(said: Explanation, lang: Lang) -> Iterator[Block]:
    yield Heading(_WORTH.in_(lang))
    for metric in said.metrics:
        value = quantity(metric.value, metric.unit, lang, said.currency, metric.lines)
        yield Line(_VALUE.filled({"title": metric.title, "value": value, "said": _said(metric)}).in_(lang))


def _said(metric: ExplainedMetric) -> Words:
    parts = (metric.taken, *metric.fair, metric.rule, metric.used)
    return Words("；".join(filter(None, (part.zh for part in parts))), "; ".join(filter(None, (part.en for part in parts))))


def _rules(run: Run, lang: Lang) -> Iterator[Block]:
    """Yield the rules but for those of the metrics, which stand beside their values, and whose rules they are.

    A scheme may name people in quotes; whoever is one of the run is not named on a slip.
    """
    people = {str(name) for column in (run.measured.agents, run.measured.names) for name in column}
    for section in rules(run.declared)[1:]:
        yield Heading(section.title.in_(lang))
        for depth, line in section.lines:
            said = _QUOTED.sub(lambda found: MASK if found[0] in people else found[0], line.in_(lang))
            yield Line(said, deep=depth > 0)
    yield Heading(_ABOUT.in_(lang))
    yield Line(_OWN.in_(lang))
    yield Line(_CARD.filled({"scheme": heading(run.result, lang), "digest": run.result.scheme.digest}).in_(lang))
