"""From what somebody types to the agent that is meant: an id, a name, or an account of the roster; it never guesses."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from csscore.problems import Place, Problems
from csscore.words import listed

if TYPE_CHECKING:
    from csscore.pipeline import Run

_NEAR: Final = 3
_ALIKE: Final = 0.5
"""Names have two characters, often: one of them is enough to be mistaken."""


def find(run: Run, given: str) -> int:
    """Return an agent's position in `Measured.agents`.

    Raises
    ------
    Rejected
        If nobody is called so (A110), or several are (A111).
    """
    problems = Problems()
    ids = {str(agent): i for i, agent in enumerate(run.measured.agents)}
    called = given.strip()
    if called in ids:
        return ids[called]
    named = [i for i, name in enumerate(run.measured.names) if str(name) == called]
    if len(named) == 1:
        return named[0]
    if named:
        problems.add("A111", None, agent=called, agents=listed([str(run.measured.agents[i]) for i in named]))
        problems.reject()
    person = run.inputs.people.person_of(called, Place())
    if person in ids:
        return ids[person]
    near = get_close_matches(called, dict.fromkeys([*ids, *(str(name) for name in run.measured.names)]), n=_NEAR, cutoff=_ALIKE)
    everybody = listed(sorted(ids), most=12)
    if near:
        problems.add("A112", None, agent=called, near=listed(near), agents=everybody)
    else:
        problems.add("A110", None, agent=called, agents=everybody)
    problems.reject()
    raise AssertionError("nobody was found, and no error was left")
