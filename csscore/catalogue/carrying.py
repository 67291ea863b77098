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
        Words("见 docs/books.md“留存和预支”一节", "see 'What is carried from run to run' in docs/books.md"),
        of_outcome=True,
    ),
    "P182": Code(
        "note",
        Words("补到保底的预支", "advanced up to a minimum"),
        Words(
            "“{title}”：{count} 人共 {total}；由 csscore run 在以后的月份扣回",
            "'{title}': {total} to {count:person|people}; csscore run takes it back in later months",
        ),
        Words("见 docs/books.md“留存和预支”一节", "see 'What is carried from run to run' in docs/books.md"),
        of_outcome=True,
    ),
}
