"""What a value is worth: one file for each family of rules."""

from __future__ import annotations

from csscore.scheme.forms import Registry
from csscore.score.points.as_is import AsIs
from csscore.score.points.attainment import Attainment
from csscore.score.points.bands import Bands
from csscore.score.points.best_share import BestShare
from csscore.score.points.curve import Curve
from csscore.score.points.deduct import Deduct
from csscore.score.points.formula import Formula
from csscore.score.points.levels import Levels
from csscore.score.points.linear import Linear
from csscore.score.points.minmax import Minmax
from csscore.score.points.percentile import Percentile
from csscore.score.points.rank import Rank
from csscore.score.points.zscore import Zscore

REGISTRY = Registry(
    "points",
    (Minmax, Linear, Bands, Curve, Attainment, Deduct, Rank, Percentile, Zscore, BestShare, Levels, AsIs, Formula),
)
