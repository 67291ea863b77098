"""A real disk that is full, and one that can't be written: nothing is lost and nothing is half there."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.books.conftest import cs
from tests.books.shop import month, small

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = ("run", "payroll.yaml", "--period", "2026-03", "--by", "Zhao")


def mount(*words: str) -> bool:
    try:
        return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def disk(here: Path) -> Iterator[Path]:
    """Yield the folder of the runs: a small disk of its own."""
    runs = here / "runs"
    runs.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=96k", "tmpfs", str(runs)):
        pytest.xfail("nobody may mount here")  # unlike a skip it passes where everything must run: it takes an administrator
    try:
        yield runs
    finally:
        subprocess.run(["umount", str(runs)], check=True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_disk_that_is_full(disk: Path) -> None:
    small()
    scheme = Path("presale.yaml")
    scheme.write_text(scheme.read_text().replace("100], title", "100], beyond: zero, title"))
    cs(*RUN)
    before = files(disk)
    month("2026-03", sales={f"agent {number}": number for number in range(100)})
    said = cs(*RUN, code=4)
    assert "B132" in said
    assert "untouched" in said
    assert files(disk) == before
    month("2026-03")
    cs("verify", "runs/2026-03")
    cs(*RUN)


def test_a_disk_that_cant_be_written(disk: Path) -> None:
    small()
    cs(*RUN)
    before = files(disk)
    assert mount("-o", "remount,ro", str(disk))
    month("2026-03", sales={"Mei": 1, "Dan": 2})
    assert "B132" in cs(*RUN, code=4)
    assert "B132" in cs("approve", "runs/2026-03", "--by", "Li", code=4)
    assert files(disk) == before
    month("2026-03")
    cs("verify", "runs/2026-03")
