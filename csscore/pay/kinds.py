"""The words of the column of kinds: what an adjustment changes, and whether the word itself gives or takes away."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from csscore.read.texts import fold


class Kind(NamedTuple):
    """What a word in the column of kinds means."""

    changes: str
    """``money``, ``points``, ``exclude`` or ``value``; empty where the word may mean money or points."""
    direction: int = 0
    """-1 takes away, +1 gives; 0 says nothing of it: the amount's sign does."""


_WORDS: Final[dict[Kind, str]] = {
    Kind("money"): """
        money|amount|pay|cash|adjustment|pay adjustment|money adjustment|bonus/penalty|reward/penalty
        金额|钱|奖惩|奖罚|奖扣|调整|调薪|金额调整|薪资调整|工资调整|奖惩金额|金錢|金額|獎懲
        geld|betrag|dinero|importe|monto|dinheiro|argent|montant|para|tutar|調整金""",
    Kind("money", 1): """
        bonus|reward|award|allowance|back pay|backpay|make-up pay|compensation|reimbursement
        奖励|奖金|奖赏|嘉奖|补发|补贴|津贴|补助|补偿|补|加钱|加款|返还|加奖|奖钱|獎勵|獎金|補發|補貼|津貼|補助
        奖励金|红包|全勤奖|正激励|增发|应补
        bono|bonificação|bonificacao|ボーナス|prämie|praemie|zulage|zuschlag|nachzahlung|gutschrift|bonificación|bonificacion|prima|abono|premio|recompensa
        bônus|prêmio|gratificação|prime|récompense|rattrapage|ikramiye|prim|ödül|ek ödeme|賞与|手当|報奨金|支給""",
    Kind("money", -1): """
        fine|fines|fined|clawback|claw back|chargeback|charge back|charge|debit|recover|recovery|recoup|take back|pay cut|dock
        docked|withhold|withheld|withholding|money deduction|pay deduction|deduction from pay|monetary penalty
        扣款|罚款|罚金|扣钱|扣发|扣回|追扣|追回|追缴|代扣|扣工资|扣奖金|扣绩效|扣薪|减钱|减款|罚没|扣费|扣錢|扣費|罰款|罰金
        退款扣回|乐捐|负激励|没收|冲减|少发|减发|应扣|实扣|扣奖|违约金|罚单|罰單
        salary deduction|wage deduction|clawed back|malus
        geldstrafe|bußgeld|bussgeld|rückforderung|gehaltsabzug|lohnabzug|multa|amende|retenue sur salaire|estorno
        para cezası|maaş kesintisi|mahsup|天引き|減給""",
    Kind("points"): """
        points|point|score|marks|score adjustment|points adjustment|point adjustment
        加减分|加扣分|得分|分数|分|分值|积分|得分调整|分数调整|加減分|分數|得分調整
        punkte|puntos|pontos|puan|点数|得点|ポイント""",
    Kind("points", 1): """
        bonus points|bonus point|extra points|add points|points added|plus points|merit|merits|credit points|points bonus
        加分|奖励分|奖分|附加分|补分|加分项|獎勵分
        zusatzpunkte|pluspunkte|bonuspunkte|puntos extra|puntos adicionales|pontos extra|pontos bônus|ek puan|加点""",
    Kind("points", -1): """
        deduct points|points deducted|point deduction|points deduction|deduction of points|penalty points|penalty point
        points penalty|minus points|points off|points lost|demerit|demerits|demerit points|negative points|score deduction
        扣分|减分|罚分|扣减分|扣分项|扣绩效分|处罚分|罚扣分|減分|罰分|扣分項
        punktabzug|minuspunkte|strafpunkte|descuento de puntos|puntos menos|penalización de puntos
        desconto de pontos|pontos perdidos|retrait de points|points retirés|points en moins|pénalité de points
        puan kesintisi|ceza puanı|eksi puan|減点|失点""",
    Kind("", 1): "plus|add|addition|raise|increase|credit|supplement|加|奖|增加|加项|核增|加算",
    Kind("", -1): """
        deduct|deducted|deduction|deductions|penalty|penalties|penalise|penalize|minus|subtract|subtraction|reduction|reduce
        decrease|forfeit|forfeiture|sanction|punishment|less|take away|taken off
        扣|罚|扣罚|罚扣|处罚|惩罚|处分|扣除|扣减|减扣|倒扣|减|减少|减项|扣项|扣除项|核减|罰|處罰|懲罰|扣減|減|減少
        abzug|abzüge|strafe|kürzung|minderung|descuento|deducción|deduccion|penalización|penalizacion|sanción|sancion
        penalidad|desconto|dedução|deducao|penalidade|penalização|déduction|retenue|pénalité|penalite|retrait
        abatimento|abschlag|prélèvement|rebaja|kesinti|ceza|eksi|控除|減算|減額|差引|ペナルティ""",
    Kind("exclude"): """
        exclude|excluded|exclusion|exempt|not ranked
        不参评|不参加|不参与|不参与排名|不参加排名|不参加考核|剔除|排除|免考核|不參評|不參加|ausschluss|excluir|exclure|hariç|除外""",
    Kind("value"): """
        value|correction|correct|corrected|corrected value
        更正|改值|修正|更正数值|改正|korrektur|corrección|correção|düzeltme|訂正""",
}
_KNOWN: Final = {
    fold(word).replace("-", ""): kind
    for kind, words in _WORDS.items()
    for line in words.strip().splitlines()
    for word in line.strip().split("|")
}
_BETWEEN: Final = re.compile(r"[/／、,，+＋&|;；:：()（）\[\]【】]+")
_COMPOUND: Final = re.compile(
    r"([^扣罚减奖加补返退还撤消免误错多少不未罰減獎補還錯誤/／、,，;；()（）]+)(扣款|罚款|扣分|罚分|减分|加分|奖励|罰款|獎勵)"
)
"""What it was for, then the word: 迟到扣款, 质检加分."""
_TAKING: Final = (
    *("扣款", "扣分", "罚款", "罚金", "扣罚", "处罚", "扣钱", "扣除", "扣减", "扣发", "倒扣", "减分", "罚分", "赔付"),
    *("罰款", "罰金", "處罰", "控除", "減額", "減点"),
)
"""Of other columns: what takes away, wherever it stands in a text."""
_TAKING_WORDS: Final = re.compile(
    r"\b(deduct(ed|ions?)?|penalt(y|ies)|fined|claw-?back|charge-?back|abzug|geldstrafe|descuento|multa|desconto|retenue|amende"
    r"|kesinti|ceza)\b",
    re.IGNORECASE,
)
_RETURNING: Final = re.compile(
    r"返|退|补|補|还|還|撤|取消|免|多扣|误|誤|错|錯|\b(refund|return|revers|cancel|waiv|undo|back\b|wrong|mistake|error)",
    re.IGNORECASE,
)


