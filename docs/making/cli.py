"""The page of commands: the help of every command in both languages, as the program prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docs.making.session import folder, run, sound, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docs.making.session import Lang


def page(lang: Lang) -> str:
    """Return docs/cli.md or docs/cli.zh-CN.md."""
    parts = [words("cli", lang)]
    with folder(samples=False):
        for path in commands():
            title = " ".join(("csscore", *path))
            parts += [f"## {title}\n", f"```text\n{sound(title, run(f'{title} --help', lang)).out.rstrip()}\n```\n"]
    return "\n".join(parts).rstrip() + "\n"


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, groups before what is in them."""
    import typer

    from csscore.cli.app import app

    def below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, (*path, name))

    yield from below(typer.main.get_command(app), ())
