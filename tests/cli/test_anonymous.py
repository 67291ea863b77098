"""Without names: no output of any command holds a name, a reason, an approver, an evidence, a file or a sheet; nor does stderr."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from docs.making.session import remembering
from tests.running import invoke

SCHEME = """csscore: 1
name: team
metrics:
  sales: {value: sales, unit: money, weight: 100, points: minmax}
rank: {within: [shop]}
pay:
  - {ladder: {first: 500, last: 100}, title: Bonus}
  - {pool: {amount: 100.5, split: equal}, title: Pool}
money: {unit: 1}
"""
NAMED = """flags: [{name: talk to Meihua, when: sales < 290, months: 1}]
gates: [{name: gate of Dandan, when: "agent == 'Dandan'", then: {score: at_most 99}}]
"""
SECRETS = ("Meihua", "Dandan", "Anning", "Quweixy", "hospitalstay", "MrWangboss", "ticketA17", "marchfile", "aprilfile", "sheetofwang",
           "decisions", "stafflist", "januaryres", "shopofone")  # fmt: skip
ADJUST = """agent,kind,item,amount,reason,evidence,approved_by
Meihua,fine,late,20,hospitalstay of Dandan,ticketA17,MrWangboss
Meihua,penalty points,,2,hospitalstay two,ticketA17,MrWangboss
Dandan,value,sales,150,hospitalstay three,ticketA17,MrWangboss
Anning,exclude,,,hospitalstay four,ticketA17,MrWangboss
Quweixy,money,,5,hospitalstay five,ticketA17,MrWangboss
Quweixy,money,,5,hospitalstay five,ticketA17,MrWangboss
"""
ROSTER = "account,name\nMeihua,Meihua\nDandan,Dandan\nAnning,Anning\nQuweixy,Quweixy\n"


@pytest.fixture(autouse=True)
def month(tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the commands read, of which each test takes a copy."""
    folder = tmp_path_factory.mktemp("month")
    with contextlib.chdir(folder):
        _write()
    return folder


def _write() -> None:
    for number, name in enumerate(("marchfile-2026-03", "aprilfile-2026-04")):
        book = openpyxl.Workbook()
        book.active.title = "sheetofwang"
        book.active.append(["agent", "shop", "sales"])
        for agent, sales in zip(("Meihua", "Dandan", "Anning", "Quweixy"), (300, 200 + number, 100, 250), strict=True):
            book.active.append([agent, "shopofone" if agent == "Quweixy" else "North", sales])
        book.active.append(["total", "", 850])
        book.save(f"{name}.xlsx")
    old = "agent,rank,pay\nMeihua,2,505\nQuweixyz,1,5\n"
    for name, text in (
        ("s.yaml", SCHEME),
        ("named.yaml", SCHEME + NAMED),
        ("decisions.csv", ADJUST),
        ("stafflist.csv", ROSTER),
        ("marchfileold.csv", old),
    ):
        Path(name).write_text(text, encoding="utf-8")
    assert (
        invoke(["rank", "marchfile-2026-03.xlsx", "-s", "s.yaml", "--period", "2026-03", "-o", "januaryres.json"]).exit_code == 0
    )


def content(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix != ".xlsx":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def spoken(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret.lower() in text.lower()]


RUN = ["marchfile-2026-03.xlsx", "-s", "s.yaml", "--adjust", "decisions.csv", "--roster", "stafflist.csv", "--anonymous", "-v"]
SPOKEN = [*RUN[:2], "named.yaml", *RUN[3:], "--set", "flags[0].name=talk to Anning"]
"""By a scheme that speaks of people, too."""
MONTHS = ["marchfile-2026-03.xlsx", "aprilfile-2026-04.xlsx", "-s", "named.yaml", "--anonymous", "-v"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        [*asked, "-o", f"out.{ending}"]
        for asked, endings in (
            (["rank", *SPOKEN], "txt csv json md html xlsx"),
            (["report", *SPOKEN], "html"),
            (["explain", *SPOKEN, "-a", "Dandan", "--against", "Meihua"], "txt md json html"),
            (["explain", *SPOKEN, "-a", "Dandan", "--rows", "sales"], "txt csv json"),
            (["diff", *SPOKEN, "--data-to", "aprilfile-2026-04.xlsx", "--adjust-to", "decisions.csv"], "txt csv json md html"),
            (["diff", *MONTHS, "--set", "metrics.sales.points=percentile", "--periods", "2026-03..2026-04"], "txt csv json html"),
            (["diff", *SPOKEN, "--to-table", "marchfileold.csv"], "txt csv json html xlsx"),
            (["audit", *SPOKEN, "--draws", "100"], "txt csv json md html"),
            (["trend", *MONTHS, "--adjust", "2026-03=decisions.csv"], "txt csv json md html svg"),
        )
        for ending in endings.split()
    ],
    ids=lambda command: f"{command[0]}-{Path(command[-1]).suffix[1:]}",
)  # fmt: skip
def test_no_output_names_anybody(command: list[str], lang: str) -> None:
    with remembering():  # one audit, whatever it is written as
        ended = invoke([*command, "--lang", lang])
    assert ended.exit_code == 0, ended.stderr
    assert spoken(content(Path(command[-1]))) == []
    assert spoken(ended.stderr) == []
    assert spoken(ended.stdout) == []


