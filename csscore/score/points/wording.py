"""A points rule with its options, in words; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.kinds import Chosen
    from csscore.score.points.base import Points

TO = {
    "mean": Words("同组平均", "the cohort's mean"),
    "median": Words("同组中位数", "the cohort's median"),
    "best": Words("同组最好", "the cohort's best"),
    "team": Words("全组合计的值", "the team's value"),
}


def described(chosen: Chosen, unit: str, better: str) -> Words:
    """Return the rule in words, for `schemes show` and explain."""
    rule: Points = chosen.rule
    options = chosen.options
    if options.compare is None:
        text = rule.words(unit, better)
    else:
        ratio = options.compare.as_ == "ratio"
        inner = rule.words("number" if ratio else unit, better)
        to = TO.get(options.compare.to) or Words(f"“{options.compare.to}”", f"'{options.compare.to}'")
        how = Words("除以", "divided by") if ratio else Words("减去", "less")
        text = Words(f"值{how.zh}{to.zh}之后：{inner.zh}", f"the value {how.en} {to.en}, then: {inner.en}")
    if options.switch is None:
        return text
    other = described(options.switch.points, unit, better)
    when = options.switch.when.text
    return Words(f"{text.zh}；若 {when} 则改为：{other.zh}", f"{text.en}; where {when} instead: {other.en}")
