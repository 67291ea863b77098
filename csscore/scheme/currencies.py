"""Which decimals the currencies of the world have (ISO 4217, table A.1); it converts nothing."""

from __future__ import annotations

from difflib import get_close_matches
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


_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNH",
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR",
    "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR",
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NTD NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR SBD SCR SDG SEK SGD",
    "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VES VND VUV WST XAF XCD XOF",
    "XPF YER ZAR ZMW ZWG",
)
"""Codes of currencies (ISO 4217), and what RMB, CNH and NTD are called beside them."""


def likely_code(currency: str) -> str | None:
    """Return the code that is likeliest meant by three letters that are none; None for a code, a sign, a word.

    Examples
    --------
    >>> likely_code("CYN"), likely_code("cny"), likely_code("¥")
    ('CNY', None, None)
    """
    code, codes = currency.strip().upper(), " ".join(_CODES).split()
    if len(code) != len("CNY") or not (code.isascii() and code.isalpha()) or code in codes:
        return None
    return next((known for known in codes if sorted(known) == sorted(code)), get_close_matches(code, codes, n=1, cutoff=0)[0])
