"""People who are not in the files, added to what was read as if they were; it changes no row of anybody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csscore.read.load import Inputs
    from csscore.read.table import Table


def joined(inputs: Inputs, newcomers: Mapping[str, str | None]) -> Inputs:
    """Return the inputs with more people.

    Parameters
    ----------
    inputs
        What was read.
    newcomers
        Ids that nobody has, each with the person whose rows (and whose line in the roster) she has copies of, or None for
        somebody without any row.
    """
    people = inputs.people.plus(newcomers)
    position = {str(person): at for at, person in enumerate(people.ids)}
    moved = np.array([position[str(person)] for person in inputs.people.ids], dtype=np.intp)

    def table(old: Table) -> Table:
        rows, who = [np.arange(len(old), dtype=np.intp)], [moved[old.who]]
        for name, like in newcomers.items():
            own = np.flatnonzero(old.agents == like) if like is not None else np.array([], dtype=np.intp)
            rows.append(own)
            who.append(np.full(len(own), position[name], dtype=np.intp))
        return old.under(people.ids, rows=np.concatenate(rows), who=np.concatenate(who))

    extra = {name: table(old) for name, old in inputs.extra.items()}
    return replace(inputs, main=table(inputs.main), extra=extra, people=people)
