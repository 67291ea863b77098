"""Files become one table, whatever their order; what is odd is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems
from csscore.read.grid import CellError
from csscore.read.load import load
from csscore.read.table import DAY
from tests.read.grids import asked, book, codes, dictionary, grid, hints, texts, wanted

TAIL = ["汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"]


def loaded(shelf, sheets, names, **options):
    """Load files given as {path: rows or grid}."""
    problems = Problems()
    paths = []
    for path, rows in sheets.items():
        given = rows if not isinstance(rows, list) else grid(rows, file=path)
        paths.append(shelf(book(given)))
    return load(paths, names, problems, **options), problems


def test_performance_export_with_six_summary_rows(shelf):
    """生意参谋 客服绩效: mixed brackets, no date, six rows below."""
    header = "旺旺昵称 询单最终付款人数 询单人数 询单最终付款转化率 首次响应时长（秒) 平均响应时长（秒) 客户满意率 旺旺回复率"
    rows = [
        [*header.split(), "询单最终付款金额", "成功退款金额"],
        ["小美", 456.0, 991.0, "46.01%", 7.7, 24.02, "93.29%", "98.62%", 100664.94, 6928.91],
        ["店:小丹", 212.0, 591.0, "35.87%", 13.11, 27.23, "-", "98.10%", 58596.01, 3491.97],
        *([name, *["-"] * 9] for name in TAIL[:1]),
        *([name, 1.0, 1.0, "40%", 1.0, 1.0, "90%", "90%", 1.0, 1.0] for name in TAIL[1:]),
    ]
    sheet = grid(rows, file="客服绩效20260331.xlsx", sheet="数据信息")
    names = asked("sales", "conversion", "response_seconds", "satisfaction")
    inputs, problems = loaded(shelf, {sheet.file: sheet}, names)
    table = inputs.main
    assert table.agents.tolist() == ["小美", "店:小丹"]
    assert table.numbers("sales").tolist() == [100664.94, 58596.01]
    assert table.numbers("conversion").tolist() == [0.4601, 0.3587]
    assert table.numbers("response_seconds").tolist() == [24.02, 27.23]
    assert table.numbers("satisfaction")[0] == 0.9329
    assert np.isnan(table.numbers("satisfaction")[1])
    assert codes(problems) == ["D240"] * 6
    assert texts(problems, "D240") == [f"汇总行“{name}”不计入" for name in TAIL]
    assert str(next(iter(problems)).place) == "客服绩效20260331.xlsx[数据信息]!A4"


def test_totals_first(shelf):
    """拼多多 客服绩效详情: 总计 and 平均 above the agents."""
    rows = [
        [
            "序号",
            "客服账号",
            "客服服务分",
            "咨询人数",
            "询单转化率",
            "客服销售额",
            "去退销售额（元）",
            "3分钟人工回复率(8-23点)",
            "平均人工响应时长",
        ],
        [None, "总计", 100.0, 814.0, "36.99%", 11715.63, 11000.0, "99%", "9秒"],
        [None, "平均", 100.0, 407.0, "36.99%", 5857.8, 5500.0, "99%", "9秒"],
        [1.0, "水密码客服小樱", 100.0, 814.0, "36.99%", 11715.63, 11000.0, "100.00%", "9秒"],
    ]
    names = asked("net_sales", "three_minute_reply_rate", "response_seconds", "service_score")
    inputs, problems = loaded(shelf, {"Sheet0.xlsx": rows}, names)
    assert inputs.main.agents.tolist() == ["水密码客服小樱"]
    assert inputs.main.numbers("net_sales").tolist() == [11000.0]
    assert inputs.main.numbers("three_minute_reply_rate").tolist() == [1.0]
    assert inputs.main.numbers("response_seconds").tolist() == [9.0]
    assert codes(problems) == ["D240", "D240"]


def test_nickname_where_the_account_is_empty(shelf):
    """飞鸽 客服表现: 店铺汇总值 in the nickname; accounts may be empty."""
    rows = [
        ["客服账号", "客服昵称", "已接待人数", "全天满意率", "全天平响时长"],
        ["-", "店铺汇总值", 30.0, "--", "--"],
        ["-", "店铺平均值", 15.0, "90%", "11秒"],
        ["kf01", "小美", 10.0, "90%", "11秒"],
        ["", "小丹", 20.0, "91%", "12秒"],
    ]
    inputs, problems = loaded(shelf, {"飞鸽_客服表现.xlsx": rows}, asked("receptions", "satisfaction"))
    assert inputs.main.agents.tolist() == ["kf01", "小丹"]
    assert codes(problems) == ["D240", "D240", "D252"]
    assert texts(problems, "D252") == ["1 行的“客服账号”是空的，客服名称取自后面的客服列"]


def test_totals_without_a_name(shelf):
    """京东: the row of totals has an empty 客服."""
    rows = [
        ["客服", "促成下单商品金额", "平均响应时长（新）", "应答率"],
        ["麻大师旗舰-小王", 5.0, 20.0, 0.98],
        [None, 5.0, 20.0, 0.98],
    ]
    inputs, problems = loaded(shelf, {"jd.xlsx": rows}, asked("sales", "response_seconds", "reply_rate"))
    assert inputs.main.agents.tolist() == ["麻大师旗舰-小王"]
    assert codes(problems) == ["D240"]


def test_an_english_export(shelf):
    rows = [
        ["Assignee name", "Tickets solved", "CSAT", "First reply time (min)"],
        ["Alder", 323.0, "92.3%", 18.5],
        ["Total", 323.0, "92.3%", 18.5],
    ]
    inputs, problems = loaded(shelf, {"z.xlsx": rows}, asked("tickets_solved", "satisfaction", "first_response_seconds"))
    assert inputs.main.agents.tolist() == ["Alder"]
    assert inputs.main.numbers("first_response_seconds").tolist() == [1110.0]
    assert codes(problems) == ["D240"]


SALES = [["客服", "销售额"], ["小美", 1.0], ["小丹", 2.0]]
QUALITY = [["客服", "质检得分"], ["小丹", 90.0], ["小美", 80.0]]
EXAM = [["姓名", "考试成绩", "客服"], ["张美", 70.0, "小美"], ["张丹", 75.0, "小丹"]]


def test_files_are_joined_by_agent_in_any_order(shelf):
    sheets = {"a.xlsx": SALES, "b.xlsx": QUALITY, "c.xlsx": EXAM}
    seen = set()
    for order in permutations(sheets):
        inputs, problems = loaded(shelf, {path: sheets[path] for path in order}, asked("sales", "quality_score", "exam"))
        table = inputs.main
        assert len(table) == 6
        seen.add((tuple(table.agents), tuple(map(str, table.numbers("sales"))), tuple(map(str, table.numbers("exam")))))
        assert inputs.people.ids.tolist() == sorted(["小美", "小丹"])
        assert codes(problems) == []
    assert len(seen) == 1
    assert table.source_of("sales") == [("a.xlsx", "销售额")]
    assert table.holds("exam").tolist() == [False] * 4 + [True] * 2


def test_the_agent_header_that_all_files_have(shelf):
    one = [["客服账号", "客服昵称", "销售额"], ["kf01", "小美", 1.0]]
    other = [["客服昵称", "质检得分"], ["小美", 80.0]]
    inputs, problems = loaded(shelf, {"a.xlsx": one, "b.xlsx": other}, asked("sales", "quality_score"))
    assert inputs.main.agents.tolist() == ["小美", "小美"]
    assert codes(problems) == []


def test_an_agent_header_twice(shelf):
    rows = [["客服", "客服", "销售额"], ["小美", "小丹", 1.0]]
    _, problems = loaded(shelf, {"a.xlsx": rows}, asked("sales"))
    assert texts(problems, "D233", "en") == [
        "the header '客服' is there twice with different cells (the other in column A): which one is agent?"
    ]
    _inputs, problems = loaded(shelf, {"a.xlsx": [["客服", "客服", "销售额"], ["小美", "小美", 1.0]]}, asked("sales"))
    assert codes(problems) == []
    rows = [["售前", None, "售后", None], ["客服", "得分", "客服", "得分"], ["小美", 1.0, "小丹", 2.0]]
    _, problems = loaded(shelf, {"a.xlsx": rows}, wanted(score="售前 得分"))
    assert hints(problems, "D232", "en") == ["say which one in the scheme: agent: [售前 客服]"]


def test_files_without_a_common_agent(shelf):
    _inputs, problems = loaded(
        shelf, {"a.xlsx": SALES, "b.xlsx": [["客服", "质检得分"], ["王美", 80.0]]}, asked("sales", "quality_score")
    )
    assert codes(problems) == ["D310", "D310"]
    assert (
        texts(problems, "D310", "en")[0]
        == "this file lacks quality_score, and b.xlsx, which has them, has no agent in common with it"
    )


def test_a_needed_column_that_no_file_has(shelf):
    _inputs, problems = loaded(shelf, {"a.xlsx": SALES, "b.xlsx": QUALITY}, wanted("销售额", "质检得分", "回复率", "转化率"))
    assert codes(problems) == ["D231"]
    assert texts(problems, "D231") == ["没有找到这些列：回复率、转化率"]
    assert hints(problems, "D231")[0].startswith("文件里的表头：客服、销售额、质检得分；")


def test_a_column_that_may_be_absent(shelf):
    inputs, problems = loaded(shelf, {"a.xlsx": SALES}, wanted("回复率", needed=False))
    assert codes(problems) == []
    assert not inputs.main.has("回复率")
    assert np.isnan(inputs.main.numbers("回复率")).all()
    assert inputs.main.texts("回复率").tolist() == [None, None]


def test_no_agent_column(shelf):
    inputs, problems = loaded(shelf, {"a.xlsx": [["客付", "销售额"], ["小美", 1.0]]}, wanted("销售额"))
    assert codes(problems) == ["D230"]
    assert "agent: [客付]" in hints(problems, "D230")[0]
    assert len(inputs.main) == 0
    assert inputs.readings[0].columns[1].header == "销售额"


def test_the_same_file_twice(shelf):
    problems = Problems()
    paths = [shelf(book(grid(SALES, file=name), digest="abc")) for name in ("a.xlsx", "b.xlsx")]
    load(paths, wanted("销售额"), problems)
    assert codes(problems) == ["D250"]
    assert str(problems.errors[0].place) == "b.xlsx[Sheet1]"
    problems = Problems()
    load([paths[0], paths[0]], wanted("销售额"), problems)
    assert codes(problems) == ["D250"]


def test_the_same_content_in_another_file(shelf):
    _, problems = loaded(shelf, {"a.csv": [["客服", "销售额"], ["小美", "1"], ["小丹", "2"]], "b.xlsx": SALES}, wanted("销售额"))
    assert codes(problems) == ["D251"]
    _, problems = loaded(shelf, {"a.xlsx": SALES, "b.xlsx": [["客服", "销售额"], ["小美", 1.0], ["小丹", 3.0]]}, wanted("销售额"))
    assert codes(problems) == []


def test_no_rows(shelf):
    empty = [["客服", "销售额"], ["暂无数据", "-"]]
    _, problems = loaded(shelf, {"a.xlsx": SALES, "b.xlsx": empty}, wanted("销售额"))
    assert codes(problems) == ["D248"]
    _, problems = loaded(shelf, {"b.xlsx": empty}, wanted("销售额"))
    assert codes(problems) == ["D249"]


def test_an_empty_sheet_that_was_asked_for(shelf):
    problems = Problems()
    path = shelf(book(grid(SALES, sheet="数据"), grid([], sheet="空")))
    load([path], wanted("销售额"), problems, sheet="空")
    assert codes(problems) == ["D238"]


def test_many_rows_without_an_agent_are_counted(shelf):
    rows = [["客服", "单号", "销售额"], ["小美", "1", 1.0], *([None, f"A{i}", 1.0] for i in range(60)), ["小丹", "2", 1.0]]
    _, problems = loaded(shelf, {"a.xlsx": rows}, wanted("销售额"))
    assert texts(problems, "D255", "en") == ["left out: 60 rows without an agent"]
    assert codes(problems) == ["D255"]
    rows = [["客服", "单号", "销售额"], ["小美", "1", 1.0], [None, "A1", 1.0], ["小丹", "2", 1.0]]
    _, problems = loaded(shelf, {"a.xlsx": rows}, wanted("销售额"))
    assert texts(problems, "D241") == ["这一行没有写客服，不计入（A1）"]


def test_names_that_look_alike(shelf):
    _, problems = loaded(
        shelf,
        {"a.xlsx": [["客服", "销售额"], ["Amy Li", 1.0], ["amyli", 2.0], ["小美", 2.0], ["007", 1.0], [7.0, 2.0], ["70", 3.0]]},
        wanted("销售额"),
    )
    said = "these names differ only in case, width, spaces or leading zeros and count as different people: "
    assert sorted(texts(problems, "D308", "en")) == [f"{said}“007”, “7”", f"{said}“Amy Li”, “amyli”"]


def test_names_that_look_alike_in_two_inputs(shelf):
    exam = shelf(book(grid([["客服", "考试成绩"], ["小丹", 90.0], ["Amy", 80.0]], file="exam.xlsx")))
    sales = [["客服", "销售额"], ["AMY", 1.0], ["小丹", 2.0]]
    _, problems = loaded(shelf, {"a.xlsx": sales}, wanted("销售额"), extra={"exam": (exam, asked("exam"))})
    assert codes(problems) == ["D308", "D309"]


def test_further_inputs_keep_to_the_people_of_the_files(shelf):
    exam = shelf(book(grid([["客服", "考试成绩"], ["小丹", 90.0], ["老王", 80.0], ["小丹", 70.0]], file="exam.xlsx")))
    inputs, problems = loaded(shelf, {"a.xlsx": SALES}, wanted("销售额"), extra={"exam": (exam, asked("exam"))})
    table = inputs.extra["exam"]
    assert table.agents.tolist() == ["小丹", "小丹"]
    assert table.numbers("exam").tolist() == [90.0, 70.0]
    assert inputs.people.ids[table.who].tolist() == ["小丹", "小丹"]
    assert texts(problems, "D309") == ["1 行的人不在主数据里，没有用：老王"]
    assert str(table.place(1, "exam")) == "exam.xlsx[Sheet1]!B4"


def test_a_further_input_that_does_not_match(shelf):
    exam = shelf(book(grid([["姓名", "考试成绩"], ["张三", 90.0], ["李四", 80.0], ["王五", 70.0]], file="exam.xlsx")))
    inputs, problems = loaded(shelf, {"a.xlsx": SALES}, wanted("销售额"), extra={"exam": (exam, asked("exam"))})
    assert codes(problems) == ["D311"]
    assert len(inputs.extra["exam"]) == 0


def test_the_column_that_dates_a_row(shelf):
    names = dictionary()
    inputs, _problems = loaded(
        shelf, {"a.xlsx": [["客服", "日期", "销售额"], ["小美", "2026-03-01", 1.0]], "b.xlsx": SALES}, names
    )
    assert inputs.main.has(DAY)
    assert inputs.main.holds(DAY).tolist() == [True, False, False]
    assert inputs.main.dates()[0] == np.datetime64("2026-03-01")
    assert np.isnat(inputs.main.dates()[1:]).all()


def test_a_frame(shelf):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"客服": ["小美", "合计"], "销售额": [1.5, 1.5]})
    problems = Problems()
    inputs = load([frame], wanted("销售额"), problems)
    assert inputs.main.agents.tolist() == ["小美"]
    assert inputs.main.numbers("销售额").tolist() == [1.5]


def test_everything_of_one_run_is_found_at_once(shelf):
    rows = [["客服", "销售额", "销售额", "回复率"], ["小美", 1.0, 2.0, CellError("#DIV/0!")]]
    _, problems = loaded(shelf, {"a.xlsx": rows, "b.xlsx": [["a", "b"], ["c", "d"]]}, wanted("销售额", "转化率"))
    assert codes(problems) == ["D230", "D231", "D233"]


@given(st.permutations(range(3)), st.permutations(range(5)))
def test_the_order_of_rows_and_columns_does_not_matter(columns, rows):
    body = [["小美", 1.5, "10%"], ["小丹", 2.5, "20%"], ["小满", None, "30%"], ["小美", 4.0, "-"], ["小雪", 8.0, "50%"]]
    table = [["客服", "销售额", "转化率"], *(body[row] for row in rows)]
    problems = Problems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("csscore.read.source.open_book", lambda *_, **__: book(grid([[row[c] for c in columns] for row in table])))
        main = load(["a.xlsx"], wanted("销售额", "转化率"), problems).main
    found = sorted(zip(main.agents, map(str, main.numbers("销售额")), map(str, main.numbers("转化率", "percent")), strict=True))
    assert found == sorted(
        [("小美", "1.5", "0.1"), ("小丹", "2.5", "0.2"), ("小满", "nan", "0.3"), ("小美", "4.0", "nan"), ("小雪", "8.0", "0.5")]
    )
    assert codes(problems) == []


def test_one_very_long_name_among_many(shelf):
    names = ["小美", "B" * 900, "a", "小丹", "B", "a"]
    inputs, problems = loaded(shelf, {"a.xlsx": [["客服", "销售额"], *([name, 1.0] for name in names)]}, asked("sales"))
    assert inputs.main.agents.tolist() == names
    assert list(inputs.people.ids) == sorted(set(names))
    assert not problems.errors


def test_no_agent_header_is_known_at_all(shelf):
    _, problems = loaded(shelf, {"a.xlsx": [["客服", "销售额"], ["小美", 1.0]]}, replace(wanted("销售额"), agent=()))
    assert codes(problems) == ["D230"]
    assert "columns.yaml" in texts(problems, "D230")[0]


def test_a_column_of_numbers_is_not_offered_as_the_agent(shelf):
    rows = [["Age", "City", "销售额"], [31, "Bonn", 1.0], [29, "Köln", 2.0]]
    _, problems = loaded(shelf, {"a.xlsx": rows}, replace(wanted("销售额"), agent=("Agent",)))
    assert "agent: [Age]" not in hints(problems, "D230", "en")[0]


def test_every_absent_column_is_in_the_remedy(shelf):
    _, problems = loaded(shelf, {"a.xlsx": [["客服", "x"], ["小美", 1.0]]}, wanted("销售额", "询单人数"))
    assert "columns: {销售额: [表头], 询单人数: [表头]}" in hints(problems, "D231")[0]
