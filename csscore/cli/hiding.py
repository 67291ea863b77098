"""Outputs without names: whatever is computed, and whatever is wrong with the input, names nobody; it hides nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from csscore import report
from csscore.problems import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
U = TypeVar("U")


def nameless(compute: Callable[[], T], hide: Callable[[T], U], files: Mapping[str, str]) -> U:
    """Compute, and hide people in what is found; ``files`` is what stands for each file.

    Raises
    ------
    Rejected
        With what is wrong with the input, naming nobody.
    """
    try:
        return hide(compute())
    except Rejected as rejected:
        raise Rejected(tuple(report.anonymous.unnamed(rejected.problems, report.anonymous.Names(files.items())))) from None
