"""Words for sums and means inside the names of rows; whether a row is one, its figures have to say."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from csscore.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.read.distinct import Distinct

Way = Literal["sum", "mean"]

SIMPLER: Final = str.maketrans("計總総匯彙數體團隊門組業優員標準達參環線區課", "计总总汇汇数体团队门组业优员标准达参环线区课")
"""Traditional and Japanese characters as the words have them."""
_SUMS: Final = (
    *(
        "total",
        "totals",
        "subtotal",
        "subtotals",
        "sub-total",
        "sub total",
        "grand total",
        "sum",
        "overall",
        "summe",
        "zwischensumme",
    ),
    *(
        "teilsumme",
        "gesamt",
        "gesamtsumme",
        "gesamtergebnis",
        "ergebnis",
        "insgesamt",
        "soma",
        "somma",
        "suma",
        "totale",
        "totaal",
    ),
    *("total geral", "total general", "total général", "sous-total", "sous total", "somme", "toplam", "toplamı", "ara toplam"),
    *("إجمالي", "الإجمالي", "مجموع", "المجموع", "tổng", "tổng cộng", "รวม"),
    *("genel toplam", "итого", "всего", "итог", "razem"),
)
_MEANS: Final = (
    *(
        "average",
        "avg",
        "avg.",
        "mean",
        "mittelwert",
        "durchschnitt",
        "mittel",
        "média",
        "media",
        "promedio",
        "moyenne",
        "ortalama",
    ),
    *("متوسط", "المتوسط", "trung bình"),
    *("ortalaması", "среднее", "gemiddelde", "średnia", "ø"),
)
_SUMS_CJK: Final = (
    "汇总值",
    "汇总",
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "总和",
    "总合计",
    "합계",
    "총계",
    "소계",
    "총합",
    "누계",
)
_MEANS_CJK: Final = ("平均值", "平均分", "平均数", "平均", "均值", "人均", "평균")
_GROUP: Final = (
    r"(?:组|部|팀|부서|매장|店|队|团队|班|区|课|室|チーム|店舗|计|\b(?:team|group|shop|store|region|dept\.?|department|division|branch|gruppe"
    r"|abteilung|équipe|equipe|equipo|grupo|takım|takımı|ekip|região|región))"
)
_OF_GROUP: Final = pattern(f".*{_GROUP}")


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_ANY: Final = f"(?:{_either((*_SUMS, *_MEANS))})"
_ANY_CJK: Final = f"(?:{_either((*_SUMS_CJK, *_MEANS_CJK))})"
_BEHIND: Final = pattern(rf".+?(?:[\s:_/-]+|\s*[(\[])({_ANY})[)\]]?|.+?[\s:_/-]*[(\[]?({_ANY_CJK})[)\]]?")
_BEFORE: Final = pattern(
    rf"({_ANY})(?:\s*[:_/-]\s*|\s+(?:(?:of|for|de|do|da|von|für|des|du)\s+)?|\s*[(\[]).+|({_ANY_CJK})[\s:_/([-]+.+"
)
_WEAK: Final = pattern(rf"{_ANY}|{_ANY_CJK}.+|.+{_ANY}|{_ANY}.+")
"""Names that may be a person's, but a sum's where the figures say so: 平均小王, Suma."""


class Candidate(NamedTuple):
    """What the name of a row says it may be."""

    way: Way
    plain: bool
    """Whether the name says it by itself, so that it is told even where the figures don't agree."""


_MARK: Final = pattern(f"{_ANY}|{_ANY_CJK}|{_GROUP}")
"""What names of sums, means and groups have; no figure is part of it."""
_NO_FIGURES: Final = str.maketrans("", "", "0123456789")
_SAYS_MEAN: Final = pattern(f"{_either((*_MEANS, *_MEANS_CJK))}")


def _way(word: str) -> Way:
    return "mean" if _SAYS_MEAN.search(word) else "sum"


def candidates(names: Distinct) -> dict[int, Candidate]:
    """Return the rows whose names have a word for a sum or a mean, or for a group, in the order of the rows.

    A million names that differ in their figures only (agent0000001) are looked at once.
    """
    block = _simple("\n".join([name or "" for name in names.cells]))
    shapes = block.translate(_NO_FIGURES).split("\n")
    marked = {shape for shape in set(shapes) if _MARK.search(shape) is not None}
    if not marked:
        return {}
    found = [_candidate(form) if shape in marked else None for form, shape in zip(block.split("\n"), shapes, strict=True)]
    rows = np.flatnonzero(np.array([one is not None for one in found])[names.codes]).tolist()
    return {row: one for row in rows if (one := found[names.codes[row]]) is not None}


def _simple(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(SIMPLER)


def _candidate(form: str) -> Candidate | None:
    name = form.strip("*= ")
    match = _BEHIND.fullmatch(name) or _BEFORE.fullmatch(name)
    if match is not None:
        return Candidate(_way(match[1] or match[2]), plain=True)
    if _WEAK.fullmatch(name) is not None or _OF_GROUP.fullmatch(name) is not None:
        return Candidate(_way(name), plain=False)
    return None


def says_sum(name: str) -> bool:
    """Tell whether a name has a word for a sum or a mean, and by itself says so: North Total, 小计：甲组."""
    found = _candidate(_simple(name))
    return found is not None and found.plain
