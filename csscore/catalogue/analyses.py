"""A1xx: what is asked of a result: agents that there are not, tests of schemes that can't be run."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
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
