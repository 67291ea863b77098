"""What real teams pay, to the cent: numbers printed by the sources, or computed by hand from their rules."""

from __future__ import annotations

import pytest

from tests.pay.months import lines, month, pay, score

SALES = """
metrics:
  sales: {title: 销售额, value: 销售额, unit: money, weight: 100, points: minmax}
"""
MARK = """
metrics:
  mark: {title: 总评分, value: 总评分, unit: points, weight: 100, points: as_is}
"""


def commission(folder, rule: str, sold: str) -> str:
    result = month(folder, SALES + f"pay:\n  - {{commission: {{on: sales, {rule}}}}}\n", f"客服,销售额\n小美,{sold}\n")
    return pay(result)["小美"]


def test_t03_a_bonus_by_share_of_the_mean_score(tmp_path):
    """300 yuan × 50 %, scores 70 and 50: 300 × 50 % × (70/60) = 175 and 125; the pool is preserved."""
    result = month(
        tmp_path, MARK + 'pay:\n  - {pool: {amount: "300 * 50% * people()", split: score}}\n', "客服,总评分\nA,70\nB,50\n"
    )
    assert pay(result) == {"A": "175.00", "B": "125.00"}
    assert lines(result, "A") == [("奖池", "175.00", "300.00 × 总分 70.00 ÷ 合计 120.00")]


@pytest.mark.parametrize(("rate", "price", "month_"), [("40%", 100, 1_200_000), ("48%", 120, 1_728_000)])
def test_t04_enquiries_to_turnover(tmp_path, rate, price, month_):
    """10 agents × 100 enquiries a day × 40 % × 100 yuan × 30 days."""
    table = "客服,询单\n" + "".join(f"客服{i},100\n" for i in range(10))
    metrics = "metrics:\n  enquiries: {value: 询单, unit: count, weight: 100, points: minmax}\n"
    params = f"params: {{rate: {rate}, price: {price}}}\n"
    result = month(tmp_path, metrics + params + 'pay:\n  - {formula: {amount: "enquiries * rate * price * 30"}}\n', table)
    assert sum(int(cents) for cents in result.pay) == month_ * 100


def test_t05_a_mean_of_rates_is_weighted_by_what_they_are_of(tmp_path):
    """0.80 of 10 receptions and 1.00 of 1: 9/11, not 0.9; nothing of nothing is missing, not 0."""
    metrics = "metrics:\n  rate: {value: {mean: 好评率, by: 接待}, unit: percent, weight: 100, points: minmax}\n"
    entry = 'pay:\n  - {formula: {amount: "11000 * team(rate)"}}\n'
    result = month(tmp_path, metrics + entry, "客服,好评率,接待\nA,80%,10\nB,100%,1\nC,,0\n")
    assert pay(result) == {"B": "9000.00", "A": "9000.00", "C": "9000.00"}
    assert list(result.status) == ["ranked", "ranked", "unranked"]


def test_t06_marginal_tiers(tmp_path):
    table = "客服,销售额\n小美,38000\n"
    result = month(tmp_path, SALES + "pay:\n  - {commission: {on: sales, tiers: {0: 1%, 10000: 2%, 30000: 3%}}}\n", table)
    assert lines(result, "小美") == [("提成", "740.00", "销售额 38,000：1% × 10,000 + 2% × 20,000 + 3% × 8,000")]


@pytest.mark.parametrize(("sold", "paid"), [("100000", "1600.00"), ("130000", "2400.00")])
def test_t07_t08_marginal_tiers(tmp_path, sold, paid):
    assert commission(tmp_path, "tiers: {0: 1.5%, 80000: 2.0%, 100000: 2.5%, 120000: 3.0%}", sold) == paid


def test_t09_a_tier_for_each_thousand(tmp_path):
    assert commission(tmp_path, "tiers: {0: 1%, 1000: 1.2%, 2000: 1.4%, 3000: 1.6%, 4000: 1.8%}", "4750") == "65.50"


def test_t10_a_rate_and_a_base(tmp_path):
    entries = "pay:\n  - {fixed: 1000, title: 底薪}\n  - {commission: {on: sales, rate: 5%}}\n"
    result = month(tmp_path, SALES + entries, "客服,销售额\n小美,60000\n")
    assert [amount for _, amount, _ in lines(result, "小美")] == ["1000.00", "3000.00"]
    assert pay(result) == {"小美": "4000.00"}


