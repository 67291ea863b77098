"""Expressions as formulas: what they look like, and what is refused because spreadsheets would read it differently."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from csscore.report.spreadsheet_expression import Untranslatable, number, truth
from csscore.scheme.expression import parse


class Sheet:
    """Every number x stands in cell X1, every text in T1, every day in D1."""

    def number(self, name: str) -> str | None:
        return f"{name.upper()}1"

    def text(self, name: str) -> str | None:
        return "T1"

    def day(self, name: str) -> str | None:
        return "D1"

    def over(self, function: str, name: str) -> str | None:
        return None if function == "team" else f"{function}_{name}"

    def people(self) -> str:
        return "N1"


def formula(text: str) -> str:
    expr = parse(text, None, Problems(), gives="number")
    assert expr is not None
    return number(expr, Sheet())


def condition(text: str) -> str:
    expr = parse(text, None, Problems(), gives="truth")
    assert expr is not None
    return truth(expr, Sheet())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", "X1"),
        ("90%", "0.9"),
        ("x + 2", "ROUND((X1+2),11-INT(LOG10(ABS((X1+2))+1E-9)))"),
        ("round(x, 1)", "ROUND(ROUND(X1,1),11-INT(LOG10(ABS(ROUND(X1,1))+1E-9)))"),
        ("people()", "ROUND(N1,11-INT(LOG10(ABS(N1)+1E-9)))"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert formula(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x < 95%", "IFERROR(X1<0.95,FALSE)"),
        ("not x < 5", "IFERROR(X1>=5,FALSE)"),
        ("1 <= x < 5", "AND(IFERROR(1<=X1,FALSE),IFERROR(X1<5,FALSE))"),
        ("x == 1 or y != 2", "OR(IFERROR(X1=1,FALSE),IFERROR(Y1<>2,FALSE))"),
        ("team == '甲\"乙'", 'AND(T1<>"",EXACT(T1,"甲""乙"))'),
        ("not team == '甲'", 'AND(T1<>"",NOT(EXACT(T1,"甲")))'),
        ("x in (1, 2)", "OR(IFERROR(X1=1,FALSE),IFERROR(X1=2,FALSE))"),
        ("missing(x + 1)", "ISERROR((X1+1))"),
        ("joined < date('2026-03-01')", "IFERROR(D1<DATE(2026,3,1),FALSE)"),
    ],
)
def test_conditions(text: str, expected: str) -> None:
    assert condition(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "every(x > 1)",
        "team == 'SORT(1)'",
        "team == 'true'",
        "team in ('x', '2026/3/1')",
        f"team == '{'长' * 251}'",
        "team(x) > 1",
    ],
)
def test_what_spreadsheets_would_read_differently_is_refused(text: str) -> None:
    with pytest.raises(Untranslatable):
        condition(text)


def test_a_formula_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(Untranslatable):
        formula("round(" * 12 + "x + y" + ")" * 12)
