"""Expressions over columns: three-valued, exact, at 12 digits; against a slow interpreter in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.exact.fixed import exact
from csscore.measure.evaluate import number, truth
from csscore.problems import Problems
from csscore.read.spans import span_of
from csscore.scheme.expression import parse
from tests.conftest import examples

from . import interpreter


class Columns:
    """A scope of plain columns; cohorts are given."""

    def __init__(self, cohorts: list[int] | None = None, better: dict[str, str] | None = None, **columns: list[Any]) -> None:
        self.problems = Problems()
        self._columns = columns
        self._size = len(next(iter(columns.values())))
        self.cohorts = np.array(cohorts if cohorts is not None else [0] * self._size, dtype=np.intp)
        self._better = better or {}

    span = span_of("2026-03", Problems())

    def __len__(self) -> int:
        return self._size

    def has(self, name):
        return name in self._columns

    def names(self):
        return self._columns

    def numbers(self, name):
        return np.array([np.nan if value is None else float(value) for value in self._columns[name]])

    def texts(self, name):
        return np.array(self._columns[name], dtype=object)

    def dates(self, name):
        return np.array(
            [np.datetime64("NaT") if value is None else value for value in self._columns[name]], dtype="datetime64[D]"
        )

    def missing(self, name):
        return np.array([value is None for value in self._columns[name]])

    def better(self, name):
        return self._better.get(name, "higher")

    def team(self, name):
        return np.full(self._size, 7.0)


def read(source: str):
    problems = Problems()
    found = parse(source, None, problems)
    assert found is not None, [problem.message.en for problem in problems]
    return found


def numbers(source: str, scope: Columns | None = None, **columns) -> list[float | None]:
    values = number(read(source), Columns(**columns) if scope is None else scope)
    return [None if value != value else value for value in values.tolist()]


def holds(source: str, scope: Columns | None = None, **columns) -> str:
    """Return T, F or ? for each element."""
    found = truth(read(source), Columns(**columns) if scope is None else scope)
    assert not (found.holds & ~found.known).any()
    return "".join("?" if not known else "T" if held else "F" for held, known in zip(found.holds, found.known, strict=True))


def test_arithmetic_with_missing_is_missing():
    assert numbers("a + b * 2 - a / b", a=[1, None, 4], b=[2, 1, 0]) == [4.5, None, None]
    assert numbers("-a", a=[1, None]) == [-1, None]
    assert numbers("min(a, b) + max(a, b, 3)", a=[1, 5, None], b=[2, 4, 1]) == [4, 9, None]


def test_division_by_zero_is_missing_also_where_zero_is_only_exact():
    assert numbers("1 / (a + b - c)", a=[0.1, 0.1], b=[0.2, 0.3], c=[0.3, 0.3]) == [None, 10]


def test_values_meet_thresholds_at_twelve_digits():
    assert holds("a + b >= 0.3", a=[0.1], b=[0.2]) == "T"
    assert holds("a + b == 0.3", a=[0.1], b=[0.2]) == "T"
    assert holds("a / b * b == a", a=[1, 2], b=[3, 7]) == "TT"
    assert holds("a >= 0.3", a=[0.2999999999996, 0.2999999999994]) == "TF"


def test_numbers_are_rounded_half_up():
    assert numbers("round(a)", a=[0.5, 1.5, 2.5, -0.5, -2.5, 2.4999999999]) == [1, 2, 3, -1, -3, 2]
    assert numbers("round(a, 2)", a=[1.005, 2.675, -1.005, 123456789012.0]) == [1.01, 2.68, -1.01, 123456789012.0]
    assert numbers("round(a, 1)", a=[86.25, None]) == [86.3, None]
    assert numbers("floor(a) + ceil(a)", a=[1.2, -1.2, 3, 2.9999999999999]) == [3, -3, 6, 6]
    assert numbers("a / 3", a=[2, 1]) == [0.666666666667, 0.333333333333]


def test_floor_of_a_quotient_that_is_whole_only_exactly():
    assert numbers("floor((a - b) / 0.1)", a=[0.7], b=[0.4]) == [3]


def test_roots_and_logarithms():
    assert numbers("sqrt(a)", a=[9, 2, 0, 0.01]) == [3, 1.41421356237, 0, 0.1]
    assert numbers("log(a)", a=[1, 2, 10]) == [0, 0.69314718056, 2.30258509299]
    assert holds("sqrt(a) * sqrt(a) == a", a=[4, 9]) == "TT"


def test_powers():
    assert numbers("a ** 2", a=[3, -1.5, 0, None]) == [9, 2.25, 0, None]
    assert numbers("a ** 0.5 - sqrt(a)", a=[4, 2, 0.01]) == [0, 0, 0]
    assert numbers("2 ** a", a=[-1, 0, 10, None]) == [0.5, 1, 1024, None]
    assert numbers("-a ** 2", a=[3]) == [-9]  # the sign last, as it is read aloud
    assert numbers("2 ** a ** 2", a=[3]) == [512]  # from the right
    assert numbers("2 * a ** -1 * 3", a=[4]) == [1.5]
    assert numbers("a ** b", a=[0, 1, None], b=[0, None, 0]) == [1, None, None]
    # (18 - 10.55) ** 1.81 by bc -l: e(1.81 * l(7.45)) = 37.89682739266951723105
    assert numbers("(18 - a) ** 1.81", a=[10.55]) == [37.8968273927]
    assert numbers("a ** 1.81", a=[1]) == [1]


def test_powers_that_there_are_not_are_missing_and_said():
    scope = Columns(a=[-1, 0, None, 4], b=[0.5, -1, 0.5, 0.5])
    assert numbers("a ** b", scope) == [None, None, None, 2]
    (problem,) = scope.problems
    assert (problem.code, problem.details["count"], problem.details["name"]) == ("D332", 2, "x ** y")
    scope = Columns(a=[-1, 100, 2])
    assert numbers("10 ** a", scope) == [0.1, None, 100]
    assert [problem.code for problem in scope.problems] == ["D331"]


def test_the_exponential():
    assert numbers("exp(a)", a=[0, 1, -1, 20, None]) == [1, 2.71828182846, 0.367879441171, 485165195.41, None]
    scope = Columns(a=[1000, 0])
    assert numbers("exp(a)", scope) == [None, 1]
    assert [problem.code for problem in scope.problems] == ["D331"]


def test_days_and_months_between_days():
    first = ["2026-03-17", "2026-01-31", "2026-01-31", "2024-02-29", None, "2026-03-31", "2026-02-15"]
    second = ["2026-03-31", "2026-02-28", "2026-02-27", "2025-02-28", "2026-03-31", "2026-02-28", "2026-03-14"]
    assert numbers("days(a, b)", a=first, b=second) == [14, 28, 27, 365, None, -31, 27]
    assert numbers("months(a, b)", a=first, b=second) == [0, 1, 0, 12, None, -1, 0]
    assert numbers("days(period_start(), period_end()) + 1", a=[1]) == [31]
    assert holds("period_start() == date('2026-03-01') and a <= period_end()", a=first[:1]) == "T"
    assert numbers("months(if(a > b, a, b), period_end())", a=["2025-01-01"], b=["2025-10-01"]) == [5]


def test_what_has_no_root_is_missing_and_said_once():
    scope = Columns(a=[-1, 4, None, -2])
    assert numbers("sqrt(a) + sqrt(a)", scope) == [None, 4, None, None]
    (problem,) = scope.problems
    assert (problem.code, problem.details["count"]) == ("D332", 2)


def test_a_branch_that_is_not_taken_says_nothing():
    scope = Columns(a=[-1, 4, None])
    assert numbers("if(a >= 0, sqrt(a), 1e)".replace("1e", "0"), scope) == [0, 2, None]
    assert numbers("if(a > 0, 1 / a, 0)", scope) == [0, 0.25, None]
    assert not len(scope.problems)


def test_too_large():
    scope = Columns(a=[10**8, 5])
    assert numbers("a * a * a", scope) == [None, 125]
    assert [problem.code for problem in scope.problems] == ["D331"]
    scope = Columns(a=[10**10, 5])
    assert numbers("*".join(["a"] * 190), scope)[0] is None
    assert {problem.code for problem in scope.problems} == {"D331"}
    quiet = Columns(a=[10**10, 5])
    assert numbers("if(a > 100, 0, " + "*".join(["a"] * 21) + ")", quiet) == [0, 476837158203000.0]
    assert not len(quiet.problems)


def test_three_values():
    assert holds("a > 1", a=[2, 1, None]) == "TF?"
    assert holds("not a > 1", a=[2, 1, None]) == "FT?"
    assert holds("a > 1 and b > 1", a=[2, 2, 2, 1, 1, None, None], b=[2, 1, None, 1, None, 1, None]) == "TF?FFF?"
    assert holds("a > 1 or b > 1", a=[2, 2, 2, 1, 1, None, None], b=[2, 1, None, 1, None, 2, None]) == "TTTF?T?"
    assert holds("a != 1", a=[1, 2, None]) == "FT?"
    assert holds("missing(a)", a=[1, None]) == "FT"
    assert holds("missing(a / b)", a=[1, 1], b=[0, 1]) == "TF"
    assert holds("missing(a > b)", a=[1, None], b=[0, 1]) == "FT"
    assert holds("true or a > 1", a=[None]) == "T"
    assert holds("if(a > 1, b > 1, b > 5)", a=[2, 1, None], b=[2, 2, 2]) == "TF?"


def test_chains():
    assert holds("0 < a < 5", a=[1, 5, 0, None]) == "TFF?"
    assert holds("a < b < c", a=[1, 9, 1, None], b=[2, 2, None, 2], c=[3, 3, 0, 1]) == "TF?F"


def test_lists():
    assert holds("a in (1, 2, b)", a=[1, 3, 3, None], b=[9, 3, None, 1]) == "TT??"
    assert holds("a not in (1, 2)", a=[1, 3, None]) == "FT?"
    assert holds("t in ('x', 'y')", t=["x", "z", None]) == "TF?"


def test_texts_and_days():
    assert holds("t == '售前'", t=["售前", "售后", None]) == "TF?"
    assert holds("t != '售前'", t=["售前", "售后", None]) == "FT?"
    assert holds("d >= date('2026-03-01')", d=["2026-03-01", "2026-02-28", None]) == "TF?"
    assert holds("t == u and u != 'q'", t=["x", "x", None], u=["x", "y", None]) == "TF?"
    assert holds("if(a > 1, t, 'low') == 'high'", a=[2, 1, None], t=["high", "x", "x"]) == "TF?"


def test_the_cohort():
    scope = Columns(cohorts=[0, 0, 1, 1, 1], better={"s": "lower"}, v=[1, 3, 10, None, 5], s=[30, 20, 9, None, 8])
    assert numbers("total(v)", scope) == [4, 4, 15, 15, 15]
    assert numbers("average(v)", scope) == [2, 2, 7.5, 7.5, 7.5]
    assert numbers("best(v)", scope) == [3, 3, 10, 10, 10]
    assert numbers("worst(v)", scope) == [1, 1, 5, 5, 5]
    assert numbers("best(s)", scope) == [20, 20, 8, 8, 8]
    assert numbers("worst(s)", scope) == [30, 30, 9, 9, 9]
    assert numbers("best(s + 0)", scope) == [30, 30, 9, 9, 9]
    assert numbers("people()", scope) == [2, 2, 3, 3, 3]
    assert numbers("v / total(v)", scope) == [0.25, 0.75, 0.666666666667, None, 0.333333333333]
    assert holds("every(v >= 3)", scope) == "FF???"
    assert holds("every(v >= 6)", scope) == "FFFFF"
    assert holds("every(missing(v) or v >= 3)", scope) == "FFTTT"
    assert holds("not every(v >= 3)", scope) == "TT???"
    assert holds("every(v >= 3) or v > 9", scope) == "FFT??"
    assert holds("every(missing(v) or v > 0)", scope) == "TTTTT"
    assert numbers("team(v)", scope) == [7] * 5


def test_a_cohort_in_which_nothing_is_known():
    scope = Columns(cohorts=[0, 1], v=[None, 2])
    assert numbers("total(v)", scope) == [None, 2]
    assert numbers("average(v)", scope) == [None, 2]
    assert holds("every(v > 1)", scope) == "?T"
    assert numbers("total(v)", Columns(v=[])) == []


def test_sums_of_the_cohort_do_not_depend_on_order():
    values = [0.1] * 10 + [1e11, -1e11]
    assert numbers("total(v)", v=values)[0] == numbers("total(v)", v=values[::-1])[0] == 1.0


def test_an_unknown_name_is_reported_with_a_near_one():
    scope = Columns(sales=[1])
    assert numbers("sale + 1", scope) == [None]
    (problem,) = scope.problems
    assert problem.code == "D320"
    assert "sales" in problem.message.en


# --- against the interpreter

CELLS = st.one_of(
    st.none(),
    st.integers(-50, 50).map(str),
    st.decimals(-1000, 1000, places=2).map(str),
    st.sampled_from(["0.1", "0.2", "0.3", "0", "1", "0.3333333333333", "99999999.99", "-0.1", "1e-7", "1.000000000005", "2.5"]),
)
WORDS = st.one_of(st.none(), st.sampled_from(["x", "y", "z"]))


def trees() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["a", "b", "c", "0.1", "3", "0", "2.5", "10%", "7"])

    def number_of(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        condition = conditions(inner)
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda t: f"-({t})"),
            st.tuples(inner, st.integers(-2, 4)).map(lambda t: f"({t[0]}) ** {t[1]}"),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
            st.tuples(st.sampled_from(["abs", "floor", "ceil", "round", "sqrt"]), inner).map(lambda t: f"{t[0]}({t[1]})"),
            st.tuples(inner, st.integers(0, 4)).map(lambda t: f"round({t[0]}, {t[1]})"),
            st.tuples(condition, inner, inner).map(lambda t: f"if({t[0]}, {t[1]}, {t[2]})"),
        )

    return st.recursive(leaf, number_of, max_leaves=12)


def conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    simple = st.one_of(
        st.tuples(inner, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), inner).map(" ".join),
        st.tuples(inner, inner, inner).map(lambda t: f"{t[0]} <= {t[1]} < {t[2]}"),
        st.tuples(inner, inner, inner).map(lambda t: f"{t[0]} in ({t[1]}, {t[2]})"),
        inner.map(lambda t: f"missing({t})"),
        st.sampled_from(
            ["t == 'x'", "(t != u and t != 'q')", "t in ('x', u)", "not t == 'y'", "missing(t)", "u == 'x' and t == u"]
        ),
    )
    return st.one_of(
        simple,
        simple.map(lambda t: f"not ({t})"),
        st.tuples(simple, st.sampled_from(["and", "or"]), simple).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    )


ROWS = st.lists(st.fixed_dictionaries({"a": CELLS, "b": CELLS, "c": CELLS, "t": WORDS, "u": WORDS}), min_size=1, max_size=6)


def scope_of(rows: list[dict[str, Any]]) -> Columns:
    return Columns(**{name: [row[name] for row in rows] for name in ("a", "b", "c", "t", "u")})


def fractions_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value is None or name in "tu" else interpreter.of_text(value) for name, value in row.items()}


@examples(300)
@given(trees(), ROWS)
def test_numbers_agree_with_the_interpreter(source, rows):
    expr, scope = read(source), scope_of(rows)
    found = number(expr, scope)
    refused = any(problem.code == "D331" for problem in scope.problems)  # of more than 15 digits, also on the way
    for value, row in zip(found.tolist(), rows, strict=True):
        exactly = interpreter.number(expr.tree, fractions_of(row))
        if exactly is None or (refused and np.isnan(value)):
            assert np.isnan(value)
        else:
            assert exact(value) == interpreter.digits12(exactly)


@examples(300)
@given(conditions(trees()), ROWS)
def test_conditions_agree_with_the_interpreter(source, rows):
    expr = read(source)
    scope = scope_of(rows)
    found = truth(expr, scope)
    refused = any(problem.code == "D331" for problem in scope.problems)
    for held, known, row in zip(found.holds.tolist(), found.known.tolist(), rows, strict=True):
        expected = interpreter.truth(expr.tree, fractions_of(row))
        assert (held if known else None) == expected or refused


@examples(50)
@given(trees(), ROWS, st.randoms())
def test_the_order_of_elements_changes_nothing(source, rows, random):
    expr = read(source)
    order = list(range(len(rows)))
    random.shuffle(order)
    found = number(expr, scope_of(rows))
    again = number(expr, scope_of([rows[i] for i in order]))
    assert np.array_equal(found[order], again, equal_nan=True)


@pytest.mark.parametrize("unit", [Fraction(1, 3), Fraction(10**15, 7), Fraction(5, 10**9)])
def test_the_interpreter_rounds_as_decimal_does(unit):
    assert Fraction(interpreter.canonical_text(unit)) == interpreter.digits12(unit)
