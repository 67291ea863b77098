"""Every sentence that a module says is in the table of its folder, in both languages, with the same figures; none is left over."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import csscore
from csscore.sentences import TABLE

HOME = Path(csscore.__file__).parent
TABLES = sorted(HOME.rglob(TABLE))


def said(module: Path) -> dict[str, list[set[str]]]:
    """Return the keys that a module says, each with what it is filled with, time by time."""
    found: dict[str, list[set[str]]] = {}
    text = module.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "say = sentences(__file__)" in text else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            (key,) = (one.value for one in node.args if isinstance(one, ast.Constant))
            found.setdefault(str(key), []).append({str(one.arg) for one in node.keywords})
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.relative_to(HOME).parent))
def test_a_folder_says_what_its_table_has(table: Path) -> None:
    rooms = tomllib.loads(table.read_text(encoding="utf-8"))
    folder = table.parent
    modules = {folder.name if path.stem == "__init__" else path.stem: said(path) for path in folder.glob("*.py") if said(path)}
    assert modules.keys() == rooms.keys()
    for room, sentences in rooms.items():
        assert modules[room].keys() == sentences.keys(), room
        for key, words in sentences.items():
            assert words.keys() == {"zh", "en"}, (room, key)
            assert words["zh"].strip(), (room, key)
            assert words["en"].strip(), (room, key)
            for given in modules[room][key]:
                used = placeholders(words["zh"]) | placeholders(words["en"])
                assert not given or used == given, (room, key)
