"""How two schemes differ, as lines that name each setting the way ``--set`` does; it finds no difference itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text
from csscore.report.blocks import Heading, Line
from csscore.report.difference.writing import maybe
from csscore.report.plain import width_of
from csscore.sentences import sentences
from csscore.words import filled, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from csscore.comparison import Comparison, SettingChange
    from csscore.report.blocks import Block
    from csscore.words import Lang

say = sentences(__file__)

_SETTINGS = say("settings")
_NO_SETTINGS = say("no_settings")
_NEW, _GONE = say("new"), say("taken_out")
_WAS, _IS = say("from"), say("to")
_WEIGHTS = say("weights")
_KEYS: Final = {
    "weight": say("weight"),
    "group": say("group"), "points": say("points"), "value": say("value"),
    "title": say("title"), "unit": say("unit"), "better": say("better"),
    "missing": say("missing"), "when": say("when"), "then": say("then"),
    "because": say("because"), "method": say("method"), "cap": say("cap"),
    "floor": say("floor"), "digits": say("digits"), "break": say("ties_broken"),
    "within": say("ranked_within"), "ties": say("numbering_of_ties"), "order": say("ranked"),
    "plus": say("plus"), "budget": say("budget"), "at_most": say("at_most"),
    "at_least": say("at_least"), "prorate": say("prorate"), "headers": say("headers"),
    "score": say("score"), "source": say("source"), "version": say("version"),
    "name": say("name"), "weights": say("weights_2"), "…": say("order"),
    "from": say("from_2"), "to": say("to_2"), "currency": say("currency"),
    "hold": say("held_back"), "recover": say("recovered"), "part": say("share_held_back"),
    "months": say("months"), "until": say("until_month"), "leaver": say("leavers"),
}  # fmt: skip
_GATE: Final = say("gate")
_CALLED: Final = frozenset({"name", "title", "source"})
"""What a scheme is called, which the heading says."""
_LONG: Final = 60
"""From this width on, what was and what is stand on lines of their own."""


def settings(said: Comparison, lang: Lang) -> Iterator[Block]:
    """Yield how the schemes differ."""
    yield Heading(filled(_SETTINGS, lang))
    shown = [change for change in said.settings if maybe(change.before, lang) != maybe(change.after, lang)]
    shown = [change for change in shown if change.path not in _CALLED] or shown
    if not shown:
        yield Line(filled(_NO_SETTINGS, lang))
    for change in shown:
        yield from setting_lines(change, lang)
    both = [change for change in said.weights if change.before is not None and change.after is not None]
    told = {f"metrics.{change.metric}.weight" for change in both} <= {change.path for change in shown}
    grouped = any(change.key == "group" for change in shown)
    if both and (grouped or not told):
        weights = [f"{change.title.in_(lang)} {_short(change.before)} → {_short(change.after)}" for change in both]
        yield Line(filled(_WEIGHTS, lang, weights=(("、" if lang == "zh" else ", ").join(weights))))


def setting_lines(change: SettingChange, lang: Lang) -> Iterator[Line]:
    """Yield one setting: whose it is, its path, what it was and is."""
    before, after = maybe(change.before, lang), maybe(change.after, lang)
    key = filled(_KEYS.get(change.key, same("")), lang)
    owner = change.owner.in_(lang)
    called = " ".join(filter(None, (owner, key if owner != key else ""))) if (owner or key) else ""
    whole = change.path.endswith("]") or (change.path.startswith("metrics.") and change.path.count(".") == 1)
    path = f" ({change.path})"
    if change.path.startswith("gates[") and called:
        called = f"{filled(_GATE, lang)}{called}"
    if lang == "zh":  # a key is no word of hers; where nothing else says which setting it is, it has to
        path = "" if key or whole else f"（{change.path}）"
    head = f"{called}{path}" if called else change.path
    colon = "：" if lang == "zh" else ": "
    if (whole or max(width_of(before or ""), width_of(after or "")) >= _LONG) and (before is None or after is None):
        word = filled(_NEW if before is None else _GONE, lang)
        yield from _long(f"{head}{colon}{word}", ("", after if before is None else before))
    elif width_of(before or "") + width_of(after or "") < _LONG:
        yield Line(f"{head}{colon}{before or '–'} → {after or '–'}")
    else:
        yield Line(head)
        yield Line(f"{filled(_WAS, lang)}{colon}{before}", deep=True)
        yield Line(f"{filled(_IS, lang)}{colon}{after}", deep=True)


def _long(head: str, *below: tuple[str, str | None]) -> Iterator[Line]:
    yield Line(head)
    for word, sentence in below:
        if sentence:
            yield Line(f"{word}{sentence}", deep=True)


def _short(weight: Fraction | None) -> str:
    return "–" if weight is None else fraction_text(round(weight, 4))
