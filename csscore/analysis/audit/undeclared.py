"""What is said of rules that do not say what their points or amounts hang on: that it is not known, never that it is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.analysis.audit import said
from csscore.auditing import Finding
from csscore.pay.rules.base import hanging
from csscore.score.weights import leaves
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.audit.asked import Asked

_LEFT_OUT: Final = {
    "cliffs": Words("它在哪里跳，这里没看", "where they jump is not looked at here"),
    "luck": Words("上面的奖金差没有算它", "the pay between neighbours above leaves it out"),
    "shape": Words("这里按它可能看名次来想", "take it as something that may go by place"),
    "budget": Words("它最少、最多发多少说不出来", "the least and the most that it pays can't be told"),
    "shocks": Words("这里按它可能看名次来算", "it is taken here as something that may go by place"),
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
        Words(
            f"{lines.zh}的规则没有说明金额看不看名次和总分：{left.zh}",
            f"the rule of {lines.en} does not say whether its amounts follow places or scores: {left.en}",
        ),
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
        Words(
            f"{titles.zh}的计分规则没有说明是不是分档：有的话，这里没看",
            f"the points rule of {titles.en} does not say whether it has bands: where it has, they are not looked at here",
        ),
        about=", ".join(leaf.name for leaf in unknown),
    )
