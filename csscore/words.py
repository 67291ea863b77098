"""Text that people read, in Chinese and English side by side; it never decides anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Lang = Literal["zh", "en"]


class Words(NamedTuple):
    """One text in both languages; templates keep ``{names}`` for `filled`."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.zh if lang == "zh" else self.en

    def filled(self, details: dict[str, object]) -> Words:
        """Return both texts with ``{names}`` replaced by plain text (`Words` values by their own language).

        ``{count:row|rows}`` is a count with its noun: 1 row, 2 rows.
        """
        return Words(*(_fill(text, details, lang) for text, lang in ((self.zh, "zh"), (self.en, "en"))))


def same(text: str) -> Words:
    """Return a text that reads the same in both languages (a name, a formula)."""
    return Words(text, text)


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


def _fill(template: str, details: dict[str, object], lang: str) -> str:
    return template.format_map({key: _plain(value, lang) for key, value in details.items()})


def _plain(value: object, lang: str) -> object:
    if isinstance(value, Words):
        return value.zh if lang == "zh" else value.en
    return _Count(value) if hasattr(value, "__index__") else value
