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

# 谁被考核：导出的表里，客服那一列的表头（写几个都行，用最先找到的）
agent: [客服昵称, 旺旺昵称, 客服]

# 左边是本方案里用的名字，右边是表里可能出现的表头
columns:
  sales: [销售额, 客服销售额]
  enquiries: [询单人数]
  buyers: [付款人数, 最终付款人数]
  response: [平均响应时间, '平均响应(秒)']

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
    value: {ratio: [buyers, enquiries]}
    unit: percent
    better: higher
    weight: 45
    points: {linear: {worst: 20%, best: 60%}}     # 20% 得 0 分，60% 得 100 分
  response:
    title: 平均响应时间
    value: {mean: response}
    unit: seconds
    better: lower             # 越低越好
    weight: 10
    points: {bands: {"<=30": 100, "<=60": 80, else: 50}}

# 门槛：不看权重，触发了就生效
gates:
  - {name: 响应过慢, when: response > 120, then: {score: at_most 60}, because: 平均响应不得超过 2 分钟}

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

# who is ranked: the header of the agents' column in your exports (the first that is found counts)
agent: [agent, Agent, 客服昵称, 旺旺昵称, 客服]

# on the left the names used below, on the right the headers they may stand under
columns:
  sales: [sales, Sales, 销售额, 客服销售额]
  enquiries: [enquiries, Enquiries, 询单人数]
  buyers: [buyers, Buyers, 付款人数, 最终付款人数]
  response: [response time, Response time, 平均响应时间, '平均响应(秒)']

# what is measured; the weights must sum to 100
metrics:
  sales:
    title: sales
    value: sales              # several rows of an agent are summed
    unit: money
    better: higher
    weight: 45
    points: minmax            # the highest gets 100, the lowest 0, the others in proportion
  conversion:
    title: conversion
    value: {ratio: [buyers, enquiries]}
    unit: percent
    better: higher
    weight: 45
    points: {linear: {worst: 20%, best: 60%}}     # 0 points at 20 %, 100 at 60 %
  response:
    title: response time
    value: {mean: response}
    unit: seconds
    better: lower
    weight: 10
    points: {bands: {"<=30": 100, "<=60": 80, else: 50}}

# gates act whatever the weights say
gates:
  - {name: slow, when: response > 120, then: {score: at_most 60}, because: the mean response time must not exceed 2 minutes}

score: {digits: 2}
rank: {ties: min, break: [sales]}   # equal scores: the higher sales first

# the rank bonus: 2500 for the first, 2300 for the second, down to 1500 for the last
pay:
  - {ladder: {first: 2500, second: 2300, last: 1500}, title: rank bonus}
""",
)
