"""Packages whose modules are loaded when one of them is named: a command starts without what it does not use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def modules_of(package: str) -> Callable[[str], ModuleType]:
    """Return the ``__getattr__`` of a package: a module of it by its name."""

    def load(name: str) -> ModuleType:
        path = f"{package}.{name}"
        try:
            return import_module(path)
        except ModuleNotFoundError as missing:
            if missing.name != path:
                raise
            raise AttributeError(f"module '{package}' has no attribute '{name}'") from None

    return load
