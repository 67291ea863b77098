"""The close checklist: what is looked at before a month is written, and what of it stops the run; it repairs nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from csscore.books.payroll import ITEMS
from csscore.exact.fixed import MISSING, fraction_text, text
from csscore.problems import Place, Problem, Problems
from csscore.result import metric_text
from csscore.scheme.accepting import accepted
from csscore.scheme.forms import nearest
from csscore.scheme.kinds import number
from csscore.scheme.lookup import open_
from csscore.scheme.nodes import Mapping, Node, Scalar, compose
from csscore.system import is_file
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.books.computing import Month, RoleRun
    from csscore.books.payroll import PayrollFile
    from csscore.books.people import Person

T = TypeVar("T")
_ITEM_OF: Final = {
    **dict.fromkeys(("D344", "D345", "D346", "D348", "D410", "D412", "D414"), "period"),
    **dict.fromkeys(("D300", "D394", "B109", "B150"), "roster"),
    **dict.fromkeys(("B110", "B111"), "totals"),
    "B112": "missing",
    **dict.fromkeys(("P179", "B152", "B153", "B154"), "leavers"),
    "B113": "variance",
    "B114": "budget",
    **dict.fromkeys(("B183", "B184", "B185"), "disputes"),
}
"""The item of each warning that belongs to one."""
_EVERYBODY: Final = frozenset({"D301", "D394", "P181", "P182"})
"""What is said of a role by itself, and asked of all roles together instead: who of a roster has no data, what is carried on."""


class Item(NamedTuple):
    """One item of the list: ``ok``, ``open`` (something is told), ``stops``, or ``none`` where there was nothing to check."""

    name: str
    state: str
    told: int = 0


class Checked(NamedTuple):
    """The list, and everything that was found, accepted or not."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]

    @property
    def stops(self) -> bool:
        """Tell whether the run may not be written."""
        return any(item.state == "stops" for item in self.items)


class Before(NamedTuple):
    """What people were paid in the month before."""

    period: str
    pay: dict[str, Fraction]
    """By id, in currency units."""


def checklist(file: PayrollFile, month: Month, people: Sequence[Person], before: Before | None) -> Checked:
    """Look at everything.

    Parameters
    ----------
    file, month, people
        What was computed, and who is paid.
    before
        The run before, if there is one.
    """
    found = Problems()
    found.extend(problem for problem in month.problems if problem.code not in _EVERYBODY)
    nowhere = _roster(month, found)
    totals = _totals(file, month, found)
    for role in month.roles:
        unranked = [str(agent) for agent, rank in zip(role.result.agents, role.result.ranks, strict=True) if rank == MISSING]
        if unranked:
            found.add("B112", None, group=role.name, role=role.name, agents=listed(sorted(unranked)))
    compared = _variance(file, month, people, before, found)
    _budget(file, month, people, found)
    told = accepted(found, file.payroll.accept)
    looked_at = {"roster": nowhere, "totals": totals, "variance": compared, "budget": file.payroll.checks.budget is not None}
    looked_at["disputes"] = file.payroll.disputes is not None
    return Checked(tuple(_items(file, told, looked_at)), told)


def _items(file: PayrollFile, told: Sequence[Problem], looked_at: dict[str, bool]) -> Iterator[Item]:
    for name in ITEMS:
        if name == "disputes" and not looked_at[name] and name not in file.payroll.checks.block:
            continue  # nobody keeps any
        count = sum(_ITEM_OF.get(problem.code) == name and problem.severity == "warning" for problem in told)
        if count:
            yield Item(name, "stops" if name in file.payroll.checks.block else "open", count)
        else:
            yield Item(name, "ok" if looked_at.get(name, True) else "none")


def _roster(month: Month, problems: Problems) -> bool:
    """Report who is in a roster and in no role (B109); return whether there is a roster."""
    there = {str(agent) for role in month.roles for agent in role.run.inputs.people.ids}
    rosters: dict[str, set[str]] = {}
    for role in month.roles:
        if role.files.roster is not None:
            rosters.setdefault(role.files.roster, set()).update(role.run.inputs.people.listed)
    for file, everybody in sorted(rosters.items()):
        absent = sorted(everybody - there)
        if absent:
            problems.add("B109", Place(file), people=listed(absent))
    return bool(rosters)


