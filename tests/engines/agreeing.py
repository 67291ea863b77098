"""One month through every engine: all of them say the same, in all digits, and where the oracle knows the language, what it says.

``python -m tests.engines.agreeing --from 0 --count 1000`` tries many months; a seed that fails is tried alone by ``--count 1``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import csscore
from csscore.problems import Rejected
from csscore.read.tables import opening
from csscore.report.json import write_json
from tests.engines.drawing import PERIOD, month
from tests.engines.holding import as_csv, as_parquet, in_files, in_postgres, typed, with_intervals
from tests.oracle import Unsupported, settle
from tests.oracle.exact import Refused
from tests.test_oracle_agrees import assert_agrees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.engines.drawing import Month, Row
    from tests.postgres import Server


@dataclass
class Tried:
    """What became of a month."""

    agreed: int = 0
    """How many times an engine said the same as the frame engine."""
    kind: str = ""
    """Whether the oracle knew it, whether csscore refused it."""


def try_month(seed: int, folder: Path, server: Server | None = None, *, spark: bool = False) -> Tried:
    """Take a month through all engines; a difference raises AssertionError."""
    drawn = month(seed)
    draw = Random(f"order {seed}")
    path = folder / "scheme.yaml"
    path.write_text(json.dumps(drawn.scheme, ensure_ascii=False), encoding="utf-8")
    period = PERIOD if "period" in drawn.scheme else None

    def outcome(address: str, engine: str) -> Any:
        try:
            return csscore.rank(address, str(path), period=period, engine=engine)
        except Rejected as rejected:
            return sorted({problem.code for problem in rejected.problems if problem.severity == "error"})

    own = outcome(as_csv(drawn.written, folder / "events.csv"), "pandas")
    tried = Tried(kind=_against_oracle(drawn, own))
    draw.shuffle(drawn.written)
    with patch.object(opening, "LARGE", -1) if seed % 2 else contextlib.nullcontext():  # too large to be looked at row by row
        for name, address, engine in _held(drawn.written, draw, folder, server, spark=spark):
            assert said(outcome(address, engine)) == said(own), (seed, name)
            tried.agreed += 1
    return tried


def _held(
    rows: Sequence[Row], draw: Random, folder: Path, server: Server | None, *, spark: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield the rows as each engine may have them: what it is, its address, the engine."""
    columns = typed(rows, draw) if draw.random() < 0.6 else {}
    kind = "types" if columns else "texts"
    parquet = as_parquet(rows, folder / "events.parquet", columns)
    if spark:
        yield f"{kind} in files of parquet, Spark", in_files(rows, folder / "events", columns, draw), "spark"
        return
    yield f"{kind} in parquet, DuckDB", parquet, "duckdb"
    if draw.random() < 0.2:
        yield f"{kind} in parquet, pandas", parquet, "pandas"
    if server is not None:
        table = f"engines_{os.getpid()}.客服 Events"
        address = in_postgres(server, table, rows, with_intervals(columns, draw))
        yield f"{kind} in PostgreSQL", address, "auto"
        if draw.random() < 0.2:
            yield f"{kind} in PostgreSQL, pandas", address, "pandas"


def _against_oracle(drawn: Month, own: Any) -> str:
    """Hold a result against the oracle; say what kind of month it was."""
    scheme = {key: value for key, value in drawn.scheme.items() if key != "unique"}
    try:
        expected = settle(drawn.plain, scheme)
    except (Unsupported, Refused) as error:
        return f"not known to the oracle: {type(error).__name__}"
    if isinstance(own, list):
        return f"refused: {', '.join(own)}"
    assert_agrees(own, expected, drawn.scheme, drawn.plain)
    return "as the oracle says"


def said(outcome: Any) -> Any:
    """Return what a result says of people, in all digits; of a refusal its codes."""
    if isinstance(outcome, list):
        return outcome
    written = io.BytesIO()
    write_json(outcome, written, lang="en")
    found = json.loads(written.getvalue())
    return {key: found[key] for key in ("agents", "totals", "currency", "period")}


def main() -> int:
    """Try many months; 1 if any differs."""
    import argparse

    from tests import postgres, spark

    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    asked.add_argument("--count", type=int, default=100)
    asked.add_argument("--spark", action="store_true", help="on Spark, in place of DuckDB and PostgreSQL")
    given = asked.parse_args()
    kinds: Counter[str] = Counter()
    agreed, failed, start = 0, [], time.monotonic()
    with contextlib.ExitStack() as ending:
        folder = ending.enter_context(tempfile.TemporaryDirectory())
        server = None if given.spark else ending.enter_context(postgres.running())
        if server is None:
            ending.enter_context(spark.running())
        else:
            os.environ["PGSERVICEFILE"] = str(server.service_file)
        for seed in range(given.first, given.first + given.count):
            try:
                tried = try_month(seed, Path(folder), server, spark=given.spark)
            except Exception as error:  # noqa: BLE001 - all of them are counted
                failed.append(seed)
                print(f"seed {seed}: {type(error).__name__}: {str(error)[:2000]}", flush=True)
                continue
            kinds[tried.kind] += 1
            agreed += tried.agreed
    print(f"{sum(kinds.values())} months, {agreed} comparisons of engines that agree, {time.monotonic() - start:.0f} s")
    for kind, count in kinds.most_common():
        print(f"  {count:6} {kind}")
    print(f"{len(failed)} months differ: {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
