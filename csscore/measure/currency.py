"""In which currency the amounts are: the scheme's, or the one that the data bear; amounts in two currencies are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from csscore.measure.row_units import stated
from csscore.read.currencies import DOLLARS, codes, common, declared
from csscore.read.part import Sign
from csscore.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.problems import Problems
    from csscore.read.currencies import Codes
    from csscore.read.table import Table
    from csscore.scheme.model import Scheme


CURRENCIES: Final = (
    *(
        "币种",
        "币别",
        "货币",
        "货币代码",
        "币种代码",
        "结算币种",
        "交易币种",
        "付款币种",
        "支付币种",
        "订单币种",
        "幣別",
        "幣種",
        "貨幣",
    ),
    *(
        "Currency",
        "Currency code",
        "Cur",
        "CCY",
        "Transaction currency",
        "Order currency",
        "Payment currency",
        "Settlement currency",
    ),
    *(
        "通貨",
        "通貨コード",
        "통화",
        "통화코드",
        "Währung",
        "Moneda",
        "Divisa",
        "Moeda",
        "Devise",
        "Valuta",
        "Para birimi",
        "Валюта",
    ),
)
"""Headers of a column that says in which currency a row is."""


class _Column(NamedTuple):
    name: str
    sign: Sign
    """The first that it bears."""
    codes: Codes
    """What all its signs may stand for."""


def in_its_currency(scheme: Scheme, tables: Iterable[Table], added: Iterable[frozenset[str]], problems: Problems) -> Scheme:
    """Return the scheme, in the currency of the data where it names none.

    Parameters
    ----------
    scheme
        The scheme.
    tables
        What was read; only the columns that were read as amounts are looked at.
    added
        The columns of each input that are added up.
    problems
        Takes D262 (two currencies), D263 (another than the scheme's), D265 (taken from the data), D571 (two currencies beside
        what is added up and may be amounts).
    """
    sums = frozenset().union(*added)
    columns = [column for table in tables for column in columns_of(table, problems, sums)]
    if not columns:
        return scheme
    if "currency" in scheme.places:
        for column in columns:
            if not common(declared(scheme.currency), column.codes):
                _tell("D263", column, problems, currency=column.codes[0], declared=scheme.currency)
        return scheme
    found = columns[0].codes
    for column in columns[1:]:
        if not common(found, column.codes):
            _report(columns[0].sign, column.name, column.sign, problems)
            return scheme
        found = common(found, column.codes)
    if scheme.currency in found:
        return scheme
    _tell("D265", columns[0], problems, currency=found[0], others=listed(found[1:]) if found[1:] else same("-"))
    return scheme.but(currency=found[0])


def columns_of(table: Table, problems: Problems, added: frozenset[str] = frozenset()) -> list[_Column]:
    """Return the columns of amounts that bear a sign; report those in two currencies (D262), or which may be amounts (D571)."""
    found = _stated(table, problems, added)
    for (name, _), signs in sorted(table.currencies().items()):
        if table.unit(name) == "number":
            continue
        own = signs[0].codes
        others = [sign for sign in signs[1:] if not common(own, sign.codes) or _is_another_dollar(signs[0], sign)]
        for sign in others:
            _report(signs[0], name, sign, problems)
        own = common(*(sign.codes for sign in signs if sign not in others))
        if own and not others:
            found.append(_Column(name, signs[0], own))
    return found


def _stated(table: Table, problems: Problems, added: frozenset[str]) -> list[_Column]:
    """Return the currency that a column beside the amounts states, unless the scheme looks at that column itself."""
    found: list[_Column] = []
    for part in table.parts:
        money = next((name for name in part.columns if table.unit(name) == "money"), None)
        sums = [found.header for name, found in part.columns.items() if name in added and table.unit(name) in {None, "number"}]
        own: list[_Column] = []
        for said in stated(part, CURRENCIES) if money is not None or sums else ():
            meant = codes(said.text.replace("￥", "¥"))
            one = _Column(money or "", Sign(meant, said.place, said.text, said.header), meant)
            other = next((other for other in (*found, *own) if meant and not common(other.codes, meant)), None)
            if other is None:
                own += [one] if meant else []
            elif money is not None:
                _report(other.sign, money, one.sign, problems)
            else:
                details = {"text": said.text, "other": other.sign.text, "where": said._replace(text=other.sign.text).condition}
                problems.add("D571", said.place, group=said.header, column=said.header, name=listed(sums), **details)
        found += own
    return [one for one in found if one.name][:1]


def _is_another_dollar(one: Sign, other: Sign) -> bool:
    """Tell whether one cell has a dollar sign alone and the other that of a country: who writes HK$ beside $ means two."""
    plain, marked = (one, other) if one.codes == DOLLARS else (other, one)
    to_formula = all(sign.text != sign.header for sign in (one, other))
    return to_formula and plain.codes == DOLLARS and "$" in marked.text and marked.codes not in {DOLLARS, DOLLARS[:1]}


def _tell(code: str, column: _Column, problems: Problems, **details: object) -> None:
    sign = column.sign
    problems.add(code, sign.place, group=column.name, column=sign.header, name=column.name, text=sign.text, **details)


def _report(first: Sign, name: str, other: Sign, problems: Problems) -> None:
    problems.add(
        "D262",
        other.place,
        group=name,
        column=other.header,
        text=other.text,
        currency=other.codes[0],
        other=first.text,
        other_place=str(first.place),
        other_currency=first.codes[0],
    )
