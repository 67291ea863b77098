"""What all sheets of a live workbook share: the order of agents, their inputs, their cohorts; scores and pay stand elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.report.live.cohorts import Cohorts
from csscore.report.live.grid import ROW, Column, Sheet, all_of, cohort_of, numbers
from csscore.report.live.settings import Settings
from csscore.report.names import Names
from csscore.report.view import AGENT
from csscore.scheme.currencies import digits_of
from csscore.scheme.titled import Titles
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.pipeline import Run
    from csscore.words import Lang

    Floats = NDArray[np.float64]

say = sentences(__file__)

INPUTS: Final = say("inputs")
SCORES: Final = say("scores")
RANKS: Final = say("ranks")
PAY: Final = say("pay")
COHORTS: Final = say("cohorts")
SCHEME: Final = say("scheme")
_ADJUSTED: Final = say("adjusted")
_DECIMALS: Final = {"percent": 2, "seconds": 2}


class WorkbookModel:
    """A live workbook in the making.

    Agents stand cohort by cohort, so that a cohort is one range of rows, and in published order within.
    """

    def __init__(self, run: Run, lang: Lang) -> None:
        self.run = run
        self.result = run.result
        self.scheme = run.scheme
        self.lang: Lang = lang
        ranks = run.scored.ranks
        published = np.lexsort((np.arange(len(ranks)), np.where(ranks == MISSING, np.iinfo(np.int64).max, ranks)))
        codes = run.measured.cohort_codes[published]
        self.rows: NDArray[np.intp] = np.argsort(codes, kind="stable")
        """For each row of the sheets, which agent of the result it is."""
        self.measured: NDArray[np.intp] = published[self.rows]
        """And which agent of what was measured."""
        self.named = bool((run.measured.agents[published] == self.result.agents).all())
        """Whether people go by their own names; else no text of theirs may be shown."""
        self._hidden = None if self.named else _names(run, published)
        self.codes: NDArray[np.intp] = codes[self.rows]
        starts = np.flatnonzero(np.concatenate(([True], np.diff(self.codes) != 0))) if len(ranks) else np.zeros(0, np.intp)
        self.spans = [(int(a) + 2, int(b) + 1) for a, b in zip(starts, [*starts[1:], len(ranks)], strict=True)]
        """First and last row of each cohort on the sheets."""
        self.known: dict[str, Floats] = {}
        """What the cells of an address hold, for functions over cohorts."""
        self.columns: dict[str, Column] = {}
        """The column of an address."""
        self._names: dict[tuple[str, str], str | None] = {}
        self._titles = Titles(self.scheme)
        self.settings = Settings(self.say(SCHEME), lang)
        self.inputs, self.scores, self.ranks, self.pay = (self._sheet(self.say(name)) for name in (INPUTS, SCORES, RANKS, PAY))
        self.here = f"'{self.inputs.name}'!$A{ROW}"
        """The cell of the agent on the sheet of inputs."""
        self.cohorts = Cohorts(self, self.say(COHORTS))

    def __len__(self) -> int:
        return len(self.rows)

    def say(self, words: Words) -> str:
        """Return a text in the workbook's language, with titles for keys."""
        return self._titles.words(words).in_(self.lang)

    def called(self, name: str) -> str:
        """Return what a key is called."""
        return self._titles.called(name).in_(self.lang)

    def shown(self, text: str) -> str:
        """Return a text as it may be shown: without the names of people who go by others."""
        return text if self._hidden is None else self._hidden.text(text)

    def _sheet(self, name: str) -> Sheet:
        sheet = Sheet(name)
        sheet.add(Column(self.say(AGENT), [str(agent) for agent in self.result.agents[self.rows]], look="text"))
        for title, labels in self.result.cohorts.items():
            sheet.add(Column(self.called(title), [str(label) for label in labels[self.rows]], look="text"))
        return sheet

    def add(
        self, sheet: Sheet, title: str, cached: Any, formula: str | None, *, look: str = "number", decimals: int = 4,
        given: bool = False,
    ) -> str:  # fmt: skip
        """Add a column of numbers (NaN is an empty cell) and remember what it holds."""
        address = sheet.add(Column(title, numbers(cached), formula, look, decimals, given))
        self.known[address] = cached
        self.columns[address] = sheet.columns[-1]
        return address

    # --- inputs

    def metric(self, name: str) -> str:
        """Return the cell of a metric's value."""
        return self._once("metric", name, self._metric)

    def _metric(self, name: str) -> str:
        column = next(metric for metric in self.result.metrics if metric.name == name)
        values = column.values[self.rows]
        title = column.title.in_(self.lang)
        if values.dtype == object:
            return self.inputs.add(Column(title, list(values), look="text"))
        look, decimals = self._look(column.unit)
        return self.add(self.inputs, title, values, None, look=look, decimals=decimals)

    def _look(self, unit: str) -> tuple[str, int]:
        """Return how values of a unit look, and with how many decimals."""
        if unit == "money":
            return unit, digits_of(self.result.currency)
        return (unit, _DECIMALS[unit]) if unit in _DECIMALS else ("number", 4)

    def adjusted(self, name: str) -> str:
        """Return the cell of the value that a metric's points are made of: a value, as the fairness options are no formulas."""

        def make(name: str) -> str:
            column = next(metric for metric in self.result.metrics if metric.name == name)
            if column.adjusted is None:
                return self.metric(name)
            look, decimals = self._look(column.unit)
            title = self.say(_ADJUSTED.filled({"of": column.title}))
            return self.add(self.inputs, title, column.adjusted[self.rows], None, look=look, decimals=decimals, given=True)

        self.metric(name)  # what was measured stands before it
        return self._once("adjusted", name, make)

    def column(self, name: str) -> str | None:
        """Return the cell of a column of the files as a number; None where it is none."""
        return self._names_once("number", name)

    def text(self, name: str) -> str | None:
        """Return the cell of a column of texts; None where people's texts are not shown."""
        return self._names_once("text", name)

    def day(self, name: str) -> str | None:
        """Return the cell of a day, as a spreadsheet counts days."""
        return self._names_once("day", name)

    def _names_once(self, kind: str, name: str) -> str | None:
        if (kind, name) not in self._names:
            self._names[kind, name] = self._read(kind, name)
        return self._names[kind, name]

    def _read(self, kind: str, name: str) -> str | None:
        scope = self.run.measured.scope
        if not scope.has(name):
            return None
        title = self.called(name) if name[:1] != "<" else self.say(say("excluded"))
        if kind == "text":
            if not self.named:
                return None
            return self.inputs.add(Column(title, list(scope.texts(name)[self.measured]), look="text"))
        if kind == "day":
            days = scope.dates(name)[self.measured]
            since = (days - np.datetime64("1899-12-30")).astype(float)
            return self.add(self.inputs, title, np.where(np.isnat(days), np.nan, since), None, look="day")
        return self.add(self.inputs, title, scope.numbers(name)[self.measured], None, look="number")

    def _once(self, kind: str, name: str, make: Any) -> str:
        if (kind, name) not in self._names:
            self._names[kind, name] = make(name)
        found = self._names[kind, name]
        if found is None:
            raise KeyError(name)
        return found

    def params(self, name: str) -> str:
        """Return the cell of a param."""

        def make(name: str) -> str:
            return self.settings.number(self.say(say("param")), self._titles.param(name).in_(self.lang), self.scheme.params[name])

        return self._once("param", name, make)

    def people(self, *, everybody: bool) -> str:
        """Return the cell that counts the people of the cohort, or everybody."""
        count = len(self)
        sizes = [count] if everybody else [last - first + 1 for first, last in self.spans]
        formula = f"ROWS({all_of(self.here, count) if everybody else cohort_of(self.here)})"

        def make(_: str) -> str:
            return self.cohorts.add(self.say(say("people")), formula, sizes, everybody=everybody)

        return self._once("people", str(everybody), make)

    def team(self, name: str) -> str:
        """Return the cell of a metric computed from all rows of the cohort: a value."""

        def make(name: str) -> str:
            values = self.run.measured.scope.team(name)[self.measured]
            title = self.say(say("of_the_team").filled({"of": self.called(name)}))
            return self.cohorts.add(title, None, numbers(values[[first - 2 for first, _ in self.spans]]))

        return self._once("team", name, make)

    # --- columns of the engine, in the order of the sheets

    def units(self, fixed: NDArray[np.int64], digits: int) -> Floats:
        """Return a fixed column of the result as numbers; NaN where it is missing."""
        here = fixed[self.rows]
        return np.where(here == MISSING, np.nan, here / 10.0**digits)

    def there(self, address: str) -> str:
        """Return the number of a cell, an error where the cell is empty."""
        return f"IF(ISNUMBER({address}),{address},NA())"

    def safe(self, address: str) -> str:
        """Return the number of an input, an error where it is empty."""
        values = self.known.get(address)
        return address if values is None or not bool(np.isnan(values).any()) else self.there(address)


def _names(run: Run, published: NDArray[np.intp]) -> Names:
    """Return what people are called who go by other names."""
    people, labels = run.measured, [str(label) for label in run.result.agents]
    return Names(*(zip(texts[published], labels, strict=True) for texts in (people.agents, people.names)))
