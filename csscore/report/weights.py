"""What each metric of a scheme weighs in the end, as `check` prints it; the weights themselves are worked out elsewhere."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from csscore.report.plain import aligned, one_line
from csscore.scheme.titled import Titles
from csscore.score.weights import leaves
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.scheme.model import Scheme
    from csscore.score.weights import Leaf
    from csscore.words import Lang

say = sentences(__file__)

_DECIMALS: Final = Decimal("0.0001")
_HEAD = (say("metric"), say("effective_weight"))
_CARRIED, _ADDED, _SHOWN = say("in_its_points"), say("added_on_top"), say("shown_only")


def lines(scheme: Scheme, lang: Lang) -> Iterator[str]:
    """Return one line a metric: its title behind those of its groups, and its effective weight."""
    titles = Titles(scheme)
    rows = [tuple(words.in_(lang) for words in _HEAD)]
    for leaf in leaves(scheme):
        path = " / ".join(titles.called(name).in_(lang) for name in (*leaf.groups, leaf.name))
        rows.append((one_line(path), _weight(leaf, lang)))
    yield from aligned(rows)


def _weight(leaf: Leaf, lang: Lang) -> str:
    if leaf.weight is None:
        return (_ADDED if leaf.added else _CARRIED).in_(lang)
    if leaf.weight == 0:
        return _SHOWN.in_(lang)
    decimal = Decimal(leaf.weight.numerator) / leaf.weight.denominator
    return format(decimal.quantize(_DECIMALS, ROUND_HALF_UP).normalize(), "f")
