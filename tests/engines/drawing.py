"""Random months of events with a scheme, by a seed: each cell as plain text (for the oracle) and as an export might write it.

What a spelling means is known because it is made from the number, never by reading it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, str]

HEADERS = {
    "agent": "客服昵称", "team": "组别", "kind": "咨询 类型", "day": "日期", "order": "订单号", "sales": "成交额", "refunds": "退款额",
    "good": "好评数", "asked": "咨询量", "seconds": "首次响应", "rate": "满意率", "note": "备注",
}  # fmt: skip
UNITS = {"sales": "money", "refunds": "money", "good": "count", "asked": "count", "seconds": "seconds", "rate": "percent"}
PERIOD = "2026-03"
NOTHING = ("", "", "-", "--", "—", "/", "暂无数据", "延迟统计")
AGENTS = ("小美", "小丹", "客服080", "Ann", "ann lee", "售前:阿强", "𠮷野", "o'neil", '双"引号', "反斜\\杠")
KINDS = ("售前", "售后", "投诉", "VIP")
CONDITIONS = (
    "sales > 50",
    "kind == '售前'",
    "kind in ('售前', '投诉') and asked >= 3",
    "good > 2 or missing(good)",
    "not (seconds <= 30)",
    "refunds < sales",
    "10 <= seconds < 60",
    "kind != '投诉' and (good >= 2 or sales > refunds * 2)",
    "if(asked > 5, good > 2, seconds < 20)",
    "rate >= 90%",
    "rate < 45.5% or kind == 'VIP'",
)
NUMBERS = (
    "sales - refunds",
    "if(asked <= 5, asked, asked * 1.5)",
    "sales / asked",
    "min(sales, 100) + max(good, asked)",
    "round(sales / 3, 1)",
    "if(missing(refunds), sales, sales - refunds)",
    "abs(good - asked) ** 2",
    "floor(seconds / 7) * 2 - 1",
    "-refunds * 5%",
    "sqrt(seconds)",
    "sales * rate",
    "sales * refunds * rate - good",
    "(sales - 0.0001) * (refunds + 0.0003) / 8",
    "sales * 0.333 + good * bonus",
)
FORMS: tuple[Any, ...] = (
    *({"sum": text} for text in NUMBERS),
    *({"mean": text} for text in NUMBERS),
    *({"count": text} for text in CONDITIONS),
    *({"share": text} for text in CONDITIONS),
    {"share": "good > 2", "among": "kind == '售前'"},
    {"share": "sales > refunds", "among": "asked > 1"},
    {"count": "rows"},
    {"distinct": "kind"},
    {"distinct": "note"},
    {"max": "sales - refunds"},
    {"min": "seconds"},
    {"min": "rate"},
    {"median": "sales"},
    {"median": "sales / asked"},
    {"median": "seconds"},
    {"ratio": ["good", "asked"]},
    {"ratio": ["sales", "asked"]},
    {"mean": "seconds", "by": "asked"},
    {"mean": "rate", "by": "asked"},
    {"mean": "rate"},
    {"sum": "sales"},
    {"sum": "refunds"},
)
FORMULAS = ("m0 * 2 - sales / 7", "m0 / team(m0)", "if(missing(m0), asked, m0 + asked)", "max(m0, bonus)")


@dataclass(frozen=True, slots=True)
class Month:
    """A scheme with the rows it is for."""

    scheme: dict[str, Any]
    plain: list[Row]
    """The rows that count, as plain numbers; nothing is an empty text. By header."""
    written: list[Row]
    """All rows as an export holds them: other months, rows given twice, every spelling."""


def month(seed: int) -> Month:
    """Return the month of a seed."""
    draw = Random(seed)
    spelling = {name: draw.choice(ways) for name, ways in _WAYS.items()}
    blank = draw.choice((0.0, 0.0, 0.1, 0.3))
    nothing = draw.choice((("",), NOTHING))
    large = draw.random() < 0.15
    scheme = _scheme(draw)
    plain, written = [], []
    number = draw.randint(1, 10**17)
    for agent in draw.sample(AGENTS, draw.randint(1, 6)):
        team = draw.choice(("甲组", "乙组"))
        for _ in range(draw.randint(1, draw.choice((3, 12)))):
            number += draw.randint(1, 9)
            values = _values(draw, blank, large=large)
            row = {"agent": agent, "team": team, "order": str(number)} | {name: text for name, (text, _) in values.items()}
            shown = row | {
                name: _spelt(draw, spelling.get(name), nothing, text, number) for name, (text, number) in values.items()
            }
            inside = "period" not in scheme or draw.random() < 0.85
            shown["day"] = row["day"] = _day(draw, inside=inside)
            if inside:
                plain.append(row)
            written.append(shown)
            if "unique" in scheme and draw.random() < 0.2:
                written.append(dict(shown))
    if not plain:
        return month(seed + 1_000_000_007)
    draw.shuffle(written)
    return Month(scheme, _headed(plain), _headed(written))


def _headed(rows: list[Row]) -> list[Row]:
    return [{header: row[name] for name, header in HEADERS.items()} for row in rows]


def _values(draw: Random, blank: float, *, large: bool) -> dict[str, tuple[str, Decimal | None]]:
    """Return the cells of a row as plain texts, and the numbers that they are; None for nothing and for texts."""
    money = (lambda: Decimal(draw.randint(-(10**9), 10**10)).scaleb(-2)) if large else lambda: _money(draw)
    made: dict[str, Callable[[], Decimal]] = {
        "sales": money,
        "refunds": money,
        "good": lambda: Decimal(draw.randint(0, 12)),
        "asked": lambda: Decimal(draw.choice((0, 1, 2, 3, 5, 6, 7, 12, 12000, 35000))),
        "seconds": lambda: Decimal(draw.randint(1, draw.choice((90, 90, 7000)))),
        "rate": lambda: Decimal(draw.randint(0, 10000)).scaleb(-2),
    }
    found: dict[str, tuple[str, Decimal | None]] = {}
    for name, make in made.items():
        number = None if draw.random() < blank else make()
        found[name] = ("" if number is None else f"{number:f}" + ("%" if name == "rate" else ""), number)
    found["kind"] = ("" if draw.random() < blank / 3 else draw.choice(KINDS), None)
    found["note"] = (draw.choice(("", "好评", "好评 ", "Good", "good", "#1")), None)
    return found


def _money(draw: Random) -> Decimal:
    if draw.random() < 0.3:
        return Decimal(draw.choice(("0", "0.1", "0.2", "10", "99.99", "12000", "35000")))
    return Decimal(draw.randint(0, 999_999)).scaleb(-2)


def _day(draw: Random, *, inside: bool) -> str:
    if inside:
        return (date(2026, 3, 1) + timedelta(draw.randint(0, 30))).isoformat()
    return draw.choice(("2026-02-28", "2026-04-01", "2025-03-15"))


# --- how cells are spelt


def _plain(draw: Random, number: Decimal) -> str:
    return f"{number:f}"


def _grouped(draw: Random, number: Decimal) -> str:
    return f"{number:,f}" if number == number.to_integral_value() or -number.as_tuple().exponent <= 2 else f"{number:f}"


def _with_sign(draw: Random, number: Decimal) -> str:
    return f"-¥{-number:,f}" if number < 0 else f"{draw.choice('¥￥')}{number:,f}"


def _yuan(draw: Random, number: Decimal) -> str:
    return f"{number:,f}元"


def _in_wan(draw: Random, number: Decimal) -> str:
    """Write 12000 as 1.2万."""
    if number and number % 1000 == 0 and abs(number) < 10**9:
        return f"{(number / 10_000).normalize():f}万"
    return f"{number:f}"


def _wide(draw: Random, number: Decimal) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in f"{number:f}")


def _spoken(draw: Random, number: Decimal) -> str:
    """Write 80 seconds as 1分20秒."""
    hours, rest = divmod(int(number), 3600)
    minutes, seconds = divmod(rest, 60)
    return "".join(f"{count}{unit}" for count, unit in ((hours, "小时"), (minutes, "分"), (seconds, "秒")) if count) or "0秒"


def _clock(draw: Random, number: Decimal) -> str:
    hours, rest = divmod(int(number), 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def _per_cent(draw: Random, number: Decimal) -> str:
    return f"{number:f}{draw.choice('%％')}"


def _mixed(*ways: Callable[[Random, Decimal], str]) -> Callable[[Random, Decimal], str]:
    return lambda draw, number: draw.choice(ways)(draw, number)


_WAYS: dict[str, tuple[Any, ...]] = {
    "sales": (_plain, _plain, _grouped, _with_sign, _yuan, _mixed(_plain, _grouped, _with_sign, _in_wan, _wide)),
    "refunds": (_plain, _plain, _mixed(_plain, _grouped, _in_wan)),
    "good": (_plain, _plain, _wide, _mixed(_plain, _wide)),
    "asked": (_plain, _plain, _in_wan, _grouped, _mixed(_plain, _in_wan, _grouped, _wide)),
    "seconds": (_plain, _plain, _spoken, _clock, _mixed(_plain, _spoken)),
    "rate": (_per_cent,),
}


def _spelt(draw: Random, way: Any, nothing: tuple[str, ...], text: str, number: Decimal | None) -> str:
    if way is None:
        return text
    return draw.choice(nothing) if number is None else str(way(draw, number))


# --- schemes


def _scheme(draw: Random) -> dict[str, Any]:
    count = draw.randint(1, 3)
    metrics: dict[str, Any] = {}
    for i in range(count):
        form = dict(draw.choice(FORMS))
        if draw.random() < 0.3:
            form["where"] = draw.choice(CONDITIONS)
        better = draw.choice(("higher", "lower"))
        metrics[f"m{i}"] = {"value": form, "better": better, "points": _points(draw, better)}
    if draw.random() < 0.4:
        metrics["made"] = {"value": {"formula": draw.choice(FORMULAS)}, "better": "higher", "points": "minmax"}
    cuts = sorted(draw.sample(range(1, 100), len(metrics) - 1))
    for metric, low, high in zip(metrics.values(), [0, *cuts], [*cuts, 100], strict=True):
        metric["weight"] = high - low
    scheme: dict[str, Any] = {
        "csscore": 1,
        "name": "events",
        "agent": [HEADERS["agent"]],
        "params": {"bonus": "7.5"},
        "columns": {
            name: {"headers": [header], **({"unit": UNITS[name]} if name in UNITS else {})}
            for name, header in HEADERS.items()
            if name != "agent"
        },
        "missing": draw.choice(("unranked", "renormalise", "zero", "mean")),
        "metrics": metrics,
        "rank": {"ties": draw.choice(("min", "dense"))},
        "pay": [
            draw.choice(
                (
                    {"ladder": {"first": 500, "last": 100}},
                    {"pool": {"amount": 1000, "split": "score"}, "when": "m0 > 3"},
                    {"award": {"best": 1, "amount": 200}, "among": "asked >= 6"},
                )
            )
        ],
    }
    if draw.random() < 0.5:
        scheme["rank"]["within"] = ["team"]
    if draw.random() < 0.3:
        scheme["where"] = draw.choice(CONDITIONS)
    if draw.random() < 0.5:
        scheme["period"] = {"date": [HEADERS["day"]]}
    if draw.random() < 0.5:
        scheme["unique"] = ["order"]
    return scheme


def _points(draw: Random, better: str) -> Any:
    rule = dict(
        draw.choice(
            (
                {"minmax": True},
                {"rank": {1: 100, "2-3": 80, "else": 60}},
                {"percentile": True},
                {"as_is": True},
                {"linear": {"worst": 0, "best": 50} if better == "higher" else {"worst": 50, "best": 0}},
            )
        )
    )
    if draw.random() < 0.3:
        rule["compare"] = {"to": draw.choice(("mean", "median", "best", "team", 3)), "as": draw.choice(("ratio", "difference"))}
    return rule
