"""No key of the language in what Chinese readers read, and no Chinese in what English readers read, but for what was given."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import csscore
from csscore import pipeline
from csscore.analysis.diff import diffs
from csscore.analysis.explain import explained
from csscore.analysis.slips import Slips
from csscore.analysis.strengths import Comparing
from csscore.analysis.unfinished.run import so_far
from csscore.report import audit, difference, explanation, markdown, reading, trend, unfinished
from csscore.report.blocks import markdown_text, terminal_lines
from csscore.report.describe import describe
from csscore.report.json import write_json
from csscore.report.page.data import page_data
from csscore.report.slips.book import write_slips
from csscore.report.slips.files import slip_markdown
from csscore.report.slips.paper import Papers
from csscore.report.terminal import lines
from csscore.report.workbook import write_workbook
from csscore.words import Words
from tests.analysis.test_unfinished import ROWS, SCHEME
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from csscore.words import Lang

SAMPLES = ROOT / "samples"
RANKED: dict[str, tuple[str, dict[str, Any]]] = {
    "presale": ("march.xlsx", {"adjust": "adjust-march.csv"}),
    "aftersale": ("aftersale-march.csv", {"roster": "aftersale-roster.csv"}),
    "aftersale-attitude": ("aftersale-march.csv", {}),
    "aftersale-rank": ("aftersale-march.csv", {"inputs": {"exam": "exam-march.csv"}}),
    "aftersale-shared": (
        "aftersale-march.csv",
        {"inputs": {"incidents": "incidents-march.csv"}, "roster": "aftersale-roster.csv"},
    ),
    "commission-marginal": ("march.xlsx", {}),
    "commission-whole": ("wages-march.csv", {}),
    "jd-presale": ("jd-march.xlsx", {}),
    "kuaishou-shop": ("kuaishou-march/shop-1.xlsx", {}),
    "orderdesk": ("orderdesk-march.csv", {}),
    "over-quota": ("kpi-march.csv", {}),
    "pre-and-aftersale": ("mixed-march.csv", {}),
    "presale-bands": ("kpi-march.csv", {}),
    "presale-closing": ("march.xlsx", {}),
    "presale-grades": ("wages-march.csv", {}),
    "presale-places": ("kpi-march.csv", {}),
    "presale-quota": ("wages-march.csv", {}),
    "presale-rank": ("march.xlsx", {}),
    "prize-classes": ("wages-march.csv", {}),
    "score-share": ("wages-march.csv", {}),
    "service-awards": ("hotline-march.csv", {}),
    "service-deductions": ("quality-march.xlsx", {}),
    "silent-pool": ("wages-march.csv", {}),
    "team-deviation": ("wages-march.csv", {}),
    "team-ranking": ("hotline-march.csv", {}),
    "leader": ("leaders-march.csv", {"inputs": {"members": "members.json"}, "roster": "leaders-roster.csv"}),
}
"""The schemes, each with a sample that it takes."""
WHOLE = ("service-awards", "team-deviation", "aftersale-shared")
"""Whose workbooks and comparisons are looked at as well: cohorts, groups of metrics, averages, formulas over the team, params, other inputs."""
AUDITED = {"presale-grades": ["luck", "weights", "shape"], "commission-marginal": (), "aftersale-attitude": ()}
"""The schemes that are audited, by which questions (all of them are a second or more): marks in words, amounts, rates."""
ALLOWED = frozenset(
    (
        *("csscore", "csv", "CSV", "JSON", "xlsx", "utf", "gb18030", "VIP", "IM", "KPI", "Nick", "Kendall", "Spearman", "Sheet1"),
        *("ibangkf", "shop"),  # a source; a shop whose name is its file's
        *("full", "suggest", "spread", "format"),  # options
        *("each", "shared_sales", "silent_sales"),  # params, to which their schemes give no titles
        "incidents",  # an input, by the name that it is given under
        "English",  # what a page calls the other language, whoever reads it
        # authors of methods, in the whole audit alone
        *(
            "Paruolo",
            "Saisana",
            "Saltelli",
            "Pearson",
            "Marshall",
            "Spiegelhalter",
            "Lingsma",
            "Triantaphyllou",
            "nchez",
            "Lazear",
        ),
        *("Rosen", "Green", "Stokey", "Phipson", "Smyth", "Dirichlet", "Sobol"),
    )
)
TYPED = re.compile(
    r"score\.digits=1|--set \S+|--spread \S+|(csscore )?rank (--set|或 diff)|csscore (diff|explain)( … --agent)?( --set)?|如 (gates: )?\\?[\[{].*"
)
"""What a reader is to type, or to write into a scheme."""
PLACEHOLDER = re.compile(r"\{\w+\}")
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]+")
FILE = re.compile(r"[\w./-]+\.(?:csv|xlsx|yaml|json)(?:\[\w+\])?(?:!?[A-Z]*\d*)?|\(\w+\)")
CODE = re.compile(r"[A-Z]+\d+")
"""A cell, or the code of a problem."""
HAN = re.compile(r"[一-鿿]+|[。；：（）“”]")


def run_of(scheme: str) -> Any:
    file, options = RANKED[scheme]
    return pipeline.compute(file, scheme, **{key: [value] if key == "adjust" else value for key, value in options.items()})


def read(run: Any, scheme: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is read of a run: where it stands, in Chinese, in English."""
    making = Slips(run)
    published = making.positions()
    first, middle = published[0], published[len(published) // 2]
    explanation_ = explained(run, middle, comparing=Comparing(run))
    slip = making.of(first, what_if=False)
    strips = [making.strip(first), making.strip(middle)]
    readings, _ = pipeline.inspect(RANKED[scheme][0], scheme=scheme)
    page = list(said_twice(page_data(run, lang="zh")))

    def table(lang: Lang) -> str:
        buffer = io.BytesIO()
        markdown.write_markdown(run.result, buffer, lang=lang)
        return "\n".join(str(line) for line in lines(run.result, lang, width=None, points=True)) + buffer.getvalue().decode()

    written = {
        "table": table,
        "schemes show": lambda lang: "\n".join(words.in_(lang) for words in describe(run.declared)),
        "explain": lambda lang: "\n".join(terminal_lines(explanation.blocks(explanation_, lang))),
        "slip": lambda lang: slip_markdown(Papers(run, lang).of(slip), lang).replace("<!-- csscore slips -->", ""),
        "slips": lambda lang: "\n".join(cells(lambda out: write_slips(run, strips, out, lang=lang))),
        "page": lambda lang: PLACEHOLDER.sub(" ", "\n".join(words.in_(lang) for words in page)),
        "inspect": lambda lang: "\n".join(line for one in readings for line in reading.lines(one, lang)),
    }
    if scheme in WHOLE:
        file, options = RANKED[scheme]
        (again,) = diffs(file, scheme, [(scheme, ("score.digits=1",))], **options)
        written["diff"] = lambda lang: markdown_text(difference.blocks([again], lang, everybody=True))
        written["workbook"] = lambda lang: "\n".join(cells(lambda out: write_workbook(run.result, out, lang=lang, run=run)))
    for where, said in written.items():
        yield where, said("zh"), said("en")


def said_twice(data: Any) -> Iterator[Words]:
    """Yield what a page says in both languages; each calls the other by its own name."""
    if isinstance(data, Words):
        yield from () if data == Words("English", "中文") else (data,)
    else:
        for one in data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ():
            yield from said_twice(one)


def cells(write: Any) -> list[str]:
    """Return the texts of a workbook, formulas and digests apart."""
    buffer = io.BytesIO()
    write(buffer)
    book = openpyxl.load_workbook(buffer)
    texts = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    return [*book.sheetnames, *(text for text in texts if not text.startswith("="))]


def told(text: str, scheme: str) -> str:
    """Return a text without file names, containers and digests, and without the short name of the scheme."""
    return TYPED.sub(" ", FILE.sub(" ", re.sub(r"sha256:\w+", " ", text))).replace(scheme, " ")


def foreign(text: str, scheme: str) -> list[str]:
    """Return the words of another language in a Chinese text, each with its line."""
    found = {word: line.strip() for line in told(text, scheme).splitlines() for word in WORD.findall(line)}
    return [f"{word}: {line[:120]}" for word, line in found.items() if word not in ALLOWED and not CODE.fullmatch(word)]


@cache
def given() -> str:
    """Return what schemes, dictionary and samples say in Chinese."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "schemes").glob("*.yaml")]
    for path in SAMPLES.rglob("*"):
        if path.suffix == ".csv":
            raw = path.read_bytes()
            texts.append(raw.decode("utf-8-sig" if b"\xe5" in raw[:400] and _is_utf8(raw) else "gb18030", "replace"))
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            texts += [
                str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
            ]
            texts += book.sheetnames
    return "\n".join(texts)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def chinese(text: str) -> list[str]:
    """Return what is Chinese in an English text and was not given, each with its line."""
    found = {word: line.strip() for line in text.splitlines() for word in HAN.findall(line)}
    return [f"{word}: {line[:120]}" for word, line in found.items() if word not in given()]


@pytest.fixture(autouse=True)
def _among_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES)


@pytest.fixture(scope="module", autouse=True)
def _members(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Write the result that leaders are measured by."""
    path = tmp_path_factory.mktemp("members") / "members.json"
    with path.open("wb") as out:
        write_json(csscore.rank(str(SAMPLES / "hotline-march.csv"), "service-awards"), out, lang="zh")
    RANKED["leader"][1]["inputs"] = {"members": str(path)}


@pytest.mark.parametrize("scheme", RANKED)
def test_readers_find_their_own_language(scheme: str) -> None:
    for where, zh, en in read(run_of(scheme), scheme):
        assert foreign(zh, scheme) == [], where
        assert chinese(en) == [], where


def test_comparisons_months_and_audits_too() -> None:
    (compared,) = diffs("march.xlsx", "presale", [("presale-rank", ())])
    halfyear = sorted(str(path.relative_to(SAMPLES)) for path in (SAMPLES / "halfyear").glob("*.csv"))
    months = csscore.trend(halfyear[:3], "presale")
    audited = csscore.audit(
        "kpi-march.csv", "presale-bands", draws=100, suggest=True, only=["weights", "points", "luck", "shape"]
    )
    for blocks in (
        lambda lang: difference.blocks([compared], lang),
        lambda lang: trend.blocks(months, lang),
        lambda lang: audit.screen(audited, lang),
    ):
        zh = re.sub("presale-(rank|bands)", " ", markdown_text(blocks("zh")))
        assert foreign(zh, "presale") == []
        assert chinese(markdown_text(blocks("en"))) == []


@pytest.mark.parametrize("scheme", AUDITED)
def test_the_whole_audit_too(scheme: str) -> None:
    audited = csscore.audit(RANKED[scheme][0], scheme, draws=100, only=AUDITED[scheme])
    for blocks in (audit.screen, audit.blocks):
        assert foreign(markdown_text(blocks(audited, "zh")), scheme) == []
        assert chinese(markdown_text(blocks(audited, "en"))) == []


def test_a_month_that_is_not_over_too(tmp_path: Path) -> None:
    for name, said in {"march.csv": ROWS, "team.yaml": SCHEME}.items():
        (tmp_path / name).write_text(said, "utf-8")
    standing = so_far(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))
    zh, en = (markdown_text(list(unfinished.blocks(standing, lang))) for lang in ("zh", "en"))
    assert foreign(zh, "team") == []
    assert [word for word in chinese(en) if word.split(":")[0] not in SCHEME + ROWS] == []


def test_every_scheme_is_looked_at() -> None:
    schemes = {path.stem for path in (ROOT / "schemes").glob("*.yaml") if not path.stem.endswith(".test")} - {"columns"}
    assert schemes == set(RANKED)
