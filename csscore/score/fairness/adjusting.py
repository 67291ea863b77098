"""``adjust_for``: a value set against what colleagues reach with the same mix of work; it knows no rows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from csscore.exact.fixed import exact, fraction_text, settled
from csscore.score.fairness.steps import Step, moved, named
from csscore.words import Words, listed

if TYPE_CHECKING:
    from csscore.exact.fixed import Floats
    from csscore.problems import Place
    from csscore.score.fairness.steps import Setting

_EPS = 2.0**-52
_KINDS = 6
"""Kinds of work that an explanation lists."""


def adjusted(names: tuple[str, ...], values: Floats, setting: Setting, place: Place | None) -> Step:
    """Adjust each value by indirect standardisation, its standard being the colleagues.

    A rate becomes x · r / e, a mean x + r − e: e is what the cohort's other people reach with her mix of cells, r what they
    would reach with the whole cohort's (see `csscore.measure.evidence`). With the colleagues as the standard nobody is measured
    by herself; with a single cell e = r, which leaves every value as it is; people who do alike in every cell come out alike.

    Parameters
    ----------
    names
        The columns that make the cells.
    values
        Canonical; NaN is missing. Shape (people,).
    setting
        The people; with the evidence of this metric.
    place
        Where the option stands.

    References
    ----------
    Indirect standardisation (Breslow & Day 1987, Statistical methods in cancer research II, ch. 2), with leave-one-out rates.
    """
    evidence, people = setting.evidence, setting.people
    if evidence is None or evidence.expected is None or evidence.overall is None or evidence.alone is None:
        if not bool(np.isnan(values).all()):
            people.report("P171", place, option="adjust_for")
        return Step("adjust_for", values, lambda _: ())
    expected, overall, alone = evidence.expected, evidence.overall, evidence.alone
    present = ~np.isnan(values)
    known = present & ~np.isnan(expected)
    if evidence.rate:
        flat = known & (expected <= 0)
        if bool(flat.any()):
            people.report("P167", place, agents=named(setting, flat))
        known &= ~flat
    after = np.where(known, _moved(values, expected, overall, rate=evidence.rate), values)
    lonely = present & (alone > 0)
    columns = listed(names)
    if bool(lonely.any()):
        people.report(
            "P166",
            place,
            names=columns,
            agents=named(setting, lonely, lambda i: f" {fraction_text(Fraction(float(alone[i])) * 100, 3)}%"),
        )
    cases = moved(setting, values, after)
    if cases.zh:
        people.report("P161", place, names=columns, cases=cases)

    def say(i: int) -> tuple[Words, ...]:
        if not present[i]:
            return ()
        if not known[i]:
            return (
                Words(f"没有同事可比，不按{columns.zh}调整", f"no colleagues to compare with: not adjusted for {columns.en}"),
            )
        e, r, x, y = (setting.shown(float(column[i])) for column in (expected, overall, values, after))
        made = ("×", "÷") if evidence.rate else ("+", "−")
        said = Words(
            f"按{columns.zh}调整：同样的活，同事做到 {e.zh}；全组的活，同事会做到 {r.zh}："
            f"{x.zh} {made[0]} {r.zh} {made[1]} {e.zh} = {y.zh}",
            f"adjusted for {columns.en}: with the same work colleagues reach {e.en}, with the team's {r.en}:"
            f" {x.en} {made[0]} {r.en} {made[1]} {e.en} = {y.en}",
        )
        return said, *_kinds(setting, i)

    return Step("adjust_for", after, say)


def _kinds(setting: Setting, i: int) -> tuple[Words, ...]:
    """Return somebody's work kind by kind, with what colleagues reach there: what e was made of."""
    mix = setting.evidence.mix if setting.evidence is not None else None
    kinds = mix.of(i) if mix is not None else []
    told = []
    for kind in kinds[:_KINDS]:
        label, count = "/".join(kind.labels), fraction_text(exact(kind.contacts))
        level = Words("没有", "none") if kind.level is None else setting.shown(kind.level)
        told.append(Words(f"{label} {count} 次（同事 {level.zh}）", f"{label} {count} times (colleagues {level.en})"))
    if not told:
        return ()
    more = len(kinds) - len(told)
    zh, en = "、".join(words.zh for words in told), ", ".join(words.en for words in told)
    return (Words(f"{zh} 等 {len(kinds)} 类" if more else zh, f"{en} and {more} more" if more else en),)


def _moved(values: Floats, expected: Floats, overall: Floats, *, rate: bool) -> Floats:
    """Return x · r / e, or x + r − e, exactly, at 12 significant digits."""
    if rate:
        with np.errstate(divide="ignore", invalid="ignore"):
            approx = np.where(expected > 0, values * overall / expected, np.nan)
        error = 4 * _EPS * np.abs(approx)
    else:
        approx = values + overall - expected
        error = 4 * _EPS * (np.abs(values) + np.abs(overall) + np.abs(expected))

    def at(i: int) -> Fraction:
        x, r, e = exact(values[i]), exact(overall[i]), exact(expected[i])
        return x * r / e if rate else x + r - e

    return settled(approx, error, at)
