"""One month from five files: exam, quality checks, attendance, suggestions beside the sales, each with its own agent column.

The sales come by account, the others by name or staff number as different departments keep them; the roster brings them
together. All numbers are worked out by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from csscore.pipeline import rank
from csscore.problems import Rejected
from csscore.result import Result
from tests.pay.months import codes, lines, pay, score

SCHEME = """
csscore: 1
name: five
agent: [旺旺昵称, 被检客服, 姓名, 提出人]
period: {date: [日期, 质检日期, 打卡日期, 考试日期]}
columns:
  mark: {headers: [质检得分], unit: points}
  minutes: {headers: [迟到分钟], unit: number}
metrics:
  sales: {title: 销售额, value: 销售额, unit: money, weight: 40, points: {attainment: {target: 100000, cap: 100}}}
  exam:
    title: 笔试
    value: {mean: 成绩, where: 科目 == '笔试', from: exam}
    unit: points
    weight: 20
    points: as_is
  quality:
    title: 质检
    value: {mean: mark, by: 抽检条数, where: "missing(申诉成立) or 申诉成立 != '是'", from: quality}
    unit: points
    weight: 30
    points: as_is
  serious: {title: 严重差错, value: {count: "mark < 60", from: quality}, unit: count, weight: 0}
  late:
    title: 迟到
    value: {count: minutes > 5, where: "班次 in ('早班', '晚班')", from: attendance}
    unit: count
    better: lower
    weight: 10
    points: {deduct: {target: 0, step: 1, points: 20}}
  days: {title: 出勤天数, value: {distinct: 打卡日期, from: attendance}, unit: count, weight: 0}
  ideas: {title: 采纳的建议, value: {count: 状态 == '采纳', from: suggestions}, unit: count, weight: 0}
gates:
  - {name: 重考, when: exam < 60, then: {flag: 重考}}
pay:
  - {per_unit: {of: ideas, amount: 50}, title: 建议奖}
  - {award: {best: 1, by: exam, amount: 200}, title: 考试第一}
  - {per_unit: {of: late, amount: -10, above: 1}, title: 迟到扣款}
  - {fixed: 300, when: late == 0 and days >= 2, title: 全勤奖}
