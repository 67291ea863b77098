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
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from csscore.scheme.accepting import Accept
    from csscore.scheme.layout import Layout
    from csscore.scheme.model import Effect, Gate, Scheme
    from csscore.score.weights import Leaf
    from csscore.words import Lang

_UNITS = {
    "money": Words("金额", "money"),
    "percent": Words("百分比", "percent"),
    "seconds": Words("秒", "seconds"),
    "count": Words("数量", "count"),
    "points": Words("分数", "points"),
    "number": Words("数字", "number"),
}
_METHODS = {
    "mean": Words("加权平均", "weighted mean"),
    "sum": Words("各项得分相加", "the points are added up"),
    "geometric": Words("加权几何平均", "weighted geometric mean"),
    "harmonic": Words("加权调和平均", "weighted harmonic mean"),
    "min": Words("取最低的一项", "the least of them"),
}
_MISSING = {
    "unranked": Words("列出，但不排名", "listed, not ranked"),
    "renormalise": Words("同组其余的权重补足", "the other weights of its group fill up"),
    "zero": Words("计 0 分", "worth 0"),
    "mean": Words("取同组平均得分", "worth the cohort's mean points"),
    "error": Words("报错", "an error"),
}
_TIES = {
    "min": Words("并列名次如 1-2-2-4", "ties numbered 1-2-2-4"),
    "dense": Words("并列名次如 1-2-2-3", "ties numbered 1-2-2-3"),
    "max": Words("并列名次如 1-3-3-4", "ties numbered 1-3-3-4"),
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
    yield Words("YAML 和 --set 里的名称", "Names in YAML and --set")
    titles, used = ColumnTitles(scheme), mentioned(scheme)
    for leaf in leaves(scheme):
        yield Words(f"  metrics.{leaf.name}：{leaf.title.zh}", f"  metrics.{leaf.name}: {leaf.title.en}")
    for name, value in scheme.params.items():
        yield Words(f"  params.{name}：{decimal_text(value)}", f"  params.{name}: {decimal_text(value)}")
    for name in sorted(used & column_headers(scheme).keys()):
        called = titles.called(name)
        yield Words(f"  {name}：{called.zh}", f"  {name}: {called.en}")


def sections(scheme: Scheme) -> tuple[Section, ...]:
    """Return the description in parts; parts of which the scheme says nothing are left out."""
    about = Section(_named(scheme.title, scheme.name), tuple(_about(scheme)))
    columns = Section(
        Words("列与表头（从前往后，先有先用）", "Columns and headers (the first that a file has)"), tuple(_columns(scheme))
    )
    return tuple(section for section in (about, *rules(scheme), columns) if section.lines)


def rules(scheme: Scheme) -> tuple[Section, ...]:
    """Return what of the description decides about score and pay, without where the data stand."""
    parts = (
        (Words("指标", "Metrics"), _metrics(scheme)),
        (Words("门槛", "Gates"), [(0, _gate(gate)) for gate in scheme.gates]),
        (Words("总分与排名", "Score and rank"), _ranking(scheme)),
        (Words("发放", "Pay"), _pay(scheme)),
        (Words("标记", "Flags"), _flags(scheme)),
        (Words("接受的警告", "Accepted warnings"), [(0, _accepted(one)) for one in scheme.accept]),
    )
    titles = Titles(scheme)
    return tuple(Section(title, tuple((depth, titles.words(line)) for depth, line in lines)) for title, lines in parts if lines)


def _named(title: Words | None, name: str) -> Words:
    if title is None or title == same(name):
        return same(name)
    return Words(f"{title.zh}（{name}）", f"{title.en} ({name})")


def _about(scheme: Scheme) -> list[tuple[int, Words]]:
    lines = [Words(f"版本 {scheme.version}；{scheme.digest}", f"version {scheme.version}; {scheme.digest}")]
    if scheme.source is not None:
        lines.append(Words(f"出处：{scheme.source.zh}", f"source: {scheme.source.en}"))
    if scheme.effective is not None:
        first, last = scheme.effective.from_, scheme.effective.to
        lines.append(Words(f"生效：{first or '…'} 至 {last or '…'}", f"in effect: {first or '…'} to {last or '…'}"))
    if scheme.where is not None:
        where = Titles(scheme).words(same(scheme.where.text))
        lines.append(Words(f"只算这些行：{where.zh}", f"only rows with: {where.en}"))
    lines += _layouts(scheme)
    for name, columns in scheme.unique.items():
        key, of = listed(columns, most=len(columns)), Words("", "") if name == FILES else Words(f"输入“{name}”", f" of {name}")
        lines.append(Words(f"{of.zh}{key.zh} 相同的行只算一次", f"rows{of.en} with the same {key.en} are taken once"))
    if scheme.period is not None:
        dates, days = " / ".join(scheme.period.date), len(scheme.period.except_)
        if dates or days:
            headers = Words(dates, dates) if dates else Words("常见的日期列", "the usual ones")
            lines.append(Words(f"日期列：{headers.zh}；{days} 天不计", f"date column: {headers.en}; {days} days don't count"))
        if scheme.period.whole_:
            whole = Titles(scheme).listed(scheme.period.whole_)
            lines.append(Words(f"不按日期取舍的输入：{whole.zh}", f"inputs that count whatever the day: {whole.en}"))
    titles = Titles(scheme)
    for name, value in scheme.params.items():
        called = titles.param(name)
        lines.append(Words(f"参数 {called.zh} = {decimal_text(value)}", f"param {called.en} = {decimal_text(value)}"))
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
        yield Words(f"表头 {layout.header_rows} 行", f"header rows: {layout.header_rows}")
    if layout.agents == "columns":
        yield Words("客服一人一列", "a column for each agent")
    if layout.agents == "files":
        yield Words("一个文件算一个，名字就是文件名", "each file is one, called by its name")
    if layout.wide is not None:
        wide = layout.wide
        which = (
            listed(wide.columns)
            if wide.columns
            else Words("表头是日期、月份之类的列", "columns called by days, months and the like")
        )
        into = [wide.names] if wide.values is None else [wide.names, wide.values]
        zh, en = "、".join(into), " and ".join(into)
        yield Words(f"{which.zh}各成一行，放进 {zh}", f"{which.en} become rows, with {en}")


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
                yield depth + 1, Words(f"总分再计分：{points.zh}", f"its total is worth: {points.en}")
            yield from _level(scheme, of.metrics, known, depth + 1)
            continue
        yield depth, _heading(title, of, known[name])
        value = ColumnTitles(scheme).words(taken(of.value))
        yield depth + 1, Words(f"取值：{value.zh}", f"value: {value.en}")
        if of.points is not None:
            points = described(of.points, of.unit, of.better)
            yield depth + 1, Words(f"得分：{points.zh}", f"points: {points.en}")
        if of.missing is not None:
            missing = _MISSING[of.missing]
            yield depth + 1, Words(f"缺数据：{missing.zh}", f"missing: {missing.en}")
        if of.breakdown:
            by = Titles(scheme).listed(of.breakdown)
            yield depth + 1, Words(f"另按 {by.zh} 分开看", f"shown apart by {by.en} as well")
        if of.optional:
            yield depth + 1, Words("可选：导出里可以没有它的列", "optional: its columns may be absent from the export")


def _heading(title: Words, metric: Metric, leaf: Leaf) -> Words:
    unit, higher = _UNITS[metric.unit], metric.better == "higher"
    direction = Words("越高越好", "higher is better") if higher else Words("越低越好", "lower is better")
    if leaf.added:
        weight = Words("，加权后再加", ", added after weighting")
    elif metric.weight == 0:
        weight, direction = Words("，只展示", ", only shown"), Words("不计分", "not scored")
    else:
        weight = _weight(metric.weight)
        if leaf.groups and leaf.weight:
            effective = _short(leaf.weight)
            weight = Words(f"{weight.zh}（占总分 {effective}%）", f"{weight.en} ({effective}% of the score)")
    return Words(f"{title.zh}{weight.zh}；{unit.zh}，{direction.zh}", f"{title.en}{weight.en}; {unit.en}, {direction.en}")


def _weight(weight: Fraction | None) -> Words:
    if weight is None:
        return same("")
    text = decimal_text(weight)
    return Words(f"，权重 {text}", f", weight {text}")


def _short(weight: Fraction) -> str:
    """Write an effective weight; thirds never end."""
    return decimal_text(round(weight, 4)).removesuffix(".0")


def _gate(gate: Gate) -> Words:
    effect = effect_words(gate.then)
    because = Words(f"（{gate.because.zh}）", f" ({gate.because.en})") if gate.because else same("")
    return Words(
        f"{gate.name.zh}：{gate.when.text} 时，{effect.zh}{because.zh}",
        f"{gate.name.en}: where {gate.when.text}, {effect.en}{because.en}",
    )


def effect_words(effect: Effect) -> Words:
    """Return what a gate does, in words."""
    if effect.score is not None:
        verb, amount = effect.score.verb, decimal_text(effect.score.amount)
        return {
            "set": Words(f"总分记 {amount}", f"the score is {amount}"),
            "at_most": Words(f"总分最多 {amount}", f"the score is at most {amount}"),
            "minus": Words(f"总分减 {amount}", f"the score loses {amount}"),
        }[verb]
    if effect.pay is not None:
        share = decimal_text(effect.pay * 100)
        return Words(f"浮动部分只发 {share}%", f"{share}% of the variable pay is kept")
    if effect.flag is not None:
        return Words(f"标记“{effect.flag}”", f"flagged '{effect.flag}'")
    if effect.rank is not None:
        return Words("排到最后", "put last")
    return Words("列出但不排名", "listed, not ranked")


def _ranking(scheme: Scheme) -> list[tuple[int, Words]]:
    score, rank = scheme.score, scheme.rank
    method = _METHODS[score.method]
    lines = [
        Words(f"总分：{method.zh}，保留 {score.digits} 位小数", f"score: {method.en}, {score.digits} decimals"),
        Words(f"缺数据：{_MISSING[scheme.missing].zh}", f"missing values: {_MISSING[scheme.missing].en}"),
    ]
    if score.cap is not None or score.floor is not None:
        low = decimal_text(score.floor) if score.floor is not None else "…"
        high = decimal_text(score.cap) if score.cap is not None else "…"
        lines.append(Words(f"总分限于 {low} 到 {high}", f"the score is kept from {low} to {high}"))
    if rank.within:
        columns = Titles(scheme).listed(rank.within)
        lines.append(Words(f"按 {columns.zh} 分组，各组分别排名", f"ranked separately by {columns.en}"))
    order = Words("总分", "score") if rank.order == "score" else Words(f" {rank.order}", rank.order)
    first = Words(f"排名：按{order.zh}", f"rank: by {order.en}")
    if rank.break_:
        ties = listed(rank.break_)
        first = Words(f"{first.zh}，相同时看 {ties.zh}", f"{first.en}, equal ones by {ties.en}")
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
    of = Words("（浮动部分）", " (variable pay)") if limits is not None and limits.of == "variable" else same("")
    over = Words("，超出就报错", ", or refused")
    if limits is not None and limits.over_budget == "scale":
        over = Words("，超出就按比例折减", ", scaled down to it")
    least = of
    if limits is not None and limits.recover is not None:
        share = f"{decimal_text(limits.recover * 100)}%"
        least = Words(
            f"{of.zh}，补的是预支，以后扣回超过部分的 {share}",
            f"{of.en}, an advance: {share} of what is above it is taken back later",
        )
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
        yield Words("不分组，所有人一起", "all cohorts together")
    if getattr(options, "among", None) is not None:
        yield Words(f"只在满足 {options.among.text} 的人里", f"among those with {options.among.text}")
    if options.when is not None:
        yield Words(f"仅限 {options.when.text}", f"where {options.when.text}")
    if options.prorate is not None:
        yield Words(f"按 {options.prorate.text} 折算", f"times {options.prorate.text}")
    for key, zh, en in (("at_least", "最少", "at least"), ("at_most", "最多", "at most")):
        bound = getattr(options, key)
        if bound is not None:
            yield Words(f"{zh} {decimal_text(bound)}", f"{en} {decimal_text(bound)}")
    if options.hold is not None:
        yield options.hold.words()


def _flags(scheme: Scheme) -> list[tuple[int, Words]]:
    lines = []
    for flag in scheme.flags:
        months = Words(f"，连续 {flag.months} 个月", f", {flag.months} months in a row") if flag.months else same("")
        lines.append((0, Words(f"{flag.name}：{flag.when.text}{months.zh}", f"{flag.name}: {flag.when.text}{months.en}")))
    return lines


def _accepted(one: Accept) -> Words:
    column = same("" if one.column is None else f" {one.column}")
    most = same("") if one.at_most is None else Words(f"，最多 {one.at_most} 处", f", at most {one.at_most}")
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
