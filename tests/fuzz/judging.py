"""Runs one changed input and judges what comes: a documented exit code, nothing of a library's, nothing written after a refusal."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docs.making.session import run_words
from tests.fuzz.corpus import Seed, seeds
from tests.fuzz.mutating import changed

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTED = {0, 2, 3, 4}
MAY_SAY_NO = {"check", "verify", "test", "diff"}
FOREIGN = re.compile(
    r"Traceback|U901|\bErrno\b|NoneType|has no attribute|invalid literal|codec can't|PanicException|panicked|calamine|openpyxl|"
    r"numpy|pandas|xlsxwriter|site-packages|\bnan\b|object at 0x"
)
"""What no sentence of ours says."""
OWN = re.compile(r"auto(?:, |、)[\w、, ]+|--engine pandas|(?:engine: |引擎：|did you mean |是不是 )pandas")
"""The choices of ``--engine``, which are names of libraries: to choose from, to add, and as chosen."""


class Judge:
    """A folder to work in, and a file that takes what is printed behind Python's back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seeds = seeds(folder / "seeds")
        self._printed = os.open(folder / "printed", os.O_CREAT | os.O_RDWR | os.O_APPEND)

    def case(self, seed: int, number: int) -> Seed:
        """Return a case: the same numbers give the same one."""
        dice = random.Random(f"{seed}:{number}")
        return changed(dice.choice(self.seeds), self.seeds, dice)

    def faults(self, seed: int, number: int) -> list[str]:
        """Return what is wrong with what comes of a case."""
        case = self.case(seed, number)
        lang = "zh" if number % 2 else "en"
        here = self._folder / "here"
        shutil.rmtree(here, ignore_errors=True)
        for name, data in case.files.items():
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            (here / name).write_bytes(data)
        here.mkdir(exist_ok=True)
        before = _tree(here)
        with contextlib.chdir(here), self._quiet():
            try:
                ended = run_words(list(case.words), lang)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                return [f"raised {type(error).__name__}: {error}"]
        shown = ended.out + ended.err
        command = next((word for word in case.words if not word.startswith("-")), "")
        faults = [] if ended.code in DOCUMENTED or (ended.code == 1 and command in MAY_SAY_NO) else [f"exit code {ended.code}"]
        given = b"\n".join(case.files.values()).decode("utf-8", "replace") + " ".join(case.words)
        foreign = (word for word in dict.fromkeys(FOREIGN.findall(OWN.sub("", shown))) if word not in given)
        faults += [f"says {word}: {_line(shown, word)}" for word in foreign]
        if ended.code in {2, 3, 4} and _tree(here) != before:
            faults.append("wrote although it refused")
        told = ended.err.strip() or '"outcome": "refused"' in ended.out  # a program that asks for JSON reads it there
        if ended.code in {2, 3, 4} and not told and "-q" not in case.words:
            faults.append("refused without a word")
        if os.lseek(self._printed, 0, os.SEEK_END):
            os.lseek(self._printed, 0, os.SEEK_SET)
            faults.append(f"a library printed {os.read(self._printed, 200)!r}")
            os.ftruncate(self._printed, 0)
        return faults

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[None]:
        kept = [os.dup(number) for number in (1, 2)]
        for number in (1, 2):
            os.dup2(self._printed, number)
        try:
            yield
        finally:
            for number, old in zip((1, 2), kept, strict=True):
                os.dup2(old, number)
                os.close(old)


@contextlib.contextmanager
def judge() -> Iterator[Judge]:
    """Give a judge in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="csscore-fuzz-", ignore_cleanup_errors=True) as folder:
        yield Judge(Path(folder))


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


def _line(text: str, word: str) -> str:
    return next(line for line in text.splitlines() if word in line)[:200]
