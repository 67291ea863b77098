"""``csscore inspect``: how a file is read, and what is doubtful about it."""

from __future__ import annotations

from typer import Exit

from csscore import report
from csscore.cli import options
from csscore.cli.exit_codes import REJECTED
from csscore.cli.inputs import announce_stdin, expanded
from csscore.cli.output import say
from csscore.cli.waiting import waiting


def inspect(
    file: options.File,
    *,
    scheme: options.MaybeScheme = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    strict: options.Strict = False,
    talk: options.Talk,
) -> None:
    """Read one file, print how, then say what was noticed."""
    from csscore import pipeline

    speaker = talk.begin()
    announce_stdin([file])
    refused = False
    for path in expanded([file]):
        with waiting(speaker):
            readings, problems = pipeline.inspect(path, scheme=scheme, sheet=sheet, encoding=encoding)
        say(
            "\n".join(
                "".join(f"{line}\n" for line in report.reading.lines(reading, speaker.lang, keys=talk.verbose))
                for reading in readings
            )
        )
        if strict:
            speaker.forbid_warnings(problems)
        speaker.problems(problems)
        refused = refused or any(problem.severity == "error" for problem in problems)
    if refused:
        raise Exit(REJECTED)
