"""``csscore check``: what is wrong or doubtful with a scheme, and with its use on data."""

from __future__ import annotations

from typing import Any

import typer

import csscore
from csscore.cli import options
from csscore.cli.exit_codes import NO
from csscore.cli.hiding import nameless
from csscore.cli.inputs import announce_stdin, taken
from csscore.cli.output import say
from csscore.cli.waiting import waiting
from csscore.problems import Rejected
from csscore.report.weights import lines
from csscore.words import Words

_FOUND = Words("{errors} 处错误，{warnings} 处警告", "errors: {errors}, warnings: {warnings}")


def check(
    scheme: options.SchemeArgument,
    *,
    files: options.MaybeFiles = None,
    sheet: options.Sheet = None,
    with_: options.With = None,
    roster: options.Roster = None,
    history: options.History = None,
    period: options.Period = None,
    set_: options.Sets = None,
    encoding: options.Encoding = None,
    engine: options.Engine = "auto",
    spark_master: options.SparkMaster = None,
    strict: options.Strict = False,
    anonymous: options.Anonymous = False,
    talk: options.Talk,
) -> None:
    """Check, print the weights as they work out, then what was found."""
    speaker = talk.begin()
    options.check_engine(engine, spark_master)
    asked = taken(files or [], scheme, with_=with_, history=history, sets=set_, others=[roster])
    announce_stdin(asked.files)
    given: dict[str, Any] = {
        "sheet": sheet,
        "inputs": asked.inputs,
        "roster": roster,
        "history": asked.history,
        "period": period,
        "sets": asked.sets,
        "encoding": encoding,
        "engine": engine,
        "spark_master": spark_master,
    }
    called = asked.called(speaker.lang) if anonymous else None
    try:
        with waiting(speaker):
            if anonymous and asked.files:
                # only who ranks knows who is not to be named
                problems = nameless(lambda: csscore.rank(asked.files, scheme, **given), speaker.lang, called).problems
            else:
                problems = csscore.check(scheme, asked.files, **given)
    except Rejected as rejected:
        problems = rejected.problems
    errors, warnings = (sum(problem.severity == severity for problem in problems) for severity in ("error", "warning"))
    if not errors:
        loaded = csscore.load_scheme(scheme, sets=asked.sets)
        for one in loaded.versions or (loaded,):
            say("".join(f"{line}\n" for line in lines(one, speaker.lang)))
    speaker.problems(problems)
    say(speaker.text(_FOUND, errors=errors, warnings=warnings) + "\n")
    if errors or (strict and warnings):
        raise typer.Exit(NO)
