"""Typer's commands and groups with our help pages, quick to start; they add no behaviour of their own."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from importlib import import_module
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, get_type_hints

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from csscore.cli.console import current
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.help import page
from csscore.cli.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def later(work: str) -> Callable[[], None]:
    """Return what stands for a command until it is called: ``module:function`` below `csscore.cli`."""

    def command() -> None:
        raise AssertionError(f"{work} is not loaded")

    vars(command)["work"] = work
    return command


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose options that stand together (dataclasses) are options of its own, as Typer reads them."""
    hints = get_type_hints(command, include_extras=True)
    together = {name: hints[name] for name in signature(command).parameters if is_dataclass(hints[name])}
    parameters: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        inner = get_type_hints(together[name], include_extras=True) if name in together else {}
        parameters += [
            Parameter(
                field.name,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.default is MISSING else field.default,
                annotation=inner[field.name],
            )
            for field in (fields(together[name]) if name in together else ())
        ] or [parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[name])]

    @wraps(command)
    def run(**given: Any) -> None:
        own = {name: form(**{field.name: given.pop(field.name) for field in fields(form)}) for name, form in together.items()}
        command(**own, **given)

    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what `inspect` looks for
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


class Command(TyperCommand):
    """A command."""

    def load(self) -> None:
        """Take up what the command takes and does, from the module that has its work."""
        work = vars(self.callback).pop("work", None)
        if work is None:
            return
        module, _, name = work.partition(":")
        alone = typer.Typer(add_completion=False)
        alone.command()(spread(getattr(import_module(f"csscore.cli.{module}"), name)))
        whole = typer.main.get_command(alone)
        self.params, self.callback = whole.params, whole.callback
        translate(self, current().lang)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx))

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return _as_given(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what was typed."""
        words = list(_repeated(args))
        _check_once(self, ctx, words)
        return super().parse_args(ctx, words)


class Group(TyperGroup):
    """A group of commands."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, ready to be called."""
        command = super().get_command(ctx, cmd_name)
        if isinstance(command, Command):
            command.load()
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx))

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return _as_given(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what was typed."""
        _check_once(self, ctx, args)
        return super().parse_args(ctx, args)


def _check_once(command: Any, ctx: Any, words: Sequence[str]) -> None:
    """Stop where an option with one value is given twice, here or before the subcommand: the parser would keep the last."""
    *_, order = command.make_parser(ctx).parse_args(args=list(words))
    single = [param for param in order if param.param_type_name == "option" and not (param.multiple or param.is_flag)]
    outer = ctx.parent
    while outer is not None:
        single += [param for param in outer.command.params if param.name == "lang" and outer.params.get("lang") is not None]
        outer = outer.parent
    met: dict[str, int] = {}
    for param in single:
        met[param.name] = met.get(param.name, 0) + 1
    twice = next((param for param in single if met[param.name] > 1), None)
    if twice is not None:
        raise stopped(USAGE, "U126", option=max(twice.opts, key=len), count=met[twice.name])


class _AsGiven:
    """Takes a value as the command line gives it: all of ours are texts, lists of texts and switches."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value; nothing given for several is none of them."""
        return () if value is None and (param.multiple or param.nargs == -1) else value


def _repeated(args: Sequence[str]) -> Iterator[str]:
    """Yield the words of a command line with ``--history`` before every result that follows it.

    A shell writes a pattern out: ``--history 2026-*.json`` becomes several files, and those after the first would be taken
    for this month's data.
    """
    rest = iter(args)
    following = False
    for word in rest:
        if word == "--":
            yield word
            break
        if following and word.endswith(".json") and not word.startswith("-"):
            yield "--history"
        elif following:
            following = False
        yield word
        if word == "--history":
            yield from (value for value in (next(rest, None),) if value is not None)
            following = True
        elif word.startswith("--history="):
            following = True
    yield from rest


def _as_given(params: Any) -> Any:
    """Spare start-up the validation library that newer Typers load to turn texts into texts; older ones don't look here."""
    for param in params:
        param._runtime_param = _AsGiven()
    return params
