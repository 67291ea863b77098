"""Do groups come off alike? Compares score and pay of shifts, shops, teams by a permutation test; it never says why they differ.

People are shuffled within the cohorts they are ranked in, unless these are what is compared, under whatever name.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.reversing import Kinds, kinds_of, reversals
from csscore.analysis.audit.shuffling import means, p_values
from csscore.auditing import Column, Finding, Grade, Section, Table
from csscore.exact.fixed import MISSING, fraction_text, half_up
from csscore.read.likeness import spellings
from csscore.scheme.kinds import number
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from csscore.analysis.audit.asked import Asked

say = sentences(__file__)

USUAL: Final = ("team", "小组", "组", "组别", "shift", "班次", "shop", "店铺", "role", "岗位", "status", "状态", "joined")
"""Columns that are compared where nothing is asked for: the scheme's cohorts, and these of the roster."""
SURE: Final = Fraction(1, 20)
_GRAVE: Final = Fraction(1, 100)
_LARGE: Final = Fraction(1, 10)
"""A difference of a tenth of the mean pay, that chance hardly ever makes, is to be explained before paying."""
_LEAST: Final = 2
"""Smaller groups are left out: they are persons."""
_MOST: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The ranked people by one column.

    Attributes
    ----------
    labels
        Groups of at least two people, by code point (halves of numbers and days in their order).
    codes
        The group of each of ``who``.
    left
        How many people are in no group, or in one by themselves.
    """

    key: str
    title: Words
    labels: tuple[Words, ...]
    codes: NDArray[np.intp]
    who: NDArray[np.intp]
    left: int


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """How far groups lie apart, and how often chance does that."""

    groups: Groups
    scores: tuple[Fraction, ...]
    pays: tuple[Fraction, ...]
    p: Fraction
    of_pay: Fraction
    """The p-value for pay."""


def groups(asked: Asked) -> Section | None:
    """Compare score and pay of groups of people."""
    found = _distinct([by for name in _columns(asked) if (by := _groups(asked, name)) is not None])
    compared = [difference for by in found if (difference := _difference(asked, by)) is not None]
    kinds = [each for name in _columns(asked) if _groups(asked, name) is None and (each := kinds_of(asked, name)) is not None]
    unusable = [name for name in asked.by if _groups(asked, name) is None and name not in {each.key for each in kinds}]
    if not compared and not unusable and not kinds:
        return None
    return Section(
        key="groups",
        question=say("do_shifts_shops_new_and_old"),
        method=say("labels_are_shuffled_times_within", draws=format(asked.draws, ","), seed=asked.seed),
        findings=(*_findings(asked, compared), *_unusable(unusable), *_of_rows(kinds), *reversals(asked, found, kinds)),
        tables=tuple(_table(asked, difference) for difference in compared),
    )


def _columns(asked: Asked) -> list[str]:
    if asked.by:
        return list(dict.fromkeys(asked.by))
    people = asked.run.inputs.people
    usual = [name for name in USUAL if people.has(name)]
    return list(dict.fromkeys([*asked.run.scheme.rank.within, *usual]))


def _distinct(found: Sequence[Groups]) -> list[Groups]:
    """Return the groups without those that are the same people under another name (``team`` and 小组)."""
    kept: list[Groups] = []
    for by in found:
        if not any(np.array_equal(by.who, other.who) and np.array_equal(by.codes, other.codes) for other in kept):
            kept.append(by)
    return kept


def _groups(asked: Asked, name: str) -> Groups | None:
    """Return the groups of a column; None where it makes no two."""
    labels = _labels(asked, name)
    if labels is None:
        return None
    ranked = np.flatnonzero(asked.run.scored.ranks != MISSING)
    texts, order = labels
    counts: dict[str, int] = {}
    for label in (texts[i] for i in ranked.tolist()):
        if label is not None:
            counts[label] = counts.get(label, 0) + 1
    kept = [label for label in (order or sorted(counts)) if counts.get(label, 0) >= _LEAST]
    if not 1 < len(kept) <= _MOST:
        return None
    who = np.array([i for i in ranked.tolist() if texts[i] in kept], dtype=np.intp)
    codes = np.array([kept.index(texts[i] or "") for i in who.tolist()], dtype=np.intp)
    shown = tuple(order[label] if order else same(label) for label in kept)
    return Groups(name, _title(name), shown, codes, who, len(ranked) - len(who))


_TITLES: Final = {
    "team": say("team"),
    "shift": say("shift"),
    "shop": say("shop"),
    "role": say("role"),
    "status": say("status"),
    "joined": say("day_of_joining"),
}


def _title(name: str) -> Words:
    return _TITLES.get(name, same(name))


def of_days(name: str) -> bool:
    """Tell whether a column that people are compared by is one of days."""
    return name == "joined" or name.endswith(("日期", "date"))


def _labels(asked: Asked, name: str) -> tuple[list[str | None], dict[str, Words]] | None:
    """Return each agent's label, and for halves their names in order; None where the column can't be had."""
    scope, within = asked.run.measured.scope, asked.run.measured.cohort_labels
    if name in within:
        return [str(label) for label in within[name]], {}
    if not scope.has(name):
        return None
    ranked = asked.run.scored.ranks != MISSING
    if of_days(name):
        days = scope.dates(name)
        known = days[ranked & ~np.isnat(days)]
        if len(known) >= 2 * _LEAST:
            return _days(days, np.sort(known)[len(known) // 2])
    texts = scope.texts(name)
    present = [str(label) for label in texts if label is not None]
    if len(set(present)) > _MOST and all(_number(label) is not None for label in present):
        numbers = np.array([np.nan if label is None else float(_number(str(label)) or 0) for label in texts])
        known = numbers[ranked & ~np.isnan(numbers)]
        return _numbers(numbers, float(np.sort(known)[len(known) // 2]))
    written = spellings(present)
    return [None if label is None else written[str(label)] for label in texts], {}


def _number(label: str) -> Fraction | None:
    return number(label.replace(",", ""))


def _numbers(values: NDArray[np.float64], middle: float) -> tuple[list[str | None], dict[str, Words]]:
    shown = said.number(middle, 2)
    names = {"low": say("below", shown=shown), "high": say("and_above", shown=shown)}
    return [None if np.isnan(value) else "high" if value >= middle else "low" for value in values], names


def _days(days: NDArray[np.datetime64], middle: np.datetime64) -> tuple[list[str | None], dict[str, Words]]:
    names = {"old": say("before", middle=middle), "new": say("from", middle=middle)}
    return [None if np.isnat(day) else "new" if day >= middle else "old" for day in days], names


# --- the test


def _difference(asked: Asked, by: Groups) -> Difference | None:
    scores, pays = asked.run.scored.scores[by.who], _pay(asked)[by.who]
    cohorts = _shuffled_within(asked, by)
    of_score, of_pay = p_values(by.codes, [scores, pays], cohorts=cohorts, draws=asked.draws, seed=asked.seed)
    return Difference(by, tuple(means(by.codes, scores)), tuple(means(by.codes, pays)), of_score, of_pay)


def _shuffled_within(asked: Asked, by: Groups) -> NDArray[np.intp]:
    """Return among whom labels are shuffled: the cohorts, without those of their columns that say which group one is in.

    Inside such a cohort everybody has the same label, and to shuffle there would find any difference usual.
    """
    columns = []
    for labels in asked.run.measured.cohort_labels.values():
        codes = np.unique(labels[by.who].astype(str), return_inverse=True)[1]
        if len({*zip(codes.tolist(), by.codes.tolist(), strict=True)}) > len(np.unique(codes)):
            columns.append(codes)
    strata = np.unique(np.array(columns), axis=1, return_inverse=True)[1].ravel() if columns else np.zeros_like(by.codes)
    apart = len({*zip(strata.tolist(), by.codes.tolist(), strict=True)}) > len(np.unique(strata))
    return np.asarray(strata, dtype=np.intp) if apart else np.zeros_like(by.codes)


def _pay(asked: Asked) -> NDArray[np.int64]:
    """Return everybody's pay in `Measured` order."""
    rows = {str(agent): i for i, agent in enumerate(asked.run.result.agents)}
    return asked.run.result.pay[[rows[str(agent)] for agent in asked.run.measured.agents]]


