"""D48x: a table that people are paid by today, beside a result."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D480": Code(
        "note",
        Words("旧表里还有别的列也对得上", "other columns of the old table fit too"),
        Words(
            "{name} 和“{header}”比；{others} 也对得上，没有用",
            "{name} is compared with '{header}'; {others} would fit too and isn't used",
        ),
        Words("要和另一列比：--column {name}=表头", "to compare another one: --column {name}=HEADER"),
    ),
    "D481": Code(
        "error",
        Words("旧表里没有可以比的列", "nothing to compare in the old table"),
        Words(
            "没有找到名次、总分、应发，也没有方案里的发放项目",
            "there is no column of places, scores or pay, nor of a pay line of the scheme",
        ),
        Words(
            "表头有：{headers}；写明哪一列是什么：--column pay=表头",
            "the headers are: {headers}; say which is what: --column pay=HEADER",
        ),
    ),
    "D482": Code(
        "error",
        Words("旧表里一个人有几行，说法不同", "somebody has rows that differ in the old table"),
        Words(
            "{agent} 在旧表里不止一行，“{column}”和 {other} 那一行不同",
            "{agent} has more than one row in the old table, and '{column}' differs from the row of {other}",
        ),
        Words(
            "每人留一行；分在几张工作表里的，用 文件#工作表 指明一张",
            "keep one row a person; of several sheets, name one: FILE#SHEET",
        ),
    ),
    "D483": Code(
        "error",
        Words("旧表里没有一个本月的人", "nobody of the month is in the old table"),
        Words("{file} 里的人（{agents}）没有一个在数据里（{ours}）", "nobody in {file} ({agents}) is in the data ({ours})"),
        Words(
            "用同一个月、同一个组的表；名称不同的，用 --roster 对上，或用 --column agent=表头 换一列认人",
            "take the table of the same month and team; where names differ, match them by --roster, or name the column by --column agent=HEADER",
        ),
    ),
    "D484": Code(
        "note",
        Words("旧表里的小数位更多", "the old table has more decimals"),
        Words(
            "“{header}”有 {count} 个数的小数多于 {digits} 位，四舍五入后再比",
            "{count:figure|figures} of '{header}' have more than {digits} decimals and are rounded before they are compared",
        ),
        Words("同分不同名次的，可能就差在这里", "where scores print the same and places differ, this may be why"),
    ),
    "D485": Code(
        "error",
        Words("旧表里没有这个表头", "no such header in the old table"),
        Words("--column {name}={header}：没有“{header}”这一列", "--column {name}={header}: there is no column '{header}'"),
        Words("表头有：{headers}", "the headers are: {headers}"),
    ),
    "D486": Code(
        "error",
        Words("旧表里两列同名", "two columns of one name in the old table"),
        Words("和 {name} 比的表头在旧表里不止一列", "the header that is compared with {name} stands above more than one column"),
        Words(
            "给其中一列改个表头，再写明：--column {name}=表头",
            "give one of them another header, then say which: --column {name}=HEADER",
        ),
    ),
    "D488": Code(
        "error",
        Words("没有可以这样比的", "nothing to compare by that name"),
        Words("--column 前面不能写“{name}”", "--column can't name '{name}'"),
        Words("可以写：{known}", "it may be: {known}"),
    ),
    "D489": Code(
        "error",
        Words("旧表里没有认人的列", "no column of the old table says who it is"),
        Words("旧表里没有找到客服列", "no column of the old table names the agent"),
        Words(
            "表头有：{headers}；写明哪一列：--column agent=表头",
            "the headers are: {headers}; say which one: --column agent=HEADER",
        ),
    ),
}
