"""Forms as objects, and what they say when they can't be read."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any, ClassVar

import pytest

from csscore.problems import Place, Problems, describe
from csscore.scheme.forms import Form, Reader, Unreadable, carried, form, nearest, setting
from csscore.scheme.kinds import FormOf, ListOf, MapOf, Number, Text
from csscore.scheme.nodes import compose
from csscore.words import Words


@form
class Inner(Form):
    size: Fraction = setting(Number(), "大小", "its size")
    from_: str | None = setting(Text(), "来自", "from where", default=None, key="from")


@form
class Outer(Form):
    noun: ClassVar[Words] = Words("外层", "the outside")
    name: str = setting(Text(), "名称", "its name")
    inner: Inner | None = setting(FormOf(Inner), "内层", "the inside", default=None)
    each: dict[str, Inner] = setting(MapOf(FormOf(Inner), each=Words("件", "piece")), "各件", "the pieces", default={})
    list_: tuple[Inner, ...] = setting(ListOf(FormOf(Inner), each=Words("项", "item")), "列表", "a list", default=(), key="list")
    digest: str = carried(default="")


@form
class Wider(Outer):
    more: str = setting(Text(), "更多", "more", default="x")


def read(cls: Any, text: str) -> tuple[Any, Any, list[str]]:
    """Return what was read, what could be read, and the problems."""
    problems = Problems()
    node = compose(text, "f.yaml", problems)
    assert node is not None
    whole = partial = None
    try:
        whole = cls.read(node, Reader(problems, {}))
    except Unreadable as unreadable:
        partial = unreadable.partial
    return whole, partial, [describe(problem, "en") for problem in problems]


def test_defaults_equality_and_hash() -> None:
    one, other = Inner(size=Fraction(3)), Inner(size=Fraction(3), from_=None)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Inner(size=Fraction(4))
    assert one != "x"
    assert repr(one) == "Inner(size=Fraction(3, 1))"


def test_places_and_what_is_carried_make_no_difference() -> None:
    assert Outer(name="a", digest="1", place=Place("f")) == Outer(name="a", digest="2")
    assert Outer(name="a").digest == ""


def test_frozen() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        Inner(size=Fraction(3)).size = Fraction(4)  # type: ignore[misc]


def test_what_is_missing_or_unknown_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError, match="Inner needs size"):
        Inner()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Inner has no colour"):
        Inner(size=Fraction(3), colour="red")  # type: ignore[call-arg]


def test_copies() -> None:
    one = Outer(name="a", digest="1")
    changed = one.but(name="b")
    assert (changed.name, changed.digest, one.name) == ("b", "1", "a")
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


def test_inheritance_keeps_the_order() -> None:
    assert list(Wider.settings()) == ["name", "inner", "each", "list", "more"]
    assert Wider(name="a").more == "x"
    assert "more" not in Outer.settings()


def test_reading() -> None:
    whole, _, problems = read(Outer, "name: a\ninner: {size: 90%, from: there}\nlist: {size: 1}\n")
    assert problems == []
    assert whole == Outer(name="a", inner=Inner(size=Fraction(9, 10), from_="there"), list_=(Inner(size=Fraction(1)),))
    assert whole.places["inner"] == Place("f.yaml", line=2, column=8)
    assert whole.inner.places["from"] == Place("f.yaml", line=2, column=26)


def test_who_is_meant() -> None:
    text = "nmae: a\ninner: {sizes: 1}\neach: {p: {siez: 1}}\nlist: [{size: 1}, {size: 1, form: x}]\ncolour: red\n"
    whole, partial, problems = read(Outer, text)
    assert whole is None
    assert partial is None  # a required key is missing
    assert problems == [
        "f.yaml:1:1: error S101: the outside has no setting 'nmae'; did you mean 'name'?",
        "f.yaml:2:9: error S101: inner has no setting 'sizes'; did you mean 'size'?",
        "f.yaml:3:12: error S101: piece 'p' has no setting 'siez'; did you mean 'size'?",
        "f.yaml:4:29: error S101: item 2 has no setting 'form'; did you mean 'from'?",
        "f.yaml:5:1: error S103: the outside has no setting 'colour'\n  it has: name, inner, each, list",
    ]


def test_what_could_be_read_is_handed_up() -> None:
    _, partial, problems = read(Outer, "name: a\neach: {p: {size: 1}, q: {size: x}}\nlist: [{size: 2}, 3]\n")
    assert len(problems) == 2
    assert partial.broken == {"each", "list"}
    assert partial.each == {"p": Inner(size=Fraction(1)), "q": None}
    assert partial.list_ == (Inner(size=Fraction(2)),)


def test_a_form_must_be_a_mapping() -> None:
    _, _, problems = read(Outer, "[a]")
    assert problems == [
        "f.yaml:1:1: error S104: found a list where the settings of the outside (name, inner, each, list) should stand"
    ]


@pytest.mark.parametrize(
    ("name", "among", "near"),
    [
        ("weigth", ["weight", "width"], "weight"),
        ("Weight", ["weight"], "weight"),
        ("销售", ["销售额", "转化率"], "销售额"),
        ("x", ["weight"], None),
    ],
)
def test_nearest(name: str, among: list[str], near: str | None) -> None:
    assert nearest(name, among) == near
