"""Headers of the platforms' exports, as importers meet them; what csscore makes of them is found out, not written here."""

from __future__ import annotations

from typing import Final, NamedTuple

from csscore.words import Words


class Platform(NamedTuple):
    """One kind of export."""

    title: Words
    headers: tuple[str, ...]


PLATFORMS: Final = (
    Platform(
        Words("生意参谋 · 客服绩效", "生意参谋, agents' performance"),
        (
            *(
                "旺旺昵称",
                "询单最终付款人数",
                "询单人数",
                "询单最终付款转化率",
                "首次响应时长（秒)",
                "平均响应时长（秒)",
                "客户满意率",
            ),
            *("旺旺回复率", "询单最终付款金额", "成功退款金额", "旺旺分组", "有效接待人数", "当日询单人数", "销售人数", "销售额"),
            *("净销售额", "客单价", "询单流失人数", "答问比", "个人销售额占比", "下单人数"),
        ),
    ),
    Platform(
        Words("赤兔 · 售前明细", "赤兔, pre-sale details"),
        (
            *(
                "客服",
                "接待人数",
                "询单人数",
                "询单->最终付款人数",
                "询单->最终付款成功率",
                "客件数",
                "客单价",
                "邮费总额",
                "客服回复率",
            ),
            *("平均响应时间", "首次响应时间", "平均接待时长(秒)", "销售额", "客服答问比", "慢响应人数", "询单->最终下单人数"),
            *("下单->最终付款成功率", "询单->次日付款成功率", "协助跟进人数", "协助下单人数", "转出人数", "退款率"),
        ),
    ),
    Platform(
        Words("京东 · 客服管家", "京东, 客服管家"),
        (
            *(
                "客服",
                "促成下单商品金额",
                "售前接待人数",
                "促成下单人数",
                "平均响应时长（新）",
                "30s应答率",
                "客服3分钟人工回复率",
            ),
            *("好评量", "评价量", "首次平均响应时间", "技能组"),
        ),
    ),
    Platform(
        Words("拼多多 · 客服绩效详情", "拼多多, 客服绩效详情"),
        (
            *(
                "序号",
                "客服账号",
                "客服服务分",
                "咨询人数",
                "询单人数",
                "最终成团人数",
                "询单转化率",
                "客服销售额",
                "去退销售额（元）",
            ),
            *("人工接待人数", "3分钟未回复人数", "3分钟人工回复率(8-23点)", "30秒应答率(8-23点)", "平均人工响应时长"),
            *("评分≤3订单数", "纠纷退款数", "投诉数"),
        ),
    ),
    Platform(
        Words("抖店飞鸽 · 客服表现", "抖店飞鸽, 客服表现"),
        (
            *("客服账号", "客服昵称", "客服在线天数", "接待会话量", "待回复会话量", "已接待人数", "转出会话量", "有效评价数"),
            *("有效好评数", "有效差评数", "全天不满意率", "全天满意率", "全天平响时长", "全天首响时长", "全天3分钟回复率"),
            *(
                "工作时间平响时长",
                "工作时间3分钟回复率",
                "询单人数",
                "下单人数",
                "支付人数",
                "退款人数",
                "客服询单支付额",
                "退款金额",
            ),
            *("退款后销售额", "询单转化率", "服务问题会话数"),
        ),
    ),
    Platform(
        Words(
            "快手 · 考核数据（整店，没有人名：方案 kuaishou-shop；“客服”是补上的）",
            "快手, 考核数据 (of a shop, nobody named: scheme kuaishou-shop; 客服 was put in)",
        ),
        (
            *("客服", "三分钟回复率（人维度）", "不服务率", "咨询人数", "人工会话量", "人工平均回复时长", "好评率（人维度）"),
            *("IM不满意率（人维度）", "询单人数", "下单人数", "支付人数", "询单转化率", "询单客单价", "客服销售额"),
        ),
    ),
    Platform(
        Words("Genesys Cloud", "Genesys Cloud"),
        (
            "Agent",
            "Offered",
            "Answer %",
            "Answered",
            "Abandon %",
            "Service Level %",
            "Avg Talk",
            "Avg Hold",
            "Avg ACW",
            "Avg Handle",
        ),
    ),
    Platform(
        Words("Zendesk", "Zendesk"),
        ("Assignee name", "Solved tickets", "Reopened tickets", "First reply time (min)", "Full resolution time (hrs)", "CSAT"),
    ),
    Platform(
        Words("Freshdesk", "Freshdesk"),
        ("Agent", "Tickets assigned to agent", "Tickets resolved", "Tickets reopened", "Resolution SLA %"),
    ),
    Platform(
        Words("Intercom", "Intercom"),
        (
            *("Teammate", "Conversations assigned", "Conversations replied to", "Closed conversations"),
            *("Median first response time", "Conversation handling time", "Conversation rating"),
        ),
    ),
)
