"""The chart: what each score is made of, from the cells of the sheet of scores, so it follows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from csscore.report.live.grid import ROW
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.report.live.model import WorkbookModel

say = sentences(__file__)

_NAME: Final = say("name")
_MADE_OF: Final = say("made_of")
_SCORES: Final = say("scores")
_FIRST: Final = say("first")
_MOST: Final = 40
_COLOURS: Final = ("#2F6DB5", "#E08A2E", "#4B9B5F", "#B8504B", "#7C62A8", "#8A6B4F", "#C76FA0", "#6F7C85", "#A9A43B", "#3AA6B9")
_COLUMN: Final = re.compile(r"\$([A-Z]+)$")


def write_picture(book: Any, draft: WorkbookModel, parts: Sequence[str], score: str) -> None:
    """Write a sheet with one bar an agent: its parts on each other, or the score where it is not a sum of parts."""
    shown = min(len(draft), _MOST)
    if not shown:
        return
    chart = book.add_chart({"type": "bar", "subtype": "stacked"} if len(parts) > 1 else {"type": "bar"})
    name = draft.scores.name
    for number, address in enumerate(parts if len(parts) > 1 else [score]):
        match = _COLUMN.search(address.removesuffix(ROW))
        assert match is not None  # noqa: S101 - every address ends in a column
        column = match[1]
        chart.add_series(
            {
                "name": f"='{name}'!${column}$1",
                "categories": f"='{name}'!$A$2:$A${shown + 1}",
                "values": f"='{name}'!${column}$2:${column}${shown + 1}",
                "fill": {"color": _COLOURS[number % len(_COLOURS)]},
                "gap": 40,
            }
        )
    title = draft.say(_MADE_OF if len(parts) > 1 else _SCORES)
    if shown < len(draft):
        title = _FIRST.filled({"title": title, "count": shown}).in_(draft.lang)
    chart.set_title({"name": title, "name_font": {"size": 14}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"} if len(parts) > 1 else {"none": True})
    chart.set_size({"width": 980, "height": max(320, 120 + 22 * shown)})
    target = book.add_worksheet(draft.say(_NAME))
    target.insert_chart(0, 0, chart)
    target.hide_gridlines(2)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 1)
