"""A1xx: what is asked of a result: agents that there are not, tests of schemes that can't be run."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "A101": Code(
        "error",
        Words("没有测试", "no tests"),
        Words("{folder} 里没有 .test.yaml", "there is no .test.yaml in {folder}"),
        Words(
            "csscore schemes new schemes/我们组.yaml 会连同测试一起写好；或写上方案名称：csscore test presale",
            "csscore schemes new schemes/our-team.yaml writes a scheme with its test; or name a scheme: csscore test presale",
        ),
    ),
    "A102": Code(
        "error",
        Words("方案没有测试", "a scheme without tests"),
        Words("方案 {scheme} 旁边没有 {file}", "there is no {file} beside scheme {scheme}"),
        Words("写一份 {file}：一列 {{name, given, expect}}", "write {file}: a list of {{name, given, expect}}"),
    ),
    "A103": Code(
        "error",
        Words("测试旁边没有方案", "a test without its scheme"),
        Words("旁边没有它要测的方案 {scheme}", "the scheme that it tests, {scheme}, is not beside it"),
        Words("测试和方案放在一个文件夹，名字只差 .test", "keep test and scheme in one folder, under one name but for .test"),
    ),
    "A104": Code(
        "error",
        Words("测试的写法不对", "a test is not written so"),
        Words("这里应当是{wanted}，不是{found}", "{wanted} is expected here, not {found}"),
        Words(
            "一份测试是一列 {{name: …, given: 表, expect: {{score: {{客服: 总分}}, rank: …, pay: …}}}}",
            "a test is a list of {{name: …, given: TABLE, expect: {{score: {{AGENT: SCORE}}, rank: …, pay: …}}}}",
        ),
    ),
    "A105": Code(
        "error",
        Words("测试里多了一项", "a test says too much"),
        Words("测试没有“{key}”这一项", "a test has no '{key}'"),
        Words("有的是：{known}", "it has {known}"),
    ),
    "A106": Code(
        "error",
        Words("测试少了一项", "a test says too little"),
        Words("这个测试没写 {keys}", "this test lacks {keys}"),
        Words("每个测试都要有 name、given、expect", "every test has name, given and expect"),
    ),
    "A107": Code(
        "error",
        Words("预期里没有这一项", "nothing to expect by that name"),
        Words("预期里不能写“{key}”", "'{key}' can't be expected"),
        Words("可以写 {known}", "expect {known}"),
    ),
    "A108": Code(
        "error",
        Words("预期的值不对", "an expectation that can't be met"),
        Words("{column} 的预期不能是{found}", "{found} can't be expected as {column}"),
        Words("写数字，没有就写 null；flags 写成 [标记, …]", "write a number, or null for none; flags as [FLAG, …]"),
    ),
    "A109": Code(
        "error",
        Words("测试的表不是表", "a test's table is none"),
        Words("表至少要有一行表头和一行数据", "a table has a line of headers and one of data at least"),
        Words(
            "given: | 下面写 csv：第一行表头，每行一个客服", "write csv below given: | with headers first, and a line an agent"
        ),
    ),
    "A110": Code(
        "error",
        Words("没有这个客服", "no such agent"),
        Words("结果里没有客服“{agent}”", "there is no agent '{agent}' in the result"),
        Words(
            "有这些人：{agents}；写工号、姓名或花名册里的账号都可以",
            "there are {agents}; an id, a name or an account of the roster will do",
        ),
    ),
    "A111": Code(
        "error",
        Words("不止一个人叫这个名字", "several agents of one name"),
        Words("不止一个人叫“{agent}”", "more than one agent is called '{agent}'"),
        Words("写出是哪一个：{agents}", "say which of them: {agents}"),
    ),
    "A112": Code(
        "error",
        Words("没有这个客服，有个相近的", "no such agent, but one of a similar name"),
        Words("结果里没有客服“{agent}”；是不是 {near}？", "there is no agent '{agent}' in the result; did you mean {near}?"),
        Words("有这些人：{agents}", "there are {agents}"),
    ),
    "A120": Code(
        "error",
        Words("没有可比的", "nothing to compare with"),
        Words("没说和什么比", "there is nothing to compare with"),
        Words(
            "加上 --to 另一个方案、--set 改一项、--data-to 另一个月的文件，或 --change 假设某人的数不同",
            "add --to another scheme, --set a change, --data-to the files of another month, or --change for somebody's values",
        ),
    ),
    "A121": Code(
        "error",
        Words("两个方案的货币不同", "two currencies"),
        Words(
            "一个方案用 {before}，另一个用 {after}，钱没法比",
            "one scheme pays in {before}, the other in {after}: pay can't be compared",
        ),
        Words(
            "比较时让两边的 currency 一样：--set currency={before}",
            "give both the same currency for the comparison: --set currency={before}",
        ),
    ),
    "A122": Code(
        "warning",
        Words("两边没有一个相同的人", "nobody is in both"),
        Words(
            "没有一个人两边都有：前面有 {agents}，后面有 {others}",
            "nobody is in both: there are {agents} in the first and {others} in the second",
        ),
        Words(
            "确认两份文件是同一个组；账号改过名就用 --roster 对到同一个人",
            "see whether both files are of one team; where accounts were renamed, map them to people with --roster",
        ),
    ),
    "A123": Code(
        "note",
        Words("一边的方案不发钱", "a scheme that pays nothing"),
        Words(
            "方案 {scheme} 没有发放规则，应发都是 0：名次和总分可比，应发不能比",
            "scheme {scheme} has no pay rules, so everybody's pay is 0: compare places and scores, not pay",
        ),
        Words(
            "要比应发，先给它加上 pay，或 --set 'pay=[{{ladder: {{first: 2500, last: 1500}}}}]'",
            "to compare pay, give it a pay section, or add --set 'pay=[{{ladder: {{first: 2500, last: 1500}}}}]'",
        ),
    ),
    "A124": Code(
        "error",
        Words("假设的写法不对", "a supposition that can't be read"),
        Words("{option}“{text}”：{reason}", "{option} '{text}': {reason}"),
        Words(
            "--change 'agent=小美,response=-5'：带正负号是加减，* 是乘，不带是改成这个数；--join 'agent=新人,like=小美' 照某人加一个",
            "--change 'agent=Mei,response=-5': a sign adds, * multiplies, a bare number replaces; "
            "--join 'agent=New,like=Mei' adds somebody like another",
        ),
    ),
    "A125": Code(
        "error",
        Words("假设里的指标没有", "no such metric to suppose"),
        Words("{option} 里的“{metric}”不是方案的指标{near}", "the scheme has no metric '{metric}' that {option} names{near}"),
        Words("方案的指标：{known}；写名称或标题都行", "its metrics: {known}; their titles will do, too"),
    ),
    "A126": Code(
        "error",
        Words("假设的数不成立", "a value that can't be supposed"),
        Words("{option} 给 {agent} 的 {given}：{reason}", "{option} gives {agent} {given}: {reason}"),
        Words(
            "数和方案的算式里一样写：5、-5、+2%、*0.9、1.2万、30s；指标不能改成不可能的数",
            "write numbers as in the scheme's expressions: 5, -5, +2%, *0.9, 1.2万, 30s; and what the metric can be",
        ),
    ),
    "A127": Code(
        "error",
        Words("要加入的人已经在了", "somebody who joins is there already"),
        Words("已经有“{agent}”了，不能再加入一个", "'{agent}' is there already and can't join"),
        Words("换一个没人用的名字；要改她的数，用 --change", "take a name that nobody has; to change her values, use --change"),
    ),
    "A128": Code(
        "error",
        Words("几个假设互相矛盾", "suppositions that contradict each other"),
        Words("假设矛盾：{what}", "what is supposed can't be: {what}"),
        Words(
            "每个人每个指标只改一次，离开的人不改，至少留下一个人",
            "change a value once, not of who leaves, and leave somebody there",
        ),
    ),
    "A129": Code(
        "note",
        Words("整个组的值不跟着变", "the team's value does not follow"),
        Words(
            "方案用到整个组的{metric}（从全部行算的），改一个人的{metric}时它保持不变",
            "the scheme looks at the team's {metric}, which is computed from all rows: it stays as it is where one agent's is changed",
        ),
        Words(
            "要连它一起变，改数据里的行再比：--data-to 改过的文件",
            "to let it change too, change the rows and compare with those: --data-to CHANGED_FILE",
        ),
    ),
    "A180": Code(
        "error",
        Words("这个指标分不开看", "a metric that can't be taken apart"),
        Words(
            "指标“{metric}”的取值不是各行加起来的，不能按列分开看（breakdown）",
            "metric '{metric}' is no matter of adding up rows, so it can't be shown apart by a column (breakdown)",
        ),
        Words(
            "计数、合计、比率和平均可以分开看；删去这项的 breakdown，或为它另写一个权重 0 的指标，例如"
            " {{value: {{count: rows}}, weight: 0}}",
            "counts, sums, rates and means can be; take breakdown away, or give it to a metric of weight 0, such as"
            " {{value: {{count: rows}}, weight: 0}}",
        ),
    ),
    "A170": Code(
        "note",
        Words("人多，没写怎样能前进", "too many people for advice"),
        Words(
            "有 {count} 份，没有写“怎样能前进一名”：超过 {most} 份就太慢",
            "{count:slip|slips}, without what would gain a place: for more than {most} that would take long",
        ),
        Words("要给谁写，加 --agent；或用 csscore explain", "add --agent for those who are to have it, or use csscore explain"),
    ),
}
