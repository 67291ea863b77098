"""SQL text that is put together from names and values of users: quoted here and nowhere else, as the standard has it."""

from __future__ import annotations


def name(text: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def for_uri(path: str) -> str:
    """Return a path as it stands in an address of a database."""
    from urllib.parse import quote

    return quote(path)


def escaped(path: str) -> str:
    """Return a path in which nothing is a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
