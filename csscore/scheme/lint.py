"""What a scheme says as a whole: weights, names, gates and settings that don't go together; it sees no data."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csscore.exact.ending import ends_beyond
from csscore.scheme.currencies import digits_of, likely_code
from csscore.scheme.dictionary import column_headers, roster_headers
from csscore.scheme.fairness import lint_fairness
from csscore.scheme.forms import Reader, nearest
from csscore.scheme.holding import lint_holding
from csscore.scheme.kinds import Entries, decimal_text
from csscore.scheme.model import FILES, Gate, Group, Metric, Scheme
from csscore.scheme.names import expressions, mentioned, mentions
from csscore.scheme.percents import lint_percents
from csscore.scheme.reach import lint_reach
from csscore.scheme.shadowing import lint_shadowing
from csscore.words import Words, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csscore.problems import Place
    from csscore.scheme.kinds import Chosen

LANGUAGE: Final = 1
_OF_THE_LANGUAGE: Final = Words("它是表达式里的词", "it is a word of expressions")
_OF_THE_RESULT: Final = Words("结果里的一列叫这个名字", "a column of the result has this name")
_RESERVED: Final = {
    **dict.fromkeys(("and", "or", "not", "in", "true", "false", "else", "rest", "rows", "x"), _OF_THE_LANGUAGE),
    **dict.fromkeys(("agent", "name", "cohort", "status", "rank", "tied", "score", "pay", "reason", "counted"), _OF_THE_RESULT),
}
_ALWAYS: Final = ("score", "rank", "pay", "tied", "x")
"""Names that expressions may use beside metrics, params and columns."""
_METRIC: Final = Words("指标", "metric")
_WHERE: Final = {
    "metrics": Words("算指标的时候", "where metrics are computed"),
    "gates": Words("判断门槛的时候", "where gates are judged"),
    "pay": Words("算发放的时候", "where pay is computed"),
}
_USABLE: Final = {
    "score": Words("gates、pay 和 flags", "gates, pay and flags"),
    "rank": Words("pay 和 flags", "pay and flags"),
    "pay": Words("flags", "flags"),
}
"""By name, which parts of a scheme come after it is known; points are known as early as the score."""


def lint(scheme: Scheme, reader: Reader) -> None:
    """Report what is wrong or doubtful with a scheme; parts that could not be read (None) are passed over."""
    checks = _Lint(scheme, reader)
    checks.whole()
    checks.levels()
    checks.metrics()
    checks.gates()
    checks.later()
    checks.names()
    checks.earlier()
    checks.ties()
    lint_holding(scheme.pay, reader.problems)
    lint_reach(scheme, reader.problems)
    lint_percents(scheme, reader.problems)
    lint_shadowing(scheme, reader.problems)
    if not scheme.broken:  # what is left out may be what uses them
        checks.used()


class _Lint:
    def __init__(self, scheme: Scheme, reader: Reader) -> None:
        self._scheme = scheme
        self._reader = reader
        self._problems = reader.problems
        self._metrics = [(name, metric) for name, metric, _ in _leaves(scheme.metrics)]
        self._plus = set(scheme.score.plus)

    def _add(self, code: str, place: Place | None, **details: object) -> None:
        self._problems.add(code, place, group="", **details)

    def whole(self) -> None:
        """Check settings that stand for themselves."""
        scheme = self._scheme
        if scheme.csscore != LANGUAGE:
            self._add("S311", scheme.places.get("csscore"), version=scheme.csscore)
        score = scheme.score
        if score.cap is not None and score.floor is not None and score.cap < score.floor:
            self._add("S318", score.places.get("cap"), cap=decimal_text(score.cap), floor=decimal_text(score.floor))

        self._money()
        if not scheme.broken:
            self._inputs()

    def _inputs(self) -> None:
        """Check that inputs of which something is said are used."""
        scheme = self._scheme
        inputs = {metric.value.options.from_ for _, metric in self._metrics if metric.value.options.from_ is not None}
        used = listed(sorted(inputs)) if inputs else Words("（没有）", "none")
        named = [("unique", name, scheme.places.get("unique")) for name in scheme.unique if name != FILES]
        if scheme.layout is not None:
            named += [("layout", name, scheme.places.get("layout")) for name in scheme.layout.inputs]
        if scheme.period is not None:
            named += [("period.whole", name, scheme.period.places.get("whole")) for name in scheme.period.whole_]
        for setting, name, place in named:
            if name not in inputs:
                self._add("S331", place, setting=setting, name=name, used=used)

    def _money(self) -> None:
        """Report a currency that is none, and a unit of money that the currency does not have."""
        scheme = self._scheme
        near = likely_code(scheme.currency)
        if near is not None:
            self._add("S420", scheme.places.get("currency"), currency=scheme.currency, near=near)
        smallest = Fraction(1, 10 ** digits_of(scheme.currency))
        if scheme.money_unit < smallest:
            unit, own = decimal_text(scheme.money_unit), decimal_text(smallest)
            self._add("P175", scheme.money.places.get("unit"), unit=unit, currency=scheme.currency, smallest=own)

    def levels(self) -> None:
        """Check weights level by level."""
        scheme = self._scheme
        place = scheme.places.get("metrics")
        self._level(Words("方案", "the scheme"), scheme.metrics, scheme.score.method, place)
        for name, item in _items(scheme.metrics):
            if isinstance(item, Group):
                self._group(name, item, scheme.score.method)

    def _group(self, name: str, group: Group, above: str) -> None:
        method = group.method or above
        place = group.places.get("metrics")
        owner = Words(f"组“{name}”", f"group '{name}'")
        self._level(owner, group.metrics, method, place, shown=group.weight == 0)
        if group.points is not None:
            self._rule(group.points, "higher", "points", owner)
            self._fairness(group.points, None, owner)
        for inner, item in _items(group.metrics):
            if isinstance(item, Group):
                self._group(inner, item, method)

    def _level(
        self,
        owner: Words,
        metrics: Mapping[str, Metric | Group | None],
        method: str,
        place: Place | None,
        *,
        shown: bool = False,
    ) -> None:
        if not metrics:
            self._add("S315", place, owner=owner)
            return
        weighed = {name: item for name, item in _items(metrics) if name not in self._plus}
        for name, item in weighed.items():
            if isinstance(item, Metric):
                self._policy(name, item, method)
        if method in {"sum", "min"}:
            for name, item in weighed.items():
                if item.weight:
                    self._add(
                        "S303", item.places.get("weight"), owner=_owner(name), weight=decimal_text(item.weight), method=method
                    )
            return
        for name, item in weighed.items():
            if item.weight is None and not item.broken:
                self._add("S302", _place(metrics, name), owner=_owner(name))
        if len(_items(metrics)) == len(metrics) and all(item.weight is not None for item in weighed.values()):
            weights = {name: item.weight or Fraction(0) for name, item in weighed.items()}
            if not (shown and not any(weights.values())):
                self._sum(owner, weights, place)

    def _sum(self, owner: Words, weights: dict[str, Fraction], place: Place | None) -> None:
        total = sum(weights.values(), Fraction(0))
        if total == 0:
            self._add("S320", place, owner=owner)
        elif total != 100 and self._scheme.weights == "percent":
            parts = [f"{name} {decimal_text(weight)}" for name, weight in weights.items()]
            self._add("S301", place, owner=owner, sum=decimal_text(total), parts=listed(parts, most=40))

    def _policy(self, name: str, metric: Metric, method: str) -> None:
        """Check what is to happen to missing values against the way the level is combined."""
        policy = metric.missing or self._scheme.missing
        place = metric.places.get("missing") or self._scheme.places.get("missing")
        if policy == "renormalise" and method in {"sum", "min"}:
            self._add("S312", place, owner=_owner(name) if metric.missing else Words("方案", "the scheme"), method=method)
        if policy == "zero" and method in {"geometric", "harmonic"} and metric.weight:
            self._add("S323", place, owner=_owner(name) if metric.missing else Words("方案", "the scheme"), method=method)

    def metrics(self) -> None:
        """Check the metrics one by one, and where they are referred to."""
        scheme, known = self._scheme, dict(self._metrics)
        named = {*known, *_unread(scheme.metrics)}
        seen: dict[str, Place | None] = {}
        for name, metric, place in _leaves(scheme.metrics):
            if name in seen:
                first = seen[name]
                self._add("S306", place, name=name, line=first.line if first else "")
            seen.setdefault(name, place)
            self._reserved(name, _METRIC, place, [f"{other}_points" for other in known])
            self._points(name, metric, place)
        for key, names in (("plus", scheme.score.plus), ("break", scheme.rank.break_), ("order", (scheme.rank.order,))):
            holder = scheme.score if key == "plus" else scheme.rank
            for name in names:
                if name not in named and not (key == "order" and name == "score"):
                    where = f"{'score' if key == 'plus' else 'rank'}.{key}"
                    choices = [*known, "score"] if key == "order" else list(known)
                    self._add("S305", holder.places.get(key), name=name, where=where, hint=_hint(name, choices))
        for name in scheme.score.plus:
            weight = known[name].weight if name in known else None
            if weight:
                self._add("S319", known[name].places.get("weight"), owner=_owner(name), weight=decimal_text(weight))

    def _points(self, name: str, metric: Metric, place: Place | None) -> None:
        shown = metric.weight == 0 and name not in self._plus
        if metric.optional and not shown and (metric.missing or self._scheme.missing) != "renormalise":
            self._add("S330", metric.places.get("optional"), owner=_owner(name))
        if metric.points is None:
            if not shown and not metric.broken:
                self._add("S304", place, owner=_owner(name))
            return
        rule = metric.points.rule
        if rule.takes_words and "unit" in metric.places and metric.unit != "points":
            self._add("S321", metric.places["unit"], owner=_owner(name), unit=metric.unit, rule=rule.key)
        self._rule(metric.points, metric.better, metric.unit, _owner(name))
        self._fairness(metric.points, metric, _owner(name))

    def _rule(self, chosen: Chosen, better: str, unit: str, owner: Words) -> None:
        """Check a points rule, and the one it may switch to."""
        rule, options = chosen
        ratio = options.compare is not None and options.compare.as_ == "ratio"
        rule.lint(better, "number" if ratio else unit, self._reader, owner)
        if options.switch is not None:
            self._rule(options.switch.points, better, unit, owner)

    def _fairness(self, chosen: Chosen, metric: Metric | None, owner: Words) -> None:
        """Check the fairness options of a rule; they belong to a metric's own rule."""
        lint_fairness(
            chosen.options,
            metric.value if metric is not None else None,
            words=chosen.rule.takes_words,
            within=self._scheme.rank.within,
            owner=owner,
            report=self._add,
        )
        if chosen.options.switch is not None:
            self._fairness(chosen.options.switch.points, None, owner)

    def _reserved(self, name: str, what: Words, place: Place | None, columns: list[str]) -> None:
        taken = _RESERVED.get(name) or (_OF_THE_RESULT if name in columns else None)
        if taken is not None:
            self._add("S307", place, name=name, what=what, taken=taken)

    def gates(self) -> None:
        """Check gates and flags against each other."""
        for what, named in ((Words("门槛", "gate"), self._scheme.gates), (Words("标记", "flag"), self._scheme.flags)):
            seen: set[Any] = set()
            for item in named:
                if item.name in seen:
                    self._add("S313", item.places.get("name"), what=what, name=item.name)
                seen.add(item.name)
        outcomes: dict[Any, list[Gate]] = {}  # by condition and kind of effect: the first gate of each different outcome
        for gate in self._scheme.gates:
            known = outcomes.setdefault((gate.when, _effect(gate)), [])
            other = next((one for one in known if one.then != gate.then), None)
            if other is not None:
                self._add("S314", gate.place, name=gate.name, other=other.name)
            if all(one.then != gate.then for one in known):
                known.append(gate)

    def later(self) -> None:
        """Report names of what is known only after the place where they are used: no column can mean them there."""
        points = {f"{name}_points" for name, _ in self._metrics}
        parts: list[tuple[Words, Any, set[str]]] = [(_WHERE["gates"], gate.when, {"rank", "pay"}) for gate in self._scheme.gates]
        for _, metric in self._metrics:
            value = None if metric.value.rule.of_rows else metric.value.rule
            parts.append((_WHERE["metrics"], (metric.points, value), {"score", "rank", "pay", *points}))
        parts += [(_WHERE["pay"], chosen, {"pay"}) for chosen in self._scheme.pay]
        for where, part, unknown in parts:
            for expression in expressions(part):
                for name in unknown.intersection(expression.names):
                    usable = _USABLE.get(name, _USABLE["score"])
                    self._add("S332", expression.place_of(name), name=name, where=where, usable=usable)

    def names(self) -> None:
        """Check params against other names, and the names in expressions against what is known."""
        scheme = self._scheme
        metrics = {name for name, _ in self._metrics}
        for name in scheme.params:
            place = _place(scheme.params, name)
            self._reserved(name, Words("参数", "param"), place, [])
            number = scheme.params[name]
            if number is not None and ends_beyond(number):  # what could not be read is None
                self._add("S406", place, name=name, number=decimal_text(number))
            if name in metrics:
                self._add("S309", place, name=name, what=_METRIC)
            elif name in scheme.columns:
                self._add("S309", place, name=name, what=Words("列", "column"))
        columns = column_headers(scheme)
        likely = {*metrics, *scheme.params, *columns}
        headers = {header for entry in columns.values() if entry is not None for header in entry.headers}
        roster = roster_headers(scheme).columns
        headers.update(header for entry in roster.values() if entry is not None for header in entry.headers)
        known = {*likely, *_ALWAYS, *(f"{name}_points" for name in metrics), *headers, *roster, *scheme.rank.within}
        parts: list[tuple[Any, set[str]]] = [(metric, {own} - columns.keys()) for own, metric in self._metrics]
        parts += [(points, set()) for points in _reshaped(scheme.metrics)]
        parts += [(part, set()) for part in (scheme.where, *scheme.gates, *scheme.pay, *scheme.flags)]
        for part, senseless in parts:
            beside = {name for name, _ in mentions(part)}
            for name, place in mentions(part):
                # what stands beside it would make a ratio of a column with itself
                near = nearest(name, likely - beside - senseless, cutoff=0.75) if name not in known else None
                if near:
                    self._add("S316", place, name=name, near=near)

    def earlier(self) -> None:
        """Check what is looked up in results of earlier periods: they have metrics and what follows from them, no columns."""
        scheme = self._scheme
        known = {name for name, _ in self._metrics}
        for chosen in scheme.pay:
            for expression in chosen.rule.recalled():
                if expression.text not in known:
                    self._add("P237", expression.place, text=expression.text)
        points = (f"{name}_points" for name in known)
        recorded = {"score", "rank", "pay", *known, *points, *scheme.params, *scheme.rank.within}
        for flag in scheme.flags:
            names = [name for name in flag.when.names if name not in recorded]
            names += ["team(…)"] if "team" in flag.when.calls else []
            if (flag.months or 1) > 1 and names:
                self._add("S324", flag.when.place, flag=flag.name, names=listed(names))

    def ties(self) -> None:
        """Report settings of pay rules that the numbering of places leaves without effect."""
        ties = self._scheme.rank.ties
        for chosen in self._scheme.pay:
            for key in chosen.rule.unheard(chosen.options, ties=ties):
                value = getattr(chosen.options, key)
                self._add("P180", chosen.options.places.get(key), key=key, value=value, ties=ties)

    def used(self) -> None:
        """Report params and columns that nothing mentions."""
        scheme = self._scheme
        used = mentioned(scheme)
        for name in scheme.params:
            if name not in used:
                self._add("S308", _place(scheme.params, name), name=name)
        for name in scheme.columns:
            if name not in used:
                self._add("S322", _place(scheme.columns, name), name=name)


