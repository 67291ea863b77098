"""Which inputs the variance of a function comes from: first-order and total Sobol indices; it knows nothing of scores.

References
----------
Saltelli et al. 2010, Computer Physics Communications 181:259 (the design A, B, A with a column of B); Jansen 1999, Computer
Physics Communications 117:35 (both estimators).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.exact.fixed import Floats


class Indices(NamedTuple):
    """Shares of the variance, shape (inputs,) each."""

    first: Floats
    """What an input brings about by itself."""
    total: Floats
    """What would be left if all the others were fixed: with all that it brings about together with others."""
    mean: float
    variance: float


def indices(function: Callable[[Floats], Floats], inputs: int, *, base: int, rng: np.random.Generator) -> Indices:
    """Estimate the indices of a function of independent inputs, each even between 0 and 1.

    Parameters
    ----------
    function
        Takes points of shape (n, inputs), returns shape (n,).
    inputs
        How many there are.
    base
        Points of each of the two designs; the function is asked for base · (inputs + 2) of them.
    rng
        Where the points come from.

    Returns
    -------
    Zeros where the function does not vary.
    """
    one, other = rng.random((base, inputs)), rng.random((base, inputs))
    at_one, at_other = function(one), function(other)
    both = np.concatenate((at_one, at_other))
    variance = float(both.var())
    first, total = np.zeros(inputs), np.zeros(inputs)
    if variance > 0:
        for i in range(inputs):
            mixed = one.copy()
            mixed[:, i] = other[:, i]
            at_mixed = function(mixed)
            first[i] = 1 - float(((at_other - at_mixed) ** 2).mean()) / (2 * variance)
            total[i] = float(((at_one - at_mixed) ** 2).mean()) / (2 * variance)
    return Indices(first, total, float(both.mean()), variance)
