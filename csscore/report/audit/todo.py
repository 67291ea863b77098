"""What to do about a finding of an audit in one line, without settings and methods; it judges nothing."""

from __future__ import annotations

from typing import Final

from csscore.words import Words

TODO: Final = {
    "weight-unused": Words(
        "换一个能拉开差距的计分规则，或把权重分给别的项", "give it a rule that tells people apart, or give its weight to others"
    ),
    "weight-against": Words(
        "照实告诉大家；要它算数，看 --suggest，或设门槛", "say so openly; to make it count see --suggest, or make it a gate"
    ),
    "weight-less": Words(
        "要它算数，看 --suggest；不然照实告诉大家只占这么多", "to make it count see --suggest; else tell people so"
    ),
    "weight-more": Words(
        "要它只占那么多，看 --suggest；不然照实告诉大家", "to hold it to its weight see --suggest; else tell people so"
    ),
    "weights-uneven": Words(
        "要两项一样要紧，看 --suggest；不然照实告诉大家", "if both are to matter alike see --suggest; else tell people so"
    ),
    "points-top": Words(
        "把标准移到大家所在的地方；达标就行的，改成门槛或扣分",
        "move its bounds to where people are; where the bar is all, make it a gate",
    ),
    "points-bottom": Words(
        "把标准移到大家所在的地方；只想奖励少数人，就照现在这样",
        "move its bounds to where people are; leave it if it is meant for a few",
    ),
    "cliff": Words(
        "发之前核一遍线附近的数；把台阶改成斜线，差一点只差一点",
        "check the figures beside lines before paying; or turn steps into slopes",
    ),
    "price-nothing": Words("把台阶分细，或改成斜线", "make the steps finer, or a slope of them"),
    "luck-untold": Words(
        "补上每项来自多少次；在那之前，名次相近的人别拉开奖金", "add how many contacts each rests on; until then keep pay close"
    ),
    "luck-few": Words("定一个最少次数，不够的不参加排名", "set a least number of contacts; who has fewer is not ranked"),
    "luck-first": Words(
        "别让第一名独得一大截；按等级发，或几个月合起来排",
        "give the first no prize apart; pay by grades, or rank several months together",
    ),
    "luck-order": Words(
        "说不准的人放进同一档，或让相邻名次只差一点", "put people who can't be told apart into one grade, or keep the steps small"
    ),
    "luck-share": Words(
        "几个月合起来排；奖金用等距的小台阶，或按等级发", "rank several months together; pay small equal steps, or grades"
    ),
    "luck-unknown": Words(
        "想知道，就给出单次的标准差（--spread），或用一次一行的明细",
        "to tell it, give the sd of one contact (--spread), or a row for each",
    ),
    "flips-first": Words(
        "先定权重再看数据；前几名的奖金拉近一些", "settle the weights before the figures are known; pay the top places alike"
    ),
    "flips-close": Words("这些人之间别拉开奖金，或按等级发", "let little pay lie between these people, or pay by grades"),
    "noise-first": Words(
        "权重在看数据之前定；前几名的奖金拉近一些", "settle the weights before the figures are known; pay the top places alike"
    ),
    "noise-places": Words(
        "权重写明理由、事先公布；奖金台阶放缓", "give reasons for the weights, publish them in advance, flatten the prizes"
    ),
    "season-moves": Words(
        "和写定的线比的项，改成和同组人比，或每季重定线",
        "score against the cohort instead of fixed bounds, or set them each season",
    ),
    "absence-reorders": Words(
        "有争议的数先核实再发；计分的两端写定，就不会牵连别人",
        "check those figures before paying; written bounds keep others out of it",
    ),
    "metric-idle": Words(
        "改计分或权重让它算数，或不计分、只公示", "make it count by its rule or weight, or show it without scoring"
    ),
    "groups-differ": Words(
        "先弄清是人不同还是条件不同；条件不同就分开排名",
        "see whether people or conditions differ; if conditions, rank them apart",
    ),
    "groups-reversal": Words(
        "差的是构成，不是人：分开排名，或分开计分", "the mix of work differs, not the people: rank or score them apart"
    ),
    "cost-varies": Words(
        "并列时改成平分，总额就固定；或按最多的数留钱", "share among the tied and it is fixed; or set the most aside"
    ),
    "cost-endless": Words("能接受就照此留钱；不能就写上限或预算", "set that aside; or write a cap or a budget"),
    "cohort-small": Words(
        "人少就按写定的标准发，或几个组合起来排", "pay so few by written standards, or rank several groups together"
    ),
    "duty-bought-off": Words("不能容忍的就设门槛", "where that must not be, make it a gate"),
    "sobol-most": Words("先把它讨论清楚、写明理由", "settle that first, and say why"),
}
"""What to do in one line, by the kind of finding; the advice of a finding says it with its settings."""
