"""Expressions as SQL, asked of DuckDB row by row: expected values by hand; what SQL has no exact answer to is no SQL."""

from __future__ import annotations

import datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

duckdb = pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")

from csscore.measure.sql.relation import Column
from csscore.measure.sql.translate import Exact, Inexact, Translation, constant
from csscore.problems import Problems
from csscore.read.spans import span_of
from csscore.scheme.expression import parse

COLUMNS = {  # digits, the largest unit, and the units of each row
    "a": (0, 9, (1, 2, -3, None)),
    "b": (2, 999, (150, 25, -250, 100)),
    "wide": (3, 10**16 - 1, (1234567890125, -1234567890125, 999999999999500, 123456789012500)),
    "whole": (0, 10**14 - 1, (123456789012, 1234567890125, -12345678901234, 99999999999995)),
}
WORDS = ("x", "y", None, "x")
DAYS = (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31), None, datetime.date(2026, 4, 2))


class Rows:
    """A relation of four rows."""

    params = {"half": Fraction(1, 2)}  # noqa: RUF012
    table = SimpleNamespace(has=lambda name: name in {"a", "b"}, blank=lambda name: "0" if name == "b" else "missing")

    def has(self, name: str) -> bool:
        return name in {*COLUMNS, "word", "day"}

    def column(self, name: str, kind: Any) -> Column:
        if kind == "there":
            return Column(f"({name} IS NOT NULL)", kind)
        return Column(name, kind, *COLUMNS[name][:2]) if kind == "number" else Column(name, kind)


def translation() -> Translation:
    return Translation(Rows(), span_of("2026-03", Problems()))


def expression(source: str) -> Any:
    problems = Problems()
    found = parse(source, None, problems)
    assert found is not None, [problem.message.en for problem in problems]
    return found


@pytest.fixture(scope="module")
def rows():
    session = duckdb.connect()
    session.execute(f"CREATE TABLE t ({', '.join(f'{name} BIGINT' for name in COLUMNS)}, word VARCHAR, day DATE)")
    for at in range(4):
        cells = [*(units[at] for _, _, units in COLUMNS.values()), WORDS[at], DAYS[at]]
        session.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(cells))})", cells)
    yield lambda sql: [value for (value,) in session.execute(f"SELECT {sql} FROM t").fetchall()]
    session.close()


