"""What was tested together is written down, whole and without hosts, and what the project asks for allows it."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement

from tests.conftest import ROOT

LINES = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def spelt(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


PINNED = {spelt(line.name): line for line in LINES}


def test_every_line_is_one_version_and_nothing_else() -> None:
    assert all(re.fullmatch(r"==[\w.]+", str(line.specifier)) for line in LINES)
    assert not any(line.url or line.extras for line in LINES)
    assert len(PINNED) == len(LINES)


def test_what_the_project_asks_for_is_there_and_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [Requirement(text) for text in (*project["dependencies"], *(text for extra in extras for text in extra))]
    for requirement in asked:
        if requirement.name != project["name"]:
            (version,) = PINNED[spelt(requirement.name)].specifier
            assert requirement.specifier.contains(version.version), requirement
