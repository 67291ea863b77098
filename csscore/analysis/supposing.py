"""What somebody supposes of a month (``agent=小美,response=-5``; one leaves, one joins), read and held against the real one.

It computes no score: the pipeline does, from what is said here.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import normalize

import numpy as np

from csscore.analysis.contrasting import plain
from csscore.analysis.finding import find
from csscore.analysis.gaining import looks_at_team
from csscore.comparison import Newcomer, Supposition, ValueChange
from csscore.exact.fixed import exact
from csscore.exact.real import LARGEST
from csscore.measure.requirements import metrics_of
from csscore.measure.supposing import Move, Supposed
from csscore.problems import Problem, Problems, Rejected
from csscore.scheme.forms import nearest
from csscore.scheme.kinds import number
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.measure.supposing import Verb
    from csscore.pipeline import Run
    from csscore.scheme.model import Metric

say = sentences(__file__)

AGENT: Final = ("agent", "客服")
LIKE: Final = ("like", "参照")
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "×": "*", "＋": "+", "－": "-", "＊": "*", "＝": "="})
_PIECES: Final = re.compile(r"[,，](?=[^,，=]+=)")
"""Commas that a further ``NAME=`` follows: names of people may have commas."""
_FORM: Final = say("form")
_NO_AGENT: Final = say("no_agent")
_NO_METRIC: Final = say("no_metric")
_TWICE: Final = say("twice")
_BARE: Final = say("bare")
_NO_LIKE: Final = say("no_like")
_NO_NUMBER: Final = say("no_number")
_RATE: Final = say("rate")
_NO_VALUE: Final = say("no_value")
_NEGATIVE: Final = say("negative")
_TOO_LARGE: Final = say("too_large")
_IS_WORDS: Final = say("is_words")
_LEAVES_TWICE: Final = say("leaves_twice")
_LEAVES_AND_CHANGES: Final = say("leaves_and_changes")
_CHANGES_TWICE: Final = say("changes_twice")
_NOBODY_LEFT: Final = say("nobody_left")


class Supposing(NamedTuple):
    """What is supposed, as it was written.

    Attributes
    ----------
    changes
        ``agent=WHO,METRIC=VALUE,…``. A value with a sign in front is added (``+2%``, ``-5``), with ``*`` in front it
        multiplies, and else it replaces; ``==-5`` replaces by a negative number. Units as in the scheme's expressions.
    without
        Who leaves.
    join
        ``agent=NAME,METRIC=VALUE,…`` for somebody of whom nothing else is known, or ``agent=NAME,like=WHO,METRIC=VALUE,…``
        for somebody with the rows of another, where changes are changes of those.
    """

    changes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    join: tuple[str, ...] = ()


NOTHING: Final = Supposing()


class _Said(NamedTuple):
    """One option, taken apart."""

    option: str
    text: str
    agent: str
    like: str | None
    values: dict[str, str]


def read_supposed(run: Run, given: Supposing) -> Supposed:
    """Return what is supposed of a month.

    Parameters
    ----------
    run
        The month without anything supposed.

    Raises
    ------
    Rejected
        With everything that can't be read or can't be: A110-A112, A124-A128.
    """
    problems = Problems()
    reader = _Reader(run, problems)
    leaving = [agent for agent in (reader.agent(text) for text in given.without) if agent is not None]
    newcomers: dict[str, str | None] = {}
    moves: list[Move] = []
    for said in reader.taken_apart("--change", given.changes):
        agent = reader.agent(said.agent)
        if agent is not None:
            moves += reader.moves(said, agent, agent)
    for said in reader.taken_apart("--join", given.join):
        if said.agent in newcomers or reader.is_there(said.agent):
            problems.add("A127", None, agent=said.agent)
            continue
        like = None if said.like is None else reader.agent(said.like)
        if said.like is None or like is not None:
            newcomers[said.agent] = like
            moves += reader.moves(said, said.agent, like)
            moves += reader.nothing_else(said) if like is None else ()
    _contradictions(leaving, moves, len(run.measured) + len(newcomers), problems)
    problems.reject()
    return Supposed(tuple(leaving), newcomers, tuple(moves))


class _Reader:
    """Reads options in the words of a month."""

    def __init__(self, run: Run, problems: Problems) -> None:
        self._run = run
        self._problems = problems
        self._metrics: dict[str, Metric] = dict(metrics_of(run.scheme.metrics))
        self._ids = {str(agent): at for at, agent in enumerate(run.measured.agents)}

    def is_there(self, agent: str) -> bool:
        """Say whether somebody has this id already."""
        return agent in self._ids or agent in {str(name) for name in self._run.measured.names}

    def agent(self, text: str) -> str | None:
        """Return the id of who is meant; None where that is reported."""
        try:
            return str(self._run.measured.agents[find(self._run, text)])
        except Rejected as rejected:
            self._problems.extend(rejected.problems)
            return None

    def taken_apart(self, option: str, texts: Sequence[str]) -> Iterator[_Said]:
        """Yield the options that can be taken apart; report the others (A124)."""
        for text in texts:
            found: dict[str, str] = {}
            why: Words | None = None
            for piece in _PIECES.split(text):
                key, sign, value = piece.partition("=")
                key = key.strip()
                key = AGENT[0] if key in AGENT else LIKE[0] if key in LIKE else key
                if not sign:
                    why = _BARE.filled({"piece": piece})
                elif key in found:
                    why = _TWICE.filled({"key": key})
                found[key] = value.strip()
            agent, like = found.pop(AGENT[0], ""), found.pop(LIKE[0], None)
            why = why or (_NO_AGENT if not agent else None)
            why = why or (_NO_LIKE if option != "--join" and like is not None else None)
            why = why or (_NO_METRIC if not found and like is None else None)
            if why is None:
                yield _Said(option, text, agent, like, found)
            else:
                self._problems.add("A124", None, option=option, text=text, reason=why)

    def moves(self, said: _Said, agent: str, like: str | None) -> Iterator[Move]:
        """Yield the changes of an option; ``like`` is whose values they start from."""
        for key, text in said.values.items():
            name = self._metric(key)
            if name is None:
                near = nearest(key, [*self._metrics, *(title for names in self._titles() for title in names)])
                hint = same("") if near is None else say("did_you_mean", near=near)
                known = listed(list(self._metrics), most=20)
                self._problems.add("A125", None, option=said.option, metric=key, near=hint, known=known)
                continue
            own = None if like is None else self._run.measured.values[name][self._ids[like]]
            move = self._move(agent, name, text, own)
            if isinstance(move, Words):
                given = f"{key}={text}"
                self._problems.add("A126", None, option=said.option, given=given, agent=agent, reason=move)
            else:
                yield move

    def nothing_else(self, said: _Said) -> Iterator[Move]:
        """Yield that somebody of whom only some values are known has no others; formulas follow from what she has."""
        known = {self._metric(key) for key in said.values}
        for name, metric in self._metrics.items():
            if name not in known and metric.value.rule.of_rows:
                yield Move(said.agent, name, "set", None)

    def _titles(self) -> list[Words]:
        return [metric.title for metric in self._metrics.values() if metric.title is not None]

    def _metric(self, key: str) -> str | None:
        if key in self._metrics:
            return key
        named = [name for name, metric in self._metrics.items() if metric.title is not None and key in metric.title]
        return named[0] if len(named) == 1 else None

    def _move(self, agent: str, name: str, text: str, own: Any) -> Move | Words:
        """Return a change of a value, or what is wrong with it."""
        missing = own is None or (not isinstance(own, str) and bool(np.isnan(own)))
        verb, rest = _verb(text)
        if self._run.measured.values[name].dtype == object:
            return Move(agent, name, "set", rest) if verb == "set" and rest else _IS_WORDS
        plain = normalize("NFKC", rest)
        amount = number(plain.lstrip("+-"))
        if amount is None:
            return _NO_NUMBER.filled({"text": rest})
        unit = self._metrics[name].unit
        if unit == "percent" and verb != "times" and amount >= 1 and "%" not in plain:
            return _RATE.filled({"text": plain})
        if verb != "set" and missing:
            return _NO_VALUE
        move = Move(agent, name, verb, -amount if plain.startswith("-") else amount)
        return _impossible(move, own, unit, self._run.measured.values[name]) or move


def _verb(text: str) -> tuple[Verb, str]:
    """Return what a written value does, and its number with its sign."""
    plain = text.translate(_SIGNS).strip()
    if plain.startswith("="):
        return "set", plain[1:].strip()
    if plain.startswith("*"):
        return "times", plain[1:].strip()
    if plain.startswith(("+", "-")):
        return "plus", plain[0] + plain[1:].strip()
    return "set", text.strip()


def _impossible(move: Move, own: Any, unit: str, column: Any) -> Words | None:
    """Return why a value can't become what it would; None where it can."""
    start = Fraction(0) if own is None or np.isnan(own) else exact(own)
    amount = Fraction(move.amount or 0)
    after = {"set": amount, "plus": start + amount, "times": start * amount}[move.verb]
    if abs(after) >= LARGEST:
        return _TOO_LARGE
    known = column[~np.isnan(column)]
    never = unit in {"percent", "seconds", "count"} and not bool((known < 0).any())
    return _NEGATIVE if after < 0 and never else None


