"""Reading expressions: the tree, the kinds of names, and every mistake with its place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Place, Problems
from csscore.scheme.expression import Expr, parse
from csscore.scheme.expression.functions import FUNCTIONS, LIKELY
from csscore.scheme.expression.tree import Compare, Day, Name, Number, walk


def read(text: str, **options) -> Expr:
    problems = Problems()
    found = parse(text, Place("s.yaml", line=3, column=10), problems, **options)
    assert found is not None, [problem.message.en for problem in problems]
    assert not len(problems)
    return found


def mistakes(text: str, **options) -> list[tuple[str, int]]:
    """Return the codes and columns (from 0 within the text) of what is wrong."""
    problems = Problems()
    assert parse(text, Place("s.yaml", line=3, column=10), problems, **options) is None
    return [(problem.code, problem.place.column - 10) for problem in problems]


def shape(text: str) -> str:
    return repr(read(text).tree)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c", "(a / b) * c"),
        ("-a * b", "(-a) * b"),
        ("-a + b", "(-a) + b"),
        ("+a", "a"),
        ("not a > 1 and b > 2", "(not (a > 1)) and (b > 2)"),
        ("a > 1 or b > 2 and c > 3", "a > 1 or (b > 2 and c > 3)"),
        ("a + 1 > b * 2", "(a + 1) > (b * 2)"),
        ("not x in ('a', 'b')", "not (x in ('a', 'b'))"),
        ("x not in ('a', 'b')", "not (x in ('a', 'b'))"),
        ("（a ＋ b）÷ c ≥ 1", "(a + b) / c >= 1"),
        ("max（a，b）", "max(a, b)"),
        ("x ≠ ‘甲’", "x != '甲'"),
        ("x == “甲”", "x == '甲'"),
        ("9５%", "95%"),
        ("`sales` > 1", "sales > 1"),
        ('x == "it\'s"', "x == “it's”"),
        ("if(a > 1, b, c,)", "if(a > 1, b, c)"),
        ("a\n + b", "a + b"),
    ],
)
def test_two_ways_to_write_one_thing(one, other):
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", 45),
        ("0.5", Fraction(1, 2)),
        ("95%", Fraction(95, 100)),
        ("95％", Fraction(95, 100)),
        ("90 %", Fraction(9, 10)),
        ("5‰", Fraction(5, 1000)),
        ("30s", 30),
        ("30秒", 30),
        ("5分钟", 300),
        ("1.5h", 5400),
        ("2小时", 7200),
        ("1.2万", 12000),
        ("1亿", 10**8),
        ("100元", 100),
        ("123456789012", 123456789012),
    ],
)
def test_numbers_with_their_units(text, value):
    tree = read(text).tree
    assert isinstance(tree, Number)
    assert tree.value == value


def test_chained_comparison_is_one_node_that_shares_its_middle():
    tree = read("0 < x <= 5").tree
    assert isinstance(tree, Compare)
    assert tree.operators == ("<", "<=")
    assert len(tree.operands) == 3


@pytest.mark.parametrize("text", ["2026-03-01", "2026/3/1", "2026.03.01", "2026年3月1日"])
def test_days(text):
    found = [node for node in walk(read(f"date('{text}') > d").tree) if isinstance(node, Day)]
    assert [node.value for node in found] == [date(2026, 3, 1)]


def test_names_in_order_without_backticks_and_calls():
    found = read("`3分钟回复率` + sales * total(returns) - sales")
    assert found.names == ("3分钟回复率", "sales", "returns")
    assert found.calls == {"total"}
    assert found.name is None
    assert read(" `询单 → 付款` ").name == "询单 → 付款"


@pytest.mark.parametrize(
    ("text", "kind", "kinds"),
    [
        ("sales - 2", "number", {"sales": "number"}),
        ("岗位 == '售前'", "truth", {"岗位": "text"}),
        ("'售前' == 岗位", "truth", {"岗位": "text"}),
        ("岗位 in ('售前', b)", "truth", {"岗位": "text", "b": "text"}),
        ("joined < date('2026-01-01')", "truth", {"joined": "date"}),
        ("a == b and b == c and c == 'x'", "truth", {"a": "text", "b": "text", "c": "text"}),
        ("a == b", "truth", {"a": "number", "b": "number"}),
        ("missing(x)", "truth", {"x": None}),
        ("missing(x) or x == 'a'", "truth", {"x": "text"}),
        ("x", None, {"x": None}),
        ("if(a > 1, 'x', b)", "text", {"a": "number", "b": "text"}),
        ("if(a > 1, b, c)", "number", {"a": "number", "b": "number", "c": "number"}),
        ("true", "truth", {}),
    ],
)
def test_what_names_are_read_as(text, kind, kinds):
    found = read(text)
    assert found.kind == kind
    assert dict(found.kinds) == kinds


def test_place_of_a_name():
    assert str(read("a + `b b` * c").place_of("b b")) == "s.yaml:3:14"
    assert str(read("a + b").place_of("nobody")) == "s.yaml:3:10"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("a b", "S201", 2),
        ("max(a; b)", "S205", 5),
        ("a in 'b'", "S201", 5),
        ("a in ()", "S201", 5),
        ("``", "S201", 0),
        ("a +", "S202", 3),
        ("", "S202", 0),
        ("   ", "S202", 0),
        ("a \u0001 b", "S203", 2),
        ("a = 5", "S204", 2),
        ("a <> 5", "S204", 2),
        ("a && b", "S204", 2),
        ("a > 1 AND b > 1", "S204", 6),
        ("a > 1 且 b > 1", "S204", 6),
        ("True", "S204", 0),
        ("a ^ 2", "S204", 2),
        ("pow(a, 2)", "S206", 0),
        ("date('2026-04-01') - joined", "S225", 0),
        ("(period_end() - joined) / 31", "S225", 1),
        ("days(1, period_end())", "S217", 5),
        ("period_start(1)", "S213", 0),
        ("a % 3", "S205", 2),
        ("a // 3", "S205", 2),
        ("a.b", "S205", 1),
        ("a[0]", "S205", 1),
        ("{a}", "S205", 0),
        ("¥5", "S205", 0),
        ("a if b > 1 else c", "S205", 2),
        ("a is None", "S205", 2),
        ("a == None", "S205", 5),
        ("lambda", "S205", 0),
        ("a ? b : c", "S205", 2),
        ("totl(sales)", "S206", 0),
        ("1 + sum(sales)", "S206", 4),
        ("exec(sales)", "S207", 0),
        ("(a + b", "S208", 0),
        ("a + b)", "S208", 5),
        ("max(a, b", "S208", 3),
        ("a == 'b", "S209", 5),
        ("5分 > a", "S210", 0),
        ("a > 3分钟回复率", "S211", 4),
        ("1e5", "S211", 0),
        ("1_000", "S211", 0),
        ("1.", "S211", 0),
        ("0x1F", "S211", 0),
        ("min(a)", "S213", 0),
        ("if(a > 1, b)", "S213", 0),
        ("people(a)", "S213", 0),
        ("date('2026-02-30') > a", "S214", 5),
        ("date(a) > b", "S214", 5),
        ("round(a, 9)", "S215", 9),
        ("round(a, b)", "S215", 9),
        ("team(a + b)", "S216", 5),
        ("not 5", "S217", 4),
        ("5 and a > 1", "S217", 0),
        ("-'x'", "S217", 1),
        ("(a > 1) == (b > 1)", "S217", 1),
        ("abs('x')", "S217", 4),
        ("max(10,000, a)", "S218", 4),
        ("007 == a", "S219", 0),
        ("1234567890123456", "S219", 0),
        ("not active", "S220", 4),
        ("active and a > 1", "S220", 0),
        ("a > 1 and a + 'x' > 2", "S217", 14),
        ("a + 1 > 2 and missing(if(a == 'x', 1, 2))", "S223", 30),
        ("if(x > 1, if(y > 1, a, b), 'z') == 'q' and a > 1", "S223", 47),
        ("a < 'x'", "S222", 0),
        ("a == 'x' and a == 5", "S223", 18),
        ("if(a > 1, 'x', 5)", "S223", 15),
        ("a in ('x', 5)", "S223", 11),
        ("date('2026-01-01') < 5", "S223", 21),
    ],
)
def test_mistakes_have_a_code_and_a_column(text, code, column):
    assert (code, column) in mistakes(text)


def test_what_must_be_given():
    assert mistakes("sales > 1", gives="number") == [("S217", 0)]
    assert mistakes("sales", gives="truth") == [("S220", 0)]
    assert read("sales", gives="number").kinds == {"sales": "number"}
    assert read("missing(x)", gives="truth").kind == "truth"


def test_one_name_as_number_and_as_text():
    assert mistakes("a == 'x' and abs(a) > 1") == [("S221", 17)]
    assert mistakes("abs(a) > 1 and a == 'x'") == [("S223", 20)]


@pytest.mark.parametrize("name", ["total", "average", "best", "worst", "every", "people", "team"])
def test_rows_have_no_cohort(name):
    call = {"every": "every(x > 1)", "people": "people() > 1"}.get(name, f"{name}(x)")
    assert mistakes(f"a > 1 and {call} > 2" if name not in {"every", "people"} else call, of="row")[0][0] == "S224"
    read(call)


def test_long_and_deep_expressions_are_refused_not_fatal():
    assert mistakes("1" + " + 1" * 1000) == [("S212", 0)]
    assert mistakes("x" * 5000) == [("S212", 0)]
    assert mistakes("(" * 100 + "x" + ")" * 100)[0][0] == "S212"
    assert mistakes("-" * 200 + "x")[0][0] == "S212"
    assert mistakes("not " * 200 + "x > 1")[0][0] == "S212"
    read(" + ".join(f"c{i}" for i in range(199)))


def test_the_remedy_names_a_function_that_exists():
    assert set(LIKELY.values()) <= FUNCTIONS.keys()
    problems = Problems()
    parse("avg(x)", None, problems)
    assert "average(x)" in next(iter(problems)).hint.en


def test_place_in_a_block_of_several_lines_is_the_line():
    problems = Problems()
    parse("a +\n b +\n totl(c)", Place("s.yaml", line=7), problems)
    assert str(next(iter(problems)).place) == "s.yaml:9"


def test_nodes_are_frozen():
    node = read("a").tree
    assert isinstance(node, Name)
    with pytest.raises(AttributeError):
        node.name = "b"


def test_equal_by_text():
    assert read("a + b") == read("a + b")
    assert read("a + b") != read("a +  b")
    assert len({read("a"), read("a"), read("b")}) == 2


@given(st.text(max_size=60))
def test_never_raises_on_any_text(text):
    problems = Problems()
    found = parse(text, None, problems)
    assert (found is None) == bool(len(problems))


FRAGMENTS = st.lists(
    st.sampled_from(
        ["a", "b", "`c d`", "1", "2.5", "95%", "30s", "'x'", "(", ")", ",", "+", "-", "*", "/", "==", "!=", "<", ">=",
         "in", "not", "and", "or", "if(", "max(", "missing(", "total(", "date('2026-01-01')", "people()", "every(", "team(",
         "，", "（", "）", "true", "="]
    ),
    max_size=25,
)  # fmt: skip


@given(FRAGMENTS, st.sampled_from([None, "number", "truth"]), st.sampled_from(["agent", "row"]))
def test_never_raises_on_pieces_of_expressions(pieces, gives, of):
    problems = Problems()
    text = " ".join(pieces)
    found = parse(text, Place("f", line=1, column=1), problems, gives=gives, of=of)
    assert (found is None) == bool(len(problems))
    for problem in problems:
        assert 1 <= problem.place.column <= len(text) + 1
        assert problem.message.zh
        assert problem.message.en
    if found is not None:
        assert parse(found.text, None, Problems()).kind in {found.kind, None}
