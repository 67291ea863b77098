"""Who of an earlier result is who today: the account is the person, whatever she is called; it compares no numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csscore.problems import Place
from csscore.read.texts import fold
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from csscore.problems import Problems
    from csscore.read.history import Earlier, History

    Accounts = Mapping[str, Sequence[str]]


def recognised(history: History, agents: Collection[str], accounts: Accounts, problems: Problems) -> History:
    """Return earlier results with today's people under today's ids.

    Parameters
    ----------
    history
        The results.
    agents
        Today's people.
    accounts
        The accounts of those for whom a roster tells them; of anybody else her id is the account.
    problems
        Takes what `renamed` says.
    """
    results = tuple(renamed(result, agents, accounts, problems) for result in history.results)
    return replace(history, results=results)


def renamed(result: Earlier, agents: Collection[str], accounts: Accounts, problems: Problems) -> Earlier:
    """Return an earlier result with the people of a later one under the ids that they have there.

    A person is known by any of her accounts, else by her id. Notes who has another name now (D407); warns where one id had
    other accounts (D408), where two people are one now, or one is two (D405: compared with nobody), and of ids that only look
    alike (D406: different people).
    """
    today = {str(agent): _own(str(agent), accounts) for agent in agents}
    owner: dict[str, str] = {}
    for agent in result.agents:
        owner.update((account, agent) for account in _own(agent, result.accounts))
    found = {agent: sorted({owner[account] for account in own if account in owner}) for agent, own in today.items()}
    claimed: dict[str, list[str]] = {}
    for agent, theirs in found.items():
        for other in theirs:
            claimed.setdefault(other, []).append(agent)
    said = _Said(result, problems)
    now: dict[str, str] = {}
    for agent, theirs in found.items():
        apart = sorted({mine for other in theirs for mine in claimed[other]} - {agent})
        if len(theirs) > 1 or apart:
            said.tell("D405", agent, then=theirs, now=[agent, *apart])
        elif theirs:
            now[theirs[0]] = agent
            if theirs[0] != agent:
                said.tell("D407", agent, then=theirs, accounts=today[agent])
        elif agent in result.agents and agent not in claimed:
            now[agent] = agent
            if agent in accounts and agent in result.accounts:
                said.tell("D408", agent, then=list(result.accounts[agent]), accounts=today[agent])
    alike = {_loose(own): own for agent in result.agents if agent not in now for own in (*_own(agent, result.accounts), agent)}
    for agent in sorted(today.keys() - set(now.values())):
        near = next(((own, alike[_loose(own)]) for own in (*today[agent], agent) if _loose(own) in alike), None)
        if near is not None and not found[agent] and near[0] != near[1]:
            said.tell("D406", near[0], then=[near[1]])
    if all(other == agent for other, agent in now.items()) and not (today.keys() & result.agents.keys() - now.keys()):
        return result
    rows = {
        now.get(other, other if other not in today else f"{other} ({result.span.text})"): row
        for other, row in result.agents.items()
    }
    kept = {now.get(other, other): own for other, own in result.accounts.items() if other in now or other not in today}
    return replace(result, agents=rows, accounts=kept)


def perhaps_one(left: Iterable[str], joined: Iterable[str], before: Accounts, after: Accounts) -> list[tuple[str, str]]:
    """Return people who left with people who joined who may be the same: they share an account, or their ids look alike.

    Parameters
    ----------
    left, joined
        The ids of people who are only on the one side, or only on the other.
    before, after
        The accounts of everybody for whom a roster tells them, on either side.
    """
    known = {form: agent for agent in sorted(left) for form in (_loose(agent), *_own(agent, before))}
    forms = {agent: (*_own(agent, after), _loose(agent)) for agent in sorted(joined)}
    found = ((next((known[form] for form in own if form in known), None), agent) for agent, own in forms.items())
    return [(then, now) for then, now in found if then is not None]


def _own(agent: str, accounts: Accounts) -> Sequence[str]:
    return accounts.get(agent) or (agent,)


def _loose(name: str) -> str:
    form = fold(name)
    return form.lstrip("0") or "0" if form.isdecimal() else form


class _Said:
    """Tells things of one result."""

    def __init__(self, result: Earlier, problems: Problems) -> None:
        self._result = result
        self._problems = problems

    def tell(self, code: str, agent: str, *, then: Sequence[str], now: Sequence[str] = (), accounts: Sequence[str] = ()) -> None:
        """Record a problem about one of today's people."""
        details: dict[str, Any] = {
            "then": listed(then),
            "now": listed(sorted(now)),
            "accounts": listed(accounts),
            "period": self._result.span.text,
        }
        row = "; ".join(dict.fromkeys([*then, *(accounts or [agent])]))
        self._problems.add(code, Place(self._result.file), agent=agent, row=row, **details)
