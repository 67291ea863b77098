"""Is the scheme of a shape that can be explained and defended? Small cohorts, crumbs of weight, sales that buy off complaints."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from csscore.analysis.audit import said
from csscore.analysis.audit.undeclared import undeclared
from csscore.auditing import Finding, Section
from csscore.exact.fixed import MISSING, exact, fraction_text
from csscore.pay.rules.base import PLACE, hanging
from csscore.score.weights import leaves
from csscore.sentences import sentences
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csscore.analysis.audit.asked import Asked
    from csscore.score.weights import Leaf

say = sentences(__file__)

SMALL: Final = 8
"""Rank pay takes a common season out of the figures only where enough people share it (Green & Stokey 1983)."""
CRUMB: Final = Fraction(5)
_CRUMBS: Final = 3
_DUTY: Final = (
    *("满意", "好评", "差评", "投诉", "质检", "违规", "差错", "出错", "错误", "态度", "退款", "流失"),
    *("satisf", "csat", "complain", "quality", "error", "bad_review", "violation", "conduct", "attitude", "refund", "churn"),
)
"""Words in the name of what should not be bought off."""


def shape(asked: Asked) -> Section | None:
    """Find what makes the scheme hard to defend whatever this month's figures are."""
    findings = [*_small(asked), *_crumbs(asked), *_bought(asked), *undeclared(asked, "shape")]
    if not findings:
        findings = [
            Finding(
                "shape-fine",
                "fine",
                say("enough_people_no_crumbs_of_weight"),
            )
        ]
    return Section(
        key="shape",
        question=say("does_the_scheme_itself_hold_up"),
        method=say("fewer_than_people_make_places", small=SMALL),
        findings=tuple(findings),
    )


def _small(asked: Asked) -> Iterator[Finding]:
    run = asked.run
    by_place = [chosen for chosen in run.scheme.pay if PLACE in (hanging(chosen) or ())]
    codes = run.measured.cohort_codes[run.scored.ranks != MISSING]
    sizes = [int((codes == code).sum()) for code in np.unique(codes)]
    small = [size for size in sizes if size < SMALL]
    if not small or not by_place:
        return
    lines = said.listed([chosen.options.title or chosen.rule.line for chosen in by_place])
    one = len(sizes) == 1
    yield Finding(
        "cohort-small",
        "look",
        Words(
            f"只有 {small[0]} 人一起排名，却按名次发{lines.zh}：一个人走运，别人就都少拿"
            if one
            else f"{len(small)} 个组不到 {SMALL} 人（最少 {min(small)} 人），却按名次发{lines.zh}：一个人走运，别人就都少拿",
            f"{lines.en} goes by place among {small[0]} people: one person's luck is everybody else's loss"
            if one
            else f"{lines.en} goes by place in {said.count(len(small), 'cohort', 'cohorts')} of fewer than {SMALL} (the least:"
            f" {min(small)}): one person's luck is everybody else's loss",
        ),
        say("pay_so_few_by_written_standards"),
        figures={"least": str(min(small)), "cohorts": str(len(small))},
        brief=say("pay_goes_by_place_among_people", small=min(small)),
    )


def _crumbs(asked: Asked) -> Iterator[Finding]:
    small = [leaf for leaf in leaves(asked.run.scheme) if leaf.weight is not None and leaf.scored and leaf.weight < CRUMB]
    if len(small) < _CRUMBS:
        return
    total = sum((leaf.weight for leaf in small if leaf.weight is not None), Fraction(0))
    titles = said.listed([leaf.title for leaf in small], most=3)
    yield Finding(
        "weights-crumbs",
        "look",
        say("metrics_weigh_less_than_5_each", small=len(small), titles=titles, total=said.percent(total / 100, 1)),
        say("merge_them_or_make_them_gates"),
        about=", ".join(leaf.name for leaf in small),
        figures={"metrics": str(len(small)), "weight": fraction_text(total)},
        brief=say("metrics_weigh_less_than_5_each_2", small=len(small)),
    )


def _bought(asked: Asked) -> Iterator[Finding]:
    """Yield the duty whose worst figure stands highest, where that is in the first third."""
    run = asked.run
    if run.scheme.score.method not in {"mean", "sum"}:
        return
    gated = {name.removesuffix("_points") for gate in run.scheme.gates for name in gate.when.names}
    ranked = run.scored.ranks != MISSING
    found: list[tuple[int, Leaf, int]] = []
    for leaf in leaves(run.scheme):
        values = run.measured.values[leaf.name]
        if not leaf.scored or leaf.name in gated or values.dtype == object or not _is_duty(leaf):
            continue
        who = np.flatnonzero(ranked & ~np.isnan(values))
        if len(who) < SMALL:
            continue
        worst = values[who].min() if leaf.metric.better == "higher" else values[who].max()
        agents = who[values[who] == worst]
        if len(agents) > max(len(who) // 10, 1):
            continue
        first = min(agents.tolist(), key=lambda i: (int(run.scored.ranks[i]), i))
        cohort = int((run.measured.cohort_codes[ranked] == run.measured.cohort_codes[first]).sum())
        if 3 * int(run.scored.ranks[first]) <= cohort:
            found.append((int(run.scored.ranks[first]), leaf, first))
    if not found:
        return
    rank, leaf, agent = min(found, key=lambda case: (case[0], case[2]))
    value = exact(run.measured.values[leaf.name][agent])
    shown = said.quantity(value, leaf.metric.unit, run.scheme.currency)
    who_ = asked.called[agent]
    yield Finding(
        "duty-bought-off",
        "look",
        say("has_the_worst_and_still", who=who_, title=leaf.title, shown=shown, rank=rank),
        Words(
            f"不能容忍的就设门槛，如 gates: [{{name: {leaf.title.zh}, when: {leaf.name} "
            f"{'<' if leaf.metric.better == 'higher' else '>'} …, then: {{score: at_most 60}}}}]",
            f"where that must not be, make it a gate: gates: [{{name: {leaf.title.en}, when: {leaf.name}"
            f" {'<' if leaf.metric.better == 'higher' else '>'} …, then: {{score: at_most 60}}}}]",
        ),
        about=leaf.name,
        figures={"value": fraction_text(value), "rank": str(rank)},
    )


def _is_duty(leaf: Leaf) -> bool:
    named = f"{leaf.name} {leaf.title.zh} {leaf.title.en}".lower()
    lower = leaf.metric.better == "lower" and leaf.metric.unit in {"count", "percent"}
    return lower or any(word in named for word in _DUTY)
