"""How two schemes differ, as lines that name each setting the way ``--set`` does; it finds no difference itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csscore.exact.fixed import fraction_text
from csscore.report.blocks import Heading, Line
from csscore.report.difference.writing import filled, maybe
from csscore.report.plain import width_of
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from csscore.comparison import Comparison, SettingChange
    from csscore.report.blocks import Block
    from csscore.words import Lang

_SETTINGS = Words("方案哪里不同", "What is different in the scheme")
_NO_SETTINGS = Words("方案相同", "the same scheme")
_NEW, _GONE = Words("新增", "new"), Words("去掉", "taken out")
_WAS, _IS = Words("原来", "from"), Words("现在", "to")
_WEIGHTS = Words("占总分的权重（%）：{weights}", "weights in the whole score (%): {weights}")
_KEYS: Final = {
    "weight": Words("权重", "weight"),
    "group": Words("所在的组", "group"), "points": Words("计分", "points"), "value": Words("取值", "value"),
    "title": Words("标题", "title"), "unit": Words("单位", "unit"), "better": Words("方向", "better"),
    "missing": Words("缺数据", "missing"), "when": Words("条件", "when"), "then": Words("后果", "then"),
    "because": Words("理由", "because"), "method": Words("合成方式", "method"), "cap": Words("上限", "cap"),
    "floor": Words("下限", "floor"), "digits": Words("小数位", "digits"), "break": Words("同分先看", "ties broken by"),
    "within": Words("分组", "ranked within"), "ties": Words("并列", "numbering of ties"), "order": Words("按什么排", "ranked by"),
    "plus": Words("另加", "plus"), "budget": Words("预算", "budget"), "at_most": Words("最多", "at most"),
    "at_least": Words("最少", "at least"), "prorate": Words("折算", "prorate"), "headers": Words("表头", "headers"),
    "score": Words("总分", "score"), "source": Words("出处", "source"), "version": Words("版本", "version"),
    "name": Words("短名", "name"), "weights": Words("权重写法", "weights"), "…": Words("顺序", "order"),
    "from": Words("从哪天起", "from"), "to": Words("到哪天止", "to"), "currency": Words("货币", "currency"),
    "hold": Words("留存", "held back"), "recover": Words("扣回", "recovered"), "part": Words("留存比例", "share held back"),
    "months": Words("月数", "months"), "until": Words("到几月", "until month"), "leaver": Words("离职时", "leavers"),
}  # fmt: skip
_GATE: Final = Words("门槛：", "gate: ")
_CALLED: Final = frozenset({"name", "title", "source"})
"""What a scheme is called, which the heading says."""
_LONG: Final = 60
"""From this width on, what was and what is stand on lines of their own."""


def settings(said: Comparison, lang: Lang) -> Iterator[Block]:
    """Yield how the schemes differ."""
    yield Heading(filled(_SETTINGS, lang))
    shown = [change for change in said.settings if maybe(change.before, lang) != maybe(change.after, lang)]
    shown = [change for change in shown if change.path not in _CALLED] or shown
    if not shown:
        yield Line(filled(_NO_SETTINGS, lang))
    for change in shown:
        yield from setting_lines(change, lang)
    both = [change for change in said.weights if change.before is not None and change.after is not None]
    told = {f"metrics.{change.metric}.weight" for change in both} <= {change.path for change in shown}
    grouped = any(change.key == "group" for change in shown)
    if both and (grouped or not told):
        weights = [f"{change.title.in_(lang)} {_short(change.before)} → {_short(change.after)}" for change in both]
        yield Line(filled(_WEIGHTS, lang, weights=(("、" if lang == "zh" else ", ").join(weights))))


def setting_lines(change: SettingChange, lang: Lang) -> Iterator[Line]:
    """Yield one setting: whose it is, its path, what it was and is."""
    before, after = maybe(change.before, lang), maybe(change.after, lang)
    key = filled(_KEYS.get(change.key, same("")), lang)
    owner = change.owner.in_(lang)
    called = " ".join(filter(None, (owner, key if owner != key else ""))) if (owner or key) else ""
    whole = change.path.endswith("]") or (change.path.startswith("metrics.") and change.path.count(".") == 1)
    path = f" ({change.path})"
    if change.path.startswith("gates[") and called:
        called = f"{filled(_GATE, lang)}{called}"
    if lang == "zh":  # a key is no word of hers; where nothing else says which setting it is, it has to
        path = "" if key or whole else f"（{change.path}）"
    head = f"{called}{path}" if called else change.path
    colon = "：" if lang == "zh" else ": "
    if (whole or max(width_of(before or ""), width_of(after or "")) >= _LONG) and (before is None or after is None):
        word = filled(_NEW if before is None else _GONE, lang)
        yield from _long(f"{head}{colon}{word}", ("", after if before is None else before))
    elif width_of(before or "") + width_of(after or "") < _LONG:
        yield Line(f"{head}{colon}{before or '–'} → {after or '–'}")
    else:
        yield Line(head)
        yield Line(f"{filled(_WAS, lang)}{colon}{before}", deep=True)
        yield Line(f"{filled(_IS, lang)}{colon}{after}", deep=True)


def _long(head: str, *below: tuple[str, str | None]) -> Iterator[Line]:
    yield Line(head)
    for word, sentence in below:
        if sentence:
            yield Line(f"{word}{sentence}", deep=True)


def _short(weight: Fraction | None) -> str:
    return "–" if weight is None else fraction_text(round(weight, 4))
