"""Pages as paper and as pictures, by a browser that is on the machine; it writes nothing but what it is asked for.

The browser gets pages of our own that load nothing and run nothing, a profile that is thrown away, and no window.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html import escape
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"{ProgramFiles}\Google\Chrome\Application\chrome.exe",
    r"{ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe",
    r"{ProgramFiles}\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS: Final = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
_PATIENCE: Final = 120
_PHONE: Final = 390
"""Pixels that a picture for chat is wide; it is drawn twice as sharp."""
_TALLEST: Final = 8_000
_HEIGHTS: Final = re.compile(r'<pre id="heights">([^<]*)</pre>')
_MADE: Final = re.compile(rb"(?<=Date \(D:)\d{14}")
_ALWAYS: Final = b"20000101000000"
_HEAD: Final = 33
"""Bytes of a PNG's signature and header; a text may stand behind them."""


class PrintingError(Exception):
    """The browser did not do what it was asked; the text says what it said."""


def browser() -> str | None:
    """Return the program of a browser that can print, if there is one."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    places = (re.sub(r"\{([^}]*)\}", lambda match: os.environ.get(match[1], ""), place) for place in _PLACES)
    return found or next((place for place in places if Path(place).is_file()), None)


def paper(page: str, program: str, *, mark: bytes) -> bytes:
    """Return a page as PDF, as its own rules for print lay it out; ``mark`` stands behind the end."""
    with TemporaryDirectory(prefix="csscore-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8", errors="replace")
        _run(program, folder, "--no-pdf-header-footer", f"--print-to-pdf={made}", source.as_uri())
        return timeless(_bytes(made)) + b"\n%" + mark + b"\n"


def timeless(document: bytes) -> bytes:
    """Return a PDF that does not say when it was made, as long as it was, so that the same page is the same bytes."""
    return _MADE.sub(_ALWAYS, document)


def pictures(pages: Sequence[str], program: str, *, mark: bytes) -> Iterator[bytes]:
    """Yield each page as a PNG as tall as it is, at the width of a phone; ``mark`` is its text near the beginning."""
    with TemporaryDirectory(prefix="csscore-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.png")
        for page, height in zip(pages, _heights(pages, program, folder), strict=True):
            source.write_text(page, encoding="utf-8", errors="replace")
            size = f"--window-size={_PHONE},{height}"
            _run(program, folder, "--force-device-scale-factor=2", size, f"--screenshot={made}", source.as_uri())
            data = _bytes(made)
            made.unlink()
            chunk = b"tEXtComment\0" + mark
            text = (len(chunk) - 4).to_bytes(4, "big") + chunk + crc32(chunk).to_bytes(4, "big")
            yield data[:_HEAD] + text + data[_HEAD:]


def _heights(pages: Sequence[str], program: str, folder: str) -> list[int]:
    """Return how tall each page is at the width of a phone: all are laid out once, beside each other."""
    frames = "".join(f'<iframe style="width:{_PHONE}px;height:10px;border:0" srcdoc="{escape(page)}"></iframe>' for page in pages)
    script = (
        "addEventListener('load', () => { const tall = [...document.querySelectorAll('iframe')].map("
        "frame => Math.ceil(frame.contentDocument.documentElement.getBoundingClientRect().height));"
        "document.body.innerHTML = '<pre id=\"heights\">' + JSON.stringify(tall) + '</pre>'; });"
    )
    source = Path(folder, "heights.html")
    page = f'<!doctype html><meta charset="utf-8"><body>{frames}<script>{script}</script></body>'
    source.write_text(page, encoding="utf-8", errors="replace")
    found = _HEIGHTS.search(_run(program, folder, "--dump-dom", source.as_uri()))
    if found is None:
        raise PrintingError("no heights")
    return [min(int(height), _TALLEST) for height in loads(found[1])]


def _run(program: str, folder: str, *arguments: str) -> str:
    """Run the browser, and return what it says."""
    own = [f"--user-data-dir={Path(folder, 'profile')}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own.append("--no-sandbox")  # it refuses to run as root otherwise
    command = [program, *_FLAGS, *own, *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - our own pages only
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintingError(str(error)) from error
    if ended.returncode:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise PrintingError(" ".join(last) or f"exit code {ended.returncode}")
    return ended.stdout.decode("utf-8", "replace")


def _bytes(made: Path) -> bytes:
    try:
        return made.read_bytes()
    except OSError as error:
        raise PrintingError(str(error)) from error
