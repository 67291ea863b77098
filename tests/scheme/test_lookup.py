"""Where schemes are found, and what is said where they are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csscore.problems import Problems, describe
from csscore.scheme.lookup import cards, find, shelf
from csscore.words import Words, same

from .loading import HEAD, SALES, loaded

ROOT = Path(__file__).parents[2]


def said(name: str) -> list[str]:
    problems = Problems()
    assert find(name, problems) is None
    return [describe(problem, "en") for problem in problems]


def test_a_path_then_the_own_folder_then_the_ready_made(here: Path) -> None:
    ready_made, _, _ = loaded("presale")
    assert ready_made is not None
    assert ready_made.title == Words("售前客服月度绩效", "Pre-sale: sales, conversion, response")
    (here / "schemes").mkdir()
    (here / "schemes" / "presale.yaml").write_text("csscore: 1\nname: ours\n" + SALES, encoding="utf-8")
    own, _, _ = loaded("presale")
    assert own is not None
    assert own.name == "ours"
    (here / "presale").write_text("csscore: 1\nname: here\n" + SALES, encoding="utf-8")
    path, _, _ = loaded("presale")
    assert path is not None
    assert path.name == "here"


def test_names_may_be_chinese_and_endings_yml(here: Path) -> None:
    (here / "schemes").mkdir()
    (here / "schemes" / "我们组.yml").write_text(HEAD + SALES, encoding="utf-8")
    scheme, english, _ = loaded("我们组")
    assert english == []
    assert scheme is not None


def test_a_folder_of_that_name_is_no_scheme(here: Path) -> None:
    (here / "presale").mkdir()
    scheme, _, _ = loaded("presale")
    assert scheme is not None
    assert scheme.name == "presale"


def test_a_byte_order_mark_is_no_part_of_the_text(here: Path) -> None:
    (here / "team.yaml").write_bytes(b"\xef\xbb\xbf" + (HEAD + SALES).encode())
    scheme, english, _ = loaded("team.yaml")
    assert english == []
    assert scheme is not None


def test_what_can_not_be_had(here: Path) -> None:
    names = ", ".join(card.name for card in cards())
    assert said("team.yaml") == [
        "error S010: there is no file team.yaml\n  check the path; csscore schemes lists the ready-made schemes"
    ]
    assert said("presle") == [f"error S011: there is no scheme 'presle'; did you mean 'presale'?\n  there are: {names}"]
    assert said("qqq") == [
        f"error S012: there is no scheme 'qqq'\n  there are: {names}; give a file's path, or put your own into a folder schemes"
    ]
    (here / "folder.yaml").mkdir()
    assert said("folder.yaml")[0].startswith("error S013: folder.yaml can't be opened (")
    (here / "gbk.yaml").write_bytes((HEAD + "title: 售前\n").encode("gb18030"))
    assert said("gbk.yaml") == ["gbk.yaml:3: error S014: this file is not encoded in UTF-8\n  save it again as UTF-8"]


@pytest.mark.parametrize("name", ["columns", "presale.test", "", ".", "../schemes/presale"])
def test_what_is_no_name(name: str) -> None:
    assert said(name)


def test_the_list_is_own_schemes_then_ready_made(here: Path) -> None:
    (here / "schemes").mkdir()
    (here / "schemes" / "ours.yaml").write_text('title: "我们: 的"  # remark\nsource: me\n', encoding="utf-8")
    (here / "schemes" / "broken.yaml").write_bytes(b"title: [\xff")
    (here / "schemes" / "presale.yaml").write_text("name: x\n", encoding="utf-8")
    (here / "schemes" / "ours.test.yaml").write_text("[]", encoding="utf-8")
    listed = {card.name: card for card in cards()}
    assert [card.name for card in cards()][:3] == ["broken", "ours", "presale"]
    assert listed["ours"].title == same("我们: 的")
    assert listed["ours"].source == same("me")
    assert listed["presale"].title == same("presale")
    assert not listed["presale"].ready_made
    assert listed["aftersale"].ready_made
    assert "columns" not in listed
    assert "ours.test" not in listed


def test_the_list_says_what_the_schemes_say() -> None:
    for card in cards():
        scheme, _, _ = loaded(card.name)
        assert scheme is not None
        assert (scheme.name, scheme.title, scheme.source) == (card.name, card.title, card.source)


def test_listing_loads_nothing_heavy(here: Path) -> None:
    program = (
        "import sys; from csscore.scheme.lookup import cards; assert cards();"
        "print(sorted({'yaml', 'numpy', 'pandas', 'pydantic', 'fractions', 'rich'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert found.stdout.strip() == "[]"


def test_loading_a_scheme_loads_no_frames(here: Path) -> None:
    program = (
        "import sys; from csscore.rules import load_scheme; load_scheme('presale');"
        "print(sorted({'pandas', 'pydantic', 'openpyxl', 'rich', 'typer'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert found.stdout.strip() == "[]"


def test_the_shelf_is_in_the_checkout() -> None:
    assert shelf() == ROOT / "schemes"
