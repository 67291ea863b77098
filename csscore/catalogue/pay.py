"""P2xx: pay rules and amounts."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "P201": Code(
        "error",
        Words("fixed 要写金额或列", "fixed needs an amount or a column"),
        Words("fixed 要么写 amount，要么写 column", "fixed takes either amount or column"),
        Words(
            "例如 {{fixed: {{amount: 300}}}} 或 {{fixed: {{column: 底薪}}}}",
            "such as {{fixed: {{amount: 300}}}} or {{fixed: {{column: base_pay}}}}",
        ),
    ),
    "P202": Code(
        "warning",
        Words("金额列缺数据", "no amount in the column"),
        Words("{agent} 的“{column}”没有金额，这一项未发", "{agent} has no amount in '{column}'; the line is not paid"),
        Words("在花名册或数据里补上；确实没有就写 0", "fill it in the roster or the data; write 0 if there is none"),
    ),
    "P203": Code(
        "error",
        Words("梯级写法不对", "a ladder's settings"),
        Words(
            "ladder 要写 first 和 last（可加 second），或 first 和 step",
            "a ladder takes first and last (and second), or first and step",
        ),
        Words("例如 {{ladder: {{first: 2500, last: 1500}}}}", "such as {{ladder: {{first: 2500, last: 1500}}}}"),
    ),
    "P204": Code(
        "warning",
        Words("名次靠后的反而多", "a later place is paid more"),
        Words("名次奖金没有逐名递减：{amounts}", "the amounts of the places do not fall: {amounts}"),
        Words("按第 1 名到最后一名从高到低写", "write them from the first place to the last, highest first"),
    ),
    "P205": Code(
        "error",
        Words("名次没有接上", "places out of order"),
        Words("“{key}”不对：这里应当从第 {expected} 名开始", "'{key}' is wrong: the places should go on from {expected}"),
        Words("写成 1、2-3、4-6 这样，从第 1 名起不断开", "write them as 1, 2-3, 4-6, from place 1 without gaps"),
    ),
    "P206": Code(
        "error",
        Words("合计分毫不差时不能再折减", "an exact total that is cut"),
        Words("写了 exact_total: true 就不能再写 {key}", "{key} can't stand beside exact_total: true"),
        Words(
            "去掉其中一个；只让一部分人参加用 among",
            "remove one of the two; to pay some people only, use among",
        ),
    ),
    "P207": Code(
        "error",
        Words("名次奖金的列表不够长", "the ladder's list is too short"),
        Words(
            "名次奖金只列到第 {listed} 名，而参加排名的有 {count} 人{cohort}",
            "the ladder lists {listed} places, but {count} people are ranked{cohort}",
        ),
        Words(
            "补全列表，或写 beyond: last（按最后一名发）、beyond: zero（不发）",
            "lengthen the list, or write beyond: last or beyond: zero",
        ),
    ),
    "P208": Code(
        "note",
        Words("取整的差额", "what rounding made"),
        Words(
            "“{title}”实发合计 {paid}，各名次之和 {places}，四舍五入差 {difference}{cohort}",
            "'{title}' pays {paid}, the places sum to {places}: rounding made {difference}{cohort}",
        ),
        Words("要分毫不差，写 exact_total: true", "write exact_total: true to make the total exact"),
    ),
    "P209": Code(
        "warning",
        Words("发放条件无法判断", "a condition of pay is undecided"),
        Words(
            "无法判断“{title}”的条件 {expression}（客服 {agent}）：数据缺失，这一项未发",
            "'{title}': {expression} can't be decided for {agent}: a value is missing; the line is not paid",
        ),
        Words("补上缺失的数据", "fill in the missing value"),
    ),
    "P210": Code(
        "warning",
        Words("折算比例缺数据", "no share to prorate by"),
        Words(
            "无法计算“{title}”的折算比例 {expression}（客服 {agent}）：数据缺失，这一项未发",
            "'{title}': {expression} can't be computed for {agent}: a value is missing; the line is not paid",
        ),
        Words("补上缺失的数据", "fill in the missing value"),
    ),
    "P211": Code(
        "error",
        Words("下限高于上限", "the least is above the most"),
        Words("at_least {least} 高于 at_most {most}", "at_least {least} is above at_most {most}"),
        Words("调换或改正这两个数", "swap or correct the two"),
    ),
    "P212": Code(
        "error",
        Words("金额单位不对", "the unit of money"),
        Words("money.unit 不能是 {unit}", "money.unit can't be {unit}"),
        Words("写 0.01、0.1、1 或 10", "write 0.01, 0.1, 1 or 10"),
    ),
    "P213": Code(
        "warning",
        Words("计算金额缺数据", "a value for an amount is missing"),
        Words(
            "无法为客服 {agent} 计算“{title}”的 {expression}：数据缺失，这一项未发",
            "'{title}': {expression} can't be computed for {agent}: a value is missing; the line is not paid",
        ),
        Words("补上缺失的数据；确实没有就写 0", "fill in the missing value; write 0 if there is none"),
    ),
    "P214": Code(
        "error",
        Words("金额太大", "an amount is too large"),
        Words("“{title}”算出的金额太大{cohort}", "'{title}' gives an amount that is too large{cohort}"),
        Words("检查比例和单位（1% 不是 1）", "check rates and units (1% is not 1)"),
    ),
    "P215": Code(
        "note",
        Words("总额没有发完", "not all of a total is paid"),
        Words(
            "“{title}”共 {total}，因条件、折算或上下限实发 {paid}{cohort}",
            "of the {total} of '{title}', conditions, proration and bounds leave {paid}{cohort}",
        ),
        Words("要让其余的人分完，用 among 代替 when", "to leave the rest to the others, write among instead of when"),
    ),
    "P216": Code(
        "error",
        Words("超出预算", "above the budget"),
        Words("发放合计 {total}，超出预算 {budget}，多 {over}", "{total} is due in all: {over} above the budget of {budget}"),
        Words(
            "提高 limits.budget，或写 over_budget: scale 按比例折减",
            "raise limits.budget, or write over_budget: scale to scale pay down",
        ),
    ),
    "P217": Code(
        "warning",
        Words("预算折减到下限以下", "the budget goes below the least"),
        Words(
            "按预算折减后，{agents} 低于 limits.at_least {least}",
            "scaled down to the budget, {agents} are below limits.at_least {least}",
        ),
        Words("提高预算，或降低 at_least", "raise the budget, or lower at_least"),
    ),
}
