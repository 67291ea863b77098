"""D44x: where a file comes from: csscore's own results, pages of an API, exports that stop at a limit."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D440": Code(
        "error",
        Words("数据里有 csscore 自己写的文件", "a result of csscore among the exports"),
        Words(
            "这是 csscore 写的结果，不是导出的数据，和导出一起算，每个人都会算两遍",
            "csscore wrote this file: counted with the exports, its people would count twice",
        ),
        Words(
            "把它移到别的文件夹，或把通配符写窄一些，例如 'data/*.xlsx'；要用到以前的结果，写 --with 名称=文件",
            "move it into another folder, or narrow the pattern, as in 'data/*.xlsx'; a result that is wanted goes with --with NAME=FILE",
        ),
    ),
    "D441": Code(
        "warning",
        Words("当作数据的是 csscore 写的报表", "a report of csscore, read as data"),
        Words(
            "这是 csscore 写给人看的报表，数字是四舍五入后的",
            "csscore wrote this for people to read, and its numbers are rounded",
        ),
        Words(
            "换成原来的导出；要用结果，就用写成 csv 或 json 的", "read the exports; or the result as csv or json, which is exact"
        ),
    ),
    "D442": Code(
        "warning",
        Words("只是其中一页", "one page of several"),
        Words(
            "文件自己说后面还有（{more}），这里只有 {count} 条",
            "the file says itself that there is more ({more}); it holds {count:record|records}",
        ),
        Words(
            "把其余各页也取下来，一起写在命令里；或用系统的完整导出",
            "fetch the other pages and name them all; or use the whole export of the system",
        ),
    ),
    "D443": Code(
        "warning",
        Words("行数正好到上限", "rows that stop at a limit"),
        Words("文件正好停在{limit}，后面可能还有", "the file stops just at {limit}; there may be more"),
        Words("分几段（按日期或店铺）导出，再一起写在命令里", "export it in parts, by days or shops, and name them all"),
    ),
}
