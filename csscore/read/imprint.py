"""What a print or an export says of itself between or below its rows: when, by whom, which page; such a text names nobody."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final, TypeVar
from unicodedata import category, normalize

import numpy as np

from csscore.patterns import pattern
from csscore.read.grammar import Number, parse
from csscore.read.texts import is_nothing, text_of
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.read.distinct import Distinct

_What = TypeVar("_What")
_WHEN: Final = (
    "(?:打印|列印|印刷|导出|匯出|下载|下載|生成|制表|製表|制单|填表|统计|更新|刷新|查询|截止|截至|报表|输出|出力|作成|発行|发布|创建|取数|数据|报告|对象"
    "|対象|集計|考核|时间)(?:时间|時間|日期|日時|時刻|日付|时刻|周期|期间|期間|区间|范围|期|日)|筛选条件|查询条件"
    "|(?:출력|인쇄|생성|작성|조회|다운로드|내보내기|발행) ?(?:일시|일자|일|시간|날짜|기간)"
    "|(?:print(?:ed)?|export(?:ed)?|report|download(?:ed)?|generat(?:ed|ion)|run|created|creation|issue|refresh"
    "|last (?:update|refresh)|update|extract(?:ion)?|data|query) ?(?:date|time|timestamp|date ?(?:/|and|&)? ?time|period|range)"
    "|(?:applied )?filters?|time ?zone|druckdatum|exportdatum|erstellungsdatum|stand|date d['’](?:impression|édition|export)"
    "|fecha de (?:impresión|generación|emisión|exportación)"
    "|data d[ei] (?:impressão|emissão|geração|stampa|exportação)|дата печати"
    "|(?:yazdırma|oluşturulma|oluşturma) tarihi|ngày in"
)
_WHO: Final = (
    "(?:部门|财务|人事|行政|运营|总经理|副总|经理|主管|客服|员工|本人|领导|店长|组长|直属|上级|主任|被?考核人|hr|公司|单位)*"
    "(?:负责人|(?:制表|製表|制单|填表|填报|编制|审核|審核|审批|复核|核对|核准|批准|经办|校对|统计|签字|签名|簽名|签章|盖章|签收|确认)(?:人|员|者|栏|处)?)"
    "(?:签字|签名|签章)?|作成者|承認[者印]?|確認[者印]|検印|작성자|승인자?|확인자|결재|검토자|서명"
    "|(?:signed|approved|reviewed|prepared|checked|verified|authori[sz]ed|submitted)(?: by)?"
    "|(?:(?:manager|supervisor|employee|agent|authori[sz]ed)(?:['’]s)? )?signatures?|signatory"
    "|unterschrift|firma|assinatura|imza|подпись"
)
_LABEL: Final = pattern(rf"(?:{_WHEN}|{_WHO})\s*:?[\s_.…/-]*")
"""What waits for its value, in the same cell or the next."""
_TEXT: Final = pattern(
    rf"(?:{_WHEN}|{_WHO})\s*(?::|(?=\d)).*"
    r"|(?:report |file |this (?:report|file|document|export) (?:was|is|has been) )?(?:last )?(?:printed|generated"
    r"|exported|created|downloaded|prepared|produced|extracted|refreshed|updated|compiled"
    r"|reviewed|approved|signed|checked|verified|submitted|powered|run)"
    r"(?: (?:at|on|by|from|with|via|using|in) .+| ?: ?.+| \d.*)"
    r"|(?:data )?as of .*\d.*|(?:由.{1,20}|本(?:表|报表|报告|数据)由.+)(?:生成|导出|制作|提供|制表)"
    r"|(?:erstellt|gedruckt|exportiert|generiert|geprüft|freigegeben) (?:am|von|um|durch|mit) .+"
    r"|(?:imprim|génér|édit|export|cré|approuv|établi)(?:é|ée)? (?:le|par|à|avec) .+"
    r"|(?:impreso|generado|exportado|creado|elaborado|aprobado|revisado|impresso|gerado|emitido|criado|aprovado)"
    r" (?:el|por|en|em|a|às|com|con) .+"
    r"|(?:stampato|generato|esportato|creato) (?:il|da|con) .+|(?:сформирован|напечатан|составил|утвердил|проверил)[ао]?[: ].+"
    r"|(?:copyright|©|\(c\) ?\d{4}).*|(?:strictly )?confidential|(?:for )?internal use only|内部资料|机密|社外秘"
    r"|(?:仅|只|最多)(?:能|可)?(?:展示|显示|导出|支持|下载).*|以下省略.*|以下略"
    r"|showing .*\d.*|(?:only )?(?:the )?first \d+ (?:rows|records).*"
    r"|共 ?\d+ ?(?:条|行|人|个|项|名)(?:记录|数据|客服|员工)?|全 ?\d+ ?件|총 ?\d+ ?건|(?:总?记录数|总行数|总条数|总人数) ?:? ?\d+"
    r"|\(?\d+ (?:rows?|records?|results?|entries)(?:\(s\))?(?: (?:selected|affected|returned|found|exported|in set.*))?\)?"
    r"|(?:total )?(?:rows?|records?|row count|record count|number of (?:rows|records|agents)) ?: ?\d+"
    r"|\W*(?:end of (?:report|file|data|list|export)|以下(?:空白|余白|无正文)|报表结束)\W*"
    r"|第 ?\d+ ?[页頁](?:[ ,/]*共 ?\d+ ?[页頁])?|共 ?\d+ ?[页頁][ ,/]*第 ?\d+ ?[页頁]"
    r"|第? ?\d+ ?/ ?\d+ ?(?:[页頁쪽]|ページ|페이지)?|- ?\d+ ?-"
    r"|(?:page|p\.|seite|página|pagina|sayfa|trang|стр\.?|ページ|페이지) ?\d+(?: ?(?:of|von|de|di|sur|из|/) ?\d+)?"
    r"|\d+ ?(?:of|von|de|sur) ?\d+"
    r"|(?:全 ?\d+ ?ページ中 ?)?\d+ ?(?:ページ|페이지)(?:目)?"
)
_ONE_DAY: Final = pattern(r"(?:19|20)\d{6}(?:\d{6})?", re.ASCII)
_STAMP: Final = pattern(r"\d{4}[-/.年]\d\d?[-/.月]\d\d?日?[ t]*\d\d?:\d\d(?::\d\d)?", re.ASCII)
_LONGEST: Final = 300
_NO_PERSON: Final = pattern(
    "(?:智能|虚拟|ai|语音|在线)?(?:机器人|助手)|店小蜜|(?:智能|虚拟|ai|公共|测试|未知|全体|所有)(?:客服|坐席|账号|用户)|自动回复|系统|未知|其[他它]|测试|匿名"
    r"|已(?:删除|注销)(?:用户|账号)?|语音信箱|无|空白?|(?:answer|chat|voice|zendesk )?bots?|ivr|voice ?mail|system"
    r"|admin|administrator|tests?|others?|nobody|undefined|nan|queue|shared|api|automation"
    r"|[\[(<]?(?:deleted|removed|former|unknown|anonymous)(?: (?:user|agent|teammate))?[\])>]?"
    "|ボット|システム|その他|不明|未割り当て|自動応答|봇|챗봇|시스템|기타|미지정"
)
"""Names under which systems list what no person did, or several did together."""
_TITLE: Final = pattern(
    ".{0,8}(?:组|組|团队|團隊|小队|チーム|팀)|(?:售[前中后]|客服|销售|运营|市场|电商|直播|投诉).{0,4}部门?"
    r"|(?:team|group|shop|store|region|dept\.?|department|gruppe|abteilung|équipe|equipo|equipe)[ :_-]+\S.*"
    r"|.+ (?:team|group|department)"
)
_MASKED: Final = pattern(r"[^*]+\*+[^*]*")
_REMARK: Final = Words("打印或导出时附带的说明", "what a print or an export says of itself")
_SIGNS_ONLY: Final = Words("只有标点和符号", "signs without a letter or a figure")
_NOBODYS: Final = Words("像是机器人、系统或公用的账号", "as of a robot, the system or several people")
_SEVERAL: Final = Words("打了星号，可能是几个人", "it is masked, and several people may have it")
_SAME_DIGIT: Final = str.maketrans("123456789", "000000000")


def imprints(names: Distinct) -> list[int]:
    """Return the rows whose names are what a print says of itself; whether the rest of a row is, too, `is_imprint` tells."""
    return [row for row, _ in _told(names, _says)]


def titles(names: Distinct) -> frozenset[int]:
    """Return the rows whose names are those of a group: A组, Team North."""
    return frozenset(row for row, _ in _told(names, lambda shape: "title" if _TITLE.fullmatch(_plain(shape)) else None))


def no_names(names: Distinct) -> dict[int, Words]:
    """Return the rows whose names are nobody's, each with what its name is; of a masked name that is there twice, the first."""
    found = _told(names, _no_name)
    counts = np.bincount(names.codes) if found else ()
    first = {int(names.codes[row]): row for row, _ in reversed(found)}
    return {
        row: what
        for row, what in found
        if what is not _SEVERAL or (counts[names.codes[row]] > 1 and first[int(names.codes[row])] == row)
    }


