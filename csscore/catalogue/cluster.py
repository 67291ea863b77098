"""D53x, U26x: Spark, which computes where rows outgrow one machine."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D530": Code(
        "error",
        Words("Spark 没有算完", "Spark did not finish"),
        Words("Spark 没有算完：{reason}；没有产生结果", "Spark could not finish: {reason}; there is no result"),
        Words(
            "再运行一次；还是这样，请管集群的人按这个时间看 Spark 的日志",
            "run it again; if it happens again, ask whoever runs the cluster for what Spark's log says of this time",
        ),
    ),
    "D531": Code(
        "error",
        Words("用 Spark 要装附加组件", "Spark needs an extra"),
        Words("这样的数据由 Spark 来算，没有装", "such data is computed by Spark, which is not installed"),
        Words("运行 pip install 'csscore[spark]'", "run pip install 'csscore[spark]'"),
    ),
    "D532": Code(
        "error",
        Words("用 Spark 要有 Java", "Spark needs Java"),
        Words("Spark 要用 Java 来运行，这里没有找到", "Spark runs on Java, which is not here"),
        Words(
            "装上 Java 17（Debian：apt install openjdk-17-jre-headless），或者让环境变量 JAVA_HOME 指向它",
            "install Java 17 (Debian: apt install openjdk-17-jre-headless), or let the environment variable JAVA_HOME name its folder",
        ),
    ),
    "D533": Code(
        "error",
        Words("Spark 没有启动", "Spark did not start"),
        Words("Spark 没有启动：{reason}", "Spark did not start: {reason}"),
        Words(
            "核对 --spark-master，看看集群在不在运行；先用 --spark-master 'local[2]' 在本机试",
            "check --spark-master and that the cluster runs; try it here with --spark-master 'local[2]' first",
        ),
    ),
    "D534": Code(
        "error",
        Words("集群的目录里没有这个表", "no such table in the catalogue"),
        Words(
            "集群的目录里没有表 {table}；{near}有的是：{known}",
            "the cluster's catalogue has no table {table}; {near}there are: {known}",
        ),
        Words(
            "写全目录、模式和表名，如 spark:spark_catalog.shop.events；名称里有点号的，加双引号",
            "write catalogue, schema and table as they are, such as spark:spark_catalog.shop.events; a name with a point in it goes in double quotes",
        ),
    ),
    "D535": Code(
        "error",
        Words("Spark 读不了这里的数据", "nothing there that Spark can read"),
        Words("Spark 读不了这里的数据：{reason}", "Spark can't read what is there: {reason}"),
        Words(
            "写装着 parquet 文件的文件夹或一个 parquet 文件；集群上的路径要集群的每台机器都读得到",
            "name a parquet file or a folder of them; a path of the cluster must be readable by all of its machines",
        ),
    ),
    "D536": Code(
        "error",
        Words("集群里的表的写法不对", "an address of a table that isn't taken"),
        Words(
            "集群里的表要写成 spark:目录.模式.表名，而不是 {address}",
            "a table of a cluster is written spark:catalog.schema.table, not {address}",
        ),
        Words(
            "写成 spark:shop.events 这样的地址；名称里有点号的，加双引号",
            "write an address such as spark:shop.events; a name with a point in it goes in double quotes",
        ),
    ),
    "U260": Code(
        "error",
        Words("--spark-master 要和 --engine spark 一起用", "--spark-master without --engine spark"),
        Words("写了 --spark-master，引擎却是 {engine}", "--spark-master is there, and the engine is {engine}"),
        Words("加 --engine spark，或去掉 --spark-master", "add --engine spark, or leave out --spark-master"),
    ),
    "U261": Code(
        "error",
        Words("--spark-master 的写法不对", "a --spark-master that isn't taken"),
        Words("“{master}”不是 Spark 认得的集群地址", "'{master}' is no address of a cluster that Spark knows"),
        Words(
            "写成 local[4]、spark://主机:7077、yarn 或 k8s://https://主机:443",
            "write local[4], spark://HOST:7077, yarn or k8s://https://HOST:443",
        ),
    ),
    "U262": Code(
        "error",
        Words("Spark 读不了的文件", "files that Spark does not read"),
        Words(
            "Spark 读 parquet 和 csv 文件、装着 parquet 的文件夹和 spark:目录.模式.表，读不了：{files}",
            "Spark reads parquet and csv files, folders of parquet and spark:catalog.schema.table, not {files}",
        ),
        Words("去掉 --engine spark，或把它们存成 parquet", "leave out --engine spark, or save them as parquet"),
    ),
}
