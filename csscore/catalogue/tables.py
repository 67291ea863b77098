"""D23x-D29x: sheets, headers, columns, dropped rows."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D230": Code(
        "error",
        Words("没有客服列", "no agent column"),
        Words("没有找到客服列（认得的表头：{expected}）", "no column names the agent (known headers: {expected})"),
        Words(
            "文件里的表头：{headers}；在方案里写明哪一列是客服：agent: [{nearest}]；整店的表没有人名，写 layout: {{agents: files}}",
            "headers found: {headers}; say in the scheme which one is the agent: agent: [{nearest}]; where a sheet is of a whole shop: layout: {{agents: files}}",
        ),
    ),
    "D231": Code(
        "error",
        Words("缺列", "columns not found"),
        Words("没有找到这些列：{names}", "no column for {names}"),
        Words(
            "文件里的表头：{headers}；{nearest}；在方案里写 {setting} 指明",
            "headers found: {headers}; {nearest}; name the right one in the scheme: {setting}",
        ),
    ),
    "D232": Code(
        "error",
        Words("一个名称对上两列", "two headers for one name"),
        Words("{name} 对得上两列：{headers}", "{name} fits two headers: {headers}"),
        Words(
            "在方案里写明用哪一列：{setting}",
            "say which one in the scheme: {setting}",
        ),
    ),
    "D233": Code(
        "error",
        Words("表头重复", "header given twice"),
        Words(
            "表头“{header}”出现两次，内容不同（另一次在 {other} 列），不知道 {name} 该用哪一列",
            "the header '{header}' is there twice with different cells (the other in column {other}): which one is {name}?",
        ),
        Words("改名或删掉其中一列再导入{layout}", "rename or delete one of them{layout}"),
    ),
    "D234": Code(
        "error",
        Words("没有这个工作表", "no such sheet"),
        Words("没有工作表“{sheet}”；文件里有：{sheets}", "there is no sheet '{sheet}'; the file has: {sheets}"),
        Words("写成 {how}，或用序号（从 1 数起）", "write {how}, or its number from 1"),
    ),
    "D235": Code(
        "error",
        Words("分不清用哪个工作表", "two sheets fit"),
        Words("这几个工作表一样合适：{sheets}", "these sheets fit equally well: {sheets}"),
        Words("指定一个，例如 {one}；全都要，写 {all}", "say which one, as in {one}; or take them all: {all}"),
    ),
    "D236": Code(
        "error",
        Words("没有内容", "nothing to read"),
        Words("可见的工作表里没有内容", "no visible sheet has anything in it"),
        Words("{remedy}", "{remedy}"),
    ),
    "D237": Code(
        "note",
        Words("还有别的列也对得上", "other headers fit too"),
        Words(
            "{name} 用的是“{header}”；{others} 也对得上，没有用",
            "{name} is read from '{header}'; {others} would fit too and isn't used",
        ),
        Words("要用另一列，在方案 columns: 里把它写在最前", "to use another one, put it first under columns: in the scheme"),
    ),
    "D238": Code(
        "error",
        Words("工作表是空的", "empty sheet"),
        Words("这个工作表是空的", "this sheet is empty"),
        Words("指定有数据的工作表，例如 {how}", "name the sheet with the data, as in {how}"),
    ),
    "D240": Code(
        "note",
        Words("汇总行不计入", "summary row left out"),
        Words("汇总行“{text}”不计入", "summary row '{text}' is left out"),
    ),
    "D241": Code(
        "warning",
        Words("没有客服的行不计入", "row without an agent left out"),
        Words("这一行没有写客服，不计入（{text}）", "this row names no agent and is left out ({text})"),
        Words("补上客服名称；如果是合计行，可以不管", "name the agent; ignore this if it is a total"),
    ),
    "D242": Code(
        "note",
        Words("说明文字不计入", "note left out"),
        Words("说明文字不计入：“{text}”", "not a row of data, left out: '{text}'"),
    ),
    "D243": Code(
        "warning",
        Words("表头重复出现", "header repeated"),
        Words(
            "这一行又是表头（“{text}”），下面的行接着算",
            "this row repeats the header ('{text}'); the rows below it count as well",
        ),
        Words("确认下面不是同一份数据又贴了一遍", "make sure that the same data was not pasted in twice"),
    ),
    "D244": Code(
        "error",
        Words("合并的数字", "number in a merged cell"),
        Words(
            "{cells} 合并成一格，跨了 {count} 个客服，不知道数字（列 {column}）是谁的",
            "{cells} is one merged cell over {count} agents: whose is the number (column {column})?",
        ),
        Words("取消合并，每个客服填自己的数", "unmerge it and give each agent a number"),
    ),
    "D245": Code(
        "error",
        Words("公式没有结果", "formula without a value"),
        Words(
            "列 {column} 的这一格是公式，文件里没有存它的结果",
            "this cell of column {column} is a formula, and the file does not carry its value",
        ),
        Words("用 Excel 或 WPS 打开，保存一次，再导入", "open the file in Excel or WPS, save it, and try again"),
    ),
    "D246": Code(
        "error",
        Words("错误值", "error value"),
        Words("列 {column} 的这一格是错误值 {text}", "this cell of column {column} is the error value {text}"),
        Words("在表里改正公式，或把这一格清空", "mend the formula, or empty the cell"),
    ),
    "D247": Code(
        "error",
        Words("编号损坏", "damaged identifier"),
        Words(
            "列 {column} 的编号 {text} 位数太多，表格软件已经丢了后面几位",
            "the identifier {text} in column {column} has lost its last digits in a spreadsheet",
        ),
        Words("重新导出，导入表格软件时把这一列设为文本", "export it again and open that column as text"),
    ),
    "D248": Code(
        "warning",
        Words("没有数据行", "no rows of data"),
        Words("表头下面没有客服的数据", "there are no rows of agents below the header"),
        Words(
            "确认导出的日期和范围；本来就没有的可以不管",
            "check the dates and the scope of the export; ignore this if there are none",
        ),
    ),
    "D249": Code(
        "error",
        Words("所有文件都没有数据", "no data in any file"),
        Words("{files} 里没有一行客服数据", "there is no row of an agent in {files}"),
        Words("确认导出的日期和范围", "check the dates and the scope of the export"),
    ),
    "D250": Code(
        "error",
        Words("文件重复", "file given twice"),
        Words("与 {other} 是同一个文件，数据会算两遍", "the same file as {other}: its rows would count twice"),
        Words("只给其中一个", "give only one of them"),
    ),
    "D251": Code(
        "error",
        Words("内容重复", "same content twice"),
        Words("与 {other} 的内容完全相同，数据会算两遍", "has the same content as {other}: its rows would count twice"),
        Words("只给其中一个", "give only one of them"),
    ),
    "D252": Code(
        "note",
        Words("客服名称取自另一列", "agent named in another column"),
        Words(
            "{count} 行的“{header}”是空的，客服名称取自后面的客服列",
            "in {count:row|rows} '{header}' is empty; the agent is taken from the next column that names one",
        ),
    ),
    "D253": Code(
        "warning",
        Words("属性不止一个", "more than one value"),
        Words(
            "{name} 在另一个文件里不止一个值，没有填：{agents}",
            "{name} has several values in the other file and was not filled in for {agents}",
        ),
        Words("让每个客服只有一个值，或写进花名册", "give each agent one value, or put it in the roster"),
    ),
    "D254": Code(
        "warning",
        Words("疑似汇总行", "perhaps a summary row"),
        Words(
            "“{agent}”正好等于其余各人之和（{columns}），可能是汇总行，却参加了排名",
            "'{agent}' has exactly what all others have together ({columns}): perhaps a summary row, and it is ranked",
        ),
        Words("是汇总行就删掉这一行；确有其人，可以不管", "delete the row if it is a total; ignore this if it is a person"),
    ),
    "D255": Code(
        "warning",
        Words("没有客服的行不计入", "rows without an agent left out"),
        Words("有 {count} 行没有写客服，不计入", "left out: {count:row|rows} without an agent"),
        Words("补上客服名称；如果本来就没有分配，可以不管", "name the agents; ignore this if nobody was assigned"),
    ),
    "D256": Code(
        "warning",
        Words("完全相同的行", "a row given twice"),
        Words("这一行和 {other} {same}，两行都算了", "this row says the same as {other} {same}, and counts again"),
        Words(
            "重复了就删掉一行，或在方案里写明哪一列是单号：unique: [表头]；本来就是两笔，可以不管",
            "delete one if it was given twice, or say in the scheme which column tells rows apart: unique: [header]; ignore this if"
            " there are two",
        ),
    ),
    "D257": Code(
        "error",
        Words("下面还有一个表", "a second table below"),
        Words(
            "从这一行起是另一个表（表头：{headers}），不能和上面的表一起读",
            "another table begins in this row (its headers: {headers}); it can't be read together with the one above",
        ),
        Words(
            "把它移到单独的工作表（再用 --sheet 选），或另存成一个文件，或删去",
            "move it to a sheet of its own (and name the sheet with --sheet), save it as a file of its own, or delete it",
        ),
    ),
    "D258": Code(
        "warning",
        Words("写着空值的客服", "an agent that is written as nothing"),
        Words(
            "客服列写的是“{sign}”，是导出时的空值，这一行不计入（{text}）",
            "the agent is '{sign}', which exports write for nothing: the row is left out ({text})",
        ),
        Words(
            "补上客服名称；真有人叫“{sign}”，就在表里换一种写法，例如加上姓",
            "name the agent; if somebody is called '{sign}', write her name in another way, with her surname for one",
        ),
    ),
    "D259": Code(
        "note",
        Words("有两行相同", "two rows alike"),
        Words(
            "这一行和 {other} {same}，当作两笔，都算了",
            "this row says the same as {other} {same}; they count as two",
        ),
        Words(
            "没有单号的明细难免有相同的行；重复了就删掉一行，或在方案里写明哪一列是单号：unique: [表头]",
            "rows without a number of their own may be alike; delete one if it was given twice, or say in the scheme which column"
            " tells rows apart: unique: [header]",
        ),
    ),
    "D280": Code(
        "note",
        Words("有的工作表没有用", "sheets left out"),
        Words("“{pattern}”没有用这些工作表：{sheets}", "'{pattern}' leaves out these sheets: {sheets}"),
        Words("要用其中一张，就写出它的名称", "to read one of them, name it"),
    ),
    "D281": Code(
        "warning",
        Words("别的工作表也能用", "other sheets would do as well"),
        Words(
            "用的是这张工作表；{others} 也有全部要用的列，没有用",
            "this sheet is read; {others} have all the columns that are needed, too, and are not read",
        ),
        Words("只用这一张，写 {one}；全都要，写 {all}", "for this one alone, write {one}; for all of them {all}"),
    ),
    "D282": Code(
        "warning",
        Words("疑似汇总的工作表", "perhaps a sheet of sums"),
        Words(
            "{sheets} 从名称看是其他工作表的汇总，却和它们一起算了",
            "{sheets}: by the name, the sums of the other sheets; they are counted together with them",
        ),
        Words("是汇总就不要用它：{rest}", "if so, leave it out: {rest}"),
    ),
    "D283": Code(
        "error",
        Words("没有合用的工作表", "no sheet has the columns"),
        Words("“{pattern}”选不出有要用的列的工作表：{sheets}", "'{pattern}' finds no sheet that has the columns: {sheets}"),
        Words(
            "在方案里写明客服列（agent: [表头]）和要用的列（columns:），或写出工作表的名称",
            "name the agent column (agent: [header]) and the columns (columns:) in the scheme, or name the sheet",
        ),
    ),
    "D284": Code(
        "error",
        Words("花名册只能是一张工作表", "a roster is one sheet"),
        Words("花名册选中了几张工作表：{sheets}", "several sheets were chosen for the roster: {sheets}"),
        Words("写明用哪一张，例如 {one}", "say which one, as in {one}"),
    ),
    "D285": Code(
        "error",
        Words("表头还没有完", "the header goes on"),
        Words(
            "表头下面这一行（{texts}）看来也是表头：它上面的表头是空的或重复的",
            "the row below the header ({texts}) looks like a part of it: the headers above it are empty or repeated",
        ),
        Words(
            "在方案里写 layout: {{header_rows: {rows}}}，列就叫“上行-下行”",
            "say so in the scheme: layout: {{header_rows: {rows}}}; a column is then called by all rows, as 'above-below'",
        ),
    ),
    "D286": Code(
        "error",
        Words("没有要转成行的列", "no column to turn into rows"),
        Words("layout 的 wide 没有找到要转的列：{sought}", "wide in the layout finds no column to turn into rows: {sought}"),
        Words("在 wide 里写明是哪几列：columns: {columns}", "name them in wide: columns: {columns}"),
    ),
    "D287": Code(
        "error",
        Words("行太多，不像一人一列", "too many rows for agents beside one another"),
        Words(
            "agents: columns 的工作表有 {rows} 行，最多 {bound} 行",
            "agents: columns, and the sheet has {rows} rows; at most {bound}",
        ),
        Words("客服一人一行就删掉 layout 里的 agents", "delete agents from the layout where agents stand below one another"),
    ),
    "D288": Code(
        "error",
        Words("要转的列里有合并单元格", "a merged cell in columns that become rows"),
        Words(
            "这个单元格合并在几列或几个人身上，不知道算谁的、算哪一列的",
            "this cell is merged over several columns or people: whose is it?",
        ),
        Words("取消合并，每格写自己的数", "unmerge it and give each cell its number"),
    ),
    "D289": Code(
        "warning",
        Words("一个数在每一行里都有", "a number in each of the rows"),
        Words(
            "“{header}”不在转成行的列里，它的数在一个人的 {count} 行里重复；求和会算 {count} 遍",
            "'{header}' is not among the columns that become rows: it stands in up to {count} rows of a person, and a sum counts it so often",
        ),
        Words(
            "用 {{max: {name}}} 或 {{last: {name}}} 取值，或移到花名册、另一个输入（from:）",
            "take it with {{max: {name}}} or {{last: {name}}}, or move it to the roster or another input (from:)",
        ),
    ),
    "D290": Code(
        "error",
        Words("客服像是一人一列", "agents seem to stand beside one another"),
        Words(
            "要用的指标写在一列里，客服像是一人一列",
            "what is asked for stands below one another: agents seem to have a column each",
        ),
        Words("在方案里写 layout: {{agents: columns}}", "say so in the scheme: layout: {{agents: columns}}"),
    ),
    "D291": Code(
        "error",
        Words("每天（每月）都有这一列", "the column stands under each day or month"),
        Words("{name} 在每个日期（月份）下面都有一列“{header}”", "{name}: there is a column '{header}' under each day or month"),
        Words(
            "在方案里写 layout: {{header_rows: {rows}, wide: {{names: 日期}}}}，每组就各成一行",
            "say so in the scheme: layout: {{header_rows: {rows}, wide: {{names: date}}}}; each heading then becomes a row",
        ),
    ),
    "D267": Code(
        "warning",
        Words("名称像小计的行", "a name like a subtotal's"),
        Words(
            "“{text}”像是小计或平均，但{why}：照样当作客服，参加排名",
            "'{text}' sounds like a subtotal or a mean, but {why}: it counts as an agent and is ranked",
        ),
        Words("是小计就删掉这一行；确有其人，可以不管", "delete the row if it is one; ignore this if it is a person"),
    ),
    "D268": Code(
        "warning",
        Words("疑似小计的行", "perhaps a subtotal"),
        Words(
            "“{text}”正好是相邻各行之和，而且整张表都由这样的块组成：像是小计，却参加了排名",
            "'{text}' is exactly what the rows beside it add up to, and the whole sheet is made of such blocks: perhaps a subtotal, and it "
            "is ranked",
        ),
        Words(
            "是小计就删掉这些行；确有其人，可以不管", "delete these rows if they are subtotals; ignore this if they are people"
        ),
    ),
    "D270": Code(
        "note",
        Words("隐藏的行也计入", "hidden rows count"),
        Words(
            "有 {count} 行是隐藏的（或被筛掉），也计入：{agents}",
            "{count:hidden row counts|hidden rows count}, filtered ones among them: {agents}",
        ),
        Words("不该计入就在表格里删掉这些行", "delete them in the sheet if they are not to count"),
    ),
    "D271": Code(
        "note",
        Words("用到隐藏的列或表", "a hidden column or sheet is used"),
        Words("{what} {name} 是隐藏的，用到了", "the {what} {name} is hidden, and it is used"),
        Words("确认它没有过时", "make sure that it is up to date"),
    ),
    "D269": Code(
        "warning",
        Words("一格里有几个名字", "several names in a cell"),
        Words(
            "“{text}”像是几个人（{names}）：这一行没有分给他们，按一个客服算",
            "'{text}' looks like several people ({names}): the row is not divided among them and counts as one agent",
        ),
        Words(
            "每人写一行，数也分好；真是一个人的名称，可以不管",
            "give each of them a row with her own figures; ignore this if it is the name of one person",
        ),
    ),
}
