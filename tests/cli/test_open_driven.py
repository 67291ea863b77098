"""The local page as somebody uses it, in Chromium: drop, choose, look, take along; what it shows is what the commands write."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("starlette", reason="the extra 'open' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'open' is not installed")

from csscore.words import Lang
from tests.report.page.axe import serious
from tests.report.page.browser import Browser, Page
from tests.report.page.reading import standing, table
from tests.running import interruptible, invoke

ROOT = Path(__file__).parents[2]
MARCH = ROOT / "samples" / "march.xlsx"
DROPPED = """(() => {{
  const bytes = Uint8Array.from(atob("{data}"), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], "{name}"));
  document.getElementById("drop").dispatchEvent(new DragEvent("drop", {{ dataTransfer, bubbles: true, cancelable: true }}));
}})()"""
COMMANDS = "[...document.querySelectorAll('.command code')].map((code) => code.textContent)"


class Opened:
    """A running ``csscore open``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "csscore", "open", "--no-browser"],
            env={**os.environ, "TMPDIR": str(folder), "LC_ALL": "en_US.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=interruptible,  # noqa: PLW1509 - there are no threads yet
        )
        assert self._process.stdout is not None
        self.first = self._process.stdout.readline().strip()
        self.address, _, self._token = self.first.partition("/?token=")

    def get(self, path: str, lang: Lang) -> bytes:
        """Return what a browser that was here before is answered."""
        port = self.address.rpartition(":")[2]
        headers = {"Cookie": f"csscore-{port}={self._token}", "Accept-Language": lang}
        with urlopen(Request(f"{self.address}/{path}", headers=headers)) as answer:  # noqa: S310 - our own
            return answer.read()

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and what was said."""
        self._process.send_signal(signal.SIGINT)
        _, said = self._process.communicate(timeout=60)
        return self._process.returncode, said


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    found = Opened(tmp_path_factory.mktemp("temporary"))
    yield found
    code, said = found.end()
    assert code == 0
    assert said == "open this address in a browser; Ctrl-C ends it\nended; the files that were dropped are removed\n"
    assert list(found.folder.iterdir()) == []


def asked(opened: Opened, browser: Browser, lang: Lang, file: str) -> tuple[Page, list[str]]:
    """Put the month on the desk, choose a scheme, press Enter; return the page of the result and the commands that it shows."""
    page = browser.open(opened.first, lang=lang)
    assert page.run("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert page.run("location.href") == f"{opened.address}/"  # the token stays out of the history
    if lang == "zh":
        page.run(DROPPED.format(data=b64encode(MARCH.read_bytes()).decode(), name=MARCH.name))
    else:
        page.choose("#file", MARCH)
    read = page.until("document.querySelector('.files .out')?.textContent")
    assert "数据信息" in read
    page.until("document.querySelector('input[value=presale]') !== null")  # the page is made anew for what was dropped
    page.run("document.querySelector('input[value=presale]').click()")
    assert lang == "en" or serious(page) == []
    page.run("document.getElementById('go').focus()")
    page.key("Enter", 13)
    page.until("document.querySelector('iframe') !== null")
    lines = page.run(COMMANDS)
    assert shlex.split(lines[0]) == ["csscore", "report", "march.xlsx", "--scheme", "presale", "-o", file]
    assert page.run("document.querySelectorAll('#agent option').length") == 43
    return page, lines


def left(opened: Opened, *pages: Page) -> None:
    """Nothing went wrong in the pages, and they asked nobody else for anything."""
    for one in pages:
        assert one.errors() == []
        asked = [address for address in one.requests() if address != "about:blank"]
        assert all(address.startswith(f"{opened.address}/") for address in asked)
        one.close()


def on_a_phone(opened: Opened, browser: Browser, lang: Lang) -> Page:
    phone = browser.open(f"{opened.address}/result", width=390, mobile=True, lang=lang)
    assert phone.run("document.documentElement.scrollWidth") <= 390
    return phone


def test_from_an_export_to_the_bonuses(opened: Opened, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, lines = asked(opened, browser, "zh", "报告.html")
    assert serious(page) == []
    phone = on_a_phone(opened, browser, "zh")
    # a command that stands there, typed in the folder of the export, writes the same bytes
    monkeypatch.chdir(MARCH.parent)
    files = {shlex.split(line)[-1]: shlex.split(line)[1:-1] for line in lines}
    for key, ending in (("json", ".json"), ("page", ".html"), ("workbook", ".xlsx")):
        name = next(name for name in files if name.endswith(ending))
        assert invoke([*files[name], str(tmp_path / name), "--lang", "zh"], catch_exceptions=False).exit_code == 0
        assert opened.get(f"made/{key}", "zh") == (tmp_path / name).read_bytes()
    # every figure of the report is that of the ranking
    ranked = json.loads(next(tmp_path.glob("*.json")).read_text("utf-8"))["agents"]
    report = browser.open(f"{opened.address}/made/page", lang="zh")
    assert table(report, "rank", "score", "pay") == standing(ranked, "rank", "score", "pay")
    assert f">{ranked[0]['score']}<" in opened.get(f"person?agent={quote(ranked[0]['agent'])}", "zh").decode()
    left(opened, page, phone, report)


def test_it_is_the_same_way_in_english(opened: Opened, browser: Browser) -> None:
    page, _ = asked(opened, browser, "en", "report.html")
    left(opened, page, on_a_phone(opened, browser, "en"))


def test_what_is_wrong_is_shown_as_it_prints_and_a_file_runs_nothing(
    opened: Opened, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file called pandas.py lies beside; whoever imported from the folder would run it."""
    trap, rows = tmp_path / "pandas.py", tmp_path / "wrong.csv"
    trap.write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')\n", encoding="utf-8")
    rows.write_text("客服,销售额\n小美,九十五\n", encoding="utf-8")
    page = browser.open(opened.first, lang="zh")
    page.choose("#file", rows, trap)
    page.until("document.querySelectorAll('.files > li').length > 1")
    page.run(
        "[...document.querySelectorAll('.files > li')].find((one) => one.textContent.includes('march.xlsx'))?.querySelector('button').click()"
    )
    page.until("document.querySelectorAll('.files > li').length === 2")
    page.run("""(() => {
      const item = [...document.querySelectorAll('.files > li')].find((one) => one.textContent.includes('pandas.py'));
      item.querySelector('select').value = 'beside';
      document.querySelector('input[value=presale]').click();
      document.getElementById('go').click();
    })()""")
    said = page.until("location.pathname === '/result' && document.querySelector('pre.said')?.textContent")
    monkeypatch.chdir(tmp_path)
    printed = invoke(["rank", "wrong.csv", "--scheme", "presale", "--lang", "zh"]).stderr
    assert said == printed
    assert "D231" in said
    assert not (tmp_path / "sprung").exists()
    page.close()
