"""The questions of an audit, one file each, in the order in which they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.analysis.audit.absence import absence
from csscore.analysis.audit.budget import budget
from csscore.analysis.audit.cliffs import cliffs
from csscore.analysis.audit.flips import flips
from csscore.analysis.audit.groups import groups
from csscore.analysis.audit.luck import luck
from csscore.analysis.audit.noise import noise
from csscore.analysis.audit.points import points
from csscore.analysis.audit.price import price
from csscore.analysis.audit.shape import shape
from csscore.analysis.audit.shocks import shocks
from csscore.analysis.audit.sobol import sobol
from csscore.analysis.audit.suggest import suggest
from csscore.analysis.audit.weights import weights
from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.analysis.audit import run as run
    from csscore.analysis.audit.asked import Question

QUESTIONS: Final[tuple[Question, ...]] = (
    weights,
    points,
    cliffs,
    price,
    luck,
    flips,
    noise,
    shocks,
    absence,
    groups,
    budget,
    shape,
    sobol,
    suggest,
)


__getattr__ = modules_of(__name__)
