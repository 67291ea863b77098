"""What a column decides: the scale of percentages, units of headers, clocks, decimal commas; and its speed paths agree."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csscore.catalogue import CODES
from csscore.read.grid import CellError
from csscore.read.numbers import damaged, numbers
from csscore.read.units import counted_in, unit_in_header
from tests.read.grids import at_size

if TYPE_CHECKING:
    from csscore.read.units import HeaderUnit


def column(*cells):
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return found


def remarks(found):
    return [remark.code for remark in found.remarks]


def check(found, *expected):
    np.testing.assert_array_equal(found.values, np.array(expected, dtype=float))
    for problem in (*found.refused, *found.remarks):  # the wording fits the details
        details = {"agent": "小美", "column": "列", "name": "x", **problem.details}
        assert "{" not in CODES[problem.code].message.filled(details).zh
        assert CODES[problem.code].hint.filled(details).en


NAN = float("nan")


def test_fractions_under_a_header_with_a_percent_sign_are_doubted():
    found = numbers(column(0.95, "0.875"), unit="percent", header_unit="percent")
    check(found, 0.0095, 0.00875)
    assert remarks(found) == ["D208"]
    assert remarks(numbers(column(0.95, "87.5"), unit="percent", header_unit="percent")) == ["D578"]
    assert remarks(numbers(column("0.95%", 0.9), unit="percent", header_unit="percent")) == []
    assert remarks(numbers(column(0.95), unit="percent", header_unit="percent", scale="percent")) == []


def test_times_of_a_spreadsheet_without_seconds_are_said():
    """1:25 typed into Excel is 1 h 25 min, whatever was meant."""
    found = numbers(column(dt.time(1, 25), dt.time(0, 40), None), unit="seconds")
    check(found, 5100, 2400, NAN)
    assert remarks(found) == ["D211"]
    assert found.remarks[0].details["text"] == "01:25"
    assert remarks(numbers(column(dt.time(0, 1, 25), dt.time(0, 40)), unit="seconds")) == []


class TestPlain:
    def test_text(self):
        check(numbers(column("1", "2.50", None, "-", "1,234", "¥5")), 1, 2.5, NAN, NAN, 1234, 5)

    def test_spreadsheet(self):
        check(numbers(column(1.0, 2, None, 0.1 + 0.2, -0.0)), 1, 2, NAN, 0.3, 0)

    def test_text_and_numbers_together(self):
        check(numbers(column("1", 2.0, 3, None, "暂无数据", "4元")), 1, 2, 3, NAN, NAN, 4)

    def test_a_column_of_nothing(self):
        check(numbers(column(None, None)), NAN, NAN)
        check(numbers(column()))

    def test_refused_cells_are_named_in_the_order_of_rows(self):
        found = numbers(column("九十五", "3", CellError("#DIV/0!"), True, "九十五"), unit="money")
        check(found, NAN, 3, NAN, NAN, NAN)
        assert [(r.position, r.code, r.text) for r in found.refused] == [
            (0, "D204", "九十五"),
            (2, "D202", "#DIV/0!"),
            (3, "D204", "True"),
            (4, "D204", "九十五"),
        ]

    def test_numbers_beyond_what_a_float_holds_are_refused(self):
        found = numbers(column(float("inf"), float("nan"), 10**400, 12345678901234567, 1.0))
        check(found, NAN, NAN, NAN, NAN, 1)
        assert len(found.refused) == 4

    def test_true_is_not_one(self):
        found = numbers(column(1, 1.0, True, "1"))
        check(found, 1, 1, NAN, 1)
        assert [refusal.position for refusal in found.refused] == [2]

    def test_not_final_cells_are_missing_and_reported(self):
        found = numbers(column("延迟统计", "5", "延迟统计"))
        check(found, NAN, 5, NAN)
        assert [(r.code, r.position, r.details["count"]) for r in found.remarks] == [("D210", 0, 2)]

    @pytest.mark.parametrize("unit", ["money", "count", "points"])
    def test_percentages_and_durations_do_not_belong(self, unit):
        found = numbers(column("45%", "1分20秒", "3"), unit=unit)
        check(found, NAN, NAN, 3)
        assert [refusal.position for refusal in found.refused] == [0, 1]

    def test_units_of_headers(self):
        check(numbers(column(1.5, "2", "3万", "12,000元"), unit="money", header_unit="wan"), 15000, 20000, 30000, 12000)
        check(numbers(column("1.2"), unit="count", header_unit="thousand"), 1200)
        check(numbers(column("5"), unit="points", header_unit="min"), 5)


class TestPercentages:
    def test_signs_say_what_they_mean(self):
        found = numbers(column("45.23%", "0", "-", "100％"), unit="percent")
        check(found, 0.4523, 0, NAN, 1)
        assert (found.kind, found.scale, found.decided_by) == ("percent", "percent", "cells")

    def test_bare_numbers_beside_signs_are_an_error(self):
        found = numbers(column("45.23%", "0.5", "0"), unit="percent")
        check(found, 0.4523, NAN, 0)
        assert [(r.code, r.position) for r in found.remarks] == [("D205", 1)]

    def test_declared(self):
        check(numbers(column("45", "0.5", "3%"), unit="percent", scale="percent"), 0.45, 0.005, 0.03)
        found = numbers(column(0.45, 1.5), unit="percent", scale="fraction")
        check(found, 0.45, 1.5)
        assert (found.scale, found.decided_by, found.remarks) == ("fraction", "scheme", ())

    def test_by_the_header(self):
        found = numbers(column("45", "0.8", "97%"), unit="percent", header_unit="percent")
        check(found, 0.45, 0.008, 0.97)
        assert (found.scale, found.decided_by) == ("percent", "header")
        check(numbers(column("3"), unit="percent", header_unit="permille"), 0.003)

    def test_by_the_format_of_the_cells(self):
        found = numbers(column(0.4523, 1.2), unit="percent", number_format=lambda _: "0.00%")
        check(found, 0.4523, 1.2)
        assert (found.scale, found.decided_by) == ("fraction", "format")

    def test_a_format_beats_the_header_as_the_cell_shows_its_sign(self):
        check(numbers(column(0.45), unit="percent", header_unit="percent", number_format=lambda _: "0%"), 0.45)
        check(numbers(column(0.45), unit="percent", scale="percent", number_format=lambda _: "0%"), 0.45)

    def test_cells_with_and_without_the_format_are_an_error(self):
        found = numbers(column(0.45, 0.5), unit="percent", number_format=lambda row: "0%" if row else None)
        check(found, NAN, 0.5)
        assert remarks(found) == ["D205"]
        assert found.remarks[0].details["marked"] == "50%"

    def test_a_quoted_percent_sign_is_decoration(self):
        check(numbers(column(45.0), unit="percent", number_format=lambda _: '0"%"'), 0.45)

    @pytest.mark.parametrize(
        ("cells", "expected", "scale"),
        [((0.4, 1.0), (0.4, 1.0), "fraction"), ((0.4, 97.5), (0.004, 0.975), "percent"), ((-0.5, 0.0), (-0.5, 0.0), "fraction")],
    )
    def test_by_the_values_with_a_note(self, cells, expected, scale):
        found = numbers(column(*cells), unit="percent")
        check(found, *expected)
        assert (found.scale, found.decided_by, remarks(found)) == (
            scale,
            "values",
            ["D207", *(["D578"] if scale == "percent" else [])],
        )

    def test_ambiguous_values_are_an_error(self):
        found = numbers(column(0.45, 1.5), unit="percent")
        check(found, NAN, NAN)
        assert remarks(found) == ["D206"]
        assert found.remarks[0].details["times_100"] == "150"

    def test_zeros_decide_nothing(self):
        found = numbers(column(0, "0", None), unit="percent")
        check(found, 0, 0, NAN)
        assert (found.scale, found.remarks) == (None, ())

    def test_without_a_declared_unit_signs_are_still_percentages(self):
        check(numbers(column("45%", "50%")), 0.45, 0.5)
        check(numbers(column("45", "50"), unit="number", header_unit="percent"), 0.45, 0.5)
        assert remarks(numbers(column("45%", "50"), unit="number")) == ["D205"]

    def test_durations_do_not_belong(self):
        found = numbers(column("45%", "1分20秒"), unit="percent")
        check(found, 0.45, NAN)
        assert len(found.refused) == 1


class TestDurations:
    def test_all_forms_together(self):
        cells = column("1分20秒", "38.5秒", "00:01:20", "95", dt.time(0, 1, 20), dt.timedelta(hours=30), 7, "--")
        found = numbers(cells, unit="seconds")
        check(found, 80, 38.5, 80, 95, 80, 108000, 7, NAN)
        assert found.kind == "duration"

    @pytest.mark.parametrize(
        ("unit", "seconds"), [("ms", 0.0025), ("s", 2.5), ("min", 150), ("h", 9000), ("d", 216000), (None, 2.5)]
    )
    def test_bare_numbers_are_in_the_unit_of_the_header(self, unit, seconds):
        check(numbers(column(2.5, "4秒"), unit="seconds", header_unit=unit), seconds, 4)

    def test_two_parts_are_minutes_and_seconds(self):
        found = numbers(column("1:05", "75:20"), unit="seconds")
        check(found, 65, 4520)
        assert remarks(found) == ["D211"]

    def test_two_parts_under_hours_are_hours_and_minutes(self):
        found = numbers(column("7:41"), unit="seconds", header_unit="h")
        check(found, 7 * 3600 + 41 * 60)
        assert remarks(found) == ["D211"]

    def test_numbers_under_a_time_format_are_days(self):
        check(numbers(column(0.5, 2.0), unit="seconds", number_format=lambda row: "h:mm:ss" if row == 0 else None), 43200, 2)

    def test_numbers_that_look_like_parts_of_a_day_are_doubted(self):
        found = numbers(column(0.000312, 0.000298), unit="seconds")
        assert remarks(found) == ["D212"]
        assert found.remarks[0].details["value"] == "26.9568"
        assert remarks(numbers(column(0.5, 0.25), unit="seconds")) == []

    @pytest.mark.parametrize(
        ("cells", "seconds"),
        [
            ((80 / 86400, 100 / 86400), (80, 100)),
            (("0.000925926", "0.00115741"), (80, 100)),
            ((1.5, 2.25, 90001 / 86400, 130007 / 86400, 100003 / 86400), (129600, 194400, 90001, 130007, 100003)),
        ],
    )
    def test_numbers_that_are_parts_of_a_day_are_read_so(self, cells, seconds):
        found = numbers(column(*cells), unit="seconds")
        check(found, *seconds)
        assert remarks(found) == ["D260"]

    def test_two_that_would_be_days_above_one_are_told(self):
        found = numbers(column(90001 / 86400, 130007 / 86400), unit="seconds")
        assert remarks(found) == ["D272"]
        assert found.values[0] == pytest.approx(90001 / 86400)

    @pytest.mark.parametrize("contacts", [(3, 6, 9), (4, 8, 12), (7, 11, 13), (27, 3, 9), (60, 36, 48)])
    def test_means_of_seconds_over_few_contacts_are_no_days(self, contacts):
        means = [round((37 * n + 1) / n, 12) for n in contacts]
        assert remarks(numbers(column(*means), unit="seconds")) == []

    def test_a_clock_of_the_day_is_the_time_since_midnight(self):
        cells = (
            "12:00:38 AM",
            "12:01:15 a.m.",
            "12:28:25AM",
            "1:02:11 AM",
            "12:00:00 AM",
            "上午 12:00:38",
            "12:05 PM",
            "下午 1:00:00",
        )
        check(numbers(column(*cells), unit="seconds"), 38, 75, 1705, 3731, 0, 38, 43500, 46800)
        assert len(numbers(column("13:00:00 AM", "0:10 AM", "12:00:38 AM PM"), unit="seconds").refused) == 3

    def test_a_percentage_does_not_belong(self):
        assert len(numbers(column("45%"), unit="seconds").refused) == 1

    def test_without_a_declared_unit_they_are_seconds_with_a_note(self):
        found = numbers(column("9秒", "12"), unit="number")
        check(found, 9, 12)
        assert remarks(found) == ["D213"]


class TestDecimalComma:
    def test_proved_by_the_column(self):
        found = numbers(column("0,61", "81,2", "1.234", "1.234,5", None, "15", 2.5))
        check(found, 0.61, 81.2, 1234, 1234.5, NAN, 15, 2.5)
        assert [(r.code, r.position) for r in found.remarks] == [("D209", 0)]

    def test_contradicted_by_one_cell(self):
        found = numbers(column("1,7", "1.5"))
        check(found, NAN, 1.5)
        assert [refusal.position for refusal in found.refused] == [0]

    def test_groups_of_three_prove_nothing(self):
        check(numbers(column("1,234", "5,678")), 1234, 5678)

    def test_percentages(self):
        check(numbers(column("45,5 %", "7 %"), unit="percent"), 0.455, 0.07)

    def test_other_refusals_stay(self):
        found = numbers(column("1,7", "无效"))
        check(found, 1.7, NAN)
        assert [refusal.position for refusal in found.refused] == [1]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("首次响应时长（秒)", "s"),
        ("平均响应时长(分)", "min"),
        ("PC在线时长（时）", "h"),
        ("首次平均响应(s)", "s"),
        ("耗时(ms)", "ms"),
        ("去退销售额（元）", None),
        ("销售额（万元）", "wan"),
        ("转化率(%)", "percent"),
        ("转化率（％）", "percent"),
        ("Answer %", "percent"),
        ("Total Handle Time (Seconds)", "s"),
        ("3分钟人工回复率(8-23点)", None),
        ("平均响应时长（新）", None),
        ("3分钟回复率", None),
        ("销售额（单位：亿元）", "yi"),
        ("金额[千元]", "thousand"),
        ("", None),
    ],
)
def test_units_in_headers(header, unit):
    assert unit_in_header(header) == unit


def test_damaged_identifiers():
    assert damaged("2.02408E+19")
    assert damaged(2.02408e19)
    assert damaged("1.23457e+15")
    assert not damaged("2024081900000000001")
    assert not damaged("007")
    assert not damaged(12345.0)
    assert not damaged("小美")


texts = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9).map(str),
    st.integers(-(10**17), 10**17).map(str),
    st.sampled_from(["-", "暂无数据", "45%", "1分20秒", "1:05", "九十五", "NaN", "inf", "1e5", "1_0", " 5", "5 ", "+5", ".5", "5.", "1,7", "5%%", "%", "-%",
                     "nan%", "1e400", "1e-40", "0x10", "００７", "1,234", "-0", "12345678901234567", "0.12345678901234567"]),
    st.none(),
)  # fmt: skip


@given(st.lists(texts, max_size=12), st.sampled_from([None, "money", "percent", "seconds", "number"]))
def test_columns_of_large_text_files_read_like_cells_one_by_one(cells, unit):
    plain = numbers(column(*cells), unit=unit)
    large = numbers(at_size(cells), unit=unit)
    np.testing.assert_array_equal(plain.values, large.values)
    assert plain.refused == large.refused
    assert plain.remarks == large.remarks
    assert (plain.kind, plain.scale, plain.decided_by) == (large.kind, large.scale, large.decided_by)


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**8) + 1, max_value=10**8 - 1), max_size=20
    )
)
def test_text_becomes_the_float_whose_text_it_is(decimals):
    found = numbers(column(*map(str, decimals)))
    assert [Decimal(repr(float(value))) for value in found.values] == decimals


@given(st.permutations(["45%", "0.5", "12", "0", "-"]))
def test_no_decision_depends_on_the_order_of_rows(cells):
    found = numbers(column(*cells), unit="percent")
    assert dict(zip(cells, map(str, found.values), strict=True)) == {
        "45%": "0.45",
        "0.5": "nan",
        "12": "nan",
        "0": "0.0",
        "-": "nan",
    }
    assert remarks(found) == ["D205"]


class TestPartsOfADay:
    """What is cut off behind the last digit of a quotient is nobody's; expected by dividing whole seconds by hand."""

    @pytest.mark.parametrize(
        ("cells", "unit", "expected"),
        [
            # 90001 s, 130007 s ÷ 86400 = 1.041678240740…, 1.504710648148…
            (["1.04167824074", "1.50471064815"], "d", [90001.0, 130007.0]),
            (["1.04167824074074", "1.50471064814815"], "d", [90001.0, 130007.0]),
            (["1.0416782407407", "1.5047106481481"], "d", [90001.0, 130007.0]),
            (["0.0008680555555556"], "d", [75.0]),
            # 5415.25 s ÷ 3600 = 1.504236111…; 80 s ÷ 60 = 1.333…
            (["1.50423611111"], "h", [5415.25]),
            (["1.33333333333"], "min", [80.0]),
            (["1.5", "0.25"], "d", [129600.0, 21600.0]),
            # few digits leave more open than a millisecond: they stand for what they say, 0.000868 d = 74.9952 s
            (["0.000868"], "d", [74.9952]),
            # nothing whole within reach of the last digit: 12 digits, 0.123456789012345 × 86400 = 10666.666570666608
            (["0.123456789012345"], "d", [10666.6665707]),
        ],
    )
    def test_seconds(self, cells: list[str], unit: HeaderUnit, expected: list[float]) -> None:
        found = numbers(np.array(cells, dtype=object), unit="seconds", header_unit=unit)
        assert found.refused == ()
        assert found.values.tolist() == expected

    @pytest.mark.parametrize("cells", [["1.0416782407407", "1.5047106481481"], ["1.04167824074074", "1.504710648148"]])
    def test_two_numbers_that_look_like_it_lose_nothing(self, cells: list[str]) -> None:
        found = numbers(np.array(cells, dtype=object), unit="seconds")
        assert ([remark.code for remark in found.remarks], found.refused) == (["D272"], ())

    def test_digits_that_were_counted_are_refused(self) -> None:
        found = numbers(np.array(["1234567.890123"], dtype=object), unit="seconds", header_unit="d")
        assert [(refusal.position, refusal.code) for refusal in found.refused] == [(0, "P280")]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["12次", "3人"], True),
        (["12", "12元", "3件"], True),
        (["12次", "3回", "4"], False),
        (["3单", "4笔", "5單"], False),
        (["1.5k", "3次", "2万次"], False),
    ],
)
def test_cells_that_count_different_things_are_told(texts, told):
    found = numbers(np.array(texts, dtype=object))
    assert [remark.code for remark in found.remarks] == (["D574"] if told else [])
    assert not found.refused


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("销售额（分）", 123.45),
        ("amount_cents", 123.45),
        ("Amount (in cents)", 123.45),
        ("金额/角", 1234.5),
        ("销售额", 12345),
        ("得分", 12345),
    ],
)
def test_parts_of_a_currency_in_the_header(header, value):
    found = numbers(np.array(["12345", "7元"], dtype=object), unit="money", header_unit=counted_in(header, "money"))
    assert found.values.tolist() == [value, 7]


def test_a_fraction_among_percentages_is_doubted_but_a_low_rate_is_not():
    assert [remark.code for remark in numbers(np.array(["93", "0.95", "98"]), unit="percent").remarks] == ["D207", "D578"]
    assert [remark.code for remark in numbers(np.array(["3.2", "0.8", "5"]), unit="percent").remarks] == ["D207"]
    assert [remark.code for remark in numbers(np.array(["93", "0.95"]), unit="percent", scale="percent").remarks] == []
