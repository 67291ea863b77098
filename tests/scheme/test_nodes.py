"""YAML as written: no guessing, every place, nothing that a scheme has no use for."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Place, Problems
from csscore.scheme.nodes import Mapping, Scalar, Sequence, compose, plain


def read(text: str) -> Any:
    problems = Problems()
    node = compose(text, "f.yaml", problems)
    assert list(problems) == []
    assert node is not None
    return plain(node)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "true",
        "null",
        "~",
        "1:30",
        "012",
        "0o14",
        "0x1F",
        "1_000",
        "1e3",
        ".5",
        "+1",
        "1.",
        "-.inf",
        ".NaN",
        "2026-03-01",
        "=",
        "x%50",
        "90%",
        "1.2万",
    ],
)
def test_scalars_are_the_text_as_written(text: str) -> None:
    assert read(f"key: {text}") == {"key": text}
    assert read(f"{text}: value") == {text: "value"}


def test_a_moment_is_text() -> None:
    assert read("key: 2026-03-01 08:00:00") == {"key": "2026-03-01 08:00:00"}


def test_norway_is_a_key_and_a_duplicate_is_an_error() -> None:
    assert read("columns: {no: [编号], yes: [是]}") == {"columns": {"no": ["编号"], "yes": ["是"]}}
    problems = Problems()
    node = compose("a: 1\nb: {c: 1, c: 2}\n", "f.yaml", problems)
    assert [(p.code, p.place) for p in problems] == [("S003", Place("f.yaml", line=2, column=11))]
    assert node is not None
    assert plain(node) == {"a": "1", "b": {"c": "1"}}


def test_an_empty_value_is_not_an_empty_text() -> None:
    node = compose("a:\nb: ''\nc: ~\n", "f.yaml", Problems())
    assert isinstance(node, Mapping)
    assert [(value.text, value.quoted) for _, value in node if isinstance(value, Scalar)] == [
        ("", False),
        ("", True),
        ("~", False),
    ]


def test_places_count_characters_from_one() -> None:
    node = compose("指标:\n  - {名: 值}\n", "f.yaml", Problems())
    assert isinstance(node, Mapping)
    (key, items) = node.entries[0]
    assert key.place == Place("f.yaml", line=1, column=1)
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    assert inner.place == Place("f.yaml", line=2, column=5)
    assert inner.entries[0][1].place == Place("f.yaml", line=2, column=9)


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a: x < 3", 1, 4), ("a: 'x < 3'", 1, 5), ('a: "x < 3"', 1, 5), ("a: |\n  x < 3\n", 2, None)]
)
def test_where_a_text_begins(text: str, line: int, column: int | None) -> None:
    node = compose(text, "f.yaml", Problems())
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert value.text_place == Place("f.yaml", line=line, column=column)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b: c", "S001", "f.yaml:1:5"),
        ("a:\n\tb: 1", "S001", "f.yaml:2:1"),
        ("a: [1,2", "S001", "f.yaml:2:1"),
        ("a: 'x", "S001", "f.yaml:1:4"),
        ("a: @x", "S001", "f.yaml:1:4"),
        ("- a\nb: 1", "S001", "f.yaml:2:1"),
        ("a: \x01", "S001", "f.yaml"),
        ('a: "\\q"', "S001", "f.yaml:1:5"),
        ("", "S002", "f.yaml"),
        ("---\n", "S002", "f.yaml"),
        ("# only a remark\n", "S002", "f.yaml"),
        ("a: &x 1\nb: *x", "S004", "f.yaml:1:4"),
        ("<<: *x\na: 1", "S004", "f.yaml:1:5"),
        ("a: !python/object:os.system x", "S005", "f.yaml:1:4"),
        ("a: !!str 5", "S005", "f.yaml:1:4"),
        ("[a]: 1", "S006", "f.yaml:1:1"),
        ("- - - " * 100 + "x", "S007", "f.yaml:1:81"),
        ("a: " + "[" * 100_000, "S007", "f.yaml:1:43"),
        ("a: 1\n---\nb: 2", "S008", "f.yaml:3:1"),
    ],
)
def test_what_is_refused(text: str, code: str, place: str) -> None:
    problems = Problems()
    compose(text, "f.yaml", problems)
    assert [(p.code, str(p.place)) for p in problems][:1] == [(code, place)]


@pytest.mark.parametrize("parser", ["fast", "slow"])
@pytest.mark.parametrize("ending", ["", "x", "x\n  y: ]\n"])
@pytest.mark.parametrize(
    "opened", ["[" * 50, "[" * 1_500, "[" * 100_000, "[[x, y], " * 50, "{a: " * 1_500, "{a: [" * 40, "{? " * 200, "- " * 5_000]
)
def test_depth_is_one_problem_whatever_the_parser_bears(
    opened: str, ending: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parser == "slow":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    problems = Problems()
    compose(f"- {opened}{ending}", "f.yaml", problems)
    assert [p.code for p in problems] == ["S007"]


def test_a_parser_that_gives_up_before_any_event_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = yaml.parse

    def limited(text: str, Loader: Any) -> Any:  # noqa: N803 - as PyYAML names it
        if Loader is not yaml.BaseLoader:
            raise yaml.scanner.ScannerError(None, None, "that is enough", yaml.Mark("", len(text), 0, len(text), None, None))
        return slow(text, Loader=Loader)

    monkeypatch.setattr(yaml, "parse", limited)
    for text, code in (("- " * 100, "S007"), ("[" * 45, "S007"), ("a: [1, 2", "S001")):
        problems = Problems()
        compose(text, "f.yaml", problems)
        assert [p.code for p in problems] == [code]


trees = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["a", "no", "1", "值"]), trees, min_size=1))
def test_reads_what_another_program_wrote(tree: Any) -> None:
    assert read(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)) == tree


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'x', \"y\"]\nb: |\n  z\nc: {d: 2}\n"
    fast = compose(text, "f.yaml", Problems())
    monkeypatch.delattr(yaml, "CBaseLoader")
    slow = compose(text, "f.yaml", Problems())
    assert fast == slow
    assert repr(fast) == repr(slow)