# --- as it is said


def _findings(asked: Asked, compared: Sequence[Difference]) -> Iterator[Finding]:
    paid = bool(asked.run.scheme.pay)
    level = SURE / max(len(compared), 1)
    calm = []
    for found in compared:
        p = min(found.p, found.of_pay) if paid else found.p
        if p > level:
            calm.append(found)
            continue
        high, low = (pick(range(len(found.scores)), key=found.scores.__getitem__) for pick in (max, min))
        mean = Fraction(sum(_pay(asked)[found.groups.who].tolist()), len(found.groups.who))
        gap = max(found.pays) - min(found.pays)
        large = paid and mean > 0 and gap >= _LARGE * mean and found.of_pay <= _GRAVE
        grade: Grade = "act" if large else "look"
        money = said.money(half_up(gap), asked.run.scheme)
        with_pay = say("and_of_mean_pay", money=money) if paid else Words("", "")
        scores = [said.number(found.scores[i] / 10**asked.run.scheme.score.digits, 2) for i in (high, low)]
        title, labels = found.groups.title, found.groups.labels
        minor = 10**asked.run.scheme.money_digits
        yield Finding(
            "groups-differ",
            grade,
            say(
                "by_has_on_average_chance_hardly",
                title=title,
                labels=labels[high],
                scores=scores[0],
                labels_2=labels[low],
                scores_2=scores[1],
                with_pay=with_pay,
                p=said.number(p, 4),
            ),
            say("find_out_whether_the_people_differ", title=title, key_=found.groups.key),
            about=found.groups.key,
            figures={"p": fraction_text(found.p), "p_pay": fraction_text(found.of_pay), "gap": fraction_text(gap / minor)},
            brief=say(
                "by_on_average",
                title=title,
                labels=labels[high],
                scores=scores[0],
                labels_2=labels[low],
                scores_2=scores[1],
                with_pay=with_pay,
            ),
        )
    if calm:
        titles = said.listed([found.groups.title for found in calm])
        yield Finding(
            "groups-alike",
            "fine",
            say("by_groups_differ_by_no_more", titles=titles),
            figures={found.groups.key: fraction_text(found.p) for found in calm},
        )


