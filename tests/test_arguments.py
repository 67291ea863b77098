"""What a program hands in is taken, or refused with what is taken; nothing of it reaches the rooms behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import csscore
from csscore import arguments, pipeline

SCHEME = "csscore: 1\nname: t\nmetrics: {sales: {value: 销售额, weight: 100, points: minmax}}\npay: [{fixed: 100}]\n"
RECORDS = [{"客服": "小美", "销售额": 3}, {"客服": "小丹", "销售额": 1}]
FRAME = pd.DataFrame(RECORDS)


@pytest.fixture(autouse=True)
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SCHEME, encoding="utf-8")
    for number in (1, 2):
        FRAME.assign(客服=["小美", f"新人{number}"]).to_csv(f"2026-0{number}.csv", index=False)


def refused(call: Any, *given: Any, **options: Any) -> tuple[str, str]:
    with pytest.raises(csscore.Rejected) as caught:
        call(*given, **options)
    (problem,) = caught.value.problems
    assert all(problem.message), "in both languages"
    assert problem.hint is not None
    return problem.code, f"{problem.message.en}; {problem.hint.en}"


@pytest.mark.parametrize(
    ("data", "called"),
    [([], "[]"), (RECORDS, "list[dict]"), (b"a", "bytes"), (None, "None"), (5, "int"), ("", "''"), ([None], "list[NoneType]"),
     (FRAME["客服"], "Series"), (iter(["a.csv"]), "list_iterator"), ({"a": 1}, "dict"), ([[]], "list[list]")],
)  # fmt: skip
def test_data_of_another_kind(data: Any, called: str) -> None:
    for call, given in ((csscore.rank, ()), (csscore.audit, ()), (csscore.explain, ("小美",)), (csscore.so_far, ())):
        code, text = refused(call, data, "s.yaml", *given)
        assert code == "A185"
        assert text.startswith(f"data can't be {called}; it may be a path, a pattern, a list of them, or a pandas.DataFrame")


def test_records_are_taken_as_the_remedy_says() -> None:
    assert csscore.rank(pd.DataFrame(RECORDS), "s.yaml").agents.tolist() == ["小美", "小丹"]


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        ({"engine": "bogus"}, "U104", "engine can't be 'bogus'; it may be: auto, pandas, duckdb, spark"),
        ({"engine": "panda"}, "U104", "engine can't be 'panda'; did you mean pandas? it may be: auto, pandas, duckdb, spark"),
        ({"engine": None}, "U104", "engine can't be 'None'"),
        ({"spark_master": "local[2]"}, "A186", "spark_master is there, and the engine is auto; add engine='spark'"),
        ({"engine": "spark", "spark_master": "host"}, "U104", "spark_master can't be 'host'; it may be: local[4]"),
        ({"period": 202603}, "A185", "period can't be int; it may be a text"),
        ({"period": "march"}, "D340", "'march' is not a period"),
        ({"sheet": 1}, "A185", "sheet can't be int; it may be a text, or a list of texts"),
        ({"inputs": "exam.csv"}, "A185", "inputs can't be str; it may be a dict of names to paths"),
        ({"inputs": {"exam": 5}}, "A185", "inputs can't be {'exam': int}"),
        ({"roster": ["a.csv"]}, "A185", "roster can't be list[str]; it may be a path"),
        ({"adjust": {"a": 1}}, "A185", "adjust can't be dict; it may be a path, a pattern, or a list of them"),
        ({"adjust": "nosuch*.csv"}, "U111", "no file matches 'nosuch*.csv'"),
        ({"sets": {"metrics.sales.weight": 50}}, "A185", "sets can't be dict; it may be PATH=VALUE, or a list of them"),
        ({"encoding": "bogus"}, "D114", "there is no encoding named 'bogus'"),
        ({"encoding": 5}, "A185", "encoding can't be int; it may be a text"),
    ],
)  # fmt: skip
def test_options_of_another_kind(options: dict[str, Any], code: str, text: str) -> None:
    for call in (csscore.rank, csscore.so_far):
        told = refused(call, "2026-01.csv", "s.yaml", **options)
        assert told[0] == code
        assert told[1].startswith(text)


def test_everything_is_said_at_once() -> None:
    with pytest.raises(csscore.Rejected) as caught:
        csscore.diff(None, "s.yaml", data_to=[], sets=5, engine="x")
    assert [problem.code for problem in caught.value.problems] == ["A185", "A185", "A185", "U104"]


def test_an_option_that_there_is_not() -> None:
    for call, name, meant in ((csscore.diff, "to", "b"), (csscore.audit, "engin", "engine"), (csscore.trend, "set", "sets")):
        with pytest.raises(TypeError, match=rf"{call.__name__}\(\) .* '{name}' \(is '{meant}' meant\?\): it takes data, "):
            call("2026-01.csv", "s.yaml", **{name: "x"})
    with pytest.raises(TypeError, match=r"rank\(\) got an unexpected keyword argument 'missing'"):
        csscore.rank("2026-01.csv", "s.yaml", missing="zero")
    assert refused(csscore.diff, "2026-01.csv", "s.yaml", options_to={"lang": "zh"})[0] == "A185"


def test_a_loaded_scheme_is_not_changed_silently() -> None:
    loaded, change = csscore.load_scheme("s.yaml"), ["pay[0].fixed=200"]
    for call in (csscore.rank, csscore.diff, csscore.audit):
        assert refused(call, "2026-01.csv", loaded, sets=change)[0] == "A187"
    assert refused(csscore.diff, "2026-01.csv", "s.yaml", loaded, sets=change)[0] == "A187"
    assert refused(csscore.trend, ["2026-01.csv", "2026-02.csv"], loaded, sets=change)[0] == "A187"
    changed = csscore.rank("2026-01.csv", csscore.load_scheme("s.yaml", sets=change))
    assert changed.pay.tolist() == csscore.rank("2026-01.csv", "s.yaml", sets=change[0]).pay.tolist() == [20000, 20000]


def test_patterns_and_paths_are_written_out() -> None:
    """As the commands do it, wherever they do: files, months, adjustments."""
    both = csscore.rank("2026-0*.csv", "s.yaml")
    assert both.agents.tolist() == csscore.rank([Path("2026-01.csv"), Path("2026-02.csv")], Path("s.yaml")).agents.tolist()
    assert len(both) == 3
    assert [one.people for one in csscore.trend("2026-0*.csv", "s.yaml").periods] == [2, 2]
    assert [one.people for one in csscore.trend({"2026-01": Path("2026-01.csv"), "2026-02": "*2.csv"}, "s.yaml").periods] == [
        2,
        2,
    ]
    said = csscore.diff(Path("2026-01.csv"), Path("s.yaml"), sets="pay[0].fixed=200", without="小美")
    assert said.before.data == ("2026-01.csv",)
    assert csscore.audit(Path("2026-01.csv"), "s.yaml", only="shape").data == ("2026-01.csv",)
    assert [slip.said.agent for slip in csscore.slips(Path("2026-01.csv"), "s.yaml", agents="小美")] == ["小美"]
    Path("a[1].csv").write_bytes(Path("2026-01.csv").read_bytes())
    assert len(csscore.rank("a[1].csv", "s.yaml")) == 2  # a file by the whole name


def test_the_books() -> None:
    for call, more in (
        (csscore.run, {"period": "2026-03", "by": "x"}),
        (csscore.runs, {}),
        (csscore.verify, {}),
        (csscore.lock, {"by": "x"}),
    ):
        assert refused(call, None, **more) == ("A185", "path can't be None; it may be a path")
    assert refused(csscore.run, "p.yaml", "2026-03", by="x", lang="fr") == ("U104", "lang can't be 'fr'; it may be: zh, en")
    assert refused(csscore.runs, Path("p.yaml"))[0] == "U271"


def test_what_inspect_and_test_print_is_returned() -> None:
    (reading,), noticed = csscore.inspect(Path("2026-01.csv"), scheme="s.yaml")
    assert ([column.names for column in reading.columns], noticed) == ([[], ["销售额"]], ())
    test = "- name: by hand\n  given: |\n    客服,销售额\n    甲,2\n    乙,1\n  expect: {rank: {甲: 1, 乙: 2}}\n"
    Path("s.test.yaml").write_text(test, encoding="utf-8")
    assert [case.passed for suite in csscore.try_schemes("s.yaml") for case in suite.cases] == [True]
    assert refused(csscore.inspect, None)[0] == refused(csscore.try_schemes, 5)[0] == "A185"


def test_the_options_are_those_of_rank() -> None:
    from inspect import signature

    assert tuple(signature(pipeline.rank).parameters)[2:] == arguments.OPTIONS
    functions = [getattr(csscore, name) for name in csscore.__all__ if name.islower()]
    asked = {name for function in functions for name, one in signature(function).parameters.items() if one.annotation != "bool"}
    assert asked - arguments.KINDS.keys() == {"options", "files", "today"}
