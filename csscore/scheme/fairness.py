"""Fairness options of a points rule: how they are written, and what is wrong with how they stand; it computes nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.scheme.forms import Form, Reader, Registry, form, setting
from csscore.scheme.kinds import ListOf, Number, Text, found, number, scalar
from csscore.scheme.nodes import Mapping, Node
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Callable

FAIRNESS: Final = ("adjust_for", "shrink", "winsorise")
"""The options, in the order in which they work."""


@form
class Shrink(Form):
    """Pull values that rest on little toward the cohort's level."""

    strength: Fraction | None = setting(
        Number(least=0),
        "强度：等于先给每人多少个全组水平的样本；不写就由数据估计",
        "the strength: how many samples at the cohort's level everybody is given first; estimated from the data by default",
        default=None,
    )
    level: Fraction | None = setting(
        Number(),
        "向哪个水平收缩；不写就是同组合计的水平；写了它就要写 strength",
        "the level to pull toward; that of all the cohort's samples together by default; needs a strength",
        default=None,
    )

    def check(self, reader: Reader) -> None:
        """Report a level without a strength."""
        if self.level is not None and self.strength is None:
            raise reader.refuse("S339", self.places.get("level", self.place))


class ShrinkKind:
    """``true``, ``false``, or ``{strength: 40}``."""

    def read(self, node: Node, reader: Reader) -> Shrink | None:
        """Return the form; None for ``false``."""
        if isinstance(node, Mapping):
            return Shrink.read(node, reader)
        text = scalar(node, reader, self.words()).text.lower()
        if text not in {"true", "false"}:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return Shrink(place=node.place) if text == "true" else None

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: true or false, or the form."""
        return {"anyOf": [{"type": "boolean"}, Shrink.schema(rules)]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("true，或 {strength: 40}", "true, or {strength: 40}")


class TailKind:
    """The share of people on either side whose values are drawn in: from 0 to below one half."""

    def read(self, node: Node, reader: Reader) -> Fraction:
        """Read the share."""
        given = scalar(node, reader, self.words())
        share = number(given.text)
        if share is None:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        if not 0 <= share < Fraction(1, 2):
            raise reader.refuse("S105", node, text=given.text, wanted=self.words())
        return share

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: a number below one half, or a percentage."""
        text = {"type": "string", "pattern": r"^\+?(0?\.\d+|\d+(\.\d+)?\s*[%％‰])$"}
        return {"anyOf": [{"type": "number", "minimum": 0, "exclusiveMaximum": 0.5}, text]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("从 0% 到 50%（不含），例如 5%", "a share from 0% to below 50%, such as 5%")


@form
class FairnessOptions(Form):
    """What may be done to a metric's values before they are compared and worth points."""

    adjust_for: tuple[str, ...] = setting(
        ListOf(Text()),
        "按这些列（班次、渠道、产品）扣除各人接的活难易不同：同样的活，同事平均做到多少；用于比率和平均",
        "columns (shift, channel, product) by which work is easier or harder: each value is set against what colleagues reach"
        " with the same work; for rates and means",
        default=(),
    )
    shrink: Shrink | None = setting(
        ShrinkKind(),
        "样本少的值向全组水平收缩：true 由数据估计强度，{strength: 40} 等于先给每人 40 个全组水平的样本；"
        "用于知道样本数的比率和平均",
        "values that rest on little are pulled toward the cohort's level: true estimates how far from the data,"
        " {strength: 40} gives everybody 40 samples at that level first; for rates and means of a known number of samples",
        default=None,
    )
    winsorise: Fraction | None = setting(
        TailKind(),
        "缩尾：同组里最小、最大的这么多人，值拉到紧挨着的那个人",
        "the values of so many people at either end of the cohort are drawn in to the next one's",
        default=None,
    )

    def fairness(self) -> tuple[str, ...]:
        """Return which of the options are used, in the order in which they work."""
        return tuple(key for key in FAIRNESS if getattr(self, key) not in {None, ()})


def lint_fairness(
    options: FairnessOptions, value: Any, *, words: bool, within: tuple[str, ...], owner: Words, report: Callable[..., None]
) -> None:
    """Report options that can't work where they stand.

    Parameters
    ----------
    options
        What stands beside a points rule.
    value
        The value form of the metric with its options; None on a group, or inside ``switch``.
    words
        Whether the values may be words.
    within
        The columns of `rank.within`.
    owner
        How messages name the metric or group.
    report
        Takes a code, a place and details.
    """
    for option in options.fairness():
        place = options.places.get(option, options.place)
        if value is None:
            report("S337", place, owner=owner, option=option)
        elif words:
            report("S336", place, owner=owner, option=option)
        elif option != "winsorise" and not value.rule.counted:
            report("S335", place, owner=owner, option=option, form=value.rule.key)
        elif option != "winsorise" and value.options.kept is not None:
            report("S367", place, owner=owner, option=option)
    idle = [name for name in options.adjust_for if name in within]
    if value is not None and idle:
        report("S338", options.places.get("adjust_for", options.place), owner=owner, names=listed(idle))
