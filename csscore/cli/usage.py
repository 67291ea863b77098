"""Mistakes in the command line as problems of the catalogue, with the nearest thing that was perhaps meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.help import usage
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from csscore.problems import Problem

_AMOUNT = Words("金额，例如 100", "an amount such as 100")
_NEAR = Words("是不是 {near}？", "did you mean {near}? ")


def problem_of(mistake: Any) -> Problem:
    """Return what Typer found wrong, in our words; its kinds of mistakes are not public, so their class names tell them."""
    from csscore.problems import Problem

    context = mistake.ctx
    command = context.command_path if context is not None else "csscore"
    call = usage(context.command, context) if context is not None else "csscore --help"
    kind = type(mistake).__name__
    if kind == "NoSuchOption":
        name = mistake.option_name
        return Problem(
            "U102", details={"command": command, "name": name, "near": near(name, mistake.possibilities or _options(context))}
        )
    if kind == "MissingParameter" and mistake.param is not None:
        return Problem("U103", details={"command": command, "name": _named(mistake.param), "usage": _call(call, mistake.param)})
    if kind == "BadOptionUsage" and "does not take" in mistake.message:
        return Problem("U109", details={"name": mistake.option_name})
    if kind == "BadOptionUsage":
        return Problem("U105", details={"name": mistake.option_name, "command": command})
    commands = getattr(context.command, "commands", None) if context is not None else None
    asked = [*getattr(context, "_protected_args", ()), *context.args] if commands else []
    if commands and "No such command" in mistake.message:
        name = mistake.message.split("'")[1] if "'" in mistake.message else " ".join(asked)
        return Problem("U101", details={"name": name, "near": near(name, commands), "known": listed(commands)})
    if "unexpected extra argument" in mistake.message:
        extra = mistake.message.partition("(")[2].rpartition("(")[2].rstrip(")")
        return Problem("U110", details={"command": command, "extra": extra, "usage": call})
    return Problem("U106", details={"reason": same(mistake.format_message()), "usage": call, "command": command})


def choice(option: str, value: str, allowed: Sequence[str]) -> str:
    """Return the value of an option that takes one of a few words; stops otherwise."""
    if value in allowed:
        return value
    raise stopped(USAGE, "U104", option=option, value=value, near=near(value, allowed), choices=listed(allowed))


def pairs(option: str, values: Iterable[str], *, form: str, example: str) -> list[tuple[str, str]]:
    """Return the two sides of each ``NAME=VALUE``; stops where there is no name or no value."""
    found = []
    for value in values:
        name, sign, rest = value.partition("=")
        if not (sign and name.strip() and rest.strip()):
            raise stopped(USAGE, "U107", option=option, form=form, value=value, example=example)
        found.append((name.strip(), rest))
    return found


def near(name: str, known: Iterable[str]) -> Words:
    """Return 'did you mean …?', or nothing."""
    from difflib import get_close_matches

    matches = get_close_matches(name, list(known), n=1)
    return _NEAR.filled({"near": matches[0]}) if matches else same("")


def listed(names: Iterable[str]) -> Words:
    """Return names as a list in both languages."""
    names = list(names)
    return Words("、".join(names), ", ".join(names))


def _call(call: str, missing: Any) -> Words:
    """Return how the command is called and, where the scheme is missing, what there is."""
    if missing.name != "scheme":
        return same(call)
    from csscore.scheme.lookup import cards

    names = listed(card.name for card in cards())
    return Words(f"{call}；方案有：{names.zh}", f"{call}; the schemes are: {names.en}") if names.en else same(call)


def _options(context: Any) -> list[str]:
    return [] if context is None else [name for param in context.command.get_params(context) for name in param.opts]


def _named(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return f"{max(param.opts, key=len)} {param.metavar or ''}".strip()


def amount(over: str | None) -> Fraction | None:
    """Return ``--over`` in currency units."""
    from csscore.scheme.kinds import number

    if over is None:
        return None
    found = number(over)
    if found is None or found < 0 or (found * 1000).denominator != 1:
        raise stopped(USAGE, "U104", option="--over", value=over, near=same(""), choices=_AMOUNT)
    return found


def units_of(over: Fraction, digits: int) -> int:
    """Return ``--over`` in the currency's smallest unit."""
    units = over * 10**digits
    if units.denominator != 1:
        raise stopped(USAGE, "U104", option="--over", value=float(over), near=same(""), choices=_AMOUNT)
    return int(units)


def known_fields(fields: Sequence[str], keys: Sequence[str]) -> Sequence[str]:
    """Return the fields of a csv that are asked for; stops where one is no column of it."""
    unknown = next((field for field in fields if field not in keys), None)
    if unknown is not None:
        raise stopped(USAGE, "U130", field=unknown, near=near(unknown, keys), known=listed(keys))
    return fields


def alone(code: str, others: Mapping[str, object]) -> None:
    """Stop with this code where one of the options is given that don't go with another."""
    given = next((option for option, value in others.items() if value), None)
    if given is not None:
        raise stopped(USAGE, code, option=given)
