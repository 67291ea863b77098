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
        "warning",
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
        Words("花名册的账号列要与导出里的客服列写法相同", "write the accounts in the roster as the export writes them"),
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
        Words("同一个人的几行写成一样", "make the rows of one person agree"),
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
            "这几个名称只差大小写、全半角或空格，当作不同的人：{names}",
            "these names differ only in case, width or spaces and count as different people: {names}",
        ),
        Words("如果是同一个人，用 --roster 写明", "if they are one person, say so with --roster"),
    ),
    "D309": Code(
        "warning",
        Words("另一个输入里的人不在数据里", "not in the FILES"),
        Words(
            "{count} 行的人不在主数据里，没有用：{agents}",
            "{count} rows belong to people who are not in the FILES and aren't used: {agents}",
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
}
