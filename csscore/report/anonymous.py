"""A `Result` without names: people become their places, wherever a name may stand; it changes no number.

Names leave the result itself, so every report of it is anonymous without knowing. What a problem says of people that are
not in the result (accounts, rows that were dropped) is masked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.concealing import BETWEEN, MASK, concealed
from csscore.exact.fixed import MISSING
from csscore.result import Sentence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csscore.problems import Place, Problem
    from csscore.result import Result
    from csscore.words import Lang

_RANKED = Words("第 {rank} 名", "#{rank}")
_UNRANKED = Words("未排名 {number}", "unranked {number}")
_NONE: Final[Mapping[str, str]] = {}
_BETWEEN: Final = re.compile("(、|, )")
_PLACES: Final = re.compile(r"(\{[^{}]*\})")
_LIST_TAIL: Final = re.compile(r"( 等 \d+ 个| and \d+ more)$")
"""How `csscore.words.listed` cuts a long list."""
_FIGURE: Final = re.compile(r" \([-−+]?[\d.,]+%?\)$", re.ASCII)
"""What stands behind a name in a list of people and figures."""
_QUOTED: Final = re.compile("(?<=[“'（(]).+(?=[”'）)])")
"""A cohort's label in the words for it."""


def anonymous(result: Result, lang: Lang, *, files: Mapping[str, str] = _NONE) -> Result:
    """Return the result with labels such as ``第 3 名`` or ``#3`` for agents; shared places get a number behind, ``#3-1``.

    ``files`` has what stands for each file that was read; of the inputs themselves only role and digest are left.
    """
    labels = _labels(result, lang)
    pairs = (zip(people.tolist(), labels, strict=True) for people in (result.agents, result.names))
    names = Names(*pairs, files.items(), cohorts=_concealed(result))
    people = _texts(labels)
    return replace(
        result,
        agents=people,
        accounts={},
        names=people,
        cohorts=_cohorts(result, names),
        metrics=tuple(
            replace(
                metric,
                rule=names.words(metric.rule),
                values=names.column(metric.values) if metric.values.dtype.kind == "O" else metric.values,
                breakdowns=tuple(replace(one, labels=names.column(one.labels)) for one in metric.breakdowns),
            )
            for metric in result.metrics
        ),
        gates=tuple(replace(gate, because=names.words(gate.because), name=names.words(gate.name)) for gate in result.gates),
        lines=tuple(
            replace(line, title=names.words(line.title), because=_sentence(line.because, names)) for line in result.lines
        ),
        reasons=_sentence(result.reasons, names),
        problems=tuple(unnamed(result.problems, names)),
        inputs=tuple(replace(one, file=None, sheet=None, rows=None, nameless=True) for one in result.inputs),
        sets=tuple(names.text(text) for text in result.sets),
    )


def hidden(named: Result, anonymous: Result, *, files: Mapping[str, str] = _NONE) -> Names:
    """Return the names that a result no longer shows, and what stands for each file."""
    pairs = ((named.agents, anonymous.agents), (named.names, anonymous.names))
    people = (zip(names.tolist(), labels.tolist(), strict=True) for names, labels in pairs)
    return Names(*people, files.items(), cohorts=_concealed(named))


