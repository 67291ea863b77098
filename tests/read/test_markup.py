"""Tables in web pages and SpreadsheetML, as careless as platforms write them."""

from __future__ import annotations

import datetime as dt

import pytest

from csscore.problems import Problems
from csscore.read import markup
from csscore.read.grid import CellError

from .files import codes, opened, rows, write


@pytest.fixture
def page(tmp_path):
    """Return a function that opens a page saved as .xls."""

    def open_page(html, encoding="utf-8"):
        book, problems = opened(write(tmp_path / "表.xls", html, encoding))
        assert not list(problems)
        assert book.container == "html"
        return book

    return open_page


def test_a_table(page):
    book = page(
        "<html><body><table><tr><th>客服</th><th>金额</th></tr><tr><td>小美</td><td>1,234.50</td></tr></table></body></html>"
    )
    assert rows(book) == [["客服", "金额"], ["小美", "1,234.50"]]
    assert book.sheets[0].sheet is None
    assert book.sheets[0].place(1, 1).cell == "B2"


def test_tags_that_are_never_closed(page):
    assert rows(page("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d")) == [["a", "b"], ["c", "d"]]


def test_spans(page):
    html = "<table><tr><td rowspan=2>客服<td colspan=2>接待</tr><tr><td>人数<td>率</tr><tr><td>小美<td>1<td>2</tr></table>"
    book = page(html)
    assert rows(book) == [["客服", "接待", None], [None, "人数", "率"], ["小美", "1", "2"]]
    assert book.sheets[0].merged == ((0, 0, 1, 0), (0, 1, 0, 2))


@pytest.mark.parametrize("span", ["colspan=99999999999", "rowspan=99999999999", "colspan=-1", "colspan=x", "rowspan=0"])
def test_spans_that_make_no_sense(page, span):
    assert rows(page(f"<table><tr><td {span}>a</td></tr><tr><td>b</td></tr></table>"))[0][0] == "a"


def test_scripts_and_styles_are_no_text(page):
    html = "<style>td{mso-number-format:'\\@'}</style><table><tr><td><script>alert('x')</script>a<!-- no --><style>b</style></td></tr></table>"
    assert rows(page(html)) == [["a"]]


def test_text_of_cells(page):
    html = "<table><tr><td>  小&nbsp;美\n  <b>甲</b> </td><td>a<br>b<br/>c</td><td>&lt;5&gt; &amp; &#20013;</td><td> &nbsp; </td><td>x</td></tr></table>"
    assert rows(page(html)) == [["小 美 甲", "a\nb\nc", "<5> & 中", None, "x"]]


def test_several_tables_are_several_sheets(page):
    book = page("<table><tr><td>a</td></tr></table><table><tr><td></td></tr></table><table><tr><td>b</td></tr></table>")
    assert [grid.sheet for grid in book.sheets] == ["table 1", "table 2"]
    assert rows(book, 1) == [["b"]]


def test_a_table_inside_a_table_is_apart(page):
    book = page("<table><tr><td>a<table><tr><td>in</td></tr></table>z</td><td>2</td></tr></table>")
    assert [rows(book, 0), rows(book, 1)] == [[["az", "2"]], [["in"]]]


@pytest.mark.parametrize("said", ["gb2312", "GBK", "gb18030"])
def test_the_encoding_that_the_page_says(page, said):
    book = page(
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={said}"></head><table><tr><td>喆</td></tr></table>',
        "gb18030",
    )
    assert (rows(book), book.encoding) == ([["喆"]], "gb18030")


def test_a_page_that_lies_about_its_encoding(page):
    assert rows(page('<meta charset="gb2312"><table><tr><td>客服</td></tr></table>', "utf-8")) == [["客服"]]
    assert rows(page('<meta charset="utf-8"><table><tr><td>客服昵称</td></tr></table>', "gbk")) == [["客服昵称"]]


def test_office_conditions(page):
    html = "<!--[if gte mso 9]><xml><x:Name>S</x:Name></xml><![endif]--><table><tr><![if !x]><td>a</td><![endif]></tr></table>"
    assert rows(page(html)) == [["a"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<html><body>请登录</body></html>", "D125"),
        ("<!DOCTYPE html><title>404</title>", "D125"),
        ('<?xml version="1.0"?><a><b/></a>', "D107"),
    ],
)
def test_pages_without_a_table(tmp_path, content, code):
    book, problems = opened(write(tmp_path / "表.xls", content))
    assert book is None
    assert codes(problems) == [code]


def test_a_table_that_is_out_of_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr(markup, "CELLS_BOUND", 10)
    book, problems = opened(write(tmp_path / "表.xls", "<table>" + "<tr><td>a<td>b</tr>" * 10 + "</table>"))
    assert book is None
    assert codes(problems) == ["D109"]


