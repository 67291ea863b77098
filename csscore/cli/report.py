"""``csscore report``: the ranking to hand on: one HTML page, or a workbook; `rank` does the work."""

from __future__ import annotations

from csscore.cli import options
from csscore.cli.rank import rank


def report(
    files: options.Files,
    scheme: options.Scheme,
    output: options.Output = None,
    sheet: options.Sheet = None,
    with_: options.With = None,
    roster: options.Roster = None,
    adjust: options.Adjust = None,
    history: options.History = None,
    period: options.Period = None,
    set_: options.Sets = None,
    encoding: options.Encoding = None,
    engine: options.Engine = "auto",
    force: options.Force = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Rank, write the page, then say what was noticed."""
    rank(
        files=files,
        scheme=scheme,
        sheet=sheet,
        with_=with_,
        roster=roster,
        adjust=adjust,
        history=history,
        period=period,
        set_=set_,
        encoding=encoding,
        engine=engine,
        format_="html" if output in (None, "-") else None,
        output=output,
        force=force,
        anonymous=anonymous,
        strict=strict,
        lang=lang,
        quiet=quiet,
        verbose=verbose,
    )
