"""Milestones, readings and streaks of a `Trend` in words; it decides none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import text
from csscore.report.plain import one_line
from csscore.sentences import sentences
from csscore.words import Words, same

if TYPE_CHECKING:
    from csscore.report.trend.series import Series
    from csscore.trending import AgentTrend, Milestone, MilestoneKind, Reading, Sign, Streak, Trend
    from csscore.words import Lang

say = sentences(__file__)

_MILESTONES: Final[dict[MilestoneKind, Words]] = {
    "joined": say("joins"),
    "left": say("leaves"),
    "back": say("back_after_away"),
    "top": say("among_the_first_three"),
    "out": say("no_longer_among_the_first_three"),
    "place": say("place_the_best_of_these_periods"),
    "last": say("place_the_worst_of_these_periods"),
    "score": say("score_the_best_of_these_periods"),
    "low": say("score_the_lowest_of_these_periods"),
    "up": say("score_up_times_in_a_row"),
    "down": say("score_down_times_in_a_row"),
}
_SIGNS: Final[dict[Sign, Words]] = {
    "above": say("above_usual"),
    "below": say("below_usual"),
    "rise": say("sudden_rise"),
    "fall": say("sudden_fall"),
    "shift_up": say("shift_upwards"),
    "shift_down": say("shift_downwards"),
    "usual": say("usual"),
}
_READING: Final = say("reading")
_VERDICTS: Final[dict[Sign, Words]] = {
    "above": say("above_that_a_signal_worth_asking"),
    "below": say("below_that_a_signal_worth_asking"),
    "rise": say("rise_larger_than_usual_a_signal"),
    "fall": say("fall_larger_than_usual_a_signal"),
    "shift_up": say("eight_periods_above_the_mean"),
    "shift_down": say("eight_periods_below_the_mean"),
    "usual": say("within_the_usual_up_and_down"),
}
_UPWARDS: Final[frozenset[Sign]] = frozenset({"above", "rise", "shift_up"})
_TURNS: Final = {True: say("better"), False: say("worse")}
_STREAK: Final = say("streak")
_ASKED: Final = say("asked")
REACHED: Final = say("reached")
_MISSING: Final = say("missing")
_ENDED: Final = say("ended")
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
