"""What the sides of a comparison are called: as much as tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.report.difference.supposing import called
from csscore.sentences import sentences
from csscore.words import Words, filled, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.comparison import Comparison, Side
    from csscore.words import Lang

say = sentences(__file__)

_TITLE = Words("{before} → {after}", "{before} → {after}")
_SEVERAL = say("several")
_SCHEME = say("scheme")


def title(comparisons: Sequence[Comparison], lang: Lang) -> str:
    """Return the document's title."""
    first = comparisons[0]
    if len(comparisons) > 1:
        return filled(_SEVERAL, lang, before=_scheme(first.before, lang), count=len(comparisons))
    return filled(_TITLE, lang, before=_side(first, first.before, lang), after=_side(first, first.after, lang))


def label(said: Comparison, lang: Lang) -> str:
    """Return what the second result is called, as briefly as it can be told from the first."""
    before, after = said.before, said.after
    parts = (
        [] if before.scheme.name == after.scheme.name and before.scheme.version == after.scheme.version else [after.scheme.name]
    )
    if parts and before.scheme.name == after.scheme.name:
        parts = [f"{after.scheme.name} {after.scheme.version}"]
    parts += [setting for setting in after.sets if setting not in before.sets]
    if after.data != before.data:
        parts += after.data
    if after.period != before.period and after.period:
        parts.append(after.period)
    parts += [words.in_(lang) for words in called(said)]
    return " ".join(parts) or after.scheme.name


def _scheme(side: Side, lang: Lang) -> str:
    card = side.scheme
    return _SCHEME.filled({"title": card.title, "name": card.name, "version": card.version}).in_(lang)


def _side(said: Comparison, side: Side, lang: Lang) -> str:
    """Return what a result is called in the title: its scheme, and the rest where that is not shared."""
    other = said.after if side is said.before else said.before
    same_scheme = said.before.scheme.digest == said.after.scheme.digest or side.scheme.title == other.scheme.title
    parts = [] if side is said.after and same_scheme else [_scheme(side, lang)]
    parts += [setting for setting in side.sets if setting not in other.sets]
    if side.data != other.data:
        files = listed(list(side.data), most=2)
        parts.append(files.in_(lang))
    if side.period != other.period and side.period:
        parts.append(side.period)
    if side is said.after:
        more = [words.in_(lang) for words in called(said)]
        parts += [("、" if lang == "zh" else ", ").join(more)] if more else []
    return " ".join(parts) or _scheme(side, lang)
