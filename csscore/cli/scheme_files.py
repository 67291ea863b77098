"""``csscore schemes show|new|export|schema``: say what a scheme does, start one, print the JSON Schema of the language."""

from __future__ import annotations

from json import dumps
from pathlib import Path
from typing import Annotated

import typer

import csscore
from csscore import report
from csscore.cli import console, options
from csscore.cli.completion import complete_files, complete_schemes
from csscore.cli.exit_codes import USAGE, stopped
from csscore.cli.inputs import expanded, overrides, scheme_files
from csscore.cli.language import Language, both
from csscore.cli.output import free, say, target, write_text
from csscore.problems import Problems
from csscore.read.address import STDIN
from csscore.report.starter import starter
from csscore.report.starter_test import starter_test
from csscore.scheme.load import form_of
from csscore.scheme.lookup import OWN, cards
from csscore.scheme.schema import NAME, json_schema
from csscore.words import Words, same

_STARTED = Words("已写好 {file}；改完用 csscore check {file} 检查", "wrote {file}; edit it, then: csscore check {file}")
_TESTED = Words("它的测试在 {file}；用 csscore test {file} 运行", "its test is {file}; to run it: csscore test {file}")
_EXPORTED = Words(
    "已写好 {file}；改浅黄色的格子，再用 --scheme {file}",
    "wrote {file}; change the pale yellow cells, then use it: --scheme {file}",
)
_BESIDE = Words("旁边还写好了 {file}，编辑器按它检查和补全", "wrote {file} beside it, by which editors check and complete it")

NewFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help=both("新方案的文件名，如 schemes/我们组.yaml", "the new file, such as schemes/our-team.yaml")
    ),
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="EXPORT",
        help=both("看着这份导出的表，问十来个问题，写成方案", "ask a dozen questions about this export and write a scheme"),
        autocompletion=complete_files,
    ),
]
Like = Annotated[
    str | None,
    typer.Option(
        "--like",
        metavar="NAME",
        help=both("从这个现成的方案开始问", "begin with this ready-made scheme"),
        autocompletion=complete_schemes,
    ),
]
AnswersFile = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help=both("回答写在文件里（YAML），没写的用默认", "a file of answers (YAML); what it does not say is as usual"),
        autocompletion=complete_files,
    ),
]
FormFile = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FILE", help=both("写到哪个文件，如 方案.xlsx", "the file to write, such as scheme.xlsx")
    ),
]
SchemaFile = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help=both("写到文件，不写就打印", "write to a file; without it, print")),
]


def show(
    scheme: options.SchemeArgument,
    *,
    set_: options.Sets = None,
    talk: options.Talk,
) -> None:
    """Print what a scheme does, in words."""
    speaker = talk.begin()
    loaded = csscore.load_scheme(scheme, sets=overrides(set_))
    told = [
        [*report.describe.describe(one), *([same(""), *report.describe.names(one)] if talk.verbose else ())]
        for one in loaded.versions or (loaded,)
    ]
    texts = ("".join(f"{words.in_(speaker.lang)}\n" for words in one) for one in told)
    say("\n".join(texts))


def new(
    file: NewFile,
    *,
    from_: From = None,
    like: Like = None,
    answers: AnswersFile = None,
    sheet: options.Sheet = None,
    force: options.Force = False,
    talk: options.Talk,
) -> None:
    """Write a commented scheme with a test, and the schema that its first line names."""
    speaker = talk.begin()
    if from_ is None and (like or answers):
        raise stopped(USAGE, "U212", option="--like" if like else "--answers")
    if file == "-" and from_ is None:
        say(starter("my-team", speaker.lang))
        return
    if Path(file).parent == Path(OWN):  # the folder that help and messages speak of
        Path(OWN).mkdir(exist_ok=True)
    inputs = expanded(from_ or ())
    if STDIN in inputs:
        raise stopped(USAGE, "U114")
    place = free(file, force=force, inputs=inputs)
    test = Path(file).with_suffix(".test.yaml")
    place_of_test = free(str(test), force=force, inputs=inputs)
    name = Path(file).stem
    if from_ is None:
        text, test_text = starter(name, speaker.lang), starter_test(speaker.lang)
    else:
        from csscore.cli.interviewing import interview

        text, test_text = interview(name, inputs, speaker, answers=answers, like=like, sheet=sheet)
    write_text(place, text, force=force)
    speaker.remark(_STARTED, file=file)
    write_text(place_of_test, test_text, force=force)
    speaker.remark(_TESTED, file=test)
    beside = place.with_name(NAME)
    if not beside.exists():
        write_text(beside, _schema_text(), force=False)
        speaker.remark(_BESIDE, file=NAME)


def export(
    scheme: options.SchemeArgument,
    *,
    output: FormFile,
    set_: options.Sets = None,
    force: options.Force = False,
    talk: options.Talk,
) -> None:
    """Write a scheme as an Excel form that ``--scheme`` reads back."""
    from csscore.rules import RULES

    speaker = talk.begin()
    place = target(output, None, force=force, inputs=scheme_files(scheme), formats=("xlsx",))
    problems = Problems()
    found = form_of(scheme, RULES, problems, lang=speaker.lang, sets=overrides(set_))
    problems.reject()
    assert found is not None  # noqa: S101 - without a scheme there is an error
    loaded, text, items = found
    place.write(lambda out: report.scheme_form.write_form(items, loaded, text, out, lang=speaker.lang))
    speaker.problems(problems)
    speaker.remark(_EXPORTED, file=output)


def schema(output: SchemaFile = None, force: options.Force = False, lang: Language = None) -> None:
    """Print the JSON Schema of the language."""
    console.begin(lang, quiet=False, verbose=False)
    if output is None:
        say(_schema_text())
    else:
        write_text(free(output, force=force, inputs=_own()), _schema_text(), force=force)


def _own() -> list[str]:
    """Return one's own schemes with what they include and their tests: they are what one pays by."""
    return [file for card in cards() if not card.ready_made for file in scheme_files(card.file)]


def _schema_text() -> str:
    from csscore.rules import RULES

    return dumps(json_schema(RULES), ensure_ascii=False, indent=2) + "\n"
