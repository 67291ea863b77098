"""One statement a person for a month, whatever her roles: the slips of her roles one after the other, and the sum of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from csscore.analysis.slips import Slips
from csscore.books.disputes import how_to_raise
from csscore.books.people import CARRIED, FORFEITED, HELD, RECOVERED, RELEASED
from csscore.exact.fixed import text
from csscore.pay.holding import HOLD, held_title
from csscore.report.blocks import Heading, Line, Table
from csscore.report.quantities import amount
from csscore.report.slips.filenames import file_stems
from csscore.report.slips.files import slip_html
from csscore.report.slips.paper import PAID, Fact, Paper, Papers, raising
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.books.computing import Month
    from csscore.books.people import Person
    from csscore.books.record import Balance
    from csscore.report.blocks import Block
    from csscore.words import Lang

_PAY: Final = Words("应发", "Pay")
_EARLIER: Final = Words("以前月份的补发和补扣", "From earlier months")
_BALANCES: Final = Words("留存和预支的余额", "Carried on: held back and advanced")
_SUMS: Final = (
    Words("上期余额", "before"), Words("本月留存或预支", "held back or advanced"), Words("发放或扣回", "released or recovered"),
    Words("不再发", "forfeited"), Words("余额", "after"),
)  # fmt: skip
_FROM: Final = frozenset({CARRIED, HELD, RELEASED, FORFEITED, RECOVERED})
_HEAD: Final = (Words("项目", "line"), Words("金额", "amount"), Words("原因", "because"))


def statements(month: Month, people: Sequence[Person], balances: Sequence[Balance], lang: Lang) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each person, its name first."""
    making = {role.name: Slips(role.run) for role in month.roles}
    papers = {role.name: Papers(role.run, lang) for role in month.roles}
    at = {role.name: {str(agent): i for i, agent in enumerate(role.run.measured.agents)} for role in month.roles}
    log = month.payroll.disputes
    note = raising(None if log is None else how_to_raise(log, month.period), lang)
    stems = file_stems([person.agent for person in people], [person.name for person in people])
    carried: dict[str, list[Balance]] = {}
    for balance in balances:
        carried.setdefault(balance.agent, []).append(balance)
    for stem, person in zip(stems, people, strict=True):
        own = [papers[name].of(making[name].of(at[name][agent], what_if=False)) for name, (_, _, agent) in person.roles.items()]
        paper = _together(person, own, carried.get(person.agent, ()), month, lang)
        yield f"{stem}.html", slip_html(replace(paper, body=(*paper.body, *note)), lang).encode("utf-8", "replace")


def _together(person: Person, own: Sequence[Paper], balances: Sequence[Balance], month: Month, lang: Lang) -> Paper:
    carried = [*_carried(person, month.digits, lang), *_balances(balances, month.digits, lang)]
    if len(own) == 1 and not carried:
        return own[0]
    body: list[Block] = []
    for paper in own:
        body += [Heading(paper.scheme), *(Line(f"{fact.title} {fact.text}") for fact in paper.facts), *paper.body]
    return Paper(
        kind=PAID.in_(lang),
        scheme=" + ".join(paper.scheme for paper in own) or month.period,
        name=own[0].name if own else person.name,
        group=" / ".join(dict.fromkeys(paper.group for paper in own if paper.group)),
        facts=(Fact(_PAY.in_(lang), amount(person.pay, month.digits, lang, month.currency)),),
        body=(*body, *carried),
        small=tuple(block for paper in own for block in paper.small),
    )


def _carried(person: Person, digits: int, lang: Lang) -> Iterator[Block]:
    lines = [line for line in person.lines if line.rule in _FROM]
    if lines:
        yield Heading(_EARLIER.in_(lang))
        rows = tuple((line.title.in_(lang), text(line.amount, digits), line.because.in_(lang)) for line in lines)
        yield Table(tuple(word.in_(lang) for word in _HEAD), rows, (False, True, False))


def _balances(balances: Sequence[Balance], digits: int, lang: Lang) -> Iterator[Block]:
    if balances:
        yield Heading(_BALANCES.in_(lang))
        rows = []
        for one in balances:
            title = held_title(one.line) if one.rule == HOLD else one.line
            sums = (one.opening, one.added, one.settled, one.forfeited, one.closing)
            rows.append((title.in_(lang), *(text(units, digits) for units in sums)))
        head = (_HEAD[0], *_SUMS)
        yield Table(tuple(word.in_(lang) for word in head), tuple(rows), (False, *(True for _ in _SUMS)))
