"""One scheme reads the exports of all platforms, or says what a platform lacks.

The headers are verbatim those of the exports, as the files of importers have them; the people and numbers are invented.
"""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from csscore.analysis.explain import explained
from csscore.pipeline import compute, rank
from csscore.problems import Rejected
from csscore.report.describe import describe
from csscore.report.json import write_json
from csscore.report.page import write_page
from csscore.report.workbook import write_workbook

Row = dict[str, Any]


class Export(NamedTuple):
    sheet: str
    headers: str
    agent: str
    rows: tuple[Row, ...]
    """What the scheme reads, by header; every other cell is a dash."""
    summaries: tuple[str, ...] = ()


SALES = (128400.5, 96000, 87250)


def three(agent: str, names: tuple[str, str, str], **columns: tuple[Any, Any, Any]) -> tuple[Row, ...]:
    return tuple({agent: name, **{key: cells[i] for key, cells in columns.items()}} for i, name in enumerate(names))


def export(headers: str, agent: str, cells: dict[str, tuple[Any, Any, Any]], *summaries: str, sheet: str = "Sheet1") -> Export:
    names = ("店铺:小美", "店铺:小丹", "店铺:小雷")
    rows = tuple({agent: name, **{key: values[i] for key, values in cells.items()}} for i, name in enumerate(names))
    return Export(sheet, headers, agent, rows, summaries)


