"""How a scheme is put together from several files."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csscore.scheme.dictionary import agent_headers, column_headers, roster_headers
from csscore.scheme.model import Group, Metric

from .loading import HEAD, SALES, loaded, of_text, sound

if TYPE_CHECKING:
    from pathlib import Path

BASE = """\
csscore: 1
name: base
title: the base
params: {price: 190, quota: 3}
score: {digits: 1, cap: 100}
metrics:
  sales: {value: sales, weight: 60, points: minmax}
  orders: {value: orders, weight: 40, points: {attainment: {target: quota}}, unit: count}
gates: [{name: few, when: orders < 5, then: unranked}]
agent: [店员]
columns: {orders: [单数], price_list: [价目]}
"""


def test_the_ready_made_dictionary_is_included_by_itself(here: Path) -> None:
    scheme = sound(HEAD + SALES, here)
    assert "旺旺昵称" in agent_headers(scheme)
    assert column_headers(scheme)["sales"].headers[0] == "销售额"
    assert column_headers(scheme)["conversion"].unit == "percent"
    assert "姓名" in roster_headers(scheme).columns["person"].headers


def test_an_include_of_ones_own_replaces_it(here: Path) -> None:
    (here / "ours.yaml").write_text("agent: [店员]\ncolumns: {sales: [营业额]}\n", encoding="utf-8")
    scheme = sound(HEAD + "include: ours.yaml\n" + SALES, here)
    assert agent_headers(scheme) == ("店员",)
    assert list(column_headers(scheme)) == ["sales"]
    assert roster_headers(scheme).columns == {}
    assert agent_headers(sound(HEAD + "include: []\n" + SALES, here)) == ()


def test_or_comes_before_it(here: Path) -> None:
    (here / "ours.yaml").write_text("columns: {sales: [营业额]}\nroster: {agent: [店员]}\n", encoding="utf-8")
    scheme = sound(HEAD + "include: [ours.yaml, columns.yaml]\n" + SALES, here)
    assert column_headers(scheme)["sales"].headers == ("营业额",)
    assert column_headers(scheme)["enquiries"].headers[0] == "询单人数"
    assert roster_headers(scheme).agent == ("店员",)
    assert "person" in roster_headers(scheme).columns
    scheme = sound(HEAD + "include: [columns.yaml, ours.yaml]\n" + SALES, here)
    assert column_headers(scheme)["sales"].headers[0] == "销售额"


def test_the_schemes_own_names_come_first(here: Path) -> None:
    scheme = sound(HEAD + "agent: 我\ncolumns: {sales: 流水}\n" + SALES, here)
    assert agent_headers(scheme) == ("我",)
    assert column_headers(scheme)["sales"].headers == ("流水",)


def test_what_an_entry_leaves_unsaid_is_the_dictionarys(here: Path) -> None:
    scheme = sound(HEAD + "columns: {sales: 流水, orders: {headers: 单数, unit: number}}\nwhere: orders > 3\n" + SALES, here)
    assert column_headers(scheme)["sales"].unit == "money"
    assert column_headers(scheme)["orders"].unit == "number"


def test_what_a_file_says_itself_wins_key_by_key(here: Path) -> None:
    (here / "base.yaml").write_text(BASE, encoding="utf-8")
    text = """\
csscore: 1
name: team
include: [base.yaml]
params: {quota: 5}
score: {digits: 0}
metrics:
  orders: {value: orders, weight: 30, points: {attainment: {target: quota}}}
  praise: {value: praise, weight: 10, points: minmax}
gates: [{name: low, when: sales < 9, then: unranked}]
"""
    scheme, problems = of_text(text, here)
    assert problems == [
        "base.yaml:4:10: warning S308: the param 'price' is not used\n  remove it, or look for a misspelling where it should be used"
    ]
    assert scheme is not None
    assert (scheme.name, scheme.title) == ("team", None)  # name and title say what the file is
    assert scheme.params == {"price": Fraction(190), "quota": Fraction(5)}
    assert (scheme.score.digits, scheme.score.cap) == (0, 100)
    assert list(scheme.metrics) == ["sales", "orders", "praise"]
    orders = scheme.metrics["orders"]
    assert isinstance(orders, Metric)
    assert (orders.weight, orders.unit) == (30, "number")  # one level deep: a metric is replaced as a whole
    assert [str(gate.name.en) for gate in scheme.gates] == ["low"]
    assert scheme.columns == {}
    assert column_headers(scheme)["orders"].headers == ("单数",)
    assert agent_headers(scheme) == ("店员",)


def test_an_included_file_includes_others(here: Path) -> None:
    (here / "parts").mkdir()
    (here / "parts" / "a.yaml").write_text("include: b.yaml\nparams: {one: 1}\n", encoding="utf-8")
    (here / "parts" / "b.yaml").write_text("params: {one: 2, two: 3}\n", encoding="utf-8")
    scheme = sound(HEAD + "include: [parts/a.yaml, parts/b.yaml]\nwhere: sales > one + two\n" + SALES, here)
    assert scheme.params == {"one": Fraction(1), "two": Fraction(3)}


def test_a_ready_made_scheme_can_be_extended(here: Path) -> None:
    scheme = sound(HEAD + "include: [presale.yaml, columns.yaml]\nscore: {digits: 1}\n", here)
    assert list(scheme.metrics) == ["sales", "conversion", "response", "reply_rate"]
    assert scheme.score.digits == 1


def test_problems_stand_where_they_are(here: Path) -> None:
    (here / "parts").mkdir()
    (here / "parts" / "a.yaml").write_text("params: {one: ten}\ncolumns:\n  sales: {header: [x]}\n", encoding="utf-8")
    (here / "parts" / "list.yaml").write_text("- a\n", encoding="utf-8")
    _, problems = of_text(HEAD + "include: [parts/a.yaml, parts/list.yaml]\nwhere: sales > one\n" + SALES, here)
    assert problems == [
        "parts/list.yaml:1:1: error S104: found a list where a mapping should stand",
        "parts/a.yaml:1:15: error S104: found 'ten' where a number such as 45, 90% or 30s should stand",
        "parts/a.yaml:3:11: error S101: column 'sales' has no setting 'header'; did you mean 'headers'?",
    ]


def test_circles_end(here: Path) -> None:
    (here / "a.yaml").write_text("include: b.yaml\n", encoding="utf-8")
    (here / "b.yaml").write_text("include: [a.yaml, columns.yaml]\n", encoding="utf-8")
    _scheme, problems = of_text(HEAD + "include: [a.yaml, b.yaml]\n" + SALES, here)
    assert [line.split(": ")[:2] for line in problems] == [["b.yaml:1:11", "error S016"]]


def test_nothing_outside_the_folder_is_read(here: Path) -> None:
    (here / "inner").mkdir()
    (here / "secret.yaml").write_text("params: {one: 1}\n", encoding="utf-8")
    (here / "inner" / "team.yaml").write_text(
        HEAD + f"include: [../secret.yaml, {here / 'secret.yaml'}, [x]]\n" + SALES, encoding="utf-8"
    )
    _, english, _ = loaded("inner/team.yaml")
    assert [line.split(": ")[1] for line in english] == ["error S104", "error S017", "error S017"]


def test_groups_come_with_their_metrics(here: Path) -> None:
    (here / "base.yaml").write_text(
        "metrics:\n  g: {weight: 100, metrics: {sales: {value: sales, weight: 100, points: minmax}}}\n", encoding="utf-8"
    )
    scheme = sound(HEAD + "include: base.yaml\n", here)
    assert isinstance(scheme.metrics["g"], Group)
