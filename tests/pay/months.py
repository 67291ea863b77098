"""Whole months through csscore itself: a scheme of a few lines and a small table in, a Result out."""

from __future__ import annotations

from fractions import Fraction

from csscore.exact.fixed import MISSING, text
from csscore.pipeline import rank
from csscore.problems import Rejected

HEAD = "csscore: 1\nname: month\nagent: [客服]\n"


def month(folder, scheme: str, table: str, **options):
    """Rank a table (csv text) by a scheme (its lines after the head)."""
    (folder / "scheme.yaml").write_text(HEAD + scheme, encoding="utf-8")
    data = folder / f"{options.get('period') or 'data'}.csv"
    data.write_text(table, encoding="utf-8")
    return rank(str(data), str(folder / "scheme.yaml"), **options)


def refused(folder, scheme: str, table: str = "客服,x\n小美,1\n"):
    """Return the errors by which a month is refused: code, place in the scheme, message and remedy in English."""
    try:
        month(folder, scheme, table)
    except Rejected as rejected:
        errors = [problem for problem in rejected.problems if problem.severity == "error"]
        return [(p.code, p.place and p.place.line, p.message.en, p.hint and p.hint.en) for p in errors]
    return []


def pay(result) -> dict[str, str]:
    """Return everybody's pay."""
    return {agent: text(int(cents), 2) for agent, cents in zip(result.agents, result.pay, strict=True)}


def lines(result, agent: str, lang="zh") -> list[tuple[str, str, str]]:
    """Return an agent's lines: title, amount, reason."""
    at = list(result.agents).index(agent)
    there = [line for line in result.lines if line.amounts[at] != MISSING]
    return [(line.title.in_(lang), text(int(line.amounts[at]), 2), line.because.at(at, lang)) for line in there]


def codes(result) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in result.problems]


def score(result) -> dict[str, Fraction]:
    """Return everybody's score."""
    return {a: Fraction(int(s), 10**result.score_digits) for a, s in zip(result.agents, result.scores, strict=True)}
