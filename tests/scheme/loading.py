"""How these tests load a scheme: its text in a file, every problem as it is printed."""

from __future__ import annotations

from pathlib import Path

from csscore.problems import Problems, describe
from csscore.rules import RULES
from csscore.scheme.load import load
from csscore.scheme.model import Scheme

HEAD = "csscore: 1\nname: team\n"
SALES = "metrics:\n  sales: {value: sales, weight: 100, points: minmax}\n"


def loaded(name: str, *sets: str) -> tuple[Scheme | None, list[str], list[str]]:
    """Return the scheme, and its problems in English and Chinese."""
    problems = Problems()
    scheme = load(name, RULES, problems, sets=sets)
    return scheme, [describe(problem, "en") for problem in problems], [describe(problem, "zh") for problem in problems]


def of_text(text: str, folder: Path, *sets: str) -> tuple[Scheme | None, list[str]]:
    """Write ``team.yaml`` into the (current) folder and load it; problems in English."""
    (folder / "team.yaml").write_text(text, encoding="utf-8")
    scheme, english, _ = loaded("team.yaml", *sets)
    return scheme, english


def sound(text: str, folder: Path, *sets: str) -> Scheme:
    """Load a scheme that must be free of problems."""
    scheme, problems = of_text(text, folder, *sets)
    assert problems == []
    assert scheme is not None
    return scheme
