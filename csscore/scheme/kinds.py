"""The kinds of value a setting may have: text, numbers, dates, choices, lists, mappings, forms, rules, expressions."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Context
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from csscore.scheme.forms import Form, Reader, Registry, Rule, Unreadable, both, nearest
from csscore.scheme.forms import found as found  # noqa: PLC0414 - rooms with kinds of their own take it from here
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.problems import Place
    from csscore.scheme.expression import Expr
    from csscore.scheme.expression import Kind as Result

_FACTORS: Final = {
    "": Fraction(1), "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "s": Fraction(1), "秒": Fraction(1),
    "min": Fraction(60), "分钟": Fraction(60), "h": Fraction(3600), "小时": Fraction(3600), "万": Fraction(10000),
    "亿": Fraction(10**8), "元": Fraction(1),
}  # fmt: skip
_DIGITS: Final = 60
"""Digits and signs of a number; nothing that is counted or paid has a quarter of them."""
_NUMBER: Final = r"([+-]?\d+(?:\.\d+)?)\s*({})".format("|".join(map(re.escape, _FACTORS)))


def number(text: str) -> Fraction | None:
    """Read an exact number of the language: ``45``, ``0.5``, ``90%``, ``5‰``, ``30s``, ``1.2万``; None if it is none.

    Digits are ASCII; ``1_000``, ``1e3``, ``1:30``, ``.5`` and ``0x1F`` are no numbers here.
    """
    match = re.fullmatch(_NUMBER, text.strip(), re.ASCII)
    return Fraction(match[1]) * _FACTORS[match[2]] if match and len(match[1]) <= _DIGITS else None


def decimal_text(value: Fraction) -> str:
    """Write a number of the language as decimal text; it ends, because it was written."""
    context = Context(prec=60)
    return format(context.divide(context.create_decimal(value.numerator), value.denominator).normalize(context), "f")


def scalar(node: Node, reader: Reader, wanted: Words) -> Scalar:
    """Return the node if it is a piece of text."""
    if isinstance(node, Scalar) and (node.text or node.quoted):
        return node
    raise reader.refuse("S104", node, found=found(node), wanted=wanted)


class Text:
    """Any text."""

    def read(self, node: Node, reader: Reader) -> str:
        given = scalar(node, reader, self.words()).text.strip()
        if not given:
            raise reader.refuse("S104", node, found=Words("空文字", "an empty text"), wanted=self.words())
        reader.refuse_quotes(node)
        return given

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": ["string", "number"]}

    def words(self) -> Words:
        return Words("文字", "text")


class Title:
    """A title: one text, or ``{zh: …, en: …}``."""

    def read(self, node: Node, reader: Reader) -> Words:
        if not isinstance(node, Mapping):
            return same(scalar(node, reader, self.words()).text)
        zh, en = node.get("zh"), node.get("en")
        if len(node.entries) == 2 and isinstance(zh, Scalar) and isinstance(en, Scalar):
            return Words(zh.text, en.text)
        raise reader.refuse("S104", node, found=found(node), wanted=self.words())

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        texts = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
        return {"anyOf": [{"type": ["string", "number"]}, {**texts, "required": ["zh", "en"], "additionalProperties": False}]}

    def words(self) -> Words:
        return Words("标题，或 {zh: …, en: …}", "a title, or {zh: …, en: …}")


class Number:
    """An exact number, optionally bounded; ``90%``, ``30s`` and ``1.2万`` are numbers."""

    __slots__ = ("least", "most")

    def __init__(self, *, least: Fraction | int | None = None, most: Fraction | int | None = None) -> None:
        self.least = least
        self.most = most

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
        return {"anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": f"^{_NUMBER}$"}]}

    def words(self) -> Words:
        if self.least is not None and self.most is not None:
            return Words(f"{self.least} 到 {self.most} 之间的数", f"a number from {self.least} to {self.most}")
        if self.least is not None:
            return Words(f"不小于 {self.least} 的数", f"a number of at least {self.least}")
        if self.most is not None:
            return Words(f"不大于 {self.most} 的数", f"a number of at most {self.most}")
        return Words("数字，例如 45、90%、30s", "a number such as 45, 90% or 30s")


class Plain(Number):
    """An exact number of points or money; ``120%`` of them would be 1.2, and is refused."""

    __slots__ = ()

    def read(self, node: Node, reader: Reader) -> Fraction:
        value = super().read(node, reader)
        if value and isinstance(node, Scalar) and node.text.strip()[-1] in "%％‰":
            raise reader.refuse(
                "S407", node, text=node.text.strip(), means=decimal_text(value), meant=node.text.strip()[:-1].strip()
            )
        return value


class Whole:
    """A whole number."""

    __slots__ = ("least", "most")

    def __init__(self, *, least: int = 0, most: int | None = None) -> None:
        self.least = least
        self.most = most

    def read(self, node: Node, reader: Reader) -> int:
        given = scalar(node, reader, self.words())
        if not re.fullmatch(r"[+-]?\d{1,15}", given.text, re.ASCII):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        value = int(given.text)
        if value < self.least or (self.most is not None and value > self.most):
            raise reader.refuse("S105", node, text=given.text, wanted=self.words())
        return value

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, **({} if self.most is None else {"maximum": self.most})}

    def words(self) -> Words:
        if self.most is not None:
            return Words(f"{self.least} 到 {self.most} 之间的整数", f"a whole number from {self.least} to {self.most}")
        return Words(f"不小于 {self.least} 的整数", f"a whole number of at least {self.least}")


class Flag:
    """True or false."""

    def read(self, node: Node, reader: Reader) -> bool:
        text = scalar(node, reader, self.words()).text.lower()
        if text in {"true", "false"}:
            return text == "true"
        raise reader.refuse("S104", node, found=found(node), wanted=self.words())

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "boolean"}

    def words(self) -> Words:
        return Words("true 或 false", "true or false")


class Choice:
    """One of a few words."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[str, ...]) -> None:
        self.options = options

    def read(self, node: Node, reader: Reader) -> str:
        text = scalar(node, reader, self.words()).text
        if text in self.options:
            return text
        near = nearest(text, self.options)
        if near:
            raise reader.refuse("S106", node, text=text, near=near, options=self.words())
        raise reader.refuse("S111", node, text=text, options=self.words())

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"enum": list(self.options)}

    def words(self) -> Words:
        return listed(self.options, most=len(self.options))


