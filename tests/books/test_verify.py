"""A result is proved by computing it again; what is not as it was is named."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.books.conftest import MARCH, TEAM, cs, loaded
from tests.books.shop import shop
from tests.conftest import ROOT


@pytest.fixture
def kept() -> Path:
    """Return a result of three people."""
    Path("march.csv").write_text(MARCH, encoding="utf-8")
    Path("team.yaml").write_text(TEAM, encoding="utf-8")
    cs("rank", "march.csv", "-s", "team.yaml", "--period", "2026-03", "-q", "-o", "march.json")
    return Path("march.json")


def change(path: str | Path, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same(kept: Path) -> None:
    assert cs("verify", "march.json") == "march.json: same (3 agents computed again, nothing differs)\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_in_whatever_language_it_was_written(kept: Path, lang: str) -> None:
    cs("rank", "march.csv", "-s", "team.yaml", "--period", "2026-03", "-q", "-o", "other.json", "--lang", lang)
    cs("verify", "other.json", "--lang", "en")


def test_a_changed_input_is_named_with_the_first_line_of_each(kept: Path) -> None:
    change("march.csv", "Ning,8000", "Ning,9500")
    said = cs("verify", "march.json", code=1)
    assert "cause: march.csv is not as it was (files)" in said
    assert "Dan: Place 300.00 → 100.00" in said
    assert "Ning: Place 100.00 → 300.00" in said
    assert "Mei" not in said


def test_other_bytes_with_the_same_numbers_are_told(kept: Path) -> None:
    Path("march.csv").write_text("agent,sales\nNing,8000\nDan,9000\nMei,12000\n", encoding="utf-8")
    said = cs("verify", "march.json", code=1)
    assert "march.csv is not as it was" in said
    assert "all that is computed is the same" in said


def test_an_input_that_can_no_longer_be_read_is_named(kept: Path) -> None:
    change("march.csv", "8000", "many")
    said = cs("verify", "march.json", code=1)
    assert "march.csv is not as it was" in said
    assert "error D204" in said


def test_a_changed_scheme_is_named(kept: Path) -> None:
    change("team.yaml", "300", "310")
    said = cs("verify", "march.json", code=1)
    assert "scheme 'team' is not as it was" in said
    assert "Dan: Place 300.00 → 310.00" in said


def test_a_comment_in_the_scheme_changes_its_file_and_nothing_else(kept: Path) -> None:
    change("team.yaml", "name: team", "name: team  # ours")
    said = cs("verify", "march.json", code=1)
    assert "team.yaml is not as it was (scheme)" in said
    assert "scheme 'team'" not in said


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ('"amount": "300.00"', '"amount": "800.00"', "Dan: Place 800.00 → 300.00"),
        ('"value": "9000.00"', '"value": "9001.00"', "Dan: sales 9001.00 → 9000.00"),
        ('"score": "25.00"', '"score": "26.00"', "Dan: score 26.00 → 25.00"),
        ('"pay": "900.00"', '"pay": "901.00"', "totals"),
        ('{"agent": "Dan", "name": "Dan"', '{"agent": "Xin", "name": "Dan"', "Xin: pay 300.00 → nobody of that name"),
    ],
)
def test_a_tampered_result_is_found(kept: Path, old: str, new: str, first: str) -> None:
    change(kept, old, new)
    said = cs("verify", "march.json", code=1)
    assert "march.json itself was changed after it was written" in said
    assert first in said


def test_another_version_is_a_cause_only_where_something_differs(kept: Path) -> None:
    change(kept, '"version": "0.1.0",\n', '"version": "0.0.1",\n')
    cs("verify", "march.json")
    change(kept, '"amount": "300.00"', '"amount": "300.01"')
    assert "computed by csscore 0.0.1, and this is" in cs("verify", "march.json", code=1)


def test_files_are_found_in_another_folder_under_other_names(kept: Path) -> None:
    Path("archive").mkdir()
    shutil.move("march.csv", "archive/the month of march.csv")
    shutil.move("team.yaml", "archive/rules.yaml")
    assert "B101" in cs("verify", "march.json", code=3)
    cs("verify", "march.json", "--in", "archive")


def test_files_beside_the_result_are_found(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    cs("verify", "../march.json")


def test_every_role_is_taken_up() -> None:
    shutil.copytree(ROOT / "samples", "samples")
    cs(
        *(
            "rank",
            "samples/aftersale-march.csv",
            "-s",
            "aftersale-shared",
            "--with",
            "incidents=samples/incidents-march.csv",
            "-q",
        ),
        *("--roster", "samples/aftersale-roster.csv", "-o", "after.json"),
    )
    assert {one["role"] for one in loaded("after.json")["inputs"]} == {"files", "with incidents", "roster"}
    cs("verify", "after.json")
    with Path("samples/incidents-march.csv").open("ab") as file:
        file.write(b"\n")
    assert "incidents-march.csv is not as it was (with incidents)" in cs("verify", "after.json", code=1)


def test_json_for_scripts(kept: Path) -> None:
    change("march.csv", "Ning,8000", "Ning,9500")
    cs("verify", "march.json", "--format", "json", code=1)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"csscore": 1, "agents": [1], "scheme": {}, "totals": {}}'])
def test_what_is_no_result_is_refused(text: str) -> None:
    Path("x.json").write_text(text, encoding="utf-8")
    assert "B100" in cs("verify", "x.json", code=3)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_export_whose_hash_was_made_to_fit_is_named_by_its_line(lang: str) -> None:
    shop()
    cs("run", "payroll.yaml", "--period", "2026-03", "--lang", lang)
    folder = next(Path("runs/2026-03").glob("v1-*"))
    run = Path("runs/2026-03/run.json")
    for name, old, new in (("payroll.csv", "1002,Dan", "1004,Dan"), ("payroll.total.json", '"1630.00"', '"1930.00"')):
        file = folder / name
        before = hashlib.sha256(file.read_bytes()).hexdigest()
        change(file, old, new)
        change(run, before, hashlib.sha256(file.read_bytes()).hexdigest())
    said = cs("verify", "runs/2026-03", "--lang", "en", code=1)
    place = "名次奖金" if lang == "zh" else "Place"
    wrong = "line 2 of payroll.csv is '1004,Dan,{0},300.00,C1,2026-03', and the records make it '1002,Dan,{0},300.00,C1,2026-03'"
    assert wrong.format(place) in said
    assert "amount in payroll.total.json is 1930.00, and the records come to 1630.00" in said
    assert "line 3" not in said


@pytest.mark.parametrize("inputs", ["march.csv", ["march.csv"], {"file": "march.csv"}, [{"file": "march.csv"}]])
def test_inputs_of_another_shape_are_none(kept: Path, inputs: object) -> None:
    document = loaded("march.json")
    Path("odd.json").write_text(json.dumps({**document, "inputs": inputs}), encoding="utf-8")
    assert "B102" in cs("verify", "odd.json", code=3)
