"""How the language is declared: one class a form, one `setting` a key; loading, JSON Schema and the reference follow.

A form is a frozen dataclass whose fields are made by `setting`. A rule is a form with a ``key`` that is chosen by that
key (``{linear: {worst: 90%, best: 100%}}``); rules live in registries, one file each.
"""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar, dataclass_transform

from csscore.problems import Place, Problems
from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
REQUIRED: Any = dataclasses.MISSING


class Unreadable(Exception):  # noqa: N818 - never shown: the problem is already recorded
    """A node could not be read; the problem has been recorded, the siblings go on."""


@dataclass(slots=True)
class Reader:
    """What reading a scheme carries along: where problems go and which rules there are."""

    problems: Problems
    rules: dict[str, Registry]
    """Registries by family: ``value``, ``points``, ``pay``."""
    owner: Words | None = None
    """Whose settings are being read, for messages: metric 'sales'."""

    @contextmanager
    def within(self, owner: Words | None) -> Iterator[None]:
        """Name the owner of the settings read inside the block."""
        before = self.owner
        self.owner = owner or before
        try:
            yield
        finally:
            self.owner = before

    def refuse(self, code: str, node: Node | Place | None, **details: object) -> Unreadable:
        """Record a problem at a node; the caller raises what this returns."""
        place = node if isinstance(node, Place) or node is None else node.place
        self.problems.add(code, place, group="", **details)
        return Unreadable()


class Kind(Protocol):
    """What may stand as the value of a setting."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Return the value, or record the problem and raise `Unreadable`."""
        ...

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of what may stand here."""
        ...

    def words(self) -> Words:
        """Return what may stand here, for the reference and for messages."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """How one key of a form is declared."""

    kind: Kind
    about: Words
    whole: bool = False
    """The rule's whole body is this setting: ``{bands: {…}}`` rather than ``{bands: {bands: {…}}}``."""
    key: str | None = None
    """The YAML key where it differs from the field's name (``from``, ``with``)."""


def setting(kind: Kind, zh: str, en: str, *, default: Any = REQUIRED, whole: bool = False, key: str | None = None) -> Any:
    """Declare a key of a form: its kind, what it is for (Chinese, English) and its default (none: it must be given)."""
    metadata = {"setting": Setting(kind, Words(zh, en), whole, key)}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(setting,))
def form(cls: type[T]) -> type[T]:
    """Make a class a form: a frozen dataclass, keyword only."""
    return dataclass(frozen=True, kw_only=True)(cls)


@form
class Form:
    """A mapping of the language with known keys."""

    about: ClassVar[Words] = Words("", "")
    place: Place | None = field(default=None, compare=False, repr=False)
    places: dict[str, Place] = field(default_factory=dict, compare=False, repr=False)
    """Where each key's value stands, for problems found later."""

    @classmethod
    def settings(cls) -> Iterator[tuple[str, dataclasses.Field[Any], Setting]]:
        """Yield (YAML key, dataclass field, setting) in declared order."""
        for item in dataclasses.fields(cls):
            if "setting" in item.metadata:
                declared: Setting = item.metadata["setting"]
                yield declared.key or item.name, item, declared

    @classmethod
    def read(cls, node: Node, reader: Reader) -> Self:
        """Read the form from a mapping, reporting every mistake in it."""
        whole = next(((item, declared) for _, item, declared in cls.settings() if declared.whole), None)
        if whole is not None:
            item, declared = whole
            made = cls(**{item.name: declared.kind.read(node, reader)}, place=node.place, places={item.name: node.place})
            made.check(reader)
            return made
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=_shown(node), wanted=cls.wanted())
        return cls.from_entries(node.entries, node, reader)

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[Scalar, Node]], node: Node, reader: Reader) -> Self:
        """Read the form from some entries of a mapping (the others belong to somebody else)."""
        known = {key: (item, declared) for key, item, declared in cls.settings()}
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        sound = True
        for key, value in entries:
            if key.text not in known:
                sound = False
                unknown_key(key, list(known), cls.called(), reader)
                continue
            item, declared = known[key.text]
            places[key.text] = value.place
            try:
                values[item.name] = declared.kind.read(value, reader)
            except Unreadable:
                sound = False
        for key_text, (item, _) in known.items():
            if key_text not in places and item.default is REQUIRED and item.default_factory is REQUIRED:
                sound = False
                reader.refuse("S102", node, owner=cls.called(), key=key_text)
        if not sound:
            raise Unreadable
        made = cls(**values, place=node.place, places=places)
        made.check(reader)
        return made

    def check(self, reader: Reader) -> None:
        """Report what is wrong between the settings of this form; nothing by default."""

    @classmethod
    def called(cls) -> str:
        """Return how messages name this form."""
        return getattr(cls, "key", None) or cls.__name__.lower()

    @classmethod
    def wanted(cls) -> Words:
        """Return what should stand where this form is read, for messages."""
        keys = ", ".join(key for key, _, _ in cls.settings())
        return Words(f"{cls.called()} 的设置（{keys}）", f"settings of {cls.called()} ({keys})")

    @classmethod
    def schema(cls, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of this form."""
        whole = next((declared for _, _, declared in cls.settings() if declared.whole), None)
        if whole is not None:
            return whole.kind.schema(rules)
        return {
            "type": "object",
            "description": cls.about.en or (cls.__doc__ or "").split("\n", 1)[0],
            "properties": {
                key: {**declared.kind.schema(rules), "description": declared.about.en} for key, _, declared in cls.settings()
            },
            "required": [key for key, item, _ in cls.settings() if item.default is REQUIRED and item.default_factory is REQUIRED],
            "additionalProperties": False,
        }


@form
class Rule(Form):
    """A form that is chosen by its key."""

    key: ClassVar[str] = ""
    options: ClassVar[type[Form] | None] = None
    """What may stand beside this rule's key, where that is more than beside any rule of the family."""

    @classmethod
    def bare(cls) -> bool:
        """Return whether the key alone says it all (``points: minmax``)."""
        return all(item.default is not REQUIRED or item.default_factory is not REQUIRED for _, item, _ in cls.settings())


class Registry:
    """The rules of one family by key; made once, never changed."""

    def __init__(self, family: str, rules: Iterable[type[Rule]]) -> None:
        self.family = family
        self._rules = {rule.key: rule for rule in rules}

    def __iter__(self) -> Iterator[type[Rule]]:
        return iter(self._rules.values())

    def keys(self) -> list[str]:
        """Return the keys in declared order."""
        return list(self._rules)

    def get(self, key: str) -> type[Rule] | None:
        """Return the rule of a key."""
        return self._rules.get(key)


def nearest(name: str, among: Iterable[str]) -> str | None:
    """Return the known name that a misspelt one most likely means."""
    from difflib import get_close_matches

    found = get_close_matches(name, list(among), n=1, cutoff=0.6)
    return found[0] if found else None


def unknown_key(key: Scalar, known: list[str], form_title: str, reader: Reader) -> None:
    """Report a key that a form does not have, with the nearest that it has."""
    owner = reader.owner or same(form_title)
    near = nearest(key.text, known)
    if near:
        reader.refuse("S101", key, owner=owner, key=key.text, near=near)
    else:
        reader.refuse("S103", key, owner=owner, key=key.text, known=", ".join(known))


def _shown(node: Node) -> Words:
    if isinstance(node, Scalar):
        return Words(f"“{node.text}”", f"'{node.text}'")
    return Words("键值表", "a mapping") if isinstance(node, Mapping) else Words("列表", "a list")
