"""Random schemes over random cohorts, with every points rule and every pay rule: an audit has an answer, and its sums hold."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import csscore
from csscore import Rejected
from csscore.auditing import Audit
from csscore.report.audit import blocks
from csscore.report.audit.files import csv_text, json_text
from tests.workbook.samples import scheme_and_rows


def audited(seed: int, folder: Path) -> Audit | None:
    """Return the audit of a random scheme; None where such a scheme does not suit such rows, and `rank` refuses it too."""
    scheme, rows = scheme_and_rows(seed)
    (folder / "random.yaml").write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
    try:
        return csscore.audit(pd.DataFrame(rows, dtype=object), str(folder / "random.yaml"), draws=100)
    except Rejected:
        return None


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> list[Audit]:
    said = [audited(seed, tmp_path_factory.mktemp("random")) for seed in range(12)]
    found = [audit for audit in said if audit is not None]
    assert len(found) >= 6
    return found


def test_they_have_an_answer(audits: list[Audit]) -> None:
    for said in audits:
        for section in said.sections:
            if section.key == "weights":
                (table,) = section.tables
                at = [column.key for column in table.columns].index("share")
                assert sum((Fraction(row[at]) for row in table.rows), Fraction(0)) == 1  # type: ignore[arg-type]
            if section.key == "budget":
                assert all(row[1] <= row[2] for row in section.tables[0].rows)  # type: ignore[operator]
            for figures in section.tables:
                assert all(len(row) == len(figures.columns) for row in figures.rows)
        for lang in ("zh", "en"):
            assert blocks(said, lang)
            assert json.loads(json_text(said, lang))["grades"]
            assert csv_text(said, lang).startswith("section,grade,finding")
