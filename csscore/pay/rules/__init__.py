"""The pay rules, one file each."""

from __future__ import annotations

from csscore.pay.rules.fixed import Fixed
from csscore.pay.rules.ladder import Ladder
from csscore.scheme.forms import Registry

REGISTRY = Registry("pay", (Ladder, Fixed))
