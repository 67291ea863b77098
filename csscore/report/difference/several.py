"""One result against several others: what each comes to, and where everybody stands under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.blocks import Heading, Line, Table
from csscore.report.difference.labels import label, title
from csscore.report.difference.settings import settings
from csscore.report.difference.single import AGENT, CHANGE, PAID, PLACE, WHO_OVER, agreement, selected
from csscore.report.difference.supposing import supposed
from csscore.report.difference.writing import change_text, money_text, more, place_text, plain_money, tau_text
from csscore.sentences import sentences
from csscore.words import Words, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.comparison import Comparison
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_OVERVIEW = say("overview")
_OVERVIEW_HEAD = (
    say("scheme"), say("pay"), say("change"), say("gain"), say("lose"),
    say("change_place"), Words("τ-b", "τ-b"),
)  # fmt: skip
_MATRIX = say("matrix")
_NOW = say("now")
_KEPT = say("kept")


def several(comparisons: Sequence[Comparison], lang: Lang, *, over: int | None, everybody: bool) -> Iterator[Block]:
    """Yield the document of several comparisons; parameters as of `csscore.report.difference.blocks`."""
    yield Heading(title(comparisons, lang), 1)
    labels = [label(said, lang) for said in comparisons]
    yield Heading(filled(_OVERVIEW, lang))
    first = comparisons[0]
    rows = [(filled(_NOW, lang), money_text(first, first.whole.pay[0], lang), *[""] * 5)]
    for said, called in zip(comparisons, labels, strict=True):
        whole = said.whole
        tau = "–" if whole.agreement is None else tau_text(whole.agreement)
        money = money_text(said, whole.pay[1], lang), change_text(said, whole.pay[1] - whole.pay[0], lang)
        rows.append((called, *money, str(whole.gaining), str(whole.losing), str(whole.moving), tau))
    yield Table(tuple(filled(word, lang) for word in _OVERVIEW_HEAD), tuple(rows), (False, *[True] * 6))
    yield from _matrix(comparisons, labels, lang, over=over, everybody=everybody)
    for said, called in zip(comparisons, labels, strict=True):
        yield Heading(called)
        yield from (block for block in (*supposed(said, lang), *settings(said, lang)) if not isinstance(block, Heading))
        yield from agreement(said.whole, lang)


def _matrix(
    comparisons: Sequence[Comparison], labels: Sequence[str], lang: Lang, *, over: int | None, everybody: bool
) -> Iterator[Block]:
    """Yield one row an agent: her place and pay, then place and change of pay under each scheme."""
    first = comparisons[0]
    moved = {agent.agent for said in comparisons for agent in selected(said, over=over, everybody=everybody)}
    by_agent = [{agent.agent: agent for agent in said.agents} for said in comparisons]
    rows = []
    for name in dict.fromkeys(agent for side in by_agent for agent in side):
        if name not in moved:
            continue
        own = next(side[name] for side in by_agent if name in side)
        row = [own.name if own.name == name else f"{own.name} ({name})", place_text(own.before)]
        row.append("–" if own.before is None else plain_money(first, own.before.pay))
        for side in by_agent:
            change = side.get(name)
            row.append("–" if change is None else place_text(change.after))
            row.append("" if change is None or not change.pay_change else more(first, change.pay_change))
        rows.append(tuple(row))
    head = [filled(AGENT, lang), filled(PLACE, lang), filled(PAID, lang)]
    head += [cell for called in labels for cell in (called, filled(CHANGE, lang))]
    yield Heading(filled(_MATRIX, lang) if over is None else filled(WHO_OVER, lang, over=money_text(first, over, lang)))
    if rows:
        yield Table(tuple(head), tuple(rows), (False, *[True] * (len(head) - 1)))
    rest = sum(1 for agent in first.agents if agent.agent not in moved)
    if rest and over is None:
        yield Line(filled(_KEPT, lang, count=rest))