NUMBERS = [
    ("a + b", "2.5 2.25 -5.5 -"), ("a - b", "-0.5 1.75 -0.5 -"), ("b - a", "0.5 -1.75 0.5 -"), ("a * b", "1.5 0.5 7.5 -"),
    ("b / 8", "0.1875 0.03125 -0.3125 0.125"), ("a / 4 - half", "-0.25 0 -1.25 -"), ("-b", "-1.5 -0.25 2.5 -1"),
    ("abs(b)", "1.5 0.25 2.5 1"), ("min(a, b)", "1 0.25 -3 -"), ("max(a, b, 0)", "1.5 2 0 -"),
    ("if(a > 1, a, b)", "1.5 2 -2.5 -"), ("if(word == 'x', 1, 0.5)", "1 0.5 - 1"),
    ("round(b)", "2 0 -3 1"), ("round(b, 1)", "1.5 0.3 -2.5 1"), ("round(b, 2)", "1.5 0.25 -2.5 1"), ("round(b, 5)", "1.5 0.25 -2.5 1"),
    ("floor(b)", "1 0 -3 1"), ("ceil(b)", "2 1 -2 1"), ("ceil(a)", "1 2 -3 -"), ("half", "0.5 0.5 0.5 0.5"), ("a", "1 2 -3 -"),
    ("days(day, date('2026-04-01'))", "31 1 - -1"), ("days(period_start(), day)", "0 30 - 32"), ("days(day, period_end())", "30 0 - -2"),
    # kept at twelve digits, half-up, before it is rounded further
    ("round(wide)", "1234567890 -1234567890 1000000000000 123456789013"), ("round(wide, 2)", "1234567890.13 -1234567890.13 1000000000000 123456789013"),
    ("round(wide, 1)", "1234567890.1 -1234567890.1 1000000000000 123456789013"),
    ("whole * 5", "617283945060 6172839450625 -61728394506170 499999999999975"),
    ("round(whole)", "123456789012 1234567890130 -12345678901200 100000000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), NUMBERS)
def test_numbers(rows, source: str, expected: str) -> None:
    made = translation().number(expression(source))
    found = rows(made.sql)
    assert [None if unit is None else Fraction(int(unit), 10**made.digits) for unit in found] == [
        None if text == "-" else Fraction(text) for text in expected.split()
    ]
    assert max(abs(int(unit)) for unit in found if unit is not None) <= made.bound


TRUTHS = [
    ("a >= 2", "FTF?"), ("a < 2", "TFT?"), ("a <= 1", "TFT?"), ("a > 1", "FTF?"), ("a == 1", "TFF?"), ("a != 1", "FTT?"),
    ("0 < b <= 1", "FTFT"), ("a in (1, -3)", "TFT?"), ("not a > 1", "TFT?"), ("a > 1 or b > 0", "TTFT"), ("a > 1 and b > 0", "FTF?"),
    ("a > 1 and b > 1", "FFFF"), ("word == 'x'", "TF?T"), ("word in ('x', 'y')", "TT?T"), ("word != 'x'", "FT?F"),
    ("missing(a)", "FFFT"), ("missing(word)", "FFTF"), ("missing(half)", "FFFF"), ("missing(b)", "FFFF"),
    ("day >= date('2026-03-31')", "FT?T"), ("day <= period_end()", "TT?F"), ("day == period_start()", "TF?F"),
    ("if(a > 1, b > 0, b < 0)", "FTT?"), ("true", "TTTT"), ("false or a > 0", "TTF?"),
    # 1234567890.125 is 1234567890.13 where twelve digits count, 999999999999.5 a million millions
    ("wide >= 1234567890.13", "TFTT"), ("wide == round(wide, 2)", "TTTT"), ("whole == round(whole)", "TTTT"), ("whole > wide", "TTFT"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), TRUTHS)
def test_truths(rows, source: str, expected: str) -> None:
    found = rows(translation().truth(expression(source)))
    assert "".join("?" if one is None else "FT"[one] for one in found) == expected


@pytest.mark.parametrize(
    "source",
    [
        "a / b", "a / 3", "a ** 2", "sqrt(a)", "log(a)", "months(day, date('2026-04-01'))", "wide * wide * wide",
        "nobody", "a + nobody", "whole * 6", "days(nobody, day)", "days(if(a > 1, day, day), day)", "wide * 1000", "b * 1000000000000",
    ],
)  # fmt: skip
def test_numbers_that_sql_does_not_give_exactly(source: str) -> None:
    with pytest.raises(Inexact):
        translation().number(expression(source))


@pytest.mark.parametrize(
    "source",
    ["word == 'true'", "missing(nobody)", "missing(a + b)", "nobody == 'x'", "wide * 100 > 1"],
)
def test_conditions_that_sql_does_not_decide_exactly(source: str) -> None:
    with pytest.raises(Inexact):
        translation().truth(expression(source))


def test_what_was_used_is_known() -> None:
    made = translation()
    made.number(expression("a + half"))
    made.truth(expression("word == 'x' and missing(a)"))
    assert [column.kind for column in made.used.values()] == ["number", "text", "there"]


@pytest.mark.parametrize(
    ("value", "digits"), [("1", 0), ("0.25", 2), ("-1/8", 3), ("999999999999", 0), ("1/65536", 16), ("0", 0)]
)
def test_constants(value: str, digits: int) -> None:
    found = constant(Fraction(value))
    assert (found.digits, found.bound) == (digits, abs(Fraction(value) * 10**digits))
    assert duckdb.sql(f"SELECT {found.sql}").fetchall() == [(Fraction(value) * 10**digits,)]


@pytest.mark.parametrize("value", ["1/3", "1000000000000", "-1000000000000", "1/524288", "0.1234567890123"])
def test_constants_that_are_none(value: str) -> None:
    with pytest.raises(Inexact):
        constant(Fraction(value))


def test_numbers_beyond_64_bits_are_fetched_as_texts() -> None:
    for bound, kind in ((2**62 - 1, "BIGINT"), (2**62, "VARCHAR")):
        number = Exact("n", 0, bound)
        assert number.shown("n") == f"CAST(n AS {kind})"
    assert Exact("n", 0, 2**70).units([str(2**70), "-1"]).tolist() == [2**70, -1]


def test_a_month_that_nobody_asked_for_begins_nowhere() -> None:
    with pytest.raises(Inexact):
        Translation(Rows(), None).number(expression("days(period_start(), day)"))
