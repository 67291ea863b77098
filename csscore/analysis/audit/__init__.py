"""The questions of an audit, one file each, in the order in which they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.analysis.audit.luck import luck
from csscore.analysis.audit.weights import weights

if TYPE_CHECKING:
    from csscore.analysis.audit.asked import Question

QUESTIONS: Final[tuple[Question, ...]] = (weights, luck)
