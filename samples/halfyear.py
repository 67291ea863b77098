"""Draws half a year of one small shop, month by month: who rises, who comes, goes and returns is planted; it writes no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draws import Row, between, names, percent

if TYPE_CHECKING:
    import random

MONTHS = names("2026-01 2026-02 2026-03 2026-04 2026-05 2026-06")
SEASON = [1.0, 0.78, 0.96, 1.0, 1.05, 1.32]  # a short February, a sale in June
HEADER: Row = [
    "旺旺昵称", "询单人数", "询单最终付款人数", "平均响应时长（秒)", "旺旺回复率", "销售额", "有效接待人数",
]  # fmt: skip
# enquiries in a usual month, share who buy, seconds to answer, yuan a buyer: what each is like
PEOPLE = {
    "小松": (880, 0.45, 24.0, 240), "小荷": (870, 0.44, 27.0, 238), "阿笛": (820, 0.40, 33.0, 229),
    "豆芽": (780, 0.36, 38.0, 221), "小棠": (840, 0.43, 29.0, 233), "阿果": (760, 0.38, 35.0, 226),
    "小陶": (820, 0.41, 31.0, 231), "圆圆": (690, 0.39, 36.0, 224),
}  # fmt: skip
AWAY = {"圆圆": MONTHS[:2], "阿果": MONTHS[4:], "小陶": [MONTHS[2]]}  # 圆圆 comes in March, 阿果 leaves after April, 小陶 is away
LEARNING = {"豆芽": 0.021, "圆圆": 0.012}  # what her share of buyers gains from month to month
SUDDEN = {("小棠", "2026-06"): 0.5}  # half her customers of a usual month: she trained others


def halfyear(rng: random.Random) -> dict[str, list[Row]]:
    """Return the rows of each month, header first."""
    return {month: [HEADER, *_month(rng, number)] for number, month in enumerate(MONTHS)}


def _month(rng: random.Random, number: int) -> list[Row]:
    month = MONTHS[number]
    rows: list[Row] = []
    for agent, (enquiries, share, seconds, price) in PEOPLE.items():
        # for those who are away, too, so that nobody's absence changes the others
        drawn = [between(rng, low=1 - width, high=1 + width) for width in (0.1, 0.08, 0.12, 0.05)]
        replied, more = percent(between(rng, low=0.962, high=0.999)), between(rng, low=1.2, high=1.5)
        if month in AWAY.get(agent, []):
            continue
        asked = round(enquiries * SEASON[number] * drawn[0] * SUDDEN.get((agent, month), 1))
        bought = round(asked * (share + LEARNING.get(agent, 0) * number) * drawn[1])
        answer = round(seconds * drawn[2] * (1 - 0.06 * number if agent in LEARNING else 1), 2)
        rows.append([agent, asked, bought, answer, replied, round(bought * price * drawn[3], 2), round(asked * more)])
    return rows
