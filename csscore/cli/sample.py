"""``csscore sample``: writes a month of invented people to play with, and says what to type next; it replaces nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from csscore.cli import options
from csscore.cli.exit_codes import REFUSED, stopped
from csscore.cli.folder import free_folder, write_folder
from csscore.cli.language import both
from csscore.cli.output import say
from csscore.scheme.lookup import shelf
from csscore.system import is_there
from csscore.words import Words

FOLDER: Final = "csscore-sample"
FILES: Final = {
    "march.xlsx": Words("43 个售前客服的三月", "March of 43 pre-sale agents"),
    "adjust-march.csv": Words(
        "手工决定的几件事：扣款、补发、更正、不参评", "a few decisions by hand: money, a value, an exclusion"
    ),
    "aftersale-march.csv": Words("18 个售后客服的三月", "March of 18 after-sale agents"),
    "aftersale-roster.csv": Words("他们的花名册：岗位、底薪、出勤", "their roster: role, base pay, attendance"),
}
"""What is written; every person and number is invented."""
_WROTE: Final = Words("已写好 {folder}（人和数都是编的）：", "wrote {folder} (people and numbers are invented):")
_NEXT: Final = Words(
    """接下来：
  cd {folder}
  csscore inspect march.xlsx                                 这张表是怎样读的
  csscore rank march.xlsx --scheme presale                   打分、排名、奖金
  csscore explain march.xlsx --scheme presale --agent 小美   这个人的钱是怎么来的
  csscore schemes export presale -o 方案.xlsx                在 Excel 里改方案，再 --scheme 方案.xlsx
  csscore report march.xlsx --scheme presale -o march.html   一个网页，可以试别的权重
""",
    """Next:
  cd {folder}
  csscore inspect march.xlsx                                 how this file is read
  csscore rank march.xlsx --scheme presale                   scores, places, bonuses
  csscore explain march.xlsx --scheme presale --agent 小美   where one person's money comes from
  csscore schemes export presale -o scheme.xlsx              change the scheme in Excel, then --scheme scheme.xlsx
  csscore report march.xlsx --scheme presale -o march.html   a page to look at, and to try other weights
""",
)

Folder = Annotated[
    str,
    typer.Argument(metavar="FOLDER", help=both("写到哪个文件夹（还没有的）", "the folder to make"), show_default=False),
]


def sample(folder: Folder = FOLDER, *, talk: options.Talk) -> None:
    """Write the files, then say what to do with them."""
    speaker = talk.begin()
    if is_there(Path(folder)):
        raise stopped(REFUSED, "U208", folder=folder)
    place = free_folder(folder, force=False)
    write_folder(place, ((name, (shelf("samples") / name).read_bytes()) for name in FILES), overwrite=False)
    speaker.remark(_WROTE, folder=folder)
    for name, about in FILES.items():
        speaker.remark(Words("  {name:<22}{about}", "  {name:<22}{about}"), name=name, about=about)
    say(speaker.text(_NEXT, folder=folder))
