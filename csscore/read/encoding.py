"""Tells text encodings apart by evidence; what stays uncertain is reported, never settled by the first decoder that doesn't fail.

GB18030 decodes almost anything, Big5 and Latin-1 text included, so decoding without an error proves nothing. What is
compared is how likely the decoded text is: everyday Chinese characters, words that stand in headers, accents inside words.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.patterns import pattern
from csscore.problems import Place, Problems

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE: Final = 1 << 18
"""Bytes looked at to tell an encoding; the whole text must then decode."""
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALSO_CALLED: Final = {"utf8": "utf-8-sig", "utf-8": "utf-8-sig", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030"}
_SURE: Final = 0.6
"""Likelihood from which a reading is believed …"""
_MARGIN: Final = 0.25
"""… if the next likely reading lags this much."""
_WORDS: Final = pattern(
    "客服|客户|昵称|旺旺|姓名|名称|账号|帐号|日期|时间|时长|人数|金额|销售|平均|响应|回复|转化|满意|询单|接待|店铺|订单|合计|总计|汇总|"
    "排名|得分|分数|小组|班组|部门|工号|员工|次数|首次|评价|退款|考核|奖金|绩效|"
    "客戶|暱稱|昵稱|名稱|帳號|時間|時長|人數|金額|銷售|響應|回應|回覆|轉化|滿意|詢單|店鋪|訂單|合計|總計|彙總|分數|獎金|績效|部門|員工|次數|評價"
)
_COMMON: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问"
    "很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走"
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉萍红兰梅琳玲婷雪倩莉佳慧欣怡雅颖洁珊诗思嘉俊浩宇轩博文涵晨阳鑫鹏飞宁燕云晓梦琪瑶悦甜糖豆果熊猫"
    "號張劉陳楊黃趙吳孫馬鄭羅謝韓許鄧蕭馮蔣蘇葉呂鍾盧陸譚韋賈鄒閻龍偉靜麗強軍豔傑濤剛華紅蘭潔穎詩陽飛寧雲曉夢這個們來為國說時會對過發後裡種經麼"
    "樣開實現當沒動還進無與長機業將兩間問戰向頭體見產給門員論處數稱額銷總應單評價獎點萬億訂貨"
)
_BETWEEN: Final = pattern(r"[\s,;|\"]")
_ACCENT: Final = "[\xc0-\xd6\xd8-\xf6\xf8-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]"
_WESTERN: Final = pattern(
    f"(?<=[A-Za-z]){_ACCENT}{{1,2}}|{_ACCENT}{{1,2}}(?=[A-Za-z])|(?<![^\\s,;|\"']){_ACCENT}(?=[\\s,;|\"'])|[€£°º’‘“”–…](?![\xa1-\xff])"
)


class Evidence(NamedTuple):
    """How likely a reading of the bytes is."""

    encoding: str
    text: str
    likelihood: float
    """Of the characters beyond ASCII, how many are everyday ones (the commonest count fully, other frequent ones 0.6)."""
    words: int
    """How many words of headers were found."""

    @property
    def weight(self) -> float:
        """Return what readings are compared by."""
        return self.likelihood + (1.0 if self.words else 0.0)

    @property
    def sample(self) -> str:
        """Return a cell with characters beyond ASCII."""
        found = re.search("[^\0-\x7f]", self.text)
        at = found.start() if found else 0
        before = _BETWEEN.split(self.text[max(0, at - 10) : at])[-1]
        return before + _BETWEEN.split(self.text[at : at + 20])[0]


def read_text(data: bytes, encoding: str | None, place: Place, problems: Problems) -> tuple[str, str] | None:
    """Decode a text file.

    Parameters
    ----------
    data
        All of its bytes.
    encoding
        The encoding that the user names; None to tell it from the bytes.
    place
        The file.
    problems
        Gets a warning where the evidence is thin, an error where the text does not decode or is none.

    Returns
    -------
    tuple or None
        The text and its encoding; None after an error was recorded.
    """
    if encoding is not None:
        name = codec_of(encoding, place, problems)
        return _decoded(data, name, place, problems) if name is not None else None
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name, place, problems)
    if b"\0" in data[:SAMPLE]:
        name = _utf_16_without_mark(data[:SAMPLE])
        if name is not None:
            return _decoded(data, name, place, problems)
        _report_no_text(data, place, problems)
        return None
    try:
        return str(data, "utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        lines = _high_lines(data[max(0, error.start - 2000) : error.start + SAMPLE])
    if _damaged_utf8(lines):
        return _decoded(data, "utf-8", place, problems)
    name = _by_evidence(lines, place, problems)
    if name is not None:
        return _decoded(data, name, place, problems)
    _report_no_text(data, place, problems)
    return None


def codec_of(encoding: str, place: Place | None, problems: Problems) -> str | None:
    """Return what Python calls an encoding; None where there is none of that name (D114)."""
    wanted = encoding.strip().lower().replace("_", "-")
    wanted = _ALSO_CALLED.get(wanted, wanted)
    try:
        "".encode(wanted)  # codecs that are no text encodings (base64, rot13) fail here
        b"".decode(wanted)
    except (LookupError, ValueError):
        problems.add("D114", place, encoding=encoding)
        return None
    return wanted


def _decoded(data: bytes, encoding: str, place: Place, problems: Problems) -> tuple[str, str] | None:
    try:
        return str(data, encoding, handler(encoding)), "utf-8" if encoding == "utf-8-sig" else encoding
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add("D113", Place(place.file, line=line), line=line, encoding=encoding.removesuffix("-sig"))
    except UnicodeError:  # UTF-16 and UTF-32 without their mark
        problems.add("D113", Place(place.file, line=1), line=1, encoding=encoding)
    return None


def _report_no_text(data: bytes, place: Place, problems: Problems) -> None:
    """Say that bytes are no text at all, or a text with holes in it."""
    controls = sum(data[:SAMPLE].count(byte) for byte in range(1, 32) if byte not in b"\t\n\r\f\v\x1a\x1b")
    nul = data.find(b"\0")
    if nul >= 0 and controls == 0 and data.count(b"\n", 0, SAMPLE):
        line = data.count(b"\n", 0, nul) + 1
        problems.add("D115", Place(place.file, line=line), line=line)
    else:
        problems.add("D111", place)


def handler(encoding: str) -> str:
    """Return how bytes are read that an encoding does not have (the name of an error handler)."""
    return "csscore.euro" if encoding == "gb18030" else "strict"


def _euro(error: UnicodeError) -> tuple[str, int]:
    """Read the byte 80 as the euro sign: Windows' GBK has it there, GB18030 does not."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


