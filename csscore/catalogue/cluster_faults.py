"""D54x: Spark that ends, or is lost, in the middle."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D540": Code(
        "error",
        Words("Spark 的主程序停了", "Spark's own process has ended"),
        Words(
            "算到一半，Spark 的主程序（driver）停了，或者和它断了联系；没有产生结果",
            "Spark's own process (its driver) ended in the middle, or can't be reached any more; there is no result",
        ),
        Words(
            "再运行一次；总是停，多半是被系统杀掉了：在 Spark 的设置里给 spark.driver.memory 多一些内存，或看系统日志",
            "run it again; if it happens again, the system as a rule has killed it: give spark.driver.memory more in Spark's settings, or see the system's log",
        ),
    ),
    "D541": Code(
        "error",
        Words("集群里算的机器没了", "the cluster's executors are gone"),
        Words(
            "算到一半，集群里负责计算的进程（executor）停了，换了机器再算也没有成功；没有产生结果",
            "processes of the cluster that computed (executors) ended in the middle, and others did not succeed either; there is no result",
        ),
        Words(
            "等集群恢复后再运行一次；总是这样，请管集群的人按这个时间看 executor 的日志",
            "run it again when the cluster is well; if it happens again, ask whoever runs it for what the executors' logs say of this time",
        ),
    ),
    "D542": Code(
        "error",
        Words("Spark 的内存不够", "Spark has run out of memory"),
        Words("Spark 的内存不够用，没有算完；没有产生结果", "Spark ran out of memory and could not finish; there is no result"),
        Words(
            "在 Spark 的设置里加大 spark.executor.memory（在本机算时是 spark.driver.memory）；人很多又要中位数时，加大 spark.driver.memory 和 spark.driver.maxResultSize",
            "raise spark.executor.memory in Spark's settings (spark.driver.memory where it computes here); for medians of very many agents spark.driver.memory and spark.driver.maxResultSize",
        ),
    ),
    "D543": Code(
        "error",
        Words("Spark 的磁盘满了", "Spark's disk is full"),
        Words(
            "Spark 放中间数据的磁盘满了，没有算完；没有产生结果",
            "the disk where Spark keeps what it computes is full, and it could not finish; there is no result",
        ),
        Words(
            "腾出空间再运行；在本机算时，用环境变量 TMPDIR 指一个大一些的盘，集群上是 spark.local.dir",
            "make room and run it again; where it computes here, let the environment variable TMPDIR name a larger disk, on a cluster spark.local.dir",
        ),
    ),
    "D544": Code(
        "error",
        Words("读到一半，文件读不下去了", "a file that can't be read to its end"),
        Words(
            "Spark 读不了 {file}：它在读的时候被删了、改了，或者坏了；没有产生结果",
            "Spark can't read {file}: it was removed or changed while it was read, or it is damaged; there is no result",
        ),
        Words(
            "等写数据的程序写完再运行一次；还是这样，就重新生成这个文件",
            "run it again when whatever writes there is done; if it happens again, make the file anew",
        ),
    ),
    "D545": Code(
        "error",
        Words("连不上集群", "no connection to the cluster"),
        Words("连不上集群 {master}：{reason}", "the cluster {master} can't be reached: {reason}"),
        Words(
            "核对 --spark-master 的主机和端口，确认集群在运行、网络通；想在本机算，写 --spark-master 'local[2]'",
            "check host and port of --spark-master, that the cluster runs, and the network; to compute here, write --spark-master 'local[2]'",
        ),
    ),
    "D546": Code(
        "error",
        Words("集群没有机器来算", "a cluster that gives nobody"),
        Words(
            "等了 {minutes} 分钟，集群没有给出一台机器来算；没有产生结果",
            "for {minutes} minutes the cluster gave no machine that computes; there is no result",
        ),
        Words(
            "看看集群的机器在不在、是不是被别的任务占满了，要的内存和核数（spark.executor.memory、spark.executor.cores）有没有机器给得出",
            "see whether the cluster's machines are there, not all taken, and have what is asked for (spark.executor.memory, spark.executor.cores)",
        ),
    ),
}
