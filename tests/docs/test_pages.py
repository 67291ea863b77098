"""Every page is fresh, every link leads somewhere, every command has help in both languages and is documented."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from csscore.catalogue import CODES
from docs.making import cli, errors, exports
from docs.making.session import folder, run
from tests.conftest import ROOT

MARKDOWN = sorted(
    path
    for pattern in (
        "*.md",
        "docs/*.md",
        "docs/errors/*.md",
        "docs/decisions/*.md",
        "samples/*.md",
        "benchmarks/*.md",
        "schemes/*.md",
    )
    for path in ROOT.glob(pattern)
)
GENERATED = [(page, name, lang) for page in (cli, exports) for name, lang in (("", "en"), (".zh-CN", "zh"))]


@pytest.mark.parametrize(("page", "suffix", "lang"), GENERATED, ids=lambda value: getattr(value, "__name__", value) or "en")
def test_generated_pages_are_fresh(page, suffix, lang) -> None:
    path = ROOT / "docs" / f"{page.__name__.rpartition('.')[2]}{suffix}.md"
    assert path.read_text(encoding="utf-8") == page.page(lang), f"{path.name} is not fresh: run python docs/make.py"


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), target


def links(text: str) -> list[str]:
    """Return the relative links of a page, those in code left out."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    found = re.findall(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)", prose)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(text: str) -> set[str]:
    """Return what a page's links may point at: its headings as GitHub spells them, and anchors of its own."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    spelled = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return spelled | set(re.findall(r'<a id="([^"]+)">', text))


def test_every_page_is_in_the_index() -> None:
    for index, pages in (("README.md", ""), ("README.zh-CN.md", ".zh-CN")):
        linked = set(links((ROOT / "docs" / index).read_text(encoding="utf-8")))
        here = {path.name for path in (ROOT / "docs").glob("*.md") if path.name.endswith(".zh-CN.md") == bool(pages)}
        assert here - {index} <= linked


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pages_of_errors_have_every_code_in_its_room(lang) -> None:
    """What a section says is looked at where its example is run."""
    assert (ROOT / "docs" / errors.name("", lang)).read_text(encoding="utf-8") == errors.index(lang)
    found = []
    for room in errors.ROOMS:
        text = (ROOT / "docs" / errors.name(room, lang)).read_text(encoding="utf-8")
        assert text.startswith(errors.head(room, lang))
        found += [code.upper() for code in re.findall(r'^<a id="(\w+)"></a>$', text, re.MULTILINE)]
    assert sorted(found) == sorted(CODES)
    assert {code[0] for code in found} == {"S", "D", "P", "A", "B", "U"}


@pytest.mark.parametrize("command", list(cli.commands()), ids=" ".join)
def test_every_command_has_help_in_both_languages(command: tuple[str, ...]) -> None:
    call = " ".join(("csscore", *command))
    with folder(samples=False):
        english, chinese = run(f"{call} --help", "en").out, run(f"{call} --help", "zh").out
    assert re.match(r"[A-Z][^\u4e00-\u9fff]*\n", english) or english[0].islower()
    assert re.search(r"[\u4e00-\u9fff]", chinese.splitlines()[0])
    described = [re.split(r" {2,}", line.strip())[-1] for line in chinese.splitlines() if re.match(r" +(-|\[?[A-Z])", line)]
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in described), described
    for name in ("cli.md", "cli.zh-CN.md"):
        assert f"## {call}\n" in (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_command_is_in_the_list_at_the_top() -> None:
    for name in ("cli.en.md", "cli.zh.md"):
        text = (ROOT / "docs" / "making" / name).read_text(encoding="utf-8")
        assert {path[0] for path in cli.commands() if path} <= set(re.findall(r"^\| `csscore (\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["api.md", "api.zh-CN.md"])
def test_examples_of_the_api_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert found.attempted > 15
    assert found.failed == 0


def test_both_api_pages_run_the_same() -> None:
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("api.md", "api.zh-CN.md")]
    code = [re.sub(r"\.(en|zh)\b", "", "\n".join(re.findall(r"^(?:>>>|\.\.\.) .*$", page, re.MULTILINE))) for page in pages]
    assert code[0] == code[1]


CELLS = [
    *(("1234.5", None, 1234.5), ("1,234.50", None, 1234.5), ("¥1,234.50", "money", 1234.5), ("￥99", "money", 99)),
    *(("1,234元", "money", 1234), ("1.2万", None, 12000), ("(1,200)", "money", -1200), ("１２３", None, 123)),
    *(("45.23%", "percent", 0.4523), ("45.23％", "percent", 0.4523), ("38.5秒", "seconds", 38.5), ("1分20秒", "seconds", 80)),
    *(("7小时41分52秒", "seconds", 27712), ("00:01:20", "seconds", 80), ("1:20", "seconds", 80)),
    *((text, None, None) for text in ("-", "--", "—", "/", "暂无数据", "N/A", "延迟统计")),
]


@pytest.mark.parametrize(("text", "unit", "value"), CELLS)
def test_the_cells_that_the_page_of_exports_promises(text, unit, value) -> None:
    from csscore.read.grammar import Missing, Number, parse

    for name in ("exports.md", "exports.zh-CN.md"):
        assert f"`{text}`" in (ROOT / "docs" / name).read_text(encoding="utf-8")
    found = parse(text, unit)
    assert isinstance(found, Missing) if value is None else isinstance(found, Number) and float(found.value) == value


@pytest.mark.parametrize("text", ["2026-03-01", "2026/3/1", "2026.03.01", "20260301", "2026年3月1日", "Mar 1, 2026"])
def test_the_days_that_the_page_of_exports_promises(text: str) -> None:
    import numpy as np

    from csscore.read.dates import dates

    assert f"`{text}`" in (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert str(dates(np.array([text], dtype=object)).values[0]) == "2026-03-01"
