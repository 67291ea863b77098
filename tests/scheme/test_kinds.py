"""What the kinds of setting take and what they refuse."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from csscore.scheme.days import Date, Days
from csscore.scheme.forms import Form, Reader, Registry, Rule, Unreadable, form, setting
from csscore.scheme.kinds import Choice, Flag, ListOf, MapOf, Number, RuleOf, Text, Title, Whole, decimal_text, number
from csscore.scheme.model import EffectKind, ScoreEffect
from csscore.scheme.nodes import compose
from csscore.words import Words


def read(kind: Any, text: str, rules: dict[str, Registry] | None = None) -> tuple[Any, list[str]]:
    """Return the value (None: refused) and the codes of the problems."""
    problems = Problems()
    node = compose(text, "f.yaml", problems)
    assert node is not None
    try:
        return kind.read(node, Reader(problems, rules or {})), [problem.code for problem in problems]
    except Unreadable:
        return None, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", "45"), ("0.1", "1/10"), ("-2.50", "-5/2"), ("90%", "9/10"), ("90％", "9/10"), ("5‰", "1/200"), ("30s", "30"),
        ("30 秒", "30"), ("5min", "300"), ("5分钟", "300"), ("2h", "7200"), ("1.2万", "12000"),
        ("3亿", "300000000"), ("99元", "99"), ("007", "7"), (" 8 ", "8"),
    ],
)  # fmt: skip
def test_numbers(text: str, value: str) -> None:
    assert number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text", ["", "1_000", "1e3", ".5", "5.", "1:30", "0x1F", "１２", "九十", "1,000", "5 kg", "nan", "inf", "--5", "90%%"]
)
def test_not_numbers(text: str) -> None:
    assert number(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_written_number_is_exact_and_written_alike(value: Any) -> None:
    text = format(value, "f")
    found = number(text)
    assert found == Fraction(text)
    assert found is not None
    assert Fraction(decimal_text(found)) == found


@pytest.mark.parametrize(
    ("kind", "text", "value", "codes"),
    [
        (Number(least=0), "0", Fraction(0), []),
        (Number(least=0), "-1", None, ["S105"]),
        (Number(least=0, most=1), "101%", None, ["S105"]),
        (Number(), "[1]", None, ["S104"]),
        (Number(), "''", None, ["S104"]),
        (Whole(least=1), "3", 3, []),
        (Whole(least=1), "0", None, ["S105"]),
        (Whole(), "3.0", None, ["S104"]),
        (Whole(), "99999999999999999999", None, ["S104"]),
        (Flag(), "true", True, []),
        (Flag(), "False", False, []),
        (Flag(), "no", None, ["S104"]),
        (Text(), "' x '", "x", []),
        (Text(), "' '", None, ["S104"]),
        (Text(), "{a: b}", None, ["S104"]),
        (Title(), "销售额", Words("销售额", "销售额"), []),
        (Title(), "{zh: 销售额, en: Sales}", Words("销售额", "Sales"), []),
        (Title(), "{zh: 销售额}", None, ["S104"]),
        (Title(), "{zh: 销售额, en: Sales, fr: Ventes}", None, ["S104"]),
        (Choice(("higher", "lower")), "lower", "lower", []),
        (Choice(("higher", "lower")), "Lower", None, ["S106"]),
        (Choice(("higher", "lower")), "x", None, ["S111"]),
        (ListOf(Text()), "[a, b]", ("a", "b"), []),
        (ListOf(Text()), "a", ("a",), []),
        (ListOf(Text()), "[]", (), []),
        (ListOf(Text()), "[[a], {b: c}]", None, ["S104", "S104"]),
        (MapOf(Number()), "{b: 2, a: 1}", {"b": Fraction(2), "a": Fraction(1)}, []),
        (MapOf(Number()), "{a: x, b: y}", None, ["S104", "S104"]),
        (MapOf(Number()), "[a]", None, ["S104"]),
        (Date(), "2026-03-01", date(2026, 3, 1), []),
        (Date(), "2026-02-30", None, ["S104"]),
        (Date(), "2026-3-1", None, ["S104"]),
        (Date(), "2026-03-01 08:00", None, ["S104"]),
        (Days(), "2026-03-08", (date(2026, 3, 8),), []),
        (
            Days(),
            "[2026-03-08, 2026-02-27..2026-03-01]",
            (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 8)),
            [],
        ),
        (Days(), "[2026-03-08..2026-03-01]", None, ["S104"]),
    ],
)
def test_kinds(kind: Any, text: str, value: Any, codes: list[str]) -> None:
    assert read(kind, text) == (value, codes)


def test_mappings_keep_the_written_order() -> None:
    value, _ = read(MapOf(Number()), "{b: 2, a: 1, c: 0}")
    assert list(value) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("{score: 0}", ScoreEffect("set", Fraction(0))),
        ("{score: 59.5}", ScoreEffect("set", Fraction("59.5"))),
        ("{score: at_most 60}", ScoreEffect("at_most", Fraction(60))),
        ("{score: minus 5}", ScoreEffect("minus", Fraction(5))),
    ],
)
def test_what_a_gate_does_to_the_score(text: str, score: ScoreEffect) -> None:
    effect, codes = read(EffectKind(), text)
    assert codes == []
    assert effect.score == score


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("unranked", "unranked", True),
        ("{unranked: true}", "unranked", True),
        ("{rank: last}", "rank", "last"),
        ("{pay: 0}", "pay", Fraction(0)),
        ("{pay: 50%}", "pay", Fraction(1, 2)),
        ("{flag: 复训}", "flag", "复训"),
    ],
)
def test_what_else_a_gate_does(text: str, key: str, value: Any) -> None:
    effect, codes = read(EffectKind(), text)
    assert codes == []
    assert getattr(effect, key) == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{score: at_least 60}", ["S104"]),
        ("{score: minus 0}", ["S104"]),
        ("{score: at_most}", ["S104"]),
        ("{pay: 150%}", ["S105"]),
        ("{rank: first}", ["S111"]),
        ("{unranked: false}", ["S104"]),
        ("{}", ["S104"]),
        ("[unranked]", ["S104"]),
        ("{score: 0, flag: x}", ["S113"]),
        ("{scor: 0}", ["S101"]),
    ],
)
def test_what_no_gate_does(text: str, codes: list[str]) -> None:
    assert read(EffectKind(), text) == (None, codes)


@form
class Options(Form):
    note: str | None = setting(Text(), "备注", "a note", default=None)


@form
class Plain(Rule):
    key: ClassVar[str] = "plain"


@form
class Deep(Rule):
    key: ClassVar[str] = "deep"
    examples: ClassVar[tuple[str, ...]] = ("{deep: {size: 3}}",)
    size: Fraction = setting(Number(), "大小", "its size")


@form
class WholeBody(Rule):
    key: ClassVar[str] = "body"
    items: tuple[str, ...] = setting(ListOf(Text()), "项", "items", whole=True)


RULES = {"toy": Registry("toy", (Plain, Deep, WholeBody))}
TOY = RuleOf("toy", Options, Words("玩具", "toy"))


def test_a_rule_by_its_bare_key_or_as_a_mapping() -> None:
    for text in ("plain", "{plain: }", "{plain: true}", "{plain: {}}"):
        chosen, codes = read(TOY, text, RULES)
        assert codes == []
        assert chosen == (Plain(), Options())
    chosen, codes = read(TOY, "{deep: {size: 3}, note: hello}", RULES)
    assert chosen == (Deep(size=Fraction(3)), Options(note="hello"))
    chosen, codes = read(TOY, "{note: hello, body: [a, b]}", RULES)
    assert chosen == (WholeBody(items=("a", "b")), Options(note="hello"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("deep", ["S108"]),
        ("plane", ["S107"]),
        ("xyz", ["S112"]),
        ("''", ["S112"]),
        ("[plain]", ["S104"]),
        ("{note: x}", ["S110"]),
        ("{plain: , deep: {size: 1}}", ["S109"]),
        ("{plan: }", ["S107"]),
        ("{plain: 3}", ["S104"]),
        ("{deep: {siez: x}, ntoe: y}", ["S101", "S101"]),
        ("{deep: {size: x}, color: y}", ["S104", "S103"]),
    ],
)
def test_what_is_no_rule(text: str, codes: list[str]) -> None:
    assert read(TOY, text, RULES) == (None, codes)
