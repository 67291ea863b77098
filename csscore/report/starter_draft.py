"""A draft as a commented scheme with its test: what stands in them is what was answered, in the language of who answered."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Final

from csscore.scheme.kinds import decimal_text
from csscore.scheme.schema import NAME
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.draft import Draft, DraftMetric
    from csscore.words import Lang

_HEAD: Final = Words(
    "# yaml-language-server: $schema={schema}\n# 按问答写成（{files}）。# 后面是说明，可以随意删改。\n"
    "# 改了以后：csscore check 这个文件 · csscore test 这个文件 · csscore diff 数据 -s 旧方案 --to 这个文件",
    "# yaml-language-server: $schema={schema}\n# Written from answers ({files}). What stands behind a # explains, and may go.\n"
    "# After a change: csscore check THIS_FILE · csscore test THIS_FILE · csscore diff DATA -s OLD --to THIS_FILE",
)  # fmt: skip
_WHERE: Final = Words("只算这些行", "only these rows count")
_METRICS: Final = Words("考核什么；weight 是权重，加起来是 100", "what counts; the weights sum to 100")
_SHOWN: Final = Words("不占权重，只用在门槛里", "no weight: gates look at it")
_GATES: Final = Words("门槛：不看权重，触发了就生效", "gates act whatever the weights say")
_TIE: Final = Words("同分先看它", "it breaks ties")
_PAY: Final = Words("怎样发钱", "how it is paid")
_TEST: Final = Words(
    "# 这份方案的测试。下面的数由 csscore 按你的回答算出：请用手核对一遍，改方案以后再跑：csscore test 这个文件",
    "# The test of this scheme. csscore worked these numbers out from your answers: check them once by hand.\n"
    "# After a change: csscore test THIS_FILE",
)  # fmt: skip
_EXAMPLE: Final = Words("三个人的一个月", "a month of three people")


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
