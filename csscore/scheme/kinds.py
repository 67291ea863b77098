"""The kinds of value a setting may have: text, numbers, choices, lists, mappings, forms, rules and expressions."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.scheme.forms import Form, Reader, Registry, Rule, Unreadable, nearest
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.scheme.expression import Expr

_FACTORS: Final = {
    "": Fraction(1), "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "s": Fraction(1), "秒": Fraction(1),
    "min": Fraction(60), "分钟": Fraction(60), "h": Fraction(3600), "小时": Fraction(3600), "万": Fraction(10000),
    "亿": Fraction(10**8), "元": Fraction(1),
}  # fmt: skip
_NUMBER: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([a-z%％‰\u4e00-\u9fff]*)")


def number(text: str) -> Fraction | None:
    """Read an exact number of the language: ``45``, ``0.5``, ``90%``, ``5‰``, ``30s``, ``1.2万``; None if it is none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or match[2] not in _FACTORS:
        return None
    return Fraction(match[1]) * _FACTORS[match[2]]


def scalar(node: Node, reader: Reader, wanted: Words) -> Scalar:
    """Return the node if it is a piece of text."""
    if isinstance(node, Scalar) and (node.text or node.quoted):
        return node
    raise reader.refuse("S104", node, found=found(node), wanted=wanted)


@dataclass(frozen=True, slots=True)
class Text:
    """Any text."""

    def read(self, node: Node, reader: Reader) -> str:
        return scalar(node, reader, self.words()).text

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": ["string", "number"]}

    def words(self) -> Words:
        return Words("文字", "text")


@dataclass(frozen=True, slots=True)
class Title:
    """A title: one text, or ``{zh: …, en: …}``."""

    def read(self, node: Node, reader: Reader) -> Words:
        if isinstance(node, Mapping) and {key.text for key, _ in node} == {"zh", "en"}:
            zh, en = node.get("zh"), node.get("en")
            if isinstance(zh, Scalar) and isinstance(en, Scalar):
                return Words(zh.text, en.text)
        return same(scalar(node, reader, self.words()).text)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        both = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
        return {"anyOf": [{"type": ["string", "number"]}, {**both, "required": ["zh", "en"], "additionalProperties": False}]}

    def words(self) -> Words:
        return Words("标题，或 {zh: …, en: …}", "a title, or {zh: …, en: …}")


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, optionally bounded; ``90%``, ``30s`` and ``1.2万`` are numbers."""

    least: Fraction | int | None = None
    most: Fraction | int | None = None

    def read(self, node: Node, reader: Reader) -> Fraction:
        given = scalar(node, reader, self.words())
        value = number(given.text)
        if value is None:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise reader.refuse("S105", node, text=given.text, wanted=self.words())
        return value

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        bounds = {key: float(value) for key, value in (("minimum", self.least), ("maximum", self.most)) if value is not None}
        return {"anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?\s*[a-z%％‰一-鿿]*$"}]}

    def words(self) -> Words:
        if self.least is not None and self.most is not None:
            return Words(f"{self.least} 到 {self.most} 之间的数", f"a number from {self.least} to {self.most}")
        if self.least is not None:
            return Words(f"不小于 {self.least} 的数", f"a number of at least {self.least}")
        return Words("数字，例如 45、90%、30s", "a number such as 45, 90% or 30s")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int = 0

    def read(self, node: Node, reader: Reader) -> int:
        given = scalar(node, reader, self.words())
        if not re.fullmatch(r"[+-]?\d+", given.text) or int(given.text) < self.least:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return int(given.text)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least}

    def words(self) -> Words:
        return Words(f"不小于 {self.least} 的整数", f"a whole number of at least {self.least}")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, node: Node, reader: Reader) -> bool:
        text = scalar(node, reader, self.words()).text.lower()
        if text in {"true", "yes", "是"}:
            return True
        if text in {"false", "no", "否"}:
            return False
        raise reader.refuse("S104", node, found=found(node), wanted=self.words())

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "boolean"}

    def words(self) -> Words:
        return Words("true 或 false", "true or false")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> str:
        text = scalar(node, reader, self.words()).text
        if text in self.options:
            return text
        near = nearest(text, self.options)
        raise reader.refuse("S106", node, text=text, near=near or self.options[0], options=", ".join(self.options))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def words(self) -> Words:
        return same("/".join(self.options))


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind; a single value stands for a list of one."""

    kind: Any

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        values, sound = [], True
        for item in items:
            try:
                values.append(self.kind.read(item, reader))
            except Unreadable:
                sound = False
        if not sound:
            raise Unreadable
        return tuple(values)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        item = self.kind.schema(rules)
        return {"anyOf": [{"type": "array", "items": item}, item]}

    def words(self) -> Words:
        inner = self.kind.words()
        return Words(f"列表：{inner.zh}", f"a list: {inner.en}")


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names to one kind, in written order."""

    kind: Any
    keys: Callable[[Scalar, Reader], Any] | None = None
    """Reads a key; by default its text."""
    each: Words | None = None
    """What one entry is called in messages: 指标 / metric."""

    def read(self, node: Node, reader: Reader) -> dict[Any, Any]:
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        values: dict[Any, Any] = {}
        sound = True
        for key, value in node:
            try:
                name = self.keys(key, reader) if self.keys else key.text
                with reader.within(Words(f"{self.each.zh} {key.text}", f"{self.each.en} '{key.text}'") if self.each else None):
                    values[name] = self.kind.read(value, reader)
            except Unreadable:
                sound = False
        if not sound:
            raise Unreadable
        return values

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.kind.schema(rules)}

    def words(self) -> Words:
        inner = self.kind.words()
        return Words(f"键值表，值是{inner.zh}", f"a mapping to {inner.en}")


@dataclass(frozen=True, slots=True)
class FormOf:
    """A form."""

    cls: type[Form]

    def read(self, node: Node, reader: Reader) -> Form:
        return self.cls.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return self.cls.schema(rules)

    def words(self) -> Words:
        return self.cls.wanted()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule as chosen, with the options that stood beside its key."""

    rule: Any
    options: Any


