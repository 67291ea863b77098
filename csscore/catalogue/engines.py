"""Wording of what goes wrong with tables that are read where they lie."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "U132": Code(
        "error",
        Words("这个引擎读不了的文件", "files that the engine does not read"),
        Words(
            "--engine duckdb 读 parquet 和 csv 文件、装着 parquet 的文件夹和 duckdb:文件#表，读不了：{files}",
            "--engine duckdb reads parquet and csv files, folders of parquet and duckdb:FILE#TABLE, not {files}",
        ),
        Words("去掉 --engine duckdb", "leave out --engine duckdb"),
    ),
    "D451": Code(
        "error",
        Words("数据库里没有这张表", "no such table"),
        Words("{file} 里没有表“{table}”；有：{tables}", "{file} has no table '{table}'; it has: {tables}"),
        Words("在 # 后面写其中一张表的名字", "name one of these behind the #"),
    ),
    "D452": Code(
        "error",
        Words("数据库打不开", "a database that can't be opened"),
        Words("数据库打不开：{reason}", "the database can't be opened: {reason}"),
        Words(
            "若别的程序正开着它，先关掉；否则导出成 parquet 或 CSV 再用",
            "if another program has it open, close that; else export it as parquet or CSV and use that",
        ),
    ),
    "D454": Code(
        "error",
        Words("数据库里算不出精确结果的算式", "an expression that has no exact answer in a database"),
        Words(
            "“{expression}”在数据库里算不精确，要逐个组合来算，而不同的组合多于 {most} 个",
            "'{expression}' has no exact answer in a database and is computed for each combination of what it names: there are more than {most}",
        ),
        Words("加 --engine pandas，把各行读进内存来算", "add --engine pandas, which reads the rows into memory"),
    ),
    "D455": Code(
        "error",
        Words("相加可能超出位数", "a sum that may run over"),
        Words(
            "“{column}”的数又大又细，相加可能超过 38 位数字",
            "the numbers of '{column}' are so large and so fine that a sum may have more than 38 digits",
        ),
        Words(
            "检查这一列是不是编号而不是数量；或加 --engine pandas",
            "check whether the column holds identifiers; or add --engine pandas",
        ),
    ),
    "D456": Code(
        "error",
        Words("要逐个辨认的写法太多", "too many different cells to be read one by one"),
        Words(
            "“{column}”里要逐个辨认的不同写法多于 {most} 种",
            "'{column}' has more than {most} different cells that have to be read one by one",
        ),
        Words("把这一列存成数字或日期；或加 --engine pandas", "store the column as numbers or days; or add --engine pandas"),
    ),
    "D459": Code(
        "error",
        Words("要把各行读进内存", "rows that have to be in memory"),
        Words(
            "这里要逐行看“{column}”，而各行留在数据库里没有读进来",
            "'{column}' is looked at row by row here, and the rows were left where they lie",
        ),
        Words("加 --engine pandas", "add --engine pandas"),
    ),
    "D461": Code(
        "error",
        Words("假设有新人", "people who are supposed"),
        Words("假设有人加入要把各行读进内存", "supposing that somebody joins takes the rows into memory"),
        Words("加 --engine pandas", "add --engine pandas"),
    ),
    "D460": Code(
        "error",
        Words("需要附加组件", "needs an extra"),
        Words("这样的数据要用 DuckDB 来读，没有装", "such data is read by DuckDB, which is not installed"),
        Words("运行 pip install 'csscore[scale]'，或改用 CSV 文件", "run pip install 'csscore[scale]', or use CSV files"),
    ),
    "D457": Code(
        "error",
        Words("csv 要细看", "a csv that needs a closer look"),
        Words("这个 csv 不能就地计算：{reason}", "the csv can't be computed where it lies: {reason}"),
        Words("加 --engine pandas，由它来认表头和各行", "add --engine pandas, which tells header and rows apart"),
    ),
    "D458": Code(
        "error",
        Words("数据库中途出错", "a database that failed in between"),
        Words("数据库中途出错，没有写任何结果：{reason}", "the database failed in between, and nothing was written: {reason}"),
        Words("再运行一次；若还是这样，加 --engine pandas", "run it again; if it stays so, add --engine pandas"),
    ),
}
