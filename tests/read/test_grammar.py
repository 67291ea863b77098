"""What one cell says: the forms of the exports, and what is refused with its reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.read.grammar import Missing, Number, Refused, parse
from csscore.read.grid import CellError


def value(cell, unit=None):
    found = parse(cell, unit)
    assert isinstance(found, Number), found
    return found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥99", "99"),
        ("1,234元", "1234"),
        ("1.2万", "12000"),
        ("1.5亿", "150000000"),
        ("1.2万元", "12000"),
        ("3千", "3000"),
        ("１２３．５", "123.5"),
        ("(1,200)", "-1200"),
        ("（1,200）", "-1200"),
        ("-1,200", "-1200"),
        ("−5", "-5"),
        ("+3", "3"),
        ("  5\xa0", "5"),
        ("\u30005\u3000", "5"),
        ("$5", "5"),
        ("€5.5", "5.5"),
        ("£7", "7"),
        ("CNY 12", "12"),
        ("RMB12", "12"),
        ("12 USD", "12"),
        ("-¥5", "-5"),
        ("¥-5", "-5"),
        ("12人", "12"),
        ("3单", "3"),
        ("9次", "9"),
        ("4个", "4"),
        ("7条", "7"),
        ("95分", "95"),
        ("1e5", "100000"),
        ("007", "7"),
        ("12.", "12"),
        (".5", "0.5"),
        ("0.1", "0.1"),
        ("1,234,567.89", "1234567.89"),
        ("\ufeff5", "5"),
        ("0", "0"),
        ("-0", "0"),
        ("00", "0"),
    ],
)
def test_numbers(text, expected):
    found = parse(text)
    assert found == Number(Decimal(expected), "plain")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45.23%", "0.4523"),
        ("45.23％", "0.4523"),
        ("0%", "0"),
        ("100%", "1"),
        ("-4.5 %", "-0.045"),
        ("1‰", "0.001"),
        ("(5%)", "-0.05"),
        ("５％", "0.05"),
    ],
)
def test_percentages_are_fractions(text, expected):
    assert parse(text) == Number(Decimal(expected), "percent")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1分20秒", "80"),
        ("00:01:20", "80"),
        ("38.5秒", "38.5"),
        ("7小时41分52秒", "27712"),
        ("1天2小时", "93600"),
        ("90s", "90"),
        ("1m30s", "90"),
        ("11秒", "11"),
        ("2分30秒", "150"),
        ("4分23秒", "263"),
        ("100:00:00", "360000"),
        ("5分钟", "300"),
        ("1500ms", "1.5"),
        ("2 hours 5 minutes", "7500"),
        ("1:02:03.5", "3723.5"),
        ("0 days 00:01:20", "80"),
        ("1 day, 2:03:04", "93784"),
        ("PT30H01M20.5S", "108080.5"),
        ("P1DT1S", "86401"),
        ("１分２０秒", "80"),
        ("00：01：20", "80"),
        ("1,200秒", "1200"),
        ("1个小时", "3600"),
    ],
)
def test_durations_are_seconds(text, seconds):
    assert parse(text) == Number(Decimal(seconds), "duration")


def test_two_parts_of_a_clock_are_left_to_the_column():
    assert parse("1:05") == Number(Decimal(65), "clock")


def test_units_that_only_the_column_tells():
    assert parse("5分", "seconds") == Number(Decimal(300), "duration")
    assert parse("5分", "points") == Number(Decimal(5), "plain")
    assert isinstance(parse("5分", "money"), Refused)
    assert parse("22天", "count") == Number(Decimal(22), "plain")
    assert parse("22天", "seconds") == Number(Decimal(22 * 86400), "duration")
    assert parse("5m", "seconds") == Number(Decimal(300), "duration")
    assert isinstance(parse("5m", "count"), Refused)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\xa0", "-", "--", "---", "—", "——", "–", "－", "/", "\\", "暂无数据", "暂无", "无", "无数据", "N/A", "NA", "n/a", "null",
     "NULL", "None", "\\N", "(null)", None],
)  # fmt: skip
def test_nothing_is_missing(text):
    assert parse(text) is Missing.EMPTY


def test_what_is_not_counted_yet_is_missing_and_told_apart():
    assert parse("延迟统计") is Missing.NOT_YET


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NaN", "不是一个数值"), ("Infinity", "不是一个数值"), ("-inf", "不是一个数值"), ("1_000", "下划线"), ("九十五", "中文数字"),
        ("1,23,4", "千分位"), ("1,23", "小数点或分节"), ("1.2.3", "小数点多于一个"), ("12abc", "夹有别的文字"), ("4.4/2.6", "两个数"),
        ("10-20", "两个数"), ("10~20", "两个数"), ("1,7", "小数点或分节"), ("200.000.000", "小数点或分节"), ("1.234,5", "小数点或分节"),
        ("12345678901234567", "15 位"), ("95%以上", "确切"), (">95", "确切"), ("≥95%", "确切"), ("1000+", "确切"), ("2026-03-01", "日期"),
        ("1:75", "时间"), ("00:60:00", "时间"), ("-(5)", "夹有"), ("--5", "夹有"), ("1e400", "不合情理"), ("优秀", "文字"), (".", "文字"),
        ("5%%", "夹有"), ("¥", "文字"), ("(5", "夹有"), ("1分20", "夹有"), ("%", "文字"), ("5٣x", "夹有"), ("128400١٢100000", "夹有"), ("٣5", "夹有"), ("²", "文字"), ("①", "文字"),
    ],
)  # fmt: skip
def test_refused_with_a_reason(text, reason):
    found = parse(text)
    assert isinstance(found, Refused)
    assert reason in found.reason.zh
    assert found.code == "D204"
    assert found.remedy.zh
    assert found.remedy.en


def test_the_remedy_for_a_numeral_in_words_names_the_number():
    assert "95" in parse("九十五").remedy.zh
    assert "120" in parse("一百二十").remedy.en


@pytest.mark.parametrize("cell", [CellError("#DIV/0!"), "#DIV/0!", "#N/A", "#REF!", CellError("#ERROR!")])
def test_error_values_have_a_code_of_their_own(cell):
    found = parse(cell)
    assert isinstance(found, Refused)
    assert found.code == "D202"


def test_spreadsheet_cells():
    assert value(0.1 + 0.2) == Decimal("0.3")
    assert value(12) == 12
    assert value(2.02408e19) == Decimal("2.02408e19")
    assert value(-0.0) == 0
    assert not value(-0.0).is_signed()
    assert isinstance(parse(float("nan")), Refused)
    assert isinstance(parse(float("inf")), Refused)
    assert isinstance(parse(True), Refused)
    assert isinstance(parse(12345678901234567), Refused)
    assert isinstance(parse(dt.date(2026, 3, 1)), Refused)
    assert isinstance(parse(dt.datetime(2026, 3, 1)), Refused)


def test_spreadsheet_times_are_seconds():
    assert parse(dt.time(0, 1, 20)) == Number(Decimal("80"), "duration")
    assert parse(dt.time(0, 1, 20, 500_000)) == Number(Decimal("80.5"), "duration")
    assert parse(dt.timedelta(hours=30)) == Number(Decimal(108_000), "duration")
    # serial 1.5 and 61.25 under h:mm:ss, as Excel counts
    assert parse(dt.datetime(1900, 1, 1, 12)) == Number(Decimal(36 * 3600), "duration")
    assert parse(dt.datetime(1900, 3, 1, 6)) == Number(Decimal(61 * 86400 + 6 * 3600), "duration")
    # serial 0.5 and 1.5 in a book that counts from 1904
    assert parse(dt.datetime(1904, 1, 2, 12)) == Number(Decimal(36 * 3600), "duration")
    assert isinstance(parse(dt.timedelta(seconds=-5)), Refused)


def test_rounding_beyond_15_digits_is_half_up():
    assert value("0.1234567890123445") == Decimal("0.123456789012345")
    assert value("0.1234567890123444999") == Decimal("0.123456789012344")
    assert value(0.1234567890123455) == Decimal("0.123456789012346")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_every_way_of_writing_a_decimal_gives_it(number):
    plain = f"{number:f}"
    assert value(plain) == number
    assert value(f"{number:,f}") == number
    assert value(f"¥{number:,f}") == number
    assert value(f"{plain}%") == number / 100
    assert value(f"{plain}万") == number * 10_000
    if number > 0:
        assert value(f"({number:,f})") == -number
        assert value(plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))) == number


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_every_way_of_writing_a_duration_gives_it(hours, minutes, seconds):
    total = hours * 3600 + minutes * 60 + seconds
    texts = (
        f"{hours}小时{minutes}分{seconds}秒",
        f"{hours}时{minutes}分钟{seconds}秒",
        f"{hours}:{minutes:02}:{seconds:02}",
        f"{hours:02}:{minutes:02}:{seconds:02}",
        f"{hours}h{minutes}m{seconds}s",
        f"PT{hours}H{minutes}M{seconds}S",
    )
    assert {value(text) for text in texts} == {Decimal(total)}


@given(st.text(max_size=12))
def test_any_text_is_a_number_missing_or_refused(text):
    found = parse(text)
    assert isinstance(found, (Number, Missing, Refused))
    if isinstance(found, Number):
        assert len(found.value.as_tuple().digits) <= 16 or found.value == 0


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        *(("½", "such as 0.5"), ("1½", "such as 1.5"), ("-2¼", "such as -2.25"), ("⅓", "such as 0.3333")),
        *(("12 calls", "alone: 12"), ("1,200 tickets", "alone: 1200"), ("3x", "alone: 3")),
        *(("2026-W12", "holds dates"), ("Week 12", "holds dates"), ("第12周", "holds dates"), ("12 m", "such as 95")),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text, remedy):
    found = parse(text)
    assert isinstance(found, Refused)
    assert remedy in found.remedy.en
