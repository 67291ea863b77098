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
    "D313": Code(
        "note",
        Words("重复的行只算一次", "rows taken once"),
        Words(
            "{count} 行的 {columns} 与别的行相同，没有再算",
            "not counted again: {count:row|rows} with the same {columns} as another",
        ),
        Words("确认这几列相同的确实是同一行", "make sure that rows which agree in it are indeed one row"),
    ),
    "D314": Code(
        "error",
        Words("同一行两种说法", "one row that says two things"),
        Words(
            "方案写 {key} 相同就是同一行，“{column}”却不同：{at} 是“{one}”，这里是“{two}”",
            "the scheme says that rows of one {key} are one row, and their {column} differs: '{one}' at {at}, '{two}' here",
        ),
        Words(
            "删去不对的一行；本来是两行，就在方案的 unique 里再写上能区分的列，如 [{wider}]",
            "delete the wrong one; if they are two rows, add to unique in the scheme what tells them apart, as in [{wider}]",
        ),
    ),
    "D315": Code(
        "warning",
        Words("没有单号的行", "rows without what tells them apart"),
        Words(
            "{count} 行没有写 {columns}，不知道是否重复，各算一行",
            "{count:row has|rows have} no {columns}, so whether they are given twice can't be told: each counts",
        ),
        Words("补上单号，或删去重复的行", "fill it in, or delete the rows that are given twice"),
    ),
    "D316": Code(
        "warning",
        Words("编号少了开头的 0", "identifiers without their leading zeros"),
        Words(
            "列 {column} 的编号 {texts} 比别的（如 {whole}）短，可能是表格软件去掉了开头的 0",
            "in column {column}, {texts} are shorter than others such as {whole}: a spreadsheet may have cut off leading zeros",
        ),
        Words(
            "重新导出，导入表格软件时把这一列设为文本；编号本来就长短不一的，可以不管",
            "export it again and open that column as text; ignore this if identifiers differ in length",
        ),
    ),
}
