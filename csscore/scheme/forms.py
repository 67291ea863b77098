"""How the language is declared: one class a form, one `setting` a key; it knows no rule and reads no file.

A form is a frozen object whose fields are made by `setting`. A rule is a form with a ``key`` that is chosen by that
key (``{linear: {worst: 90%, best: 100%}}``); rules live in registries, one file each.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, Self, TypeVar, dataclass_transform

from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.scheme.punctuation import first, in_quotes
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from csscore.problems import Place, Problems

T = TypeVar("T")
REQUIRED: Final[Any] = object()


class Unreadable(Exception):  # noqa: N818 - never shown: the problem is already recorded
    """A node could not be read; the problem has been recorded, the siblings go on.

    ``partial`` is what could be read of it, so that the checks of a whole scheme can say what they have to say in the
    same run; a mapping holds None where an entry could not be read, a list leaves it out.
    """

    def __init__(self, partial: Any = None) -> None:
        super().__init__()
        self.partial = partial


class Reader:
    """What reading a scheme carries along: where problems go and which rules there are.

    Attributes
    ----------
    rules
        Registries by family: ``value``, ``points``, ``pay``.
    owner
        Whose settings are read next, where the surroundings know it better than the form: metric 'sales'.
    around
        Whose settings are being read.
    """

    __slots__ = ("around", "owner", "problems", "rules")

    def __init__(self, problems: Problems, rules: dict[str, Registry]) -> None:
        self.problems = problems
        self.rules = rules
        self.owner: Words | None = None
        self.around: Words | None = None

    def within(self, owner: Words | None) -> _Owned:
        """Name the owner of the settings read inside the block."""
        return _Owned(self, owner, self.around)

    def inside(self, owner: Words) -> _Owned:
        """Read the settings of an owner inside the block; forms further in name themselves."""
        return _Owned(self, None, owner)

    def refuse_kind(self, node: Node, wanted: Words) -> Unreadable:
        """Record that something else should stand here; the caller raises what this returns."""
        return self.refuse("S104", node, found=found(node), wanted=wanted)

    def refuse(self, code: str, node: Node | Place | None, **details: object) -> Unreadable:
        """Record a problem at a node; the caller raises what this returns."""
        place = node.place if isinstance(node, Node) else node
        if code in _MISREAD and isinstance(node, Scalar) and not node.quoted and (sign := first(node.text)) is not None:
            self.problems.add("S026", node.place.after(sign.column), **sign.named)
        elif code in _MISREAD and isinstance(node, Scalar) and not node.quoted and (match := _NO_SPACE.match(node.text)):
            self.problems.add("S027", node.place.after(match.end() - 1), text=match[0])
        else:
            self.problems.add(code, place, group="", **details)
        return Unreadable()

    def refuse_quotes(self, node: Node) -> None:
        """Refuse a name or an expression that stands in full-width quotes, which are no quotes to YAML."""
        if isinstance(node, Scalar) and not node.quoted and (sign := in_quotes(node.text)) is not None:
            self.problems.add("S026", node.place, **sign.named)
            raise Unreadable


_MISREAD: Final = frozenset({"S101", "S103", "S104", "S106", "S107", "S111", "S112", "P101"})
"""Codes of what is not understood: a full-width sign in it is to blame."""


_NO_SPACE: Final = re.compile(r"\w+:(?=[^\s/])")


class _Owned:
    """For a while, a reader's settings belong to somebody."""

    __slots__ = ("_before", "_now", "_reader")

    def __init__(self, reader: Reader, owner: Words | None, around: Words | None) -> None:
        self._reader = reader
        self._now = owner, around

    def __enter__(self) -> None:
        self._before = self._reader.owner, self._reader.around
        self._reader.owner, self._reader.around = self._now

    def __exit__(self, *_: object) -> None:
        self._reader.owner, self._reader.around = self._before


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


