"""Full-width signs and quotes that don't match are named where they stand; what people write on purpose is left alone."""

from __future__ import annotations

import pytest

from csscore.problems import Problems
from csscore.rules import RULES
from csscore.scheme.load import load
from csscore.scheme.nodes import documents
from csscore.scheme.punctuation import SIGNS

HEAD = "csscore: 1\nname: team\n"
METRIC = "metrics: {sales: {value: 销售额, weight: 100, points: minmax}}\n"


def found(tmp_path, text: str) -> list[tuple[str, int | None, int | None]]:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    load(str(path), RULES, problems)
    return [(p.code, p.place.line, p.place.column) for p in problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("csscore: 1\nname：team\n" + METRIC, [("S026", 2, 5)]),
        ("csscore： 1\nname： team\n", [("S026", 1, 8)]),
        (HEAD + "metrics: {sales： {value: 销售额, weight: 100, points: minmax}}\n", [("S026", 3, 16)]),
        (HEAD + "metrics: {sales: {value: 销售额， weight: 100， points: minmax}}\n", [("S026", 3, 29)]),
        (HEAD + METRIC + "pay: [{ladder: [300，200]}]\n", [("S026", 4, 20)]),
        (HEAD + "title: “售前: 月度”\n" + METRIC, [("S026", 3, 8)]),
        (HEAD + "metrics: ｛sales: {value: 销售额, weight: 100, points: minmax}｝\n", [("S026", 3, 10)]),
        (HEAD + "metrics:\n  sales:\n    value：销售额\n    weight: 100\n    points: minmax\n", [("S026", 5, 10)]),
        # several lines at once, and a mistake of another kind beside them
        ("csscore: 1\nname：team\nmetrics: {a: {value: x， weight: 100, points: minmax}}\n", [("S026", 2, 5), ("S026", 3, 23)]),
        (HEAD + "metrics:\n\u3000\u3000sales: {value: 销售额, weight: 100, points: minmax}\n", [("S104", 3, 9), ("S026", 4, 1)]),
        (HEAD + METRIC + "missing: zero，\n", [("S026", 4, 14)]),
        (HEAD + "metrics: {sales: {value: 销售额, weight:100, points: minmax}}\n", [("S027", 3, 37)]),
        (HEAD + 'title: "售前\n' + METRIC + "pay:\n  - {fixed: 3}\n", [("S001", 3, 8)]),
        ("csscore: 1\nname: 'team\n" + METRIC + "title: 'x'\n", [("S001", 2, 7)]),
    ],
)
def test_named_where_it_stands(tmp_path, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(tmp_path, text) == expected


@pytest.mark.parametrize(
    "more",
    [
        "title: 售前，“金牌”客服：三月\n",  # a text may hold what it likes
        "gates: [{name: 满意度, when: sales ＞ 95％, then: unranked, because: “不达标”，不参加}]\n",  # an expression, too
        "# 注释：没有问题，“都”可以\n",
        "pay: [{fixed: 5, title: '全勤：五元'}]\n",
    ],
)
def test_left_alone(tmp_path, more: str) -> None:
    assert found(tmp_path, HEAD + METRIC + more) == []


def test_bands_take_the_wide_signs_of_comparisons(tmp_path) -> None:
    bands = "metrics: {sales: {value: 销售额, weight: 100, points: {bands: {＞=200: 100, 100＜=x＜200: 80, else: 50}}}}\n"
    assert found(tmp_path, HEAD + bands) == []


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_alone_ends(sign: str) -> None:
    problems = Problems()
    documents(f"a: [{sign}\n{sign}: {sign}{sign}]\n" * 30, "s.yaml", problems)
    assert all(problem.code in {"S001", "S026"} for problem in problems)
