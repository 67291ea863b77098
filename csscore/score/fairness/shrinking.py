"""``shrink``: a value that rests on little is pulled toward the cohort's level; what rests on much stays where it is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.exact.fixed import exact, fraction_text, settled
from csscore.exact.grouping import sums, whole_sums
from csscore.exact.whole import units_of
from csscore.score.fairness.steps import Step, moved, named
from csscore.words import Words, same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.problems import Place
    from csscore.scheme.fairness import Shrink
    from csscore.score.fairness.steps import Setting

_EPS = 2.0**-52
_FEW = 4
"""Below so many people a strength can't be estimated: with an estimated mean, shrinking helps from four on."""
_LEVELS = 4
"""Cohorts whose level a note tells."""


class Level(NamedTuple):
    """What the values of a cohort are pulled toward."""

    mean: Fraction
    strength: Fraction | None
    """As many contacts as this counts as much as an agent's own; None where only the cohort's level counts."""
    people: int


class _Sums(NamedTuple):
    """Sums over one cohort: people, contacts n, n², n·x, n·x²."""

    people: int
    n: Fraction
    nn: Fraction
    nx: Fraction
    nxx: Fraction


def shrunk(option: Shrink, values: Floats, setting: Setting, place: Place | None) -> Step:
    """Return (n·x + m·μ) / (n + m) for everybody, with the cohort's level μ = Σ n·x / Σ n and a strength of m contacts.

    Both may be stated instead.

    Parameters
    ----------
    option
        A strength m, or none: then it is estimated in each cohort, see `_estimated`.
    values
        Canonical; NaN is missing. Shape (people,).
    setting
        The people, with the number of contacts of each value. A value without one (set by hand) stays as it is.
    place
        Where the option stands.

    References
    ----------
    Bühlmann, H. & Straub, E. (1970), Glaubwürdigkeit für Schadensätze, Mitt. Ver. Schweiz. Versicherungsmath. 70:111-133.
    For a rate it is the mean of a beta-binomial posterior with the prior strength m, for a mean that of a normal one.
    """
    if setting.sizes is None:
        if not bool(np.isnan(values).all()):
            setting.people.report("P171", place, option="shrink")
        return Step("shrink", values, lambda _: ())
    sizes = np.nan_to_num(setting.sizes)
    counted = ~np.isnan(values) & (sizes > 0)
    levels = _levels(option, values, sizes, counted, setting, place)
    after = _pulled(values, sizes, counted, setting, levels)
    cases = moved(setting, values, after)
    if cases.zh:
        setting.people.report("P160", place, levels=_told(option, setting, levels), cases=cases)

    def say(i: int) -> tuple[Words, ...]:
        if np.isnan(values[i]):
            return ()
        level = levels[int(setting.codes[i])]
        if not counted[i] or level is None:
            return (Words("不知道样本数，不收缩", "the number of samples is not known: not shrunk"),)
        share = Fraction(0) if level.strength is None else _share(exact(sizes[i]), level.strength)
        size, own = fraction_text(exact(sizes[i])), fraction_text(share * 100, 3)
        mean, x, y = setting.shown(level.mean), setting.shown(float(values[i])), setting.shown(float(after[i]))
        strength, base = _strength(level.strength), _base(option)
        said = Words(
            f"按样本数收缩：样本 {size}，{base.zh} {mean.zh}，强度 {strength.zh}，自己的 {x.zh} 占 {own}%：计 {y.zh}",
            f"shrunk: n={size}, {base.en} {mean.en}, strength {strength.en}, the own {x.en} counts for {own}%: {y.en}",
        )
        return (said,)

    return Step("shrink", after, say)


def _share(size: Fraction, strength: Fraction) -> Fraction:
    """Return n / (n + m), how much a value of one's own counts."""
    return size / (size + strength)


def _pulled(values: Floats, sizes: Floats, counted: NDArray[np.bool_], setting: Setting, levels: list[Level | None]) -> Floats:
    """Return the shrunk values, exactly, at 12 significant digits."""
    codes = setting.codes
    means = np.array([np.nan if level is None else float(level.mean) for level in levels], dtype=np.float64)[codes]
    strengths = np.array(
        [np.nan if level is None else np.inf if level.strength is None else float(level.strength) for level in levels],
        dtype=np.float64,
    )[codes]
    whole = np.isinf(strengths)
    with np.errstate(invalid="ignore"):
        share = np.where(whole, 0.0, sizes / (sizes + np.where(whole, 1.0, strengths)))
        approx = np.where(counted, share * values + (1 - share) * means, np.nan)
    error = 8 * _EPS * (np.abs(values) + np.abs(means))

    def at(i: int) -> Fraction:
        level = levels[int(codes[i])]
        assert level is not None  # noqa: S101 - counted people have a level
        if level.strength is None:
            return level.mean
        size = exact(sizes[i])
        return (size * exact(values[i]) + level.strength * level.mean) / (size + level.strength)

    pulled = settled(approx, np.nan_to_num(error), at)
    return np.where(counted & ~np.isnan(means), pulled, values)