def test_t11_a_rate_and_then_the_service_score(tmp_path):
    """100000 × 2 % = 2000, then × the service score."""
    scheme = MARK + 'pay:\n  - {commission: {on: 促成金额, rate: 2%}, prorate: "score / 100"}\n'
    result = month(tmp_path, scheme, "客服,总评分,促成金额\n小美,100,100000\n小丹,92.5,100000\n")
    assert pay(result) == {"小美": "2000.00", "小丹": "1850.00"}
    assert lines(result, "小丹")[0][2] == "促成金额 100,000：2% × 100,000；按总分 ÷ 100 = 0.925 折算"


def test_d05_the_most_copied_template(tmp_path):
    """S-04, its bands repaired: 100, 80, 100, 80 and 良好 80 make 90."""
    scheme = """
metrics:
  conversion: {value: 转化率, unit: percent, weight: 35, points: {bands: {">=55%": 100, ">=50%": 80, ">=45%": 60, else: 50}}}
  price: {value: 客单价, weight: 25, points: {bands: {">=1.12": 100, ">=1.08": 80, ">=1.06": 60, else: 50}}}
  reply: {value: 回复率, unit: percent, weight: 15, points: {bands: {">=99%": 100, ">=97%": 80, ">=95%": 60, else: 50}}}
  response:
    {value: 响应, unit: seconds, better: lower, weight: 15, points: {bands: {"<=25": 100, "<=30": 80, "<=40": 60, else: 50}}}
  conduct: {value: 表现, weight: 10, points: {levels: {优秀: 100, 良好: 80, 合格: 70, 差: 50}}}
pay:
  - {score_share: {of: 1000}}
"""
    result = month(tmp_path, scheme, "客服,转化率,客单价,回复率,响应,表现\n小美,55%,1.10,99.5%,28,良好\n")
    assert score(result) == {"小美": 90}
    assert pay(result) == {"小美": "900.00"}


def test_d06_badges(tmp_path):
    """S-03: 85, 80, 100, 100, 80 and 100 make 90.5: gold."""
    scheme = """
metrics:
  target: {value: 完成率, unit: percent, weight: 30, points: {bands: {">=100%": 100, ">=90%": 85, ">=80%": 70, else: 0}}}
  conversion: {value: 转化率, unit: percent, weight: 20, points: {bands: {">=45%": 100, ">=40%": 80, ">=35%": 60, else: 0}}}
  price: {value: 客单价, weight: 20, points: {bands: {">=250": 100, ">=230": 80, ">=210": 60, else: 0}}}
  reply: {value: 回复率, unit: percent, weight: 20, points: {bands: {">=98%": 100, ">=95%": 80, ">=92%": 60, else: 0}}}
  response:
    {value: 响应, unit: seconds, better: lower, weight: 5, points: {bands: {"<=35": 100, "<=45": 80, "<=55": 60, else: 0}}}
  attendance: {value: 迟到, unit: count, better: lower, weight: 5, points: {bands: {"==0": 100, "<=3": 80, else: 60}}}
pay:
  - grades:
      bands: {"90<=x<=100": 金牌, "80<=x<90": 银牌, "70<=x<80": 铜牌, else: 无}
      pay: {金牌: 500, 银牌: 300, 铜牌: 100, 无: 0}
"""
    result = month(tmp_path, scheme, "客服,完成率,转化率,客单价,回复率,响应,迟到\n小美,92%,41%,250,99%,40,0\n")
    assert score(result)["小美"] == 90.5
    assert lines(result, "小美") == [("等级奖金", "500.00", "总分 90.50，评为 金牌")]


def test_d07_a_pool_of_silent_orders(tmp_path):
    """S-07: 500,000 × 6‰ = 3000: 40 % and 200 for the first, 30 % and 100 for the second, the others share the rest."""
    scheme = (
        MARK
        + """
params: {silent_sales: 500000}
pay:
  - {pool: {rate: 6‰, of: silent_sales, split: [40%, 30%, rest]}, title: 静默单提成}
  - {ladder: [200, 100], beyond: zero, title: 名次奖}
"""
    )
    result = month(tmp_path, scheme, "客服,总评分\nA,95\nB,90\nC,85\nD,80\nE,75\n")
    assert pay(result) == {"A": "1400.00", "B": "1000.00", "C": "300.00", "D": "300.00", "E": "300.00"}


