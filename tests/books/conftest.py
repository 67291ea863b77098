"""A folder of its own for each test, in English, without colours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import invoke

TEAM = """\
csscore: 1
name: team
metrics:
  sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}
pay:
  - {ladder: [500, 300, 100], title: Place}
"""
MARCH = "agent,sales\nMei,12000\nDan,9000\nNing,8000\n"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the current folder."""
    for name in ("FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cs(*words: str, code: int | None = 0, **options: Any) -> str:
    """Run csscore, expect an exit code, return both streams together."""
    ended = invoke(words, **options)
    assert code in (None, ended.exit_code), f"{words}: {ended.exit_code}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout + ended.stderr


def loaded(path: str | Path) -> Any:
    """Return what a JSON file says."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
