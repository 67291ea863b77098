"""Small inputs that once went wrong, each with what is right: a folder a case, its ``case.yaml`` says what is run and what must come.

``case.yaml`` is a list of steps, run one after the other in a copy of the folder:

``run``
    The command line behind ``csscore``; a ``rank`` that writes no file answers as JSON.
``exit``
    The exit code; 0 where nothing is said.
``score``, ``pay``, ``rank``, ``status``
    By agent. ``people: N`` says how many agents there are; where ``pay`` names all, nobody else may be there.
``value``, ``points``
    By metric, then by agent, in base units, compared as numbers.
``told``, ``noted``, ``refused``
    The codes of warnings, notes and errors that must be said.
``silent``
    Codes that must not be said; ``silent: all`` allows neither warning nor error.
``says``, ``never_says``
    Pieces of what is printed (on either stream).
``equals``
    A command line that must give the same agents.
``needs``
    A package without which the case is skipped.
``write``, ``replace``
    Before running: files to write (a text, or a workbook and the like: see ``docs.making.inputs.write``), or
    ``{file: {old: new}}`` to change, as the remedy says.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docs.making.cases import parsed
from docs.making.inputs import write
from tests.running import invoke as run

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/case.yaml"))
PROBLEM = re.compile(r"(?:^|: )(error|warning|note|错误|警告|提示) ([SDPAU]\d{3}): ", re.M)
SEVERITIES = {"错误": "error", "警告": "warning", "提示": "note"}
KEYS = {
    "run", "exit", "score", "pay", "rank", "status", "people", "value", "points", "told", "noted", "refused", "silent",
    "says", "never_says", "equals", "needs", "write", "replace", "because",
}  # fmt: skip


def invoke(line: str) -> tuple[int, str, str, Any]:
    """Run a command line; return its exit code, its two streams, and its JSON result if there is one."""
    words = shlex.split(line)
    asked = words[0] == "rank" and not {"-o", "--output", "--format"} & set(words)
    ended = run([*words, *(["--format", "json"] if asked else [])])
    result = json.loads(ended.stdout) if asked and ended.exit_code == 0 else None
    return ended.exit_code, ended.stdout, ended.stderr, result


def by_agent(result: Any, pick: Any) -> dict[str, Any]:
    return {agent["agent"]: pick(agent) for agent in result["agents"]}


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / name
    shutil.copytree(HERE / name, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    for step in parsed((HERE / name / "case.yaml").read_text(encoding="utf-8")):
        if "needs" in step:
            pytest.importorskip(step["needs"])
        assert set(step) <= KEYS, f"{name}: unknown keys {set(step) - KEYS}"
        prepare(step)
        check(step)


def prepare(step: dict[str, Any]) -> None:
    for path, content in step.get("write", {}).items():
        write(Path(path), content)
    for path, changes in step.get("replace", {}).items():
        text = Path(path).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{path} has no {old!r}"
            text = text.replace(old, new)
        Path(path).write_text(text, encoding="utf-8")


def check(step: dict[str, Any]) -> None:
    code, out, err, result = invoke(step["run"])
    shown = f"$ csscore {step['run']}\n{out}\n{err}"
    assert code == step.get("exit", 0), shown
    said: dict[str, set[str]] = {"error": set(), "warning": set(), "note": set()}
    for severity, problem in PROBLEM.findall(err):
        said[SEVERITIES.get(severity, severity)].add(problem)
    for problem in (result or {}).get("problems", ()):
        said[problem["severity"]].add(problem["code"])
    for key, severity in (("told", "warning"), ("noted", "note"), ("refused", "error")):
        assert set(step.get(key, ())) <= said[severity], shown
    silent = step.get("silent", ())
    if silent == "all":
        assert not said["warning"] | said["error"], shown
    else:
        assert not set(silent) & set().union(*said.values()), shown
    for piece in step.get("says", ()):
        assert piece in out + err, f"{piece!r} is not in\n{shown}"
    for piece in step.get("never_says", ()):
        assert piece not in out + err, f"{piece!r} is in\n{shown}"
    if "people" in step:
        assert len(result["agents"]) == step["people"], shown
    for key in ("score", "pay"):
        if key in step:
            expected = {str(agent): number(value) for agent, value in step[key].items()}
            assert by_agent(result, lambda agent, key=key: number(agent[key])) == expected, shown
    for key in ("rank", "status"):
        for agent, value in step.get(key, {}).items():
            assert by_agent(result, lambda one, key=key: one[key])[str(agent)] == value, shown
    for key in ("value", "points"):
        for metric, agents in step.get(key, {}).items():
            for agent, value in agents.items():
                got = by_agent(result, lambda one, key=key, metric=metric: number(one["metrics"][metric][key]))
                assert got[str(agent)] == number(value), shown
    if "equals" in step:
        *_, other = invoke(step["equals"])
        assert other is not None, f"{step['equals']} gave no result"
        assert result["agents"] == other["agents"], shown
