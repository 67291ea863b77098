"""The workbook of slips: each person's strip stands alone, is printed whole, and holds values, never formulas."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from csscore import pipeline
from csscore.analysis.slips import Slips
from csscore.report.slips.book import write_slips
from csscore.words import Lang
from tests.analysis.test_slips import DECIDED, PAY, made

TOP, BOTTOM, HEIGHT = 36, 40, 8.27 * 72


def written(making: Slips, lang: Lang = "zh", people: list[int] | None = None) -> bytes:
    out = io.BytesIO()
    chosen = making.positions() if people is None else people
    write_slips(making.run, [making.strip(agent) for agent in chosen], out, lang=lang)
    return out.getvalue()


def book_of(making: Slips, lang: Lang = "zh") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(making, lang)))


def rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_slip_stands_alone(tmp_path: Path) -> None:
    """乙某: 93 % is 30 points, 50 % of the way from 100,000 to 200,000 is 50: 0.6 · 50 + 0.4 · 30 = 42."""
    sheet = book_of(made(tmp_path))["工资条"]
    found = rows(sheet)
    assert found[:4] == [
        ["工资条 · team（team 第 1 版）", *[None] * 7],
        ["名次", "客服", None, "销售额\n（元）", "回复率\n（%）", "总分", "奖金\n（元）", "应发\n（元）"],
        [1, "甲某", "值", 200000, 0.98, 92, 500, 500],
        [None, None, "得分", 100, 80, None, "第 1 名", None],
    ]
    third = next(at for at, row in enumerate(found) if row[1] == "乙某")
    assert found[third - 2 : third] == found[:2]
    assert found[third][:6] == [3, "乙某", "值", 150000, 0.93, 42]
    assert found[third + 2][0] == "达标：总分最多 60（回复率须达 94%）"
    assert sheet.cell(3, 5).number_format == "0%"


def test_what_was_decided_by_hand_stands_below(tmp_path: Path) -> None:
    said = [str(row[0]) for row in rows(book_of(made(tmp_path, decided=DECIDED))["工资条"]) if isinstance(row[0], str)]
    assert "加减分 2 表扬：和同事一起处理投诉（批准：老王；依据：群截图）" in said
    assert "销售额 更正为 110000：漏记一单（批准：老王）" in said
    assert "未排名：未达门槛：与同事调岗（批准：老王）" in said
    found = rows(book_of(made(tmp_path, decided=DECIDED), "en")["Pay slip"])
    first = next(at for at, row in enumerate(found) if row[1] == "甲某")
    assert found[first][found[first - 1].index("adjustments\n(CNY)")] == 200
    assert found[first + 2][0] == "夜班补贴 200.00: 替a colleague值班 (approved by 老王)"


def test_what_others_were_given_or_fined_for_is_on_no_strip_but_theirs(tmp_path: Path) -> None:
    decided = (
        "客服,类型,项目,金额,原因,批准人\n甲某,money,乙某的礼物,10,谢谢,老王\n甲某,money,罚款,-30,迟到,老王\n"
        "乙某,money,慰问金,99,工伤,老王\n"
    )
    found = rows(book_of(made(tmp_path, decided=decided))["工资条"])
    at = found[1].index("调整\n（元）")
    strips = {row[1]: (row[at], [found[place + down][0] for down in (2, 3)]) for place, row in enumerate(found) if row[2] == "值"}
    assert strips["甲某"] == (-20, ["同事的礼物 10.00：谢谢（批准：老王）", "罚款 -30.00：迟到（批准：老王）"])
    assert strips["乙某"][0] == 99
    assert "慰问金 99.00：工伤（批准：老王）" in strips["乙某"][1]
    assert strips["丙某"] == ("–", [None, None])
    heads = {cell for row in found for cell in row if isinstance(cell, str) and cell.endswith("（元）")}
    assert heads == {"销售额\n（元）", "奖金\n（元）", "调整\n（元）", "应发\n（元）"}


def test_two_writes_are_the_same_bytes(tmp_path: Path) -> None:
    assert written(made(tmp_path, decided=DECIDED)) == written(made(tmp_path, decided=DECIDED))


def test_formulas_are_text(tmp_path: Path) -> None:
    making = made(tmp_path, '客服,销售额,回复率\n=1+1,200000,98%\n"=HYPERLINK(""http://x"")",150000,96%\n@SUM(A1),100000,95%\n')
    data = written(making)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert not any("<f>" in text or "<hyperlink" in text for text in texts)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith(("=", "@"))} <= {"s", "inlineStr", "n"} | {"f"}
    assert "=1+1" in {cell.value for cell in cells}


@pytest.mark.parametrize("count", [1, 7, 40])
def test_nobody_is_torn_across_two_pages(tmp_path: Path, count: int) -> None:
    """Between two breaks the rows are no higher than the page, and each page begins with a slip's title."""
    table = "客服,销售额,回复率\n" + "".join(f"客{i:02d},{200000 - i},{95 + i % 5}%\n" for i in range(count))
    sheet = book_of(made(tmp_path, table))["工资条"]
    page = (HEIGHT - TOP - BOTTOM) * 100 / sheet.page_setup.scale
    starts = [1, *(brk.id + 1 for brk in sheet.row_breaks.brk), sheet.max_row + 1]
    titles = [row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("工资条")]
    assert len(titles) == count
    for start, stop in itertools.pairwise(starts):
        assert start in titles
        assert sum(sheet.row_dimensions[row].height for row in range(start, stop)) <= page
    per_page = [sum(start <= row < stop for row in titles) for start, stop in itertools.pairwise(starts)]
    assert len(set(per_page[:-1])) <= 1
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == ("landscape", 9, None)


