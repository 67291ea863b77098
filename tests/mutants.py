"""Small mistakes put into the code that counts and pays, one at a time: the tests of the same room must notice.

``python -m tests.mutants [COUNT [SEED]]`` makes COUNT mistakes (200) and prints those that nobody noticed; nine of ten must be
noticed. ``python -m tests.mutants FILE:LINE …`` makes all mistakes of these lines. No file is changed: each mistake is made in a
process of its own, while the module is imported. Only tests that run a mistaken line are tried, and only a test that fails has
noticed it: which tests run which lines is found first, and kept for as long as neither code nor tests change.
"""

from __future__ import annotations

import ast
import copy
import functools
import hashlib
import importlib
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis  # noqa: F401 - what every process needs is imported once, before it is started
import pandas  # noqa: F401
import pytest

ROOT = Path(__file__).parents[1]
FORMS = ("tests/workbook", "tests/report/page")
ROOMS = {
    "csscore/exact": ("tests/exact",),
    "csscore/measure": ("tests/measure", "tests/sql", "tests/engines"),
    "csscore/score": ("tests/score", *FORMS),
    "csscore/pay": ("tests/pay", *FORMS),
}
"""The tests of each room, and those that hold what it says in other forms against it: SQL, formulas of cells, the page."""
SECONDS = 20
"""What a mistake may make one test take of a processor; one that takes longer runs for ever, and fails."""
MEMORY = 6 << 30
CALLS = 50
"""How many calls of a function are looked at in a test; what a later one runs is found when whole modules are tried."""
EITHER_WAY = {"np.maximum", "np.minimum", "np.array_equal", "np.gcd", "np.lcm", "math.gcd", "math.lcm"}
"""Functions whose two arguments may change places."""
UNSEEN = {"frozen", "slots", "repr", "maxsize", "most"}
"""Arguments that say how an object is kept or how much of a list is printed, never what anything is worth."""
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
    lines: range | None
    """The lines of the statement that is mistaken; none where it is run by the import."""

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
        case ast.Call(args=[one, two, *_]) if ast.dump(one) != ast.dump(two) and ast.unparse(node.func) not in EITHER_WAY:
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
    """Yield the pieces of code that compute something."""
    for name, child in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params"}:
            continue
        for one in child if isinstance(child, list) else [child]:
            if isinstance(one, ast.AST) and _is_run(one, node):
                yield one
                yield from _computing(one)


def _is_run(piece: ast.AST, around: Any) -> bool:
    """Tell whether a piece of code is run and can change anything: types, prose and protocols don't."""
    match piece:
        case ast.Call():
            return ast.unparse(piece.func) not in {"Words", "TypeVar", "cast"}
        case ast.ClassDef():
            return not any(ast.unparse(base).startswith("Protocol") for base in piece.bases)
        case ast.keyword(arg=name):
            return name not in UNSEEN or ast.unparse(around.func) not in {"dataclass", "lru_cache", "field", "listed"}
        case ast.If():
            return ast.unparse(piece.test) != "TYPE_CHECKING"
    return True


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
    lines = _run_with(tree, old)
    return Mutant(path, old.lineno, what, ast.fix_missing_locations(_Replaced(old, new).visit(tree)), lines)


def _run_with(tree: ast.Module, piece: Any) -> range | None:
    """Return the lines that are run when a piece of code is: those of its statement, without statements within it."""
    around = [
        one for one in ast.walk(tree)
        if isinstance(one, ast.stmt) and one.lineno <= piece.lineno and piece.end_lineno <= (one.end_lineno or 0)
    ]  # fmt: skip
    own, outer = (around or [None])[-1], around[:-1]
    if not any(isinstance(one, ast.FunctionDef) for one in outer):
        return None
    body = getattr(own, "body", None) or getattr(own, "cases", None)
    first = getattr(body[0], "lineno", None) or body[0].pattern.lineno if body else own.end_lineno + 1
    return range(own.lineno, max(first, own.lineno + 1))


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


class _Recorded:
    """Keeps which lines of the rooms each test runs; what is made for a whole module is made in its first test."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self._names: dict[str, str | None] = {}
        self._calls: Counter[Any] = Counter()
        self._run: set[tuple[str, int]] = set()

    def _called(self, frame: Any, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code.co_filename not in self._names:
            name = os.path.relpath(code.co_filename, ROOT)
            self._names[code.co_filename] = name if name.startswith(tuple(ROOMS)) else None
        name, run = self._names[code.co_filename], self._run
        self._calls[code] += 1
        if name is None or code.co_name == "<module>" or self._calls[code] > CALLS:
            return None

        def line(frame: Any, event: str, argument: Any) -> Any:
            run.add((name, frame.f_lineno))
            return line

        return line

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Look at what runs while a test is prepared and runs."""
        self._run.clear()
        self._calls.clear()
        threading.settrace(self._called)
        sys.settrace(self._called)
        yield
        sys.settrace(None)
        self.lines[item.nodeid] = sorted({f"{name}:{number}" for name, number in self._run})


