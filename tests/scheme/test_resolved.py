"""A scheme that is written down as it holds is the same scheme."""

from __future__ import annotations

from pathlib import Path

import pytest

from csscore.rules import load_scheme
from csscore.scheme.resolved import resolved
from tests.conftest import ROOT

SCHEMES = sorted(
    path
    for path in [*(ROOT / "schemes").glob("*.yaml"), *(ROOT / "samples").rglob("*.yaml")]
    if not path.name.endswith(".test.yaml") and path.name not in {"columns.yaml", "payroll.yaml"}
)


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_it_has_the_same_digest(path: Path, tmp_path: Path) -> None:
    scheme = load_scheme(str(path))
    for one in scheme.versions or (scheme,):
        file = tmp_path / "resolved.yaml"
        file.write_text(resolved(one), encoding="utf-8")
        again = load_scheme(str(file))
        assert again.digest == one.digest


def test_what_is_set_and_included_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "csscore: 1\nname: base\nmetrics:\n  sales: {value: sales, weight: 100, points: {bands: {'>=1': 100, else: 0}}}\n"
        "gates:\n  - {name: 'a: b', when: sales < 1 and agent != 'x', then: unranked, because: \"line\\none\"}\n"
    )
    own = tmp_path / "own.yaml"
    own.write_text("csscore: 1\nname: own\ninclude: [base.yaml, columns.yaml]\nscore: {digits: 1}\nparams: {}\n")
    scheme = load_scheme(str(own), sets=["score.digits=3"])
    file = tmp_path / "resolved.yaml"
    file.write_text(resolved(scheme), encoding="utf-8")
    assert load_scheme(str(file)).digest == scheme.digest
    assert "digits: 3" in file.read_text()
