"""What became of a scheme's tests: plain data between analysis, which runs them, and reports, which write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csscore.explanation import Explanation
    from csscore.problems import Place, Problem
    from csscore.words import Words


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that was not met."""

    place: Place
    """Of the expectation, in the test file."""
    column: str
    agent: str
    expected: str
    found: Words


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case, run."""

    name: str
    place: Place
    expectations: int
    failures: tuple[Failure, ...]
    refused: tuple[Problem, ...]
    """Why there is no result, where there should be one."""
    explained: tuple[Explanation, ...] = ()
    """The agents that are spoken of, if they were asked for."""

    @property
    def passed(self) -> bool:
        """Return whether everything is as expected."""
        return not self.failures and not self.refused


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of one test file."""

    file: str
    scheme: str
    cases: tuple[CaseResult, ...]