class Setting:
    """How one key of a form is declared.

    Attributes
    ----------
    whole
        The rule's whole body is this setting: ``{bands: {…}}`` rather than ``{bands: {bands: {…}}}``.
    key
        The YAML key, where it differs from the field's name (``from``).
    """

    __slots__ = ("about", "default", "key", "kind", "name", "whole")

    def __init__(self, kind: Kind, about: Words, default: Any = REQUIRED, *, whole: bool = False, key: str = "") -> None:
        self.kind = kind
        self.about = about
        self.default = default
        self.whole = whole
        self.key = key
        self.name = key

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the field's name."""
        self.name = name
        self.key = self.key or name

    @property
    def required(self) -> bool:
        """Return whether the key must be given."""
        return self.default is REQUIRED


def setting(kind: Kind, zh: str, en: str, *, default: Any = REQUIRED, whole: bool = False, key: str = "") -> Any:
    """Declare a key of a form: its kind, what it is for (Chinese, English) and its default (none: it must be given)."""
    return Setting(kind, Words(zh, en), default, whole=whole, key=key)


def carried(*, default: Any) -> Any:
    """Declare what a form carries along that stands in no key and makes no difference to equality."""
    return _Carried(default)


class _Carried:
    __slots__ = ("default",)

    def __init__(self, default: Any) -> None:
        self.default = default


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(setting, carried))
def form(cls: type[T]) -> type[T]:
    """Make a class a form: its settings become keyword arguments, its objects are frozen and compare by them.

    This is a small part of what `dataclasses` does, because writing and compiling the methods of some seventy classes
    takes longer than ranking a team.
    """
    settings: dict[str, Setting] = dict(getattr(cls, "_settings", {}))
    carries: tuple[str, ...] = getattr(cls, "_carries", ())
    for name, declared in list(vars(cls).items()):
        if isinstance(declared, Setting):
            settings[name] = declared
        elif isinstance(declared, _Carried):
            carries = (*carries, name)
        else:
            continue
        if declared.default is REQUIRED:
            delattr(cls, name)
        else:
            setattr(cls, name, declared.default)
    by_key = {declared.key: declared for declared in settings.values()}
    for name, known in (("_settings", settings), ("_carries", carries), ("_by_key", by_key)):
        setattr(cls, name, known)
    return cls


@form
class Form:
    """A mapping of the language with known keys."""

    about: ClassVar[Words] = Words("", "")
    noun: ClassVar[Words | None] = None
    """How messages name it; by default its key or the class's name."""
    _settings: ClassVar[dict[str, Setting]]
    _by_key: ClassVar[dict[str, Setting]]
    _carries: ClassVar[tuple[str, ...]]
    place: Place | None = carried(default=None)
    places: dict[str, Place] = carried(default={})
    """Where each key's value stands, for problems found later."""
    broken: frozenset[str] = carried(default=frozenset())
    """Keys that could not be read; empty in every form that is handed on."""

    def __init__(self, **values: Any) -> None:
        for name, declared in self._settings.items():
            if declared.required and name not in values:
                raise TypeError(f"{type(self).__name__} needs {name}")
        strangers = [name for name in values if name not in self._settings and name not in self._carries]
        if strangers:
            raise TypeError(f"{type(self).__name__} has no {', '.join(strangers)}")
        self.__dict__.update(values)

    def but(self, **changes: Any) -> Self:
        """Return a copy with some of its values replaced."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in self._settings)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._settings)))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._settings if name in self.__dict__)
        return f"{type(self).__name__}({inner})"

    @classmethod
    def settings(cls) -> dict[str, Setting]:
        """Return the settings by YAML key, in declared order."""
        return cls._by_key

    @classmethod
    def whole(cls) -> Setting | None:
        """Return the setting that is the whole body, if there is one."""
        return next((declared for declared in cls._settings.values() if declared.whole), None)

    @classmethod
    def read(cls, node: Node, reader: Reader) -> Self:
        """Read the form from a mapping, reporting every mistake in it."""
        whole = cls.whole()
        if whole is not None:
            owner = reader.owner or cls.called()
            with reader.inside(owner), reader.within(owner):
                try:
                    body = whole.kind.read(node, reader)
                except Unreadable:
                    raise Unreadable from None  # what could be read of the body is no form
                made = cls(**{whole.name: body}, place=node.place, places={whole.name: node.place})
                made.check(reader)
            return made
        if not isinstance(node, Mapping):
            raise reader.refuse("S104", node, found=found(node), wanted=cls.wanted())
        return cls.from_entries(node.entries, node, reader)

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[Scalar, Node]], node: Node, reader: Reader) -> Self:
        """Read the form from some entries of a mapping (the others belong to somebody else)."""
        owner = reader.owner or cls.called()
        known = cls.settings()
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        broken: set[str] = set()
        meant: set[str] = set()
        with reader.inside(owner):
            for key, value in entries:
                declared = known.get(key.text)
                if declared is None:
                    broken.add(key.text)
                    meant.add(unknown_key(key, list(known), owner, reader))
                    continue
                places[key.text] = value.place
                try:
                    values[declared.name] = declared.kind.read(value, reader)
                except Unreadable as unreadable:
                    broken.add(key.text)
                    if unreadable.partial is not None:
                        values[declared.name] = unreadable.partial
            for key_text, declared in known.items():
                if declared.required and key_text not in places:
                    broken.add(key_text)
                    if key_text not in meant:
                        reader.refuse("S102", node, owner=owner, key=key_text, about=declared.about)
            if any(declared.required and declared.name not in values for declared in known.values()):
                raise Unreadable
            made = cls(**values, place=node.place, places=places, broken=frozenset(broken))
            if broken:
                raise Unreadable(made)
            made.check(reader)
        return made

    def check(self, reader: Reader) -> None:
        """Report what is wrong between the settings of this form; nothing by default."""

    @classmethod
    def called(cls) -> Words:
        """Return how messages name this form where its surroundings give it no name."""
        name = getattr(cls, "key", "") or cls.__name__.lower()
        return cls.noun or Words(f"“{name}”", name)

    @classmethod
    def wanted(cls) -> Words:
        """Return what should stand where this form is read, for messages."""
        keys = ", ".join(cls.settings())
        called = cls.called()
        return Words(f"{called.zh}的设置（{keys}）", f"the settings of {called.en} ({keys})")

    @classmethod
    def schema(cls, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of this form."""
        whole = cls.whole()
        if whole is not None:
            return {**whole.kind.schema(rules), "description": both(whole.about)}
        properties = {
            key: {**declared.kind.schema(rules), "description": both(declared.about)} for key, declared in cls.settings().items()
        }
        made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [key for key, declared in cls.settings().items() if declared.required]
        if required:
            made["required"] = required
        return made


