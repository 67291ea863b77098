"""The two pages of the desk as HTML: what lies on it, and what came of it; every text is escaped, nothing is computed."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from csscore.cli.desk import wording
from csscore.cli.desk.desk import PRODUCTS, ROLES, typed
from csscore.scheme.kinds import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from csscore.cli.desk.desk import Desk, Ended, Given, Product
    from csscore.scheme.lookup import Card
    from csscore.words import Lang, Words

_DOWNLOADS: Final = ("workbook", "slips", "csv", "json")
_LOOKED_AT: Final = ("audit",)


def file_of(product: Product, lang: Lang, *, agent: str = "") -> str:
    """Return what a product's file is called."""
    who = f"-{agent}" if agent else ""
    return f"{wording.PRODUCTS[product.key].in_(lang)}{who}.{product.ending}"


def start(desk: Desk, cards: Sequence[Card], readings: Mapping[str, Ended], lang: Lang) -> str:
    """Return the page where files are dropped and a scheme is chosen."""
    rows = "".join(_file(number, given, readings[given.name], lang) for number, given in enumerate(desk.files))
    files = f'<ul class="files">{rows}</ul>' if rows else _nothing(lang)
    body = f"""<form method="post" action="./" enctype="multipart/form-data" id="desk">
<section id="drop" aria-labelledby="files-title">
<h2 id="files-title">{_text(wording.FILES, lang)}</h2>
<label class="drop" for="file">{_text(wording.DROP, lang)}</label>
<p class="row"><input type="file" id="file" name="file" multiple>
<button name="do" value="add" id="add">{_text(wording.ADD, lang)}</button></p>
{files}
</section>
<section aria-labelledby="scheme-title">
<h2 id="scheme-title">{_text(wording.SCHEME, lang)}</h2>
<p class="row"><label for="own">{_text(wording.OWN, lang)}</label>
<input type="file" id="own" name="own" accept=".yaml,.yml,.xlsx"></p>
{_schemes(desk, cards, lang)}
<p class="row"><label for="period">{_text(wording.PERIOD, lang)}</label>
<input type="text" id="period" name="period" value="{escape(desk.period)}" maxlength="40">
<label for="sheet">{_text(wording.SHEET, lang)}</label>
<input type="text" id="sheet" name="sheet" value="{escape(desk.sheet)}" maxlength="80"></p>
</section>
<p class="go"><button name="do" value="report" id="go" class="main">{_text(wording.REPORT, lang)}</button>
<span class="soft">{_text(wording.NOTHING, lang) if not (desk.of("data") and desk.scheme) else ""}</span></p>
</form>"""
    return _page(wording.TITLE.in_(lang), body, lang)


def _nothing(lang: Lang) -> str:
    play = f'<button name="do" value="sample" id="sample">{_text(wording.PLAY, lang)}</button>'
    return f'<p class="row soft"><span>{_text(wording.NO_FILES, lang)}</span> {play}</p>'


def _file(number: int, given: Given, read: Ended, lang: Lang) -> str:
    choices = "".join(
        f'<option value="{role}"{" selected" if role == given.role else ""}>{_text(wording.ROLES[role], lang)}</option>'
        for role in ROLES
    )
    called = _text(wording.CALLED, lang)
    summary = wording.IN_WORDS if given.role == "scheme" else wording.READ
    return f"""<li>
<div class="row"><strong class="name">{escape(given.name)}</strong>
<select name="role{number}" aria-label="{_text(wording.ROLE, lang)}: {escape(given.name)}">{choices}</select>
<input type="text" name="called{number}" value="{escape(given.called)}" maxlength="60" placeholder="{called}"
 aria-label="{called}">
<button name="remove" value="{number}">{_text(wording.REMOVE, lang)}</button></div>
<details{" open" if read.code or given.role == "data" else ""}><summary>{_text(summary, lang)}</summary>
{_printed(read)}</details>
</li>"""


def _schemes(desk: Desk, cards: Sequence[Card], lang: Lang) -> str:
    dropped = [(one.name, one.name, "", "") for one in desk.of("scheme")]
    listed = [(scheme_of(card), card.name, card.title.in_(lang), _source(card, lang)) for card in cards]
    rows = "".join(
        f'<li><label><input type="radio" name="scheme" value="{escape(value)}"{" checked" if value == desk.scheme else ""}>'
        f'<span><strong>{escape(title or name)}</strong> <span class="soft">{escape(name if title else "")}</span>'
        f"<small>{escape(source)}</small></span></label> "
        f'<a href="words?{urlencode({"scheme": value})}" target="_blank" rel="noopener">{_text(wording.IN_WORDS, lang)}</a></li>'
        for value, name, title, source in (*dropped, *listed)
    )
    return f'<fieldset><legend>{_text(wording.READY, lang)}</legend><ul class="schemes">{rows}</ul></fieldset>'


def _source(card: Card, lang: Lang) -> str:
    return card.source.in_(lang) or ("" if card.ready_made else wording.FROM_FOLDER.in_(lang))


def scheme_of(card: Card) -> str:
    """Return how a scheme of the list is named on a command line that runs in another folder."""
    return card.name if card.ready_made else str(Path(card.file).resolve())


