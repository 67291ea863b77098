"""What may be handed to one agent of her explanation: plain data between analysis, which finds it, and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csscore.explanation import Change, Explanation
    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Decided:
    """An adjustment by hand that changed what was scored; one of money is a pay line.

    Attributes
    ----------
    kind
        ``points``, ``value`` or ``exclude``.
    title
        What it is for: the metric of a value, else as it was written.
    written
        The amount as it stands in the file; empty where there is none.
    """

    kind: str
    title: Words
    written: str
    because: Words


@dataclass(frozen=True, slots=True)
class Slip:
    """What may be handed to one agent: her own numbers, and nobody else's name, value or score.

    Attributes
    ----------
    said
        Without who is above her, who shares her place, and what was noticed; gates are those that fired.
    tied
        How many share her place, herself included; 0 for the unranked.
    """

    said: Explanation
    tied: int
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands beside an agent's numbers in a workbook of slips.

    Attributes
    ----------
    row
        Her row in the result.
    reason
        Why she is not ranked; empty where she is.
    because
        The reason of each pay line of the result, an adjustment's with its name and amount; empty where it does not pay her.
    gates
        Of the scheme, those that fired: name, effect and reason.
    """

    row: int
    reason: Words
    because: tuple[Words, ...]
    gates: tuple[tuple[Words, Words, Words], ...]
    decided: tuple[Decided, ...]
    change: Change | None
