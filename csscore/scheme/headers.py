"""How header names are written: in a scheme's ``columns`` and in the dictionaries that schemes include; it compares no header."""

from __future__ import annotations

from typing import Any, ClassVar

from csscore.scheme.forms import Form, Reader, Registry, Unreadable, carried, form, found, setting
from csscore.scheme.kinds import Choice, FormOf, ListOf, MapOf, Text, Title
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence
from csscore.words import Words

UNITS = ("money", "percent", "seconds", "count", "points", "number")
COUNTED_IN = {"minutes": "min", "hours": "h", "days": "d", "ms": "ms"}
"""Durations of which the bare numbers are no seconds, with the name that readers have for the unit."""
HEADERS = ListOf(Text())


class Blank(Choice):
    """What an empty cell means: the number 0, or nothing that anybody need be told of."""

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: 0 is a number there."""
        return {"enum": [0, *self.options]}


class OneOrTogether:
    """A header, or a list of headers whose columns name somebody together."""

    def read(self, node: Node, reader: Reader) -> str | tuple[str, ...]:
        """Read either form; a list of one is that header."""
        if not isinstance(node, Sequence):
            return Text().read(node, reader)
        headers: tuple[str, ...] = HEADERS.read(node, reader)
        if not headers:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return headers if len(headers) > 1 else headers[0]

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        text = Text().schema(rules)
        return {"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "表头，或合起来认人的几列，如 [店铺, 客服]", "a header, or several that name her together such as [Shop, Agent]"
        )


AGENTS = ListOf(OneOrTogether())


@form
class HeaderNames(Form):
    """A name of the scheme and the headers it may stand under."""

    headers: tuple[str, ...] = setting(
        HEADERS,
        "表头；不写就用词典里的，或名称本身",
        "headers, first match wins; by default the dictionary's, or the name itself",
        default=(),
    )
    unit: str | None = setting(
        Choice((*UNITS, *COUNTED_IN, "text", "date")),
        "单位；minutes、hours、days、ms 是时长，并说明没有单位的数按什么算",
        "its unit; minutes, hours, days and ms are durations, and say what numbers without a unit count",
        default=None,
    )
    scale: str | None = setting(
        Choice(("fraction", "percent")), "裸数字是小数还是百分数", "whether bare numbers are fractions or percents", default=None
    )
    decimal: str | None = setting(
        Choice(("point", "comma")),
        "文本里的小数点是点还是逗号；文件自己说不清时才要写",
        "whether texts have a decimal point or comma; for files that leave it open",
        default=None,
    )
    title: Words | None = setting(Title(), "标题", "its title", default=None)
    per: str | None = setting(
        Choice(("agent", "row")),
        "agent：人的数（底薪、任务额），几行都写着也只取一次；row：每一行自己的数，几行相加",
        "agent: a figure of the person (base pay, a quota), taken once whatever the rows; row: each row's own, added up",
        default=None,
    )
    blank: str | None = setting(
        Blank(("0", "leave_out")),
        "空格和 - 的意思：0 就是 0；leave_out 是本来就可以没有，算式和条件里碰到不提醒",
        "what empty cells and - mean: 0; or leave_out, a gap that is normal and not told of in expressions and conditions",
        default=None,
    )

    def check(self, reader: Reader) -> None:
        """Report words or days that were to be 0 where there are none."""
        if self.blank == "0" and self.unit in {"text", "date"}:
            there = Scalar("0", quoted=False, place=self.places["blank"])
            raise reader.refuse("S104", self.places["blank"], found=found(there), wanted=Words("leave_out", "leave_out"))


class HeadersKind:
    """A list of headers, or a mapping with ``headers`` and more."""

    def read(self, node: Node, reader: Reader) -> HeaderNames:
        """Read either form."""
        if isinstance(node, Mapping):
            return HeaderNames.read(node, reader)
        try:
            return HeaderNames(headers=HEADERS.read(node, reader), place=node.place)
        except Unreadable as unreadable:
            raise Unreadable(HeaderNames(headers=unreadable.partial or (), place=node.place)) from None

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"anyOf": [HEADERS.schema(rules), HeaderNames.schema(rules)]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("表头列表", "a list of headers")


COLUMNS = MapOf(HeadersKind(), each=Words("列名", "column"))


@form
class RosterNames(Form):
    """What stands where in a roster."""

    noun: ClassVar[Words] = Words("“roster”", "roster")
    agent: tuple[str, ...] = setting(HEADERS, "账号列的表头", "headers of the account columns", default=())
    columns: dict[str, HeaderNames] = setting(COLUMNS, "名称对应的表头", "names and the headers they stand under", default={})


@form
class Dictionary(Form):
    """Header names to include: who is ranked, names for columns, names for the roster."""

    noun: ClassVar[Words] = Words("表头词典", "the header dictionary")
    rivals: dict[str, tuple[tuple[str, ...], ...]] = carried(default={})
    """Headers that included files further behind give a name: what the order of the files decides is said."""
    agent: tuple[str, ...] = setting(HEADERS, "客服列的表头", "headers of the agent column", default=())
    columns: dict[str, HeaderNames] = setting(COLUMNS, "名称对应的表头", "names and the headers they stand under", default={})
    roster: RosterNames = setting(FormOf(RosterNames), "花名册的表头", "headers of a roster", default=RosterNames())