@form
class Rule(Form):
    """A form that is chosen by its key."""

    key: ClassVar[str] = ""
    options: ClassVar[type[Form] | None] = None
    """What may stand beside this rule's key, where that is more than beside any rule of the family."""
    examples: ClassVar[tuple[str, ...]] = ()
    """YAML that chooses this rule; the reference shows it and the contract tests load it."""

    @classmethod
    def bare(cls) -> bool:
        """Return whether the key alone says it all (``points: minmax``)."""
        return not any(declared.required for declared in cls._settings.values())

    def judged_by(self) -> tuple[tuple[str | None, Fraction], ...]:
        """Return the numbers by which it judges, each with the name that it judges; None is the value that it is given."""
        return ()


class Registry:
    """The rules of one family by key; made once, never changed."""

    __slots__ = ("_rules", "family")

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


def nearest(name: str, among: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that a misspelt one most likely means; ``cutoff`` (0 to 1) says how alike they must be."""
    by_lower = {other.lower(): other for other in among}
    found = get_close_matches(name.lower(), list(by_lower), n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else None


def unknown_key(key: Scalar, known: list[str], owner: Words, reader: Reader) -> str:
    """Report a key that a form does not have; return the nearest that it has, empty if none is near."""
    near = nearest(key.text, known)
    if near:
        reader.refuse("S101", key, owner=owner, key=key.text, near=near)
    else:
        reader.refuse("S103", key, owner=owner, key=key.text, known=listed(known, most=len(known)))
    return near or ""


def found(node: Node) -> Words:
    """Return how a message names what stands somewhere."""
    if isinstance(node, Scalar):
        return Words(f"“{node.text}”", f"'{node.text}'") if node.text or node.quoted else Words("空值", "nothing")
    return Words("键值表", "a mapping") if isinstance(node, Mapping) else Words("列表", "a list")


def both(about: Words) -> str:
    """Return a description in both languages, for editors."""
    return about.zh if about.zh == about.en else f"{about.zh} · {about.en}"
