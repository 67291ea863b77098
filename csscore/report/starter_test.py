"""The test that stands beside a newcomer's scheme: three people, counted by hand; it passes until the scheme is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.words import Words

if TYPE_CHECKING:
    from csscore.words import Lang


def starter_test(lang: Lang) -> str:
    """Return the text of the tests of `csscore.report.starter.starter`."""
    return _TEXT.in_(lang)


_TEXT: Final = Words(
    zh="""\
# 这份方案的测试：给一张小表，写上手算的结果。改了方案就跑一遍：csscore test 这个文件（加 -v 看计算过程）
- name: 三个客服，手算
  # 小美：三项都是 100 分。阿强：45% × (99000 − 50000) ÷ (128400 − 50000) × 100 + 45% × 50 + 10% × 80 = 58.625，四舍五入 58.63
  # 小丽：0 + 0 + 10% × 50 = 5；响应超过 2 分钟，最多 60，本来就不到
  given: |
    客服昵称,销售额,询单人数,付款人数,平均响应时间
    小美,128400,100,60,20
    阿强,99000,100,40,45
    小丽,50000,100,20,130
  expect:
    score: {小美: 100.00, 阿强: 58.63, 小丽: 5.00}
    rank: {小美: 1, 阿强: 2, 小丽: 3}
    pay: {小美: 2500.00, 阿强: 2300.00, 小丽: 1500.00}
""",
    en="""\
# Tests of this scheme: a small table, and what was counted by hand. After a change: csscore test THIS_FILE (-v shows how)
- name: three agents, by hand
  # Mei: 100 points in all three. Qiang: 45% × (99000 − 50000) ÷ (128400 − 50000) × 100 + 45% × 50 + 10% × 80 = 58.625, so 58.63
  # Li: 0 + 0 + 10% × 50 = 5; slower than 2 minutes means 60 at most, and it is less anyway
  given: |
    客服昵称,销售额,询单人数,付款人数,平均响应时间
    Mei,128400,100,60,20
    Qiang,99000,100,40,45
    Li,50000,100,20,130
  expect:
    score: {Mei: 100.00, Qiang: 58.63, Li: 5.00}
    rank: {Mei: 1, Qiang: 2, Li: 3}
    pay: {Mei: 2500.00, Qiang: 2300.00, Li: 1500.00}
""",
)
