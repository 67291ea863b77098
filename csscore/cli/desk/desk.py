"""What lies on the desk, and the command lines that it makes; each is run as typed, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.report.slips.filenames import file_name, one_to_a_file_system
from csscore.scheme.lookup import shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

    from csscore.words import Lang

ROLES: Final = ("data", "roster", "adjust", "history", "input", "scheme", "beside")
"""What a file may be: `beside` is read only because a scheme includes it."""
SCHEMES: Final = {".yaml", ".yml"}
SAMPLE: Final = {"march.xlsx": "data", "adjust-march.csv": "adjust"}
SAMPLE_SCHEME: Final = "presale"
MOST_FILES: Final = 60
_AT_ONCE: Final = 2
"""Commands that run at one time."""
_PROGRAM: Final = (sys.executable, "-P", "-m", "csscore")
"""Without ``-P`` Python would import what lies in the folder it runs in: a file that was dropped, called pandas.py."""


class Ended(NamedTuple):
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


class Product(NamedTuple):
    """Something that a command writes."""

    key: str
    command: str
    ending: str


PRODUCTS: Final = tuple(
    Product(*one)
    for one in (
        ("page", "report", "html"),
        ("workbook", "rank", "xlsx"),
        ("slips", "slips", "xlsx"),
        ("csv", "rank", "csv"),
        ("audit", "audit", "html"),
        ("json", "rank", "json"),
        ("person", "explain", "html"),
    )
)


@dataclass(slots=True)
class Given:
    """A file that was dropped."""

    name: str
    role: str
    called: str = ""
    """What the scheme calls a further input."""


@dataclass(slots=True)
class Desk:
    """Files and what was said of them; everything lies in one folder, which whoever made it removes."""

    folder: Path
    files: list[Given] = field(default_factory=list)
    scheme: str = ""
    """A ready-made one by name, one of the user's own by its path, or a file that was dropped."""
    period: str = ""
    sheet: str = ""
    sets: dict[str, str] = field(default_factory=dict)
    """Weights that are others than the scheme's, by path."""
    _ended: dict[tuple[str, ...], asyncio.Task[Ended]] = field(default_factory=dict)
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _made: int = 0

    def __post_init__(self) -> None:
        self.given.mkdir()

    @property
    def given(self) -> Path:
        """Return the folder of what was dropped; commands run there, so that they speak of files by their names."""
        return self.folder / "given"

    @property
    def made(self) -> Path:
        """Return the folder of what was made of it; it is another after every change."""
        return self.folder / f"made-{self._made}"

    # --- what lies here

    async def take(self, called: str, content: BinaryIO, *, role: str = "data") -> None:
        """Put a file on the desk, under a name that is safe; one of the same name is replaced."""
        name = file_name(called)
        for old in self.files:
            if one_to_a_file_system(old.name) == one_to_a_file_system(name):
                self.remove(old)
                break
        await asyncio.to_thread(_copied, content, self.given / name)
        is_scheme = role == "scheme" or Path(name).suffix.lower() in SCHEMES
        self.files.append(Given(name, "scheme" if is_scheme else role))
        if is_scheme:
            self.scheme = name
        self.changed()

    async def play(self) -> None:
        """Put a month of invented people on the desk, with decisions by hand and a scheme."""
        for name, role in SAMPLE.items():
            with (shelf("samples") / name).open("rb") as content:
                await self.take(name, content, role=role)
        self.scheme = SAMPLE_SCHEME

    def remove(self, given: Given) -> None:
        """Take a file from the desk."""
        self.files.remove(given)
        (self.given / given.name).unlink(missing_ok=True)
        if self.scheme == given.name:
            self.scheme = ""
        self.changed()

    def size(self) -> int:
        """Return the bytes that lie here."""
        return sum((self.given / one.name).stat().st_size for one in self.files)

    def lies(self, name: str) -> bool:
        """Tell whether a file of the name lies here."""
        return any(one.name == name for one in self.files)

    def of(self, role: str) -> list[Given]:
        """Return the files of a role."""
        return [one for one in self.files if one.role == role]

    def changed(self) -> None:
        """Forget what was made of what lay here before."""
        for task in self._ended.values():
            task.cancel()
        self._ended.clear()
        rmtree(self.made, ignore_errors=True)
        self._made += 1

    async def close(self) -> None:
        """End the commands that are running."""
        running = [*self._ended.values()]
        self.changed()
        await asyncio.gather(*running, return_exceptions=True)

    # --- the command lines

    def words(self, product: Product, file: str, *, agent: str | None = None) -> list[str]:
        """Return the command line of a product, as somebody would type it."""
        words = ["csscore", product.command, *(one.name for one in self.of("data")), "--scheme", self.scheme]
        words += [word for one in self.of("input") for word in ("--with", f"{one.called}={one.name}")]
        words += [word for role in ("roster", "adjust", "history") for one in self.of(role) for word in (f"--{role}", one.name)]
        words += [f"--{option}={value}" for option, value in (("period", self.period), ("sheet", self.sheet)) if value]
        words += [f"--set={path}={value}" for path, value in self.sets.items()]
        return [*words, *([f"--agent={agent}"] if agent is not None else []), "-o", file]

    def reading(self, given: Given) -> list[str]:
        """Return the command line that says how a file was read, or what a scheme does."""
        if given.role == "scheme":
            return ["csscore", "schemes", "show", given.name]
        return ["csscore", "inspect", given.name]

    async def make(self, product: Product, file: str, lang: Lang, *, agent: str | None = None) -> tuple[Path, Ended]:
        """Return where a product lies and how its command ended; it is made once."""
        place = self.made / f"{product.key}{len(self._ended)}.{product.ending}"
        words = self.words(product, file, agent=agent)
        key = (lang, *words)
        if key not in self._ended:
            self.made.mkdir(exist_ok=True)
            self._ended[key] = asyncio.create_task(self._run([*words[1:-1], str(place)], lang), name=str(place))
        task = self._ended[key]
        return Path(task.get_name()), await _waited(task)

    async def say(self, words: Sequence[str], lang: Lang) -> Ended:
        """Return what a command prints; it is run once."""
        key = (lang, *words)
        if key not in self._ended:
            self._ended[key] = asyncio.create_task(self._run(words[1:], lang))
        return await _waited(self._ended[key])

    async def _run(self, words: Sequence[str], lang: Lang) -> Ended:
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                *_PROGRAM,
                *words,
                "--lang",
                lang,
                cwd=self.given,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            try:
                out, err = await process.communicate()
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        return Ended(process.returncode or 0, *(text.decode("utf-8", "replace") for text in (out, err)))


async def _waited(task: asyncio.Task[Ended]) -> Ended:
    """Return how a command ended; one that was given up, for something has changed since it was asked for, made nothing."""
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.cancelled():  # whoever asked has left
            raise
        return Ended(1, "", "")


def _copied(content: BinaryIO, place: Path) -> None:
    with place.open("wb") as file:
        copyfileobj(content, file)


def typed(words: Sequence[str]) -> str:
    """Return a command line as the shell of this system takes it."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _environment() -> Mapping[str, str]:
    """Return what a command finds: this csscore, wherever it was started from, and a terminal without colours."""
    here = str(Path(__file__).parents[3])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    kept = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}
    return kept | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "NO_COLOR": "1"}
