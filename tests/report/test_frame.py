"""The frame has what the csv has, every number exact, in both languages."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import csscore
from csscore.report.csv import write_csv

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = """csscore: 1
name: t
metrics:
  rate: {value: {ratio: [buyers, enquiries]}, unit: percent, weight: 100, points: minmax, missing: unranked}
rank: {within: [shop]}
pay:
  - {ladder: {first: 500, last: 100}, title: {zh: 名次奖金, en: Bonus}}
"""


def test_a_frame_is_the_csv_with_exact_numbers(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("账号,姓名\na,Anna\nb,=Ben\nc,Cleo\n", encoding="utf-8")
    data = pd.DataFrame({"agent": ["a", "b", "c"], "shop": "x", "buyers": [1, 2, 1], "enquiries": [3, 3, None]})
    result = csscore.rank(data, str(tmp_path / "s.yaml"), roster=tmp_path / "roster.csv")
    frame = result.to_frame(lang="en")
    assert list(frame.columns) == [
        *("rank", "agent", "name", "shop", "status", "score", "pay", "Bonus", "reason", "rate", "rate_points")
    ]
    assert frame["rank"].tolist() == [1, 2, pd.NA]
    assert frame["name"].tolist() == ["=Ben", "Anna", "Cleo"]  # defused where a spreadsheet would run it, not here
    assert frame["rate"].tolist() == [Decimal("0.666666666667"), Decimal("0.333333333333"), None]
    assert frame["Bonus"].tolist() == [Decimal("500.00"), Decimal("100.00"), None]
    assert [frame[name][0] for name in ("score", "rate_points")] == [Decimal("100.00"), Decimal("100.0000")]
    assert frame["reason"].tolist()[:2] == [None, None]
    assert "rate" in frame["reason"][2]
    assert list(result.to_frame().columns)[7] == "名次奖金"
    out = io.BytesIO()
    write_csv(result, out, lang="en")
    head, *rows = out.getvalue().decode().splitlines()
    assert head == ",".join(frame.columns)
    told = frame.astype(object).where(frame.notna(), "").astype(str).to_numpy().tolist()
    assert [",".join(row) for row in told] == [row.replace("'=", "=") for row in rows]
    with pytest.raises(csscore.Rejected, match="lang can't be 'fr'"):
        result.to_frame(lang="fr")
