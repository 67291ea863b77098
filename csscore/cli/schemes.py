"""``csscore schemes``: list the schemes."""

from __future__ import annotations

from csscore.cli import options
from csscore.cli.output import say
from csscore.report.plain import aligned
from csscore.scheme.lookup import cards
from csscore.words import Words

_OWN, _READY_MADE = Words("自己的（./schemes）", "yours (./schemes)"), Words("内置", "built in")


def list_(*, talk: options.Talk) -> None:
    """Print one line a scheme: name, title, where from."""
    speaker = talk.begin()
    rows = []
    for card in cards():
        source = card.source.in_(speaker.lang)
        where = _READY_MADE if card.ready_made else _OWN
        rows.append((card.name, card.title.in_(speaker.lang), source or where.in_(speaker.lang)))
    say("".join(f"{line}\n" for line in aligned(rows)))
