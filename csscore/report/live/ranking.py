"""The sheet of ranks: places from scores and what breaks ties, one column for each key, as formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.report.live.grid import all_of, cohort_of
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from csscore.report.live.model import WorkbookModel
    from csscore.report.live.scoring import Scoring

say = sentences(__file__)

_KEY: Final = say("key")
_SCORE: Final = say("score")
_RANK: Final = say("rank")
_PLACE: Final = say("place")
_TIED: Final = say("tied")
_LAST: Final = say("last")
_WHOLE: Final = say("whole")


class Key(NamedTuple):
    """What orders agents: cells, what they hold, and which are better."""

    cell: str
    values: NDArray[np.float64]
    lower: bool
    title: str


class Ranking:
    """Builds the sheet; afterwards pay takes addresses from it."""

    def __init__(self, draft: WorkbookModel, scoring: Scoring) -> None:
        self.draft = draft
        self.scoring = scoring
        self._ranked = draft.result.ranks[draft.rows] != MISSING
        self._keys = [self._key(name) for name in (draft.scheme.rank.order, *draft.scheme.rank.break_)]
        self._last = self._last_cell()
        self.place, self.sharing, self.rank = self._numbered(everybody=False)
        self._overall: tuple[str, str, str] | None = None

    def overall(self) -> tuple[str, str, str]:
        """Return place, people sharing it and rank as if everybody were one cohort."""
        if not self.draft.result.cohorts:
            return self.place, self.sharing, self.rank
        if self._overall is None:
            self._overall = self._numbered(everybody=True)
        return self._overall

    def _key(self, name: str) -> Key:
        """Return a key; the first one is a column of its own that is empty for those who are not ranked."""
        draft = self.draft
        score = draft.units(draft.result.scores, draft.result.score_digits)
        if name == "score":
            key = Key(self.scoring.score, score, lower=False, title=draft.say(_SCORE))
        else:
            metric = next(metric for metric in draft.result.metrics if metric.name == name)
            values = metric.values[draft.rows]
            title = metric.title.in_(draft.lang)
            key = Key(draft.metric(name), values, lower=metric.better == "lower", title=title)
        if name != draft.scheme.rank.order:
            return key
        gates = zip(draft.scheme.gates, self.scoring.gates, strict=True)
        out = [f"{cell}=0" for gate, cell in gates if gate.then.unranked]
        there = [f"ISNUMBER({cell})" for cell in dict.fromkeys((self.scoring.score, key.cell))]
        conditions = [*there, *out]
        condition = f"AND({','.join(conditions)})" if len(conditions) > 1 else conditions[0]
        cached = np.where(self._ranked, key.values, np.nan)
        title = draft.say(_KEY.filled({"of": key.title}))
        decimals = draft.result.score_digits if name == "score" else 4
        cell = draft.add(draft.ranks, title, cached, f'IF({condition},{key.cell},"")', look="points", decimals=decimals)
        return key._replace(cell=cell, values=cached)

    def _last_cell(self) -> str | None:
        """Add the column that says who is put last, if a gate does that."""
        draft = self.draft
        last = [i for i, gate in enumerate(draft.scheme.gates) if gate.then.rank == "last"]
        if not last:
            return None
        fired = np.logical_or.reduce([draft.result.gates[i].fired[draft.rows] for i in last])
        cached = np.where(self._ranked, fired.astype(np.float64), np.nan)
        formula = f'IF(ISNUMBER({self._keys[0].cell}),MAX({",".join(self.scoring.gates[i] for i in last)}),"")'
        return draft.add(draft.ranks, draft.say(_LAST), cached, formula, look="flag")

    def _numbered(self, *, everybody: bool) -> tuple[str, str, str]:
        """Add places, how many share them, and ranks."""
        draft, first = self.draft, self._keys[0]
        order = self._order(everybody=everybody)
        before = draft.say(_WHOLE) if everybody else ""

        def cells(address: str) -> str:
            return all_of(address, len(draft)) if everybody else cohort_of(address)

        def add(title: str, cached: NDArray[np.float64], formula: str) -> str:
            guarded = f'IF(ISNUMBER({first.cell}),{formula},"")'
            return draft.add(draft.ranks, before + title, cached, guarded, look="rank", decimals=0)

        place: str | None = None
        codes = order.last
        if self._last is not None:
            formula = f"IF({self._last}=1,COUNTIF({cells(self._last)},0),0)+1"
            place = add(draft.say(_LAST), _placed(codes, order.cohorts), formula)
        for i, key in enumerate(self._keys):
            codes = _finer(codes, key, order.cohorts)
            title = draft.say(_PLACE.filled({"of": key.title}))
            sign = "<" if key.lower else ">"
            if place is None:
                formula = f"RANK({key.cell},{cells(key.cell)},{1 if key.lower else 0})"
            else:
                within = f"{cells(place)},{place},{cells(key.cell)}"
                better = f'COUNTIFS({within},"{sign}"&{key.cell})'
                if i and bool(np.isnan(key.values).any()):
                    better = f'IF(ISNUMBER({key.cell}),{better},COUNTIFS({within},">-1E+300"))'
                formula = f"{place}+{better}"
            place = add(title, _placed(codes, order.cohorts), formula)
        assert place is not None  # noqa: S101 - there is always one key
        places = draft.known[place]
        tied = _sharing(places, order.cohorts)
        sharing = add(draft.say(_TIED), tied, f"COUNTIF({cells(place)},{place})")
        return place, sharing, self._rank(place, sharing, cells, everybody=everybody)

    def _order(self, *, everybody: bool) -> _Order:
        codes = np.zeros(len(self.draft), dtype=np.intp) if everybody else self.draft.codes
        last = np.zeros(len(codes)) if self._last is None else self.draft.known[self._last]
        return _Order(codes, np.where(self._ranked, last, np.nan))

    def _rank(self, place: str, sharing: str, cells: Callable[[str], str], *, everybody: bool) -> str:
        draft, ties = self.draft, self.draft.scheme.rank.ties
        ranks = draft.run.scored.overall[draft.measured] if everybody else draft.result.ranks[draft.rows]
        cached = np.where(ranks == MISSING, np.nan, ranks.astype(np.float64))
        if ties == "dense":
            heads = draft.known[sharing]
            part = draft.add(draft.ranks, draft.say(say("n1_sharing")), 1 / heads, f'IF(ISNUMBER({sharing}),1/{sharing},"")')
            formula = f'1+ROUND(SUMIF({cells(place)},"<"&{place},{cells(part)}),0)'
        else:
            formula = f"{place}+{sharing}-1" if ties == "max" else place
        title = (draft.say(_WHOLE) if everybody else "") + draft.say(_RANK)
        return draft.add(draft.ranks, title, cached, f'IF(ISNUMBER({place}),{formula},"")', look="rank", decimals=0)


class _Order(NamedTuple):
    """Whom one is ranked with, and who is put last (NaN: who is not ranked)."""

    cohorts: NDArray[np.intp]
    last: NDArray[np.float64]


def _finer(codes: NDArray[np.float64], key: Key, cohorts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Tell equal codes apart by a key; only what cells show until they are recomputed."""
    values = key.values if key.lower else -key.values
    who = np.flatnonzero(~np.isnan(codes))
    last = np.isnan(values[who])
    order = np.lexsort((np.where(last, 0, values[who]), last, codes[who], cohorts[who]))
    new = np.full(len(codes), np.nan)
    if not len(who):
        return new
    rows = np.column_stack([cohorts[who], codes[who], last, np.where(last, 0, values[who])])[order]
    changed = np.concatenate(([0], (np.diff(rows, axis=0) != 0).any(axis=1).astype(float)))
    new[who[order]] = np.cumsum(changed)
    return new


def _placed(codes: NDArray[np.float64], cohorts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how many of the cohort have a lower code, plus one."""
    places = np.full(len(codes), np.nan)
    for cohort in np.unique(cohorts):
        here = np.flatnonzero((cohorts == cohort) & ~np.isnan(codes))
        places[here] = np.searchsorted(np.sort(codes[here]), codes[here], "left") + 1
    return places


def _sharing(places: NDArray[np.float64], cohorts: NDArray[np.intp]) -> NDArray[np.float64]:
    sharing = np.full(len(places), np.nan)
    for cohort in np.unique(cohorts):
        here = np.flatnonzero((cohorts == cohort) & ~np.isnan(places))
        ordered = np.sort(places[here])
        sharing[here] = np.searchsorted(ordered, places[here], "right") - np.searchsorted(ordered, places[here], "left")
    return sharing
