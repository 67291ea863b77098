"""``csscore report``: the ranking to hand on: one HTML page, or a workbook; `rank` does the work."""

from __future__ import annotations

from csscore.cli import options
from csscore.cli.rank import rank


def report(
    month: options.Month,
    *,
    output: options.Output = None,
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Rank, write the page, then say what was noticed."""
    page = "html" if output in (None, "-") else None
    rank(month, format_=page, output=output, force=force, anonymous=anonymous, strict=strict, talk=talk)
