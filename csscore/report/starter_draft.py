"""A draft as a commented scheme with its test: what stands in them is what was answered, in the language of who answered."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Final

from csscore.scheme.kinds import decimal_text
from csscore.scheme.schema import NAME
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.draft import Draft, DraftMetric
    from csscore.words import Lang

say = sentences(__file__)

_HEAD: Final = say("head")  # fmt: skip
_WHERE: Final = say("where")
_METRICS: Final = say("metrics")
_SHOWN: Final = say("shown")
_GATES: Final = say("gates")
_TIE: Final = say("tie")
_PAY: Final = say("pay")
_TEST: Final = say("test")  # fmt: skip
_EXAMPLE: Final = say("example")


def scheme_text(draft: Draft, files: Sequence[str], lang: Lang) -> str:
    """Return the scheme."""
    return "\n".join(_lines(draft, files, lang)) + "\n"


def _lines(draft: Draft, files: Sequence[str], lang: Lang) -> Iterator[str]:
    yield _HEAD.filled({"schema": NAME, "files": ", ".join(files)}).in_(lang)
    yield "csscore: 1"
    yield f"name: {dumps(draft.name, ensure_ascii=False)}"
    yield f"title: {dumps(draft.title, ensure_ascii=False)}"
    yield "version: 1"
    if draft.where:
        yield ""
        yield f"where: {dumps(draft.where, ensure_ascii=False)}   # {_WHERE.in_(lang)}"
    yield ""
    yield f"# {_METRICS.in_(lang)}"
    yield "metrics:"
    for metric in draft.metrics:
        yield from _metric(metric, lang)
    if draft.gates:
        yield ""
        yield f"# {_GATES.in_(lang)}"
        yield "gates:"
        for gate in draft.gates:
            name, when = (dumps(text, ensure_ascii=False) for text in (gate.name, gate.when))
            yield f"  - {{name: {name}, when: {when}, then: {gate.then}}}"
    if draft.tie_break:
        yield ""
        yield f"rank: {{break: [{draft.tie_break}]}}   # {_TIE.in_(lang)}"
    if draft.pay:
        yield ""
        yield f"# {_PAY.in_(lang)}"
        yield "pay:"
        yield from (f"  - {line}" for line in draft.pay)


def _metric(metric: DraftMetric, lang: Lang) -> Iterator[str]:
    yield f"  {metric.name}:"
    yield f"    title: {dumps(metric.title, ensure_ascii=False)}"
    yield f"    value: {metric.value}"
    yield f"    unit: {metric.unit}"
    if metric.better != "higher":
        yield f"    better: {metric.better}"
    yield f"    weight: {decimal_text(metric.weight)}" + ("" if metric.weight else f"   # {_SHOWN.in_(lang)}")
    if metric.points:
        yield f"    points: {metric.points}"


def test_text(given: str, workings: Sequence[str], expect: dict[str, dict[str, str]], lang: Lang) -> str:
    """Return the test: a table, how its numbers come about, and what must come out."""
    lines = [_TEST.in_(lang), f"- name: {_EXAMPLE.in_(lang)}"]
    lines += [f"  # {working}" for working in workings]
    lines += ["  given: |", *(f"    {line}" for line in given.splitlines()), "  expect:"]
    for column, by_agent in expect.items():
        inner = ", ".join(f"{agent}: {value}" for agent, value in by_agent.items())
        lines.append(f"    {column}: {{{inner}}}")
    return "\n".join(lines) + "\n"
