"""How two schemes differ, setting by setting, from what they mean rather than from their text; it judges nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.comparison import SettingChange, WeightChange
from csscore.measure.values.wording import taken
from csscore.scheme.dictionary import agents_shown, column_headers
from csscore.scheme.forms import Form
from csscore.scheme.holding import Hold
from csscore.scheme.kinds import Chosen, decimal_text
from csscore.scheme.model import Gate, Group, Metric, ScoreEffect
from csscore.scheme.names import mentioned
from csscore.scheme.titled import Titles
from csscore.score.gates import effect_words
from csscore.score.points.wording import described
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.scheme.model import Scheme

say = sentences(__file__)

_HEADERS: Final = frozenset({"agent", "columns", "include"})
"""Settings that say where values stand: compared as the headers they come to."""
_ABOUT: Final = ("name", "title", "version", "source", "csscore")
"""Settings that no number depends on: they come last."""
_TEXTS: Final = frozenset({*_ABOUT, "because", "headers"})
_ORDER: Final = "…"


def changed_settings(before: Scheme, after: Scheme) -> tuple[SettingChange, ...]:
    """Return every setting that differs, in the order of the language, what only names the scheme last.

    A rule is one setting, in words; a metric, gate, pay line or flag that only one of the schemes has is one setting as well.
    Gates and flags are the same where they have the same name, pay lines where they have the same rule and title. Headers are
    compared for the names that both schemes use.
    """
    keys = [key for key in before.settings() if key not in _HEADERS]
    found: list[SettingChange] = []
    for key in sorted(keys, key=lambda key: key in _ABOUT):
        name = before.settings()[key].name
        if key == "metrics":
            found += _metrics(before, after)
        else:
            found += _differing(key, key, same(""), getattr(before, name), getattr(after, name))
    titles = Titles(before), Titles(after)
    return tuple(_titled(change, *titles) for change in (*found, *_headers(before, after)))


def _titled(change: SettingChange, before: Titles, after: Titles) -> SettingChange:
    """Return a change whose values have titles for keys; what somebody wrote as text stays."""
    if change.key in _TEXTS:
        return change
    then, now = (words and titles.words(words) for words, titles in ((change.before, before), (change.after, after)))
    return replace(change, before=then, after=now)


def changed_weights(before: Scheme, after: Scheme) -> tuple[WeightChange, ...]:
    """Return the metrics whose effective weight differs, in the order of the first scheme, then of the second."""
    first, second = ({leaf.name: leaf for leaf in leaves(scheme)} for scheme in (before, after))
    found = []
    for name, leaf in {**first, **second}.items():
        weights = [side[name].weight if name in side else None for side in (first, second)]
        if weights[0] != weights[1]:
            found.append(WeightChange(name, second.get(name, leaf).title, *weights))
    return tuple(found)


def _metrics(before: Scheme, after: Scheme) -> Iterator[SettingChange]:
    """Yield how metrics and groups differ, wherever they stand: a metric that moves into a group is still the same one."""
    first, second = _flat(before.metrics, ()), _flat(after.metrics, ())
    for name in {**first, **second}:
        path, (around, entry) = f"metrics.{step(name)}", second.get(name) or first[name]
        whose = entry.title or same(name)
        if name not in first or name not in second or type(first[name][1]) is not type(entry):
            old, new = (side[name][1] if name in side else None for side in (first, second))
            yield SettingChange(path, whose, name, said(old), said(new))
            continue
        if first[name][0] != around:
            outside = say("in_no_group")
            groups = [_enumerated([same(group) for group in side]) if side else outside for side in (first[name][0], around)]
            yield SettingChange(path, whose, "group", *groups)
        yield from _forms(path, whose, first[name][1], entry)


def _flat(metrics: dict[str, Metric | Group], around: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], Metric | Group]]:
    """Return every metric and group by name, with the groups around it."""
    found: dict[str, tuple[tuple[str, ...], Metric | Group]] = {}
    for name, entry in metrics.items():
        found[name] = around, entry
        if isinstance(entry, Group):
            found |= _flat(entry.metrics, (*around, name))
    return found


def _differing(path: str, key: str, owner: Words, a: Any, b: Any) -> Iterator[SettingChange]:
    """Yield what differs between two values of a setting."""
    if a == b:
        return
    if isinstance(a, dict) and isinstance(b, dict):
        yield from _by_name(path, owner, a, b)
    elif isinstance(a, Chosen) and isinstance(b, Chosen):  # before tuples: it is one
        yield from _rules(path, key, owner, a, b)
    elif isinstance(a, tuple) and isinstance(b, tuple) and _of_parts(a) and _of_parts(b):
        yield from _listed(path, key, owner, a, b)
    elif isinstance(a, Form) and type(a) is type(b):
        yield from _forms(path, owner, a, b)
    else:
        yield SettingChange(path, owner, key, said(a), said(b))


def _forms(path: str, owner: Words, a: Any, b: Any) -> Iterator[SettingChange]:
    if isinstance(b, Metric) and described_points(a) != described_points(b):
        yield SettingChange(f"{path}.points", owner, "points", described_points(a), described_points(b))
        b = b.but(points=a.points)
    if isinstance(b, Metric) and taken(a.value) != taken(b.value):
        yield SettingChange(f"{path}.value", owner, "value", taken(a.value), taken(b.value))
        b = b.but(value=a.value)
    if isinstance(b, Metric):  # minutes are read as seconds with a scale
        a, b = (side.but(unit=side.counted_in or side.unit) for side in (a, b))
    for key, declared in a.settings().items():
        if not (key == "metrics" and isinstance(b, Group)):  # they are compared by themselves
            yield from _differing(f"{path}.{key}", key, owner, getattr(a, declared.name), getattr(b, declared.name))


def described_points(metric: Metric) -> Words | None:
    """Return a metric's points rule in words."""
    return None if metric.points is None else described(metric.points, metric.unit, metric.better)


