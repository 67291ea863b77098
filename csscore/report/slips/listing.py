"""The list for payroll: whose slip is which file, and what is paid; it is the only file of slips that names everybody."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, BinaryIO

from csscore.exact.fixed import MISSING, text
from csscore.report.csv import BOM, disarmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.pipeline import Run


def write_listing(run: Run, people: Sequence[int], names: Sequence[str] | None, to: BinaryIO) -> None:
    """Write agent, name, cohort columns, rank, score, pay and file as csv.

    Parameters
    ----------
    run
        The run.
    people
        Positions in `Measured.agents`.
    names
        The file name of everybody; None where there are no files.
    to
        A binary file.
    """
    result, measured = run.result, run.measured
    rows = {str(agent): row for row, agent in enumerate(result.agents)}
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["agent", "name", *result.cohorts, "rank", "score", "pay", *(["file"] if names is not None else [])])
    for agent in people:
        row = rows[str(measured.agents[agent])]
        own = (measured.agents[agent], measured.names[agent], *(labels[row] for labels in result.cohorts.values()))
        rank, score, pay = int(result.ranks[row]), int(result.scores[row]), int(result.pay[row])
        numbers = [
            "" if rank == MISSING else str(rank),
            "" if score == MISSING else text(score, result.score_digits),
            text(pay, result.money_digits),
        ]
        file = [] if names is None else [disarmed(names[agent])]
        writer.writerow([*(disarmed(str(cell).replace("\0", "\N{REPLACEMENT CHARACTER}")) for cell in own), *numbers, *file])
    to.write(BOM + lines.getvalue().encode("utf-8", "replace"))
