"""JSON: lists of objects, frames in halves, lines, and the results of csscore itself."""

from __future__ import annotations

import json

import pytest

from .files import codes, opened, rows, write


@pytest.fixture
def table(tmp_path):
    def read(content, name="a.json"):
        book, problems = opened(
            write(tmp_path / name, content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        )
        assert not list(problems)
        return book

    return read


def test_a_list_of_objects(table):
    book = table([{"客服": "小美", "金额": 12.5}, {"客服": "小王", "id": 12345678901234567890, "空": ""}])
    assert book.container == "json"
    assert rows(book) == [["客服", "金额", "id", "空"], ["小美", 12.5, None, None], ["小王", None, 12345678901234567890, None]]


def test_values_in_objects_of_their_own(table):
    """As one platform's interface gives them: {"value": 0.9}."""
    assert rows(table([{"name": "小美", "replyRatio": {"value": 0.9}, "dtm": {"value": 20260301}}])) == [
        ["name", "replyRatio", "dtm"],
        ["小美", 0.9, 20260301],
    ]


def test_inner_objects_and_lists(table):
    assert rows(table([{"a": {"b": 1, "c": {"d": 2}}, "e": [1, 2], "f": []}])) == [
        ["a.b", "a.c.d", "e", "f"],
        [1, 2, "[1, 2]", None],
    ]


def test_halves(table):
    assert rows(table({"columns": ["a", "b"], "index": [0, 1], "data": [[1, 2], [3, None]]})) == [["a", "b"], [1, 2], [3, None]]


def test_the_only_list_inside(table):
    assert rows(table({"code": 0, "data": {"total": 1, "list": [{"a": 1}]}})) == [["a"], [1]]


def test_lines(table):
    book = table('{"a": 1, "b": "x"}\n\n{"a": 2}\n', "a.jsonl")
    assert (book.container, rows(book)) == ("jsonl", [["a", "b"], [1, "x"], [2, None]])


def test_json_by_its_content(table):
    assert table([{"a": 1}], "a.csv").container == "json"
    assert rows(table("[客服],金额\n小美,1\n", "b.csv")) == [["[客服]", "金额"], ["小美", "1"]]


def test_a_result_of_csscore(table):
    result = {
        "csscore": 1,
        "agents": [
            {"agent": "小美", "name": "小美", "cohort": {"班组": "A"}, "status": "ranked", "rank": 1, "score": "87.32", "pay": "2500.00",
             "metrics": {"sales": {"value": "128400.00", "points": "91.2000"}, "pay": {"value": "1", "points": None}}},
            {"agent": "小王", "name": "小王", "cohort": {}, "status": "unranked", "rank": None, "score": None, "pay": "0.00", "metrics": {}},
        ],
    }  # fmt: skip
    found = rows(table(result))
    assert found[0] == [
        "agent",
        "name",
        "status",
        "rank",
        "score",
        "pay",
        "班组",
        "reason",
        "sales",
        "sales_points",
        "pay.value",
        "pay_points",
    ]
    assert found[1] == ["小美", "小美", "ranked", 1, "87.32", "2500.00", "A", None, "128400.00", "91.2000", "1", None]
    assert found[2][:6] == ["小王", "小王", "unranked", None, None, "0.00"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ('[{"a": 1,}]', "D122", 1),
        ('{"a": 1}\n{"a": \n', "D122", 2),
        ('{"a": 1, "a": 2}', "D124", None),
        ('{"a": 1}', "D123", None),
        ("[1, 2]", "D123", None),
        ('{"x": [{"a": 1}], "y": [{"a": 1}]}', "D123", None),
        ('{"columns": ["a"], "data": [[1, 2]]}', "D123", None),
        ("[" * 100_000, "D122", None),
        ('[{"a": ' + "9" * 5000 + "}]", "D122", None),
        ("客服,金额\n", "D122", 1),
    ],
)
def test_refused(tmp_path, content, code, line):
    book, problems = opened(write(tmp_path / "a.json", content))
    assert book is None
    assert codes(problems) == [code]
    (problem,) = problems
    assert problem.place.line == line
    assert problem.message.zh
    assert problem.hint.en


def test_not_a_number_is_text_that_will_be_refused(table):
    assert rows(table('[{"a": NaN, "b": Infinity}]'))[1] == ["NaN", "Infinity"]
