"""Equal scores with different places: the table says what ordered them, and whom; expected by hand."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import csscore
from csscore.report.anonymous import anonymous
from csscore.report.markdown import write_markdown
from csscore.report.page.still import still
from csscore.report.plot import lines as bars
from csscore.report.terminal import lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csscore.result import Result
    from csscore.words import Lang

    Rank = Callable[[str, str], Result]

SCHEME = """csscore: 1
name: team
columns: {praise: [好评数], talks: [接待数]}
metrics:
  sales: {title: {zh: 销售额, en: sales}, value: sales, unit: money, weight: 100, points: minmax}
  praise: {title: {zh: 好评数, en: praise}, value: praise, weight: 0}
  talks: {title: {zh: 接待数, en: talks}, value: talks, better: lower, weight: 0}
rank: RANK
"""
HEAD = "客服,班次,销售额,好评数,接待数\n"
PAIR = "小美,早,300,10,5\n小丹,早,300,12,5\n阿宁,早,100,1,5\n"


@pytest.fixture
def ranked(tmp_path: Path) -> Rank:
    def rank(rows: str, rule: str) -> Result:
        (tmp_path / "march.csv").write_text(HEAD + rows, "utf-8")
        (tmp_path / "team.yaml").write_text(SCHEME.replace("RANK", rule), "utf-8")
        return csscore.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"))

    return rank


def said(result: Result, lang: Lang) -> list[str]:
    begins = "同分" if lang == "zh" else "equal scores"
    return [line.plain for line in lines(result, lang, width=None, points=False) if line.plain.startswith(begins)]


def test_a_pair_that_one_metric_told_apart(ranked: Rank) -> None:
    result = ranked(PAIR, "{break: [praise, talks]}")
    assert said(result, "en") == ["equal scores: ordered by praise (小丹, 小美)"]
    assert said(result, "zh") == ["同分时按好评数排：小丹、小美"]
    page = BytesIO()
    write_markdown(result, page, lang="en")
    assert "\nequal scores: ordered by praise (小丹, 小美)\n" in page.getvalue().decode()
    assert "同分时按好评数排：小丹、小美" in [line.plain for line in bars(result, "zh", width=None)]
    assert "<li>同分时按好评数排：小丹、小美</li>" in still(result, "zh", [])


def test_the_second_metric_where_the_first_tells_nothing(ranked: Rank) -> None:
    rows = "小美,早,300,10,5\n小丹,早,300,10,4\n阿宁,早,100,1,5\n"
    assert said(ranked(rows, "{break: [praise, talks]}"), "en") == ["equal scores: ordered by talks (小丹, 小美)"]


def test_both_where_both_told(ranked: Rank) -> None:
    rows = "小美,早,300,10,5\n小丹,早,300,12,5\n阿宁,早,300,10,4\n可可,早,100,1,1\n"
    result = ranked(rows, "{break: [praise, talks]}")
    assert said(result, "zh") == ["同分时按好评数、接待数排：小丹、阿宁、小美"]
    assert said(result, "en") == ["equal scores: ordered by praise, then talks (小丹, 阿宁, 小美)"]


@pytest.mark.parametrize("rule", ["{ties: min}", "{break: [talks]}"])
def test_nothing_where_equal_scores_share_a_place(ranked: Rank, rule: str) -> None:
    assert said(ranked(PAIR, rule), "en") == []


def test_nothing_where_no_scores_are_equal(ranked: Rank) -> None:
    assert said(ranked("小美,早,300,10,5\n小丹,早,200,12,5\n", "{break: [praise]}"), "en") == []


def test_cohorts_are_not_told_apart(ranked: Rank) -> None:
    """The same scores in two shifts are two first places, which nothing ordered."""
    rows = "小美,早,300,10,5\n可可,早,100,10,5\n小丹,晚,300,12,5\n阿宁,晚,100,1,5\n"
    assert said(ranked(rows, "{within: [班次], break: [praise]}"), "en") == []


def test_a_ranking_by_a_metric(ranked: Rank) -> None:
    assert said(ranked(PAIR, "{order: praise}"), "en") == ["equal scores: ordered by praise (小丹, 小美)"]


def test_who_shares_a_place_among_them_is_named_too(ranked: Rank) -> None:
    rows = "小美,早,300,10,5\n小丹,早,300,12,5\n阿宁,早,300,10,4\n可可,早,100,1,1\n"
    assert said(ranked(rows, "{break: [praise]}"), "en") == ["equal scores: ordered by praise (小丹, 小美, 阿宁)"]


def test_the_line_is_short_however_many_there_are(ranked: Rank) -> None:
    rows = "".join(f"a{score}{n},早,{score * 100},{9 - n},5\n" for score in range(1, 7) for n in range(6))
    (line,) = said(ranked(rows, "{break: [praise]}"), "en")
    assert line == (
        "equal scores: ordered by praise (a60, a61, a62, a63 and 2 more; a50, a51, a52, a53 and 2 more; "
        "a40, a41, a42, a43 and 2 more; …)"
    )


def test_without_names_places_are_told(ranked: Rank) -> None:
    result = anonymous(ranked(PAIR, "{break: [praise]}"), "en")
    assert said(result, "en") == ["equal scores: ordered by praise (#1, #2)"]
