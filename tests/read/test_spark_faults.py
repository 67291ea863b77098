"""What is Spark's to answer for, and what is a mistake of csscore's own, which is never hidden behind it."""

from __future__ import annotations

import errno

import pytest

from csscore.read.tables.spark_faults import Alone, is_sparks

errors = pytest.importorskip("pyspark.errors", reason="pyspark is not installed")


def test_what_is_sparks() -> None:
    from py4j.protocol import Py4JNetworkError

    said = [
        errors.AnalysisException("x"),
        errors.PySparkRuntimeError("x"),
        errors.SparkRuntimeException("x"),
        Py4JNetworkError("x"),
    ]
    gone = [ConnectionRefusedError(), BrokenPipeError(), TimeoutError(), OSError(errno.EBADF, "closed"), EOFError(), Alone(60)]
    assert all(is_sparks(error, ended=lambda: None) for error in (*said, *gone))


def test_what_is_not() -> None:
    misused = [errors.PySparkTypeError("x"), errors.PySparkValueError("x"), errors.PySparkAttributeError("x")]
    own = [FileNotFoundError(2, "x"), PermissionError(13, "x"), OSError(errno.ENOSPC, "full"), KeyError("x"), AssertionError()]
    assert not any(is_sparks(error, ended=lambda: None) for error in (*misused, *own))
    assert is_sparks(KeyError("x"), ended=lambda: 52)  # whatever py4j says of a process that is dead
