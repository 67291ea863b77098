"""``csscore diff … --to-table OLD.xlsx``: a result beside the table that people are paid by today; it computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore import analysis, report
from csscore.cli.hiding import nameless
from csscore.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from csscore.cli.console import Console
    from csscore.cli.inputs import Taken
    from csscore.cli.output import Target
    from csscore.reconciliation import Reconciliation

FORMATS: Final = ("table", "csv", "json", "md", "html", "xlsx")


def compare(
    asked: Taken,
    scheme: str,
    table: str,
    to: Target,
    speaker: Console,
    *,
    columns: Mapping[str, str],
    over: Fraction | None,
    anonymous: bool,
    strict: bool,
    options: Mapping[str, Any],
) -> Reconciliation:
    """Compare with the table, write what came of it, then say what was noticed."""
    from csscore.cli.output import write_comparison

    def compute() -> Reconciliation:
        given = {"inputs": asked.inputs, "adjust": asked.adjust, "history": asked.history, "sets": asked.sets, **options}
        return analysis.reconciling.run.reconcile(asked.files, scheme, table, columns=columns, **given)

    with waiting(speaker):
        found = nameless(compute, speaker.lang, asked.called(speaker.lang) if anonymous else None)
    if strict:
        speaker.forbid_warnings(found.problems)
    if to.format == "xlsx":
        to.write(lambda out: report.reconciliation.files.write_book(found, out, lang=speaker.lang, over=over))
    else:
        write_comparison(to, speaker.lang, "reconciliation", found, over=over, everybody=speaker.verbosity > 0)
    speaker.problems(found.problems)
    return found
