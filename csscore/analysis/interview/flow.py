"""The questions in their order, and what each answer makes of the draft; it asks nobody and writes nothing itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from json import dumps
from typing import TYPE_CHECKING, Final

from csscore.analysis.interview.questions import NONE, Misunderstood, Option, Question, options
from csscore.analysis.interview.rules import choosable
from csscore.draft import Draft, DraftGate, DraftMetric
from csscore.scheme.kinds import decimal_text, number
from csscore.sentences import sentences
from csscore.words import same

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from csscore.analysis.interview.export import Export
    from csscore.analysis.interview.rules import Choosable
    from csscore.scheme.forms import Registry
    from csscore.words import Lang

say = sentences(__file__)

Step = tuple[Question, "Callable[[tuple[str, ...]], Draft]"]
"""A question, and what an answer makes of the draft."""

_FULL: Final = Fraction(100)
_USUAL: Final = ("sales", "conversion", "response_seconds", "satisfaction", "receptions", "complaints")
"""What most teams count, in this order, where nothing was chosen."""
_TITLE = say("title")
_ROLE = say("role")
_ALL = say("all")
_METRICS = say("metrics")
_LOWER = say("lower")
_WEIGHT = say("weight")
_TOO_MUCH = say("too_much")
_POINTS = say("points")
_SETTING = say("setting")
_GATES = say("gates")
_LEAST = say("least")
_AT_LEAST, _AT_MOST = say("at_least"), say("at_most")
_THEN = say("then")
_EFFECTS = (
    Option("{score: at_most 60}", say("score_is_at_most_60")),
    Option("unranked", say("listed_not_ranked")),
    Option("{rank: last}", say("put_last")),
)
_OUT = say("out")
_FEW = say("few")
_BREAK = say("break")
_PAY = say("pay")
_CALLED = say("called")
_ASKED = say("asked")


def steps(export: Export, draft: Draft, rules: Mapping[str, Registry], lang: Lang) -> Generator[Step, Draft, Draft]:
    """Yield each question with what an answer makes of the draft; take back the draft that it made. Return the last one.

    Parameters
    ----------
    export
        What the files offer.
    draft
        What to begin with: nothing, or a ready-made scheme.
    rules
        The rules there are, by family.
    lang
        The language of titles that stand in the scheme.
    """
    first = draft
    draft = yield Question("title", _TITLE, "text", default=first.title), lambda said: replace(first, title=said[0])
    if export.roles:
        draft = yield _role(export, draft)
    draft = yield _metrics(export, draft)
    draft = yield _directions(draft)
    for position in range(len(_scored(draft)) - 1):
        draft = yield _weight(draft, position)
    points = choosable(rules["points"])
    if not all(metric.ready for metric in draft.metrics):
        draft = yield from _points(draft, points)
    draft = yield from _gates(export, draft)
    if export.statuses:
        draft = yield _status(export, draft)
    if export.load:
        draft = yield _volume(export, draft, lang)
    draft = yield _tie_break(draft)
    return (yield from _paying(draft, choosable(rules["pay"]), lang))


def _scored(draft: Draft) -> tuple[DraftMetric, ...]:
    return tuple(metric for metric in draft.metrics if metric.weight)


def _role(export: Export, draft: Draft) -> Step:
    choices = (Option("all", _ALL), *options(export.roles))

    def taken(said: tuple[str, ...]) -> Draft:
        return replace(draft, where="" if said[0] == "all" else f"role == '{said[0]}'")

    return Question("role", _ROLE, "one", choices, "all"), taken


def _metrics(export: Export, draft: Draft) -> Step:
    known = {metric.name: metric for metric in (*export.candidates, *draft.metrics)}
    begun = [metric.name for metric in _scored(draft)] or [name for name in _USUAL if name in known][:3] or list(known)[:3]
    choices = tuple(Option(name, same(metric.title)) for name, metric in known.items())

    def taken(said: tuple[str, ...]) -> Draft:
        if not said:
            raise Misunderstood(say("at_least_one_has_to_count"))
        kept = [known[name] for name in said]
        if sum(metric.weight for metric in kept) != _FULL:
            kept = [replace(metric, weight=weight) for metric, weight in zip(kept, _shares(len(kept)), strict=True)]
        others = [metric for metric in draft.metrics if not metric.weight and metric.name not in said]
        names = {metric.name for metric in (*kept, *others)}
        tie = draft.tie_break if draft.tie_break in names else kept[0].name
        return replace(draft, metrics=(*kept, *others), tie_break=tie)

    return Question("metrics", _METRICS, "several", choices, ",".join(begun)), taken


def _shares(count: int) -> list[Fraction]:
    each = Fraction(100 // count)
    return [_FULL - each * (count - 1), *[each] * (count - 1)]


def _directions(draft: Draft) -> Step:
    choices = tuple(Option(metric.name, same(metric.title)) for metric in draft.metrics)
    now = ",".join(metric.name for metric in draft.metrics if metric.better == "lower")

    def taken(said: tuple[str, ...]) -> Draft:
        turned = tuple(replace(metric, better="lower" if metric.name in said else "higher") for metric in draft.metrics)
        return replace(draft, metrics=turned)

    return Question("lower", _LOWER, "several", choices, now), taken


def _weight(draft: Draft, position: int) -> Step:
    """Ask for one weight; what is left goes to those behind it, evenly, until they are asked for."""
    scored = _scored(draft)
    metric, behind = scored[position], len(scored) - position - 1
    rest = _FULL - sum(one.weight for one in scored[:position])
    words = _WEIGHT.filled({"title": metric.title, "rest": decimal_text(rest)})

    def taken(said: tuple[str, ...]) -> Draft:
        weight = number(said[0]) or Fraction(0)
        if not 0 < weight < rest:
            raise Misunderstood(_TOO_MUCH.filled({"rest": decimal_text(rest)}))
        left = rest - weight
        each = Fraction(left.numerator // (left.denominator * behind)) or left / behind
        weights = [weight, left - each * (behind - 1), *[each] * (behind - 1)]
        new = {one.name: share for one, share in zip(scored[position:], weights, strict=True)}
        return replace(draft, metrics=tuple(replace(one, weight=new.get(one.name, one.weight)) for one in draft.metrics))

    return Question(f"weight.{metric.name}", words, "number", default=decimal_text(metric.weight)), taken


def _points(draft: Draft, rules: Sequence[Choosable]) -> Generator[Step, Draft, Draft]:
    chosen: list[Choosable] = []

    def with_points(texts: Mapping[str, str]) -> Draft:
        return replace(draft, metrics=tuple(replace(one, points=texts.get(one.name, one.points)) for one in draft.metrics))

    def taken(said: tuple[str, ...]) -> Draft:
        chosen[:] = [rule for rule in rules if rule.key == said[0]]
        bare = not chosen[0].settings
        return with_points({one.name: said[0] for one in _scored(draft)}) if bare else draft

    choices = tuple(Option(rule.key, rule.about) for rule in rules)
    answered = yield Question("points", _POINTS, "one", choices, "minmax"), taken
    (rule,) = chosen
    if not rule.settings:
        return answered
    for metric in _scored(draft):

        def made(said: str, name: str = metric.name, before: Draft = draft) -> Draft:
            metrics = (replace(one, points=f"{{{said}}}") if one.name == name else one for one in before.metrics)
            return replace(before, metrics=tuple(metrics))

        draft = yield from _settings(rule, f"points.{metric.name}", metric.title, draft, made)
    return draft


def _settings(
    rule: Choosable, name: str, title: str, draft: Draft, made: Callable[[str], Draft]
) -> Generator[Step, Draft, Draft]:
    """Ask for the settings of a rule; with the last answer the draft is what ``made`` makes of the rule as it is written."""
    answers: dict[str, str] = {}
    for setting in rule.settings:
        words = _SETTING.filled({"title": title, "about": setting.about}) if title else _ASKED.filled({"about": setting.about})
        last = setting is rule.settings[-1]

        def taken(said: tuple[str, ...], key: str = setting.key, *, last: bool = last) -> Draft:
            answers[key] = said[0]
            return made(rule.written(answers)) if last else draft

        after = yield Question(f"{name}.{setting.key}", words, "text", default=None if setting.required else ""), taken
    return after


def _gates(export: Export, draft: Draft) -> Generator[Step, Draft, Draft]:
    known = {metric.name: metric for metric in (*draft.metrics, *export.candidates)}
    chosen: list[str] = []
    begun = draft

    def taken(said: tuple[str, ...]) -> Draft:
        chosen[:] = said
        return begun

    choices = tuple(Option(name, same(metric.title)) for name, metric in known.items())
    draft = yield Question("gates", _GATES, "several", choices, ""), taken
    for name in chosen:
        metric = known[name]
        least: list[str] = []
        before = draft
        there = any(one.name == name for one in draft.metrics)
        shown = before.metrics if there else (*before.metrics, replace(metric, weight=Fraction(0), points=""))
        higher = metric.better == "higher"
        words = _LEAST.filled({"title": metric.title, "direction": _AT_LEAST if higher else _AT_MOST})

        def bound(said: tuple[str, ...], least: list[str] = least, before: Draft = before) -> Draft:
            least[:] = said
            return before

        yield Question(f"gates.{name}", words, "number"), bound
        when = f"{name} {'<' if higher else '>'} {least[0]}"

        def effect(
            said: tuple[str, ...],
            before: Draft = before,
            shown: tuple[DraftMetric, ...] = shown,
            when: str = when,
            title: str = metric.title,
        ) -> Draft:
            return replace(before, metrics=shown, gates=(*before.gates, DraftGate(title, when, said[0])))

        draft = yield Question(f"gates.{name}.then", _THEN, "one", _EFFECTS, _EFFECTS[0].key), effect
    return draft


def _status(export: Export, draft: Draft) -> Step:
    def taken(said: tuple[str, ...]) -> Draft:
        gates = tuple(DraftGate(status, f"status == '{status}'", "unranked") for status in said)
        return replace(draft, gates=(*draft.gates, *gates))

    return Question("out", _OUT, "several", options(export.statuses), ""), taken


def _volume(export: Export, draft: Draft, lang: Lang) -> Step:
    metric = next(one for one in export.candidates if one.name == export.load)

    def taken(said: tuple[str, ...]) -> Draft:
        if not said[0]:
            return draft
        there = any(one.name == metric.name for one in draft.metrics)
        shown = draft.metrics if there else (*draft.metrics, replace(metric, weight=Fraction(0), points=""))
        name = say("too_few").in_(lang)
        return replace(draft, metrics=shown, gates=(*draft.gates, DraftGate(name, f"{metric.name} < {said[0]}", "unranked")))

    return Question("least", _FEW.filled({"title": metric.title}), "number", default=""), taken


def _tie_break(draft: Draft) -> Step:
    choices = (Option("none", NONE), *(Option(metric.name, same(metric.title)) for metric in draft.metrics))

    def taken(said: tuple[str, ...]) -> Draft:
        return replace(draft, tie_break="" if said[0] == "none" else said[0])

    return Question("break", _BREAK, "one", choices, draft.tie_break or "none"), taken


def _paying(draft: Draft, rules: Sequence[Choosable], lang: Lang) -> Generator[Step, Draft, Draft]:
    chosen: list[Choosable] = []
    begun = draft
    kept = (Option("kept", say("as_the_scheme_has")),) if draft.pay else ()
    choices = (*kept, *(Option(rule.key, rule.about) for rule in rules if rule.settings), Option("none", NONE))

    def taken(said: tuple[str, ...]) -> Draft:
        chosen[:] = [rule for rule in rules if rule.key == said[0]]
        return replace(begun, pay=()) if said[0] == "none" else begun

    draft = yield Question("pay", _PAY, "one", choices, choices[0].key), taken
    if not chosen:
        return draft
    (rule,) = chosen
    title = (rule.line or rule.about).in_(lang)
    lines: list[str] = []

    def paid(said: str) -> Draft:
        lines[:] = [said]
        return replace(begun, pay=(f"{{{said}}}",))

    draft = yield from _settings(rule, "pay", "", begun, paid)

    def called(text: tuple[str, ...]) -> Draft:
        return replace(draft, pay=(f"{{{lines[0]}, title: {dumps(text[0], ensure_ascii=False)}}}",))

    return (yield Question("pay.title", _CALLED, "text", default=title), called)
