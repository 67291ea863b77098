"""``csscore schemes``: the list, the words, the starter, the JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from csscore import pipeline
from csscore.rules import load_scheme


def test_the_list_shows_own_schemes_first(run) -> None:
    Path("schemes").mkdir()
    Path("schemes/ours.yaml").write_text("title: {zh: 我们组, en: Our team}\nsource: 会议纪要\n", "utf-8")
    chinese = run("schemes", "--lang", "zh")
    assert chinese.exit_code == 0
    first, *others = chinese.stdout.splitlines()
    assert first.split() == ["ours", "我们组", "会议纪要"]
    assert any(line.startswith("presale ") for line in others)
    assert run("schemes", "list").stdout.splitlines()[0].split("  ")[:1] == ["ours"]
    assert "Our team" in run("schemes").stdout


def test_a_scheme_in_words(run) -> None:
    assert run("schemes", "show", "presale", "--lang", "zh").stdout.startswith("售前客服月度绩效（presale）\n")
    ended = run("schemes", "show", "presle")
    assert ended.exit_code == 3
    assert "presale" in ended.stderr


def test_the_schema(run) -> None:
    schema = json.loads(run("schemes", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert run("schemes", "schema", "-o", "s.json").exit_code == 0
    assert json.loads(Path("s.json").read_text("utf-8")) == schema
    assert run("schemes", "schema", "-o", "s.json").exit_code == 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_scheme_is_sound_and_editors_agree(run, lang: str) -> None:
    ended = run("schemes", "new", "我们组.yaml", "--lang", lang)
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "csscore check 我们组.yaml" in ended.stderr
    text = Path("我们组.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=scheme-v1.schema.json\n")
    jsonschema.validate(yaml.safe_load(text), json.loads(Path("scheme-v1.schema.json").read_text("utf-8")))
    assert pipeline.check("我们组.yaml") == ()
    assert load_scheme("我们组.yaml").name == "我们组"
    assert run("check", "我们组.yaml").exit_code == 0


def test_a_new_scheme_ranks(run) -> None:
    run("schemes", "new", "ours.yaml", "--lang", "zh")
    Path("三月.csv").write_text(
        "客服昵称,销售额,询单人数,付款人数,平均响应时间\n小美,128400,100,60,20\n阿强,99000,100,40,45\n小丽,50000,100,20,130\n",
        "utf-8",
    )
    ended = run("rank", "三月.csv", "-s", "ours.yaml", "--format", "json", "--lang", "zh")
    agents = json.loads(ended.stdout)["agents"]
    # 小美 100·0.45 + 100·0.45 + 100·0.1; 阿强 (49000/78400)·45 + 50·0.45 + 80·0.1; 小丽 0 + 0 + 50·0.1, below the gate's 60
    assert [(a["agent"], a["score"], a["pay"]) for a in agents] == [
        ("小美", "100.00", "2500.00"),
        ("阿强", "58.63", "2300.00"),
        ("小丽", "5.00", "1500.00"),
    ]
    assert [gate["name"] for gate in agents[2]["gates"]] == ["响应过慢"]


def test_nothing_is_overwritten(run) -> None:
    Path("ours.yaml").write_text("mine")
    assert run("schemes", "new", "ours.yaml").exit_code == 4
    assert Path("ours.yaml").read_text() == "mine"
    assert run("schemes", "new", "ours.yaml", "--force").exit_code == 0


def test_an_existing_schema_file_is_kept(run) -> None:
    Path("scheme-v1.schema.json").write_text("{}")
    ended = run("schemes", "new", "ours.yaml")
    assert Path("scheme-v1.schema.json").read_text() == "{}"
    assert "beside it" not in ended.stderr


def test_the_folder_of_own_schemes_is_made(run, tmp_path) -> None:
    assert run("schemes", "new", "schemes/our-team.yaml").exit_code == 0
    assert (tmp_path / "schemes" / "our-team.yaml").is_file()
    assert run("schemes", "new", "elsewhere/our-team.yaml").exit_code == 4


def test_a_dash_prints_the_starter(run) -> None:
    assert 'name: "my-team"' in run("schemes", "new", "-").stdout
    assert list(Path().iterdir()) == []
