"""The pay rules, one file each."""

from __future__ import annotations

from csscore.pay.rules.award import Award, Top
from csscore.pay.rules.commission import Commission
from csscore.pay.rules.fixed import Fixed
from csscore.pay.rules.formula import Formula
from csscore.pay.rules.grades import Grades
from csscore.pay.rules.growth import Growth
from csscore.pay.rules.ladder import Ladder
from csscore.pay.rules.per_unit import PerUnit
from csscore.pay.rules.pool import Pool
from csscore.pay.rules.score_share import ScoreShare
from csscore.pay.rules.team import Team
from csscore.scheme.forms import Registry

REGISTRY = Registry("pay", (Ladder, Fixed, ScoreShare, Grades, Pool, PerUnit, Commission, Growth, Award, Top, Team, Formula))
