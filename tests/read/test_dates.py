"""Days from text, cells and file names; orders of day and month that only the column tells."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.catalogue import CODES
from csscore.read.dates import date_in_name, dates
from csscore.read.grid import CellError
from tests.read.grids import at_size

YEARS = {year: (dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2024, 2026)}


def read(*cells):
    column = np.empty(len(cells), dtype=object)
    column[:] = cells
    return dates(column)


def texts(found):
    return [str(day) for day in found.values]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-01", "2026/3/1", "2026.03.01", "2026.3.1", "2026年3月1日", "2026年03月01日", "20260301", "2026-03-01 12:39:34",
        "2026年03月01日 12:39:34", "2026-03-01T08:00:00Z", "2026/3/1 8:05", "2026-3-1 星期日", "2026-03-01(周日)", "２０２６－０３－０１",
        " 2026-03-01 ", "2026-03", "202603", "2026年3月", "Mar 1, 2026", "1 March 2026", "01-Mar-26", 46082, 46082.5, 20260301, "46082",
        20260301.0, dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 23, 59),
    ],
)  # fmt: skip
def test_the_first_of_march(cell):
    found = read(cell)
    assert texts(found) == ["2026-03-01"]
    assert not found.refused
    assert [remark.code for remark in found.remarks] == (["D410"] if str(cell).endswith("Z") else [])


@pytest.mark.parametrize("cell", [None, "", "-", "暂无数据", "N/A", "--"])
def test_nothing(cell):
    found = read(cell)
    assert texts(found) == ["NaT"]
    assert not found.refused


@pytest.mark.parametrize(
    "cell",
    ["2026-02-30", "2026-13-01", "合计", "3月1日", CellError("#REF!"), True, "2026-03-01~2026-03-07", 5, 5.5, dt.time(5), "32-13-26",
     dt.datetime(1900, 1, 1), float("nan"), float("inf"), "12:30", "2026-03-01-02"],
)  # fmt: skip
def test_refused(cell):
    found = read("2026-03-01", cell)
    assert texts(found) == ["2026-03-01", "NaT"]
    assert [(refusal.position, refusal.code) for refusal in found.refused] == [(1, "D220")]
    details = {"agent": "小美", "column": "日期", **found.refused[0].details}
    assert CODES["D220"].message.filled(details).zh


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("12-29-25", "03-04-26"), ("2025-12-29", "2026-03-04")),
        (("13/10/2021", "04/10/2021"), ("2021-10-13", "2021-10-04")),
        (("26-03-01",), ("2026-03-01",)),
        (("01-01-13", "31-01-13", "01-12-12"), ("2013-01-01", "2013-01-31", "2012-12-01")),
    ],
)
def test_the_order_that_fits_every_cell(cells, expected):
    found = read(*cells)
    assert texts(found) == list(expected)
    assert [remark.code for remark in found.remarks] == ["D222"]


@pytest.mark.parametrize("cells", [("03-04-26",), ("03/04/2026", "05/06/2026"), ("01.02.2026", "2026-03-01")])
def test_two_orders_that_fit_are_an_error(cells):
    found = read(*cells)
    assert [remark.code for remark in found.remarks] == ["D221"]
    assert texts(found)[0] == "NaT"


def test_two_orders_that_agree_are_fine():
    found = read("05/05/2026", "2026-05-06")
    assert texts(found) == ["2026-05-05", "2026-05-06"]
    assert not found.remarks


def test_two_orders_in_one_column_are_an_error():
    found = read("13/10/2021", "10/13/2021")
    assert texts(found) == ["NaT", "NaT"]
    assert [(remark.code, remark.position) for remark in found.remarks] == [("D223", 1)]
    assert found.remarks[0].details == {"text": "13/10/2021", "other": "10/13/2021"}


@given(st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2039, 12, 31)), min_size=1, max_size=10))
def test_every_way_of_writing_gives_the_day(days):
    for pattern in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S"):
        assert texts(read(*(day.strftime(pattern) for day in days))) == [str(day) for day in days]
    serials = [(day - dt.date(1899, 12, 30)).days for day in days]
    assert texts(read(*serials)) == [str(day) for day in days]


@given(
    st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2039, 12, 31)), min_size=1, max_size=10),
    st.sampled_from(["%m-%d-%y", "%d/%m/%Y"]),
)
def test_an_open_order_is_read_rightly_or_not_at_all(days, pattern):
    found = read(*(day.strftime(pattern) for day in days))
    assert texts(found) in ([str(day) for day in days], ["NaT"] * len(days))


def test_columns_of_large_text_files():
    found = dates(at_size(["2026-03-01", None, "12-29-25", "x"]))
    assert texts(found) == ["2026-03-01", "NaT", "2025-12-29", "NaT"]
    assert [refusal.position for refusal in found.refused] == [3]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("生意参谋20260819.xlsx", "2026-08-19", "2026-08-19"),
        ("京东pop2026-08-25.xlsx", "2026-08-25", "2026-08-25"),
        ("WaiterDimWorkload4Jingmai_20260824.xlsx", "2026-08-24", "2026-08-24"),
        ("export_20260819153000.csv", "2026-08-19", "2026-08-19"),
        ("客服 2026年3月1日.xls", "2026-03-01", "2026-03-01"),
        ("202603客服.csv", "2026-03-01", "2026-03-31"),
        ("客服2026年2月.xls", "2026-02-01", "2026-02-28"),
        ("2024.02.xlsx", "2024-02-01", "2024-02-29"),
        ("20260801-20260831.xlsx", "2026-08-01", "2026-08-31"),
        ("2026-08-01_2026-08-31.csv", "2026-08-01", "2026-08-31"),
        ("2026-08-01至2026-08-31.csv", "2026-08-01", "2026-08-31"),
        ("2026年2月-2026年3月.xlsx", "2026-02-01", "2026-03-31"),
        ("folder20250101/x202603.csv", "2026-03-01", "2026-03-31"),
        ("C:\\x\\202603.csv", "2026-03-01", "2026-03-31"),
        ("2026-03-01 2026-03-01.csv", "2026-03-01", "2026-03-01"),
    ],
)
def test_dates_in_file_names(name, first, last):
    assert date_in_name(name) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "name",
    ["客服3月.xlsx", "a12345678.csv", "订单20269999.csv", "-", "", "2026-02-30.csv", "19990101.csv", "data.csv",
     "2026-08-25导出于店铺后台2026-09-01.xlsx"],
)  # fmt: skip
def test_names_without_one_date(name):
    assert date_in_name(name) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2026年3月1日 周日", "2026年3月1日（日）", "星期日，2026年3月1日", "2026-03-01 Sun", "Sunday, March 1, 2026"),
        *(
            "2026年3月1日 下午 3:05",
            "2026-03-01 下午3:05:07",
            "2026/3/1 上午 09:05",
            "2026年3月1日15时05分07秒",
            "2026年3月1日 下午3点",
        ),
        *("民国115年3月1日", "民國115年03月01日", "中華民國115年3月1日", "民国115/03/01", "令和8年3月1日(日)"),
        *("2026-03-01 10:00:00 UTC", "2026-03-01 10:00 UTC+8", "2026-03-01 10:00:00 +0000 (UTC)", "2026-03-01 10:00 GMT+08:00"),
        *("2026-03-01T10:05:07.123Z[UTC]", "2026.3.1", "2026. 3. 1.", "二〇二六年三月一日", "20260301 10:05"),
    ],
)
def test_dates_as_systems_write_them(text):
    found = dates(np.array([text], dtype=object))
    assert (found.values[0], found.refused) == (np.datetime64("2026-03-01"), ())
    assert {remark.code for remark in found.remarks} <= {"D410"}  # a zone, and none is stated


@pytest.mark.parametrize("text", ["85/03/01", "下午 3:05", "2026年13月1日", "2026-03-01 25", "民国", "二〇二六年三月三十二日"])
def test_texts_that_are_no_dates(text):
    assert len(dates(np.array([text], dtype=object)).refused) == 1


def test_numerals_in_words():
    found = dates(np.array(["二〇二六年十二月二十一日", "二零二六年十月三十日"], dtype=object))
    assert found.values.tolist() == [dt.date(2026, 12, 21), dt.date(2026, 10, 30)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("115/03/01", "2026-03-01"),
        ("1150301", "2026-03-01"),
        ("1772323800000", "2026-03-01"),
        ("Sun Mar  1 00:10:00 2026", "2026-03-01"),
        ("01-Mar-26 12.10.00.000000 AM", "2026-03-01"),
        ("2026. 3. 1. 오전 12:10", "2026-03-01"),
        ("domingo 1 de março de 2026", "2026-03-01"),
        ("1er août 2026", "2026-08-01"),
        ("12 Ağustos 2026", "2026-08-12"),
        ("März 2026", "2026-03-01"),
        ("3月31日", "2024-03-31"),
        ("29-Feb", "2024-02-29"),
    ],
)
def test_days_as_systems_and_languages_write_them(text, day):
    found = dates(np.array([text], dtype=object), span=YEARS[2024])
    assert not found.refused
    assert str(found.values[0]) == day


def test_a_day_without_a_year_is_refused_where_none_is_known():
    found = dates(np.array(["3月31日", "Mar-26", "2026-03-01"], dtype=object))
    assert [refusal.position for refusal in found.refused] == [0, 1]
    assert "--period" in found.refused[0].remedy.en
    assert str(dates(np.array(["2月29日"], dtype=object), span=YEARS[2026]).refused[0].reason.en) == "no such day"


TURN = (dt.date(2025, 12, 1), dt.date(2026, 1, 31))


@pytest.mark.parametrize(
    ("given", "days"),
    [
        (["12/31", "1/15"], ["2025-12-31", "2026-01-15"]),
        (["31.12.", "15.1."], ["2025-12-31", "2026-01-15"]),
        (["12月31日", "1月1日"], ["2025-12-31", "2026-01-01"]),
        (["31-Dec", "01-Jan", "11月30日", "2月1日"], ["2025-12-31", "2026-01-01", "2025-11-30", "2026-02-01"]),
    ],
)
def test_a_day_without_a_year_is_of_the_one_year_that_the_period_allows(given, days):
    """Of days that the period has in neither year the nearer one is taken: they don't count in it anyway."""
    found = dates(np.array(given, dtype=object), span=TURN)
    assert texts(found) == days
    assert found.yearless is not None