"""
SALES = "旺旺昵称,销售额\n灯具:小美,120000\n灯具:小丹,80000\n灯具:阿宁,60000\n"
ROSTER = "账号,姓名,工号\n灯具:小美,王美,101\n灯具:小丹,李丹,102\n灯具:阿宁,张宁,103\n"
EXAM = [
    ["2026年3月业务考试成绩", None, None, None],
    ["姓名", "科目", "成绩", "考试日期"],
    ["王美", "笔试", 92, "2026-03-20"],
    ["王美", "口试", 40, "2026-03-21"],
    ["李丹", "笔试", 55, "2026-03-20"],
    ["李丹", "口试", 88, "2026-03-21"],
    ["张宁", "笔试", 92, "2026-03-20"],
    ["张宁", "笔试", 10, "2026-02-20"],  # last month's
    ["平均分", None, 63, None],
]
QUALITY = [
    ["质检日期", "质检员", "被检客服", "质检得分", "抽检条数", "申诉成立"],
    ["2026-03-02", "老赵", "王美", 90, 10, "否"],
    ["2026-03-09", "老赵", "王美", 80, 30, "否"],
    ["2026-03-16", "老赵", "王美", 0, 10, "是"],
    ["2026-03-02", "老赵", "李丹", 70, 10, None],
    ["2026-03-09", "老赵", "李丹", 50, 10, None],
    ["2026-03-09", "老赵", "张宁", 100, 5, "否"],
]
ATTENDANCE = """打卡日期,姓名,班次,迟到分钟
2026-03-02,王美,早班,0
2026-03-03,王美,早班,5
2026-03-02,李丹,晚班,6
2026-03-02,李丹,晚班,7
2026-03-03,李丹,晚班,30
2026-03-03,张宁,培训,45
2026-02-27,张宁,早班,45
"""
SUGGESTIONS = "提出人,建议,状态\n李丹,主图尺寸写错,采纳\n李丹,快捷回复加一条,采纳\n张宁,换个客服软件,未采纳\n"


def sheet(path: Path, rows: list[list[Any]]) -> str:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("明细")
        for number, row in enumerate(rows):
            page.write_row(number, 0, ["" if cell is None else cell for cell in row])
    return str(path)


@pytest.fixture
def month(tmp_path):
    """Return a function that ranks the month, with some of its files changed."""

    def run(**changed: Any) -> Result:
        texts = {"scheme.yaml": SCHEME, "sales.csv": SALES, "roster.csv": ROSTER, "attendance.csv": ATTENDANCE}
        texts |= {"suggestions.csv": SUGGESTIONS} | {name.replace("_", "."): text for name, text in changed.items()}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        inputs = {
            "exam": sheet(tmp_path / "exam.xlsx", EXAM),
            "quality": sheet(tmp_path / "quality.xlsx", QUALITY),
            "attendance": str(tmp_path / "attendance.csv"),
            "suggestions": str(tmp_path / "suggestions.csv"),
        }
        return rank(
            str(tmp_path / "sales.csv"),
            str(tmp_path / "scheme.yaml"),
            inputs=inputs,
            roster=str(tmp_path / "roster.csv"),
            period="2026-03",
        )

    return run


def values(result: Result, name: str) -> dict[str, float]:
    metric = next(metric for metric in result.metrics if metric.name == name)
    return dict(zip(result.names, metric.values, strict=True))


def named(result: Result, found: dict[str, Any]) -> dict[str, Any]:
    return {str(result.names[list(result.agents).index(agent)]): value for agent, value in found.items()}


def test_each_file_gives_its_metric(month):
    result = month()
    assert values(result, "exam") == {"王美": 92, "李丹": 55, "张宁": 92}  # the oral paper and February's don't count
    assert values(result, "quality") == {"王美": 82.5, "李丹": 60, "张宁": 100}  # (90×10 + 80×30) / 40; (70 + 50) / 2
    assert values(result, "serious") == {"王美": 1, "李丹": 1, "张宁": 0}
    assert values(result, "late") == {"王美": 0, "李丹": 3, "张宁": 0}  # 5 minutes are no lateness, training is no shift
    assert values(result, "days") == {"王美": 2, "李丹": 2, "张宁": 1}
    assert values(result, "ideas") == {"王美": 0, "李丹": 2, "张宁": 0}


def test_scores(month):
    """40·100+20·92+30·82.5+10·100, 40·80+20·55+30·60+10·40, 40·60+20·92+30·100+10·100."""
    result = month()
    assert {name: float(value) for name, value in named(result, score(result)).items()} == {
        "王美": 93.15,
        "张宁": 82.4,
        "李丹": 65,
    }


def test_pay(month):
    result = month()
    assert named(result, pay(result)) == {"王美": "500.00", "张宁": "200.00", "李丹": "80.00"}
    by_name = dict(zip(result.names, result.agents, strict=True))
    assert [(title, amount) for title, amount, _ in lines(result, by_name["李丹"])] == [
        ("建议奖", "100.00"),
        ("迟到扣款", "-20.00"),
    ]
    assert [(title, amount) for title, amount, _ in lines(result, by_name["王美"])] == [
        ("建议奖", "0.00"),
        ("考试第一", "200.00"),
        ("迟到扣款", "0.00"),
        ("全勤奖", "300.00"),
    ]


def test_a_fail_is_a_flag(month):
    result = month()
    assert [list(result.names[flag.raised]) for flag in result.flags] == [["李丹"]]


def test_what_is_left_out_is_said(month):
    """A summary row, other months' rows, files without days, who has no row at all, two prizes where one was meant."""
    assert set(codes(month())) - {"P152", "P156"} == {"D240", "D392", "D349", "D330", "P230"}


def test_a_stranger_in_a_further_file_is_said(month):
    result = month(suggestions_csv=SUGGESTIONS + "刘总,多招几个人,采纳\n")
    (problem,) = (problem for problem in result.problems if problem.code == "D309")
    assert "刘总" in problem.message.zh
    assert values(result, "ideas")["李丹"] == 2


def test_a_file_of_other_people_is_refused(month):
    with pytest.raises(Rejected) as stopped:
        month(attendance_csv="打卡日期,姓名,班次,迟到分钟\n2026-03-02,甲,早班,0\n2026-03-02,乙,早班,0\n2026-03-02,丙,早班,0\n")
    assert "D311" in [problem.code for problem in stopped.value.problems]


def test_who_is_missing_in_a_file_is_missing_and_not_zero(month):
    """No exam is no mark of 0: a mean of nothing is missing, while a count of nothing is 0."""
    result = month(
        attendance_csv=ATTENDANCE.replace("王美", "李丹"),
        roster_csv=ROSTER + "灯具:新人,新人,104\n",
        sales_csv=SALES + "灯具:新人,90000\n",
    )
    status = dict(zip(result.names, result.status, strict=True))
    assert status["新人"] == "unranked"
    assert values(result, "late")["新人"] == 0
    assert str(values(result, "exam")["新人"]) == "nan"
