"""The shipped header names: one header, one name."""

from __future__ import annotations

from csscore.read.requirements import Unit
from csscore.read.texts import fold, split_unit
from tests.read.grids import DICTIONARY, dictionary

UNITS = set(Unit.__args__)


def test_no_header_under_two_names():
    for columns in (dictionary().columns, dictionary().roster.columns):
        owner: dict[str, str] = {}
        for name, column in columns.items():
            for header in column.headers:
                assert owner.setdefault(fold(header), name) == name, header


def test_no_header_twice_under_one_name():
    lists = [dictionary().agent, dictionary().roster.agent, *(column.headers for column in dictionary().columns.values())]
    for headers in lists:
        assert len({fold(header) for header in headers}) == len(headers), headers


def test_units_are_units_and_headers_need_none():
    for name, column in dictionary().columns.items():
        assert name.isascii()
        assert name.islower()
        assert column.unit is None or column.unit in UNITS
        for header in column.headers:
            assert split_unit(header).unit in (None, "元/人"), header


def test_titles_in_both_languages():
    import yaml

    given = yaml.safe_load(DICTIONARY.read_text("utf-8"))
    for entry in [*given["columns"].values(), *given["roster"]["columns"].values()]:
        assert entry["title"].keys() == {"zh", "en"}
        assert entry.keys() <= {"unit", "per", "title", "headers"}


def test_the_names_that_ready_made_schemes_use():
    names = {
        *("sales", "net_sales", "conversion", "enquiries", "buyers", "closing", "consults", "receptions"),
        *("response_seconds", "first_response_seconds", "reply_rate", "answer_ratio", "three_minute_reply_rate"),
        *("satisfaction", "praise", "complaints", "refunds", "refund_rate", "cost", "incidents", "winback", "old_customer_sales"),
        *("orders", "order_errors", "exam", "quality_score", "attendance"),
    }
    assert names <= dictionary().columns.keys()
