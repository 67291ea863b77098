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
    "D352": Code(
        "error",
        Words("名称不全的行", "a row that names nobody in full"),
        Words(
            "方案用“{column}”和“{name}”合起来认人，{agent} 的这一行没有写“{column}”",
            "the scheme tells people apart by {column} and {name} together, and this row of {agent} has no {column}",
        ),
        Words("补上“{column}”；这样的行不该算的，删去", "fill in {column}, or delete rows that don't count"),
    ),
    "D353": Code(
        "warning",
        Words("几个店铺里、或几个工号的同名客服", "one name in several shops, or with several numbers"),
        Words(
            "“{agent}”在几个“{column}”里都有（{shops}），当作一个人",
            "'{agent}' stands under several {column} ({shops}) and counts as one person",
        ),
        Words(
            "是几个人，就在方案里写 agent: [[{column}, {header}]]；确是一个人，就在花名册里写上账号“{agent}”，再加 --roster",
            "if they are several people, write agent: [[{column}, {header}]] in the scheme; if she is one, list the account '{agent}'"
            " in a roster and give that with --roster",
        ),
    ),
    "D354": Code(
        "warning",
        Words("几个编号一个姓名", "several numbers of one name"),
        Words(
            "花名册里“{name}”有几个编号（{accounts}），当作一个人",
            "'{name}' of the roster has several numbers ({accounts}) and counts as one person",
        ),
        Words(
            "是同名的几个人，就在花名册里加一列“工号”，每人一个号；确是一个人，也加上，写同一个号",
            "if they are namesakes, add a column 工号 (staff number) to the roster, one number each; if she is one person, write the"
            " same number in it",
        ),
    ),
    "D355": Code(
        "note",
        Words("写法略有不同的账号", "accounts written a little differently"),
        Words(
            "这些账号和花名册的写法只差大小写、全半角、空格、连接号或开头的 0，认作同一个：{pairs}",
            "taken for the roster's, though they differ in case, width, spaces, dashes or leading zeros: {pairs}",
        ),
        Words("不是同一个的，在花名册里各写一行", "where they are not, give each a line of its own in the roster"),
    ),
    "D356": Code(
        "warning",
        Words("少了店铺的账号", "accounts without their shop"),
        Words(
            "这些账号和花名册的只差前面的店铺，认作同一个：{pairs}",
            "taken for the roster's, though only one of the two has the shop in front: {pairs}",
        ),
        Words("在花名册里把账号写得和导出的一样", "write the accounts in the roster as the export writes them"),
    ),
    "D319": Code(
        "warning",
        Words("各文件认人的列不同", "files that name people in different ways"),
        Words(
            "本文件用“{own}”认人，{other} 用“{others}”：同一个人会变成两个",
            "this file names people by {own}, and {other} by {others}: one person may become two",
        ),
        Words("导出时都带上这些列，或用 --roster 对上", "export the same columns in all files, or match the names with --roster"),
    ),
    "D520": Code(
        "warning",
        Words("几个店铺的文件里的同名客服", "one name in the files of several shops"),
        Words(
            "“{agent}”在几个店铺的文件或工作表里都有（{shops}），当作一个人",
            "'{agent}' stands in the files or sheets of several shops ({shops}) and counts as one person",
        ),
        Words(
            "是几个人，就在各文件里加一列“店铺”，方案里写 agent: [[店铺, {header}]]；确是一个人，就在花名册里写上账号“{agent}”，再加 --roster",
            "if they are several people, give each file a column Shop and write agent: [[Shop, {header}]] in the scheme; if she is one,"
            " list the account '{agent}' in a roster and give that with --roster",
        ),
    ),
    "D521": Code(
        "warning",
        Words("别的文件有、这个文件没有的列", "a column that other files have"),
        Words(
            "没有 {names} 这些列（{other} 有）：这个文件里的人没有算上这些",
            "this file has no column for {names}, which {other} has: nothing of that is counted for its people here",
        ),
        Words(
            "表头是：{headers}。换了叫法的，在方案里写上：columns: {{{name}: [{header}, 这个文件的表头]}}；本来就没有的，可以不管",
            "its headers: {headers}; where it is called otherwise here, say so in the scheme: columns: {{{name}: [{header}, its header here]}};"
            " ignore this if the file is not to have it",
        ),
    ),
    "D522": Code(
        "warning",
        Words("两个文件里的同一单", "one order in two files"),
        Words(
            "这一行的“{column}”在 {other} 也有，别的格子不同，两行都算了",
            "the {column} of this row stands at {other}, too, where other cells differ, and both count",
        ),
        Words(
            "同一单只该算一次，就在方案里写 unique: [{column}]；说法不同的，删去旧的一行；本来是两笔，可以不管",
            "if it is to count once, write unique: [{column}] in the scheme, and where they contradict each other delete the older row;"
            " ignore this if there are two",
        ),
    ),
    "D524": Code(
        "warning",
        Words("人名列里的日期", "a day among names"),
        Words(
            "“{column}”里的“{text}”是日期：表格软件会把 3-5 这样的账号变成日期；现在当作一个客服",
            "'{text}' in {column} is a day: a spreadsheet makes one of an account such as 3-5; it counts as an agent",
        ),
        Words("按系统里的写法改回账号", "write the account as the system has it"),
    ),
    "D357": Code(
        "warning",
        Words("由包含的顺序决定的列", "a column that the order of includes decides"),
        Words(
            "{name} 取自“{header}”，只因为它的词典在 include 里排在前面；按后面的词典是“{other}”",
            "{name} is read from '{header}' only because its dictionary is included first; by one further behind it is '{other}'",
        ),
        Words("在方案里写明用哪一列：{setting}", "say in the scheme which one it is: {setting}"),
    ),
}
