"""D20x-D22x: what a single cell says: numbers, scales, durations, dates."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

_SAY_ZH = "在方案里写明 columns: {{名称: {{headers: [{column}], scale: percent}}}}（45 即 45%）或 scale: fraction（0.45 即 45%）"
_SAY_EN = (
    "say in the scheme columns: {{name: {{headers: [{column}], scale: percent}}}} (45 is 45 %) or scale: fraction (0.45 is 45 %)"
)
_WHY_AND_REMEDY = Words("{reason}；{remedy}", "{reason}; {remedy}")

CODES: dict[str, Code] = {
    "D202": Code(
        "error",
        Words("公式错误值", "error value"),
        Words(
            "单元格是错误值 {text}，不能当作 0（客服 {agent}，列 {column}）",
            "the cell holds the error {text}, which is not 0 (agent {agent}, column {column})",
        ),
        Words("{remedy}", "{remedy}"),
    ),
    "D204": Code(
        "error",
        Words("不是数字", "not a number"),
        Words("“{text}”不是数字（客服 {agent}，列 {column}）", "'{text}' is not a number (agent {agent}, column {column})"),
        _WHY_AND_REMEDY,
    ),
    "D205": Code(
        "error",
        Words("百分数写法混用", "mixed scales"),
        Words(
            "列 {column} 里既有带 % 的“{marked}”，又有不带 % 的“{text}”，后者是多少说不清",
            "column {column} holds '{marked}' with % and '{text}' without, so what the latter means is open",
        ),
        Words(f"把这一列统一写成带 %；或{_SAY_ZH}", f"write % in all of its cells; or {_SAY_EN}"),
    ),
    "D206": Code(
        "error",
        Words("百分数的尺度不明", "scale unknown"),
        Words(
            "列 {column} 是百分数，但“{text}”是 {text}% 还是 {times_100}% 说不清",
            "column {column} holds percentages, but '{text}' may mean {text} % or {times_100} %",
        ),
        Words(_SAY_ZH, _SAY_EN),
    ),
    "D207": Code(
        "note",
        Words("百分数的尺度按数值判断", "scale taken from the values"),
        Words(
            "列 {column} 没有 %，按数值大小判断：“{text}”读作 {percent}%",
            "column {column} has no % sign; by the size of its values '{text}' is read as {percent} %",
        ),
        Words(f"若不对，{_SAY_ZH}", f"if that is wrong, {_SAY_EN}"),
    ),
    "D208": Code(
        "warning",
        Words("表头有 %，数值却都不超过 1", "a header with % over fractions"),
        Words(
            "列 {column} 的表头有 %，所以“{text}”读作 {text}%；它会不会是 {times_100}%？",
            "the header of column {column} has %, so '{text}' is read as {text} %; might it be {times_100} %?",
        ),
        Words(_SAY_ZH, _SAY_EN),
    ),
    "D209": Code(
        "note",
        Words("逗号是小数点", "decimal comma"),
        Words(
            "列 {column} 的逗号都是小数点：“{text}”读作 {value}",
            "column {column} is written with a decimal comma: '{text}' is read as {value}",
        ),
        Words("若逗号是千分位，请按三位一节书写（1,234）", "if the comma groups digits, group by three (1,234)"),
    ),
    "D210": Code(
        "warning",
        Words("平台还没有统计完", "not final yet"),
        Words(
            "列 {column} 有 {count} 个单元格是“{text}”，按缺失处理，不当作 0",
            "column {column} says '{text}' in {count:cell|cells}; that is missing, not 0",
        ),
        Words(
            "等平台统计完成后重新导出（常见为 3 至 8 天）",
            "export again when the platform has finished counting (some 3 to 8 days)",
        ),
    ),
    "D211": Code(
        "note",
        Words("两段的时间", "time of two parts"),
        Words(
            "列 {column} 的“{text}”按{parts}读作 {value} 秒",
            "'{text}' in column {column} is read as {parts}, that is {value} seconds",
        ),
        Words("若不对，写成 00:01:05 或 1分5秒", "if that is wrong, write 00:01:05 or 1分5秒"),
    ),
    "D212": Code(
        "warning",
        Words("疑似以天为单位", "perhaps parts of a day"),
        Words(
            "列 {column} 全都小于 1，“{text}”读作 {text} 秒；若是表格里的时间（天的小数），应为 {value} 秒",
            "all of column {column} is below 1 and '{text}' is read as {text} seconds; as a spreadsheet's part of a day it "
            "would be {value} seconds",
        ),
        Words(
            "在表格里把这一列设为时间格式（h:mm:ss）后再导出",
            "format the column as time (h:mm:ss) in the sheet and export it again",
        ),
    ),
    "D213": Code(
        "note",
        Words("时长按秒计", "durations counted in seconds"),
        Words(
            "列 {column} 含有时长，按秒计：“{text}”读作 {value}",
            "column {column} holds durations, counted in seconds: '{text}' is {value}",
        ),
        Words("在方案里写 unit: seconds 以示明确", "say unit: seconds in the scheme to make it plain"),
    ),
    "D220": Code(
        "error",
        Words("不是日期", "not a date"),
        Words("“{text}”不是日期（客服 {agent}，列 {column}）", "'{text}' is not a date (agent {agent}, column {column})"),
        _WHY_AND_REMEDY,
    ),
    "D221": Code(
        "error",
        Words("日期的顺序不明", "order of day and month unknown"),
        Words(
            "列 {column} 的“{text}”可以是 {first}，也可以是 {second}，整列都没有能分辨的日期",
            "'{text}' in column {column} may be {first} or {second}, and no date of the column tells which",
        ),
        Words("把日期写成 2026-03-01 的样子", "write dates like 2026-03-01"),
    ),
    "D222": Code(
        "note",
        Words("日期的顺序按整列判断", "order of day and month taken from the column"),
        Words("列 {column} 的“{text}”读作 {first}", "'{text}' in column {column} is read as {first}"),
        Words("若不对，把日期写成 2026-03-01 的样子", "if that is wrong, write dates like 2026-03-01"),
    ),
    "D223": Code(
        "error",
        Words("日期的顺序不一致", "dates in two orders"),
        Words(
            "列 {column} 的日期顺序不一致：“{text}”和“{other}”不能用同一种顺序读",
            "column {column} writes dates in two orders: '{text}' and '{other}' can't both be read in one",
        ),
        Words("把日期统一写成 2026-03-01 的样子", "write all dates like 2026-03-01"),
    ),
    "D260": Code(
        "warning",
        Words("按天的小数读的时长", "durations in days"),
        Words(
            "列 {column} 是表格软件里的时长（一天的小数）：“{text}”读作 {value} 秒；乘以 86400 后都是整秒，按时或按秒就不是",
            "column {column} holds a spreadsheet's durations, parts of a day: '{text}' is read as {value} seconds; times 86400 all "
            "are whole seconds, and as hours or seconds they would not be",
        ),
        Words(
            "对的话，在方案里写明 columns: {{{name}: {{headers: [{column}], unit: days}}}}；不对就写 unit: minutes 或 unit: hours",
            "if that is right, say so: columns: {{{name}: {{headers: [{column}], unit: days}}}}; if not, unit: minutes or unit: hours",
        ),
    ),
    "D261": Code(
        "error",
        Words("小数点是哪个说不清", "decimal mark unknown"),
        Words(
            "列 {column} 的“{text}”是 {less} 还是 {more} 说不清：文件里没有一处能证明小数点是点还是逗号",
            "'{text}' in column {column} may be {less} or {more}: nothing in the file proves which mark is the decimal one",
        ),
        Words(
            "在方案里写明 columns: {{{name}: {{headers: [{column}], decimal: comma}}}}（小数点是逗号）或 decimal: point",
            "say in the scheme columns: {{{name}: {{headers: [{column}], decimal: comma}}}} or decimal: point",
        ),
    ),
    "D262": Code(
        "error",
        Words("两种货币", "two currencies"),
        Words(
            "列 {column} 的“{text}”是 {currency}，而 {other_place} 的“{other}”是 {other_currency}：不同的货币不能相加，也不能比",
            "'{text}' in column {column} is {currency}, and '{other}' at {other_place} is {other_currency}: amounts in different "
            "currencies are neither added nor compared",
        ),
        Words("先换算成一种货币", "convert them to one currency first"),
    ),
    "D263": Code(
        "error",
        Words("货币和方案不符", "another currency than the scheme's"),
        Words(
            "列 {column} 的“{text}”是 {currency}，方案写的是 currency: {declared}",
            "'{text}' in column {column} is {currency}, and the scheme says currency: {declared}",
        ),
        Words(
            "把金额换算成 {declared}；或在方案里写 currency: {currency}；不是用来发放的数，写 columns: {{{name}: {{headers: [{column}], "
            "unit: number}}}}",
            "convert the amounts to {declared}; or say currency: {currency} in the scheme; if nothing is paid by them, columns: "
            "{{{name}: {{headers: [{column}], unit: number}}}}",
        ),
    ),
    "D265": Code(
        "note",
        Words("货币取自数据", "currency taken from the data"),
        Words(
            "方案没有写货币，列 {column} 的“{text}”是 {currency}：金额按 {currency} 算",
            "the scheme names no currency; '{text}' in column {column} is {currency}, and so are the amounts",
        ),
        Words(
            "在方案里写明 currency: {currency}；若是别的货币（{others}），就写它",
            "say currency: {currency} in the scheme; if it is another one ({others}), name that",
        ),
    ),
    "D266": Code(
        "error",
        Words("单位和表头不符", "another unit than the header's"),
        Words(
            "方案说列 {column} 的数按 {unit} 算，表头写的却是{named}",
            "the scheme says that column {column} counts {unit}, and its header says {named}",
        ),
        Words(
            "在方案里写 unit: seconds：那就按表头的单位读；表头错了就改表头",
            "say unit: seconds in the scheme: then the header's unit is taken; if the header is wrong, mend the header",
        ),
    ),
    "D272": Code(
        "warning",
        Words("疑似以天或小时为单位", "perhaps days or hours"),
        Words(
            "列 {column} 的“{text}”读作 {text} 秒；若是表格里的时长（以天计），应为 {value} 秒",
            "'{text}' in column {column} is read as {text} seconds; as a spreadsheet's duration in days it would be {value} seconds",
        ),
        Words(
            "在方案里写明 columns: {{{name}: {{headers: [{column}], unit: days}}}}，或 unit: hours、minutes；确是秒数，可以不管",
            "say in the scheme columns: {{{name}: {{headers: [{column}], unit: days}}}}, or unit: hours, minutes; ignore this if they "
            "are seconds",
        ),
    ),
    "D273": Code(
        "warning",
        Words("min 是最小值", "min is the least"),
        Words(
            "列 {column} 旁边有同名的最大值或平均值，所以 min 读作最小值，不是分钟：没有单位的数按秒算",
            "beside column {column} there is a greatest or a mean of the same name, so min is the least and no minutes: numbers "
            "without a unit are seconds",
        ),
        Words(
            "若是分钟，在方案里写 columns: {{{name}: {{headers: [{column}], unit: minutes}}}}",
            "if they are minutes, say columns: {{{name}: {{headers: [{column}], unit: minutes}}}} in the scheme",
        ),
    ),
    "D274": Code(
        "error",
        Words("金额的小数点说不清", "decimal mark of an amount unknown"),
        Words("金额“{text}”是 {less} 还是 {more} 说不清", "the amount '{text}' may be {less} or {more}"),
        Words("写成 1500 或 1.5 的样子，不要正好三位小数", "write it like 1500 or 1.5, not with exactly three decimals"),
    ),
    "D275": Code(
        "error",
        Words("调整用了另一种货币", "an adjustment in another currency"),
        Words(
            "金额“{text}”是 {currency}，发放用的是 {declared}",
            "the amount '{text}' is {currency}, and what is paid is {declared}",
        ),
        Words("换算成 {declared} 再写", "convert it to {declared}"),
    ),
}
