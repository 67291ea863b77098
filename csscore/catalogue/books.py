"""The monthly books: results that can't be proved, runs that can't be made, states that forbid a step."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "B101": Code(
        "error",
        Words("找不到结果用过的文件", "a file of a result that is not found"),
        Words("这个结果用过 {file}（{role}），现在找不到", "this result was made from {file} ({role}), which is not found"),
        Words("用 --in 写上它现在所在的文件夹", "say by --in in which folder it is now"),
    ),
    "B102": Code(
        "error",
        Words("结果里没有写用了哪些文件", "a result that does not name its files"),
        Words(
            "这个结果没有写清它的每个文件，没法重算", "this result does not name each of its files, so it can't be computed again"
        ),
        Words(
            "核对要用没有去掉姓名的那一份，由文件算出来的结果才有",
            "verify the one with its names; results that were computed from files have them",
        ),
    ),
}
