"""What the local page says, in both languages."""

from __future__ import annotations

from typing import Final

from csscore.words import Words

TITLE: Final = Words("csscore：从一张表到奖金", "csscore: from an export to the bonuses")
HERE: Final = Words(
    "文件只到这台电脑上的一个临时文件夹；在终端里按 Ctrl-C 结束，文件夹就删掉。",
    "Files go into a temporary folder of this machine; Ctrl-C in the terminal ends it and removes the folder.",
)
SKIP: Final = Words("跳到内容", "skip to the content")

FILES: Final = Words("1. 文件", "1. Files")
DROP: Final = Words(
    "把导出的表拖到这里，或者选文件；花名册、人工调整、以前的结果也放在这里",
    "Drop the exports here, or choose them; a roster, adjustments, earlier results belong here, too",
)
ADD: Final = Words("放进来", "Add")
NO_FILES: Final = Words("还没有文件。", "No files yet.")
PLAY: Final = Words("先拿一个编好的月份试试", "Play with an invented month")
NAME: Final = Words("文件", "file")
ROLE: Final = Words("是什么", "what it is")
CALLED: Final = Words("方案里叫它", "the scheme calls it")
REMOVE: Final = Words("拿掉", "Remove")
READ: Final = Words("怎样读的", "how it was read")
IN_WORDS: Final = Words("用文字说明", "in words")
ROLES: Final = {
    "data": Words("数据", "data"),
    "roster": Words("花名册（账号是谁）", "roster (whose the accounts are)"),
    "adjust": Words("人工调整", "adjustments"),
    "history": Words("以前的结果", "earlier result"),
    "input": Words("另一份数据（考试、事故……）", "further data (exam, incidents …)"),
    "scheme": Words("方案", "scheme"),
    "beside": Words("方案里 include 的", "included by the scheme"),
}

SCHEME: Final = Words("2. 方案", "2. Scheme")
OWN: Final = Words(
    "自己的方案：YAML 文件，或用 Excel 改好的表格", "a scheme of your own: a YAML file, or the form filled in with Excel"
)
READY: Final = Words("选一个", "choose one")
FROM_FOLDER: Final = Words("自己的（schemes 文件夹）", "yours (folder schemes)")
PERIOD: Final = Words("考核期（可以不写，如 2026-03）", "period (may be left out; 2026-03)")
SHEET: Final = Words("工作表（可以不写）", "sheet (may be left out)")
REPORT: Final = Words("3. 算出来", "3. Work it out")
NOTHING: Final = Words("先放进一份数据，再选一个方案。", "First add data, then choose a scheme.")
WORKING: Final = Words("正在计算……", "working …")

BACK: Final = Words("← 文件和方案", "← Files and scheme")
RESULT: Final = Words("结果", "Result")
ALONE: Final = Words("单独打开报告", "open the report alone")
TAKE: Final = Words("带走", "Take along")
LOOK: Final = Words("再看看", "Look further")
PERSON: Final = Words("解释一个人", "Explain one person")
SHOW: Final = Words("看", "Show")
WEIGHTS: Final = Words("换权重再算", "Work it out by other weights")
AGAIN: Final = Words("再算一次", "Work it out again")
COMMANDS: Final = Words("同样的命令", "The same on the command line")
SAID: Final = Words("注意到的", "What was noticed")
REFUSED: Final = Words("没有结果；按下面说的改好再来", "No result; mend what stands below and come back")
OPTIONS: Final = Words(
    "上面说的选项在“文件和方案”那一页：--with 名称=文件，在那个文件旁边选“另一份数据”，写上名称；"
    "--roster、--adjust、--history 也在文件旁边选；--period、--sheet 在方案下面。",
    "Options that are named above stand on the page of files and scheme: for --with NAME=FILE choose 'further data' beside the"
    " file and write the name; --roster, --adjust and --history likewise; --period and --sheet are below the schemes.",
)
COPY: Final = Words("复制", "Copy")
PRODUCTS: Final = {
    "page": Words("报告", "report"),
    "workbook": Words("排名", "ranking"),
    "slips": Words("工资条", "slips"),
    "csv": Words("排名", "ranking"),
    "audit": Words("体检", "audit"),
    "json": Words("排名", "ranking"),
    "person": Words("解释", "explanation"),
}
"""What the files are called."""
LABELS: Final = {
    "workbook": Words("排名工作簿（Excel，公式是活的）", "ranking as a workbook (Excel, with live formulas)"),
    "slips": Words("工资条（Excel，打印裁开）", "slips (Excel, to print and cut)"),
    "csv": Words("排名（CSV）", "ranking (CSV)"),
    "json": Words("排名（JSON，可作以后的“以前的结果”）", "ranking (JSON, an earlier result of months to come)"),
    "audit": Words("体检：这个方案能不能拿来发钱", "audit: is this scheme fit to pay on?"),
}
ABSENT: Final = Words("没有这一页。", "There is no such page.")
