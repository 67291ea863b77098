"""D1xx: files that can't be opened, containers, encodings."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

_SAVE_AS_XLSX = Words("用 Excel 或 WPS 打开，另存为 .xlsx 后再试", "open it in Excel or WPS, save it as .xlsx and try again")
_EXPORT_AGAIN = Words("请从系统重新导出或重新下载该文件", "export or download the file again")

CODES: dict[str, Code] = {
    "D101": Code(
        "error",
        Words("找不到文件", "no such file"),
        Words("找不到文件“{path}”", "there is no file '{path}'"),
        Words("检查文件名和所在文件夹；文件名含空格时要加引号", "check the name and the folder; a name with spaces needs quotes"),
    ),
    "D102": Code(
        "error",
        Words("是文件夹", "a folder, not a file"),
        Words("“{path}”是文件夹，不是文件", "'{path}' is a folder, not a file"),
        Words("写出其中的文件，例如 {path}/*.xlsx", "name the files in it, for example {path}/*.xlsx"),
    ),
    "D103": Code(
        "error",
        Words("文件读不出来", "file can't be read"),
        Words("读不出文件：{reason}", "the file can't be read: {reason}"),
        Words("检查文件权限，并关闭正在占用它的程序", "check its permissions and close the program that holds it"),
    ),
    "D104": Code(
        "error",
        Words("空文件", "empty file"),
        Words("文件是空的（0 字节）", "the file is empty (0 bytes)"),
        _EXPORT_AGAIN,
    ),
    "D105": Code(
        "note",
        Words("跳过临时锁文件", "lock file skipped"),
        Words(
            "已跳过：这是 Office 打开文件时留下的临时锁文件", "skipped: a lock file that Office leaves while a workbook is open"
        ),
        Words("不必处理；关闭正在打开的表格后它会消失", "nothing to do; it vanishes when the workbook is closed"),
    ),
    "D106": Code(
        "error",
        Words("文件有密码", "password-protected"),
        Words("文件有密码保护，无法读取", "the file is protected by a password"),
        Words(
            "用 Excel 或 WPS 打开，在“文件 → 信息 → 保护工作簿”中去掉密码，保存后再试",
            "open it in Excel or WPS, remove the password (File, Info, Protect Workbook), save and try again",
        ),
    ),
    "D107": Code(
        "error",
        Words("不是表格文件", "another kind of file"),
        Words("文件内容是“{what}”，读不了", "this is {what}, which can't be read as a table"),
        Words("{remedy}", "{remedy}"),
    ),
    "D108": Code(
        "error",
        Words("文件已损坏", "damaged file"),
        Words("文件不完整或已损坏：{reason}", "the file is incomplete or damaged: {reason}"),
        Words(
            "请重新导出或重新下载；若 Excel、WPS 能打开它，另存为 .xlsx 后再试",
            "export or download it again; if Excel or WPS can open it, save it as a new .xlsx",
        ),
    ),
    "D109": Code(
        "error",
        Words("文件过大", "file out of bounds"),
        Words("文件超出可读的范围：{what}（上限 {bound}）", "the file is out of bounds: {what} (at most {bound})"),
        Words(
            "删去多余的行列或工作表；大表请导出为 CSV 或 Parquet",
            "delete surplus rows, columns or sheets; export large tables as CSV or Parquet",
        ),
    ),
    "D110": Code(
        "error",
        Words("远处有多余的单元格", "stray cell far away"),
        Words(
            "工作表写到了 {cell}，范围共 {area} 格（上限 {bound}）",
            "the sheet reaches as far as {cell}, {area} cells in all (at most {bound})",
        ),
        Words(
            "在 Excel 或 WPS 中按 Ctrl+End 找到最后的单元格，删去表格以外的行列再保存",
            "press Ctrl+End in Excel or WPS to find the last cell, delete the rows and columns beyond the table and save",
        ),
    ),
    "D111": Code(
        "error",
        Words("认不出的文件", "unknown content"),
        Words("认不出文件内容：既不是电子表格，也不是文字", "the content is neither a spreadsheet nor text"),
        Words(
            "可读的格式：xlsx、xlsm、xlsb、xls、ods、csv、tsv、html、json、parquet",
            "what can be read: xlsx, xlsm, xlsb, xls, ods, csv, tsv, html, json, parquet",
        ),
    ),
    "D112": Code(
        "warning",
        Words("编码是推断的", "encoding guessed"),
        Words(
            "文字编码没有足够的证据，按 {encoding} 读取（也可能是 {rival}），读出的文字如“{sample}”",
            "the text encoding is uncertain: read as {encoding} (it may be {rival}), which gives text like '{sample}'",
        ),
        Words(
            "若文字不对，用 --encoding {rival} 指定编码（韩文常是 cp949，日文 cp932，俄文 cp1251），或另存为 UTF-8 的 CSV",
            "if the text is wrong, name the encoding with --encoding {rival} (Korean is mostly cp949, Japanese cp932, Russian cp1251), or save the file as CSV"
            " UTF-8",
        ),
    ),
    "D113": Code(
        "error",
        Words("文字解不出来", "text can't be decoded"),
        Words("第 {line} 行起的字节不是 {encoding} 编码", "the bytes on line {line} are not {encoding}"),
        Words(
            "用 --encoding 指定编码（如 gb18030、big5、utf-8），或另存为 UTF-8 的 CSV",
            "name the encoding with --encoding (such as gb18030, big5, utf-8), or save the file as CSV UTF-8",
        ),
    ),
    "D114": Code(
        "error",
        Words("没有这种编码", "unknown encoding"),
        Words("没有名为“{encoding}”的编码", "there is no encoding named '{encoding}'"),
        Words("可用 utf-8、gb18030、gbk、big5、utf-16、cp1252 等", "use utf-8, gb18030, gbk, big5, utf-16, cp1252 or the like"),
    ),
    "D115": Code(
        "error",
        Words("文字中有空字节", "NUL bytes in the text"),
        Words("第 {line} 行有空字节（NUL），文件已损坏", "line {line} holds NUL bytes: the file is damaged"),
        _EXPORT_AGAIN,
    ),
    "D116": Code(
        "error",
        Words("引号没有闭合", "unclosed quote"),
        Words("第 {line} 行的引号没有闭合，其后的内容无法分列", "a quote that opens on line {line} is never closed"),
        Words("在该行补上引号，或删去多余的引号", "close the quote on that line or delete it"),
    ),
    "D117": Code(
        "error",
        Words("引号用法不对", "misplaced quote"),
        Words("第 {line} 行的引号用法不对，无法确定怎样分列", "a quote on line {line} stands where it can't be understood"),
        Words(
            '单元格内的引号要写成两个（""），或重新导出为 CSV', 'write a quote inside a cell twice (""), or export the CSV again'
        ),
    ),
    "D118": Code(
        "error",
        Words("行内单元格过多", "row too long"),
        Words(
            "这一行有 {cells} 个单元格，表格只有 {width} 列，数值可能错位：“{text}”",
            "this row has {cells:cell|cells} where the table has {width:column|columns}, so values may stand under the wrong header: '{text}'",
        ),
        Words(
            '含分隔符的单元格要加引号（如 "1,234"），或删去多出的单元格',
            'quote a cell that contains the delimiter (such as "1,234"), or delete the surplus cells',
        ),
    ),
    "D119": Code(
        "warning",
        Words("行内单元格不足", "row too short"),
        Words(
            "这一行只有 {cells} 个单元格，表格有 {width} 列，缺少的按末尾空白处理",
            "this row has only {cells:cell|cells} where the table has {width:column|columns}; the missing ones are taken to be the last",
        ),
        Words("补齐该行的分隔符，确认数值没有错位", "add the missing delimiters and make sure that no value has shifted"),
    ),
    "D120": Code(
        "warning",
        Words("有字符已丢失", "characters already lost"),
        Words(
            "文字中有 {count} 处“\ufffd”，原字符在此前的转换中已丢失，例如“{sample}”",
            "{count:character was|characters were} lost in an earlier conversion and now stand as '\ufffd', for example '{sample}'",
        ),
        Words("请从系统重新导出，不要用转换过编码的文件", "export the file again instead of using a converted copy"),
    ),
    "D121": Code(
        "error",
        Words("需要附加组件", "needs an extra"),
        Words("读取 parquet 文件需要 pyarrow", "reading parquet needs pyarrow"),
        Words("运行 pip install 'csscore[scale]'，或改用 CSV", "run pip install 'csscore[scale]', or use CSV"),
    ),
    "D122": Code(
        "error",
        Words("JSON 有错误", "malformed JSON"),
        Words("JSON 有错误：{reason}", "the JSON is malformed: {reason}"),
        _EXPORT_AGAIN,
    ),
    "D123": Code(
        "error",
        Words("JSON 中没有表", "no table in the JSON"),
        Words("JSON 中没有找到表：{reason}", "the JSON holds no table: {reason}"),
        Words(
            '应为对象列表 [{{"客服": …}}, …]、{{"columns": …, "data": …}} 或 csscore 的结果',
            'expected a list of objects [{{"agent": …}}, …], {{"columns": …, "data": …}} or a result of csscore',
        ),
    ),
    "D124": Code(
        "error",
        Words("同一记录里键重复", "repeated key"),
        Words("同一条记录里“{key}”出现了两次", "a record has the key '{key}' twice"),
        Words("删去其中一个，或给它们不同的名字", "delete one of them or give them different names"),
    ),
    "D125": Code(
        "error",
        Words("网页中没有表格", "no table in the page"),
        Words("这是网页，里面没有表格", "this is a web page without a table"),
        Words(
            "可能下载到了登录页或错误页；请登录后重新导出",
            "it may be a login or error page; sign in and export the file again",
        ),
    ),
    "D126": Code(
        "warning",
        Words("文字疑似乱码", "text looks garbled"),
        Words(
            "文字疑似乱码，例如“{sample}”（可能应为“{repaired}”）", "the text looks garbled: '{sample}' (perhaps '{repaired}')"
        ),
        _SAVE_AS_XLSX,
    ),
    "D127": Code(
        "error",
        Words("没有任何内容", "nothing in it"),
        Words("文件里没有任何单元格", "the file holds no cells at all"),
        _EXPORT_AGAIN,
    ),
}
