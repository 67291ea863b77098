"""Names that look as if they were one person's: told; it joins nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.patterns import pattern
from csscore.read.texts import fold_all
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.problems import Problems

_REMARKED: Final = pattern(r"\s*[(（\[【<〈][^()（）\[\]【】<>〈〉]+[)）\]】>〉]$")
"""What is said of somebody in brackets behind her name."""


def report_alike(names: Sequence[str], problems: Problems) -> None:
    """Warn of names that differ only in width, case, spaces or leading zeros; they stay different people."""
    alike: dict[str, list[str]] = {}
    for person, form in zip(names, fold_all(names), strict=True):
        alike.setdefault(form.lstrip("0") or "0" if form.isdecimal() else form, []).append(person)
    for same in alike.values():
        if len(same) > 1:
            problems.add("D308", group=same[0], names=listed([f"“{name}”" for name in same]))


def report_remarked(names: Sequence[str], problems: Problems) -> None:
    """Warn of names that stand with and without a remark in brackets (D579); they stay different people."""
    there = set(names)
    for name in names:
        bare = _REMARKED.sub("", name)
        if bare != name and bare in there:
            problems.add("D579", group=bare, name=bare, other=name)
