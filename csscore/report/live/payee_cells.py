"""The cells that a pay rule may use: the agent's place, score and numbers, and how many there are to share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure.evaluate import number, truth
from csscore.pay.people import scope_of
from csscore.report.live.grid import all_of, cohort_of
from csscore.report.live.settings import label_of
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.report.live.model import WorkbookModel
    from csscore.report.live.naming import Naming
    from csscore.report.live.ranking import Ranking
    from csscore.scheme.expression import Expr

say = sentences(__file__)


class Places:
    """Who takes places in a line, and which: everybody ranked, or only some, by cohort or all together."""

    def __init__(self, draft: WorkbookModel, ranking: Ranking, naming: Naming, *, among: Expr | None, everybody: bool) -> None:
        self.draft = draft
        self.everybody = everybody
        place, sharing, rank = ranking.overall() if everybody else (ranking.place, ranking.sharing, ranking.rank)
        self.dense = draft.scheme.rank.ties == "dense"
        """Whether any number stand on one place."""
        self.condition: str | None = None
        self.sound = True
        if among is None:
            self.place, self.sharing = (rank, "1") if self.dense else (place, sharing)
            return
        self.condition = naming.truth(among)
        if self.condition is None:
            self.sound = False
            return
        run = draft.run
        scope = scope_of(run.scheme, run.measured, run.scored, run.scheme.pay)
        holds = truth(among, scope).holds[draft.measured]
        ranks = np.where(holds, draft.known[rank], np.nan)
        formula = f'IF(AND(ISNUMBER({rank}),{self.condition}),{rank},"")'
        title = draft.say(say("rank_of_those_taking_part").filled({"of": among.text}))
        taking = draft.add(draft.pay, title, ranks, formula, look="rank", decimals=0)
        self.place, self.sharing = self.add_places(taking, lower=True, title=draft.say(same(among.text)))

    def cells(self, address: str) -> str:
        """Return the cells of all who are paid together."""
        return all_of(address, len(self.draft)) if self.everybody else cohort_of(address)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return first and last row of those who are paid together."""
        return [(2, len(self.draft) + 1)] if self.everybody else self.draft.spans

    def add_places(self, address: str, *, lower: bool, title: str) -> tuple[str, str]:
        """Add places by the numbers of a column, and how many of them people tied occupy; empty where the number is."""
        draft, values = self.draft, self.draft.known[address]
        if self.dense:
            return self._add_dense(address, lower=lower, title=title), "1"
        places, sharing = np.full(len(draft), np.nan), np.full(len(draft), np.nan)
        for first, last in self.spans:
            part = slice(first - 2, last - 1)
            own = values[part] if lower else -values[part]
            known = np.sort(own[~np.isnan(own)])
            low, high = np.searchsorted(known, own, "left"), np.searchsorted(known, own, "right")
            places[part] = np.where(np.isnan(own), np.nan, low + 1.0)
            sharing[part] = np.where(np.isnan(own), np.nan, (high - low).astype(float))
        place_title = say("place").filled({"of": title})
        share_title = say("sharing_the_place").filled({"of": title})
        there = f"ISNUMBER({address})"
        rank = f'IF({there},RANK({address},{self.cells(address)},{1 if lower else 0}),"")'
        place = draft.add(draft.pay, draft.say(place_title), places, rank, look="rank", decimals=0)
        tied = f'IF({there},COUNTIF({self.cells(address)},{address}),"")'
        return place, draft.add(draft.pay, draft.say(share_title), sharing, tied, look="rank", decimals=0)

    def _add_dense(self, address: str, *, lower: bool, title: str) -> str:
        """Add places without gaps: those tied count as one, by a column of 1 / how many they are."""
        draft, values = self.draft, self.draft.known[address]
        places, each = np.full(len(draft), np.nan), np.full(len(draft), np.nan)
        for first, last in self.spans:
            part = slice(first - 2, last - 1)
            own = values[part] if lower else -values[part]
            there = ~np.isnan(own)
            _, code, counts = np.unique(own[there], return_inverse=True, return_counts=True)
            places[part][there], each[part][there] = code + 1.0, 1 / counts[code]
        there_ = f"ISNUMBER({address})"
        each_title = say("n1_sharing_the_place").filled({"of": title})
        one = draft.add(draft.pay, draft.say(each_title), each, f'IF({there_},1/COUNTIF({self.cells(address)},{address}),"")')
        better = f'SUMIF({self.cells(address)},"{"<" if lower else ">"}"&{address},{self.cells(one)})'
        place_title = say("place").filled({"of": title})
        formula = f'IF({there_},1+ROUND({better},0),"")'
        return draft.add(draft.pay, draft.say(place_title), places, formula, look="rank", decimals=0)


