"""Typer's commands and groups with our help pages, quick to start; they add no behaviour of their own."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from csscore.cli.help import page


class Command(TyperCommand):
    """A command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx))

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return _as_given(super().get_params(ctx))


class Group(TyperGroup):
    """A group of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx))

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters."""
        return _as_given(super().get_params(ctx))


class _AsGiven:
    """Takes a value as the command line gives it: all of ours are texts, lists of texts and switches."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value; nothing given for several is none of them."""
        return () if value is None and (param.multiple or param.nargs == -1) else value


def _as_given(params: Any) -> Any:
    """Spare start-up the validation library that newer Typers load to turn texts into texts; older ones don't look here."""
    for param in params:
        param._runtime_param = _AsGiven()
    return params