class ListOf:
    """A list of one kind; a single value stands for a list of one.

    ``each`` is what one item is called in messages; items are counted from 1, as people count.
    """

    __slots__ = ("each", "kind")

    def __init__(self, kind: Any, *, each: Words | None = None) -> None:
        self.kind = kind
        self.each = each

    def read(self, node: Node, reader: Reader) -> tuple[Any, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        values, sound = [], True
        for place, item in enumerate(items, 1):
            try:
                with reader.within(Words(f"第 {place} 条{self.each.zh}", f"{self.each.en} {place}") if self.each else None):
                    values.append(self.kind.read(item, reader))
            except Unreadable as unreadable:
                sound = False
                if unreadable.partial is not None:
                    values.append(unreadable.partial)
        if not sound:
            raise Unreadable(tuple(values))
        return tuple(values)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        item = self.kind.schema(rules)
        return {"anyOf": [{"type": "array", "items": item}, item]}

    def words(self) -> Words:
        inner = self.kind.words()
        return Words(f"列表：{inner.zh}", f"a list: {inner.en}")


class Entries(dict[Any, Any]):
    """A mapping as read; ``places`` says where each name stands."""

    def __init__(self, places: dict[Any, Place] | None = None) -> None:
        super().__init__()
        self.places = places or {}


class MapOf:
    """A mapping from names to one kind, in written order.

    ``keys`` reads a key (by default its text); ``each`` is what one entry is called in messages: 指标 / metric.
    """

    __slots__ = ("each", "keys", "kind")

    def __init__(self, kind: Any, *, keys: Callable[[Scalar, Reader], Any] | None = None, each: Words | None = None) -> None:
        self.kind = kind
        self.keys = keys
        self.each = each

    def read(self, node: Node, reader: Reader) -> Entries:
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        values = Entries()
        sound = True
        for key, value in node:
            name: Any = key.text
            try:
                name = self.keys(key, reader) if self.keys else key.text
                values.places[name] = key.place
                with reader.within(Words(f"{self.each.zh}“{key.text}”", f"{self.each.en} '{key.text}'") if self.each else None):
                    values[name] = self.kind.read(value, reader)
            except Unreadable as unreadable:
                sound = False
                values[name] = unreadable.partial
        if not sound:
            raise Unreadable(values)
        return values

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.kind.schema(rules)}

    def words(self) -> Words:
        inner = self.kind.words()
        return Words(f"键值表，值是{inner.zh}", f"a mapping to {inner.en}")


class FormOf:
    """A form."""

    __slots__ = ("cls",)

    def __init__(self, cls: type[Form]) -> None:
        self.cls = cls

    def read(self, node: Node, reader: Reader) -> Form:
        return self.cls.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return self.cls.schema(rules)

    def words(self) -> Words:
        return self.cls.wanted()


class Chosen(NamedTuple):
    """A rule as chosen, with the options that stood beside its key."""

    rule: Any
    options: Any


