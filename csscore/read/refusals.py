"""Why a text is no number, and what to write instead; it decides nothing that counts."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import numeric

from csscore.patterns import pattern
from csscore.words import Words

WRITE: Final = Words(
    "写成数字，如 95；没有数据就留空或写 -", "write a number such as 95; leave the cell empty or write - where there is none"
)
_REASONS: Final[tuple[tuple[re.Pattern[str], Words, Words], ...]] = (
    (
        pattern(r".*\d[\d.,' ]*\s*(?:cr|dr)\.?", re.IGNORECASE),
        Words("CR、DR 是记账的贷、借，哪个为正说不清", "CR and DR are credit and debit: which of them is plus is open"),
        Words("写成带正负号的数，如 -1234", "write the number with its sign, such as -1234"),
    ),
    (
        pattern(r"[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE),
        Words("不是一个数值", "no number at all"),
        Words("没有数据就留空或写 -", "leave the cell empty or write - where there is no value"),
    ),
    (
        pattern(r"[+-]?\d+(?:_\d+)+(?:\.\d+)?"),
        Words("下划线不能分节", "underscores don't group digits"),
        Words("去掉下划线，或写成 1,000", "leave the underscores out, or write 1,000"),
    ),
    (
        pattern(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*"),
        Words("像是日期", "like a date"),
        Words("检查这一列是不是日期列", "check whether this column holds dates"),
    ),
    (
        pattern(
            r"\d{4}[-\s]?[Ww]\s?\d{1,2}(?:-\d)?|(?:week|kw|wk)\.?\s*\d{1,2}(?:\s*[-/,]?\s*\d{4})?|(?:\d{4}年)?第\s*\d{1,2}\s*周",
            re.IGNORECASE,
        ),
        Words("像是第几周", "like a week of the year"),
        Words("检查这一列是不是日期列", "check whether this column holds dates"),
    ),
    (
        pattern(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+\D{0,3}|[+-]?\d{1,3}(?:\.\d{3}){2,}\D{0,3}"),
        Words("小数点或分节写法不明", "point and comma are used in an unusual way"),
        Words(
            "小数用点（1.7），分节用逗号（1,700）；整列都用逗号作小数点时才会自动识别",
            "write decimals with a point (1.7) and groups with a comma (1,700); a decimal comma is understood only where the "
            "whole column has it",
        ),
    ),
    (
        pattern(r"[+-]?\d+(?:,\d*)+(?:\.\d+)?\D{0,3}"),
        Words("千分位分节不对", "digits are grouped wrongly"),
        Words("每三位一节（1,234），或去掉逗号", "group by three (1,234), or leave the commas out"),
    ),
    (
        pattern(r"\d+(?:[:：]\d+){1,2}(?:\.\d+)?"),
        Words("时间写法不对", "no valid time"),
        Words("写成 1:05、00:01:05 或 65秒", "write 1:05, 00:01:05 or 65秒"),
    ),
    (
        pattern(r"[+-]?\d+(?:\.\d*){2,}"),
        Words("小数点多于一个", "more than one point"),
        WRITE,
    ),
    (
        pattern(r"[><≥≤≈~约超]+\s*[\d.,]+\s*[%分元]?|[\d.,]+\s*[%分元]?\s*(?:\+|以上|以下|左右|多)"),
        Words("不是确切的数", "no exact number"),
        Words("写成确切的数字", "write the exact number"),
    ),
    (
        pattern(r"[\d.,]+%?\s*[/~、;|至到-]\s*[\d.,]+%?"),
        Words("一个单元格里有两个数", "two numbers in one cell"),
        Words("拆成两列，或只留需要的那个数", "split them into two columns, or keep the one that counts"),
    ),
)
_FRACTION: Final = pattern("([+-]?)(\\d*)\\s*([\u00bc-\u00be\u2150-\u215e])")
_ONE_NUMBER: Final = pattern(r"[a-z#第]*\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!\s*[kmb]+$)\s*[a-z\s().*↑↓]*", re.IGNORECASE)
"""A number with words around it: 12 calls."""
_NUMERALS: Final = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE: Final = pattern("[零〇一二两三四五六七八九十百千万亿]+(?:分|秒|元|人|次|点|%)?")


def why(plain: str) -> tuple[Words, Words]:
    """Say why a text is no number, and what to write instead."""
    for like, reason, remedy in _REASONS:
        if like.fullmatch(plain):
            return reason, remedy
    if _CHINESE.fullmatch(plain):
        value = _chinese(plain.rstrip("分秒元人次点%"))
        remedy = Words(f"写成 {value} 或 {value}秒", f"write {value} or {value}秒") if value is not None else WRITE
        return Words("是中文数字", "a numeral in Chinese words"), remedy
    fraction = _FRACTION.fullmatch(plain)
    if fraction is not None:
        return Words("是一个分数符号", "a fraction written as one sign"), _decimal(*fraction.groups())
    only = _ONE_NUMBER.fullmatch(plain)
    if only is not None:
        number = only[1].replace(",", "")
        return Words("数字里夹有别的文字", "other text among the digits"), Words(
            f"只写数：{number}", f"write the number alone: {number}"
        )
    if re.search(r"\d", plain):
        return Words("数字里夹有别的文字", "other text among the digits"), WRITE
    return Words("是文字", "text"), WRITE


def _decimal(sign: str, whole: str, fraction: str) -> Words:
    """Return the remedy for a fraction: the decimal that it is, or is nearly."""
    text = f"{sign}{int(whole or 0) + numeric(fraction):.4f}".rstrip("0").rstrip(".")
    return Words(f"写成小数，如 {text}", f"write it as a decimal, such as {text}")


def _chinese(text: str) -> int | None:
    """Return what a Chinese numeral below 10 000 says, for a remedy only; None where it is not regular."""
    total = digit = 0
    for letter in text:
        if letter in _NUMERALS:
            digit = _NUMERALS[letter]
        elif letter in "十百千":
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter], 0
        else:
            return None
    return total + digit
