"""What an expression is once it is read: small frozen nodes and the text they came from; nothing here computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, dataclass_transform

from csscore.problems import Place
from csscore.scheme.expression.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from fractions import Fraction


Kind = Literal["number", "text", "date", "truth"]
"""What an expression gives: a number, a text, a day, or whether something holds."""


@dataclass_transform(frozen_default=True)
class _Frozen:
    """Gives each class below a constructor that takes its slots in order; `dataclasses` would take longer than ranking."""

    __slots__: tuple[str, ...] = ()

    def __init__(self, *values: Any) -> None:
        for field, value in zip(self._fields(), values, strict=True):
            object.__setattr__(self, field, value)

    @classmethod
    def _fields(cls) -> tuple[str, ...]:
        return ("start", *(name for name in cls.__slots__ if name != "start"))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __repr__(self) -> str:
        inner = ", ".join(repr(getattr(self, name)) for name in self._fields()[1:])
        return f"{type(self).__name__}({inner})"


class Node(_Frozen):
    """A piece of the tree; ``start`` is where it begins in the text, from 0."""

    __slots__ = ("start",)
    start: int

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the nodes directly inside this one."""
        return ()


class Number(Node):
    """An exact number: ``95``, ``90%``, ``30s``."""

    __slots__ = ("value",)
    value: Fraction


class Text(Node):
    """A piece of text in quotes."""

    __slots__ = ("value",)
    value: str


class Day(Node):
    """A day: ``date('2026-03-01')``."""

    __slots__ = ("value",)
    value: date


class Constant(Node):
    """``true`` or ``false``."""

    __slots__ = ("value",)
    value: bool


class Name(Node):
    """A name: of a metric, a param, a column."""

    __slots__ = ("name",)
    name: str


class Negative(Node):
    """``-x``."""

    __slots__ = ("operand",)
    operand: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the operand."""
        return (self.operand,)


class Not(Node):
    """``not x``."""

    __slots__ = ("operand",)
    operand: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the operand."""
        return (self.operand,)


class Arithmetic(Node):
    """``+ - * / **`` between two numbers."""

    __slots__ = ("left", "operator", "right")
    left: Node
    operator: str
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return both operands."""
        return (self.left, self.right)


class Logic(Node):
    """``and`` or ``or`` over two or more conditions."""

    __slots__ = ("operands", "operator")
    operands: tuple[Node, ...]
    operator: str

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the conditions."""
        return self.operands


class Compare(Node):
    """A comparison, or a chain of them that must all hold: ``0 < x < 5``."""

    __slots__ = ("operands", "operators")
    operands: tuple[Node, ...]
    operators: tuple[str, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return what is compared."""
        return self.operands


class In(Node):
    """``x in (a, b)``."""

    __slots__ = ("item", "options")
    item: Node
    options: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the item and the options."""
        return (self.item, *self.options)


class Call(Node):
    """A function of the language with its arguments."""

    __slots__ = ("arguments", "name")
    arguments: tuple[Node, ...]
    name: str

    @property
    def parts(self) -> tuple[Node, ...]:
        """Return the arguments."""
        return self.arguments


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes inside it, in the order they are written."""
    yield node
    for part in node.parts:
        yield from walk(part)


class Expr:
    """An expression of the language; two are equal if their texts are.

    Attributes
    ----------
    text
        As written.
    place
        Where the text begins, if it came from a file.
    tree
        What it means.
    kind
        What it gives; None for a bare name, which may be anything.
    names
        The names it uses, in order of appearance; backticks are taken off.
    calls
        The functions it uses.
    kinds
        What each name is read as; None where the expression leaves it open.
    """

    __slots__ = ("calls", "kind", "kinds", "names", "place", "text", "tree")

    def __init__(
        self, text: str, place: Place | None, tree: Node, *, kind: Kind | None, kinds: Mapping[str, Kind | None]
    ) -> None:
        self.text = text
        self.place = place
        self.tree = tree
        self.kind = kind
        self.kinds = kinds
        nodes = list(walk(tree))
        self.names = tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, Name)))
        self.calls = frozenset(node.name for node in nodes if isinstance(node, Call))

    @property
    def name(self) -> str | None:
        """Return the name, if the expression is nothing but a name."""
        return self.tree.name if isinstance(self.tree, Name) else None

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return the names that are read as numbers, a bare name too: no texts, no days, nothing that is only asked after."""
        return tuple(name for name in self.names if self.kinds.get(name) == "number" or name == self.name)

    def kind_of(self, node: Node) -> Kind | None:
        """Return what a node of the tree gives; None for a name that may be anything."""
        if isinstance(node, Name):
            return self.kinds.get(node.name)
        if isinstance(node, Call) and node.name == "if":
            return next((kind for kind in map(self.kind_of, node.arguments[1:]) if kind is not None), None)
        if isinstance(node, Call):
            return FUNCTIONS[node.name].gives
        return _GIVES.get(type(node), "truth")

    def place_of(self, name: str) -> Place | None:
        """Return where a name first stands."""
        found = (node for node in walk(self.tree) if isinstance(node, Name) and node.name == name)
        node = next(found, None)
        return self.place if node is None else at(self.place, self.text, node.start)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expr) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Expr({self.text!r})"


_GIVES: Final[dict[type[Node], Kind]] = {
    Number: "number", Negative: "number", Arithmetic: "number", Text: "text", Day: "date"
}  # fmt: skip


def at(place: Place | None, text: str, start: int) -> Place | None:
    """Return where a position of the text stands in the file; only the line where the text spans several."""
    if place is None or place.line is None:
        return place
    if place.column is None or "\n" in text.strip("\n"):
        return Place(place.file, place.sheet, line=place.line + text.count("\n", 0, start))
    return Place(place.file, place.sheet, line=place.line, column=place.column + start)
