"""The recipes of the page on how csscore is built: followed in a copy of the project, they give what the page prints."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.making.consoles import BLOCK
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "building.md").read_text(encoding="utf-8")
COMMANDS = re.compile(r"^\$ csscore (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in which all recipes were followed."""
    here = tmp_path_factory.mktemp("copy")
    for name in ("csscore", "schemes"):
        shutil.copytree(ROOT / name, here / name)
    for block in BLOCK.finditer(PAGE):
        if block["file"]:
            path = here / block["file"]
            text = path.read_text(encoding="utf-8")
            assert text.count(block["old"]) == 1, block[0]
            path.write_text(text.replace(block["old"], block["new"].replace("\\n", "\n")), encoding="utf-8")
        elif block["mark"]:
            assert not (here / block["mark"]).exists(), block["mark"]
            (here / block["mark"]).write_text(block["body"], encoding="utf-8")
    return here


def test_the_recipes_give_what_the_page_prints(copy: Path) -> None:
    commands = COMMANDS.findall("".join(block["body"] for block in BLOCK.finditer(PAGE) if block["kind"] == "console"))
    assert len(commands) == 2
    for command, printed in commands:
        call = [sys.executable, "-m", "csscore", *shlex.split(command)]
        ended = subprocess.run(call, cwd=copy, capture_output=True, text=True, encoding="utf-8", check=False)
        assert ended.stdout == printed, ended.stderr


def test_a_recipe_for_a_rule_touches_two_files() -> None:
    """The rule's own, and the registry of its family; a report the table of formats, too."""
    made = [block["mark"] for block in BLOCK.finditer(PAGE) if (block["mark"] or "").endswith(".py")]
    changed = {block["file"] for block in BLOCK.finditer(PAGE) if (block["file"] or "").endswith(".py")}
    assert len(made) == 4
    assert changed == {*(f"{Path(name).parent}/__init__.py" for name in made), "csscore/cli/formats.py"}


def test_both_languages_have_the_same_recipes() -> None:
    chinese = (ROOT / "docs" / "building.zh-CN.md").read_text(encoding="utf-8")
    assert [block[0] for block in BLOCK.finditer(chinese)] == [block[0] for block in BLOCK.finditer(PAGE)]
