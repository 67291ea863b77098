"""The shape of an entry of the catalogue."""

from __future__ import annotations

from typing import Literal, NamedTuple

from csscore.words import Words


class Code(NamedTuple):
    """What a code means: how bad it is, its title for the errors page, its sentence and its remedy (templates)."""

    severity: Literal["error", "warning", "note"]
    title: Words
    message: Words
    hint: Words | None = None
    of_outcome: bool = False
    """Whether it speaks of the ranking that came out; where an error forbids one, it is not said."""
