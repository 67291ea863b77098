"""``csscore schemes``: list the schemes, say what one does, start one, print the JSON Schema of the language."""

from __future__ import annotations

from typing import Annotated

import typer

from csscore.cli import options, voice
from csscore.cli.language import both
from csscore.words import Words

_OWN, _READY_MADE = Words("自己的（./schemes）", "yours (./schemes)"), Words("内置", "built in")
_STARTED = Words("已写好 {file}；改完用 csscore check {file} 检查", "wrote {file}; edit it, then: csscore check {file}")
_TESTED = Words("它的测试在 {file}；用 csscore test {file} 运行", "its test is {file}; to run it: csscore test {file}")
_EXPORTED = Words(
    "已写好 {file}；改浅黄色的格子，再用 --scheme {file}",
    "wrote {file}; change the pale yellow cells, then use it: --scheme {file}",
)
_BESIDE = Words("编辑器按同一文件夹里的 {file} 检查和补全", "editors check and complete it by {file} beside it")

NewFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help=both("新方案的文件名，如 schemes/我们组.yaml", "the new file, such as schemes/our-team.yaml")
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


def schemes(context: typer.Context, lang: options.Language = None) -> None:
    """List the schemes where no subcommand is given."""
    if context.invoked_subcommand is None:
        list_(lang=lang)


def list_(lang: options.Language = None, quiet: options.Quiet = False, verbose: options.Verbose = False) -> None:
    """Print one line a scheme: name, title, where from."""
    from csscore.cli.output import say
    from csscore.report.plain import aligned
    from csscore.scheme.lookup import cards

    speaker = voice.begin(lang, quiet=quiet, verbose=verbose)
    rows = []
    for card in cards():
        source = card.source.in_(speaker.lang)
        where = _READY_MADE if card.ready_made else _OWN
        rows.append((card.name, card.title.in_(speaker.lang), source or where.in_(speaker.lang)))
    say("".join(f"{line}\n" for line in aligned(rows)))


def show(
    scheme: options.SchemeArgument,
    set_: options.Sets = None,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Print what a scheme does, in words."""
    from csscore import pipeline
    from csscore.cli.inputs import overrides
    from csscore.cli.output import say
    from csscore.report.describe import describe

    speaker = voice.begin(lang, quiet=quiet, verbose=verbose)
    loaded = pipeline.load_scheme(scheme, sets=overrides(set_))
    texts = ("".join(f"{words.in_(speaker.lang)}\n" for words in describe(one)) for one in loaded.versions or (loaded,))
    say("\n".join(texts))


def new(
    file: NewFile,
    force: options.Force = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Write a commented scheme with a test, and the schema that its first line names."""
    from pathlib import Path

    from csscore.cli.output import free, say, write_text
    from csscore.report.starter import starter
    from csscore.report.starter_test import starter_test
    from csscore.scheme.lookup import OWN
    from csscore.scheme.schema import NAME

    speaker = voice.begin(lang, quiet=quiet, verbose=verbose)
    if file == "-":
        say(starter("my-team", speaker.lang))
        return
    if Path(file).parent == Path(OWN):  # the folder that help and messages speak of
        Path(OWN).mkdir(exist_ok=True)
    place = free(file, force=force)
    test = Path(file).with_suffix(".test.yaml")
    place_of_test = free(str(test), force=force)
    write_text(place, starter(Path(file).stem, speaker.lang), force=force)
    speaker.remark(_STARTED, file=file)
    write_text(place_of_test, starter_test(speaker.lang), force=force)
    speaker.remark(_TESTED, file=test)
    beside = place.with_name(NAME)
    if not beside.exists():
        write_text(beside, _schema_text(), force=False)
        speaker.remark(_BESIDE, file=NAME)


def export(
    scheme: options.SchemeArgument,
    output: FormFile,
    set_: options.Sets = None,
    force: options.Force = False,
    lang: options.Language = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Write a scheme as an Excel form that ``--scheme`` reads back."""
    from csscore import pipeline
    from csscore.cli.inputs import overrides, scheme_files
    from csscore.cli.output import target
    from csscore.problems import Problems
    from csscore.report.scheme_form import write_form
    from csscore.scheme.load import form_of

    speaker = voice.begin(lang, quiet=quiet, verbose=verbose)
    place = target(output, None, force=force, inputs=scheme_files(scheme), formats=("xlsx",))
    problems = Problems()
    found = form_of(scheme, pipeline.rules(), problems, lang=speaker.lang, sets=overrides(set_))
    problems.reject()
    assert found is not None  # noqa: S101 - without a scheme there is an error
    loaded, text, items = found
    place.write(lambda out: write_form(items, loaded, text, out, lang=speaker.lang))
    speaker.problems(problems)
    speaker.remark(_EXPORTED, file=output)


def schema(output: SchemaFile = None, force: options.Force = False, lang: options.Language = None) -> None:
    """Print the JSON Schema of the language."""
    from csscore.cli.output import free, say, write_text

    voice.begin(lang, quiet=False, verbose=False)
    if output is None:
        say(_schema_text())
    else:
        write_text(free(output, force=force, inputs=_own()), _schema_text(), force=force)


def _own() -> list[str]:
    """Return one's own schemes with what they include and their tests: they are what one pays by."""
    from csscore.cli.inputs import scheme_files
    from csscore.scheme.lookup import cards

    return [file for card in cards() if not card.ready_made for file in scheme_files(card.file)]


def _schema_text() -> str:
    from json import dumps

    from csscore import pipeline
    from csscore.scheme.schema import json_schema

    return dumps(json_schema(pipeline.rules()), ensure_ascii=False, indent=2) + "\n"