SYCM = export(
    "旺旺昵称, 询单最终付款人数, 询单人数, 询单最终付款转化率, 首次响应时长（秒), 平均响应时长（秒), 客户满意率, 旺旺回复率, 询单最终付款金额, 成功退款金额",
    "旺旺昵称",
    {
        "询单最终付款人数": (50, 40, 30),
        "询单人数": (100, 100, 100),
        "平均响应时长（秒)": (20, 30, 40),
        "旺旺回复率": ("98.00%", "94.00%", "99.00%"),
        "询单最终付款金额": SALES,
    },
    *("汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"),
    sheet="数据信息",
)
CHITU = export(
    "客服, 接待人数, 询单人数, 询单->最终付款人数, 询单->最终付款成功率, 客件数, 客单价, 邮费总额, 手工折扣率, 客服回复率, 平均响应时间, 首次响应时间, "
    "平均接待时长, 平均接待时长(秒), 静默下单本人落实付款-人数, 静默下单本人落实付款-金额, 销售额, 客服答问比, 慢响应人数, 询单->最终下单人数, "
    "下单->最终付款成功率, 全静默单本人跟进-人数, 询单->次日付款人数, 询单->次日付款成功率, 协助跟进人数, 协助下单人数, 转出人数, 退款率",
    "客服",
    {
        "接待人数": (200, 210, 220),
        "询单人数": (100, 100, 100),
        "询单->最终付款人数": (50, 40, 30),
        "客服回复率": ("98.00%", "94.00%", "99.00%"),
        "平均响应时间": ("20秒", "30秒", "40秒"),
        "销售额": SALES,
    },
    "汇总值",
)
PDD = export(
    "序号, 客服账号, 客服服务分, 咨询人数, 询单人数, 最终成团人数, 询单转化率, 客服销售额, 去退销售额（元）, 需要人工回复的咨询人数, 人工接待人数, 3分钟未回复人数, "
    "3分钟人工回复率(8-23点), 30秒应答率(8-23点), 平均人工响应时长, 评分≤3订单数, 纠纷退款数, 投诉数",
    "客服账号",
    {
        "询单人数": (100, 100, 100),
        "最终成团人数": (50, 40, 30),
        "客服销售额": SALES,
        "人工接待人数": (200, 210, 220),
        "平均人工响应时长": ("20秒", "30秒", "40秒"),
    },
    *("总计", "平均"),
    sheet="Sheet0",
)
FEIGE = export(
    "客服账号, 客服昵称, 客服在线天数, 接待会话量, 待回复会话量, 已接待人数, 转出会话量, 有效评价数, 有效好评数, 有效差评数, 全天不满意率, 全天满意率, 全天平响时长, "
    "全天首响时长, 全天3分钟回复率, 工作时间平响时长, 工作时间3分钟回复率, 询单人数, 下单人数, 支付人数, 退款人数, 客服询单支付额, 退款金额, 退款后销售额, 询单转化率, "
    "服务问题会话数",
    "客服昵称",
    {
        "已接待人数": (200, 210, 220),
        "全天平响时长": ("20秒", "30秒", "40秒"),
        "询单人数": (100, 100, 100),
        "支付人数": (50, 40, 30),
        "客服询单支付额": SALES,
    },
    *("店铺汇总值", "店铺平均值"),
)
JD = export(
    "客服, 促成下单商品金额, 售前接待人数, 促成下单人数, 平均响应时长（新）, 接待量, 30s应答率, 客服3分钟人工回复率, 好评量, 评价量",
    "客服",
    {
        "促成下单商品金额": SALES,
        "售前接待人数": (100, 100, 100),
        "促成下单人数": (50, 40, 30),
        "平均响应时长（新）": (20, 30, 40),
        "接待量": (200, 210, 220),
    },
    sheet="整体数据",
)
KUAISHOU = Export(
    "Sheet1",
    "三分钟回复率（人维度）, 三分钟回复率（会话）, 不服务率, 咨询人数, 咨询人次, 人工会话量, 人工平均回复时长, 好评率（人维度）, 好评率（会话）, 差评率（人维度）, "
    "差评率（会话）, IM不满意率（人维度）, 询单人数, 下单人数, 支付人数, 询单转化率, 询单客单价, 客服销售额",
    "",
    ({"询单人数": 100, "支付人数": 50, "客服销售额": 128400.5, "人工平均回复时长": 20, "人工会话量": 200},),
)
ZENDESK = export(
    "Assignee name, Solved tickets, Reopened tickets, First reply time (min), Full resolution time (hrs), Satisfaction score",
    "Assignee name",
    {"Solved tickets": (300, 280, 310), "First reply time (min)": (12, 15, 9), "Full resolution time (hrs)": (8, 9, 7)},
)
GENESYS = export(
    "Agent, Offered, Answer %, Answered, Abandon %, Service Level %, Avg Talk, Avg Hold, Avg ACW, Avg Handle",
    "Agent",
    {"Offered": (300, 280, 310), "Answered": (290, 270, 300), "Answer %": (96.7, 96.4, 96.8)},
)
FRESHDESK = export(
    "Agent, Tickets assigned to agent, Tickets resolved, Tickets reopened, Agent Responses, Public notes, Private notes, Resolution SLA %",
    "Agent",
    {"Tickets resolved": (300, 280, 310), "Resolution SLA %": (96.7, 96.4, 96.8)},
)
INTERCOM = export(
    "Teammate, Conversations assigned, Conversations replied to, Closed conversations, Median first response time, "
    "Conversation handling time, Conversation rating",
    "Teammate",
    {"Conversations replied to": (300, 280, 310), "Closed conversations": (200, 210, 220)},
)


def written(folder: Path, given: Export) -> str:
    path = folder / "export.xlsx"
    headers = [text.strip() for text in given.headers.split(",")]
    assert all(set(row) <= set(headers) for row in given.rows)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(given.sheet)
        for column, header in enumerate(headers):
            sheet.write(0, column, header)
        lines = [*given.rows, *({given.agent: text} for text in given.summaries)]
        for row, line in enumerate(lines, 1):
            for column, header in enumerate(headers):
                cell = line.get(header, "" if header in {"客服账号", "序号"} else "-")
                sheet.write(row, column, cell)
    return str(path)


