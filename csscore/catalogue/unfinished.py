"""What is wrong with a month that is not over: the wording of D515-D519."""

from __future__ import annotations

from typing import Final

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: Final[dict[str, Code]] = {
    "D515": Code(
        "error",
        Words("--as-of 不是日期", "--as-of that is no day"),
        Words("“{day}”不是日期", "'{day}' is no day"),
        Words("写成 --as-of 2026-03-15", "write it as --as-of 2026-03-15"),
    ),
    "D516": Code(
        "error",
        Words("--as-of 之后还有行", "rows behind --as-of"),
        Words("--as-of 写的是 {day}，可是数据里有到 {last} 的行", "--as-of says {day}, but there are rows up to {last}"),
        Words("写 --as-of {last}，或不写，就按最后一行的日期算", "write --as-of {last}, or leave it out: then the last row's day is taken"),
    ),
    "D517": Code(
        "error",
        Words("数据不止一个月", "rows of several months"),
        Words("数据从 {first} 到 {last}，不知道说的是哪一期", "the rows go from {first} to {last}: it is not known which period is meant"),
        Words("写明是哪个月：--period {month}", "say which month: --period {month}"),
    ),
    "D518": Code(
        "note",
        Words("人多，没找前进一名的办法", "too many people for what would gain a place"),
        Words(
            "有 {count} 人，没有算各人每一项要多出多少才前进一名，只写离更高的总分差几分：超过 {most} 人就太慢",
            "{count:agent|agents}: what each lacks in every metric to the next place is left out, only how far the next score is"
            " stands there; for more than {most} it would take long",
        ),
        Words("要看某个人，用 csscore explain", "for one of them use csscore explain"),
    ),
    "D519": Code(
        "error",
        Words("--as-of 不在这一期里", "--as-of outside of the period"),
        Words("{day} 不在 {first} 到 {last} 之间", "{day} does not lie between {first} and {last}"),
        Words("改 --as-of，或改 --period", "change --as-of, or --period"),
    ),
}  # fmt: skip
