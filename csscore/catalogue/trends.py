"""A160-A169, D430, D431: several periods side by side: which file is of which period, and what is missing or not alike between them."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "A160": Code(
        "error",
        Words("不知道是哪个月的文件", "a file of an unknown month"),
        Words("看不出 {file} 是哪个月的：文件名里没有年月", "nothing says of which month {file} is: its name has no year and month"),
        Words(
            "在前面写上月份，如 2026-03={file}；一个文件有几个月的行，就加 --periods 2026-01..2026-06，按日期列分月",
            "write the month in front, like 2026-03={file}; where one file holds several months, add --periods 2026-01..2026-06 to cut it by its dates",
        ),
    ),
    "A161": Code(
        "error",
        Words("不够两个月", "fewer than two months"),
        Words("要看变化，至少要两期，这里只有：{periods}", "a trend takes two periods at least, and there is only: {periods}"),
        Words("再给别的月份的文件或结果", "add the files or the results of other months"),
    ),
    "A162": Code(
        "error",
        Words("一个月有两份", "two inputs for one month"),
        Words("{other} 也是 {period} 的", "{other} is of {period}, too"),
        Words(
            "每个月只给一份；一个月的数据本来就分几个文件，就在每个前面写上月份：2026-03=文件",
            "give one for each month; where a month's data stands in several files, write the month in front of each: 2026-03=FILE",
        ),
    ),
    "A163": Code(
        "error",
        Words("结果是另一个月的", "a result of another month"),
        Words("这个结果自己写的是 {period}，不是 {text}", "this result says that it is of {period}, not of {text}"),
        Words("去掉前面的“{text}=”，或换成那个月的结果", "leave out '{text}=', or give that month's result"),
    ),
    "A164": Code(
        "warning",
        Words("中间缺了月份", "a month is missing in between"),
        Words(
            "{before} 和 {period} 之间缺 {gap}：连续几个月从 {period} 重新数",
            "{gap} is missing between {before} and {period}: what counts months in a row begins again with {period}",
        ),
        Words("补上缺的月份的文件或结果", "add the file or the result of what is missing"),
    ),
    "A165": Code(
        "note",
        Words("长短不同的考核期", "periods of different length"),
        Words("{period} 和前一期长短不同：金额和件数不能直接比", "{period} is not as long as the period before: amounts and counts are not alike"),
    ),
    "A166": Code(
        "warning",
        Words("用另一个方案算的结果", "a result of another scheme"),
        Words(
            "这个结果是用方案“{other}”算的，和现在的“{scheme}”不完全一样：总分、名次、应发的变化里有方案的变化",
            "this result was computed by scheme '{other}', which is not just what '{scheme}' is now: changes of score, place and pay are the scheme's, too",
        ),
        Words("要都按现在的方案看，就给那个月的原始数据，不给结果", "to see every month by today's scheme, give that month's data in place of its result"),
    ),
    "A167": Code(
        "error",
        Words("没有日期列，分不出月份", "no dates to cut by"),
        Words("这个文件没有日期列，分不出哪些行是哪个月的", "no column of this file dates its rows, so nothing tells which are of which month"),
        Words(
            "每个月给一个文件，月份写在文件名里或前面（2026-03=文件）；列名不常见就在方案里写 period: {{date: 列名}}",
            "give a file for each month, with the month in its name or in front (2026-03=FILE); or name the column in the scheme: period: {{date: HEADER}}",
        ),
    ),
    "A168": Code(
        "error",
        Words("选项写的月份没有在算", "an option of a month that is not computed"),
        Words("选项里写了 {text}，但这个月没有要算的数据", "an option is for {text}, and there is no data to compute for it"),
        Words("要算的月份有：{known}；结果是算好的，不能再加数据和调整", "computed are: {known}; a result is finished and takes no more data or adjustments"),
    ),
    "A169": Code(
        "note",
        Words("几个月用同一份", "the same for several months"),
        Words("{count} 个月都用这一份：{files}", "used for all {count} months: {files}"),
        Words(
            "各月不同，就在前面写上月份，如 --roster 2026-03=花名册.csv",
            "where months differ, write the month in front, like --roster 2026-03=roster.csv",
        ),
    ),
    "D431": Code(
        "error",
        Words("没有这样的指标", "no such metric"),
        Words("没有叫“{name}”的指标、组或奖金项", "no metric, group or pay line is called '{name}'"),
        Words("是不是 {near}？可以写：{known}", "did you mean {near}? there are: {known}"),
    ),
    "D430": Code(
        "error",
        Words("结果不能重算", "a result can't be computed anew"),
        Words(
            "这是 {period} 的结果，不是数据：另一个方案会发多少，从结果里算不出来",
            "this is the result of {period}, not its data: what another scheme would have paid can't be computed from it",
        ),
        Words("给那个月的导出表；更早的结果用 --history", "give that month's export; results of before the first month go to --history"),
    ),
}  # fmt: skip
