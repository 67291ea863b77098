"""The commands of README and guide print what the pages say, in the language of the page; of all pages `docs/make.py --check` says it."""

from __future__ import annotations

import re
import shlex

import pytest

from docs.making.consoles import PAGES, fresh
from tests.conftest import ROOT


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_outputs_are_as_printed(page: str) -> None:
    assert fresh(page)[page] == (ROOT / page).read_text(encoding="utf-8"), f"{page} is not fresh: run python docs/make.py"


@pytest.mark.parametrize("page", [page for page in PAGES if "guide" in page])
def test_the_guide_shows_what_it_promises(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (csscore .*)$", text, re.MULTILINE)
    options = {word for command in commands for word in shlex.split(command) if word.startswith("-")}
    assert {"--scheme", "--roster", "--with", "--set", "--anonymous", "-o"} <= options
    assert {command.split()[1] for command in commands} == {"inspect", "schemes", "check", "rank", "diff", "explain"}


def test_both_languages_run_the_same_commands() -> None:
    for english, chinese in (("README.md", "README.zh-CN.md"), ("docs/guide.md", "docs/guide.zh-CN.md")):
        found = [
            re.findall(r"^(?:<!-- )?\$ csscore (\w+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
            for page in (english, chinese)
        ]
        assert found[0] == found[1]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_two_commands_come_first(page: str) -> None:
    """What a newcomer (and CI) runs: the first line of a block with each word."""
    inside = "\n".join(
        re.findall(r"^```\w*\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    ).splitlines()
    venv = "python3 -m venv .venv && .venv/bin/pip install -q"
    assert next(line for line in inside if "csscore rank" in line) == (
        f"{venv} . && .venv/bin/csscore rank samples/march.xlsx --scheme presale"
    )
    assert next(line for line in inside if "pytest" in line) == f"{venv} -c constraints.txt '.[test]' && .venv/bin/pytest -n auto"
