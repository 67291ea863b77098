"""Params that are called as a column of the files: the number of the scheme is taken, which is told; it takes no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.problems import Place
from csscore.read.texts import fold
from csscore.scheme.names import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.problems import Problems
    from csscore.read.table import Table
    from csscore.scheme.model import Scheme


def tell_hidden(scheme: Scheme, tables: Iterable[Table], problems: Problems) -> None:
    """Say where an expression names a param and a file has a column of that very header (D563)."""
    headers: dict[str, tuple[str, str]] = {}
    for table in tables:
        for part in table.parts:
            for text in part.header.texts:
                headers.setdefault(fold(text), (text, str(Place(part.reading.file, part.reading.sheet))))
    told: set[str] = set()
    for expression in expressions(scheme) if scheme.params else ():
        for name in expression.names:
            if name in scheme.params and name not in told and fold(name) in headers:
                told.add(name)
                header, file = headers[fold(name)]
                problems.add("D563", expression.place_of(name), name=name, text=expression.text, column=header, file=file)
