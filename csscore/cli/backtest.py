"""``csscore diff … --periods``: what another scheme would have paid in each of several months; it computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore import analysis
from csscore.cli.hiding import nameless
from csscore.cli.inputs import taken
from csscore.cli.months import dated_files, options_by_month
from csscore.cli.output import target, write_comparison
from csscore.cli.usage import units_of
from csscore.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from csscore.backtesting import Backtest
    from csscore.cli.console import Console

FORMATS: Final = ("table", "csv", "json", "md", "html")


def compare(
    files: Sequence[str],
    schemes: Sequence[str],
    periods: str,
    speaker: Console,
    *,
    sets: Sequence[str],
    by_month: Mapping[str, Any],
    history: Sequence[str],
    output: Mapping[str, Any],
    over: Fraction | None,
    anonymous: bool,
    strict: bool,
    options: Mapping[str, Any],
) -> bool:
    """Compute, write what came of it, say what was noticed; return whether nothing differs.

    Parameters
    ----------
    files
        With their months in front, where they were given.
    schemes
        The one that pays today, then the others.
    by_month
        ``with_``, ``roster`` and ``adjust``, each perhaps with its month in front.
    output
        ``path``, ``format`` and ``force``, as on the command line.
    """
    given, paths = dated_files(files, output["path"])
    shared, single, more = options_by_month(**by_month, anonymous=anonymous)
    asked = taken(paths, *schemes, history=history, sets=sets, others=more, anonymous=anonymous)
    to = target(
        output["path"], output["format"], force=output["force"], inputs=asked.everything(), formats=FORMATS, piped="table"
    )
    first, *others = schemes

    def compute() -> tuple[Backtest, ...]:
        pairs = [(name, asked.sets) for name in others or (None,)]
        return analysis.backtest.backtests(
            given, first, pairs, periods=periods, history=asked.history, months=single, **options, **shared
        )

    with waiting(speaker):
        found = nameless(compute, speaker.lang, asked.called(speaker.lang) if anonymous else None)
    if strict:
        speaker.forbid_warnings(found[0].problems)
    units = None if over is None else units_of(over, found[0].latest.money_digits)
    write_comparison(to, speaker.lang, "backtest", found, over=units, everybody=speaker.verbosity > 0)
    speaker.problems(found[0].problems)
    return all(said.same for said in found)
