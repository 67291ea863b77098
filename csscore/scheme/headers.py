"""How header names are written: in a scheme's ``columns`` and in the dictionaries that schemes include; it compares no header."""

from __future__ import annotations

from typing import Any, ClassVar

from csscore.scheme.forms import Form, Reader, Registry, form, setting
from csscore.scheme.kinds import Choice, FormOf, ListOf, MapOf, Text, Title
from csscore.scheme.nodes import Mapping, Node
from csscore.words import Words

UNITS = ("money", "percent", "seconds", "count", "points", "number")
HEADERS = ListOf(Text())


@form
class HeaderNames(Form):
    """A name of the scheme and the headers it may stand under."""

    headers: tuple[str, ...] = setting(HEADERS, "表头", "headers, first match wins")
    unit: str | None = setting(Choice((*UNITS, "text", "date")), "单位", "its unit", default=None)
    scale: str | None = setting(
        Choice(("fraction", "percent")), "裸数字是小数还是百分数", "whether bare numbers are fractions or percents", default=None
    )
    title: Words | None = setting(Title(), "标题", "its title", default=None)


class HeadersKind:
    """A list of headers, or a mapping with ``headers`` and more."""

    def read(self, node: Node, reader: Reader) -> HeaderNames:
        """Read either form."""
        if isinstance(node, Mapping):
            return HeaderNames.read(node, reader)
        return HeaderNames(headers=HEADERS.read(node, reader), place=node.place)

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
    agent: tuple[str, ...] = setting(HEADERS, "客服列的表头", "headers of the agent column", default=())
    columns: dict[str, HeaderNames] = setting(COLUMNS, "名称对应的表头", "names and the headers they stand under", default={})
    roster: RosterNames = setting(FormOf(RosterNames), "花名册的表头", "headers of a roster", default=RosterNames())
