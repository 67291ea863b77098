"""Codes about what amounts come to: totals that are cut or lifted, shares that are none, what is paid to whom it may surprise."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "P172": Code(
        "warning",
        Words("并列各拿一份名次奖金", "a place that several are paid for"),
        Words(
            "“{title}”：{people} 人在 {places} 个名次上，每人按所在名次发，共 {total}；每个名次发一次是 {once}{cohort}",
            "'{title}': {people:person stands|people stand} on {places:place|places} and each is paid the amount of the place,"
            " {total} in all; each place once would be {once}{cohort}",
        ),
        Words(
            "rank.ties: dense 就是这样；要并列的人平分，改用 ties: min（不写就是）",
            "that is what rank.ties: dense means; to let tied people share, write ties: min (the default)",
        ),
    ),
    "P173": Code(
        "warning",
        Words("名次的份加起来超过全部", "the shares of the places exceed the whole"),
        Words(
            "“{title}”的 {people} 人所占名次的份共 {present}，按比例缩到全部{cohort}",
            "the places of the {people:person|people} of '{title}' make {present}: all of it is shared in proportion{cohort}",
        ),
        Words(
            "rank.ties: dense 时并列的人各占一份；要平分一份，改用 ties: min",
            "under rank.ties: dense each of those tied has the share of the place; to let them divide it, write ties: min",
        ),
    ),
    "P174": Code(
        "warning",
        Words("总额不是金额单位的整数倍", "a total that its unit of money does not divide"),
        Words(
            "“{title}”共 {total}，按 {unit} 的整数倍发，{left} 发不出去{cohort}",
            "'{title}' is {total}: paid in multiples of {unit}, {left} of it can't be paid{cohort}",
        ),
        Words("把总额改成单位的整数倍，或改 money.unit", "make the total a multiple of the unit, or change money.unit"),
    ),
    "P175": Code(
        "warning",
        Words("金额单位比货币还细", "a unit finer than the currency"),
        Words(
            "money.unit {unit} 比 {currency} 的最小单位 {smallest} 还细",
            "money.unit {unit} is finer than the smallest unit of {currency}, {smallest}",
        ),
        Words("去掉 money.unit，或改 currency", "remove money.unit, or change the currency"),
    ),
    "P176": Code(
        "warning",
        Words("发的比总额多", "more than the total is paid"),
        Words(
            "“{title}”共 {total}，因折算或下限实发 {paid}{cohort}",
            "'{title}' is {total}; proration and bounds make it {paid}{cohort}",
        ),
        Words("降低 at_least，检查 prorate，或提高总额", "lower at_least, check prorate, or raise the total"),
    ),
    "P183": Code(
        "warning",
        Words("系数太大", "a factor many times over"),
        Words("{grade} 的系数 {factor} 就是 {factor} 倍", "the factor {factor} of {grade} pays the amount {factor} times over"),
        Words(
            "是 {factor}% 就写上 %；就是这么多倍，写进 accept",
            "write {factor}% if that is meant; if it is so many times, accept it",
        ),
    ),
    "P178": Code(
        "warning",
        Words("应发是负数", "pay below nothing"),
        Words("应发合计小于 0：{agents}", "pay is below 0 in all: {agents}"),
        Words(
            "规则算出负数的，写 limits: {{at_least: 0}}；它管不到 --adjust 的调整：要下月再扣，把这笔拆开，这次只扣到 0",
            "what rules take below 0, limits: {{at_least: 0}} makes 0; it does not touch adjustments: to take the rest next month, split"
            " the adjustment and take only what there is",
        ),
        of_outcome=True,
    ),
    "P179": Code(
        "warning",
        Words("离职的人有应发", "somebody who has left is paid"),
        Words("{source}写着“{text}”，却有应发：{agents}", "by {source} ('{text}') these have left, and they are paid: {agents}"),
        Words(
            "不该发的，方案里写 where: {condition}；确实要结算的，在 accept 里写明",
            "to leave them out write where: {condition} in the scheme; where it is due to them, write it under accept",
        ),
        of_outcome=True,
    ),
    "P180": Code(
        "warning",
        Words("这样编号时不起作用的设置", "a setting without effect under this numbering"),
        Words(
            "{key}: {value} 在 rank.ties: {ties} 下不起作用：并列的人各拿所印名次的金额",
            "{key}: {value} has no effect under rank.ties: {ties}: each of those tied is paid the amount of the place that is printed",
        ),
        Words(
            "删去 {key}；要它起作用，改用 rank.ties: min（不写就是）",
            "remove {key}; for it to count write rank.ties: min (the default)",
        ),
    ),
    "S340": Code(
        "error",
        Words("没有这个代码", "no such code"),
        Words("accept 里的 {named} 不是代码{hint}", "{named} under accept is no code{hint}"),
        Words("照打印出来的代码写，如 D256", "write the code as it is printed, such as D256"),
    ),
    "S341": Code(
        "error",
        Words("只能接受警告", "only warnings can be accepted"),
        Words("{named} 是{kind}，不能接受", "{named} is {kind} and can't be accepted"),
        Words("去掉这一条；错误要改正，提示本来就不拦", "remove it: an error is to be mended, and a note stops nothing"),
    ),
    "S342": Code(
        "note",
        Words("没有要接受的", "nothing to accept"),
        Words(
            "这次没有 {named}{column}，accept 里的这一条没有用上",
            "there is no {named}{column} this time: that entry of accept meets nothing",
        ),
        Words("不再会有就去掉它", "remove it if there will be none again"),
    ),
    "S343": Code(
        "note",
        Words("接受的警告超过了数目", "more than was accepted"),
        Words(
            "{named} 有 {count} 处，accept 里说最多 {most} 处，所以都不算接受",
            "there are {count} of {named} and accept allows {most}: none of them is accepted",
        ),
        Words("逐条看过再改 at_most", "look at them before you raise at_most"),
    ),
    "P280": Code(
        "error",
        Words("数字的位数太多", "more digits than are kept"),
        Words(
            "“{text}”{reason}，后面的会丢掉（客服 {agent}，列 {column}）",
            "'{text}' has {reason}, and the last would be lost (agent {agent}, column {column})",
        ),
        Words("{remedy}", "{remedy}"),
    ),
    "P281": Code(
        "error",
        Words("合计的位数太多", "a sum with more digits than are kept"),
        Words(
            "客服 {agent} 的“{column}”合计 {sum}，超过 12 位有效数字，后面的会丢掉",
            "the sum of {column} of {agent} is {sum}: more than 12 significant digits, the last would be lost",
        ),
        Words(
            "把这一列四舍五入，如到元；单位太小的换大一点的单位",
            "round the column, to whole units for instance, or give it in a larger unit",
        ),
    ),
    "P282": Code(
        "error",
        Words("全组合计的位数太多", "a total with more digits than are kept"),
        Words(
            "“{expression}”里的合计是 {sum}，超过 12 位有效数字，后面的会丢掉",
            "a total in '{expression}' is {sum}: more than 12 significant digits, the last would be lost",
        ),
        Words(
            "把这一列四舍五入，如到元；或在 total() 里先 round()",
            "round the column, to whole units for instance, or inside total(round(…))",
        ),
    ),
    "P177": Code(
        "warning",
        Words("折算比例不在 0 和 1 之间", "a share that is no share"),
        Words(
            "“{title}”的折算比例 {expression} 大于 1 或小于 0：{agents}{cohort}",
            "'{title}': {expression} is above 1 or below 0: {agents}{cohort}",
        ),
        Words(
            "检查天数；最多按全额、最少按 0 发，写 prorate: max(0, min(1, …))",
            "check the days; to pay at most the whole and at least nothing, write prorate: max(0, min(1, …))",
        ),
    ),
}
