"""What is changed: the examples of the errors page, the cases, the samples with the ready-made schemes; each a folder and a command line."""

from __future__ import annotations

import functools
import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

from docs.making import cases
from docs.making.inputs import write

ROOT = Path(__file__).parents[2]
_SAMPLES = [
    ("march.xlsx", "presale"), ("march.xlsx", "presale-rank"), ("march.xlsx", "presale-grades"), ("aftersale-march.csv", "aftersale"),
    ("march.xlsx", "presale-quota"), ("march.xlsx", "presale-bands"), ("aftersale-march.csv", "aftersale-shared"),
]  # fmt: skip
_LARGEST = 60_000
"""Bytes of an input: what is small is read often."""


class Seed(NamedTuple):
    """A folder of files by name, and the words of a command line."""

    files: dict[str, bytes]
    words: tuple[str, ...]


@functools.cache
def seeds(folder: Path) -> tuple[Seed, ...]:
    """Return all of them, made in a folder once."""
    return (*_errors(folder), *_cases(), *_samples())


def _errors(folder: Path) -> list[Seed]:
    found = []
    for code, case in cases.cases().items():
        words = shlex.split(case.run)
        if not words or case.without or case.people or any("link" in content for content in case.files.values() if content):
            continue
        files = {}
        for name, content in case.files.items():
            if content is not None:
                write(folder / code / name, content)
                files[name] = (folder / code / name).read_bytes()
        if sum(map(len, files.values())) < _LARGEST:
            found.append(Seed(files, tuple(words[1:])))
    return found


def _cases() -> list[Seed]:
    found = []
    for place in sorted((ROOT / "tests" / "cases").glob("*/case.yaml")):
        files = {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file() and path.name != "case.yaml"}
        steps: list[Any] = cases.parsed(place.read_text(encoding="utf-8"))
        for step in steps:
            written = {name: text.encode() for name, text in step.get("write", {}).items() if isinstance(text, str)}
            found.append(Seed(files | written, tuple(shlex.split(step["run"]))))
    return found


def _samples() -> list[Seed]:
    found = []
    for name, scheme in _SAMPLES:
        data = (ROOT / "samples" / name).read_bytes()
        text = (ROOT / "schemes" / f"{scheme}.yaml").read_bytes()
        roster = (ROOT / "samples" / "aftersale-roster.csv").read_bytes()
        more = ("--roster", "roster.csv") if name.startswith("after") else ()
        found.append(Seed({name: data, "s.yaml": text, "roster.csv": roster}, ("rank", name, "-s", "s.yaml", *more)))
    return found


@functools.cache
def words_of_the_language() -> tuple[str, ...]:
    """Return the keys and words that stand in any scheme of the corpus or of the ready-made ones."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "schemes").glob("*.yaml")))
    schema = (ROOT / "csscore" / "scheme" / "scheme-v1.schema.json").read_text(encoding="utf-8")
    return tuple(sorted({*re.findall(r'"([a-z_]{3,20})":', schema), *re.findall(r"\b([a-z_]{2,20})\b", texts)}))