def test_of_inputs_role_and_digest_are_left() -> None:
    ended = invoke(["rank", *RUN, "--format", "json"])
    found = json.loads(ended.stdout)["inputs"]
    assert [one["role"] for one in found] == ["files", "roster", "adjust", "scheme"]
    assert all(one.keys() == {"role", "sha256"} for one in found)


def test_a_cohort_is_no_name_unless_it_is_one_person() -> None:
    """Quweixy is the only one of her shop; of the shop with several people the label stays, and so do the numbers."""
    plain, hidden = (json.loads(invoke(["rank", *RUN[:7], *more, "--format", "json"]).stdout) for more in ([], ["--anonymous"]))
    cohorts = {agent["agent"]: agent["cohort"]["shop"] for agent in hidden["agents"]}
    assert cohorts == {"#1-1": "North", "#1-2": "***", "#2": "North", "unranked 1": "North"}
    assert [agent["pay"] for agent in hidden["agents"]] == [agent["pay"] for agent in plain["agents"]]
    alone = next(problem["message"] for problem in hidden["problems"] if problem["code"] == "P151")
    assert alone == "#1-2 is alone in '***' and first by that"


def test_a_shift_of_a_shop_may_be_one_person() -> None:
    """Both labels are several people's; together they are one's, and the labels alone stay."""
    Path("two.csv").write_text(
        "agent,shop,shift,sales\na,North,day,3\nb,North,day,2\nc,South,day,3\nd,South,day,1\n"
        "e,South,night,2\nf,South,night,1\ng,North,night,2\n",
        encoding="utf-8",
    )
    Path("two.yaml").write_text(SCHEME.replace("[shop]", "[shop, shift]"), encoding="utf-8")
    ended = invoke(["rank", "two.csv", "-s", "two.yaml", "--anonymous", "--format", "csv", "--fields", "pay,shop,shift", "-v"])
    several = [f"{pay}.00,{cohort}" for pay in (150, 550) for cohort in ("North,day", "South,day", "South,night")]
    assert sorted(ended.stdout.split()[1:]) == [*several, "600.00,***,***"]  # with half of the pool of 100, or all of it
    assert "'***'" in ended.stderr


def test_what_is_wrong_stays_readable_enough_to_be_mended() -> None:
    rows = ADJUST.replace("Meihua,fine,late,20", "Meihua,fine,late,-20").replace(
        "Dandan,value,sales,150,hospitalstay three", "Dandan,value,sales,150,"
    )
    Path("decisions.csv").write_text(rows.replace("Anning,exclude", "Meihue,exclude"), encoding="utf-8")
    for command in (
        ["rank", *RUN],
        ["explain", *RUN, "-a", "Meihua"],
        ["diff", *RUN, "--set", "metrics.sales.title=x"],
        ["audit", *RUN],
    ):
        ended = invoke(command)
        assert ended.exit_code == 3
        assert spoken(ended.stderr) == []
        for place in ("adjustments:2: error P260", "adjustments:4: error P250", "adjustments:5: error P252"):
            assert place in ended.stderr


