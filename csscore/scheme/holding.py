"""What is held back of a pay line, and until when: a form beside any pay rule; the books alone release it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from csscore.scheme.forms import Form, form, setting
from csscore.scheme.kinds import Choice, Number, Whole, decimal_text
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from csscore.problems import Problems
    from csscore.scheme.forms import Reader
    from csscore.scheme.kinds import Chosen

LEAVERS = ("pay", "forfeit")
"""What becomes of it when somebody leaves."""


@form
class Hold(Form):
    """Part of a pay line that is paid later."""

    noun: ClassVar[Words] = Words("“hold”", "hold")
    part: Fraction = setting(Number(least=0, most=1), "这项里留多少，如 20%", "the share of the line that is held back: 20%")
    months: int | None = setting(
        Whole(least=1), "留几个月，随到期那个月的账发", "released with the run so many months later", default=None
    )
    until: int | None = setting(
        Whole(least=1, most=12),
        "留到几月：下一个这个月份的账发（1 就是来年 1 月）",
        "released with the next run of this month of the year (1: next January's)",
        default=None,
    )
    leaver: str = setting(
        Choice(LEAVERS),
        "离职时：pay 随下一笔账一次发清；forfeit 不再发",
        "when somebody leaves. pay: all of it with the next run; forfeit: never",
        default="pay",
    )

    def check(self, reader: Reader) -> None:
        """Report that it is not said once until when (S392)."""
        if (self.months is None) == (self.until is None):
            raise reader.refuse("S392", self.place)

    def lasting(self) -> Words:
        """Return until when, in words."""
        if self.months is None:
            return Words(f"到下一个 {self.until} 月的账发", f"paid with the next run of month {self.until}")
        return Words(f"{self.months} 个月后发", f"paid after {self.months} {'month' if self.months == 1 else 'months'}")

    def words(self) -> Words:
        """Return it in a sentence."""
        share, lasting = f"{decimal_text(self.part * 100)}%", self.lasting()
        gone = Words("", "")
        if self.leaver == "forfeit":
            gone = Words("，离职不发", ", forfeited by who leaves")
        return Words(f"其中 {share} 留存，{lasting.zh}{gone.zh}", f"of it {share} is held back, {lasting.en}{gone.en}")


def lint_holding(pay: Sequence[Chosen | None], problems: Problems) -> None:
    """Report two lines of one name of which part is held back (S393): their balances could not be told apart."""
    seen: set[Words] = set()
    for chosen in pay:
        if chosen is None or chosen.options.hold is None:
            continue
        title = chosen.options.title or chosen.rule.line
        if title in seen:
            problems.add("S393", chosen.options.hold.place, title=title)
        seen.add(title)
