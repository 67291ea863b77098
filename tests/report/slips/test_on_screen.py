"""A slip in a browser: on a phone nothing is cut off, on paper it is one page, and it asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csscore.report.slips.files import slip_html
from csscore.report.slips.paper import Papers
from csscore.words import Lang
from tests.analysis.test_slips import DECIDED, made, of
from tests.report.page.axe import serious
from tests.report.page.browser import Browser

LONG = "长" * 200
TABLE = (
    f"客服,销售额,回复率\n{LONG},123456789.01,93%\n<img src=x onerror=alert(1)>,150000,99%\n丙某,100000,97%\n丁某,140000,97%\n"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("agent", ["乙某", "丁某", LONG, "<img src=x onerror=alert(1)>"])
def test_on_a_phone_and_on_paper(tmp_path: Path, browser: Browser, agent: str, lang: Lang) -> None:
    making = made(tmp_path, decided=DECIDED) if agent in {"乙某", "丁某"} else made(tmp_path, TABLE)
    path = tmp_path / "slip.html"
    path.write_text(slip_html(Papers(making.run, lang).of(of(making, agent, what_if=True)), lang), encoding="utf-8")
    page = browser.open(path, width=390, mobile=True)
    assert page.run("document.documentElement.scrollWidth") <= 390
    assert page.run("document.querySelector('h1').textContent") == agent
    assert serious(page) == []
    page.print(tmp_path / "slip.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "slip.pdf").read_bytes())) == 1
    assert page.errors() == []
    assert len(page.requests()) == 1
    page.close()
