"""One question: what is asked, what may be answered, what an answer means; who answers (a person, a file) is somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from csscore.scheme.kinds import number
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Sequence

say = sentences(__file__)

Kind = Literal["text", "number", "one", "several"]
NONE: Final = say("none")
_NO_NUMBER: Final = say("no_number")
_NOT_AMONG: Final = say("not_among")
_EMPTY: Final = say("empty")


class Misunderstood(Exception):  # noqa: N818 - it is asked again, or refused with its words
    """An answer that can't be."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers: how the language calls it, and how people do."""

    key: str
    title: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    name
        By which a file of answers names it: ``weight.sales``.
    default
        What an empty answer means, as it would be typed; None where there has to be an answer.
    """

    name: str
    words: Words
    kind: Kind
    options: tuple[Option, ...] = ()
    default: str | None = None

    def taken(self, answer: str) -> tuple[str, ...]:
        """Return what an answer means: the text or number, or the keys of the options.

        Raises
        ------
        Misunderstood
            Where it can't be an answer.
        """
        text = answer.strip() or (self.default or "")
        if self.kind in {"text", "number"}:
            if not text and self.default is None:
                raise Misunderstood(_EMPTY)
            if self.kind == "number" and text and number(text) is None:
                raise Misunderstood(_NO_NUMBER.filled({"text": text}))
            return (text,)
        parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]
        if self.kind == "several" and (not parts or [part.lower() for part in parts] in (["none"], ["没有"])):
            return ()
        if not parts:
            raise Misunderstood(_EMPTY)
        found = tuple(dict.fromkeys(self._one(part) for part in parts))
        if self.kind == "one" and len(found) != 1:
            raise Misunderstood(_NOT_AMONG.filled({"text": text, "options": self._known()}))
        return found

    def _one(self, part: str) -> str:
        """Return the option that somebody means by its number, its key or its title."""
        if part.isdecimal() and 1 <= int(part) <= len(self.options):
            return self.options[int(part) - 1].key
        for option in self.options:
            if part.lower() in {option.key.lower(), *(title.lower() for title in option.title)}:
                return option.key
        raise Misunderstood(_NOT_AMONG.filled({"text": part, "options": self._known()}))

    def _known(self) -> Words:
        return listed([option.key for option in self.options], most=40)


def options(keys: Sequence[str]) -> tuple[Option, ...]:
    """Return options that are called as they are."""
    return tuple(Option(key, same(key)) for key in keys)
