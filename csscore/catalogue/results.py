"""P1xx: points, scores, gates and ranks."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "P101": Code(
        "error",
        Words("分档条件看不懂", "a condition of bands"),
        Words("看不懂条件“{text}”", "the condition '{text}' is not understood"),
        Words(
            "写成 '>=55%'、'<=25'、'25<x<=30'、'==0' 或 else；一段范围要写清两端含不含",
            "write '>=55%', '<=25', '25<x<=30', '==0' or else; of a range say whether its ends belong to it",
        ),
    ),
    "P102": Code(
        "error",
        Words("不可能的条件", "an impossible condition"),
        Words("条件“{text}”永远不成立", "the condition '{text}' can never hold"),
        Words("检查两端的数字和不等号", "check its two bounds and signs"),
    ),
    "P103": Code(
        "error",
        Words("到不了的档", "a band that is never reached"),
        Words("“{text}”这一档到不了：前面的档已经包含了它的所有值", "'{text}' is never reached: the bands above it hold all its values"),
        Words("第一个满足的档算数；把这一档移到前面，或删去", "the first band that holds counts; move this one up, or remove it"),
    ),
    "P104": Code(
        "error",
        Words("分档有空缺", "a gap between bands"),
        Words("{owner}的分档没有说 {gap} 得多少分", "the bands of {owner} don't say what {gap} is worth"),
        Words("补一档，或加 else: 得分", "add a band, or else: POINTS"),
    ),
    "P105": Code(
        "warning",
        Words("两档重叠", "bands overlap"),
        Words("“{text}”和前面的“{earlier}”在 {both} 重叠，重叠处按前面的算", "'{text}' overlaps '{earlier}' at {both}; there the earlier one counts"),
        Words("让两档首尾相接，例如 '25<x<=30'", "let them meet without overlapping, such as '25<x<=30'"),
    ),
    "P106": Code(
        "warning",
        Words("得分方向和指标相反", "points against the direction"),
        Words("{owner}{better}，但 {one} 得 {points} 分，{other} 得 {others} 分", "for {owner} {better}, yet {one} is worth {points} and {other} {others}"),
        Words("检查得分表，或改 better: higher / lower", "check the table, or set better: higher / lower"),
    ),
    "P107": Code(
        "error",
        Words("最差和最好相同", "worst is best"),
        Words("worst 和 best 都是 {value}", "worst and best are both {value}"),
        Words("worst 写 0 分的值，best 写 100 分的值", "worst is the value worth 0, best the value worth 100"),
    ),
    "P108": Code(
        "error",
        Words("折线的点不对", "the points of a curve"),
        Words("curve 至少要两个点，值从小到大、不重复", "a curve needs two points or more, with values that rise"),
        Words("例如 [[20, 100], [40, 60], [60, 0]]", "such as [[20, 100], [40, 60], [60, 0]]"),
    ),
    "P109": Code(
        "error",
        Words("名次看不懂", "a place of a rank table"),
        Words("“{text}”不是名次", "'{text}' is not a place"),
        Words("写 1、2-3 或 else", "write 1, 2-3 or else"),
    ),
    "P110": Code(
        "error",
        Words("名次表有空缺", "a gap in a rank table"),
        Words("名次表没有说第 {nth} 名得多少分", "the table does not say what place {nth} is worth"),
        Words("补上这个名次，或加 else: 得分", "add the place, or else: POINTS"),
    ),
    "P111": Code(
        "error",
        Words("要大于 0", "must be above 0"),
        Words("{rule} 的 {key} 要大于 0", "{key} of {rule} must be above 0"),
        Words("写一个大于 0 的数", "write a number above 0"),
    ),
    "P112": Code(
        "warning",
        Words("百分比直接当得分", "a percentage as points"),
        Words("{owner}的单位是 percent，as_is 会把 95% 算成 0.95 分", "{owner} is a percentage: as_is makes 95% worth 0.95 points"),
        Words(
            "要 95 分就写 unit: points，或 linear: {{worst: 0%, best: 100%}}",
            "for 95 points write unit: points, or linear: {{worst: 0%, best: 100%}}",
        ),
    ),
    "P113": Code(
        "error",
        Words("下限不低于上限", "the least is not below the most"),
        Words("下限 {least} 应当低于上限 {most}", "the least, {least}, should be below the most, {most}"),
        Words("改正这两个数", "correct the two"),
    ),
    "P114": Code(
        "error",
        Words("空表", "an empty table"),
        Words("{rule} 的表里什么也没有", "the table of {rule} is empty"),
        Words("至少写一行，例如 {{优秀: 100}}", "write a line at least, such as {{good: 100}}"),
    ),
    "P115": Code(
        "warning",
        Words("越低越好却没有封顶", "lower is better, without a cap"),
        Words(
            "{owner}越低越好，attainment 没写 cap：值接近 0 时得分没有上限，正好是 0 时得 100 分",
            "for {owner} lower is better and attainment has no cap: a value near 0 is worth any amount, one of 0 is worth 100",
        ),
        Words("写上 cap，例如 cap: 120", "write a cap, such as cap: 120"),
    ),
    "P116": Code(
        "error",
        Words("名次写了两次", "a place given twice"),
        Words("“{text}”和前面的重复：第 {nth} 名写了两次", "'{text}' repeats place {nth}"),
        Words("每个名次只写一次", "give every place once"),
    ),
    "P117": Code(
        "warning",
        Words("名次靠后的反而分高", "a later place is worth more"),
        Words("{owner}的名次表里，第 {nth} 名起的得分比第 {earlier} 名高", "for {owner}, place {nth} is worth more than place {earlier}"),
        Words("按第 1 名到最后一名从高到低写", "write the points from the first place to the last, highest first"),
    ),
    "P120": Code(
        "error",
        Words("没有对应的档", "no band for a value"),
        Words("{metric}没有任何一档包含这些值：{cases}", "no band of {metric} holds these values: {cases}"),
        Words("给方案补一档，或加 else: 得分；值不对就改正数据", "add a band or else: POINTS to the scheme, or correct the data"),
    ),
    "P121": Code(
        "error",
        Words("没有这个等级", "a word without points"),
        Words("{metric}的等级表里没有：{cases}", "the levels of {metric} don't have: {cases}"),
        Words("表里有 {known}；补上这个词，或改正数据", "they have {known}; add the word, or correct the data"),
    ),
    "P122": Code(
        "error",
        Words("不能和最好的相比", "no share of the best"),
        Words("{metric}有负数或最好的是 {best}，算不出占最好的百分比", "{metric} has a best of {best}: values can't be a share of it"),
        Words("best_share 只用于没有负数的指标；改用 minmax 或 linear", "best_share is for values that are not negative; use minmax or linear"),
    ),
    "P123": Code(
        "error",
        Words("几何或调和平均遇到 0 分", "a mean that needs points above 0"),
        Words("{part}有人不高于 0 分，不能用 {method} 合成：{agents}", "{part} is worth 0 or less for some, which the {method} mean can't take: {agents}"),
        Words("让得分都大于 0（例如 curve 从 1 分起），或改用 method: mean", "keep points above 0 (a curve from 1 on), or use method: mean"),
    ),
    "P124": Code(
        "error",
        Words("缺数据", "a missing value"),
        Words("{metric}缺数据：{agents}", "{metric} is missing for {agents}"),
        Words(
            "补上数据；或在方案里写 missing: unranked、renormalise、zero 或 mean",
            "fill in the data; or write missing: unranked, renormalise, zero or mean in the scheme",
        ),
    ),
    "P125": Code(
        "error",
        Words("数字太大", "a number too large"),
        Words("{metric}的值或得分太大，算不精确", "a value of {metric}, or its points, is too large to be exact"),
        Words("检查数据的单位；或减少 score.point_digits", "check the unit of the data, or lower score.point_digits"),
    ),
    "P126": Code(
        "warning",
        Words("和 0 相比", "compared with zero"),
        Words("{metric}要除以 {to}，但它是 0，按缺数据算：{agents}", "{metric} is divided by {to}, which is 0; it counts as missing for {agents}"),
        Words("补上 {to}，或改用 as: difference", "fill in {to}, or use as: difference"),
    ),
    "P127": Code(
        "warning",
        Words("和负数相比", "compared with a negative number"),
        Words("{metric}要除以 {to}，但它是负数，好坏会颠倒：{agents}", "{metric} is divided by {to}, which is negative: better turns worse for {agents}"),
        Words("改用 as: difference", "use as: difference"),
    ),
    "P128": Code(
        "warning",
        Words("没有可用的目标", "no usable target"),
        Words("{metric}的目标 {target} 缺失或不大于 0，按缺数据算：{agents}", "the target {target} of {metric} is missing or not above 0; it counts as missing for {agents}"),
        Words("给这些客服填上目标", "give these agents a target"),
    ),
    "P129": Code(
        "error",
        Words("文字不能这样计分", "words where numbers should be"),
        Words("{metric}的值是文字（{text}），{rule} 要的是数字", "the values of {metric} are words ({text}); {rule} needs numbers"),
        Words("用 levels 把文字换成得分，或改正列", "use levels to make points of words, or correct the column"),
    ),
    "P130": Code(
        "warning",
        Words("公式算不出", "a formula without an outcome"),
        Words("{metric}的公式 {formula} 算不出，按缺数据算：{cases}", "the formula {formula} of {metric} gives nothing; it counts as missing for {cases}"),
        Words("检查除以 0 和缺失的数据", "look for divisions by zero and missing values"),
    ),
    "P131": Code(
        "warning",
        Words("没有可比的数", "nothing to compare with"),
        Words("{metric}要和 {to} 比，但它缺数据，按缺数据算：{agents}", "{metric} is compared with {to}, which is missing; it counts as missing for {agents}"),
        Words("补上 {to}", "fill in {to}"),
    ),
    "P140": Code(
        "warning",
        Words("门槛无法判断", "a gate is undecided"),
        Words("门槛“{gate}”无法判断，按没有触发算，因为缺 {names}：{agents}", "the gate '{gate}' can't be decided and does not fire, because {names} is missing: {agents}"),
        Words("补上缺失的数据；或在条件里用 missing(…) 说清缺数据怎么办", "fill in the missing values, or say in the condition by missing(…) what they mean"),
        of_outcome=True,
    ),
    "P141": Code(
        "note",
        Words("没有人作参照", "nobody left as a reference"),
        Words("{metric}的参照（reference: eligible）一个人也没有，改用所有人", "nobody is eligible as a reference for {metric}; everybody is used"),
        Words("检查门槛的条件是不是太严", "look whether the gates' conditions are too strict"),
        of_outcome=True,
    ),
    "P142": Code(
        "warning",
        Words("门槛对谁都无法判断", "a gate undecided for everybody"),
        Words("门槛“{gate}”（{effect}）对谁都无法判断，按没有触发算，因为缺 {names}", "the gate '{gate}' ({effect}) can't be decided for anybody and does not fire, because {names} is missing"),
        Words("补上这个数，或在方案 columns: 里写明它的表头；平台不提供的话，这道门槛就不起作用", "fill it in, or name its header under columns: in the scheme; if the platform has no such number, the gate does nothing"),
        of_outcome=True,
    ),
    "P150": Code(
        "warning",
        Words("组里人太少", "a small cohort"),
        Words("{cohort}只有 {count} 人排名，少于 {least} 人，名次说明不了什么", "{cohort} has {count} ranked, fewer than {least}: ranks say little there"),
        Words("合并小组，或改用固定标准（bands、linear）", "merge small cohorts, or use fixed standards (bands, linear)"),
        of_outcome=True,
    ),
    "P151": Code(
        "note",
        Words("组里只有一个人", "a cohort of one"),
        Words("{cohort}只有 {agent} 一个人，自动是第 1 名", "{agent} is alone in {cohort} and first by that"),
        Words("要和别人一起排，就改 rank.within", "to rank with others, change rank.within"),
        of_outcome=True,
    ),
    "P152": Code(
        "note",
        Words("指标分不出高下", "a metric that decides nothing"),
        Words("{metric}（权重 {weight}）在{cohort}里都是 {points} 分，不影响名次", "{metric} (weight {weight}) is worth {points} for everybody in {cohort} and decides nothing"),
        Words("这个月它的权重等于没有；想分出高下，换一种计分规则或收紧标准", "its weight does nothing this month; to tell people apart, change the rule or raise the bar"),
        of_outcome=True,
    ),
    "P153": Code(
        "error",
        Words("不能按文字排名", "no order among words"),
        Words("{metric}的值是文字，不能用来排名或打破并列", "the values of {metric} are words and can't order agents"),
        Words("在 rank 里换一个数字指标", "use a metric of numbers in rank"),
    ),
    "P154": Code(
        "note",
        Words("有人没有排名", "people without a rank"),
        Words("{count} 人没有排名：{agents}", "{count} not ranked: {agents}"),
        Words("缺数的补上；缺数也要排名，就在指标上写 missing", "fill in what is missing, or say under missing how to rank without it"),
        of_outcome=True,
    ),
    "P155": Code(
        "warning",
        Words("没有一个人有名次", "nobody is ranked"),
        Words("{count} 人一个也没有名次：{agents}", "none of {count} is ranked: {agents}"),
        Words("检查指标的列和门槛的条件", "check the columns of the metrics and the conditions of the gates"),
        of_outcome=True,
    ),
}  # fmt: skip
