"""A remedy that is printed is right: whoever follows it is told no more of it, and gets a result."""

from __future__ import annotations

import pytest

from csscore.catalogue import CODES
from docs.making.cases import cases, codes_printed, followed
from tests.errors.test_cases import provide

CASES = cases()
FOLLOWED = {code: case for code, case in CASES.items() if case.follow is not None}


@pytest.mark.parametrize("code", FOLLOWED)
def test_a_remedy_works_when_followed(code: str, request: pytest.FixtureRequest) -> None:
    provide(CASES[code], request)
    ended = followed(CASES[code])
    assert code not in codes_printed(ended.err), ended.err
    assert ended.code == FOLLOWED[code].follow.get("exit", 0), ended.err


def test_every_error_and_warning_says_how_its_remedy_is_followed() -> None:
    asked = {code for code, case in CASES.items() if case.run and CODES[code].severity != "note"}
    assert sorted(code for code in asked if CASES[code].follow is None and not CASES[code].by_hand) == []
