"""Writes every sample file from a fixed seed; it must never depend on the clock, the machine or a library's version.

Run ``python samples/make.py`` to write the files beside this script, ``python samples/make.py FOLDER`` to write them elsewhere.
Every person and shop is invented. README.md tells what is planted in which file.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from draws import Row, between, clock, lognormal, names, percent, yuan
from halfyear import halfyear
from sheets import centre, hotline, jd, kpi, kuaishou, leaders, leaders_roster, mixed, orderdesk, quality, wages

SEED = 202603
PRESALE = names(
    "小美 小丹 阿布 小黛 小雷 青柠 麦子 豆豆 阿宁 小满 小雪 可可 果果 小鱼 糖糖 晴天 七七 小北 木木 团子 阿紫 小葵 米粒 夏天 "
    "小舟 橙子 星星 小竹 雨点 阿岚 小禾 桃子 小麦 乐乐 小洛 芒果 小鹿 点点 阿朵 小颜 南风 小棉 初一"
)
AFTERSALE = names("安安 小石 阿木 小溪 百合 小川 白露 小谷 海棠 小榆 阿杉 云朵 小枫 知了 小柏 甜甜 小杏 新月")
SUMMARY_ROWS = ["汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值"]
SHOP_HEADER = [
    "旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款转化率", "首次响应时长（秒)", "平均响应时长（秒)",
    "客户满意率", "旺旺回复率", "销售额", "成功退款金额", "有效接待人数", "答问比",
]  # fmt: skip

PLANTED_REPLY_RATES = {"阿岚": "95.00%", "青柠": "94.12%", "小鹿": "93.85%"}  # one that just reaches 95%, two that do not
PLANTED_CELLS: dict[str, dict[int, float]] = {"米粒": {4: 10.6, 5: 21.09, 8: 113745.43}}  # 团子's sales, and in all 团子's score


# --- files -----------------------------------------------------------------------------------------------------------


ADJUSTMENTS: list[Row] = [
    ["客服", "类型", "项目", "金额", "原因", "依据", "批准人"],
    ["小美", "扣款", "退款追回", "50", "二月一单退款，奖金已发", "退款单 0217", "王店长"],
    ["阿岚", "补发", "二月漏算", "30", "二月漏算一单", "订单 0226-08", "王店长"],
    ["青柠", "扣分", "迟到", "2", "迟到两次", "考勤表", "王店长"],
    ["小鹿", "更正", "reply_rate", "95.4%", "平台漏统计一天", "工单 A-17", "王店长"],
    ["初一", "不参评", "", "", "23 日入职，不满一个月", "", "王店长"],
]
"""What was decided by hand about the pre-sale agents of march.xlsx."""


def write_csv(path: Path, rows: list[Row], *, encoding: str = "utf-8", newline: str = "\n") -> None:
    """Write rows as CSV, byte for byte as asked."""
    text = io.StringIO()
    csv.writer(text, lineterminator=newline).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def write_xlsx(path: Path, rows: list[Row], *, sheet: str, formats: dict[int, str] | None = None) -> None:
    """Write one sheet; ``formats`` gives number formats by column."""
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 4, 1, tzinfo=UTC).replace(tzinfo=None)})
    page = book.add_worksheet(sheet)
    styles = {column: book.add_format({"num_format": shown}) for column, shown in (formats or {}).items()}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell)
            elif cell is not None:
                page.write_number(row, column, cell, styles.get(column))
    page.set_column(0, len(rows[-1]) - 1, 16)
    book.close()
    path.write_bytes(stored(memory.getvalue()))


def stored(archive: bytes) -> bytes:
    """Pack a zip file again without compression: compressed bytes differ between builds of zlib."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 3  # else it says which system wrote it
            new.writestr(member, old.read(name))
    return packed.getvalue()


# --- shops that sell: march.xlsx, shops-march/ --------------------------------------------------------------------------


