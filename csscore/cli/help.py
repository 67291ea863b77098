"""Help pages in both languages, aligned for east Asian text, without a layout engine; they print what is declared."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from csscore.cli.console import current, wants_colour
from csscore.cli.language import known
from csscore.patterns import pattern
from csscore.report.plain import width_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_USAGE = Words("用法：", "Usage: ")
_OPTIONS = Words("选项", "OPTIONS")
_COMMAND = Words("命令", "COMMAND")
_ARGUMENTS, _COMMANDS, _OTHERS = Words("参数", "Arguments"), Words("命令", "Commands"), Words("其他", "Other")
_WIDEST: Final = 100
_NAMES: Final = 28
_PIECES: Final = pattern(r"[\u1100-\uffef][，。；：、！？）》”’]*|\s+|[^\s\u1100-\uffef]+[，。；：、！？）》”’]*")
"""A text may be broken before every Chinese sign, but not before closing punctuation, and between western words."""


def page(command: Any, ctx: Any) -> str:
    """Return the help page of a command: what it does, how it is called, its settings by panel, examples."""
    ctx.color = wants_colour(sys.stdout)
    width = min(get_terminal_size().columns, _WIDEST)
    lang = current().lang
    paragraphs = (command.help or "").split("\n\n")
    lines = [*_wrapped(paragraphs[0], width), "", f"{_bold(_USAGE.in_(lang), ctx)}{usage(command, ctx)}"]
    panels = list(_panels(command, ctx))
    left = min(max(width_of(name) for _, rows in panels for name, _ in rows), _NAMES) + 2
    for title, rows in panels:
        lines += ["", _bold(title, ctx), *_table(rows, left, width)]
    for paragraph in paragraphs[1:]:
        lines += ["", *_wrapped(paragraph, width)]
    if command.epilog:
        lines += ["", *command.epilog.split("\n")]
    return "\n".join(lines) + "\n"


def usage(command: Any, ctx: Any) -> str:
    """Return how a command is called, on one line."""
    lang = current().lang
    pieces = [ctx.command_path, f"[{_OPTIONS.in_(lang)}]"]
    pieces += [_argument(param) for param in command.params if param.param_type_name == "argument"]
    pieces += [
        f"{max(param.opts, key=len)} {param.metavar}"
        for param in command.params
        if param.param_type_name == "option" and param.required
    ]
    if getattr(command, "commands", None):
        pieces.append(f"{_COMMAND.in_(lang)} …")
    return " ".join(pieces)


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name}]"


def _panels(command: Any, ctx: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Return what can be set, by panel, each name with its text."""
    lang = current().lang
    commands = [(name, (below.help or "").split("\n\n")[0]) for name, below in getattr(command, "commands", {}).items()]
    if commands:
        yield _COMMANDS.in_(lang), commands
    panels: dict[str, list[tuple[str, str]]] = {}
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            panels.setdefault(_ARGUMENTS.in_(lang), []).append((_argument(param), param.help or ""))
        else:
            panel = getattr(param, "rich_help_panel", None) or _OTHERS.in_(lang)
            panels.setdefault(panel, []).append((_option(param), _help(param)))
    yield from panels.items()


def _option(param: Any) -> str:
    names = sorted(param.opts, key=len)
    short = f"{names[0]}, " if len(names[0]) == 2 and len(names) > 1 else "" if len(names[0]) == 2 else "    "
    shown = short + ", ".join(names[1:] if len(names) > 1 and short.strip() else names)
    return f"{shown} {param.metavar}" if param.metavar and not param.is_flag else shown


def _help(param: Any) -> str:
    # the help option is made anew for each page, after the others were translated
    words = known(param.help)
    return "" if words is None else words.in_(current().lang)


def _table(rows: Sequence[tuple[str, str]], left: int, width: int) -> Iterator[str]:
    for name, text in rows:
        lines = list(_wrapped(text, width - left - 2))
        if width_of(name) + 2 > left:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (left - width_of(name))}{lines.pop(0) if lines else ''}".rstrip()
        yield from (f"  {' ' * left}{line}" for line in lines)


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _PIECES.findall(" ".join(text.split())):
        size = width_of(piece)
        if used + size > width and line:
            yield line.rstrip()
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + size
    if line:
        yield line.rstrip()


def _bold(text: str, ctx: Any) -> str:
    return f"\x1b[1m{text}\x1b[0m" if ctx.color else text
