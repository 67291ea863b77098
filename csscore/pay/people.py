"""What conditions and amounts after scoring may name of the people: values, columns, points, score and rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csscore.scheme.names import expressions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csscore.measure.agents import AgentScope
    from csscore.measure.measured import Measured
    from csscore.scheme.model import Scheme
    from csscore.score.scoring import Scored


def scope_of(
    scheme: Scheme, measured: Measured, scored: Scored, part: Any, *, pay: NDArray[np.int64] | None = None
) -> AgentScope:
    """Return the names that expressions in a part of the scheme may use.

    Parameters
    ----------
    scheme, measured, scored
        What the earlier rooms made.
    part
        The forms whose expressions are to be computed; points are added for the ``NAME_points`` that they mention.
    pay
        Each one's pay in minor units, where it is known.
    """
    used = {name for expression in expressions(part) for name in expression.names}
    added: dict[str, Any] = {f"{name}_points": units for name, units in scored.pointed.points.items() if f"{name}_points" in used}
    if pay is not None:
        added["pay"] = pay
    scope: AgentScope = measured.scope.plus(
        score_digits=scheme.score.digits, point_digits=scheme.score.point_digits, score=scored.scores, rank=scored.ranks, **added
    )
    return scope
