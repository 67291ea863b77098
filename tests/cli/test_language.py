"""Which language is spoken, and that everything that is said exists in both."""

from __future__ import annotations

import pytest
from typer.main import get_command

from csscore.cli import language
from csscore.cli.app import app
from csscore.cli.language import chosen, known, of_locale


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], lang: str) -> None:
    assert of_locale(environment) == lang


def test_windows_tells_its_display_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language.sys, "platform", "win32")
    monkeypatch.setattr(language, "_windows_language", lambda: 0x04)
    assert of_locale({}) == "zh"
    assert of_locale({"LANG": "en_US"}) == "en"


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["rank", "--lang", "zh"], "zh"),
        (["--lang=zh", "rank"], "zh"),
        (["rank", "--", "--lang", "zh"], "en"),
        (["rank", "--lang"], "en"),
        (["rank", "--lang", "fr"], "en"),
    ],
)
def test_an_option_decides_first_wherever_it_stands(arguments: list[str], lang: str) -> None:
    assert chosen(arguments, {"LANG": "en_US"}) == lang


def texts(command) -> list[str]:
    own = [command.help, command.epilog]
    for param in command.params:
        own += [param.help, getattr(param, "rich_help_panel", None)]
    for name in getattr(command, "commands", {}):
        own += texts(command.get_command(None, name))
    return [text for text in own if text]


def test_every_help_text_is_in_both_languages() -> None:
    for text in texts(get_command(app)):
        words = known(text)
        assert words is not None
        assert any("\u4e00" <= sign <= "\u9fff" for sign in words.zh), text
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in words.en), text