def draw_shop_row(rng: random.Random, nickname: str, *, enquiries: float = 900) -> Row:
    """Draw one agent as the platform's performance export shows it: rates are text, counts and money numbers."""
    asked = round(lognormal(rng, median=enquiries, spread=0.28))
    buyers = round(asked * between(rng, low=0.31, high=0.59))
    response = round(min(58.0, max(15.5, lognormal(rng, median=29, spread=0.32))), 2)
    sales = round(buyers * lognormal(rng, median=236, spread=0.16), 2)
    first = round(response * between(rng, low=0.25, high=0.6), 2)
    satisfied, replied = percent(between(rng, low=0.9, high=0.998)), percent(between(rng, low=0.9601, high=1.0))
    refunds = round(sales * between(rng, low=0.03, high=0.12), 2)
    receptions = round(asked * between(rng, low=1.15, high=1.6))
    answers = percent(between(rng, low=1.08, high=1.62))
    rate = percent(buyers, asked)
    return [nickname, asked, buyers, rate, first, response, satisfied, replied, sales, refunds, receptions, answers]


def summary_rows(rows: list[Row]) -> list[Row]:
    """Sum up as such an export does in the six rows below the agents; ``-`` where it has nothing to say."""
    count = len(rows)

    def total(column: int) -> float:
        return round(sum(float(row[column]) for row in rows), 2)

    def mean(column: int) -> float:
        return round(total(column) / count, 2)

    asked, bought, received = int(total(1)), int(total(2)), int(total(10))
    rate, first, response = percent(bought, asked), mean(4), mean(5)
    sold, refunded = total(8) * 1.42, total(9) * 1.42  # with what the shop sells without an agent
    body: list[Row] = [
        [asked, bought, rate, "-", "-", "-", "-", total(8), total(9), received, "-"],
        [mean(1), mean(2), rate, first, response, "95.02%", "98.11%", mean(8), mean(9), mean(10), "132.40%"],
        [asked, bought, rate, "-", "-", "-", "-", round(sold, 2), round(refunded, 2), received, "-"],
        ["-", "-", rate, first, response, "95.02%", "98.11%", "-", "-", "-", "132.40%"],
        ["-", "-", "58.31%", 8.12, 19.45, "98.76%", "99.92%", "-", "-", "-", "151.27%"],
        ["-", "-", "44.06%", 15.9, 33.71, "93.18%", "97.05%", "-", "-", "-", "128.93%"],
    ]
    return [[name, *cells] for name, cells in zip(SUMMARY_ROWS, body, strict=True)]


def march(rng: random.Random) -> list[Row]:
    """43 pre-sale agents, all of whom can be ranked; what is planted replaces what was drawn."""
    rows = {nickname: draw_shop_row(rng, nickname) for nickname in PRESALE}
    rows["小雪"] = ["小雪", *rows["小满"][1:]]  # the same in every column: a true tie
    for nickname, replied in PLANTED_REPLY_RATES.items():
        rows[nickname][7] = replied
    for nickname, cells in PLANTED_CELLS.items():
        for column, cell in cells.items():
            rows[nickname][column] = cell
    # joined on the 23rd: few customers, a lucky rate, no rating yet
    rows["初一"] = ["初一", 34, 18, "52.94%", 21.4, 47.85, "-", "97.06%", 4017.6, 0, 46, "112.50%"]
    return list(rows.values())


SHOPS = {
    "shop-1": names("一店:小美 一店:小丹 一店:小北 一店:小北2号 一店:阿宁 一店:七七 一店:木木"),
    "shop-2": names("二店:阿宁 二店:可可 二店:小丹 二店:小美 二店:橙子"),
}
SHOP_2_ORDER = [0, 10, 1, 2, 3, 8, 9, 5, 4, 7, 11, 6]  # the columns as somebody else picked them
SHOPS_ROSTER: list[Row] = [
    ["账号", "姓名", "小组", "岗位", "状态", "入职日期", "底薪", "应出勤天数", "出勤天数"],
    ["一店:小美", "小美", "一组", "售前", "在职", "2023-05-08", 4200, 22, 22],
    ["二店:小美", "小美", "一组", "售前", "在职", "2023-05-08", 4200, 22, 22],
    ["一店:小丹", "小丹", "一组", "售前", "在职", "2024-02-19", 4000, 22, 22],
    ["二店:小丹", "丹丹", "二组", "售前", "在职", "2025-06-03", 3800, 22, 21],
    ["一店:小北", "小北", "一组", "售前", "在职", "2022-11-14", 4500, 22, 22],
    ["一店:小北2号", "小北", "一组", "售前", "在职", "2022-11-14", 4500, 22, 22],
    ["一店:阿宁", "阿宁", "二组", "售前", "在职", "2024-09-02", 4000, 22, 18],
    ["二店:阿宁", "阿宁", "二组", "售前", "在职", "2024-09-02", 4000, 22, 18],
    ["一店:七七", "七七", "一组", "售前", "在职", "2025-03-10", 3800, 22, 22],
    ["一店:木木", "木木", "一组", "售前", "试用", "2026-03-09", 3500, 22, 16],
    ["二店:可可", "可可", "二组", "售前", "在职", "2023-08-21", 4200, 22, 22],
    ["二店:橙子", "橙子", "二组", "售前", "在职", "2025-01-06", 3800, 22, 22],
]


