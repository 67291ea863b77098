"""What is being done just now, for whoever watches; it computes nothing and knows no terminal."""

from __future__ import annotations

from csscore.words import Words

READING = Words("正在读取 {file}", "reading {file}")
MEASURING = Words("正在汇总 {rows} 行", "measuring {rows} rows")
SCORING = Words("正在给 {agents} 人评分", "scoring {agents} agents")
WRITING = Words("正在写出 {file}", "writing {file}")

_now: list[Words] = []
"""What was begun last, and how far it is where that is known."""


def doing(words: Words, **details: object) -> None:
    """Say what begins now."""
    _now[:] = [words.filled(details)]


def so_far(words: Words, **details: object) -> None:
    """Say how far that is what was begun last."""
    _now[1:] = [words.filled(details)]


def now() -> Words | None:
    """Return what was begun last and how far it is, None where nothing was."""
    if not _now:
        return None
    return Words(*(sign.join(texts) for sign, texts in zip(("：", ": "), zip(*_now, strict=True), strict=True)))
