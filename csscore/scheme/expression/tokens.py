"""Cuts an expression into numbers, texts, names and signs; it knows no grammar and accepts no sign with two meanings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from csscore.patterns import pattern
from csscore.scheme.forms import nearest
from csscore.scheme.kinds import number
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 4000
"""Characters of an expression; a hostile one must cost nothing."""
MOST_TOKENS: Final = 400
MOST_DIGITS: Final = 15
"""Digits of a number, as spreadsheets keep them."""

_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_SIGNS: Final = {
    "(": "(", ")": ")", ",": ",", "+": "+", "-": "-", "*": "*", "/": "/", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">",
    ">=": ">=", "（": "(", "）": ")", "，": ",", "＋": "+", "－": "-", "−": "-", "＊": "*", "×": "*", "／": "/", "÷": "/",
    "**": "**", "＊＊": "**",
    "＜": "<", "＞": ">", "≤": "<=", "≥": ">=", "≠": "!=", "＝＝": "==", "！＝": "!=", "＜＝": "<=", "＞＝": ">=",
}  # fmt: skip
"""Signs as written (an input method writes the wide ones) and as meant."""
_OTHER: Final = {
    "===": "==", "=": "==", "＝": "==", "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "&": "and", "||": "or", "|": "or",
    "!": "not", "！": "not", "^": "**",
}  # fmt: skip
"""Signs of other languages, and what to write here."""
_BRACKETS = (
    Words("方括号和花括号", "square and curly brackets"),
    Words("一组值写成 ('a', 'b')", "write several values as ('a', 'b')"),
)
_QUESTION = (Words("“? :”", "'? :'"), Words("写成 if(条件, 甲, 乙)", "write if(condition, a, b)"))
_MONEY = (Words("货币符号", "currency signs"), Words("只写数字，例如 1234.5", "write the number alone, such as 1234.5"))
_REMAINDER = (
    Words("取余 %", "remainder %"),
    Words("百分数的 % 紧跟数字：90%", "the % of a percentage follows its number: 90%"),
)
_STOPS = (
    Words("“.”“:”“;”“#”等符号", "signs such as . : ; #"),
    Words("列名里有这样的符号时用反引号括起来：`a.b`", "put a column's name with such a sign in backticks: `a.b`"),
)
_UNSUPPORTED: Final = {
    "%": _REMAINDER, "％": _REMAINDER, "‰": _REMAINDER, "?": _QUESTION, "？": _QUESTION,
    "//": (Words("整除 //", "the division //"), Words("写成 floor(a / b)", "write floor(a / b)")),
    "¥": _MONEY, "￥": _MONEY, "$": _MONEY, **dict.fromkeys("[]{}【】", _BRACKETS), **dict.fromkeys(".:;#@~\\。：；、", _STOPS),
}  # fmt: skip
_QUOTES: Final = {"'": "'", '"': '"', "‘": "’", "“": "”", "＇": "＇", "＂": "＂", "「": "」", "`": "`"}
KEYWORDS: Final = frozenset({"and", "or", "not", "in", "true", "false"})
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted({**_SIGNS, **_OTHER, **_UNSUPPORTED}, key=len, reverse=True))
_TOKEN: Final = pattern(
    rf"""(?P<space>\s+)|(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>{_SIGN})|(?P<quote>['"‘“＇＂「`])"""
)
_UNIT: Final = pattern(r"\s*([%％‰]|(?!\s)[^\W\d_]\w*)")
_GROUPS: Final = pattern(r"[0-9]{1,3}(,[0-9]{3})+(?![0-9])")


class Mistake(Exception):  # noqa: N818 - never shown: the parser records it
    """An expression can't be read; carries the code, where in the text, and the details."""

    def __init__(self, code: str, start: int, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.start = start
        self.details = details


class Token(NamedTuple):
    """A piece of an expression."""

    kind: Literal["number", "text", "name", "word", "sign", "end"]
    """``word`` is one of the language's own words; a name in backticks is never one."""
    text: str
    """As meant: ``≥`` is ``>=``, a name is without its backticks."""
    start: int
    end: int
    value: Any = None
    """The number of a number."""
    quoted: bool = False


def as_name(name: str) -> str:
    """Return a column's name as expressions write it: in backticks where it would be read as something else."""
    try:
        alone = [token.kind for token in tokens(name)] == ["name", "end"]
    except Mistake:
        alone = False
    return name if alone else f"`{name}`"


def tokens(text: str) -> list[Token]:
    """Return the pieces of an expression, the last one of kind ``end``.

    Raises
    ------
    Mistake
        At the first thing that belongs to no expression.
    """
    if len(text) > LONGEST:
        raise Mistake("S212", 0, limit=Words(f"{LONGEST} 个字符", f"{LONGEST} characters"))
    found = []
    for token in _scan(text):
        found.append(token)
        if len(found) > MOST_TOKENS:
            limit = Words(f"{MOST_TOKENS} 个数、名称和符号", f"{MOST_TOKENS} numbers, names and signs")
            raise Mistake("S212", 0, limit=limit)
    return [*found, Token("end", "", len(text.rstrip()), len(text))]


def _scan(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise Mistake("S203", position, sign=text[position])
        if match["space"]:
            position = match.end()
            continue
        token = _token(match, text)
        yield token
        position = token.end


def _token(match: re.Match[str], text: str) -> Token:
    start, end = match.span()
    if match["number"]:
        return _number(match, text)
    if match["quote"]:
        return _quoted(match["quote"], start, text)
    if match["name"]:
        name = match["name"]
        if name not in KEYWORDS and name.lower() in KEYWORDS:
            raise Mistake("S204", start, found=name, better=name.lower())
        return Token("word" if name in KEYWORDS else "name", name, start, end)
    sign = match["sign"]
    if sign in _OTHER:
        raise Mistake("S204", start, found=sign, better=_OTHER[sign])
    if sign in _UNSUPPORTED:
        what, instead = _UNSUPPORTED[sign]
        raise Mistake("S205", start, what=what, instead=instead)
    return Token("sign", _SIGNS[sign], start, end)


def _quoted(quote: str, start: int, text: str) -> Token:
    close = text.find(_QUOTES[quote], start + 1)
    if close < 0:
        raise Mistake("S209", start, quote=_QUOTES[quote])
    inner = text[start + 1 : close]
    if quote != "`":
        return Token("text", inner, start, close + 1)
    if not inner.strip():
        raise Mistake("S201", start, found=same("``"), wanted=Words("列名", "a column's name"))
    return Token("name", inner.strip(), start, close + 1, quoted=True)


def _number(match: re.Match[str], text: str) -> Token:
    """Read a number with its unit; refuse what could be read in two ways."""
    start, end = match.span()
    digits = match["number"].translate(_FULL_WIDTH)
    groups = _GROUPS.match(text, start)
    if groups:
        plain = groups[0].replace(",", "")
        raise Mistake("S218", start, number=groups[0], plain=plain, apart=groups[0].replace(",", ", "))
    whole = digits.partition(".")[0]
    if (len(whole) > 1 and whole[0] == "0") or len(digits.replace(".", "").lstrip("0")) > MOST_DIGITS:
        raise Mistake("S219", start, number=digits, digits=MOST_DIGITS)
    value, unit = number(digits), _UNIT.match(text, end)
    if value is None:
        raise Mistake("S219", start, number=digits, digits=MOST_DIGITS)
    if unit is not None and unit[1].translate(_FULL_WIDTH) not in KEYWORDS:
        with_unit = number(digits + unit[1].translate(_FULL_WIDTH))
        glued = unit.start(1) == end
        if with_unit is not None:
            value, end = with_unit, unit.end()
        elif glued:
            raise _bad_unit(start, digits, unit[1])
    if text[end : end + 1] in {".", "．", "_"}:
        raise Mistake("S211", start, number=text[start : end + 1])
    return Token("number", text[start:end], start, end, value)


def _bad_unit(start: int, digits: str, run: str) -> Mistake:
    near = nearest(run, ("分钟", "小时", "秒", "min", "h", "s")) if len(run) <= 4 else None
    if near is not None:
        return Mistake("S210", start, number=digits + run, near=digits + near)
    return Mistake("S211", start, number=digits + run)
