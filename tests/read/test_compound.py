"""Old Excel files that end too early are refused by name, wherever they end; nothing of a library's reaches the user."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import ROOT
from tests.read.files import codes, opened, write

if TYPE_CHECKING:
    from pathlib import Path

_CASE = yaml.safe_load((ROOT / "tests" / "errors" / "D126.yaml").read_text(encoding="utf-8"))
XLS = next(zlib.decompress(base64.b64decode(file["packed"])) for file in _CASE["files"].values() if "packed" in file)


@pytest.mark.parametrize("short", [*range(1, 600, 37), 512, 128])
def test_a_file_that_ends_too_early(tmp_path: Path, capfd: pytest.CaptureFixture[str], short: int) -> None:
    """The directory of this file is its last sector, or lies before it: no entry of it is taken for whole that is not."""
    book, problems = opened(write(tmp_path / "march.xls", XLS[:-short]))
    # D126 is said of the whole file: its texts are not in its code page
    assert codes(problems) == (["D108"] if book is None else ["D126"])
    assert capfd.readouterr() == ("", "")
