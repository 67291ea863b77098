"""Runs commands of the documentation as a terminal would show them; it never touches the folder of the project.

Commands are ``csscore …``, ``python -c PROGRAM`` (what it is refused is said as a command says it), ``cat FILE``, ``head -N FILE`` and ``echo $?`` (the exit code of the one before).
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shlex
import shutil
import sys
import tempfile
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import ReadableBuffer as Buffer

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = "100"
BUG = 70
Lang = Literal["zh", "en"]
_COMPUTED: dict[tuple[str, str], Any] = {}
LOCALES: dict[Lang, str] = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}


def words(page: str, lang: Lang) -> str:
    """Return the hand-written part of a generated page."""
    return Path(__file__).with_name(f"{page}.{lang}.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command printed and its exit code."""

    code: int
    out: str
    """Standard output."""
    err: str
    """Standard error."""
    shown: str
    """Both, in the order in which they were written."""
    said: tuple[Callable[[Any], None], ...] = ()
    """What was said on standard error, to be said by another voice."""

    def told(self, lang: Lang) -> str:
        """Return standard error in a language, whichever the command ran in."""
        from csscore.cli.console import Console

        out = io.StringIO()
        with _environment(lang), contextlib.redirect_stderr(out):
            for saying in self.said:
                saying(Console(lang))
        return out.getvalue()


@contextlib.contextmanager
def folder(*, samples: bool = True) -> Iterator[Path]:
    """Give an empty folder, with the samples in it, as the current one."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        if samples:
            shutil.copytree(ROOT / "samples", here / "samples", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        with contextlib.chdir(here):
            yield here


def run(command: str, lang: Lang, *, before: int = 0) -> Ended:
    """Run a command in the current folder.

    Parameters
    ----------
    command
        As it is typed.
    lang
        The language of the locale.
    before
        The exit code of the command before.
    """
    words = shlex.split(command)
    if words == ["echo", "$?"]:
        return _printed(f"{before}\n")
    if words[0] == "cat":
        files = [path for name in words[1:] for path in (sorted(Path().glob(name)) if "*" in name else [Path(name)])]
        return _printed("".join(path.read_text(encoding="utf-8-sig") for path in files))
    if words[0] == "head":
        lines = Path(words[2]).read_text(encoding="utf-8-sig").splitlines(keepends=True)
        return _printed("".join(lines[: int(words[1].removeprefix("-"))]))
    if words[:2] == ["python", "-c"]:
        return _told(lang, lambda: _program(words[2], lang))
    if words[0] != "csscore":
        raise ValueError(f"not a command that the documentation can run: {command}")
    return run_words(words[1:], lang)


def _printed(text: str) -> Ended:
    return Ended(0, text, "", text)


@functools.cache
def command(lang: Lang) -> Any:  # noqa: ARG001 - a command is put into a language once
    """Return the command line, put together once for each language: that takes longer than most commands run."""
    import typer

    from csscore.cli.app import app

    return typer.main.get_command(app)


def run_words(arguments: list[str], lang: Lang) -> Ended:
    """Run csscore with these words behind its name, in the current folder."""
    from csscore.cli.language import chosen

    return _told(lang, lambda: command(chosen(arguments)).main(arguments, prog_name="csscore", standalone_mode=False))


def _program(text: str, lang: Lang) -> int:
    """Run a program that uses the library."""
    from csscore.cli import console, entry

    console.start(lang)
    return entry.exit_code(lambda: exec(text, {}))  # noqa: S102 - our own examples


def _told(lang: Lang, running: Callable[[], Any]) -> Ended:
    both = io.BytesIO()
    out, err = _Stream(both, is_terminal=True), _Stream(both, is_terminal=False)
    with (
        _environment(lang),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _listening() as said,
        remembering(),
    ):
        code = running()
    return Ended(int(code or 0), out.text(), err.text(), both.getvalue().decode(), tuple(said))


@contextlib.contextmanager
def _listening() -> Iterator[list[Callable[[Any], None]]]:
    """Keep what is said, which is words in both languages until it is written."""
    from dataclasses import replace

    from csscore.cli.console import Console

    said: list[Callable[[Any], None]] = []
    problems, remark = Console.problems, Console.remark

    def hear_problems(self: Console, found: Any) -> None:
        kept = tuple(found)
        said.append(lambda voice: problems(replace(self, lang=voice.lang), kept))
        problems(self, kept)

    def hear_remark(self: Console, words: Any, **details: object) -> None:
        said.append(lambda voice: remark(replace(self, lang=voice.lang), words, **details))
        remark(self, words, **details)

    Console.problems, Console.remark = hear_problems, hear_remark  # type: ignore[method-assign]
    try:
        yield said
    finally:
        Console.problems, Console.remark = problems, remark  # type: ignore[method-assign]


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Compute once in this process what takes longest, audits and steps to the next place: pages show it in two languages."""
    from csscore.analysis import explain
    from csscore.analysis.audit import run as running

    def audited(*arguments: Any, **options: Any) -> str:
        own = [path for path in sorted(Path().rglob("*")) if path.is_file() and path.parts[0] != "samples"]
        return repr((arguments, sorted(options.items()), [(path, path.read_bytes()) for path in own]))

    def stepped(run: Any, agent: int) -> str:
        of = run.result
        return repr((of.scheme.digest, of.inputs, of.period, agent))

    with _once(running, "audit", audited), _once(explain, "steps", stepped):
        yield


