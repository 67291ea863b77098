"""How results of all families become JSON: words in one language, exact numbers as texts, missing as null; it chooses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from json import dumps
from typing import TYPE_CHECKING, Any

from csscore.exact.fixed import fraction_text, text, value_text
from csscore.problems import Place, Problem
from csscore.result import SchemeCard
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.words import Lang


def document_text(document: Mapping[str, Any], lang: Lang, *, place: Callable[[Place], Any] = str, indent: int = 1) -> str:
    """Return a document as JSON.

    Parameters
    ----------
    document
        Whatever results are made of: of a class without a form of its own all fields in their order.
    lang
        The language of all words.
    place
        The form of places: a text, or `known`.
    """
    return dumps(_plain(document, lang, place), ensure_ascii=False, indent=indent) + "\n"


def _plain(part: Any, lang: Lang, place: Callable[[Place], Any]) -> Any:
    match part:
        case Words():
            return part.in_(lang)
        case Fraction():
            return fraction_text(part)
        case float():
            return value_text(part)
        case date():
            return str(part)
        case Place():
            return place(part)
        case Problem():
            at = None if part.place is None else place(part.place) or None
            return {"code": part.code, "severity": part.severity, "message": part.message.in_(lang), "place": at}
        case SchemeCard():
            return {"name": part.name, "version": part.version, "digest": part.digest}
        case Mapping():
            return {key: _plain(value, lang, place) for key, value in part.items()}
        case tuple() | list():
            return [_plain(item, lang, place) for item in part]
    if is_dataclass(part):
        return {field.name: _plain(getattr(part, field.name), lang, place) for field in fields(part)}
    return part


def known(place: Place) -> dict[str, Any]:
    """Return what is known of a place, part by part."""
    parts = {key: getattr(place, key) for key in ("file", "sheet", "cell", "line", "column")}
    return {key: value for key, value in parts.items() if value is not None}


def fixed(units: int | None, digits: int) -> str | None:
    """Return a fixed number as a text; None where there is none."""
    return None if units is None else text(units, digits)


def told(words: Words | None) -> Words | None:
    """Return words, None where nothing is said."""
    return words if words is not None and any(words) else None


def picked(part: object, *names: str) -> dict[str, Any]:
    """Return some of its fields, under their own names."""
    return {name: getattr(part, name) for name in names}
