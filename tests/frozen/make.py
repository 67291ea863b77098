"""Freezes again what is named; without a name it says what differs and writes nothing.

Run it as ``python -m tests.frozen.make [NAME…]``, where a name is a file (``cases/time-zone``) or a folder (``cases``).
``--draw`` draws the months anew.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests import test_events_agree, test_oracle_agrees
from tests.frozen.comparing import difference
from tests.frozen.freezing import MONTHS, PACK, Record, file_of, freeze, lines, month, names, packed, rank_samples

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261130


def main(arguments: list[str]) -> int:
    if arguments == ["--draw"]:
        draw()
        return 0
    chosen = [name for name in names() if not arguments or any(f"{name}/".startswith(f"{one.rstrip('/')}/") for one in arguments)]
    if not chosen:
        print(f"nothing is frozen under {' '.join(arguments)}; the names are those of the files here, without an ending")
        return 2
    told = [one for name in chosen if (one := difference(name)) is not None]
    print(*told, sep="\n", end="\n" if told else "")
    for name in chosen if arguments else ():
        again(name)
    return int(bool(told) and not arguments)


def again(name: str) -> None:
    """Freeze what stands under a name; a sample's runs are frozen apart, those that are refused in a file of their own."""
    kind, own = name.split("/", 1)
    if kind not in {"samples", "refused"}:
        write(name, freeze(name))
        return
    refused: dict[bool, list[Record]] = {True: [], False: []}
    for line in lines(own):
        records = rank_samples([line])
        refused[records[0]["exit"] != 0] += records
    write(f"samples/{own}", refused[False])
    write(f"refused/{own}", refused[True])


def write(name: str, records: list[Record]) -> None:
    file = file_of(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed(name, records))


def draw() -> None:
    """Draw the months and freeze what comes of them."""
    months = [*drawn(ordinary()), *drawn(events())]
    for pack in range(MONTHS // PACK):
        # every pack holds both kinds, so that a tenth of them is a tenth of each
        write(f"months/{pack}", [record for one in months[pack :: MONTHS // PACK] for record in month(one)])


def ordinary() -> st.SearchStrategy[Record]:
    return test_oracle_agrees.months().map(lambda one: {"rows": one[0], "scheme": one[1]})


def events() -> st.SearchStrategy[Record]:
    pairs = st.tuples(test_events_agree.months(), test_events_agree.months())
    return pairs.map(lambda two: {"rows": two[0][0], "before": two[1][0], "scheme": two[0][1]})


def drawn(months: st.SearchStrategy[Record]) -> Iterator[Record]:
    """Draw half of the months."""
    found: list[Any] = []

    @seed(SEED)
    @settings(max_examples=MONTHS, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(months)
    def collect(one: Record) -> None:
        if one not in found:
            found.append(one)

    collect()
    return iter(found[-(MONTHS // 2) :])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