def shop(rng: random.Random, accounts: list[str]) -> list[Row]:
    """Draw the agents of one of two smaller shops."""
    return [draw_shop_row(rng, account, enquiries=520) for account in accounts]


# --- after-sale: aftersale-march.csv, incidents-march.csv, aftersale-roster.csv, exam-march.csv ---------------------------


def incidents(rng: random.Random) -> list[Row]:
    """Bad reviews and complaints; the first agent of an incident is the one the platform books it to."""
    reasons = {"差评": ["发货慢", "态度冷淡", "处理推诿", "说明不清"], "投诉": ["退款超时", "承诺未兑现", "重复催问"]}
    shares: list[list[float]] = [[1], [1], [0.5, 0.5], [1], [0.7, 0.3], [1], [0.4, 0.3, 0.3], [0.6, 0.4]]
    rows: list[Row] = [["事故编号", "日期", "类型", "客服", "责任占比", "判定说明"]]
    for number in range(1, 27):
        split = shares[number % len(shares)]
        people = rng.sample(AFTERSALE, len(split))
        kind = "投诉" if rng.random() < 0.3 else "差评"
        reason = rng.choice(reasons[kind])
        day = f"2026-03-{rng.randint(1, 31):02d}"
        for agent, share in zip(people, split, strict=True):
            why = reason if len(split) == 1 else f"{reason}，{'结单' if agent == people[0] else '前序接待'}"
            rows.append([f"SG{number:03d}", day, kind, agent, share, why])
    return rows


def aftersale(rng: random.Random, incident_rows: list[Row]) -> list[Row]:
    """18 after-sale agents and a total row; 小柏's cost is not known yet, 新月 joined this month."""
    booked = {str(row[0]): str(row[3]) for row in reversed(incident_rows[1:])}  # incident → the first agent of it
    header: Row = [
        "客服", "接待人数", "平均响应时间", "收到评价数", "满意评价数", "点名好评数", "售后订单数", "首次品质退款数", "售后成本",
        "差评投诉数", "老客户回访人数", "老客户回购人数",
    ]  # fmt: skip
    rows: list[Row] = []
    costs = 0.0
    for agent in AFTERSALE:
        received = 47 if agent == "新月" else round(lognormal(rng, median=640, spread=0.26))
        rated = round(received * between(rng, low=0.12, high=0.3))
        orders = round(received * between(rng, low=0.3, high=0.5))
        called = round(received * between(rng, low=0.08, high=0.2))
        cost = round(orders * lognormal(rng, median=6.4, spread=0.35), 2)
        costs += 0 if agent == "小柏" else cost
        rows.append([
            agent,
            received,
            clock(min(96, max(13.5, lognormal(rng, median=37, spread=0.42)))),
            rated,
            round(rated * between(rng, low=0.88, high=1.0)),
            round(rated * between(rng, low=0.02, high=0.14)),
            orders,
            round(orders * between(rng, low=0.005, high=0.06)),
            "-" if agent == "小柏" else yuan(cost),
            list(booked.values()).count(agent),
            called,
            round(called * between(rng, low=0.1, high=0.45)),
        ])  # fmt: skip
    sums: Row = [sum(row[column] for row in rows if isinstance(row[column], int)) for column in range(1, len(header))]
    total: Row = ["合计", *sums]
    total[2], total[8] = "-", yuan(round(costs, 2))
    return [header, *rows, total]