def result(
    desk: Desk, ended: Ended, people: Sequence[tuple[str, str]], weights: Sequence[tuple[str, Words, Fraction]], lang: Lang
) -> str:
    """Return the page of a result: the report, and beside it everything else that the commands make.

    Parameters
    ----------
    desk
        What it was made of.
    ended
        How the ranking ended; its words are shown.
    people
        Who may be explained: the id, and the name as people know it.
    weights
        What may be weighed otherwise: the path, what it is called, and the scheme's own weight.
    """
    products = {product.key: product for product in PRODUCTS}
    if ended.code:
        again = _weights(desk, weights, lang) if desk.sets else ""
        return refused(ended, desk.words(products["page"], file_of(products["page"], lang)), lang, more=again)
    downloads = "".join(
        f'<li><a href="made/{key}" download="{escape(file_of(products[key], lang))}">{_text(wording.LABELS[key], lang)}</a></li>'
        for key in _DOWNLOADS
    )
    looks = "".join(
        f'<li><a href="made/{key}" target="_blank" rel="noopener">{_text(wording.LABELS[key], lang)}</a></li>'
        for key in _LOOKED_AT
    )
    options = "".join(
        f'<option value="{escape(agent)}">{escape(name if name == agent else f"{name} ({agent})")}</option>'
        for agent, name in people
    )
    said = f"<section><h2>{_text(wording.SAID, lang)}</h2>{_printed(ended)}</section>" if ended.err.strip() else ""
    body = f"""{_back(lang)}<div class="result">
<section class="shown"><p><a href="made/page" target="_blank" rel="noopener">{_text(wording.ALONE, lang)}</a></p>
<iframe src="made/page" title="{_text(wording.PRODUCTS["page"], lang)}" allow="clipboard-write"></iframe></section>
<div class="beside">
<section><h2>{_text(wording.TAKE, lang)}</h2><ul>{downloads}</ul></section>
<section><h2>{_text(wording.LOOK, lang)}</h2><ul>{looks}</ul>
<form action="person" method="get" target="_blank"><p class="row"><label for="agent">{_text(wording.PERSON, lang)}</label>
<select id="agent" name="agent">{options}</select> <button>{_text(wording.SHOW, lang)}</button></p></form></section>
{_weights(desk, weights, lang)}
</div></div>
{said}{_commands(desk, ("page", *_DOWNLOADS, *_LOOKED_AT), lang)}"""
    return _page(wording.RESULT.in_(lang), body, lang)


def _weights(desk: Desk, weights: Sequence[tuple[str, Words, Fraction]], lang: Lang) -> str:
    """Return the form with which everything is worked out by other weights; the commands then say ``--set``."""
    if not weights:
        return ""
    rows = "".join(
        f'<p class="row"><label for="set{at}">{_text(title, lang)}</label>'
        f'<input type="text" inputmode="decimal" id="set{at}" size="6"'
        f' name="set {escape(path)}" value="{escape(desk.sets.get(path, decimal_text(own)))}" maxlength="8"></p>'
        for at, (path, title, own) in enumerate(weights)
    )
    return (
        f'<section class="weights"><h2>{_text(wording.WEIGHTS, lang)}</h2>'
        f'<form method="post" action="./" enctype="multipart/form-data">{rows}'
        f'<p class="row"><button name="do" value="report">{_text(wording.AGAIN, lang)}</button></p></form></section>'
    )


def refused(ended: Ended, words: Sequence[str], lang: Lang, *, more: str = "") -> str:
    """Return the page of a command that wrote nothing."""
    body = f"""<section><h2>{_text(wording.REFUSED, lang)}</h2>{_printed(ended)}
<p class="soft">{_text(wording.OPTIONS, lang)}</p></section>{more}{_command([words], lang)}"""
    return _page(wording.RESULT.in_(lang), _back(lang) + body, lang)


def said(ended: Ended, words: Sequence[str], lang: Lang) -> str:
    """Return the page of what a command prints."""
    return _page(wording.IN_WORDS.in_(lang), f"<section>{_printed(ended)}</section>{_command([words], lang)}", lang)


def absent(lang: Lang) -> str:
    """Return the page where there is none."""
    return _page(wording.ABSENT.in_(lang), f"{_back(lang)}<section><p>{_text(wording.ABSENT, lang)}</p></section>", lang)


def _commands(desk: Desk, keys: Iterable[str], lang: Lang) -> str:
    wanted = set(keys)
    return _command([desk.words(one, file_of(one, lang)) for one in PRODUCTS if one.key in wanted], lang)


def _command(lines: Iterable[Sequence[str]], lang: Lang) -> str:
    shown = "".join(
        f'<li class="command"><code>{escape(typed(words))}</code><button type="button" class="copy" hidden>'
        f"{_text(wording.COPY, lang)}</button></li>"
        for words in lines
    )
    return f'<section><h2>{_text(wording.COMMANDS, lang)}</h2><ul class="commands">{shown}</ul></section>'


def _printed(ended: Ended) -> str:
    """Return what a command printed, as it printed it: what is wrong first."""
    pieces = ("said", ended.err), ("out", ended.out)
    return "".join(f'<pre class="{kind}" tabindex="0">{escape(text)}</pre>' for kind, text in pieces if text.strip())


def _back(lang: Lang) -> str:
    return f'<p><a href="./">{_text(wording.BACK, lang)}</a></p>\n'


def _text(words: Words, lang: Lang) -> str:
    return escape(words.in_(lang))


def _page(title: str, body: str, lang: Lang) -> str:
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="stylesheet" href="style.css">
<script src="desk.js" defer></script>
</head>
<body data-on="yes">
<a class="skip" href="#main">{_text(wording.SKIP, lang)}</a>
<header><div class="titles"><h1>{escape(title)}</h1><p class="soft">{_text(wording.HERE, lang)}</p></div></header>
<main id="main" class="desk">
{body}
</main>
<p id="working" role="status" data-text="{_text(wording.WORKING, lang)}"></p>
</body>
</html>
"""
