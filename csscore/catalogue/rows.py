"""D396–D412: figures of the person on every row, blanks, months, time zones, texts that match nothing, people between months."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D396": Code(
        "error",
        Words("同一个人的几行不同", "a figure of the person that differs between rows"),
        Words(
            "“{column}”是人的数，{agent} 的几行却不同：{at} 是 {one}，这里是 {two}（这样的有 {people} 人）",
            "{column} is a figure of the person, and {agent} has several: {one} at {at}, {two} here ({people:agent|agents} like this)",
        ),
        Words(
            "改成一致；每一行是各自的数、要相加，就在方案里写 columns: {{{key}: {{per: row}}}}",
            "make the rows agree; if each row has a number of its own, to be added up, write columns: {{{key}: {{per: row}}}} in the scheme",
        ),
    ),
    "D397": Code(
        "error",
        Words("不知道是人的数还是每行的数", "a figure of the person, or of each row?"),
        Words(
            "{agent} 有几行“{column}”（{at} 是 {one}，{there} 是 {two}），方案没说它是人的数（只取一次）还是每行的数（相加）；"
            "这样的有 {people} 人",
            "{agent} has several rows of {column} ({one} at {at}, {two} at {there}), and the scheme doesn't say whether it is a figure of the"
            " person, taken once, or of each row, added up ({people:agent|agents} like this)",
        ),
        Words(
            "人的数（如底薪、任务额）写 columns: {{{key}: {{per: agent}}}}；每行的数写 columns: {{{key}: {{per: row}}}}",
            "for a figure of the person (base pay, a quota) write columns: {{{key}: {{per: agent}}}}; for a number of each row,"
            " columns: {{{key}: {{per: row}}}}",
        ),
    ),
    "D398": Code(
        "warning",
        Words("空格使算式算不出的行", "rows for which an expression is unknown for a blank"),
        Words(
            "指标 {metric}：{count} 行缺“{absent}”，“{expression}”算不出，这些行没有算进去（第一行是 {agent} 的）",
            "metric {metric}: '{expression}' is unknown for {count:row|rows}, left out, for {absent} is blank (the first is {agent}'s)",
        ),
        Words("空格算 0 就{meant}；本来就可以没有就{normal}", "if a blank is 0, {meant}; if a gap is normal, {normal}"),
    ),
    "D400": Code(
        "warning",
        Words("对有些人不明的条件", "a condition that is unknown for somebody"),
        Words(
            "{what}：不知道是否“{condition}”，因为缺数据，按不满足算：{agents}",
            "{what}: whether '{condition}' holds is unknown for want of data, and it counts as not holding: {agents}",
        ),
        Words(
            "补上缺失的数据；或在条件里用 missing(…) 说清缺数据怎么办",
            "fill in the missing values, or say in the condition by missing(…) what they mean",
        ),
        of_outcome=True,
    ),
    "D399": Code(
        "warning",
        Words("空格使条件不明的行", "rows for which a condition is unknown for a blank"),
        Words(
            "{metric}：{count} 行缺“{absent}”，不知道是否“{expression}”，这些行没有算进去（第一行是 {agent} 的）",
            "{metric}: whether '{expression}' holds is unknown for {count:row|rows}, which don't count, for {absent} is blank (the first is"
            " {agent}'s)",
        ),
        Words(
            "写明空格算什么：{meant}；本来就可以没有、这些行不该算就{normal}",
            "say what a blank means: {meant}; if a gap is normal and these rows are not to count, {normal}",
        ),
    ),
    "D401": Code(
        "warning",
        Words("文件名说的是几个月", "file names of several months"),
        Words(
            "没有日期列的文件，文件名说的不是同一个月：{files}；一起的是 {months}，合在一起算了",
            "files without days whose names are of another month than the rest: {files}; together they are of {months}, computed as one",
        ),
        Words(
            "只给一个月的文件；文件名不对就改名；就是要一起算，加 --period 写明从哪到哪",
            "give the files of one month; rename a file that is named wrongly; if they are meant together, say from when to when by --period",
        ),
    ),
    "D402": Code(
        "note",
        Words("跨两个月的一周", "a week in two months"),
        Words(
            "数据是 {range}，一周跨了两个月（{months}），合在一起算了",
            "the rows are of {range}, a week that lies in two months ({months})",
        ),
        Words("只算一个月就加 --period {first}", "add --period {first} for one month alone"),
    ),
}