def test_a_day_that_the_period_has_twice_is_refused_with_a_remedy():
    found = dates(np.array(["12/31", "4/15", "2025-04-15"], dtype=object), span=(dt.date(2025, 4, 1), dt.date(2026, 6, 30)))
    assert texts(found) == ["2025-12-31", "NaT", "2025-04-15"]
    (refusal,) = found.refused
    assert refusal.position == 1
    assert "two such days" in refusal.reason.en
    assert refusal.remedy.en == "write it like 2026-03-01"


@pytest.mark.parametrize(
    ("texts", "days", "codes"),
    [
        (["3/31", "3/4 14:05"], ["2026-03-31", "2026-03-04"], ["D222"]),
        (["31.3.", "4.3."], ["2026-03-31", "2026-03-04"], ["D222"]),
        (["3/4", "3/5"], ["NaT", "NaT"], ["D221"]),
        (["3/3"], ["2026-03-03"], []),
    ],
)
def test_two_numbers_of_a_day_are_in_the_one_order_that_the_column_allows(texts, days, codes):
    found = dates(np.array(texts, dtype=object), span=YEARS[2026])
    assert [str(day) for day in found.values] == days
    assert [remark.code for remark in found.remarks] == codes
    assert str(dates(np.array(texts, dtype=object)).refused[0].reason.en) == "it says no year"
    assert str(dates(np.array(["2/30"], dtype=object), span=YEARS[2026]).refused[0].reason.en) == "no such day"
