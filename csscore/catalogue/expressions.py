"""S2xx, S405, S406: expressions (EXPR), and the digits of their numbers."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "S405": Code(
        "error",
        Words("表达式里的数位数太多", "a number in an expression with more digits than are kept"),
        Words(
            "表达式“{text}”里的 {number} 超过 12 位有效数字，后面的会丢掉",
            "{number} in the expression '{text}' has more than 12 significant digits, and the last would be lost",
        ),
        Words("四舍五入到 12 位以内", "round it to 12 digits at most"),
    ),
    "S406": Code(
        "error",
        Words("参数的位数太多", "a param with more digits than are kept"),
        Words(
            "参数“{name}”是 {number}，超过 12 位有效数字，后面的会丢掉",
            "the param '{name}' is {number}: more than 12 significant digits, and the last would be lost",
        ),
        Words("四舍五入到 12 位以内", "round it to 12 digits at most"),
    ),
    "S201": Code(
        "error",
        Words("表达式读不懂", "an expression that can't be read"),
        Words("表达式“{text}”：“{found}”不能放在这里", "expression '{text}': {found} can't stand here"),
        Words("这里应当是{wanted}", "{wanted} should stand here"),
    ),
    "S202": Code(
        "error",
        Words("表达式没写完", "an unfinished expression"),
        Words("表达式“{text}”没有写完", "the expression '{text}' is not finished"),
        Words("后面还缺{wanted}", "{wanted} should follow"),
    ),
    "S203": Code(
        "error",
        Words("不认识的符号", "an unknown sign"),
        Words("表达式“{text}”里有不认识的符号“{sign}”", "expression '{text}' has the unknown sign '{sign}'"),
        Words(
            "列名里有特殊符号时用反引号括起来：`3分钟回复率`",
            "put a column's name with special signs in backticks: `3分钟回复率`",
        ),
    ),
    "S204": Code(
        "error",
        Words("换一种写法", "another way of writing"),
        Words("表达式“{text}”：这里不用“{found}”", "expression '{text}': '{found}' is not used here"),
        Words("写成 {better}", "write {better}"),
    ),
    "S205": Code(
        "error",
        Words("表达式里没有的写法", "something expressions don't have"),
        Words("表达式“{text}”：不能用{what}", "expression '{text}': expressions have no {what}"),
        Words("{instead}", "{instead}"),
    ),
    "S206": Code(
        "error",
        Words("没有这个函数", "an unknown function"),
        Words("表达式“{text}”：没有函数“{name}”", "expression '{text}': there is no function '{name}'"),
        Words("是不是 {near}？", "did you mean {near}?"),
    ),
    "S207": Code(
        "error",
        Words("没有这个函数", "an unknown function"),
        Words("表达式“{text}”：没有函数“{name}”", "expression '{text}': there is no function '{name}'"),
        Words("可用的函数：{known}；若是列名，用反引号括起来", "the functions are {known}; put a column's name in backticks"),
    ),
    "S208": Code(
        "error",
        Words("括号不成对", "an unmatched bracket"),
        Words("表达式“{text}”：“{sign}”没有对应的“{other}”", "expression '{text}': the '{sign}' has no '{other}'"),
        Words("补上“{other}”，或去掉“{sign}”", "add the '{other}', or take away the '{sign}'"),
    ),
    "S209": Code(
        "error",
        Words("引号没有结束", "a quote that does not end"),
        Words("表达式“{text}”：引号没有结束", "expression '{text}': a quote does not end"),
        Words("在文字后面补上 {quote}", "put {quote} after the text"),
    ),
    "S210": Code(
        "error",
        Words("不认识的单位", "an unknown unit"),
        Words("表达式“{text}”：“{number}”的单位不认识", "expression '{text}': the unit of '{number}' is unknown"),
        Words(
            "是不是 {near}？单位有 % ‰ 秒 分钟 小时 s min h 万 亿 元",
            "did you mean {near}? The units are % ‰ s min h 秒 分钟 小时 万 亿 元",
        ),
    ),
    "S211": Code(
        "error",
        Words("既不是数字也不是名称", "neither a number nor a name"),
        Words(
            "表达式“{text}”：“{number}”既不是数字，也不是名称", "expression '{text}': '{number}' is neither a number nor a name"
        ),
        Words(
            "以数字开头的列名用反引号括起来：`3分钟回复率`；数字写成 1000、90%、30s、1.2万",
            "put a name that begins with a digit in backticks: `3分钟回复率`; write numbers as 1000, 90%, 30s, 1.2万",
        ),
    ),
    "S212": Code(
        "error",
        Words("表达式太长", "an expression that is too long"),
        Words("表达式太长，最多 {limit}", "the expression is too long: at most {limit}"),
        Words("拆成几个指标", "divide it into several metrics"),
    ),
    "S213": Code(
        "error",
        Words("函数的值个数不对", "the wrong number of values for a function"),
        Words(
            "表达式“{text}”：{name}() 里应当是{takes}，现在是 {given} 个",
            "expression '{text}': {name}() takes {takes}, not {given}",
        ),
        Words("{hint}", "{hint}"),
    ),
    "S214": Code(
        "error",
        Words("不是日期", "not a date"),
        Words("表达式“{text}”：“{day}”不是日期", "expression '{text}': '{day}' is not a day"),
        Words("写成 date('2026-03-01')", "write date('2026-03-01')"),
    ),
    "S215": Code(
        "error",
        Words("round 的小数位", "the decimals of round"),
        Words(
            "表达式“{text}”：round 的小数位应当是 0 到 6 的整数",
            "expression '{text}': the decimals of round are a whole number from 0 to 6",
        ),
        Words(
            "例如 round(x, 1)；四舍五入到百位写成 round(x / 100) * 100", "write round(x, 1); to hundreds: round(x / 100) * 100"
        ),
    ),
    "S216": Code(
        "error",
        Words("team 里不是指标", "team of something else than a metric"),
        Words("表达式“{text}”：team() 里应当是一个指标的名称", "expression '{text}': team() takes the name of a metric"),
        Words("先把算式写成一个指标，再写 team(指标)", "make the formula a metric first, then write team(metric)"),
    ),
    "S217": Code(
        "error",
        Words("种类不对", "the wrong kind"),
        Words("表达式“{text}”：这里是{found}，应当是{wanted}", "expression '{text}': {found} stands where {wanted} should"),
        Words("改成{wanted}", "put {wanted} here"),
    ),
    "S218": Code(
        "error",
        Words("千位逗号", "thousands separators"),
        Words("表达式“{text}”：“{number}”可以有两种读法", "expression '{text}': '{number}' can be read in two ways"),
        Words("一个数写成 {plain}；几个数之间加空格：{apart}", "one number: {plain}; several numbers: {apart}"),
    ),
    "S219": Code(
        "error",
        Words("数字写法", "how numbers are written"),
        Words(
            "表达式“{text}”：数字“{number}”以 0 开头或超过 {digits} 位",
            "expression '{text}': the number '{number}' begins with 0 or has more than {digits} digits",
        ),
        Words("去掉开头的 0；编号这样的文字要加引号：'007'", "take away the leading 0; put identifiers in quotes: '007'"),
    ),
    "S220": Code(
        "error",
        Words("名称不是条件", "a name is no condition"),
        Words("表达式“{text}”：“{name}”不是条件", "expression '{text}': '{name}' is no condition"),
        Words("写出比较，例如 {name} > 0 或 {name} == '是'", "compare it: {name} > 0, or {name} == 'yes'"),
    ),
    "S221": Code(
        "error",
        Words("一个名称当两种用", "one name used as two kinds"),
        Words(
            "表达式“{text}”：“{name}”一处当{first}，一处当{second}",
            "expression '{text}': '{name}' is used both as {first} and as {second}",
        ),
        Words("文字加引号，数字不加引号，日期写成 date('…')", "texts have quotes, numbers have none, days are date('…')"),
    ),
    "S222": Code(
        "error",
        Words("文字不能比大小", "texts have no order"),
        Words("表达式“{text}”：文字不能用“{sign}”比较", "expression '{text}': texts can't be compared by '{sign}'"),
        Words("文字只能用 ==、!=、in；数字不要加引号", "texts have ==, != and in; take the quotes off a number"),
    ),
    "S223": Code(
        "error",
        Words("两边种类不同", "two kinds side by side"),
        Words("表达式“{text}”：{found}不能和{other}放在一起", "expression '{text}': {found} can't stand beside {other}"),
        Words("两边要么都是数字，要么都是文字或日期", "let both be numbers, both texts, or both days"),
    ),
    "S224": Code(
        "error",
        Words("行里没有全组函数", "a cohort function in a row"),
        Words(
            "表达式“{text}”：{name}() 看的是全组的人，不能用在一行数据上",
            "expression '{text}': {name}() looks at the people of the cohort, it means nothing in a row of the file",
        ),
        Words(
            "用在 formula、points、门槛或发放的表达式里",
            "use it in a formula, in points, a gate or a pay rule",
        ),
    ),
    "S225": Code(
        "error",
        Words("日期不能加减", "arithmetic with days"),
        Words("表达式“{text}”：日期不能加减乘除", "expression '{text}': days can't be added or subtracted"),
        Words("相隔几天写成 days(甲, 乙)，满几个月写成 months(甲, 乙)", "write days(a, b) or months(a, b) for what lies between"),
    ),
}
