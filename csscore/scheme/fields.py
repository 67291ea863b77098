"""What of a scheme may be filled in without YAML: each setting with its path, its kind and words; it reads no file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from json import dumps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from csscore.patterns import pattern
from csscore.scheme.forms import REQUIRED, Form
from csscore.scheme.kinds import Choice, Flag, FormOf, ListOf, MapOf, Number, RuleOf, Text, Title, Whole, decimal_text, number
from csscore.scheme.model import Gate, Group, Metric, MetricKind, Scheme
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.problems import Place
    from csscore.scheme.forms import Registry
    from csscore.words import Lang

Steps = tuple[str | int, ...]
Entry = tuple[str, str]

SHOWN: Final = ("title", "version", "effective", "params", "metrics", "gates", "score", "rank", "money", "pay", "limits", "flags")
"""The parts of a scheme that a form shows, in its order; where data stand is not among them."""
_HIDDEN: Final = frozenset({"value", "unit", "optional", "from", "where"})
"""Settings that say how data are read."""
_OFFERED: Final = ("score", "rank", "money")
"""Parts whose defaults are shown too."""
_CALLED: Final = ("title", "name")
_FIRST: Final = ("title", "name", "weight", "better")
"""Settings that come first where a form has them."""
_PLAIN: Final = pattern(r"[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff]*")
_SIMPLE: Final = pattern(r"[\w.%\u4e00-\u9fff+-]+")
_END: Final = pattern(r"[；;：:。]|，例如|, such as")


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of one value.

    Attributes
    ----------
    steps
        Its path, as ``--set`` takes it.
    section
        The part of the scheme it stands in: ``metrics``, ``pay`` …
    owner
        Whose setting it is; empty for the part's own.
    label, about
        What it is, in short and whole.
    text
        As it is written, or its default; empty where nothing is set.
    options
        What it may be, and what each is called; none where anything may stand.
    least, most
        Bounds of a number.
    numeric
        Whether it is a number.
    place
        Where it stands in the scheme.
    """

    steps: Steps
    section: str
    owner: Words
    label: Words
    about: Words
    text: str
    options: tuple[tuple[str, Words], ...] = ()
    least: Any = None
    most: Any = None
    numeric: bool = False
    place: Place | None = None

    @property
    def path(self) -> str:
        """Return the path as people write it."""
        return path_text(self.steps)

    def setting(self, text: str) -> str | None:
        """Return ``PATH=VALUE`` that makes it another text; None where it says the same."""
        return None if alike(text, self.text) else f"{self.path}={_quoted(text) if text[:1] in set('{[') | set(QUOTES) else text}"


@dataclass(frozen=True, slots=True)
class Rows:
    """A setting of several lines: bands, tiers, a ladder; each line has a condition or place, and what it is worth."""

    steps: Steps
    section: str
    owner: Words
    label: Words
    about: Words
    entries: tuple[Entry, ...]
    listed: bool
    """Whether it is a list of pairs rather than a mapping."""
    place: Place | None = None

    @property
    def path(self) -> str:
        """Return the path as people write it."""
        return path_text(self.steps)

    def setting(self, entries: tuple[Entry, ...]) -> str | None:
        """Return ``PATH=VALUE`` with other lines; None where they say the same."""
        same_ = len(entries) == len(self.entries) and all(
            alike(one, other) for pair in zip(entries, self.entries, strict=True) for one, other in zip(*pair, strict=True)
        )
        if same_:
            return None
        if self.listed:
            return f"{self.path}=[{', '.join(f'[{_plain(key)}, {_plain(value)}]' for key, value in entries)}]"
        return f"{self.path}={{{', '.join(f'{_plain(key)}: {_plain(value)}' for key, value in entries)}}}"


QUOTES: Final = "\"'"
Item = Field | Rows


def alike(one: str, other: str) -> bool:
    """Tell whether two texts say the same: the same number, or the same words."""
    first, second = number(one), number(other)
    return one.strip() == other.strip() if first is None or second is None else first == second


def path_text(steps: Steps) -> str:
    """Return a path as ``--set`` takes it."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if _PLAIN.fullmatch(step) else f"`{step}`"
            text += f".{name}" if text else name
    return text


def weights(scheme: Scheme) -> list[tuple[str, Words, Fraction]]:
    """Return the weights of a scheme's metrics and groups: the path of each, what it is called, and how much it is."""
    return list(_weights(scheme.metrics, ("metrics",)))


