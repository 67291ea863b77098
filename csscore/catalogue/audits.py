"""What is wrong with how an audit is asked: A130-A149."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "A130": Code(
        "error",
        Words("看不懂的冲击", "a shock that is not understood"),
        Words("--shock 看不懂“{shock}”", "--shock: '{shock}' is not understood"),
        Words(
            "写成 指标=*倍数 或 指标=+增加，如 sales=*0.6,response=+5；倍数要大于 0",
            "write METRIC=*FACTOR or METRIC=+AMOUNT, such as sales=*0.6,response=+5; a factor is above 0",
        ),
    ),
    "A131": Code(
        "error",
        Words("方案里没有这个指标", "no such metric in the scheme"),
        Words("方案里没有指标“{name}”{near}", "the scheme has no metric '{name}'{near}"),
        Words("有这些指标：{metrics}", "its metrics are {metrics}"),
    ),
    "A132": Code(
        "error",
        Words("百分数加到了不是百分比的指标上", "a percentage added to what is no rate"),
        Words(
            "“{shock}”：{title}不是百分比，不能加减百分数", "'{shock}': {title} is no rate, so a percentage can't be added to it"
        ),
        Words("按比例变就写 {metric}=*{times}", "write {metric}=*{times} for a change in proportion"),
    ),
    "A133": Code(
        "error",
        Words("看不懂的离散程度", "a spread that is not understood"),
        Words("--spread 看不懂“{spread}”", "--spread: '{spread}' is not understood"),
        Words(
            "写单次接待的标准差，大于 0，用指标的单位，如 --spread {metric}=12",
            "write the standard deviation of one contact, above 0, in the metric's unit, such as --spread {metric}=12",
        ),
    ),
    "A134": Code(
        "error",
        Words("模拟次数不合适", "too few or too many draws"),
        Words("模拟次数不能是 {draws}", "{draws} draws are not possible"),
        Words("--draws 写 {least} 到 {most} 之间的整数", "give --draws a whole number from {least} to {most}"),
    ),
    "A135": Code(
        "error",
        Words("没有人有名次", "nobody is ranked"),
        Words("{people} 个人都没有名次，没有可体检的", "none of the {people} people is ranked, so there is nothing to audit"),
        Words("先用 csscore rank 看每个人没有名次的原因", "see with csscore rank why nobody is ranked"),
    ),
    "A136": Code(
        "error",
        Words("随机种子是负数", "a seed below 0"),
        Words("随机种子不能是 {seed}", "{seed} can't be the seed"),
        Words(
            "--seed 写 0 或更大的整数；同样的种子得同样的结果",
            "give --seed a whole number from 0 on; the same seed, the same result",
        ),
    ),
    "A137": Code(
        "error",
        Words("没有这个问题", "no such question"),
        Words("体检没有“{key}”这一问{near}", "an audit has no question '{key}'{near}"),
        Words("--only 可以写：{known}", "--only takes {known}"),
    ),
}
