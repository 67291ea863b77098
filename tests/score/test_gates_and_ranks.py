"""Gates catch and say why; places honour cohorts, directions, ties and what breaks them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from csscore.score.ranking import ranked
from tests.conftest import examples
from tests.score.people import codes, only, ranks, scored, scores, texts

ONE = "metrics: {m: {value: v, title: 销售额, weight: 100, points: as_is}}\n"


def gate(then: str, when: str = "bad > 0", name: str = "事故") -> str:
    return f"gates: [{{name: {name}, when: {when}, then: {then}, because: 出了事故}}]"


@pytest.mark.parametrize(
    ("then", "expected", "effect"),
    [
        ("{score: 0}", "0.00", "总分记 0"),
        ("{score: 61.5}", "61.50", "总分记 61.5"),
        ("{score: at_most 60}", "60.00", "总分最多 60"),
        ("{score: at_most 95}", "90.00", "总分最多 95"),
        ("{score: minus 5.25}", "84.75", "总分减 5.25"),
        ("{pay: 0}", "90.00", "没有浮动部分"),
        ("{pay: 50%}", "90.00", "浮动部分发 50%"),
        ("{flag: 复训}", "90.00", "标记：复训"),
    ],
)
def test_what_a_gate_does(then: str, expected: str, effect: str) -> None:
    result = scored(ONE + gate(then), {"m": [90, 80]}, columns={"bad": [1, 0]})
    assert scores(result) == [expected, "80.00"]
    column = result.gates[0]
    assert (column.name.zh, column.effect.zh, column.because.zh) == ("事故", effect, "出了事故")
    assert column.fired.tolist() == [True, False]
    assert list(result.status) == ["ranked", "ranked"]


def test_gates_act_in_order_and_all_are_recorded() -> None:
    yaml = (
        ONE
        + """
gates:
  - {name: 一, when: bad > 0, then: {score: minus 20}}
  - {name: 二, when: bad > 1, then: {score: at_most 75}}
  - {name: 三, when: bad > 2, then: {score: minus 10}}
"""
    )
    result = scored(yaml, {"m": [100, 100, 100, 100]}, columns={"bad": [0, 1, 2, 3]})
    assert scores(result) == ["100.00", "80.00", "75.00", "65.00"]
    assert [column.fired.tolist() for column in result.gates] == [
        [False, True, True, True], [False, False, True, True], [False, False, False, True],
    ]  # fmt: skip
    assert result.gates[0].because.en == "bad > 0"


def test_a_gate_beats_the_floor() -> None:
    result = scored(ONE + "score: {floor: 20}\n" + gate("{score: 0}"), {"m": [90, 10]}, columns={"bad": [1, 0]})
    assert scores(result) == ["0.00", "20.00"]


def test_unranked_and_last() -> None:
    result = scored(ONE + gate("unranked"), {"m": [90, 80, None]}, columns={"bad": [1, 0, 1]})
    assert ranks(result) == [None, 1, None]
    assert scores(result) == ["90.00", "80.00", None]
    assert result.reasons.at(0, "zh") == "未达门槛：出了事故"
    assert result.reasons.at(2, "zh") == "缺少销售额；未达门槛：出了事故"
    assert result.reasons.at(1, "zh") == ""
    result = scored(ONE + gate("{rank: last}"), {"m": [90, 80, 95, 70]}, columns={"bad": [1, 0, 1, 0]})
    assert ranks(result) == [4, 1, 3, 2]


def test_conditions_see_points_and_the_score_before_gates() -> None:
    yaml = (
        ONE.replace("as_is", "minmax")
        + """
gates:
  - {name: 一, when: m_points == 0, then: {score: minus 5}}
  - {name: 二, when: score == 0, then: {flag: 垫底}}
  - {name: 三, when: v > 80 and every(v > 60), then: {flag: 前}}
"""
    )
    result = scored(yaml, {"m": [90, 70]}, columns={"v": [90, 70]})
    assert [column.fired.tolist() for column in result.gates] == [[False, True], [False, True], [True, False]]
    assert scores(result) == ["100.00", "-5.00"]


def test_a_gate_that_is_not_known_does_not_fire_and_says_so() -> None:
    problems = Problems()
    result = scored(ONE + gate("unranked", "bad > 0 or worse > 0"), {"m": [90, 80, 70, None]}, problems=problems,
                    columns={"bad": [None, 0, 1, None], "worse": [0, 0, None, 0]})  # fmt: skip
    assert ranks(result) == [1, 2, None, None]
    assert only(problems, "P140").message.en == "the gate '事故' can't be decided and does not fire, because bad is missing: a0"


def test_reference_eligible_leaves_out_whom_gates_leave_out() -> None:
    yaml = """
