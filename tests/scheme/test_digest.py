"""The fingerprint changes with what a scheme says and with nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from .loading import HEAD, loaded, sound

if TYPE_CHECKING:
    from pathlib import Path

METRICS = "metrics:\n  sales: {value: ours, weight: 60, points: minmax}\n  late: {value: late, better: lower, weight: 40, points: minmax}\n"
TEXT = HEAD + "agent: [店员]\ncolumns:\n  ours: [营业额, 流水]\n" + METRICS


def digest(text: str, here: Path, *sets: str) -> str:
    return sound(text, here, *sets).digest


def test_is_what_it_is_said_to_be(here: Path) -> None:
    """The canonical form, written by hand: names that are not used do not count."""
    (here / "names.yaml").write_text("columns:\n  late: {headers: [迟到], unit: count}\n  orders: [单数]\n", encoding="utf-8")
    said = {
        "agent": ["店员"],
        "columns": {"late": [["迟到"], "count", None], "ours": [["营业额", "流水"], None, None]},
        "csscore": "1",
        "metrics": {
            "sales": {"value": "ours", "weight": "60", "points": "minmax"},
            "late": {"value": "late", "better": "lower", "weight": "40", "points": "minmax"},
        },
        "name": "team",
    }
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert digest(TEXT + "include: names.yaml\n", here) == "sha256:" + hashlib.sha256(content.encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        "# a remark\n" + TEXT,
        TEXT.replace("name: team", "'name':   \"team\""),
        TEXT.replace("[营业额, 流水]", "\n    - 营业额\n    - 流水"),
        TEXT.replace("agent: [店员]", "agent: 店员"),
        "name: team\ncsscore: 1\n" + TEXT[len(HEAD) :],
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
    ],
)
def test_how_it_is_written_makes_no_difference(same: str, here: Path) -> None:
    assert digest(same, here) == digest(TEXT, here)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("weight: 60", "weight: 59").replace("weight: 40", "weight: 41"),
        TEXT.replace("营业额, 流水", "流水, 营业额"),
        TEXT.replace("[店员]", "[姓名]"),
        TEXT.replace("name: team", "name: tema"),
        TEXT + "title: 我们\n",
        TEXT.replace("minmax}\n  late", "rank}\n  late"),
    ],
)
def test_what_it_says_does(other: str, here: Path) -> None:
    assert digest(other, here) != digest(TEXT, here)


def test_neither_the_file_nor_the_split_into_files_counts(here: Path) -> None:
    (here / "other.yaml").write_text(TEXT, encoding="utf-8")
    other, _, _ = loaded("other.yaml")
    assert other is not None
    assert other.digest == digest(TEXT, here)
    (here / "part.yaml").write_text(METRICS, encoding="utf-8")
    assert digest(TEXT.replace(METRICS, "include: [part.yaml, columns.yaml]\n"), here) == digest(TEXT, here)


def test_a_dictionary_counts_by_the_names_that_are_used(here: Path) -> None:
    (here / "names.yaml").write_text("columns: {late: [迟到], orders: [单数]}\n", encoding="utf-8")
    text = TEXT + "include: [names.yaml]\n"
    before = digest(text, here)
    (here / "names.yaml").write_text("columns: {orders: [订单], late: 迟到, more: [更多]}\n", encoding="utf-8")
    assert digest(text, here) == before
    (here / "names.yaml").write_text("columns: {late: [迟到次数]}\n", encoding="utf-8")
    assert digest(text, here) != before


def test_a_setting_is_as_good_as_writing(here: Path) -> None:
    written = TEXT.replace("weight: 60", "weight: 70").replace("weight: 40", "weight: 30")
    assert digest(TEXT, here, "metrics.sales.weight=70", "metrics.late.weight=30") == digest(written, here)
