"""What Windows does otherwise, played here: readers that leave, streams in a code page, folders without locks, names of devices."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from csscore import making
from csscore.cli import output, streams
from csscore.cli.desk.desk import typed
from csscore.cli.exit_codes import PIPE
from csscore.read.address import address
from csscore.report.slips.filenames import file_stems


def test_a_reader_who_leaves_is_an_invalid_argument_there(monkeypatch: pytest.MonkeyPatch) -> None:
    left = OSError(errno.EINVAL, "Invalid argument")
    assert not streams.is_gone(left)
    monkeypatch.setattr(sys, "platform", "win32")
    assert streams.is_gone(left)
    assert not streams.is_gone(OSError(errno.ENOSPC, "No space left on device"))

    def write(_: object) -> None:
        raise left

    monkeypatch.setattr(output, "silence", lambda stream: None)
    with pytest.raises(output.Exit) as ended:
        output._print(write)
    assert ended.value.exit_code == PIPE


def test_what_is_said_into_a_file_is_no_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_ = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(bytes_, encoding="cp1252", errors="backslashreplace"))
    monkeypatch.setattr(sys, "platform", "win32")
    streams.speak_plainly()
    streams.write_error("提示：小美\n")
    assert bytes_.getvalue().decode("utf-8") == "提示：小美\n"


def test_a_folder_that_somebody_fills_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    filled, old = making.beside(tmp_path / "slips", "part"), making.beside(tmp_path / "slips", "part")
    for folder in (filled, old):
        folder.mkdir()
        (folder / "小美.html").touch()
    os.utime(old, (0, 0))
    with monkeypatch.context() as windows:
        windows.setattr(making.os, "name", "nt")
        making._sweep(tmp_path / "slips")
    assert (filled.exists(), old.exists()) == (True, False)


def test_names_that_windows_keeps_for_itself() -> None:
    names = ["CON", "a:b", "nul.txt", "end. ", 'q"?<>|*\\/']
    assert file_stems(names, names) == ["_CON", "a_b", "_nul.txt", "end", "q________"]
    assert str(address(r"D:\数据\march.xlsx#甲店")) == r"D:\数据\march.xlsx#甲店"
    assert address(r"D:\数据\march.xlsx#甲店").sheets == ("甲店",)
    with pytest.MonkeyPatch.context() as windows:
        windows.setattr(os, "name", "nt")
        assert typed(["csscore", "rank", "my file.xlsx"]) == 'csscore rank "my file.xlsx"'
