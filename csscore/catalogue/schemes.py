"""S0xx: YAML; S1xx: keys and kinds; S2xx: expressions; S3xx: what a scheme says as a whole."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "S001": Code(
        "error",
        Words("YAML 语法错误", "YAML syntax"),
        Words("不是有效的 YAML：{reason}", "not valid YAML: {reason}"),
        Words("检查缩进、冒号后的空格和引号", "check the indentation, the space after a colon and the quotes"),
    ),
    "S002": Code(
        "error",
        Words("方案是空的", "empty scheme"),
        Words("文件里没有方案", "the file holds no scheme"),
        Words("用 csscore schemes new 生成一份可以改的方案", "csscore schemes new writes one to start from"),
    ),
    "S003": Code(
        "error",
        Words("键重复", "duplicate key"),
        Words("“{key}”写了两次（第一次在第 {line} 行）", "'{key}' is given twice (first on line {line})"),
        Words("只保留一个", "keep one of them"),
    ),
    "S004": Code(
        "error",
        Words("锚点和引用", "anchors and aliases"),
        Words("方案里不能用 YAML 的锚点（&）和引用（*）", "a scheme can't use YAML anchors (&) and aliases (*)"),
        Words("把内容写全，或用 include 共用文件", "write it out, or share a file by include"),
    ),
    "S005": Code(
        "error",
        Words("YAML 标签", "YAML tags"),
        Words("方案里不能用 YAML 标签 {tag}", "a scheme can't use the YAML tag {tag}"),
        Words("去掉标签", "remove the tag"),
    ),
    "S006": Code(
        "error",
        Words("键不是文字", "a key that is not text"),
        Words("这里的键不是文字", "the key here is not text"),
        Words("键用文字写，例如 sales", "write keys as text, such as sales"),
    ),
    "S101": Code(
        "error",
        Words("没有这个设置", "unknown setting"),
        Words("{owner} 没有设置“{key}”；是不是“{near}”？", "{owner} has no setting '{key}'; did you mean '{near}'?"),
    ),
    "S102": Code(
        "error",
        Words("缺少设置", "missing setting"),
        Words("{owner} 缺少设置“{key}”", "{owner} needs the setting '{key}'"),
        Words("补上 {key}", "add {key}"),
    ),
    "S103": Code(
        "error",
        Words("没有这个设置", "unknown setting"),
        Words("{owner} 没有设置“{key}”", "{owner} has no setting '{key}'"),
        Words("可用的设置：{known}", "it has: {known}"),
    ),
    "S104": Code(
        "error",
        Words("写法不对", "wrong kind of value"),
        Words("这里是{found}，应当是{wanted}", "found {found} where {wanted} should stand"),
    ),
    "S105": Code(
        "error",
        Words("数字超出范围", "number out of range"),
        Words("“{text}”超出范围，应当是{wanted}", "'{text}' is out of range; it should be {wanted}"),
    ),
    "S106": Code(
        "error",
        Words("没有这个选项", "unknown choice"),
        Words("“{text}”不是可选的词；是不是“{near}”？", "'{text}' is not one of the choices; did you mean '{near}'?"),
        Words("可选：{options}", "choose from: {options}"),
    ),
    "S107": Code(
        "error",
        Words("没有这条规则", "unknown rule"),
        Words("没有 {family} 规则“{key}”；是不是“{near}”？", "there is no {family} rule '{key}'; did you mean '{near}'?"),
    ),
    "S108": Code(
        "error",
        Words("规则缺少内容", "a rule without its settings"),
        Words("{family} 规则“{key}”需要写出设置", "the {family} rule '{key}' needs its settings"),
        Words(
            "例如 {{{key}: …}}；用法见 csscore schemes schema 与参考手册", "write {{{key}: …}}; the reference shows its settings"
        ),
    ),
    "S109": Code(
        "error",
        Words("一处写了两条规则", "two rules in one place"),
        Words("这里只能写一条规则，却写了 {keys}", "one rule may stand here, but there are {keys}"),
        Words("分开写，或只留一条", "write them apart, or keep one"),
    ),
    "S110": Code(
        "error",
        Words("缺少规则", "no rule"),
        Words("这里没有 {family} 规则", "there is no {family} rule here"),
        Words("可用的规则：{known}", "the rules are: {known}"),
    ),
}
