"""What is wrong or doubtful with a points rule is said when the scheme is read, at its place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from csscore.problems import Problems
from csscore.scheme.forms import Reader
from csscore.scheme.load import load
from csscore.words import Words
from tests.score.people import RULES, chosen, codes, only

if TYPE_CHECKING:
    from pathlib import Path

OWNER = Words("指标“m”", "metric 'm'")


def linted(yaml: str, *, better: str = "higher", unit: str = "number") -> Problems:
    problems = Problems()
    made = chosen(yaml, problems)
    if made is not None:
        made.rule.lint(better, unit, Reader(problems, RULES), OWNER)
    return problems


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("{bands: {'50%-60%': 1, else: 0}}", "P101"),
        ("{bands: {'60%': 1, else: 0}}", "P101"),
        ("{bands: {'>=sixty': 1, else: 0}}", "P101"),
        ("{bands: {'10<x>20': 1, else: 0}}", "P101"),
        ("{bands: {'10<20<30': 1, else: 0}}", "P101"),
        ("{bands: {'x<y': 1, else: 0}}", "P101"),
        ("{bands: {'1==x==1': 1, else: 0}}", "P101"),
        ("{bands: {'45%>X>=50%': 80, else: 0}}", "P102"),
        ("{bands: {'5<x<5': 80, else: 0}}", "P102"),
        ("{bands: {'>=50': 1, '>=60': 2, else: 0}}", "P103"),
        ("{bands: {'>50': 1, '<=50': 0, '==7': 3}}", "P103"),
        ("{bands: {else: 0, '>=60': 2}}", "P103"),
        ("{bands: {'20<=x<=30': 1, '30<=x<=40': 2, else: 0}}", "P105"),
        ("{bands: {'>=55': 1, '<=60': 2}}", "P105"),
        ("{linear: {worst: 90%, best: 0.9}}", "P107"),
        ("{curve: [[1, 2]]}", "P108"),
        ("{curve: [[1, 2], [1, 3]]}", "P108"),
        ("{curve: [[2, 2], [1, 3]]}", "P108"),
        ("{curve: [1, 2]}", "S104"),
        ("{formula: x > 15}", "S217"),
        ("{formula: 'x in (1, 2) and not missing(x)'}", "S217"),
        ("{rank: {first: 2, else: 0}}", "P109"),
        ("{rank: {3-2: 2, else: 0}}", "P109"),
        ("{rank: {0: 2, else: 0}}", "P109"),
        ("{rank: {1: 2, 2: 1}}", "P110"),
        ("{rank: {1: 2, 3: 1}}", "P110"),
        ("{rank: {1-3: 2, 3: 1, else: 0}}", "P116"),
        ("{deduct: {target: 1, step: 0, points: 1}}", "P111"),
        ("{deduct: {target: 1, step: 1, points: 1, floor: 101}}", "P113"),
        ("{deduct: {target: 1, step: 1, points: -1}}", "S105"),
        ("{attainment: {target: -1}}", "P111"),
        ("{attainment: {target: 1, cap: 0}}", "P111"),
        ("{attainment: {target: 9O%}}", "S104"),
        ("{zscore: {centre: 60, spread: 0}}", "P111"),
        ("{zscore: {centre: 60, spread: 15, clip: [100, 0]}}", "P113"),
        ("{zscore: {centre: 60, spread: 15, clip: 100}}", "S104"),
        ("{levels: {}}", "P114"),
        ("{bands: {}}", "S104"),
        ("{rank: [1, 2]}", "S104"),
        ("{formula: 'x +'}", "S201"),
    ],
)
def test_a_mistake_has_its_code_and_place(yaml: str, code: str) -> None:
    problems = linted(yaml)
    assert code in codes(problems) or (code[0] == "S" and codes(problems)[0][0] == "S"), codes(problems)
    assert all(problem.place is not None and problem.place.line == 1 for problem in problems)


def test_nothing_is_said_of_sound_rules() -> None:
    assert codes(linted('{bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}', unit="percent")) == []
    assert (
        codes(linted("{bands: {'T<=25': 100, '25<T<=30': 80, '30<T<=40': 60, 'T>40': 50}}", better="lower", unit="seconds")) == []
    )
    assert codes(linted("{bands: {'25<x<30': 100, '20<x<40': 80, else: 0}}", better="lower")) == ["P106"]
    assert codes(linted("{bands: {'==0': 10, '==1': -8, '>=2': -20}}", better="lower", unit="count")) == []
    assert codes(linted("{linear: {worst: 60s, best: 15s}}", better="lower")) == []
    assert codes(linted("{curve: [[20, 100], [40, 60], [60, 0]]}", better="lower")) == []
    assert codes(linted("{rank: {1: 100, 2-3: 90, else: 60}}")) == []


def test_s04_as_published_contradicts_itself() -> None:
    # the most copied template: 45%>X>=50% can't be, and 45 to 55 is left open
    yaml = "{bands: {'X>=55%': 100, '45%>X>=50%': 80, '40%>X>=45%': 60, 'X<40%': 50}}"
    problems = linted(yaml, unit="percent")
    assert codes(problems) == ["P102", "P102", "P104"]
    assert [problem.message.zh for problem in problems] == [
        "条件“45%>X>=50%”永远不成立",
        "条件“40%>X>=45%”永远不成立",
        "指标“m”的分档没有说 40%≤x<55% 得多少分",
    ]
    assert next(iter(problems)).place.column == yaml.index("'45%") + len("points: ") + 1


def test_s10_has_a_gap_from_26_to_30() -> None:
    problems = linted("{bands: {'>=38%': 50, '>=34%': 30, '>=30%': 20, '<=26%': 0}}", unit="percent")
    assert only(problems, "P104").message.en == "the bands of metric 'm' don't say what 26%<x<30% is worth"


def test_s32_overlaps_and_has_a_hole() -> None:
    bands = "{'>=95': 100, '90<=x<=94': 75, '85<=x<=90': 50, '75<=x<=84': 25, '0<=x<=74': 0}"
    problems = linted(f"{{bands: {bands}}}")
    assert only(problems, "P105").message.en == "'85<=x<=90' overlaps '90<=x<=94' at 90; there the earlier one counts"
    gaps = [problem.message.en for problem in problems if problem.code == "P104"]
    assert gaps == [f"the bands of metric 'm' don't say what {gap} is worth" for gap in ("74<x<75", "84<x<85", "94<x<95")]


def test_gaps_below_zero_matter_only_where_the_table_speaks_of_negative_values() -> None:
    assert codes(linted("{bands: {'0<=x<60': 0, '>=60': 1}}")) == []
    assert codes(linted("{bands: {'-5<=x<60': 0, '>=60': 1}}")) == ["P104"]


def test_a_count_has_no_values_between_whole_numbers() -> None:
    yaml = "{bands: {'0<=x<=3': 80, '4<=x<=9': 60, '>=10': 0}}"
    assert codes(linted(yaml, unit="count", better="lower")) == []
    assert codes(linted(yaml, unit="number", better="lower")) == ["P104", "P104"]
    assert codes(linted("{bands: {'0<=x<3': 80, '>3': 60}}", unit="count", better="lower")) == ["P104"]


@pytest.mark.parametrize(
    ("yaml", "better", "message"),
    [
        (
            "{bands: {'>=40': 100, else: 60}}", "lower",
            "for metric 'm' lower is better, yet 0≤x<40 is worth 60 and ≥40 100",
        ),
        ("{linear: {worst: 15, best: 60}}", "lower", "for metric 'm' lower is better, yet 15 is worth 0 and 60 100"),
        ("{linear: {worst: 60, best: 15}}", "higher", "for metric 'm' higher is better, yet 15 is worth 100 and 60 0"),
        ("{curve: [[1, 0], [2, 50], [3, 20]]}", "higher", "for metric 'm' higher is better, yet 2 is worth 50 and 3 20"),
    ],
)  # fmt: skip
def test_points_against_the_direction(yaml: str, better: str, message: str) -> None:
    assert only(linted(yaml, better=better), "P106").message.en == message


def test_a_later_place_worth_more() -> None:
    problems = linted("{rank: {1: 50, 2-3: 90, else: 60}}")
    assert only(problems, "P117").message.en == "for metric 'm', place 2 is worth more than place 1"


def test_as_is_of_a_percentage_is_doubtful() -> None:
    assert codes(linted("as_is", unit="percent")) == ["P112"]
    assert codes(linted("as_is", unit="points")) == []


def test_attainment_where_lower_is_better_wants_a_cap() -> None:
    assert codes(linted("{attainment: {target: 30}}", better="lower")) == ["P115"]
    assert codes(linted("{attainment: {target: 30, cap: 120}}", better="lower")) == []
    assert codes(linted("{attainment: {target: 0, cap: 120}}", better="lower")) == []
    assert codes(linted("{attainment: {target: 0, cap: 120}}")) == ["P111"]


def test_rules_of_groups_switches_and_comparisons_are_checked_with_the_scheme(tmp_path: Path) -> None:
    text = """csscore: 1
