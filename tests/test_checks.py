"""The last check of a result: a breach is a bug (exit code 70), and nothing is printed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from csscore import pipeline
from csscore.checks import check_result
from csscore.exact.fixed import MISSING
from csscore.result import Result
from docs.making.session import folder, run
from tests.pay.months import month

SCHEME = """
metrics:
  sales: {value: 销售额, unit: money, weight: 100, points: minmax}
pay:
  - {fixed: 3000}
  - {ladder: {first: 500, last: 100}}
  - {pool: {amount: 1000, split: score}}
limits: {at_most: 4000}
"""
TABLE = "客服,销售额\n小美,300\n小丹,200\n阿宁,\n"


def changed(result: Result, **changes) -> Result:
    return dataclasses.replace(result, **changes)


def test_a_sound_result_passes(tmp_path):
    check_result(month(tmp_path, SCHEME, TABLE))


def test_a_cent_too_much_or_too_little(tmp_path):
    result = month(tmp_path, SCHEME, TABLE)
    for cents in (1, -1):
        pay = result.pay.copy()
        pay[1] += cents
        with pytest.raises(AssertionError, match="do not make their pay"):
            check_result(changed(result, pay=pay))


def test_a_line_too_much(tmp_path):
    result = month(tmp_path, SCHEME, TABLE)
    with pytest.raises(AssertionError, match="do not make their pay"):
        check_result(changed(result, lines=(*result.lines, result.lines[0])))


def test_a_line_without_a_reason(tmp_path):
    result = month(tmp_path, SCHEME, TABLE)
    line = result.lines[0]
    silent = dataclasses.replace(line, because=dataclasses.replace(line.because, which=np.full(3, -1, dtype=np.int8)))
    with pytest.raises(AssertionError, match="without saying why"):
        check_result(changed(result, lines=(silent, *result.lines[1:])))


def test_sums_beyond_64_bits_do_not_wrap_around(tmp_path):
    """Four lines of 2^62 make 2^64, which int64 would take for 0."""
    result = month(tmp_path, SCHEME, TABLE)
    line = dataclasses.replace(result.lines[0], amounts=np.array([2**62, MISSING, MISSING]))
    with pytest.raises(AssertionError, match="do not make their pay"):
        check_result(changed(result, lines=(line,) * 4, pay=np.zeros(3, dtype=np.int64)))


def test_a_breach_is_a_bug_and_prints_nothing(monkeypatch):
    """Sums that lose a cent on the way: exit code 70, an empty standard output, no file."""
    publish = pipeline.published

    def dishonest(*args, **options):
        result = publish(*args, **options)
        return changed(result, pay=result.pay + np.array([1] + [0] * (len(result) - 1)))

    with folder() as here:
        good = run("csscore rank samples/march.xlsx -s presale --format csv", "en")
        monkeypatch.setattr(pipeline, "published", dishonest)
        bad = run("csscore rank samples/march.xlsx -s presale --format csv", "en")
        written = run("csscore rank samples/march.xlsx -s presale -o out.csv", "en")
        assert not (here / "out.csv").exists()
    assert (good.code, bad.code, written.code) == (0, 70, 70)
    assert (bad.out, written.out) == ("", "")
    assert "U901" in bad.err
