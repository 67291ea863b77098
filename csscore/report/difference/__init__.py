"""A `Comparison` for whoever decides on a change: what is different, what it comes to, who moves; it makes no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of
from csscore.report.difference.labels import label, title
from csscore.report.difference.several import several
from csscore.report.difference.single import single

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.comparison import Comparison
    from csscore.report.blocks import Block
    from csscore.report.difference import files as files
    from csscore.words import Lang

__all__ = ["blocks", "label", "title"]


def blocks(comparisons: Sequence[Comparison], lang: Lang, *, over: int | None = None, everybody: bool = False) -> list[Block]:
    """Return the document.

    Parameters
    ----------
    comparisons
        One result against one other, or against several.
    over
        List only agents whose pay changes by more than this, in minor units.
    everybody
        List agents whom nothing moves as well.
    """
    if len(comparisons) == 1:
        return list(single(comparisons[0], lang, over=over, everybody=everybody))
    return list(several(comparisons, lang, over=over, everybody=everybody))


__getattr__ = modules_of(__name__)