name: team
metrics:
  group:
    weight: 50
    points: {bands: {">=80": 100, "<70": 0}}
    metrics:
      a: {value: x1, weight: 100, points: minmax}
  price:
    value: x2
    unit: percent
    weight: 50
    points:
      bands: {">=1.1": 100, "<1": 0}
      compare: {to: mean}
      switch: {when: x3 < 5, points: {bands: {">=60%": 100, "<50%": 0}}}
"""
    (tmp_path / "team.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    load(str(tmp_path / "team.yaml"), RULES, problems)
    assert [(problem.place.line, problem.message.en) for problem in problems] == [
        (6, "the bands of group 'group' don't say what 70≤x<80 is worth"),
        (14, "the bands of metric 'price' don't say what 1≤x<1.1 is worth"),
        (16, "the bands of metric 'price' don't say what 50%≤x<60% is worth"),
    ]


def test_stretches_and_crossings_are_those_of_the_definition() -> None:
    """Against the definition, on random tables: the first line that holds decides, and two cross where neither holds the other."""
    import itertools
    import random

    from csscore.problems import Place
    from csscore.score.points import bands

    for seed in range(300):
        dice = random.Random(seed)
        ends = [bands._BOTTOM, bands._TOP, *((Fraction(value), side) for value in range(-3, 6) for side in (0, 1))]
        lines = []
        for i in range(dice.randint(1, 9)):
            start, end = sorted(dice.sample(ends, 2))
            lines.append(bands.Band(start, end, Fraction(i), str(i), Place("x", line=i + 1)))
        cross = {}
        for later, earlier in ((j, i) for j in range(len(lines)) for i in range(j)):
            one, other = lines[earlier], lines[later]
            shared = max(one.start, other.start) < min(one.end, other.end)
            nested = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
            if shared and not nested:
                cross.setdefault(later, []).append(earlier)
        assert bands._crossing(lines) == cross
        cuts = sorted({bands._BOTTOM, bands._TOP, *(cut for line in lines for cut in (line.start, line.end))})
        decided = [
            next((line for line in lines if line.start <= start and end <= line.end), None)
            for start, end in itertools.pairwise(cuts)
        ]
        found = {piece.start: piece for piece in bands._pieces(lines, bands._BOTTOM)}
        current = None
        for start, line in zip(cuts, decided, strict=False):
            current = found.get(start, current)
            assert current is not None
            assert current.band is line


def test_a_table_in_which_everything_crosses_is_reported_in_bounds() -> None:
    from csscore.problems import Place
    from csscore.score.points import bands

    lines = [
        bands.Band((Fraction(i), 0), (Fraction(i + 5_000), 0), Fraction(1), str(i), Place("x", line=i + 1)) for i in range(10_000)
    ]
    assert sum(map(len, bands._crossing(lines).values())) == bands.MOST_CROSSING
