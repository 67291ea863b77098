"""Takes the pictures of the READMEs: the terminal and the page as they are, from the samples; it draws nothing that csscore does not.

``python docs/pictures.py`` writes them to docs/images again. It needs Chromium, and fonts for Chinese.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rich.cells import cell_len  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.style import Style  # noqa: E402
from rich.terminal_theme import TerminalTheme  # noqa: E402
from rich.text import Text  # noqa: E402

from csscore.report.bars import BLOCKS  # noqa: E402
from docs.making.session import LOCALES  # noqa: E402
from tests.report.page.browser import Browser, chromium  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.color import Color

    from docs.making.session import Lang

IMAGES: Final = ROOT / "docs" / "images"
LANGS: Final[dict[Lang, str]] = {"en": "", "zh": ".zh-CN"}
COLUMNS: Final = 100
PLOT: Final = "csscore rank samples/aftersale-march.csv -s aftersale --roster samples/aftersale-roster.csv --plot"
REPORT: Final = "csscore report samples/march.xlsx -s presale"
_THEME: Final = TerminalTheme(
    (29, 33, 37), (222, 224, 220),
    [(60, 66, 72), (212, 127, 143), (130, 189, 143), (211, 195, 92), (107, 167, 211), (169, 154, 214), (98, 193, 193), (222, 224, 220)],
    [(140, 148, 156), (240, 138, 126), (111, 207, 151), (233, 189, 98), (127, 184, 224), (190, 178, 230), (130, 215, 215), (255, 255, 255)],
)  # fmt: skip
"""Ground and ink, the eight colours and their bright ones."""
_PAGE: Final = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 22px 26px; background: rgb(29,33,37); color: rgb(222,224,220); width: max-content;
  font: 20px/27px "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; white-space: pre; }
.w { display: inline-block; width: 2ch; } .b { display: inline-block; width: 1ch; height: 21px; vertical-align: -4px; }
</style>"""


@cache
def plotted(lang: Lang) -> Text:
    """Return what a terminal shows for the command, with its colours."""
    environment = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "LC_ALL", "LC_MESSAGES"}}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "LANG": LOCALES[lang],
        "COLUMNS": str(COLUMNS),
        "TERM": "xterm-256color",
        "FORCE_COLOR": "1",
    }
    command = [sys.executable, "-m", *PLOT.split()]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    return Text.assemble((f"$ {PLOT}\n", "bright_black"), Text.from_ansi(ended.stdout.decode()))


def as_html(text: Text) -> str:
    """Return what a terminal shows as a page: signs of two columns are two columns wide, and blocks are filled to the eighth."""
    lines = text.split("\n", allow_blank=True)
    return _PAGE + "\n".join("".join(_pieces(line)) for line in lines)


def _pieces(line: Text) -> Iterator[str]:
    for segment in line.render(Console(color_system="256", width=500)):
        style = segment.style or Style()
        ink, ground = _rgb(style.color, "ink"), _rgb(style.bgcolor, "ground")
        weight = ";font-weight:600" if style.bold else ""
        for kind, signs in groupby(segment.text, key=_kind):
            if kind == "block":
                for sign in signs:
                    share = f"{100 * (BLOCKS.index(sign) + 1) / len(BLOCKS)}%"
                    yield f'<span class=b style="background:linear-gradient(90deg,{ink} {share},{ground} {share})"></span>'
            elif kind == "wide":
                yield from (f'<span class=w style="color:{ink}{weight}">{escape(sign)}</span>' for sign in signs)
            else:
                yield f'<span style="color:{ink}{weight}">{escape("".join(signs))}</span>'


def _kind(sign: str) -> str:
    return "block" if sign in BLOCKS else "wide" if cell_len(sign) == 2 else "plain"


def _rgb(color: Color | None, otherwise: str) -> str:
    plain = _THEME.foreground_color if otherwise == "ink" else _THEME.background_color
    found = plain if color is None else color.get_truecolor(_THEME)
    return f"rgb({found.red},{found.green},{found.blue})"


def write_page(lang: Lang, path: Path) -> None:
    """Write the page of the sample month."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": LOCALES[lang]}
    environment.pop("LC_ALL", None)
    command = [sys.executable, "-m", *REPORT.split(), "-o", str(path), "--lang", lang, "-q"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603


def take(to: Path, browser: Browser) -> list[Path]:
    """Take all the pictures and return where they are."""
    taken = []
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        for lang, suffix in LANGS.items():
            (here / f"terminal{suffix}.html").write_text(as_html(plotted(lang)), encoding="utf-8")
            write_page(lang, here / f"page{suffix}.html")
            for kind, width, height in (("terminal", 1256, 300), ("page", 1280, 800)):
                page = browser.open(here / f"{kind}{suffix}.html", width=width, height=height)
                taken.append(to / f"{kind}{suffix}.png")
                page.picture(taken[-1], whole=kind == "terminal")
                page.close()
    return taken


def main() -> None:
    """Take the pictures of the READMEs."""
    program = chromium()
    if program is None:
        raise SystemExit("there is no Chromium here")
    IMAGES.mkdir(exist_ok=True)
    # a process of the browser may write to its profile a moment longer
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        browser = Browser(program, Path(name))
        for picture in take(IMAGES, browser):
            print(f"wrote {picture.relative_to(ROOT)}, {picture.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
