"""Signs and codes of currencies: what an amount, a header or a number format says it is in; it converts nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from csscore.patterns import pattern

Codes = tuple[str, ...]
"""The currencies that a sign may stand for, the likeliest first."""

DOLLARS: Final = (
    *(
        "USD",
        "AUD",
        "CAD",
        "NZD",
        "SGD",
        "HKD",
        "TWD",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "UYU",
        "DOP",
        "JMD",
        "TTD",
        "FJD",
        "BND",
        "BSD",
        "BBD",
    ),
)
"""What a dollar sign alone may stand for."""
_CROWNS: Final = ("SEK", "NOK", "DKK", "ISK")
_RUPEES: Final = ("INR", "PKR", "LKR", "NPR", "MUR", "SCR")
_SIGNS: Final[dict[str, Codes]] = {
    "¥": ("CNY", "JPY"),
    **dict.fromkeys(("元", "圆"), ("CNY", "TWD", "HKD", "MOP", "SGD")),
    **dict.fromkeys(("人民币", "rmb", "cn¥", "元人民币", "人民币元"), ("CNY",)),
    **dict.fromkeys(("円", "日元", "jp¥", "日圆"), ("JPY",)),
    "$": DOLLARS,
    **dict.fromkeys(("美元", "us$", "u$", "$us", "us dollar", "us dollars"), ("USD",)),
    **dict.fromkeys(("港元", "港币", "hk$"), ("HKD",)),
    **dict.fromkeys(("新台币", "新臺幣", "台币", "nt$", "ntd"), ("TWD",)),
    **{"澳元": ("AUD",), "a$": ("AUD",), "au$": ("AUD",), "加元": ("CAD",), "c$": ("CAD",), "ca$": ("CAD",), "nz$": ("NZD",)},
    **{"新加坡元": ("SGD",), "s$": ("SGD",), "mex$": ("MXN",), "mx$": ("MXN",), "mop$": ("MOP",), "澳门元": ("MOP",)},
    **dict.fromkeys(("€", "欧元", "euro", "euros"), ("EUR",)),
    **dict.fromkeys(("£", "英镑", "stg"), ("GBP", "EGP", "GIP")),
    **dict.fromkeys(("₩", "韩元", "원"), ("KRW",)),
    "₹": ("INR",),
    **dict.fromkeys(("rs", "rs."), _RUPEES),
    **dict.fromkeys(("₽", "руб", "руб.", "р.", "卢布"), ("RUB",)),
    **dict.fromkeys(("₫", "đ", "越南盾"), ("VND",)),
    **dict.fromkeys(("฿", "泰铢", "บาท"), ("THB",)),
    **dict.fromkeys(("r$", "reais", "雷亚尔"), ("BRL",)),
    **dict.fromkeys(("₺", "tl"), ("TRY",)),
    **{"zł": ("PLN",), "zl": ("PLN",), "kč": ("CZK",), "ft": ("HUF",), "lei": ("RON",), "лв": ("BGN",), "лв.": ("BGN",)},
    **dict.fromkeys(("kr", "kr."), _CROWNS),
    **dict.fromkeys(("fr", "fr.", "sfr", "sfr.", "瑞士法郎"), ("CHF",)),
    **{
        "₱": ("PHP",),
        "rm": ("MYR",),
        "rp": ("IDR",),
        "rp.": ("IDR",),
        "₪": ("ILS",),
        "₴": ("UAH",),
        "₦": ("NGN",),
        "₸": ("KZT",),
    },
    **{"₡": ("CRC",), "₲": ("PYG",), "₵": ("GHS",), "₾": ("GEL",), "֏": ("AMD",), "₼": ("AZN",), "৳": ("BDT",), "s/": ("PEN",)},
}
_CODES: Final = (
    "AED ARS AUD BDT BGN BHD BND BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR GBP GEL GHS GTQ HKD HUF",
    "IDR ILS INR IQD ISK JOD JPY KES KHR KRW KWD KZT LAK LBP LKR MAD MMK MNT MOP MUR MXN MYR NGN NOK NPR NZD OMR",
    "PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS UAH UGX USD UYU UZS VND XAF XOF ZAR",
)
_KNOWN: Final[dict[str, Codes]] = {**{code.lower(): (code,) for code in " ".join(_CODES).split()}, **_SIGNS, "cnh": ("CNY",)}
SIGN: Final = "(?:" + "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True)) + ")"
"""A pattern for one sign or code, to be used without regard to case."""
_SIGN: Final = pattern(SIGN, re.IGNORECASE)
_COUNTRY: Final = {
    "411": ("JPY",),
    "804": ("CNY",),
    "404": ("TWD",),
    "C04": ("HKD",),
    "1004": ("SGD",),
    "1009": ("CAD",),
    "C09": ("AUD",),
}
"""Currencies by the country (a Windows language id) that a number format names beside the sign."""
_IN_FORMAT: Final = pattern(r'\[\$([^\]-]+)(?:-([0-9A-Fa-f]+))?\]|"([^"]*)"|\\(.)|([¥$€£₩₹₽₫฿₺])')
_IN_HEADER: Final = pattern(
    rf"[(（\[【]\s*(?:单位[:：]\s*|in\s+|unit:\s*)?(?:千|万|百万|亿|k|t|m|mn|mio\.?|thousand|million)?\s*({SIGN})\s*(?:k|m)?\s*[)）\]】]"
    rf"|[\s_/,-](?:in\s+)?(?:k|t|mio\.?\s*)?({SIGN})\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def codes(sign: str) -> Codes:
    """Return the currencies that a sign, code or word may stand for; none for anything else.

    Examples
    --------
    >>> codes("R$")
    ('BRL',)
    >>> codes("¥")
    ('CNY', 'JPY')
    """
    return _KNOWN.get(sign.strip().lower(), ())


def declared(currency: str) -> Codes:
    """Return what a scheme's currency may mean: its own code in any case, or what its sign or usual name stands for.

    Examples
    --------
    >>> declared("RMB"), declared("eur"), declared("XYZ")
    (('CNY',), ('EUR',), ('XYZ',))
    """
    return codes(currency.replace("￥", "¥")) or (currency.strip().upper(),)


def common(*many: Codes) -> Codes:
    """Return what several signs can stand for together, in the order of the first."""
    return tuple(code for code in many[0] if all(code in other for other in many[1:])) if many else ()


@lru_cache(maxsize=512)
def in_header(header: str) -> Codes:
    """Return the currencies that a header may name: ``Sales (USD)``, ``Umsatz in €``, ``销售额（美元）``."""
    found = _IN_HEADER.search(header[:200].replace("￥", "¥"))
    return codes(found[1] or found[2]) if found is not None else ()


@lru_cache(maxsize=512)
def in_format(code: str) -> Codes:
    """Return the currencies that the sign in a spreadsheet's number format may stand for: ``[$€-407]``, ``"US$"#,##0``."""
    for sign, country, quoted, escaped, bare in _IN_FORMAT.findall(code.split(";", maxsplit=1)[0].replace("￥", "¥")):
        found = codes(sign or quoted or escaped or bare)
        if found:
            return common(found, _COUNTRY.get(country.upper(), found)) or found
    return ()