@dataclass(frozen=True, slots=True)
class RuleOf:
    """One rule of a family: its bare key, or a mapping with the rule's key and options beside it."""

    family: str
    options: type[Form]

    def read(self, node: Node, reader: Reader) -> Chosen:
        registry = reader.rules[self.family]
        if isinstance(node, Scalar):
            rule = registry.get(node.text)
            if rule is None:
                raise self._unknown(node, registry, reader)
            if not rule.bare():
                raise reader.refuse("S108", node, key=node.text, family=self.family)
            return Chosen(rule(place=node.place), (rule.options or self.options)())
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        keys = [(key, value, rule) for key, value in node if (rule := registry.get(key.text)) is not None]
        if len(keys) != 1:
            if keys:
                raise reader.refuse("S109", node, keys=", ".join(key.text for key, _, _ in keys))
            known = {key for key, _, _ in self.options.settings()}
            stranger = next((key for key, _ in node if key.text not in known), None)
            raise (
                self._unknown(stranger, registry, reader)
                if stranger
                else reader.refuse("S110", node, family=self.family, known=", ".join(registry.keys()))
            )
        key, body, rule = keys[0]
        made, options = None, None
        with suppress(Unreadable):  # both are read, so that the mistakes of both are shown
            made = self._rule(rule, body, reader)
        with suppress(Unreadable):
            options = (rule.options or self.options).from_entries([entry for entry in node if entry[0] is not key], node, reader)
        if made is None or options is None:
            raise Unreadable
        return Chosen(made, options)

    @staticmethod
    def _rule(rule: type[Rule], body: Node, reader: Reader) -> Rule:
        if (
            rule.bare()
            and isinstance(body, Scalar)
            and body.text in {"", "true"}
            and not any(s.whole for _, _, s in rule.settings())
        ):
            return rule(place=body.place)
        return rule.read(body, reader)

    def _unknown(self, key: Scalar, registry: Registry, reader: Reader) -> Unreadable:
        known = registry.keys()
        near = nearest(key.text, known)
        if near:
            return reader.refuse("S107", key, family=self.family, key=key.text, near=near)
        return reader.refuse("S110", key, family=self.family, known=", ".join(known))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        registry = rules[self.family]
        forms: list[dict[str, Any]] = [{"enum": [rule.key for rule in registry if rule.bare()]}]
        for rule in registry:
            about = {"description": rule.about.en}
            options = (rule.options or self.options).schema(rules)["properties"]
            forms.append({
                "type": "object",
                "properties": {rule.key: {**rule.schema(rules), **about}, **options},
                "required": [rule.key],
                "additionalProperties": False,
            })  # fmt: skip
        return {"anyOf": forms}

    def words(self) -> Words:
        return Words(f"{self.family} 规则", f"a {self.family} rule")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of the language (EXPR), parsed when the scheme is read."""

    def read(self, node: Node, reader: Reader) -> Expr:
        from csscore.scheme.expression import parse

        given = scalar(node, reader, self.words())
        parsed = parse(given.text, given.place, reader.problems)
        if parsed is None:
            raise Unreadable
        return parsed

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> Words:
        return Words("表达式", "an expression")


def found(node: Node) -> Words:
    """Return how a message names what stands somewhere."""
    if isinstance(node, Scalar):
        return Words(f"“{node.text}”", f"'{node.text}'") if node.text or node.quoted else Words("空值", "nothing")
    return Words("键值表", "a mapping") if isinstance(node, Mapping) else Words("列表", "a list")
