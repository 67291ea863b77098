"""``csscore slips``: folders that are whole or not there, nobody else's files touched, and names that are only ever names."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

HOSTILE = [
    "<script>alert(1)</script>",
    "=1+1",
    "../../x",
    "[red]",
    "长" * 200,
    "🌸",
    "Mei",
    "mei",
    "CON",
    "dots...",
    "|a|`b`",
    "{name}",
    "-rf",
]
SCHEME = (
    "csscore: 1\nname: t\nmetrics: {sales: {title: Sales, value: sales, unit: money, weight: 100, points: minmax}}\n"
    "pay: [{ladder: [500, 300], beyond: zero, title: Bonus}]\n"
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    with (tmp_path / "march.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("客服", "销售额"), *((name, 200_000 - 1_000 * at) for at, name in enumerate(HOSTILE))])
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def asked(*more: str) -> tuple[str, ...]:
    return "slips", "march.csv", "-s", "team.yaml", *more


class Page(HTMLParser):
    """Keeps tags, and texts outside of the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] != "style":
            self.texts.append(data)


def test_a_file_for_everybody_and_nothing_outside(here: Path, run: Run) -> None:
    before = set(here.iterdir())
    ended = run(*asked("-o", "slips/", "--index", "list.csv", "--no-advice"))
    assert (ended.exit_code, ended.stdout) == (0, ""), ended.stderr
    assert set(here.iterdir()) - before == {here / "slips", here / "list.csv"}
    with (here / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [row["agent"].removeprefix("'") for row in listed] == HOSTILE
    assert {row["file"].removeprefix("'") for row in listed} == {path.name for path in (here / "slips").iterdir()}
    assert [row["pay"] for row in listed[:3]] == ["500.00", "300.00", "0.00"]
    for row, name in zip(listed, HOSTILE, strict=True):
        page = Page((here / "slips" / row["file"].removeprefix("'")).read_text(encoding="utf-8"))
        assert not {"script", "link", "img", "iframe", "base", "form"} & set(page.tags)
        assert name in page.texts
        others = [other for other in HOSTILE if other.lower() not in name.lower() and len(other) > 1]
        assert not [other for other in others if any(other in text for text in page.texts)]


def test_in_markdown_no_name_is_markup(here: Path, run: Run) -> None:
    assert run(*asked("-o", "slips", "--format", "md", "--no-advice")).exit_code == 0
    text = next(path for path in (here / "slips").iterdir() if path.name.startswith("_script")).read_text(encoding="utf-8")
    assert text.splitlines()[1] == r"# \<script\>alert(1)\</script\>"


def test_names_stay_text_in_the_workbook(here: Path, run: Run) -> None:
    assert run(*asked("-o", "slips.xlsx")).exit_code == 0
    cells = [cell for row in openpyxl.load_workbook(here / "slips.xlsx").active.iter_rows() for cell in row]
    assert set(HOSTILE) <= {cell.value for cell in cells}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_names_in_every_other_output(here: Path, run: Run, name: str) -> None:
    ended = run(
        "explain", "march.csv", "-s", "team.yaml", f"--agent={name}", env={"FORCE_COLOR": "1", "NO_COLOR": "", "COLUMNS": "600"}
    )
    assert ended.exit_code == 0, ended.stderr
    assert ended.stdout.splitlines()[0].startswith(f"{name}: ")


def test_hostile_names_in_the_ranking(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("COLUMNS", "600")
    for colour in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", colour)
        table = run("rank", "march.csv", "-s", "team.yaml", "--format", "table").stdout
        assert not [name for name in HOSTILE if name[:30] not in table]
    for row in list(csv.DictReader(io.StringIO(run("rank", "march.csv", "-s", "team.yaml", "--format", "csv").stdout))):
        assert row["agent"][0] not in "=+-@"
    page = Page(run("rank", "march.csv", "-s", "team.yaml", "--format", "html").stdout)
    assert page.tags.count("script") == 2


def test_the_same_bytes_again(here: Path, run: Run) -> None:
    for name in ("one", "two"):
        assert run(*asked("-o", f"{name}.xlsx")).exit_code == 0
        assert run(*asked("-o", name)).exit_code == 0
    assert (here / "one.xlsx").read_bytes() == (here / "two.xlsx").read_bytes()
    files = {path.name: path.read_bytes() for path in (here / "one").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (here / "two").iterdir()}
    assert len(files) == len(HOSTILE)


def test_a_folder_with_something_in_it_stays_as_it_is(here: Path, run: Run) -> None:
    (here / "slips").mkdir()
    (here / "slips" / "notes.html").write_text("<p>mine</p>", encoding="utf-8")
    assert "U116" in run(*asked("-o", "slips")).stderr
    ended = run(*asked("-o", "slips", "--force"))
    assert ended.exit_code == 4
    assert "U117" in ended.stderr
    assert "notes.html" in ended.stderr
    assert [path.name for path in (here / "slips").iterdir()] == ["notes.html"]


def test_by_force_earlier_slips_are_replaced_as_a_whole(here: Path, run: Run) -> None:
    assert run(*asked("-o", "slips")).exit_code == 0
    assert run(*asked("-o", "slips")).exit_code == 4
    assert run(*asked("-o", "slips", "--force", "--agent", "Mei", "-a", "🌸", "--format", "md")).exit_code == 0
    assert len(list((here / "slips").iterdir())) == 2
    assert not [path for path in here.iterdir() if path.name.startswith(".")]
    (here / "slips" / "link.md").symlink_to(here / "march.csv")
    assert "U117" in run(*asked("-o", "slips", "--force")).stderr


def test_a_file_name_does_not_depend_on_whom_slips_are_made_for(here: Path, run: Run) -> None:
    assert run(*asked("-o", "all")).exit_code == 0
    assert run(*asked("-o", "one", "-a", "mei")).exit_code == 0
    assert {path.name for path in (here / "one").iterdir()} <= {path.name for path in (here / "all").iterdir()}


def test_an_empty_folder_will_do(here: Path, run: Run) -> None:
    (here / "slips").mkdir()
    assert run(*asked("-o", "slips")).exit_code == 0
    assert len(list((here / "slips").iterdir())) == len(HOSTILE)


def test_what_breaks_half_way_leaves_nothing(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from csscore.cli import folder

    assert run(*asked("-o", "slips")).exit_code == 0
    before = {path.name: path.read_bytes() for path in (here / "slips").iterdir()}
    part = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(28, "No space left on device")
        return part(self, target)

    monkeypatch.setattr(folder.Path, "rename", broken)
    ended = run(*asked("-o", "slips", "--force", "-a", "Mei"))
    assert ended.exit_code == 4
    assert "U204" in ended.stderr
    assert {path.name: path.read_bytes() for path in (here / "slips").iterdir()} == before
    assert not [path for path in here.iterdir() if path.name.startswith(".")]


def test_by_name_in_the_order_of_pinyin(tmp_path: Path, run: Run) -> None:
    (tmp_path / "march.csv").write_text("客服,销售额\n张三,3\n阿木,1\n李四,4\nbob,5\nAnn,2\n", encoding="utf-8")
    (tmp_path / "team.yaml").write_text(SCHEME, encoding="utf-8")
    for order, names in (("name", ["Ann", "bob", "阿木", "李四", "张三"]), ("rank", ["bob", "李四", "张三", "Ann", "阿木"])):
        assert run(*asked("-o", f"{order}.xlsx", "--order", order)).exit_code == 0
        cells = [row[1].value for row in openpyxl.load_workbook(tmp_path / f"{order}.xlsx").active.iter_rows()]
        assert [name for name in cells if name in names] == names


def test_strict_and_unknown_agents_write_nothing(here: Path, run: Run) -> None:
    assert run(*asked("-o", "slips", "-a", "Nobody")).exit_code == 3
    assert run(*asked("-o", "slips", "--order", "height")).exit_code == 2
    assert not (here / "slips").exists()
