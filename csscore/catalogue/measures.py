"""D3xx: agents, roster, combining rows, values, periods."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D300": Code(
        "warning",
        Words("不在花名册", "not in the roster"),
        Words("花名册 {file} 里没有：{agents}", "not in the roster {file}: {agents}"),
        Words("补进花名册；写法最接近的：{nearest}", "add them to the roster; spelled most like: {nearest}"),
    ),
    "D301": Code(
        "note",
        Words("花名册里有，数据里没有", "in the roster, no data"),
        Words("花名册里的这些人没有数据：{people}", "these people of the roster have no data: {people}"),
        Words(
            "确认账号写法和导出范围；已离职的可以从花名册删去",
            "check their accounts and the scope of the export; take out who has left",
        ),
    ),
    "D302": Code(
        "error",
        Words("花名册对不上", "roster does not match"),
        Words(
            "花名册和数据没有一个人对得上（数据：{data}；花名册：{roster}）",
            "nobody is in both the data and the roster (data: {data}; roster: {roster})",
        ),
        Words(
            "花名册的账号列要与导出里的客服列写法相同{column}",
            "write the accounts in the roster as the export writes them{column}",
        ),
    ),
    "D303": Code(
        "error",
        Words("一个账号两个人", "one account, two people"),
        Words("账号“{account}”写给了两个人：{people}", "the account '{account}' belongs to two people: {people}"),
        Words(
            "每个账号只写给一个人；不同店铺的同名账号写成 店铺:账号",
            "give each account to one person; write shop:account where shops use the same name",
        ),
    ),
    "D304": Code(
        "error",
        Words("同名的人分不清", "two people of one name"),
        Words("花名册里的“{name}”像是两个人，分不清", "'{name}' in the roster seems to be two people"),
        Words("加一列“工号”，每人一个号", "add a column 工号 (staff number), one number a person"),
    ),
    "D305": Code(
        "error",
        Words("一个工号两个姓名", "one number, two names"),
        Words("工号 {number} 有两个姓名：{names}", "staff number {number} has two names: {names}"),
        Words("改正工号或姓名", "correct the number or the name"),
    ),
    "D306": Code(
        "error",
        Words("同一个人有两个值", "two values for one person"),
        Words("花名册里 {person} 的 {name} 不一致：{values}", "the roster gives {person} two values of {name}: {values}"),
        Words(
            "同一个人的几行写成一样；是同名的几个人，就加一列“工号”，每人一个号",
            "make the rows of one person agree; if they are namesakes, add a column 工号 (staff number), one number each",
        ),
    ),
    "D307": Code(
        "error",
        Words("账号是谁的分不清", "account of more than one person"),
        Words("“{account}”可能是这几个人：{people}", "'{account}' may be any of {people}"),
        Words(
            "在花名册里写上完整的账号（店铺:账号），一个账号一个人",
            "give whole accounts (shop:account) in the roster, one person each",
        ),
    ),
    "D308": Code(
        "warning",
        Words("名称几乎相同", "names that look alike"),
        Words(
            "这几个名称只差大小写、全半角、空格或开头的 0，当作不同的人：{names}",
            "these names differ only in case, width, spaces or leading zeros and count as different people: {names}",
        ),
        Words("如果是同一个人，用 --roster 写明", "if they are one person, say so with --roster"),
    ),
    "D309": Code(
        "note",
        Words("另一个输入里的人不在数据里", "not in the FILES"),
        Words(
            "{count} 行的人不在主数据里，没有用：{agents}",
            "not used: {count:row|rows} of people who are not in the FILES: {agents}",
        ),
        Words("写法不同的，用 --roster 对上", "if it is only the spelling, match them with --roster"),
    ),
    "D310": Code(
        "warning",
        Words("要合并的文件没有共同的客服", "files without a common agent"),
        Words(
            "本文件没有 {names}，有这些列的 {others} 里没有一个相同的客服",
            "this file lacks {names}, and {others}, which has them, has no agent in common with it",
        ),
        Words(
            "写法不同的，用 --roster 对上；本来就是不同的人，可以不管",
            "if it is only the spelling, match them with --roster; ignore this if they are different people",
        ),
    ),
    "D311": Code(
        "error",
        Words("另一个输入对不上", "further input does not match"),
        Words(
            "这里的人没有一个在主数据里（这里：{agents}；主数据：{ours}）",
            "nobody here is in the FILES (here: {agents}; there: {ours})",
        ),
        Words("用 --roster 写明谁是谁，或给对文件", "say who is who with --roster, or give the right file"),
    ),
    "D320": Code(
        "error",
        Words("没有这个名称", "an unknown name"),
        Words("没有叫“{name}”的列、指标或参数{near}", "there is no column, metric or param '{name}'{near}"),
        Words(
            "改成数据里的表头，或在 columns 里写明它的表头；人员信息可以放在花名册（--roster）里",
            "write a header of the data, or give its headers under columns; what is known of people may stand in a roster (--roster)",
        ),
    ),
    "D321": Code(
        "error",
        Words("几行数值不同，不能直接取用", "several rows with different values"),
        Words(
            "{agent} 的几行“{column}”不同：{at} 是 {one}，这里是 {two}{more}",
            "{agent} has rows with different {column}: {one} at {at}, {two} here{more}",
        ),
        Words(
            "指标 {metric} 要写明怎样合成：{{mean: {column}, by: 接待人数}}、{{ratio: [分子, 分母]}} 或 {{last: {column}}}；"
            "金额和数量在 columns 里标上 unit: money 或 count 就会相加",
            "say how {metric} combines them: {{mean: {column}, by: receptions}}, {{ratio: [above, below]}} or {{last: {column}}}; "
            "money and counts are summed if columns declares unit: money or count",
        ),
    ),
    "D322": Code(
        "note",
        Words("几行数值相同，只取一次", "equal values taken once"),
        Words(
            "{count} 人有几行“{column}”，数值相同，只取一次（指标 {metric}）",
            "{count:agent has|agents have} several rows with the same {column}: it is taken once (metric {metric})",
        ),
        Words("{how}", "{how}"),
    ),
    "D323": Code(
        "error",
        Words("同一个人写法不同", "one agent, several texts"),
        Words(
            "{agent} 的“{column}”不一致：{at} 是“{one}”，这里是“{two}”{more}",
            "{agent} has several {column}: '{one}' at {at}, '{two}' here{more}",
        ),
        Words(
            "改成一致，或用花名册（--roster）写明；其实是几个人的，在方案里写 agent: [[{column}, {header}]]",
            "make them agree, or say it in a roster (--roster); if they are several people, write agent: [[{column}, {header}]] in the"
            " scheme",
        ),
    ),
    "D324": Code(
        "error",
        Words("负的权数", "a negative weight"),
        Words("{agent} 的权数“{by}”是负数 {value}", "{agent} has the negative weight {value} in {by}"),
        Words("改正这一格；退回的数量应另记一列", "correct the cell; what is returned belongs in a column of its own"),
    ),
    "D325": Code(
        "warning",
        Words("缺一半的行没有算", "rows left out of a mean or ratio"),
        Words(
            "指标 {metric}：{count} 行有“{there}”而没有“{absent}”，没有算进去（第一行是 {agent} 的）",
            "metric {metric}: {count:row has|rows have} {there} but no {absent}: left out (the first is {agent}'s)",
        ),
        Words("补上缺的数；确实没有的可以不管", "fill in what is absent; ignore this if there is nothing to fill in"),
    ),
    "D326": Code(
        "error",
        Words("last 没有日期列", "last without a date column"),
        Words(
            "{{last: {column}}} 要按日期取最后一行，数据里没有日期列",
            "{{last: {column}}} takes the latest day, and the data has no date column",
        ),
        Words("在方案的 period: {{date: [表头]}} 写明日期列", "name the date column under period: {{date: [header]}}"),
    ),
    "D327": Code(
        "error",
        Words("最后一天有几个数", "several values on the latest day"),
        Words(
            "{agent} 的最后一天 {day} 有 {count} 行，“{column}”不同，分不出先后",
            "{agent} has {count} rows with different {column} on the latest day, {day}: which is last can't be told",
        ),
        Words("只留一行，或用 mean、max、sum", "keep one of the rows, or use mean, max or sum"),
    ),
    "D328": Code(
        "error",
        Words("没有日期的行", "a row without a day"),
        Words(
            "{agent} 的一行没有日期，{{last: {column}}} 不知道它的先后（共 {count} 行）",
            "a row of {agent} has no day, so {{last: {column}}} can't place it ({count:row|rows} in all)",
        ),
        Words("填上日期，或删去这一行", "fill in the day, or delete the row"),
    ),
    "D330": Code(
        "note",
        Words("另一个输入里没有行，按 0 计", "no rows in a further input: counted as 0"),
        Words(
            "{source} 里没有这些人，指标 {metric} 按 0 计：{agents}",
            "these have no rows in {source}; metric {metric} is 0 for them: {agents}",
        ),
        Words("确认他们确实没有，而不是名字写法不同", "make sure that they have none, and are not spelled differently there"),
    ),
    "D331": Code(
        "error",
        Words("数太大", "a number too large"),
        Words("“{expression}”算出的数超过 15 位", "'{expression}' gives a number of more than 15 digits"),
        Words("检查单位和算式", "check the units and the expression"),
    ),
    "D332": Code(
        "warning",
        Words("不能开方、乘方或取对数", "no root, power or logarithm"),
        Words(
            "“{expression}”：{count} 个数不能求 {name}（负数，或对数里的 0），按缺数据处理",
            "'{expression}': {count:number has|numbers have} no {name} (below zero, or the log of 0); counted as missing",
        ),
        Words("用 if(x > 0, {name}, …) 写明这时怎么算", "say what to do then: if(x > 0, {name}, …)"),
    ),
    "D450": Code(
        "error",
        Words("没有说是哪个考核期", "which period"),
        Words(
            "“{expression}”要用考核期的首日或末日，但没有给出考核期",
            "'{expression}' asks for a day of the period, and none is given",
        ),
        Words("用 --period 给出考核期，例如 --period 2026-03", "give it: --period 2026-03"),
    ),
    "D333": Code(
        "error",
        Words("指标互相引用", "metrics that need each other"),
        Words("指标绕成了圈：{way}", "these metrics need each other: {way}"),
        Words("让其中一个只用列来算", "compute one of them from columns only"),
    ),
    "D334": Code(
        "error",
        Words("不能合起来算", "a metric that can't be computed for the team"),
        Words(
            "team({name}) 不能从全组的行算出来：{reason}", "team({name}) can't be computed from all rows of the cohort: {reason}"
        ),
        Words(
            "把 {name} 写成 ratio、sum 或 mean … by，或改用 average({name})",
            "make {name} a ratio, a sum or a mean … by, or use average({name})",
        ),
    ),
    "D336": Code(
        "error",
        Words("文字不能当数字", "words used as a number"),
        Words(
            "指标 {metric} 的值是文字，不能在算式里当数字用",
            "the values of metric {metric} are words; an expression can't use them as numbers",
        ),
        Words(
            "和文字比较，例如 {metric} == '优秀'，或用它的得分 {metric}_points",
            "compare it with a word, or use its points: {metric}_points",
        ),
    ),
    "D340": Code(
        "error",
        Words("考核期写法", "a period that can't be read"),
        Words("“{text}”不是考核期", "'{text}' is not a period"),
        Words(
            "写成 2026-03、2026-Q1、2026-W10、2026、2026-03-01，或从哪到哪：2026-03..2026-05、2026-03-01..2026-03-15",
            "write 2026-03, 2026-Q1, 2026-W10, 2026 or 2026-03-01, or from one to another: 2026-03..2026-05, 2026-03-01..2026-03-15",
        ),
    ),
    "D341": Code(
        "error",
        Words("方案不在生效期", "a scheme that does not hold in the period"),
        Words("方案 {scheme} 的生效期是 {bounds}，不含 {period}", "scheme {scheme} holds {bounds}, not in {period}"),
        Words("用当时的方案，或改 effective", "use the scheme of that time, or change effective"),
    ),
    "D342": Code(
        "note",
        Words("考核期以外的行", "rows outside the period"),
        Words("{count} 行不在 {period} 内，没有算（{days}）", "left out: {count:row|rows} outside {period} ({days})"),
    ),
    "D343": Code(
        "note",
        Words("不计的日子", "days that don't count"),
        Words("{count} 行是方案里不计的日子，没有算（{days}）", "left out: {count:row|rows} of days that don't count ({days})"),
    ),
    "D344": Code(
        "error",
        Words("没有日期的行", "a row without a day"),
        Words(
            "{agent} 的一行没有日期，不知道算不算（共 {count} 行）",
            "a row of {agent} has no day, so whether it counts can't be told ({count:row|rows} in all)",
        ),
        Words("填上日期，或删去这一行", "fill in the day, or delete the row"),
    ),
    "D345": Code(
        "warning",
        Words("文件名和日期不符", "a file name against its rows"),
        Words(
            "文件名说是 {name}，里面有 {count} 行是别的日子（{day} 等）",
            "the file's name says {name}, but {count:row is|rows are} of other days ({day}, for one)",
        ),
        Words("确认没有拿错文件", "make sure that it is the right file"),
    ),
    "D346": Code(
        "warning",
        Words("文件名和考核期不符", "a file name against the period"),
        Words(
            "要算的是 {period}，文件名却是 {name}，文件里没有日期列可查",
            "the period is {period}, the file's name says {name}, and no column dates its rows",
        ),
        Words("确认没有拿错文件", "make sure that it is the right file"),
    ),
    "D347": Code(
        "error",
        Words("考核期内没有数据", "no rows in the period"),
        Words("{period} 内一行也没有，数据是 {first} 到 {last} 的", "no row is of {period}: the data is of {first} to {last}"),
        Words("改 --period，或换文件", "change --period, or give other files"),
    ),
    "D348": Code(
        "warning",
        Words("几个月一起算", "several months together"),
        Words("数据有几个月：{months}，合在一起算了", "the rows are of several months, computed together: {months}"),
        Words(
            "只算一个月就加 --period {first}；就是要一起算，加 --period {whole} 或 --period {range}",
            "add --period {first} for one month alone; if they are meant together, --period {whole} or --period {range}",
        ),
    ),
    "D349": Code(
        "note",
        Words("没有日期可查", "nothing says of which days"),
        Words(
            "文件里没有日期列，文件名里也没有日期：所有行都算作 {period} 的",
            "no column dates the rows, nor does the file's name: all of them count for {period}",
        ),
        Words("确认导出的是这段时间", "make sure that the export is of this period"),
    ),
    "D350": Code(
        "note",
        Words("不在考核范围的人", "people outside the scheme"),
        Words(
            "where（{condition}）去掉了 {count} 行，这些人没有列入：{agents}",
            "where ({condition}) leaves out {count:row|rows}; not listed: {agents}",
        ),
    ),
    "D351": Code(
        "error",
        Words("where 一行也不满足", "where leaves nothing"),
        Words("{count} 行里没有一行满足 where：{condition}", "none of {count:row|rows} fulfils where: {condition}"),
        Words(
            "检查写法；文字要和数据里的一样，缺数据的行不满足条件",
            "check it; texts must be as in the data, and what is missing fulfils nothing",
        ),
    ),
    "D361": Code(
        "warning",
        Words("没有分组的人", "people without a cohort"),
        Words(
            "这些人没有“{column}”，归在“{label}”一组排名：{agents}",
            "these have no {column} and are ranked as a cohort of their own, '{label}': {agents}",
        ),
        Words("在数据或花名册里补上", "fill it in, in the data or in the roster"),
        of_outcome=True,
    ),
    "D370": Code(
        "error",
        Words("缺一个输入", "an input that is absent"),
        Words("方案要用输入“{name}”", "the scheme needs the input '{name}'"),
        Words("加上 --with {name}=文件", "add --with {name}=FILE"),
    ),
    "D371": Code(
        "warning",
        Words("多了一个输入", "an input that is not used"),
        Words("方案没有用到输入“{name}”", "the scheme does not use the input '{name}'"),
        Words("方案用到的是：{used}", "it uses: {used}"),
    ),
    "D372": Code(
        "error",
        Words("责任占比加起来不是 1", "shares that do not sum to 1"),
        Words("事故 {incident} 的责任占比加起来是 {sum}，应当是 1", "the shares of incident {incident} sum to {sum}, not to 1"),
        Words(
            "改正各人的占比；漏了谁就补一行；每一行都要有事故编号",
            "correct the shares; add a row for who is left out; every row needs its incident",
        ),
    ),
    "D373": Code(
        "warning",
        Words("没有人承担的事故", "incidents that nobody carries"),
        Words(
            "这些事故没有写客服，或写的人不在主数据里，没有人承担：{incidents}",
            "these incidents name no agent, or nobody who is in the FILES, and count for nobody: {incidents}",
        ),
        Words(
            "判定好责任，补上客服和占比；已离职的人承担的可以不管",
            "decide whose they are and fill in agent and share; ignore those of people who have left",
        ),
    ),
    "D392": Code(
        "note",
        Words("另一个输入里考核期以外的行", "rows of a further input outside the period"),
        Words(
            "输入“{source}”有 {count} 行不在 {period} 内，没有算（{days}）；也要算的话，在方案里写 period: {{whole: [{source}]}}",
            "left out: {count:row|rows} of the input '{source}' outside {period} ({days}); to count them all the same, write"
            " period: {{whole: [{source}]}} in the scheme",
        ),
        Words("确认这些行不属于这一期", "make sure that they don't belong to the period"),
    ),
    "D393": Code(
        "error",
        Words("另一个输入在考核期内没有行", "no row of a further input in the period"),
        Words(
            "输入“{source}”没有一行在 {period} 内，它是 {first} 到 {last} 的",
            "no row of the input '{source}' is of {period}: it is of {first} to {last}",
        ),
        Words(
            "给这一期的文件；不管日期都要算（如次月补考），就在方案里写 period: {{whole: [{source}]}}；这一期确实没有，就给只有表头的文件",
            "give the file of the period; if its rows count whatever their day (an exam sat later), write period: {{whole: [{source}]}}"
            " in the scheme; if there is nothing in the period, give a file with the header alone",
        ),
    ),
    "D395": Code(
        "note",
        Words("别的日子的行也算", "rows of other days that count"),
        Words(
            "输入“{source}”有 {count} 行不在 {period} 内（{days}），照方案的 period.whole 都算了",
            "{count:row|rows} of the input '{source}' outside {period} ({days}) count, as period.whole of the scheme says",
        ),
        Words("确认没有拿错月份的文件", "make sure that it is the file of the right month"),
    ),
    "D394": Code(
        "warning",
        Words("花名册里多数人没有数据", "most of the roster has no data"),
        Words(
            "花名册里有 {count} 人没有数据，比有数据的还多：{people}",
            "{count:person|people} of the roster, more than half, have no data: {people}",
        ),
        Words(
            "确认导出的范围，没有漏掉哪个店、哪一组；花名册里有别的部门的，可以不管",
            "check the scope of the export: a shop or a team may be left out; ignore this if the roster has other departments",
        ),
    ),
    "D390": Code(
        "note",
        Words("可选的指标没有数据", "an optional metric without data"),
        Words(
            "{what}；“{metric}”是可选的指标，人人按缺数据算",
            "{what}; {metric} is optional, and missing for everybody",
        ),
        Words(
            "平台确实不提供就可以不管；换了表头的，在方案 columns: 里写明",
            "ignore this if the platform has no such number; if it stands under another header, name that under columns: in the scheme",
        ),
    ),
    "D391": Code(
        "error",
        Words("没有权数列", "nothing to weigh by"),
        Words(
            "{agent} 有 {count} 行“{column}”，要按“{by}”加权平均，文件里却没有“{by}”这一列",
            "{agent} has {count} rows of {column}, to be weighed by {by}, and the files have no column for {by}",
        ),
        Words(
            "导出时加上这一列，或在方案里写明它的表头：columns: {{{by}: [表头]}}；每人只留一行时不需要它",
            "export that column too, or name its header in the scheme: columns: {{{by}: [header]}}; with one row an agent it isn't"
            " needed",
        ),
    ),
}
