"""Results of earlier periods: what can't be used, what was assumed, and what is compared with them."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D380": Code(
        "error",
        Words("不是 csscore 的结果", "not a result of csscore"),
        Words("以前的结果要是 csscore 写的 JSON，这个文件不是：{reason}", "an earlier result is JSON that csscore wrote, and this file is not that: {reason}"),
        Words("用 csscore rank … --format json -o 2026-02.json 写出那个月的结果", "write that month's result by csscore rank … --format json -o 2026-02.json"),
    ),
    "D381": Code(
        "error",
        Words("不知道是哪个月的结果", "a result of an unknown month"),
        Words("这个结果里没有考核期，文件名里也没有", "this result says of no period, and its name doesn't either"),
        Words("文件名写上月份，例如 2026-02.json，或用 --period 2026-02 重算", "put the month into its name, like 2026-02.json, or compute it again with --period 2026-02"),
    ),
    "D382": Code(
        "error",
        Words("一个月有两个结果", "two results of one month"),
        Words("{other} 也是 {period} 的结果", "{other} is a result of {period}, too"),
        Words("每个月只给一个", "give one for each month"),
    ),
    "D383": Code(
        "warning",
        Words("以前用的是别的方案", "computed by another scheme"),
        Words("这个结果是用方案“{other}”算的，现在用的是“{scheme}”", "this result was computed by scheme '{other}', and now it is '{scheme}'"),
        Words("核对是不是给错了文件；方案只是改了名就不用管", "see whether it is the right file; if the scheme was only renamed, all is well"),
    ),
    "D384": Code(
        "note",
        Words("没有用到的以前结果", "earlier results that are not used"),
        Words("没有用到，因为不是 {period} 之前一个接一个的考核期：{files}", "not used, because they are not the periods one after the other before {period}: {files}"),
    ),
    "D385": Code(
        "warning",
        Words("当作下一个月", "taken for the month after"),
        Words("没有写 --period，当作 {period}：{file} 之后的一期", "without --period this is taken to be {period}, the period after {file}"),
        Words("写上 --period {period}，不是这一期就写对的", "write --period {period}, or the right one"),
    ),
    "D386": Code(
        "warning",
        Words("连续几个月缺结果", "a streak without its months"),
        Words("标记“{flag}”要连续 {months} 期，缺 {period} 的结果，没有人得到", "flag '{flag}' needs {months} periods in a row; there is no result of {period}, and nobody has it"),
        Words("用 --history 给出以前各期的 JSON", "give the JSON of the earlier periods by --history"),
    ),
    "D387": Code(
        "note",
        Words("连续在这个月断了", "a streak that ends for want of data"),
        Words("标记“{flag}”：{period} 的结果里没有这些人，或缺条件要的数，不算连续：{agents}", "flag '{flag}': the result of {period} lacks these people or what the condition needs, so their streak ends: {agents}"),
    ),
    "D388": Code(
        "warning",
        Words("没有用到 --history", "--history is not used"),
        Words("方案没有看以前的月份，--history 没有用到", "the scheme does not look at earlier months; --history is not used"),
        Words("看以前月份的是 growth 的 over: previous 和 flags 的 months", "earlier months are looked at by growth with over: previous, and by flags with months"),
    ),
    "D389": Code(
        "error",
        Words("以前的结果对不上人", "an earlier result of other people"),
        Words("这个结果里的人这次一个也没有：{agents}；这次是：{ours}", "none of this result's people is in the data: {agents}; the data has {ours}"),
        Words("核对文件；结果要用同一份花名册来算，也不能用 --anonymous 写", "check the file; it must be computed with the same roster, and written without --anonymous"),
    ),
    "P232": Code(
        "warning",
        Words("没有上一期可比", "no earlier period to compare with"),
        Words("没有 {period} 的结果，“{title}”没有发{cohort}", "there is no result of {period}: '{title}' is not paid{cohort}"),
        Words("用 --history 给出上一期的 JSON，或把上一期的数放在一列里，写 over: 列名", "give that period's JSON by --history, or put last period's numbers into a column and write over: its name"),
    ),
    "P236": Code(
        "warning",
        Words("上一期没有这个人的数", "no value in the period before"),
        Words("{period} 没有这些人的 {metric}，没有发“{title}”{cohort}：{agents}", "{metric} of {period} is missing, so '{title}' is not paid to{cohort}: {agents}"),
        Words("新来的人没有上一期；要发就用 --adjust 补", "new people have no period before; what they are to have anyway is an adjustment (--adjust)"),
    ),
    "P237": Code(
        "error",
        Words("上一期只有指标", "earlier results have metrics only"),
        Words("和上一期比的只能是指标，{text} 不是", "only a metric can be compared with the period before, and {text} is none"),
        Words("把它写成指标（weight: 0 只展示），再写它的名称", "make it a metric (weight: 0 only shows it) and write its name"),
    ),
    "S324": Code(
        "error",
        Words("连续几个月看不到的数", "what earlier results don't hold"),
        Words("标记“{flag}”看连续几期，以前的结果里没有 {names}", "flag '{flag}' looks at several periods, and earlier results don't hold {names}"),
        Words("只能用 score、rank、pay、指标和它的得分、参数、rank.within 的列；别的列先写成指标", "use score, rank, pay, metrics and their points, params and columns of rank.within; make a metric of any other column"),
    ),
}  # fmt: skip