def _contradictions(leaving: Sequence[str], moves: Sequence[Move], people: int, problems: Problems) -> None:
    """Report what can't both be (A128)."""
    met: set[tuple[str, str]] = set()
    for agent in sorted(set(leaving)):
        if leaving.count(agent) > 1:
            problems.add("A128", None, what=_LEAVES_TWICE.filled({"agent": agent}))
    for move in moves:
        if move.agent in leaving:
            problems.add("A128", None, what=_LEAVES_AND_CHANGES.filled({"agent": move.agent}))
        if (move.agent, move.metric) in met:
            problems.add("A128", None, what=_CHANGES_TWICE.filled({"agent": move.agent, "metric": move.metric}))
        met.add((move.agent, move.metric))
    if len(set(leaving)) >= people:
        problems.add("A128", None, what=_NOBODY_LEFT)


def supposition(real: Run, run: Run, supposed: Supposed) -> Supposition:
    """Return what was supposed, for reports.

    Parameters
    ----------
    real
        The month without it.
    run
        The month with it.
    """
    return Supposition(
        values=tuple(_values(real, run, supposed)),
        without=supposed.without,
        joining=tuple(Newcomer(agent, like) for agent, like in supposed.joining.items()),
    )


def _values(real: Run, run: Run, supposed: Supposed) -> Iterator[ValueChange]:
    """Yield the values that differ of those whose values change, metrics computed from them included."""
    metrics = dict(metrics_of(run.scheme.metrics))
    sides = [{str(agent): at for at, agent in enumerate(side.measured.agents)} for side in (real, run)]
    for agent in dict.fromkeys(move.agent for move in supposed.moves):
        origin = supposed.joining.get(agent, agent)
        for name, metric in metrics.items():
            before = None if origin is None else plain(real.measured.values[name][sides[0][origin]])
            after = plain(run.measured.values[name][sides[1][agent]]) if agent in sides[1] else None
            if before != after:
                yield ValueChange(agent, name, metric.title or same(name), metric.unit, before, after)


def held(run: Run, supposed: Supposed) -> Iterator[Problem]:
    """Yield a note for each changed metric whose value for the whole team a scheme looks at: it stays as it was (A129)."""
    metrics = dict(metrics_of(run.scheme.metrics))
    real = {move.metric for move in supposed.moves if move.metric in metrics and move.amount is not None}
    for name in sorted(real):
        if looks_at_team(run.scheme, name):
            yield Problem("A129", None, name, {"metric": metrics[name].title or same(name)})