class Names:
    """The names to be hidden and what stands for each.

    ``cohorts`` has the labels of cohorts that are one person (see `csscore.concealing`); where nobody knows how large the cohorts
    are, because nothing was computed, none is named.
    """

    def __init__(self, *pairs: Iterable[tuple[object, str]], cohorts: Mapping[str, str] | None = None) -> None:
        self.knows_cohorts = cohorts is not None
        self._labels = dict(cohorts or {})
        self._labels |= {str(name): label for given in pairs for name, label in given if str(name)}
        self._sizes = sorted({len(name) for name in self._labels}, reverse=True)

    def text(self, text: str) -> str:
        """Return a text with every name in it replaced, longest first, whole words where a name is of letters or figures."""
        if text in self._labels:
            return self._labels[text]
        written: list[str] = []
        start = 0
        while start < len(text):
            name = self._at(text, start)
            written.append(text[start] if name is None else self._labels[name])
            start += 1 if name is None else len(name)
        return "".join(written)

    def masked(self, text: str) -> str:
        """Return what may be said where people are named: their labels, or a mask; ``text`` may be a list of names."""
        if text in self._labels:
            return self._labels[text]
        tail = _LIST_TAIL.search(text)
        people = _BETWEEN.split(text[: tail.start()] if tail else text)
        hidden = [part if _BETWEEN.fullmatch(part) else self._one(part) for part in people]
        return "".join(hidden) + (tail[0] if tail else "")

    def _one(self, person: str) -> str:
        """Return what stands for one of a list; a number behind her name says nothing of who she is."""
        figure = _FIGURE.search(person)
        name = person[: figure.start()] if figure is not None and person not in self._labels else person
        label = self._labels.get(name)
        return MASK if label is None else label + person[len(name) :]

    def words(self, words: Words) -> Words:
        """Return both texts without names."""
        return Words(self.text(words.zh), self.text(words.en))

    def cohort(self, cohort: Mapping[str, str]) -> dict[str, str]:
        """Return the labels of a cohort; all of them hidden where together they are one person's."""
        whole = self._labels.get(BETWEEN.join(cohort.values()))
        return {key: self.text(label) if whole is None else whole for key, label in cohort.items()}

    def column(self, cells: Any) -> Any:
        """Return a column of texts without names."""
        clean = {cell: self._cell(cell) for cell in set(cells.tolist())}
        return _texts([clean[cell] for cell in cells.tolist()])

    def _cell(self, cell: object) -> object:
        if isinstance(cell, Words):
            return self.words(cell)
        return self.text(cell) if isinstance(cell, str) else cell

    def _at(self, text: str, start: int) -> str | None:
        for size in self._sizes:
            name = text[start : start + size]
            if len(name) == size and name in self._labels and not _inside_word(text, start, start + size):
                return name
        return None


def unnamed(problems: Iterable[Problem], names: Names) -> Iterable[Problem]:
    """Return problems that name nobody."""
    for problem in problems:
        details = {key: _detail(problem.code, key, value, names) for key, value in problem.details.items()}
        yield replace(problem, details=details, group=names.text(problem.group), place=_place(problem.place, names))


_NEUTRAL: Final = frozenset(
    """about absent amounts apart area at best better both bound bounds budget by cap cases cell cells choices cohort column
    columns command condition count currency day days difference digits draws earlier effect encoding ending engine error
    example expected expression family file files first flag floor folder form format formula found gap gate given
    header headers high hint how incident incidents instead key keys known label last least limit line listed low marked
    meant method metric metrics months most name names near nearest normal nth number one option options other others over owner
    month paid part parts path pattern percent period places plain points quote range reason remedy rival rule scheme second seed
    sheet sheets shock sign source spot spread sum tag taken takes target text there ties times_100 title to total two unit
    usage used value values version wanted way weight what where whole width""".split()  # noqa: SIM905 - a list would be a page
)
"""Details of problems that speak of columns, settings and numbers; every other one is taken to name people."""
PERSONAL: Final[dict[str, frozenset[str]]] = {
    "A112": frozenset({"near"}),
    "D234": frozenset({"how", "sheet", "sheets"}),
    "D235": frozenset({"all", "one", "sheets"}),
    "D236": frozenset({"remedy"}),
    "D238": frozenset({"how"}),
    "D280": frozenset({"sheets"}),
    "D281": frozenset({"all", "one", "others"}),
    "D282": frozenset({"rest", "sheets"}),
    "D283": frozenset({"sheets"}),
    "D284": frozenset({"one", "sheets"}),
    "P252": frozenset({"near"}),
    "P255": frozenset({"reason"}),
    "D241": frozenset({"text"}),
    "D258": frozenset({"text"}),
    "D300": frozenset({"nearest"}),
    "D302": frozenset({"data", "roster"}),
    "D304": frozenset({"name"}),
    "D305": frozenset({"names"}),
    "D306": frozenset({"values"}),
    "D308": frozenset({"names"}),
    "D247": frozenset({"text"}),
    "D314": frozenset({"one", "two"}),
    "D316": frozenset({"whole"}),
    "D354": frozenset({"name"}),
}
"""By code, details that name people although their word is neutral elsewhere."""


