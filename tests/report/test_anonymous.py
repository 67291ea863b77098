"""With --anonymous no name and no account stands anywhere, and no number changes."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from csscore.catalogue import CODES, Code
from csscore.problems import Place, Problem
from csscore.report.anonymous import PERSONAL, anonymous
from csscore.report.csv import write_csv
from csscore.report.json import write_json
from csscore.report.markdown import write_markdown
from csscore.report.problems import entries
from csscore.report.terminal import lines
from csscore.report.workbook import write_workbook
from csscore.result import LineColumn, Result, Sentence
from csscore.words import Words, listed, same
from tests.report.results import metric, result, texts

NAMES = ["小美", "Alice", "旺旺：小美", "007", "欧阳", "王芳"]
IDS = ["mei01", "alice", "ww:mei", "A-007", "ouyang", "wf"]


@pytest.fixture(autouse=True)
def _code(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("{agent}：{text}，还有 {agents}", "{agent}: {text}, and {agents}")
    monkeypatch.setitem(CODES, "T200", Code("warning", words, words, Words("问 {agent}", "ask {agent}")))


def full() -> Result:
    which = np.zeros(6, dtype=np.int8)
    because = Sentence(
        (Words("{who} 与 {other} 并列", "{who} shares with {other}"),), which, {"who": texts(IDS), "other": "王芳"}
    )
    problem = Problem(
        "T200",
        Place("小美.xlsx", "欧阳的表", "D3"),
        "小美",
        {"agent": "小美", "text": "wf 的 Alice 不是 Alicent", "agents": listed(["小美", "李四", "王五"], most=2)},
    )
    return result(
        IDS,
        names=NAMES,
        ranks=[1, 2, 2, 4, None, None],
        scores=["90", "80", "80", "70", None, None],
        pay=["5.00"] * 6,
        cohorts={"组": ["王芳组", "王芳组", "x", "x", "x", "x"]},
        metrics=[metric("m", ["alice", "b", "c", "d", "e", "f"], ["1"] * 6)],
        reasons=[None] * 4 + [Words("缺 欧阳 的数据", "no data of 欧阳")] * 2,
        lines=(LineColumn("ladder", same("奖金"), np.full(6, 500), because),),
        problems=[problem],
    )


def outputs(what: Result, lang) -> dict[str, str]:
    found = {}
    for name, write in (("csv", write_csv), ("json", write_json), ("md", write_markdown), ("xlsx", write_workbook)):
        out = io.BytesIO()
        write(what, out, lang=lang)
        found[name] = out.getvalue().decode("utf-8", "replace")
        if name == "xlsx":
            with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
                found[name] = "".join(archive.read(entry).decode() for entry in archive.namelist())
    found["table"] = "\n".join(line.plain for line in lines(what, lang, width=None, points=True))
    found["stderr"] = "\n".join(entry.text(lang) for entry in entries(what.problems, lang, verbosity=1))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_stands_anywhere(lang) -> None:
    for form, text in outputs(anonymous(full(), lang), lang).items():
        for name in (*NAMES, *(name for name in IDS if name != "wf"), "李四", "王五", "{who"):
            assert name not in text.replace("Alicent", ""), f"{name} in {form}"
        assert "wf " not in text, form


def test_labels_are_places_and_all_different() -> None:
    assert anonymous(full(), "zh").agents.tolist() == [
        *("第 1 名", "第 2 名-1", "第 2 名-2", "第 4 名"),
        *("未排名 1", "未排名 2"),
    ]
    assert anonymous(full(), "en").agents.tolist() == ["#1", "#2-1", "#2-2", "#4", "unranked 1", "unranked 2"]


def test_what_is_said_stays_readable() -> None:
    hidden = anonymous(full(), "en")
    assert hidden.lines[0].because.at(0, "en") == "#1 shares with unranked 2"
    assert hidden.cohorts["组"].tolist()[:3] == ["unranked 2组", "unranked 2组", "x"]
    problem = hidden.problems[0]
    assert problem.message.en == "#1: unranked 2 的 #2-1 不是 Alicent, and #1, *** and 1 more"
    assert str(problem.place) == "#1.xlsx!D3"


def test_no_number_changes() -> None:
    before, after = full(), anonymous(full(), "zh")
    for name in ("ranks", "tied", "scores", "pay"):
        assert (getattr(before, name) == getattr(after, name)).all()
    assert (before.metrics[0].points == after.metrics[0].points).all()


def test_short_identifiers_do_not_mangle_numbers() -> None:
    problem = Problem("T200", None, "", {"agent": "5", "text": "15 分，5 次", "agents": same("5")})
    message = anonymous(result(["5"], problems=[problem]), "zh").problems[0].message.zh
    assert message == "第 1 名：15 分，第 1 名 次，还有 第 1 名"


def test_details_that_nobody_vouched_for_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("{novelty} {count} {column}", "{novelty} {count} {column}")
    monkeypatch.setitem(CODES, "T201", Code("note", words, words))
    problem = Problem("T201", None, "", {"novelty": "李四", "count": 3, "column": "销售额"})
    assert anonymous(result(["a"], problems=[problem]), "zh").problems[0].message.zh == "*** 3 销售额"


def test_the_exceptions_exist() -> None:
    for code, keys in PERSONAL.items():
        texts_ = [CODES[code].message.zh, getattr(CODES[code].hint, "zh", "")]
        assert all(any(f"{{{key}}}" in text for text in texts_) for key in keys), code
