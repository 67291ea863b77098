"""Schemes and files written on the spot, read and measured as `csscore rank` does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from csscore.measure.measured import Measured
from csscore.measure.measuring import measure
from csscore.measure.plan import compiled
from csscore.problems import Problem, Problems, Rejected, describe
from csscore.read.load import load
from csscore.rules import load_scheme

HEAD = "csscore: 1\nname: t\nagent: [agent]\n"


@dataclass
class Outcome:
    """What measuring gave, by agent, and what was reported."""

    measured: Measured | None
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    def one(self, code: str) -> Problem:
        (found,) = [problem for problem in self.problems if problem.code == code]
        return found

    def value(self, metric: str) -> dict[str, Any]:
        assert self.measured is not None, [problem.message.en for problem in self.problems]
        values = self.measured.values[metric].tolist()
        values = [None if value is None or value != value else value for value in values]
        return dict(zip(self.measured.agents.tolist(), values, strict=True))


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def scheme(self, text: str) -> Any:
        return load_scheme(self.file("t.yaml", text if "csscore:" in text else HEAD + text))

    def run(
        self,
        scheme: str,
        rows: str | list[str] | dict[str, str],
        *,
        roster: str | None = None,
        period: str | None = None,
        **inputs: str,
    ) -> Outcome:
        """Measure rows given as csv text; several files as a list, or a mapping from their names."""
        outcome = self._run(scheme, rows, roster=roster, period=period, **inputs)
        for problem in outcome.problems:  # every sentence and hint can be written
            assert describe(problem, "zh")
            assert describe(problem, "en")
        return outcome

    def _run(
        self, scheme: str, rows: str | list[str] | dict[str, str], *, roster: str | None, period: str | None, **inputs: str
    ) -> Outcome:
        problems = Problems()
        measured = None
        try:
            loaded = self.scheme(scheme)
            named = (
                rows
                if isinstance(rows, dict)
                else {f"rows{i}.csv": text for i, text in enumerate([rows] if isinstance(rows, str) else rows)}
            )
            files = [self.file(name, text) for name, text in named.items()]
            plan = compiled(loaded, problems, inputs=inputs, roster=roster is not None)
            problems.reject()
            found = load(
                files,
                plan.files,
                problems,
                roster=self.file("roster.csv", roster) if roster is not None else None,
                extra={
                    name: (self.file(f"{name}.csv", text), plan.inputs[name])
                    for name, text in inputs.items()
                    if name in plan.inputs
                },
            )
            problems.reject()
            measured = measure(plan, found, problems, period=period)
            problems.reject()
        except Rejected as rejected:
            return Outcome(measured if problems.errors else None, rejected.problems)
        return Outcome(measured, tuple(problems))

    def value(self, form: str, rows: str, *, unit: str = "number", **options: Any) -> dict[str, Any]:
        """Return one metric of a value form; nothing may be wrong."""
        outcome = self.run(f"metrics:\n  m: {{value: {form}, unit: {unit}, points: as_is, weight: 100}}\n", rows, **options)
        assert outcome.measured is not None, [problem.message.en for problem in outcome.problems]
        assert not [problem for problem in outcome.problems if problem.severity == "error"], outcome.codes
        return outcome.value("m")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
