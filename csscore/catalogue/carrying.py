"""Amounts that are carried from run to run: part of a line held back, a minimum that is an advance."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "S392": Code(
        "error",
        Words("留存没写到什么时候", "held back until when"),
        Words("hold 要写 months 或 until，只写一个", "hold takes either months or until, and one of them"),
        Words(
            "留三个月写 {{part: 20%, months: 3}}，留到来年 1 月写 {{part: 20%, until: 1}}",
            "for three months write {{part: 20%, months: 3}}, until next January {{part: 20%, until: 1}}",
        ),
    ),
    "S393": Code(
        "error",
        Words("两项留存叫同一个名字", "two lines of one name that are held back"),
        Words(
            "有 hold 的两项都叫“{title}”，账上分不开",
            "two lines with hold are called '{title}', and the books could not tell them apart",
        ),
        Words("给它们各写一个 title", "give each a title of its own"),
    ),
    "S394": Code(
        "error",
        Words("没有可以扣回的预支", "nothing that could be recovered"),
        Words(
            "limits 写了 recover，却没有 at_least，没有预支可扣", "limits has recover without at_least, so nothing is advanced"
        ),
        Words("写上 at_least: 保底金额，或删去 recover", "write at_least: AMOUNT, or remove recover"),
    ),
    "S395": Code(
        "error",
        Words("预支又被预算折减", "an advance that the budget cuts"),
        Words(
            "recover 和 over_budget: scale 不能一起用：补的预支会又被折减，扣回就多于实发的",
            "recover and over_budget: scale exclude each other: an advance would be cut again, and more taken back than was paid",
        ),
        Words("写 over_budget: error，或删去 recover", "write over_budget: error, or remove recover"),
    ),
    "P181": Code(
        "note",
        Words("留存的金额", "held back"),
        Words(
            "“{title}”：{count} 人共 {total}；到期由 csscore run 发放，单独算一个月不会发",
            "'{title}': {total} from {count:person|people}; csscore run releases it when it is due, a month by itself never does",
        ),
        Words("余额怎么结转，见 docs/carried.zh-CN.md", "docs/carried.md says how balances go from month to month"),
        of_outcome=True,
    ),
    "P182": Code(
        "note",
        Words("补到保底的预支", "advanced up to a minimum"),
        Words(
            "“{title}”：{count} 人共 {total}；由 csscore run 在以后的月份扣回",
            "'{title}': {total} to {count:person|people}; csscore run takes it back in later months",
        ),
        Words("余额怎么结转，见 docs/carried.zh-CN.md", "docs/carried.md says how balances go from month to month"),
        of_outcome=True,
    ),
    "B150": Code(
        "warning",
        Words("看不出谁离职", "nobody can be seen to leave"),
        Words(
            "岗位 {role} 的方案写着离职不发留存，花名册却没有在职状态，也没有离职日期",
            "the scheme of role {role} has leavers forfeit what is held back, and no roster tells a status or a last day",
        ),
        Words(
            "给岗位写 roster，加“在职状态”一列；都要发的，把 leaver: forfeit 删去",
            "give the role a roster with a column status; where all are paid remove leaver: forfeit",
        ),
    ),
    "B151": Code(
        "note",
        Words("发放留存", "what was held back is released"),
        Words("发放以前的留存：{people}", "released of what was held back: {people}"),
        Words("每笔在工资条和 payroll.csv 里", "each amount is on the slip and in payroll.csv"),
    ),
    "B152": Code(
        "warning",
        Words("离职不发的留存", "forfeited by who has left"),
        Words(
            "花名册里已离职，留存不再发：{people}", "these have left by the roster, and what was held back is forfeited: {people}"
        ),
        Words(
            "写错了就改花名册再算；确实离职的，在 accept 里写明",
            "where the roster is wrong, mend it and run again; where it is right, write it under accept",
        ),
    ),
    "B153": Code(
        "warning",
        Words("离职的人还有没扣回的预支", "an advance to somebody who has left"),
        Words("已离职，预支还没扣回：{people}", "these have left, and their advances are not recovered: {people}"),
        Words(
            "不会再自动扣；另外结算，并在 accept 里写明",
            "nothing more is taken by itself; settle it outside, and write it under accept",
        ),
    ),
    "B154": Code(
        "warning",
        Words("留存发给不在花名册里的人", "released to people whom no roster lists"),
        Words("这个月的花名册里没有，留存到期照发：{people}", "no roster of this month lists these, and they are paid: {people}"),
        Words(
            "离职的留在花名册里并写明状态，才按 leaver 办；要照发就在 accept 里写明",
            "keep leavers in the roster with their status, so that leaver holds; where they are due, write it under accept",
        ),
    ),
    "B155": Code(
        "note",
        Words("扣回预支", "advances that are recovered"),
        Words("扣回以前的预支：{people}", "recovered of earlier advances: {people}"),
        Words("还剩多少，见工资条上的余额", "what is left stands on the slip"),
    ),
}