def test_d08_deviation_from_the_team(tmp_path):
    """S-20: 1000 × 1.5; conversion .48 against .40; price 110 against 100."""
    scheme = """
metrics:
  conversion: {value: {ratio: [成交, 询单]}, unit: percent, weight: 50, points: minmax}
  price: {value: {ratio: [金额, 件数]}, unit: money, weight: 50, points: minmax}
params: {each: 1.5}
pay:
  - {formula: {amount: 接待 * each}, title: 基础奖金}
  - {formula: {amount: 接待 * each * (conversion - team(conversion)) / team(conversion)}, title: 转化率加权}
  - {formula: {amount: 接待 * each * (price - team(price)) / team(price)}, title: 客单价加权}
"""
    table = "客服,接待,成交,询单,金额,件数\n小美,1000,480,1000,11000,100\n小丹,1000,320,1000,9000,100\n"
    result = month(tmp_path, scheme, table)
    assert pay(result) == {"小美": "1950.00", "小丹": "1050.00"}
    assert [amount for _, amount, _ in lines(result, "小美")] == ["1500.00", "300.00", "150.00"]
    assert [amount for _, amount, _ in lines(result, "小丹")] == ["1500.00", "-300.00", "-150.00"]


@pytest.mark.parametrize(("mark", "paid"), [("86.25", "345.20"), ("79.9", "0.00"), ("79.94", "0.00"), ("79.95", "320.00")])
def test_d09_score_times_base_with_a_hard_floor(tmp_path, mark, paid):
    """S-14: the score is rounded to one decimal first, so 79.95 is 80.0 and is paid."""
    scheme = MARK + 'score: {digits: 1}\npay:\n  - {score_share: {of: "底薪 * 10%", zero_below: 80}}\n'
    assert pay(month(tmp_path, scheme, f"客服,总评分,底薪\n小美,{mark},4000\n")) == {"小美": paid}


def test_d10_points_deducted_per_percent(tmp_path):
    """S-12: 3 % short at 2 each of 50, 2 % short at 1 each of 20, 4 % short at 0.5 each of 10."""
    scheme = """
score: {method: sum}
metrics:
  csat: {value: 满意度, unit: percent, points: {deduct: {target: 90%, step: 1%, points: 2, full: 50}}}
  review: {value: 审核, unit: percent, points: {deduct: {target: 90%, step: 1%, points: 1, full: 20}}}
  handling: {value: 处理, unit: percent, points: {deduct: {target: 90%, step: 1%, points: 0.5, full: 10}}}
pay:
  - {score_share: {of: 800, full: 80}}
"""
    result = month(tmp_path, scheme, "客服,满意度,审核,处理\n小美,87%,88%,86%\n")
    assert [int(metric.points[0]) for metric in result.metrics] == [440000, 180000, 80000]
    assert pay(result) == {"小美": "700.00"}


def test_d11_prize_classes_for_those_who_met_their_target(tmp_path):
    """S-17: one prize of 500, two of 300, three of 100; a tie for the second place stays inside its class."""
    scheme = SALES + 'pay:\n  - {ladder: {1: 500, 2-3: 300, 4-6: 100}, among: "销售额 >= 任务", title: 销售排名奖}\n'
    sold = [("A", 900, 500), ("B", 800, 500), ("C", 800, 500), ("X", 700, 999), ("D", 600, 500), ("E", 550, 500), ("F", 500, 500)]
    table = "客服,销售额,任务\n" + "".join(f"{name},{amount},{target}\n" for name, amount, target in sold)
    paid = pay(month(tmp_path, scheme, table + "G,400,100\n"))
    assert paid == {
        "A": "500.00", "B": "300.00", "C": "300.00", "D": "100.00", "E": "100.00", "F": "100.00", "G": "0.00", "X": "0.00",
    }  # fmt: skip
    # X is ranked fourth but did not meet the target: no line, and D moves up


def test_golf_end_to_end(tmp_path, shared):
    """The 2018 Masters: score lower is better, ties share, whole dollars; every published payout."""
    prizes = [line.split(",")[1] for line in (shared / "golf" / "prizes_2018.csv").read_text().split()[1:]]
    board = [
        line.split(",") for line in (shared / "golf" / "leaderboard_2018_masters_top18.csv").read_text().strip().splitlines()[1:]
    ]
    scheme = f"""
money: {{unit: 1}}
metrics:
  strokes: {{value: 杆数, better: lower, weight: 100, points: rank}}
pay:
  - {{ladder: [{", ".join(prizes)}]}}
"""
    table = "客服,杆数\n" + "".join(f"{player},{pos.removeprefix('T')}\n" for pos, player, _ in board)
    paid = pay(month(tmp_path, scheme, table))
    assert paid == {player: f"{payout}.00" for _, player, payout in board}
