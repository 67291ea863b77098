"""A scheme's metrics and their weights, laid flat: which metrics there are, what each weighs, what enters a combination."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csscore.scheme.model import Group, Metric
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csscore.scheme.model import Scheme

_HUNDRED = Fraction(100)
_ONE = Fraction(1)
_ZERO = Fraction(0)


class Leaf(NamedTuple):
    """One metric of a scheme."""

    name: str
    metric: Metric
    groups: tuple[str, ...]
    """The groups it stands in, outermost first."""
    weight: Fraction | None
    """Effective weight in percent; None where points already carry the weight."""
    added: bool
    """Whether its points are added after weighting (`score.plus`)."""

    @property
    def title(self) -> Words:
        """Return its title; its name where it has none."""
        return self.metric.title or same(self.name)

    @property
    def scored(self) -> bool:
        """Return whether the score depends on it; else it is only shown."""
        return self.metric.points is not None and (self.weight is None or self.weight > 0)


class Step(NamedTuple):
    """An entry of a level on the way to a member: a group, at last the member itself."""

    name: str
    weight: Fraction
    """As it is written: against the other entries of its level."""


class Member(NamedTuple):
    """A metric, or a group that makes a total of its own, as it enters a combination."""

    name: str
    of: Metric | Group
    share: Fraction
    """Its weight against the other members, where none is missing."""
    method: str
    """How the total of a group is made."""
    steps: tuple[Step, ...]
    """The way to it, outermost first."""

    @property
    def title(self) -> Words:
        """Return its title; its name where it has none."""
        return self.of.title or same(self.name)


def leaves(scheme: Scheme) -> tuple[Leaf, ...]:
    """Return the metrics in the scheme's order, with effective weights."""
    return tuple(_leaves(scheme, scheme.metrics, _HUNDRED, _ZERO, ()))


def _leaves(
    scheme: Scheme,
    metrics: Mapping[str, Metric | Group],
    share: Fraction,
    by_default: Fraction,
    groups: tuple[str, ...],
    method: str = "",
) -> Iterator[Leaf]:
    for name, of in metrics.items():
        weight = _share(scheme, of, metrics, share, by_default=by_default)
        if isinstance(of, Group):
            inner = of.method or method
            alike = weight / len(of.metrics) if inner == "min" else _ZERO
            yield from _leaves(scheme, of.metrics, weight, alike, (*groups, name), inner)
            continue
        added = name in scheme.score.plus
        carried = added or (scheme.score.method == "sum" and _counts(scheme.metrics, (*groups, name)))
        yield Leaf(name, of, groups, None if carried else weight, added)


def _counts(metrics: Mapping[str, Metric | Group], path: tuple[str, ...]) -> bool:
    """Return whether neither a metric nor a group around it has the weight 0."""
    of = metrics[path[0]]
    return of.weight != 0 and (not isinstance(of, Group) or _counts(of.metrics, path[1:]))


def members(scheme: Scheme, metrics: Mapping[str, Metric | Group], method: str) -> tuple[Member, ...]:
    """Return what a combination of these metrics is made of.

    A group without a method takes its parent's. One of another method, or with points of its own, makes a total; the others are
    laid flat: their metrics enter with their effective weights, which is the same number where nothing is missing. Metrics
    that are only shown, and those that are added after weighting, are left out. Under ``sum`` and ``min``, where no weights
    are given, everything counts alike.
    """
    by_default = _ONE if method in {"sum", "min"} else _ZERO
    return tuple(member for member in _members(scheme, metrics, method, _HUNDRED, by_default, ()) if member.share > 0)


def entries(scheme: Scheme, metrics: Mapping[str, Metric | Group], method: str) -> tuple[Member, ...]:
    """Return what one level is made of, no group laid flat: for a reader who follows weights that are filled up."""
    by_default = _ONE if method in {"sum", "min"} else _ZERO
    found = []
    for name, of in metrics.items():
        share = _share(scheme, of, metrics, _HUNDRED, by_default=by_default)
        enters = isinstance(of, Group) or (of.points is not None and name not in scheme.score.plus)
        if enters and share > 0:
            inner = (of.method if isinstance(of, Group) else None) or method
            found.append(Member(name, of, share, inner, (Step(name, share),)))
    return tuple(found)


def totals_itself(group: Group, method: str) -> bool:
    """Return whether a group in a combination of this method makes a total, and is not laid flat."""
    return group.points is not None or group.method not in {None, method}


def filled_up(ways: Sequence[tuple[Step, ...]], present: Sequence[bool]) -> list[Fraction]:
    """Return what each of several members weighs where only some are there: 0 for the others, 1 in all.

    Missing weight is filled up inside its own group, level by level: what is left of a level keeps its proportions and has all
    the weight of the level. A group of which nothing is left is missing from its own level.

    Parameters
    ----------
    ways
        The steps to each member.
    present
        Which are there.
    """
    levels: dict[tuple[str, ...], dict[str, Fraction]] = {}
    for way, here in zip(ways, present, strict=True):
        for depth, step in enumerate(way if here else ()):
            levels.setdefault(tuple(above.name for above in way[:depth]), {})[step.name] = step.weight
    wholes = {names: sum(level.values(), _ZERO) for names, level in levels.items()}

    def share(way: tuple[Step, ...]) -> Fraction:
        product = _ONE
        for depth, step in enumerate(way):
            product *= step.weight / wholes[tuple(above.name for above in way[:depth])]
        return product

    return [share(way) if here else _ZERO for way, here in zip(ways, present, strict=True)]


def _members(
    scheme: Scheme,
    metrics: Mapping[str, Metric | Group],
    method: str,
    share: Fraction,
    by_default: Fraction,
    above: tuple[Step, ...],
) -> Iterator[Member]:
    for name, of in metrics.items():
        weight = _share(scheme, of, metrics, share, by_default=by_default)
        steps = (*above, Step(name, by_default if of.weight is None else of.weight))
        if not isinstance(of, Group):
            if of.points is not None and name not in scheme.score.plus:
                yield Member(name, of, weight, method, steps)
        elif totals_itself(of, method):
            yield Member(name, of, weight, of.method or method, steps)
        else:
            yield from _members(scheme, of.metrics, method, weight, by_default if weight else _ZERO, steps)


def _share(
    scheme: Scheme, of: Metric | Group, level: Mapping[str, Metric | Group], share: Fraction, *, by_default: Fraction
) -> Fraction:
    """Return the effective weight of one entry of a level; one without a weight has a default, whatever stands above it."""
    if of.weight is None:
        return by_default
    whole = _HUNDRED
    if scheme.weights == "relative":
        whole = sum((entry.weight or _ZERO for entry in level.values()), _ZERO)
    return share * of.weight / whole if whole else _ZERO
