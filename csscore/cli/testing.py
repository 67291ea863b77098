"""``csscore test``: runs the tests of schemes; a failed test is an answer, a wrong test file is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from csscore import analysis, report
from csscore.analysis.cases import ENDING, files_of
from csscore.cli import options
from csscore.cli.completion import complete_schemes
from csscore.cli.exit_codes import NO
from csscore.cli.inputs import scheme_files
from csscore.cli.language import both
from csscore.cli.output import free, say, write_text
from csscore.cli.waiting import waiting
from csscore.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS...",
        help=both(
            "测试文件、文件夹、方案名称或方案文件；不写就是 ./schemes",
            "test files, folders, schemes by name or file; else ./schemes",
        ),
        show_default=False,
        autocompletion=complete_schemes,
    ),
]
JUnit = Annotated[
    str | None,
    typer.Option("--junit", metavar="FILE", help=both("另写一份 JUnit XML，供 CI 用", "also write JUnit XML, for CI")),
]


def run_tests(
    paths: Paths = None,
    *,
    junit: JUnit = None,
    force: options.Force = False,
    talk: options.Talk,
) -> None:
    """Run tests and print what failed."""
    speaker = talk.begin()
    place = None if junit is None else free(junit, force=force, inputs=_read(paths or ()))
    with waiting(speaker):
        suites = analysis.testing.try_schemes(paths or (), explaining=talk.verbose)
    if place is not None:
        write_text(place, report.scheme_tests.junit(suites, speaker.lang), force=force)
    say("".join(f"{line}\n" for line in report.scheme_tests.lines(suites, speaker.lang, calculations=talk.verbose)))
    if not all(case.passed for suite in suites for case in suite.cases):
        raise typer.Exit(NO)


def _read(paths: Sequence[str]) -> Iterator[str]:
    """Yield the test files, their schemes and what these include: a report must not be written onto them."""
    yield from paths
    for test, _ in files_of(paths, Problems()):
        yield str(test)
        for ending in (".yaml", ".yml"):
            yield from scheme_files(str(test).removesuffix(ENDING) + ending)