def _rules(path: str, key: str, owner: Words, a: Chosen, b: Chosen) -> Iterator[SettingChange]:
    """Yield how two rules differ: their sentences where these differ, and the options that no sentence tells."""
    before, after = said(a), said(b)
    if before != after:
        yield SettingChange(path, owner, key, before, after)
    told = type(a.rule) is not type(b.rule)
    if type(a.options) is type(b.options):
        options = list(_options(path, owner, a, b))
        yield from options
        told = told or bool(options)
    if before == after and not told:
        yield from _forms(f"{path}.{a.rule.key}", owner, a.rule, b.rule)


def _options(path: str, owner: Words, a: Chosen, b: Chosen) -> Iterator[SettingChange]:
    told = said(a) != said(b)
    for key, declared in a.options.settings().items():
        if told and key not in {"title", "when", "prorate", "at_most", "at_least", "across"}:
            continue  # the sentence says it
        yield from _differing(f"{path}.{key}", key, owner, getattr(a.options, declared.name), getattr(b.options, declared.name))


def _by_name(path: str, owner: Words, a: dict[Any, Any], b: dict[Any, Any]) -> Iterator[SettingChange]:
    """Yield how two mappings differ: entries that only one has, and entries that differ; their order decides nothing."""
    for name in {**a, **b}:
        here = f"{path}.{step(str(name))}"
        if name in a and name in b:
            yield from _differing(here, str(name), owner, a[name], b[name])
        else:
            yield SettingChange(here, owner, str(name), said(a.get(name)), said(b.get(name)))


def _of_parts(items: tuple[Any, ...]) -> bool:
    return all(isinstance(item, Chosen | Form) for item in items)


