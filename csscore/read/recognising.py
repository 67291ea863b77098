"""Finds accounts that are written a little differently in a roster; only where one fits one, and never in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csscore.read.texts import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Form = Callable[[str], str]

_SHOP = re.compile(r"(.+?)[:-](.+)")


class Likely(NamedTuple):
    """Names of the data, each with the name of the roster that it is taken for."""

    alike: dict[str, str]
    """They differ in case, width, spaces, dashes or leading zeros."""
    shopless: dict[str, str]
    """One of the two has a shop in front."""


def likely(unknown: Iterable[str], names: Iterable[str], known: Mapping[str, int]) -> Likely:
    """Return what unknown names may be in a roster.

    Parameters
    ----------
    unknown
        Names of the data that the roster lacks as they are written.
    names
        All names of the data: two of them are never taken for one.
    known
        The person of each name that the roster has.
    """
    sought = sorted(set(unknown))
    everybody = list(names)
    alike = _matched(sought, _by_form(everybody, _form), _by_form(known, _form), known, _form)
    ends = _by_form(everybody, _end)
    shopless: dict[str, str] = {}
    for shop in (True, False):
        rest = [name for name in sought if name not in alike and _has_shop(name) is shop]
        other = _by_form([key for key in known if _has_shop(key) is not shop], _end)
        shopless |= _matched(rest, ends, other, known, _end)
    return Likely(alike, shopless)


def _matched(
    names: Iterable[str],
    data: Mapping[str, set[str]],
    roster: Mapping[str, set[str]],
    known: Mapping[str, int],
    form: Form,
) -> dict[str, str]:
    """Return each name with the one of the roster that has its form, where that is one person's and no other name has it."""
    found = {}
    for name in names:
        keys = roster.get(form(name), set())
        if len({known[key] for key in keys}) == 1 and len(data[form(name)]) == 1:
            found[name] = min(keys)
    return found


def _form(name: str) -> str:
    form = fold(name).replace(":", "-")
    return form.lstrip("0") or "0" if form.isdecimal() else form


def _by_form(names: Iterable[str], form: Form) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(form(name), set()).add(name)
    return found


def _end(name: str) -> str:
    """Return the form of a name without a shop in front."""
    match = _SHOP.fullmatch(name)
    return _form(match[2] if match else name)


def _has_shop(name: str) -> bool:
    return _SHOP.fullmatch(name) is not None
