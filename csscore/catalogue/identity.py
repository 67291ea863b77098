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
    "D317": Code(
        "note",
        Words("组名写法不一，当作一组", "one cohort, spelt in several ways"),
        Words(
            "“{column}”里的 {others} 和“{label}”只差大小写、全半角或空格，当作一组排名",
            "in {column}, {others} and '{label}' differ only in case, width or spaces, and are ranked as one cohort",
        ),
        Words("真是两组的，改一个名称", "if they are two cohorts, rename one"),
        of_outcome=True,
    ),
    "D318": Code(
        "warning",
        Words("组名相近，分开排名", "cohorts with names alike"),
        Words(
            "“{column}”里的 {labels} 看着像一组，却分开排名", "in {column}, {labels} look like one cohort and are ranked apart"
        ),
        Words(
            "是一组就在数据或花名册里写成一样；本来就是两组，可以不管",
            "if they are one, spell them alike in the data or in the roster; ignore this if they are not",
        ),
        of_outcome=True,
    ),
}
