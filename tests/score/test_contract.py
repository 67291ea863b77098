"""What every points rule promises, whatever it is: a rule added tomorrow is held to it without a word here."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from csscore.exact.fixed import MISSING
from csscore.problems import Problems
from csscore.scheme.model import PointsOptions
from csscore.scheme.schema import json_schema
from csscore.score.points import REGISTRY
from csscore.score.points.base import Points
from csscore.score.points.wording import described
from tests.score.people import RULES, chosen, codes, points

RULES_OF_POINTS = list(REGISTRY)
EXAMPLES = [(rule, example) for rule in RULES_OF_POINTS for example in rule.examples]
COLUMNS = {"sales_goal": [5.0] * 5}


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({"$defs": json_schema(RULES)["$defs"], "$ref": "#/$defs/points"})


def as_json(example: str) -> object:
    """Return what a JSON Schema sees of YAML: keys are texts."""
    return json.loads(json.dumps(yaml.safe_load(example)))


@pytest.mark.parametrize("rule", RULES_OF_POINTS, ids=lambda rule: rule.key)
def test_a_rule_says_what_it_is(rule: type[Points]) -> None:
    assert REGISTRY.get(rule.key) is rule
    assert rule.about.zh != rule.about.en
    assert any("\u4e00" <= sign <= "\u9fff" for sign in rule.about.zh)
    assert rule.about.en.isascii() or "÷" in rule.about.en or "×" in rule.about.en
    assert rule.examples
    for declared in rule.settings().values():
        assert declared.about.zh
        assert declared.about.en


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_examples_load(rule: type[Points], example: str, schema: jsonschema.Draft202012Validator) -> None:
    problems = Problems()
    made = chosen(example, problems)
    assert codes(problems) == []
    assert type(made.rule) is rule
    schema.validate(as_json(example))


@pytest.mark.parametrize("rule", RULES_OF_POINTS, ids=lambda rule: rule.key)
def test_the_schema_refuses_what_no_rule_is(rule: type[Points], schema: jsonschema.Draft202012Validator) -> None:
    for wrong in ({rule.key: {"no_such_setting": "nothing"}}, {rule.key: 1, "no_such_option": 2}):
        with pytest.raises(jsonschema.ValidationError):
            schema.validate(wrong)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_words_in_both_languages(rule: type[Points], example: str, better: str) -> None:
    for unit in ("number", "percent", "seconds", "money", "count", "points"):
        words = described(chosen(example), unit, better)
        assert words.zh
        assert words.en
        assert "{" not in words.zh + words.en
        assert "Fraction" not in words.zh + words.en


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_missing_stays_missing_and_nobody_is_no_problem(rule: type[Points], example: str, better: str) -> None:
    some = ["优秀", "A"][0 if "优秀" in example else 1] if rule.takes_words else 0.5
    for values in ([], [None] * 5, [some, None, None, None, None], [some, some, None, some, some]):
        problems = Problems()
        columns = {name: column[: len(values)] for name, column in COLUMNS.items()}
        given = points(example, values, better=better, columns=columns, problems=problems)
        assert [point is None for point in given] == [value is None for value in values]
        assert codes(problems) == []


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r, e in EXAMPLES if not r.relative and r.key != "formula"])
def test_who_else_is_there_matters_only_to_relative_rules(rule: type[Points], example: str) -> None:
    if rule.takes_words:
        return
    columns = {"sales_goal": [5.0] * 3}
    assert points(example, [0.5, 20, 99], columns=columns)[0] == points(example, [0.5, 50, 1], columns=columns)[0]


def test_options_are_the_familys() -> None:
    assert all(rule.options is None or issubclass(rule.options, PointsOptions) for rule in REGISTRY)


def test_missing_marks_do_not_collide_with_points() -> None:
    assert points("as_is", [-0.0])[0] == "0.0000"
    assert MISSING < -(10**18)


def test_compare_and_switch_are_said() -> None:
    words = described(chosen("{bands: {'>=1.12': 100, else: 50}, compare: {to: mean}}"), "money", "higher")
    assert words.zh == "值除以同组平均之后：≥1.12 100 分；其余 50 分"
    assert words.en == "the value divided by the cohort's mean, then: ≥1.12: 100; else: 50"
    switched = (
        "{linear: {worst: 90%, best: 100%}, switch: {when: reviews <= 50, points: {deduct: {target: 0, step: 1, points: 1}}}}"
    )
    words = described(chosen(switched), "percent", "higher")
    assert words.en.startswith(
        "90% is worth 0, 100% 100, in proportion between, never below 0 nor above 100; where reviews <= 50 instead: 100, less 1"
    )
