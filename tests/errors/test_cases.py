"""Every code has a case, and every case prints its code at the place it says, in both languages, and nothing else."""

from __future__ import annotations

import pytest

from csscore.catalogue import CODES
from docs.making import errors
from docs.making.cases import Case, cases, codes_printed, lacking, outcome
from docs.making.session import LOCALES
from tests.conftest import ROOT

CASES = cases()
PAGES = {f"errors/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "errors").glob("*.md")}

RUN = {code: case for code, case in CASES.items() if case.run}


@pytest.mark.parametrize("case", RUN.values(), ids=RUN)
def test_a_case_prints_its_code(case: Case, request: pytest.FixtureRequest) -> None:
    provide(case, request)
    for lang in LOCALES:
        ended = outcome(case.code, lang)
        assert set(codes_printed(ended.err)) - case.also == {case.code}, ended.err
        assert ended.code == case.exit
        page = errors.name(next(room for room in errors.ROOMS if case.code.startswith(room)), lang)
        fresh = errors.section(case, lang) in f"{PAGES.get(page)}\n"
        assert fresh, f"docs/{page} is not fresh: run python docs/make.py"
    english = outcome(case.code, "en").err
    assert any(line.startswith(f"{case.expect}: ") for line in english.splitlines()), english


def provide(case: Case, request: pytest.FixtureRequest) -> None:
    """Skip a case that needs what is not here; take the server that all tests share."""
    if (absent := lacking(case)) is not None:
        pytest.skip(absent)
    if case.tables is not None:
        request.getfixturevalue("server")
    if "pyspark" in case.needs and case.java is None:
        request.getfixturevalue("cluster")


def test_every_code_has_a_case() -> None:
    assert sorted(CODES.keys() - CASES.keys()) == []


def test_every_case_is_run() -> None:
    assert CASES.keys() - RUN.keys() == {"U106"}  # what the command line's library may say one day


def test_every_case_has_a_code() -> None:
    assert sorted(CASES.keys() - CODES.keys()) == []


def test_every_code_says_what_to_do() -> None:
    assert [code for code in CODES if CODES[code].hint is None and CASES[code].remedy is None] == []
