"""P1xx: points, scores, ranks; P2xx: pay."""

from __future__ import annotations

from csscore.catalogue.code import Code

CODES: dict[str, Code] = {}