def _listed(path: str, key: str, owner: Words, a: Sequence[Any], b: Sequence[Any]) -> Iterator[SettingChange]:
    """Yield how two lists of gates, pay lines or flags differ: what only one has, what differs, their order."""
    pairs = _paired(a, b)
    for i, j in sorted(pairs, key=lambda pair: (pair[1] is None, pair[1] if pair[1] is not None else pair[0])):
        here = f"{path}[{i if j is None else j}]"
        whose = _called(a[i] if j is None else b[j])
        if i is None or j is None:
            yield SettingChange(here, whose, key, None if i is None else said(a[i]), None if j is None else said(b[j]))
        else:
            yield from _differing(here, key, whose, a[i], b[j])
    both = [(i, j) for i, j in pairs if i is not None and j is not None]
    if [i for i, _ in sorted(both)] != [i for i, _ in sorted(both, key=lambda pair: pair[1])]:
        orders = [[a[i] for i, _ in sorted(both)], [a[i] for i, _ in sorted(both, key=lambda pair: pair[1])]]
        yield SettingChange(path, owner, _ORDER, *(_enumerated([_called(item) for item in order]) for order in orders))


def _paired(a: Sequence[Any], b: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return which entry is which: those of the same name first, then those of the same rule, in order."""
    left, right = dict(enumerate(a)), dict(enumerate(b))
    pairs: list[tuple[Any, Any]] = []
    for alike in (lambda item: (_kind(item), _called(item)), _kind):
        for i, item in list(left.items()):
            j = next((j for j, other in right.items() if alike(other) == alike(item)), None)
            if j is not None and alike(item) != "gate":
                pairs.append((i, j))
                del left[i], right[j]
    return [*pairs, *((i, None) for i in left), *((None, j) for j in right)]


def _kind(item: Any) -> str:
    return str(item.rule.key) if isinstance(item, Chosen) else "gate"


def _called(item: Any) -> Words:
    if isinstance(item, Chosen):
        title: Words = item.options.title or item.rule.line
        return title
    name = item.name
    return name if isinstance(name, Words) else same(str(name))


def _headers(before: Scheme, after: Scheme) -> Iterator[SettingChange]:
    agents = agents_shown(before), agents_shown(after)
    if agents[0] != agents[1]:
        yield SettingChange("agent", same(""), "agent", *(said(headers) for headers in agents))
    first, second = column_headers(before), column_headers(after)
    for name in sorted(mentioned(before) & mentioned(after)):
        if first.get(name) != second.get(name):
            yield from _differing(f"columns.{step(name)}", name, same(""), first.get(name), second.get(name))


def said(value: Any) -> Words | None:
    """Return a value in words, or as it is written in a scheme; None for nothing."""
    if isinstance(value, Words):
        return value
    if value is None or (value == () and not isinstance(value, Chosen)) or value == {}:
        return None
    if isinstance(value, Chosen):
        if hasattr(value.options, "switch"):
            return described(value, "number", "higher")
        words: Words = value.rule.words(value.options)
        return words
    if isinstance(value, Metric | Group):
        return _metric(value)
    if isinstance(value, Hold):
        return value.words()
    if isinstance(value, Gate):
        effect = effect_words(value.then)
        return say("where", text=value.when.text, effect=effect)
    return same(_written(value))


def _metric(of: Metric | Group) -> Words:
    weight = "" if of.weight is None else decimal_text(of.weight)
    parts = [say("weight", weight=weight)] if weight else []
    if isinstance(of, Group):
        parts.append(_enumerated([metric.title or same(name) for name, metric in of.metrics.items()]))
    else:
        points = described_points(of)
        parts += [taken(of.value), *((points,) if points else ())]
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, ScoreEffect):
        amount = decimal_text(value.amount)
        return amount if value.verb == "set" else f"{value.verb} {amount}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Form):
        given = ((key, getattr(value, declared.name), declared.default) for key, declared in value.settings().items())
        return ", ".join(f"{key} {_written(inner)}" for key, inner, default in given if inner != default)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items())
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return ", ".join(_written(item) for item in value)
    return str(getattr(value, "text", value))


def _enumerated(names: Sequence[Words]) -> Words:
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def step(name: str) -> str:
    """Return a key as a step of a path that ``--set`` takes."""
    return name if name.replace("_", "").isalnum() else f"`{name}`"
