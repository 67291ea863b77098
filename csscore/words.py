"""Text that people read, in Chinese and English side by side; it never decides anything."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Lang = Literal["zh", "en"]
_MOST: Final = 4
_SMALL: Final = Decimal(1).scaleb(-3)
"""Numbers nearer to 0 are written with digits after their zeros."""
_WIDE: Final = Context(prec=400)
"""More digits than any number that is shown."""


class Words(NamedTuple):
    """One text in both languages; templates keep ``{names}`` for `filled`."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.zh if lang == "zh" else self.en

    def filled(self, details: dict[str, object]) -> Words:
        """Return both texts with ``{names}`` replaced by plain text (`Words` values by their own language).

        ``{count:row|rows}`` is a count with its noun: 1 row, 2 rows; ``{sum:n}`` a number as people write it: 152,113.8.
        """
        return Words(*(_fill(text, details, lang) for text, lang in ((self.zh, "zh"), (self.en, "en"))))


def same(text: str) -> Words:
    """Return a text that reads the same in both languages (a name, a formula)."""
    return Words(text, text)


def filled(words: Words, lang: Lang, **details: object) -> str:
    """Return words in a language, their ``{places}`` filled."""
    return words.filled(details).in_(lang) if details else words.in_(lang)


def listed(texts: Sequence[str], *, most: int = 8) -> Words:
    """Return a list as it stands in a sentence, cut after ``most`` texts: 小美、小丹 等 5 个."""
    shown = texts[:most]
    if len(texts) <= most:
        return Words("、".join(shown), ", ".join(shown))
    return Words("、".join(shown) + f" 等 {len(texts)} 个", ", ".join(shown) + f" and {len(texts) - most} more")


class _Count(int):
    """A count that brings its noun along: ``{count:row|rows}``."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if bar else int.__format__(self, spec)


def figure(number: Decimal, most: int) -> str:
    """Write a number as people do: separators, at most so many decimals, more only for what lies next to 0."""
    if number and abs(number) < _SMALL:
        most -= number.adjusted()
    whole, _, decimals = format(number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _WIDE), ",f").partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


class _Figure(float):
    """A number whose format ``n`` is that of `figure`."""

    def __format__(self, spec: str) -> str:
        return figure(Decimal(repr(float(self))), _MOST) if spec == "n" and isfinite(self) else float.__format__(self, spec)


def _fill(template: str, details: dict[str, object], lang: str) -> str:
    return template.format_map({key: _plain(value, lang) for key, value in details.items()})


def _plain(value: object, lang: str) -> object:
    if isinstance(value, Words):
        return value.zh if lang == "zh" else value.en
    if isinstance(value, float):
        return _Figure(value)
    return _Count(value) if hasattr(value, "__index__") else value
