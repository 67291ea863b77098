"""Draws the sheets that teams keep themselves: plans, quality, orders, wages, a help desk, a hotline; it writes no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draws import Row, between, clock, lognormal, names, percent

if TYPE_CHECKING:
    import random


def kpi(rng: random.Random) -> list[Row]:
    """14 agents of one shop against their plan; 小树 and 大福 sold for the same amount, 阿圆 is new."""
    rows: list[Row] = [[
        "客服", "计划销售额", "销售额", "咨询人数", "下单人数", "付款人数", "客服回复率", "首次响应时间", "平均响应时间",
        "错误订单数", "服务态度", "迟到早退次数", "基本工资", "绩效工资",
    ]]  # fmt: skip
    for agent in names("小树 大福 丫丫 阿秋 毛毛 小令 柚子 阿飞 小冬 花生 小野 阿乔 松子 阿圆"):
        new = agent == "阿圆"
        asked = 62 if new else round(lognormal(rng, median=780, spread=0.22))
        paid = round(asked * between(rng, low=0.31, high=0.52))
        sales = "86400.00" if agent in ("小树", "大福") else f"{paid * between(rng, low=201, high=272):.2f}"
        if agent in ("小树", "大福"):
            paid = round(86400 / between(rng, low=215, high=262))
            asked = round(paid / between(rng, low=0.36, high=0.5))
        response = min(68, max(17, lognormal(rng, median=36, spread=0.26)))
        rows.append([
            agent,
            8000 if new else round(float(sales) / between(rng, low=0.62, high=1.18) / 1000) * 1000,
            sales,
            asked,
            round(paid * between(rng, low=1.03, high=1.16)),
            paid,
            percent(between(rng, low=0.93, high=1.0)),
            f"{response * between(rng, low=0.4, high=0.7):.1f}",
            f"{response:.1f}",
            round(paid * between(rng, low=0, high=0.07)),
            round(between(rng, low=74, high=99)),
            rng.choice([0, 0, 0, 0, 1, 1, 2, 4]),
            3500 if new else 4000,
            1000 if new else 1500,
        ])  # fmt: skip
    return rows


def quality(rng: random.Random) -> list[Row]:
    """12 agents on a hand-kept sheet: a title above the header, rates as cells with a percent format."""
    rows: list[Row] = [["客服专员服务质量绩效考核表（2026年3月）"], [], [
        "客服", "客户满意度评分", "投诉率", "首次响应时间", "问题解决率", "回访满意度", "日均工单", "工单平均处理时长",
        "渠道及时率", "知识库使用率", "重复咨询率", "流程违规次数", "信息错误次数", "知识考试",
    ]]  # fmt: skip
    for agent in names("小池 阿棋 冬冬 小钟 梨子 阿南 小岸 朵朵 小山 阿末 小桥 春分"):
        rows.append([
            agent,
            round(between(rng, low=4.15, high=4.95), 2),
            round(between(rng, low=0.005, high=0.085), 4),
            clock(min(75, lognormal(rng, median=29, spread=0.4))),
            round(between(rng, low=0.85, high=0.995), 4),
            "-" if agent == "春分" else round(between(rng, low=0.76, high=0.98), 4),  # new: nobody has been called back yet
            6.5 if agent == "春分" else round(between(rng, low=14, high=27), 1),
            clock(lognormal(rng, median=288, spread=0.18)),
            round(between(rng, low=0.84, high=1.0), 4),
            round(between(rng, low=0.68, high=0.97), 4),
            round(between(rng, low=0.04, high=0.16), 4),
            rng.choice([0, 0, 0, 1, 1, 2, 3]),
            rng.choice([0, 0, 1, 1, 2]),
            round(between(rng, low=68, high=100)),
        ])  # fmt: skip
    return rows


def orderdesk(rng: random.Random) -> list[Row]:
    """10 order-desk agents; 阿册 is new and had no customers to call back."""
    rows: list[Row] = [["客服", "审单数", "错单数", "发货订单数", "发货差错数", "投诉数", "应回访数", "已回访数", "知识考试"]]
    for agent in names("小册 阿单 小仓 笔笔 小印 阿格 小签 毫毫 小录 阿册"):
        new = agent == "阿册"
        checked = 118 if new else round(lognormal(rng, median=2400, spread=0.2))
        shipped = round(checked * between(rng, low=0.9, high=0.99))
        calls = 0 if new else rng.choice([20, 20, 25, 30])
        rows.append([
            agent,
            checked,
            round(checked * between(rng, low=0, high=0.012)),
            shipped,
            round(shipped * between(rng, low=0.001, high=0.015)),
            round(checked * between(rng, low=0, high=0.004)),
            calls,
            round(calls * between(rng, low=0.7, high=1.05)),
            round(between(rng, low=70, high=100)),
        ])  # fmt: skip
    return rows


def centre(rng: random.Random) -> list[Row]:
    """12 agents of an English-speaking help desk and a total row; Wren started this month and has no CSAT yet."""
    header: Row = [
        "Agent", "Team", "Tickets solved", "Tickets reopened", "CSAT", "CSAT responses", "First reply time (min)",
        "Full resolution time (hrs)", "QA score", "Adherence",
    ]  # fmt: skip
    rows: list[Row] = []
    for number, agent in enumerate(names("Alder Briar Cedar Dune Ember Fern Gale Heath Iris Juniper Lark Wren")):
        new = agent == "Wren"
        solved = 31 if new else round(lognormal(rng, median=410, spread=0.24))
        rows.append([
            agent,
            "Green" if number % 2 else "Blue",
            solved,
            round(solved * between(rng, low=0.01, high=0.08)),
            "-" if new else f"{between(rng, low=0.84, high=0.985) * 100:.1f}%",
            0 if new else round(solved * between(rng, low=0.1, high=0.35)),
            round(lognormal(rng, median=14, spread=0.45), 1),
            round(lognormal(rng, median=9.5, spread=0.4), 1),
            round(2 * between(rng, low=76, high=98)) / 2,
            f"{between(rng, low=0.88, high=0.99) * 100:.1f}%",
        ])  # fmt: skip
    sums = {column: sum(int(row[column]) for row in rows) for column in (2, 3, 5)}
    return [header, *rows, ["Total", "", sums[2], sums[3], "-", sums[5], "-", "-", "-", "-"]]


def wages(rng: random.Random) -> list[Row]:
    """15 pre-sale agents as the wage clerk keeps them; 阿泽 and 念念 sold for the same amount, 小满月 is on probation."""
    rows: list[Row] = [[
        "客服", "小组", "状态", "底薪", "绩效工资", "计划销售额", "销售额", "回款金额", "退款金额", "已发提成后退款",
        "咨询人数", "付款人数", "接待人数", "客服回复率", "平均响应时间", "客户满意率", "平时表现", "团队协作", "点名好评数",
        "服务曝光次数", "迟到早退次数", "出勤率",
    ]]  # fmt: skip
    for number, agent in enumerate(names("小岚 阿泽 念念 大米 小丸 阿来 豆包 木子 小七 阿黎 朝朝 山竹 小野菊 阿蒙 小满月")):
        new = agent == "小满月"
        same = agent in ("阿泽", "念念")
        sales = 21860.0 if new else 112400.0 if same else round(lognormal(rng, median=90000, spread=0.45), 2)
        buyers = round(sales / between(rng, low=188, high=262))
        asked = round(buyers / between(rng, low=0.38, high=0.62))
        refunds = round(sales * between(rng, low=0.02, high=0.09), 2)
        rows.append([
            agent,
            "二组" if number % 3 == 2 else "一组",
            "试用" if new else "在职",
            3600 if new else rng.choice([4000, 4200, 4500]),
            800 if new else rng.choice([1200, 1500, 2000]),
            20000 if new else round(sales * between(rng, low=0.8, high=1.15) / 5000) * 5000 if not same else 100000,
            f"{sales:.2f}",
            f"{sales - refunds:.2f}",
            f"{refunds:.2f}",
            "0.00" if new else f"{round(sales * between(rng, low=0, high=0.03), 2):.2f}",
            asked,
            buyers,
            round(asked * between(rng, low=1.1, high=1.5)),
            percent(between(rng, low=0.94, high=1.0)),
            clock(lognormal(rng, median=26, spread=0.3)),
            "-" if new else percent(between(rng, low=0.9, high=1.0)),
            rng.choice(["优秀", "优秀", "良好", "良好", "良好", "合格", "差"]),
            round(between(rng, low=70, high=100)),
            rng.choice([0, 0, 1, 1, 2, 3, 5]),
            rng.choice([0, 0, 0, 0, 0, 1]),
            rng.choice([0, 0, 0, 1, 1, 2, 4]),
            percent(rng.choice([22, 22, 22, 21, 20]), 22),
        ])  # fmt: skip
    return rows


def hotline(rng: random.Random) -> list[Row]:
    """12 agents of a telephone service in three teams."""
    rows: list[Row] = [[
        "客服", "小组", "收到评价数", "满意评价数", "质检得分", "平均处理时长", "平均通话时长", "一次解决率", "服务客户数",
        "流失客户数", "应回访数", "已回访数",
    ]]  # fmt: skip
    for number, agent in enumerate(names("小棠 阿远 青青 大川 小满星 阿柔 知夏 小桐 阿森 晚晚 小钰 阿迟")):
        rated = round(lognormal(rng, median=180, spread=0.25))
        served = round(lognormal(rng, median=900, spread=0.2))
        due = rng.choice([40, 40, 50])
        handled = lognormal(rng, median=290, spread=0.18)
        rows.append([
            agent,
            ("甲组", "乙组", "丙组")[number % 3],
            rated,
            round(rated * between(rng, low=0.9, high=1.0)),
            round(2 * between(rng, low=78, high=100)) / 2,
            clock(handled),
            clock(handled * between(rng, low=0.55, high=0.8)),
            percent(between(rng, low=0.78, high=0.96)),
            served,
            round(served * between(rng, low=0.01, high=0.06)),
            due,
            round(due * between(rng, low=0.75, high=1.0)),
        ])  # fmt: skip
    return rows


def jd(rng: random.Random) -> list[Row]:
    """8 agents as 京东 客服管家 exports them (每人数据); the sums stand in a row without an agent, 小未 has no rating yet."""
    rows: list[Row] = [[
        "客服", "促成下单商品金额", "售前接待人数", "促成下单人数", "平均响应时长（新）", "接待量", "30s应答率",
        "客服3分钟人工回复率", "好评量", "评价量",
    ]]  # fmt: skip
    for agent in names("小冉 阿森 果冻 小昕 大白 云云 阿璃 小未"):
        new = agent == "小未"
        asked = 41 if new else round(lognormal(rng, median=620, spread=0.25))
        ordered = round(asked * between(rng, low=0.28, high=0.5))
        rated = 0 if new else round(asked * between(rng, low=0.15, high=0.3))
        rows.append([
            f"灯具自营-{agent}",
            round(ordered * lognormal(rng, median=214, spread=0.15), 2),
            asked,
            ordered,
            round(min(58, max(14, lognormal(rng, median=30, spread=0.25))), 1),
            round(asked * between(rng, low=1.2, high=1.6)),
            "83.20%" if agent == "大白" else percent(between(rng, low=0.86, high=0.97)),
            percent(between(rng, low=0.97, high=1.0)),
            round(rated * between(rng, low=0.88, high=1.0)),
            rated,
        ])  # fmt: skip
    sums = [round(sum(float(row[column]) for row in rows[1:]), 2) for column in (1, 2, 3, 5, 8, 9)]
    return [*rows, [None, sums[0], sums[1], sums[2], "-", sums[3], "-", "-", sums[4], sums[5]]]


def kuaishou(rng: random.Random) -> dict[str, list[Row]]:
    """One row of figures for each of three shops, as 快手 exports them: nobody is named; shop-3 answers too late."""
    header: Row = [
        "三分钟回复率（人维度）", "三分钟回复率（会话）", "不服务率", "咨询人数", "咨询人次", "人工会话量", "人工平均回复时长",
        "好评率（人维度）", "好评率（会话）", "差评率（人维度）", "差评率（会话）", "IM不满意率（人维度）", "询单人数",
        "下单人数", "支付人数", "询单转化率", "询单客单价", "客服销售额",
    ]  # fmt: skip
    shops: dict[str, list[Row]] = {}
    for shop in ("shop-1", "shop-2", "shop-3"):
        asked = round(lognormal(rng, median=2600, spread=0.2))
        enquiries = round(asked * between(rng, low=0.4, high=0.6))
        ordered = round(enquiries * between(rng, low=0.36, high=0.5))
        paid = round(ordered * between(rng, low=0.85, high=0.97))
        replied = 0.882 if shop == "shop-3" else between(rng, low=0.93, high=0.99)
        sales = round(paid * lognormal(rng, median=96, spread=0.1), 2)
        good, bad = between(rng, low=0.86, high=0.96), between(rng, low=0.02, high=0.06)
        shops[shop] = [header, [
            percent(replied), percent(replied - 0.006), percent(between(rng, low=0.002, high=0.02)), asked,
            round(asked * 1.18), round(asked * 0.92), f"{between(rng, low=32, high=70):.0f}秒", percent(good),
            percent(good - 0.004), percent(bad), percent(bad + 0.003), percent(between(rng, low=0.05, high=0.14)), enquiries,
            ordered, paid,
            percent(paid, enquiries), round(sales / paid, 2), sales,
        ]]  # fmt: skip
    return shops


def leaders() -> list[Row]:
    """Return what the three leaders of the hotline did themselves."""
    return [["组长", "听录音通数", "培训次数"], ["王组长", 52, 4], ["李组长", 38, 2], ["赵组长", 50, 5]]


def leaders_roster() -> list[Row]:
    """Say who leads which team, and that a leader is herself."""
    leading = {"甲组": "王组长", "乙组": "李组长", "丙组": "赵组长"}
    return [["账号", "姓名"], *([team, who] for team, who in leading.items()), *([who, who] for who in leading.values())]


def mixed(rng: random.Random) -> list[Row]:
    """10 people of a small shop who sell and settle; 小宁 did after-sale only this month."""
    rows: list[Row] = [[
        "客服", "询单人数", "付款人数", "销售额", "接待人数", "平均响应时间", "售后订单数", "首次品质退款数",
        "售后成本", "差评投诉数",
    ]]  # fmt: skip
    for agent in names("小蔓 阿岳 糯米 小宁 冬青 阿简 小池塘 木槿 阿沐 小荞"):
        asked = round(lognormal(rng, median=420, spread=0.25))
        paid = round(asked * between(rng, low=0.34, high=0.56))
        orders = round(lognormal(rng, median=150, spread=0.25))
        sold: Row = [asked, paid, round(paid * lognormal(rng, median=205, spread=0.15), 2), round(asked * 1.3)]
        seconds = clock(min(70, lognormal(rng, median=31, spread=0.3)))
        rows.append([
            agent,
            *(["-"] * 5 if agent == "小宁" else [*sold, seconds]),
            orders,
            round(orders * between(rng, low=0.005, high=0.05)),
            round(orders * lognormal(rng, median=5.8, spread=0.3), 2),
            round(orders * between(rng, low=0, high=0.04)),
        ])  # fmt: skip
    return rows
