"""The rules as questions: which of a family can be asked for, and what each wants to know, as the rules declare it."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING, Any, Final

from csscore.scheme.fields import short
from csscore.scheme.kinds import Choice, Expression, Number, Text, Whole, number
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.scheme.forms import Registry, Rule

_BETWEEN: Final = " · "
_MOST: Final = 3
"""Settings of a table that are asked for; the others can be added to the scheme."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One setting that a rule wants to know."""

    key: str
    about: Words
    required: bool


@dataclass(frozen=True, slots=True)
class Choosable:
    """A rule that can be chosen by answering questions."""

    key: str
    about: Words
    settings: tuple[Asked, ...]
    line: Words | None = None

    def written(self, answers: dict[str, str]) -> str:
        """Return it as the language writes it, with its settings as answered."""
        inner = ", ".join(f"{one.key}: {_text(answers[one.key])}" for one in self.settings if answers.get(one.key))
        return f"{self.key}: {{{inner}}}" if inner else self.key


def choosable(registry: Registry) -> tuple[Choosable, ...]:
    """Return the rules of a family that want no more than numbers and formulas, in the order of the family."""
    found = []
    for rule in registry:
        settings = _settings(rule)
        if settings is not None:
            found.append(Choosable(rule.key, rule.about, settings, getattr(rule, "line", None)))
    return tuple(found)


def _settings(rule: type[Rule]) -> tuple[Asked, ...] | None:
    """Return what a rule wants to know; None where that takes more than numbers and formulas."""
    whole = rule.whole()
    if whole is not None:
        return tuple(_of_schema(whole.kind.schema({})))[:_MOST] or (() if rule.bare() and whole.default is None else None)
    found = []
    for key, declared in rule.settings().items():
        simple = isinstance(declared.kind, Number | Whole | Expression)
        needed = declared.required or (declared.default is None and not isinstance(declared.kind, Text | Choice))
        if needed and not simple:
            return None
        if declared.required or (needed and isinstance(declared.kind, Number)):
            found.append(Asked(key, short(declared.about), declared.required))
    return tuple(found)


def _of_schema(schema: dict[str, Any]) -> Iterator[Asked]:
    """Yield the settings of the first form with keys of its own that a kind takes: of a ladder {first, second, last}."""
    form = next((one for one in (schema, *schema.get("anyOf", ())) if one.get("properties")), None)
    for key, said in (form or {}).get("properties", {}).items():
        zh, _, en = said.get("description", key).partition(_BETWEEN)
        required = key in (form or {}).get("required", ())
        if required or "default" not in said:
            yield Asked(key, short(Words(zh, en or zh)), required)


def _text(answer: str) -> str:
    plain = number(answer) is not None or answer.replace("_", "").isalnum()
    return answer if plain else dumps(answer, ensure_ascii=False)
