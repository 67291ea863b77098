"""D31x, D35x, D42x: who is who, and rows given twice."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D312": Code(
        "note",
        Words("没有查找重复的行", "not searched for rows given twice"),
        Words(
            "有 {count} 行，超过 {most} 行就不查找重复的行",
            "not searched for rows given twice: there are {count}, and more than {most} are not searched",
        ),
        Words(
            "在方案里写明哪一列是单号，就只算一次：unique: [表头]",
            "say in the scheme which column tells rows apart, and they are taken once: unique: [header]",
        ),
    ),
}