def _totals(file: PayrollFile, month: Month, problems: Problems) -> bool:
    """Compare with the totals typed in (B110: they are not there, B111: they differ); return whether there are some."""
    if file.payroll.checks.totals is None:
        return False
    name = file.payroll.checks.totals.replace("{period}", month.period)
    path = file.folder / name
    if not is_file(path):
        problems.add("B110", file.payroll.checks.places.get("totals"), file=name)
        return True
    source = open_(path, name, problems)
    node = None if source is None else compose(source.text, name, problems)
    roles = {role.name: role for role in month.roles}
    for key, said, role in _known(node, roles, name, problems):
        if not isinstance(said, Mapping):
            problems.add("B107", said.place, name=key.text, why=Words("要写成 {指标: 合计}", "it should be {METRIC: SUM}"))
            continue
        sums = _sums(role)
        for what, value, total in _known(said, sums, name, problems):
            typed = number(value.text) if isinstance(value, Scalar) else None
            if typed is None:
                problems.add("B107", value.place, name=what.text, why=Words("要是一个数", "it should be a number"))
            elif typed != total:
                details = {"role": role.name, "what": what.text, "typed": fraction_text(typed), "found": fraction_text(total)}
                problems.add("B111", value.place, difference=fraction_text(total - typed), **details)
    problems.reject()
    return True


def _known(node: Node | None, among: dict[str, T], file: str, problems: Problems) -> Iterator[tuple[Scalar, Node, T]]:
    """Yield the entries of a mapping whose keys are known, with what they name; B107 for the others."""
    if not isinstance(node, Mapping):
        if node is not None:
            problems.add(
                "B107", Place(file), name=same(""), why=Words("要写成 {岗位: {指标: 合计}}", "it should be {ROLE: {METRIC: SUM}}")
            )
        return
    for key, value in node:
        if key.text in among:
            yield key, value, among[key.text]
            continue
        near = nearest(key.text, among)
        hint = same("") if near is None else Words(f"；是不是 {near}？", f"; did you mean {near}?")
        known = listed(list(among), most=40)
        why = Words(f"没有它；有：{known.zh}{hint.zh}", f"there is no such thing; there are {known.en}{hint.en}")
        problems.add("B107", key.place, name=key.text, why=why)


def _sums(role: RoleRun) -> dict[str, Fraction]:
    """Return what totals may be compared with: the people, their pay, and the sum of each metric that has numbers."""
    result = role.result
    found = {"agents": Fraction(len(result)), "pay": Fraction(sum(result.pay.tolist()), 10**result.money_digits)}
    found["rows"] = Fraction(sum(one.rows or 0 for one in result.inputs if one.role == "files"))
    for metric in result.metrics:
        if metric.values.dtype.kind == "f":
            texts = (metric_text(result, metric, agent) for agent in range(len(result)))
            found.setdefault(metric.name, sum((Fraction(one) for one in texts if one is not None), Fraction(0)))
    return found


def _variance(file: PayrollFile, month: Month, people: Sequence[Person], before: Before | None, problems: Problems) -> bool:
    """Report people whose pay changed by more than the limit (B113); return whether there was anything to compare."""
    limit = file.payroll.checks.variance
    if limit is None or before is None:
        return False
    told = []
    for person in people:
        old, new = before.pay.get(person.agent), Fraction(person.pay, 10**month.digits)
        if old is not None and abs(new - old) > limit * abs(old):
            told.append(f"{person.agent} ({text(int(old * 10**month.digits), month.digits)} → {text(person.pay, month.digits)})")
    if told:
        problems.add("B113", None, limit=f"{fraction_text(limit * 100)}%", period=before.period, agents=listed(told))
    return True


def _budget(file: PayrollFile, month: Month, people: Sequence[Person], problems: Problems) -> None:
    budget = file.payroll.checks.budget
    total = sum(person.pay for person in people)
    if budget is not None and Fraction(total, 10**month.digits) > budget:
        over = Fraction(total, 10**month.digits) - budget
        problems.add(
            "B114",
            None,
            total=text(total, month.digits),
            budget=fraction_text(budget),
            over=text(int(over * 10**month.digits), month.digits),
        )
