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
    scheme, rows = scheme_and_rows(seed)
    (folder / "random.yaml").write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
    try:
        return csscore.audit(pd.DataFrame(rows, dtype=object), str(folder / "random.yaml"), draws=100)
    except Rejected:
        return None


@pytest.mark.parametrize("seed", range(24))
def test_it_has_an_answer(seed: int, tmp_path: Path) -> None:
    said = audited(seed, tmp_path)
    if said is None:  # such a scheme does not suit such rows: refused as `rank` refuses it
        return
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


def test_most_of_them_suit_their_rows(tmp_path: Path) -> None:
    assert sum(audited(seed, tmp_path) is not None for seed in range(12)) >= 6