def test_files_and_sheets_in_what_is_wrong_are_hidden() -> None:
    for files in (["marchfile-2026-03.xlsx#nosuchsheetofwang"], ["marchfile-2026-03.xlsx", "nosuch-marchfile.csv"]):
        ended = invoke(["rank", *files, "-s", "s.yaml", "--anonymous"])
        assert ended.exit_code == 3
        assert spoken(ended.stderr) == [], ended.stderr
    Path("marchfile2.xlsx").write_bytes(Path("marchfile-2026-03.xlsx").read_bytes())
    ended = invoke(["rank", "marchfile-2026-03.xlsx", "marchfile2.xlsx", "-s", "s.yaml", "--anonymous"])
    assert ended.exit_code == 3
    assert "data 2" in ended.stderr
    assert spoken(ended.stderr) == []


def test_a_scheme_that_names_somebody_is_hidden_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag's name, its condition and a pay line's: in what changes between schemes, and over months."""
    monkeypatch.chdir(tmp_path)
    scheme = (
        "csscore: 1\nname: t\nmetrics: {sales: {value: 销售额, weight: 100, points: minmax}}\n"
        "flags: [{name: talk to Meihua, when: 'sales < 20', months: 2}]\n"
        "pay: [{fixed: 100, when: \"agent != 'Meihua'\"}]\n"
    )
    Path("s.yaml").write_text(scheme, encoding="utf-8")
    Path("s2.yaml").write_text(scheme.replace("Meihua", "Anning"), encoding="utf-8")
    for month in ("2026-01", "2026-02"):
        Path(f"{month}.csv").write_text("客服,agent,销售额\nMeihua,Meihua,12\nAnning,Anning,7\n", encoding="utf-8")
    for command in (
        ["diff", "2026-01.csv", "-s", "s.yaml", "--to", "s2.yaml"],
        ["trend", "2026-01.csv", "2026-02.csv", "-s", "s.yaml"],
    ):
        for form in ("table", "json", "md", "html"):
            ended = invoke([*command, "--anonymous", "--format", form, "--lang", "en"])
            assert ended.exit_code == 0, ended.stderr
            assert "talk to" in ended.stdout
            assert not any(name in ended.stdout + ended.stderr for name in ("Meihua", "Anning"))


def test_which_month_is_meant_may_be_said() -> None:
    Path("days.csv").write_text("agent,date,shop,sales\nMeihua,2026-03-30,North,3\nDandan,2026-04-02,North,1\n", encoding="utf-8")
    Path("days.yaml").write_text(SCHEME + "period: {date: date}\n", encoding="utf-8")
    ended = invoke(["rank", "days.csv", "-s", "days.yaml", "--anonymous", "--so-far"])
    assert ended.exit_code == 3
    assert "D517" in ended.stderr
    assert "--period 2026-04" in ended.stderr


def test_a_value_that_is_a_word_may_be_a_name() -> None:
    """Of a change that is supposed, of the step that gains a place, and in the rule by which words are worth points."""
    Path("words.csv").write_text("agent,mentor,sales\nMeihua,Dandan,3\nDandan,Meihua,5\nAnning,other,1\n", encoding="utf-8")
    levels = "mentor: {value: mentor, weight: 50, points: {levels: {Dandan: 100, Meihua: 50, other: 0}}}"
    scheme = "csscore: 1\nname: t\nmetrics:\n  sales: {value: sales, weight: 50, points: minmax}\n  "
    Path("words.yaml").write_text(scheme + levels, encoding="utf-8")
    month = ["words.csv", "-s", "words.yaml", "--anonymous", "-v", "-o"]
    for command, endings, more in (
        ("diff", ("txt", "json", "html"), ["--change", "agent=Anning,mentor=Dandan"]),
        ("explain", ("txt", "json", "html"), ["-a", "Anning"]),
        ("rank", ("json", "html", "xlsx"), []),
    ):
        for ending in endings:
            ended = invoke([command, *month, f"w.{ending}", "--force", *more])
            assert ended.exit_code == 0, ended.stderr
            assert spoken(content(Path(f"w.{ending}")) + ended.stderr) == [], (command, ending)


def test_a_check_names_nobody() -> None:
    ended = invoke(["check", "s.yaml", "marchfile-2026-03.xlsx", "--anonymous"])
    assert "#1-2 is alone in '***'" in ended.stderr
    Path("wrong.csv").write_text("agent,shop,sales\nMeihua,North,much\n", encoding="utf-8")
    refused = invoke(["check", "s.yaml", "wrong.csv", "--anonymous"])
    assert "data:2: error D204: 'much' is not a number (agent ***, column sales)" in refused.stderr
    assert spoken(ended.stderr + refused.stderr) == []
