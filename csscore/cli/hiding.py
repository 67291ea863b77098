"""Outputs without names: whatever is computed, and whatever is wrong with the input, names nobody; it hides nothing itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from csscore import report
from csscore.problems import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from csscore.words import Lang

T = TypeVar("T")


def nameless(
    compute: Callable[[], T], lang: Lang, files: Mapping[str, str] | None, *, by: Callable[[T], object] | None = None
) -> T:
    """Compute, and hide people in what is found.

    Parameters
    ----------
    files
        What stands for each file; None where people are named.
    by
        Which part of what is found tells who there is; without it, it does itself, or each of several results.

    Raises
    ------
    Rejected
        With what is wrong with the input, naming nobody.
    """
    if files is None:
        return compute()
    with naming_nobody(files):
        found = compute()
        if by is None:
            return report.anonymous.anonymous(found, lang, files=files)
        return report.anonymous.hidden(found, report.names.names_of(by(found), lang, files=files))


@contextmanager
def naming_nobody(files: Mapping[str, str]) -> Iterator[None]:
    """Let what is wrong with the input name nobody; ``files`` is what stands for each file."""
    try:
        yield
    except Rejected as rejected:
        names = report.names.Names((), files.items())
        raise Rejected(report.anonymous.hidden(rejected.problems, names)) from None
