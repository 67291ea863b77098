"""The errors page: each code with an example that is run; it never writes down an output by hand.

A case is ``tests/errors/CODE.yaml``:

``meaning``
    One or two sentences in both languages: what has happened, and why csscore does not simply go on.
``remedy``
    Only where the catalogue has none.
``files``
    The files of the example, by name: a text; ``{text: …, encoding: …}``; ``{sheets: {NAME: [[cell, …], …]}, merged: [A2:A3]}``
    for a workbook; ``{samples: NAME, first: BYTES}`` for a piece of a sample; ``{hex: …}``; ``{zip: {NAME: text}}``; null for
    a folder. `SCHEME` is added under the name ``team.yaml`` where the command uses it and the case has none.
``run``
    The command.
``expect``
    What the first problem begins with in English: place, severity and code.
``exit``
    The exit code.
``also``
    Other codes that can't be avoided.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from csscore.problems import SEVERITIES
from csscore.words import Words
from docs.making.session import ROOT, Ended, Lang, folder, run

if TYPE_CHECKING:
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


def cases() -> dict[str, Case]:
    """Return all cases by code, in the order of the codes."""
    return {path.stem: read(path) for path in sorted(CASES.glob("*.yaml"))}


def read(path: Path) -> Case:
    """Return one case."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = said.keys() - {"meaning", "remedy", "files", "run", "expect", "exit", "also"}
    if unknown:
        raise ValueError(f"{path.name}: {', '.join(sorted(unknown))}")
    remedy = said.get("remedy")
    files = dict(said.get("files") or {})
    if "team.yaml" in said["run"] and "team.yaml" not in files:
        files["team.yaml"] = SCHEME
    return Case(
        path.stem,
        Words(**said["meaning"]),
        Words(**remedy) if remedy else None,
        files,
        said["run"],
        said["expect"],
        said["exit"],
        frozenset(said.get("also", ())),
    )


def outcome(case: Case, lang: Lang) -> Ended:
    """Run a case in a folder of its own."""
    with folder(samples=False) as here:
        for name, content in case.files.items():
            write(here / name, content)
        return run(case.run, lang)


def codes_printed(text: str) -> list[str]:
    """Return the codes of the problems that were printed."""
    return _PRINTED.findall(text)


def write(path: Path, content: Any) -> None:
    """Write one file of a case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        path.mkdir()
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif "text" in content:
        path.write_bytes(content["text"].encode(content["encoding"]))
    elif "sheets" in content:
        path.write_bytes(_workbook(**content))
    elif "samples" in content:
        path.write_bytes((ROOT / "samples" / content["samples"]).read_bytes()[: content.get("first")])
    elif "zip" in content:
        path.write_bytes(_zipped(content["zip"]))
    else:
        path.write_bytes(bytes.fromhex(content["hex"]))


def _workbook(sheets: dict[str, list[list[Any]]], merged: list[str] | None = None) -> bytes:
    """Return a workbook; a text that begins with = is a formula without a stored value."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "")
                    elif cell is not None:
                        sheet.write(row, column, cell)
            for area in merged or ():
                first = re.fullmatch(r"([A-Z]+)(\d+):.*", area)
                value = rows[int(first[2]) - 1][ord(first[1]) - ord("A")] if first else None
                sheet.merge_range(area, value)
    return data.getvalue()


def _zipped(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()
