"""Text that people read, in Chinese and English side by side; it never decides anything."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Words(NamedTuple):
    """One text in both languages; templates keep ``{names}`` for `filled`."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.zh if lang == "zh" else self.en

    def filled(self, details: dict[str, object]) -> Words:
        """Return both texts with ``{names}`` replaced by plain text (`Words` values by their own language)."""
        return Words(*(_fill(text, details, lang) for text, lang in ((self.zh, "zh"), (self.en, "en"))))


def same(text: str) -> Words:
    """Return a text that reads the same in both languages (a name, a formula)."""
    return Words(text, text)


def _fill(template: str, details: dict[str, object], lang: str) -> str:
    plain = {
        key: (value.zh if lang == "zh" else value.en) if isinstance(value, Words) else value for key, value in details.items()
    }
    return template.format_map(plain)
