"""Names find their columns, or say why not."""

from __future__ import annotations

from csscore.problems import Problems
from csscore.read.columns import match, match_agents, nearest, report_absent
from csscore.read.header import find_header
from tests.read.grids import asked, codes, dictionary, grid, hints, texts, wanted


def matched(rows, names, **options):
    sheet, problems = grid(rows, **options), Problems()
    found = match(find_header(sheet, names), names, problems, sheet)
    return {name: (one.column, one.header) for name, one in found.items()}, problems


def test_headers_in_order_of_preference():
    rows = [["客服", "询单最终付款金额", "销售额"], ["小美", 1.0, 2.0]]
    found, problems = matched(rows, asked("sales"))
    assert found == {"sales": (2, "销售额")}
    assert texts(problems, "D237") == ["sales 用的是“销售额”；询单最终付款金额 也对得上，没有用"]


def test_mixed_brackets_of_the_export():
    rows = [["旺旺昵称", "首次响应时长（秒)", "平均响应时长（秒)"], ["小美", 8.0, 24.0]]
    found, problems = matched(rows, asked("response_seconds", "first_response_seconds"))
    assert found == {"response_seconds": (2, "平均响应时长（秒)"), "first_response_seconds": (1, "首次响应时长（秒)")}
    assert codes(problems) == []


def test_one_metric_in_two_units_that_contradict_each_other_is_said():
    rows = [["客服", "平均响应时间", "平均响应时间(秒)"], ["小美", 0.42, 25.0], ["小丹", 0.5, 30.0]]
    found, problems = matched(rows, asked("response_seconds"))
    assert found == {"response_seconds": (1, "平均响应时间")}
    assert codes(problems) == ["D237"]
    rows = [["客服", "平均响应时间", "平均响应时间(秒)"], ["小美", 25.31, 25.0], ["小丹", "1分30秒", 90.0], ["小雷", None, 3.0]]
    assert codes(matched(rows, asked("response_seconds"))[1]) == []


def test_the_header_as_written_comes_before_the_one_with_a_unit():
    """赤兔 gives one metric twice: for people and in seconds."""
    rows = [["客服", "平均接待时长(秒)", "平均接待时长"], ["小美", 83.0, "1分23秒"]]
    found, problems = matched(rows, asked("reception_seconds"))
    assert found == {"reception_seconds": (2, "平均接待时长")}
    assert codes(problems) == []
    found, problems = matched(rows, wanted(reception=["平均接待时长（秒）", "平均接待时长"]))
    assert found == {"reception": (1, "平均接待时长(秒)")}


def test_two_units_of_one_header_are_not_guessed():
    rows = [["客服", "平均响应时长(秒)", "平均响应时长(分)"], ["小美", 30.0, 0.5]]
    _, problems = matched(rows, wanted(response="平均响应时长"))
    assert texts(problems, "D232") == ["response 对得上两列：平均响应时长(秒)、平均响应时长(分)"]
    assert hints(problems, "D232", "en") == ["say which one in the scheme: columns: {response: [平均响应时长(秒)]}"]


def test_a_field_under_two_groups_is_not_guessed():
    rows = [
        ["客服", "总", None, "邀请", None],
        [None, "收到", "满意率", "收到", "满意率"],
        ["小美", 1.0, "90%", 2.0, "80%"],
    ]
    found, problems = matched(rows, wanted(rate="满意率"))
    assert texts(problems, "D232", "en") == ["rate fits two headers: 总 满意率, 邀请 满意率"]
    assert str(next(iter(problems)).place) == "march.xlsx[Sheet1]!E2"
    found, problems = matched(rows, wanted(rate="邀请 满意率"))
    assert found == {"rate": (4, "邀请 满意率")}
    assert codes(problems) == []


def test_a_header_twice():
    different = [["客服", "销售额", "销售额"], ["小美", 1.0, 2.0]]
    _, problems = matched(different, wanted("销售额"))
    assert texts(problems, "D233") == ["表头“销售额”出现两次，内容不同（另一次在 B 列），不知道 销售额 该用哪一列"]
    assert str(next(iter(problems)).place) == "march.xlsx[Sheet1]!C1"
    for rows in (
        [["客服", "销售额", "销售额"], ["小美", 1.0, 1.0]],
        [["客服", "销售额", "销售额"], ["小美", 1.0, None]],
        [["客服", "备注", "备注", "销售额"], ["小美", "x", "y", 1.0]],
    ):
        found, problems = matched(rows, wanted("销售额"))
        assert codes(problems) == []
        assert found["销售额"][0] == (3 if "备注" in rows[0] else 1)


def test_an_empty_copy_of_a_column_is_passed_over():
    found, problems = matched([["客服", "销售额", "销售额"], ["小美", None, 1.0]], wanted("销售额"))
    assert found == {"销售额": (2, "销售额")}
    assert codes(problems) == []


def test_hours_as_names():
    hours = [str(hour) for hour in range(24)]
    found, problems = matched([["客服", *map(float, range(24))], ["小美", *range(24)]], wanted(*hours))
    assert [found[hour][0] for hour in hours] == list(range(1, 25))
    assert codes(problems) == []


def test_one_column_may_serve_two_names():
    found, _ = matched([["客服", "销售额"], ["小美", 1.0]], wanted(a="销售额", b="销售额"))
    assert found == {"a": (1, "销售额"), "b": (1, "销售额")}


def test_columns_of_the_agent():
    sheet = grid([["销售额", "客服昵称", "客服账号"], [1.0, "小美", "kf01"]])
    header = find_header(sheet, dictionary())
    assert [header.texts[column] for column in match_agents(header, dictionary().agent)] == ["客服账号", "客服昵称"]


def test_absent_columns_once_with_what_there_is():
    problems = Problems()
    report_absent(
        ["sales", "conversion"], asked("sales", "conversion"), ["客服", "销售額", "回复率", ""], problems, None, taken=()
    )
    assert codes(problems) == ["D231"]
    [message], [hint] = texts(problems, "D231", "en"), hints(problems, "D231", "en")
    assert "sales (销售额 / 客服销售额" in message
    assert "conversion (" in message
    assert "headers found: 客服, 销售額, 回复率;" in hint
    assert "nearest: 销售額" in hint
    report_absent([], asked("sales"), [], problems, None, taken=())
    assert codes(problems) == ["D231"]


def test_nearest_headers():
    assert nearest(["平均响应时间"], ["平均响应时长", "首次响应时间", "销售额"]) == ["平均响应时长", "首次响应时间"]
    assert nearest(["conversion rate"], ["Conversoin Rate", "Sales"]) == ["Conversoin Rate"]
    assert nearest(["x"], []) == []
