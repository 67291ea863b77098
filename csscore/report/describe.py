"""A scheme in words, for people who don't read YAML: what is measured, what it is worth, who is ranked and paid how; no data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from csscore.measure.values.wording import taken
from csscore.scheme.dictionary import agents_shown, column_headers
from csscore.scheme.kinds import decimal_text
from csscore.scheme.model import FILES, Group, Metric
from csscore.scheme.names import mentioned
from csscore.scheme.titled import HAN, ColumnTitles, Titles
from csscore.score.points.wording import described
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from csscore.scheme.accepting import Accept
    from csscore.scheme.layout import Layout
    from csscore.scheme.model import Effect, Gate, Scheme
    from csscore.score.weights import Leaf
    from csscore.words import Lang

say = sentences(__file__)

_UNITS = {
    "money": say("money"),
    "percent": say("percent"),
    "seconds": say("seconds"),
    "count": say("count"),
    "points": say("points"),
    "number": say("number"),
}
_METHODS = {
    "mean": say("weighted_mean"),
    "sum": say("points_are_added_up"),
    "geometric": say("weighted_geometric_mean"),
    "harmonic": say("weighted_harmonic_mean"),
    "min": say("least_of_them"),
}
_MISSING = {
    "unranked": say("listed_not_ranked"),
    "renormalise": say("other_weights_of_its_group_fill"),
    "zero": say("worth_0"),
    "mean": say("worth_the_cohorts_mean_points"),
    "error": say("error"),
}
_TIES = {
    "min": say("ties_numbered_1_2_2_4"),
    "dense": say("ties_numbered_1_2_2_3"),
    "max": say("ties_numbered_1_3_3_4"),
}


class Section(NamedTuple):
    """A part of the description: a heading and its lines; ``depth`` of a line says how far in it stands."""

    title: Words
    lines: tuple[tuple[int, Words], ...]


def describe(scheme: Scheme) -> Iterator[Words]:
    """Yield the description line by line, as a terminal shows it."""
    for i, section in enumerate(sections(scheme)):
        if i:
            yield same("")
        yield section.title
        for depth, line in section.lines:
            indent = "  " * (depth + 1)
            yield Words(indent + line.zh, indent + line.en)


def names(scheme: Scheme) -> Iterator[Words]:
    """Yield what metrics, params and columns are called in YAML and ``--set``, for those who write them."""
    yield say("names_in_yaml_and_set")
    titles, used = ColumnTitles(scheme), mentioned(scheme)
    for leaf in leaves(scheme):
        yield say("metrics", name=leaf.name, title=leaf.title)
    for name, value in scheme.params.items():
        yield say("params", name=name, value=decimal_text(value))
    for name in sorted(used & column_headers(scheme).keys()):
        called = titles.called(name)
        yield Words(f"  {name}：{called.zh}", f"  {name}: {called.en}")


def sections(scheme: Scheme) -> tuple[Section, ...]:
    """Return the description in parts; parts of which the scheme says nothing are left out."""
    about = Section(_named(scheme.title, scheme.name), tuple(_about(scheme)))
    columns = Section(say("columns_and_headers_the_first"), tuple(_columns(scheme)))
    return tuple(section for section in (about, *rules(scheme), columns) if section.lines)


def rules(scheme: Scheme) -> tuple[Section, ...]:
    """Return what of the description decides about score and pay, without where the data stand."""
    parts = (
        (say("metrics_2"), _metrics(scheme)),
        (say("gates"), [(0, _gate(gate)) for gate in scheme.gates]),
        (say("score_and_rank"), _ranking(scheme)),
        (say("pay"), _pay(scheme)),
        (say("flags"), _flags(scheme)),
        (say("accepted_warnings"), [(0, _accepted(one)) for one in scheme.accept]),
    )
    titles = Titles(scheme)
    return tuple(Section(title, tuple((depth, titles.words(line)) for depth, line in lines)) for title, lines in parts if lines)


def _named(title: Words | None, name: str) -> Words:
    if title is None or title == same(name):
        return same(name)
    return Words(f"{title.zh}（{name}）", f"{title.en} ({name})")


def _about(scheme: Scheme) -> list[tuple[int, Words]]:
    lines = [say("version", version=scheme.version, digest=scheme.digest)]
    if scheme.source is not None:
        lines.append(say("source", source=scheme.source))
    if scheme.effective is not None:
        first, last = scheme.effective.from_, scheme.effective.to
        lines.append(say("in_effect", value=first or "…", value_2=last or "…"))
    if scheme.where is not None:
        where = Titles(scheme).words(same(scheme.where.text))
        lines.append(say("only_rows", where=where))
    lines += _layouts(scheme)
    for name, columns in scheme.unique.items():
        key, of = listed(columns, most=len(columns)), Words("", "") if name == FILES else say("of", name=name)
        lines.append(say("rows_with_the_same_are_taken", of=of, key_=key))
    if scheme.period is not None:
        dates, days = " / ".join(scheme.period.date), len(scheme.period.except_)
        if dates or days:
            headers = Words(dates, dates) if dates else say("usual_ones")
            lines.append(say("date_column_days_dont_count", headers=headers, days=days))
        if scheme.period.whole_:
            whole = Titles(scheme).listed(scheme.period.whole_)
            lines.append(say("inputs_that_count_whatever_the_day", whole=whole))
    titles = Titles(scheme)
    for name, value in scheme.params.items():
        called = titles.param(name)
        lines.append(say("param", called=called, value=decimal_text(value)))
    return [(0, line) for line in lines]


def _layouts(scheme: Scheme) -> Iterator[Words]:
    """Yield how the sheets of each input are laid out, where the scheme says it."""
    if scheme.layout is None:
        return
    for name, layout in (("", scheme.layout), *scheme.layout.inputs.items()):
        told = list(_laid_out(layout))
        if told:
            zh, en = "；".join(one.zh for one in told), "; ".join(one.en for one in told)
            yield Words(f"表的排法{name and f'（{name}）'}：{zh}", f"layout{name and f' of {name}'}: {en}")


def _laid_out(layout: Layout) -> Iterator[Words]:
    if layout.header_rows is not None:
        yield say("header_rows", header_rows=layout.header_rows)
    if layout.agents == "columns":
        yield say("column_for_each_agent")
    if layout.agents == "files":
        yield say("each_file_is_one_called")
    if layout.wide is not None:
        wide = layout.wide
        which = listed(wide.columns) if wide.columns else say("columns_called_by_days_months")
        into = [wide.names] if wide.values is None else [wide.names, wide.values]
        zh, en = "、".join(into), " and ".join(into)
        yield say("become_rows", which=which, zh=zh, en=en)


def _metrics(scheme: Scheme) -> list[tuple[int, Words]]:
    known = {leaf.name: leaf for leaf in leaves(scheme)}
    return list(_level(scheme, scheme.metrics, known, 0))


def _level(
    scheme: Scheme, metrics: Mapping[str, Metric | Group], known: Mapping[str, Leaf], depth: int
) -> Iterator[tuple[int, Words]]:
    for name, of in metrics.items():
        title = of.title or same(name)
        if isinstance(of, Group):
            how = _METHODS[of.method] if of.method else None
            weight = _weight(of.weight)
            yield (
                depth,
                Words(
                    f"{title.zh}{weight.zh}" + (f"：{how.zh}" if how else ""),
                    f"{title.en}{weight.en}" + (f": {how.en}" if how else ""),
                ),
            )
            if of.points is not None:
                points = described(of.points, "points", "higher")
                yield depth + 1, say("its_total_is_worth", points=points)
            yield from _level(scheme, of.metrics, known, depth + 1)
            continue
        yield depth, _heading(title, of, known[name])
        value = ColumnTitles(scheme).words(taken(of.value))
        yield depth + 1, say("value", value=value)
        if of.points is not None:
            points = described(of.points, of.unit, of.better)
            yield depth + 1, say("points_2", points=points)
        if of.missing is not None:
            missing = _MISSING[of.missing]
            yield depth + 1, say("missing", missing=missing)
        if of.breakdown:
            by = Titles(scheme).listed(of.breakdown)
            yield depth + 1, say("shown_apart_by_as_well", by=by)
        if of.optional:
            yield depth + 1, say("optional_its_columns_may_be_absent")


def _heading(title: Words, metric: Metric, leaf: Leaf) -> Words:
    unit, higher = _UNITS[metric.unit], metric.better == "higher"
    direction = say("higher_is_better") if higher else say("lower_is_better")
    if leaf.added:
        weight = say("added_after_weighting")
    elif metric.weight == 0:
        weight, direction = say("only_shown"), say("not_scored")
    else:
        weight = _weight(metric.weight)
        if leaf.groups and leaf.weight:
            effective = _short(leaf.weight)
            weight = say("of_the_score", weight=weight, effective=effective)
    return Words(f"{title.zh}{weight.zh}；{unit.zh}，{direction.zh}", f"{title.en}{weight.en}; {unit.en}, {direction.en}")


def _weight(weight: Fraction | None) -> Words:
    if weight is None:
        return same("")
    text = decimal_text(weight)
    return say("weight", text=text)


def _short(weight: Fraction) -> str:
    """Write an effective weight; thirds never end."""
    return decimal_text(round(weight, 4)).removesuffix(".0")


def _gate(gate: Gate) -> Words:
    effect = effect_words(gate.then)
    because = Words(f"（{gate.because.zh}）", f" ({gate.because.en})") if gate.because else same("")
    return say("where", name=gate.name, text=gate.when.text, effect=effect, because=because)


def effect_words(effect: Effect) -> Words:
    """Return what a gate does, in words."""
    if effect.score is not None:
        verb, amount = effect.score.verb, decimal_text(effect.score.amount)
        return {
            "set": say("score_2", amount=amount),
            "at_most": say("score_is_at_most", amount=amount),
            "minus": say("score_loses", amount=amount),
        }[verb]
    if effect.pay is not None:
        share = decimal_text(effect.pay * 100)
        return say("of_the_variable_pay_is_kept", share=share)
    if effect.flag is not None:
        return say("flagged", flag=effect.flag)
    if effect.rank is not None:
        return say("put_last")
    return say("listed_not_ranked_2")


def _ranking(scheme: Scheme) -> list[tuple[int, Words]]:
    score, rank = scheme.score, scheme.rank
    method = _METHODS[score.method]
    lines = [
        say("score_decimals", method=method, digits=score.digits),
        say("missing_values", missing=_MISSING[scheme.missing]),
    ]
    if score.cap is not None or score.floor is not None:
        low = decimal_text(score.floor) if score.floor is not None else "…"
        high = decimal_text(score.cap) if score.cap is not None else "…"
        lines.append(say("score_is_kept", low=low, high=high))
    if rank.within:
        columns = Titles(scheme).listed(rank.within)
        lines.append(say("ranked_separately", columns=columns))
    order = say("score") if rank.order == "score" else Words(f" {rank.order}", rank.order)
    first = say("rank", order=order)
    if rank.break_:
        ties = listed(rank.break_)
        first = say("equal_ones", first=first, ties=ties)
    lines.append(Words(f"{first.zh}；{_TIES[rank.ties].zh}", f"{first.en}; {_TIES[rank.ties].en}"))
    return [(0, line) for line in lines]


def _pay(scheme: Scheme) -> list[tuple[int, Words]]:
    lines = []
    for rule, options in scheme.pay:
        parts = [rule.words(options), *_pay_options(options)]
        title = options.title or rule.line
        zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
        lines.append((0, Words(f"{title.zh}：{zh}", f"{title.en}: {en}")))
    limits = scheme.limits
    of = say("variable_pay") if limits is not None and limits.of == "variable" else same("")
    over = say("or_refused")
    if limits is not None and limits.over_budget == "scale":
        over = say("scaled_down")
    least = of
    if limits is not None and limits.recover is not None:
        share = f"{decimal_text(limits.recover * 100)}%"
        least = say("advance_of_what_is_above", of=of, share=share)
    for key, zh, en, after in (
        ("at_least", "每人最少", "each at least", least),
        ("at_most", "每人最多", "each at most", of),
        ("budget", "预算", "budget", over),
    ):
        amount = getattr(limits, key, None)
        if amount is not None:
            lines.append((0, Words(f"{zh} {decimal_text(amount)}{after.zh}", f"{en} {decimal_text(amount)}{after.en}")))
    return lines


def _pay_options(options: Any) -> Iterator[Words]:
    """Yield what stands beside a pay rule, in the order in which it works."""
    if options.across is not None:
        yield say("all_cohorts_together")
    if getattr(options, "among", None) is not None:
        yield say("among_those", text=options.among.text)
    if options.when is not None:
        yield say("where_2", text=options.when.text)
    if options.prorate is not None:
        yield say("times", text=options.prorate.text)
    for key, zh, en in (("at_least", "最少", "at least"), ("at_most", "最多", "at most")):
        bound = getattr(options, key)
        if bound is not None:
            yield Words(f"{zh} {decimal_text(bound)}", f"{en} {decimal_text(bound)}")
    if options.hold is not None:
        yield options.hold.words()


def _flags(scheme: Scheme) -> list[tuple[int, Words]]:
    lines = []
    for flag in scheme.flags:
        months = say("months_in_a_row", months=flag.months) if flag.months else same("")
        lines.append((0, Words(f"{flag.name}：{flag.when.text}{months.zh}", f"{flag.name}: {flag.when.text}{months.en}")))
    return lines


def _accepted(one: Accept) -> Words:
    column = same("" if one.column is None else f" {one.column}")
    most = same("") if one.at_most is None else say("at_most", at_most=one.at_most)
    zh, en = f"{one.code}{column.zh}{most.zh}：{one.because.zh}", f"{one.code}{column.en}{most.en}: {one.because.en}"
    return Words(zh, en)


def _columns(scheme: Scheme) -> list[tuple[int, Words]]:
    used, known, titles = mentioned(scheme), column_headers(scheme), ColumnTitles(scheme)
    rows = [(titles.called("agent"), agents_shown(scheme))]
    rows += [(titles.called(name), known[name].headers) for name in sorted(used & known.keys())]
    lines = []
    for title, headers in rows:
        zh, en = (_headers(headers, lang) for lang in ("zh", "en"))
        lines.append((0, Words(f"{title.zh}：{zh}", f"{title.en}: {en}")))
    return lines


def _headers(headers: Sequence[str], lang: Lang) -> str:
    """Return some headers in the reader's language, where there are any, and how many there are in all."""
    own = [header for header in headers if bool(HAN.search(header)) == (lang == "zh")] or headers
    shown, count = own[:4], len(headers)
    if lang == "zh":
        return "、".join(shown) + (f" 等 {count} 个" if count > len(shown) else "")
    return ", ".join(shown) + (f" and {count - len(shown)} more" if count > len(shown) else "")
