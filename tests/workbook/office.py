"""LibreOffice recomputes workbooks: cached values are poisoned first, so only what it computed itself can appear."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine

if TYPE_CHECKING:
    from collections.abc import Sequence

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Recompute everything on loading."""
_CACHED = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="[a-z]+")?(><f>[^<]*</f>)<v>[^<]*</v>')
POISON = -987654321


def poisoned(source: Path, target: Path) -> int:
    """Copy a workbook with nonsense for every cached value of a formula; return how many there are."""
    found = 0
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content, count = _CACHED.subn(rb"\1\2<v>%d</v>" % POISON, content)
                found += count
            # every other part is copied as it is
            after.writestr(name, content)
    return found


def converted(sources: Sequence[Path], folder: Path, to: str = "xlsx") -> list[Path]:
    """Convert workbooks in one start of LibreOffice, with a profile of its own."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory(prefix="csscore-office-", ignore_cleanup_errors=True) as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_ALWAYS, encoding="utf-8")
        command = [SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", to, "--outdir"]
        subprocess.run([*command, str(folder), *map(str, sources)], check=True, capture_output=True, timeout=1800)
    return [folder / f"{source.stem}.{to.partition(':')[0]}" for source in sources]


def recomputed(sources: Sequence[Path], folder: Path) -> list[python_calamine.CalamineWorkbook]:
    """Return workbooks as LibreOffice computes them from nothing but inputs and formulas."""
    bare, done = folder / "bare", folder / "done"
    bare.mkdir()
    done.mkdir()
    copies = [bare / source.name for source in sources]
    for source, copy in zip(sources, copies, strict=True):
        poisoned(source, copy)
    return [python_calamine.CalamineWorkbook.from_path(str(path)) for path in converted(copies, done)]