def _weights(metrics: dict[str, Metric | Group], around: Steps) -> Iterator[tuple[str, Words, Fraction]]:
    for name, of in metrics.items():
        if of.weight is not None:
            yield path_text((*around, name, "weight")), of.title or same(name), of.weight
        if isinstance(of, Group):
            yield from _weights(of.metrics, (*around, name, "metrics"))


def fields(tree: Mapping, rules: dict[str, Registry], lang: Lang) -> list[Item]:
    """Return everything of a scheme that may be filled in, part by part.

    Parameters
    ----------
    tree
        The scheme as written, with what is set on top of it.
    rules
        The rules there are, by family.
    lang
        Of titles in two languages only that one is shown.
    """
    walk = _Walk(rules, lang)
    known = Scheme.settings()
    found: list[Item] = []
    for key in SHOWN:
        node, declared = tree.get(key), known[key]
        if node is None and key in _OFFERED and isinstance(declared.kind, FormOf):
            node = Mapping((), tree.place)
        if node is not None:
            walk.section = key
            found += walk.of(node, declared.kind, (key,), same(""), declared.about)
    return found


class Leaf(NamedTuple):
    """One word of how a metric takes its value."""

    metric: str
    value: str
    """The path of the value."""
    path: str
    """Its own path."""
    text: str
    bare: bool
    """Whether it is the whole value."""


def value_leaves(tree: Mapping) -> Iterator[Leaf]:
    """Yield every word of the values of all metrics, groups gone through."""
    metrics = tree.get("metrics")
    if isinstance(metrics, Mapping):
        yield from _in_metrics(metrics, ("metrics",))


def _in_metrics(metrics: Mapping, around: Steps) -> Iterator[Leaf]:
    for name, node in metrics:
        inner = node.get("metrics") if isinstance(node, Mapping) else None
        value = node.get("value") if isinstance(node, Mapping) else None
        if isinstance(inner, Mapping):
            yield from _in_metrics(inner, (*around, name.text, "metrics"))
        elif value is not None:
            here = (*around, name.text, "value")
            for steps, text in _words(value, here):
                yield Leaf(name.text, path_text(here), path_text(steps), text, isinstance(value, Scalar))


