"""What may stand beside the rules that pay by place; it pays nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.scheme.forms import form, setting
from csscore.scheme.kinds import Expression
from csscore.scheme.model import PayOptions

if TYPE_CHECKING:
    from csscore.scheme.expression import Expr


@form
class PlaceOptions(PayOptions):
    """Options of a rule in which people take places or parts."""

    among: Expr | None = setting(
        Expression(),
        "只有这些人参加，其余人的名次和份额由参加者递补",
        "only these people take part; the places and parts of the others move up",
        default=None,
    )
