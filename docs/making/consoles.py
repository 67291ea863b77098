"""Console blocks of the hand-written pages: their commands are run and their outputs put in place; the words are left alone.

- A ```` ```console ```` block holds commands (``$ csscore …``) and what they print. A line ``…`` in the output stands for lines
  left out: as many are kept before and after it as there were.
- A ```` ```text ```` block below ``<!-- $ csscore … -->`` holds what the command prints on standard output.
- A block below ``<!-- FILE -->`` is written to that file before the commands below it run; ``<!-- FILE: OLD → NEW -->`` changes it.

All blocks of a page run one after the other in one folder, beside a copy of the samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docs.making.session import ROOT, folder, run, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docs.making.session import Lang

PAGES: Final[dict[str, Lang]] = {
    "README.md": "en",
    "README.zh-CN.md": "zh",
    "docs/guide.md": "en",
    "docs/guide.zh-CN.md": "zh",
    "docs/adjustments.md": "en",
    "docs/adjustments.zh-CN.md": "zh",
    "docs/audit.md": "en",
    "docs/audit.zh-CN.md": "zh",
    "docs/books.md": "en",
    "docs/books.zh-CN.md": "zh",
    "docs/carried.md": "en",
    "docs/carried.zh-CN.md": "zh",
    "docs/choosing.md": "en",
    "docs/choosing.zh-CN.md": "zh",
    "docs/diff.md": "en",
    "docs/diff.zh-CN.md": "zh",
    "docs/incidents.md": "en",
    "docs/incidents.zh-CN.md": "zh",
    "docs/install.md": "en",
    "docs/install.zh-CN.md": "zh",
    "docs/months.md": "en",
    "docs/months.zh-CN.md": "zh",
    "docs/schemes.md": "en",
    "docs/schemes.zh-CN.md": "zh",
    "docs/slips.md": "en",
    "docs/slips.zh-CN.md": "zh",
    "docs/trend.md": "en",
    "docs/trend.zh-CN.md": "zh",
    "docs/why.md": "en",
    "docs/why.zh-CN.md": "zh",
    "docs/without-yaml.md": "en",
    "docs/without-yaml.zh-CN.md": "zh",
}
ELLIPSIS: Final = "…"
BLOCK: Final = re.compile(
    r"(?:^<!-- (?P<mark>(?:(?! → )[^\n])+?) -->\n+)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$"
    r"|^<!-- (?P<file>[\w./-]+): (?P<old>[^\n]+?) → (?P<new>[^\n]+?) -->$",
    re.MULTILINE | re.DOTALL,
)


def refreshed(text: str, lang: Lang) -> str:
    """Return a page with the outputs of its commands as they are now."""
    with folder() as here:
        pieces, end = [], 0
        for block in BLOCK.finditer(text):
            if block["file"]:
                _change(here / block["file"], block["old"], block["new"])
                continue
            start, stop = block.span("body")
            pieces += [text[end:start], _body(block["kind"], block["mark"] or "", block["body"], lang, here)]
            end = stop
        return "".join([*pieces, text[end:]])


def fresh(name: str) -> dict[str, str]:
    """Return what should stand on a page with console blocks, by where it stands."""
    return {name: refreshed((ROOT / name).read_text(encoding="utf-8"), PAGES[name])}


def fresh_in_both(name: str) -> dict[str, str]:
    """Return the same of a page and of the Chinese one beside it."""
    return fresh(name) | fresh(f"{name.removesuffix('.md')}.zh-CN.md")


def _body(kind: str, mark: str, body: str, lang: Lang, here: Path) -> str:
    if kind == "console":
        return _console(body, lang)
    if mark.startswith("$ "):
        return _elided(sound(mark, run(mark[2:], lang)).out, body)
    if re.fullmatch(r"[\w./-]+\.\w+", mark):
        path = here / mark
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return body


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{path.name} has {text.count(old)} times: {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def _console(body: str, lang: Lang) -> str:
    pieces, code = [], 0
    for command, output in _commands(body):
        ended = sound(command, run(command.removeprefix("$ ").replace("\\\n", " "), lang, before=code))
        code = ended.code
        pieces += [f"{command}\n", _elided(ended.shown, output)]
    return "".join(pieces)


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command as written, with the output that stands below it."""
    for piece in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        if not piece:
            continue
        command = re.match(r"(?:.*\\\n)*.*", piece)
        assert command is not None  # noqa: S101 - it matches anything
        yield command[0], piece[command.end() + 1 :]


def _elided(new: str, old: str) -> str:
    """Return an output with those lines left out that were left out before."""
    before = old.splitlines()
    if ELLIPSIS not in before:
        return new
    lines = new.splitlines()
    head, tail = before.index(ELLIPSIS), len(before) - before.index(ELLIPSIS) - 1
    if head + tail >= len(lines):
        raise ValueError(f"nothing is left to leave out of: {new}")
    return "\n".join([*lines[:head], ELLIPSIS, *lines[len(lines) - tail :]]) + "\n"
