"""What every pay rule must do: read its examples, say itself in both languages, describe itself to editors."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml

from csscore.pay.rules import REGISTRY
from csscore.problems import Problems
from csscore.scheme.names import expressions
from csscore.scheme.schema import json_schema
from tests.pay.people import chosen, codes, payees

EXAMPLES = [(rule.key, example) for rule in REGISTRY for example in rule.examples]


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_examples_load_and_are_said_in_both_languages(key, example):
    problems = Problems()
    entry = chosen(example, problems)
    assert codes(problems) == []
    assert entry.rule.key == key
    words = entry.rule.words(entry.options)
    assert words.zh
    assert words.en
    ours = re.sub(r"[a-z_]+\(.*?\)|[a-z_]+ \* .*", "", words.en)
    assert not re.search(r"[，。；：（）]", ours)


@pytest.mark.parametrize("rule", list(REGISTRY), ids=lambda rule: rule.key)
def test_rules_describe_themselves(rule):
    assert rule.examples
    assert rule.about.zh != rule.about.en
    assert rule.line.zh != rule.line.en
    assert rule.__doc__
    for declared in rule.settings().values():
        assert declared.about.zh
        assert declared.about.en


def as_json(example: str):
    """Return what an editor sees of YAML: keys are texts, and ``on`` is one of them (PyYAML takes it for true)."""
    return json.loads(json.dumps(yaml.safe_load(example.replace("{on:", "{'on':"))))


@pytest.fixture(scope="module")
def schema():
    from csscore.rules import RULES

    return jsonschema.Draft202012Validator({"$defs": json_schema(RULES)["$defs"], "$ref": "#/$defs/pay"})


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_examples_agree_with_the_json_schema(key, example, schema):
    schema.validate(as_json(example))


@pytest.mark.parametrize("rule", list(REGISTRY), ids=lambda rule: rule.key)
def test_the_schema_refuses_what_no_rule_is(rule, schema):
    for wrong in ({rule.key: {"no_such_setting": 1}}, {rule.key: 1, "no_such_option": 2}):
        assert not schema.is_valid(wrong)


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
@pytest.mark.parametrize("ranks", [[], [None, None], [1], [1, 1, 3, None]])
def test_no_agent_and_one_agent_and_the_unranked_are_no_trouble(key, example, ranks):
    """Lines have a sentence exactly where they pay, and every template has its details."""
    entry = chosen(example)
    columns = [leaf.names for leaf in expressions([entry.rule])]
    wanted = {name for names in columns for name in names} | set(entry.rule.names())
    people = payees(ranks, scores=[90 for _ in ranks], params=(), **dict.fromkeys(wanted, 10))
    amounts = entry.rule.amounts(people, entry.options)
    assert len(amounts.exact) == len(amounts.due) == len(ranks)
    for i, owed in enumerate(amounts.due):
        for lang in ("zh", "en"):
            assert bool(amounts.because.at(i, lang)) == bool(owed)
