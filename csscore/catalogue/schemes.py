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
        Words(
            "把内容写全，或用 include 共用文件；文字以 & 或 * 开头时加引号",
            "write it out, share a file by include, or quote a text that begins with & or *",
        ),
    ),
    "S005": Code(
        "error",
        Words("YAML 标签", "YAML tags"),
        Words("方案里不能用 YAML 标签 {tag}", "a scheme can't use the YAML tag {tag}"),
        Words("去掉标签；文字以 ! 开头时加引号", "remove the tag, or quote a text that begins with !"),
    ),
    "S006": Code(
        "error",
        Words("键不是文字", "a key that is not text"),
        Words("这里的键不是文字", "the key here is not text"),
        Words("键用文字写，例如 sales", "write keys as text, such as sales"),
    ),
    "S007": Code(
        "error",
        Words("嵌套太深", "nested too deeply"),
        Words("这里嵌套太深，不像一份方案", "this is nested too deeply for a scheme"),
        Words("检查有没有多余的括号或缩进", "look for stray brackets or indentation"),
    ),
    "S008": Code(
        "error",
        Words("一个文件里有几份文档", "several documents in one file"),
        Words(
            "一个文件只能放一份方案，这里用 --- 开始了第二份", "a file holds one scheme, and a second one begins here after ---"
        ),
        Words("分成两个文件", "put them into two files"),
    ),
    "S101": Code(
        "error",
        Words("没有这个设置", "unknown setting"),
        Words("{owner}没有设置“{key}”；是不是“{near}”？", "{owner} has no setting '{key}'; did you mean '{near}'?"),
    ),
    "S102": Code(
        "error",
        Words("缺少设置", "missing setting"),
        Words("{owner}缺少设置“{key}”（{about}）", "{owner} needs the setting '{key}' ({about})"),
        Words("补上 {key}", "add {key}"),
    ),
    "S103": Code(
        "error",
        Words("没有这个设置", "unknown setting"),
        Words("{owner}没有设置“{key}”", "{owner} has no setting '{key}'"),
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
        Words("没有名为“{key}”的{family}；是不是“{near}”？", "there is no {family} '{key}'; did you mean '{near}'?"),
    ),
    "S108": Code(
        "error",
        Words("规则缺少内容", "a rule without its settings"),
        Words("{family}“{key}”需要写出设置", "the {family} '{key}' needs its settings"),
        Words("例如 {example}", "for example {example}"),
    ),
    "S109": Code(
        "error",
        Words("一处写了两条规则", "two rules in one place"),
        Words("这里只能写一条{family}，却写了 {keys}", "one {family} may stand here, but there are {keys}"),
        Words("分开写，或只留一条", "write them apart, or keep one"),
    ),
    "S110": Code(
        "error",
        Words("缺少规则", "no rule"),
        Words("这里没有写{family}", "no {family} stands here"),
        Words("可用的有：{known}", "there are: {known}"),
    ),
    "S111": Code(
        "error",
        Words("没有这个选项", "unknown choice"),
        Words("“{text}”不是可选的词", "'{text}' is not one of the choices"),
        Words("可选：{options}", "choose from: {options}"),
    ),
    "S112": Code(
        "error",
        Words("没有这条规则", "unknown rule"),
        Words("没有名为“{key}”的{family}", "there is no {family} '{key}'"),
        Words("可用的有：{known}", "there are: {known}"),
    ),
    "S113": Code(
        "error",
        Words("一个门槛有几种后果", "several effects in one gate"),
        Words("一个门槛只能有一种后果，却写了 {keys}", "a gate has one effect, but there are {keys}"),
        Words("写成几个条件相同的门槛", "write several gates with the same condition"),
    ),
    "S310": Code(
        "error",
        Words("生效期颠倒", "effective dates reversed"),
        Words("止日 {last} 在起日 {first} 之前", "the last day {last} is before the first day {first}"),
        Words("把两个日期对调或改正", "swap or mend the two dates"),
    ),
}
