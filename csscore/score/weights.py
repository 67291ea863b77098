"""A scheme's metrics and their weights, laid flat: which metrics there are, what each weighs, what enters a combination."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csscore.scheme.model import Group, Metric
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


class Member(NamedTuple):
    """A metric, or a group that makes a total of its own, as it enters a combination."""

    name: str
    of: Metric | Group
    share: Fraction
    """Its weight against the other members."""
    method: str
    """How the total of a group is made."""

    @property
    def title(self) -> Words:
        """Return its title; its name where it has none."""
        return self.of.title or same(self.name)


def leaves(scheme: Scheme) -> tuple[Leaf, ...]:
    """Return the metrics in the scheme's order, with effective weights."""
    return tuple(_leaves(scheme, scheme.metrics, _HUNDRED, _ZERO, ()))


def _leaves(
    scheme: Scheme, metrics: Mapping[str, Metric | Group], share: Fraction, by_default: Fraction, groups: tuple[str, ...]
) -> Iterator[Leaf]:
    for name, of in metrics.items():
        weight = _share(scheme, of, metrics, share, by_default=by_default)
        if isinstance(of, Group):
            alike = weight / len(of.metrics) if of.method == "min" else _ZERO
            yield from _leaves(scheme, of.metrics, weight, alike, (*groups, name))
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

    A group with a method or points of its own makes a total, rounded before it goes up; so does any group whose parent takes
    the least, there by weighted mean. Other groups are laid flat: their metrics enter with their effective weights. Metrics
    that are only shown, and those that are added after weighting, are left out. Under ``sum`` and ``min``, where no weights
    are given, everything counts alike.
    """
    by_default = _ONE if method in {"sum", "min"} else _ZERO
    return tuple(member for member in _members(scheme, metrics, method, _HUNDRED, by_default) if member.share > 0)


def _members(
    scheme: Scheme, metrics: Mapping[str, Metric | Group], method: str, share: Fraction, by_default: Fraction
) -> Iterator[Member]:
    for name, of in metrics.items():
        weight = _share(scheme, of, metrics, share, by_default=by_default)
        if not isinstance(of, Group):
            if of.points is not None and name not in scheme.score.plus:
                yield Member(name, of, weight, method)
        elif of.method is not None or of.points is not None or method == "min":
            yield Member(name, of, weight, of.method or ("mean" if method == "min" else method))
        else:
            yield from _members(scheme, of.metrics, method, weight, by_default if weight else _ZERO)


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