def _items(metrics: Mapping[str, Metric | Group | None]) -> list[tuple[str, Metric | Group]]:
    return [(name, item) for name, item in metrics.items() if item is not None]


def _leaves(metrics: Mapping[str, Metric | Group | None]) -> Iterator[tuple[str, Metric, Place | None]]:
    for name, item in _items(metrics):
        if isinstance(item, Group):
            yield from _leaves(item.metrics)
        else:
            yield name, item, _place(metrics, name)


def _reshaped(metrics: Mapping[str, Metric | Group | None]) -> Iterator[Any]:
    """Yield the rules that reshape the totals of groups."""
    for _, item in _items(metrics):
        if isinstance(item, Group):
            yield item.points
            yield from _reshaped(item.metrics)


def _place(entries: Mapping[str, object], name: str) -> Place | None:
    """Return where a name stands, if it was read from a file."""
    return entries.places.get(name) if isinstance(entries, Entries) else None


def _unread(metrics: Mapping[str, Metric | Group | None]) -> Iterator[str]:
    """Yield the names of metrics that could not be read: they may be referred to all the same."""
    for name, item in metrics.items():
        if item is None:
            yield name
        elif isinstance(item, Group):
            yield from _unread(item.metrics)


def _owner(name: str) -> Words:
    return Words(f"指标“{name}”", f"metric '{name}'")


def _hint(name: str, known: list[str]) -> Words:
    near = nearest(name, known)
    if near:
        return Words(f"是不是“{near}”？", f"did you mean '{near}'?")
    names = listed(known, most=40)
    return Words(f"指标有：{names.zh}", f"the metrics are: {names.en}")


def _effect(gate: Gate) -> str:
    """Return what a gate touches."""
    kinds = ("unranked", "score", "rank", "pay", "flag")
    there = (kind for kind in kinds if getattr(gate.then, kind, None) is not None and getattr(gate.then, kind) is not False)
    return next(there, "")  # none where it could not be read
