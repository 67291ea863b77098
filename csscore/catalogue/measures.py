"""D3xx: agents, roster, combining rows, values, periods."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
