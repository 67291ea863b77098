"""Slips (工资条), one agent each: a workbook to print and cut, or a file a person; no slip says anything of anybody else."""
