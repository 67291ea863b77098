"""Uxxx: usage and output."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