def _detail(code: str, key: str, value: object, names: Names) -> object:
    if key == "cohort" and not names.knows_cohorts and isinstance(value, Words):
        return Words(_QUOTED.sub(MASK, value.zh), _QUOTED.sub(MASK, value.en))
    personal = key not in _NEUTRAL or key in PERSONAL.get(code, ())
    hidden = names.masked if personal else names.text
    if isinstance(value, Words):
        return Words(hidden(value.zh), hidden(value.en))
    return hidden(value) if isinstance(value, str) else value


def _concealed(result: Result) -> dict[str, str]:
    return concealed(zip(_each_cohort(result), (result.ranks != MISSING).tolist(), strict=True)) if result.cohorts else {}


def _cohorts(result: Result, names: Names) -> dict[str, Any]:
    hidden = [names.cohort(cohort) for cohort in _each_cohort(result)] if result.cohorts else []
    return {key: _texts([cohort[key] for cohort in hidden]) for key in result.cohorts}


def _each_cohort(result: Result) -> Iterator[dict[str, str]]:
    """Yield everybody's cohort."""
    for cells in zip(*(column.tolist() for column in result.cohorts.values()), strict=True):
        yield dict(zip(result.cohorts, map(str, cells), strict=True))


def _place(place: Place | None, names: Names) -> Place | None:
    return None if place is None else covered(place, names)


def covered(place: Place, names: Names) -> Place:
    """Return a place by the role of its file, without the name of the sheet."""
    return replace(place, file=None if place.file is None else names.text(place.file), sheet=None)


def _sentence(sentence: Sentence, names: Names) -> Sentence:
    details: Mapping[str, Any] = {name: _column(column, names) for name, column in sentence.details.items()}
    variants = tuple(Words(_template(words.zh, names), _template(words.en, names)) for words in sentence.variants)
    return replace(sentence, variants=variants, details=details)


def _template(text: str, names: Names) -> str:
    """Return a template without names, its ``{places}`` untouched."""
    return "".join(part if part.startswith("{") else names.text(part) for part in _PLACES.split(text))


def _column(column: Any, names: Names) -> Any:
    if isinstance(column, Words):
        return names.words(column)
    if isinstance(column, str):
        return names.text(column)
    return names.column(column) if column.dtype.kind == "O" else column


def _labels(result: Result, lang: Lang) -> list[str]:
    """Return one label an agent, all different."""
    ranks = result.ranks.tolist()
    shared: dict[int, int] = {}
    for rank in ranks:
        shared[rank] = shared.get(rank, 0) + 1
    met: dict[int, int] = {}
    labels = []
    for rank in ranks:
        number = met[rank] = met.get(rank, 0) + 1
        if rank == MISSING:
            labels.append(_UNRANKED.filled({"number": number}).in_(lang))
        else:
            label = _RANKED.filled({"rank": rank}).in_(lang)
            labels.append(f"{label}-{number}" if shared[rank] > 1 else label)
    return labels


def _inside_word(text: str, start: int, stop: int) -> bool:
    """Say whether a match is only a part of a longer word or number of western letters and figures."""
    before = start > 0 and _is_word(text[start - 1]) and _is_word(text[start])
    after = stop < len(text) and _is_word(text[stop - 1]) and _is_word(text[stop])
    return before or after


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")


def _texts(cells: list[Any]) -> Any:
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array
