"""What became of a scheme's tests, for people and (JUnit) for machines; it runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from csscore.problems import SEVERITIES
from csscore.report.blocks import terminal_lines
from csscore.report.explanation import calculation
from csscore.report.plain import one_line
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.problems import Problem
    from csscore.scheme_tests import CaseResult, Failure, Suite
    from csscore.words import Lang

say = sentences(__file__)

_FAILED = say("failed")
_PASSED = say("passed")
_EXPECTED = say("expected")
_REFUSED = say("refused")
_TOTALS = say("totals")


def lines(suites: Sequence[Suite], lang: Lang, *, calculations: bool) -> Iterator[str]:
    """Yield what failed and why, with calculations everything, and the totals."""
    for suite in suites:
        for case in suite.cases:
            if calculations or not case.passed:
                yield from _case(case, lang)
    passed = sum(case.passed for suite in suites for case in suite.cases)
    failed = sum(len(suite.cases) for suite in suites) - passed
    yield _TOTALS.filled({"files": len(suites), "passed": passed, "failed": failed}).in_(lang)


def junit(suites: Sequence[Suite], lang: Lang) -> str:
    """Return the outcome as JUnit XML, without times: the same outcome is the same file."""
    written = ['<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n']
    for suite in suites:
        failures = sum(bool(case.failures) for case in suite.cases)
        errors = sum(bool(case.refused) for case in suite.cases)
        counts = f'tests="{len(suite.cases)}" failures="{failures}" errors="{errors}"'
        written.append(f"<testsuite name={_attribute(suite.file)} {counts}>\n")
        written += [_junit_case(suite, case, lang) for case in suite.cases]
        written.append("</testsuite>\n")
    return "".join([*written, "</testsuites>\n"])


def _case(case: CaseResult, lang: Lang) -> Iterator[str]:
    words = _PASSED if case.passed else _FAILED
    yield one_line(words.filled({"place": case.place, "name": case.name}).in_(lang))
    for failure in case.failures:
        yield f"  {one_line(_expected(failure, lang))}"
    yield from (f"  {one_line(text)}" for text in _refusals(case, lang))
    for said in case.explained:
        yield ""
        yield from (f"    {line}".rstrip() for line in terminal_lines(calculation(said, lang)))
    if case.explained:
        yield ""


def _expected(failure: Failure, lang: Lang) -> str:
    details = {key: getattr(failure, key) for key in ("place", "agent", "column", "expected", "found")}
    return _EXPECTED.filled(details).in_(lang)


def _refusals(case: CaseResult, lang: Lang) -> list[str]:
    return [_REFUSED.in_(lang), *(_problem(problem, lang) for problem in case.refused)] if case.refused else []


def _problem(problem: Problem, lang: Lang) -> str:
    place = f"{problem.place}: " if problem.place is not None and str(problem.place) else ""
    return f"{place}{SEVERITIES[problem.standing].in_(lang)} {problem.code}: {problem.message.in_(lang)}"


def _junit_case(suite: Suite, case: CaseResult, lang: Lang) -> str:
    head = f"<testcase classname={_attribute(suite.scheme)} name={_attribute(case.name)}"
    if case.passed:
        return f"{head}/>\n"
    kind = "error" if case.refused else "failure"
    said = _refusals(case, lang) or [_expected(failure, lang) for failure in case.failures]
    return f"{head}>\n<{kind} message={_attribute(said[0])}>{escape(one_line(' | '.join(said)))}</{kind}>\n</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
