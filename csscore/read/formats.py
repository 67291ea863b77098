"""What a spreadsheet's number format says about the number under it; it never looks at the number."""

from __future__ import annotations

import re
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 20, 32, 34, 55), "h:mm"),
    **dict.fromkeys((19, 21, 33, 35, 56), "h:mm:ss"),
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
"""The built-in formats that change what a number means (ECMA-376 part 1, 18.8.30), without their decoration."""

LOCAL_MONEY = frozenset((*range(5, 9), *range(37, 45)))
"""Built-in formats that show the currency of whoever opens the file, whatever the file says beside their number."""


@lru_cache(maxsize=512)
def shows_percent(code: str) -> bool:
    """Tell whether a number under this format is shown times a hundred, with a percent sign."""
    return "%" in _LITERAL.sub("", code)


@lru_cache(maxsize=512)
def shows_time(code: str) -> bool:
    """Tell whether a number under this format is days, shown as hours, minutes or seconds."""
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower().replace("general", "")
    return bool(re.search(r"[hs]|\[m+\]", bare)) and not re.search(r"[yd]", bare)
