"""Files and options of several months: each may have its month in front, ``2026-03=FILE``; nothing is read here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.inputs import discreet, expanded, named_inputs
from csscore.read.address import STDIN
from csscore.read.spans import dated
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE: Final = Words("一份；各月不同就写 2026-03=文件", "one file; where months differ, 2026-03=FILE")


def dated_files(files: Sequence[str], output: str | None) -> tuple[list[str], list[str]]:
    """Return the inputs with their months in front, patterns replaced by what they match, and the bare paths."""
    given: list[str] = []
    writes = [output] if output not in (None, STDIN) else []
    for file in files:
        when, path = dated(file)
        given += [one if when is None else f"{when.text}={one}" for one in expanded([path], writes=writes)]
    paths = [dated(one)[1] for one in given]
    if STDIN in paths:
        raise stopped(USAGE, "U114")
    return given, expanded(paths)


def options_by_month(
    with_: Sequence[str] | None, roster: Sequence[str] | None, adjust: Sequence[str] | None, *, anonymous: bool
) -> tuple[dict[str, Any], dict[str, dict[str, Any]], list[str]]:
    """Return the options of all months, those of single ones, and the files of both."""
    shared: dict[str, Any] = {}
    single: dict[str, dict[str, Any]] = {}
    inputs: dict[str, list[str]] = {}
    paths: list[str] = []
    for value in with_ or ():
        when, rest = dated(value)
        inputs.setdefault("" if when is None else when.text, []).append(rest)
    for month, values in inputs.items():
        (shared if not month else single.setdefault(month, {}))["inputs"] = found = named_inputs(values)
        paths += found.values()
    for value in roster or ():
        when, path = dated(value)
        own = shared if when is None else single.setdefault(when.text, {})
        if "roster" in own:
            raise stopped(USAGE, "U104", option="--roster", value=value, near=same(""), choices=_ONE)
        own["roster"] = path
        paths.append(path)
    for value in adjust or ():
        when, path = dated(value)
        if when is None:
            raise stopped(USAGE, "U107", option="--adjust", form="MONTH=FILE", value=value, example="2026-03=adjust.csv")
        own = single.setdefault(when.text, {})
        own["adjust"] = discreet([*own.get("adjust", ()), *expanded([path])], anonymous=anonymous)
        paths += expanded([path])
    return shared, single, paths
