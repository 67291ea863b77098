"""S38x: schemes that were filled in as Excel forms; S39x: schemes made by questions and answers."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "S380": Code(
        "error",
        Words("不是方案表格", "no scheme form"),
        Words("这个 xlsx 不是 csscore 写的方案表格", "this xlsx is no scheme form that csscore wrote"),
        Words(
            "方案表格这样得到：csscore schemes export 方案 -o 方案.xlsx；数据文件写在前面，不跟在 --scheme 后面",
            "such a form is made by: csscore schemes export SCHEME -o scheme.xlsx; files of data go in front, not behind --scheme",
        ),
    ),
    "S381": Code(
        "error",
        Words("方案表格里藏着的方案被改过", "the scheme inside a form was changed"),
        Words("隐藏的工作表里的方案和写出时不一样", "the scheme on the hidden sheet is not the one that was written"),
        Words(
            "只改浅黄色的格子；重新导出：csscore schemes export",
            "change the pale yellow cells only; export it anew: csscore schemes export",
        ),
    ),
    "S382": Code(
        "error",
        Words("方案表格少了几行", "rows of a form are gone"),
        Words("这些设置的行不见了：{paths}", "the rows of these settings are gone: {paths}"),
        Words(
            "撤消删除，或重新导出：csscore schemes export；最后一列的路径不能改",
            "undo it, or export anew: csscore schemes export; leave the paths of the last column alone",
        ),
    ),
    "S383": Code(
        "error",
        Words("方案表格里的格子是空的", "an empty cell in a form"),
        Words("{path} 没有值（原来是“{text}”）", "{path} has no value (it was '{text}')"),
        Words(
            "填上一个值；格子里是算式的，先在 Excel 里打开存一次",
            "fill it in; where it holds a formula, open and save it in Excel once",
        ),
    ),
    "S384": Code(
        "error",
        Words("方案表格里多出一行", "a row too many in a form"),
        Words("{path} 没有这个设置，或已经有一行", "there is no setting {path}, or it has a row already"),
        Words(
            "删掉这一行；分档要加一档，写在那几行空格里", "delete the row; further bands go into the empty lines below a table"
        ),
    ),
    "S385": Code(
        "error",
        Words("方案表格里有一行只填了一半", "half a line in a form"),
        Words(
            "{path} 的这一行，条件和值要么都填，要么都空",
            "of this line of {path} both condition and value are filled in, or neither",
        ),
        Words("填上，或把两格都清空", "fill it in, or clear both cells"),
    ),
    "S387": Code(
        "error",
        Words("有几个版本的方案不能写成表格", "a scheme of several versions has no form"),
        Words("{scheme} 里有几个版本：{versions}", "{scheme} holds several versions: {versions}"),
        Words("把要改的那一版单独存成一个文件，再导出", "keep the version to be changed in a file of its own and export that"),
    ),
    "S389": Code(
        "note",
        Words("方案表格里改过的格子", "cells of a form that were changed"),
        Words("表格里改了：{sets}", "the form changes: {sets}"),
        Words("这就是和原方案的全部不同", "this is all that differs from the scheme it was made from"),
    ),
    "S390": Code(
        "error",
        Words("这个方案不能用来开始问答", "a scheme that questions can't begin with"),
        Words("{scheme} 里有问答里没有的：{parts}", "{scheme} has parts that the questions have no words for: {parts}"),
        Words(
            "换一个 --like，或用 csscore schemes export 在 Excel 里改",
            "choose another for --like, or change it in Excel: csscore schemes export",
        ),
    ),
    "S391": Code(
        "error",
        Words("回答文件的写法不对", "a file of answers is not written so"),
        Words(
            "回答文件是一列“问题: 回答”，{name} 的回答要是一个词、一个数或一列",
            "a file of answers is QUESTION: ANSWER line by line; the answer of {name} is a word, a number or a list",
        ),
        Words(
            "例如 metrics: [sales, conversion]、weight.sales: 60", "for example metrics: [sales, conversion] or weight.sales: 60"
        ),
    ),
}
