"""From an export to a scheme by questions and answers; the questions come from the export and from what the rules declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.analysis.interview import export as export
    from csscore.analysis.interview import flow as flow
    from csscore.analysis.interview import questions as questions
    from csscore.analysis.interview import ready as ready

__getattr__ = modules_of(__name__)
