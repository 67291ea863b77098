"""The sheet of pay: each line as a formula where its rule has one, then what gates and limits do to the sum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.report.live.metric_cells import whole_digits
from csscore.report.live.naming import Naming
from csscore.report.live.payee_cells import PayeeCells, Places
from csscore.report.spreadsheet_expression import LONGEST, canonical
from csscore.scheme.kinds import decimal_text
from csscore.sentences import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csscore.report.live.model import WorkbookModel
    from csscore.report.live.ranking import Ranking
    from csscore.report.live.scoring import Scoring
    from csscore.result import LineColumn
    from csscore.scheme.kinds import Chosen

say = sentences(__file__)

_SUM: Final = say("sum")
_PART: Final = say("part")


class Paying:
    """Builds the sheet."""

    def __init__(self, draft: WorkbookModel, scoring: Scoring, ranking: Ranking) -> None:
        self.draft = draft
        self.scoring = scoring
        self.ranking = ranking
        self.digits = draft.result.money_digits
        self.unit = draft.scheme.money_unit
        self._places: dict[tuple[str, bool], Places] = {}
        self._shares: list[str] = []
        """Of each gate that cuts pay, by what it multiplies a variable line."""
        self._least: dict[str, str] = {}
        """The cell of the least, under which sum it bounds."""
        self.lines: list[str] = []
        """The cells of the lines, in the result's order."""
        self.given: list[str] = []
        """Titles of lines that are values."""
        lines = list(draft.result.lines)
        for chosen, line in zip(draft.scheme.pay, lines, strict=False):
            self.lines.append(self._line(line, self._entry(chosen, line)))
        rest = lines[len(draft.scheme.pay) :]
        rest = self._gates(rest)
        rest = self._limits(rest)
        while rest and rest[0].rule == "limits":  # what the budget takes
            self.lines.append(self._line(rest.pop(0), None))
        rest = self._holds(rest)
        for line in rest:
            self.lines.append(self._line(line, None))
        self.sum = self._total()

    # --- one entry of the scheme

    def _entry(self, chosen: Chosen, line: LineColumn) -> str | None:
        """Return a pay entry with its options as a formula, None where it has none."""
        draft, options, rule = self.draft, chosen.options, chosen.rule
        everybody = options.across is not None
        names = self.scoring.names(score=self.scoring.score, rank=self.ranking.rank)
        naming = Naming(draft, names, everybody=everybody)
        places = self._taking(getattr(options, "among", None), naming, everybody=everybody)
        if not places.sound:
            return None
        title = line.title.in_(draft.lang)
        cells = PayeeCells(draft, places, naming, rule=rule, title=title, score=self.scoring.score)
        due = rule.to_formula(cells, options)
        if due is None:
            return None
        conditions = [] if due.who is None else [due.who]
        amount = due.amount
        if options.when is not None:
            when = naming.truth(options.when)
            if when is None:
                return None
            conditions.append(when)
        if options.prorate is not None:
            share = naming.expression(options.prorate)
            if share is None:
                return None
            amount = canonical(f"({amount})*({share})")
        for key, function in (("at_least", "MAX"), ("at_most", "MIN")):
            bound = getattr(options, key)
            if bound is not None:
                words = say("at_least") if key == "at_least" else say("at_most")
                amount = f"{function}({amount},{draft.settings.number(title, draft.say(words), bound)})"
        paid = f'IFERROR({self._money(amount, line)},"")'
        if conditions:
            condition = f"AND({','.join(conditions)})" if len(conditions) > 1 else conditions[0]
            paid = f'IF({condition},{paid},"")'
        return paid if len(paid) < LONGEST else None

    def _taking(self, among: Any, naming: Naming, *, everybody: bool) -> Places:
        key = ("" if among is None else among.text, everybody)
        if key not in self._places:
            self._places[key] = Places(self.draft, self.ranking, naming, among=among, everybody=everybody)
        return self._places[key]

    def _money(self, formula: str, line: LineColumn) -> str:
        """Round to the unit of money, half away from zero."""
        guard = min(10, 14 - max(4, whole_digits(self._amounts(line))))
        return self._whole(f"ROUND({formula},{guard})")

    def _whole(self, formula: str) -> str:
        """Return a number as a whole number of units of money, half away from zero."""
        digits = next((n for n in range(-2, 4) if self.unit == Fraction(10) ** -n), None)
        if digits is not None:
            return f"ROUND({formula},{digits})"
        unit = decimal_text(self.unit)
        return f"ROUND(ROUND(ROUND({formula}/{unit},8),0)*{unit},{self.digits})"

    def _amounts(self, line: LineColumn) -> NDArray[np.float64]:
        return self.draft.units(line.amounts, self.draft.result.money_digits)

    def _line(self, line: LineColumn, formula: str | None) -> str:
        title = line.title.in_(self.draft.lang)
        if formula is None:
            self.given.append(title)
        return self.draft.add(
            self.draft.pay, title, self._amounts(line), formula, look="money",
            decimals=self.draft.result.money_digits, given=formula is None,
        )  # fmt: skip

    # --- what is taken from sums

    def _gates(self, rest: list[LineColumn]) -> list[LineColumn]:
        """Add what gates take from the variable lines, one gate after the other."""
        draft = self.draft
        cuts = [(i, gate.then.pay) for i, gate in enumerate(draft.scheme.gates) if gate.then.pay is not None]
        if not cuts or [line.rule for line in rest[: len(cuts)]] != ["gate"] * len(cuts):
            return rest
        variable = self._variable()
        for (i, share), line in zip(cuts, rest, strict=False):
            left = f"SUM({','.join(variable)})" if variable else "0"
            cell = draft.settings.number(draft.say(draft.scheme.gates[i].name), draft.say(say("share_kept")), share)
            self._shares.append(f"IF({self.scoring.gates[i]}=1,{cell},1)")
            kept = self._whole(f"ROUND(({left})*{cell},8)")
            change = f"ROUND({kept}-({left}),{self.digits})"
            formula = f'IF(AND({self.scoring.gates[i]}=1,{change}<>0),{change},"")'
            variable.append(self._line(line, formula))
            self.lines.append(variable[-1])
        return rest[len(cuts) :]

    def _variable(self) -> list[str]:
        return [cell for cell, chosen in zip(self.lines, self.draft.scheme.pay, strict=False) if chosen.rule.variable]

    def _limits(self, rest: list[LineColumn]) -> list[LineColumn]:
        """Add what bounds of the sum change; what the budget takes is a value."""
        draft, limits = self.draft, self.draft.scheme.limits
        if limits is None:
            return rest
        entries = len(draft.scheme.pay)
        bounded = list(self.lines) if limits.of == "all" else [*self._variable(), *self.lines[entries:]]
        owner = draft.say(say("sum_2"))
        for key, sign, words in (("at_most", ">", say("at_most")), ("at_least", "<", say("at_least"))):
            bound = getattr(limits, key)
            if bound is None or not rest or rest[0].rule not in {"limits", "draw"}:
                continue
            cell = draft.settings.number(owner, draft.say(words), bound)
            if key == "at_least":
                self._least[limits.of] = cell
            sum_ = f"SUM({','.join(bounded)})" if bounded else "0"
            held = self._held() if key == "at_least" else f"COUNT({','.join(bounded)})>0" if bounded else "FALSE"
            formula = f'IF(AND({held},ROUND({sum_},{self.digits}){sign}{cell}),ROUND({cell}-{sum_},{self.digits}),"")'
            self.lines.append(self._line(rest.pop(0), formula))
        return rest

    def _holds(self, rest: list[LineColumn]) -> list[LineColumn]:
        """Add what is held back of each line: a part of what gates leave of it, as far as the sum stays above the least."""
        draft, entries = self.draft, len(self.draft.scheme.pay)
        of_variable = [*self._variable(), *self.lines[entries:]]
        for at, chosen in enumerate(draft.scheme.pay):
            if chosen.options.hold is None or not rest:
                continue
            line, variable = rest.pop(0), chosen.rule.variable
            part = draft.settings.number(line.title.in_(draft.lang), draft.say(_PART), chosen.options.hold.part)
            left = "*".join([f"MAX(N({self.lines[at]}),0)", *(self._shares if variable else ()), part])
            bounds = [self._whole(f"ROUND({left},8)"), self._room("all", self.lines)]
            bounds += [self._room("variable", of_variable)] if variable else []
            held = f"MIN({','.join(bounds)})"
            self.lines.append(self._line(line, f'IF({held}>0,-{held},"")'))
            if variable:
                of_variable.append(self.lines[-1])
        return rest

    def _room(self, of: str, cells: list[str]) -> str:
        """Return how far a sum is above what it must not fall below."""
        return f"ROUND(SUM({','.join(cells)})-{self._least.get(of, '0')},{self.digits})"

    def _held(self) -> str:
        """Return the condition that the least holds for somebody."""
        gates = zip(self.draft.scheme.gates, self.scoring.gates, strict=True)
        out = [f"{cell}<>1" for gate, cell in gates if gate.excludes or gate.then.pay == 0]
        return f"AND({','.join(out)})" if out else "TRUE"

    def _total(self) -> str:
        draft = self.draft
        cached = draft.units(draft.result.pay, draft.result.money_digits)
        formula = f"ROUND(SUM({','.join(self.lines)}),{self.digits})" if self.lines else "0"
        return draft.add(draft.pay, draft.say(_SUM), cached, formula, look="money", decimals=draft.result.money_digits)
