"""A points rule with its options, in words; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.scheme.kinds import decimal_text
from csscore.score.points.base import shown
from csscore.words import Words, listed

if TYPE_CHECKING:
    from csscore.scheme.fairness import FairnessOptions, Shrink
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
    fair = _fairness(options, unit)
    if options.compare is None:
        text = rule.words(unit, better)
    else:
        ratio = options.compare.as_ == "ratio"
        inner = rule.words("number" if ratio else unit, better)
        to = TO.get(options.compare.to) or Words(f"“{options.compare.to}”", f"'{options.compare.to}'")
        how = Words("除以", "divided by") if ratio else Words("减去", "less")
        text = Words(f"值{how.zh}{to.zh}之后：{inner.zh}", f"the value {how.en} {to.en}, then: {inner.en}")
    text = Words(f"{fair.zh}{text.zh}", f"{fair.en}{text.en}")
    if options.switch is None:
        return text
    other = described(options.switch.points, unit, better)
    when = options.switch.when.text
    return Words(f"{text.zh}；若 {when} 则改为：{other.zh}", f"{text.en}; where {when} instead: {other.en}")


def _fairness(options: FairnessOptions, unit: str) -> Words:
    """Return what is done to the value first, in the order in which it is done."""
    parts = []
    if options.adjust_for:
        names = listed(options.adjust_for)
        parts.append(Words(f"先按{names.zh}调整（和做同样活的同事比）", f"first adjusted for {names.en} (against colleagues)"))
    if options.shrink is not None:
        parts.append(_shrinking(options.shrink, unit))
    if options.winsorise is not None:
        share = decimal_text(options.winsorise * 100)
        parts.append(Words(f"缩尾 {share}%", f"winsorised {share}%"))
    return Words("".join(f"{part.zh}；" for part in parts), "".join(f"{part.en}; " for part in parts))


def _shrinking(shrink: Shrink, unit: str) -> Words:
    if shrink.strength is None:
        return Words(
            "按样本数向全组水平收缩（强度由数据估计）", "shrunk toward the team by the number of samples (strength estimated)"
        )
    strength = decimal_text(shrink.strength)
    level = Words("全组水平", "the team") if shrink.level is None else shown(shrink.level, unit)
    return Words(
        f"按样本数向{level.zh}收缩（强度 {strength}）", f"shrunk toward {level.en} by the number of samples (strength {strength})"
    )