def test_line_ends_of_the_source_are_spaces_and_written_ones_are_line_ends(page):
    assert rows(page("<table><tr><td>a\nb</td><td>a&#10;b</td></tr></table>")) == [["a b", "a\nb"]]


def test_what_a_page_does_not_show(page):
    html = "<table><tr><td>a<noscript><table><tr><td>b</td></tr></table></noscript></td><td>c<title>d</title></td></tr></table>"
    assert rows(page(html)) == [["a", "c"]]


def test_a_comment_or_an_attribute_without_end_of_reason_hides_nothing(page):
    """Libxml2 cuts both at ten million letters, and goes on behind them."""
    long = "x" * 12_000_000
    assert rows(page(f"<!--{long}--><table><tr><td title='{long}'>a</td><td>b</td></tr></table>")) == [["a", "b"]]


def test_tags_that_nobody_closes_hide_nothing(page):
    assert rows(page("<table><tr><td>" + "<font>" * 5000 + "a</td><td>b</td></tr><tr><td>c</table>")) == [["a", "b"], ["c", None]]


WORKBOOK = """<?xml version="1.0" encoding="utf-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="数据"><Table>{rows}</Table></Worksheet></Workbook>"""


def test_spreadsheetml(tmp_path):
    content = WORKBOOK.format(
        rows='<Row ss:Index="2"><Cell><Data ss:Type="String">客服 &amp; 甲</Data></Cell><Cell ss:Index="3" ss:MergeAcross="1">'
        '<Data ss:Type="Number">1.5</Data></Cell></Row><Row><Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell>'
        '<Cell/><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell><Data ss:Type="Number">x</Data></Cell><Cell><Data ss:Type="String"><![CDATA[<b>]]></Data></Cell></Row>'
    )
    book, problems = opened(write(tmp_path / "表.xls", content))
    assert not list(problems)
    grid = book.sheets[0]
    assert grid.sheet == "数据"
    assert rows(book)[0] == [None] * 6
    assert rows(book)[1:] == [
        ["客服 & 甲", None, 1.5, None, None, None],
        [dt.date(2026, 3, 1), None, "#DIV/0!", True, "x", "<b>"],
    ]
    assert isinstance(grid.columns[2][2], CellError)
    assert grid.merged == ((1, 2, 1, 3),)


def test_spreadsheetml_with_a_row_far_away(tmp_path):
    book, problems = opened(
        write(
            tmp_path / "表.xls",
            WORKBOOK.format(rows='<Row ss:Index="999999999"><Cell><Data ss:Type="String">a</Data></Cell></Row>'),
        )
    )
    assert book is None
    assert len(problems.errors) == 1


def test_signs_that_no_xml_may_hold_are_read_in_spreadsheetml_all_the_same(tmp_path):
    data = '<Row><Cell><Data ss:Type="String">A&B&nbsp;旗舰店 &lt;1&gt; &amp;lt;</Data></Cell></Row>'
    book, problems = opened(write(tmp_path / "表.xls", WORKBOOK.format(rows=data)))
    assert not list(problems)
    assert rows(book) == [["A&B\xa0旗舰店 <1> &lt;"]]


@pytest.mark.parametrize("rest", ["", "</Cell></Row>", '<b x="1">', "</Data></Cell>"])
def test_spreadsheetml_that_is_broken_is_refused(tmp_path, rest):
    content = WORKBOOK.format(rows="<Row><Cell><Data>1</Data></Cell></Row><Row><Cell><Data>2" + rest)
    book, problems = opened(write(tmp_path / "表.xls", content))
    assert book is None
    assert codes(problems) == ["D108"]


def test_nothing_is_expanded_and_nothing_is_fetched(tmp_path):
    secret = write(tmp_path / "secret.txt", "4711")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE Workbook [<!ENTITY e0 "lol"><!ENTITY file SYSTEM "{secret.as_uri()}">{bomb}]>'
    text = WORKBOOK.format(rows="<Row><Cell><Data>&e9;</Data></Cell><Cell><Data>&file;</Data></Cell></Row>")
    book, problems = opened(write(tmp_path / "表.xls", text.replace("<Workbook", declared + "<Workbook", 1)))
    assert not list(problems)
    assert rows(book) == [["&e9;", "&file;"]]


@pytest.mark.parametrize("how", ["style='display:none'", "hidden", 'style="mso-height: 0; visibility : collapse"'])
def test_rows_that_a_page_does_not_show_are_hidden(how):
    text = f"<table><tr><th>客服<th>销售额</tr><tr><td>甲<td>1</tr><tr {how}><td>乙<td>2</tr></table>"
    (found,) = markup.marked_up_grids(text, "a.html", Problems())
    assert found.hidden_parts().rows == {2}
