"""What is said of pay whose rule does not say what its amounts hang on: that it is not known, never that it is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.analysis.audit import said
from csscore.auditing import Finding
from csscore.pay.rules.base import hanging
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.audit.asked import Asked

_LEFT_OUT: Final = {
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
