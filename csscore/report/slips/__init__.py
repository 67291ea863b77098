"""Slips (工资条), one agent each: a workbook to print and cut, or a file a person; no slip says anything of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.report.slips import book as book
    from csscore.report.slips import filenames as filenames
    from csscore.report.slips import files as files
    from csscore.report.slips import listing as listing
    from csscore.report.slips import paper as paper

__getattr__ = modules_of(__name__)
