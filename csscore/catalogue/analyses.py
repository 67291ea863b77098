"""A1xx: what is asked of a result: agents that there are not, tests of schemes that can't be run."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "A101": Code(
        "error",
        Words("没有测试", "no tests"),
        Words("{folder} 里没有 .test.yaml", "there is no .test.yaml in {folder}"),
        Words("csscore schemes new schemes/我们组.yaml 会连同测试一起写好；或写上方案名称：csscore test presale", "csscore schemes new schemes/our-team.yaml writes a scheme with its test; or name a scheme: csscore test presale"),
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
        Words("一份测试是一列 {{name: …, given: 表, expect: {{score: {{客服: 总分}}, rank: …, pay: …}}}}", "a test is a list of {{name: …, given: TABLE, expect: {{score: {{AGENT: SCORE}}, rank: …, pay: …}}}}"),
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
        Words("given: | 下面写 csv：第一行表头，每行一个客服", "write csv below given: | with headers first, and a line an agent"),
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
}