def aftersale_roster(rng: random.Random) -> list[Row]:
    """Say who the 18 are and what their base pay is: high, as after-sale pay should hardly vary."""
    rows: list[Row] = [SHOPS_ROSTER[0]]
    for number, agent in enumerate(AFTERSALE):
        new = agent == "新月"
        joined = "2026-03-16" if new else f"{rng.randint(2021, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        base = 4000 if new else 4800 + 100 * rng.randint(0, 8)
        attended = 12 if new else 22 - rng.choice([0, 0, 0, 0, 1, 2])
        team, status = "早班" if number % 2 else "晚班", "试用" if new else "在职"
        rows.append([agent, agent, team, "售后", status, joined, base, 22, attended])
    return rows


def exam(rng: random.Random) -> list[Row]:
    """One row an agent and paper; 小谷 missed the oral paper, 小颜 failed the written one."""
    rows: list[Row] = [["岗位", "客服", "科目", "考试日期", "得分"]]
    for post, agents in (("售前", PRESALE), ("售后", AFTERSALE)):
        for agent in agents:
            for paper, day in (("笔试", "2026-03-25"), ("口试", "2026-03-26")):
                mark: float | str = round(2 * between(rng, low=66, high=100)) / 2
                if (agent, paper) == ("小谷", "口试"):
                    mark = "-"
                elif (agent, paper) == ("小颜", "笔试"):
                    mark = 52
                rows.append([post, agent, paper, day, mark])
    return rows


def make(folder: Path) -> None:
    """Write every sample file into ``folder``; each draws from a generator of its own, so one can change alone."""

    def generator(name: str) -> random.Random:
        return random.Random(f"{SEED} {name}")

    (folder / "shops-march").mkdir(parents=True, exist_ok=True)
    rows = march(random.Random(SEED))
    write_xlsx(folder / "march.xlsx", [list(SHOP_HEADER), *rows, *summary_rows(rows)], sheet="数据信息")
    for name, accounts in SHOPS.items():
        rows = shop(generator(name), accounts)
        table: list[Row] = [list(SHOP_HEADER), *rows, *summary_rows(rows)]
        if name == "shop-2":
            table = [[row[column] for column in SHOP_2_ORDER] for row in table]
        write_xlsx(folder / "shops-march" / f"{name}.xlsx", table, sheet="数据信息")
    write_csv(folder / "roster.csv", SHOPS_ROSTER)

    write_csv(folder / "adjust-march.csv", ADJUSTMENTS)

    booked = incidents(generator("incidents"))
    write_csv(folder / "incidents-march.csv", booked)
    write_csv(folder / "aftersale-march.csv", aftersale(generator("aftersale"), booked), encoding="gb18030", newline="\r\n")
    write_csv(folder / "aftersale-roster.csv", aftersale_roster(generator("roster")))
    write_csv(folder / "exam-march.csv", exam(generator("exam")))

    write_csv(folder / "kpi-march.csv", kpi(generator("kpi")), encoding="utf-8-sig", newline="\r\n")
    shown = dict.fromkeys((2, 4, 5, 8, 9, 10), "0.0%")
    write_xlsx(folder / "quality-march.xlsx", quality(generator("quality")), sheet="考核表", formats=shown)
    write_csv(folder / "orderdesk-march.csv", orderdesk(generator("orderdesk")))
    write_csv(folder / "wages-march.csv", wages(generator("wages")), encoding="utf-8-sig", newline="\r\n")
    write_csv(folder / "hotline-march.csv", hotline(generator("hotline")))
    write_csv(folder / "centre.csv", centre(generator("centre")))
    write_csv(folder / "leaders-march.csv", leaders())
    write_csv(folder / "leaders-roster.csv", leaders_roster())
    write_csv(folder / "mixed-march.csv", mixed(generator("mixed")), encoding="utf-8-sig", newline="\r\n")

    # the exports of other platforms
    write_xlsx(folder / "jd-march.xlsx", jd(generator("jd")), sheet="整体数据")
    (folder / "kuaishou-march").mkdir(exist_ok=True)
    for name, table in kuaishou(generator("kuaishou")).items():
        write_xlsx(folder / "kuaishou-march" / f"{name}.xlsx", table, sheet="Sheet1")

    (folder / "halfyear").mkdir(exist_ok=True)
    for month, rows in halfyear(generator("halfyear")).items():
        write_csv(folder / "halfyear" / f"{month}.csv", rows)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
