"""Where the header is: below banners, in two rows, of bare numbers."""

from __future__ import annotations

import pytest

from csscore.read.header import find_header
from tests.read.grids import asked, dictionary, grid, wanted

BANNER = "下载数据最多5000条，超出部分会被截断！"
BOOKMARK = "收藏网址：d.alibaba.com，让数据帮您生意参谋！点此进入>>"


def test_first_row():
    header = find_header(grid([["客服", "销售额"], ["小美", 1.0]]), wanted("销售额"))
    assert header.rows == (0,)
    assert header.first_row == 1
    assert header.texts == ("客服", "销售额")


def test_below_two_banners_and_three_empty_rows():
    rows = [[BANNER], [BOOKMARK], [], [], [], ["商品名称", "商品编号", "咨询人数", "询单人数"], ["灯", "1", 5.0, 3.0]]
    header = find_header(grid(rows), wanted(agent=["商品名称"], consults="咨询人数"))
    assert header.rows == (5,)


def test_below_a_title_that_names_an_agent_header():
    rows = [["客服", None, None], ["2026年3月", None, None], ["客服", "销售额", "转化率"], ["小美", 1.0, 0.5]]
    assert find_header(grid(rows), wanted("销售额", "转化率")).rows == (2,)


def test_a_title_merged_over_the_table_is_no_group():
    rows = [["3月客服绩效", None, None], ["客服", "销售额", "转化率"], ["小美", 1.0, 0.5]]
    header = find_header(grid(rows, merged=((0, 0, 0, 2),)), wanted("销售额"))
    assert header.rows == (1,)
    assert header.texts == ("客服", "销售额", "转化率")


RECEPTION_RATING = [
    ["客服", "接待人数", "总", None, None, "邀请", None, None, "自主", None, None],
    [None, None, "收到", "很满意", "满意率", "收到", "很满意", "满意率", "收到", "很满意", "满意率"],
    ["小美", 100.0, 30.0, 25.0, "95%", 20.0, 18.0, "96%", 10.0, 7.0, "93%"],
]
JOINED = ["客服", "接待人数", *(f"{group} {field}" for group in ("总", "邀请", "自主") for field in ("收到", "很满意", "满意率"))]


@pytest.mark.parametrize(
    "merged",
    [(), ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 7), (0, 8, 0, 10)), ((0, 2, 0, 4), (0, 5, 0, 7), (0, 8, 0, 10))],
)
def test_two_rows_of_groups_and_fields(merged):
    header = find_header(grid(RECEPTION_RATING, merged=merged), wanted("接待人数", "邀请 满意率"))
    assert header.rows == (0, 1)
    assert header.first_row == 2
    assert list(header.texts) == JOINED


def test_two_rows_with_the_agent_below():
    rows = [
        [None, "售前", None, "售后", None],
        ["客服", "接待人数", "满意率", "接待人数", "满意率"],
        ["小美", 1.0, "90%", 2.0, "80%"],
    ]
    header = find_header(grid(rows), wanted(pre="售前 满意率", post="售后满意率"))
    assert header.texts == ("客服", "售前 接待人数", "售前 满意率", "售后 接待人数", "售后 满意率")


def test_groups_that_add_nothing_are_left_alone():
    rows = [[None, "业绩", None, "服务", None], ["客服", "销售额", "转化率", "回复率", "满意率"], ["小美", 1, 2, 3, 4]]
    header = find_header(grid(rows, merged=((0, 1, 0, 2), (0, 3, 0, 4))), wanted("销售额", "回复率"))
    assert header.texts == ("客服", "销售额", "转化率", "回复率", "满意率")
    assert header.first_row == 2


def test_a_row_of_totals_without_a_name_is_no_second_header_row():
    rows = [["客服", "接待量", "应答率"], [None, 300.0, "98%"], ["小美", 100.0, "99%"]]
    assert find_header(grid(rows), wanted("接待量", "应答率")).rows == (0,)


def test_a_blank_header_over_texts_is_no_group():
    rows = [["客服", "岗位", None, "销售额"], ["小美", "售前", "早班", 1.0], ["小丹", "售前", "晚班", 2.0]]
    assert find_header(grid(rows), wanted("岗位", "销售额")).rows == (0,)


@pytest.mark.parametrize("kind", [str, int, float])
def test_hours_as_headers(kind):
    hours = [kind(hour) for hour in range(24)] if kind is not str else [str(hour) for hour in range(24)]
    rows = [["客服", *hours, "全天"], ["小美", *range(24), 276]]
    header = find_header(grid(rows), wanted(*(str(hour) for hour in range(24))))
    assert header.rows == (0,)
    assert header.texts == ("客服", *(str(hour) for hour in range(24)), "全天")


def test_the_row_with_most_wanted_headers_wins():
    rows = [["客服", "销售额"], ["说明", "口径"], ["客服", "销售额", "询单人数", "旺旺回复率"], ["小美", 1, 2, 3]]
    assert find_header(grid(rows), asked("sales", "enquiries", "reply_rate")).rows == (2,)


def test_by_shape_where_nothing_is_known():
    rows = [["导出时间 2026-04-01"], [], ["甲", "乙", "丙"], ["x", 1.0, 2.0], ["y", 3.0, 4.0]]
    header = find_header(grid(rows), wanted("销售额"))
    assert header.rows == (2,)
    assert not header.has_agent


def test_an_empty_sheet_has_no_header():
    assert find_header(grid([[None, None], ["", " "]]), wanted("销售额")) is None
    assert find_header(grid([]), wanted("销售额")) is None


def test_ghost_columns_and_rows():
    rows = [["var1", "var2", None, None], ["a", 1.0, None, None], [None, None, None, None]]
    header = find_header(grid(rows), wanted("var2", agent=["var1"]))
    assert header.texts == ("var1", "var2", "", "")


def test_the_dictionary_knows_the_platforms():
    """Header rows as the platforms write them (exports of 生意参谋, 赤兔, 京东, 拼多多, 飞鸽)."""
    rows = {
        "旺旺昵称,询单人数,询单最终付款转化率,首次响应时长（秒),客户满意率,旺旺回复率,询单最终付款金额": "sales",
        "客服,接待人数,询单人数,询单->最终付款人数,询单->最终付款成功率,客服回复率,平均响应时间,客服答问比": "answer_ratio",
        "客服,促成下单商品金额,售前接待人数,平均响应时长（新）,接待量,30s应答率,客服3分钟人工回复率": "response_seconds",
        "客服账号,客服服务分,咨询人数,询单转化率,去退销售额（元）,3分钟人工回复率(8-23点),平均人工响应时长": "net_sales",
        "客服账号,客服昵称,接待会话量,已接待人数,全天满意率,全天平响时长,全天3分钟回复率,客服询单支付额": "satisfaction",
    }
    for text, name in rows.items():
        header = find_header(grid([text.split(","), ["小美", *["1"] * (len(text.split(",")) - 1)]]), dictionary())
        assert header.has_agent
        assert name in header.names
