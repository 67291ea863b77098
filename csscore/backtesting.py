"""What another scheme would have paid in each of several periods: plain data between analysis, which finds it, and reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csscore.concealing import NAME, PERSON, TEXT

if TYPE_CHECKING:
    from csscore.comparison import AgentChange, Comparison
    from csscore.problems import Problem


@dataclass(frozen=True, slots=True)
class Month:
    """One of the periods under both schemes; its people are called as in the latest period.

    Attributes
    ----------
    files
        What it was computed from; none for a DataFrame.
    """

    text: str
    files: tuple[str, ...] = field(metadata=TEXT)
    compared: Comparison

    @property
    def beyond(self) -> int:
        """Return by how much the second scheme pays more than its budget allows, minor units."""
        budget = self.compared.after.budget
        return 0 if budget is None else max(self.compared.whole.pay[1] - budget, 0)


@dataclass(frozen=True, slots=True)
class Through:
    """One agent through all periods.

    Attributes
    ----------
    changes
        One a period; None where she is not there.
    """

    agent: str = field(metadata=PERSON)
    name: str = field(metadata=NAME)
    changes: tuple[AgentChange | None, ...]

    @property
    def there(self) -> int:
        """Return in how many periods she is there."""
        return sum(change is not None for change in self.changes)

    @property
    def pay(self) -> tuple[int, int]:
        """Return what she was paid and would have been paid in all periods together, minor units."""
        there = [change for change in self.changes if change is not None]
        before, after = [one.before for one in there], [one.after for one in there]
        return sum(one.pay for one in before if one is not None), sum(one.pay for one in after if one is not None)

    @property
    def change(self) -> int:
        """Return what the second scheme would have paid her more in all periods together; negative where less."""
        return self.pay[1] - self.pay[0]

    @property
    def moves(self) -> tuple[int, int]:
        """Return in how many periods she has a better place, and in how many a worse one."""
        ups = [change.up or 0 for change in self.changes if change is not None]
        return sum(up > 0 for up in ups), sum(up < 0 for up in ups)

    @property
    def moved(self) -> bool:
        """Say whether place or pay differ in any period."""
        return any(change is not None and change.moved for change in self.changes)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Two schemes over the same periods.

    Attributes
    ----------
    months
        In the order of time.
    agents
        Everybody who is in any of them: who gains most over all of them first, who loses most last, then by id.
    """

    months: tuple[Month, ...]
    agents: tuple[Through, ...]
    problems: tuple[Problem, ...]

    @property
    def latest(self) -> Comparison:
        """Return the latest period: how the schemes are called and differ, currency and digits."""
        return self.months[-1].compared

    @property
    def pay(self) -> tuple[int, int]:
        """Return all pay of all periods under each scheme, minor units."""
        before, after = (sum(month.compared.whole.pay[at] for month in self.months) for at in (0, 1))
        return before, after

    @property
    def gaining(self) -> tuple[int, int]:
        """Return how many are paid more over all periods, and how much more together."""
        gains = [agent.change for agent in self.agents if agent.change > 0]
        return len(gains), sum(gains)

    @property
    def losing(self) -> tuple[int, int]:
        """Return how many are paid less over all periods, and how much together; negative."""
        losses = [agent.change for agent in self.agents if agent.change < 0]
        return len(losses), sum(losses)

    @property
    def same(self) -> bool:
        """Say whether nothing differs in any period."""
        return all(month.compared.same for month in self.months)