def _levels(
    option: Shrink, values: Floats, sizes: Floats, counted: NDArray[np.bool_], setting: Setting, place: Place | None
) -> list[Level | None]:
    """Return the level of each cohort; None where nobody of it has a value, or where the strength can't be told."""
    chosen = np.flatnonzero(setting.people.reference_of(np.where(counted, values, np.nan)))
    found: list[Level | None] = []
    rate = setting.evidence is not None and setting.evidence.rate
    beyond = counted & ((setting.raw < 0) | (setting.raw > 1))
    if option.strength is None and rate and bool(beyond.any()):
        setting.people.report("P165", place, agents=named(setting, beyond))
        return [None] * setting.cohorts
    within = _within(chosen, setting) if option.strength is None else []
    for cohort, one in enumerate(_sums(values[chosen], sizes[chosen], setting.codes[chosen], setting.cohorts)):
        if not one.people:
            found.append(None)
        elif option.strength is not None:
            level = one.nx / one.n if option.level is None else option.level
            found.append(Level(level, option.strength, one.people))
        else:
            found.append(_estimated(one, within[cohort] if within else None, setting, place, cohort))
    return found


def _sums(values: Floats, sizes: Floats, codes: NDArray[np.intp], count: int) -> list[_Sums]:
    """Return the sums of each cohort, exactly."""
    many = np.bincount(codes, minlength=count).tolist()
    (x, x_digits), (n, n_digits) = units_of(values), units_of(sizes)
    x, n = x.astype(object), n.astype(object)
    columns = ((n, n_digits), (n * n, 2 * n_digits), (n * x, n_digits + x_digits), (n * x * x, n_digits + 2 * x_digits))
    totals = [(whole_sums(units, codes, count).tolist(), 10**digits) for units, digits in columns]
    return [_Sums(many[i], *(Fraction(int(units[i]), scale) for units, scale in totals)) for i in range(count)]


def _within(chosen: NDArray[np.intp], setting: Setting) -> list[Fraction | None]:
    """Return for each cohort the variance of one contact, pooled over its people; None where nobody has two rows."""
    evidence = setting.evidence
    if evidence is None or evidence.squares is None or evidence.freedom is None:
        return []
    codes = setting.codes[chosen]
    squares = sums(evidence.squares[chosen], codes, setting.cohorts)
    freedom = np.bincount(codes, weights=evidence.freedom[chosen], minlength=setting.cohorts).tolist()
    return [squares.at(i) / int(free) if free else None for i, free in enumerate(freedom)]


def _estimated(one: _Sums, within: Fraction | None, setting: Setting, place: Place | None, cohort: int) -> Level | None:
    """Return a cohort's level with a strength m = s² / τ² by the method of moments.

    s² is the variance of one contact, τ² that of people's true levels: τ² = (S − (I − 1)·s²) / (N − Σn²/N), not below 0,
    where S = Σ n (x − μ)². That is Var(x) − mean σ², each person counting by her contacts n; with equal n it is the
    plain one. For a rate s² + τ² = μ (1 − μ), which gives Kleinman's estimator with weights n; for a mean s² is pooled
    from the rows.

    References
    ----------
    Kleinman, J. C. (1973), Proportions with extraneous variance, JASA 68:46-54. Bühlmann & Straub (1970), as above; the
    same moments are those of DerSimonian & Laird (1986), Controlled Clinical Trials 7:177-188, for equal variances.
    """
    people, mean = setting.people, one.nx / one.n
    if one.people == 1:
        return Level(mean, Fraction(0), 1)
    about, free = one.nxx - one.n * mean**2, one.people - 1
    room = one.n - one.nn / one.n
    rate = setting.evidence is not None and setting.evidence.rate
    if rate:
        chance = max(mean * (1 - mean), Fraction(0))  # below 0 where values were adjusted beyond 1
        if room <= free:  # one contact each: luck and skill look the same
            people.report("P164", place)
            return None
        between = (about - free * chance) / (room - free)
        within = chance - between
    else:
        if within is None:
            people.report("P164", place)
            return None
        between = (about - free * within) / room
    if one.people < _FEW:
        people.report("P163", place, count=one.people, cohort=setting.cohort(cohort))
    if between <= 0:
        if about:
            people.report("P168", place, level=setting.shown(mean), cohort=setting.cohort(cohort))
        return Level(mean, None, one.people)
    return Level(mean, max(within / between, Fraction(0)), one.people)


def _told(option: Shrink, setting: Setting, levels: list[Level | None]) -> Words:
    """Return the levels and strengths of the first cohorts, for a note."""
    known = [(code, level) for code, level in enumerate(levels) if level is not None]
    parts = []
    for code, level in known[:_LEVELS]:
        base = setting.cohort(code) if option.level is None and setting.labels else _base(option)
        mean, strength = setting.shown(level.mean), _strength(level.strength)
        parts.append(Words(f"{base.zh} {mean.zh}，强度 {strength.zh}", f"{base.en} {mean.en}, strength {strength.en}"))
    if len(known) > _LEVELS:
        parts.append(Words(f"等 {len(known)} 组", f"{len(known)} cohorts in all"))
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _base(option: Shrink) -> Words:
    """Return how the level is called that values are pulled toward."""
    return Words("全组", "team") if option.level is None else Words("给定水平", "given level")


def _strength(strength: Fraction | None) -> Words:
    return Words("无限大", "unlimited") if strength is None else same(fraction_text(strength, 3))
