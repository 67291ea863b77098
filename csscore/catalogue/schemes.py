"""Sxxx: scheme files."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
