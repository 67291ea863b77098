"""People to be paid, for tests of single rules: their ranks, scores and columns as plain lists."""

from __future__ import annotations

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.pay.money import Coin
from csscore.pay.rules import REGISTRY
from csscore.pay.rules.base import Payees
from csscore.problems import Problems
from csscore.read.history import NO_HISTORY
from csscore.scheme.forms import Reader, Registry, Unreadable
from csscore.scheme.model import PAY
from csscore.scheme.nodes import compose
from csscore.words import Words


class Columns:
    """What the columns of these people are, as one cohort; the rules see no more of the measures than this."""

    def __init__(self, columns, count, problems, lower=()):
        self.columns = {name: np.broadcast_to(np.array(column, dtype=np.float64), (count,)) for name, column in columns.items()}
        self.count = count
        self.problems = problems
        self.lower = lower

    def __len__(self):
        return self.count

    def has(self, name):
        return name in self.columns

    def names(self):
        return self.columns

    def numbers(self, name):
        return self.columns[name]

    def missing(self, name):
        return np.isnan(self.columns[name])

    def usual(self, expression):
        return np.zeros(self.count, dtype=np.bool_)

    def only(self, index):
        chosen = {name: column[index] for name, column in self.columns.items()}
        return Columns(chosen, len(index), self.problems, self.lower)

    def team(self, name):
        return self.columns[name]

    @property
    def cohorts(self):
        return np.zeros(self.count, dtype=np.intp)

    def better(self, name):
        return "lower" if name in self.lower else "higher"


def chosen(text: str, problems: Problems | None = None):
    """Read one entry of ``pay``; None if it is refused."""
    found = Problems() if problems is None else problems
    node = compose(text, "scheme.yaml", found)
    try:
        entry = PAY.read(node, Reader(found, {"pay": REGISTRY, "value": Registry("value", ()), "points": Registry("points", ())}))
    except Unreadable:
        entry = None
    if problems is None:
        assert entry is not None, [str(problem.message) for problem in found]
    return entry


def payees(
    ranks=(),
    *,
    names=None,
    scores=None,
    digits=2,
    unit=1,
    problems=None,
    lower=(),
    params=(),
    metrics=None,
    history=NO_HISTORY,
    **columns,
) -> Payees:
    """Return people with these ranks (None: unranked), numbered 1-2-2-4."""
    count = len(ranks)
    codes = np.array([0 if rank is None else rank for rank in ranks], dtype=np.int64)
    sharing = np.array([0 if rank is None else list(ranks).count(rank) for rank in ranks], dtype=np.int64)
    found = Problems() if problems is None else problems
    points = [MISSING] * count if scores is None else [MISSING if s is None else round(s * 10**digits) for s in scores]
    return Payees(
        agents=np.array(names or [f"{i:04}" for i in range(count)], dtype=object),
        among=np.ones(count, dtype=np.bool_),
        places=codes,
        ends=codes + np.maximum(sharing - 1, 0),
        sharing=sharing,
        dense=False,
        scores=np.array(points, dtype=np.int64),
        score_digits=digits,
        scope=Columns(columns, count, found, lower),
        params=params,
        metrics=metrics or {},
        coin=Coin(2, unit),
        history=history,
        title=Words("奖金", "Bonus"),
        cohort=Words("", ""),
        problems=found,
    )


def due(text: str, people: Payees) -> list:
    """Return the exact amounts that an entry gives, None where there is no line."""
    entry = chosen(text)
    amounts = entry.rule.amounts(people, entry.options)
    return [amounts.exact.at(i) if owed else None for i, owed in enumerate(amounts.due)]


def reasons(text: str, people: Payees, lang="zh") -> list[str]:
    """Return the sentence of each."""
    entry = chosen(text)
    because = entry.rule.amounts(people, entry.options).because
    return [because.at(i, lang) for i in range(len(people))]


def codes(problems: Problems) -> list[str]:
    """Return the codes found."""
    return [problem.code for problem in problems]
