"""``winsorise``: the values at either end of a cohort are drawn in to the next one's; it drops nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import fraction_text
from csscore.score.fairness.steps import Step, moved
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    from csscore.exact.fixed import Floats
    from csscore.problems import Place
    from csscore.score.fairness.steps import Setting


def winsorised(tail: Fraction, values: Floats, setting: Setting, place: Place | None) -> Step:
    """Draw in the k = ⌊p·n⌋ smallest and the k largest values of each cohort to the nearest one left.

    n counts the people of the cohort's reference who have a value. Whoever is not in the reference is drawn in to the same
    bounds. No value is made up: the bounds are values of people, so the outcome is exact.

    Parameters
    ----------
    tail
        p, from 0 to below one half.
    values
        Canonical; NaN is missing. Shape (people,).
    setting
        The people.
    place
        Where the option stands.

    References
    ----------
    Dixon, W. J. (1960), Simplified estimation from censored normal samples, Ann. Math. Statist. 31:385-391;
    Tukey, J. W. (1962), The future of data analysis, Ann. Math. Statist. 33:1-67.
    """
    chosen = np.flatnonzero(setting.people.reference_of(values))
    codes = setting.codes[chosen]
    ordered = values[chosen][np.lexsort((values[chosen], codes))]
    many = np.bincount(codes, minlength=setting.cohorts)
    ends = many * tail.numerator // tail.denominator
    start = np.cumsum(many) - many
    some = many > 0
    low, high = np.full(setting.cohorts, np.nan), np.full(setting.cohorts, np.nan)
    low[some] = ordered[(start + ends)[some]]
    high[some] = ordered[(start + many - 1 - ends)[some]]
    drawn = np.minimum(np.maximum(values, low[setting.codes]), high[setting.codes])
    cases = moved(setting, values, drawn)
    people = setting.people
    share = fraction_text(tail * 100) + "%"
    if cases.zh:
        people.report("P162", place, share=share, cases=cases)
    small = int((some & (ends == 0)).sum()) if tail else 0
    if small:
        people.report("P170", place, share=share, count=small, people=int(many[some & (ends == 0)].max()))

    def say(i: int) -> tuple[Words, ...]:
        if np.isnan(values[i]) or values[i] == drawn[i]:
            return ()
        before, after = setting.shown(values[i]), setting.shown(drawn[i])
        return (
            Words(
                f"缩尾 {share}：{before.zh} 在同组的两端，拉到 {after.zh}",
                f"winsorised {share}: {before.en} is at the end of the cohort, drawn in to {after.en}",
            ),
        )

    return Step("winsorise", drawn, say)
