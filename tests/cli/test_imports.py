"""What start-up loads: help, the list of schemes and mistakes must not pay for the numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "numpy",
    "pandas",
    "yaml",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "pyarrow",
    "charset_normalizer",
    "jsonschema",
    "pydantic",
    "starlette",
    "uvicorn",
}
PROBE = """
import atexit, json, sys
from pathlib import Path
report, sys.argv = Path(sys.argv[1]), ["csscore", *sys.argv[2:]]
atexit.register(lambda: report.write_text(json.dumps(sorted({name.partition(".")[0] for name in sys.modules}))))
from csscore.cli import main
main()
"""


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    report = tmp_path / "modules.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", PROBE, str(report), *arguments], env=environment, capture_output=True, check=False)
    return set(json.loads(report.read_text()))


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["rank", "--help"], ["schemes"], ["rank"], ["nonsense"]])
def test_nothing_heavy_is_loaded(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(tmp_path, *arguments) & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["schemes"]])
def test_only_the_command_line_toolkit_is_loaded(tmp_path: Path, arguments: list[str]) -> None:
    assert "rich" not in loaded(tmp_path, *arguments)
