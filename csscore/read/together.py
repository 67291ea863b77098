"""Names that several columns make together: the shop and the nickname, ``甲店:小美``; it never makes one of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from csscore.read.columns import match_agents
from csscore.read.distinct import distinct
from csscore.read.totals import names_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csscore.problems import Problems
    from csscore.read.grid import Grid
    from csscore.read.header import Header
    from csscore.read.part import Part
    from csscore.read.requirements import Requirements
    from csscore.read.totals import AgentRows

    Beside = Mapping[int, tuple[int, ...]]


class Agents(NamedTuple):
    """The columns of a sheet that may name the agent."""

    columns: dict[int, int]
    """Each with its place in the order of preference, the preferred one first."""
    beside: Beside
    """For a column that names her together with others: those, in their order."""


def agents_of(header: Header, wanted: Requirements) -> Agents:
    """Return the columns that may name the agent; one that names her only together with others needs those."""
    columns = match_agents(header, wanted.agent)
    beside: dict[int, tuple[int, ...]] = {}
    for together in wanted.together:
        *others, last = (next(iter(match_agents(header, (text,))), None) for text in together.headers)
        found = tuple(position for position in others if position is not None)
        if last in columns and len(found) == len(others):
            beside.setdefault(last, found)
    bound = {together.headers[-1] for together in wanted.together if not together.alone}
    kept = {position: order for position, order in columns.items() if position in beside or wanted.agent[order] not in bound}
    return Agents(kept, beside)


def whole_names(
    grid: Grid, header: Header, rows: AgentRows, agents: Sequence[int], beside: Beside, problems: Problems
) -> AgentRows:
    """Return the rows with the names that columns make together; D352 for rows in which one of them is empty.

    Parameters
    ----------
    grid, header, rows
        The sheet and its rows of agents.
    agents
        The columns that name the agent, the preferred one first: the first that is filled does.
    beside
        What belongs to which of them.
    problems
        Takes the rows that name nobody in full.
    """
    if not any(column in beside for column in agents):
        return rows
    names = rows.accounts.tolist()
    open_ = np.ones(len(names), dtype=np.bool_)
    for column in agents:
        here = open_ & names_in(grid, column, header.first_row)[rows.rows - header.first_row].there
        open_ &= ~here
        for part in reversed(beside.get(column, ())):
            texts = names_in(grid, part, header.first_row)[rows.rows - header.first_row].tolist()
            for row in np.flatnonzero(here).tolist():
                if texts[row] is None:
                    text = header.texts[part]
                    place = grid.place(int(rows.rows[row]), part)
                    problems.add("D352", place, group=text, column=text, agent=names[row], name=header.texts[column])
                elif not names[row].startswith(f"{texts[row]}:"):
                    names[row] = f"{texts[row]}:{names[row]}"
    return rows.called(distinct(np.array(names, dtype=object)))


def expected(wanted: Requirements) -> tuple[str, ...]:
    """Return the headers that may name the agent, as messages list them."""
    bound = {together.headers[-1] for together in wanted.together if not together.alone}
    return (
        *(" + ".join(together.headers) for together in wanted.together),
        *(text for text in wanted.agent if text not in bound),
    )


def column_with(accounts: frozenset[str], grid: Grid, header: Header) -> str | None:
    """Return the header of the column that has most of some accounts; None where none has any."""
    if not accounts:
        return None
    found = []
    for column, text in enumerate(header.texts):
        names = names_in(grid, column, header.first_row).present if text else set()
        found.append((len(names & accounts), -column, text))
    most, _, text = max(found, default=(0, 0, ""))
    return text if most else None


def listed_in_yaml(kept: Sequence[str], header: str) -> str:
    """Return headers as they stand in a list of a scheme: those that are kept, and one more."""
    return ", ".join(dict.fromkeys([*kept, header]))


def headers_of(part: Part) -> str:
    """Return the headers that name the agent in a file, as an entry of ``agent``."""
    texts = [part.header.texts[column] for column in (*part.beside, part.agent)]
    return f"[{', '.join(texts)}]" if len(texts) > 1 else texts[0]