def kind_of(word: str) -> Kind | None:
    """Return what a word of the column of kinds means; None for one that says nothing we know, or two things at once.

    Examples
    --------
    >>> kind_of("扣款")
    Kind(changes='money', direction=-1)
    >>> kind_of("Points / penalty")
    Kind(changes='points', direction=-1)
    """
    whole = _known(word)
    if whole is not None:
        return whole
    parts = [_known(part) for part in _parts(word)]
    known = [part for part in parts if part is not None]
    directions = {part.direction for part in known if part.direction}
    if not known or len(known) < len(parts) or len(directions) > 1:
        return None
    # in "points / penalty" one word says what is changed, the other how
    changes = {part.changes for part in known if not part.direction} or {part.changes for part in known if part.changes} or {""}
    if len(changes) > 1 or (directions and not changes <= {"money", "points", ""}):
        return None
    return Kind(changes.pop(), directions.pop() if directions else 0)


def takes_away(text: str) -> bool:
    """Tell whether a text of another column speaks of taking away, and not of giving back what was taken."""
    known = _known(text)
    if known is not None and known.direction:
        return known.direction < 0
    says = any(word in text for word in _TAKING) or _TAKING_WORDS.search(text) is not None
    return says and _RETURNING.search(text) is None


def _known(word: str) -> Kind | None:
    plain = fold(word.strip(" .!。！")).replace("-", "")
    compound = _COMPOUND.fullmatch(plain)
    return _KNOWN.get(plain if compound is None else compound[2])


def _parts(word: str) -> list[str]:
    """Return the words between signs; between spaces where there are no signs."""
    parts = [part for part in _BETWEEN.split(word) if part.strip()]
    return parts if len(parts) > 1 or not parts else parts[0].split()