def _words(node: Node, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(node, Scalar):
        yield steps, node.text
    elif isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from _words(item, (*steps, position))
    else:
        for key, value in node:
            yield from _words(value, (*steps, key.text))


class _Walk:
    """A scheme's tree beside what the language declares of it."""

    def __init__(self, rules: dict[str, Registry], lang: Lang) -> None:
        self._rules = rules
        self._lang = lang
        self.section = ""

    def of(self, node: Node, kind: Any, steps: Steps, owner: Words, about: Words) -> Iterator[Item]:
        """Yield what may be filled in below a node that should be of a kind."""
        if isinstance(kind, MetricKind):
            group = isinstance(node, Mapping) and node.get("metrics") is not None
            kind = FormOf(_group()) if group else FormOf(Metric)
        if isinstance(kind, FormOf) and isinstance(node, Mapping):
            yield from self._form(node, kind.cls, steps, _owner(node, owner, steps, kind.cls))
        elif isinstance(kind, RuleOf):
            yield from self._rule(node, kind, steps, owner, about)
        elif isinstance(kind, MapOf) and isinstance(node, Mapping) and not _is_table(kind, node):
            for key, value in node:
                label = same(key.text) if isinstance(value, Scalar) else about
                yield from self.of(value, kind.kind, (*steps, key.text), owner, label)
        elif isinstance(kind, ListOf) and not (isinstance(node, Sequence) and all(isinstance(i, Scalar) for i in node.items)):
            items = node.items if isinstance(node, Sequence) else (node,)
            for position, item in enumerate(items):
                here = (*steps, position) if isinstance(node, Sequence) else steps
                yield from self.of(item, kind.kind, here, owner, about)
        elif isinstance(node, Mapping) and isinstance(kind, Title):
            said = node.get(self._lang)
            if said is not None:
                yield from self.of(said, kind, (*steps, self._lang), owner, about)
        else:
            yield from self._value(node, kind, steps, owner, about)

    def _form(self, node: Mapping, cls: type[Form], steps: Steps, owner: Words) -> Iterator[Item]:
        declarations = cls.settings()
        for key in sorted(declarations, key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST)):
            declared = declarations[key]
            if key in _HIDDEN:
                continue
            child = node.get(key)
            if child is not None:
                yield from self.of(child, declared.kind, (*steps, key), owner, declared.about)
            elif steps[0] in _OFFERED or (cls is Metric and key == "better"):
                yield from self._default(declared, (*steps, key), owner)

    def _default(self, declared: Any, steps: Steps, owner: Words) -> Iterator[Item]:
        """Yield a setting that is not written, where one can see what it is by default."""
        default = declared.default
        if (
            default is REQUIRED
            or default is None
            or isinstance(default, tuple)
            or not isinstance(declared.kind, (Choice, Flag, Whole))
        ):
            return
        text = ("true" if default else "false") if isinstance(default, bool) else str(default)
        yield self._field(declared.kind, steps, owner, declared.about, text, None)

    def _rule(self, node: Node, kind: RuleOf, steps: Steps, owner: Words, about: Words) -> Iterator[Item]:
        registry = self._rules[kind.family]
        if isinstance(node, Scalar):
            options = tuple((rule.key, short(rule.about)) for rule in registry if rule.bare())
            yield Field(steps, self.section, owner, short(about), about, node.text, options, place=node.place)
            return
        if not isinstance(node, Mapping):
            return
        entry = next(((key, value, rule) for key, value in node if (rule := registry.get(key.text)) is not None), None)
        if entry is None:
            return
        key, body, rule = entry
        named = _owner(node, owner if owner.zh else rule.line if hasattr(rule, "line") else owner, steps, Form)
        whole = rule.whole()
        if whole is not None:
            yield from self.of(body, whole.kind, (*steps, key.text), named, rule.about)
        elif isinstance(body, Mapping):
            yield from self._form(body, rule, (*steps, key.text), named)
        elif isinstance(body, Scalar) and body.text not in {"", "true"}:
            yield from self._value(body, None, (*steps, key.text), named, rule.about)
        for name, declared in (rule.options or kind.options).settings().items():
            child = node.get(name)
            if child is not None and child is not body and name not in _HIDDEN:
                yield from self.of(child, declared.kind, (*steps, name), named, declared.about)

    def _value(self, node: Node, kind: Any, steps: Steps, owner: Words, about: Words) -> Iterator[Item]:
        """Yield a single value, a list of texts, or a table."""
        if isinstance(node, Scalar):
            yield self._field(kind, steps, owner, about, node.text, node.place)
        elif isinstance(node, Mapping) and node.entries and all(isinstance(value, Scalar) for _, value in node):
            entries = tuple((key.text, value.text) for key, value in node if isinstance(value, Scalar))
            yield Rows(steps, self.section, owner, short(about), about, entries, listed=False, place=node.place)
        elif isinstance(node, Sequence) and node.items and all(_is_pair(item) for item in node.items):
            pairs = tuple((item.items[0].text, item.items[1].text) for item in node.items)  # type: ignore[union-attr]
            yield Rows(steps, self.section, owner, short(about), about, pairs, listed=True, place=node.place)
        elif isinstance(node, Sequence):
            for position, item in enumerate(node.items):
                if isinstance(item, Scalar):
                    label = short(about)
                    if len(node.items) > 1:
                        label = Words(f"{label.zh}（第 {position + 1} 项）", f"{label.en} ({position + 1})")
                    yield self._field(None, (*steps, position), owner, about, item.text, item.place, label)

    def _field(
        self, kind: Any, steps: Steps, owner: Words, about: Words, text: str, place: Place | None, label: Words | None = None
    ) -> Field:
        options: tuple[tuple[str, Words], ...] = ()
        if isinstance(kind, Flag):
            options = tuple((word, CHOICES[word]) for word in ("true", "false"))
        elif isinstance(kind, Choice):
            options = tuple((word, choice_words(str(steps[-1]), word)) for word in kind.options)
        bounds = (kind.least, kind.most) if isinstance(kind, Number | Whole) else (None, None)
        numeric = isinstance(kind, Number | Whole) or (not isinstance(kind, Text | Title | Choice) and number(text) is not None)
        return Field(steps, self.section, owner, label or short(about), about, text, options, *bounds, numeric, place)