reference: %s
metrics: {m: {value: v, weight: 100, points: minmax}}
gates:
  - {name: 一, when: bad > 0, then: unranked}
  - {name: 二, when: m_points < 50, then: {score: minus 1}}
"""
    values, columns = {"m": [10, 20, 30, 110]}, {"bad": [0, 0, 0, 1]}
    everybody = scored(yaml % "all", values, columns=columns)
    assert scores(everybody) == ["-1.00", "9.00", "19.00", "100.00"]
    eligible = scored(yaml % "eligible", values, columns=columns)
    assert scores(eligible) == ["-1.00", "50.00", "100.00", "100.00"]
    assert ranks(eligible) == [3, 2, 1, None]


def test_reference_eligible_decides_once_who_is_left_out() -> None:
    # the first points decide: by the second ones a2 would be worth 0 and be left out too
    yaml = """
reference: eligible
metrics: {m: {value: v, weight: 100, points: minmax}}
gates: [{name: 一, when: m_points < 10, then: unranked}]
"""
    result = scored(yaml, {"m": [100, 60, 50, 0]})
    assert result.gates[0].fired.tolist() == [False, False, False, True]
    assert scores(result) == ["100.00", "20.00", "0.00", "0.00"]


def test_nobody_is_eligible() -> None:
    problems = Problems()
    yaml = "reference: eligible\nmetrics: {m: {value: v, weight: 100, points: minmax}}\ngates: [{name: 一, when: v > 0, then: unranked}]"
    result = scored(yaml, {"m": [10, 20]}, columns={"v": [10, 20]}, problems=problems)
    assert scores(result) == ["0.00", "100.00"]
    assert ranks(result) == [None, None]
    assert codes(problems) == ["P141", "P155"]


@pytest.mark.parametrize(("ties", "expected"), [("min", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("max", [1, 3, 3, 4])])
def test_ties(ties: str, expected: list[int]) -> None:
    result = scored(ONE + f"rank: {{ties: {ties}}}", {"m": [9, 8, 8, 7]})
    assert ranks(result) == expected
    assert result.tied.tolist() == [1, 2, 2, 1]


BROKEN = """
metrics:
  m: {value: v, weight: 100, points: as_is}
  sales: {value: s, weight: 0}
  speed: {value: t, weight: 0, better: lower}
"""


def test_what_breaks_ties() -> None:
    values = {"m": [5, 5, 5, 5, 6], "sales": [10, 10, 20, None, None], "speed": [30, 20, 99, 1, 1]}
    told = Problems()
    assert ranks(scored(BROKEN + "rank: {break: [sales, speed]}", values, problems=told)) == [4, 3, 2, 5, 1]
    assert str(only(told, "P190").details["agents"].en) == "a3"  # a4 lacks it, too, and has no equal
    result = scored(BROKEN + "rank: {break: [sales]}", values, problems=Problems())
    assert ranks(result) == [3, 3, 2, 5, 1]
    assert result.tied.tolist() == [2, 2, 1, 1, 1]
    assert ranks(scored(BROKEN + "rank: {break: [speed, sales]}", values)) == [4, 3, 5, 2, 1]


def test_ranked_by_a_metric() -> None:
    values = {"m": [5, 7, 5, 5], "sales": [1, 1, 1, 1], "speed": [30, 30, 20, None]}
    result = scored(BROKEN + "rank: {order: speed, break: [m]}", values)
    assert ranks(result) == [3, 2, 1, None]
    assert result.reasons.at(3, "en") == "no value for speed"
    assert ranks(scored(BROKEN + "rank: {order: speed}", values)) == [2, 2, 1, None]


def test_words_cannot_order() -> None:
    problems = Problems()
    yaml = "metrics: {m: {value: v, weight: 100, points: {levels: {A: 1, B: 0}}}}\nrank: {break: [m]}"
    scored(yaml, {"m": ["A", "B"]}, problems=problems)
    assert only(problems, "P153").severity == "error"


def test_cohorts_have_places_of_their_own() -> None:
    result = scored(ONE, {"m": [9, 9, 8, 7, 7, 7]}, cohorts=["x", "y", "x", "y", "x", "y"])
    assert ranks(result) == [1, 1, 2, 2, 3, 2]
    assert result.tied.tolist() == [1, 1, 1, 2, 1, 2]
    dense = scored(ONE + "rank: {ties: dense}", {"m": [9, 9, 8, 9, 7, 7]}, cohorts=["x", "y", "x", "y", "x", "y"])
    assert ranks(dense) == [1, 1, 2, 1, 3, 2]


def test_small_cohorts_are_said() -> None:
    problems = Problems()
    scored(ONE + "rank: {min_cohort: 3}", {"m": [1, 2, 3, 4, 5]}, cohorts=["x", "x", "y", "y", "y"], problems=problems)
    assert only(problems, "P150").message.zh == "“x”只有 2 人排名，少于 3 人，名次说明不了什么"
    problems = Problems()
    result = scored(ONE, {"m": [1, 2, 3]}, cohorts=["x", "y", "y"], problems=problems)
    assert ranks(result) == [1, 2, 1]
    assert only(problems, "P151").message.zh == "“x”只有 a0 一个人，自动是第 1 名"


def brute(
    keys: list[list[float | None]], who: list[bool], cohorts: list[int], last: list[bool], ties: str
) -> list[tuple[int, int] | None]:
    """Rank by counting: how many stand before, among those of one's cohort."""

    def key(i: int) -> tuple:
        return (last[i], *((value is None, -(value or 0)) for value in (column[i] for column in keys)))

    result: list[tuple[int, int] | None] = []
    for i in range(len(who)):
        mine = [j for j in range(len(who)) if who[j] and cohorts[j] == cohorts[i]]
        if not who[i]:
            result.append(None)
            continue
        before = [key(j) for j in mine if key(j) < key(i)]
        equal = sum(key(j) == key(i) for j in mine)
        place = {"min": len(before) + 1, "max": len(before) + equal, "dense": len(set(before)) + 1}[ties]
        result.append((place, equal))
    return result