def test_the_columns_fit_the_page(tmp_path: Path) -> None:
    """Twelve pay lines are put in bands below each other rather than off the page."""
    lines = "pay:\n" + "".join(f"  - {{fixed: {{amount: {i}}}, title: 这是第{i}项补贴的名称}}\n" for i in range(100, 112))
    scheme = (
        Path(tmp_path),
        "csscore: 1\nname: team\nmetrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\n" + lines,
    )
    sheet = book_of(made(scheme[0], scheme=scheme[1]))["工资条"]
    across = sum(sheet.column_dimensions[letter].width for letter in sheet.column_dimensions)
    assert across * 5.25 * sheet.page_setup.scale / 100 <= 11.69 * 72 - 56
    head = [str(cell) for row in rows(sheet)[:8] for cell in row if cell is not None]
    assert sum("项补贴的名称" in cell for cell in head) == 12
    assert sheet.page_setup.scale >= 60


def test_many_pages_go_to_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csscore.report.slips.book._MOST_BREAKS", 2)
    table = "客服,销售额,回复率\n" + "".join(f"客{i:02d},{200000 - i},97%\n" for i in range(40))
    book = book_of(made(tmp_path, table))
    assert book.sheetnames[:2] == ["工资条", "工资条 2"]
    assert all(len(sheet.row_breaks.brk) <= 2 for sheet in book)
    found = [cell for sheet in book for row in rows(sheet) for cell in row if re.fullmatch(r"客\d\d", str(cell))]
    assert found == [f"客{i:02d}" for i in range(40)]


def test_without_pay_it_is_no_pay_slip(tmp_path: Path) -> None:
    scheme = "csscore: 1\nname: team\nmetrics: {sales: {value: sales, unit: money, weight: 100, points: minmax}}\n"
    book = book_of(made(tmp_path, scheme=scheme))
    assert book.sheetnames == ["绩效单"]
    assert rows(book["绩效单"])[1] == ["名次", "客服", None, "sales\n（元）", "总分"]


def test_what_moved_since_last_month_sums_to_the_change(tmp_path: Path) -> None:
    making = made(tmp_path, decided=DECIDED)
    from csscore.report.json import write_json

    with (tmp_path / "2026-02.json").open("wb") as out:
        write_json(pipeline.rank(str(tmp_path / "march.csv"), str(tmp_path / "team.yaml"), period="2026-02"), out, lang="zh")
    making = made(tmp_path, decided=DECIDED, history=[str(tmp_path / "2026-02.json")], period="2026-03")
    said = [str(row[0]) for row in rows(book_of(making)["工资条"]) if str(row[0]).startswith("和 2026-02 相比")]
    assert said[0] == "和 2026-02 相比：名次 1 → 1，总分 92.00 → 92.00，应发 500.00 → 700.00（夜班补贴 +200.00）"
    assert PAY
    assert len(said) == 4