@contextlib.contextmanager
def _once(module: Any, name: str, asked: Callable[..., str]) -> Iterator[None]:
    """Let a function be called once for all that ask the same of it."""
    real = getattr(module, name)

    def found(*arguments: Any, **options: Any) -> Any:
        key = name, asked(*arguments, **options)
        if key not in _COMPUTED:
            _COMPUTED[key] = real(*arguments, **options)
        return _COMPUTED[key]

    setattr(module, name, found)
    try:
        yield
    finally:
        setattr(module, name, real)


def sound(command: str, ended: Ended) -> Ended:
    """Return what a command of a page printed; a bug stops the page from being written."""
    if ended.code == BUG:
        raise RuntimeError(f"{command}\n{ended.shown}")
    return ended


class _Stream(io.TextIOWrapper):
    """A stream that keeps what it wrote, beside what both streams wrote together.

    Standard output says that it is a terminal, so that a table is printed and not a csv; standard error does not, so that
    nothing shows how long a computation takes.
    """

    def __init__(self, both: io.BytesIO, *, is_terminal: bool) -> None:
        self._own = io.BytesIO()
        self._is_terminal = is_terminal
        super().__init__(_Copying(self._own, both), encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        """Say whether somebody is looking."""
        return self._is_terminal

    def text(self) -> str:
        """Return what this stream alone wrote."""
        self.flush()
        return self._own.getvalue().decode()


class _Copying(io.RawIOBase):
    def __init__(self, *copies: io.BytesIO) -> None:
        self._copies = copies

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        for copy in self._copies:
            copy.write(data)
        return memoryview(data).nbytes


_is_arrow_there = ContextVar("_is_arrow_there", default=False)
"""Whether commands find pyarrow, which comes with the extras."""


@contextlib.contextmanager
def with_arrow(*, there: bool) -> Iterator[None]:
    """Let commands find pyarrow, or not."""
    token = _is_arrow_there.set(there)
    try:
        yield
    finally:
        _is_arrow_there.reset(token)


@contextlib.contextmanager
def _environment(lang: Lang) -> Iterator[None]:
    """Set what a reader's terminal would have: 100 columns, no colours, a locale; and csscore without its extras."""
    old = dict(os.environ)
    extra = sys.modules.get("pyarrow")
    if not _is_arrow_there.get():
        sys.modules["pyarrow"] = None  # type: ignore[assignment]  # what makes an import fail
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "CSSCORE_DEBUG"):
        os.environ.pop(name, None)
    # services of databases are those of the current folder, nobody's own
    own = {"COLUMNS": COLUMNS, "NO_COLOR": "1", "LANG": LOCALES[lang], "PGSERVICEFILE": "pg_service.conf"}
    os.environ.update(own)
    loaded = sys.modules.get("pandas")  # with pyarrow, perhaps: without, it keeps texts as Python's
    try:
        with loaded.option_context("mode.string_storage", "python") if loaded else contextlib.nullcontext():
            yield
    finally:
        os.environ.clear()
        os.environ.update(old)
        sys.modules.pop("pyarrow", None)
        if extra is not None:
            sys.modules["pyarrow"] = extra


if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
