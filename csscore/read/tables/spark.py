"""One session with Spark for one run: it reads where rows lie, keeps nothing there, and is spoken to as DuckDB is."""

from __future__ import annotations

import warnings
import weakref
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar
from uuid import uuid4

import numpy as np

from csscore.problems import Place, Rejected
from csscore.read.tables import spark_faults, spark_start
from csscore.read.tables.spark_dialect import as_named, as_spark
from csscore.read.tables.spark_waiting import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from csscore.problems import Problems

_T = TypeVar("_T")
_WIDE: Final = "HUGEINT"
"""What DuckDB calls whole numbers of 128 bits, which are decimals of 38 digits here."""
_NOWHERE: Final = Place()
_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "BIGINT": int,
    _WIDE: Decimal,
    "DOUBLE": float,
    "DATE": lambda value: value if isinstance(value, date) else date.fromisoformat(value),
    "TIMESTAMP": lambda value: value if isinstance(value, datetime) else datetime.fromisoformat(value),
    "BOOLEAN": bool,
    "VARCHAR": str,
}
"""How a value that is kept becomes one of its type."""


class Cluster(NamedTuple):
    """Where Spark computes."""

    master: str | None = None
    """None for what the environment and Spark's own settings say, else this machine."""


class ClusterSession:
    """A session with the tables of one run; it ends with whoever asks it, at the latest with the program."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        self._count = 0
        self._cached: dict[str, DataFrame] = {}
        self._watch = Watch(spark.sparkContext, f"csscore-{uuid4().hex}")
        self._ending = weakref.finalize(self, _forget, self._cached)

    @classmethod
    def of(cls, cluster: Cluster, place: Place, problems: Problems) -> ClusterSession | None:
        """Return a session with Spark; None after a problem."""
        found = spark_start.opened(cluster.master, place, problems)
        return None if found is None else cls(found)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as Python's own values."""
        with self.asked():
            found = self._arrow(self.spark.sql(as_spark(sql), list(parameters) or None))
            return list(zip(*(_values(column) for column in found.columns), strict=True))

    def columns(self, sql: str) -> list[Any]:
        """Return the columns of a query as numpy arrays; nothing of it may be missing."""
        with self.asked():
            found = self._arrow(self.spark.sql(as_spark(sql)))
            return [_array(column) for column in found.columns]

    def counts(self, sql: str) -> list[Any]:
        """Return the columns of a query that only counts the rows of each combination."""
        return self.columns(sql)

    def kept(self, columns: Mapping[str, tuple[str, Any]]) -> str:
        """Keep columns for the queries of this session, which name them as a table.

        Parameters
        ----------
        columns
            For each name its type and its values, numpy arrays or lists.
        """
        import pyarrow as pa

        arrays = {name: _kept(type_, values) for name, (type_, values) in columns.items()}
        with self.asked():
            return self.view(self.spark.createDataFrame(pa.table(arrays)))

    def do(self, sql: str) -> None:
        """Keep the rows of a query under a name, where they are computed: they are not computed again for each question."""
        name, query = as_named(sql)
        with self.asked():
            self.cache(name, self.spark.sql(query))

    def cache(self, name: str, rows: DataFrame) -> None:
        """Keep rows on the cluster under a name."""
        before = self._cached.pop(name, None)
        self._cached[name] = rows.persist()
        rows.createOrReplaceTempView(name)
        if before is not None:
            before.unpersist()

    def query(self, sql: str, *, cached: bool = False) -> str:
        """Give the rows of a query a name that nothing has, and return it."""
        with self.asked():
            rows = self.spark.sql(as_spark(sql))
            name = self.view(rows)
            if cached:
                self.cache(name, rows)
            return name

    def view(self, rows: DataFrame) -> str:
        """Give rows a name that nothing has, and return it."""
        self._count += 1
        name = f"kept_{self._count}"
        rows.createOrReplaceTempView(name)
        return name

    def close(self) -> None:
        """Let the cluster forget what it keeps."""
        self._ending()

    def answer(self, ask: Callable[[], _T]) -> _T:
        """Return the answer to a question that may take its time."""
        return self._watch.answer(ask)

    def _arrow(self, rows: DataFrame) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pyspark has its opinion on versions of pandas, which it is not used with
            return self.answer(rows.toArrow)

    @contextmanager
    def asked(self, place: Place = _NOWHERE) -> Iterator[None]:
        """Say what Spark could not do as one problem, without what was asked and what the rows hold."""
        from pyspark.errors import AnalysisException

        try:
            with spark_faults.unsaid():
                yield
        except AnalysisException:  # a question that is wrong in itself
            raise
        except Exception as error:  # py4j says in many ways that nobody answers; what is none of Spark's is raised again
            if not spark_faults.is_sparks(error, ended=spark_start.ended):
                raise
            fault = spark_faults.of(error, place, ended=spark_start.ended)
            spark_start.forget_dead()
            raise Rejected((fault,)) from None
        except BaseException:  # somebody wants it to end
            self._watch.call_off()
            raise


def _forget(cached: dict[str, DataFrame]) -> None:
    if cached:
        with spark_faults.unsaid(), suppress(Exception):  # it forgets them, too, where it has ended
            while cached:
                cached.popitem()[1].unpersist()


def _values(column: Any) -> list[Any]:
    """Return the values of a column; whole numbers of 38 digits as such."""
    import pyarrow as pa

    values: list[Any] = column.to_pylist()
    if pa.types.is_decimal(column.type) and column.type.scale == 0:
        return [None if value is None else int(value) for value in values]
    return values


def _array(column: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_integer(column.type):
        return column.to_numpy().astype(np.int64)
    return np.array([*_values(column), None], dtype=object)[:-1]


def _kept(type_: str, values: Any) -> Any:
    """Return values as a column of Arrow; texts of numbers and days are read."""
    import pyarrow as pa

    types = {
        "BIGINT": pa.int64(),
        _WIDE: pa.decimal128(38, 0),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "BOOLEAN": pa.bool_(),
        "VARCHAR": pa.string(),
    }
    if isinstance(values, np.ndarray) and values.dtype.kind == "i":
        return pa.array(values, types[type_])
    if type_.startswith("DECIMAL"):
        precision, scale = map(int, type_.removeprefix("DECIMAL(").removesuffix(")").split(","))
        return pa.array([None if value is None else Decimal(value) for value in values], pa.decimal128(precision, scale))
    return pa.array([None if value is None else _READ[type_](value) for value in values], types[type_])
