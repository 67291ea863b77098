"""D20x-D22x: what a single cell says: numbers, scales, durations, dates."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "D204": Code(
        "error",
        Words("不是数字", "not a number"),
        Words("“{text}”不是数字（客服 {agent}，列 {column}）", "'{text}' is not a number (agent {agent}, column {column})"),
        Words("{remedy}", "{remedy}"),
    ),
}
