"""Whatever stands in a scheme file, loading answers with problems, never with a traceback."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from csscore.problems import Problems, describe
from csscore.rules import RULES
from csscore.scheme.load import load
from csscore.scheme.lookup import shelf
from tests.conftest import examples

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(shelf().glob("*.yaml")) if path.stem != "columns"]
RICH = """\
csscore: 1
name: rich
effective: {from: 2026-03-01, to: 2026-12-31}
params: {quota: 12.5}
where: role == '售前'
period: {date: [日期], except: [2026-03-08, 2026-03-15..2026-03-16]}
weights: relative
metrics:
  g: {weight: 3, method: geometric, metrics: {a: {value: {share: "x1 > 3", among: "not missing(x1)"}, weight: 1, points: percentile}}}
  b: {value: {mean: x2, by: x3, where: x2 > 0, from: other}, weight: 1, points: {zscore: {centre: 60, spread: 15, clip: [0, 100]}}}
  c: {value: x4, weight: 1, points: {curve: [[20, 100], [40, 60]], compare: {to: team}, switch: {when: x4 < 5, points: rank}}}
  d: {value: x5, points: {levels: {优秀: 100, 差: 50}}}
gates: [{name: {zh: 甲, en: A}, when: a < 95%, then: {score: at_most 60}}, {name: b, when: b < 1, then: unranked}]
score: {plus: [d], cap: 110, floor: 0}
rank: {within: [team], break: [c]}
pay:
  - {ladder: {1: 500, 2-3: 300}, beyond: zero, when: score > 60}
  - {pool: {amount: 5000, split: [40%, 30%, rest]}}
  - {commission: {on: x6, tiers: {0: 1%, 10000: 2%}, mode: marginal}}
limits: {at_most: 3000, budget: 50000, over_budget: scale}
flags: [{name: up, when: rank <= 3, months: 3}]
"""
SPLINTERS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\n",
    "  ",
    "-",
    "- ",
    "'",
    '"',
    "|",
    "&a",
    "*a",
    "!x",
    "#",
    "%",
    "?",
    "~",
    "0",
    "-1",
    "1e9",
]
SPLINTERS += [
    "\t",
    "\\",
    "销售额",
    "null",
    "true",
    "99999999999999999999",
    "0/0",
    "NaN",
    "\x00",
    "\ufeff",
    "else",
    "<=",
    "..",
    "`",
    "(",
]


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Take a sound scheme and cut, copy or insert a few pieces."""
    text = draw(st.sampled_from([*TEXTS, RICH, RICH]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(st.sampled_from([*SPLINTERS, "", text[start:end] * 2]))
        text = text[:start] + piece + text[end:]
    return text


def problems_of(text: str, folder: Path, *sets: str) -> Problems:
    (folder / "broken.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    problems = Problems()
    scheme = load("broken.yaml", RULES, problems, sets=sets)
    assert scheme is not None or problems.errors
    for problem in problems:
        assert describe(problem, "zh")
        assert describe(problem, "en")
        assert (
            "{" not in (problem.hint.en if problem.hint else "")
            or problem.code in {"S024", "S104", "S108"}
            or problem.code[0] == "P"
        )
    return problems


@examples(250)
@given(text=broken())
def test_broken_schemes(text: str, here: Path) -> None:
    problems_of(text, here)


@examples(60)
@given(st.text(max_size=40), st.text(max_size=10))
def test_any_setting(here: Path, path: str, value: str) -> None:
    problems_of(RICH, here, f"{path}={value}")


@examples(60)
@given(
    st.sampled_from(
        [
            "metrics.a.points",
            "metrics.b",
            "pay[0]",
            "pay[1].pool",
            "rank",
            "gates[1].then",
            "params",
            "score.plus",
            "include",
            "columns",
            "agent",
        ]
    ),
    st.text(max_size=12),
)
def test_any_value_in_a_real_place(here: Path, path: str, value: str) -> None:
    problems_of(RICH, here, f"{path}={value}")


def test_the_rich_scheme_is_sound(here: Path) -> None:
    assert [describe(problem, "en") for problem in problems_of(RICH, here) if problem.severity == "error"] == []


def test_names_that_no_file_can_have(here: Path) -> None:
    for name in ("x" * 5000, "x" * 5000 + ".yaml", "a\0b", "a\0b.yaml"):
        problems = Problems()
        assert load(name, RULES, problems) is None
        assert problems.errors
    assert problems_of(f'csscore: 1\nname: x\ninclude: ["a\\0b", {"y" * 5000}]\n' + TEXTS[0].split("metrics:")[0], here).errors