class RuleOf:
    """One rule of a family: its bare key, or a mapping with the rule's key and options beside it."""

    __slots__ = ("family", "options", "title")

    def __init__(self, family: str, options: type[Form], title: Words) -> None:
        self.family = family
        self.options = options
        self.title = title

    def read(self, node: Node, reader: Reader) -> Chosen:
        registry = reader.rules[self.family]
        if isinstance(node, Scalar):
            rule = registry.get(scalar(node, reader, self.words()).text)
            if rule is None:
                raise self._unknown(node, registry, reader)
            if not rule.bare():
                raise reader.refuse("S108", node, key=node.text, family=self.title, example=_example(rule))
            return Chosen(self._bare(rule, node, reader), (rule.options or self.options)(place=node.place))
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        key, body, rule = self._entry(node, registry, reader)
        owner = self._owner(rule, reader)
        made, options = None, None
        with suppress(Unreadable), reader.within(owner):  # both are read, so that the mistakes of both are shown
            made = self._bare(rule, body, reader) if self._empty(rule, body) else rule.read(body, reader)
        with suppress(Unreadable), reader.within(owner):
            options = (rule.options or self.options).from_entries([entry for entry in node if entry[0] is not key], node, reader)
        if made is None or options is None:
            raise Unreadable
        return Chosen(made, options)

    def _entry(self, node: Mapping, registry: Registry, reader: Reader) -> tuple[Scalar, Node, type[Rule]]:
        """Return the one entry whose key names a rule."""
        entries = [(key, value, rule) for key, value in node if (rule := registry.get(key.text)) is not None]
        if len(entries) > 1:
            raise reader.refuse("S109", entries[1][0], keys=listed([key.text for key, _, _ in entries]), family=self.title)
        if entries:
            return entries[0]
        known = self.options.settings()
        stranger = next((key for key, _ in node if key.text not in known), None)
        if stranger is not None:
            raise self._unknown(stranger, registry, reader)
        raise reader.refuse("S110", node, family=self.title, known=listed(registry.keys(), most=99))

    def _owner(self, rule: type[Rule], reader: Reader) -> Words:
        """Return how messages name the rule: a metric has several, an entry of `pay` is one."""
        around = reader.around if reader.owner is None else None
        return Words(f"{around.zh}的“{rule.key}”", f"{rule.key} of {around.en}") if around else Words(f"“{rule.key}”", rule.key)

    def _bare(self, rule: type[Rule], node: Node, reader: Reader) -> Rule:
        made = rule(place=node.place)
        with reader.inside(self._owner(rule, reader)):
            made.check(reader)
        return made

    @staticmethod
    def _empty(rule: type[Rule], body: Node) -> bool:
        """Return whether the body only says yes: ``{minmax: }``, ``{minmax: true}``."""
        return isinstance(body, Scalar) and not body.quoted and body.text in {"", "true"} and rule.bare() and rule.whole() is None

    def _unknown(self, key: Scalar, registry: Registry, reader: Reader) -> Unreadable:
        near = nearest(key.text, registry.keys())
        if near:
            return reader.refuse("S107", key, family=self.title, key=key.text, near=near)
        return reader.refuse("S112", key, family=self.title, key=key.text, known=listed(registry.keys(), most=99))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.family}"}

    def definition(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of the family, to stand under ``$defs``."""
        registry = rules[self.family]
        words = [{"const": rule.key, "description": both(rule.about)} for rule in registry if rule.bare()]
        forms = [self._choice(rule, rules) for rule in registry]
        return {"anyOf": [*words, *forms], "description": both(self.title)}

    def _choice(self, rule: type[Rule], rules: dict[str, Registry]) -> dict[str, Any]:
        body = rule.schema(rules)
        if rule.bare() and rule.whole() is None:
            body = {"anyOf": [body, {"type": "null"}, {"const": True}]}
        options = (rule.options or self.options).schema(rules)
        return {
            "type": "object",
            "description": both(rule.about),
            "properties": {rule.key: {**body, "description": both(rule.about)}, **options["properties"]},
            "required": [rule.key, *options.get("required", ())],
            "additionalProperties": False,
        }

    def words(self) -> Words:
        return Words(f"一条{self.title.zh}", f"a {self.title.en}")


def _example(rule: type[Rule]) -> str:
    return next(iter(rule.examples), f"{{{rule.key}: …}}")


class Expression:
    """An expression of the language (EXPR), parsed when the scheme is read.

    ``gives`` is what it must give, where that is known; ``of`` whether it is about an agent or about a row of a file.
    """

    __slots__ = ("gives", "of")

    def __init__(self, *, gives: Result | None = None, of: Literal["agent", "row"] = "agent") -> None:
        self.gives = gives
        self.of = of

    def read(self, node: Node, reader: Reader) -> Expr:
        from csscore.scheme.expression import parse

        given = scalar(node, reader, self.words())
        reader.refuse_quotes(node)
        parsed = parse(given.text, given.text_place, reader.problems, gives=self.gives, of=self.of)
        if parsed is None:
            raise Unreadable
        return parsed

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> Words:
        if self.gives == "truth":
            return Words("条件，例如 reply_rate < 95%", "a condition such as reply_rate < 95%")
        return Words("表达式", "an expression")
