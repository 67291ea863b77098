"""D50x: tables of PostgreSQL, by a service of libpq."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D500": Code(
        "error",
        Words("数据库地址的写法不对", "an address of a database that isn't taken"),
        Words(
            "数据库里的表要写成 pg:服务名#模式.表名；这里{reason}（没有照抄出来，里面可能有口令）",
            "a table of a database is written pg:SERVICE#schema.table, and here {reason} (it isn't repeated, as it may hold a password)",
        ),
        Words(
            "主机、库名、用户写进服务文件 ~/.pg_service.conf 的 [服务名] 下，口令写进 ~/.pgpass，命令里写 pg:shop#public.events 这样的地址",
            "write host, dbname and user below [SERVICE] in the service file ~/.pg_service.conf, the password into ~/.pgpass, and an address such as pg:shop#public.events into the command",
        ),
    ),
    "D501": Code(
        "error",
        Words("读 PostgreSQL 要装附加组件", "PostgreSQL needs an extra"),
        Words(
            "读 PostgreSQL 里的表要用 psycopg 和 sqlglot，这里没有装",
            "tables of PostgreSQL are read by psycopg and sqlglot, which are not installed",
        ),
        Words(
            "运行 pip install 'csscore[postgres]'，或从数据库导出 CSV",
            "run pip install 'csscore[postgres]', or export a CSV from the database",
        ),
    ),
    "D502": Code(
        "error",
        Words("没有这个数据库服务", "no such service"),
        Words(
            "服务文件 {file} 里没有“{service}”；有的是：{known}", "the service file {file} has no '{service}'; it has: {known}"
        ),
        Words(
            "在服务文件里加一段 [{service}]，下面写 host=、dbname=、user= 各一行；服务文件在别处，就设环境变量 PGSERVICEFILE",
            "add [{service}] to it, with the lines host=, dbname= and user= below; a service file elsewhere is named by the environment variable PGSERVICEFILE",
        ),
    ),
    "D503": Code(
        "error",
        Words("连不上数据库", "no connection to the database"),
        Words("连不上“{service}”：{reason}", "'{service}' can't be reached: {reason}"),
        Words(
            "核对服务文件里的 host、port、dbname、user，确认数据库在运行；口令写在 ~/.pgpass 里",
            "check host, port, dbname and user in the service file, and that the database runs; a password goes into ~/.pgpass",
        ),
    ),
    "D504": Code(
        "error",
        Words("数据库里没有这个表", "no such table"),
        Words("“{service}”里没有表 {table}；{near}有的是：{known}", "'{service}' has no table {table}; {near}there are: {known}"),
        Words(
            "写全模式名和表名，大小写要一致；名称里有点号的，加双引号",
            "write schema and table as they are, capitals included; a name with a point in it goes in double quotes",
        ),
    ),
    "D505": Code(
        "error",
        Words("没有读这个表的权限", "a table that may not be read"),
        Words("数据库用户 {user} 不能读 {table}", "the user {user} of the database may not read {table}"),
        Words(
            "请管数据库的人给 {user} 读它的权限（模式的 USAGE，表的 SELECT）",
            "ask whoever runs the database to grant {user} SELECT on it, and USAGE on its schema",
        ),
    ),
    "D506": Code(
        "warning",
        Words("只看得到表的一部分行", "a table that is seen in part"),
        Words(
            "数据库按规则只给用户 {user} 看这个表的一部分行，看不到的行不计入",
            "rules of the database show the user {user} only some rows of this table; the others don't count",
        ),
        Words(
            "要算全部的行，换一个能看全的用户（或请管数据库的人给它 BYPASSRLS）；本来就该如此，在方案 accept: 里写明",
            "to count them all, use a user who sees them all (BYPASSRLS); where it is meant so, say it under accept: in the scheme",
        ),
    ),
    "D507": Code(
        "error",
        Words("和数据库的连接断了", "the connection to the database was lost"),
        Words(
            "算到一半，数据库断开了连接：{reason}；没有产生结果",
            "the database closed the connection in the middle: {reason}; there is no result",
        ),
        Words(
            "等数据库恢复后再运行一次；总是断，请管数据库的人看它的日志",
            "run it again when the database is back; if it happens again, ask whoever runs it for its log",
        ),
    ),
    "D508": Code(
        "error",
        Words("数据库没有算完", "the database gave up"),
        Words("数据库没有算完：{reason}；没有产生结果", "the database did not finish: {reason}; there is no result"),
        Words(
            "按它说的处理后再运行一次；表是视图的，看看视图里的计算",
            "settle what it says and run it again; where the table is a view, look at what the view computes",
        ),
    ),
    "D509": Code(
        "error",
        Words("两个数据库的表不能一起算", "tables of two databases are not computed together"),
        Words(
            "这张表在另一个服务里，而前面的表在服务 {other} 里",
            "this table is in another service than the tables before it, {other}",
        ),
        Words(
            "一次只算一个服务里的表；或者加 --engine pandas，把各张表读进来再一起算",
            "compute tables of one service at a time; or add --engine pandas, which reads all of them and computes them together",
        ),
    ),
}
