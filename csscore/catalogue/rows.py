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
}