def scored(folder: Path, given: Export, **options: Any) -> tuple[dict[str, int], set[str]]:
    result = rank(written(folder, given), "presale", **options)
    assert [metric.points.tolist()[0] for metric in result.metrics][:3] == [1000000, 1000000, 1000000]  # 小美 is best in all
    return dict(zip(result.agents.tolist(), result.ranks.tolist(), strict=True)), {problem.code for problem in result.problems}


GATED = pytest.mark.parametrize("given", [SYCM, CHITU], ids=["生意参谋", "赤兔"])
OPEN = pytest.mark.parametrize("given", [PDD, FEIGE], ids=["拼多多", "飞鸽"])


@GATED
def test_platforms_with_a_reply_rate(tmp_path: Path, given: Export) -> None:
    places, codes = scored(tmp_path, given)
    assert places == {"店铺:小美": 1, "店铺:小丹": 2, "店铺:小雷": 3}
    assert not codes & {"D390", "P140", "P142"}
    result = rank(str(tmp_path / "export.xlsx"), "presale")
    assert result.gates[0].fired.tolist() == [False, True, False]


@OPEN
def test_platforms_without_a_reply_rate(tmp_path: Path, given: Export) -> None:
    places, codes = scored(tmp_path, given)
    assert places == {"店铺:小美": 1, "店铺:小丹": 2, "店铺:小雷": 3}
    assert {"D390", "P142"} <= codes
    result = rank(str(tmp_path / "export.xlsx"), "presale")
    assert result.gates[0].fired.tolist() == [False, False, False]


def test_the_scores_are_those_of_any_platform(tmp_path: Path) -> None:
    """Minmax, by hand: sales 0 + 45 × (96000 − 87250) ÷ 41150.5, conversion 22.5, response 5."""
    result = rank(written(tmp_path, PDD), "presale")
    second = Decimal(45) * (96000 - 87250) / Decimal("41150.5") + Decimal("22.5") + 5
    assert result.scores.tolist() == [10000, int(second.quantize(Decimal("0.01")) * 100), 0]


