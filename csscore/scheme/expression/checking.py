"""Finds out what an expression gives and what its names are read as, and reports what does not fit; it computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.scheme.expression.functions import FUNCTIONS, KINDS
from csscore.scheme.expression.tokens import Mistake
from csscore.scheme.expression.tree import (
    Arithmetic,
    Call,
    Compare,
    Constant,
    Day,
    In,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
)
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.scheme.expression.tree import Kind


def kinds(tree: Node, wanted: Kind | None) -> tuple[Kind | None, dict[str, Kind | None], list[Mistake]]:
    """Return what the tree gives, what each name is read as, and what does not fit.

    A name that stands beside a text is a text, beside a date a date, and a number where numbers are needed. A name
    that is only compared with other names is what those are, in the end a number. A name that is only asked whether it
    is missing stays open, and so does a bare name of which nothing is ``wanted``.
    """
    checker = _Checker()
    before = -1
    while before != len(checker.known):  # what is learnt at one end of a comparison may settle a name at the other end
        before = len(checker.known)
        checker.visit(tree, wanted)
    checker.settled = True  # names that are compared with nothing but names become numbers
    checker.visit(tree, wanted)
    checker.mistakes.clear()
    kind = checker.visit(tree, wanted)
    names = {name: checker.known.get(name) for name in checker.names}
    return kind, names, checker.mistakes


class _Checker:
    def __init__(self) -> None:
        self.known: dict[str, Kind] = {}
        self.names: dict[str, None] = {}
        self.mistakes: list[Mistake] = []
        self.settled = False

    def visit(self, node: Node, wanted: Kind | None) -> Kind | None:
        """Return what a node gives; ``wanted`` is what must stand here, if that is known."""
        if isinstance(node, Name):
            return self._name(node, wanted)
        given = self._given(node, wanted)
        if wanted is not None and given is not None and given != wanted:
            self.mistakes.append(Mistake("S217", node.start, found=KINDS[given], wanted=KINDS[wanted]))
        return given

    def _name(self, node: Name, wanted: Kind | None) -> Kind | None:
        self.names.setdefault(node.name)
        if wanted == "truth":
            self.mistakes.append(Mistake("S220", node.start, name=node.name))
            return None
        known = self.known.get(node.name)
        if wanted is None:
            return known
        if known is None:
            self.known[node.name] = wanted
        elif known != wanted:
            self.mistakes.append(Mistake("S221", node.start, name=node.name, first=KINDS[known], second=KINDS[wanted]))
        return wanted

    def _given(self, node: Node, wanted: Kind | None) -> Kind | None:
        if isinstance(node, Number):
            return "number"
        if isinstance(node, Text):
            return "text"
        if isinstance(node, Day):
            return "date"
        if isinstance(node, Constant):
            return "truth"
        if isinstance(node, Call):
            return self._call(node, wanted)
        if isinstance(node, Arithmetic) and any(self._is_day(part) for part in node.parts):
            self.mistakes.append(Mistake("S225", node.start))
            return "number"
        if isinstance(node, Negative | Arithmetic):
            for part in node.parts:
                self.visit(part, "number")
            return "number"
        if isinstance(node, Not | Logic):
            for part in node.parts:
                self.visit(part, "truth")
        elif isinstance(node, Compare):
            before = len(self.mistakes)
            common = self._compared(node.parts)
            ordering = [operator for operator in node.operators if operator not in {"==", "!="}]
            if common == "text" and ordering and len(self.mistakes) == before:
                self.mistakes.append(Mistake("S222", node.start, sign=ordering[0]))
        elif isinstance(node, In):
            self._compared(node.parts)
        return "truth"

    def _is_day(self, node: Node) -> bool:
        """Tell whether a node is a day for certain."""
        if isinstance(node, Name):
            return self.known.get(node.name) == "date"
        return isinstance(node, Day) or (isinstance(node, Call) and FUNCTIONS[node.name].gives == "date")

    def _call(self, node: Call, wanted: Kind | None) -> Kind | None:
        function = FUNCTIONS[node.name]
        if node.name == "if":
            condition, *branches = node.arguments
            self.visit(condition, "truth")
            return self._alike(branches, wanted)
        for argument in node.arguments:
            self.visit(argument, function.takes)
        return function.gives

    def _alike(self, nodes: Sequence[Node], wanted: Kind | None = None) -> Kind | None:
        """Make nodes that stand on a level one kind, and return it."""
        found = [self.visit(node, None) for node in nodes]
        common = wanted or next((kind for kind in found if kind is not None), "number" if self.settled else None)
        for node, kind in zip(nodes, found, strict=True):
            if kind is None and common is not None:
                self.visit(node, common)
            elif kind is not None and common is not None and kind != common:
                self.mistakes.append(Mistake("S223", node.start, found=KINDS[kind], other=KINDS[common]))
        return common

    def _compared(self, nodes: Sequence[Node]) -> Kind | None:
        common = self._alike(nodes)
        if common == "truth":
            wanted = Words("数字、文字或日期", "a number, a text or a date")
            self.mistakes.append(Mistake("S217", nodes[0].start, found=KINDS["truth"], wanted=wanted))
        return common
