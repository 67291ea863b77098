"""``csscore schemes new FILE --from EXPORT``: asks, shows what each answer means for this month, writes only at the end."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from csscore.analysis.adding import Adding
from csscore.analysis.interview.export import read_export
from csscore.analysis.interview.flow import steps
from csscore.analysis.interview.questions import Misunderstood
from csscore.analysis.interview.ready import like as ready
from csscore.cli.exit_codes import REJECTED, USAGE, Stopped, stopped
from csscore.draft import Draft
from csscore.exact.fixed import MISSING, text
from csscore.pipeline import compute
from csscore.problems import Place, Problems, Rejected
from csscore.report.quantities import amount
from csscore.report.starter_draft import scheme_text, test_text
from csscore.rules import RULES
from csscore.scheme import nodes
from csscore.scheme.lookup import open_
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from csscore.analysis.interview.export import Export
    from csscore.analysis.interview.questions import Question
    from csscore.cli.console import Console
    from csscore.pipeline import Run
    from csscore.problems import Problem

_FOUND = Words(
    "{files}：{people} 人，{rows} 行，认出 {count} 项可以考核的",
    "{files}: {people} people, {rows} rows, {count} things that may count",
)
_HOW = Words("直接回车就用方括号里的；Ctrl-C 什么都不写", "Enter takes what stands in brackets; Ctrl-C writes nothing")
_NOW = Words("  → {first}；{last}；{ranked} 人排名，合计 {pay}", "  → {first}; {last}; {ranked} ranked, {pay} in all")
_PLACE = Words("第 {rank} 名 {agent} {score}", "#{rank} {agent} {score}")
_NOBODY = Words("  → 没有人排得上名次", "  → nobody is ranked")
_USED = Words("{name}: {answer}（没写，用这个）", "{name}: {answer} (not given: this is used)")
_WORKING = Words("{agent}：{parts} = {score}", "{agent}: {parts} = {score}")


class Answers:
    """Where answers come from: a file, and whoever sits at the keyboard for what it does not say."""

    def __init__(self, given: Mapping[str, str], speaker: Console, *, scripted: bool) -> None:
        self._given = dict(given)
        self._speaker = speaker
        self._scripted = scripted
        self.asked: list[str] = []

    def of(self, question: Question, apply: Callable[[tuple[str, ...]], Draft], sound: Callable[[Draft], None]) -> Draft:
        """Return the draft that an answer makes; an answer that can't be is asked for again, or refused where a file gave it."""
        self.asked.append(question.name)
        while True:
            answer = self._answer(question)
            try:
                draft = apply(question.taken(answer))
                sound(draft)
            except Misunderstood as wrong:
                if self._scripted or question.name in self._given:
                    raise stopped(USAGE, "U209", name=question.name, answer=answer, reason=wrong.words) from None
                self._speaker.remark(same("  {text}"), text=wrong.words)
            except Rejected as rejected:
                if self._scripted or question.name in self._given:
                    raise
                self._speaker.problems(rejected.problems)
            else:
                return draft

    def unused(self) -> list[str]:
        """Return what the file answers that was not asked."""
        return [name for name in self._given if name not in self.asked]

    def _answer(self, question: Question) -> str:
        if question.name in self._given:
            return self._given[question.name]
        if self._scripted:
            if question.default is None:
                raise stopped(USAGE, "U210", name=question.name, question=question.words)
            if self._speaker.verbosity > 0:
                self._speaker.remark(_USED, name=question.name, answer=question.default)
            return question.default
        for number, option in enumerate(question.options, start=1):
            self._speaker.remark(Words("  {number:>2}  {title}", "  {number:>2}  {title}"), number=number, title=option.title)
        default = f" [{question.default}]" if question.default else ""
        sys.stderr.write(f"{question.words.in_(self._speaker.lang)}{default} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise stopped(USAGE, "U210", name=question.name, question=question.words)
        return line.rstrip("\n")


def interview(
    name: str, files: Sequence[str], speaker: Console, *, answers: str | None, like: str | None, sheet: Sequence[str] | None
) -> tuple[str, str]:
    """Ask everything, and return the text of the scheme and of its test.

    Parameters
    ----------
    name
        What the scheme is to be called.
    files
        The export.
    speaker
        In whose language it is asked.
    answers
        A file of answers; what it does not say is taken as usual.
    like
        A ready-made scheme to begin with.
    sheet
        Which sheets of the export are read.
    """
    problems = Problems()
    export = read_export(files, problems, speaker.lang, sheet=sheet)
    speaker.remark(_FOUND, files=listed(list(files)), people=export.people, rows=export.rows, count=len(export.candidates))
    draft = Draft(name, name)
    if like is not None:
        draft = ready(like, draft, problems, speaker.lang)
    source = Answers(_given(answers), speaker, scripted=answers is not None)
    if answers is None:
        speaker.remark(_HOW)
    with TemporaryDirectory(prefix="csscore-") as folder:
        place = Path(folder, "scheme.yaml")

        def ranked(one: Draft) -> Run:
            place.write_text(scheme_text(one, files, speaker.lang), encoding="utf-8")
            try:
                return compute(list(files), str(place), sheet=list(sheet or ()))
            except Rejected as rejected:
                raise Rejected(tuple(_of_the_scheme(rejected.problems, str(place), f"{name}.yaml"))) from None

        def sound(one: Draft) -> None:
            if one != draft and any(metric.weight for metric in one.metrics):
                _show(ranked(one), speaker)

        asking = steps(export, draft, RULES, speaker.lang)
        try:
            question, apply = next(asking)
            while True:
                draft = source.of(question, apply, sound)
                question, apply = asking.send(draft)
        except StopIteration as done:
            draft = done.value
        _refuse_unused(source)
        return scheme_text(draft, files, speaker.lang), _test(ranked(draft), export, speaker)


def _of_the_scheme(problems: Iterable[Problem], made: str, meant: str) -> Iterator[Problem]:
    """Yield problems where the scheme is called as it will be."""
    for problem in problems:
        place = problem.place
        yield problem if place is None or place.file != made else replace(problem, place=replace(place, file=meant))


def _given(answers: str | None) -> dict[str, str]:
    """Return the answers of a file by the name of their question; a list stands for a text with commas."""
    if answers is None:
        return {}
    problems = Problems()
    source = open_(Path(answers), answers, problems)
    root = None if source is None else nodes.compose(source.text, answers, problems)
    found = {}
    for key, value in root if isinstance(root, nodes.Mapping) else ():
        items = value.items if isinstance(value, nodes.Sequence) else (value,)
        if all(isinstance(item, nodes.Scalar) for item in items):
            found[key.text] = ",".join(item.text for item in items if isinstance(item, nodes.Scalar))
        else:
            problems.add("S391", value.place, name=key.text)
    if root is not None and not isinstance(root, nodes.Mapping):
        problems.add("S391", Place(answers), name="")
    if problems.errors:
        raise Stopped(REJECTED, *problems)
    return found


def _refuse_unused(source: Answers) -> None:
    unused = source.unused()
    if unused:
        raise stopped(USAGE, "U211", names=listed(unused), known=listed(source.asked, most=60))


def _show(run: Run, speaker: Console) -> None:
    """Say who would be first and last, and what it would cost."""
    result = run.result
    ranked = [row for row in range(len(result)) if result.ranks[row] != MISSING]
    if not ranked:
        speaker.remark(_NOBODY)
        return

    def stands(row: int) -> Words:
        score = text(int(result.scores[row]), result.score_digits)
        return _PLACE.filled({"rank": int(result.ranks[row]), "agent": str(result.names[row]), "score": score})

    pay = amount(int(result.pay.sum()), result.money_digits, speaker.lang, result.currency)
    speaker.remark(_NOW, first=stands(ranked[0]), last=stands(ranked[-1]), ranked=len(ranked), pay=pay)


def _test(run: Run, export: Export, speaker: Console) -> str:
    """Return the test of a scheme: three people of the month under other names, and how their scores come about."""
    result = run.result
    ranked = [row for row in range(len(result)) if result.ranks[row] != MISSING]
    rows = list(dict.fromkeys((ranked[0], ranked[len(ranked) // 2], ranked[-1]))) if ranked else []
    names = dict(zip((str(result.agents[row]) for row in rows), Words("甲乙丙", "ABC").in_(speaker.lang), strict=False))
    given = _given_rows(run, export, names)
    alone = _again(run, given)
    adding, positions = Adding(alone), {str(agent): at for at, agent in enumerate(alone.measured.agents)}
    workings, score, rank, pay = [], {}, {}, {}
    for row, agent in enumerate(map(str, alone.result.agents)):
        parts = [
            f"{part.title.in_(speaker.lang)} {text(part.amount, adding.digits).rstrip('0').rstrip('.') or '0'}"
            for part in adding.parts(positions[agent])
        ]
        if alone.result.scores[row] != MISSING:
            score[agent] = text(int(alone.result.scores[row]), alone.result.score_digits)
            workings.append(speaker.text(_WORKING, agent=agent, parts=" + ".join(parts), score=score[agent]))
        if alone.result.ranks[row] != MISSING:
            rank[agent] = str(int(alone.result.ranks[row]))
        if alone.result.lines:
            pay[agent] = text(int(alone.result.pay[row]), alone.result.money_digits)
    expect: dict[str, Any] = {"score": score, "rank": rank, "pay": pay}
    return test_text(given, workings, {key: value for key, value in expect.items() if value}, speaker.lang)


def _given_rows(run: Run, export: Export, names: Mapping[str, str]) -> str:
    """Return the rows of some people as csv, with the columns that the scheme uses and other names."""
    table = run.inputs.main
    asked = run.plan.files
    used = [name for name in asked.columns if table.has(name) and name in export.headers]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([table.agent_header(0), *(export.headers[name] for name in used)])
    for row in range(len(table)):
        agent = str(table.agents[row])
        if agent in names:
            writer.writerow([names[agent], *(table.cell(row, name) for name in used)])
    return written.getvalue()


def _again(run: Run, given: str) -> Run:
    """Return the result of these people alone."""
    with TemporaryDirectory(prefix="csscore-") as folder:
        path = Path(folder, "given.csv")
        path.write_text(given, encoding="utf-8")
        return compute([str(path)], run.declared)
