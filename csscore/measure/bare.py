"""The bare-name rule: what a column says of an agent who has several rows; it never averages silently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.measure.aggregates import Count, Days, Greatest, Least, Said, Sum
from csscore.measure.figures import ADDS, OfPeople, differing_rows, shown
from csscore.read.texts import alike
from csscore.scheme.expression import column
from csscore.scheme.nodes import as_key
from csscore.words import Words, same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.exact.fixed import Floats
    from csscore.measure.aggregates import Ask, Exact, Texts
    from csscore.measure.engine import Source
    from csscore.measure.making import About, Making
    from csscore.measure.requirements import Reading
    from csscore.scheme.expression import Expr


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """A column as one number an element.

    Money and counts are summed. Anything else must say the same in all rows of an agent, else it is an error that offers the
    ways out (D321); equal values are taken once (D322). A figure of the person counts once a person; what only the roster
    has is not a matter of rows.
    """

    about: About
    name: str
    adds: bool
    """Whether the rows add up."""

    @property
    def _of(self) -> Expr:
        return column(self.name)

    @property
    def _by_roster(self) -> bool:
        return not self.about.together and not self.about.source.has(self.name)

    def asks(self) -> dict[str, Ask[Any]]:
        """Return what the number is made of."""
        if self._by_roster:
            return {}
        rows, found = self.about.rows, dict[str, "Ask[Any]"]()
        people = self.about.source.has(self.name) and self.about.source.per(self.name) == "agent"
        if people:
            found["people"] = OfPeople(rows, self._of)
        elif self.adds:
            found["sum"] = Sum(rows, self._of)
        if not self.adds and (not people or self.about.together):
            found |= {"low": Least(rows, self._of), "high": Greatest(rows, self._of)}
        return found

    def made(self, about: Making) -> Floats:
        """Return the numbers of the elements; canonical, NaN is missing. Shape (elements,)."""
        if self._by_roster:
            return about.elements.by_roster(self.name)
        found = about.elements.found(about, self.asks())
        if "low" in found:
            return self._same(about, found["low"], found["high"])
        return about.summed(found["sum" if "sum" in found else "people"], self.name)

    def _same(self, about: Making, low: Exact, high: Exact) -> Floats:
        """Return what all rows of an element say."""
        values = low.canonical()
        differing = np.flatnonzero((low.rows > 0) & (low.sums.units != high.sums.units))
        if len(differing):
            self._report(about, differing)
            values[differing] = np.nan
        elif not len(several := np.flatnonzero(low.rows > 1)):
            pass
        elif about.unit_of(self.name) in {None, "number"} and not about.together:
            self._ask(about, several)
        else:
            sum_ = Words("要相加就写 {sum: " + self.name + "}", "write {sum: " + self.name + "} to add them up")
            about.report("D322", column=self.name, count=len(several), how=sum_)
        return values

    def _ask(self, about: Making, several: NDArray[np.intp]) -> None:
        """Tell that numbers of which nobody says what they are were taken once (D561)."""
        rows = about.listing(replace(about.rows, present=(self._of,)), int(several[0]), most=2)
        value, at, key = shown(rows.numbers(self._of)[0], None), str(rows.place(0, self.name)), as_key(self.name)
        details = {"agent": about.label(int(several[0])), "column": self.name, "value": value, "at": at, "key": key}
        about.report("D561", rows.place(1, self.name), people=len(several), **details)

    def _report(self, about: Making, differing: NDArray[np.intp]) -> None:
        """Report the first agent whose rows differ, with the first two values and their places."""
        unit = about.unit_of(self.name)
        rows = about.listing(replace(about.rows, present=(self._of,)), int(differing[0]))
        one, other = differing_rows(rows, self._of)
        values = rows.numbers(self._of)
        about.report(
            "D321",
            rows.place(other, self.name),
            agent=about.label(int(differing[0])),
            column=self.name,
            one=shown(values[one], unit),
            at=str(rows.place(one, self.name)),
            two=shown(values[other], unit),
            more=_more(len(differing) - 1),
        )


def column_of(about: About) -> Bare:
    """Return a column of people by the bare-name rule."""
    return Bare(about, about.name, adds(about.source, about.name, about.source.unit(about.name)))


def adds(source: Source, name: str, unit: str | None) -> bool:
    """Tell whether the rows of a column of this unit add up: money and counts, and what is declared to be of each row."""
    return unit in ADDS or (unit != "percent" and source.per(name) == "row")


def read_as(about: About, reading: Reading) -> list[Ask[Any]]:
    """Return what a column of people is made of, by what expressions read it as; the roster's is known."""
    name, people = about.name, about.given.people
    listed = not about.together and about.given.listed(name)
    if reading == "number":
        return list(column_of(about).asks().values())
    if reading == "date":
        return [] if listed else [Days(about.rows, name)]
    if reading == "missing":
        return [Count(replace(about.rows, filled=(name,)))] if about.source.has(name) else []
    if listed and people is not None and (not about.source.has(name) or bool((people.texts(name) != None).all())):  # noqa: E711 - elementwise
        return []
    return [Said(about.rows, name)]


def one_text(about: Making, name: str) -> NDArray[np.object_]:
    """Return the one text that all rows of an element have; None where there is none; several are an error (D323)."""
    return _only_one(about, name, Said(about.rows, name))


def one_day(about: Making, name: str) -> NDArray[np.datetime64]:
    """Return the one day that all rows of an element have; NaT where there is none; several are an error (D323)."""
    days = _only_one(about, name, Days(about.rows, name))
    return np.where(days == None, "NaT", days).astype("datetime64[D]")  # noqa: E711 - elementwise


def _only_one(about: Making, name: str, ask: Said | Days) -> NDArray[np.object_]:
    found: Texts = about.elements.found(about, {"": ask})[""]
    size = len(about.elements)
    texts = np.full(size, None, dtype=object)
    texts[found.element] = found.texts
    differing = np.flatnonzero(np.bincount(found.element, minlength=size) > 1)
    if len(differing):
        rows = about.listing(about.rows, int(differing[0]))  # of the agent who comes first
        said = rows.days(name) if isinstance(ask, Days) else alike(rows.texts(name))
        there = np.flatnonzero(said != None)  # noqa: E711 - elementwise
        one = int(there[0])
        other = int(there[said[there] != said[one]][0])
        about.report(
            "D323",
            rows.place(other, name),
            agent=about.label(int(differing[0])),
            column=name,
            header=rows.header(other),
            one=said[one],
            at=str(rows.place(one, name)),
            two=said[other],
            more=_more(len(differing) - 1),
        )
        texts[differing] = None
    return texts


def _more(count: int) -> Words:
    """Return how many more agents are like the one that is named."""
    if not count:
        return same("")
    return Words("（这样的还有 {count} 人）", " ({count:more agent|more agents} like this)").filled({"count": count})