def _holes(error: UnicodeError) -> tuple[str, int]:
    """Read what does not decode as U+FFFD, byte by byte, so that one damaged letter does not hide the evidence."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "€" if error.object[error.start] == 0x80 and error.encoding == "gb18030" else "\ufffd", error.start + 1


codecs.register_error("csscore.euro", _euro)
codecs.register_error("csscore.holes", _holes)


def _damaged_utf8(lines: bytes) -> bool:
    """Tell whether a text is UTF-8 but for a few damaged bytes: then it is refused as such, not read as something else."""
    text = lines.decode("utf-8", "replace")
    high = sum(1 for letter in text if letter > "\x7f")
    return high >= 20 and text.count("\ufffd") <= 0.15 * high


def _utf_16_without_mark(head: bytes) -> str | None:
    """Tell UTF-16 by the text it gives: zero bytes stand beside every digit, comma, tab and line end."""
    shares = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(name, "replace")
        usual = sum(1 for letter in text if _USUAL.match(letter))
        shares[name] = usual / max(1, len(text)) if re.search("[\n\r\t,]", text) else 0.0
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.95 and min(shares.values()) < 0.8 else None


_USUAL: Final = pattern("[\t\n\r -\x7e\xa0-\xff\u2010-\u203a\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\u20ac\ufeff]")


def _high_lines(head: bytes) -> bytes:
    """Return only the lines that hold bytes beyond ASCII, whole ones: the rest proves nothing."""
    lines = [line for line in re.split(rb"[\r\n]+", head) if not line.isascii()]
    return b"\n".join(lines[:-1] if len(lines) > 1 and len(head) >= SAMPLE else lines)


def _by_evidence(lines: bytes, place: Place, problems: Problems) -> str | None:
    readings = [reading for reading in (_evidence(lines, *candidate) for candidate in _CANDIDATES) if reading is not None]
    readings.sort(key=lambda reading: -reading.weight)  # stable: of equals, the one more common here comes first
    if not readings or readings[0].weight < 0.4:
        witness = _witness(lines)
        readings = [witness, *readings] if witness is not None else readings
    if not readings:
        return None
    best = readings[0]
    rivals = [reading for reading in readings[1:] if reading.text != best.text]
    lag = best.weight - rivals[0].weight if rivals else 1.0
    if (best.words and lag > _MARGIN) or (best.likelihood >= _SURE and lag >= _MARGIN):
        return best.encoding
    rival = rivals[0].encoding if rivals else "gb18030"
    problems.add("D112", place, encoding=best.encoding, rival=rival, sample=best.sample)
    return best.encoding


def _evidence(lines: bytes, encoding: str, everyday: Callable[[str], float]) -> Evidence | None:
    text = str(lines, encoding, "csscore.holes")
    high = re.findall("[^\0-\x7f]", text)
    holes = text.count("\ufffd")
    if holes > 0.1 * len(high) or re.search("[\0-\x08\x0e-\x19\x7f-\x9f]", text):
        return None
    words = len(_WORDS.findall(text)) if encoding != "cp1252" else 0
    return Evidence(encoding, text, everyday(text) / len(high) - (_MARGIN if holes else 0.0), words)


def _everyday_in(encoding: str, levels: tuple[int, int], least_trail: int) -> Callable[[str], float]:
    """Return a count of a text's likely letters: common ones, and those of an encoding's first level (by lead byte)."""

    def count(text: str) -> float:
        found = 0.0
        for letter in text:
            if letter in _COMMON:
                found += 1.0
            elif letter > "\x7f":
                code = letter.encode(encoding, "ignore")
                usual = len(code) == 2 and code[1] >= least_trail
                found += 1.0 if usual and 0xA1 <= code[0] <= 0xA3 else 0.6 if usual and levels[0] <= code[0] <= levels[1] else 0.0
        return found

    return count


def _everyday_western(text: str) -> float:
    """Count letters with accents that stand inside words, and signs."""
    return float(sum(len(found) for found in _WESTERN.findall(text)))


_CANDIDATES: Final = (
    ("gb18030", _everyday_in("gb18030", (0xB0, 0xD7), 0xA1)),
    ("big5", _everyday_in("big5", (0xA4, 0xC6), 0x40)),
    ("cp1252", _everyday_western),
)


def _witness(lines: bytes) -> Evidence | None:
    """Ask charset-normalizer where none of our own readings is likely (Japanese, Korean, Cyrillic).

    UTF-16 and UTF-32 are out: they have their marks or zero bytes, and a letter or two of GB18030 looks like them.
    """
    from charset_normalizer import from_bytes

    match = from_bytes(lines, cp_exclusion=["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]).best()
    return Evidence(match.encoding, str(match), 0.5, 0) if match is not None else None