@examples(300)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from([None, 1.0, 2.5]), st.sampled_from([None, 0.0, -1.0]), st.booleans(),
            st.integers(0, 2), st.sampled_from([False, False, True]),
        ),
        min_size=1, max_size=14,
    ),
    st.sampled_from(["min", "dense", "max"]),
    st.sampled_from([1, 10**15]),
)  # fmt: skip
def test_places_by_counting(rows, ties: str, spread: int) -> None:
    first, second, third, who, cohorts, last = (list(column) for column in zip(*rows, strict=True))
    first = [value * spread for value in first]
    arrays = [np.array(first, dtype=np.int64), *(np.array([np.nan if v is None else v for v in c]) for c in (second, third))]
    places = ranked(arrays, np.array(who), np.array(cohorts, dtype=np.intp), last=np.array(last), ties=ties)
    got = [None if not w else (int(r), int(t)) for w, r, t in zip(who, places.ranks, places.tied, strict=True)]
    assert got == brute([first, second, third], who, cohorts, last, ties)


@examples(60)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_order_of_agents_means_nothing(values: list[int], random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    yaml = ONE.replace("as_is", "percentile")
    before, after = scored(yaml, {"m": values}), scored(yaml, {"m": [values[i] for i in order]})
    assert ranks(after) == [ranks(before)[i] for i in order]
    assert scores(after) == [scores(before)[i] for i in order]


def test_scores_of_equals_are_equal_whatever_stands_between() -> None:
    # identical people got different last bits from a matrix product, depending on where they stood
    values = {f"m{i}": [0.1 * (i + 1), *np.linspace(0.01, 0.99, 57).round(3), 0.1 * (i + 1)] for i in range(9)}
    yaml = "weights: relative\nmetrics:\n" + "".join(f"  m{i}: {{value: v, weight: {i + 1}, points: minmax}}\n" for i in range(9))
    result = scored(yaml, values)
    assert texts(result.scores, 2)[0] == texts(result.scores, 2)[-1]
    assert ranks(result)[0] == ranks(result)[-1]


@pytest.mark.parametrize(("known", "code"), [([None], "P140"), ([None, None], "P142"), ([None, 9], "P140")])
def test_a_condition_that_is_open_for_everybody_is_another_matter_than_for_some(known: list[float | None], code: str) -> None:
    problems = Problems()
    gate = "gates: [{name: g, when: x > 5, then: {score: at_most 60}}]\nmetrics: {m: {value: y, points: as_is, weight: 100}}\n"
    found = scored(gate, {"m": [90] * len(known)}, columns={"x": known}, problems=problems)
    assert [problem.code for problem in problems if problem.code in {"P140", "P142"}] == [code]
    assert scores(found) == ["90.00" if one is None else "60.00" for one in known]
