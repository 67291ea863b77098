"""D1xx: files that can't be opened, containers, encodings."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
