"""What is done about the months beside running them: disputes of pay, and how long they are kept."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "B170": Code(
        "note",
        Words("还没有异议的表", "no log of disputes yet"),
        Words("没有 {file}，当作没有异议", "there is no {file}: taken for no disputes"),
        Words("有异议就建这个表，表头是：{headers}", "if there are some, make that table; its headers are: {headers}"),
    ),
    "B171": Code(
        "error",
        Words("异议的表缺列", "a log of disputes without a column"),
        Words("异议的表里没有这些列：{names}", "the log of disputes has no column {names}"),
        Words(
            "文件里的表头：{headers}；把表头改成上面的名字，没有的列补上",
            "headers found: {headers}; give the columns these headers, or add them",
        ),
    ),
    "B172": Code(
        "error",
        Words("异议少写了一格", "a dispute with a gap"),
        Words("这条异议没有写“{column}”", "this dispute has nothing under '{column}'"),
        Words("补上", "fill it in"),
    ),
    "B173": Code(
        "error",
        Words("一条异议写了两次", "one dispute twice"),
        Words(
            "异议 {no} 和 {at} 的 {other} 是同一条，或编号一样", "dispute {no} is the same as {other} at {at}, or has its number"
        ),
        Words(
            "留一行；是两件事就用两个编号，异议的内容也分开写",
            "keep one row; give two matters two numbers, and say what each claims",
        ),
    ),
    "B174": Code(
        "error",
        Words("看不懂的决定", "a decision of no known word"),
        Words("“{text}”不是决定", "'{text}' is no decision"),
        Words("写“成立”或“不成立”；还没决定就空着", "write upheld or rejected; leave it empty while it is open"),
    ),
    "B175": Code(
        "error",
        Words("决定没有写是谁定的", "a decision without a name"),
        Words("异议 {no} 已经决定，却没有写决定人", "dispute {no} is decided, and nobody is named who did"),
        Words("在“决定人”一栏写上姓名", "write the name under decided by"),
    ),
    "B176": Code(
        "error",
        Words("异议自相矛盾", "a dispute that contradicts itself"),
        Words("异议 {no}：{why}", "dispute {no}: {why}"),
        Words(
            "成立要写补多少（扣就写负数），不成立或没决定就不写金额",
            "what is upheld needs the amount to pay (negative: to take back); anything else has none",
        ),
    ),
    "B177": Code(
        "error",
        Words("异议说的月份没有账", "a dispute of a month without a run"),
        Words(
            "异议 {no} 说的是 {period}，没有这个月的账；有：{periods}",
            "dispute {no} is about {period}, which has no run; there are {periods}",
        ),
        Words("考核期写成 2026-03 的样子，是工资条上的那个月", "write the period as 2026-03: the one that stands on the slip"),
    ),
    "B178": Code(
        "error",
        Words("异议里的人找不到", "a dispute of nobody who was paid"),
        Words(
            "异议 {no}：{period} 的账里{whether}“{agent}”{hint}",
            "dispute {no}: {whether} called '{agent}' in the run of {period}{hint}",
        ),
        Words(
            "写工资条上的姓名或账号；重名就写工号",
            "write the name or the account that stands on the slip; of namesakes the employee number",
        ),
    ),
    "B179": Code(
        "error",
        Words("异议是哪个岗位的", "the role of a dispute"),
        Words(
            "异议 {no}：看不出 {agent} 在 {period} 的哪个岗位；有：{roles}",
            "dispute {no}: it is not clear which role of {agent} in {period} it is about; there are {roles}",
        ),
        Words("在“岗位”一栏写其中一个", "write one of them under role"),
    ),
    "B180": Code(
        "error",
        Words("异议里的项目没有", "a dispute of no pay line"),
        Words(
            "异议 {no}：{period} 没有“{line}”这一项；{agent} 有：{lines}",
            "dispute {no}: there is no line '{line}' in {period}; {agent} has: {lines}",
        ),
        Words("照工资条上的写；说的是总数就写“应发”", "write it as the slip has it; if it is about the sum, write pay"),
    ),
    "B181": Code(
        "error",
        Words("异议和已经发的不一样", "a dispute that was paid otherwise"),
        Words(
            "异议 {no}：{period} 的账已经按 {paid} 算了，和表里的不一样",
            "dispute {no}: the run of {period} has {paid} for it, and the log says otherwise",
        ),
        Words(
            "把这一行改回去；还要补或扣的另写一行，用新的编号",
            "put the row back as it was; what is still to be paid or taken back is a row with a number of its own",
        ),
    ),
    "B182": Code(
        "error",
        Words("同一条异议换了编号", "a dispute under another number"),
        Words(
            "异议 {other} 就是 {no}，{period} 的账已经按 {paid} 算了",
            "dispute {other} is {no}, for which the run of {period} has {paid}",
        ),
        Words("把编号改回 {no}", "give it its number {no} again"),
    ),
    "B183": Code(
        "warning",
        Words("还没决定的异议", "disputes that are open"),
        Words("还没决定的异议：{disputes}", "open disputes: {disputes}"),
        Words("决定以后写上决定、金额和决定人", "once it is decided, write the decision, the amount and who decided"),
    ),
    "B184": Code(
        "warning",
        Words("过了期限的异议", "disputes past their day"),
        Words("过了答复期限还没决定的异议：{disputes}", "disputes that should have been decided by now: {disputes}"),
        Words("决定以后写上决定、金额和决定人", "once it is decided, write the decision, the amount and who decided"),
    ),
    "B185": Code(
        "warning",
        Words("已经决定、还没补的异议", "decided disputes of a locked month"),
        Words(
            "{run} 已锁定，这些异议是后来决定的，还没补：{disputes}",
            "{run} is locked, and these disputes were decided since: {disputes}",
        ),
        Words("csscore amend {run} --disputes，下一次 run 就会带上", "csscore amend {run} --disputes; the next run carries it"),
    ),
    "B186": Code(
        "error",
        Words("没有要补的异议", "no dispute to correct by"),
        Words("{period} 没有已经决定、还没补的异议", "{period} has no decided dispute that it does not pay yet"),
        Words(
            "先在异议的表里写上决定、金额和决定人；表在发薪文件的 disputes 里写",
            "write decision, amount and who decided into the log first; disputes in the payroll file names it",
        ),
    ),
    "B190": Code(
        "error",
        Words("没有写留几年", "months that are kept for good"),
        Words("发薪文件没有写账留几年", "the payroll file does not say for how many years months are kept"),
        Words("写 keep_years: 3", "write keep_years: 3"),
    ),
}