class PayeeCells:
    """What `csscore.scheme.cells.PayeeCells` says, for one pay line."""

    def __init__(self, draft: WorkbookModel, places: Places, naming: Naming, *, rule: Any, title: str, score: str) -> None:
        self.draft = draft
        self.place = places.place
        self.sharing = places.sharing
        self.score = score
        self.rule = rule
        self.title = title
        self._places = places
        self._naming = naming

    @property
    def count(self) -> str:
        """Return the cell that counts the places."""
        return self.draft.cohorts.over(
            "MAX" if self._places.dense else "COUNT",
            self.place,
            self.draft.say(say("place_2")),
            everybody=self._places.everybody,
        )

    def setting(self, key: str, value: Fraction, note: Words | None = None) -> str:
        """Put a number of the rule on the sheet of the scheme."""
        words = label_of(self.rule, key, self.draft.lang) if note is None else self.draft.say(note)
        return self.draft.settings.number(self.title, words, value)

    def table(self, heads: Sequence[Words], rows: Sequence[Sequence[Fraction | int | str | None]]) -> list[list[str]]:
        """Put a table of the rule there."""
        looks = ["number"] * len(heads)
        return self.draft.settings.table(self.title, [self.draft.say(head) for head in heads], rows, looks)

    def number(self, name: str) -> str | None:
        """Return an agent's number by name."""
        return self._naming.number(name)

    def expression(self, expr: Expr) -> str | None:
        """Return an expression as a formula."""
        return self._naming.expression(expr)

    def placed(self) -> str:
        """Return the condition of having a place."""
        return f"ISNUMBER({self.place})"

    def taking(self) -> str | None:
        """Return the condition of taking part; None where everybody does."""
        return self._places.condition

    def standing(self, by: Expr, *, lower: bool) -> str | None:
        """Return the place by a value among the placed; the engine's numbers are shown until it is recomputed."""
        draft, places, run = self.draft, self._places, self.draft.run
        formula = self.expression(by)
        if formula is None:
            return None
        numbers = number(by, scope_of(run.scheme, run.measured, run.scored, run.scheme.pay))[draft.measured]
        values = np.where(np.isnan(draft.known[self.place]), np.nan, numbers)
        title = say("by").filled({"of": self.title})
        cell = draft.add(draft.pay, draft.say(title), values, f'IF({self.placed()},IFERROR({formula},""),"")')
        return places.add_places(cell, lower=lower, title=self.title)[0]

    def count_of(self, place: str) -> str:
        """Return how many have a place in a column that `standing` gave."""
        return self.draft.cohorts.over("COUNT", place, self.title, everybody=self._places.everybody)

    def fixed(self, words: Words, counts: Sequence[Sequence[int]]) -> list[str]:
        """Put numbers that no formula gives on the cohort's row, one column for each position of the sequences."""
        title = f"{self.title}：{self.draft.say(words)}"
        return [
            self.draft.cohorts.add(
                f"{title} {number}", None, [float(count) for count in column], everybody=self._places.everybody
            )
            for number, column in enumerate(zip(*counts, strict=True), 1)
        ]

    def heads(self) -> Sequence[int]:
        """Return how many have a place, cohort by cohort."""
        known = self.draft.known[self.place]
        return [int((~np.isnan(known[first - 2 : last - 1])).sum()) for first, last in self._places.spans]

    def better(self, expr: Expr) -> str:
        """Return which values of an expression are better: what the metric says, else higher."""
        metrics = {metric.name: metric.better for metric in self.draft.result.metrics}
        return metrics.get(expr.name or "", "higher")
