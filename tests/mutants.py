"""Small mistakes put into the code that counts and pays, one at a time: the tests of the same room must notice.

``python -m tests.mutants [COUNT [SEED]]`` makes COUNT mistakes (200) and prints those that nobody noticed; nine of ten must be
noticed. ``python -m tests.mutants FILE:LINE`` makes all mistakes of a line. No file is changed: each mistake is made in a process
of its own, while the module is imported.
"""

from __future__ import annotations

import ast
import copy
import importlib.machinery
import importlib.util
import os
import random
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis  # noqa: F401 - what every process needs is imported once, before it is started
import pandas  # noqa: F401
import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {
    "csscore/exact": ("tests/exact",),
    "csscore/measure/sql": ("tests/sql", "tests/engines"),
    "csscore/measure": ("tests/measure",),
    "csscore/score": ("tests/score",),
    "csscore/pay": ("tests/pay",),
}
SECONDS = 90
"""What a mistake may make the tests of a room take of a processor; one that takes longer runs for ever."""
MEMORY = 6 << 30
OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip


class Mutant(NamedTuple):
    """A module with one mistake."""

    path: Path
    line: int
    what: str
    tree: ast.Module

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def find_spec(self, name: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        """Let Python import the mistake in the place of the module."""
        if name != self.module:
            return None
        loader = _Mistaken(name, str(self.path))
        loader.tree = self.tree
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


class _Mistaken(importlib.machinery.SourceFileLoader):
    tree: ast.Module

    def get_code(self, fullname: str) -> Any:
        return compile(self.tree, self.path, "exec", dont_inherit=True)


def mistakes(node: ast.AST) -> Iterator[Callable[[Any], ast.AST]]:
    """Yield what can be wrong with a piece of code: changes of a copy of it."""
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in OTHER:
            yield lambda new: _set(new, ops=[OTHER[type(first)](), *new.ops[1:]])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) if type(op) in OTHER:
            yield lambda new: _set(new, op=OTHER[type(op)]())
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            yield lambda new: _set(new, value=value + 1)
            yield lambda new: _set(new, value=value - 1)
        case ast.Constant(value=bool(value)):
            yield lambda new: _set(new, value=not value)
        case ast.If() | ast.While() | ast.IfExp():
            yield lambda new: _set(new, test=ast.UnaryOp(ast.Not(), new.test))
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            yield lambda new: new.operand
        case ast.Call(args=[ast.expr() as one, ast.expr() as two, *_]) if ast.dump(one) != ast.dump(two):
            yield lambda new: _set(new, args=[new.args[1], new.args[0], *new.args[2:]])
    if isinstance(node, ast.Raise | ast.Continue | ast.Break) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield lambda _: ast.Pass()
    if isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name | ast.Tuple)
    ):
        yield lambda _: ast.Pass()


def _set(node: ast.AST, **fields: Any) -> ast.AST:
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _computing(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the pieces of code that compute something: neither types nor prose."""
    for name, child in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params"}:
            continue
        for one in child if isinstance(child, list) else [child]:
            prose = isinstance(one, ast.Call) and ast.unparse(one.func) in {"Words", "TypeVar", "cast"}
            if (
                isinstance(one, ast.AST)
                and not prose
                and not (isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING")
            ):
                yield one
                yield from _computing(one)


def places(path: Path) -> list[tuple[Path, int, int]]:
    """Return where in a module a mistake can be made: the number of a piece of code, and which of its mistakes."""
    whole = ast.parse(path.read_text(encoding="utf-8"))
    pieces = enumerate(_computing(whole))
    return [(path, number, which) for number, piece in pieces for which in range(len([*mistakes(piece)]))]


def mutant(path: Path, number: int, which: int) -> Mutant:
    """Make one mistake."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    old = [*_computing(tree)][number]
    new = ast.copy_location([*mistakes(old)][which](copy.deepcopy(old)), old)
    what = f"{_short(ast.unparse(old))}  →  {_short(ast.unparse(new))}"
    return Mutant(path, getattr(old, "lineno", 0), what, ast.fix_missing_locations(_Replaced(old, new).visit(tree)))


class _Replaced(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else self.generic_visit(node)


def _short(code: str) -> str:
    return " ".join(code.split())[:100]


def drawn(count: int, seed: int) -> Iterator[Mutant]:
    """Yield so many mistakes of all that can be made in the rooms, each as likely as another."""
    paths = sorted({path for room in ROOMS for path in (ROOT / room).rglob("*.py")})
    found = [place for path in paths for place in places(path)]
    for place in random.Random(seed).sample(found, min(count, len(found))):
        yield mutant(*place)


def noticed(made: Mutant | None, tests: Sequence[str]) -> bool:
    """Say whether the tests fail with a mistake; in a process of its own."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return status != 0
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        if made is not None:
            sys.meta_path.insert(0, made)
        os._exit(int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])))
    finally:
        os._exit(99)


def tests_of(path: Path) -> tuple[str, ...]:
    """Return the tests of the room that a module is in."""
    return next(tests for room, tests in ROOMS.items() if path.is_relative_to(ROOT / room))


def main(arguments: Sequence[str]) -> int:
    """Make mistakes, and print which were not noticed."""
    os.chdir(ROOT)
    if arguments and ":" in arguments[0]:
        name, _, line = arguments[0].rpartition(":")
        made = [one for place in places(ROOT / name) if (one := mutant(*place)).line == int(line)]
    else:
        count, seed = (int(one) for one in (*arguments, *("200", "1")[len(arguments) :]))
        made = list(drawn(count, seed))
    for tests in sorted({tests_of(one.path) for one in made}):
        if noticed(None, tests):
            raise SystemExit(f"{' '.join(tests)} fail without any mistake")
    survived = 0
    for one in made:
        if not noticed(one, tests_of(one.path)):
            survived += 1
            print(f"{one.path.relative_to(ROOT)}:{one.line}: {one.what}", flush=True)
    print(f"{len(made)} mistakes, {len(made) - survived} noticed")
    return int(survived * 10 > len(made))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
