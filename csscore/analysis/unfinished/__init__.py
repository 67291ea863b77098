"""A month that is not over: how much of it has passed, what is missing to the next step, where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.analysis.unfinished import run as run

__getattr__ = modules_of(__name__)