class _Chosen:
    """Leaves the tests that are asked for, and ends one that runs for ever."""

    def __init__(self, tests: Collection[str]) -> None:
        self._tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [one for one in items if one.nodeid in self._tests]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """Stop a test by its processor time, wherever it is."""
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        yield
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _late(*_: Any) -> None:
    raise TimeoutError("the test runs for ever")


def _tried(plugin: Any, files: Collection[str]) -> int:
    return int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", *sorted(files)], [plugin]))


def _apart(do: Callable[[], int]) -> int:
    """Do something in a process of its own, and return what it exits with."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        signal.signal(signal.SIGVTALRM, _late)
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        os._exit(do())
    finally:
        os._exit(99)


def noticed(made: Mutant, tests: Collection[str]) -> bool:
    """Say whether one of some tests fails with a mistake, or the module can't be imported with it."""

    def tried() -> int:
        sys.meta_path.insert(0, made)
        try:
            importlib.import_module(made.module)
        except Exception:  # noqa: BLE001 - no test can run with it
            return 1
        return _tried(_Chosen(tests), {one.partition("::")[0] for one in tests})

    return bool(tests) and _apart(tried) == 1


@functools.cache
def run_by(room: str) -> dict[str, list[str]]:
    """Return the lines of the rooms that each test of a folder runs."""
    sources = sorted(path for folder in ("csscore", room) for path in (ROOT / folder).rglob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"csscore-lines-{room.replace('/', '-')}-{digest}.json"

    def record() -> int:
        recorded = _Recorded()
        failed = _tried(recorded, [room])
        kept.write_text(json.dumps(recorded.lines), "utf-8")
        return failed

    if not kept.exists() and _apart(record):
        kept.unlink(missing_ok=True)
        raise SystemExit(f"{room} fails without any mistake")
    found: dict[str, list[str]] = json.loads(kept.read_text("utf-8"))
    return found


def running(made: Mutant, room: str) -> list[str]:
    """Return the tests of a folder that run a mistaken line; any line of the module where it is run by the import."""
    name = str(made.path.relative_to(ROOT))
    lines = {f"{name}:{number}" for number in made.lines} if made.lines else None
    return [
        test for test, ran in run_by(room).items()
        if (lines.intersection(ran) if lines else any(one.startswith(f"{name}:") for one in ran))
    ]  # fmt: skip


def noticed_in(made: Mutant) -> str | None:
    """Return the first folder that notices a mistake: its own room before those of other forms.

    Last come whole modules, for what a test finds that another has left.
    """
    rooms = next(tests for room, tests in ROOMS.items() if made.path.is_relative_to(ROOT / room))
    ran = {room: running(made, room) for room in rooms}
    for room, tests in ran.items():
        if noticed(made, tests):
            return room
    for room, tests in ran.items():
        files = {one.partition("::")[0] for one in tests}
        whole = [one for one in run_by(room) if one.partition("::")[0] in files]
        if len(whole) > len(tests) and noticed(made, whole):
            return room
    return None


def main(arguments: Sequence[str]) -> int:
    """Make mistakes, and print which were not noticed."""
    os.chdir(ROOT)
    if any(":" in one for one in arguments):
        asked = [(name, int(line)) for name, _, line in (one.rpartition(":") for one in arguments)]
        made = [one for name, line in asked for place in places(ROOT / name) if (one := mutant(*place)).line == line]
    else:
        count, seed = (int(one) for one in (*arguments, *("200", "1")[len(arguments) :]))
        made = list(drawn(count, seed))
    found: dict[str, int] = {}
    for one in made:
        room = noticed_in(one) or "nowhere"
        found[room] = found.get(room, 0) + 1
        if room == "nowhere":
            print(f"{one.path.relative_to(ROOT)}:{one.line}: {one.what}", flush=True)
    survived = found.pop("nowhere", 0)
    print(
        f"{len(made)} mistakes, {len(made) - survived} noticed: {', '.join(f'{n} in {room}' for room, n in sorted(found.items()))}"
    )
    return int(survived * 10 > len(made))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
