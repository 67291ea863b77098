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
    "D403": Code(
        "warning",
        Words("以前用的是改过的方案", "computed by another state of the scheme"),
        Words(
            "{period} 的结果是方案“{scheme}”另一个样子（版本 {earlier}，现在是 {version}）算的，同名的指标意思可能不同",
            "the result of {period} was computed by another state of scheme '{scheme}' (version {earlier}, now {version}): a metric of one name may"
            " mean another thing",
        ),
        Words(
            "核对改了什么；指标变了就用现在的方案重算那一期",
            "see what was changed; if a metric was, compute that period again by the scheme of today",
        ),
    ),
    "D404": Code(
        "warning",
        Words("以前用的是另一种货币", "a result in another currency"),
        Words(
            "{period} 的结果是 {other}，现在是 {currency}，金额不能直接比",
            "the result of {period} is in {other}, and this one in {currency}: their amounts can't be compared",
        ),
        Words(
            "用 {currency} 重算那一期：--set currency={currency}",
            "compute that period again in {currency}: --set currency={currency}",
        ),
    ),
    "D405": Code(
        "warning",
        Words("账号合并或拆开了", "accounts that were joined or split"),
        Words(
            "按账号，{period} 的 {then} 现在是 {now}，合并或拆开了，没有和那一期比",
            "by their accounts, {then} of {period} are {now} now: joined or split, and not compared with that period",
        ),
        Words(
            "用现在的花名册（--roster）重算 {period} 的结果，再用 --history 给出",
            "compute {period} again with the roster of today (--roster), and give that by --history",
        ),
    ),
    "D406": Code(
        "warning",
        Words("像是同一个人", "ids that look alike"),
        Words(
            "{period} 的“{then}”和现在的“{agent}”只差大小写、全半角、空格或开头的 0，当作不同的人",
            "'{then}' of {period} and '{agent}' of now differ only in case, width, spaces or leading zeros and count as different people",
        ),
        Words(
            "如果是同一个人，在花名册（--roster）里给她写上两个账号：{row}",
            "if they are one person, give her both accounts in the roster (--roster): {row}",
        ),
    ),
    "D407": Code(
        "note",
        Words("换了名字的人", "a person with another name"),
        Words(
            "{agent} 在 {period} 叫 {then}：账号 {accounts} 相同，当作同一个人",
            "{agent} was {then} in {period}: the account is the same ({accounts}), and so is the person",
        ),
        Words("账号换了人用的，给新的人另开账号", "if the account went to somebody else, give her one of her own"),
    ),
    "D408": Code(
        "warning",
        Words("同名，账号不同", "one name, other accounts"),
        Words(
            "{agent} 在 {period} 的账号是 {then}，现在是 {accounts}，当作同一个人",
            "{agent} had {then} in {period} and has {accounts} now: taken for one person",
        ),
        Words(
            "是同一个人就在花名册里把几个账号都写给她：{row}；不是就写不同的姓名或工号",
            "if she is, give her all of these accounts in the roster: {row}; if not, another name or staff number",
        ),
    ),
    "D409": Code(
        "warning",
        Words("两边像是同一个人", "perhaps one person on both sides"),
        Words(
            "前一边的“{agent}”和后一边的“{person}”账号相同，或只差大小写、全半角、空格或开头的 0，当作一个走了、一个新来",
            "'{agent}' of the first and '{person}' of the second share an account, or differ only in case, width, spaces or leading zeros;"
            " they count as one who left and one who joined",
        ),
        Words(
            "如果是同一个人，两边用同一份花名册（--roster），给她写上两个账号：{agent}; {person}",
            "if they are one person, give one roster for both sides (--roster), with both accounts for her: {agent}; {person}",
        ),
    ),
    "D410": Code(
        "warning",
        Words("时间带着时区", "stamps with a time zone"),
        Words(
            "“{column}”里的时间带着时区（{text}），方案没写按哪个时区算，按写着的日子 {day} 算了",
            "{column} holds times of a zone ({text}), and the scheme doesn't say whose days count: the day as written was taken ({day})",
        ),
        Words(
            '在方案里写 period: {{zone: Asia/Shanghai}}（或 period: {{zone: "+08:00"}}）',
            'write period: {{zone: Asia/Shanghai}} in the scheme (or an offset: period: {{zone: "+08:00"}})',
        ),
    ),
    "D523": Code(
        "warning",
        Words("一天结束的半夜 12 点", "the midnight that ends a day"),
        Words(
            "“{column}”里的“{text}”是 {day} 夜里的 12 点（已是第二天），按写着的日子 {day} 算了",
            "'{text}' in {column} is the midnight that ends {day}, or just after it: it counts on the day that is written ({day})",
        ),
        Words(
            "要算在第二天的，写成第二天的 00:00；算在写着的这一天的，可以不管",
            "write it as 00:00 of the next day where it belongs there; ignore this if not",
        ),
    ),
    "D411": Code(
        "error",
        Words("没有这个时区", "no such time zone"),
        Words("“{text}”不是时区", "'{text}' is no time zone"),
        Words(
            '写成 Asia/Shanghai 那样的名称（IANA），或 "+08:00" 那样的时差；名称没写错的，是这台机器没有时区资料：pip install tzdata，或写时差',
            'write a name such as Asia/Shanghai (IANA), or an offset such as "+08:00"; if the name is right, this machine has no data of zones:'
            " pip install tzdata, or write the offset",
        ),
    ),
    "D412": Code(
        "warning",
        Words("工作表名说的是几个月", "sheets of several months"),
        Words(
            "没有日期列的工作表，名字说的不是同一个月：{sheets}；一起的是 {months}，合在一起算了",
            "sheets without days whose names are of another month than the rest: {sheets}; together they are of {months}, computed as one",
        ),
        Words(
            "只给一个月的工作表（--sheet 写它的名字）；就是要一起算，加 --period 写明从哪到哪",
            "give the sheet of one month (--sheet and its name); if they are meant together, say from when to when by --period",
        ),
    ),
    "D414": Code(
        "warning",
        Words("工作表名和考核期不符", "a sheet's name against the period"),
        Words(
            "要算的是 {period}，工作表却叫“{name}”，里面没有日期列可查",
            "the period is {period}, the sheet is named '{name}', and no column dates its rows",
        ),
        Words("只给这一期的工作表（--sheet 写它的名字）", "give the sheets of this period (--sheet and their names)"),
    ),
    "D413": Code(
        "warning",
        Words("没有一行是这个文字", "a text that no row holds"),
        Words(
            "{metric}：“{expression}”里的 '{text}' 在“{name}”里一行也没有，有的是：{texts}",
            "{metric}: no row of {name} holds '{text}' of '{expression}'; it holds {texts}",
        ),
        Words(
            "写得和数据里一样；这一期确实没有的可以不管", "write it as the data does; ignore this if there is none in this period"
        ),
    ),
}
