"""Comparisons with a text that no row of its column holds: they are told with the texts that are there; nothing is guessed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from csscore.read.texts import fold
from csscore.scheme.expression.tree import Compare, In, Name, Text, walk
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csscore.measure.scope import RowScope
    from csscore.scheme.expression import Expr

_SHOWN = 6


def tell_unmatched(expr: Expr, scope: RowScope, report: Callable[..., None]) -> None:
    """Report texts that a condition compares a column with and that the column holds nowhere in its files (D413)."""
    for name, wanted in _compared(expr):
        if not scope.table.has(name):
            continue
        column = scope.table.whole().texts(name)
        if any(bool(np.any(column == each)) for each in wanted):
            continue
        there = sorted({text for text in column.tolist() if text is not None})
        if there and not any(text.casefold() == each.casefold() for text in there for each in wanted if _is_truth(each)):
            near = sorted(there, key=lambda text: (-_likeness(text, wanted[0]), text))
            texts = listed([f"'{text}'" for text in near], most=_SHOWN)
            report("D413", expr.place, name=name, text=" / ".join(wanted), texts=texts, expression=expr.text)


def _compared(expr: Expr) -> Iterator[tuple[str, list[str]]]:
    """Yield each column with the texts that it is compared with at once."""
    for node in walk(expr.tree):
        parts = node.operands if isinstance(node, Compare) else node.parts if isinstance(node, In) else ()
        names = [part.name for part in parts if isinstance(part, Name)]
        texts = [part.value for part in parts if isinstance(part, Text)]
        equality = not isinstance(node, Compare) or set(node.operators) <= {"==", "!="}
        if len(names) == 1 and texts and equality:
            yield names[0], texts


def _is_truth(text: str) -> bool:
    return text.casefold() in {"true", "false"}


def _likeness(text: str, wanted: str) -> float:
    return SequenceMatcher(None, fold(text), fold(wanted)).ratio()