def _group() -> type[Form]:
    return Group


def _is_table(kind: MapOf, node: Mapping) -> bool:
    """Tell a mapping whose keys may change (levels and their points) from one of named things (metrics, params)."""
    return kind.each is None and isinstance(kind.kind, Number) and node.place is not None and not _is_named(kind)


def _is_named(kind: MapOf) -> bool:
    return kind is Scheme.settings()["params"].kind


def _is_pair(node: Node) -> bool:
    return isinstance(node, Sequence) and len(node.items) == 2 and all(isinstance(item, Scalar) for item in node.items)


def _owner(node: Mapping, around: Words, steps: Steps, cls: type[Form]) -> Words:
    """Return what a form calls itself: its title or name, else its key where it is a metric."""
    for key in _CALLED:
        said = node.get(key)
        if isinstance(said, Scalar):
            return same(said.text)
        if isinstance(said, Mapping):
            zh, en = said.get("zh"), said.get("en")
            if isinstance(zh, Scalar) and isinstance(en, Scalar):
                return Words(zh.text, en.text)
    named = cls in {Metric, _group(), Gate} and isinstance(steps[-1], str)
    return same(str(steps[-1])) if named else around


def short(about: Words) -> Words:
    """Return the first words of an explanation: they name the setting."""
    return Words(*(_END.split(text, maxsplit=1)[0].strip() for text in about))


def _quoted(text: str) -> str:
    return dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else _quoted(text)


def as_text(value: Any) -> str:
    """Return what a cell of a spreadsheet says, as it would be written in a scheme.

    Numbers are taken at 15 significant digits, as they are shown.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return decimal_text(Fraction(format(float(value), ".15g")))
    return str(value).strip()


def choice_words(setting: str, word: str) -> Words:
    """Return what an option is called."""
    return CHOICES.get(f"{setting} {word}") or CHOICES.get(word) or same(word)


CHOICES: Final[dict[str, Words]] = {
    "true": Words("是", "yes"),
    "false": Words("否", "no"),
    "higher": Words("越高越好", "higher is better"),
    "lower": Words("越低越好", "lower is better"),
    "ties min": Words("1-2-2-4", "1-2-2-4"),
    "ties dense": Words("1-2-2-3", "1-2-2-3"),
    "ties max": Words("1-3-3-4", "1-3-3-4"),
    "ties share": Words("平分所占名次的奖金", "share the places they occupy"),
    "ties each": Words("各拿全额", "each gets it whole"),
    "ties lower": Words("拿较低名次的", "the lower place's"),
    "method mean": Words("加权平均", "weighted mean"),
    "method sum": Words("各项得分相加", "points are added up"),
    "method geometric": Words("加权几何平均", "weighted geometric mean"),
    "method harmonic": Words("加权调和平均", "weighted harmonic mean"),
    "method min": Words("取最低的一项", "the least of them"),
    "missing unranked": Words("列出，但不排名", "listed, not ranked"),
    "missing renormalise": Words("由其余的权重补足", "the other weights fill up"),
    "missing zero": Words("计 0 分", "worth 0"),
    "missing mean": Words("取平均得分", "worth the mean"),
    "missing error": Words("报错", "an error"),
    "mode marginal": Words("超额累进（各档分别算）", "each tier at its own rate"),
    "mode whole": Words("全额累进（全部按到达的档）", "all of it at the tier reached"),
    "over_budget error": Words("报错", "refuse"),
    "over_budget scale": Words("按比例折减", "scale down"),
    "first": Words("第 1 名", "place 1"),
    "second": Words("第 2 名", "place 2"),
    "last": Words("最后一名", "the last place"),
    "step": Words("每名递减", "less for each place"),
    "floor": Words("不低于", "but not below"),
    "else": Words("其余", "otherwise"),
    "score": Words("总分", "the score"),
    "unranked": Words("不排名", "not ranked"),
    "flag": Words("做标记", "a flag"),
}
"""What words of the language are called, by setting where they mean several things."""
