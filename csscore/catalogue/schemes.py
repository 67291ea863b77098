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
            "这个文件只能有一份文档，这里用 --- 开始了第二份",
            "this file holds one document, and a second one begins here after ---",
        ),
        Words("分成两个文件", "put them into two files"),
    ),
    "S010": Code(
        "error",
        Words("找不到方案文件", "no such scheme file"),
        Words("找不到文件 {file}", "there is no file {file}"),
        Words("检查路径；csscore schemes 列出现成的方案", "check the path; csscore schemes lists the ready-made schemes"),
    ),
    "S011": Code(
        "error",
        Words("没有这个方案", "unknown scheme"),
        Words("没有名为“{name}”的方案；是不是“{near}”？", "there is no scheme '{name}'; did you mean '{near}'?"),
        Words("现有方案：{names}", "there are: {names}"),
    ),
    "S012": Code(
        "error",
        Words("没有这个方案", "unknown scheme"),
        Words("没有名为“{name}”的方案", "there is no scheme '{name}'"),
        Words(
            "现有方案：{names}；自己的方案写文件路径，或放进 schemes 文件夹",
            "there are: {names}; give a file's path, or put your own into a folder schemes",
        ),
    ),
    "S013": Code(
        "error",
        Words("方案文件打不开", "a scheme file can't be opened"),
        Words("打不开 {file}（{reason}）", "{file} can't be opened ({reason})"),
        Words("检查它是不是文件、有没有读取权限", "check that it is a file and may be read"),
    ),
    "S014": Code(
        "error",
        Words("方案文件不是 UTF-8", "a scheme file is not UTF-8"),
        Words("这个文件不是 UTF-8 编码", "this file is not encoded in UTF-8"),
        Words("用记事本“另存为”，编码选 UTF-8", "save it again as UTF-8"),
    ),
    "S015": Code(
        "error",
        Words("找不到包含的文件", "an included file is missing"),
        Words("找不到要包含的文件“{file}”", "there is no file '{file}' to include"),
        Words(
            "路径从本文件所在的文件夹算起；现成的只有 columns.yaml 和各方案",
            "paths start from this file's folder; ready-made are columns.yaml and the schemes",
        ),
    ),
    "S016": Code(
        "error",
        Words("循环包含", "files include each other"),
        Words("包含“{file}”会绕回到它自己", "including '{file}' leads back to itself"),
        Words("去掉其中一个 include", "remove one of the includes"),
    ),
    "S017": Code(
        "error",
        Words("包含的文件在文件夹之外", "an included file lies outside"),
        Words("“{file}”不在方案所在的文件夹里", "'{file}' lies outside the scheme's folder"),
        Words("把它复制到方案旁边，只写文件名", "copy it beside the scheme and write its bare name"),
    ),
    "S020": Code(
        "error",
        Words("--set 写法不对", "--set is not PATH=VALUE"),
        Words("这不是“路径=值”", "this is not PATH=VALUE"),
        Words(
            "例如 --set params.shop_price=190 或 --set pay[0].ladder.first=2600",
            "such as --set params.shop_price=190 or --set pay[0].ladder.first=2600",
        ),
    ),
    "S021": Code(
        "error",
        Words("方案里没有这一处", "no such place in the scheme"),
        Words("方案里没有 {path}；是不是 {near}？", "the scheme has no {path}; did you mean {near}?"),
    ),
    "S022": Code(
        "error",
        Words("方案里没有这一处", "no such place in the scheme"),
        Words("方案里没有 {path}", "the scheme has no {path}"),
        Words("现有：{known}", "it has: {known}"),
    ),
    "S023": Code(
        "error",
        Words("列表没有这一项", "no such position"),
        Words("方案里没有 {path}", "the scheme has no {path}"),
        Words("位置从 0 数起，现有：{known}", "positions count from 0; there are: {known}"),
    ),
    "S024": Code(
        "error",
        Words("路径走不下去", "a path that goes too far"),
        Words("{path} 是{found}，里面没有别的设置", "{path} is {found}, with nothing inside"),
        Words(
            "把整条规则写成值，例如 --set metrics.sales.points={{linear: {{worst: 0, best: 9}}}}",
            "set the whole rule, such as --set metrics.sales.points={{linear: {{worst: 0, best: 9}}}}",
        ),
    ),
    "S025": Code(
        "error",
        Words("没有写第几项", "a list without a position"),
        Words("{path} 是列表，要写明是第几项", "{path} is a list: say which entry"),
        Words("位置从 0 数起，例如 {better}", "positions count from 0, such as {better}"),
    ),
    "S026": Code(
        "error",
        Words("全角标点", "full-width punctuation"),
        Words("这里用了全角的“{wide}”", "the full-width sign {wide} stands here"),
        Words(
            "改成半角的 {plain}（冒号和逗号后面空一格）；本来就是文字的一部分，就给整段文字加半角引号",
            "write {plain} (a colon or comma is followed by a space); if it belongs to a text, put the text in plain quotes",
        ),
    ),
    "S027": Code(
        "error",
        Words("冒号后面没有空格", "a colon without a space"),
        Words("“{text}”的冒号后面没有空格", "no space follows the colon of '{text}'"),
        Words("冒号后面空一格", "put a space after the colon"),
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
        Words("这里是{found}，应当是：{wanted}", "found {found} where {wanted} should stand"),
    ),
    "S105": Code(
        "error",
        Words("数字超出范围", "number out of range"),
        Words("“{text}”超出范围，应当是：{wanted}", "'{text}' is out of range; it should be {wanted}"),
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
    "S250": Code(
        "error",
        Words("单位说的是哪一列", "which column the unit is about"),
        Words(
            "unit: {unit} 说的是一列里没有单位的数按什么算，但这个指标不是一列，是算式",
            "unit: {unit} says what numbers without a unit count in a column, and this metric is an expression, not a column",
        ),
        Words(
            "在用到的列上写：columns: {{列名: {{headers: [表头], unit: {unit}}}}}，这里写 unit: seconds",
            "say it of the columns: columns: {{NAME: {{headers: [HEADER], unit: {unit}}}}}, and unit: seconds here",
        ),
    ),
    "S301": Code(
        "error",
        Words("权重之和不是 100", "weights that don't sum to 100"),
        Words("{owner}的权重之和是 {sum}，不是 100（{parts}）", "the weights of {owner} sum to {sum}, not 100 ({parts})"),
        Words(
            "改到合计 100；只看比例就写 weights: relative",
            "make them sum to 100, or write weights: relative if only their proportion counts",
        ),
    ),
    "S302": Code(
        "error",
        Words("没有权重", "no weight"),
        Words("{owner}没有权重", "{owner} has no weight"),
        Words("写上 weight；只展示不计分就写 weight: 0", "give it a weight; weight: 0 only shows it"),
    ),
    "S303": Code(
        "error",
        Words("不该有权重", "a weight that can't count"),
        Words(
            "{owner}写了权重 {weight}，但 {method} 方式下权重不起作用",
            "{owner} has the weight {weight}, but under method {method} weights don't count",
        ),
        Words(
            "去掉权重（weight: 0 表示只展示），或换一种 method",
            "remove it (weight: 0 only shows the metric), or choose another method",
        ),
    ),
    "S304": Code(
        "error",
        Words("计分的指标没有计分规则", "a scored metric without points"),
        Words("{owner}要计分，却没有写 points", "{owner} is scored but has no points"),
        Words(
            "写上 points，例如 points: minmax；只展示就写 weight: 0",
            "say what it is worth, such as points: minmax; weight: 0 only shows it",
        ),
    ),
    "S305": Code(
        "error",
        Words("没有这个指标", "no such metric"),
        Words("{where} 里的“{name}”不是指标", "'{name}' in {where} is not a metric"),
        Words("{hint}", "{hint}"),
    ),
    "S306": Code(
        "error",
        Words("指标重名", "two metrics of one name"),
        Words("指标“{name}”出现了两次（另一处在第 {line} 行）", "the metric '{name}' stands twice (also on line {line})"),
        Words("指标名在整个方案里不能重复，包括各组之内", "a metric's name is used once in a scheme, groups included"),
    ),
    "S307": Code(
        "error",
        Words("名称已有用处", "a name with a meaning of its own"),
        Words("“{name}”不能用作{what}的名称：{taken}", "'{name}' can't name a {what}: {taken}"),
        Words("换一个名称", "choose another name"),
    ),
    "S308": Code(
        "warning",
        Words("参数没有用到", "a param that is not used"),
        Words("参数“{name}”没有用到", "the param '{name}' is not used"),
        Words("删去，或检查用到它的地方有没有写错", "remove it, or look for a misspelling where it should be used"),
    ),
    "S309": Code(
        "error",
        Words("参数与别的名称相同", "a param that shares its name"),
        Words("“{name}”既是参数又是{what}", "'{name}' is both a param and a {what}"),
        Words("给参数换一个名称", "give the param another name"),
    ),
    "S310": Code(
        "error",
        Words("生效期颠倒", "effective dates reversed"),
        Words("止日 {last} 在起日 {first} 之前", "the last day {last} is before the first day {first}"),
        Words("把两个日期对调或改正", "swap or mend the two dates"),
    ),
    "S311": Code(
        "error",
        Words("语言版本不支持", "an unknown version of the language"),
        Words(
            "方案用的是语言版本 {version}，这里只懂版本 1",
            "the scheme is written in version {version} of the language; this csscore reads version 1",
        ),
        Words("写 csscore: 1，或升级 csscore", "write csscore: 1, or update csscore"),
    ),
    "S312": Code(
        "error",
        Words("没有权重可以补足", "nothing to renormalise"),
        Words(
            "{owner}写了 missing: renormalise，但 {method} 方式没有权重可以补足",
            "{owner} has missing: renormalise, but under method {method} there are no weights to fill up",
        ),
        Words("改用 unranked、zero、mean 或 error", "use unranked, zero, mean or error"),
    ),
    "S313": Code(
        "error",
        Words("重名", "one name twice"),
        Words("{what}“{name}”出现了两次", "the {what} '{name}' stands twice"),
        Words("换一个名称，结果里才分得清", "choose another name, so that results tell them apart"),
    ),
    "S314": Code(
        "error",
        Words("门槛互相矛盾", "gates that contradict each other"),
        Words(
            "门槛“{name}”与“{other}”条件相同，后果却不同",
            "the gates '{name}' and '{other}' have one condition but different effects on the same thing",
        ),
        Words("只留一个，或改条件", "keep one of them, or change a condition"),
    ),
    "S315": Code(
        "error",
        Words("没有指标", "no metrics"),
        Words("{owner}里没有指标", "{owner} has no metrics"),
        Words("至少写一个指标", "write at least one metric"),
    ),
    "S316": Code(
        "warning",
        Words("名称可能写错", "a name that looks misspelt"),
        Words(
            "“{name}”不是指标、参数或已知的列；是不是“{near}”？",
            "'{name}' is no metric, param or known column; did you mean '{near}'?",
        ),
        Words("确实是表头就写进 columns，提示就会消失", "if it is a header of the file, list it under columns"),
    ),
    "S318": Code(
        "error",
        Words("上限低于下限", "a cap below its floor"),
        Words("上限 {cap} 低于下限 {floor}", "the cap {cap} is below the floor {floor}"),
        Words("改正其中一个", "mend one of them"),
    ),
    "S319": Code(
        "error",
        Words("加分项又有权重", "an added metric with a weight"),
        Words(
            "{owner}列在 score.plus 里，又有权重 {weight}，会算两次",
            "{owner} is in score.plus and has the weight {weight}: it would count twice",
        ),
        Words("去掉权重，或从 plus 里去掉", "remove its weight, or take it out of plus"),
    ),
    "S320": Code(
        "error",
        Words("权重全是 0", "weights that are all 0"),
        Words("{owner}的权重全是 0，算不出总分", "the weights of {owner} are all 0: there is no score"),
        Words("给要计分的指标写上权重", "give the metrics that count a weight"),
    ),
    "S321": Code(
        "error",
        Words("单位与计分规则不合", "a unit that does not fit the points"),
        Words("{owner}的值是文字（{rule}），单位却是 {unit}", "the values of {owner} are words ({rule}), but its unit is {unit}"),
        Words("去掉 unit", "remove unit"),
    ),
    "S322": Code(
        "warning",
        Words("列没有用到", "a column that is not used"),
        Words("columns 里的“{name}”没有用到", "'{name}' of columns is not used"),
        Words("删去，或检查用到它的地方有没有写错", "remove it, or look for a misspelling where it should be used"),
    ),
    "S323": Code(
        "error",
        Words("缺数据按 0 分与合成方式矛盾", "zero for missing where zero fails"),
        Words(
            "{owner}写了 missing: zero，但 {method} 方式下 0 分算不出总分",
            "{owner} has missing: zero, but method {method} has no score for 0 points",
        ),
        Words("改用 unranked、mean 或 error，或换一种 method", "use unranked, mean or error, or choose another method"),
    ),
    "S370": Code(
        "warning",
        Words("永远不成立的条件", "a condition that nothing can meet"),
        Words("“{text}”{part}永远不成立：{why}", "{part}'{text}' never holds: {why}"),
        Words(
            "改成能达到的数；不需要就删掉这一条（手工加减的分不算在内）",
            "write a number that can be reached, or take the entry out (points that are adjusted by hand aside)",
        ),
    ),
    "S371": Code(
        "warning",
        Words("够不着的一档", "a line beyond reach"),
        Words("“{line}”够不着：{what}{range}", "'{line}' is beyond reach: {what} is {range}"),
        Words(
            "改成能达到的数，或者放宽计分规则和总分的上下限；真能超过 100% 的比例，unit 写 number",
            "write a number that can be reached, or widen the bounds of the points rule or the score; a rate that may truly exceed"
            " 100% is unit: number",
        ),
    ),
    "S372": Code(
        "warning",
        Words("不起作用的门槛", "a gate without effect"),
        Words(
            "门槛“{gate}”最多 {amount} 分，可是总分本来就{range}",
            "gate '{gate}' keeps the score at most {amount}, yet it is {range} anyway",
        ),
        Words("写一个比总分上限低的数", "write a number below the most that the score can be"),
    ),
    "S396": Code(
        "warning",
        Words("少了百分号", "a percentage without its sign"),
        Words("“{text}”里的 {number} 就是 {means}%", "{number} in '{text}' is {means}%"),
        Words(
            "是 {number}% 就写上 %；这个数本来就不是百分比，unit 写 number",
            "write {number}% if that is meant; for what is no percentage write unit: number",
        ),
    ),
    "S397": Code(
        "warning",
        Words("多了百分号", "a percentage where none is measured"),
        Words("“{text}”里的 {meant}% 就是 {number}", "{meant}% in '{text}' is {number}"),
        Words(
            "是 {meant} 就去掉 %；是某个数的 {meant}%，就写成乘法",
            "for {meant} take the % away; for that share of something, multiply",
        ),
    ),
    "S407": Code(
        "error",
        Words("这里不写百分比", "no percentage stands here"),
        Words("这里写分数、权重或金额，{text} 就是 {means}", "points, a weight or money stand here: {text} is {means}"),
        Words("写 {meant}", "write {meant}"),
    ),
    "S408": Code(
        "warning",
        Words("比例太大", "a rate that pays most of it"),
        Words("比例 {number} 就是 {of} 的 {means}%", "a rate of {number} is {means}% of {of}"),
        Words(
            "是 {number}% 就写上 %；就是 {means}%，照样写上 %，或写进 accept",
            "write {number}% if that is meant; if it is {means}%, write that, or accept it",
        ),
    ),
    "S373": Code(
        "warning",
        Words("指标挡住了同名的列", "a metric that hides the column of its name"),
        Words(
            "“{text}”里的 {name} 是指标“{name}”，不是同名的那一列：方案里两个都用到了，数却不一样",
            "{name} in '{text}' is the metric '{name}', not the column of that name: the scheme uses both, and they differ",
        ),
        Words(
            "给指标换一个名字（标题不变）；就是要指标，换了名字也更清楚",
            "give the metric another name (its title may stay); where the metric is meant, that makes it clear, too",
        ),
    ),
    "S332": Code(
        "error",
        Words("还不知道的名称", "a name of what is not known yet"),
        Words("{where}还没有 {name}", "there is no {name} yet {where}"),
        Words(
            "{name} 可以用在 {usable} 里；导出里的“{name}”列要用，就在 columns: 里给它另起一个名称",
            "{name} may be used in {usable}; to use a column that is called {name}, give it another name under columns:",
        ),
    ),
    "S331": Code(
        "error",
        Words("没有用到的输入", "an input that nothing uses"),
        Words("{setting} 写了“{name}”，却没有指标取自它", "{setting} names '{name}', and no metric is from it"),
        Words("指标用 from: 取自的输入有：{used}", "inputs that metrics are from: {used}"),
    ),
    "S330": Code(
        "error",
        Words("计分的指标不能可选", "an optional metric that counts"),
        Words(
            "{owner}要计分，不能写 optional: true：没有它的列时，谁也排不了名",
            "{owner} counts, so it can't be optional: without its columns nobody could be ranked",
        ),
        Words(
            "把它的 weight 改为 0，或加上 missing: renormalise（其余权重补足）",
            "give it weight: 0, or missing: renormalise (the other weights fill up)",
        ),
    ),
    "S335": Code(
        "error",
        Words("不知道样本数", "a value without a number of samples"),
        Words(
            "{owner}不能用 {option}：取值方式 {form} 不是知道样本数的比率或平均",
            "{owner} can't have {option}: the value form {form} is no rate or mean of a known number of samples",
        ),
        Words(
            "把取值改成 share、ratio 或 mean（mean: 列, by: 样本数列），或去掉 {option}",
            "take the value by share, ratio or mean (mean: COLUMN, by: COLUMN OF SAMPLES), or remove {option}",
        ),
    ),
    "S336": Code(
        "error",
        Words("文字不能这样调整", "words can't be adjusted"),
        Words("{owner}的值可能是文字，不能用 {option}", "the values of {owner} may be words, which {option} can't change"),
        Words("去掉 {option}，或换成按数字计分的规则", "remove {option}, or use a points rule for numbers"),
    ),
    "S337": Code(
        "error",
        Words("公平选项的位置不对", "a fairness option that stands elsewhere"),
        Words(
            "{owner}的 {option} 写在了组的 points 或 switch 里，它要写在指标自己的 points 旁边",
            "{option} of {owner} stands in the points of a group or in a switch; it belongs beside the points of a metric",
        ),
        Words(
            "移到指标的 points 里，和计分规则并列；switch 换成的规则用的也是调整后的值",
            "move it into the points of the metric, beside the rule; a rule that is switched to gets the adjusted value as well",
        ),
    ),
    "S338": Code(
        "warning",
        Words("按分组列调整没有作用", "adjusting for what makes the cohorts"),
        Words(
            "{owner}的 adjust_for 里有 {names}，它已经是 rank.within 的分组列，组内人人一样，调整不了什么",
            "adjust_for of {owner} names {names}, which makes the cohorts (rank.within): it is the same for everybody inside and"
            " adjusts nothing",
        ),
        Words("从 adjust_for 里去掉它", "take it out of adjust_for"),
    ),
    "S339": Code(
        "error",
        Words("收缩有水平而没有强度", "a level to shrink to without a strength"),
        Words("shrink 写了 level，没有写 strength", "shrink has a level and no strength"),
        Words(
            "写上 strength，例如 {{strength: 40, level: 92%}}；或去掉 level",
            "add one, such as {{strength: 40, level: 92%}}, or remove level",
        ),
    ),
    "S360": Code(
        "error",
        Words("几个版本不同名", "versions of two names"),
        Words(
            "同一个文件里的几个版本要同名：这里是 {name}，前面是 {first}",
            "the versions in one file have one name: {first} above, {name} here",
        ),
        Words("改成同名，或分成两个文件", "give them one name, or put them into two files"),
    ),
    "S361": Code(
        "error",
        Words("版本没有生效期", "a version without its days"),
        Words("文件里有几个版本，这一个没有写生效期", "the file holds several versions, and this one does not say when it holds"),
        Words("写上 effective: {{from: 2026-07-01}}", "add effective: {{from: 2026-07-01}}"),
    ),
    "S362": Code(
        "error",
        Words("两个版本同时生效", "two versions on one day"),
        Words("{day} 这天两个版本都生效：{first}；{second}", "two versions hold on {day}: {first}; {second}"),
        Words(
            "给前一个版本写上最后一天（to），在后一个版本的前一天",
            "give the earlier one its last day (to), the day before the later one begins",
        ),
    ),
    "S363": Code(
        "error",
        Words("不知道用哪个版本", "which version"),
        Words(
            "方案 {scheme} 有几个版本（{versions}），没有给出考核期，不知道用哪个",
            "the scheme {scheme} has several versions ({versions}), and no period says which one holds",
        ),
        Words("用 --period 给出考核期，例如 --period {example}", "give it: --period {example}"),
    ),
    "S364": Code(
        "error",
        Words("没有这个考核期的版本", "no version for the period"),
        Words(
            "方案 {scheme} 没有在 {period} 生效的版本（有：{versions}）",
            "no version of {scheme} holds in {period} (there are: {versions})",
        ),
        Words("核对考核期，或补一个生效的版本", "check the period, or add a version that holds"),
    ),
    "S365": Code(
        "error",
        Words("考核期中间换了版本", "the scheme changes within the period"),
        Words("{period} 里方案 {scheme} 换了版本（{versions}）", "{scheme} changes within {period} ({versions})"),
        Words("按版本分成几段考核期，分别计算", "compute the parts of the period apart, one a version"),
    ),
    "S367": Code(
        "error",
        Words("只算部分行的值不能这样调整", "a value of some rows can't be adjusted"),
        Words(
            "{owner}不能用 {option}：取值只算最好或最差的几行，它不是全部样本的比率或平均",
            "{owner} can't have {option}: only its best or worst rows count, so it is no mean of all its samples",
        ),
        Words("去掉 {option}，或去掉 best、worst", "remove {option}, or best and worst"),
    ),
    "S366": Code(
        "error",
        Words("最好和最差不能同时算", "best and worst at once"),
        Words("best: {best} 和 worst: {worst} 不能同时用", "best: {best} and worst: {worst} can't be used together"),
        Words("删去一个；两个都要算就写成两个指标", "delete one of them; if both are to count, make two metrics"),
    ),
    "S350": Code(
        "error",
        Words("两种排法", "two layouts at once"),
        Words("wide 和 agents: columns 不能同时用", "wide and agents: columns can't be used together"),
        Words("客服一人一列就删掉 wide，否则删掉 agents", "delete wide where each agent has a column, else delete agents"),
    ),
    "S351": Code(
        "error",
        Words("wide 缺少 values", "wide without values"),
        Words(
            "wide 没有写 values，表头也不是两行以上", "wide has no values, and the header is not said to have two rows or more"
        ),
        Words(
            "写 values: 列名；各组下面有几列的，写 header_rows: 2",
            "add values: NAME; where several columns stand under each heading, header_rows: 2",
        ),
    ),
}