def test_jd_has_no_enquiries_until_the_scheme_says_what_stands_for_them(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as caught:
        rank(written(tmp_path, JD), "presale")
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert problem.code == "D231"
    assert "enquiries (询单人数" in problem.message.zh
    assert "columns: {enquiries: [表头]}" in problem.hint.zh
    assert "售前接待人数" in problem.hint.zh
    places, codes = scored(tmp_path, JD, sets=["columns.enquiries=[售前接待人数]"])
    assert places == {"店铺:小美": 1, "店铺:小丹": 2, "店铺:小雷": 3}
    assert "P142" in codes


def test_a_sheet_of_the_shop_names_no_agent(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as caught:
        rank(written(tmp_path, KUAISHOU), "presale")
    assert [problem.code for problem in caught.value.problems if problem.severity == "error"] == ["D230"]
    assert "agent: [表头]" in caught.value.problems[0].hint.zh
    assert "layout: {agents: files}" in caught.value.problems[0].hint.zh


def test_what_jd_has_is_read_by_a_scheme_of_its_own(tmp_path: Path) -> None:
    """By hand: sales 35 × 8750 ÷ 41150.5, ordered 40 of 100 between 30 and 50; 95 % within 30 s; 30 s; 89 of 100 are good."""
    cells = {"30s应答率": ("95%", "95%", "95%"), "好评量": (98, 89, 80), "评价量": (100, 100, 100)}
    rows = tuple({**row, **{header: own[i] for header, own in cells.items()}} for i, row in enumerate(JD.rows))
    result = rank(written(tmp_path, JD._replace(rows=rows)), "jd-presale")
    second = Decimal(35) * (96000 - 87250) / Decimal("41150.5") + 15 + 15 + Decimal("7.5") + 5
    # 小雷: nothing for sales and conversion, 15, 40 s make 5, and 0
    assert result.scores.tolist() == [10000, int(second.quantize(Decimal("0.01")) * 100), 2000]
    assert {problem.code for problem in result.problems} <= {"P152"}


def test_what_a_kuaishou_shop_has_is_read_by_a_scheme_of_its_own(tmp_path: Path) -> None:
    """By hand: 96 % make 11/13, 20 s 1, 8 % 12/16, 50 % 1: 25.38462 + 20 + 15 + 30."""
    row = {**KUAISHOU.rows[0], "三分钟回复率（人维度）": "96.00%", "咨询人数": 150, "IM不满意率（人维度）": "8.00%"}
    result = rank(written(tmp_path, KUAISHOU._replace(rows=(row,))), "kuaishou-shop")
    assert (result.agents.tolist(), result.scores.tolist(), result.pay.tolist()) == (["export"], [9038], [200000])
    assert [problem.code for problem in result.problems] == ["P151"]  # one shop alone is the first


@pytest.mark.parametrize(
    ("given", "absent"),
    [
        (ZENDESK, ["sales", "buyers", "enquiries", "response_seconds"]),
        (GENESYS, ["sales", "buyers", "response_seconds"]),
        (FRESHDESK, ["sales", "buyers", "enquiries", "response_seconds"]),
        (INTERCOM, ["sales", "buyers", "enquiries", "response_seconds"]),
    ],
    ids=["Zendesk", "Genesys", "Freshdesk", "Intercom"],
)
def test_help_desks_sell_nothing(tmp_path: Path, given: Export, absent: list[str]) -> None:
    with pytest.raises(Rejected) as caught:
        rank(written(tmp_path, given), "presale")
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert problem.code == "D231"
    assert problem.hint.en.endswith("columns: {" + ", ".join(f"{name}: [header]" for name in absent) + "}")


CENTRE = """
csscore: 1
name: centre
weights: relative
missing: renormalise
metrics:
  solved: {value: tickets_solved, unit: count, weight: 40, points: minmax, optional: true}
  first: {value: {mean: first_response_seconds, by: tickets_solved}, unit: seconds, better: lower, weight: 20, points: minmax, optional: true}
  answered: {value: receptions, unit: count, weight: 20, points: minmax, optional: true}
  level: {value: service_level, unit: percent, weight: 20, points: minmax, optional: true}
"""


@pytest.mark.parametrize(
    ("given", "counted"),
    [(ZENDESK, 60), (GENESYS, 20), (FRESHDESK, 60), (INTERCOM, 60)],
    ids=["Zendesk", "Genesys", "Freshdesk", "Intercom"],
)
def test_one_scheme_of_a_help_desk_reads_them_all(tmp_path: Path, given: Export, counted: int) -> None:
    scheme = tmp_path / "centre.yaml"
    scheme.write_text(CENTRE, encoding="utf-8")
    result = rank(written(tmp_path, given), str(scheme))
    assert result.counted.tolist() == [counted * 10000] * 3
    assert sorted(result.ranks.tolist()) == [1, 2, 3]


def test_a_metric_that_nobody_has_in_every_report(tmp_path: Path) -> None:
    run = compute(written(tmp_path, PDD), "presale")
    out = io.BytesIO()
    write_json(run.result, out, lang="zh")
    best = json.loads(out.getvalue())["agents"][0]
    assert best["metrics"]["reply_rate"] == {"value": None, "points": None, "weight": "0", "contribution": None}
    assert best["gates"] == []
    assert "可选：导出里可以没有它的列" in [line.zh.strip() for line in describe(run.scheme)]
    told = explained(run, run.measured.agents.tolist().index("店铺:小美"))
    assert [len(metric.cells) for metric in told.metrics if metric.name == "reply_rate"] == [0]
    with (tmp_path / "out.xlsx").open("wb") as file:
        write_workbook(run.result, file, lang="zh", run=run)
    page = io.BytesIO()
    write_page(run, page, lang="zh", explained=None)
    assert "回复率".encode() in page.getvalue()
