"""Typer's commands and groups with our help pages, quick to start; they add no behaviour of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from csscore.cli.help import page

if TYPE_CHECKING:

    class _Base(TyperCommand):
        """What both kinds share, as far as types go."""
else:
    _Base = object


class _AsGiven:
    """Takes a value as the command line gives it: all of ours are texts, lists of texts and switches."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value; nothing given for several is none of them."""
        return () if value is None and (param.multiple or param.nargs == -1) else value


class _Ours(_Base):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(page(self, ctx))

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters, spared the validation library that newer Typers load to turn texts into texts."""
        params: Any = super().get_params(ctx)
        for param in params:
            param._runtime_param = _AsGiven()  # older Typers don't look here
        return params


class Command(_Ours, TyperCommand):
    """A command."""


class Group(_Ours, TyperGroup):
    """A group of commands."""
