"""Comparisons with texts that no row of their column holds: they are told with the texts that are there; nothing is guessed."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Any

from csscore.measure.requirements import items_of
from csscore.read.texts import fold, spelt
from csscore.scheme.expression.tree import Compare, In, Name, Text, walk
from csscore.scheme.model import Metric
from csscore.scheme.names import expressions
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csscore.measure.elements import Elements
    from csscore.problems import Problems
    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Scheme

_SHOWN = 6


def tell_unmatched(expr: Expr, said: Callable[[str], Sequence[str]], report: Callable[..., None]) -> None:
    """Report texts that a condition compares a column with and that neither the files nor the roster hold there (D413).

    ``said`` returns the different texts under a name, of rows and people that don't count, too.
    """
    for name, wanted in compared(expr):
        there = sorted(said(name))
        if not there:
            continue
        spelling = {spelt(text) or text for text in there}
        nowhere = [text for text in wanted if (spelt(text) or text) not in spelling]
        if nowhere:
            near = sorted(there, key=lambda text: (-_likeness(text, nowhere[0]), text))
            texts = listed([f"'{text}'" for text in near], most=_SHOWN)
            report("D413", expr.place, name=name, text=" / ".join(nowhere), texts=texts, expression=expr.text)


def tell_unmatched_of_people(scheme: Scheme, people: Elements, problems: Problems) -> None:
    """Report the same of everything that is asked of people: gates, flags, pay, what makes points, formulas of metrics."""
    for title, thing in of_people(scheme):
        report = partial(problems.add, group=title.en, metric=title)
        for expr in expressions(thing):
            tell_unmatched(expr, people.said, report)


def of_people(scheme: Scheme) -> Iterator[tuple[Words, Any]]:
    """Yield what is asked of people, each with how messages name it."""
    for name, item in items_of(scheme.metrics).items():
        title = item.title or same(name)
        yield title, item.points
        if isinstance(item, Metric) and not item.value.rule.of_rows:
            yield title, item.value.rule
    for gate in scheme.gates:
        yield Words(f"门槛“{gate.name.zh}”", f"gate '{gate.name.en}'"), gate
    for flag in scheme.flags:
        yield Words(f"标记“{flag.name}”", f"flag '{flag.name}'"), flag
    for chosen in scheme.pay:
        yield chosen.options.title or chosen.rule.line, chosen


def compared(expr: Expr) -> Iterator[tuple[str, list[str]]]:
    """Yield each column that an expression compares with texts, with those at once."""
    for node in walk(expr.tree):
        parts = node.operands if isinstance(node, Compare) else node.parts if isinstance(node, In) else ()
        names = [part.name for part in parts if isinstance(part, Name)]
        texts = [part.value for part in parts if isinstance(part, Text)]
        equality = not isinstance(node, Compare) or set(node.operators) <= {"==", "!="}
        if len(names) == 1 and texts and equality:
            yield names[0], texts


def _likeness(text: str, wanted: str) -> float:
    return SequenceMatcher(None, fold(text), fold(wanted)).ratio()
