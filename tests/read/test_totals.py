"""What is dropped is no agent's row, and what is an agent's row is never dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.read.grid import CellError
from csscore.read.header import find_header
from csscore.read.texts import fold, is_nothing, text_of
from csscore.read.totals import agent_rows, is_summary
from tests.read.grids import at_size, grid, wanted


def rows_of(rows, *, agents=(0,), asked=None, **options):
    sheet = grid(rows, **options)
    return agent_rows(sheet, find_header(sheet, asked or wanted("销售额")), agents)


def dropped(found):
    return [(drop.row, drop.text, drop.code) for drop in found.dropped]


SUMMARIES = [
    *("汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值", "均值", "总值", "店铺汇总值", "店铺平均值"),
    *("平均分", "最高分", "最低值", "及格率"),
    *("合计", "总计", "小计", "平均", "全部", "同行平均", "售前组合计", "团队平均", "A组小计", "合 计", "平 均 值"),
    *(
        "合计：",
        "合计(元)",
        "【合计】",
        "共计12人",
        "合计（12人）",
        "Total",
        "TOTAL",
        "ＴＯＴＡＬ",
        "Totals",
        "Grand Total",
        "Subtotal",
    ),
    *("合計", "總計", "3月合计", "三月份小计", "本月合计", "总平均", "平均分", "人均", "累计", "目标值", "去年同期", "本店"),
    *("Mean", "All teammates", "Average", "Summary", "Overall", "Team average", "All agents"),
]
PEOPLE = [
    *(
        "平均小王",
        "汇总小王",
        "总计哥",
        "均衡",
        "小合",
        "和计",
        "同行",
        "全店客服小美",
        "店铺:小美",
        "加普威旗舰店:小雷",
        "优秀",
        "客服优秀",
    ),
    *(
        "平平",
        "vitabiotics海外旗舰店:技术",
        "小总",
        "计小美",
        "售前小组",
        "组长",
        "均",
        "标准小王",
        "Nobu",
        "Totally",
        "Summer",
        "Max",
        "Sumit",
        "Allan",
    ),
]


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary_names(name):
    assert is_summary(fold(name))


@pytest.mark.parametrize("name", PEOPLE)
def test_names_of_people(name):
    assert not is_summary(fold(name))


def test_a_subtotal_of_an_agent_needs_the_agent():
    assert is_summary("小美汇总", {"小美"})
    assert not is_summary("小美汇总", {"小丹"})


def test_six_summary_rows_below():
    tail = ["汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"]
    found = rows_of([["旺旺昵称", "销售额"], ["小美", 1.0], ["平均小王", 2.0], *([name, 9.0] for name in tail)])
    assert found.accounts.tolist() == ["小美", "平均小王"]
    assert dropped(found) == [(3 + i, name, "D240") for i, name in enumerate(tail)]


def test_summary_rows_above_and_between():
    found = rows_of(
        [["客服", "销售额"], ["总计", 3.0], ["平均", 1.5], ["小美", 1.0], ["小计", 1.0], ["小丹", 2.0], ["小计", 2.0]]
    )
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert [drop.row for drop in found.dropped] == [1, 2, 4, 6]


def test_summary_in_another_agent_column():
    rows = [
        ["客服账号", "客服昵称", "销售额"],
        ["kf01", "小美", 1.0],
        [None, "小丹", 2.0],
        ["店铺汇总值", "-", 3.0],
        ["shop", "店铺平均值", 1.5],
    ]
    found = rows_of(rows, agents=(0, 1), asked=wanted("销售额", agent=["客服账号", "客服昵称"]))
    assert found.accounts.tolist() == ["kf01", "小丹"]
    assert found.from_others == 1
    assert dropped(found) == [(3, "店铺汇总值", "D240"), (4, "店铺平均值", "D240")]


@pytest.mark.parametrize("empty", [None, "", "-", "--", " "])
def test_a_total_without_a_name_at_the_edge(empty):
    found = rows_of([["客服", "销售额"], ["小美", 1.0], ["小丹", 2.0], [empty, 3.0]])
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert dropped(found) == [(3, "", "D240")]


def test_a_row_without_a_name_in_between_is_doubtful():
    found = rows_of([["客服", "备注", "销售额"], ["小美", None, 1.0], [None, "早班", 3.0], ["小丹", None, 2.0]])
    assert dropped(found) == [(2, "早班", "D241")]


def test_empty_rows_and_rows_of_dashes_are_silent():
    found = rows_of([["客服", "销售额"], [None, None], ["小美", 1.0], ["", "  "], ["暂无数据", "-"], [None, None]])
    assert found.accounts.tolist() == ["小美"]
    assert dropped(found) == []


def test_an_agent_without_data_stays():
    found = rows_of([["客服", "销售额"], ["小美", 1.0], ["小丹", None]])
    assert found.accounts.tolist() == ["小美", "小丹"]


def test_footnotes_below():
    rows = [
        ["客服", "销售额", "转化率", "回复率"],
        ["小美", 1.0, 0.5, 1.0],
        ["小丹", None, None, None],
        ["合计", 1.0, 0.5, 1.0],
        [],
    ]
    notes = [["注：以上数据不含退款"], ["数据来源：生意参谋", None, None, "制表：小美"], [None, "以系统为准"]]
    found = rows_of([*rows, *notes])
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert [(drop.row, drop.code) for drop in found.dropped] == [(3, "D240"), (5, "D242"), (6, "D242"), (7, "D242")]


@pytest.mark.parametrize(
    "text", ["1/7", "第 1 页 共 7 页", "第1页/共7页", "Page 1 of 7", "page 2", "Seite 1 von 7", "- 3 -", "1 / 7 页"]
)
def test_what_a_printed_page_says_is_no_agent_wherever_it_stands(text):
    found = rows_of([["客服", "销售额"], ["小美", 1.0], [text, None], ["小丹", 2.0], [text, None]])
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert [(drop.row, drop.code) for drop in found.dropped] == [(2, "D242"), (4, "D242")]
    assert rows_of([["客服", "销售额"], ["小美", 1.0], [text, 3.0]]).accounts.tolist() == ["小美", text]


def test_a_long_account_name_at_the_end_is_no_footnote():
    name = "vitabiotics海外旗舰店:技术"
    assert rows_of([["客服", "销售额"], ["小美", 1.0], [name, None]]).accounts.tolist() == ["小美", name]


def test_the_header_pasted_in_again():
    found = rows_of([["客服", "销售额"], ["小美", 1.0], ["客服", "销售额"], ["小丹", 2.0]])
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert dropped(found) == [(2, "客服", "D243")]


def test_merged_names_hold_for_all_their_rows():
    rows = [["客服", "销售额"], ["小美", 1.0], [None, 2.0], [None, 3.0], ["小丹", 4.0]]
    found = rows_of(rows, merged=((1, 0, 3, 0),))
    assert found.accounts.tolist() == ["小美", "小美", "小美", "小丹"]


def test_a_title_merged_across_the_table_is_no_agent():
    rows = [["客服", "销售额"], ["一组", None], ["小美", 1.0], ["二组", None], ["小丹", 4.0]]
    found = rows_of(rows, merged=((1, 0, 1, 1), (3, 0, 3, 1)))
    assert found.accounts.tolist() == ["小美", "小丹"]
    assert dropped(found) == [(1, "一组", "D242"), (3, "二组", "D242")]


def test_names_that_are_numbers_or_wide_colons():
    found = rows_of([["客服", "销售额"], [1001.0, 1.0], [1002, 2.0], ["007", 3.0], ["一店：小美", 4.0]])
    assert found.accounts.tolist() == ["1001", "1002", "007", "一店:小美"]


def test_unreadable_names():
    rows = [["客服", "销售额"], ["小美", 1.0], [CellError("#N/A"), 2.0], [None, 3.0], ["小丹", 4.0]]
    found = rows_of(rows, formulas_without_value=lambda: frozenset({(3, 0)}))
    assert [(drop.row, drop.code) for drop in found.dropped] == [(2, "D246"), (3, "D245")]


def test_a_text_file_at_size():
    count = 5000
    names = [f"agent {i:05d}" for i in range(count)]
    names[17] = None
    names[-1] = "Total"
    sheet = grid([["agent", "sales"]])
    sheet.columns = [at_size(["agent", *names]), at_size(["sales", *(["1"] * count)])]
    found = agent_rows(sheet, find_header(sheet, wanted("sales", agent=["agent"])), [0])
    assert len(found.rows) == count - 2
    assert dropped(found) == [(18, "1", "D241"), (count, "Total", "D240")]


NAMES = st.sampled_from(
    ["小美", "小丹", "平均小王", "合计", "Total", "汇总值", "-", None, "", "客服", "注：不含退款", "1001", 1002.0]
)
CELLS = st.sampled_from([None, "", "-", "暂无数据", 0.0, 5.0, "12%", "早班", "备注在此"])


@given(st.lists(st.tuples(NAMES, CELLS, CELLS), max_size=12))
def test_every_row_is_kept_reported_or_empty(body):
    sheet = grid([["客服", "销售额", "班次"], *body])
    found = agent_rows(sheet, find_header(sheet, wanted("销售额", "班次")), [0])
    kept, reported = set(found.rows.tolist()), {drop.row for drop in found.dropped}
    assert not kept & reported
    silent = set(range(1, len(body) + 1)) - kept - reported
    assert all(is_nothing(cell) for row in silent for cell in body[row - 1])
    assert not {text_of(body[row - 1][0]) for row in kept} & {"合计", "Total", "汇总值", "-", ""}
    assert all(name not in (None, "") for name in found.accounts)


@given(
    st.lists(
        st.sampled_from(["小美", "Ann Li", " x", "合计", "a：b", "-", "旺旺昵称", "小美汇总", "007"]), min_size=1, max_size=9
    )
)
def test_names_of_a_text_file_at_size_are_those_of_a_small_one(names):
    rows = [["旺旺昵称", "销售额"], *([name, "1"] for name in names)]
    small, large = grid(rows, is_text=True), grid(rows, is_text=True)
    large.columns = [at_size(column.tolist()) for column in large.columns]
    one, two = (agent_rows(sheet, find_header(sheet, wanted("销售额")), [0]) for sheet in (small, large))
    assert (two.rows.tolist(), two.accounts.tolist(), two.dropped) == (one.rows.tolist(), one.accounts.tolist(), one.dropped)
