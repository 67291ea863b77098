"""Which decimals the currencies of the world have (ISO 4217, table A.1); it converts nothing."""

from __future__ import annotations

from typing import Final

USUAL: Final = 2
"""Decimals of a currency that is not listed here, and of one that no standard knows."""

_NONE: Final = (
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    "日元 日圆 日圓 円 韩元 韩币 韓元 韓圜 원 ₩ 越南盾 ₫ 智利比索",
)
_THREE: Final = (
    "BHD IQD JOD KWD LYD OMR TND",
    "巴林第纳尔 伊拉克第纳尔 约旦第纳尔 科威特第纳尔 利比亚第纳尔 阿曼里亚尔 突尼斯第纳尔",
)
_FOUR: Final = ("CLF UYW",)

_DIGITS: Final = {
    name: digits for digits, lines in ((0, _NONE), (3, _THREE), (4, _FOUR)) for line in lines for name in line.split()
}


def digits_of(currency: str) -> int:
    """Return the decimals of a currency, by its code in any case or by its usual name: 2 for CNY, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency.strip().upper(), USUAL)