def _no_name(shape: str) -> Words | None:
    plain = _plain(shape)
    if _NO_PERSON.fullmatch(plain):
        return _NOBODYS
    if _MASKED.fullmatch(plain):
        return _SEVERAL
    return _SIGNS_ONLY if _is_signs(shape) else _REMARK if _TEXT.fullmatch(plain) else None


def _told(names: Distinct, test: Callable[[str], _What | None]) -> list[tuple[int, _What]]:
    """Return the rows of whose names a test says something, and what; to it figures are alike, as few names differ in more."""
    shapes = "\n".join([name or "" for name in names.cells]).translate(_SAME_DIGIT).split("\n")
    known = {shape: test(shape) for shape in set(shapes) if shape}
    said = [known.get(shape) for shape in shapes]
    there = np.array([one is not None for one in said], dtype=np.bool_)
    rows = np.flatnonzero(there[names.codes]).tolist() if there.any() else []
    return [(row, what) for row in rows if (what := said[names.codes[row]]) is not None]


def _is_signs(name: str) -> bool:
    """Tell whether a name has neither a letter nor a figure, nor a picture, which somebody may be called by."""
    return all(category(sign)[0] in "PZ" or category(sign) in {"Sc", "Sm", "Sk"} for sign in name)


def is_imprint(cells: list[Any]) -> bool:
    """Tell whether a row holds nothing but such texts, each with its value where that is in the next cell.

    Examples
    --------
    >>> is_imprint(["打印时间：2026-03-31 10:00", None, "第 1 页"]), is_imprint(["审核人", "李四", None])
    (True, True)
    >>> is_imprint(["审核人", 128, None]), is_imprint(["制表小王", None, None])
    (False, False)
    """
    filled = [cell for cell in cells if not is_nothing(cell)]
    waits = False
    for cell in filled:
        said = _says(text_of(cell))
        if said is None and not (waits and _is_value(cell)):
            return False
        waits = said == "label"
    return bool(filled)


def _says(text: str) -> str | None:
    """Return ``label`` for what waits for its value, ``text`` for what says all, None for anything else."""
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    if _LABEL.fullmatch(plain):
        return "label"
    return "text" if _TEXT.fullmatch(plain) or _STAMP.fullmatch(plain) or _is_signs(plain) else None


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _is_value(cell: Any) -> bool:
    """Tell whether a cell may be the value of a label: words or a day, but no figure."""
    if isinstance(cell, dt.date | dt.time):
        return True
    return not isinstance(parse(cell), Number) or _ONE_DAY.fullmatch(text_of(cell)) is not None
