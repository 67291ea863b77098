"""The sheet of scores: points, totals of groups, gates and the score as formulas; what has none is the engine's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.report.live.grid import all_of, cohort_of
from csscore.report.live.metric_cells import MetricCells, compared, rule_of, whole_digits
from csscore.report.live.naming import Naming
from csscore.report.live.weighing import Weights
from csscore.scheme.expression.functions import COHORT
from csscore.scheme.model import Group
from csscore.scheme.names import expressions
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.report.live.model import WorkbookModel
    from csscore.scheme.kinds import Chosen
    from csscore.scheme.model import Gate, Metric
    from csscore.score.weights import Leaf, Member

say = sentences(__file__)

_POINTS = say("points")
_RAW = say("raw")
_GATE = say("gate")
_BEFORE = say("before")
_SCORE = say("score")
_VERBS = {
    "set": say("score_2"),
    "at_most": say("score_is_at_most"),
    "minus": say("score_loses"),
}
_TOTAL = 9
"""Decimals to which the total of a group is cut: what floating point adds, nothing that counts."""
_GIVES = say("gives")
_REFERENCE = say("reference")


class Scoring:
    """Builds the sheet; afterwards other sheets take addresses from it."""

    def __init__(self, draft: WorkbookModel) -> None:
        self.draft = draft
        self.scheme = draft.scheme
        self.leaves = leaves(draft.scheme)
        self.weights = Weights(draft)
        self._columns = {metric.name: metric for metric in draft.result.metrics}
        self._points: dict[str, str | None] = {}
        self._raw: dict[str, str] = {}
        self.gates: list[str] = []
        """For each gate the cell that says whether it fires."""
        self.reference = self._reference()
        for leaf in self.leaves:
            self._points[leaf.name] = self._leaf(leaf) if leaf.metric.points is not None else None
        self.before = self._score()
        for gate, column in zip(self.scheme.gates, draft.result.gates, strict=True):
            self.gates.append(self._gate(gate, column.fired[draft.rows]))
        self.score = self._after()

    def names(self, **more: str) -> dict[str, str | None]:
        """Return what the run computed, by the names of expressions."""
        points = {f"{name}_points": address for name, address in self._points.items() if address is not None}
        return {**points, **more}

    # --- points

    def _reference(self) -> str | None:
        """Add the column that says who is in the reference, where gates leave people out of it."""
        outs = [(gate, i) for i, gate in enumerate(self.scheme.gates) if gate.then.unranked]
        if self.scheme.reference != "eligible" or not outs:
            return None
        draft = self.draft
        kept = np.ones(len(draft), dtype=np.float64)
        for _, i in outs:
            kept[draft.result.gates[i].fired[draft.rows]] = 0
        of_run = {"score", *(f"{leaf.name}_points" for leaf in self.leaves)}
        naming = Naming(draft, {})
        conditions = [None if of_run & set(gate.when.names) else naming.truth(gate.when) for gate, _ in outs]
        formula = None if None in conditions else f"IF(OR({','.join(filter(None, conditions))}),0,1)"
        return draft.add(draft.scores, draft.say(_REFERENCE), kept, formula, look="flag", given=formula is None)

    def _leaf(self, leaf: Leaf) -> str:
        """Add the points of a metric; with gaps filled in a second column, where the scheme fills them with numbers."""
        draft, metric, column = self.draft, leaf.metric, self._columns[leaf.name]
        cached = draft.units(column.points, draft.result.point_digits)
        title = column.title.in_(draft.lang)
        values = (column.values if column.adjusted is None else column.adjusted)[draft.rows]
        cells = MetricCells(
            draft, leaf.name, draft.adjusted(leaf.name), None if values.dtype == object else values, title=title,
            unit=metric.unit, higher=metric.better == "higher", points=cached, naming=self._naming(leaf.name, metric),
            reference=self.reference,
        )  # fmt: skip
        policy = metric.missing or self.scheme.missing
        formula = self._worth(metric.points, cells)
        if not leaf.scored or policy not in {"zero", "mean"}:
            return self._add_points(_POINTS, title, cached, formula)
        gone = draft.run.scored.pointed.absent[leaf.name][draft.measured]
        raw = self._add_points(_RAW, title, np.where(gone, np.nan, cached), formula)
        self._raw[leaf.name] = raw
        fill = "0"
        if policy == "mean":
            peers = all_of(raw, len(draft)) if self.scheme.reference == "everybody" else cohort_of(raw)
            digits = draft.result.point_digits
            mean = f"AVERAGE({peers})"
            if self.reference is not None:
                mean = f"IFERROR(AVERAGEIFS({peers},{cohort_of(self.reference)},1),{mean})"
            fill = f'IFERROR(ROUND(ROUND({mean},10),{digits}),"")'
        return self._add_points(_POINTS, title, cached, f"IF(ISNUMBER({raw}),{raw},{fill})")

    def _add_points(self, words: Words, title: str, cached: NDArray[np.float64], formula: str | None) -> str:
        draft = self.draft
        return draft.add(
            draft.scores, words.filled({"of": title}).in_(draft.lang), cached, formula, look="points",
            decimals=draft.result.point_digits, given=formula is None,
        )  # fmt: skip

    def _naming(self, name: str, metric: Metric | None) -> Naming:
        draft = self.draft
        if metric is None or name not in self._columns or self._columns[name].values.dtype == object:
            return Naming(draft, {})
        lower = frozenset({"x"}) if metric.better == "lower" else frozenset[str]()
        return Naming(draft, {"x": draft.adjusted(name)}, lower=lower)

    def _worth(self, chosen: Chosen | None, cells: MetricCells, *, some: bool = False) -> str | None:
        """Return a points rule with its options as a formula; ``some`` is whether it is the rule of some people only."""
        rule = None if chosen is None else rule_of(chosen)
        if chosen is None or rule is None:
            return None
        if (some or chosen.options.switch is not None) and any(one.calls & COHORT for one in expressions(rule)):
            return None  # its functions over the cohort look at those people only
        across = self.scheme.reference == "everybody" and bool(self.draft.result.cohorts)
        if across and (rule.relative is not False or chosen.options.compare is not None):
            return None  # these sheets look at cohorts
        given: MetricCells | None = cells
        if chosen.options.compare is not None:
            given = compared(chosen.options.compare, cells)
        if given is None or (given.values is None and not rule.takes_words):
            return None
        if self.reference is not None and rule.relative is not False and not self._referred(given):
            return None
        given.rule = rule
        inner = rule.to_formula(given)
        if inner is None:
            return None
        formula = given.where_present(inner)
        if chosen.options.switch is None:
            return formula
        when = cells.naming.truth(chosen.options.switch.when)
        other = self._worth(chosen.options.switch.points, cells, some=True)
        return None if when is None or other is None else f"IF({when},{other},{formula})"

    def _referred(self, cells: MetricCells) -> bool:
        """Return whether every cohort that has a value has one in its reference."""
        peers, values = self.draft.known[cells.peers()], cells.values
        if values is None:
            return False
        parts = [slice(first - 2, last - 1) for first, last in self.draft.spans]
        return all(bool((~np.isnan(peers[part])).any()) or bool(np.isnan(values[part]).all()) for part in parts)

    # --- totals

    def _member(self, member: Member) -> str | None:
        """Return the cell of what enters a combination."""
        if not isinstance(member.of, Group):
            return self._points[member.name]
        return self._total(member, member.of)

    def _total(self, member: Member, group: Group) -> str | None:
        """Add the total of a group, and what it is worth where the group has points of its own."""
        draft = self.draft
        inside = self.weights.members(group.metrics, member.method)
        cells = [(self._member(one), one) for one in inside]
        if any(cell is None for cell, _ in cells):
            return None
        given = [(str(cell), one) for cell, one in cells]
        title, digits = member.title.in_(draft.lang), draft.result.point_digits
        count = f"COUNT({','.join(cell for cell, _ in given)})>0"
        formula = f'IF({count},ROUND({self._combined(member.method, given, some=True)},{_TOTAL}),"")'
        cached = self._cached_total(member.name)
        if cached is None:
            return None
        total = draft.add(draft.scores, title, cached[0], formula, look="points", decimals=digits)
        if group.points is None:
            return total
        peers = MetricCells(
            draft, member.name, total, cached[0], title=title, unit="points", higher=True, points=cached[1],
            naming=Naming(draft, {"x": total}), reference=self.reference,
        )  # fmt: skip
        inner = self._worth(group.points, peers)
        return None if inner is None else self._add_points(_POINTS, title, cached[1], inner)

    def _cached_total(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """Return the total of a group before and after its own points; None where the run does not hand it out."""
        return self.weights.totals.get(name)

    def _combined(self, method: str, cells: list[tuple[str, Member]], *, some: bool = False) -> str:
        """Return points combined into one number, not rounded; ``some`` is whether there may be only some of them."""
        if method == "min":
            return f"MIN({','.join(cell for cell, _ in cells)})"
        parts = [(cell, self.weights.share(one, method)) for cell, one in cells]
        if method == "sum":
            return "+".join(f"N({cell})" if share == "1" else f"N({cell})*{share}" for cell, share in parts)
        below = self._counted(cells, method, some=some)
        if method == "geometric":
            above = "+".join(f"IF(ISNUMBER({cell}),LN({cell})*{share},0)" for cell, share in parts)
            return f"EXP(({above})/{below})"
        if method == "harmonic":
            under = "+".join(f"IF(ISNUMBER({cell}),{share}/{cell},0)" for cell, share in parts)
            return f"{below}/({under})"
        return f"({'+'.join(f'N({cell})*{share}' for cell, share in parts)})/{below}"

    def _counted(self, cells: list[tuple[str, Member]], method: str, *, some: bool) -> str:
        """Return the weight that counts: of all parts, or of those that are there where any may be left out."""
        if self.draft.result.counted is None and not some:
            return self.weights.total([member for _, member in cells])
        parts = "+".join(f"ISNUMBER({cell})*{self.weights.share(one, method)}" for cell, one in cells)
        return f"({parts})"

    def _rounded(self, formula: str, digits: int) -> str:
        scores = self.draft.units(self.draft.result.scores, self.draft.result.score_digits)
        guard = min(10, 14 - max(3, whole_digits(scores)))
        return f"ROUND(ROUND({formula},{guard}),{digits})"

    def _score(self) -> str:
        """Add the score before gates."""
        draft, rule = self.draft, self.scheme.score
        chosen = self.weights.members(self.scheme.metrics, rule.method)
        cells = [(self._member(member), member) for member in chosen]
        added = [(leaf, self._points[leaf.name]) for leaf in self.leaves if leaf.added]
        sound = cells and all(cell is not None for cell, _ in cells)
        formula = self._scored([(str(c), m) for c, m in cells], [str(c) for _, c in added]) if sound else None
        cached = self._before_gates()
        title = draft.say(_BEFORE if self._effects() else _SCORE)
        return draft.add(
            draft.scores, title, cached, formula, look="points", decimals=draft.result.score_digits, given=formula is None
        )

    def _scored(self, cells: list[tuple[str, Member]], added: list[str]) -> str:
        rule, draft = self.scheme.score, self.draft
        formula = self._combined(rule.method, cells)
        formula = "+".join([formula, *(f"N({cell})" for cell in added)])
        formula = self._rounded(formula, rule.digits)
        owner = draft.say(_SCORE)
        for key, function in (("cap", "MIN"), ("floor", "MAX")):
            bound = getattr(rule, key)
            if bound is not None:
                name = draft.say(say("at_most_2") if key == "cap" else say("at_least"))
                cell = draft.settings.number(owner, name, bound)
                formula = f"{function}({formula},ROUND({cell},{rule.digits}))"
        needed, any_of = [], []
        for leaf in self.leaves:
            points = self._points[leaf.name]
            if not leaf.scored or points is None:
                continue
            if (leaf.metric.missing or self.scheme.missing) != "renormalise":
                needed.append(points)
            if not leaf.added:
                any_of.append(self._raw.get(leaf.name, points))
        conditions = []
        if needed:
            conditions.append(f"COUNT({','.join(needed)})={len(needed)}")
        if any_of and set(any_of) - set(needed) == set(any_of):
            conditions.append(f"COUNT({','.join(any_of)})>0")
        condition = f"AND({','.join(conditions)})" if len(conditions) > 1 else conditions[0]
        return f'IF({condition},{formula},"")'

    # --- gates

    def _effects(self) -> list[int]:
        return [i for i, gate in enumerate(self.scheme.gates) if gate.then.score is not None]

    def _before_gates(self) -> NDArray[np.float64]:
        """Return the scores before gates, from the run's own steps."""
        draft = self.draft
        final = draft.units(draft.result.scores, draft.result.score_digits)
        if not self._effects():
            return final
        return self.weights.before

    def _gate(self, gate: Gate, fired: NDArray[np.bool_]) -> str:
        draft = self.draft
        condition = Naming(draft, self.names(score=self.before)).truth(gate.when)
        if gate.then.unranked and self.reference is not None and {"score", *self.names()} & set(gate.when.names):
            condition = None  # judged before anybody was left out: not on these sheets
        formula = None if condition is None else f"IF({condition},1,0)"
        title = draft.say(_GATE.filled({"of": gate.name}))
        return draft.add(draft.scores, title, fired.astype(np.float64), formula, look="flag", given=formula is None)

    def _after(self) -> str:
        """Add the score after the gates that change it."""
        draft, digits = self.draft, self.scheme.score.digits
        effects = self._effects()
        if not effects:
            return self.before
        formula = self.before
        for i in effects:
            gate, fires = self.scheme.gates[i], f"{self.gates[i]}=1"
            assert gate.then.score is not None  # noqa: S101 - chosen by that
            verb, amount = gate.then.score
            words = {
                "set": say("score_2"),
                "at_most": say("at_most"),
                "minus": say("less"),
            }
            cell = f"ROUND({draft.settings.number(draft.say(gate.name), draft.say(words[verb]), amount)},{digits})"
            formula = {
                "set": f"IF({fires},{cell},{formula})",
                "at_most": f"MIN({formula},IF({fires},{cell},1E+99))",
                "minus": f"ROUND({formula}-IF({fires},{cell},0),{digits})",
            }[verb]
        cached = draft.units(draft.result.scores, draft.result.score_digits)
        formula = f'IF(ISNUMBER({self.before}),{formula},"")'
        return draft.add(draft.scores, draft.say(_SCORE), cached, formula, look="points", decimals=draft.result.score_digits)

    def contributions(self) -> list[str]:
        """Add what each metric gives to a weighted mean, and return the cells; nothing where others enter it, too."""
        if self.scheme.score.method != "mean":
            return []
        chosen = {member.name: member for member in self.weights.members(self.scheme.metrics, "mean")}
        if any(isinstance(member.of, Group) for member in chosen.values()):
            return []
        found = []
        cells = [(str(self._points[name]), one) for name, one in chosen.items()]
        below = self._counted(cells, "mean", some=False)
        for metric in self.draft.result.metrics:
            cell = self._points.get(metric.name)
            if metric.contributions is None or metric.name not in chosen or cell is None:
                continue
            share = self.weights.share(chosen[metric.name], "mean")
            given = self._rounded(f"{cell}*{share}/{below}", self.draft.result.point_digits)
            formula = f'IF(AND(ISNUMBER({cell}),ISNUMBER({self.before})),{given},"")'
            title = _GIVES.filled({"of": metric.title}).in_(self.draft.lang)
            cached = self.draft.units(metric.contributions, self.draft.result.point_digits)
            found.append(self.draft.add(self.draft.scores, title, cached, formula, look="points", decimals=2))
        return found
