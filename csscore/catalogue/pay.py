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
            "the ladder lists {listed:place|places}, but {count:person is|people are} ranked{cohort}",
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
        Words("{low} {least} 高于 {high} {most}", "{low} {least} is above {high} {most}"),
        Words("调换或改正这两个数", "swap or correct the two"),
    ),
    "P212": Code(
        "error",
        Words("金额单位不对", "the unit of money"),
        Words("money.unit 不能是 {unit}", "money.unit can't be {unit}"),
        Words(
            "写 0.001、0.01、0.05、0.1、0.5、1、5、10 或 100；不写就按货币的最小单位",
            "write 0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10 or 100; the currency's own smallest if it is left out",
        ),
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
        "warning",
        Words("总额没有发完", "not all of a total is paid"),
        Words(
            "“{title}”共 {total}，因条件、折算或上下限实发 {paid}{cohort}",
            "of the {total} of '{title}', conditions, proration and bounds leave {paid}{cohort}",
        ),
        Words(
            "要让其余的人分完，用 among 代替 when；就该少发的，在 accept 里写明",
            "to leave the rest to the others, write among instead of when; where it is meant so, write it under accept",
        ),
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
    "P218": Code(
        "error",
        Words("提成的档没有从低到高", "tiers out of order"),
        Words("提成的档 {start} 不在 {before} 之后", "the tier from {start} does not come after that from {before}"),
        Words("按起点从低到高写，每个起点只写一次", "write the tiers by where they start, lowest first, each start once"),
    ),
    "P219": Code(
        "error",
        Words("提成要写比例或分档", "commission needs a rate or tiers"),
        Words("commission 要写 rate 或 tiers，只写一个", "a commission takes either rate or tiers"),
        Words(
            "例如 {{on: sales, rate: 5%}} 或 {{on: sales, tiers: {{0: 1%, 10000: 2%}}}}",
            "such as {{on: sales, rate: 5%}} or {{on: sales, tiers: {{0: 1%, 10000: 2%}}}}",
        ),
    ),
    "P220": Code(
        "error",
        Words("比例加起来不是 100%", "shares that don't make 100%"),
        Words("比例加起来是 {total}，应为 100%", "the shares sum to {total}, not to 100%"),
        Words(
            "改正比例；奖池最后可以写 rest，由其余的人均分",
            "correct the shares; a pool may end in rest, shared by everybody else",
        ),
    ),
    "P221": Code(
        "error",
        Words("等级怎么评", "how grades are given"),
        Words(
            "grades 要写 bands（可加 by）或 quota，只写一个；quota 按名次，不能加 by",
            "grades takes bands (and by) or quota, one of the two; quota goes by rank and takes no by",
        ),
        Words(
            "例如 bands: {{'>=90': A, else: B}} 或 quota: {{A: 20%, B: 80%}}",
            "such as bands: {{'>=90': A, else: B}} or quota: {{A: 20%, B: 80%}}",
        ),
    ),
    "P222": Code(
        "error",
        Words("等级和金额对不上", "grades and amounts don't match"),
        Words(
            "没写金额的等级：{missing}；没有这个等级：{unknown}",
            "grades without an amount: {missing}; amounts without a grade: {unknown}",
        ),
        Words("每个等级写一个金额或系数，没有钱的写 0", "give each grade one amount or factor; 0 if it is paid nothing"),
    ),
    "P223": Code(
        "warning",
        Words("没有对应的等级", "no grade for a value"),
        Words(
            "“{title}”的分段不包含这些人的数，这一项未发：{agents}",
            "'{title}' has no grade for {agents}; the line is not paid",
        ),
        Words("在 bands 里补上 else", "add else to the bands"),
    ),
    "P224": Code(
        "error",
        Words("奖池有多少钱", "how much is in the pool"),
        Words("pool 要写 amount，或写 rate 和 of", "a pool takes amount, or rate and of"),
        Words(
            "例如 {{amount: 3000, split: equal}} 或 {{rate: 0.6%, of: silent_sales, split: score}}",
            "such as {{amount: 3000, split: equal}} or {{rate: 0.6%, of: silent_sales, split: score}}",
        ),
    ),
    "P226": Code(
        "warning",
        Words("奖池没法分", "a pool that can't be split"),
        Words(
            "“{title}”的 {whole} 没有发：参加的 {people} 人所占的份加起来是 0{cohort}",
            "the {whole} of '{title}' is not paid: the parts of the {people:person|people} who take part sum to 0{cohort}",
        ),
        Words("检查 among 和分配所依据的数，或改用 split: equal", "check among and what it is split by, or write split: equal"),
    ),
    "P227": Code(
        "note",
        Words("人数少于名次", "fewer people than places"),
        Words(
            "“{title}”只有 {people} 人，所占名次共 {present}，按比例分完全部{cohort}",
            "'{title}' has only {people:person|people}, whose places make {present}: they share all of it in proportion{cohort}",
        ),
        Words("要按写明的比例发，改用 formula 或 ladder", "to pay the shares as written, use formula or ladder"),
    ),
    "P228": Code(
        "warning",
        Words("份是负数", "a negative part"),
        Words("客服 {agent} 在“{title}”里的份是负数，按 0 计", "the part of {agent} in '{title}' is negative and counts as 0"),
        Words("检查分配所依据的数", "check what it is split by"),
    ),
    "P229": Code(
        "warning",
        Words("奖池的总数缺数据", "a value is missing in a pool's sum"),
        Words(
            "客服 {agent} 没有 {expression}，“{title}”的总数里没有这一份",
            "{agent} has no {expression}: it is not in the sum of '{title}'",
        ),
        Words("补上缺失的数据；确实没有就写 0", "fill in the missing value; write 0 if there is none"),
    ),
    "P230": Code(
        "note",
        Words("并列使人数多于名额", "ties make more winners than places"),
        Words(
            "“{title}”{what}有 {winners} 人，名额是 {seats}：并列的都算{cohort}",
            "'{title}'{what} has {winners:person|people} for {seats:place|places}: people tied all count{cohort}",
        ),
        Words(
            "要分出先后，在 rank.break 里写同分先看的指标", "to tell them apart, name the metrics that break ties in rank.break"
        ),
    ),
    "P231": Code(
        "note",
        Words("比例不足一人", "a percentage of nobody"),
        Words(
            "{people} 人的这个比例四舍五入是 0 人，“{title}”没有发{cohort}",
            "that percentage of {people:person|people} rounds to nobody: '{title}' is not paid{cohort}",
        ),
        Words("提高比例，或改用 award: {{best: 1}}", "raise the percentage, or write award: {{best: 1}}"),
    ),
    "P233": Code(
        "error",
        Words("等级的范围重叠", "ranges of grades overlap"),
        Words("{text} 和 {other} 重叠", "{text} overlaps {other}"),
        Words("让每一段从上一段结束的地方开始", "let each range end where the next one begins"),
    ),
    "P234": Code(
        "warning",
        Words("算不出总额或条件", "a sum or condition can't be computed"),
        Words(
            "“{title}”的 {expression} 算不出来，没有发{cohort}",
            "'{title}' is not paid: {expression} can't be computed{cohort}",
        ),
        Words("补上缺失的数据", "fill in the missing values"),
    ),
    "P235": Code(
        "error",
        Words("等级发多少", "what a grade is paid"),
        Words("grades 要写 pay，或写 times 和 of", "grades takes pay, or times and of"),
        Words(
            "例如 pay: {{A: 500, B: 300}} 或 times: {{A: 1.1, B: 1}} 加 of: 绩效工资",
            "such as pay: {{A: 500, B: 300}}, or times: {{A: 1.1, B: 1}} with of: performance_pay",
        ),
    ),
    "P238": Code(
        "warning",
        Words("等级之间有空档", "a gap between grades"),
        Words(
            "{low} 和 {high} 之间没有写等级，按 {grade} 计", "there is no grade between {low} and {high}: it counts as {grade}"
        ),
        Words("把空档补上", "fill the gap"),
    ),
    "P239": Code(
        "error",
        Words("上下限比金额单位还细", "a bound finer than the unit of money"),
        Words("{key} {bound} 不是 money.unit {unit} 的整数倍", "{key} {bound} is not a multiple of money.unit {unit}"),
        Words("写成单位的整数倍，取整才不会越过它", "write a multiple of the unit, so that rounding can't step over it"),
    ),
    "P240": Code(
        "warning",
        Words("beyond 没有作用", "beyond does nothing"),
        Words(
            "“{title}”按人数自动排开，没有列完的名次，beyond 不起作用",
            "'{title}' fits any head count: no place is beyond it, and beyond does nothing",
        ),
        Words("去掉 beyond；要列出名次就写成列表", "remove beyond, or write the amounts as a list"),
    ),
    "P250": Code(
        "error",
        Words("调整没有原因或批准人", "an adjustment without reason or approver"),
        Words("客服 {agent} 的调整没有{what}", "the adjustment of {agent} has no {what}"),
        Words("每一行都要写明原因和批准人", "give each row a reason and who approved it"),
    ),
    "P251": Code(
        "error",
        Words("没有这种调整", "no such kind of adjustment"),
        Words("没有“{kind}”这种调整", "there is no adjustment of kind '{kind}'"),
        Words(
            "可以写：金额、加减分（按正负号算），扣款、扣分（要少给），补发、加分（要多给），不参评、更正；见 docs/adjustments.zh-CN.md",
            "write one of {known}; or fine, penalty points (for less), bonus, bonus points (for more); see docs/adjustments.md",
        ),
    ),
    "P252": Code(
        "error",
        Words("调整了不在排名里的人", "an adjustment for somebody unknown"),
        Words("要调整的“{agent}”不在这次的数据里{near}", "'{agent}' has an adjustment, but is not in the data{near}"),
        Words("改正名字，或去掉这一行", "correct the name, or remove the row"),
    ),
    "P253": Code(
        "error",
        Words("更正的指标不存在", "a corrected value of no metric"),
        Words("要更正的“{item}”不是方案里的指标", "'{item}', whose value is corrected, is no metric of the scheme"),
        Words("项目一栏写指标名：{known}", "write the name of a metric under item: {known}"),
    ),
    "P254": Code(
        "error",
        Words("调整没有数值", "an adjustment without an amount"),
        Words("这一行没有能用的数值", "the row has no amount that can be used"),
        Words("在金额（数值）一栏写一个数", "write a number under amount"),
    ),
    "P255": Code(
        "warning",
        Words("同一个调整写了两次", "the same adjustment twice"),
        Words(
            "客服 {agent} 的同一个调整（{reason}）写了不止一次，每次都算",
            "the same adjustment of {agent} ({reason}) stands more than once; each counts",
        ),
        Words("如果是重复录入，去掉多余的行", "remove the extra row if it was entered twice by mistake"),
    ),
    "P256": Code(
        "note",
        Words("做过的调整", "what was adjusted"),
        Words("客服 {agent}：{what}，{because}", "{agent}: {what}, {because}"),
        Words("调整来自 --adjust 的文件", "it stands in the file given by --adjust"),
    ),
    "P257": Code(
        "error",
        Words("加减分不能写指标", "points of a metric"),
        Words("加减分加在总分上，不能加在指标“{item}”上", "points are added to the score, not to the metric '{item}'"),
        Words("改指标的数值用“更正”（value）", "to change what was measured, write the kind value"),
    ),
    "P258": Code(
        "error",
        Words("调整的金额比金额单位还细", "an adjustment finer than the unit of money"),
        Words("{amount} 不是 money.unit {unit} 的整数倍", "{amount} is not a multiple of money.unit {unit}"),
        Words("写成单位的整数倍", "write a multiple of the unit"),
    ),
    "P259": Code(
        "note",
        Words("调整的合计", "adjustments in all"),
        Words(
            "{people} 人共 {count} 笔金额调整，合计 {total}",
            "{count:adjustment|adjustments} of money for {people:person|people}: {total} in all",
        ),
        Words("明细见每人的发放项目", "each stands as a line of its agent"),
    ),
    "P260": Code(
        "error",
        Words("类型的意思和正负号相反", "a word against a sign"),
        Words(
            "类型是“{kind}”，数值却是 {amount}：说不清是要多给还是少给",
            "the kind is '{kind}' and the amount is {amount}: is it to be more or less?",
        ),
        Words(
            "这些词本身就有方向，数值不带正负号：少给写“扣款”（分数写“扣分”），多给写“补发”（“加分”）；"
            "要按正负号算，类型写“金额”（“加减分”）",
            "such a word says the direction, and the amount stands without a sign: 'fine' ('penalty points') for less, 'bonus'"
            " ('bonus points') for more; to go by the sign, write the kind 'money' ('points')",
        ),
    ),
    "P261": Code(
        "warning",
        Words("说的是扣，算的是加", "an amount that adds, beside words that take away"),
        Words(
            "写着“{text}”，但类型“{kind}”只看正负号，{amount} 是加上去的",
            "it says '{text}', but the kind '{kind}' goes by the sign, so {amount} is added",
        ),
        Words(
            "要扣就把类型写成“扣款”或“扣分”，或者数值写成负数",
            "to take away, write the kind 'fine' or 'penalty points', or a minus",
        ),
    ),
    "P262": Code(
        "error",
        Words("人工调整的文件缺列", "a file of adjustments without a column"),
        Words("人工调整的文件里没有这些列：{names}", "the file of adjustments has no column {names}"),
        Words(
            "文件里的表头：{headers}；把表头改成上面的名字，没有的列补上（写法见 docs/adjustments.zh-CN.md）",
            "headers found: {headers}; give the columns these headers, or add them (see docs/adjustments.md)",
        ),
    ),
    "P263": Code(
        "error",
        Words("人工调整的一项对上两列", "two columns for one thing in a file of adjustments"),
        Words(
            "人工调整里“{name}”对得上不止一列：{headers}", "more than one column of the adjustments may be the {name}: {headers}"
        ),
        Words("只留一列，别的改名或删掉", "leave one, and rename or delete the others"),
    ),
    "P264": Code(
        "error",
        Words("看不出调整的是钱还是分", "money or points?"),
        Words("类型“{kind}”和表头“{header}”合起来看不出是钱还是分", "the kind '{kind}' under '{header}' may be money or points"),
        Words(
            "钱写“扣款”“补发”，表头写“金额”；分写“扣分”“加分”",
            "write 'fine' or 'bonus' under the header 'amount' for money; 'penalty points' or 'bonus points' for points",
        ),
    ),
    "P265": Code(
        "warning",
        Words("不参评的行写了数值", "an amount beside an exclusion"),
        Words("{agent} 这一行是不参评，数值 {amount} 没有用", "{agent} is excluded by this row; its amount {amount} is not used"),
        Words("要扣钱或加钱就另写一行；不要就把数值清空", "give money a row of its own, or empty the cell"),
    ),
}
