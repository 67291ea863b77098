"""What every pay rule is: a form that turns a cohort's ranks, scores and columns into exact amounts with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from csscore.scheme.forms import Rule, form
from csscore.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from csscore.measure.scope import AgentScope
    from csscore.problems import Place, Problems
    from csscore.result import Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Payees:
    """The people a pay rule looks at: one cohort, or everybody under ``across: all``.

    ``places`` counts from 1 how many ranked people stand before each, plus one (whatever numbering `rank.ties` prints);
    0 for people who take no place. ``sharing`` is how many share the place, oneself included.
    """

    agents: NDArray[np.object_]
    places: NDArray[np.int64]
    sharing: NDArray[np.int64]
    scores: NDArray[np.int64]
    score_digits: int
    scope: AgentScope
    unit: int
    """The smallest amount that is paid, in minor units."""
    cohort: Words
    """How messages name the cohort; empty where there is one."""
    problems: Problems

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.agents)


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Exact amounts in minor units as fractions ``numerator / denominator``, and who gets one at all."""

    numerator: NDArray[Any]
    """int64, or Python ints where they are large. Shape (payees,)."""
    denominator: NDArray[Any] | int
    due: NDArray[np.bool_]
    because: Sentence


@form
class PayRule(Rule):
    """A rule of the family ``pay``."""

    line: ClassVar[Words] = Words("", "")
    """The title of its lines where the scheme gives none."""
    variable: ClassVar[bool] = True
    """Whether a gate's ``{pay: 50%}`` cuts it; base pay and allowances are not variable."""
    shares_a_total: ClassVar[bool] = False
    """Whether the exact amounts make a fixed total, so that what rounding adds or takes is reported."""
    examples: ClassVar[tuple[str, ...]] = ()

    def amounts(self, payees: Payees, options: Any) -> Amounts:
        """Return what each of the payees is due, before ``when``, ``prorate``, bounds and rounding."""
        raise NotImplementedError

    def words(self, options: Any) -> Words:
        """Return the rule in a sentence."""
        raise NotImplementedError

    def place_of(self, key: str) -> Place | None:
        """Return where a setting stands in the scheme."""
        return self.places.get(key, self.place)


def minor(amount: Fraction) -> Fraction:
    """Return an amount of currency units in minor units (分)."""
    return amount * 100
