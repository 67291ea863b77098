"""What a pay rule may ask of a page that pays again when weights move; it writes no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from csscore.scheme.expression import Expr


class PagePeople(Protocol):
    """Everybody, in the order in which the page lists them."""

    def numbers(self, expr: Expr) -> list[str | None]:
        """Return what an expression is for each, as decimal text; None is missing. What looks at scores is refused."""
        ...

    def condition(self, expr: Expr | None) -> Any:
        """Return a condition as the page decides it, None for none."""
        ...
