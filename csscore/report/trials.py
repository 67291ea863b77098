"""What became of a scheme's tests, for people and (JUnit) for machines; it runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from csscore.problems import SEVERITIES
from csscore.report.blocks import terminal_lines
from csscore.report.explanation import calculation
from csscore.report.plain import one_line
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.problems import Problem
    from csscore.trials import Failure, Suite, Trial
    from csscore.words import Lang

_FAILED = Words("{place}：没通过 · {name}", "{place}: failed · {name}")
_PASSED = Words("{place}：通过 · {name}", "{place}: passed · {name}")
_EXPECTED = Words(
    "{place}：{agent} 的 {column} 应为 {expected}，算出 {found}",
    "{place}: {column} of {agent}: expected {expected}, found {found}",
)
_REFUSED = Words("没有结果：", "no result:")
_TOTALS = Words(
    "{files} 个测试文件，{passed} 个通过，{failed} 个没通过", "test files: {files}, passed: {passed}, failed: {failed}"
)


def lines(suites: Sequence[Suite], lang: Lang, *, calculations: bool) -> Iterator[str]:
    """Yield what failed and why, with calculations everything, and the totals."""
    for suite in suites:
        for trial in suite.trials:
            if calculations or not trial.passed:
                yield from _trial(trial, lang)
    passed = sum(trial.passed for suite in suites for trial in suite.trials)
    failed = sum(len(suite.trials) for suite in suites) - passed
    yield _TOTALS.filled({"files": len(suites), "passed": passed, "failed": failed}).in_(lang)


def junit(suites: Sequence[Suite], lang: Lang) -> str:
    """Return the outcome as JUnit XML, without times: the same outcome is the same file."""
    written = ['<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n']
    for suite in suites:
        failures = sum(bool(trial.failures) for trial in suite.trials)
        errors = sum(bool(trial.refused) for trial in suite.trials)
        counts = f'tests="{len(suite.trials)}" failures="{failures}" errors="{errors}"'
        written.append(f"<testsuite name={_attribute(suite.file)} {counts}>\n")
        written += [_junit_case(suite, trial, lang) for trial in suite.trials]
        written.append("</testsuite>\n")
    return "".join([*written, "</testsuites>\n"])


def _trial(trial: Trial, lang: Lang) -> Iterator[str]:
    words = _PASSED if trial.passed else _FAILED
    yield one_line(words.filled({"place": trial.place, "name": trial.name}).in_(lang))
    for failure in trial.failures:
        yield f"  {one_line(_expected(failure, lang))}"
    yield from (f"  {one_line(text)}" for text in _refusals(trial, lang))
    for said in trial.explained:
        yield ""
        yield from (f"    {line}".rstrip() for line in terminal_lines(calculation(said, lang)))
    if trial.explained:
        yield ""


def _expected(failure: Failure, lang: Lang) -> str:
    details = {key: getattr(failure, key) for key in ("place", "agent", "column", "expected", "found")}
    return _EXPECTED.filled(details).in_(lang)


def _refusals(trial: Trial, lang: Lang) -> list[str]:
    return [_REFUSED.in_(lang), *(_problem(problem, lang) for problem in trial.refused)] if trial.refused else []


def _problem(problem: Problem, lang: Lang) -> str:
    place = f"{problem.place}: " if problem.place is not None and str(problem.place) else ""
    return f"{place}{SEVERITIES[problem.standing].in_(lang)} {problem.code}: {problem.message.in_(lang)}"


def _junit_case(suite: Suite, trial: Trial, lang: Lang) -> str:
    head = f"<testcase classname={_attribute(suite.scheme)} name={_attribute(trial.name)}"
    if trial.passed:
        return f"{head}/>\n"
    kind = "error" if trial.refused else "failure"
    said = _refusals(trial, lang) or [_expected(failure, lang) for failure in trial.failures]
    return f"{head}>\n<{kind} message={_attribute(said[0])}>{escape(one_line(' | '.join(said)))}</{kind}>\n</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
