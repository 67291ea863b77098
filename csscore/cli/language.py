"""Which language csscore speaks, and the help texts in both; it says nothing itself.

Typer takes help texts as plain English strings. `both` keeps the Chinese beside each, and `translate` puts it in place
once the language is known.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csscore.cli.completion import words_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.words import Lang

_CHINESE: dict[str, str] = {}
_TYPERS_OWN = {
    "Show this message and exit.": Words("显示本页", "show this page"),
    "Install completion for the current shell.": Words("给当前的 shell 装上自动补全", "install completion for the current shell"),
    "Show completion for the current shell, to copy it or customize the installation.": Words(
        "打印当前 shell 的补全脚本", "print the completion script of the current shell"
    ),
}
_WINDOWS_CHINESE = 0x04
"""Primary language number of Chinese in Windows' language identifiers."""


def both(zh: str, en: str) -> str:
    """Return the English text, and remember what it is in Chinese."""
    _CHINESE[en] = zh
    return en


LANGS = ("zh", "en")
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        rich_help_panel=both("其他", "Other"),
        help=both("界面语言，默认随系统", "language; default: the system's"),
        autocompletion=words_of(*LANGS),
    ),
]


def known(text: str | None) -> Words | None:
    """Return a help text in both languages; English where nobody wrote it in Chinese."""
    if text is None:
        return None
    return _TYPERS_OWN.get(text) or Words(_CHINESE.get(text, text), text)


def chosen(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Lang:
    """Return the language that ``--lang`` asks for, wherever it stands, or else the locale's.

    It is looked up before the command line is parsed, so that help and mistakes are in the right language too.
    """
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument[7:] if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return of_locale(os.environ if environment is None else environment)


def of_locale(environment: Mapping[str, str]) -> Lang:
    """Return zh where the locale is Chinese; on Windows, without the usual variables, the display language decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "zh" if sys.platform == "win32" and _windows_language() == _WINDOWS_CHINESE else "en"


def translate(command: Any, lang: Lang) -> None:
    """Put the help texts of a command, its parameters and its subcommands into a language."""
    if lang != "zh":
        return
    for thing in (command, *command.params):
        for name in ("help", "epilog", "short_help", "rich_help_panel"):
            text = getattr(thing, name, None)
            if isinstance(text, str):
                setattr(thing, name, _CHINESE.get(text, text))
    for below in getattr(command, "commands", {}).values():
        translate(below, lang)


def _windows_language() -> int:
    import ctypes

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent where it is not Windows
    return int(kernel.GetUserDefaultUILanguage()) & 0x3FF
