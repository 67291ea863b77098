"""The JSON Schema accepts what loads and refuses what editors should underline; the committed documents are fresh."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csscore.problems import Problems
from csscore.rules import RULES
from csscore.scheme.nodes import Node, Scalar, Sequence, compose
from csscore.scheme.schema import json_schema

from .loading import HEAD, SALES, of_text

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path for path in (ROOT / "schemes").glob("*.yaml") if path.name != "columns.yaml" and ".test" not in path.name)


@pytest.fixture(scope="module")
def checker() -> Any:
    schema = json_schema(RULES)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_editors_read(node: Node | None) -> Any:
    """Read scalars by the core schema of YAML 1.2, as editors do."""
    if isinstance(node, Scalar):
        if node.quoted:
            return node.text
        if node.text in {"", "~", "null"}:
            return None
        if node.text in {"true", "false"}:
            return node.text == "true"
        if re.fullmatch(r"[-+]?\d+", node.text):
            return int(node.text)
        return float(node.text) if re.fullmatch(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", node.text) else node.text
    if isinstance(node, Sequence):
        return [as_editors_read(item) for item in node.items]
    assert node is not None
    return {key.text: as_editors_read(value) for key, value in node}


def read(text: str) -> Any:
    return as_editors_read(compose(text, "f", Problems()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_ready_made_schemes_are_valid(checker: Any, path: Path) -> None:
    assert list(checker.iter_errors(read(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("family", "key", "example"), [(f, rule.key, e) for f, r in RULES.items() for rule in r for e in rule.examples]
)
def test_examples_of_rules_are_valid_and_load(checker: Any, family: str, key: str, example: str, here: Path) -> None:
    where = {
        "value": f"metrics:\n  sales: {{value: {example}, weight: 100, points: minmax}}\n",
        "points": f"metrics:\n  sales: {{value: sales, weight: 100, points: {example}}}\n",
        "pay": SALES + f"pay:\n  - {example}\n",
    }
    text = HEAD + where[family]
    assert list(checker.iter_errors(read(text))) == []
    scheme, problems = of_text(text, here)
    assert [line for line in problems if ": error " in line] == []
    assert scheme is not None


def test_every_rule_shows_an_example() -> None:
    assert [rule.key for registry in RULES.values() for rule in registry if not rule.examples] == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "metrics: {sales: {value: sales, weigth: 100, points: minmax}}\n",
        HEAD + "metrics: {sales: {value: sales, weight: 100, points: minmx}}\n",
        HEAD + "metrics: {sales: {weight: 100, points: minmax}}\n",
        HEAD + "metrics: {sales: {value: sales, weight: a lot, points: minmax}}\n",
        HEAD + "metrics: {sales: {value: sales, weight: -1, points: minmax}}\n",
        HEAD + "metrics: {g: {weight: 100, metrics: {sales: {value: sales, weigth: 100, points: minmax}}}}\n",
        HEAD + "metrics: {sales: {value: sales, weight: 100, points: {linear: {worst: 3}}}}\n",
        HEAD + SALES + "gates: [{name: a, when: x < 3, then: unrankd}]\n",
        HEAD + SALES + "gates: [{name: a, when: x < 3, then: {score: 0, pay: 0}}]\n",
        HEAD + SALES + "rank: {ties: mni}\n",
        HEAD + SALES + "pay: [{laddr: {first: 3, last: 1}}]\n",
        HEAD + SALES + "effective: {from: yesterday}\n",
        "csscore: 2\nname: team\n" + SALES,
        "name: team\n" + SALES,
        HEAD,
    ],
)
def test_slips_are_underlined(checker: Any, text: str) -> None:
    assert not checker.is_valid(read(text))


def test_keys_are_described_in_both_languages() -> None:
    described = json_schema(RULES)["properties"]
    assert described["weights"]["description"] == "权重加起来须为 100，或只看比例 · whether weights must sum to 100"


def test_reference_and_schema_are_fresh() -> None:
    for path, text in runpy.run_path(str(ROOT / "docs" / "make.py"))["language"]().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is not fresh: run python docs/make.py"


def test_the_committed_schema_is_the_one_that_is_printed() -> None:
    committed = json.loads((ROOT / "csscore" / "scheme" / "scheme-v1.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(RULES)
