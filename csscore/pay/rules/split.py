"""How a sum is split among people: by score, equally, by place, by a column; the parts are exact and make up the whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.exact.fixed import MISSING
from csscore.exact.shares import Exact, decimals, same
from csscore.pay.rules.base import PLACE, SCORE, Amounts
from csscore.pay.rules.places import Run, mean_of_places
from csscore.pay.rules.shares import Share, must_sum, percent
from csscore.result import Sentence
from csscore.scheme.forms import found
from csscore.scheme.kinds import Choice, Text, decimal_text
from csscore.scheme.nodes import Mapping, Node, Scalar, Sequence
from csscore.words import Words

if TYPE_CHECKING:
    from csscore.pay.rules.base import Mask, Payees
    from csscore.problems import Place
    from csscore.scheme.forms import Reader, Registry

    _Parts = tuple[Exact, Mask, tuple[Words, ...], dict[str, Any]]
    """What each has of the whole (in proportion), who takes part, and how sentences say it."""

_BY: Final = Choice(("score", "equal"))


@dataclass(frozen=True, slots=True)
class Split:
    """How a scheme splits: ``by`` is score, equal, places or column."""

    by: str
    shares: tuple[Fraction, ...] = ()
    rest: bool = False
    """Whether those after the listed places share what is left."""
    column: str | None = None

    def hangs_on(self) -> frozenset[str]:
        """Return what decides the parts, of place and score; by score and by place only the ranked have one."""
        return {"score": frozenset({SCORE}), "places": frozenset({PLACE})}.get(self.by, frozenset())

    def words(self) -> Words:
        """Return the split in words."""
        if self.by == "column":
            return Words(f"按 {self.column} 分", f"split by {self.column}")
        if self.by != "places":
            return {"score": Words("按总分分", "split by score"), "equal": Words("均分", "split equally")}[self.by]
        shares = [percent(share) for share in self.shares]
        zh, en = "、".join(shares), ", ".join(shares)
        if self.rest:
            zh, en = f"{zh}，其余均分余下的", f"{en}, the others sharing the rest equally"
        return Words(f"按名次分：{zh}", f"split by place: {en}")


class SplitKind:
    """``score``, ``equal``, ``[40%, 30%, rest]`` or ``{column: hours}``."""

    def read(self, node: Node, reader: Reader) -> Split:
        """Return the split."""
        if isinstance(node, Scalar):
            return Split(_BY.read(node, reader))
        if isinstance(node, Mapping):
            if [key.text for key, _ in node] == ["column"]:
                return Split("column", column=Text().read(node.entries[0][1], reader))
        elif node.items:
            return self._places(node, reader)
        raise reader.refuse("S104", node, found=found(node), wanted=self.words())

    @staticmethod
    def _places(node: Sequence, reader: Reader) -> Split:
        last = node.items[-1]
        rest = isinstance(last, Scalar) and last.text == "rest"
        shares = tuple(Share().read(item, reader) for item in (node.items[:-1] if rest else node.items))
        must_sum(shares, node, reader, rest=rest)
        return Split("places", shares, rest)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        share = {"anyOf": [Share().schema(rules), {"const": "rest"}]}
        column = {"type": "object", "properties": {"column": Text().schema(rules)}, "required": ["column"]}
        return {
            "anyOf": [
                _BY.schema(rules),
                {"type": "array", "items": share, "minItems": 1},
                {**column, "additionalProperties": False},
            ]
        }

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("score、equal、[40%, 30%, rest] 或 {column: 工时}", "score, equal, [40%, 30%, rest] or {column: hours}")


def divided(whole: Fraction, split: Split, payees: Payees, place: Place | None) -> Amounts:
    """Divide a sum, all of it.

    By score and by place the ranked take part; equally and by a column everybody does. A negative part counts as 0. Where
    there is nothing to divide by, nobody is paid. All of this is reported.
    """
    if split.by == "places":
        exact, who, variants, details = _by_place(split, payees, place)
    elif split.by == "column":
        exact, who, variants, details = _by_column(split.column or "", payees, place)
    else:
        exact, who, variants, details = _by_score(payees) if split.by == "score" else _equally(payees)
    negative = who & exact.below(Fraction(0))
    for i in np.flatnonzero(negative):
        payees.report("P228", place, agent=payees.agents[i])
    exact = exact.at_least(Fraction(0))
    total = exact.only(who).total()
    if not total and len(payees):
        payees.report("P226", place, whole=decimal_text(whole), people=int(who.sum()))
        who = np.zeros(len(payees), dtype=np.bool_)
    tied = (payees.sharing > 1) if split.by == "places" else np.zeros(len(payees), dtype=np.bool_)
    which = np.where(who, np.where(tied, len(variants) - 1, 0), -1).astype(np.int8)
    details |= {"whole": np.full(len(payees), float(whole)), "all": np.full(len(payees), float(total))}
    return Amounts(exact.times(whole / total if total else Fraction(0)), who, Sentence(variants, which, details))


def _equally(payees: Payees) -> _Parts:
    return (
        same(Fraction(1), len(payees)),
        payees.among,
        (_of_whole(payees, "÷ {all:.0f} 人", "/ {all:.0f} people"),),
        {},
    )


def _by_score(payees: Payees) -> _Parts:
    who = payees.known_scores(payees.places > 0)
    exact = Exact(np.where(payees.scores == MISSING, 0, payees.scores), 10**payees.score_digits)
    score = f".{payees.score_digits}f"
    variant = _of_whole(
        payees, f"× 总分 {{own:{score}}} ÷ 合计 {{all:{score}}}", f"× score {{own:{score}}} / {{all:{score}}} in all"
    )
    return exact, who, (variant,), {"own": payees.shown_scores()}


def _by_column(column: str, payees: Payees, place: Place | None) -> _Parts:
    values = payees.scope.numbers(column)
    for i in np.flatnonzero(payees.among & np.isnan(values)):
        payees.report("P213", place, expression=column, agent=payees.agents[i])
    variant = _of_whole(payees, "× {column} {own:n} ÷ 合计 {all:n}", "× {column} {own:n} / {all:n} in all")
    return decimals(values), payees.among & ~np.isnan(values), (variant,), {"own": values, "column": column}


def _by_place(split: Split, payees: Payees, place: Place | None) -> _Parts:
    """Return what places are worth; where places are left empty, the others have theirs in proportion."""
    who = payees.places > 0
    count, listed = int(payees.ends.max(initial=0)), len(split.shares)
    runs = [Run(number, number, share, Fraction(0)) for number, share in enumerate(split.shares, 1)]
    left = 1 - sum(split.shares, Fraction(0))
    if split.rest and count > listed:
        runs.append(Run(listed + 1, count, left / (count - listed), Fraction(0)))
    exact = mean_of_places(runs, payees)
    present = exact.only(who).total()
    if count and present != 1:
        payees.report("P227" if present < 1 else "P173", place, people=int(who.sum()), present=percent(present))
    share = exact.times(100 / present).approx() if present else exact.approx()
    variants = (
        _of_whole(payees, "× {own:.6g}%（第 {place} 名）", "× {own:.6g}% (place {place})"),
        _of_whole(
            payees, "× {own:.6g}%（第 {place} 名，与 {others} 人并列）", "× {own:.6g}% (place {place}, tied with {others})"
        ),
    )
    return exact, who, variants, {"own": share, "place": payees.places, "others": payees.sharing - 1}


def _of_whole(payees: Payees, zh: str, en: str) -> Words:
    """Return a sentence that begins with the sum that is split."""
    whole = f"{{whole:,.{payees.coin.digits}f}}"
    return Words(f"{whole} {zh}", f"{whole} {en}")
