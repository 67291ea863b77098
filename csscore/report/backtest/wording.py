"""The sentences and heads of a `Backtest` in both languages."""

from __future__ import annotations

from csscore.words import Words

TITLE = Words("{schemes}：{first} 到 {last}", "{schemes}: {first} – {last}")
SAME = Words("没有差别：每个月的名次、总分、应发都一样", "No difference: the same places, scores and pay in every period")
WOULD = Words("各月应发合计会是多少（{currency}）", "What it would have paid, period by period ({currency})")
PERIOD, AGENTS = Words("考核期", "period"), Words("人数", "agents")
BEFORE, AFTER, CHANGE = Words("原来", "before"), Words("改后", "after"), Words("变化", "change")
GAINING, LOSING, MOVING = Words("增加", "gain"), Words("减少", "lose"), Words("换名次", "change place")
BUDGET, IN_ALL = Words("预算", "budget"), Words("合计", "in all")
BEYOND = Words("{period} 超出预算 {amount}", "{period} would have gone beyond its budget by {amount}")
WOULD_SAY = Words(
    "几个月合计：应发增加 {gaining} 人，共 {gained}；减少 {losing} 人，共 {lost}；不变 {rest} 人",
    "over all periods {gaining} gain {gained} together, {losing} lose {lost}, {rest} paid the same",
)
GAINS = Words("增加最多：{agent}，{amount}", "who gains most: {agent}, {amount}")
LOSES = Words("减少最多：{agent}，{amount}", "who loses most: {agent}, {amount}")
TOGETHER = Words(
    "{count} 人有的月增加、有的月减少",
    "{count:agent gains in some periods and loses|agents gain in some periods and lose} in others",
)
WHO = Words("谁变了（几个月合计，后面是各月的变化）", "Who moves (all periods together, then the change in each)")
AGENT, MONTHS, MOVES = Words("客服", "agent"), Words("月数", "periods"), Words("进退", "places")
NOBODY = Words("没有人", "nobody")
REST = Words("其余 {count} 人每个月的名次和应发都不变", "the other {count:agent keeps|agents keep} place and pay in every period")
OF = Words("其余 {count} 人没超过", "the other {count:agent's pay changes|agents' pay changes} by no more than that")
PLACES = Words("名次", "Places")
