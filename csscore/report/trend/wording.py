"""Milestones, readings and streaks of a `Trend` in words; it decides none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import text
from csscore.report.plain import one_line
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.report.trend.series import Series
    from csscore.trending import AgentTrend, Milestone, MilestoneKind, Reading, Sign, Streak, Trend
    from csscore.words import Lang

_MILESTONES: Final[dict[MilestoneKind, Words]] = {
    "joined": Words("加入", "joins"),
    "left": Words("离开", "leaves"),
    "back": Words("隔了 {amount} 期回来", "back after {amount:period|periods} away"),
    "top": Words("第一次进前三（第 {amount} 名）", "among the first three for the first time (place {amount})"),
    "out": Words("掉出前三（第 {amount} 名）", "no longer among the first three (place {amount})"),
    "place": Words("第 {amount} 名，这几期里最好", "place {amount}, the best of these periods"),
    "last": Words("第 {amount} 名，这几期里最后", "place {amount}, the worst of these periods"),
    "score": Words("总分 {score}，这几期里最高", "score {score}, the best of these periods"),
    "low": Words("总分 {score}，这几期里最低", "score {score}, the lowest of these periods"),
    "up": Words("总分连续 {amount} 次上升", "score up {amount} times in a row"),
    "down": Words("总分连续 {amount} 次下降", "score down {amount} times in a row"),
}
_SIGNS: Final[dict[Sign, Words]] = {
    "above": Words("高出平常", "above usual"),
    "below": Words("低于平常", "below usual"),
    "rise": Words("突然上升", "sudden rise"),
    "fall": Words("突然下降", "sudden fall"),
    "shift_up": Words("整体上移", "shift upwards"),
    "shift_down": Words("整体下移", "shift downwards"),
    "usual": Words("正常起伏", "usual"),
}
_READING: Final = Words(
    "{title}：平均 {mean}，平常在 {low} 到 {high} 之间，相邻两期相差不超过 {jump}（看 {periods} 期）；最近 {latest}，{sign}",
    "{title}: mean {mean}, usually between {low} and {high} and within {jump} of the period before (over {periods} periods); "
    "the latest is {latest}: {sign}",
)
_VERDICTS: Final[dict[Sign, Words]] = {
    "above": Words("高出平常的范围，是信号，值得问一问为什么", "above that, a signal; worth asking why"),
    "below": Words("低于平常的范围，是信号，值得问一问为什么", "below that, a signal; worth asking why"),
    "rise": Words("一下子升得比平常多，是信号，值得问一问为什么", "a rise larger than usual, a signal; worth asking why"),
    "fall": Words("一下子降得比平常多，是信号，值得问一问为什么", "a fall larger than usual, a signal; worth asking why"),
    "shift_up": Words("连续 8 期都高于平均，水平升了", "eight periods above the mean: the level has risen"),
    "shift_down": Words("连续 8 期都低于平均，水平降了", "eight periods below the mean: the level has fallen"),
    "usual": Words("在正常起伏之内", "within the usual up and down"),
}
_UPWARDS: Final[frozenset[Sign]] = frozenset({"above", "rise", "shift_up"})
_TURNS: Final = {True: Words("{sign}（变好）", "{sign} (better)"), False: Words("{sign}（变差）", "{sign} (worse)")}
_STREAK: Final = Words("{name}（{when}，连续 {months} 期）", "{name} ({when}, {months} periods in a row)")
_ASKED: Final = Words("{when}，连续 {months} 期", "{when}, {months} periods in a row")
REACHED: Final = Words("达到", "reached")
_MISSING: Final = Words("还差 {count} 期", "{count} more")
_ENDED: Final = Words("{period} 起中断", "ended in {period}")
_MARK: Final = "√"
_NOT: Final = "·"


def milestone_text(said: Trend, milestone: Milestone, lang: Lang) -> str:
    """Return a milestone as a phrase."""
    details = {"amount": milestone.amount, "score": text(milestone.amount, said.score_digits)}
    return _MILESTONES[milestone.kind].filled(dict(details)).in_(lang)


def reading_text(reading: Reading, series: Series, lang: Lang) -> str:
    """Return a reading as a sentence."""
    numbers = {name: series.shown(getattr(reading, name)) for name in ("mean", "jump", "latest")}
    numbers |= zip(("low", "high"), map(series.shown, series.usual(reading)), strict=True)
    sign = _judged(_VERDICTS[reading.sign], reading.sign, series)
    words = _READING.filled({"title": series.headed, "periods": reading.periods, "sign": sign, **numbers})
    return words.in_(lang)


def sign_text(sign: Sign, series: Series, lang: Lang) -> str:
    """Return a sign in a word or two."""
    return _judged(_SIGNS[sign], sign, series).in_(lang)


def _judged(words: Words, sign: Sign, series: Series) -> Words:
    """Return a sign, and where lower is better whether it is for the better: a rise of response times is not."""
    return _TURNS[sign not in _UPWARDS].filled({"sign": words}) if series.downwards and sign != "usual" else words


def streak_title(streak: Streak, lang: Lang) -> str:
    """Return what a streak is about."""
    details: dict[str, object] = {"name": streak.flag or "", "when": one_line(streak.when), "months": streak.months}
    return (_ASKED if streak.flag is None else _STREAK).filled(details).in_(lang)


def runs_text(streak: Streak, runs: tuple[int | None, ...]) -> str:
    """Return for how many periods in a row the condition had held, period by period; a tick where that is enough."""
    return " ".join(
        _NOT if not run else f"{run}{_MARK if run >= streak.months else ''}" for run in runs
    )  # fmt: skip


def state_text(said: Trend, streak: Streak, agent: AgentTrend, lang: Lang) -> str:
    """Return how a streak stands in the latest period."""
    runs = streak.runs[agent.agent]
    latest = runs[-1] or 0
    if latest >= streak.months:
        return REACHED.in_(lang)
    if latest:
        return _MISSING.filled({"count": streak.months - latest}).in_(lang)
    last = max((at for at, run in enumerate(runs) if run), default=-1)
    return _ENDED.filled({"period": said.periods[last + 1].text}).in_(lang) if last >= 0 else same("").in_(lang)
