"""Runs what is frozen again and tells its outcomes as records: one of the run, then one an agent."""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import shlex
import shutil
import tempfile
from contextlib import chdir, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pandas as pd

import csscore
from csscore.problems import Rejected
from csscore.report.json import problem_data, write_json
from docs.making.cases import parsed
from tests.cases.test_cases import CASES, invoke, prepare
from tests.cases.test_cases import HERE as CASES_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples"
FOLDERS = ("shops-march", "halfyear", "kuaishou-march")
"""Folders of samples that belong together; of the half year each month stands alone."""
BESIDE = (
    "march.xlsx -s presale --adjust adjust-march.csv",
    "shops-march/*.xlsx -s presale --roster roster.csv",
    "aftersale-march.csv -s aftersale --roster aftersale-roster.csv",
    "aftersale-march.csv -s aftersale-rank --with exam=exam-march.csv",
    "aftersale-march.csv -s aftersale-shared --with incidents=incidents-march.csv",
    "aftersale-march.csv -s aftersale-shared --with incidents=incidents-march.csv --roster aftersale-roster.csv",
    "march.xlsx -s presale --set rank.ties=dense --set metrics.sales.weight=50 --set metrics.conversion.weight=40",
)
"""Samples with what belongs to them."""
MONTHS = 1000
PACK = 100
SAID = re.compile(r"^(.*?(?:error|warning|note) [SDPAU]\d{3}): ", re.M)

Record = dict[str, Any]


def names() -> list[str]:
    """Return what can be frozen, each the name of a file."""
    files = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".csv", ".xlsx"})
    return [
        *(f"{kind}/{name}" for name in (*files, *FOLDERS) for kind in ("samples", "refused")),
        *(f"cases/{name}" for name in CASES),
        *(f"months/{pack}" for pack in range(MONTHS // PACK)),
    ]


def file_of(name: str) -> Path:
    """Return where something is frozen."""
    return HERE / f"{name}.jsonl{'.xz' if name.startswith('months/') else ''}"


def frozen(name: str) -> list[Record]:
    """Return what was frozen under a name."""
    data = file_of(name).read_bytes()
    text = lzma.decompress(data) if name.startswith("months/") else data
    return [json.loads(line) for line in text.splitlines()]


def freeze(name: str) -> list[Record]:
    """Run what stands under a name and return its records."""
    kind, own = name.split("/", 1)
    if kind == "cases":
        return list(_case(own))
    if kind == "months":
        return [record for given in _given(name) for record in month(given)]
    return rank_samples([record["run"] for record in frozen(name) if "run" in record])


def packed(name: str, records: list[Record]) -> bytes:
    """Return the bytes of the file something is frozen in."""
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    return lzma.compress(text, preset=9) if name.startswith("months/") else text


def lines(sample: str) -> list[str]:
    """Return how a sample is ranked by all schemes, whether they take it or not."""
    schemes = sorted(path.stem for path in (ROOT / "schemes").glob("*.yaml") if not path.stem.endswith((".test", "columns")))
    files = [sample]
    if sample in {"shops-march", "kuaishou-march"}:
        files = [f"{sample}/*.xlsx"]
    elif sample == "halfyear":
        files = sorted(path.relative_to(SAMPLES).as_posix() for path in (SAMPLES / sample).glob("*.csv"))
    return [
        *(f"rank {shlex.quote(file)} -s {scheme}" for file in files for scheme in schemes),
        *(f"rank {line}" for line in BESIDE if line.split(" ", 1)[0] in files),
    ]


def rank_samples(runs: list[str]) -> list[Record]:
    """Run command lines among the samples."""
    with _plain(SAMPLES):
        return [record for line in runs for record in _run(line)]


def _case(name: str) -> Iterator[Record]:
    steps = parsed((CASES_FOLDER / name / "case.yaml").read_text(encoding="utf-8"))
    ranks = [step["run"].startswith("rank ") for step in steps]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, name)
        shutil.copytree(CASES_FOLDER / name, folder)
        with _plain(folder):
            for number, (step, rank) in enumerate(zip(steps, ranks, strict=True)):
                if not any(ranks[number:]):
                    return
                prepare(step)
                if rank:
                    if find_spec(step.get("needs", "json")) is None:
                        yield {"run": step["run"], "needs": step["needs"]}
                    else:
                        yield from _run(step["run"])


@contextmanager
def _plain(folder: Path) -> Iterator[None]:
    with chdir(folder), mock.patch.dict(os.environ, {"LC_ALL": "en_US.UTF-8", "COLUMNS": "200"}):
        yield


def _run(line: str) -> Iterator[Record]:
    code, _, err, result = invoke(line)
    if result is None:
        yield {"run": line, "exit": code, "said": SAID.findall(err)}
    else:
        yield from _told({"run": line, "exit": code}, result)


def _told(head: Record, result: Any) -> Iterator[Record]:
    """Return a result's records without what changes by itself."""
    for changing in ("csscore", "version"):
        del result[changing]
    del result["scheme"]["digest"]
    for one in result["inputs"]:
        one.pop("sha256", None)
    agents = result.pop("agents")
    yield {**head, **result}
    yield from agents


def _given(name: str) -> list[Record]:
    return [record["given"] for record in frozen(name) if "given" in record]


def month(given: Record) -> Iterator[Record]:
    """Rank a month that was drawn; beside what comes of it stands what was given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "random.yaml")
        path.write_text(json.dumps(given["scheme"], ensure_ascii=False), encoding="utf-8")
        try:
            result = json.loads(_ranked(given, str(path)))
        except Rejected as rejected:
            said = [_unworded(problem_data(problem, "en"), path) for problem in rejected.problems]
            yield {"given": given, "said": said}
            return
    result["inputs"] = []  # a table in memory and a folder that is gone
    result["problems"] = [_unworded(problem, path) for problem in result["problems"]]
    yield from _told({"given": given}, result)


def _ranked(given: Record, scheme: str) -> bytes:
    """Return the result as JSON; where there is a month before, it is ranked first and kept."""
    options: dict[str, Any] = {}
    if "before" in given:
        kept = Path(scheme).parent / "2026-02.json"
        kept.write_bytes(_json(csscore.rank(pd.DataFrame(given["before"], dtype=object), scheme, period="2026-02")))
        options = {"period": "2026-03", "history": [str(kept)]}
    return _json(csscore.rank(pd.DataFrame(given["rows"], dtype=object), scheme, **options))


def _json(result: csscore.Result) -> bytes:
    told = io.BytesIO()
    write_json(result, told, lang="en")
    return told.getvalue()


def _unworded(problem: Record, scheme: Path) -> Record:
    """Return a problem without its sentence and the folder it was made in."""
    place = problem["place"]
    if place and place["file"] and Path(place["file"]).parent == scheme.parent:
        place = {**place, "file": Path(place["file"]).name}
    return {"code": problem["code"], "severity": problem["severity"], "place": place}
