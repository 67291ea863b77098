"""The errors page: each code with an example that is run; it never writes down an output by hand.

A case is ``tests/errors/CODE.yaml``:

``meaning``
    One or two sentences in both languages: what has happened, and why csscore does not simply go on.
``remedy``
    Only where the catalogue has none.
``files``
    The files of the example, by name. Null is a folder; see `write` for the rest. `SCHEME` is added under the name
    ``team.yaml`` where the command uses it and the case has none.
``run``
    The command; none for a code that only a later version of a library could bring about.
``expect``
    What the first problem begins with in English: place, severity and code.
``exit``
    The exit code.
``also``
    Other codes that can't be avoided.
``without``
    A package that is not installed, for this example.
``people``
    How many agents the result says to have: a file for millions of them would take its time (and -1 is a bug).
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import sys
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from csscore.problems import SEVERITIES
from csscore.words import Words
from docs.making.session import ROOT, Ended, Lang, folder, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    pass

CASES = ROOT / "tests" / "errors"
SCHEME = """\
csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
"""
_PRINTED = re.compile(
    r"^(?:.+?: )??(?:{}) ([A-Z]\d\d\d)[:：]".format("|".join(text for words in SEVERITIES.values() for text in words)),
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One code's example."""

    code: str
    meaning: Words
    remedy: Words | None
    files: dict[str, Any]
    run: str
    expect: str
    exit: int
    also: frozenset[str]
    without: str | None
    people: int | None


def cases() -> dict[str, Case]:
    """Return all cases by code, in the order of the codes."""
    return {path.stem: read(path) for path in sorted(CASES.glob("*.yaml"))}


def read(path: Path) -> Case:
    """Return one case."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = said.keys() - {"meaning", "remedy", "files", "run", "expect", "exit", "also", "without", "people"}
    if unknown:
        raise ValueError(f"{path.name}: {', '.join(sorted(unknown))}")
    remedy = said.get("remedy")
    files = dict(said.get("files") or {})
    command = said.get("run", "")
    if "team.yaml" in command and "team.yaml" not in files:
        files["team.yaml"] = SCHEME
    return Case(
        path.stem,
        Words(**said["meaning"]),
        Words(**remedy) if remedy else None,
        files,
        command,
        said.get("expect", ""),
        said.get("exit", 0),
        frozenset(said.get("also", ())),
        said.get("without"),
        said.get("people"),
    )


def outcome(case: Case, lang: Lang) -> Ended:
    """Run a case in a folder of its own."""
    with folder(samples=False) as here, _without(case.without), _people(case.people):
        for name, content in case.files.items():
            write(here / name, content)
        return run(case.run, lang)


def codes_printed(text: str) -> list[str]:
    """Return the codes of the problems that were printed."""
    return _PRINTED.findall(text)


@contextlib.contextmanager
def _without(package: str | None) -> Iterator[None]:
    """Let a package be not installed."""
    kept = sys.modules.get(package or "")
    if package is not None:
        sys.modules[package] = None  # type: ignore[assignment]  # what Python itself documents for this
    try:
        yield
    finally:
        if kept is not None and package is not None:
            sys.modules[package] = kept
        elif package is not None:
            del sys.modules[package]


@contextlib.contextmanager
def _people(count: int | None) -> Iterator[None]:
    """Let every result say that it has so many agents."""
    from csscore.result import Result

    real = Result.__len__
    if count is not None:
        Result.__len__ = lambda _: count  # type: ignore[method-assign]
    try:
        yield
    finally:
        Result.__len__ = real  # type: ignore[method-assign]


def write(path: Path, content: Any) -> None:
    """Write one file of a case.

    A text is written as UTF-8. A mapping is ``{text, encoding}``; a workbook ``{sheets: {NAME: [[cell, …], …]}, merged,
    stray, hidden}``; the beginning of a sample ``{samples: NAME, first: BYTES}``; an archive ``{zip: {NAME: text}, encrypted,
    claims}``, which may say that it is encrypted or how many bytes it unpacks to; ``{hex}``, ``{packed}`` (base64 of zlib);
    a link ``{link: NAME}``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        path.mkdir()
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif "link" in content:
        path.symlink_to(content["link"])
    else:
        path.write_bytes(_bytes(content))


def _bytes(content: dict[str, Any]) -> bytes:
    if "text" in content:
        return str(content["text"]).encode(content["encoding"])
    if "sheets" in content:
        return _workbook(**content)
    if "samples" in content:
        return (ROOT / "samples" / content["samples"]).read_bytes()[: content["first"]]
    if "zip" in content:
        return _zipped(**content)
    if "packed" in content:
        return zlib.decompress(base64.b64decode(content["packed"]))
    return bytes.fromhex(content["hex"])


def _workbook(
    sheets: dict[str, list[list[Any]]], merged: Sequence[str] = (), stray: str | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """Return a workbook; a text that begins with = is a formula without a stored value, one with # an error value."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "")
                    elif isinstance(cell, str) and cell.startswith("#"):
                        sheet.write_formula(row, column, "=NA()", None, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
            for area in merged:
                first = re.fullmatch(r"([A-Z]+)(\d+):.*", area)
                value = rows[int(first[2]) - 1][ord(first[1]) - ord("A")] if first else None
                sheet.merge_range(area, value)
            if name in hidden:
                sheet.hide()
            if stray is not None:
                sheet.write(stray, "x")
    return data.getvalue()


def _zipped(zip: dict[str, str], *, encrypted: bool = False, claims: int | None = None) -> bytes:  # noqa: A002 - the YAML key
    """Return an archive; its first member says in the central directory that it is encrypted, or how large it is unpacked."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in zip.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    written = bytearray(data.getvalue())
    entry = written.index(b"PK\x01\x02")
    if encrypted:
        written[entry + 8] |= 1
    if claims is not None:
        written[entry + 24 : entry + 28] = claims.to_bytes(4, "little")
    return bytes(written)
