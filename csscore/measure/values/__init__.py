"""The value forms: how an agent's rows become one number."""

from __future__ import annotations

from csscore.measure.values.aggregates import Last, Max, Median, Min
from csscore.measure.values.column import Column
from csscore.measure.values.counting import Count, Distinct, Share
from csscore.measure.values.formula import Formula
from csscore.measure.values.ratio import Ratio
from csscore.measure.values.sums import Mean, Sum
from csscore.scheme.forms import Registry

REGISTRY = Registry("value", (Column, Sum, Mean, Min, Max, Median, Last, Ratio, Count, Distinct, Share, Formula))
