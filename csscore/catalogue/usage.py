"""U1xx: how csscore is called; U2xx: what it writes; U3xx: --strict; U9xx: csscore's own mistakes."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "U101": Code(
        "error",
        Words("没有这个命令", "unknown command"),
        Words("没有命令“{name}”", "there is no command '{name}'"),
        Words("{near}全部命令：{known}", "{near}the commands are: {known}"),
    ),
    "U102": Code(
        "error",
        Words("没有这个选项", "unknown option"),
        Words("{command} 没有选项“{name}”", "{command} has no option '{name}'"),
        Words("{near}全部选项见 {command} --help", "{near}{command} --help lists them"),
    ),
    "U103": Code(
        "error",
        Words("缺少参数", "missing argument"),
        Words("{command} 缺少 {name}", "{command} needs {name}"),
        Words("{usage}；说明见 {command} --help", "{usage}; {command} --help explains"),
    ),
    "U104": Code(
        "error",
        Words("选项的值不对", "value that an option does not take"),
        Words("{option} 不能是“{value}”", "{option} can't be '{value}'"),
        Words("{near}可以是：{choices}", "{near}it may be: {choices}"),
    ),
    "U105": Code(
        "error",
        Words("选项后面缺少值", "option without a value"),
        Words("选项 {name} 后面要有一个值", "the option {name} needs a value"),
        Words("写成 {name} 值；说明见 {command} --help", "write {name} VALUE; {command} --help explains"),
    ),
    "U106": Code(
        "error",
        Words("命令写法不对", "wrong usage"),
        Words("命令写法不对：{reason}", "wrong usage: {reason}"),
        Words("{usage}；说明见 {command} --help", "{usage}; {command} --help explains"),
    ),
    "U107": Code(
        "error",
        Words("选项要写成 名称=值", "option that wants NAME=VALUE"),
        Words("{option} 要写成 {form}，这里是“{value}”", "{option} is written {form}, not '{value}'"),
        Words("例如 {option} {example}", "for example {option} {example}"),
    ),
    "U108": Code(
        "error",
        Words("同一个输入给了两次", "input given twice"),
        Words("--with {name}=… 写了两次", "--with {name}=… is given twice"),
        Words("一个名称只给一份文件", "give one file for one name"),
    ),
    "U109": Code(
        "error",
        Words("选项不带值", "value for an option that takes none"),
        Words("选项 {name} 后面不带值", "the option {name} takes no value"),
        Words("只写 {name}", "write {name} alone"),
    ),
    "U110": Code(
        "error",
        Words("多余的参数", "too many arguments"),
        Words("{command} 用不上“{extra}”", "{command} has no use for '{extra}'"),
        Words("{usage}；含空格的文件名要加引号", "{usage}; a name with spaces needs quotes"),
    ),
    "U111": Code(
        "error",
        Words("没有匹配的文件", "pattern without a match"),
        Words("没有文件匹配“{pattern}”", "no file matches '{pattern}'"),
        Words("检查文件夹和通配符", "check the folder and the pattern"),
    ),
    "U112": Code(
        "error",
        Words("同一个文件给了两次", "file given twice"),
        Words(
            "文件“{file}”给了两次，每一行都会算两遍", "the file '{file}' is given twice, so each of its rows would count twice"
        ),
        Words("去掉重复的；通配符可能也匹配到了它", "leave one out; a pattern may have matched it, too"),
    ),
    "U114": Code(
        "error",
        Words("标准输入只能读一次", "standard input, needed twice"),
        Words(
            "比较要把数据读两遍，标准输入（-）只能读一遍",
            "a comparison reads the data twice, and standard input (-) can be read once",
        ),
        Words("先存成文件再比", "save it to a file first"),
    ),
    "U115": Code(
        "error",
        Words("工资条写不到这里", "slips can't go there"),
        Words("每人一个文件，不能都写到“{file}”", "there is a file for each person, so slips can't all go to '{file}'"),
        Words(
            "写一个文件夹：-o 工资条/；要一份打印的，写 -o 工资条.pdf 或 -o 工资条.xlsx",
            "name a folder: -o slips/; for one file to print: -o slips.pdf, or -o slips.xlsx to cut",
        ),
    ),
    "U116": Code(
        "error",
        Words("文件夹不是空的", "folder that is not empty"),
        Words("文件夹“{folder}”里已有 {count} 个文件", "the folder '{folder}' has {count:file|files} in it"),
        Words(
            "换一个文件夹；里面只有以前的工资条，就加 --force 整个替换",
            "choose another; if it holds earlier slips only, --force replaces it",
        ),
    ),
    "U117": Code(
        "error",
        Words("文件夹里有别的文件", "folder with other files"),
        Words("文件夹“{folder}”里有不是工资条的文件：{files}", "the folder '{folder}' holds what is no slip: {files}"),
        Words(
            "把它们移走，或换一个文件夹：--force 只替换 csscore 写的工资条",
            "move them, or choose another folder: --force replaces only slips that csscore wrote",
        ),
    ),
    "U118": Code(
        "error",
        Words("不能换掉当前文件夹", "folder one works in"),
        Words(
            "“{folder}”是当前所在的文件夹，不能换成工资条", "'{folder}' is the folder you are in, and can't be replaced by slips"
        ),
        Words("写到它里面的一个新文件夹，例如 -o 工资条/", "name a new folder inside, such as -o slips/"),
    ),
    "U119": Code(
        "error",
        Words("这里是文件，不是文件夹", "file where a folder should be"),
        Words("“{file}”是一个文件，工资条要写到文件夹里", "'{file}' is a file, and slips need a folder"),
        Words("换一个名字", "choose another name"),
    ),
    "U120": Code(
        "error",
        Words("清单不能放在工资条的文件夹里", "list among the slips"),
        Words(
            "清单“{file}”上有所有人，不能放在发给每个人的文件夹里",
            "the list '{file}' names everybody, so it can't be in the folder that is handed out",
        ),
        Words("放到别处，例如 --index 清单.csv", "put it elsewhere, such as --index list.csv"),
    ),
    "U121": Code(
        "error",
        Words("看不出输出格式", "ending that names no format"),
        Words("从扩展名看不出“{file}”是什么格式", "the ending of '{file}' names no format"),
        Words("{near}扩展名用 {known}，或加 --format", "{near}end it in {known}, or add --format"),
    ),
    "U122": Code(
        "error",
        Words("扩展名和格式不一致", "ending that contradicts the format"),
        Words("“{file}”的扩展名是 {ending}，--format 却是 {format}", "'{file}' ends in {ending}, but --format says {format}"),
        Words("改扩展名，或去掉 --format", "change the ending, or leave --format out"),
    ),
    "U123": Code(
        "error",
        Words("工作簿不能打印到终端", "workbook on a terminal"),
        Words("xlsx 不能打印到终端", "an xlsx can't be printed on a terminal"),
        Words("加 -o 排名.xlsx", "add -o ranking.xlsx"),
    ),
    "U125": Code(
        "error",
        Words("条形图只能打印成文字", "bars in a format that has none"),
        Words("--plot 只画在终端上或文本文件里，不能是 {format}", "--plot draws bars as text, not as {format}"),
        Words(
            "去掉 --format，或写成 -o 图.txt；要能打印的图：-o 排名.html、-o 排名.xlsx",
            "leave --format out, or write -o bars.txt; -o ranking.html and -o ranking.xlsx have charts of their own",
        ),
    ),
    "U126": Code(
        "error",
        Words("选项写了两次", "option given twice"),
        Words("选项 {option} 写了 {count} 次，只能有一个值", "the option {option} is given {count} times, and takes one value"),
        Words("只留一个 {option}", "leave one {option}"),
    ),
    "U127": Code(
        "error",
        Words("同一项设了两次", "one thing set twice"),
        Words(
            "{option} 里的 {name} 设了两次：{values}，前一个会白设",
            "{option} sets {name} twice, and the first would be lost: {values}",
        ),
        Words("只留一个", "leave one of them"),
    ),
    "U128": Code(
        "error",
        Words("又要少说又要多说", "quiet and verbose at once"),
        Words("-q 只说错误，-v 要多说，不能一起用", "-q says errors only and -v says more; they can't go together"),
        Words("去掉其中一个", "leave one of them out"),
    ),
    "U129": Code(
        "note",
        Words("通配符匹配到这次要写的文件", "a pattern that matches the output"),
        Words(
            "“{pattern}”也匹配到这次要写的 {files}，没有读它",
            "'{pattern}' also matches what this run writes, which is not read: {files}",
        ),
        Words("把结果写到别的文件夹，就不会碰到", "write results into another folder, and they don't meet"),
    ),
    "U130": Code(
        "error",
        Words("csv 里没有这一列", "no such column of the csv"),
        Words("--fields 里的“{field}”不是结果的列", "'{field}' in --fields is no column of the result"),
        Words("{near}可以写：{known}", "{near}there are: {known}"),
    ),
    "U131": Code(
        "error",
        Words("只有 csv 能选列", "columns are chosen for a csv only"),
        Words("--fields 只用于 csv，这里是 {format}", "--fields is for csv, and this is {format}"),
        Words("加 --format csv，或写成 -o 排名.csv", "add --format csv, or write -o ranking.csv"),
    ),
    "U143": Code(
        "error",
        Words("不能和 diff --periods 一起用", "does not go with diff --periods"),
        Words(
            "--periods 比的是两个方案在几个月里各发多少，不能再写 {option}",
            "--periods compares what two schemes pay in several months and does not take {option}",
        ),
        Words("去掉 {option}，或去掉 --periods，只比一个月", "leave {option} out, or leave --periods out and compare one month"),
    ),
    "U144": Code(
        "error",
        Words("和 explain --rows 合不来的选项", "an option that --rows needs, or can't have beside it"),
        Words("{option} 说的是{what}", "{option} speaks of {what}"),
        Words("{remedy}", "{remedy}"),
    ),
    "U201": Code(
        "error",
        Words("文件已存在", "file that exists"),
        Words("文件“{file}”已存在", "the file '{file}' exists"),
        Words("加 --force 覆盖它，或换一个文件名", "--force overwrites it; or choose another name"),
    ),
    "U202": Code(
        "error",
        Words("会覆盖输入文件", "output onto an input"),
        Words("“{file}”是这次的输入，不能写到它上面", "'{file}' is an input of this run and can't be written onto"),
        Words("换一个文件名", "choose another name"),
    ),
    "U203": Code(
        "error",
        Words("没有这个文件夹", "folder that does not exist"),
        Words("没有文件夹“{folder}”，写不了“{file}”", "there is no folder '{folder}' to write '{file}' into"),
        Words("先建好文件夹", "make the folder first"),
    ),
    "U204": Code(
        "error",
        Words("写不了", "can't write"),
        Words("写不了 {file}：{reason}", "can't write {file}: {reason}"),
        Words(
            "检查权限和磁盘空间，文件是否在别的程序里开着",
            "check permissions, disk space, and whether another program has it open",
        ),
    ),
    "U205": Code(
        "error",
        Words("xlsx 装不下", "too many agents for a sheet"),
        Words("一张工作表最多 {most} 人，这里有 {count} 人", "a sheet holds {most} agents, and there are {count}"),
        Words("写成 csv：-o 排名.csv", "write a csv: -o ranking.csv"),
    ),
    "U206": Code(
        "error",
        Words("不能和 --to-table 一起用", "does not go with --to-table"),
        Words(
            "--to-table 和一张现成的表比，不能再写 {option}",
            "--to-table compares with a finished table and does not take {option}",
        ),
        Words("分两次运行：一次和表比，一次比方案或月份", "run it twice: once against the table, once between schemes or months"),
    ),
    "U207": Code(
        "error",
        Words("只和 --to-table 一起用", "goes with --to-table only"),
        Words("{option} 说的是 --to-table 那张表，这里没有", "{option} speaks of the table of --to-table, and there is none"),
        Words("写上 --to-table 旧表.xlsx，或去掉 {option}", "add --to-table OLD.xlsx, or leave {option} out"),
    ),
    "U208": Code(
        "error",
        Words("已经有这个文件夹", "the folder is there already"),
        Words("“{folder}”已经有了，样例不覆盖任何东西", "'{folder}' is there already, and a sample replaces nothing"),
        Words("换一个名字：csscore sample 另一个名字", "choose another name: csscore sample ANOTHER_NAME"),
    ),
    "U209": Code(
        "error",
        Words("问题不能这样回答", "answer that can't be"),
        Words("{name} 不能是“{answer}”：{reason}", "{name} can't be '{answer}': {reason}"),
        Words("改回答文件里的这一项；去掉它，就用默认的", "mend it in the file of answers; without it, the usual is taken"),
    ),
    "U210": Code(
        "error",
        Words("还有问题没有回答", "question without an answer"),
        Words("没有回答 {name}：{question}", "{name} has no answer: {question}"),
        Words(
            "在回答文件里写上 {name}: …；在终端里运行，就会逐个问",
            "write {name}: … into the file of answers; run on a terminal, it is asked",
        ),
    ),
    "U211": Code(
        "error",
        Words("回答了没有问的", "answers to what was not asked"),
        Words("没有问到：{names}", "nothing was asked that these answer: {names}"),
        Words("问到的有：{known}", "what was asked: {known}"),
    ),
    "U212": Code(
        "error",
        Words("要和 --from 一起用", "goes with --from only"),
        Words("{option} 要和 --from 一起用", "{option} goes with --from"),
        Words("写上导出的表：--from 三月.xlsx", "name the export: --from march.xlsx"),
    ),
    "U230": Code(
        "error",
        Words("不和 --so-far 一起用", "does not go with --so-far"),
        Words("--so-far 写的是未完月份，不能加 {option}", "--so-far tells of an unfinished month and does not take {option}"),
        Words(
            "去掉 {option}；格式可以是 table、csv、json、md、html", "leave {option} out; formats are table, csv, json, md, html"
        ),
    ),
    "U231": Code(
        "error",
        Words("只和 --so-far 一起用", "goes with --so-far only"),
        Words(
            "--as-of 说的是未完月份到哪一天，要和 --so-far 一起用",
            "--as-of says how far an unfinished month has come: it goes with --so-far",
        ),
        Words("加上 --so-far，或去掉 --as-of", "add --so-far, or leave --as-of out"),
    ),
    "U232": Code(
        "error",
        Words("工作簿里没有长处短处", "no strengths in a workbook"),
        Words(
            "--strengths 写在每人一份的单子上，裁开的工作簿里没有地方",
            "--strengths goes on slips of a page each: a workbook to cut has no room",
        ),
        Words("输出写成文件夹：-o 工资条/", "write a folder: -o slips/"),
    ),
    "U233": Code(
        "note",
        Words("这里没有能打印的浏览器", "no browser that prints"),
        Words(
            "这台机器上没有 Chromium、Chrome 或 Edge，写不了 {format}，写的是可以打印的网页",
            "there is no Chromium, Chrome or Edge on this machine to write {format}: pages ready to print are written instead",
        ),
        Words(
            "用任何浏览器打开，打印时选“另存为 PDF”；装了 Chromium 或 Edge 再运行，就直接写 {format}",
            "open them in any browser and print them, as PDF if you like; with Chromium or Edge installed {format} is written",
        ),
    ),
    "U234": Code(
        "error",
        Words("浏览器没有打印出来", "the browser did not print"),
        Words("浏览器没有打印出来：{reason}", "the browser did not print: {reason}"),
        Words("去掉 --format，写成网页，再用浏览器打印", "leave --format out, write pages, and print them by hand"),
    ),
    "U235": Code(
        "note",
        Words("--sheet 没有用处", "--sheet has no use"),
        Words("--sheet {sheets} 没有用到：这些文件没有工作表", "--sheet {sheets} is not used: the files have no sheets"),
        Words("去掉 --sheet，或看看文件有没有给错", "remove --sheet, or check whether these are the files that were meant"),
    ),
    "U250": Code(
        "error",
        Words("需要附加组件", "needs an extra"),
        Words("csscore open 需要 {package}，没有装", "csscore open needs {package}, which is not installed"),
        Words(
            "运行 pip install 'csscore[open]'；或者用命令行：csscore report 三月.xlsx -s presale -o 三月.html",
            "run pip install 'csscore[open]', or use the command line: csscore report march.xlsx -s presale -o march.html",
        ),
    ),
    "U301": Code(
        "error",
        Words("--strict 时有警告", "warnings under --strict"),
        Words("有 {count} 个警告，--strict 时不产生结果", "{count:warning|warnings}, and --strict allows none"),
        Words("处理好上面的警告，或去掉 --strict", "settle the warnings above, or leave --strict out"),
    ),
    "U901": Code(
        "error",
        Words("csscore 自身的错误", "a mistake of csscore itself"),
        Words(
            "csscore 自身出错：{error}，位于 {spot}；没有产生结果",
            "csscore itself failed: {error} at {spot}; no result was produced",
        ),
        Words(
            "请把命令和这一行报告给开发者；设 CSSCORE_DEBUG=1 可看细节（会含数据）",
            "please report the command and this line; CSSCORE_DEBUG=1 shows details (with data)",
        ),
    ),
}
