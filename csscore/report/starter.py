"""The scheme that a newcomer starts from: small, complete and commented in one language; every line of it works."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Final

from csscore.scheme.schema import NAME
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.words import Lang

# the schema is written beside a new scheme, so that editors check it without a network


def starter(name: str, lang: Lang) -> str:
    """Return the text of a scheme called ``name``."""
    return _TEXT.in_(lang).replace("{{name}}", dumps(name, ensure_ascii=False)).replace("{{schema}}", NAME)


_TEXT: Final = Words(
    zh="""\
# yaml-language-server: $schema={{schema}}
# 一份考核方案。# 后面是说明，可以随意删改。
# 改完先检查：csscore check 这个文件；再算：csscore rank 导出的表.xlsx --scheme 这个文件
csscore: 1
name: {{name}}
title: 售前客服月度绩效
version: 1

# sales、buyers 这些是列的名称，各平台导出的表头都认得（csscore inspect 导出的表.xlsx 会列出认出了哪些）。
# 表头是自己起的，或要在几个里指定一个，就去掉下面几行的 #，写上自己的表头：
# agent: [花名]                  # 谁被考核
# columns:
#   sales: [成交额, 净成交额]    # 哪个表头算销售额；文件里有几个就用写在前面的

# 考核什么。weight 是权重，加起来必须是 100
metrics:
  sales:
    title: 销售额
    value: sales              # 一个客服有几行时相加
    unit: money
    better: higher
    weight: 45
    points: minmax            # 最高的 100 分，最低的 0 分，其余按比例
  conversion:
    title: 询单转化率
    value: {ratio: [buyers, enquiries]}           # 付款人数 ÷ 询单人数
    unit: percent
    better: higher
    weight: 45
    points: {linear: {worst: 20%, best: 60%}}     # 20% 得 0 分，60% 得 100 分
  response:
    title: 平均响应时间
    value: response_seconds   # 一个客服有几行时写 {mean: response_seconds, by: receptions}，按接待人数加权
    unit: seconds
    better: lower             # 越低越好
    weight: 10
    points: {bands: {"<=30s": 100, "<=60s": 80, else: 50}}

# 门槛：不看权重，触发了就生效
gates:
  - {name: 响应过慢, when: response > 120s, then: {score: at_most 60}, because: 平均响应不得超过 2 分钟}

score: {digits: 2}
rank: {ties: min, break: [sales]}   # 同分先比销售额

# 名次奖金：第一名 2500，第二名 2300，依次递减，最后一名 1500
pay:
  - {ladder: {first: 2500, second: 2300, last: 1500}, title: 名次奖金}
""",
    en="""\
# yaml-language-server: $schema={{schema}}
# A scheme. What stands behind a # explains, and may go.
# Check it with: csscore check THIS_FILE    then: csscore rank EXPORT.xlsx --scheme THIS_FILE
csscore: 1
name: {{name}}
title: Pre-sale agents, monthly
version: 1

# sales, buyers … are names of columns; the headers of the usual platforms are known (csscore inspect EXPORT.xlsx lists what it
# found). For headers of your own, or to choose one of several, take the # off these lines and write yours:
# agent: [Nickname]              # who is ranked
# columns:
#   sales: [Turnover, Net turnover]    # the headers that mean sales; of several in a file the one that stands first here

# what is measured; the weights must sum to 100
metrics:
  sales:
    title: Sales
    value: sales              # several rows of an agent are summed
    unit: money
    better: higher
    weight: 45
    points: minmax            # the highest gets 100, the lowest 0, the others in proportion
  conversion:
    title: Conversion
    value: {ratio: [buyers, enquiries]}           # who paid / who asked
    unit: percent
    better: higher
    weight: 45
    points: {linear: {worst: 20%, best: 60%}}     # 0 points at 20 %, 100 at 60 %
  response:
    title: Response time
    value: response_seconds   # for several rows an agent: {mean: response_seconds, by: receptions}, weighted by customers
    unit: seconds
    better: lower
    weight: 10
    points: {bands: {"<=30s": 100, "<=60s": 80, else: 50}}

# gates act whatever the weights say
gates:
  - {name: Slow, when: response > 120s, then: {score: at_most 60}, because: the mean response time must not exceed 2 minutes}

score: {digits: 2}
rank: {ties: min, break: [sales]}   # equal scores: the higher sales first

# the rank bonus: 2500 for the first, 2300 for the second, down to 1500 for the last
pay:
  - {ladder: {first: 2500, second: 2300, last: 1500}, title: Rank bonus}
""",
)
