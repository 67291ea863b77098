"""Says where what comes today differs from what was frozen: the first run, agent and field."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from tests.frozen.freezing import file_of, freeze, frozen

AGAIN = "if that is what should be: python -m tests.frozen.make"


def difference(name: str) -> str | None:
    """Return a sentence about the first difference, or None."""
    if not file_of(name).exists():
        return f"{name} is not frozen yet: python -m tests.frozen.make {name}"
    run: Any = None
    for was, now in zip_longest(frozen(name), freeze(name), fillvalue={}):
        begun = was if "given" in was or "run" in was else now if "given" in now or "run" in now else None
        run = run if begun is None else begun
        # a package that is not here says nothing; what was frozen with it stays
        if "needs" in now:
            return None
        if was != now:
            what = run.get("run") or f"a scheme over {len(run['given']['rows'])} rows"
            who = was.get("agent") or now.get("agent")
            return f"{name}: {what}{f', agent {who}' if who else ''}: {_field(was, now)}\n{AGAIN} {name}"
    return None


def _field(was: Any, now: Any, path: str = "") -> str:
    """Return the first field that differs, with both values."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in (*was, *(key for key in now if key not in was)):
            if was.get(key) != now.get(key) or (key in was) != (key in now):
                return _field(was.get(key), now.get(key), f"{path}.{key}" if path else key)
    if isinstance(was, list) and isinstance(now, list):
        for index, (one, other) in enumerate(zip_longest(was, now)):
            if one != other:
                return _field(one, other, f"{path}[{index}]")
    return f"{path} was {_short(was)}, is {_short(now)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}…"
