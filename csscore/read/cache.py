"""What was read once is not read again: whoever asks the same of the same files gets the same inputs and is told the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csscore.problems import Problems
from csscore.read.load import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from csscore.problems import Problem
    from csscore.read.load import Inputs
    from csscore.read.requirements import Requirements


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    files: tuple[str | pd.DataFrame, ...]
    asked: tuple[Requirements, dict[str, Any]]
    inputs: Inputs
    problems: Problems
    """Where tables record what is wrong with the rows that a run looks at."""
    whole: tuple[Problem, ...]
    """What was found when they were read."""

    def answers(self, files: Sequence[str | pd.DataFrame], asked: tuple[Requirements, dict[str, Any]]) -> bool:
        """Tell whether this is what is asked for; a frame is only ever the same as itself."""
        alike = len(files) == len(self.files) and all(
            one is other or (isinstance(one, str) and isinstance(other, str) and one == other)
            for one, other in zip(files, self.files, strict=True)
        )
        return alike and asked == self.asked


class ReadCache:
    """The inputs that were read last.

    Parameters
    ----------
    most
        How many are kept: what several runs need at the same time.
    """

    def __init__(self, most: int = 1) -> None:
        self._most = most
        self._read: list[_Read] = []

    def load(self, files: Sequence[str | pd.DataFrame], wanted: Requirements, problems: Problems, **options: Any) -> Inputs:
        """Return what `csscore.read.load.load` returns, read only where it was not just read."""
        asked = (wanted, options)
        known = next((one for one in self._read if one.answers(files, asked)), None)
        if known is None:
            del self._read[: max(len(self._read) - self._most + 1, 0)]  # before reading: it may be large
            told = Problems()
            told.hand_on(problems)
            inputs = load(files, wanted, told, **options)
            known = _Read(tuple(files), asked, inputs, told, tuple(told))
        else:
            self._read.remove(known)
            problems.extend(known.whole)
            known.problems.hand_on(problems)
        self._read.append(known)
        return known.inputs
