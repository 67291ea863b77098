"""How a sheet is laid out that is not one row an agent: header rows, a column per month, a column per agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from csscore.scheme.forms import Form, Unreadable, carried, form, setting
from csscore.scheme.headers import HEADERS
from csscore.scheme.kinds import Choice, FormOf, Text, Whole
from csscore.scheme.nodes import Mapping, Node
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.scheme.forms import Reader, Registry


@form
class Wide(Form):
    """A column per month (or day, or whatever): each becomes rows of its own."""

    noun: ClassVar[Words] = Words("“wide”", "wide")
    names: str = setting(Text(), "各列表头放进哪一列，如 月份", "the column that takes what the headers say, such as the month")
    values: str | None = setting(
        Text(),
        "各格放进哪一列，如 销售额；每组下面有几列（物流分、商品分……）就不写",
        "the column that takes the cells; left out where several columns stand under each heading",
        default=None,
    )
    columns: tuple[str, ...] = setting(
        HEADERS,
        "要转的是哪几列（或哪几组）；不写就是表头为日期、月份、季度、周、时点或数字的列",
        "which columns (or headings); by default those that are called by a day, a month, a quarter, a week, an hour or a number",
        default=(),
    )


@form
class Layout(Form):
    """How the sheets of an input are laid out."""

    noun: ClassVar[Words] = Words("“layout”", "layout")
    header_rows: int | None = setting(Whole(least=1), "表头有几行", "how many rows the header has", default=None)
    wide: Wide | None = setting(FormOf(Wide), "每个月（或每天）一列", "a column per month or day", default=None)
    agents: str = setting(
        Choice(("rows", "columns", "files")),
        "客服一人一行，还是一人一列；整店的表里没有人名，写 files：一个文件算一个，名字就是文件名",
        "whether agents stand below or beside one another; files: a sheet of a whole shop names nobody, its file's name does",
        default="rows",
    )
    inputs: dict[str, Layout] = carried(default={})
    """The layouts of further inputs, by name."""

    def check(self, reader: Reader) -> None:
        """Report settings that can't stand together."""
        if self.wide is None:
            return
        if self.agents == "columns":
            raise reader.refuse("S350", self.places["agents"])
        if self.wide.values is None and (self.header_rows or 1) < 2:
            raise reader.refuse("S351", self.places["wide"])


class LayoutKind(FormOf):
    """The layout of the FILES; further inputs have theirs under their names: ``{exam: {header_rows: 2}}``."""

    def __init__(self) -> None:
        super().__init__(Layout)

    def read(self, node: Node, reader: Reader) -> Layout:
        """Read the layout, and those of further inputs."""
        if not isinstance(node, Mapping):
            return Layout.read(node, reader)
        own = Layout.settings()
        further = [(key, value) for key, value in node if key.text not in own and isinstance(value, Mapping)]
        names = {key.text for key, _ in further}
        inputs: dict[str, Layout] = {}
        sound = True
        for key, value in further:
            try:
                inputs[key.text] = Layout.read(value, reader)
            except Unreadable:
                sound = False
        made = Layout.from_entries([entry for entry in node.entries if entry[0].text not in names], node, reader)
        if not sound:
            raise Unreadable(made)
        return made.but(inputs=inputs)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        schema = Layout.schema(rules)
        return {**schema, "additionalProperties": schema}
