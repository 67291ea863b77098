"""What the shell completes."""

from __future__ import annotations

from pathlib import Path

from csscore.cli.completion import complete_files, complete_schemes, words_of


def test_schemes_by_name_and_by_path() -> None:
    Path("schemes").mkdir()
    for name in ("zz-ours.yaml", "zz-ours.test.yaml", "columns.yaml"):
        Path("schemes", name).write_text("title: x\n", "utf-8")
    Path("z.yaml").touch()
    Path("z.csv").touch()
    assert complete_schemes("zz") == ["zz-ours"]
    assert complete_schemes("z") == ["zz-ours", "z.yaml"]
    assert complete_schemes("schemes/z") == ["schemes/zz-ours.test.yaml", "schemes/zz-ours.yaml"]


def test_files_also_behind_a_name() -> None:
    Path("sub").mkdir()
    for name in ("march.csv", "may.csv", ".hidden", "sub/x.csv"):
        Path(name).touch()
    assert complete_files("ma") == ["march.csv", "may.csv"]
    assert complete_files("sub/") == ["sub/x.csv"]
    assert complete_files("exam=ma") == ["exam=march.csv", "exam=may.csv"]
    assert complete_files("no/such") == []


def test_words() -> None:
    assert words_of("csv", "json")("c") == ["csv"]


def complete(run, *words: str) -> list[str]:
    environment = {"_CSSCORE_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return run(env=environment).stdout.split()


def test_the_shell_asks_and_is_answered(run) -> None:
    Path("schemes").mkdir()
    Path("schemes/ours.yaml").write_text("title: x\n", "utf-8")
    assert complete(run, "csscore", "ins") == ["inspect"]
    assert "ours" in complete(run, "csscore", "rank", "-s", "ou")
    assert complete(run, "csscore", "rank", "--format", "j") == ["json"]


def test_the_script_is_shown(run) -> None:
    script = run(env={"_CSSCORE_COMPLETE": "source_bash"}).stdout
    assert "_CSSCORE_COMPLETE=complete_bash" in script
