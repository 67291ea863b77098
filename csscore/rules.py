"""Every rule of the language by family, and schemes read by them; importing it loads no pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.arguments import checked
from csscore.measure.values import REGISTRY as VALUES
from csscore.pay.rules import REGISTRY as PAY
from csscore.problems import Problems
from csscore.scheme.load import load
from csscore.score.points import REGISTRY as POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.scheme.forms import Registry
    from csscore.scheme.model import Scheme

RULES: Final[dict[str, Registry]] = {"value": VALUES, "points": POINTS, "pay": PAY}
"""Every rule by family."""


@checked()
def load_scheme(name: str, *, sets: Sequence[str] = ()) -> Scheme:
    """Load a scheme by path, from ``./schemes/`` or built in.

    Parameters
    ----------
    name
        A path or a name.
    sets
        Overrides ``PATH=VALUE``, as on the command line.

    Raises
    ------
    Rejected
        With every mistake of the scheme.
    """
    problems = Problems()
    scheme = scheme_of(name, sets, problems)
    problems.reject()
    return scheme


def scheme_of(name: str, sets: Sequence[str], problems: Problems) -> Scheme:
    """Return a scheme with what is wrong in it added to the problems; where nothing can be made of it, they are raised."""
    scheme = load(name, RULES, problems, sets=sets)
    if scheme is None:
        problems.reject()
        raise AssertionError("a scheme that could not be read left no error")
    return scheme
