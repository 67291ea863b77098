"""The monthly books: results that can't be proved, runs that can't be made, states that forbid a step."""

from __future__ import annotations

from csscore.catalogue.code import Code
from csscore.words import Words

CODES: dict[str, Code] = {
    "B100": Code(
        "error",
        Words("不能核对的文件", "nothing to verify"),
        Words("这不是 csscore 写的 JSON 结果：{reason}", "this is no result that csscore wrote as JSON: {reason}"),
        Words(
            "写 csscore rank … -o 2026-03.json 写出的文件，或一个月的账：runs/2026-03",
            "give a file that csscore rank … -o 2026-03.json wrote, or a run: runs/2026-03",
        ),
    ),
    "B101": Code(
        "error",
        Words("找不到结果用过的文件", "a file of a result that is not found"),
        Words("这个结果用过 {file}（{role}），现在找不到", "this result was made from {file} ({role}), which is not found"),
        Words("用 --in 写上它现在所在的文件夹", "say by --in in which folder it is now"),
    ),
    "B102": Code(
        "error",
        Words("结果里没有写用了哪些文件", "a result that does not name its files"),
        Words(
            "这个结果没有写清它的每个文件，没法重算", "this result does not name each of its files, so it can't be computed again"
        ),
        Words(
            "核对要用没有去掉姓名的那一份，由文件算出来的结果才有",
            "verify the one with its names; results that were computed from files have them",
        ),
    ),
    "B103": Code(
        "error",
        Words("岗位的名称", "the name of a role"),
        Words("岗位不能叫“{role}”", "a role can't be called '{role}'"),
        Words(
            "用文字、数字、- 和 _，不太长，也不用 period：它也是文件名",
            "use letters, figures, - and _, not too long, and not period: it is a file name, too",
        ),
    ),
    "B104": Code(
        "error",
        Words("岗位的文件不在", "a file of a role that is not there"),
        Words("岗位 {role} 的文件不在：{file}", "role {role} lacks its file: {file}"),
        Words(
            "把这个月的文件放进去，或改写路径；路径从发薪文件所在的文件夹算起",
            "put this month's file there, or mend the path; paths begin at the folder of the payroll file",
        ),
    ),
    "B105": Code(
        "note",
        Words("这个月没有人工调整", "no adjustments this month"),
        Words("岗位 {role} 没有 {file}，当作没有人工调整", "role {role} has no {file}: taken for a month without adjustments"),
        Words("有调整就把文件放进去再算一次", "if there are adjustments, put the file there and run again"),
    ),
    "B106": Code(
        "error",
        Words("岗位互相等结果", "roles that wait for each other"),
        Words(
            "这些岗位互相用对方的结果，没法先算哪一个：{roles}",
            "these roles take each other's results, and none can be computed first: {roles}",
        ),
        Words("去掉其中一个 {{岗位}}", "leave one of the {{ROLE}} out"),
    ),
    "B107": Code(
        "error",
        Words("每月的数写得不对", "a number of the month"),
        Words("{name}：{why}", "{name}: {why}"),
        Words("写成 名称: 数，每行一个", "write NAME: NUMBER, one a line"),
    ),
    "B108": Code(
        "error",
        Words("几种货币", "several currencies"),
        Words(
            "一份发薪文件只能用一种货币，这里有 {currencies}", "one payroll file pays in one currency, and here are {currencies}"
        ),
        Words("按货币分成几份发薪文件", "make a payroll file for each currency"),
    ),
    "B109": Code(
        "warning",
        Words("花名册里有，哪个岗位都没有", "in the roster and in no role"),
        Words("花名册里的这些人，哪个岗位的数据里都没有：{people}", "these people of the roster are in no role's data: {people}"),
        Words("看看是请假、离职，还是漏了文件", "see whether they were away, have left, or a file is missing"),
    ),
    "B110": Code(
        "warning",
        Words("没有抄下来的合计", "no totals typed in"),
        Words("没有 {file}，合计没有核对", "there is no {file}: totals were not checked"),
        Words("从平台抄下合计：岗位: {{指标: 合计}}", "copy the totals from the platform: ROLE: {{METRIC: SUM}}"),
    ),
    "B111": Code(
        "warning",
        Words("合计对不上", "totals that differ"),
        Words(
            "岗位 {role} 的 {what}：抄的是 {typed}，算出来是 {found}（差 {difference}）",
            "{what} of role {role}: {typed} was typed in, and the data comes to {found} (a difference of {difference})",
        ),
        Words("看看导出的日期和范围，或抄的数", "look at the days and the scope of the export, or at what was typed in"),
    ),
    "B112": Code(
        "warning",
        Words("没有排名的人", "people without a place"),
        Words(
            "岗位 {role} 里没有排名、不拿名次奖金的：{agents}", "not ranked in role {role}, and without a rank bonus: {agents}"
        ),
        Words("原因在结果里；缺数据就补上", "the result says why; where data is missing, add it"),
    ),
    "B113": Code(
        "warning",
        Words("应发变化大", "pay that changed much"),
        Words("比 {period} 变化超过 {limit}：{agents}", "more than {limit} from {period}: {agents}"),
        Words("用 csscore explain 看原因；属实就不用管", "csscore explain says why; if it is right, all is well"),
    ),
    "B114": Code(
        "warning",
        Words("超出预算", "above the budget"),
        Words("一共 {total}，预算 {budget}，超出 {over}", "{total} in all, {over} above the budget of {budget}"),
        Words("改预算，或改方案后再算", "raise the budget, or change the scheme and run again"),
    ),
    "B115": Code(
        "warning",
        Words("没有工号的人", "people without an employee number"),
        Words(
            "发薪表要写工号，花名册里没有这些人的：{agents}",
            "the payroll export has employee numbers, and the roster has none for: {agents}",
        ),
        Words("在花名册里补上工号列", "add the numbers to the roster"),
    ),
    "B116": Code(
        "error",
        Words("发薪表里没有的内容", "a column of the export that nothing fills"),
        Words(
            "“{content}”不是发薪表的内容，也不是花名册的表头{hint}",
            "'{content}' is neither a field of the export nor a header of a roster{hint}",
        ),
        Words(
            "改成花名册里有的表头，或 employee_id、title、amount 之类的内容",
            "write a header of the roster, or a field such as employee_id, title, amount",
        ),
    ),
    "B117": Code(
        "note",
        Words("还没锁定的月份", "months that are not locked"),
        Words("还没锁定，不算以前的结果：{periods}", "not locked, and so no earlier results: {periods}"),
        Words("先批准并锁定：csscore approve，csscore lock", "approve and lock them first: csscore approve, csscore lock"),
    ),
    "B119": Code(
        "error",
        Words("一个名字两个工号", "one name, two employee numbers"),
        Words(
            "“{agent}”在几个岗位的花名册里工号不同：{numbers}",
            "'{agent}' has several employee numbers in the rosters of the roles: {numbers}",
        ),
        Words(
            "是一个人就改成一样的工号；是两个人，在花名册里用不同的姓名",
            "give one person one number; for two people, write different names in the rosters",
        ),
    ),
    "B120": Code(
        "error",
        Words("检查没有通过", "the checklist stops the run"),
        Words(
            "check.block 里的这些没有通过：{items}；没有写出任何文件",
            "check.block stops the run for: {items}; nothing was written",
        ),
        Words("处理好上面说的，或在 accept 里写明理由接受", "settle what is told above, or accept it with a reason under accept"),
    ),
    "B130": Code(
        "error",
        Words("看不懂的 run.json", "a run.json that can't be read"),
        Words("这个 run.json 不是 csscore 写的样子：{reason}", "this run.json is not as csscore writes it: {reason}"),
        Words("从备份恢复它；版本文件夹都还在", "restore it from a backup; the folders of the versions are still there"),
    ),
    "B131": Code(
        "error",
        Words("另一个正在算", "another run at work"),
        Words("另一个 csscore 正在写 {folder}", "another csscore is at work on {folder}"),
        Words("等它算完再来", "wait until it has finished"),
    ),
    "B132": Code(
        "error",
        Words("账写不进去", "books that can't be written"),
        Words("写不了 {file}：{reason}；原来的账没有动", "can't write {file}: {reason}; what was there is untouched"),
        Words("检查权限和磁盘空间", "check permissions and disk space"),
    ),
    "B133": Code(
        "error",
        Words("已经锁定", "a locked month"),
        Words("{period} 已经锁定，不能重算", "{period} is locked and can't be run again"),
        Words(
            "要更正用 csscore amend；锁错了用 csscore reopen",
            "correct it by csscore amend; csscore reopen takes a lock back that was a mistake",
        ),
    ),
    "B134": Code(
        "error",
        Words("没有这个月的账", "no run here"),
        Words("这里没有 run.json", "there is no run.json here"),
        Words(
            "写那个月的文件夹，如 runs/2026-03；先用 csscore run 算出来",
            "give the month's folder, such as runs/2026-03; csscore run makes it",
        ),
    ),
    "B135": Code(
        "error",
        Words("状态不对", "a state that forbids it"),
        Words("{period} 现在是{state}，要先是{wanted}", "{period} is {state}, and would have to be {wanted}"),
        Words(
            "次序是：run 写出草稿，approve 批准，lock 锁定；reopen 收回",
            "the order is: run makes a draft, approve approves it, lock locks it; reopen takes back",
        ),
    ),
    "B136": Code(
        "error",
        Words("写好以后被改过", "changed after it was written"),
        Words("写好以后被改过：{files}", "changed after it was written: {files}"),
        Words(
            "把原来的文件放回去；草稿也可以再算一次：csscore run",
            "put the file back as it was; a draft can also be made again: csscore run",
        ),
    ),
    "B137": Code(
        "error",
        Words("要换一个人", "the same person"),
        Words("{by} 就是算这个月账的人，要换一个人来", "{by} prepared this month, and it takes somebody else"),
        Words(
            "由另一个人来做，或在发薪文件里写 self_approval: true",
            "let somebody else do it, or write self_approval: true in the payroll file",
        ),
    ),
    "B138": Code(
        "error",
        Words("前面的月份还没锁定", "an earlier month is not locked"),
        Words("要先锁定前面的月份：{periods}", "earlier months have to be locked first: {periods}"),
        Words("按月份的次序锁定", "lock the months in their order"),
    ),
    "B139": Code(
        "error",
        Words("不能再打开", "a lock that stays"),
        Words("{period} 不能再打开：{periods} 已经以它为准", "{period} can't be reopened: {periods} was built on it"),
        Words("用更正（amend）来改", "correct it by csscore amend"),
    ),
    "B140": Code(
        "error",
        Words("签不了名", "no signature"),
        Words("用 {key} 签不了名：{why}", "can't sign with {key}: {why}"),
        Words("检查密钥文件；ssh-keygen 8.1 以上才能签名", "look at the key; ssh-keygen signs from OpenSSH 8.1 on"),
    ),
    "B141": Code(
        "error",
        Words("更正的是哪个岗位", "the role of a correction"),
        Words("看不出更正的是哪个岗位；有：{roles}", "it is not clear which role is corrected; there are {roles}"),
        Words("写 --role 岗位", "write --role NAME"),
    ),
}
