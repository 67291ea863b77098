"""D23x-D29x: sheets, headers, columns, dropped rows."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
