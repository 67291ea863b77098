"""The sheet that compares: what csscore computed, what the formulas give, and the difference, which is 0 for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csscore.read.grid import letters
from csscore.report.live.grid import ROW, numbers
from csscore.report.live.worksheet import PlainWorksheet
from csscore.report.view import AGENT, PAY, RANK, SCORE
from csscore.sentences import sentences

if TYPE_CHECKING:
    from csscore.report.live.model import WorkbookModel

say = sentences(__file__)

_NAME: Final = say("name")
_ENGINE: Final = say("engine")
_SHEET: Final = say("sheet")
_DIFFERENCE: Final = say("difference")
_VERDICT: Final = say("verdict")
_AGREE: Final = say("agree")
_DIFFER: Final = say("differ")
_FORMULAS: Final = say("formulas")
_VALUES: Final = say("values")
_NONE: Final = say("none")
_HEAD: Final = 5
"""The row of titles; agents follow."""


def write_check(book: Any, draft: WorkbookModel, look: Any, score: str, rank: str, pay: str | None) -> None:
    """Write the comparison of score, rank and pay."""
    result = draft.result
    pairs = [(SCORE, score, draft.units(result.scores, result.score_digits), f"0.{'0' * result.score_digits}".rstrip("."))]
    pairs.append((RANK, rank, draft.units(result.ranks, 0), "0"))
    if pay is not None:
        pairs.append((PAY, pay, draft.units(result.pay, result.money_digits), f"#,##0.{'0' * result.money_digits}".rstrip(".")))
    target = book.add_worksheet(draft.say(_NAME), worksheet_class=PlainWorksheet)
    target.set_column(0, 0, 24)
    for number, (_, _, _, form) in enumerate(pairs):
        target.set_column(1 + 3 * number, 2 + 3 * number, 15, look(num_format=form))
        target.set_column(3 + 3 * number, 3 + 3 * number, 8, look(num_format="0.00;-0.00;0"))
    _head(target, draft, look, [3 + 3 * number for number in range(len(pairs))])
    target.write_string(_HEAD - 1, 0, draft.say(AGENT), look.head())
    for number, (title, _, _, _) in enumerate(pairs):
        for place, words in enumerate((_ENGINE, _SHEET, _DIFFERENCE)):
            target.write_string(_HEAD - 1, 1 + 3 * number + place, words.filled({"of": title}).in_(draft.lang), look.head())
    names = [str(agent) for agent in result.agents[draft.rows]]
    cached = [numbers(values) for _, _, values, _ in pairs]
    for row, name in enumerate(names):
        at = _HEAD + row
        target.write_string(at, 0, name)
        for number, (_, address, _, _) in enumerate(pairs):
            _compare(target, at, 1 + 3 * number, address.replace(ROW, str(row + 2)), cached[number][row])
    target.freeze_panes(_HEAD, 1)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(_HEAD - 1)
    target.set_footer("&L&A&R&P / &N")


def _compare(target: Any, row: int, column: int, address: str, value: float | None) -> None:
    if value is not None:
        target.write_number(row, column, value)
    target.write_formula(row, column + 1, f"={address}", None, "" if value is None else value)
    ours, theirs = (f"{letters(place)}{row + 1}" for place in (column, column + 1))
    both, one = (f"{word}(ISNUMBER({ours}),ISNUMBER({theirs}))" for word in ("AND", "OR"))
    formula = f"=IF({both},ROUND({ours}-{theirs},6),IF({one},1,0))"
    target.write_formula(row, column + 2, formula, None, 0)


def _head(target: Any, draft: WorkbookModel, look: Any, differences: list[int]) -> None:
    """Write the verdict in one cell, and how much of the workbook is formulas."""
    last = _HEAD + max(len(draft), 1)
    counts = "+".join(f'COUNTIF({letters(column)}{_HEAD + 1}:{letters(column)}{last},"<>0")' for column in differences)
    agree, differ = draft.say(_AGREE), draft.say(_DIFFER)
    if not len(draft):
        counts = "0"
    target.write_string(0, 0, draft.say(_VERDICT), look(bold=True))
    target.write_formula(0, 1, f'=IF({counts}=0,"{agree}",{counts}&"{differ}")', look(bold=True), agree)
    sheets = (draft.inputs, draft.scores, draft.ranks, draft.pay)
    columns = [column for sheet in sheets for column in sheet.columns]
    target.write_string(1, 0, draft.say(_FORMULAS))
    target.write_number(1, 1, sum(column.formula is not None for column in columns), look(num_format="0", align="left"))
    target.write_string(2, 0, draft.say(_VALUES))
    given = [draft.shown(column.title) for column in columns if column.given]
    text = f"{len(given)}: {', '.join(given)}" if given else draft.say(_NONE)
    target.write_string(2, 1, text, look(align="left"))
