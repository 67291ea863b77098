"""Walks a scheme for what it mentions: its expressions and texts; it judges nothing."""

from __future__ import annotations

from fractions import Fraction
from types import NoneType
from typing import TYPE_CHECKING, Any

from csscore.problems import Place
from csscore.scheme.forms import Form, Rule
from csscore.scheme.kinds import Choice, Title
from csscore.scheme.model import COMPARED, Compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.scheme.expression import Expr
    from csscore.scheme.model import Scheme

_SAY_NOTHING = frozenset((Fraction, int, bool, Place, NoneType))
"""What holds no name, and of what a long table of bands is full."""


def leaves(thing: Any) -> Iterator[Expr | str]:
    """Yield every expression and text inside a form, a list, a mapping or a rule's own data, in declared order."""
    if isinstance(thing, str):
        yield thing
    elif type(thing) in _SAY_NOTHING or (isinstance(thing, Compare) and thing.to in COMPARED):
        return
    elif isinstance(thing, Form):
        for declared in thing.settings().values():
            if not isinstance(declared.kind, Choice | Title):  # words of the language, or for people
                yield from leaves(getattr(thing, declared.name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from leaves(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from leaves(item)
    elif hasattr(thing, "names") and hasattr(thing, "tree"):
        yield thing
    elif hasattr(thing, "__dataclass_fields__"):
        for field in thing.__dataclass_fields__:
            yield from leaves(getattr(thing, field))


def expressions(thing: Any) -> Iterator[Expr]:
    """Yield every expression inside."""
    return (leaf for leaf in leaves(thing) if not isinstance(leaf, str))


def mentions(thing: Any) -> Iterator[tuple[str, Place | None]]:
    """Yield every name inside that must be a metric, a param or a column, with its place."""
    for expression in expressions(thing):
        for name in expression.names:
            yield name, expression.place_of(name)
    for rule in rules(thing):
        own = {name for expression in expressions(rule) for name in expression.names}
        yield from ((name, rule.place) for name in rule.names() if name not in own)


def rules(thing: Any) -> Iterator[Any]:
    """Yield every rule inside that says by itself which columns it reads."""
    if type(thing) in _SAY_NOTHING or isinstance(thing, str):
        return
    if isinstance(thing, Rule) and hasattr(thing, "names"):
        yield thing
    if isinstance(thing, Form):
        for declared in thing.settings().values():
            yield from rules(getattr(thing, declared.name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from rules(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from rules(item)


def looks_back(scheme: Scheme) -> bool:
    """Tell whether a scheme looks at results of earlier periods."""
    return any((flag.months or 1) > 1 for flag in scheme.flags) or any(chosen.rule.recalled() for chosen in scheme.pay)


def mentioned(scheme: Scheme) -> set[str]:
    """Return every name that a scheme's rules may mean: at least the columns, params and metrics that it uses."""
    found: set[str] = set()
    for part in (
        *(scheme.metrics, scheme.gates, scheme.pay, scheme.flags, scheme.where, scheme.period, scheme.score, scheme.rank),
        scheme.unique,
    ):
        for leaf in leaves(part):
            found.update((leaf,) if isinstance(leaf, str) else leaf.names)
    # two names are read without being written: of which incident a share is, and the day of a row
    if "share" in found:
        found.add("incident")
    if any(getattr(rule, "dated", False) for rule in rules(scheme.metrics)):
        found.add("day")
    return found
