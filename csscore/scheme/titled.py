"""Names of a scheme's language as people call what they stand for: titles for keys in sentences; it changes no number.

In Chinese every key has a title. In English most keys are English words and stay; those that no one would say (``base_pay``)
have theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.patterns import pattern
from csscore.result import Sentence
from csscore.scheme.dictionary import column_headers
from csscore.scheme.kinds import decimal_text
from csscore.scheme.model import Group
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from csscore.scheme.headers import HeaderNames
    from csscore.scheme.model import Metric, Scheme

_OF_A_RUN: Final = {
    "score": "总分", "rank": "名次", "pay": "应发", "and": "且", "or": "或", "not": "非", "agent": "客服", "tied": "并列人数",
    "true": "是", "false": "否",
}  # fmt: skip
_CALLED: Final = {
    "min": "最小", "max": "最大", "abs": "绝对值", "round": "四舍五入", "floor": "向下取整", "ceil": "向上取整", "log": "对数",
    "exp": "指数", "sqrt": "平方根", "date": "日期", "days": "天数", "months": "月数", "period_start": "期初",
    "period_end": "期末",
    "missing": "没有", "if": "如果", "total": "合计", "average": "平均", "best": "最好", "worst": "最差", "every": "人人",
    "people": "人数", "team": "全组",
}  # fmt: skip
"""The functions of expressions."""
_SIGNS: Final = {"==": "=", "!=": "≠", ">=": "≥", "<=": "≤", "*": "×"}
_PIECE: Final = r"""\{[^}]*\}|'[^']*'|"[^"]*"|`[^`]*`|(?<![\w.\-])[A-Za-z_]\w*\(?|(?<= )(?:==|!=|\*)(?= )|[<>]=(?=\s?[\d\w])"""
"""A placeholder or a quoted text, which is nobody's key; a word, perhaps one that calls a function; a sign."""
_TOKEN: Final = pattern(_PIECE)
_WORDS: Final = pattern(rf"{_PIECE}|[一-鿿]\w*")
"""The same, and names that are Chinese words."""
_LONG: Final = pattern(r"(?<![\w.,:'/-])\d{4,}(?![\w:'/-])")
_BETWEEN: Final = pattern(r"(?<=[一-鿿”）]) (?=[一-鿿“（])")
HAN: Final = pattern(r"[一-鿿]")


class Titles:
    """What the keys of a scheme are called."""

    def __init__(self, scheme: Scheme) -> None:
        zh: dict[str, str] = dict(_OF_A_RUN)
        en: dict[str, str] = {}
        for name, title in titles_of(column_headers(scheme)).items():
            zh[name], en[name] = title
        for name, value in scheme.params.items():
            zh.setdefault(name, decimal_text(value))
        for name, of in entries(scheme.metrics):
            if of.title is not None:
                zh[name], en[name] = of.title.zh, of.title.en
                zh[f"{name}_points"], en[f"{name}_points"] = f"{of.title.zh}得分", f"{of.title.en} points"
        self._zh, self._en = zh, en

    def called(self, name: str) -> Words:
        """Return what one key is called; itself where it has no title."""
        return Words(self._zh.get(name, name), self._en.get(name, name))

    def listed(self, names: Sequence[str]) -> Words:
        """Return what several keys are called, as a list."""
        called = [self.called(name) for name in names]
        return Words(listed([one.zh for one in called]).zh, listed([one.en for one in called]).en)

    def param(self, name: str) -> Words:
        """Return what a param is called; its name where its author gave no title."""
        return Words(self._zh[name], self._en[name]) if name in self._en else same(name)

    def words(self, words: Words) -> Words:
        """Return a sentence with titles for keys."""
        zh = _BETWEEN.sub("", _TOKEN.sub(self._chinese, words.zh).replace(" / ", " ÷ "))
        return Words(*(_LONG.sub(_separated, text) for text in (zh, _WORDS.sub(self._english, words.en))))

    def sentence(self, said: Sentence) -> Sentence:
        """Return a sentence an agent with titles for keys, in its templates and in the texts that fill them."""
        details = {key: self._detail(value) for key, value in said.details.items()}
        return Sentence(tuple(map(self.words, said.variants)), said.which, details)

    def _detail(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.called(value) if value in self._zh else self.words(same(value))
        return self.words(value) if isinstance(value, Words) else value

    def _chinese(self, match: re.Match[str]) -> str:
        text = match[0]
        if text.endswith("("):
            return f"{_CALLED.get(text[:-1], text[:-1])}("
        if text.startswith("`"):
            return text[1:-1]
        return _SIGNS.get(text) or self._zh.get(text, text)

    def _english(self, match: re.Match[str]) -> str:
        text = match[0]
        return self._en.get(text, text) if "_" in text.strip("_") or HAN.match(text) else text


class ColumnTitles(Titles):
    """The same where a name is a column before it is a metric: in what a metric's own value is taken from."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(scheme)
        for name, title in titles_of(column_headers(scheme)).items():
            self._zh[name] = title.zh
            if title.en != name:
                self._en[name] = title.en

    def _english(self, match: re.Match[str]) -> str:
        return self._en.get(match[0], match[0])  # a sentence of few words, none of which is a column


def _separated(match: re.Match[str]) -> str:
    return f"{int(match[0]):,}"


def titles_of(columns: Mapping[str, HeaderNames]) -> dict[str, Words]:
    """Return what columns are called: their titles, else the first header in Chinese."""
    found = {}
    for name, entry in columns.items():
        if entry is None:  # it could not be read
            continue
        han = next((header for header in entry.headers if HAN.search(header)), None)
        if entry.title is not None or han is not None:
            found[name] = entry.title or Words(str(han), name)
    return found


def entries(metrics: Mapping[str, Metric | Group]) -> Iterator[tuple[str, Metric | Group]]:
    """Yield metrics and groups, a group before what is in it."""
    for name, entry in metrics.items():
        yield name, entry
        if isinstance(entry, Group):
            yield from entries(entry.metrics)
