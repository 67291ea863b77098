"""How problems are printed: place first, remedy below, repeats folded into the first."""

from __future__ import annotations

import pytest

from csscore.catalogue import CODES, Code
from csscore.problems import Place, Problem
from csscore.report.problems import entries
from csscore.words import Lang, Words


@pytest.fixture(autouse=True)
def _codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three codes of our own, so that wording elsewhere does not matter here."""
    for code, severity in (("T100", "error"), ("T200", "warning"), ("T300", "note")):
        words = Words("“{text}”不对", "'{text}' is wrong")
        monkeypatch.setitem(CODES, code, Code(severity, words, words, Words("改掉它", "change it")))


def problem(code: str = "T100", place: Place | None = None, group: str = "", text: str = "x") -> Problem:
    return Problem(code, place, group, {"text": text})


def cells(*names: str, code: str = "T100", group: str = "响应") -> list[Problem]:
    return [problem(code, Place("march.xlsx", "数据信息", name), group) for name in names]


def printed(problems: list[Problem], lang: Lang = "en", verbosity: int = 0) -> list[str]:
    return [entry.text(lang) for entry in entries(problems, lang, verbosity=verbosity)]


def test_one_problem() -> None:
    assert printed(cells("D17")) == ["march.xlsx[数据信息]!D17: error T100: 'x' is wrong\n  change it"]
    assert printed(cells("D17"), "zh") == ["march.xlsx[数据信息]!D17: 错误 T100: “x”不对\n  改掉它"]


def test_without_a_place() -> None:
    assert printed([problem()]) == ["error T100: 'x' is wrong\n  change it"]


def test_repeats_in_a_column_fold() -> None:
    found = cells("D17", "D18", "D40", "D52")
    assert printed(found) == [
        "march.xlsx[数据信息]!D17: error T100: 'x' is wrong\n  change it; 3 more in this column: D18, D40, D52"
    ]
    assert printed(found, "zh") == ["march.xlsx[数据信息]!D17: 错误 T100: “x”不对\n  改掉它；此列另有 3 处：D18、D40、D52"]


def test_repeats_across_columns_are_not_called_a_column() -> None:
    assert printed(cells("D17", "E18"))[0].endswith("change it; 1 more: E18")


def test_rows_are_not_called_a_column() -> None:
    assert printed(cells("A45", "A46", group=""))[0].endswith("change it; 1 more: A46")


def test_repeats_in_a_text_file_are_lines() -> None:
    found = [problem(place=Place("a.csv", None, f"D{n}", line=n)) for n in (3, 5, 9)]
    assert printed(found) == ["a.csv:3: error T100: 'x' is wrong\n  change it; 2 more, on lines 5, 9"]


def test_different_mistakes_of_a_scheme_are_told_one_by_one() -> None:
    found = [problem(place=Place("s.yaml", line=n, column=3), text=text) for n, text in ((4, "weigth"), (9, "pionts"))]
    assert printed(found) == [
        "s.yaml:4:3: error T100: 'weigth' is wrong\n  change it",
        "s.yaml:9:3: error T100: 'pionts' is wrong\n  change it",
    ]
    again = [problem(place=Place("s.yaml", line=n, column=3)) for n in (4, 9)]
    assert printed(again) == ["s.yaml:4:3: error T100: 'x' is wrong\n  change it; 1 more, on line 9"]


def test_only_ten_places_are_listed_unless_verbose() -> None:
    found = cells(*(f"D{n}" for n in range(1, 31)))
    assert printed(found)[0].endswith("29 more in this column: D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, …")
    assert printed(found, verbosity=1)[0].endswith("D29, D30")


def test_groups_files_and_sheets_do_not_fold_together() -> None:
    found = [
        *cells("D1", group="a"),
        *cells("D2", group="b"),
        problem(place=Place("april.xlsx", "数据信息", "D3")),
        problem(place=Place("march.xlsx", "其他", "D4")),
    ]
    assert len(printed(found)) == 4


def test_repeats_without_a_place_are_told_one_by_one() -> None:
    found = [problem(text=f"n{n}") for n in range(14)]
    lines = printed(found)
    assert len(lines) == 10
    assert lines[0] == "error T100: 'n0' is wrong\n  change it"
    assert lines[-1] == "error T100: 'n9' is wrong\n  change it; 4 more of this kind; -v lists them all"
    assert len(printed(found, verbosity=1)) == 14


def test_errors_first_notes_last_and_brief() -> None:
    found = [problem("T300"), problem("T200"), problem("T100")]
    assert printed(found) == [
        "error T100: 'x' is wrong\n  change it",
        "warning T200: 'x' is wrong\n  change it",
        "note T300: 'x' is wrong",
    ]
    assert printed(found, verbosity=1)[2] == "note T300: 'x' is wrong\n  change it"
    assert printed(found, verbosity=-1) == ["error T100: 'x' is wrong\n  change it"]


def test_text_of_a_cell_stays_on_its_line() -> None:
    assert printed([problem(text="a\nb\x1b[2J")]) == ["error T100: 'a b\N{REPLACEMENT CHARACTER}[2J' is wrong\n  change it"]


def test_agents_at_one_place_of_a_scheme_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("{agent} 缺 {name}", "{name} is missing for {agent}")
    monkeypatch.setitem(CODES, "T200", Code("warning", words, words, Words("补上", "fill it in")))
    place, other = Place("team.yaml", line=5, column=20), Place("team.yaml", line=6, column=20)
    found = [Problem("T200", place, "好评奖", {"agent": agent, "name": "praise"}) for agent in ("小美", "小丹", "小雷")]
    found += [Problem("T200", other, "好评奖", {"agent": "小美", "name": "orders"})]
    assert printed(found, "zh") == [
        "team.yaml:5:20: 警告 T200: 小美、小丹、小雷 缺 praise\n  补上",
        "team.yaml:6:20: 警告 T200: 小美 缺 orders\n  补上",
    ]
    assert printed(found)[0] == "team.yaml:5:20: warning T200: praise is missing for 小美, 小丹, 小雷\n  fill it in"
    cells_ = [Problem("T200", Place("a.csv", cell=f"B{n}", line=n), "", {"agent": f"a{n}", "name": "v"}) for n in (2, 3)]
    assert len(printed(cells_)) == 1  # folded by their places as ever
    assert "a3" not in printed(cells_)[0]
