"""``csscore sample``: every command that it names works on what it writes, and nothing is ever replaced."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_that_it_names_works(lang: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = run("sample", "--lang", lang)
    assert ended.exit_code == 0, ended.stderr
    folder, *commands = re.findall(r"^  (?:cd|csscore) (.*?)(?:  .*)?$", ended.stdout, re.MULTILINE)
    monkeypatch.chdir(folder)
    assert len(commands) == 5
    for command in commands:
        assert run(*command.split()).exit_code == 0, command


def test_it_replaces_nothing(run: Run) -> None:
    Path("here").mkdir()
    assert run("sample", "here").exit_code == 4
    assert list(Path("here").iterdir()) == []
    Path("file").write_text("mine", encoding="utf-8")
    assert run("sample", "file").exit_code == 4
    assert run("sample", "no/such").exit_code == 4


def test_it_is_in_the_wheel(tmp_path: Path) -> None:
    """Installed from its wheel, far from the checkout, csscore has its sample and its schemes."""
    pytest.importorskip("hatchling", reason="the wheel is built by hatchling, which is not here")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel)], check=True, capture_output=True
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "LANG": "en_GB.UTF-8"}
    work = tmp_path / "work"
    work.mkdir()

    def csscore(*arguments: str, cwd: Path = work) -> str:
        call = [sys.executable, "-P", "-m", "csscore", *arguments]
        return subprocess.run(call, check=True, capture_output=True, text=True, cwd=cwd, env=environment).stdout

    where = [sys.executable, "-P", "-c", "import csscore; print(csscore.__file__)"]
    assert str(tmp_path) in subprocess.run(where, check=True, capture_output=True, text=True, cwd=work, env=environment).stdout
    csscore("sample", "trial")
    assert csscore("rank", "march.xlsx", "-s", "presale", "--format", "csv", "-q", cwd=work / "trial").count("\n") == 44