def _unusable(names: Sequence[str]) -> Iterator[Finding]:
    for name in names:
        yield Finding(
            "groups-none",
            "fine",
            say("makes_no_two_groups_of_people", name=name, least=_LEAST, most=_MOST),
            about=name,
        )


def _of_rows(kinds: Sequence[Kinds]) -> Iterator[Finding]:
    for each in kinds:
        yield Finding(
            "groups-of-rows",
            "fine",
            say("belongs_to_rows_not_to_people", title=each.title),
            about=each.key,
        )


def _table(asked: Asked, found: Difference) -> Table:
    paid = bool(asked.run.scheme.pay)
    by = found.groups
    columns = (
        Column("group", by.title),
        Column("people", say("people"), "number"),
        Column("score", say("mean_score"), "score"),
        *((Column("pay", say("mean_pay"), "money"),) if paid else ()),
    )
    rows = []
    for code, label in enumerate(by.labels):
        pay = (found.pays[code],) if paid else ()
        rows.append((label, int((by.codes == code).sum()), found.scores[code], *pay))
    p = said.number(found.p, 4)
    left = say("people_left_out", left=by.left) if by.left else Words("", "")
    p_pay = say("pay_p", of_pay=said.number(found.of_pay, 4)) if paid else Words("", "")
    title = say("by_score_p", title=by.title, p=p, p_pay=p_pay, left=left)
    return Table(f"groups_{by.key}", title, columns, tuple(rows))
