"""The fairness options of one metric, one after the other; the only place that knows their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from csscore.score.fairness.adjusting import adjusted
from csscore.score.fairness.shrinking import shrunk
from csscore.score.fairness.steps import Fair, Setting
from csscore.score.fairness.winsorising import winsorised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from csscore.measure.measured import Measured
    from csscore.scheme.model import Metric
    from csscore.score.fairness.steps import Step
    from csscore.score.points.base import Cohort


def fair(metric: Metric, values: NDArray[Any], measured: Measured, people: Cohort) -> Fair | None:
    """Return a metric's values as its points are made of them; None where the values are those that were measured.

    Parameters
    ----------
    metric
        The metric.
    values
        What was measured: canonical floats, or texts. Shape (people,).
    measured
        On how much the values rest, and whose cohort is whose. Arrays over people as well.
    people
        Everybody as the metric's points rule sees them.
    """
    if metric.points is None or values.dtype != np.float64:
        return None
    options = metric.points.options
    if not options.fairness():
        return None
    name = people.name
    setting = Setting(people, measured.sizes.get(name), measured.evidence.get(name), values, measured.cohort_labels)
    steps: list[Step] = []
    now = values
    for key in options.fairness():
        place = options.places.get(key, options.place)
        if key == "adjust_for":
            step = adjusted(options.adjust_for, now, setting, place)
        elif key == "shrink":
            step = shrunk(options.shrink, now, setting, place)
        else:
            step = winsorised(options.winsorise, now, setting, place)
        steps.append(step)
        now = step.values
    return Fair(now, tuple(steps))
