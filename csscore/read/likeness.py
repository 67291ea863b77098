"""Tells texts that a person would take for one name (team, 组, 一 and 1, traditional characters); it makes nothing one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from csscore.read.texts import fold, one_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRADITIONAL: Final = (
    "組隊東華廣門營業務員電話線網寶貓長張陳劉楊黃趙吳孫蘇馮鄭謝許鄧蕭賴葉歐陽鍾鐘羅韓馬龍區縣慶滬粵臺灣國際級專項銷"
    "後場團體聯絡處總裝機車飾襪褲紙書樂遊戲兒樣產購買賣單訂運輸倉庫質檢審計財會資訊號轉興蘭瑪麗愛雲風鳳齊魯遼寧陝贛"
    "閩導師標準達優環數彙匯夢飛鴿鷹鵬雞魚鳥紅綠藍銀鐵強偉傑倫們個備傳億儀價來內兩別則剛創劃動勝勞勢協衛參雙發變嚴園"
    "圖圍塊壓壯夥奮學實寫對尋將層島嶺幣帶幫幹廠彎復徵應憶態慣戰擊據損換揚攝撥擁敵斷時晉曉術條極構權歸殺殘氣決沖淺溫"
    "測滿漢潔濟瀏烏無煙燈爾獎獨現瓊畢畫當療盡監盤碼確禮種積穩競筆節範築簡籃糧紀約純紗細終結給統經維綱緊編練縱績織繼"
    "續罰羣義習聖聞聲職膚臨舉舊艦藝虛補規視覽觀觸記設訪評詢試詳語誠說課調請論講譯護讀豐貝貨貴貿費賀賓賞賢贏趕軍軒軟"
    "輕輝輪農這進遠適選還邊郵鄉醫釋針鋒鋼錄錢錦鍵鎮鏡閃開間閱關陸隨險隱雜離難霧靈靜韻頁頂順預領頭題顧顯飯養館駐騰驗"
    "鬥鮮麥點黨"
)
_SIMPLIFIED: Final = (
    "组队东华广门营业务员电话线网宝猫长张陈刘杨黄赵吴孙苏冯郑谢许邓萧赖叶欧阳钟钟罗韩马龙区县庆沪粤台湾国际级专项销"
    "后场团体联络处总装机车饰袜裤纸书乐游戏儿样产购买卖单订运输仓库质检审计财会资讯号转兴兰玛丽爱云风凤齐鲁辽宁陕赣"
    "闽导师标准达优环数汇汇梦飞鸽鹰鹏鸡鱼鸟红绿蓝银铁强伟杰伦们个备传亿仪价来内两别则刚创划动胜劳势协卫参双发变严园"
    "图围块压壮伙奋学实写对寻将层岛岭币带帮干厂弯复征应忆态惯战击据损换扬摄拨拥敌断时晋晓术条极构权归杀残气决冲浅温"
    "测满汉洁济浏乌无烟灯尔奖独现琼毕画当疗尽监盘码确礼种积稳竞笔节范筑简篮粮纪约纯纱细终结给统经维纲紧编练纵绩织继"
    "续罚群义习圣闻声职肤临举旧舰艺虚补规视览观触记设访评询试详语诚说课调请论讲译护读丰贝货贵贸费贺宾赏贤赢赶军轩软"
    "轻辉轮农这进远适选还边邮乡医释针锋钢录钱锦键镇镜闪开间阅关陆随险隐杂离难雾灵静韵页顶顺预领头题顾显饭养馆驻腾验"
    "斗鲜麦点党"
)
_SIMPLER: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_NUMERALS: Final = str.maketrans("一二三四五六七八九", "123456789")
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
_GROUP: Final = re.compile(r"^(?:team|group|第)|(?:小组|组|团队|战队|队|班组|team|group)$")


def simpler(text: str) -> str:
    """Return a text with the usual traditional characters in their simplified form."""
    return text if text.isascii() else text.translate(_SIMPLER)


def same_label(text: str) -> str:
    """Return what labels that differ only in width, case, spaces and how truths, days and numbers are spelt have in common."""
    return fold(one_spelling(text))


def like_label(text: str) -> str:
    """Return what labels have in common that a person would take for one: A组, Team A and A組; 一组 and 1组."""
    form = _ZEROS.sub("", simpler(_unmarked(fold(text))).translate(_NUMERALS))
    shorter = _GROUP.sub("", form)
    return shorter.strip("-.:[]()") or form


def _unmarked(text: str) -> str:
    """Return a text without the marks of its Latin letters: équipe is equipe, but が is not か."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", sign)[0] if "\u00c0" <= sign <= "\u024f" else sign for sign in text)


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """Return for each text how to write it, where several differ only in width, case and spaces.

    That is the most frequent of them; of equally frequent ones the shortest, and then the first by code point.
    """
    count: dict[str, int] = {}
    for text in texts:
        count[text] = count.get(text, 0) + 1
    best: dict[str, str] = {}
    for text in sorted(count, key=lambda text: (-count[text], len(text), text)):
        best.setdefault(same_label(text), text)
    return {text: best[same_label(text)] for text in count}
