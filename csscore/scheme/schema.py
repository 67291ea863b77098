"""The JSON Schema of the scheme language, from the forms themselves, for editors and other checkers; it checks nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.scheme.kinds import RuleOf
from csscore.scheme.model import PAY, POINTS, VALUE, Group, Metric, Scheme

if TYPE_CHECKING:
    from csscore.scheme.forms import Registry

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NAME: Final = "scheme-v1.schema.json"
FAMILIES: Final[tuple[RuleOf, ...]] = (VALUE, POINTS, PAY)


def json_schema(rules: dict[str, Registry]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of version 1 of the language; descriptions are Chinese · English.

    Editors read YAML by the rules of YAML 1.2, so ``45`` is a number to them and ``90%`` a text: both are allowed wherever a
    number may stand. What no schema can say (weights that sum to 100, bands without gaps) `csscore check` says.
    """
    scheme = Scheme.schema(rules)
    properties = {**scheme["properties"], "csscore": {"const": 1, "description": scheme["properties"]["csscore"]["description"]}}
    required = [key for key in scheme["required"] if key != "metrics"]
    return {
        "$schema": DIALECT,
        "$id": NAME,
        "title": "csscore 考核方案 · csscore scheme",
        **scheme,
        "properties": properties,
        "required": required,
        "anyOf": [{"required": ["metrics"]}, {"required": ["include"]}],
        "$defs": {
            "metric": {"anyOf": [Metric.schema(rules), Group.schema(rules)]},
            **{family.family: family.definition(rules) for family in FAMILIES},
        },
    }
