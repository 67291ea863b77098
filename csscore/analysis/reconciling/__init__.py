"""A result against the table that people are paid by today: the table is read as any file, and nothing of it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.analysis.reconciling import run as run

__getattr__ = modules_of(__name__)
