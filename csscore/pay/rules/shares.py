"""Shares of a whole as a scheme writes them: 40%, 40, rest; it divides nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from csscore.scheme.kinds import Number, decimal_text, scalar
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.scheme.forms import Reader, Registry
    from csscore.scheme.nodes import Node


class Share:
    """A share: ``40%``, or ``40`` for the same; ``0.4`` is refused, for it may mean either."""

    def read(self, node: Node, reader: Reader) -> Fraction:
        """Return the share as a fraction of 1."""
        given = scalar(node, reader, self.words())
        value = Number(least=0).read(given, reader)
        if not given.text.strip().endswith(("%", "％", "‰")):
            if 0 < value < 1:
                raise reader.refuse("S105", node, text=given.text, wanted=self.words())
            value /= 100
        if value > 1:
            raise reader.refuse("S105", node, text=given.text, wanted=self.words())
        return value

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return Number(least=0).schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("0% 到 100% 的比例，例如 15%", "a share from 0% to 100% such as 15%")


def percent(share: Fraction) -> str:
    """Return a share as people write it."""
    return f"{decimal_text(share * 100)}%"


def must_sum(shares: Iterable[Fraction], node: Node, reader: Reader, *, rest: bool) -> None:
    """Refuse shares that do not make up the whole; with a rest, shares that exceed it."""
    total = sum(shares, Fraction(0))
    if total > 1 or (total < 1 and not rest):
        raise reader.refuse("P220", node, total=percent(total))
