"""What is said of rules that do not say what their points or amounts hang on: that it is not known, never that it is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.analysis.audit import said
from csscore.auditing import Finding
from csscore.pay.rules.base import hanging
from csscore.score.weights import leaves
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.audit.asked import Asked

say = sentences(__file__)

_LEFT_OUT: Final = {
    "cliffs": say("where_they_jump_is_not_looked"),
    "luck": say("pay_between_neighbours_above_leaves"),
    "shape": say("take_it_as_something_that_may"),
    "budget": say("least_and_the_most"),
    "shocks": say("it_is_taken_here_as_something"),
}


def undeclared(asked: Asked, question: str) -> Iterator[Finding]:
    """Yield the entries of which it is not known whether they follow places or scores, as one finding of a question."""
    unknown = [chosen for chosen in asked.run.scheme.pay if hanging(chosen) is None]
    if not unknown:
        return
    lines, left = said.listed([chosen.options.title or chosen.rule.line for chosen in unknown]), _LEFT_OUT[question]
    yield Finding(
        f"{question}-pay-unknown",
        "look",
        say("rule_of_does_not_say_whether", lines=lines, left=left),
        about=", ".join(chosen.rule.key for chosen in unknown),
    )


def unbanded(asked: Asked) -> Iterator[Finding]:
    """Yield the metrics of whose points it is not known whether bands of the value decide them, as one finding."""
    unknown = [
        leaf
        for leaf in leaves(asked.run.scheme)
        if leaf.scored and leaf.metric.points is not None and leaf.metric.points.rule.banded is None
    ]
    if not unknown:
        return
    titles = said.listed([leaf.title for leaf in unknown])
    yield Finding(
        "cliffs-points-unknown",
        "look",
        say("points_rule_of_does_not_say", titles=titles),
        about=", ".join(leaf.name for leaf in unknown),
    )
