"""Regular expressions that are compiled when they are first used: a run meets few of the oddities that csscore knows."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Final, cast

_KNOWN: Final = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer", "pattern")


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, compiled later; a mistake in it shows when it is first used."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self._given: Any = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _KNOWN:
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        self.__dict__.update((known, getattr(compiled, known)) for known in _KNOWN)
        return self.__dict__[name]
